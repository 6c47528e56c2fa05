//! What storytellers can do with a receipt. A receipt is sent in a request body and never in a URL.

use actix_web::{HttpRequest, HttpResponse, post, web};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::capture::{CaptureError, OpenedStory, Submission, WithAttachments};
use crate::http::support::admission::Open;
use crate::http::support::attachments::{Attachment, AttachmentBytes, shown};
use crate::http::support::body::{Body, TELLING};
use crate::http::support::documented_problems::{
    AttachmentNotFound, BodyProblems, DiskFull, RateLimited, ReceiptNotFound, ServiceProblems,
};
use crate::http::support::error::Problem;
use crate::http::support::services::Services;
use crate::http::support::story_body::StoryBody;
use crate::limits::ClientKey;
use crate::model::{Consent, ModerationState, Receipt};

/// The receipt of a story.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"receipt": "0A1B2-C3D4E-5F6G7-H8J9K-0M1N2-P"}))]
pub struct ReceiptRequest {
    /// 26 letters and digits; spaces and dashes are ignored.
    receipt: String,
}

/// A story as its storyteller sees it.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({
    "receipt": "0A1B2C3D4E5F6G7H8J9K0M1N2P", "id": "01990a3e-7c00-7000-8000-1f2e3d4c5b6a", "framework": "sheffield-send",
    "version": 1, "language": "en", "prompt": "moment", "title": "The phone call",
    "text": "Somebody rang back on the same day…", "answers": {"timing": {"dyad": 0.81}},
    "consent": {"analysis": true, "quotation": false}, "received": "2026-03-02", "state": "held", "correctable": true,
    "held_again": false, "worried": false, "attachments": [
        {"id": "01990a3e-7c00-7000-8000-5f4e3d2c1b0a", "kind": "voice", "media_type": "audio/webm", "bytes": 1234}
    ]
}))]
pub struct OwnStory {
    /// The receipt of the request, as 26 letters and digits. A response without it does not come from this service but, for
    /// example, from the sign-in page of a public network.
    receipt: String,
    #[serde(flatten)]
    story: StoryBody,
    /// Whether words can be changed without hiding any that a moderator has read: while the story is held. Consent and answers
    /// can be changed at any time.
    correctable: bool,
    /// Whether the story is held again: its storyteller changed it after a moderator had decided on it, and nobody has read it
    /// since.
    held_again: bool,
    /// Whether the storyteller is worried about the safety of a person.
    worried: bool,
    /// The attachments of the story.
    attachments: Vec<Attachment>,
}

impl From<OpenedStory> for OwnStory {
    fn from(own: OpenedStory) -> Self {
        let OpenedStory { receipt, story: WithAttachments { story, attachments }, held_again } = own;
        Self {
            receipt: receipt.reveal(),
            correctable: story.state == ModerationState::Held,
            held_again,
            worried: story.worried,
            story: story.into(),
            attachments: attachments.into_iter().map(Attachment::from).collect(),
        }
    }
}

/// Returns the story with this receipt.
#[utoipa::path(
    operation_id = "open_receipt", tag = "capture",
    request_body = ReceiptRequest,
    responses((status = 200, body = OwnStory), BodyProblems, ReceiptNotFound, RateLimited, ServiceProblems)
)]
#[post("/receipts/open")]
pub async fn open(services: web::Data<Services>, shown: Open<Body<ReceiptRequest>>) -> Result<web::Json<OwnStory>, Problem> {
    let opened = services.capture.open(&shown.body.0.receipt).await;
    Ok(web::Json(guarded(&services, shown.client, opened).await?.into()))
}

/// The receipt of a story, and the id of one of its attachments.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"receipt": "0A1B2-C3D4E-5F6G7-H8J9K-0M1N2-P", "id": "01990a3e-7c00-7000-8000-5f4e3d2c1b0a"}))]
pub struct AttachmentRequest {
    /// 26 letters and digits; spaces and dashes are ignored.
    receipt: String,
    /// The id of the attachment.
    id: Uuid,
}

/// Returns a recording or a picture of the story with this receipt, as `application/octet-stream` if `Accept` names only that.
#[utoipa::path(
    operation_id = "open_attachment", tag = "capture",
    request_body = AttachmentRequest,
    responses(
        (status = 200, description = "The bytes", content((AttachmentBytes = "audio/webm"), (AttachmentBytes = "audio/ogg"),
            (AttachmentBytes = "audio/mp4"), (AttachmentBytes = "image/jpeg"), (AttachmentBytes = "application/octet-stream"))),
        BodyProblems, AttachmentNotFound, RateLimited, ServiceProblems,
    )
)]
#[post("/receipts/attachment")]
pub async fn attachment(
    request: HttpRequest,
    services: web::Data<Services>,
    asked: Open<Body<AttachmentRequest>>,
) -> Result<HttpResponse, Problem> {
    let Body(AttachmentRequest { receipt, id }) = asked.body;
    let found = services.capture.attachment(&receipt, id).await;
    Ok(shown(&request, guarded(&services, asked.client, found).await?))
}

/// Replaces a story. The body is a whole story with its receipt, as for submission. Attachments stay, and so does the mark of a
/// story whose storyteller is worried about the safety of a person.
///
/// Consent, answers and `asked` can be changed at any time, and every view shows it when the response arrives. New words (title,
/// text, or free text of a choice) replace the old ones; if a moderator has decided on the story, it is held again, so that nobody
/// else sees its text until a moderator has read it. Words that are sent as they are stored change nothing. A new worry holds the
/// story as well.
#[utoipa::path(
    operation_id = "correct_story", tag = "capture",
    request_body = Submission,
    responses(
        (status = 200, body = OwnStory), BodyProblems, ReceiptNotFound, RateLimited, ServiceProblems, DiskFull,
    )
)]
#[post("/receipts/correct")]
pub async fn correct(
    services: web::Data<Services>,
    submission: Open<Body<Submission, TELLING>>,
) -> Result<web::Json<OwnStory>, Problem> {
    let corrected = services.capture.correct(&submission.body.0).await;
    Ok(web::Json(guarded(&services, submission.client, corrected).await?.into()))
}

/// The receipt of a story, and what its storyteller allows from now on.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "receipt": "0A1B2-C3D4E-5F6G7-H8J9K-0M1N2-P", "consent": {"analysis": true, "quotation": false}
}))]
pub struct ConsentRequest {
    /// 26 letters and digits; spaces and dashes are ignored.
    receipt: String,
    /// Both answers.
    consent: BothConsents,
}

/// An answer to each of the two questions for consent.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"analysis": true, "quotation": false}))]
pub struct BothConsents {
    /// Whether the story and its answers may be used in analysis.
    analysis: bool,
    /// Whether the cleared text may be quoted in public.
    quotation: bool,
}

/// Changes what a storyteller allows, whatever the state of the story. Both answers are given, so that none is taken back by
/// leaving it out. Every view shows it when the response arrives: without consent to analysis the story is in no search and no
/// pattern.
#[utoipa::path(
    operation_id = "change_consent", tag = "capture",
    request_body = ConsentRequest,
    responses((status = 200, body = OwnStory), BodyProblems, ReceiptNotFound, RateLimited, ServiceProblems, DiskFull)
)]
#[post("/receipts/consent")]
pub async fn consent(services: web::Data<Services>, asked: Open<Body<ConsentRequest>>) -> Result<web::Json<OwnStory>, Problem> {
    let Body(ConsentRequest { receipt, consent: BothConsents { analysis, quotation } }) = asked.body;
    let changed = services.capture.change_consent(&receipt, Consent { analysis, quotation }).await;
    Ok(web::Json(guarded(&services, asked.client, changed).await?.into()))
}

/// A withdrawn story.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"receipt": "0A1B2C3D4E5F6G7H8J9K0M1N2P", "state": "withdrawn"}))]
pub struct WithdrawnBody {
    /// The receipt of the request, as 26 letters and digits.
    receipt: String,
    /// Always `withdrawn`.
    state: &'static str,
}

impl From<Receipt> for WithdrawnBody {
    fn from(receipt: Receipt) -> Self {
        Self { receipt: receipt.reveal(), state: "withdrawn" }
    }
}

/// Withdraws a story: it is erased with its attachments. After the response no view shows it.
#[utoipa::path(
    operation_id = "withdraw_story", tag = "capture",
    request_body = ReceiptRequest,
    responses(
        (status = 200, description = "The story is erased", body = WithdrawnBody), BodyProblems, ReceiptNotFound, RateLimited,
        ServiceProblems, DiskFull,
    )
)]
#[post("/receipts/withdraw")]
pub async fn withdraw(
    services: web::Data<Services>,
    shown: Open<Body<ReceiptRequest>>,
) -> Result<web::Json<WithdrawnBody>, Problem> {
    let withdrawn = services.capture.withdraw(&shown.body.0.receipt).await;
    Ok(web::Json(guarded(&services, shown.client, withdrawn).await?.into()))
}

/// Delays clients that try receipts that do not exist. A receipt that exists is never delayed.
async fn guarded<T>(services: &Services, client: ClientKey, found: Result<T, CaptureError>) -> Result<T, Problem> {
    if matches!(found, Err(CaptureError::UnknownReceipt)) {
        services.limits.wrong_guess(client).await?;
    }
    Ok(found?)
}
