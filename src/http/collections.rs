//! Collections: where stories come in.

use std::collections::HashMap;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, post, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Services;
use super::body::Body;
use super::error::Problem;
use super::identity::Who;
use crate::capture::{NewCollection, make_collection};
use crate::store::Collection;

/// Collections, by join code.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Collections {
    collections: Vec<CountedCollection>,
}

/// A collection and how many stories it holds.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"join_code": "PARK-7K2M", "name": "Youth group in the park", "framework": "sheffield-send", "round": "baseline", "stories": 17}))]
pub struct CountedCollection {
    #[serde(flatten)]
    collection: JoinedCollection,
    /// The round it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    round: Option<String>,
    /// Stories told so far.
    stories: i64,
}

/// What somebody who joins a collection sees of it.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"join_code": "PARK-7K2M", "name": "Youth group in the park", "framework": "sheffield-send"}))]
pub struct JoinedCollection {
    /// The code with which people join.
    join_code: String,
    /// What it is called.
    name: String,
    /// The framework that is used.
    framework: String,
    /// The first day on which it takes stories.
    #[serde(skip_serializing_if = "Option::is_none")]
    opens: Option<NaiveDate>,
    /// The last day on which it takes stories.
    #[serde(skip_serializing_if = "Option::is_none")]
    closes: Option<NaiveDate>,
}

impl From<Collection> for JoinedCollection {
    fn from(collection: Collection) -> Self {
        let Collection { join_code, name, framework, opens, closes, .. } = collection;
        Self { join_code, name, framework, opens, closes }
    }
}

/// A collection that is to be made.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "Youth group in the park", "framework": "sheffield-send", "round": "baseline"}))]
pub struct CollectionAsked {
    /// What it is called.
    name: String,
    /// The framework that is used.
    framework: String,
    /// The round it belongs to, such as `baseline`.
    round: Option<String>,
    /// The first day on which it takes stories.
    opens: Option<NaiveDate>,
    /// The last day on which it takes stories.
    closes: Option<NaiveDate>,
}

/// Every collection, with the number of its stories.
#[utoipa::path(operation_id = "list_collections", tag = "collections", security(("session" = []), ("token" = [])),
    responses((status = 200, body = Collections), (status = 403, body = Problem, content_type = "application/problem+json"), (status = 401, body = Problem, content_type = "application/problem+json")))]
#[get("/collections")]
pub async fn list(services: web::Data<Services>, who: Who) -> Result<web::Json<Collections>, Problem> {
    who.scope.may_collect()?;
    let counts: HashMap<String, i64> = services.store.collection_counts().await?.into_iter().collect();
    let collections = services.store.collections().await?.into_iter().map(|collection| CountedCollection {
        stories: counts.get(&collection.join_code).copied().unwrap_or_default(),
        round: collection.round.clone(),
        collection: collection.into(),
    });
    Ok(web::Json(Collections { collections: collections.collect() }))
}

/// Makes a collection; the answer brings its join code.
#[utoipa::path(operation_id = "add_collection", tag = "collections", request_body = CollectionAsked, security(("session" = []), ("token" = [])),
    responses((status = 201, body = JoinedCollection), (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"), (status = 401, body = Problem, content_type = "application/problem+json")))]
#[post("/collections")]
pub async fn add(services: web::Data<Services>, who: Who, asked: Body<CollectionAsked>) -> Result<HttpResponse, Problem> {
    who.scope.may_collect()?;
    let CollectionAsked { name, framework, round, opens, closes } = asked.0;
    let wanted = NewCollection { name, framework, round, opens, closes };
    let made = make_collection(&services.store, &services.shelf, wanted).await?;
    Ok(HttpResponse::Created().json(JoinedCollection::from(made)))
}

/// What somebody who joins a collection sees of it.
#[utoipa::path(operation_id = "join_collection", tag = "capture", params(("join_code" = String, Path, example = "PARK-7K2M")),
    responses((status = 200, body = JoinedCollection), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[get("/collections/{join_code}")]
pub async fn join(services: web::Data<Services>, join_code: web::Path<String>) -> Result<web::Json<JoinedCollection>, Problem> {
    let code = join_code.trim().to_uppercase();
    let found = services.store.collection(&code).await?;
    let unknown = || Problem::new(StatusCode::NOT_FOUND, "there is no collection with this join code; check how it is written");
    Ok(web::Json(found.ok_or_else(unknown)?.into()))
}
