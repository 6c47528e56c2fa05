//! The API's description, gathered from the handlers themselves.

use actix_web::{App, HttpResponse, get, web};
use serde_json::{Value, json};
use utoipa::Modify;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa_actix_web::AppExt;
use utoipa_swagger_ui::SwaggerUi;

use crate::model::Framework;

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Sensing & Shaping",
        description = "Stories of experience, signified by the people who tell them, and the patterns in them.",
        license(name = "MIT OR Apache-2.0")
    ),
    modifiers(&Doors),
    components(schemas(super::error::Problem)),
    tags(
        (name = "capture", description = "Telling a story, and what its teller can do with the receipt. Public."),
        (name = "frameworks", description = "What can be told, and what is asked about it."),
        (name = "explore", description = "One selection, every view: search and patterns. For analysts."),
        (name = "moderation", description = "Every text is held until a person clears it. For moderators."),
        (name = "collections", description = "Where stories come in. For facilitators."),
        (name = "staff", description = "Signing in and out.")
    )
)]
struct Base;

struct Doors;

impl Modify for Doors {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        let components = api.components.get_or_insert_default();
        let cookie = ApiKey::Cookie(ApiKeyValue::with_description(
            "__Host-sensing",
            "The session's cookie, set by signing in. Requests that change something also need the header `x-sensing: 1`.",
        ));
        components.add_security_scheme("session", SecurityScheme::ApiKey(cookie));
        let bearer = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("A token for scripts, from `sensing staff token NAME`."))
            .build();
        components.add_security_scheme("token", SecurityScheme::Http(bearer));
    }
}

/// The OpenAPI 3.1 document.
pub fn openapi() -> utoipa::openapi::OpenApi {
    let base = <Base as utoipa::OpenApi>::openapi();
    let scope = utoipa_actix_web::scope("/api/v1").configure(super::api);
    let (_, api) = App::new().into_utoipa_app().openapi(base).service(scope).split_for_parts();
    api
}

/// The JSON Schema of a framework document, with all that it refers to.
///
/// # Errors
/// None in practice: the description is made of plain values.
pub fn framework_schema() -> Result<Value, serde_json::Error> {
    let mut schemas = Vec::new();
    <Framework as utoipa::ToSchema>::schemas(&mut schemas);
    let mut definitions = serde_json::Map::new();
    for (name, schema) in schemas {
        definitions.insert(name, serde_json::to_value(schema)?);
    }
    let mut schema = serde_json::to_value(<Framework as utoipa::PartialSchema>::schema())?;
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!("A signification framework");
    schema["$defs"] = Value::Object(definitions);
    let text = serde_json::to_string(&schema)?.replace("#/components/schemas/", "#/$defs/");
    serde_json::from_str(&text)
}

/// Adds the routes.
pub fn routes(config: &mut web::ServiceConfig) {
    config.service(document);
    config.service(web::redirect("/docs", "/docs/"));
    config.service(SwaggerUi::new("/docs/{_:.*}").config(utoipa_swagger_ui::Config::new(["/openapi.json"])));
}

#[get("/openapi.json")]
async fn document() -> HttpResponse {
    HttpResponse::Ok().json(openapi())
}
