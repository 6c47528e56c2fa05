//! The OpenAPI document, collected from the handlers.

use std::collections::BTreeMap;

use actix_web::{App, HttpResponse, get, web};
use serde_json::{Value, json};
use utoipa::openapi::RefOr;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::schema::Schema;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{IntoResponses, Modify};
use utoipa_actix_web::AppExt;
use utoipa_swagger_ui::SwaggerUi;

use super::support::documented_problems::NotAcceptable;
use super::variants::name_variants;
use crate::exchange::mapping::Mapping;
use crate::model::Framework;

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Sensing & Shaping",
        description = "Stories of experience, signified by the people who tell them, and the patterns in them.\n\nDays (`opens`, \
            `closes`, `received`) begin and end at midnight in the service's time zone: Europe/London, unless its operator chose \
            another with `--time-zone`; `GET /api/v1/me` names it as `time_zone`. Stories that a version before this one \
            stored keep the day that they had in UTC. Times, such as `at`, are in UTC.",
        license(name = "MIT OR Apache-2.0")
    ),
    modifiers(&SecuritySchemes),
    components(schemas(crate::http::support::error::Problem)),
    tags(
        (name = "capture", description = "Submit a story, and open, correct or withdraw it with its receipt. Public."),
        (name = "frameworks", description = "The prompts and signifiers of a framework, in versions."),
        (name = "explore", description = "Search, patterns, comparisons, associations, clusters, trends and words of a selection. For analysts."),
        (name = "exports", description = "Ask for exports of stories, decide on them, and download their files. For analysts and administrators."),
        (name = "moderation", description = "Read held stories, clear or withhold them. For moderators."),
        (name = "collections", description = "Make, close and reopen collections, and type in paper forms. For facilitators."),
        (name = "imports", description = "Import any table by a mapping: guess, preview, import, and save the mapping. For administrators."),
        (name = "staff", description = "Sign in and out.")
    )
)]
struct Base;

struct SecuritySchemes;

impl Modify for SecuritySchemes {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        let components = api.components.get_or_insert_default();
        let cookie = ApiKey::Cookie(ApiKeyValue::with_description(
            "__Host-sensing",
            "The session cookie, set by signing in. Requests that change something also need the header `x-sensing: 1`.",
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
    let scope = utoipa_actix_web::scope("/api/v1").configure(super::api::api);
    let (_, mut api) = App::new().into_utoipa_app().openapi(base).service(scope).split_for_parts();
    if let Some(components) = &mut api.components {
        name_variants(&mut components.schemas);
        drop_defaults_of_required_fields(&mut components.schemas);
    }
    for operation in api.paths.paths.values_mut().flat_map(operations_of) {
        // Refused before the request reaches its operation.
        operation.responses.responses.extend(NotAcceptable::responses());
        // A generator of Python clients makes a module that cannot be imported of a required body with several media types
        // (issue 1451 of openapi-python-client). A request without a body is refused, and the responses say how.
        if let Some(RefOr::T(body)) = &mut operation.request_body
            && body.content.len() > 1
        {
            body.required = None;
        }
    }
    describe_responses(&mut api);
    api
}

/// OpenAPI requires a description of each response. Where a handler gives none, the first paragraph about the schema of
/// its body is used.
fn describe_responses(api: &mut utoipa::openapi::OpenApi) {
    let schemas = api.components.as_ref().map(|components| components.schemas.clone()).unwrap_or_default();
    let operations = api.paths.paths.values_mut().flat_map(operations_of);
    let responses = operations.flat_map(|operation| operation.responses.responses.values_mut());
    for response in responses {
        let RefOr::T(response) = response else { continue };
        if response.description.is_empty() {
            let contents = response.content.values().filter_map(|content| match content {
                RefOr::T(content) => content.schema.as_ref(),
                RefOr::Ref(_) => None,
            });
            response.description = contents.filter_map(|body| about(body, &schemas)).collect::<Vec<_>>().join(" ");
        }
    }
}

/// A field that must be given has no default. The derived schema takes one from the default of the structure, which can be
/// `null` where the field cannot.
fn drop_defaults_of_required_fields(schemas: &mut BTreeMap<String, RefOr<Schema>>) {
    for schema in schemas.values_mut() {
        let RefOr::T(Schema::Object(object)) = schema else { continue };
        for name in &object.required {
            if let Some(RefOr::T(Schema::Object(field))) = object.properties.get_mut(name) {
                field.default = None;
            }
        }
    }
}

fn operations_of(path: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    let PathItem { get, put, post, delete, options, head, patch, trace, .. } = path;
    [get, put, post, delete, options, head, patch, trace].into_iter().flatten()
}

/// The first paragraph about the schema that is referred to.
fn about(body: &RefOr<Schema>, schemas: &BTreeMap<String, RefOr<Schema>>) -> Option<String> {
    let RefOr::Ref(reference) = body else { return None };
    let name = reference.ref_location.rsplit('/').next()?;
    let schema = serde_json::to_value(schemas.get(name)?).ok()?;
    let paragraph = schema["description"].as_str()?.split("\n\n").next()?;
    Some(paragraph.replace('\n', " "))
}

/// The JSON Schema of a framework document, with all schemas that it refers to.
///
/// # Errors
/// None in practice: all values can be serialised.
pub fn framework_schema() -> Result<Value, serde_json::Error> {
    schema_of::<Framework>("A signification framework")
}

/// The JSON Schema of a mapping of a table, with all schemas that it refers to.
///
/// # Errors
/// None in practice: all values can be serialised.
pub fn mapping_schema() -> Result<Value, serde_json::Error> {
    schema_of::<Mapping>("A mapping of a table")
}

fn schema_of<T: utoipa::ToSchema>(title: &str) -> Result<Value, serde_json::Error> {
    let mut schemas = Vec::new();
    T::schemas(&mut schemas);
    let mut definitions = serde_json::Map::new();
    for (name, schema) in schemas {
        definitions.insert(name, serde_json::to_value(schema)?);
    }
    let mut schema = serde_json::to_value(T::schema())?;
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!(title);
    schema["$defs"] = Value::Object(definitions);
    let text = serde_json::to_string(&schema)?.replace("#/components/schemas/", "#/$defs/");
    serde_json::from_str(&text)
}

/// Adds the routes of the API document and its viewer.
pub fn routes(config: &mut web::ServiceConfig) {
    config.service(document);
    config.service(web::redirect("/docs", "/docs/"));
    config.service(SwaggerUi::new("/docs/{_:.*}").config(utoipa_swagger_ui::Config::new(["/openapi.json"])));
}

#[get("/openapi.json")]
async fn document() -> HttpResponse {
    HttpResponse::Ok().json(openapi())
}
