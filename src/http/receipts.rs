//! What a storyteller can do with their receipt. It travels in the body, never in an address.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, post, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Services;
use super::body::Body;
use super::error::Problem;
use crate::capture::{AnswerInput, Submission, answers_given};
use crate::model::{Consent, Language, ModerationState};
use crate::store::StoredStory;

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
    "consent": {"analysis": true, "quotation": false}, "received": "2026-03-02", "state": "held", "correctable": true
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
}

impl From<StoredStory> for OwnStory {
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
            state: story.state,
            received: story.received,
            correctable: story.state == ModerationState::Held,
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

/// Replaces a story that nobody has read yet. The body is a whole story, as when telling it, with its receipt.
#[utoipa::path(operation_id = "correct_story", tag = "capture", request_body = Submission, responses((status = 200, body = OwnStory),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "A moderator has read it", body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")))]
#[post("/receipts/correct")]
pub async fn correct(services: web::Data<Services>, submission: Body<Submission>) -> Result<web::Json<OwnStory>, Problem> {
    Ok(web::Json(services.capture.correct(&submission.0).await?.into()))
}

/// Withdraws a story: it is erased, and no view shows it any more when this answers.
#[utoipa::path(operation_id = "withdraw_story", tag = "capture", request_body = ReceiptShown, responses((status = 204, description = "It is gone"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")))]
#[post("/receipts/withdraw")]
pub async fn withdraw(services: web::Data<Services>, shown: Body<ReceiptShown>) -> Result<HttpResponse, Problem> {
    services.capture.withdraw(&shown.0.receipt).await?;
    Ok(HttpResponse::NoContent().finish())
}
