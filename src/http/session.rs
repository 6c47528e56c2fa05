//! Staff signing in and out.

use actix_web::{HttpRequest, HttpResponse, delete, get, post, web};
use serde::{Deserialize, Serialize};

use super::Services;
use super::body::Body;
use super::error::Problem;
use super::identity::{self, Who};
use crate::access::Staff;
use crate::model::Role;

/// A name and a password.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "analyst", "password": "four words make a password"}))]
pub struct Credentials {
    name: String,
    password: String,
}

/// Who has signed in.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"name": "analyst", "roles": ["analyst"]}))]
pub struct Me {
    name: String,
    roles: Vec<Role>,
}

impl From<&Staff> for Me {
    fn from(staff: &Staff) -> Self {
        Self { name: staff.name.clone(), roles: staff.roles.clone() }
    }
}

/// Signs in: the answer sets the session's cookie.
#[utoipa::path(tag = "staff", request_body = Credentials, responses((status = 200, body = Me),
    (status = 401, description = "Wrong name or password", body = Problem, content_type = "application/problem+json"),
    (status = 403, description = "From another site", body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many attempts", body = Problem, content_type = "application/problem+json")))]
#[post("/session")]
pub async fn sign_in(
    request: HttpRequest,
    services: web::Data<Services>,
    credentials: Body<Credentials>,
) -> Result<HttpResponse, Problem> {
    identity::not_from_elsewhere(&request)?;
    let Credentials { name, password } = credentials.0;
    let (staff, secret) = services.accounts.sign_in(&name, password).await?;
    Ok(HttpResponse::Ok().cookie(identity::begin(secret)).json(Me::from(&staff)))
}

/// Signs out.
#[utoipa::path(tag = "staff", security(("session" = [])), responses((status = 204, description = "Signed out"), (status = 401, body = Problem, content_type = "application/problem+json"), (status = 403, body = Problem, content_type = "application/problem+json")))]
#[delete("/session")]
pub async fn sign_out(services: web::Data<Services>, who: Who) -> Result<HttpResponse, Problem> {
    if let Some(secret) = &who.session {
        services.accounts.sign_out(secret).await?;
    }
    Ok(HttpResponse::NoContent().cookie(identity::end()).finish())
}

/// Who has signed in.
#[utoipa::path(tag = "staff", security(("session" = []), ("token" = [])),
    responses((status = 200, body = Me), (status = 401, body = Problem, content_type = "application/problem+json"), (status = 403, body = Problem, content_type = "application/problem+json")))]
#[get("/me")]
pub async fn me(who: Who) -> Result<web::Json<Me>, Problem> {
    Ok(web::Json(Me::from(who.scope.staff()?)))
}
