//! Versions of notices: listing, reading, writing and publishing them.

use actix_web::{get, post, put, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::access::MayEditNotices;
use crate::http::support::admission::Authorized;
use crate::http::support::body::{Body, TELLING};
use crate::http::support::documented_problems::{
    BodyProblems, DiskFull, NotFound, NoticeConflict, NoticeIncomplete, RightProblems, ServiceProblems,
};
use crate::http::support::error::Problem;
use crate::http::support::identity::Who;
use crate::http::support::services::Services;
use crate::model::{Language, Notice, NoticeKind, Revision};
use crate::notices::{NoticeError, StoredNotice};

/// The versions of all notices.
#[derive(Serialize, utoipa::ToSchema)]
pub struct NoticesBody {
    /// The versions, by kind and version.
    notices: Vec<NoticeEntry>,
}

/// A version of a notice in the list.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"kind": "privacy", "version": 1, "published": "2026-03-02", "languages": ["en"], "unfilled": ["controller"]}))]
pub struct NoticeEntry {
    /// Which notice it is.
    kind: NoticeKind,
    /// The version.
    version: u32,
    /// The day on which it was published; missing for a draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<NaiveDate>,
    /// The languages and wordings of its texts, the default one first.
    languages: Vec<Language>,
    /// The ids of the fields that its texts use and nobody has filled in.
    unfilled: Vec<String>,
}

/// A version of a notice, with what an edit must name.
#[derive(Serialize, utoipa::ToSchema)]
pub struct NoticeVersionBody {
    #[serde(flatten)]
    entry: NoticeEntry,
    /// The fields and texts.
    notice: Notice,
    /// A digest of the fields and texts. An edit names the one that was read.
    #[schema(value_type = String, example = "3f1c9a5be07d42186a0b9c8d7e6f5a41")]
    revision: Revision,
}

impl NoticeEntry {
    fn of(stored: &StoredNotice) -> Self {
        let languages = stored.notice.texts.iter().map(|text| text.language.clone()).collect();
        let unfilled = stored.notice.unfilled().into_iter().map(str::to_owned).collect();
        Self { kind: stored.kind, version: stored.version, published: stored.published, languages, unfilled }
    }
}

impl NoticeVersionBody {
    fn of(stored: StoredNotice) -> Result<web::Json<Self>, Problem> {
        let (entry, revision) = (NoticeEntry::of(&stored), stored.revision()?);
        Ok(web::Json(Self { entry, revision, notice: stored.notice }))
    }
}

/// A draft to store.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveNoticeRequest {
    /// The revision of the draft that was read; left out for a new one.
    #[schema(value_type = Option<String>, example = "3f1c9a5be07d42186a0b9c8d7e6f5a41")]
    revision: Option<Revision>,
    /// The fields and texts.
    notice: Notice,
}

/// A draft to publish.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"revision": "3f1c9a5be07d42186a0b9c8d7e6f5a41"}))]
pub struct PublishNoticeRequest {
    /// The revision of the draft that was read.
    #[schema(value_type = String, example = "3f1c9a5be07d42186a0b9c8d7e6f5a41")]
    revision: Revision,
}

/// Lists the versions of all notices, drafts too. For administrators.
#[utoipa::path(
    operation_id = "list_notices", tag = "notices", security(("session" = []), ("token" = [])),
    responses((status = 200, body = NoticesBody), RightProblems, ServiceProblems)
)]
#[get("/notices")]
pub async fn list(services: web::Data<Services>, who: Who) -> Result<web::Json<NoticesBody>, Problem> {
    let all = services.notices.all(who.scope.may_edit_notices()?).await?;
    Ok(web::Json(NoticesBody { notices: all.iter().map(NoticeEntry::of).collect() }))
}

/// Returns one version of a notice with its fields and all its texts, also a draft. For administrators.
#[utoipa::path(
    operation_id = "notice_version", tag = "notices", security(("session" = []), ("token" = [])),
    params(("kind" = NoticeKind, Path, example = "privacy"), ("version" = u32, Path, example = 1)),
    responses((status = 200, body = NoticeVersionBody), RightProblems, NotFound, ServiceProblems)
)]
#[get("/notices/{kind}/versions/{version}")]
pub async fn read(
    services: web::Data<Services>,
    who: Who,
    path: web::Path<(String, u32)>,
) -> Result<web::Json<NoticeVersionBody>, Problem> {
    let right = who.scope.may_edit_notices()?;
    let (kind, version) = named(&path)?;
    NoticeVersionBody::of(services.notices.version(right, kind, version).await?)
}

/// Stores a draft of the next version. For administrators.
#[utoipa::path(
    operation_id = "save_notice", tag = "notices", security(("session" = []), ("token" = [])),
    params(("kind" = NoticeKind, Path, example = "privacy"), ("version" = u32, Path, example = 2)),
    request_body = SaveNoticeRequest,
    responses(
        (status = 200, body = NoticeVersionBody), RightProblems, NotFound, BodyProblems, NoticeConflict, ServiceProblems, DiskFull,
    )
)]
#[put("/notices/{kind}/versions/{version}")]
pub async fn save(
    services: web::Data<Services>,
    path: web::Path<(String, u32)>,
    asked: Authorized<MayEditNotices, Body<SaveNoticeRequest, TELLING>>,
) -> Result<web::Json<NoticeVersionBody>, Problem> {
    let Authorized { right, body: Body(SaveNoticeRequest { revision, notice }), .. } = asked;
    NoticeVersionBody::of(services.notices.save(right, named(&path)?, revision, notice).await?)
}

/// Publishes a draft whose fields are filled in. Everybody sees it from now on, and it never changes. For administrators.
#[utoipa::path(
    operation_id = "publish_notice", tag = "notices", security(("session" = []), ("token" = [])),
    params(("kind" = NoticeKind, Path, example = "privacy"), ("version" = u32, Path, example = 2)),
    request_body = PublishNoticeRequest,
    responses(
        (status = 200, body = NoticeVersionBody), RightProblems, NotFound, BodyProblems, NoticeConflict, NoticeIncomplete,
        ServiceProblems, DiskFull,
    )
)]
#[post("/notices/{kind}/versions/{version}/publish")]
pub async fn publish(
    services: web::Data<Services>,
    path: web::Path<(String, u32)>,
    asked: Authorized<MayEditNotices, Body<PublishNoticeRequest>>,
) -> Result<web::Json<NoticeVersionBody>, Problem> {
    let Authorized { right, body: Body(PublishNoticeRequest { revision }), .. } = asked;
    NoticeVersionBody::of(services.notices.publish(right, named(&path)?, revision).await?)
}

/// The notice and the version of an address; a notice that there is not gives 404.
fn named(path: &(String, u32)) -> Result<(NoticeKind, u32), Problem> {
    let (kind, version) = path;
    // The store counts versions in 31 bits.
    let version = i32::try_from(*version).ok().filter(|version| *version > 0).ok_or(NoticeError::Unknown)?;
    Ok((kind.parse().map_err(|_| NoticeError::Unknown)?, version.unsigned_abs()))
}
