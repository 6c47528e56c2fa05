//! Signing in and out.

use actix_web::{HttpRequest, HttpResponse, delete, get, post, web};
use serde::{Deserialize, Serialize};

use crate::access::{Scope, Staff, Viewer};
use crate::accounts::AccountsError;
use crate::http::support::admission::Open;
use crate::http::support::body::Body;
use crate::http::support::documented_problems::{
    BodyProblems, DiskFull, NotSignedIn, OtherSite, ServiceProblems, SignInRefused, TooManyAttempts, WrongCredentials,
};
use crate::http::support::error::Problem;
use crate::http::support::identity::{self, Who};
use crate::http::support::services::Services;
use crate::http::support::transport;
use crate::model::{NoticeKind, Role};

/// A name and a password.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "analyst", "password": "four words make a password"}))]
pub struct SignInRequest {
    /// The name of the account.
    name: String,
    /// Its password.
    password: String,
}

/// The account of a request.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"name": "analyst", "roles": ["analyst"], "time_zone": "Europe/London"}))]
pub struct MeBody {
    /// The name of the account.
    name: String,
    /// Its roles.
    roles: Vec<Role>,
    /// The service's time zone, a name of the tz database. All days are days there, except days of stories that an earlier
    /// version stored, which are days in UTC.
    time_zone: String,
    /// The address at which people reach the service, for links and posters; missing if its operator did not name it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "https://stories.example.org")]
    public_url: Option<String>,
    /// For those who collect stories: the notices that do not say yet who is responsible, because nobody has filled in their
    /// fields.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unfilled_notices: Vec<NoticeKind>,
}

impl MeBody {
    async fn of(staff: &Staff, services: &Services) -> Result<Self, Problem> {
        let (name, roles) = (staff.name.clone(), staff.roles.clone());
        let collects = Scope::of(Viewer::Staff(staff.clone())).may_collect().is_ok();
        let unfilled = if collects { services.notices.unfilled().await? } else { Vec::new() };
        Ok(Self {
            name,
            roles,
            time_zone: services.clock.zone().to_string(),
            public_url: services.public_url.clone(),
            unfilled_notices: unfilled.into_iter().map(|(kind, _)| kind).collect(),
        })
    }
}

/// Signs in. The response sets the session cookie.
#[utoipa::path(
    tag = "staff",
    request_body = SignInRequest,
    responses(
        (status = 200, body = MeBody), BodyProblems, WrongCredentials, SignInRefused, TooManyAttempts, ServiceProblems, DiskFull,
    )
)]
#[post("/session")]
pub async fn sign_in(
    request: HttpRequest,
    services: web::Data<Services>,
    credentials: Open<Body<SignInRequest>>,
) -> Result<HttpResponse, Problem> {
    identity::not_from_elsewhere(&request)?;
    if transport::drops_secure_cookies(&request) {
        return Err(Problem::not_secure());
    }
    let Open { client, body: Body(SignInRequest { name, password }) } = credentials;
    let attempt = services.limits.sign_in(client, &name).await?;
    let (staff, secret) = match services.accounts.sign_in(&name, password).await {
        Ok(signed_in) => signed_in,
        Err(wrong @ AccountsError::WrongCredentials) => return Err(wrong.into()),
        Err(unfinished) => {
            attempt.undone();
            return Err(unfinished.into());
        }
    };
    attempt.succeeded();
    Ok(HttpResponse::Ok().cookie(identity::begin(secret)).json(MeBody::of(&staff, &services).await?))
}

/// Signs out. The response deletes the session cookie.
#[utoipa::path(
    tag = "staff", security(("session" = [])),
    responses((status = 204, description = "Signed out"), OtherSite, ServiceProblems, DiskFull)
)]
#[delete("/session")]
pub async fn sign_out(services: web::Data<Services>, who: Who) -> Result<HttpResponse, Problem> {
    if let Some(secret) = &who.session {
        services.accounts.sign_out(secret).await?;
    }
    Ok(HttpResponse::NoContent().cookie(identity::end()).finish())
}

/// Returns the account of this request.
#[utoipa::path(
    tag = "staff", security(("session" = []), ("token" = [])),
    responses((status = 200, body = MeBody), NotSignedIn, ServiceProblems)
)]
#[get("/me")]
pub async fn me(services: web::Data<Services>, who: Who) -> Result<web::Json<MeBody>, Problem> {
    Ok(web::Json(MeBody::of(who.scope.staff()?, &services).await?))
}
