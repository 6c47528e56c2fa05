//! Published frameworks: reading, comparing and publishing them. Drafts are in `staff::drafts`.

use actix_web::{HttpResponse, get, http::header, post, web};
use serde::{Deserialize, Deserializer, Serialize};

use crate::access::MayAdminister;
use crate::frameworks::{self, Change};
use crate::http::support::admission::Authorized;
use crate::http::support::body::{Body, DOCUMENT};
use crate::http::support::documented_problems::{
    BodyProblems, DiskFull, InvalidLanguage, InvalidVersion, NotFound, RightProblems, ServiceProblems, VersionPublished,
};
use crate::http::support::error::Problem;
use crate::http::support::identity::Who;
use crate::http::support::services::Services;
use crate::http::support::versions::{PublishQuery, published, readable, unknown};
use crate::model::{Framework, FrameworkState, Language, Text};

/// For a minute: a newer version can be published at any time.
const A_MINUTE: (header::HeaderName, &str) = (header::CACHE_CONTROL, "public, max-age=60");

/// The published frameworks.
#[derive(Serialize, utoipa::ToSchema)]
pub struct FrameworksBody {
    /// The newest published version of each.
    frameworks: Vec<FrameworkEntry>,
}

/// A framework in the list.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"slug": "sheffield-send", "version": 1, "title": {"en": "Growing up in Sheffield"}, "languages": ["en"], "audiences": ["child", "family", "professional"]}))]
pub struct FrameworkEntry {
    /// The slug.
    slug: String,
    /// The newest published version.
    version: u32,
    /// The title, by language.
    title: Text,
    /// The languages of its texts.
    languages: Vec<Language>,
    /// Languages that were translated by a machine and that no person has checked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    machine_drafts: Vec<Language>,
    /// The ids of its audiences.
    audiences: Vec<String>,
}

/// Lists the newest published version of each framework.
#[utoipa::path(
    operation_id = "list_frameworks", tag = "frameworks",
    responses((status = 200, body = FrameworksBody))
)]
#[get("/frameworks")]
pub async fn list(services: web::Data<Services>) -> Result<HttpResponse, Problem> {
    services.registry.freshen().await;
    let frameworks = services.registry.newest().into_iter().map(|framework| FrameworkEntry {
        slug: framework.slug.clone(),
        version: framework.version,
        title: framework.title.clone(),
        languages: framework.languages.clone(),
        machine_drafts: framework.machine_drafts.clone(),
        audiences: framework.audiences.clone(),
    });
    Ok(HttpResponse::Ok().insert_header(A_MINUTE).json(FrameworksBody { frameworks: frameworks.collect() }))
}

/// The languages of the texts in the response.
#[derive(Deserialize, utoipa::IntoParams)]
pub struct LanguagesQuery {
    /// Language tags, separated by commas. The response has the texts in these languages with their variants (`en` includes
    /// `en-x-easy`), and in the framework's first language as a fallback. A language that the framework does not have falls
    /// back to the one that contains it (`pt-BR` to `pt`), and is ignored where there is none. Without this parameter the response has all texts. The field `languages` always names all languages.
    #[serde(default, deserialize_with = "listed")]
    #[param(value_type = Option<String>, example = "en,ur")]
    languages: Option<Vec<Language>>,
}

impl LanguagesQuery {
    fn of(&self, framework: &Framework) -> Option<Framework> {
        self.languages.as_ref().map(|languages| frameworks::worded_in(framework, languages))
    }
}

fn listed<'de, D: Deserializer<'de>>(reader: D) -> Result<Option<Vec<Language>>, D::Error> {
    let written = String::deserialize(reader)?;
    let languages = written.split(',').map(|tag| Language::in_any_case(tag.trim())).collect::<Result<_, _>>();
    languages.map(Some).map_err(serde::de::Error::custom)
}

/// Returns the newest published version of a framework.
#[utoipa::path(
    operation_id = "newest_framework", tag = "frameworks",
    params(("slug" = String, Path, example = "sheffield-send"), LanguagesQuery),
    responses((status = 200, body = Framework), NotFound, InvalidLanguage, ServiceProblems)
)]
#[get("/frameworks/{slug}")]
pub async fn newest(
    services: web::Data<Services>,
    slug: web::Path<String>,
    wording: web::Query<LanguagesQuery>,
) -> Result<HttpResponse, Problem> {
    if services.registry.newest_of(&slug).is_some() {
        services.registry.freshen().await;
    } else {
        services.registry.reload().await?;
    }
    let found = services.registry.newest_of(&slug).ok_or_else(|| unknown(&slug))?;
    let mut answer = HttpResponse::Ok();
    Ok(answer.insert_header(A_MINUTE).json(wording.of(&found).as_ref().unwrap_or(&found)))
}

/// Returns one version of a framework. A published version never changes. Only administrators can read drafts.
#[utoipa::path(
    operation_id = "framework_version", tag = "frameworks",
    params(("slug" = String, Path, example = "sheffield-send"), ("version" = u32, Path, example = 1), LanguagesQuery),
    responses((status = 200, body = Framework), NotFound, InvalidLanguage, ServiceProblems)
)]
#[get("/frameworks/{slug}/versions/{version}")]
pub async fn one_version(
    services: web::Data<Services>,
    who: Who,
    path: web::Path<(String, u32)>,
    wording: web::Query<LanguagesQuery>,
) -> Result<HttpResponse, Problem> {
    let (slug, version) = path.into_inner();
    let found = readable(&services, &who, &slug, version).await?;
    let mut answer = HttpResponse::Ok();
    if services.registry.version(&slug, version).await?.is_some() {
        answer.insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"));
    }
    Ok(answer.json(wording.of(&found).as_ref().unwrap_or(&found)))
}

/// The versions to compare.
#[derive(Deserialize, utoipa::IntoParams)]
pub struct ChangesQuery {
    /// The older version.
    #[param(example = 1)]
    from: u32,
    /// The newer version.
    #[param(example = 2)]
    to: u32,
}

/// The differences between two versions.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ChangesBody {
    /// The differences, in the order of the document.
    changes: Vec<Change>,
}

/// Compares two versions of a framework. Only administrators can compare drafts.
#[utoipa::path(
    operation_id = "framework_changes", tag = "frameworks",
    params(("slug" = String, Path, example = "sheffield-send"), ChangesQuery),
    responses((status = 200, body = ChangesBody), NotFound, InvalidVersion, ServiceProblems)
)]
#[get("/frameworks/{slug}/changes")]
pub async fn changes(
    services: web::Data<Services>,
    who: Who,
    slug: web::Path<String>,
    compared: web::Query<ChangesQuery>,
) -> Result<web::Json<ChangesBody>, Problem> {
    let before = readable(&services, &who, &slug, compared.from).await?;
    let after = readable(&services, &who, &slug, compared.to).await?;
    let changes = frameworks::changes(&before, &after).map_err(|error| Problem::ours(&error))?;
    Ok(web::Json(ChangesBody { changes }))
}

/// Checks a framework document and publishes it as a new version. For administrators.
#[utoipa::path(
    operation_id = "publish_framework", tag = "frameworks", security(("session" = []), ("token" = [])),
    params(PublishQuery),
    request_body = Framework,
    responses((status = 201, body = Framework), RightProblems, BodyProblems, VersionPublished, ServiceProblems, DiskFull)
)]
#[post("/frameworks")]
pub async fn publish(
    services: web::Data<Services>,
    publishing: web::Query<PublishQuery>,
    document: Authorized<MayAdminister, Body<serde_json::Value, DOCUMENT>>,
) -> Result<HttpResponse, Problem> {
    let Authorized { right, body: Body(document), .. } = document;
    let framework = frameworks::check(&document).map_err(Problem::faulty)?;
    let kept = services.registry.version(&framework.slug, framework.version).await?;
    if kept.is_none_or(|kept| *kept != framework) {
        publishing.accept(&framework)?;
    }
    let new = services.drafts.keep(right, &framework, FrameworkState::Published).await?;
    services.registry.reload().await?;
    if !new && services.registry.version(&framework.slug, framework.version).await?.is_none_or(|kept| *kept != framework) {
        return Err(published(&framework));
    }
    services.projection.learn().await;
    Ok(HttpResponse::Created().json(framework))
}
