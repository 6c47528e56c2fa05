//! Collections: listing, making, editing, closing and reopening them, and joining one.

use actix_web::{HttpResponse, get, post, put, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::access::MayCollect;
use crate::collections::{Collection, CollectionError, WantedCollection};
use crate::http::support::admission::Authorized;
use crate::http::support::body::Body;
use crate::http::support::client::Client;
use crate::http::support::documented_problems::{
    BodyProblems, CollectionChanged, DiskFull, NotFound, RateLimited, RightProblems, ServiceProblems,
};
use crate::http::support::error::Problem;
use crate::http::support::identity::Who;
use crate::http::support::services::Services;
use crate::model::{Clock, Day, JoinCode, Language, Revision};

/// All collections.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"collections": [{"join_code": "PARK-7K2M", "name": "Youth group in the park", "framework": "sheffield-send",
    "audiences": ["child"], "signifiers": [], "kiosk": false, "open": true, "round": "baseline", "stories": 17,
    "revision": "3f1c9a5be07d42186a0b9c8d7e6f5a41"}],
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
    "audiences": ["child"], "signifiers": [], "kiosk": false, "open": true, "round": "baseline", "partner": "Parent Carer Forum", "stories": 17,
    "revision": "3f1c9a5be07d42186a0b9c8d7e6f5a41"}))]
pub struct CountedCollection {
    #[serde(flatten)]
    collection: JoinedCollection,
    /// A digest of the collection, without its stories. An edit names the one that was read.
    #[schema(value_type = String, example = "3f1c9a5be07d42186a0b9c8d7e6f5a41")]
    revision: Revision,
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
    /// The wording that the form begins with, such as `easy`; plain if it is missing. The storyteller can choose another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "easy")]
    wording: Option<String>,
    /// The language that the form begins with; that of the device if it is missing. The storyteller can choose another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "ur")]
    language: Option<Language>,
    /// Whether a storyteller can begin a story today. A story that was finished by the last day can still be sent later.
    open: bool,
}

impl JoinedCollection {
    fn of(collection: Collection, clock: &Clock) -> Self {
        let open = collection.is_open_on(clock.today());
        let Collection { join_code, name, framework, place, opens, closes, .. } = collection;
        let Collection { audiences, signifiers, kiosk, wording, language, .. } = collection;
        Self { join_code, name, framework, place, opens, closes, audiences, signifiers, kiosk, wording, language, open }
    }
}

impl CountedCollection {
    fn of(collection: Collection, stories: i64, clock: &Clock) -> Result<Self, Problem> {
        let revision = collection.revision()?;
        let (round, partner) = (collection.round.clone(), collection.partner.clone());
        Ok(Self { round, partner, stories, revision, collection: JoinedCollection::of(collection, clock) })
    }
}

/// A new collection, or what one is to be from now on.
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
    /// The wording that the form begins with, as the framework has it, such as `easy`; plain if it is missing.
    #[schema(example = "easy")]
    wording: Option<String>,
    /// The language that the form begins with, without a wording; that of the device if it is missing.
    #[schema(example = "ur")]
    language: Option<Language>,
}

impl From<CollectionRequest> for WantedCollection {
    fn from(asked: CollectionRequest) -> Self {
        let CollectionRequest { name, framework, round, opens, closes, place, partner, .. } = asked;
        let CollectionRequest { audiences, signifiers, kiosk, wording, language, .. } = asked;
        Self { name, framework, round, opens, closes, place, partner, audiences, signifiers, kiosk, wording, language }
    }
}

/// A collection as it is to be, with the revision that was read.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"revision": "3f1c9a5be07d42186a0b9c8d7e6f5a41", "collection": {"name": "Youth group in the park",
    "framework": "sheffield-send", "closes": "2026-06-30", "wording": "easy"}}))]
pub struct EditCollectionRequest {
    /// The revision of the collection that was read.
    #[schema(value_type = String, example = "3f1c9a5be07d42186a0b9c8d7e6f5a41")]
    revision: Revision,
    /// All of it as it is to be. What is left out is removed.
    collection: CollectionRequest,
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
    let bodies = counted.map(|(collection, stories)| CountedCollection::of(collection, stories, clock));
    let collections = bodies.collect::<Result<_, _>>()?;
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
    let made = services.collections.make(right, asked.into()).await?;
    Ok(HttpResponse::Created().json(CountedCollection::of(made, 0, &services.clock)?))
}

/// Edits a collection. Its join code stays. Once it has stories, so do its framework, audiences and signifiers. The last day
/// of a collection that was closed by hand changes only by reopening it.
#[utoipa::path(
    operation_id = "edit_collection", tag = "collections", security(("session" = []), ("token" = [])),
    params(("join_code" = String, Path, example = "PARK-7K2M")),
    request_body = EditCollectionRequest,
    responses(
        (status = 200, body = CountedCollection), RightProblems, NotFound, BodyProblems, CollectionChanged, ServiceProblems, DiskFull,
    )
)]
#[put("/collections/{join_code}")]
pub async fn edit(
    services: web::Data<Services>,
    join_code: web::Path<String>,
    asked: Authorized<MayCollect, Body<EditCollectionRequest>>,
) -> Result<web::Json<CountedCollection>, Problem> {
    let Authorized { right, body: Body(EditCollectionRequest { revision, collection }), .. } = asked;
    let edited = services.collections.edit(right, &typed(&join_code)?, revision, collection.into()).await?;
    let (collection, stories) = edited;
    Ok(web::Json(CountedCollection::of(collection, stories, &services.clock)?))
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
