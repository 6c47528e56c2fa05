//! The pages and their files, which are built into the binary.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use rust_embed::RustEmbed;

use super::guard::nothing_here;

#[derive(RustEmbed)]
#[folder = "frontend/dist"]
#[allow_missing = true]
struct Files;

/// Addresses of pages and the files that they are.
const PAGES: &[(&str, &str)] = &[
    ("/", "index.html"),
    ("/join/{code}", "index.html"),
    ("/receipt", "receipt.html"),
    ("/kiosk", "kiosk.html"),
    ("/kiosk/{code}", "kiosk.html"),
    ("/sign-in", "sign-in.html"),
    ("/explore", "explore.html"),
    ("/moderation", "moderation.html"),
    ("/collections", "collections.html"),
    ("/paper", "paper.html"),
    ("/transcribe", "transcribe.html"),
    ("/frameworks", "frameworks.html"),
    ("/preview", "preview.html"),
];

/// Adds the routes.
pub fn routes(config: &mut web::ServiceConfig) {
    for &(address, name) in PAGES {
        config.route(address, web::get().to(move || page(name)));
        config.route(address, web::head().to(move || page(name)));
    }
    config.route("/{file:.*\\..*}", web::get().to(file));
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
    let Some(found) = Files::get(&path).filter(|_| !path.ends_with(".html")) else {
        return nothing_here(request).await;
    };
    // Vite puts a hash of the content into the names of its assets, so those may be kept for ever.
    let cache = if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    let kind = mime_guess::from_path(&path).first_or_octet_stream();
    HttpResponse::Ok().content_type(kind.as_ref()).insert_header((header::CACHE_CONTROL, cache)).body(found.data.into_owned())
}
