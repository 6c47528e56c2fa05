//! Work on frameworks before they are published: keeping drafts, checking, trying, translating, publishing.

use std::collections::BTreeMap;

use actix_web::{get, post, put, web};
use serde::Serialize;
use serde_json::{Map, Value};

use super::Services;
use super::body::Body;
use super::error::Problem;
use super::frameworks::{Publishing, published, readable, unknown};
use super::identity::Who;
use crate::capture::{AnswerInput, Checked, Submission, answers_given, check_submission};
use crate::frameworks::{self, desk};
use crate::model::{Consent, Fault, Framework, FrameworkState, Language, Text};

/// A framework document's size, in bytes.
const DOCUMENT: usize = 1024 * 1024;

/// The drafts that are being worked on.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Drafts {
    /// By slug and version.
    drafts: Vec<DraftEntry>,
}

/// A draft in a list.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"slug": "sheffield-send", "version": 2, "title": {"en": "Growing up in Sheffield"}, "languages": ["en", "ur"], "machine_drafts": ["ur"]}))]
pub struct DraftEntry {
    slug: String,
    version: u32,
    title: Text,
    languages: Vec<Language>,
    /// Languages that a machine translated and nobody has checked yet.
    machine_drafts: Vec<Language>,
}

/// The drafts that are being worked on. For administrators.
#[utoipa::path(operation_id = "list_drafts", tag = "frameworks", security(("session" = []), ("token" = [])),
    responses((status = 200, body = Drafts), (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json")))]
#[get("/frameworks/drafts")]
pub async fn list(services: web::Data<Services>, who: Who) -> Result<web::Json<Drafts>, Problem> {
    let right = who.scope.may_administer()?;
    let drafts = desk::drafts(right, &services.store).await?.into_iter().map(|draft| {
        let Framework { slug, version, title, languages, machine_drafts, .. } = draft;
        DraftEntry { slug, version, title, languages, machine_drafts }
    });
    Ok(web::Json(Drafts { drafts: drafts.collect() }))
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

impl DraftKept {
    fn of(framework: Framework, faults: Vec<Fault>) -> Self {
        let left_to_do = faults.into_iter().chain(frameworks::unchecked_languages(&framework)).collect();
        Self { slug: framework.slug, version: framework.version, left_to_do }
    }
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
pub async fn keep(
    services: web::Data<Services>,
    who: Who,
    path: web::Path<(String, u32)>,
    document: Body<Value, DOCUMENT>,
) -> Result<web::Json<DraftKept>, Problem> {
    let right = who.scope.may_administer()?;
    let (framework, faults) = frameworks::read(&document.0).map_err(Problem::faulty)?;
    let named = |field: &str| faults.iter().any(|fault| fault.field == field);
    let (slug, version) = path.into_inner();
    if framework.slug != slug || framework.version != version || named("slug") || named("version") {
        let message = "slug and version of the document must be sound, and those of the address";
        return Err(Problem::faulty(vec![Fault::new("slug", message)]));
    }
    if !desk::keep(right, &services.store, &framework, FrameworkState::Draft).await? {
        return Err(published(&framework));
    }
    Ok(web::Json(DraftKept::of(framework, faults)))
}

/// Publishes a draft: from then on it takes stories and never changes. For administrators.
#[utoipa::path(operation_id = "publish_draft", tag = "frameworks", security(("session" = []), ("token" = [])),
    params(("slug" = String, Path, example = "our-question"), ("version" = u32, Path, example = 2), Publishing),
    responses((status = 200, body = Framework), (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "It is not sound yet, or a language waits for a person to check it", body = Problem, content_type = "application/problem+json")))]
#[post("/frameworks/{slug}/versions/{version}/publish")]
pub async fn publish(
    services: web::Data<Services>,
    who: Who,
    path: web::Path<(String, u32)>,
    publishing: web::Query<Publishing>,
) -> Result<web::Json<Framework>, Problem> {
    let right = who.scope.may_administer()?;
    let (slug, version) = path.into_inner();
    let accept = |draft: Framework| {
        let framework = frameworks::check(&as_json(&draft)?).map_err(Problem::faulty)?;
        publishing.accept(&framework).map(|()| framework)
    };
    let published = desk::publish(right, &services.store, (&slug, version), accept).await?;
    let framework = published.ok_or_else(|| unknown(&slug))??;
    services.shelf.reload().await?;
    services.projection.learn().await;
    Ok(web::Json(framework))
}

/// What there is to say about a document.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"faults": [{"field": "prompts", "message": "a framework needs at least one prompt that asks for a story"}],
    "advice": [{"field": "signifiers[0].not_applicable", "message": "let people say that this does not fit their story"}],
    "reading_ages": [{"path": "signifiers/difference/question", "language": "en-x-child", "age": 7.4}]}))]
pub struct FrameworkChecked {
    /// What has to be put right before it can be published.
    faults: Vec<Fault>,
    /// What would make it better.
    advice: Vec<Fault>,
    /// The age at which most people can read each text that is in English.
    reading_ages: Vec<AgeOfText>,
}

/// The age at which most people can read a text.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"path": "signifiers/difference/question", "language": "en-x-child", "age": 7.4}))]
pub struct AgeOfText {
    /// Where the text is, as in `texts`.
    path: String,
    language: Language,
    /// In years, by the Flesch–Kincaid grade; 5 is the least. Labels are judged together with their question.
    age: f64,
}

/// Checks a document and keeps nothing: what is wrong, what could be better, and how hard it is to read. For
/// administrators.
#[utoipa::path(operation_id = "check_framework", tag = "frameworks", request_body = Framework, security(("session" = []), ("token" = [])),
    responses((status = 200, body = FrameworkChecked), (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "A number is too large to be read", body = Problem, content_type = "application/problem+json")))]
#[post("/frameworks/check")]
pub async fn check(who: Who, document: Body<Value, DOCUMENT>) -> Result<web::Json<FrameworkChecked>, Problem> {
    who.scope.may_administer()?;
    let (framework, faults) = match frameworks::read(&document.0) {
        Ok(read) => read,
        Err(faults) => return Ok(web::Json(FrameworkChecked { faults, advice: Vec::new(), reading_ages: Vec::new() })),
    };
    let ages = frameworks::reading_ages(&framework).into_iter();
    let reading_ages = ages.map(|found| AgeOfText { path: found.path, language: found.language, age: found.age }).collect();
    Ok(web::Json(FrameworkChecked { faults, advice: frameworks::advice(&framework), reading_ages }))
}

/// A story that was tried and not kept.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"slug": "sheffield-send", "version": 2, "language": "en", "prompt": "moment", "title": "", "text": "Trying this out.",
    "answers": {"timing": {"dyad": 0.81}}, "consent": {"analysis": true, "quotation": false}, "left_to_do": []}))]
pub struct Tried {
    slug: String,
    version: u32,
    language: Language,
    prompt: String,
    title: String,
    text: String,
    /// The answers as they would be kept, by signifier id; what is missing is unanswered.
    answers: BTreeMap<String, AnswerInput>,
    consent: Consent,
    /// What has to be put right before this version can be published.
    left_to_do: Vec<Fault>,
}

/// Tells a story to a draft or a version to see whether it fits, and keeps nothing of it. For administrators.
#[utoipa::path(operation_id = "try_framework", tag = "frameworks", request_body = Submission, security(("session" = []), ("token" = [])),
    params(("slug" = String, Path, example = "sheffield-send"), ("version" = u32, Path, example = 2)),
    responses((status = 200, body = Tried), (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Something in it is not right", body = Problem, content_type = "application/problem+json")))]
#[post("/frameworks/{slug}/versions/{version}/try")]
pub async fn try_out(
    services: web::Data<Services>,
    who: Who,
    path: web::Path<(String, u32)>,
    submission: Body<Submission>,
) -> Result<web::Json<Tried>, Problem> {
    who.scope.may_administer()?;
    let (slug, version) = path.into_inner();
    let framework = readable(&services, &who, &slug, version).await?;
    if submission.0.framework != slug || submission.0.version != version {
        let message = format!("the story must name the version that is tried: “{slug}”, version {version}");
        return Err(Problem::faulty(vec![Fault::new("version", message)]));
    }
    let Checked { language, prompt, title, text, answers, consent, .. } =
        check_submission(&submission.0, &framework).map_err(Problem::faulty)?;
    let (_, left_to_do) = frameworks::read(&as_json(&framework)?).map_err(Problem::faulty)?;
    let answers = answers_given(&answers);
    Ok(web::Json(Tried { slug, version, language, prompt, title, text, answers, consent, left_to_do }))
}

/// A framework's texts in one language, by path.
#[derive(Serialize, utoipa::ToSchema)]
#[serde(transparent)]
#[schema(value_type = BTreeMap<String, String>, example = json!({"title": "Twoja historia", "signifiers/timing/question": "Kiedy przyszła pomoc?", "signifiers/timing/left": ""}))]
pub struct Texts(Map<String, Value>);

/// A version's texts in one language, for translators: every path, in the order in which they are read, with an empty
/// text where one is missing. A language that the version does not have yet is a blank sheet. Drafts are for
/// administrators only.
#[utoipa::path(operation_id = "framework_texts", tag = "frameworks",
    params(("slug" = String, Path, example = "sheffield-send"), ("version" = u32, Path, example = 1), ("language" = String, Path, example = "en")),
    responses((status = 200, body = Texts), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[get("/frameworks/{slug}/versions/{version}/texts/{language}")]
pub async fn texts(
    services: web::Data<Services>,
    who: Who,
    path: web::Path<(String, u32, Language)>,
) -> Result<web::Json<Texts>, Problem> {
    let (slug, version, language) = path.into_inner();
    let framework = readable(&services, &who, &slug, version).await?;
    let texts = frameworks::texts_in(&framework, &language).into_iter().map(|(path, words)| (path, Value::String(words)));
    Ok(web::Json(Texts(texts.collect())))
}

/// Puts texts in one language into a draft, and adds the language if it is new. Texts that are left out stay as they are;
/// an empty one takes the old one away. For administrators.
#[utoipa::path(operation_id = "put_framework_texts", tag = "frameworks", request_body = Texts, security(("session" = []), ("token" = [])),
    params(("slug" = String, Path, example = "sheffield-send"), ("version" = u32, Path, example = 2), ("language" = String, Path, example = "pl")),
    responses((status = 200, body = DraftKept), (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "This version is published", body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json")))]
#[put("/frameworks/{slug}/versions/{version}/texts/{language}")]
pub async fn put_texts(
    services: web::Data<Services>,
    who: Who,
    path: web::Path<(String, u32, Language)>,
    translated: Body<BTreeMap<String, String>, DOCUMENT>,
) -> Result<web::Json<DraftKept>, Problem> {
    let right = who.scope.may_administer()?;
    let (slug, version, language) = path.into_inner();
    let change = |framework: &mut Framework| frameworks::put_texts(framework, &language, &translated.0);
    let Some(changed) = desk::edit(right, &services.store, (&slug, version), change).await? else {
        let kept = desk::version(right, &services.store, &slug, version).await?.ok_or_else(|| unknown(&slug))?;
        return Err(published(&kept));
    };
    let framework = changed.map_err(Problem::faulty)?;
    let (framework, faults) = frameworks::read(&as_json(&framework)?).map_err(Problem::faulty)?;
    Ok(web::Json(DraftKept::of(framework, faults)))
}

fn as_json(framework: &Framework) -> Result<Value, Problem> {
    serde_json::to_value(framework).map_err(|error| Problem::ours(&error))
}
