//! The account that a request belongs to, by bearer token or session cookie, or none.

use std::future::Future;
use std::pin::Pin;

use actix_web::cookie::{Cookie, SameSite, time};
use actix_web::http::{Method, StatusCode, header};
use actix_web::{FromRequest, HttpRequest, dev, web};

use super::error::Problem;
use crate::access::{Scope, Viewer};
use crate::accounts::SESSION_HOURS;
use crate::http::support::services::Services;

/// The session cookie. For a `__Host-` name, browsers require HTTPS (or localhost), this host, and the path `/`.
const COOKIE: &str = "__Host-sensing";
/// The header that pages of this service send with every request. Other sites cannot send it without a CORS preflight.
pub const OWN_HEADER: &str = "x-sensing";

/// The account that a request belongs to.
pub struct Who {
    /// What it may see and do.
    pub scope: Scope,
    /// The secret of the session, if the request has a session cookie.
    pub session: Option<String>,
}

impl FromRequest for Who {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, _: &mut dev::Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { who(&request).await })
    }
}

/// Finds the account that a request belongs to.
///
/// # Errors
/// Errors of the store, and 403 for a request that has a session cookie, changes something, and does not come from a page
/// of this service.
pub async fn who(request: &HttpRequest) -> Result<Who, Problem> {
    let Some(services) = request.app_data::<web::Data<Services>>() else {
        return Ok(Who { scope: Scope::of(Viewer::Public), session: None });
    };
    if let Some(token) = bearer(request) {
        let viewer = services.accounts.viewer_of_token(&token).await?;
        return Ok(Who { scope: Scope::of(viewer), session: None });
    }
    let Some(session) = request.cookie(COOKIE).map(|cookie| cookie.value().to_owned()) else {
        return Ok(Who { scope: Scope::of(Viewer::Public), session: None });
    };
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        own_page(request)?;
    }
    let viewer = services.accounts.viewer_of_session(&session).await?;
    Ok(Who { scope: Scope::of(viewer), session: Some(session) })
}

fn bearer(request: &HttpRequest) -> Option<String> {
    let value = request.headers().get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}

/// Checks that a request with a session cookie comes from a page of this service: by [`OWN_HEADER`], and by the header with
/// which browsers name the origin of a request.
fn own_page(request: &HttpRequest) -> Result<(), Problem> {
    let headers = request.headers();
    let from = headers.get("sec-fetch-site").map(|value| value.as_bytes());
    if !headers.contains_key(OWN_HEADER) || !same_site(from) {
        let detail =
            format!("send a request with a session cookie from a page of this service, with the header “{OWN_HEADER}: 1”");
        return Err(Problem::new(StatusCode::FORBIDDEN, detail));
    }
    Ok(())
}

/// Refuses a request that a page of another site sends.
///
/// # Errors
/// 403.
pub fn not_from_elsewhere(request: &HttpRequest) -> Result<(), Problem> {
    let from = request.headers().get("sec-fetch-site").map(|value| value.as_bytes());
    if same_site(from) {
        return Ok(());
    }
    Err(Problem::new(StatusCode::FORBIDDEN, "sign in on the sign-in page of this service"))
}

fn same_site(from: Option<&[u8]>) -> bool {
    matches!(from, None | Some(b"same-origin" | b"none"))
}

/// The session cookie of a new session.
pub fn begin(secret: String) -> Cookie<'static> {
    cookie(secret, time::Duration::hours(SESSION_HOURS))
}

/// The cookie that deletes the session cookie.
pub fn end() -> Cookie<'static> {
    cookie(String::new(), time::Duration::ZERO)
}

fn cookie(value: String, age: time::Duration) -> Cookie<'static> {
    Cookie::build(COOKIE, value).path("/").secure(true).http_only(true).same_site(SameSite::Lax).max_age(age).finish()
}
