//! Long work that nobody waits for: how far it has come, what it found, and stopping it.

use actix_web::{HttpResponse, delete, get, web};
use serde::Serialize;
use uuid::Uuid;

use super::Services;
use super::error::Problem;
use super::identity::Who;
use crate::explore::Job;

/// One's own jobs.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"jobs": [{"id": "01990a3e-7c00-7000-8000-1f2e3d4c5b6a", "kind": "clusters", "name": "Autumn, all triads", "state": "done", "progress": 1.0, "begun": "2026-03-02T10:15:00Z"}]}))]
pub struct Jobs {
    /// The jobs, the newest first, without their results.
    jobs: Vec<Job>,
}

/// One's own jobs, under way and done. They are kept for an hour, by the node that does them.
#[utoipa::path(operation_id = "list_jobs", tag = "explore", security(("session" = []), ("token" = [])),
    responses((status = 200, body = Jobs), (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json")))]
#[get("/jobs")]
pub async fn list(services: web::Data<Services>, who: Who) -> Result<web::Json<Jobs>, Problem> {
    let right = who.scope.may_explore()?;
    Ok(web::Json(Jobs { jobs: services.explore.jobs(right, who.scope.staff()?.id) }))
}

/// One of one's own jobs: how far it has come, and what it found when it is done.
#[utoipa::path(operation_id = "read_job", tag = "explore", security(("session" = []), ("token" = [])),
    params(("id" = Uuid, Path, example = "01990a3e-7c00-7000-8000-1f2e3d4c5b6a")),
    responses((status = 200, body = Job), (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is none, or it is somebody else's", body = Problem, content_type = "application/problem+json")))]
#[get("/jobs/{id}")]
pub async fn read(services: web::Data<Services>, who: Who, id: web::Path<Uuid>) -> Result<web::Json<Job>, Problem> {
    let right = who.scope.may_explore()?;
    Ok(web::Json(services.explore.job(right, who.scope.staff()?.id, *id).await?))
}

/// Stops one of one's own jobs, and forgets it and what it found.
#[utoipa::path(operation_id = "end_job", tag = "explore", security(("session" = []), ("token" = [])),
    params(("id" = Uuid, Path, example = "01990a3e-7c00-7000-8000-1f2e3d4c5b6a")),
    responses((status = 204, description = "It is stopped and forgotten"), (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is none, or it is somebody else's", body = Problem, content_type = "application/problem+json")))]
#[delete("/jobs/{id}")]
pub async fn end(services: web::Data<Services>, who: Who, id: web::Path<Uuid>) -> Result<HttpResponse, Problem> {
    let right = who.scope.may_explore()?;
    services.explore.end_job(right, who.scope.staff()?.id, *id)?;
    Ok(HttpResponse::NoContent().finish())
}
