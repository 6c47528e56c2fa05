//! Clients that disconnect before they have received the response.
//!
//! The server then drops the handler. This is right for views, whose result nobody needs any more. It is wrong for a story
//! that is being stored, so requests that change something run to their end.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::middleware::Next;
use actix_web::{Error, rt};

use super::error::Problem;

/// Routes that only read, although their method is POST.
const VIEWS: [&str; 8] = ["search", "patterns", "compare", "associations", "clusters", "neighbours", "trends", "words"];

/// Runs a request to its end even if the client disconnects, unless the request only reads.
///
/// # Errors
/// The error of the handler; status 500 if the handler panicked.
pub async fn carry_through(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let only_reads = request.method().is_safe() || is_view(request.path());
    let response = async move { next.call(request).await.map(ServiceResponse::map_into_boxed_body) };
    if only_reads {
        return response.await;
    }
    // The message of a panic is not logged here: it could quote a story.
    let panicked = |_| {
        let detail = "the service failed; try again, and tell its operator if it fails again";
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, detail)
    };
    rt::spawn(response).await.map_err(panicked)?
}

fn is_view(path: &str) -> bool {
    path.strip_prefix("/api/v1/").is_some_and(|path| VIEWS.contains(&path))
}
