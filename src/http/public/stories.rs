//! Stories: submission, transcription of paper forms, and reading a cleared story.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, get, post, web};
use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::multipart_submission::{MultipartSubmission, SubmissionForm};
use crate::access::MayTranscribe;
use crate::analysis::ReadStory;
use crate::capture::{Acknowledged, Submission};
use crate::http::support::admission::{Authorized, Open};
use crate::http::support::documented_problems::{
    BodyProblems, DiskFull, InvalidTranscription, RateLimited, RightProblems, ServiceProblems, StoryConflict, StoryNotReadable,
    UnsupportedFile,
};
use crate::http::support::error::Problem;
use crate::http::support::identity::Who;
use crate::http::support::services::Services;
use crate::model::{AnswerInput, Asked, Consent, JoinCode, Language, ModerationState};

/// A story that was submitted.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"id": "01990a3e-7c00-7000-8000-1f2e3d4c5b6a", "receipt": "0A1B2C3D4E5F6G7H8J9K0M1N2P", "state": "held", "received": "2026-03-02",
    "language": "en"}))]
pub struct SubmittedBody {
    /// The id of the story.
    id: Uuid,
    /// The secret with which the storyteller can open, correct and withdraw the story. The service does not store it.
    receipt: String,
    /// The state of moderation.
    state: ModerationState,
    /// The day on which the story was received.
    received: NaiveDate,
    /// The language and variant as which the story is stored: the one that was sent, or the one it fell back to.
    language: Language,
}

/// A cleared story.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({
    "id": "01990a3e-7c00-7000-8000-1f2e3d4c5b6a", "framework": "sheffield-send", "version": 1, "language": "en",
    "prompt": "moment", "title": "The phone call", "text": "Somebody rang back on the same day…",
    "answers": {"timing": {"dyad": 0.81}}, "consent": {"analysis": true, "quotation": false}, "received": "2026-03-02",
    "state": "cleared", "redacted": false
}))]
pub struct ClearedStory {
    /// The id of the story.
    id: Uuid,
    /// The slug of the framework.
    #[schema(example = "sheffield-send")]
    framework: String,
    /// The version of the framework.
    #[schema(example = 1)]
    version: u32,
    /// The language and variant in which the storyteller read the form; without its variant when an answer about the storyteller is not
    /// shown, because the variant may tell it.
    language: Language,
    /// The id of the prompt. Missing when only some audiences are asked it and an answer about the storyteller is not shown.
    #[schema(example = "moment")]
    #[serde(skip_serializing_if = "Option::is_none")]
    prompt: Option<String>,
    /// The title; may be empty.
    #[schema(example = "The phone call")]
    title: String,
    /// The text; may be empty if the story has a recording.
    #[schema(example = "Somebody rang back on the same day…")]
    text: String,
    /// The answers by signifier id, as far as they are shown. A signifier without an answer is missing.
    answers: BTreeMap<String, AnswerInput>,
    /// What the storyteller consents to.
    consent: Consent,
    /// The signifiers that were shown. Missing where the submission did not name them, and when an answer about the storyteller is not
    /// shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    asked: Option<Asked>,
    /// The day on which the story was received.
    received: NaiveDate,
    /// The state of moderation.
    state: ModerationState,
    /// The join code of its collection.
    #[serde(skip_serializing_if = "Option::is_none")]
    collection: Option<String>,
    /// Answers about the storyteller that are not shown, because fewer than 5 cleared stories share them with those that are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false, example = json!(["locality"]))]
    not_shown: Vec<String>,
    /// Whether a moderator has redacted it.
    redacted: bool,
}

impl From<ReadStory> for ClearedStory {
    fn from(ReadStory { story, answers, not_shown, prompt }: ReadStory) -> Self {
        let all = not_shown.is_empty();
        Self {
            id: story.id,
            framework: story.framework,
            version: story.version,
            language: if all { story.language } else { story.language.without_variant() },
            prompt: prompt.then_some(story.prompt),
            title: story.title,
            text: story.text,
            answers,
            consent: story.consent,
            asked: story.asked.filter(|_| all),
            received: story.received,
            state: story.state,
            collection: story.collection,
            not_shown,
            redacted: story.redacted,
        }
    }
}

impl From<Acknowledged> for SubmittedBody {
    fn from(kept: Acknowledged) -> Self {
        let Acknowledged { id, receipt, state, received, language } = kept;
        Self { id, receipt: receipt.reveal(), state, received, language }
    }
}

/// Submits a story, with a recording and a picture if there are any. When the response arrives, the story is on disk. It is
/// safe to send the same story with the same receipt again.
#[utoipa::path(
    operation_id = "submit_story", tag = "capture",
    request_body(content((Submission = "application/json"), (SubmissionForm = "multipart/form-data"))),
    responses(
        (status = 201, body = SubmittedBody), BodyProblems, StoryConflict, UnsupportedFile, RateLimited, ServiceProblems,
        DiskFull,
    )
)]
#[post("/stories")]
pub async fn submit(services: web::Data<Services>, telling: Open<MultipartSubmission>) -> Result<HttpResponse, Problem> {
    let Open { client, body: telling } = telling;
    let join_code = telling.submission.collection.as_deref().and_then(|typed| typed.parse::<JoinCode>().ok());
    let quota = services.limits.story(client, join_code.as_ref().map(JoinCode::as_str))?;
    let kept = services.capture.submit(&telling.submission, telling.files).await;
    if kept.is_err() {
        // A story that was not stored does not count against the quota of its network.
        services.limits.story_was_not_kept(quota);
    }
    Ok(HttpResponse::Created().json(SubmittedBody::from(kept?)))
}

/// Submits a story from a paper form, with the receipt that is printed on the form. For facilitators.
#[utoipa::path(
    operation_id = "transcribe_story", tag = "collections", security(("session" = []), ("token" = [])),
    request_body(content((Submission = "application/json"), (SubmissionForm = "multipart/form-data"))),
    responses(
        (status = 201, body = SubmittedBody), RightProblems, BodyProblems, StoryConflict, UnsupportedFile,
        InvalidTranscription, ServiceProblems, DiskFull,
    )
)]
#[post("/transcriptions")]
pub async fn transcribe(
    services: web::Data<Services>,
    telling: Authorized<MayTranscribe, MultipartSubmission>,
) -> Result<HttpResponse, Problem> {
    let Authorized { right, body: telling, .. } = telling;
    let kept = services.capture.transcribe(right, &telling.submission, telling.files).await?;
    Ok(HttpResponse::Created().json(SubmittedBody::from(kept)))
}

/// Returns a cleared story, as redacted.
#[utoipa::path(
    operation_id = "read_story", tag = "explore", security(("session" = []), ("token" = [])),
    params(("id" = Uuid, Path)),
    responses((status = 200, body = ClearedStory), RightProblems, StoryNotReadable, ServiceProblems)
)]
#[get("/stories/{id}")]
pub async fn read(services: web::Data<Services>, who: Who, id: web::Path<Uuid>) -> Result<web::Json<ClearedStory>, Problem> {
    let right = who.scope.may_analyse()?;
    Ok(web::Json(services.analysis.story(right, *id).await?.into()))
}
