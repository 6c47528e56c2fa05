//! The moderation queue, and the two decisions.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, get, post, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Services;
use super::attachments::{Attachment, AttachmentBytes, shown};
use super::body::Body;
use super::error::Problem;
use super::identity::Who;
use crate::capture::{AnswerInput, answers_given};
use crate::model::{Consent, Language, ModerationState, Source};
use crate::moderation::Redaction;
use crate::store::WithAttachments;

/// Which stories of the queue.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct QueueAsked {
    /// In which state; held when missing.
    state: Option<ModerationState>,
    /// The `next` of the page before.
    #[serde(default)]
    after: u64,
    /// How many on a page: 1 to 100.
    limit: Option<u64>,
}

/// A page of the queue: stories of which the storyteller is worried about somebody's safety first, then oldest first.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"total": 1, "stories": [{
    "id": "01990a3e-7c00-7000-8000-1f2e3d4c5b6a", "framework": "sheffield-send", "version": 1, "language": "en", "prompt": "moment", "title": "The phone call",
    "text": "Somebody rang back on the same day…", "write_ins": {"services": "the music project"}, "answers": {"timing": {"dyad": 0.81}},
    "consent": {"analysis": true, "quotation": false}, "received": "2026-03-02", "state": "held", "redacted": false, "counts": true,
    "source": "told", "worried": true, "attachments": [{"id": "01990a3e-7c00-7000-8000-5f4e3d2c1b0a", "kind": "voice", "media_type": "audio/webm", "bytes": 1234}]
}]}))]
pub struct Queue {
    /// Stories in this state in all.
    #[schema(example = 12)]
    total: u64,
    /// The stories on this page.
    stories: Vec<QueuedStory>,
    /// What to send as `after` for the next page; missing on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<u64>,
}

/// A story as a moderator reads it.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({
    "id": "01990a3e-7c00-7000-8000-1f2e3d4c5b6a", "framework": "sheffield-send", "version": 1, "language": "en", "prompt": "moment", "title": "The phone call",
    "text": "Somebody rang back on the same day…", "write_ins": {"services": "the music project"}, "answers": {"timing": {"dyad": 0.81}},
    "consent": {"analysis": true, "quotation": false}, "received": "2026-03-02", "state": "held", "redacted": false, "counts": true,
    "source": "told", "worried": true, "attachments": [{"id": "01990a3e-7c00-7000-8000-5f4e3d2c1b0a", "kind": "voice", "media_type": "audio/webm", "bytes": 1234}]
}))]
pub struct QueuedStory {
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
    /// The storyteller's own words beside choices, by signifier id; they are part of the text.
    #[schema(example = json!({"services": "the music project"}))]
    write_ins: BTreeMap<String, String>,
    /// The answers by signifier id.
    answers: BTreeMap<String, AnswerInput>,
    consent: Consent,
    /// The day it came in.
    received: NaiveDate,
    state: ModerationState,
    /// Whether it has been redacted.
    redacted: bool,
    /// Why it was withheld.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// Whether its answers count in patterns.
    counts: bool,
    /// By which way it came in.
    source: Source,
    /// Whether the storyteller is worried about somebody's safety.
    worried: bool,
    /// What came with it. Shown to moderators and the storyteller only.
    attachments: Vec<Attachment>,
}

impl From<WithAttachments> for QueuedStory {
    fn from(queued: WithAttachments) -> Self {
        let WithAttachments { story, attachments } = queued;
        let write_ins = story.answers.write_ins().map(|(id, words)| (id.to_owned(), words.to_owned())).collect();
        Self {
            id: story.id,
            framework: story.framework,
            version: story.version,
            language: story.language,
            prompt: story.prompt,
            title: story.title,
            text: story.text,
            write_ins,
            answers: answers_given(&story.answers),
            consent: story.consent,
            received: story.received,
            state: story.state,
            redacted: story.redacted,
            reason: story.withheld_because,
            counts: story.counts,
            source: story.source,
            worried: story.worried,
            attachments: attachments.into_iter().map(Attachment::from).collect(),
        }
    }
}

/// Clears a story. What is missing stays as the storyteller wrote it; the original is kept apart.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
#[schema(example = json!({"text": "Somebody at [the school] rang back on the same day…"}))]
pub struct Clearing {
    /// The redacted title.
    title: Option<String>,
    /// The redacted text.
    text: Option<String>,
    /// Redacted words beside choices, by signifier id; empty words are taken out.
    write_ins: BTreeMap<String, String>,
}

/// Withholds a story.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({"reason": "a test, not a story", "counts": false}))]
pub struct Withholding {
    /// Why, for the other moderators.
    reason: Option<String>,
    /// Whether its answers go on counting in patterns: not when it is no story at all.
    counts: bool,
}

impl Default for Withholding {
    fn default() -> Self {
        Self { reason: None, counts: true }
    }
}

/// The moderation queue, oldest first.
#[utoipa::path(operation_id = "moderation_queue", tag = "moderation", params(QueueAsked), security(("session" = []), ("token" = [])),
    responses((status = 200, body = Queue), (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json")))]
#[get("/moderation/stories")]
pub async fn queue(
    services: web::Data<Services>,
    who: Who,
    asked: web::Query<QueueAsked>,
) -> Result<web::Json<Queue>, Problem> {
    let right = who.scope.may_moderate()?;
    let state = asked.state.unwrap_or(ModerationState::Held);
    let limit = asked.limit.unwrap_or(20);
    let page = services.moderation.queue(right, state, asked.after, limit).await?;
    let stories = page.stories.into_iter().map(QueuedStory::from).collect();
    Ok(web::Json(Queue { total: page.total, stories, next: page.next }))
}

/// One story, in whatever state.
#[utoipa::path(operation_id = "moderation_story", tag = "moderation", params(("id" = Uuid, Path)), security(("session" = []), ("token" = [])),
    responses((status = 200, body = QueuedStory), (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"), (status = 401, body = Problem, content_type = "application/problem+json")))]
#[get("/moderation/stories/{id}")]
pub async fn read(services: web::Data<Services>, who: Who, id: web::Path<Uuid>) -> Result<web::Json<QueuedStory>, Problem> {
    let right = who.scope.may_moderate()?;
    Ok(web::Json(services.moderation.read(right, *id).await?.into()))
}

/// A voice or a picture that came with a story.
#[utoipa::path(operation_id = "moderation_attachment", tag = "moderation", params(("id" = Uuid, Path), ("attachment" = Uuid, Path)),
    security(("session" = []), ("token" = [])), responses(
    (status = 200, description = "The bytes", content((AttachmentBytes = "audio/webm"), (AttachmentBytes = "audio/ogg"),
        (AttachmentBytes = "audio/mp4"), (AttachmentBytes = "image/jpeg"))),
    (status = 401, body = Problem, content_type = "application/problem+json"), (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json")))]
#[get("/moderation/stories/{id}/attachments/{attachment}")]
pub async fn attachment(
    services: web::Data<Services>,
    who: Who,
    path: web::Path<(Uuid, Uuid)>,
) -> Result<HttpResponse, Problem> {
    let right = who.scope.may_moderate()?;
    let (story, attachment) = path.into_inner();
    Ok(shown(services.moderation.attachment(right, story, attachment).await?))
}

/// Clears a story, redacted if need be: from then on it can be found and read.
#[utoipa::path(operation_id = "clear_story", tag = "moderation", params(("id" = Uuid, Path)), request_body = Clearing, security(("session" = []), ("token" = [])),
    responses((status = 200, body = QueuedStory), (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"), (status = 401, body = Problem, content_type = "application/problem+json")))]
#[post("/moderation/stories/{id}/clear")]
pub async fn clear(
    services: web::Data<Services>,
    who: Who,
    id: web::Path<Uuid>,
    clearing: Body<Clearing, { 256 * 1024 }>,
) -> Result<web::Json<QueuedStory>, Problem> {
    let right = who.scope.may_moderate()?;
    let Clearing { title, text, write_ins } = clearing.0;
    let redaction = Redaction { title, text, write_ins };
    Ok(web::Json(services.moderation.clear(right, *id, redaction).await?.into()))
}

/// Withholds a story: its text can be found and read by nobody else.
#[utoipa::path(operation_id = "withhold_story", tag = "moderation", params(("id" = Uuid, Path)), request_body = Withholding, security(("session" = []), ("token" = [])),
    responses((status = 200, body = QueuedStory), (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"), (status = 401, body = Problem, content_type = "application/problem+json"), (status = 422, body = Problem, content_type = "application/problem+json")))]
#[post("/moderation/stories/{id}/withhold")]
pub async fn withhold(
    services: web::Data<Services>,
    who: Who,
    id: web::Path<Uuid>,
    withholding: Body<Withholding>,
) -> Result<web::Json<QueuedStory>, Problem> {
    let right = who.scope.may_moderate()?;
    let Withholding { reason, counts } = withholding.0;
    Ok(web::Json(services.moderation.withhold(right, *id, reason.as_deref(), counts).await?.into()))
}
