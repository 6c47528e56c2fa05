//! Collections: where stories come in.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, post, web};
use chrono::{NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::Services;
use super::body::Body;
use super::error::Problem;
use super::identity::Who;
use crate::capture::{NewCollection, close_collection, counted_collections, make_collection, reopen_collection};
use crate::model::{Day, JoinCode};
use crate::store::Collection;

/// Collections, by join code.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Collections {
    collections: Vec<CountedCollection>,
}

/// A collection as staff see it, and how many stories it holds.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"join_code": "PARK-7K2M", "name": "Youth group in the park", "framework": "sheffield-send", "place": "Endcliffe Park",
    "audiences": ["child"], "signifiers": [], "kiosk": false, "open": true, "round": "baseline", "partner": "Parent Carer Forum", "stories": 17}))]
pub struct CountedCollection {
    #[serde(flatten)]
    collection: JoinedCollection,
    /// The round it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    round: Option<String>,
    /// The partner organisation that holds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    partner: Option<String>,
    /// Stories told so far.
    stories: i64,
}

/// What somebody who joins a collection sees of it.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"join_code": "PARK-7K2M", "name": "Youth group in the park", "framework": "sheffield-send", "place": "Endcliffe Park",
    "audiences": ["child"], "signifiers": ["difference", "timing", "feelings"], "kiosk": true, "open": true}))]
pub struct JoinedCollection {
    /// The code with which people join.
    join_code: String,
    /// What it is called.
    name: String,
    /// The framework that is used.
    framework: String,
    /// Where it is held.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    /// The first day on which it takes stories.
    #[serde(skip_serializing_if = "Option::is_none")]
    opens: Option<NaiveDate>,
    /// The last day on which it takes stories; when it was closed by hand, the day on which that was.
    #[serde(skip_serializing_if = "Option::is_none")]
    closes: Option<NaiveDate>,
    /// Who is asked; everyone when empty.
    audiences: Vec<String>,
    /// The signifiers that are asked; all when empty.
    signifiers: Vec<String>,
    /// Whether people take turns at a shared tablet.
    kiosk: bool,
    /// Whether a new story may be begun today. A story that was told up to the last day may still come in later.
    open: bool,
}

impl From<Collection> for JoinedCollection {
    fn from(collection: Collection) -> Self {
        let open = collection.is_open_on(Utc::now().date_naive());
        let Collection { join_code, name, framework, place, opens, closes, audiences, signifiers, kiosk, .. } = collection;
        Self { join_code, name, framework, place, opens, closes, audiences, signifiers, kiosk, open }
    }
}

impl CountedCollection {
    fn of(collection: Collection, stories: i64) -> Self {
        Self { round: collection.round.clone(), partner: collection.partner.clone(), stories, collection: collection.into() }
    }
}

/// A collection that is to be made.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "Youth group in the park", "framework": "sheffield-send", "round": "baseline", "place": "Endcliffe Park",
    "partner": "Parent Carer Forum", "audiences": ["child"], "signifiers": ["difference", "timing", "feelings"], "kiosk": true}))]
pub struct CollectionAsked {
    /// What it is called.
    name: String,
    /// The framework that is used.
    framework: String,
    /// The round it belongs to, such as `baseline`.
    round: Option<String>,
    /// The first day on which it takes stories.
    opens: Option<Day>,
    /// The last day on which it takes stories.
    closes: Option<Day>,
    /// Where it is held.
    place: Option<String>,
    /// The partner organisation that holds it.
    partner: Option<String>,
    /// Who is asked, by the framework's ids; everyone when empty.
    #[serde(default)]
    audiences: Vec<String>,
    /// The signifiers that are asked; all when empty, 3 to 5 at a kiosk.
    #[serde(default)]
    signifiers: Vec<String>,
    /// Whether people take turns at a shared tablet.
    #[serde(default)]
    kiosk: bool,
}

/// Every collection, with the number of its stories.
#[utoipa::path(operation_id = "list_collections", tag = "collections", security(("session" = []), ("token" = [])),
    responses((status = 200, body = Collections), (status = 403, body = Problem, content_type = "application/problem+json"), (status = 401, body = Problem, content_type = "application/problem+json")))]
#[get("/collections")]
pub async fn list(services: web::Data<Services>, who: Who) -> Result<web::Json<Collections>, Problem> {
    let right = who.scope.may_collect()?;
    let counted = counted_collections(right, &services.store).await?.into_iter();
    let collections = counted.map(|(collection, stories)| CountedCollection::of(collection, stories)).collect();
    Ok(web::Json(Collections { collections }))
}

/// Makes a collection; the answer brings its join code.
#[utoipa::path(operation_id = "add_collection", tag = "collections", request_body = CollectionAsked, security(("session" = []), ("token" = [])),
    responses((status = 201, body = CountedCollection), (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"), (status = 401, body = Problem, content_type = "application/problem+json")))]
#[post("/collections")]
pub async fn add(services: web::Data<Services>, who: Who, asked: Body<CollectionAsked>) -> Result<HttpResponse, Problem> {
    let right = who.scope.may_collect()?;
    let CollectionAsked { name, framework, round, opens, closes, place, partner, audiences, signifiers, kiosk } = asked.0;
    let wanted = NewCollection { name, framework, round, opens, closes, place, partner, audiences, signifiers, kiosk };
    services.shelf.freshen().await?;
    let made = make_collection(right, &services.store, &services.shelf, wanted).await?;
    Ok(HttpResponse::Created().json(CountedCollection::of(made, 0)))
}

/// Closes a collection: no new story begins, and those told up to today may still come in. Closing it again changes nothing.
#[utoipa::path(operation_id = "close_collection", tag = "collections", security(("session" = []), ("token" = [])),
    params(("join_code" = String, Path, example = "PARK-7K2M")),
    responses((status = 204, description = "It is closed"), (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[post("/collections/{join_code}/close")]
pub async fn close(services: web::Data<Services>, who: Who, join_code: web::Path<String>) -> Result<HttpResponse, Problem> {
    let right = who.scope.may_collect()?;
    let there = close_collection(right, &services.store, &typed(&join_code)?).await?;
    if there { Ok(HttpResponse::NoContent().finish()) } else { Err(unknown()) }
}

/// Opens a closed collection again, without a last day.
#[utoipa::path(operation_id = "reopen_collection", tag = "collections", security(("session" = []), ("token" = [])),
    params(("join_code" = String, Path, example = "PARK-7K2M")),
    responses((status = 204, description = "It is open"), (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[post("/collections/{join_code}/reopen")]
pub async fn reopen(services: web::Data<Services>, who: Who, join_code: web::Path<String>) -> Result<HttpResponse, Problem> {
    let right = who.scope.may_collect()?;
    let there = reopen_collection(right, &services.store, &typed(&join_code)?).await?;
    if there { Ok(HttpResponse::NoContent().finish()) } else { Err(unknown()) }
}

/// What somebody who joins a collection sees of it.
#[utoipa::path(operation_id = "join_collection", tag = "capture", params(("join_code" = String, Path, example = "PARK-7K2M")),
    responses((status = 200, body = JoinedCollection), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[get("/collections/{join_code}")]
pub async fn join(services: web::Data<Services>, join_code: web::Path<String>) -> Result<web::Json<JoinedCollection>, Problem> {
    let found = services.store.collection(typed(&join_code)?.as_str()).await?;
    Ok(web::Json(found.ok_or_else(unknown)?.into()))
}

/// A join code however it was typed; what cannot be one names nothing.
fn typed(join_code: &str) -> Result<JoinCode, Problem> {
    join_code.parse().map_err(|_| unknown())
}

fn unknown() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "there is no collection with this join code; check how it is written")
}
