//! Jobs: listing them, reading their progress and results, and cancelling them.

use actix_web::{HttpResponse, delete, get, web};
use serde::Serialize;
use uuid::Uuid;

use crate::analysis::Job;
use crate::http::support::documented_problems::{JobNotFound, RightProblems, ServiceProblems};
use crate::http::support::error::Problem;
use crate::http::support::identity::Who;
use crate::http::support::services::Services;

/// The jobs of an account.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"jobs": [{"id": "01990a3e-7c00-7000-8000-1f2e3d4c5b6a", "kind": "clusters", "name": "Autumn, all triads", "state": "done", "progress": 1.0, "begun": "2026-03-02T10:15:00Z"}]}))]
pub struct JobsBody {
    /// The jobs without their results, the newest first.
    jobs: Vec<Job>,
}

/// Lists the jobs of this account, running and finished. A job is stored for 8 hours after it ended, or until newer ones need its
/// place: an account has 10 at most.
#[utoipa::path(
    operation_id = "list_jobs", tag = "explore", security(("session" = []), ("token" = [])),
    responses((status = 200, body = JobsBody), RightProblems, ServiceProblems)
)]
#[get("/jobs")]
pub async fn list(services: web::Data<Services>, who: Who) -> Result<web::Json<JobsBody>, Problem> {
    let right = who.scope.may_analyse()?;
    Ok(web::Json(JobsBody { jobs: services.analysis.jobs(right, who.scope.staff()?.id).await? }))
}

/// Returns a job of this account: its progress, and its result when it is finished.
#[utoipa::path(
    operation_id = "read_job", tag = "explore", security(("session" = []), ("token" = [])),
    params(("id" = Uuid, Path, example = "01990a3e-7c00-7000-8000-1f2e3d4c5b6a")),
    responses((status = 200, body = Job), RightProblems, JobNotFound, ServiceProblems)
)]
#[get("/jobs/{id}")]
pub async fn read(services: web::Data<Services>, who: Who, id: web::Path<Uuid>) -> Result<web::Json<Job>, Problem> {
    let right = who.scope.may_analyse()?;
    Ok(web::Json(services.analysis.job(right, who.scope.staff()?.id, *id).await?))
}

/// Cancels a job of this account, and deletes it with its result.
#[utoipa::path(
    operation_id = "end_job", tag = "explore", security(("session" = []), ("token" = [])),
    params(("id" = Uuid, Path, example = "01990a3e-7c00-7000-8000-1f2e3d4c5b6a")),
    responses((status = 204, description = "The job is deleted"), RightProblems, JobNotFound, ServiceProblems)
)]
#[delete("/jobs/{id}")]
pub async fn end(services: web::Data<Services>, who: Who, id: web::Path<Uuid>) -> Result<HttpResponse, Problem> {
    let right = who.scope.may_analyse()?;
    services.analysis.end_job(right, who.scope.staff()?.id, *id).await?;
    Ok(HttpResponse::NoContent().finish())
}
