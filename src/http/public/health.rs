//! Health checks: whether the process runs, and whether it is ready.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, get, web};
use serde_json::json;

use crate::http::support::services::Services;

/// Adds the routes.
pub fn routes(config: &mut web::ServiceConfig) {
    config.service(live).service(ready);
}

/// Answers 200 while the process runs.
#[get("/health/live")]
async fn live() -> HttpResponse {
    HttpResponse::Ok().json(json!({"live": true}))
}

/// Answers 200 if the database answers, new stories can be stored, and the projections are complete; otherwise 503.
#[get("/health/ready")]
async fn ready(services: web::Data<Services>) -> HttpResponse {
    let report = services.readiness.report().await;
    let ready = report.is_ready();
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let body = json!({
        "ready": ready, "database": report.database, "takes_stories": report.takes_stories, "views": report.views,
        "stories_read": report.stories_read, "stories": report.stories
    });
    let mut response = HttpResponse::build(status);
    if !ready {
        response.insert_header((header::RETRY_AFTER, "1"));
    }
    response.json(body)
}
