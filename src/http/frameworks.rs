//! Frameworks: what can be told, and what is asked about it.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, http::header, post, web};
use serde::Serialize;

use super::Services;
use super::body::Body;
use super::error::Problem;
use super::identity::Who;
use crate::frameworks::check as check_framework;
use crate::model::{Framework, FrameworkState, Language, Text};

/// Published versions never change, but a newer one may come.
const A_MINUTE: (header::HeaderName, &str) = (header::CACHE_CONTROL, "public, max-age=60");

/// The frameworks that take stories.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Frameworks {
    /// The newest published version of each.
    frameworks: Vec<FrameworkEntry>,
}

/// A framework in a list.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"slug": "sheffield-send", "version": 1, "title": {"en": "Growing up in Sheffield"}, "languages": ["en"], "audiences": ["child", "family", "professional"]}))]
pub struct FrameworkEntry {
    slug: String,
    version: u32,
    title: Text,
    languages: Vec<Language>,
    audiences: Vec<String>,
}

/// The frameworks that take stories.
#[utoipa::path(operation_id = "list_frameworks", tag = "frameworks", responses((status = 200, body = Frameworks)))]
#[get("/frameworks")]
pub async fn list(services: web::Data<Services>) -> Result<HttpResponse, Problem> {
    services.shelf.freshen().await?;
    let frameworks = services.shelf.newest().into_iter().map(|framework| FrameworkEntry {
        slug: framework.slug.clone(),
        version: framework.version,
        title: framework.title.clone(),
        languages: framework.languages.clone(),
        audiences: framework.audiences.clone(),
    });
    Ok(HttpResponse::Ok().insert_header(A_MINUTE).json(Frameworks { frameworks: frameworks.collect() }))
}

/// The newest published version of a framework.
#[utoipa::path(operation_id = "newest_framework", tag = "frameworks", params(("slug" = String, Path, example = "sheffield-send")),
    responses((status = 200, body = Framework), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[get("/frameworks/{slug}")]
pub async fn newest(services: web::Data<Services>, slug: web::Path<String>) -> Result<HttpResponse, Problem> {
    if services.shelf.newest_of(&slug).is_some() {
        services.shelf.freshen().await?;
    } else {
        services.shelf.reload().await?;
    }
    let found = services.shelf.newest_of(&slug).ok_or_else(|| unknown(&slug))?;
    Ok(HttpResponse::Ok().insert_header(A_MINUTE).json(&*found))
}

/// One published version of a framework. It never changes.
#[utoipa::path(operation_id = "framework_version", tag = "frameworks",
    params(("slug" = String, Path, example = "sheffield-send"), ("version" = u32, Path, example = 1)),
    responses((status = 200, body = Framework), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[get("/frameworks/{slug}/versions/{version}")]
pub async fn one_version(services: web::Data<Services>, path: web::Path<(String, u32)>) -> Result<HttpResponse, Problem> {
    let (slug, version) = path.into_inner();
    let found = services.shelf.version(&slug, version).await?.ok_or_else(|| unknown(&slug))?;
    let cache = (header::CACHE_CONTROL, "public, max-age=31536000, immutable");
    Ok(HttpResponse::Ok().insert_header(cache).json(&*found))
}

/// Checks a framework document and publishes it as a new version. For administrators.
#[utoipa::path(operation_id = "publish_framework", tag = "frameworks", request_body = Framework, security(("session" = []), ("token" = [])),
    responses((status = 201, body = Framework), (status = 409, description = "This version exists", body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"), (status = 401, body = Problem, content_type = "application/problem+json"), (status = 403, body = Problem, content_type = "application/problem+json")))]
#[post("/frameworks")]
pub async fn publish(
    services: web::Data<Services>,
    who: Who,
    document: Body<serde_json::Value, { 1024 * 1024 }>,
) -> Result<HttpResponse, Problem> {
    who.scope.may_administer()?;
    let framework = check_framework(&document.0).map_err(Problem::faulty)?;
    let new = services.store.add_framework(&framework, FrameworkState::Published).await?;
    services.shelf.reload().await?;
    if !new && services.shelf.version(&framework.slug, framework.version).await?.is_none_or(|kept| *kept != framework) {
        let (slug, number) = (&framework.slug, framework.version);
        let detail = format!("version {number} of “{slug}” is published and never changes; send this as a new version");
        return Err(Problem::new(StatusCode::CONFLICT, detail));
    }
    services.projection.learn().await;
    Ok(HttpResponse::Created().json(framework))
}

fn unknown(slug: &str) -> Problem {
    Problem::new(StatusCode::NOT_FOUND, format!("there is no such published version of a framework “{slug}”"))
}
