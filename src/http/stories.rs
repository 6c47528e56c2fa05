//! Stories: telling one, and reading one that may be read.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, get, post, web};
use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::Services;
use super::error::Problem;
use super::identity::Who;
use super::telling::{Telling, TellingForm};
use crate::capture::{Acknowledged, AnswerInput, Submission, answers_given};
use crate::model::{Consent, Language, ModerationState};
use crate::store::StoredStory;

/// What a storyteller gets back.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"id": "01990a3e-7c00-7000-8000-1f2e3d4c5b6a", "receipt": "0A1B2C3D4E5F6G7H8J9K0M1N2P", "state": "held", "received": "2026-03-02"}))]
pub struct Kept {
    /// The story's id.
    id: Uuid,
    /// The secret with which the story can be opened, corrected and withdrawn. Nobody else has it.
    receipt: String,
    /// How far moderation has come.
    state: ModerationState,
    /// The day it came in.
    received: NaiveDate,
}

/// A cleared story.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({
    "id": "01990a3e-7c00-7000-8000-1f2e3d4c5b6a", "framework": "sheffield-send", "version": 1, "language": "en", "prompt": "moment", "title": "The phone call",
    "text": "Somebody rang back on the same day…", "answers": {"timing": {"dyad": 0.81}},
    "consent": {"analysis": true, "quotation": false}, "received": "2026-03-02", "state": "cleared", "redacted": false
}))]
pub struct Story {
    id: Uuid,
    /// The framework's slug.
    #[schema(example = "sheffield-send")]
    framework: String,
    /// The framework's version.
    #[schema(example = 1)]
    version: u32,
    language: Language,
    /// The prompt's id.
    #[schema(example = "moment")]
    prompt: String,
    /// The title; may be empty.
    #[schema(example = "The phone call")]
    title: String,
    #[schema(example = "Somebody rang back on the same day…")]
    text: String,
    /// The answers by signifier id; what is missing is unanswered.
    answers: BTreeMap<String, AnswerInput>,
    consent: Consent,
    /// The day it came in.
    received: NaiveDate,
    /// The join code of its collection.
    #[serde(skip_serializing_if = "Option::is_none")]
    collection: Option<String>,
    state: ModerationState,
    /// Whether a moderator has redacted it.
    redacted: bool,
}

impl From<StoredStory> for Story {
    fn from(story: StoredStory) -> Self {
        Self {
            id: story.id,
            framework: story.framework,
            version: story.version,
            language: story.language,
            prompt: story.prompt,
            title: story.title,
            text: story.text,
            answers: answers_given(&story.answers),
            consent: story.consent,
            received: story.received,
            collection: story.collection,
            state: story.state,
            redacted: story.redacted,
        }
    }
}

impl From<Acknowledged> for Kept {
    fn from(kept: Acknowledged) -> Self {
        Self { id: kept.id, receipt: kept.receipt.reveal(), state: kept.state, received: kept.received }
    }
}

/// Tells a story, with a voice and a picture if there are any. When this answers, the story is on disk. Sending the same
/// again under the same receipt is safe.
#[utoipa::path(operation_id = "submit_story", tag = "capture",
    request_body(content((Submission = "application/json"), (TellingForm = "multipart/form-data"))), responses(
    (status = 201, body = Kept),
    (status = 400, description = "The body cannot be read", body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "Another story stands under this receipt; or, with a `type` that ends in `/collection-closed`, the collection takes none that was told so late",
        body = Problem, content_type = "application/problem+json"),
    (status = 413, body = Problem, content_type = "application/problem+json"),
    (status = 415, description = "A part is not what it can be", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "Something in it is not right", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "Try again later", body = Problem, content_type = "application/problem+json")))]
#[post("/stories")]
pub async fn submit(services: web::Data<Services>, telling: Telling) -> Result<HttpResponse, Problem> {
    let kept = services.capture.submit(&telling.submission, telling.files).await?;
    Ok(HttpResponse::Created().json(Kept::from(kept)))
}

/// Types in a story that was told on paper, under the receipt that is printed on the form. For facilitators.
#[utoipa::path(operation_id = "transcribe_story", tag = "collections", security(("session" = []), ("token" = [])),
    request_body(content((Submission = "application/json"), (TellingForm = "multipart/form-data"))), responses(
    (status = 201, body = Kept),
    (status = 400, description = "The body cannot be read", body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "As when a story is told", body = Problem, content_type = "application/problem+json"),
    (status = 413, body = Problem, content_type = "application/problem+json"),
    (status = 415, description = "A part is not what it can be", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "Something in it is not right, or the receipt is missing", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "Try again later", body = Problem, content_type = "application/problem+json")))]
#[post("/transcriptions")]
pub async fn transcribe(services: web::Data<Services>, who: Who, telling: Telling) -> Result<HttpResponse, Problem> {
    let right = who.scope.may_transcribe()?;
    let kept = services.capture.transcribe(right, &telling.submission, telling.files).await?;
    Ok(HttpResponse::Created().json(Kept::from(kept)))
}

/// Reads a cleared story, as redacted.
#[utoipa::path(operation_id = "read_story", tag = "explore", params(("id" = Uuid, Path)), security(("session" = []), ("token" = [])),
    responses((status = 200, body = Story), (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is none, or it is not cleared", body = Problem, content_type = "application/problem+json"), (status = 403, body = Problem, content_type = "application/problem+json")))]
#[get("/stories/{id}")]
pub async fn read(services: web::Data<Services>, who: Who, id: web::Path<Uuid>) -> Result<web::Json<Story>, Problem> {
    let right = who.scope.may_explore()?;
    Ok(web::Json(services.explore.story(right, *id).await?.into()))
}
