//! The one table from errors to HTTP statuses, and the problem document that reports them (RFC 9457).
//!
//! - 400: the request cannot be read, for example because it is not JSON.
//! - 401: the request needs a session or a token. 403: the account has no right to do this.
//! - 404: there is no such thing. 409: it exists, but in a state that does not allow the request.
//! - 406: the client accepts no encoding that the service has.
//! - 408: the body arrived too slowly. 413: it is too large. 415: its media type is not supported.
//! - 422: the request can be read, but some fields are not valid; `errors` names each of them.
//! - 429: too many requests. 503: the service cannot answer now. 507: the disk is full. `Retry-After` says when to try again.
//! - 500: the service failed. Its log says why.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, ResponseError};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use crate::access::Denied;
use crate::accounts::AccountsError;
use crate::analysis::AnalysisError;
use crate::capture::CaptureError;
use crate::collections::CollectionError;
use crate::exchange::{ExportError, ExportsError, ImportsError};
use crate::limits::TooManyRequests;
use crate::model::Fault;
use crate::moderation::ModerationError;
use crate::notices::NoticeError;
use crate::projection::ProjectionError;
use crate::search::SearchError;
use crate::store::{AuditEntry, StoreError};

/// The media type of a problem document.
pub const PROBLEM_JSON: &str = "application/problem+json";
/// A conflict that clients can resolve: they can send the story without the join code.
const COLLECTION_CLOSED: &str = "urn:sensing:problem:conflict/collection-closed";
/// A conflict that administrators can resolve: they can read the draft as it is now.
const NOTICE_CHANGED: &str = "urn:sensing:problem:conflict/notice-changed";
/// A conflict that staff can resolve: they can read the collection as it is now.
const COLLECTION_CHANGED: &str = "urn:sensing:problem:conflict/collection-changed";

/// A sign-in that the browser would not keep.
const NOT_SECURE: &str = "urn:sensing:problem:forbidden/not-secure";
/// A conflict that moderators can resolve: they can read the story as it is now.
const STORY_CHANGED: &str = "urn:sensing:problem:conflict/story-changed";

/// Who changed a story last, what they did, and when.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"action": "story_withheld", "actor": "staff", "name": "ada", "day": "2026-03-02",
    "at": "2026-03-02T10:15:00Z", "reason": "names a child"}))]
pub struct StoryChange {
    /// `story_cleared`, `story_withheld` or `story_corrected`, as in the audit log.
    #[schema(example = "story_withheld")]
    action: String,
    /// `staff`, or `storyteller` for a correction.
    #[schema(example = "staff")]
    actor: String,
    /// The name of the member of staff.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// The day.
    day: NaiveDate,
    /// The time; missing for storytellers, of whom only the day is stored.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<DateTime<Utc>>,
    /// The reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// A problem document: why a request failed, as `application/problem+json`.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(example = json!({
    "type": "urn:sensing:problem:unprocessable-content", "title": "Unprocessable content: some fields are not valid", "status": 422,
    "detail": "the three weights must sum to 1, and these sum to 0.9000",
    "errors": [{"field": "answers.difference.triad", "message": "the three weights must sum to 1, and these sum to 0.9000"}]
}))]
pub struct Problem {
    /// The kind of problem, as a URN.
    #[serde(rename = "type")]
    kind: String,
    /// The meaning of the HTTP status, in words.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// What is wrong with this request, and what to do.
    detail: String,
    /// The fields that are not valid.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<Fault>,
    /// For a decision on a story that changed after it was read: who changed it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    changed: Option<Box<StoryChange>>,
    #[serde(skip)]
    retry_after: Option<u32>,
}

impl From<AuditEntry> for StoryChange {
    fn from(entry: AuditEntry) -> Self {
        let AuditEntry { action, actor, name, day, at, reason, .. } = entry;
        Self { action, actor, name, day, at, reason }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.title, self.detail)
    }
}

impl Problem {
    /// A problem with this status.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        let (kind, title) = kind_of(status);
        Self {
            kind: format!("urn:sensing:problem:{kind}"),
            title,
            status: status.as_u16(),
            detail: detail.into(),
            errors: Vec::new(),
            changed: None,
            retry_after: None,
        }
    }

    /// Status 422: these fields are not valid.
    pub fn faulty(errors: Vec<Fault>) -> Self {
        let detail = errors.first().map_or_else(String::new, |fault| fault.message.clone());
        Self { errors, ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, detail) }
    }

    /// A problem that passes by itself. The client is told to try again after `seconds`.
    pub fn later(status: StatusCode, detail: impl Into<String>, seconds: u32) -> Self {
        Self { retry_after: Some(seconds), ..Self::new(status, detail) }
    }

    /// Status 403: the browser would drop the session cookie.
    pub fn not_secure() -> Self {
        let detail = "signing in needs HTTPS: this request came over plain HTTP, so the browser would drop the sign-in at once; \
                      open the address of this service that begins with https://, or http://localhost on its own machine";
        Self { kind: NOT_SECURE.to_owned(), ..Self::new(StatusCode::FORBIDDEN, detail) }
    }

    /// Status 503: the bodies that are being received take all the memory that is set aside for them.
    pub fn no_room_for_bodies() -> Self {
        let detail = "the service is receiving too many requests at once; nothing was lost, so keep what you have and try again in a few seconds";
        Self::later(StatusCode::SERVICE_UNAVAILABLE, detail, 5)
    }

    /// Status 500: the service failed. The reason goes to the log and not to the client.
    pub fn ours(reason: &dyn std::fmt::Display) -> Self {
        tracing::error!(%reason, "a request failed");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "the service failed; try again, and tell its operator if it fails again")
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        if let Some(seconds) = self.retry_after {
            response.insert_header((header::RETRY_AFTER, seconds.to_string()));
        }
        if self.status == 401 {
            response.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
        }
        let body = serde_json::to_string(self).unwrap_or_default();
        response.content_type(PROBLEM_JSON).body(body)
    }
}

fn kind_of(status: StatusCode) -> (&'static str, &'static str) {
    match status.as_u16() {
        400 => ("bad-request", "Bad request"),
        401 => ("unauthorized", "Unauthorized"),
        403 => ("forbidden", "Forbidden"),
        404 => ("not-found", "Not found"),
        405 => ("method-not-allowed", "Method not allowed"),
        406 => ("not-acceptable", "Not acceptable: no encoding fits the header Accept-Encoding"),
        408 => ("request-timeout", "Request timeout"),
        409 => ("conflict", "Conflict"),
        413 => ("content-too-large", "Content too large"),
        415 => ("unsupported-media-type", "Unsupported media type"),
        422 => ("unprocessable-content", "Unprocessable content: some fields are not valid"),
        429 => ("too-many-requests", "Too many requests"),
        503 => ("service-unavailable", "Service unavailable"),
        507 => ("insufficient-storage", "Insufficient storage"),
        402..=499 => ("bad-request", "Bad request"),
        _ => ("internal", "Internal server error"),
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match &error {
            StoreError::Unavailable(reason) => {
                tracing::warn!(reason, "the store cannot be reached");
                Self::later(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "the service cannot reach its database; keep what you have and try again in a few seconds",
                    2,
                )
            }
            StoreError::Full => {
                tracing::error!("the disk of the database is full");
                Self::later(
                    StatusCode::INSUFFICIENT_STORAGE,
                    "the disk of the service is full; keep what you have and try again later",
                    60,
                )
            }
            StoreError::Conflict => Self::later(
                StatusCode::SERVICE_UNAVAILABLE,
                "another request changed the same thing at the same time; try again",
                1,
            ),
            StoreError::Damaged(_) => {
                tracing::error!(reason = %error, "a request failed");
                let detail = "the stored data is damaged; ask the operator of the service to restore it from a backup";
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, detail)
            }
            StoreError::Unreadable(_) | StoreError::Refused(_) => Self::ours(&error),
        }
    }
}

impl From<CaptureError> for Problem {
    fn from(error: CaptureError) -> Self {
        match error {
            CaptureError::Faulty(faults) => Self::faulty(faults),
            CaptureError::ReceiptTaken => Self::new(StatusCode::CONFLICT, error.to_string()),
            CaptureError::Closed(_) => {
                Self { kind: COLLECTION_CLOSED.to_owned(), ..Self::new(StatusCode::CONFLICT, error.to_string()) }
            }
            CaptureError::UnknownReceipt | CaptureError::UnknownAttachment => {
                Self::new(StatusCode::NOT_FOUND, error.to_string())
            }
            CaptureError::Busy => Self::later(StatusCode::SERVICE_UNAVAILABLE, error.to_string(), 5),
            CaptureError::Store(error) => error.into(),
        }
    }
}

impl From<CollectionError> for Problem {
    fn from(error: CollectionError) -> Self {
        match error {
            CollectionError::Faulty(faults) => Self::faulty(faults),
            CollectionError::Unknown => Self::new(StatusCode::NOT_FOUND, error.to_string()),
            CollectionError::Stale => {
                Self { kind: COLLECTION_CHANGED.to_owned(), ..Self::new(StatusCode::CONFLICT, error.to_string()) }
            }
            CollectionError::Store(error) => error.into(),
        }
    }
}

impl From<NoticeError> for Problem {
    fn from(error: NoticeError) -> Self {
        match error {
            NoticeError::Faulty(faults) => Self::faulty(faults),
            NoticeError::Unknown => Self::new(StatusCode::NOT_FOUND, error.to_string()),
            NoticeError::Published => Self::new(StatusCode::CONFLICT, error.to_string()),
            NoticeError::Stale => {
                Self { kind: NOTICE_CHANGED.to_owned(), ..Self::new(StatusCode::CONFLICT, error.to_string()) }
            }
            NoticeError::Store(error) => error.into(),
        }
    }
}

impl From<ImportsError> for Problem {
    fn from(error: ImportsError) -> Self {
        match error {
            ImportsError::Faulty(faults) => Self::faulty(faults),
            ImportsError::Unknown => Self::new(StatusCode::NOT_FOUND, error.to_string()),
            ImportsError::Busy | ImportsError::BrokenOff => Self::later(StatusCode::SERVICE_UNAVAILABLE, error.to_string(), 5),
            ImportsError::Store(error) => error.into(),
        }
    }
}

impl From<ModerationError> for Problem {
    fn from(error: ModerationError) -> Self {
        let detail = error.to_string();
        match error {
            ModerationError::Faulty(faults) => Self::faulty(faults),
            ModerationError::Unknown | ModerationError::NoOriginal | ModerationError::UnknownAttachment => {
                Self::new(StatusCode::NOT_FOUND, detail)
            }
            ModerationError::Stale(change) => {
                let changed = change.map(|change| Box::new(StoryChange::from(*change)));
                Self { kind: STORY_CHANGED.to_owned(), changed, ..Self::new(StatusCode::CONFLICT, detail) }
            }
            ModerationError::Store(error) => error.into(),
        }
    }
}

impl From<AnalysisError> for Problem {
    fn from(error: AnalysisError) -> Self {
        match error {
            AnalysisError::Faulty(fault) => Self::faulty(vec![fault]),
            AnalysisError::UnknownStory | AnalysisError::UnknownJob | AnalysisError::UnknownView => {
                Self::new(StatusCode::NOT_FOUND, error.to_string())
            }
            AnalysisError::Projection(error) => error.into(),
            AnalysisError::Search(SearchError::Unreadable(_) | SearchError::Busy | SearchError::Locked) => {
                Self::later(StatusCode::SERVICE_UNAVAILABLE, "the search index is not ready; try again in a few seconds", 2)
            }
            AnalysisError::Search(error) => Self::ours(&error),
            AnalysisError::Store(error) => error.into(),
            AnalysisError::TooManyJobs => Self::later(StatusCode::TOO_MANY_REQUESTS, error.to_string(), 30),
            AnalysisError::BrokenOff => {
                Self::later(StatusCode::SERVICE_UNAVAILABLE, "the service is stopping; try again in a few seconds", 2)
            }
        }
    }
}

impl From<ExportsError> for Problem {
    fn from(error: ExportsError) -> Self {
        let detail = error.to_string();
        match error {
            ExportsError::Faulty(fault) => Self::faulty(vec![fault]),
            ExportsError::Unknown => Self::new(StatusCode::NOT_FOUND, detail),
            ExportsError::Own => Self::new(StatusCode::FORBIDDEN, detail),
            ExportsError::TooManyOpen
            | ExportsError::TooManyToday
            | ExportsError::State(_)
            | ExportsError::TooFew(_)
            | ExportsError::TooMany(_)
            | ExportsError::NoTexts(_) => Self::new(StatusCode::CONFLICT, detail),
            ExportsError::Busy => Self::later(StatusCode::SERVICE_UNAVAILABLE, detail, 60),
            ExportsError::BrokenOff => Self::later(StatusCode::SERVICE_UNAVAILABLE, detail, 2),
            ExportsError::File(_) => Self::ours(&detail),
            ExportsError::Analysis(error) => error.into(),
            ExportsError::Store(error) => error.into(),
            ExportsError::Export(error) => match error {
                ExportError::Full(_) => {
                    tracing::error!("the disk has no room for an export");
                    let detail = "the disk of the service has no room for this file; select fewer stories, or try again later";
                    Self::later(StatusCode::INSUFFICIENT_STORAGE, detail, 60)
                }
                ExportError::TooLarge(_) => Self::faulty(vec![Fault::new("format", detail)]),
                ExportError::BrokenOff | ExportError::Hidden(_) => {
                    Self::later(StatusCode::SERVICE_UNAVAILABLE, "the export was interrupted; try again in a few seconds", 2)
                }
                ExportError::Store(error) => error.into(),
                error => Self::ours(&error),
            },
        }
    }
}

impl From<ProjectionError> for Problem {
    fn from(error: ProjectionError) -> Self {
        match error {
            ProjectionError::Store(error) => error.into(),
            ProjectionError::Search(_) | ProjectionError::Columns(_) => Self::ours(&error),
            ProjectionError::Building(..) | ProjectionError::BrokenOff => {
                Self::later(StatusCode::SERVICE_UNAVAILABLE, format!("{error}; try again in a few seconds"), 1)
            }
        }
    }
}

impl From<AccountsError> for Problem {
    fn from(error: AccountsError) -> Self {
        match error {
            AccountsError::WrongCredentials => Self::new(StatusCode::UNAUTHORIZED, error.to_string()),
            AccountsError::Busy => Self::later(StatusCode::TOO_MANY_REQUESTS, error.to_string(), 2),
            AccountsError::Store(error) => error.into(),
            AccountsError::Hashing => Self::ours(&error),
            AccountsError::Password { .. } => Self::faulty(vec![Fault::new("password", error)]),
            AccountsError::Name | AccountsError::Unknown(_) | AccountsError::NameTaken(_) => {
                Self::faulty(vec![Fault::new("name", error)])
            }
        }
    }
}

impl From<TooManyRequests> for Problem {
    fn from(refused: TooManyRequests) -> Self {
        Self::later(StatusCode::TOO_MANY_REQUESTS, refused.to_string(), refused.seconds())
    }
}

impl From<Denied> for Problem {
    fn from(denied: Denied) -> Self {
        let status = match denied {
            Denied::SignInFirst => StatusCode::UNAUTHORIZED,
            Denied::NotYours(_) => StatusCode::FORBIDDEN,
        };
        Self::new(status, denied.to_string())
    }
}
