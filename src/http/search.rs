//! Finding stories.

use actix_web::{post, web};

use super::Services;
use super::body::Body;
use super::error::Problem;
use super::identity::Who;
use crate::explore::{SearchAnswer, SearchAsked};

/// The stories of a selection, a page at a time, with snippets and facet counts.
#[utoipa::path(tag = "explore", request_body = SearchAsked, security(("session" = []), ("token" = [])),
    responses((status = 200, body = SearchAnswer), (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The stories are still being read in", body = Problem, content_type = "application/problem+json")))]
#[post("/search")]
pub async fn search(
    services: web::Data<Services>,
    who: Who,
    asked: Body<SearchAsked, { 256 * 1024 }>,
) -> Result<web::Json<SearchAnswer>, Problem> {
    let right = who.scope.may_explore()?;
    Ok(web::Json(services.explore.search(right, asked.0).await?))
}
