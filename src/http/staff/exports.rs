//! Exports: asking for one, deciding on it, and downloading its file.

use actix_web::{HttpResponse, get, post, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::access::{MayDecideExports, MayExport};
use crate::exchange::{Format, MadeSoFar, SeenExport, SeenExports, WantedExport};
use crate::http::support::admission::Authorized;
use crate::http::support::body::Body;
use crate::http::support::documented_problems::{
    BodyProblems, DiskFull, ExportConflict, ExportNotFound, FileProblems, OwnExport, RightProblems, ServiceProblems,
    TooManyExports,
};
use crate::http::support::error::Problem;
use crate::http::support::identity::Who;
use crate::http::support::sent_file::saved;
use crate::http::support::services::Services;
use crate::model::{ExportState, Language, Selection};

/// An export to ask for.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"selection": {"framework": "sheffield-send", "answers": {"audience": ["family"]}}, "format": "csv",
    "table": "stories", "texts": false, "language": "en", "reason": "Figures for the workshop on waiting in May"}))]
pub struct ExportRequest {
    /// Which stories; at least 10.
    #[serde(default)]
    selection: Selection,
    /// The format: `csv`, `xlsx`, `parquet`, `jsonl`, `datapackage` or `sensemaker`.
    format: String,
    /// The one table that is wanted: `stories`, `answers` or `framework`. All of them in one file when missing; `xlsx`,
    /// `datapackage` and `sensemaker` have no single tables.
    #[serde(default)]
    table: Option<String>,
    /// Whether with titles, texts and own words, as far as they are cleared. A second person must agree.
    #[serde(default)]
    texts: bool,
    /// The language of titles and labels; English by default.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "en")]
    language: Option<Language>,
    /// What the export is for: 3 to 500 characters.
    reason: String,
}

/// Why an export is refused.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "Ask for one school year only"}))]
pub struct ExportRefusal {
    /// What the person who asked is told: 3 to 500 characters.
    reason: String,
}

/// How much of a file has been made.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"read": 12000, "of": 40000}))]
pub struct MakingBody {
    /// Stories that were read.
    read: u64,
    /// How many there are.
    of: u64,
}

impl From<MadeSoFar> for MakingBody {
    fn from(so_far: MadeSoFar) -> Self {
        Self { read: so_far.read, of: so_far.of }
    }
}

/// A request for an export.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"id": "01990a3e-7c00-7000-8000-1f2e3d4c5b6a", "owner": "ada", "own": true, "asked": "2026-03-02", "state": "agreed",
    "selection": {"framework": "sheffield-send", "answers": {"audience": ["family"]}}, "stories": 412, "format": "csv", "table": "stories",
    "texts": false, "language": "en", "reason": "Figures for the workshop on waiting in May", "decided": "2026-03-02", "last_day": "2026-03-09"}))]
pub struct ExportBody {
    /// Its id.
    id: Uuid,
    /// The name of the member of staff who asks.
    owner: String,
    /// Whether that is the account that looks.
    own: bool,
    /// The day on which it was asked for.
    asked: NaiveDate,
    /// How far it has come.
    state: ExportState,
    /// Which stories. The file has those that match when it is downloaded.
    selection: Selection,
    /// How many stories matched when it was asked for.
    stories: u64,
    /// The format.
    #[schema(example = "csv")]
    format: String,
    /// The one table that is wanted; missing for all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<String>,
    /// Whether with texts.
    texts: bool,
    /// The language of titles and labels.
    #[schema(value_type = String, example = "en")]
    language: Language,
    /// What it is for.
    reason: String,
    /// The day on which it was agreed to or refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    decided: Option<NaiveDate>,
    /// The name of the second person; missing when it was agreed to at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    decided_by: Option<String>,
    /// Why it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<String>,
    /// The last day on which it can be decided on, or downloaded once it was agreed to.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_day: Option<NaiveDate>,
    /// The day of the last download.
    #[serde(skip_serializing_if = "Option::is_none")]
    downloaded: Option<NaiveDate>,
    /// How much of the file has been made, while this node makes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    making: Option<MakingBody>,
}

/// The requests for exports that an account sees, the newest first.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"own": [], "others": [{"id": "01990a3e-7c00-7000-8000-1f2e3d4c5b6a", "owner": "ada", "own": false,
    "asked": "2026-03-02", "state": "waiting", "selection": {"framework": "sheffield-send"}, "stories": 4120, "format": "datapackage",
    "texts": true, "language": "en", "reason": "A study of waiting with the university", "last_day": "2026-04-01"}],
    "formats": ["csv", "xlsx"]}))]
pub struct ExportsBody {
    /// Its own; none for an administrator with no other role.
    own: Vec<ExportBody>,
    /// Those of others; none for an account that may not decide on them.
    others: Vec<ExportBody>,
    /// The formats that this service writes.
    formats: Vec<&'static str>,
}

/// The file of an export.
#[derive(utoipa::ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "describes the response in the API document")]
pub struct ExportFile(Vec<u8>);

impl From<SeenExport> for ExportBody {
    fn from(seen: SeenExport) -> Self {
        let SeenExport { request, owner, own, decided_by, last_day, making } = seen;
        Self {
            id: request.id,
            owner,
            own,
            asked: request.asked,
            state: request.state,
            selection: request.selection,
            stories: request.stories,
            format: request.format,
            table: request.part,
            texts: request.texts,
            language: request.language,
            reason: request.reason,
            decided: request.decided,
            decided_by,
            answer: request.answer,
            last_day,
            downloaded: request.downloaded,
            making: making.map(MakingBody::from),
        }
    }
}

/// Asks for an export. One of up to 1,000 stories without texts is agreed to at once. More stories, or any texts, wait for an
/// administrator, who must be another person. Of fewer than 10 stories nothing is exported.
#[utoipa::path(
    operation_id = "ask_for_export", tag = "exports", security(("session" = []), ("token" = [])),
    request_body = ExportRequest,
    responses((status = 201, body = ExportBody), RightProblems, BodyProblems, TooManyExports, ServiceProblems, DiskFull)
)]
#[post("/exports")]
pub async fn ask(
    services: web::Data<Services>,
    asked: Authorized<MayExport, Body<ExportRequest>>,
) -> Result<HttpResponse, Problem> {
    let Authorized { right, who, body: Body(ExportRequest { selection, format, table, texts, language, reason }) } = asked;
    let staff = who.scope.staff()?;
    let wanted = WantedExport { selection, format, table, texts, language, reason };
    let asked = services.exports.ask(right, (staff.id, &staff.name), wanted).await?;
    Ok(HttpResponse::Created().json(ExportBody::from(asked)))
}

/// Lists requests for exports: one's own, and for administrators those of others.
#[utoipa::path(
    operation_id = "list_exports", tag = "exports", security(("session" = []), ("token" = [])),
    responses((status = 200, body = ExportsBody), RightProblems, ServiceProblems)
)]
#[get("/exports")]
pub async fn list(services: web::Data<Services>, who: Who) -> Result<web::Json<ExportsBody>, Problem> {
    let right = who.scope.may_see_exports()?;
    let (asks, decides) = (who.scope.may_export().ok(), who.scope.may_decide_exports().ok());
    let SeenExports { own, others } = services.exports.list(right, asks, decides, who.scope.staff()?.id).await?;
    let bodies = |list: Vec<SeenExport>| list.into_iter().map(ExportBody::from).collect();
    let formats = Format::ALL.iter().map(|format| format.name()).collect();
    Ok(web::Json(ExportsBody { own: bodies(own), others: bodies(others), formats }))
}

/// Returns a request for an export: one's own, or for administrators also another person's. While its file is being made, `making` says
/// how far that has come.
#[utoipa::path(
    operation_id = "read_export", tag = "exports", security(("session" = []), ("token" = [])),
    params(("id" = Uuid, Path, example = "01990a3e-7c00-7000-8000-1f2e3d4c5b6a")),
    responses((status = 200, body = ExportBody), RightProblems, ExportNotFound, ServiceProblems)
)]
#[get("/exports/{id}")]
pub async fn read(services: web::Data<Services>, who: Who, id: web::Path<Uuid>) -> Result<web::Json<ExportBody>, Problem> {
    let right = who.scope.may_see_exports()?;
    let decides = who.scope.may_decide_exports().ok();
    Ok(web::Json(services.exports.one(right, decides, who.scope.staff()?.id, *id).await?.into()))
}

/// Agrees to an export that waits. Only an administrator who did not ask for it can. It can be downloaded for seven days.
#[utoipa::path(
    operation_id = "agree_to_export", tag = "exports", security(("session" = []), ("token" = [])),
    params(("id" = Uuid, Path, example = "01990a3e-7c00-7000-8000-1f2e3d4c5b6a")),
    responses((status = 200, body = ExportBody), RightProblems, OwnExport, ExportNotFound, ExportConflict, ServiceProblems, DiskFull)
)]
#[post("/exports/{id}/agree")]
pub async fn agree(services: web::Data<Services>, who: Who, id: web::Path<Uuid>) -> Result<web::Json<ExportBody>, Problem> {
    let right = who.scope.may_decide_exports()?;
    let seeing = who.scope.may_see_exports()?;
    Ok(web::Json(services.exports.agree(right, seeing, who.scope.staff()?.id, *id).await?.into()))
}

/// Refuses an export that waits, or takes back that it was agreed to. Only an administrator who did not ask for it can.
#[utoipa::path(
    operation_id = "refuse_export", tag = "exports", security(("session" = []), ("token" = [])),
    params(("id" = Uuid, Path, example = "01990a3e-7c00-7000-8000-1f2e3d4c5b6a")),
    request_body = ExportRefusal,
    responses(
        (status = 200, body = ExportBody), RightProblems, OwnExport, BodyProblems, ExportNotFound, ExportConflict, ServiceProblems, DiskFull
    )
)]
#[post("/exports/{id}/refuse")]
pub async fn refuse(
    services: web::Data<Services>,
    id: web::Path<Uuid>,
    asked: Authorized<MayDecideExports, Body<ExportRefusal>>,
) -> Result<web::Json<ExportBody>, Problem> {
    let Authorized { right, who, body: Body(ExportRefusal { reason }) } = asked;
    let seeing = who.scope.may_see_exports()?;
    Ok(web::Json(services.exports.refuse(right, seeing, who.scope.staff()?.id, *id, &reason).await?.into()))
}

/// Cancels one's own request that waits or was agreed to.
#[utoipa::path(
    operation_id = "cancel_export", tag = "exports", security(("session" = []), ("token" = [])),
    params(("id" = Uuid, Path, example = "01990a3e-7c00-7000-8000-1f2e3d4c5b6a")),
    responses((status = 200, body = ExportBody), RightProblems, ExportNotFound, ExportConflict, ServiceProblems, DiskFull)
)]
#[post("/exports/{id}/cancel")]
pub async fn cancel(services: web::Data<Services>, who: Who, id: web::Path<Uuid>) -> Result<web::Json<ExportBody>, Problem> {
    let right = who.scope.may_export()?;
    let seeing = who.scope.may_see_exports()?;
    Ok(web::Json(services.exports.cancel(right, seeing, who.scope.staff()?.id, *id).await?.into()))
}

/// Makes the file of one's own export that was agreed to, and sends it. It has the stories that match the selection now. The download is
/// in the audit log, with the number of stories. The service keeps no copy.
#[utoipa::path(
    operation_id = "download_export", tag = "exports", security(("session" = []), ("token" = [])),
    params(("id" = Uuid, Path, example = "01990a3e-7c00-7000-8000-1f2e3d4c5b6a")),
    responses(
        (status = 200, description = "The file", content((ExportFile = "text/csv"), (ExportFile = "application/zip"),
            (ExportFile = "application/jsonl"), (ExportFile = "application/vnd.apache.parquet"),
            (ExportFile = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))),
        RightProblems, ExportNotFound, ExportConflict, FileProblems, ServiceProblems
    )
)]
#[get("/exports/{id}/file")]
pub async fn file(services: web::Data<Services>, who: Who, id: web::Path<Uuid>) -> Result<HttpResponse, Problem> {
    let right = who.scope.may_export()?;
    Ok(saved(services.exports.file(right, who.scope.staff()?.id, *id).await?))
}
