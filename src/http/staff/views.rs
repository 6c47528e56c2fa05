//! Saved views: listing, saving, renaming and deleting them.

use actix_web::{HttpResponse, delete, get, post, put, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::access::MayAnalyse;
use crate::analysis::{SavedView, WantedView};
use crate::http::support::admission::Authorized;
use crate::http::support::body::Body;
use crate::http::support::documented_problems::{BodyProblems, DiskFull, RightProblems, ServiceProblems, ViewNotFound};
use crate::http::support::error::Problem;
use crate::http::support::identity::Who;
use crate::http::support::services::Services;

/// All saved views.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"views": [{"id": "01990a3e-7c00-7000-8000-1f2e3d4c5b6a", "name": "Waiting, parents in the north", "owner": "ada",
    "own": true, "page": "explore", "query": "s=%7B%22text%22%3A%22waiting%22%7D&layer=zones", "saved": "2026-03-02"}]}))]
pub struct ViewsBody {
    /// The views of all analysts, the newest first.
    views: Vec<ViewBody>,
}

/// A saved view: what an analysis page had in its address, under a name.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"id": "01990a3e-7c00-7000-8000-1f2e3d4c5b6a", "name": "Waiting, parents in the north", "owner": "ada", "own": true,
    "page": "explore", "query": "s=%7B%22text%22%3A%22waiting%22%7D&layer=zones", "saved": "2026-03-02"}))]
pub struct ViewBody {
    /// Its id.
    id: Uuid,
    /// What it is called.
    name: String,
    /// The name of the member of staff who saved it.
    owner: String,
    /// Whether that is the account that asks, which may rename and delete it.
    own: bool,
    /// The page: `explore`, `compare`, `change`, `clusters` or `words`.
    page: String,
    /// The query string of its address, without the question mark.
    query: String,
    /// The day on which it was saved, in the service's time zone.
    saved: NaiveDate,
}

impl ViewBody {
    fn of(view: SavedView, owner: String, asking: Uuid) -> Self {
        let SavedView { id, owner: by, name, page, query, saved } = view;
        Self { id, name, owner, own: by == asking, page, query, saved }
    }
}

/// A view to save.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "Waiting, parents in the north", "page": "explore", "query": "s=%7B%22text%22%3A%22waiting%22%7D&layer=zones"}))]
pub struct ViewRequest {
    /// What it is to be called: 1 to 120 characters.
    name: String,
    /// The page: `explore`, `compare`, `change`, `clusters` or `words`.
    page: String,
    /// The query string of its address, without the question mark.
    query: String,
}

/// Another name for a view.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "Waiting, north"}))]
pub struct ViewNameRequest {
    /// The name: 1 to 120 characters.
    name: String,
}

/// Lists the saved views of all analysts.
#[utoipa::path(
    operation_id = "list_views", tag = "explore", security(("session" = []), ("token" = [])),
    responses((status = 200, body = ViewsBody), RightProblems, ServiceProblems)
)]
#[get("/views")]
pub async fn list(services: web::Data<Services>, who: Who) -> Result<web::Json<ViewsBody>, Problem> {
    let right = who.scope.may_analyse()?;
    let asking = who.scope.staff()?.id;
    let views = services.analysis.views(right).await?.into_iter();
    Ok(web::Json(ViewsBody { views: views.map(|(view, owner)| ViewBody::of(view, owner, asking)).collect() }))
}

/// Saves a view under a name. What it shows is computed whenever it is opened.
#[utoipa::path(
    operation_id = "save_view", tag = "explore", security(("session" = []), ("token" = [])),
    request_body = ViewRequest,
    responses((status = 201, body = ViewBody), RightProblems, BodyProblems, ServiceProblems, DiskFull)
)]
#[post("/views")]
pub async fn save(
    services: web::Data<Services>,
    who: Who,
    asked: Authorized<MayAnalyse, Body<ViewRequest>>,
) -> Result<HttpResponse, Problem> {
    let Authorized { right, body: Body(ViewRequest { name, page, query }), .. } = asked;
    let staff = who.scope.staff()?;
    let saved = services.analysis.save_view(right, staff.id, WantedView { name, page, query }).await?;
    Ok(HttpResponse::Created().json(ViewBody::of(saved, staff.name.clone(), staff.id)))
}

/// Renames a view of this account.
#[utoipa::path(
    operation_id = "rename_view", tag = "explore", security(("session" = []), ("token" = [])),
    params(("id" = Uuid, Path, example = "01990a3e-7c00-7000-8000-1f2e3d4c5b6a")),
    request_body = ViewNameRequest,
    responses((status = 200, body = ViewBody), RightProblems, ViewNotFound, BodyProblems, ServiceProblems, DiskFull)
)]
#[put("/views/{id}")]
pub async fn rename(
    services: web::Data<Services>,
    who: Who,
    id: web::Path<Uuid>,
    asked: Authorized<MayAnalyse, Body<ViewNameRequest>>,
) -> Result<web::Json<ViewBody>, Problem> {
    let Authorized { right, body: Body(ViewNameRequest { name }), .. } = asked;
    let staff = who.scope.staff()?;
    let renamed = services.analysis.rename_view(right, staff.id, *id, &name).await?;
    Ok(web::Json(ViewBody::of(renamed, staff.name.clone(), staff.id)))
}

/// Deletes a view of this account.
#[utoipa::path(
    operation_id = "delete_view", tag = "explore", security(("session" = []), ("token" = [])),
    params(("id" = Uuid, Path, example = "01990a3e-7c00-7000-8000-1f2e3d4c5b6a")),
    responses((status = 204, description = "The view is deleted"), RightProblems, ViewNotFound, ServiceProblems, DiskFull)
)]
#[delete("/views/{id}")]
pub async fn remove(services: web::Data<Services>, who: Who, id: web::Path<Uuid>) -> Result<HttpResponse, Problem> {
    let right = who.scope.may_analyse()?;
    services.analysis.delete_view(right, who.scope.staff()?.id, *id).await?;
    Ok(HttpResponse::NoContent().finish())
}
