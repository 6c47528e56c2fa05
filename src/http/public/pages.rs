//! The pages and their files, which are part of the binary.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, guard, web};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "frontend/dist"]
#[allow_missing = true]
struct Files;

/// The addresses of the pages, and the file of each.
const PAGES: &[(&str, &str)] = &[
    ("/", "index.html"),
    ("/join/{code}", "index.html"),
    ("/receipt", "receipt.html"),
    ("/privacy", "notice.html"),
    ("/accessibility", "notice.html"),
    ("/kiosk", "kiosk.html"),
    ("/kiosk/{code}", "kiosk.html"),
    ("/sign-in", "sign-in.html"),
    // Short enough to be told and typed; the storytellers' pages link to it.
    ("/staff", "sign-in.html"),
    ("/explore", "explore.html"),
    ("/compare", "compare.html"),
    ("/change", "change.html"),
    ("/clusters", "clusters.html"),
    ("/words", "words.html"),
    ("/exports", "exports.html"),
    ("/moderation", "moderation.html"),
    ("/collections", "collections.html"),
    ("/paper", "paper.html"),
    ("/transcribe", "transcribe.html"),
    ("/frameworks", "frameworks.html"),
    ("/imports", "imports.html"),
    ("/notices", "notices.html"),
    ("/preview", "preview.html"),
];

/// Adds the routes of the pages and their files.
pub fn routes(config: &mut web::ServiceConfig) {
    for &(address, name) in PAGES {
        config.route(address, web::get().to(move || page(name)));
        config.route(address, web::head().to(move || page(name)));
    }
    let files = || guard::fn_guard(|context| is_file(context.head().uri.path()));
    config.route("/{file:.*\\..*}", web::get().guard(files()).to(file));
    config.route("/{file:.*\\..*}", web::head().guard(files()).to(file));
}

/// The addresses of the pages.
pub fn addresses() -> impl Iterator<Item = &'static str> {
    PAGES.iter().map(|&(address, _)| address)
}

/// Whether there is a file of the pages at an address.
pub fn is_file(path: &str) -> bool {
    let name = path.strip_prefix('/').unwrap_or(path);
    !name.ends_with(".html") && Files::get(name).is_some()
}

/// The page for an address that leads nowhere, if it is built.
pub fn not_found() -> Option<HttpResponse> {
    let found = Files::get("not-found.html")?;
    Some(HttpResponse::build(StatusCode::NOT_FOUND).content_type("text/html; charset=utf-8").body(found.data.into_owned()))
}

async fn page(name: &'static str) -> HttpResponse {
    match Files::get(name) {
        Some(found) => HttpResponse::Ok()
            .content_type("text/html; charset=utf-8")
            .insert_header((header::CACHE_CONTROL, "no-cache"))
            .body(found.data.into_owned()),
        None => HttpResponse::ServiceUnavailable()
            .content_type("text/plain; charset=utf-8")
            .body("The pages are not built into this binary: build the frontend first (make build)."),
    }
}

async fn file(request: HttpRequest) -> HttpResponse {
    let path = request.path().trim_start_matches('/').to_owned();
    let Some(found) = Files::get(&path) else { return HttpResponse::NotFound().finish() };
    // The name of an asset contains a hash of its content, so browsers may cache it for ever.
    let cache = if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    let kind = mime_guess::from_path(&path).first_or_octet_stream();
    HttpResponse::Ok().content_type(kind.as_ref()).insert_header((header::CACHE_CONTROL, cache)).body(found.data.into_owned())
}
