//! Path and query parameters that cannot be read.

use actix_web::http::StatusCode;
use actix_web::web;

use super::error::Problem;
use crate::model::Fault;

/// A malformed path parameter gives 404: nothing can have that name.
pub fn path_faults() -> web::PathConfig {
    web::PathConfig::default()
        .error_handler(|_, _| Problem::new(StatusCode::NOT_FOUND, "there is nothing at this address").into())
}

/// A malformed query parameter gives 422.
pub fn query_faults() -> web::QueryConfig {
    web::QueryConfig::default().error_handler(|error, _| Problem::faulty(vec![Fault::new("query", error)]).into())
}
