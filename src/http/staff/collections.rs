//! Collections: listing, making, closing and reopening them, and joining one.

use actix_web::{HttpResponse, get, post, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::access::MayCollect;
use crate::collections::{Collection, CollectionError, NewCollection};
use crate::http::support::admission::Authorized;
use crate::http::support::body::Body;
use crate::http::support::client::Client;
use crate::http::support::documented_problems::{
    BodyProblems, DiskFull, NotFound, RateLimited, RightProblems, ServiceProblems,
};
use crate::http::support::error::Problem;
use crate::http::support::identity::Who;
use crate::http::support::services::Services;
use crate::model::{Clock, Day, JoinCode};

/// All collections.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"collections": [{"join_code": "PARK-7K2M", "name": "Youth group in the park", "framework": "sheffield-send",
    "audiences": ["child"], "signifiers": [], "kiosk": false, "open": true, "round": "baseline", "stories": 17}],
    "time_zone": "Europe/London", "today": "2026-03-02"}))]
pub struct CollectionsBody {
    /// The collections, by join code.
    collections: Vec<CountedCollection>,
    /// The service's time zone, a name of the tz database: first and last days begin and end at midnight there.
    time_zone: String,
    /// The day that it is now in that time zone.
    today: NaiveDate,
}

/// A collection as staff see it, with the number of its stories.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"join_code": "PARK-7K2M", "name": "Youth group in the park", "framework": "sheffield-send", "place": "Endcliffe Park",
    "audiences": ["child"], "signifiers": [], "kiosk": false, "open": true, "round": "baseline", "partner": "Parent Carer Forum", "stories": 17}))]
pub struct CountedCollection {
    #[serde(flatten)]
    collection: JoinedCollection,
    /// The round it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    round: Option<String>,
    /// The partner organisation that runs it.
    #[serde(skip_serializing_if = "Option::is_none")]
    partner: Option<String>,
    /// The number of its stories.
    stories: i64,
}

/// A collection as storytellers who join it see it.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"join_code": "PARK-7K2M", "name": "Youth group in the park", "framework": "sheffield-send", "place": "Endcliffe Park",
    "audiences": ["child"], "signifiers": ["difference", "timing", "feelings"], "kiosk": true, "open": true}))]
pub struct JoinedCollection {
    /// The code with which storytellers join it.
    join_code: String,
    /// The name.
    name: String,
    /// The slug of the framework.
    framework: String,
    /// The place.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    /// The first day on which it accepts stories, from midnight in the service's time zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    opens: Option<NaiveDate>,
    /// The last day on which it accepts stories, until midnight in the service's time zone; if it was closed by hand, the
    /// day on which it was closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    closes: Option<NaiveDate>,
    /// The ids of the audiences that are asked; all if empty.
    audiences: Vec<String>,
    /// The ids of the signifiers that are asked; all if empty.
    signifiers: Vec<String>,
    /// Whether storytellers share a tablet.
    kiosk: bool,
    /// Whether a storyteller can begin a story today. A story that was finished by the last day can still be sent later.
    open: bool,
}

impl JoinedCollection {
    fn of(collection: Collection, clock: &Clock) -> Self {
        let open = collection.is_open_on(clock.today());
        let Collection { join_code, name, framework, place, opens, closes, audiences, signifiers, kiosk, .. } = collection;
        Self { join_code, name, framework, place, opens, closes, audiences, signifiers, kiosk, open }
    }
}

impl CountedCollection {
    fn of(collection: Collection, stories: i64, clock: &Clock) -> Self {
        let (round, partner) = (collection.round.clone(), collection.partner.clone());
        Self { round, partner, stories, collection: JoinedCollection::of(collection, clock) }
    }
}

/// A new collection.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "Youth group in the park", "framework": "sheffield-send", "round": "baseline", "place": "Endcliffe Park",
    "partner": "Parent Carer Forum", "audiences": ["child"], "signifiers": ["difference", "timing", "feelings"], "kiosk": true}))]
pub struct CollectionRequest {
    /// The name.
    name: String,
    /// The slug of the framework.
    framework: String,
    /// The round it belongs to, such as `baseline`.
    round: Option<String>,
    /// The first day on which it accepts stories, from midnight in the service's time zone.
    opens: Option<Day>,
    /// The last day on which it accepts stories, until midnight in the service's time zone.
    closes: Option<Day>,
    /// The place.
    place: Option<String>,
    /// The partner organisation that runs it.
    partner: Option<String>,
    /// The ids of the audiences that are asked; all if empty.
    #[serde(default)]
    audiences: Vec<String>,
    /// The ids of the signifiers that are asked; all if empty. A kiosk needs 3 to 5.
    #[serde(default)]
    signifiers: Vec<String>,
    /// Whether storytellers share a tablet.
    #[serde(default)]
    kiosk: bool,
}

/// Lists all collections, with the number of their stories.
#[utoipa::path(
    operation_id = "list_collections", tag = "collections", security(("session" = []), ("token" = [])),
    responses((status = 200, body = CollectionsBody), RightProblems, ServiceProblems)
)]
#[get("/collections")]
pub async fn list(services: web::Data<Services>, who: Who) -> Result<web::Json<CollectionsBody>, Problem> {
    let right = who.scope.may_collect()?;
    let counted = services.collections.counted(right).await?.into_iter();
    let clock = &services.clock;
    let collections = counted.map(|(collection, stories)| CountedCollection::of(collection, stories, clock)).collect();
    Ok(web::Json(CollectionsBody { collections, time_zone: clock.zone().to_string(), today: clock.today() }))
}

/// Makes a collection. The response has its join code.
#[utoipa::path(
    operation_id = "add_collection", tag = "collections", security(("session" = []), ("token" = [])),
    request_body = CollectionRequest,
    responses((status = 201, body = CountedCollection), RightProblems, BodyProblems, ServiceProblems, DiskFull)
)]
#[post("/collections")]
pub async fn add(
    services: web::Data<Services>,
    asked: Authorized<MayCollect, Body<CollectionRequest>>,
) -> Result<HttpResponse, Problem> {
    let Authorized { right, body: Body(asked), .. } = asked;
    let CollectionRequest { name, framework, round, opens, closes, place, partner, audiences, signifiers, kiosk } = asked;
    let wanted = NewCollection { name, framework, round, opens, closes, place, partner, audiences, signifiers, kiosk };
    let made = services.collections.make(right, wanted).await?;
    Ok(HttpResponse::Created().json(CountedCollection::of(made, 0, &services.clock)))
}

/// Closes a collection. No new story can begin; stories finished by today can still be sent. Closing it again does nothing.
#[utoipa::path(
    operation_id = "close_collection", tag = "collections", security(("session" = []), ("token" = [])),
    params(("join_code" = String, Path, example = "PARK-7K2M")),
    responses((status = 204, description = "The collection is closed"), RightProblems, NotFound, ServiceProblems, DiskFull)
)]
#[post("/collections/{join_code}/close")]
pub async fn close(services: web::Data<Services>, who: Who, join_code: web::Path<String>) -> Result<HttpResponse, Problem> {
    let right = who.scope.may_collect()?;
    services.collections.close(right, &typed(&join_code)?).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Reopens a closed collection, without a last day.
#[utoipa::path(
    operation_id = "reopen_collection", tag = "collections", security(("session" = []), ("token" = [])),
    params(("join_code" = String, Path, example = "PARK-7K2M")),
    responses((status = 204, description = "The collection is open"), RightProblems, NotFound, ServiceProblems, DiskFull)
)]
#[post("/collections/{join_code}/reopen")]
pub async fn reopen(services: web::Data<Services>, who: Who, join_code: web::Path<String>) -> Result<HttpResponse, Problem> {
    let right = who.scope.may_collect()?;
    services.collections.reopen(right, &typed(&join_code)?).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Returns the collection with this join code, for storytellers who join it.
#[utoipa::path(
    operation_id = "join_collection", tag = "capture",
    params(("join_code" = String, Path, example = "PARK-7K2M")),
    responses((status = 200, body = JoinedCollection), NotFound, RateLimited, ServiceProblems)
)]
#[get("/collections/{join_code}")]
pub async fn join(
    services: web::Data<Services>,
    client: Client,
    join_code: web::Path<String>,
) -> Result<web::Json<JoinedCollection>, Problem> {
    let Some(found) = services.capture.joined(&typed(&join_code)?).await? else {
        services.limits.wrong_guess(client.0).await?;
        return Err(unknown());
    };
    Ok(web::Json(JoinedCollection::of(found, &services.clock)))
}

/// Parses a join code. The parser accepts all ways to type one; other text gives 404.
fn typed(join_code: &str) -> Result<JoinCode, Problem> {
    join_code.parse().map_err(|_| unknown())
}

fn unknown() -> Problem {
    CollectionError::Unknown.into()
}
