//! Imports of tables: a guess, a preview, the import, and saved mappings.

use actix_web::{HttpRequest, HttpResponse, delete, get, post, put, web};
use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::import_form::{MappedTableForm, TableFile, TableForm};
use crate::access::MayImport;
use crate::exchange::mapping::{Guess, Mapping, Preview};
use crate::exchange::{ImportChoices, ImportReport, TableOptions};
use crate::http::support::admission::Authorized;
use crate::http::support::body::{Body, TELLING};
use crate::http::support::documented_problems::{
    BodyProblems, DiskFull, MappingNotFound, NotFound, RightProblems, ServiceProblems,
};
use crate::http::support::error::Problem;
use crate::http::support::identity::Who;
use crate::http::support::services::Services;
use crate::model::{Fault, Language};

/// What a guess goes by.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct GuessQuery {
    /// The slug for the framework.
    #[param(example = "street-stories")]
    slug: String,
    /// The language of the table.
    #[param(example = "en")]
    language: Language,
    /// The sheet of a workbook; by default the one with the most cells.
    sheet: Option<String>,
    /// The row with the headings, counted from 1; by default it is looked for.
    #[param(minimum = 1)]
    header_row: Option<u64>,
    /// How many rows the headings take up, 1 or 2.
    #[param(minimum = 1, maximum = 2)]
    header_rows: Option<u8>,
}

/// How a table is previewed.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct PreviewQuery {
    /// Reject a row with an answer that cannot be taken, instead of leaving that answer out.
    #[serde(default)]
    strict: bool,
}

/// How a table is imported.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ImportQuery {
    /// Check everything and store nothing.
    #[serde(default)]
    dry_run: bool,
    /// Reject a row with an answer that cannot be taken, instead of leaving that answer out.
    #[serde(default)]
    strict: bool,
}

/// The names of all saved mappings.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"mappings": [{"name": "Street stories, 2026", "saved": "2026-03-02"}]}))]
pub struct MappingsBody {
    /// The mappings, by name.
    mappings: Vec<MappingName>,
}

/// The name of a saved mapping.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"name": "Street stories, 2026", "saved": "2026-03-02"}))]
pub struct MappingName {
    /// What it is called.
    name: String,
    /// The day on which it was saved, in the service's time zone.
    saved: NaiveDate,
}

/// Guesses what each column of a table becomes, with a reason for each. Stores nothing. What storytellers consented to is never
/// guessed, nor the order of day and month where both are possible. For administrators.
#[utoipa::path(
    operation_id = "guess_mapping", tag = "imports", security(("session" = []), ("token" = [])),
    params(GuessQuery), request_body(content = TableForm, content_type = "multipart/form-data"),
    responses((status = 200, body = Guess), RightProblems, BodyProblems, ServiceProblems)
)]
#[post("/imports/guess")]
pub async fn guess(
    services: web::Data<Services>,
    request: HttpRequest,
    asked: Authorized<MayImport, TableFile>,
) -> Result<web::Json<Guess>, Problem> {
    let Authorized { right, body, .. } = asked;
    let GuessQuery { slug, language, sheet, header_row, header_rows } = query(&request)?;
    let options = TableOptions { sheet, header_row, header_rows: header_rows.unwrap_or(1), ..TableOptions::default() };
    Ok(web::Json(services.imports.guess(right, body.file, options, slug, language).await?))
}

/// Says what a table becomes by a mapping: the counts of each question, the values that do not fit, and the first stories. Stores
/// nothing. For administrators.
#[utoipa::path(
    operation_id = "preview_import", tag = "imports", security(("session" = []), ("token" = [])),
    params(PreviewQuery), request_body(content = MappedTableForm, content_type = "multipart/form-data"),
    responses((status = 200, body = Preview), RightProblems, BodyProblems, ServiceProblems)
)]
#[post("/imports/preview")]
pub async fn preview(
    services: web::Data<Services>,
    request: HttpRequest,
    asked: Authorized<MayImport, TableFile>,
) -> Result<web::Json<Preview>, Problem> {
    let Authorized { right, mut body, .. } = asked;
    let mapping = body.mapping()?;
    Ok(web::Json(services.imports.preview(right, body.file, mapping, query::<PreviewQuery>(&request)?.strict).await?))
}

/// Imports a table by a mapping. The framework that the mapping makes is published, unless it is. Importing the same table again
/// changes nothing. Texts are held until a moderator clears them. For administrators.
#[utoipa::path(
    operation_id = "import_table", tag = "imports", security(("session" = []), ("token" = [])),
    params(ImportQuery), request_body(content = MappedTableForm, content_type = "multipart/form-data"),
    responses((status = 200, body = ImportReport), RightProblems, BodyProblems, ServiceProblems, DiskFull)
)]
#[post("/imports")]
pub async fn import(
    services: web::Data<Services>,
    request: HttpRequest,
    asked: Authorized<MayImport, TableFile>,
) -> Result<web::Json<ImportReport>, Problem> {
    let Authorized { right, mut body, .. } = asked;
    let mapping = body.mapping()?;
    let ImportQuery { dry_run, strict } = query(&request)?;
    let choices = ImportChoices { dry_run, strict };
    let report = services.imports.import(right, body.file, mapping, choices).await;
    // Also after a failure: the framework may be published, and the first stories stored.
    if !dry_run {
        services.projection.learn().await;
        services.projection.nudge();
    }
    Ok(web::Json(report?))
}

/// Lists the saved mappings. For administrators.
#[utoipa::path(
    operation_id = "list_mappings", tag = "imports", security(("session" = []), ("token" = [])),
    responses((status = 200, body = MappingsBody), RightProblems, ServiceProblems)
)]
#[get("/mappings")]
pub async fn list(services: web::Data<Services>, who: Who) -> Result<web::Json<MappingsBody>, Problem> {
    let right = who.scope.may_import()?;
    let mappings = services.imports.mappings(right).await?.into_iter();
    let mappings = mappings.map(|(name, saved)| MappingName { name, saved }).collect();
    Ok(web::Json(MappingsBody { mappings }))
}

/// Returns a saved mapping. For administrators.
#[utoipa::path(
    operation_id = "read_mapping", tag = "imports", security(("session" = []), ("token" = [])),
    params(("name" = String, Path, example = "Street stories, 2026")),
    responses((status = 200, body = Mapping), RightProblems, MappingNotFound, ServiceProblems)
)]
#[get("/mappings/{name}")]
pub async fn read(services: web::Data<Services>, who: Who, name: web::Path<String>) -> Result<web::Json<Value>, Problem> {
    let right = who.scope.may_import()?;
    let kept = services.imports.mapping(right, &name).await?;
    Ok(web::Json(serde_json::from_str(&kept.document).map_err(|error| Problem::ours(&error))?))
}

/// Saves a mapping under a name, in place of one with the same name. For administrators.
#[utoipa::path(
    operation_id = "save_mapping", tag = "imports", security(("session" = []), ("token" = [])),
    params(("name" = String, Path, example = "Street stories, 2026")), request_body = Mapping,
    responses((status = 200, body = MappingName), RightProblems, NotFound, BodyProblems, ServiceProblems, DiskFull)
)]
#[put("/mappings/{name}")]
pub async fn keep(
    services: web::Data<Services>,
    name: web::Path<String>,
    asked: Authorized<MayImport, Body<Value, TELLING>>,
) -> Result<web::Json<MappingName>, Problem> {
    let Authorized { right, body: Body(document), .. } = asked;
    let mapping = Mapping::read(&document).map_err(|faults: Vec<Fault>| Problem::faulty(faults))?;
    let kept = services.imports.keep(right, &name, &mapping).await?;
    Ok(web::Json(MappingName { name: kept.name, saved: kept.saved }))
}

/// Deletes a saved mapping. For administrators.
#[utoipa::path(
    operation_id = "delete_mapping", tag = "imports", security(("session" = []), ("token" = [])),
    params(("name" = String, Path, example = "Street stories, 2026")),
    responses((status = 204, description = "The mapping is deleted"), RightProblems, MappingNotFound, ServiceProblems, DiskFull)
)]
#[delete("/mappings/{name}")]
pub async fn remove(services: web::Data<Services>, who: Who, name: web::Path<String>) -> Result<HttpResponse, Problem> {
    let right = who.scope.may_import()?;
    services.imports.delete(right, &name).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The query of a request. It is read after the right was checked.
fn query<Q: DeserializeOwned>(request: &HttpRequest) -> Result<Q, Problem> {
    match web::Query::<Q>::from_query(request.query_string()) {
        Ok(query) => Ok(query.into_inner()),
        Err(error) => Err(Problem::faulty(vec![Fault::new("query", error)])),
    }
}
