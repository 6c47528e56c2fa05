//! Frameworks: what can be told, and what is asked about it.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, http::header, post, put, web};
use serde::Serialize;

use super::Services;
use super::body::Body;
use super::error::Problem;
use super::identity::Who;
use crate::frameworks;
use crate::model::{Fault, Framework, FrameworkState, Language, Text};

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

/// One version of a framework. A published one never changes; a draft is shown to administrators only.
#[utoipa::path(operation_id = "framework_version", tag = "frameworks",
    params(("slug" = String, Path, example = "sheffield-send"), ("version" = u32, Path, example = 1)),
    responses((status = 200, body = Framework), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[get("/frameworks/{slug}/versions/{version}")]
pub async fn one_version(
    services: web::Data<Services>,
    who: Who,
    path: web::Path<(String, u32)>,
) -> Result<HttpResponse, Problem> {
    let (slug, version) = path.into_inner();
    if let Some(found) = services.shelf.version(&slug, version).await? {
        let cache = (header::CACHE_CONTROL, "public, max-age=31536000, immutable");
        return Ok(HttpResponse::Ok().insert_header(cache).json(&*found));
    }
    if who.scope.may_administer().is_ok()
        && let Some(draft) = services.store.framework(&slug, version).await?
    {
        return Ok(HttpResponse::Ok().json(draft.document));
    }
    Err(unknown(&slug))
}

/// A draft as it was kept.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"slug": "our-question", "version": 2, "left_to_do": [{"field": "signifiers[0].question", "message": "the text is missing in ur"}]}))]
pub struct DraftKept {
    slug: String,
    version: u32,
    /// What has to be put right before it can be published.
    left_to_do: Vec<Fault>,
}

/// Keeps a draft, or replaces it; the answer says what is left to do before it can be published. For administrators.
#[utoipa::path(operation_id = "keep_draft", tag = "frameworks", request_body = Framework, security(("session" = []), ("token" = [])),
    params(("slug" = String, Path, example = "our-question"), ("version" = u32, Path, example = 2)),
    responses((status = 200, body = DraftKept), (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "This version is published", body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json")))]
#[put("/frameworks/{slug}/versions/{version}")]
pub async fn keep_draft(
    services: web::Data<Services>,
    who: Who,
    path: web::Path<(String, u32)>,
    document: Body<serde_json::Value, { 1024 * 1024 }>,
) -> Result<web::Json<DraftKept>, Problem> {
    who.scope.may_administer()?;
    let (framework, left_to_do) = frameworks::read(&document.0).map_err(Problem::faulty)?;
    let named = |field: &str| left_to_do.iter().any(|fault| fault.field == field);
    let (slug, version) = path.into_inner();
    if framework.slug != slug || framework.version != version || named("slug") || named("version") {
        let message = "slug and version of the document must be sound, and those of the address";
        return Err(Problem::faulty(vec![Fault::new("slug", message)]));
    }
    let draft = FrameworkState::Draft;
    if !services.store.add_framework(&framework, draft).await? && !services.store.replace_draft(&framework, draft).await? {
        return Err(published(&framework));
    }
    Ok(web::Json(DraftKept { slug, version, left_to_do }))
}

/// Publishes a draft: from then on it takes stories and never changes. For administrators.
#[utoipa::path(operation_id = "publish_draft", tag = "frameworks", security(("session" = []), ("token" = [])),
    params(("slug" = String, Path, example = "our-question"), ("version" = u32, Path, example = 2)),
    responses((status = 200, body = Framework), (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "It is not sound yet", body = Problem, content_type = "application/problem+json")))]
#[post("/frameworks/{slug}/versions/{version}/publish")]
pub async fn publish_draft(
    services: web::Data<Services>,
    who: Who,
    path: web::Path<(String, u32)>,
) -> Result<web::Json<Framework>, Problem> {
    who.scope.may_administer()?;
    let (slug, version) = path.into_inner();
    let kept = services.store.framework(&slug, version).await?.ok_or_else(|| unknown(&slug))?;
    let document = serde_json::to_value(&kept.document).map_err(|error| Problem::ours(&error))?;
    let framework = frameworks::check(&document).map_err(Problem::faulty)?;
    // Nothing is replaced when it is published already: then this is a repeat.
    services.store.replace_draft(&framework, FrameworkState::Published).await?;
    services.shelf.reload().await?;
    services.projection.learn().await;
    Ok(web::Json(framework))
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
    let framework = frameworks::check(&document.0).map_err(Problem::faulty)?;
    let public = FrameworkState::Published;
    let new =
        services.store.add_framework(&framework, public).await? || services.store.replace_draft(&framework, public).await?;
    services.shelf.reload().await?;
    if !new && services.shelf.version(&framework.slug, framework.version).await?.is_none_or(|kept| *kept != framework) {
        return Err(published(&framework));
    }
    services.projection.learn().await;
    Ok(HttpResponse::Created().json(framework))
}

fn published(framework: &Framework) -> Problem {
    let (slug, number) = (&framework.slug, framework.version);
    let detail = format!("version {number} of “{slug}” is published and never changes; send this as a new version");
    Problem::new(StatusCode::CONFLICT, detail)
}

fn unknown(slug: &str) -> Problem {
    Problem::new(StatusCode::NOT_FOUND, format!("there is no such published version of a framework “{slug}”"))
}
