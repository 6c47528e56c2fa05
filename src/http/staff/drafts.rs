//! Drafts of frameworks: storing, checking, trying out, translating and publishing them.

use std::collections::BTreeMap;

use actix_web::{get, post, put, web};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::access::MayAdminister;
use crate::capture::{Checked, Submission, check_submission};
use crate::frameworks;
use crate::http::support::admission::Authorized;
use crate::http::support::body::{Body, DOCUMENT, TELLING};
use crate::http::support::documented_problems::{
    BodyProblems, DiskFull, NotFound, NotPublishable, NumberTooLarge, RightProblems, ServiceProblems, VersionPublished,
};
use crate::http::support::error::Problem;
use crate::http::support::identity::Who;
use crate::http::support::services::Services;
use crate::http::support::versions::{PublishQuery, published, readable, unknown};
use crate::model::{AnswerInput, Consent, Fault, Framework, FrameworkState, Language, Text, answer_bodies};

/// The drafts of all frameworks.
#[derive(Serialize, utoipa::ToSchema)]
pub struct DraftsBody {
    /// The drafts, by slug and version.
    drafts: Vec<DraftEntry>,
}

/// A draft in the list.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"slug": "sheffield-send", "version": 2, "title": {"en": "Growing up in Sheffield"}, "languages": ["en", "ur"], "machine_drafts": ["ur"]}))]
pub struct DraftEntry {
    /// The slug.
    slug: String,
    /// The version.
    version: u32,
    /// The title, by language.
    title: Text,
    /// The languages of its texts.
    languages: Vec<Language>,
    /// Languages that were translated by a machine and that no person has checked.
    machine_drafts: Vec<Language>,
}

/// Lists the drafts of all frameworks. For administrators.
#[utoipa::path(
    operation_id = "list_drafts", tag = "frameworks", security(("session" = []), ("token" = [])),
    responses((status = 200, body = DraftsBody), RightProblems, ServiceProblems)
)]
#[get("/frameworks/drafts")]
pub async fn list(services: web::Data<Services>, who: Who) -> Result<web::Json<DraftsBody>, Problem> {
    let right = who.scope.may_administer()?;
    let drafts = services.drafts.all(right).await?.into_iter().map(|draft| {
        let Framework { slug, version, title, languages, machine_drafts, .. } = draft;
        DraftEntry { slug, version, title, languages, machine_drafts }
    });
    Ok(web::Json(DraftsBody { drafts: drafts.collect() }))
}

/// A draft that was stored.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"slug": "our-question", "version": 2, "left_to_do": [{"field": "signifiers[0].question", "message": "the text is missing in ur"}]}))]
pub struct DraftBody {
    /// The slug.
    slug: String,
    /// The version.
    version: u32,
    /// What must be corrected before the draft can be published.
    left_to_do: Vec<Fault>,
}

impl DraftBody {
    fn of(framework: Framework, faults: Vec<Fault>) -> Self {
        let left_to_do = faults.into_iter().chain(frameworks::unchecked_languages(&framework)).collect();
        Self { slug: framework.slug, version: framework.version, left_to_do }
    }
}

/// Stores or replaces a draft. The response says what must be corrected before it can be published. For administrators.
#[utoipa::path(
    operation_id = "keep_draft", tag = "frameworks", security(("session" = []), ("token" = [])),
    params(("slug" = String, Path, example = "our-question"), ("version" = u32, Path, example = 2)),
    request_body = Framework,
    responses(
        (status = 200, body = DraftBody), RightProblems, NotFound, BodyProblems, VersionPublished, ServiceProblems, DiskFull,
    )
)]
#[put("/frameworks/{slug}/versions/{version}")]
pub async fn keep(
    services: web::Data<Services>,
    path: web::Path<(String, u32)>,
    document: Authorized<MayAdminister, Body<Value, DOCUMENT>>,
) -> Result<web::Json<DraftBody>, Problem> {
    let Authorized { right, body: Body(document), .. } = document;
    let (framework, faults) = frameworks::read(&document).map_err(Problem::faulty)?;
    let named = |field: &str| faults.iter().any(|fault| fault.field == field);
    let (slug, version) = path.into_inner();
    if framework.slug != slug || framework.version != version || named("slug") || named("version") {
        let message = "the slug and version of the document must be valid, and must be those in the URL";
        return Err(Problem::faulty(vec![Fault::new("slug", message)]));
    }
    if !services.drafts.keep(right, &framework, FrameworkState::Draft).await? {
        return Err(published(&framework));
    }
    Ok(web::Json(DraftBody::of(framework, faults)))
}

/// Publishes a draft. After that it accepts stories and cannot change. For administrators.
#[utoipa::path(
    operation_id = "publish_draft", tag = "frameworks", security(("session" = []), ("token" = [])),
    params(("slug" = String, Path, example = "our-question"), ("version" = u32, Path, example = 2), PublishQuery),
    responses((status = 200, body = Framework), RightProblems, NotFound, NotPublishable, ServiceProblems, DiskFull)
)]
#[post("/frameworks/{slug}/versions/{version}/publish")]
pub async fn publish(
    services: web::Data<Services>,
    who: Who,
    path: web::Path<(String, u32)>,
    publishing: web::Query<PublishQuery>,
) -> Result<web::Json<Framework>, Problem> {
    let right = who.scope.may_administer()?;
    let (slug, version) = path.into_inner();
    let accept = |draft: Framework| {
        let framework = frameworks::check(&as_json(&draft)?).map_err(Problem::faulty)?;
        publishing.accept(&framework).map(|()| framework)
    };
    let published = services.drafts.publish(right, (&slug, version), accept).await?;
    let framework = published.ok_or_else(|| unknown(&slug))??;
    services.registry.reload().await?;
    services.projection.learn().await;
    Ok(web::Json(framework))
}

/// The result of checking a framework document.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"faults": [{"field": "prompts", "message": "a framework needs at least one prompt that asks for a story"}],
    "advice": [{"field": "signifiers[0].not_applicable", "message": "let people say that this does not fit their story"}],
    "reading_ages": [{"path": "signifiers/difference/question", "language": "en-x-child", "age": 7.4}]}))]
pub struct FrameworkCheckBody {
    /// What must be corrected before the document can be published.
    faults: Vec<Fault>,
    /// What would improve the document.
    advice: Vec<Fault>,
    /// The reading age of each English text.
    reading_ages: Vec<TextReadingAge>,
}

/// The age from which most people can read a text.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"path": "signifiers/difference/question", "language": "en-x-child", "age": 7.4}))]
pub struct TextReadingAge {
    /// The path of the text, as in the texts of a language.
    path: String,
    /// The language of the text.
    language: Language,
    /// The age in years, at least 5, by the Flesch–Kincaid grade. Labels are rated together with their question.
    age: f64,
}

/// Checks a framework document without storing it: what is wrong, what could be better, and how hard it is to read. For
/// administrators.
#[utoipa::path(
    operation_id = "check_framework", tag = "frameworks", security(("session" = []), ("token" = [])),
    request_body = Framework,
    responses((status = 200, body = FrameworkCheckBody), RightProblems, BodyProblems, NumberTooLarge, ServiceProblems)
)]
#[post("/frameworks/check")]
pub async fn check(
    document: Authorized<MayAdminister, Body<Value, DOCUMENT>>,
) -> Result<web::Json<FrameworkCheckBody>, Problem> {
    let (framework, faults) = match frameworks::read(&document.body.0) {
        Ok(read) => read,
        Err(faults) => return Ok(web::Json(FrameworkCheckBody { faults, advice: Vec::new(), reading_ages: Vec::new() })),
    };
    let ages = frameworks::reading_ages(&framework).into_iter();
    let reading_ages =
        ages.map(|found| TextReadingAge { path: found.path, language: found.language, age: found.age }).collect();
    Ok(web::Json(FrameworkCheckBody { faults, advice: frameworks::advice(&framework), reading_ages }))
}

/// A story that was checked against a framework and not stored.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"slug": "sheffield-send", "version": 2, "language": "en", "prompt": "moment", "title": "", "text": "Trying this out.",
    "answers": {"timing": {"dyad": 0.81}}, "consent": {"analysis": true, "quotation": false}, "left_to_do": []}))]
pub struct TrialBody {
    /// The slug of the framework.
    slug: String,
    /// The version of the framework.
    version: u32,
    /// The language and variant of the form.
    language: Language,
    /// The id of the prompt.
    prompt: String,
    /// The title; may be empty.
    title: String,
    /// The text.
    text: String,
    /// The answers as they would be stored, by signifier id. A signifier without an answer is missing.
    answers: BTreeMap<String, AnswerInput>,
    /// What the storyteller consents to.
    consent: Consent,
    /// What must be corrected before this version can be published.
    left_to_do: Vec<Fault>,
}

/// Checks a story against a draft or a published version without storing it. For administrators.
#[utoipa::path(
    operation_id = "try_framework", tag = "frameworks", security(("session" = []), ("token" = [])),
    params(("slug" = String, Path, example = "sheffield-send"), ("version" = u32, Path, example = 2)),
    request_body = Submission,
    responses((status = 200, body = TrialBody), RightProblems, NotFound, BodyProblems, ServiceProblems)
)]
#[post("/frameworks/{slug}/versions/{version}/try")]
pub async fn try_out(
    services: web::Data<Services>,
    path: web::Path<(String, u32)>,
    submission: Authorized<MayAdminister, Body<Submission, TELLING>>,
) -> Result<web::Json<TrialBody>, Problem> {
    let Authorized { who, body: Body(submission), .. } = submission;
    let (slug, version) = path.into_inner();
    let framework = readable(&services, &who, &slug, version).await?;
    if submission.framework != slug || submission.version != version {
        let message = format!("the story must name the framework and version in the URL: “{slug}”, version {version}");
        return Err(Problem::faulty(vec![Fault::new("version", message)]));
    }
    let Checked { language, prompt, title, text, answers, consent, .. } =
        check_submission(&submission, &framework).map_err(Problem::faulty)?;
    let (_, left_to_do) = frameworks::read(&as_json(&framework)?).map_err(Problem::faulty)?;
    let answers = answer_bodies(&answers);
    Ok(web::Json(TrialBody { slug, version, language, prompt, title, text, answers, consent, left_to_do }))
}

/// The texts of a framework in one language, by path.
#[derive(Serialize, utoipa::ToSchema)]
#[serde(transparent)]
#[schema(value_type = BTreeMap<String, String>, example = json!({"title": "Twoja historia", "signifiers/timing/question": "Kiedy przyszła pomoc?", "signifiers/timing/left": ""}))]
pub struct TextsBody(Map<String, Value>);

/// Returns the texts of a version in one language, for translators: every path in reading order, with an empty text where
/// one is missing. For a language that the version does not have, all texts are empty. Only administrators can read drafts.
#[utoipa::path(
    operation_id = "framework_texts", tag = "frameworks",
    params(
        ("slug" = String, Path, example = "sheffield-send"), ("version" = u32, Path, example = 1),
        ("language" = String, Path, example = "en"),
    ),
    responses((status = 200, body = TextsBody), NotFound, ServiceProblems)
)]
#[get("/frameworks/{slug}/versions/{version}/texts/{language}")]
pub async fn texts(
    services: web::Data<Services>,
    who: Who,
    path: web::Path<(String, u32, Language)>,
) -> Result<web::Json<TextsBody>, Problem> {
    let (slug, version, language) = path.into_inner();
    let framework = readable(&services, &who, &slug, version).await?;
    let texts = frameworks::texts_in(&framework, &language).into_iter().map(|(path, words)| (path, Value::String(words)));
    Ok(web::Json(TextsBody(texts.collect())))
}

/// Replaces texts in one language of a draft, and adds the language if it is new. Texts that are missing in the request do
/// not change; an empty text removes the old one. For administrators.
#[utoipa::path(
    operation_id = "put_framework_texts", tag = "frameworks", security(("session" = []), ("token" = [])),
    params(
        ("slug" = String, Path, example = "sheffield-send"), ("version" = u32, Path, example = 2),
        ("language" = String, Path, example = "pl"),
    ),
    request_body = TextsBody,
    responses(
        (status = 200, body = DraftBody), RightProblems, NotFound, BodyProblems, VersionPublished, ServiceProblems, DiskFull,
    )
)]
#[put("/frameworks/{slug}/versions/{version}/texts/{language}")]
pub async fn put_texts(
    services: web::Data<Services>,
    path: web::Path<(String, u32, Language)>,
    translated: Authorized<MayAdminister, Body<BTreeMap<String, String>, DOCUMENT>>,
) -> Result<web::Json<DraftBody>, Problem> {
    let Authorized { right, body: Body(translated), .. } = translated;
    let (slug, version, language) = path.into_inner();
    let change = |framework: &mut Framework| frameworks::put_texts(framework, &language, &translated);
    let Some(changed) = services.drafts.edit(right, (&slug, version), change).await? else {
        let kept = services.drafts.version(right, &slug, version).await?.ok_or_else(|| unknown(&slug))?;
        return Err(published(&kept));
    };
    let framework = changed.map_err(Problem::faulty)?;
    let (framework, faults) = frameworks::read(&as_json(&framework)?).map_err(Problem::faulty)?;
    Ok(web::Json(DraftBody::of(framework, faults)))
}

fn as_json(framework: &Framework) -> Result<Value, Problem> {
    serde_json::to_value(framework).map_err(|error| Problem::ours(&error))
}
