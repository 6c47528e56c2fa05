//! The body of a form: counted, so that it can be too large, and read to its end after an error. Its parts take memory as their bytes
//! arrive.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};

use actix_multipart::{Field, MultipartError};
use actix_web::dev;
use actix_web::error::PayloadError;
use actix_web::http::StatusCode;
use actix_web::web::Bytes;
use futures_core::Stream;

use super::body::{DISCARD_LIMIT, append, unfinished};
use super::error::Problem;
use crate::limits::Reservation;

/// A body that ends with an error when it is too large. What is left of it can be read with [`Counted::drain`].
#[derive(Clone)]
pub struct Counted {
    payload: Rc<RefCell<dev::Payload>>,
    seen: Rc<Cell<usize>>,
    most: usize,
}

impl Counted {
    /// A body of at most so many bytes.
    pub fn new(payload: dev::Payload, most: usize) -> Self {
        Self { payload: Rc::new(RefCell::new(payload)), seen: Rc::default(), most }
    }

    fn poll(&self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, PayloadError>>> {
        let chunk = ready!(Pin::new(&mut *self.payload.borrow_mut()).poll_next(context));
        if let Some(Ok(chunk)) = &chunk {
            self.seen.set(self.seen.get().saturating_add(chunk.len()));
        }
        Poll::Ready(chunk)
    }

    /// Reads and discards the rest of the body, up to its deadline.
    pub async fn drain(&self) {
        while self.seen.get() <= DISCARD_LIMIT && matches!(poll_fn(|context| self.poll(context)).await, Some(Ok(_))) {}
    }

    /// What went wrong with a form.
    pub fn broken(&self, error: &MultipartError) -> Problem {
        match error {
            MultipartError::Payload(PayloadError::Overflow) if self.seen.get() > self.most => Problem::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                format!("the form is larger than {} MiB; send smaller files", self.most / 1024 / 1024),
            ),
            MultipartError::Payload(PayloadError::Overflow) => {
                Problem::new(StatusCode::BAD_REQUEST, "a part of the form has headers that are too long; shorten them")
            }
            MultipartError::Payload(error) => unfinished(error, "the form ended too early; send it again"),
            MultipartError::Incomplete => Problem::new(StatusCode::BAD_REQUEST, "the form ended too early; send it again"),
            _ => Problem::new(StatusCode::BAD_REQUEST, "the body is not valid “multipart/form-data”"),
        }
    }
}

impl Stream for Counted {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = ready!(self.poll(context));
        let too_large = self.seen.get() > self.most;
        Poll::Ready(if too_large { Some(Err(PayloadError::Overflow)) } else { chunk })
    }
}

/// Reads a part, and reserves memory for its bytes as they arrive.
///
/// # Errors
/// The form is broken, the part is too large, or there is no memory left for it.
pub async fn bytes(part: &mut Field, limit: usize, body: &Counted, room: &mut Reservation) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    while let Some(chunk) = poll_fn(|context| Pin::new(&mut *part).poll_next(context)).await {
        let chunk = chunk.map_err(|error| body.broken(&error))?;
        if bytes.len() + chunk.len() > limit {
            let detail = format!(
                "the part “{}” is larger than {} KiB; send a smaller one",
                part.name().unwrap_or_default(),
                limit / 1024
            );
            return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, detail));
        }
        room.grow(chunk.len()).map_err(|_| Problem::no_room_for_bodies())?;
        append(&mut bytes, &chunk);
    }
    Ok(bytes)
}
