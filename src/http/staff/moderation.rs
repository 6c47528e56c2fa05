//! The moderation queue, and the decisions to clear or withhold a story.

use std::collections::BTreeMap;

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::access::{MayModerate, MayReadOriginals};
use crate::http::support::admission::Authorized;
use crate::http::support::attachments::{Attachment, AttachmentBytes, shown};
use crate::http::support::body::{Body, TELLING};
use crate::http::support::documented_problems::{
    BodyProblems, DiskFull, InvalidQuery, NotFound, OriginalNotFound, RightProblems, ServiceProblems, StoryChanged,
};
use crate::http::support::error::Problem;
use crate::http::support::identity::Who;
use crate::http::support::services::Services;
use crate::http::support::story_body::StoryBody;
use crate::model::{AnswerInput, ModerationState, Revision, Source, answer_bodies};
use crate::moderation::{ModerationError, Redaction, WithAttachments};

/// The page of the queue to return.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct QueueQuery {
    /// The state of the stories; `held` by default.
    state: Option<ModerationState>,
    /// The field `next` of the previous page.
    #[serde(default)]
    after: u64,
    /// The number of stories on a page: 1 to 100.
    limit: Option<u64>,
}

/// A page of the queue. Stories whose storyteller is worried about the safety of a person come first, then the oldest.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"total": 1, "stories": [{
    "id": "01990a3e-7c00-7000-8000-1f2e3d4c5b6a", "framework": "sheffield-send", "version": 1, "language": "en",
    "prompt": "moment", "title": "The phone call", "text": "Somebody rang back on the same day…",
    "write_ins": {"services": "the music project"}, "answers": {"timing": {"dyad": 0.81}},
    "consent": {"analysis": true, "quotation": false}, "received": "2026-03-02", "state": "held", "redacted": false,
    "counts": true, "revision": "5a0f6c1e9b3d47c28e01f4a6d29b7c53", "source": "told", "worried": true, "attachments": [
        {"id": "01990a3e-7c00-7000-8000-5f4e3d2c1b0a", "kind": "voice", "media_type": "audio/webm", "bytes": 1234}
    ]
}]}))]
pub struct QueueBody {
    /// The number of all stories in this state.
    #[schema(example = 12)]
    total: u64,
    /// The stories on this page.
    stories: Vec<QueuedStory>,
    /// The value of `after` for the next page; missing on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<u64>,
}

/// A story as moderators see it.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({
    "id": "01990a3e-7c00-7000-8000-1f2e3d4c5b6a", "framework": "sheffield-send", "version": 1, "language": "en",
    "prompt": "moment", "title": "The phone call", "text": "Somebody rang back on the same day…",
    "write_ins": {"services": "the music project"}, "answers": {"timing": {"dyad": 0.81}},
    "consent": {"analysis": true, "quotation": false}, "received": "2026-03-02", "state": "held", "redacted": false,
    "counts": true, "revision": "5a0f6c1e9b3d47c28e01f4a6d29b7c53", "source": "told", "worried": true, "attachments": [
        {"id": "01990a3e-7c00-7000-8000-5f4e3d2c1b0a", "kind": "voice", "media_type": "audio/webm", "bytes": 1234}
    ]
}))]
pub struct QueuedStory {
    #[serde(flatten)]
    story: StoryBody,
    /// The free text of choices, by signifier id. It counts as part of the text.
    #[schema(example = json!({"services": "the music project"}))]
    write_ins: BTreeMap<String, String>,
    /// Whether a moderator has redacted it.
    redacted: bool,
    /// Why it was withheld.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// Whether its answers count in patterns.
    counts: bool,
    /// What a decision on the story must name, so that it is about the story as it was read. It changes when the story does.
    #[schema(value_type = String, example = "5a0f6c1e9b3d47c28e01f4a6d29b7c53")]
    revision: Revision,
    /// How the story was received.
    source: Source,
    /// Whether the storyteller is worried about the safety of a person.
    worried: bool,
    /// The attachments of the story. Only moderators and the storyteller see them.
    attachments: Vec<Attachment>,
}

impl TryFrom<WithAttachments> for QueuedStory {
    type Error = Problem;

    fn try_from(queued: WithAttachments) -> Result<Self, Problem> {
        let WithAttachments { mut story, attachments } = queued;
        let revision = story.revision().map_err(ModerationError::from)?;
        let write_ins = story.answers.write_ins().map(|(id, words)| (id.to_owned(), words.to_owned())).collect();
        Ok(Self {
            write_ins,
            redacted: story.redacted,
            reason: story.withheld_because.take(),
            counts: story.counts,
            revision,
            source: story.source,
            worried: story.worried,
            attachments: attachments.into_iter().map(Attachment::from).collect(),
            story: story.into(),
        })
    }
}

/// How to clear a story. A missing field stays as the storyteller wrote it. The original is stored separately.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
#[schema(example = json!({
    "revision": "5a0f6c1e9b3d47c28e01f4a6d29b7c53", "text": "Somebody at [the school] rang back on the same day…"
}))]
pub struct ClearRequest {
    /// The revision of the story that was read.
    #[schema(value_type = String, required = true, example = "5a0f6c1e9b3d47c28e01f4a6d29b7c53")]
    revision: Option<Revision>,
    /// The redacted title.
    title: Option<String>,
    /// The redacted text.
    text: Option<String>,
    /// The redacted free text of choices, by signifier id. Empty text removes it.
    write_ins: BTreeMap<String, String>,
    /// Whether its answers count in patterns. If it is missing, that stays as it is.
    counts: Option<bool>,
}

/// How to withhold a story.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
#[schema(example = json!({
    "revision": "5a0f6c1e9b3d47c28e01f4a6d29b7c53", "reason": "a test, not a story", "counts": false
}))]
pub struct WithholdRequest {
    /// The revision of the story that was read.
    #[schema(value_type = String, required = true, example = "5a0f6c1e9b3d47c28e01f4a6d29b7c53")]
    revision: Option<Revision>,
    /// The reason, for other moderators.
    reason: Option<String>,
    /// Whether its answers count in patterns. Set this to `false` if it is not a story, such as a test. If it is missing, that
    /// stays as it is.
    counts: Option<bool>,
}

/// Lists the moderation queue, the oldest stories first.
#[utoipa::path(
    operation_id = "moderation_queue", tag = "moderation", security(("session" = []), ("token" = [])),
    params(QueueQuery),
    responses((status = 200, body = QueueBody), RightProblems, InvalidQuery, ServiceProblems)
)]
#[get("/moderation/stories")]
pub async fn queue(
    services: web::Data<Services>,
    who: Who,
    asked: web::Query<QueueQuery>,
) -> Result<web::Json<QueueBody>, Problem> {
    let right = who.scope.may_moderate()?;
    let state = asked.state.unwrap_or(ModerationState::Held);
    let limit = asked.limit.unwrap_or(20);
    let page = services.moderation.queue(right, state, asked.after, limit).await?;
    let stories = page.stories.into_iter().map(QueuedStory::try_from).collect::<Result<_, _>>()?;
    Ok(web::Json(QueueBody { total: page.total, stories, next: page.next }))
}

/// Returns a story in any state.
#[utoipa::path(
    operation_id = "moderation_story", tag = "moderation", security(("session" = []), ("token" = [])),
    params(("id" = Uuid, Path)),
    responses((status = 200, body = QueuedStory), RightProblems, NotFound, ServiceProblems)
)]
#[get("/moderation/stories/{id}")]
pub async fn read(services: web::Data<Services>, who: Who, id: web::Path<Uuid>) -> Result<web::Json<QueuedStory>, Problem> {
    let right = who.scope.may_moderate()?;
    Ok(web::Json(services.moderation.read(right, *id).await?.try_into()?))
}

/// Returns a recording or a picture of a story, as `application/octet-stream` if `Accept` names only that.
#[utoipa::path(
    operation_id = "moderation_attachment", tag = "moderation", security(("session" = []), ("token" = [])),
    params(("id" = Uuid, Path), ("attachment" = Uuid, Path)),
    responses(
        (status = 200, description = "The bytes", content((AttachmentBytes = "audio/webm"), (AttachmentBytes = "audio/ogg"),
            (AttachmentBytes = "audio/mp4"), (AttachmentBytes = "image/jpeg"), (AttachmentBytes = "application/octet-stream"))),
        RightProblems, NotFound, ServiceProblems, DiskFull,
    )
)]
#[get("/moderation/stories/{id}/attachments/{attachment}")]
pub async fn attachment(
    request: HttpRequest,
    services: web::Data<Services>,
    who: Who,
    path: web::Path<(Uuid, Uuid)>,
) -> Result<HttpResponse, Problem> {
    let right = who.scope.may_moderate()?;
    let (story, attachment) = path.into_inner();
    Ok(shown(&request, services.moderation.attachment(right, story, attachment).await?))
}

/// The reason for reading an original.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "the redaction was questioned by the family"}))]
pub struct OriginalRequest {
    /// The reason, for the audit log.
    reason: String,
}

/// A story as it was before redaction.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"title": "The phone call", "text": "Somebody rang back on the same day…",
    "answers": {"services": {"choice": ["other"], "write_in": "the music project"}}}))]
pub struct OriginalBody {
    /// The title as the storyteller wrote it; may be empty.
    title: String,
    /// The text as the storyteller wrote it.
    text: String,
    /// The answers by signifier id, with free text as the storyteller wrote them.
    answers: BTreeMap<String, AnswerInput>,
}

/// Returns a story as it was before redaction. For safeguarding leads. Every request is recorded in the audit log with its
/// reason.
#[utoipa::path(
    operation_id = "original_story", tag = "moderation", security(("session" = []), ("token" = [])),
    params(("id" = Uuid, Path)),
    request_body = OriginalRequest,
    responses((status = 200, body = OriginalBody), RightProblems, OriginalNotFound, BodyProblems, ServiceProblems, DiskFull)
)]
#[post("/moderation/stories/{id}/original")]
pub async fn original(
    services: web::Data<Services>,
    id: web::Path<Uuid>,
    request: Authorized<MayReadOriginals, Body<OriginalRequest>>,
) -> Result<web::Json<OriginalBody>, Problem> {
    let Authorized { right, body: Body(OriginalRequest { reason }), .. } = request;
    let original = services.moderation.original(right, *id, &reason).await?;
    let answers = answer_bodies(&original.answers);
    Ok(web::Json(OriginalBody { title: original.title, text: original.text, answers }))
}

/// Clears a story, with redactions if needed. After that it can be found and read. A story that changed after it was read
/// stays as it is.
#[utoipa::path(
    operation_id = "clear_story", tag = "moderation", security(("session" = []), ("token" = [])),
    params(("id" = Uuid, Path)),
    request_body = ClearRequest,
    responses((status = 200, body = QueuedStory), RightProblems, NotFound, StoryChanged, BodyProblems, ServiceProblems, DiskFull)
)]
#[post("/moderation/stories/{id}/clear")]
pub async fn clear(
    services: web::Data<Services>,
    id: web::Path<Uuid>,
    clearing: Authorized<MayModerate, Body<ClearRequest, TELLING>>,
) -> Result<web::Json<QueuedStory>, Problem> {
    let Authorized { right, body: Body(ClearRequest { revision, title, text, write_ins, counts }), .. } = clearing;
    let redaction = Redaction { title, text, write_ins };
    Ok(web::Json(services.moderation.clear(right, *id, revision, redaction, counts).await?.try_into()?))
}

/// Withholds a story. After that only moderators and the storyteller can read it. A story that changed after it was read
/// stays as it is.
#[utoipa::path(
    operation_id = "withhold_story", tag = "moderation", security(("session" = []), ("token" = [])),
    params(("id" = Uuid, Path)),
    request_body = WithholdRequest,
    responses((status = 200, body = QueuedStory), RightProblems, NotFound, StoryChanged, BodyProblems, ServiceProblems, DiskFull)
)]
#[post("/moderation/stories/{id}/withhold")]
pub async fn withhold(
    services: web::Data<Services>,
    id: web::Path<Uuid>,
    withholding: Authorized<MayModerate, Body<WithholdRequest>>,
) -> Result<web::Json<QueuedStory>, Problem> {
    let Authorized { right, body: Body(WithholdRequest { revision, reason, counts }), .. } = withholding;
    let reason = reason.as_deref();
    Ok(web::Json(services.moderation.withhold(right, *id, revision, reason, counts).await?.try_into()?))
}
