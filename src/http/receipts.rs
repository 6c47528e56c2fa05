//! What a storyteller can do with their receipt. It travels in the body, never in an address.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, post, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Services;
use super::attachments::{Attachment, AttachmentBytes, shown};
use super::body::Body;
use super::error::Problem;
use crate::capture::{AnswerInput, Submission, answers_given};
use crate::model::{Consent, Language, ModerationState};
use crate::store::WithAttachments;

/// A receipt.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"receipt": "0A1B2-C3D4E-5F6G7-H8J9K-0M1N2-P"}))]
pub struct ReceiptShown {
    /// 26 letters and digits; spaces and dashes do not matter.
    receipt: String,
}

/// A storyteller's own story.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({
    "id": "01990a3e-7c00-7000-8000-1f2e3d4c5b6a", "framework": "sheffield-send", "version": 1, "language": "en", "prompt": "moment", "title": "The phone call",
    "text": "Somebody rang back on the same day…", "answers": {"timing": {"dyad": 0.81}},
    "consent": {"analysis": true, "quotation": false}, "received": "2026-03-02", "state": "held", "correctable": true,
    "worried": false, "attachments": [{"id": "01990a3e-7c00-7000-8000-5f4e3d2c1b0a", "kind": "voice", "media_type": "audio/webm", "bytes": 1234}]
}))]
pub struct OwnStory {
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
    state: ModerationState,
    /// The day it came in.
    received: NaiveDate,
    /// Whether it can still be corrected.
    correctable: bool,
    /// Whether the storyteller is worried about somebody's safety.
    worried: bool,
    /// What came with it.
    attachments: Vec<Attachment>,
}

impl From<WithAttachments> for OwnStory {
    fn from(own: WithAttachments) -> Self {
        let WithAttachments { story, attachments } = own;
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
            state: story.state,
            received: story.received,
            correctable: story.state == ModerationState::Held,
            worried: story.worried,
            attachments: attachments.into_iter().map(Attachment::from).collect(),
        }
    }
}

/// Shows a storyteller their own story.
#[utoipa::path(operation_id = "open_receipt", tag = "capture", request_body = ReceiptShown, responses((status = 200, body = OwnStory),
    (status = 404, description = "No story stands under this receipt, or it was withdrawn", body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")))]
#[post("/receipts/open")]
pub async fn open(services: web::Data<Services>, shown: Body<ReceiptShown>) -> Result<web::Json<OwnStory>, Problem> {
    Ok(web::Json(services.capture.open(&shown.0.receipt).await?.into()))
}

/// A receipt, and what is wanted of its story.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"receipt": "0A1B2-C3D4E-5F6G7-H8J9K-0M1N2-P", "id": "01990a3e-7c00-7000-8000-5f4e3d2c1b0a"}))]
pub struct AttachmentAsked {
    /// 26 letters and digits; spaces and dashes do not matter.
    receipt: String,
    /// The attachment's id.
    id: Uuid,
}

/// Gives a storyteller back a voice or a picture that came with their story.
#[utoipa::path(operation_id = "open_attachment", tag = "capture", request_body = AttachmentAsked, responses(
    (status = 200, description = "The bytes", content((AttachmentBytes = "audio/webm"), (AttachmentBytes = "audio/ogg"),
        (AttachmentBytes = "audio/mp4"), (AttachmentBytes = "image/jpeg"))),
    (status = 404, description = "No story stands under this receipt, or no such file came with it", body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")))]
#[post("/receipts/attachment")]
pub async fn attachment(services: web::Data<Services>, asked: Body<AttachmentAsked>) -> Result<HttpResponse, Problem> {
    Ok(shown(services.capture.attachment(&asked.0.receipt, asked.0.id).await?))
}

/// Replaces a story that nobody has read yet. The body is a whole story, as when telling it, with its receipt. What came
/// with it stays, and so does a worry that was told before.
#[utoipa::path(operation_id = "correct_story", tag = "capture", request_body = Submission, responses((status = 200, body = OwnStory),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "A moderator has read it", body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")))]
#[post("/receipts/correct")]
pub async fn correct(services: web::Data<Services>, submission: Body<Submission>) -> Result<web::Json<OwnStory>, Problem> {
    Ok(web::Json(services.capture.correct(&submission.0).await?.into()))
}

/// Withdraws a story: it is erased with what came with it, and no view shows it any more when this answers.
#[utoipa::path(operation_id = "withdraw_story", tag = "capture", request_body = ReceiptShown, responses((status = 204, description = "It is gone"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")))]
#[post("/receipts/withdraw")]
pub async fn withdraw(services: web::Data<Services>, shown: Body<ReceiptShown>) -> Result<HttpResponse, Problem> {
    services.capture.withdraw(&shown.0.receipt).await?;
    Ok(HttpResponse::NoContent().finish())
}
