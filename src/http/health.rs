//! Whether the service lives, and whether it can do its work.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, get, web};
use serde_json::json;

use super::Services;

/// Adds the routes.
pub fn routes(config: &mut web::ServiceConfig) {
    config.service(live).service(ready);
}

/// The process runs.
#[get("/health/live")]
async fn live() -> HttpResponse {
    HttpResponse::Ok().json(json!({"live": true}))
}

/// The database answers, and views show every story. Stories are taken in as soon as the database answers.
#[get("/health/ready")]
async fn ready(services: web::Data<Services>) -> HttpResponse {
    let store = services.store.ping().await.is_ok();
    let views = services.projection.is_ready();
    let (read, of) = services.projection.progress();
    let status = if store && views { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let body = json!({"ready": store && views, "database": store, "views": views, "stories_read": read, "stories": of});
    let mut response = HttpResponse::build(status);
    if status != StatusCode::OK {
        response.insert_header((header::RETRY_AFTER, "1"));
    }
    response.json(body)
}
