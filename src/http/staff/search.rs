//! Search.

use actix_web::{post, web};

use crate::access::MayAnalyse;
use crate::analysis::{SearchBody, SearchRequest};
use crate::http::support::admission::Authorized;
use crate::http::support::body::Body;
use crate::http::support::documented_problems::{BodyProblems, RightProblems, ServiceProblems, ViewsNotReady};
use crate::http::support::error::Problem;
use crate::http::support::services::Services;

/// Lists the stories of a selection, page by page, with snippets and facet counts.
#[utoipa::path(
    tag = "explore", security(("session" = []), ("token" = [])),
    request_body = SearchRequest,
    responses((status = 200, body = SearchBody), RightProblems, BodyProblems, ServiceProblems, ViewsNotReady)
)]
#[post("/search")]
pub async fn search(
    services: web::Data<Services>,
    asked: Authorized<MayAnalyse, Body<SearchRequest, { 256 * 1024 }>>,
) -> Result<web::Json<SearchBody>, Problem> {
    Ok(web::Json(services.analysis.search(asked.right, asked.body.0).await?))
}
