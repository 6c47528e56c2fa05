//! What a selection looks like.

use actix_web::{post, web};

use super::Services;
use super::body::Body;
use super::error::Problem;
use super::identity::Who;
use crate::explore::{ClustersAnswer, ClustersAsked, PatternsAnswer, PatternsAsked};

/// The patterns of a selection, on all signifiers or on those named.
#[utoipa::path(tag = "explore", request_body = PatternsAsked, security(("session" = []), ("token" = [])),
    responses((status = 200, body = PatternsAnswer), (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The stories are still being read in", body = Problem, content_type = "application/problem+json")))]
#[post("/patterns")]
pub async fn patterns(
    services: web::Data<Services>,
    who: Who,
    asked: Body<PatternsAsked>,
) -> Result<web::Json<PatternsAnswer>, Problem> {
    let right = who.scope.may_explore()?;
    Ok(web::Json(services.explore.patterns(right, asked.0).await?))
}

/// The stories of a selection that were signified alike, by HDBSCAN over the chosen signifiers.
#[utoipa::path(tag = "explore", request_body = ClustersAsked, security(("session" = []), ("token" = [])),
    responses((status = 200, body = ClustersAnswer), (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The stories are still being read in", body = Problem, content_type = "application/problem+json")))]
#[post("/clusters")]
pub async fn clusters(
    services: web::Data<Services>,
    who: Who,
    asked: Body<ClustersAsked>,
) -> Result<web::Json<ClustersAnswer>, Problem> {
    let right = who.scope.may_explore()?;
    Ok(web::Json(services.explore.clusters(right, asked.0).await?))
}
