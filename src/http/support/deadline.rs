//! A deadline and a minimum rate for every request body.
//!
//! A body must begin within [`Pace::patience`]. Bytes that arrive extend the deadline at [`Pace::rate`], but never beyond
//! `patience` from now. A connection that sends a byte every few seconds therefore ends after `patience`, and so does one that
//! sends a lot and then stops. A slow but steady one may go on until [`Pace::overall`]. The clock starts when the handler
//! begins to read, so time during which the service was busy does not count.

use std::cell::RefCell;
use std::io;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::error::PayloadError;
use actix_web::middleware::Next;
use actix_web::web::{self, Bytes};
use actix_web::{Error, HttpMessage};
use futures_core::Stream;
use tokio::time::{Instant, Sleep, sleep_until};

use crate::http::support::body_limits::Pace;
use crate::http::support::services::Services;

/// Gives every body a deadline. This must be the outermost middleware.
///
/// A body that was not read to its end is kept until the response is sent. Then the server announces that it closes the
/// connection, discards for a few seconds what still arrives, so that the client can read the response, and closes it.
///
/// # Errors
/// The error of the handler.
pub async fn limit_bodies(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<ResponseBody>, Error> {
    let pace = request.app_data::<web::Data<Services>>().map_or_else(Pace::default, |services| services.bodies.pace);
    let payload = match request.take_payload() {
        Payload::None => None,
        payload => {
            let payload = Rc::new(RefCell::new(payload));
            request.set_payload(Payload::Stream { payload: Box::pin(Paced::new(Rc::clone(&payload), pace)) });
            Some(payload)
        }
    };
    let response = next.call(request).await?;
    Ok(response.map_body(|_, body| ResponseBody { body: body.boxed(), _request: payload }))
}

/// A response body that keeps the body of its request until it is sent.
pub struct ResponseBody {
    body: BoxBody,
    _request: Option<Rc<RefCell<Payload>>>,
}

impl MessageBody for ResponseBody {
    type Error = <BoxBody as MessageBody>::Error;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Pin::new(&mut self.body).poll_next(context)
    }
}

/// A request body that ends with [`io::ErrorKind::TimedOut`] if it is too slow.
struct Paced {
    payload: Rc<RefCell<Payload>>,
    clock: Option<Clock>,
    pace: Pace,
    timer: Option<Pin<Box<Sleep>>>,
}

impl Paced {
    fn new(payload: Rc<RefCell<Payload>>, pace: Pace) -> Self {
        Self { payload, clock: None, pace, timer: None }
    }
}

impl Stream for Paced {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let pace = self.pace;
        // The clock starts with the first read.
        let mut clock = *self.clock.get_or_insert_with(|| Clock::new(pace, Instant::now()));
        let polled = Pin::new(&mut *self.payload.borrow_mut()).poll_next(context);
        match polled {
            Poll::Ready(Some(Ok(chunk))) => {
                clock.received(chunk.len(), pace, Instant::now());
                self.clock = Some(clock);
                Poll::Ready(Some(Ok(chunk)))
            }
            Poll::Ready(end) => Poll::Ready(end),
            Poll::Pending => {
                let timer = self.timer.get_or_insert_with(|| Box::pin(sleep_until(clock.due)));
                if timer.deadline() != clock.due {
                    timer.as_mut().reset(clock.due);
                }
                timer.as_mut().poll(context).map(|()| Some(Err(PayloadError::Io(io::ErrorKind::TimedOut.into()))))
            }
        }
    }
}

/// When the next bytes are due.
#[derive(Clone, Copy)]
struct Clock {
    due: Instant,
    end: Instant,
}

impl Clock {
    fn new(pace: Pace, now: Instant) -> Self {
        let end = now + pace.overall;
        Self { due: end.min(now + pace.patience), end }
    }

    fn received(&mut self, bytes: usize, pace: Pace, now: Instant) {
        let bought = Duration::from_secs_f64(bytes as f64 / f64::from(pace.rate.max(1)));
        self.due = (self.due.max(now) + bought).min(now + pace.patience).min(self.end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    /// After how many seconds a body times out of which `bytes` arrive in each interval.
    fn ends_after(bytes: usize, interval: Duration) -> u64 {
        let (pace, began) = (Pace::default(), Instant::now());
        let mut clock = Clock::new(pace, began);
        let mut now = began;
        loop {
            now += interval;
            if now > clock.due {
                return (clock.due - began).as_secs();
            }
            clock.received(bytes, pace, now);
        }
    }

    #[test]
    fn a_body_that_trickles_ends_soon_and_one_that_is_slow_but_steady_has_ten_minutes() {
        assert_eq!(ends_after(1, SECOND * 15), 20);
        assert_eq!(ends_after(1, SECOND / 10), 20);
        assert!((39..=40).contains(&ends_after(1_000, SECOND)), "half of the rate");
        assert_eq!(ends_after(2_000, SECOND), 600);
        assert_eq!(ends_after(40_000, SECOND * 20), 600, "in bursts");
    }

    #[test]
    fn what_came_at_once_buys_no_more_than_the_patience() {
        let (pace, began) = (Pace::default(), Instant::now());
        let mut clock = Clock::new(pace, began);
        clock.received(5 * 1024 * 1024, pace, began + SECOND);
        assert_eq!(clock.due - began, SECOND * 21);
    }
}
