//! The audit log.

use actix_web::{get, web};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::audit::{AuditEntry, AuditFilter};
use crate::http::support::documented_problems::{InvalidQuery, RightProblems, ServiceProblems};
use crate::http::support::error::Problem;
use crate::http::support::identity::Who;
use crate::http::support::services::Services;
use crate::model::{Action, Fault};

/// The rows of the audit log to return.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct AuditQuery {
    /// How many of the newest rows to pass over: the field `next` of the previous page.
    #[serde(default)]
    skip: u64,
    /// Only rows about this story, collection, framework (`SLUG/VERSION`) or account.
    subject: Option<String>,
    /// Only rows of this member of staff.
    staff: Option<Uuid>,
    /// Only rows of this action, such as `story_withheld`.
    action: Option<String>,
    /// The number of rows on a page: 1 to 200.
    limit: Option<u64>,
}

/// A page of the audit log, the newest row first.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"entries": [{"day": "2026-03-02", "at": "2026-03-02T10:15:00Z", "actor": "staff",
    "staff": "01990a3e-7c00-7000-8000-1f2e3d4c5b6a", "name": "ada", "action": "story_cleared", "subject_kind": "story",
    "subject": "01990a3e-7c00-7000-8000-5f4e3d2c1b0a", "detail": {"from": "held", "changes_words": true}}], "next": 50}))]
pub struct AuditBody {
    /// The rows.
    entries: Vec<AuditEntryBody>,
    /// The value of `skip` for the next page; missing on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<u64>,
}

/// A row of the audit log: who did what, on what, when and why.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"day": "2026-03-02", "at": "2026-03-02T10:15:00Z", "actor": "staff",
    "staff": "01990a3e-7c00-7000-8000-1f2e3d4c5b6a", "name": "ada", "action": "story_cleared", "subject_kind": "story",
    "subject": "01990a3e-7c00-7000-8000-5f4e3d2c1b0a", "detail": {"from": "held", "changes_words": true}}))]
pub struct AuditEntryBody {
    /// The day: that of `at` in UTC, or for storytellers the day in the service's time zone.
    day: NaiveDate,
    /// The time; missing for storytellers, of whom only the day is stored.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<DateTime<Utc>>,
    /// `staff`, `operator` (at the command line), `storyteller`, or `service`.
    #[schema(example = "staff")]
    actor: String,
    /// The id of the member of staff.
    #[serde(skip_serializing_if = "Option::is_none")]
    staff: Option<Uuid>,
    /// The name of the member of staff, as it is now.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// The action.
    #[schema(example = "story_cleared")]
    action: String,
    /// The kind of its subject.
    #[schema(example = "story")]
    subject_kind: String,
    /// The id of its subject.
    #[schema(example = "01990a3e-7c00-7000-8000-5f4e3d2c1b0a")]
    subject: String,
    /// The reason. Reasons about stories are shown to moderators only, and are erased when the story is withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// Details of the action.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    detail: Option<serde_json::Value>,
}

impl From<AuditEntry> for AuditEntryBody {
    fn from(entry: AuditEntry) -> Self {
        let AuditEntry { day, at, actor, staff, name, action, subject_kind, subject, reason, detail } = entry;
        Self { day, at, actor, staff, name, action, subject_kind, subject, reason, detail }
    }
}

/// Lists the rows of the audit log, the newest first. For administrators.
#[utoipa::path(
    operation_id = "audit", tag = "staff", security(("session" = []), ("token" = [])),
    params(AuditQuery),
    responses((status = 200, body = AuditBody), RightProblems, InvalidQuery, ServiceProblems)
)]
#[get("/audit")]
pub async fn list(
    services: web::Data<Services>,
    who: Who,
    query: web::Query<AuditQuery>,
) -> Result<web::Json<AuditBody>, Problem> {
    let right = who.scope.may_audit()?;
    let AuditQuery { skip, subject, staff, action, limit } = query.into_inner();
    let action = action.map(|name| {
        let unknown = || {
            let known = Action::ALL.iter().map(|action| action.name()).collect::<Vec<_>>().join(", ");
            Problem::faulty(vec![Fault::new("action", format!("there is no such action; choose from {known}"))])
        };
        Action::named(&name).ok_or_else(unknown)
    });
    let filter = AuditFilter { skip, subject, staff, action: action.transpose()?, limit: limit.unwrap_or(50) };
    let page = services.audit.page(right, who.scope.may_moderate().ok(), filter).await?;
    Ok(web::Json(AuditBody { entries: page.entries.into_iter().map(AuditEntryBody::from).collect(), next: page.next }))
}
