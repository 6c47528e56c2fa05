//! Extractors that check the right to send a body before they read the body.
//!
//! actix-web polls the extractors of a handler concurrently, so a separate body extractor would read the body while the right
//! is still being checked. A body is therefore extracted together with the right that it needs ([`Authorized`]), or as a
//! body that every client may send within the rate limits ([`Open`]).

use std::future::Future;
use std::pin::Pin;

use actix_web::{FromRequest, HttpRequest, dev};

use super::client::{client, services};
use super::error::Problem;
use super::identity::{Who, who};
use crate::access::Right;
use crate::limits::ClientKey;

/// A body that can be read from a request.
pub trait ReadBody: Sized {
    /// Reads the body.
    ///
    /// # Errors
    /// What is wrong with the body.
    fn read(request: HttpRequest, payload: dev::Payload) -> impl Future<Output = Result<Self, Problem>>;
}

/// A body from an account that has the right `R`.
pub struct Authorized<R, B> {
    /// The right.
    pub right: R,
    /// The account that sent the body.
    pub who: Who,
    /// The body.
    pub body: B,
}

/// A body that every client may send.
pub struct Open<B> {
    /// The client that sent the body.
    pub client: ClientKey,
    /// The body.
    pub body: B,
}

impl<R: Right + 'static, B: ReadBody + 'static> FromRequest for Authorized<R, B> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut dev::Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let who = who(&request).await?;
            let right = R::of(&who.scope)?;
            let body = B::read(request, payload).await?;
            Ok(Self { right, who, body })
        })
    }
}

impl<B: ReadBody + 'static> FromRequest for Open<B> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut dev::Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let services = services(&request)?;
            let client = client(&request, services);
            // The quota belongs to the route pattern, because one address can be written in several ways.
            services.limits.request(client, &request.match_pattern().unwrap_or_default())?;
            let body = B::read(request, payload).await?;
            Ok(Self { client, body })
        })
    }
}
