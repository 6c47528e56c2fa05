//! Clients that go away before they have their answer.
//!
//! The server drops what it was doing for them. That is right for views, whose work nobody waits for any more, and wrong
//! for a story that is being kept: what changes something is carried through.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::middleware::Next;
use actix_web::{Error, rt};

use super::error::Problem;

/// What only looks, though it is asked by POST.
const VIEWS: [&str; 6] = ["search", "patterns", "compare", "clusters", "trends", "words"];

/// Carries through what was asked, unless it only looks.
///
/// # Errors
/// The handler's own; a problem when it broke off.
pub async fn carry_through(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let only_looks = request.method().is_safe() || is_view(request.path());
    let answer = async move { next.call(request).await.map(ServiceResponse::map_into_boxed_body) };
    if only_looks {
        return answer.await;
    }
    let broken = |_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "something went wrong on our side; try again");
    rt::spawn(answer).await.map_err(broken)?
}

fn is_view(path: &str) -> bool {
    path.strip_prefix("/api/v1/").is_some_and(|path| VIEWS.contains(&path))
}
