//! The one table from what went wrong to a status, told as a problem document (RFC 9457).
//!
//! - 400: the request cannot be read (broken JSON, nesting too deep).
//! - 401, 403: nobody has signed in; whoever has is there for something else.
//! - 404: there is no such thing. 409: it is there, but in another state. 413: too large. 415: not in a form that is taken here.
//! - 422: it can be read, but something in it is not right; `errors` names each field.
//! - 429: too often. 503: trying again later will help. 507: the disk is full. 500: a fault of ours.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, ResponseError};
use serde::Serialize;

use crate::access::Denied;
use crate::accounts::AccountsError;
use crate::capture::CaptureError;
use crate::explore::ExploreError;
use crate::model::Fault;
use crate::moderation::ModerationError;
use crate::projection::ProjectionError;
use crate::search::SearchError;
use crate::store::StoreError;

/// A conflict of which clients know what to do: the story can be sent without the join code.
const COLLECTION_CLOSED: &str = "urn:sensing:problem:conflict/collection-closed";

/// What is wrong, as `application/problem+json`.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(example = json!({
    "type": "urn:sensing:problem:unprocessable-content", "title": "Something in it is not right", "status": 422,
    "detail": "the three weights must sum to 1, and these sum to 0.9000",
    "errors": [{"field": "answers.difference.triad", "message": "the three weights must sum to 1, and these sum to 0.9000"}]
}))]
pub struct Problem {
    /// Names the kind of problem.
    #[serde(rename = "type")]
    kind: String,
    /// The kind of problem in words.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// What happened this time, and what can be done.
    detail: String,
    /// The fields that are not right.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<Fault>,
    #[serde(skip)]
    retry_after: Option<u32>,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.title, self.detail)
    }
}

impl Problem {
    /// A problem of that status.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        let (kind, title) = kind_of(status);
        Self {
            kind: format!("urn:sensing:problem:{kind}"),
            title,
            status: status.as_u16(),
            detail: detail.into(),
            errors: Vec::new(),
            retry_after: None,
        }
    }

    /// Fields that are not right.
    pub fn faulty(errors: Vec<Fault>) -> Self {
        let detail = errors.first().map_or_else(String::new, |fault| fault.message.clone());
        Self { errors, ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, detail) }
    }

    /// A problem that goes away by itself, in about so many seconds.
    pub fn later(status: StatusCode, detail: impl Into<String>, seconds: u32) -> Self {
        Self { retry_after: Some(seconds), ..Self::new(status, detail) }
    }

    /// A fault of ours: the log gets the reason, the client does not.
    pub fn ours(reason: &dyn std::fmt::Display) -> Self {
        tracing::error!(%reason, "a request failed");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "something went wrong on our side; nothing was changed by it")
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
        response.content_type("application/problem+json").body(body)
    }
}

fn kind_of(status: StatusCode) -> (&'static str, &'static str) {
    match status.as_u16() {
        400 => ("bad-request", "The request cannot be read"),
        401 => ("unauthorized", "Sign in first"),
        403 => ("forbidden", "Not allowed"),
        404 => ("not-found", "Nothing here"),
        405 => ("method-not-allowed", "Not with this method"),
        409 => ("conflict", "It stands otherwise"),
        413 => ("content-too-large", "Too large"),
        415 => ("unsupported-media-type", "Not in a form that is taken here"),
        422 => ("unprocessable-content", "Something in it is not right"),
        429 => ("too-many-requests", "Too often"),
        503 => ("service-unavailable", "Not just now"),
        507 => ("insufficient-storage", "No room left"),
        402..=499 => ("bad-request", "The request cannot be answered"),
        _ => ("internal", "Our fault"),
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match &error {
            StoreError::Unavailable(reason) => {
                tracing::warn!(reason, "the store cannot be reached");
                Self::later(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "the service cannot reach its database just now; nothing was lost on your side, try again in a moment",
                    2,
                )
            }
            StoreError::Full => {
                tracing::error!("the disk of the database is full");
                Self::later(
                    StatusCode::INSUFFICIENT_STORAGE,
                    "the service has no room left to keep anything just now; keep what you have and try again later",
                    60,
                )
            }
            StoreError::Conflict => {
                Self::later(StatusCode::SERVICE_UNAVAILABLE, "somebody else changed the same thing; try again", 1)
            }
            StoreError::Damaged(_) => {
                tracing::error!(reason = %error, "a request failed");
                let detail = "this is damaged in the database and is not given out; whoever runs the service can bring it back from a backup";
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
            CaptureError::ReceiptTaken | CaptureError::AlreadyRead => Self::new(StatusCode::CONFLICT, error.to_string()),
            CaptureError::Closed(_) => {
                Self { kind: COLLECTION_CLOSED.to_owned(), ..Self::new(StatusCode::CONFLICT, error.to_string()) }
            }
            CaptureError::UnknownReceipt | CaptureError::UnknownAttachment => {
                Self::new(StatusCode::NOT_FOUND, error.to_string())
            }
            CaptureError::Store(error) => error.into(),
        }
    }
}

impl From<ModerationError> for Problem {
    fn from(error: ModerationError) -> Self {
        match error {
            ModerationError::Faulty(faults) => Self::faulty(faults),
            ModerationError::Unknown | ModerationError::UnknownAttachment => {
                Self::new(StatusCode::NOT_FOUND, error.to_string())
            }
            ModerationError::Store(error) => error.into(),
        }
    }
}

impl From<ExploreError> for Problem {
    fn from(error: ExploreError) -> Self {
        match error {
            ExploreError::Faulty(fault) => Self::faulty(vec![fault]),
            ExploreError::UnknownStory | ExploreError::UnknownJob => Self::new(StatusCode::NOT_FOUND, error.to_string()),
            ExploreError::Projection(error) => error.into(),
            ExploreError::Search(SearchError::Unreadable(_) | SearchError::Busy | SearchError::Locked) => {
                Self::later(StatusCode::SERVICE_UNAVAILABLE, "the search index is not ready just now; try again in a moment", 2)
            }
            ExploreError::Search(error) => Self::ours(&error),
            ExploreError::Store(error) => error.into(),
            ExploreError::TooManyJobs => Self::later(StatusCode::TOO_MANY_REQUESTS, error.to_string(), 30),
            ExploreError::BrokenOff => {
                Self::later(StatusCode::SERVICE_UNAVAILABLE, "the service is stopping; try again in a moment", 2)
            }
        }
    }
}

impl From<ProjectionError> for Problem {
    fn from(error: ProjectionError) -> Self {
        match error {
            ProjectionError::Store(error) => error.into(),
            ProjectionError::Search(_) | ProjectionError::Columns(_) => Self::ours(&error),
            ProjectionError::Building(..) | ProjectionError::BrokenOff => {
                Self::later(StatusCode::SERVICE_UNAVAILABLE, format!("{error}; try again in a moment"), 1)
            }
        }
    }
}

impl From<AccountsError> for Problem {
    fn from(error: AccountsError) -> Self {
        match error {
            AccountsError::WrongCredentials => Self::new(StatusCode::UNAUTHORIZED, error.to_string()),
            AccountsError::TooManyAttempts => Self::later(StatusCode::TOO_MANY_REQUESTS, error.to_string(), 60),
            AccountsError::Store(error) => error.into(),
            AccountsError::Hashing => Self::ours(&error),
            AccountsError::Password { .. } => Self::faulty(vec![Fault::new("password", error)]),
            AccountsError::Name | AccountsError::Unknown(_) | AccountsError::NameTaken(_) => {
                Self::faulty(vec![Fault::new("name", error)])
            }
        }
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
