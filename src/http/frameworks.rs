//! Frameworks: what can be told, and what is asked about it. Work on drafts has a file of its own.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, http::header, post, web};
use serde::{Deserialize, Deserializer, Serialize};

use super::Services;
use super::body::Body;
use super::error::Problem;
use super::identity::Who;
use crate::frameworks::{self, Change, desk};
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
    /// Languages that a machine translated and nobody has checked yet.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    machine_drafts: Vec<Language>,
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
        machine_drafts: framework.machine_drafts.clone(),
        audiences: framework.audiences.clone(),
    });
    Ok(HttpResponse::Ok().insert_header(A_MINUTE).json(Frameworks { frameworks: frameworks.collect() }))
}

/// In which languages a reader wants the texts.
#[derive(Deserialize, utoipa::IntoParams)]
pub struct Wording {
    /// Languages, with commas between them: only their texts are sent, each with its variants (`en` brings `en-x-easy` too),
    /// and those in the framework's first language, to which readers fall back. `languages` in the answer names all that
    /// there are. One that the framework does not have is left out; everything is sent when this is missing.
    #[serde(default, deserialize_with = "listed")]
    #[param(value_type = Option<String>, example = "en,ur")]
    languages: Option<Vec<Language>>,
}

impl Wording {
    fn of(&self, framework: &Framework) -> Option<Framework> {
        self.languages.as_ref().map(|languages| frameworks::worded_in(framework, languages))
    }
}

fn listed<'de, D: Deserializer<'de>>(reader: D) -> Result<Option<Vec<Language>>, D::Error> {
    let written = String::deserialize(reader)?;
    let languages = written.split(',').map(|tag| tag.trim().parse()).collect::<Result<_, _>>();
    languages.map(Some).map_err(serde::de::Error::custom)
}

/// The newest published version of a framework.
#[utoipa::path(operation_id = "newest_framework", tag = "frameworks", params(("slug" = String, Path, example = "sheffield-send"), Wording),
    responses((status = 200, body = Framework), (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "What is asked for is no language", body = Problem, content_type = "application/problem+json")))]
#[get("/frameworks/{slug}")]
pub async fn newest(
    services: web::Data<Services>,
    slug: web::Path<String>,
    wording: web::Query<Wording>,
) -> Result<HttpResponse, Problem> {
    if services.shelf.newest_of(&slug).is_some() {
        services.shelf.freshen().await?;
    } else {
        services.shelf.reload().await?;
    }
    let found = services.shelf.newest_of(&slug).ok_or_else(|| unknown(&slug))?;
    let mut answer = HttpResponse::Ok();
    Ok(answer.insert_header(A_MINUTE).json(wording.of(&found).as_ref().unwrap_or(&found)))
}

/// One version of a framework. A published one never changes; a draft is shown to administrators only.
#[utoipa::path(operation_id = "framework_version", tag = "frameworks",
    params(("slug" = String, Path, example = "sheffield-send"), ("version" = u32, Path, example = 1), Wording),
    responses((status = 200, body = Framework), (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "What is asked for is no language", body = Problem, content_type = "application/problem+json")))]
#[get("/frameworks/{slug}/versions/{version}")]
pub async fn one_version(
    services: web::Data<Services>,
    who: Who,
    path: web::Path<(String, u32)>,
    wording: web::Query<Wording>,
) -> Result<HttpResponse, Problem> {
    let (slug, version) = path.into_inner();
    let found = readable(&services, &who, &slug, version).await?;
    let mut answer = HttpResponse::Ok();
    if services.shelf.version(&slug, version).await?.is_some() {
        answer.insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"));
    }
    Ok(answer.json(wording.of(&found).as_ref().unwrap_or(&found)))
}

/// Which versions to compare.
#[derive(Deserialize, utoipa::IntoParams)]
pub struct Compared {
    /// The older version.
    #[param(example = 1)]
    from: u32,
    /// The newer one.
    #[param(example = 2)]
    to: u32,
}

/// What is different between two versions.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Changes {
    /// In the order of the document.
    changes: Vec<Change>,
}

/// What is different between two versions of a framework. Drafts can be compared by administrators only.
#[utoipa::path(operation_id = "framework_changes", tag = "frameworks", params(("slug" = String, Path, example = "sheffield-send"), Compared),
    responses((status = 200, body = Changes), (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "A version is not named", body = Problem, content_type = "application/problem+json")))]
#[get("/frameworks/{slug}/changes")]
pub async fn changes(
    services: web::Data<Services>,
    who: Who,
    slug: web::Path<String>,
    compared: web::Query<Compared>,
) -> Result<web::Json<Changes>, Problem> {
    let before = readable(&services, &who, &slug, compared.from).await?;
    let after = readable(&services, &who, &slug, compared.to).await?;
    let changes = frameworks::changes(&before, &after).map_err(|error| Problem::ours(&error))?;
    Ok(web::Json(Changes { changes }))
}

/// What publishing is told.
#[derive(Deserialize, utoipa::IntoParams)]
pub struct Publishing {
    /// `allow` publishes languages that nobody has checked; they stay marked.
    #[param(inline)]
    machine_drafts: Option<MachineDrafts>,
}

/// What to do about languages that nobody has checked.
#[derive(Clone, Copy, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MachineDrafts {
    /// Publish them.
    Allow,
}

impl Publishing {
    /// Refuses languages that nobody has checked, unless they are allowed.
    pub fn accept(&self, framework: &Framework) -> Result<(), Problem> {
        match (frameworks::unchecked_languages(framework), self.machine_drafts) {
            (Some(fault), None) => Err(Problem::faulty(vec![fault])),
            _ => Ok(()),
        }
    }
}

/// Checks a framework document and publishes it as a new version. For administrators.
#[utoipa::path(operation_id = "publish_framework", tag = "frameworks", request_body = Framework, params(Publishing), security(("session" = []), ("token" = [])),
    responses((status = 201, body = Framework), (status = 409, description = "This version exists", body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"), (status = 401, body = Problem, content_type = "application/problem+json"), (status = 403, body = Problem, content_type = "application/problem+json")))]
#[post("/frameworks")]
pub async fn publish(
    services: web::Data<Services>,
    who: Who,
    publishing: web::Query<Publishing>,
    document: Body<serde_json::Value, { 1024 * 1024 }>,
) -> Result<HttpResponse, Problem> {
    let right = who.scope.may_administer()?;
    let framework = frameworks::check(&document.0).map_err(Problem::faulty)?;
    let kept = services.shelf.version(&framework.slug, framework.version).await?;
    if kept.is_none_or(|kept| *kept != framework) {
        publishing.accept(&framework)?;
    }
    let new = desk::keep(right, &services.store, &framework, FrameworkState::Published).await?;
    services.shelf.reload().await?;
    if !new && services.shelf.version(&framework.slug, framework.version).await?.is_none_or(|kept| *kept != framework) {
        return Err(published(&framework));
    }
    services.projection.learn().await;
    Ok(HttpResponse::Created().json(framework))
}

/// A version as this viewer may read it: a published one, or for administrators a draft.
pub async fn readable(services: &Services, who: &Who, slug: &str, version: u32) -> Result<Arc<Framework>, Problem> {
    if let Some(found) = services.shelf.version(slug, version).await? {
        return Ok(found);
    }
    if let Ok(right) = who.scope.may_administer()
        && let Some(draft) = desk::version(right, &services.store, slug, version).await?
    {
        return Ok(Arc::new(draft));
    }
    Err(unknown(slug))
}

/// A published version is not replaced.
pub fn published(framework: &Framework) -> Problem {
    let (slug, number) = (&framework.slug, framework.version);
    let detail = format!("version {number} of “{slug}” is published and never changes; send this as a new version");
    Problem::new(StatusCode::CONFLICT, detail)
}

/// There is no such version, or not for this viewer.
pub fn unknown(slug: &str) -> Problem {
    Problem::new(StatusCode::NOT_FOUND, format!("there is no such published version of a framework “{slug}”"))
}
