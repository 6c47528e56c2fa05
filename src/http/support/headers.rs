//! What every response gets: security headers, caching headers, and a problem document for errors without one.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpRequest, ResponseError, web};

use super::error::{PROBLEM_JSON, Problem};
use super::services::Services;
use super::transport::is_https;

/// Pages load only their own files, run no inline scripts, and cannot be framed.
const PAGES: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; \
     connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types svelte-trusted-html sensing";
/// Swagger UI sets inline styles.
const DOCS: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
     connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

const EVERYWHERE: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(self), payment=(), usb=()"),
];

/// Browsers then use HTTPS for this host name for a year. Sent only when the operator asks for it, and never over plain HTTP.
const HSTS: &str = "max-age=31536000";

/// Adds the headers to a response, and a problem document to an error without one.
///
/// # Errors
/// The error of the handler.
pub async fn finish(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let path = request.path().to_owned();
    let hsts = wants_hsts(request.request());
    let mut response = next.call(request).await?.map_into_boxed_body();
    let status = response.status();
    if (status.is_client_error() || status.is_server_error()) && !is_own(response.headers()) {
        let problem = Problem::new(status, detail_of(status));
        let kept: Vec<_> = response.headers().get_all(header::ALLOW).cloned().collect();
        response = response.into_response(problem.error_response()).map_into_boxed_body();
        for allow in kept {
            response.headers_mut().insert(header::ALLOW, allow);
        }
    }
    let headers = response.headers_mut();
    for (name, value) in EVERYWHERE {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if hsts {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HSTS));
    }
    let policy = if path.starts_with("/docs") { DOCS } else { PAGES };
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    Ok(response)
}

/// What is wrong with a request that actix-web refused, and what to do.
fn detail_of(status: StatusCode) -> &'static str {
    match status {
        StatusCode::NOT_ACCEPTABLE => {
            "the header Accept-Encoding refuses every encoding that the service has; allow gzip, br or identity, or leave it out"
        }
        other => other.canonical_reason().unwrap_or("the service cannot answer this request"),
    }
}

fn wants_hsts(request: &HttpRequest) -> bool {
    let services = request.app_data::<web::Data<Services>>();
    services.is_some_and(|services| services.hsts && is_https(request, &services.proxies))
}

/// The handlers of this service send errors as JSON, or as the page for an address that leads nowhere. Any other error comes from
/// actix-web.
fn is_own(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    kind.starts_with(PROBLEM_JSON.as_bytes()) || kind.starts_with(b"application/json") || kind.starts_with(b"text/html")
}
