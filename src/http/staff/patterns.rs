//! Analyses of a selection: patterns, comparisons, associations, clusters, trends and words.

use actix_web::{HttpResponse, post, web};
use serde::Deserialize;

use crate::access::MayAnalyse;
use crate::analysis::{
    AssociationsBody, AssociationsRequest, ClustersBody, ClustersRequest, ComparisonBody, ComparisonRequest, Job, JobRequest,
    NeighboursBody, NeighboursRequest, PatternsBody, PatternsRequest, TaskHandle, TrendsBody, TrendsRequest, WordsBody,
    WordsRequest,
};
use crate::http::support::admission::Authorized;
use crate::http::support::body::Body;
use crate::http::support::documented_problems::{
    BodyProblems, RightProblems, ServiceProblems, StoryNotReadable, TooManyJobs, ViewsNotReady,
};
use crate::http::support::error::Problem;
use crate::http::support::services::Services;

/// The largest request, in bytes. Polygons can have many points.
const SELECTION: usize = 256 * 1024;

/// Whether to run an analysis as a job.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct JobQuery {
    /// Whether to run the analysis as a job. The response then comes at once, with the id of the job.
    #[serde(default)]
    #[param(example = false)]
    job: bool,
    /// The name of the job.
    #[serde(default)]
    #[param(example = "Autumn, all triads")]
    name: String,
}

/// Computes the patterns of a selection, for all signifiers or for those named.
#[utoipa::path(
    tag = "explore", security(("session" = []), ("token" = [])),
    request_body = PatternsRequest,
    responses((status = 200, body = PatternsBody), RightProblems, BodyProblems, ServiceProblems, ViewsNotReady)
)]
#[post("/patterns")]
pub async fn patterns(
    services: web::Data<Services>,
    asked: Authorized<MayAnalyse, Body<PatternsRequest, SELECTION>>,
) -> Result<web::Json<PatternsBody>, Problem> {
    let Authorized { right, body: Body(asked), .. } = asked;
    Ok(web::Json(services.analysis.patterns(right, asked).await?))
}

/// Compares groups of stories in a selection: two to eight options of a choice, rounds, collections or selections. A long
/// comparison can run as a job.
#[utoipa::path(
    tag = "explore", security(("session" = []), ("token" = [])),
    params(JobQuery),
    request_body = ComparisonRequest,
    responses(
        (status = 200, body = ComparisonBody), (status = 202, description = "The job that was started", body = Job),
        RightProblems, BodyProblems, TooManyJobs, ServiceProblems, ViewsNotReady,
    )
)]
#[post("/compare")]
pub async fn compare(
    services: web::Data<Services>,
    job: web::Query<JobQuery>,
    asked: Authorized<MayAnalyse, Body<ComparisonRequest, SELECTION>>,
) -> Result<HttpResponse, Problem> {
    let Authorized { right, who, body: Body(asked) } = asked;
    if job.job {
        let begun = services.analysis.begin(right, who.scope.staff()?.id, &job.name, JobRequest::Compare(asked)).await?;
        return Ok(HttpResponse::Accepted().json(begun));
    }
    Ok(HttpResponse::Ok().json(services.analysis.compare(right, asked, &TaskHandle::new()).await?))
}

/// Finds clusters of similarly signified stories in a selection, by HDBSCAN or k-medoids over the chosen signifiers. A long
/// run can be a job.
#[utoipa::path(
    tag = "explore", security(("session" = []), ("token" = [])),
    params(JobQuery),
    request_body = ClustersRequest,
    responses(
        (status = 200, body = ClustersBody), (status = 202, description = "The job that was started", body = Job),
        RightProblems, BodyProblems, TooManyJobs, ServiceProblems, ViewsNotReady,
    )
)]
#[post("/clusters")]
pub async fn clusters(
    services: web::Data<Services>,
    job: web::Query<JobQuery>,
    asked: Authorized<MayAnalyse, Body<ClustersRequest, SELECTION>>,
) -> Result<HttpResponse, Problem> {
    let Authorized { right, who, body: Body(asked) } = asked;
    if job.job {
        let begun = services.analysis.begin(right, who.scope.staff()?.id, &job.name, JobRequest::Clusters(asked)).await?;
        return Ok(HttpResponse::Accepted().json(begun));
    }
    Ok(HttpResponse::Ok().json(services.analysis.clusters(right, asked, &TaskHandle::new()).await?))
}

/// Finds which signifiers of a selection's stories go together: the size of the association of every two of them, or of one pair
/// with its table.
#[utoipa::path(
    tag = "explore", security(("session" = []), ("token" = [])),
    request_body = AssociationsRequest,
    responses((status = 200, body = AssociationsBody), RightProblems, BodyProblems, ServiceProblems, ViewsNotReady)
)]
#[post("/associations")]
pub async fn associations(
    services: web::Data<Services>,
    asked: Authorized<MayAnalyse, Body<AssociationsRequest, SELECTION>>,
) -> Result<web::Json<AssociationsBody>, Problem> {
    let Authorized { right, body: Body(asked), .. } = asked;
    Ok(web::Json(services.analysis.associations(right, asked, &TaskHandle::new()).await?))
}

/// Finds the readable stories of a selection that were signified most like one story, and says on which signifiers they agree
/// with it.
#[utoipa::path(
    tag = "explore", security(("session" = []), ("token" = [])),
    request_body = NeighboursRequest,
    responses(
        (status = 200, body = NeighboursBody), RightProblems, StoryNotReadable, BodyProblems, ServiceProblems, ViewsNotReady,
    )
)]
#[post("/neighbours")]
pub async fn neighbours(
    services: web::Data<Services>,
    asked: Authorized<MayAnalyse, Body<NeighboursRequest, SELECTION>>,
) -> Result<web::Json<NeighboursBody>, Problem> {
    let Authorized { right, body: Body(asked), .. } = asked;
    Ok(web::Json(services.analysis.neighbours(right, asked, &TaskHandle::new()).await?))
}

/// Computes figures of a selection by week, month, quarter or round, with intervals and signals of change, and the path of
/// the centres of triads.
#[utoipa::path(
    tag = "explore", security(("session" = []), ("token" = [])),
    request_body = TrendsRequest,
    responses((status = 200, body = TrendsBody), RightProblems, BodyProblems, ServiceProblems, ViewsNotReady)
)]
#[post("/trends")]
pub async fn trends(
    services: web::Data<Services>,
    asked: Authorized<MayAnalyse, Body<TrendsRequest, SELECTION>>,
) -> Result<web::Json<TrendsBody>, Problem> {
    let Authorized { right, body: Body(asked), .. } = asked;
    Ok(web::Json(services.analysis.trends(right, asked, &TaskHandle::new()).await?))
}

/// Finds the words that distinguish a selection from other stories, its recurring phrases, and the zones in which words are
/// frequent. Only cleared texts are counted.
#[utoipa::path(
    tag = "explore", security(("session" = []), ("token" = [])),
    request_body = WordsRequest,
    responses((status = 200, body = WordsBody), RightProblems, BodyProblems, ServiceProblems, ViewsNotReady)
)]
#[post("/words")]
pub async fn words(
    services: web::Data<Services>,
    asked: Authorized<MayAnalyse, Body<WordsRequest, SELECTION>>,
) -> Result<web::Json<WordsBody>, Problem> {
    let Authorized { right, body: Body(asked), .. } = asked;
    Ok(web::Json(services.analysis.words(right, asked, &TaskHandle::new()).await?))
}
