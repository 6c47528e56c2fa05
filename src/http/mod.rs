//! The API and the pages, over HTTP.
//!
//! Handlers describe requests and responses; the services do the work. Routes in `public` need no account, routes in `staff`
//! need a right, and `support` is what both use. `support::error` maps errors to status codes.

mod api;
mod openapi;
mod public;
mod routes;
mod staff;
mod support;
mod unmatched;
mod variants;

pub use openapi::{framework_schema, mapping_schema, openapi};
pub use routes::routes;
pub use support::body_limits::{BodyLimits, Pace};
pub use support::deadline::limit_bodies;
pub use support::disconnect::carry_through;
pub use support::headers::finish;
pub use support::services::Services;
