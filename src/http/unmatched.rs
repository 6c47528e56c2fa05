//! Requests that no route takes: a wrong method, a slash too many, or an address that leads nowhere.

use std::sync::OnceLock;

use actix_web::dev::ResourceDef;
use actix_web::http::{Method, StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, ResponseError};

use super::openapi::openapi;
use super::public::pages;
use super::support::error::Problem;

/// What is at each address besides the API and the pages.
const OTHERS: [&str; 5] = ["/health/live", "/health/ready", "/openapi.json", "/docs", "/docs/{rest:.*}"];

/// Answers a request that no route takes: 405 with `Allow` where another method would be taken, a redirect where the address without its last slash
/// leads somewhere, and otherwise 404, as a page for people or as a problem document.
pub async fn unmatched(request: HttpRequest) -> HttpResponse {
    let path = request.path();
    let allowed = methods_at(path);
    if !allowed.is_empty() {
        return wrong_method(&request, &allowed);
    }
    let shorter = path.trim_end_matches('/');
    if shorter.len() < path.len() && !methods_at(shorter).is_empty() {
        let query = request.query_string();
        let address = if query.is_empty() { shorter.to_owned() } else { format!("{shorter}?{query}") };
        return HttpResponse::PermanentRedirect().insert_header((header::LOCATION, address)).finish();
    }
    let page = if prefers_html(&request) { pages::not_found() } else { None };
    let mut response =
        page.unwrap_or_else(|| Problem::new(StatusCode::NOT_FOUND, format!("there is nothing at {path}")).error_response());
    response.headers_mut().insert(header::VARY, header::HeaderValue::from_static("accept"));
    response
}

fn wrong_method(request: &HttpRequest, allowed: &[Method]) -> HttpResponse {
    let allowed: Vec<&str> = allowed.iter().map(Method::as_str).collect();
    let allowed = allowed.join(", ");
    let detail = format!("{} does not take {}; it takes {allowed}", request.path(), request.method());
    let mut response = Problem::new(StatusCode::METHOD_NOT_ALLOWED, detail).error_response();
    if let Ok(allowed) = allowed.parse() {
        response.headers_mut().insert(header::ALLOW, allowed);
    }
    response
}

/// The methods that an address takes; none when nothing is there.
fn methods_at(path: &str) -> Vec<Method> {
    let mut methods: Vec<Method> = Vec::new();
    for method in table().iter().filter(|(address, _)| address.is_match(path)).flat_map(|(_, taken)| taken) {
        if !methods.contains(method) {
            methods.push(method.clone());
        }
    }
    if methods.is_empty() && pages::is_file(path) {
        methods = vec![Method::GET, Method::HEAD];
    }
    methods
}

/// Every address with its methods. Those of the API are read from its description, which is made from the routes.
fn table() -> &'static [(ResourceDef, Vec<Method>)] {
    static TABLE: OnceLock<Vec<(ResourceDef, Vec<Method>)>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table: Vec<(ResourceDef, Vec<Method>)> = Vec::new();
        let description = serde_json::to_value(openapi()).unwrap_or_default();
        for (address, operations) in description["paths"].as_object().into_iter().flatten() {
            let names = operations.as_object().into_iter().flat_map(|operations| operations.keys());
            let methods = names.filter_map(|name| name.to_uppercase().parse().ok());
            let known = methods.filter(|method| ALL.contains(method)).collect();
            table.push((ResourceDef::new(address.as_str()), known));
        }
        table.extend(pages::addresses().map(|address| (ResourceDef::new(address), vec![Method::GET, Method::HEAD])));
        table.extend(OTHERS.map(|address| (ResourceDef::new(address), vec![Method::GET])));
        table
    })
}

/// The methods that routes take.
const ALL: [Method; 5] = [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];

/// Whether the client would rather have a page than a problem document, as browsers would that open an address.
fn prefers_html(request: &HttpRequest) -> bool {
    let accepted = request.headers().get_all(header::ACCEPT).filter_map(|line| line.to_str().ok());
    let accepted: Vec<&str> = accepted.flat_map(|line| line.split(',')).collect();
    let wish = |kind: &str| {
        let named = accepted.iter().filter(|range| essence(range).eq_ignore_ascii_case(kind));
        named.map(|range| quality(range)).fold(None, |most: Option<f32>, one| Some(most.map_or(one, |most| most.max(one))))
    };
    let json = wish("application/problem+json").into_iter().chain(wish("application/json")).fold(0.0, f32::max);
    wish("text/html").is_some_and(|html| html > 0.0 && html >= json)
}

fn essence(range: &str) -> &str {
    range.split(';').next().unwrap_or_default().trim()
}

fn quality(range: &str) -> f32 {
    let written = range.split(';').skip(1).find_map(|part| part.trim().strip_prefix("q="));
    written.map_or(1.0, |written| written.trim().parse().unwrap_or(0.0))
}
