//! What cannot be reached or read in an address.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, ResponseError, web};

use super::error::Problem;
use crate::model::Fault;

/// A malformed part of a path names nothing.
pub fn path_faults() -> web::PathConfig {
    web::PathConfig::default()
        .error_handler(|_, _| Problem::new(StatusCode::NOT_FOUND, "there is nothing under this address").into())
}

/// A malformed query parameter is named.
pub fn query_faults() -> web::QueryConfig {
    web::QueryConfig::default().error_handler(|error, _| Problem::faulty(vec![Fault::new("query", error)]).into())
}

/// The answer for every address that nobody serves.
pub async fn nothing_here(request: HttpRequest) -> HttpResponse {
    Problem::new(StatusCode::NOT_FOUND, format!("there is nothing under {}", request.path())).error_response()
}
