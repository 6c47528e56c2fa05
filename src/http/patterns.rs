//! What a selection looks like: patterns, comparisons, clusters, trends, words.

use actix_web::{HttpResponse, post, web};
use serde::Deserialize;

use super::Services;
use super::body::Body;
use super::error::Problem;
use super::identity::Who;
use crate::explore::{
    ClustersAnswer, ClustersAsked, ComparisonAnswer, ComparisonAsked, Job, JobAsked, PatternsAnswer, PatternsAsked,
    TrendsAnswer, TrendsAsked, WordsAnswer, WordsAsked, Work,
};

/// The largest request, in bytes: polygons of many points.
const SELECTION: usize = 256 * 1024;

/// Whether long work is to be a job.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AsJob {
    /// Whether to do it as a job: the answer comes at once, with the job's id.
    #[serde(default)]
    #[param(example = false)]
    job: bool,
    /// What to call the job.
    #[serde(default)]
    #[param(example = "Autumn, all triads")]
    name: String,
}

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
    asked: Body<PatternsAsked, SELECTION>,
) -> Result<web::Json<PatternsAnswer>, Problem> {
    let right = who.scope.may_explore()?;
    Ok(web::Json(services.explore.patterns(right, asked.0).await?))
}

/// Groups of a selection's stories compared: two to eight options of a choice, rounds, collections or selections. Long
/// comparisons can be asked for as a job.
#[utoipa::path(tag = "explore", request_body = ComparisonAsked, params(AsJob), security(("session" = []), ("token" = [])),
    responses((status = 200, body = ComparisonAnswer), (status = 202, description = "The job that was begun", body = Job),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many jobs are under way", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The stories are still being read in", body = Problem, content_type = "application/problem+json")))]
#[post("/compare")]
pub async fn compare(
    services: web::Data<Services>,
    who: Who,
    job: web::Query<AsJob>,
    asked: Body<ComparisonAsked, SELECTION>,
) -> Result<HttpResponse, Problem> {
    let right = who.scope.may_explore()?;
    if job.job {
        let begun = services.explore.begin(right, who.scope.staff()?.id, &job.name, JobAsked::Compare(asked.0))?;
        return Ok(HttpResponse::Accepted().json(begun));
    }
    Ok(HttpResponse::Ok().json(services.explore.compare(right, asked.0, &Work::new()).await?))
}

/// The stories of a selection that were signified alike, by HDBSCAN or k-medoids over the chosen signifiers. Long searches
/// can be asked for as a job.
#[utoipa::path(tag = "explore", request_body = ClustersAsked, params(AsJob), security(("session" = []), ("token" = [])),
    responses((status = 200, body = ClustersAnswer), (status = 202, description = "The job that was begun", body = Job),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many jobs are under way", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The stories are still being read in", body = Problem, content_type = "application/problem+json")))]
#[post("/clusters")]
pub async fn clusters(
    services: web::Data<Services>,
    who: Who,
    job: web::Query<AsJob>,
    asked: Body<ClustersAsked, SELECTION>,
) -> Result<HttpResponse, Problem> {
    let right = who.scope.may_explore()?;
    if job.job {
        let begun = services.explore.begin(right, who.scope.staff()?.id, &job.name, JobAsked::Clusters(asked.0))?;
        return Ok(HttpResponse::Accepted().json(begun));
    }
    Ok(HttpResponse::Ok().json(services.explore.clusters(right, asked.0, &Work::new()).await?))
}

/// Figures of a selection by week, month, quarter or round, with intervals and signals of change; and the way of triads'
/// centres.
#[utoipa::path(tag = "explore", request_body = TrendsAsked, security(("session" = []), ("token" = [])),
    responses((status = 200, body = TrendsAnswer), (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The stories are still being read in", body = Problem, content_type = "application/problem+json")))]
#[post("/trends")]
pub async fn trends(
    services: web::Data<Services>,
    who: Who,
    asked: Body<TrendsAsked, SELECTION>,
) -> Result<web::Json<TrendsAnswer>, Problem> {
    let right = who.scope.may_explore()?;
    Ok(web::Json(services.explore.trends(right, asked.0, &Work::new()).await?))
}

/// The words that tell a selection from the rest, phrases that come back in it, and zones that words go with. Only texts
/// that may be read are counted.
#[utoipa::path(tag = "explore", request_body = WordsAsked, security(("session" = []), ("token" = [])),
    responses((status = 200, body = WordsAnswer), (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The stories are still being read in", body = Problem, content_type = "application/problem+json")))]
#[post("/words")]
pub async fn words(
    services: web::Data<Services>,
    who: Who,
    asked: Body<WordsAsked, SELECTION>,
) -> Result<web::Json<WordsAnswer>, Problem> {
    let right = who.scope.may_explore()?;
    Ok(web::Json(services.explore.words(right, asked.0, &Work::new()).await?))
}
