//! Who makes a request: a bearer token, a session's cookie, or nobody.

use std::future::Future;
use std::pin::Pin;

use actix_web::cookie::{Cookie, SameSite, time};
use actix_web::http::{Method, StatusCode, header};
use actix_web::{FromRequest, HttpRequest, dev, web};

use super::Services;
use super::error::Problem;
use crate::access::{Scope, Viewer};
use crate::accounts::SESSION_HOURS;

/// The session's cookie. The prefix makes browsers insist on HTTPS (or localhost), on this host, on every path.
const COOKIE: &str = "__Host-sensing";
/// Pages send this header with every request; other sites cannot without asking first.
pub const OWN_HEADER: &str = "x-sensing";

/// What the one who makes this request may see and do.
pub struct Who {
    /// Their rights.
    pub scope: Scope,
    /// The session's secret, when they came with one.
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

async fn who(request: &HttpRequest) -> Result<Who, Problem> {
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

/// A request that changes something under a cookie must come from our own pages: they send a header that no other site
/// may, and the browser says the same.
fn own_page(request: &HttpRequest) -> Result<(), Problem> {
    let headers = request.headers();
    let from = headers.get("sec-fetch-site").map(|value| value.as_bytes());
    if !headers.contains_key(OWN_HEADER) || !same_site(from) {
        let detail =
            format!("a request under a cookie must come from this service's own pages, with the header “{OWN_HEADER}: 1”");
        return Err(Problem::new(StatusCode::FORBIDDEN, detail));
    }
    Ok(())
}

/// Refuses to sign in on behalf of another site.
pub fn not_from_elsewhere(request: &HttpRequest) -> Result<(), Problem> {
    let from = request.headers().get("sec-fetch-site").map(|value| value.as_bytes());
    if same_site(from) {
        return Ok(());
    }
    Err(Problem::new(StatusCode::FORBIDDEN, "sign in on this service's own page"))
}

fn same_site(from: Option<&[u8]>) -> bool {
    matches!(from, None | Some(b"same-origin" | b"none"))
}

/// The cookie of a new session.
pub fn begin(secret: String) -> Cookie<'static> {
    cookie(secret, time::Duration::hours(SESSION_HOURS))
}

/// The cookie that takes a session's cookie away.
pub fn end() -> Cookie<'static> {
    cookie(String::new(), time::Duration::ZERO)
}

fn cookie(value: String, age: time::Duration) -> Cookie<'static> {
    Cookie::build(COOKIE, value).path("/").secure(true).http_only(true).same_site(SameSite::Lax).max_age(age).finish()
}
