//! The API's description: correct, complete, and the same as in `api-spec/`.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Stdio;

use sensing::model::Role;

use crate::support::*;

fn api() -> Value {
    serde_json::to_value(sensing::http::openapi()).unwrap()
}

fn in_spec_folder(name: &str) -> String {
    std::fs::read_to_string(format!("{}/api-spec/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// Every operation: method, path, description.
fn operations(api: &Value) -> Vec<(String, String, Value)> {
    let mut found = Vec::new();
    for (path, methods) in api["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            found.push((method.to_uppercase(), path.clone(), operation.clone()));
        }
    }
    found
}

/// The schema that a reference points to.
fn resolved<'a>(api: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str() {
        Some(reference) => {
            api.pointer(reference.trim_start_matches('#')).unwrap_or_else(|| panic!("{reference} leads nowhere"))
        }
        None => schema,
    }
}

/// Whether a reader sees what such a value looks like: by an example of the whole or of each part, or by its format.
fn shows_itself(api: &Value, schema: &Value, depth: usize) -> bool {
    let schema = resolved(api, schema);
    let said = ["example", "examples", "enum", "const", "format"].iter().any(|word| schema.get(word).is_some());
    let each =
        |parts: Option<Vec<&Value>>| parts.is_some_and(|parts| parts.iter().all(|part| shows_itself(api, part, depth + 1)));
    let kind = schema["type"].as_str().or_else(|| schema["type"].as_array()?.first()?.as_str()).unwrap_or_default();
    said || depth > 8
        || matches!(kind, "boolean" | "integer" | "number" | "null")
        || each(schema["properties"].as_object().map(|fields| fields.values().collect()))
        || each(schema["oneOf"].as_array().map(|ways| ways.iter().collect()))
        || each(schema["allOf"].as_array().map(|parts| parts.iter().collect()))
        || each(schema.get("items").map(|items| vec![items]))
        || each(schema.get("additionalProperties").filter(|more| more.is_object()).map(|more| vec![more]))
}

#[test]
fn the_document_on_disk_is_the_one_that_the_code_writes() {
    let written = serde_json::to_string_pretty(&sensing::http::openapi()).unwrap() + "\n";
    assert!(in_spec_folder("openapi.json") == written, "api-spec/openapi.json is stale: run `sensing openapi --into api-spec`");
    let schema = serde_json::to_string_pretty(&sensing::http::framework_schema().unwrap()).unwrap() + "\n";
    assert!(in_spec_folder("framework.schema.json") == schema, "api-spec/framework.schema.json is stale");
    let mapping = serde_json::to_string_pretty(&sensing::http::mapping_schema().unwrap()).unwrap() + "\n";
    assert!(in_spec_folder("mapping.schema.json") == mapping, "api-spec/mapping.schema.json is stale");
}

#[test]
fn every_reference_resolves_and_every_schema_is_used() {
    fn references(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(fields) => {
                found.extend(fields.get("$ref").and_then(Value::as_str).map(str::to_owned));
                fields.values().for_each(|value| references(value, found));
            }
            Value::Array(items) => items.iter().for_each(|value| references(value, found)),
            _ => {}
        }
    }
    let api = api();
    let mut used = BTreeSet::new();
    references(&api, &mut used);
    for reference in &used {
        assert!(api.pointer(reference.trim_start_matches('#')).is_some(), "{reference} leads nowhere");
    }
    for name in api["components"]["schemas"].as_object().unwrap().keys() {
        assert!(used.contains(&format!("#/components/schemas/{name}")), "{name} is used nowhere");
    }
}

#[test]
fn every_variant_of_a_union_is_a_schema_with_a_name() {
    let api = api();
    let schemas = api["components"]["schemas"].as_object().unwrap();
    for (name, schema) in schemas {
        for variant in schema["oneOf"].as_array().into_iter().flatten() {
            let in_place = variant.get("properties").is_some() || variant.get("allOf").is_some();
            assert!(!in_place, "{name} describes a variant in place: {variant}");
        }
        for part in schema["allOf"].as_array().into_iter().flatten() {
            assert!(resolved(&api, part).get("oneOf").is_none(), "{name} is extended by a union");
        }
    }
    let kinds = &schemas["Signifier"]["discriminator"];
    assert_eq!((&kinds["propertyName"], kinds["mapping"].as_object().unwrap().len()), (&json!("kind"), 4));
    assert_eq!(kinds["mapping"]["triad"], "#/components/schemas/TriadSignifier");
    assert_eq!(schemas["TriadPattern"]["properties"]["kind"]["enum"], json!(["triad"]));
}

#[test]
fn a_field_that_must_be_given_has_no_default() {
    let api = api();
    for (name, schema) in api["components"]["schemas"].as_object().unwrap() {
        for field in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            assert!(schema["properties"][field].get("default").is_none(), "{field} of {name}");
        }
    }
}

#[test]
fn every_response_has_a_description_as_the_standard_requires() {
    let api = api();
    for (method, path, operation) in operations(&api) {
        for (status, response) in operation["responses"].as_object().unwrap() {
            let description = resolved(&api, response)["description"].as_str().unwrap_or_default();
            assert!(description.len() > 5, "{method} {path} {status}: “{description}”");
        }
    }
}

#[test]
fn the_description_has_test_names_and_sources_of_stories() {
    let api = api();
    let words = |fields: &str| resolved(&api, api.pointer(&format!("/components/schemas/{fields}")).unwrap())["enum"].clone();
    assert_eq!(words("Test/properties/p_from"), json!(["permutation", "theory"]));
    assert_eq!(words("QueuedStory/allOf/1/properties/source"), json!(["told", "paper", "imported", "synthetic"]));
}

#[test]
fn reading_only_a_part_of_the_description_is_not_an_error() {
    let mut command = sensing(Path::new("."), None);
    let mut process = command.arg("openapi").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(process.stdout.take());
    let ended = process.wait_with_output().unwrap();
    assert!(ended.status.success() && ended.stderr.is_empty(), "{}", String::from_utf8_lossy(&ended.stderr));
}

#[test]
fn every_request_and_answer_object_has_an_example() {
    let api = api();
    let mut silent = Vec::new();
    for (name, schema) in api["components"]["schemas"].as_object().unwrap() {
        if !shows_itself(&api, schema, 0) {
            silent.push(name);
        }
    }
    assert!(silent.is_empty(), "without an example, wholly or in a part: {silent:?}");
}

#[test]
fn every_operation_says_what_it_is_for() {
    let mut names = BTreeSet::new();
    for (method, path, operation) in operations(&api()) {
        assert!(operation["summary"].as_str().is_some_and(|words| words.len() >= 10), "{method} {path}");
        assert!(operation["tags"].as_array().is_some_and(|tags| tags.len() == 1), "{method} {path}");
        let name = operation["operationId"].as_str().unwrap().to_owned();
        names.insert(name);
    }
    // Several operations are called `list` or `read`; client generators have to resolve that.
    assert!(names.len() > 10);
}

#[test]
fn every_operation_documents_its_problem_answers() {
    let api = api();
    let mut missing = Vec::new();
    for (method, path, operation) in operations(&api) {
        let mut expected = Vec::new();
        let secured = operation["security"].as_array().is_some_and(|doors| !doors.is_empty());
        let sign_out = (method.as_str(), path.as_str()) == ("DELETE", "/api/v1/session");
        if secured && !sign_out {
            expected.push("401");
            // Everybody who has signed in may ask who they are.
            expected.extend((path != "/api/v1/me").then_some("403"));
        }
        if operation.get("requestBody").is_some() {
            expected.push("422");
        }
        if path.contains('{') {
            expected.push("404");
        }
        for status in expected {
            if operation["responses"].get(status).is_none() {
                missing.push(format!("{method} {path} {status}"));
            }
        }
        for (status, answer) in operation["responses"].as_object().unwrap() {
            if status.starts_with(['4', '5']) {
                let schema = &answer["content"]["application/problem+json"]["schema"]["$ref"];
                assert_eq!(schema, "#/components/schemas/Problem", "{method} {path} {status}");
            }
        }
    }
    assert!(missing.is_empty(), "not documented: {missing:#?}");
}

on_both! { shared;
    async fn the_service_serves_its_own_description(app: App) {
        assert_eq!(app.get("/openapi.json").await.is(200), api());
        let page = app.get("/docs/").await;
        assert_eq!((page.status, page.text().contains("swagger-ui")), (200, true));
    }

    async fn the_examples_are_valid_requests_and_answers(app: App) {
        let api = api();
        let example = |name: &str| api["components"]["schemas"][name]["example"].clone();
        let mut submission = example("Submission");
        submission["receipt"] = json!(fresh_receipt());
        let kept = app.post("/api/v1/stories", &submission).await.is(201);
        let names = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(names(&kept), names(&example("SubmittedBody")));
        app.post("/api/v1/receipts/open", &json!({"receipt": kept["receipt"]})).await.is(200);
        app.search(example("SearchRequest")).await.is(200);
        app.patterns(example("PatternsRequest")).await.is(200);
        app.compare(example("ComparisonRequest")).await.is(200);
        let found = app.clusters(example("ClustersRequest")).await.is(200);
        assert!(names(&found).is_superset(&names(&example("ClustersBody"))));
        let associated = app.associations(example("AssociationsRequest")).await.is(200);
        assert!(names(&associated).is_superset(&names(&example("AssociationsBody"))));
        let followed = app.trends(example("TrendsRequest")).await.is(200);
        assert_eq!(names(&followed), names(&example("TrendsBody")));
        let counted = app.words(example("WordsRequest")).await.is(200);
        assert_eq!(names(&counted), names(&example("WordsBody")));
        app.compare(json!({"by": example("GroupsRequest")})).await.is(200);
        let job = app.post_as(Role::Analyst, "/api/v1/compare?job=true", &example("ComparisonRequest")).await.is(202);
        assert_eq!(names(&job), names(&example("Job")));
        app.search(json!({"selection": example("Selection")})).await.is(200);
        let problem = app.post("/api/v1/stories", &json!({})).await.problem(422);
        assert_eq!(names(&problem.0), names(&example("Problem")));
        let made = app.make_collection(&example("CollectionRequest")).await.is(201);
        let joined = app.join(made["join_code"].as_str().unwrap()).await.is(200);
        assert_eq!(names(&joined), names(&example("JoinedCollection")));
        let checked = app.post_as(Role::Administrator, "/api/v1/frameworks/check", &example("Framework")).await.is(200);
        assert_eq!((names(&checked), &checked["faults"]), (names(&example("FrameworkCheckBody")), &json!([])));
        let first = "/api/v1/frameworks/sheffield-send/versions/1";
        let tried = app.post_as(Role::Administrator, &format!("{first}/try"), &submission).await.is(200);
        assert_eq!(names(&tried), names(&example("TrialBody")));
        let texts = app.get(&format!("{first}/texts/pl")).await.is(200);
        assert!(names(&texts).is_superset(&names(&example("TextsBody"))));
        for (decision, name) in [("clear", "ClearRequest"), ("withhold", "WithholdRequest")] {
            let id = kept["id"].as_str().unwrap();
            let mut body = example(name);
            let path = format!("/api/v1/moderation/stories/{id}/{decision}");
            app.post_as(Role::Moderator, &path, &body).await.problem(409);
            body["revision"] = json!(app.revision(id).await);
            app.post_as(Role::Moderator, &path, &body).await.is(200);
        }
        let original = format!("/api/v1/moderation/stories/{}/original", kept["id"].as_str().unwrap());
        let shown = app.post_as(Role::SafeguardingLead, &original, &example("OriginalRequest")).await.is(200);
        assert_eq!(names(&shown), names(&example("OriginalBody")));
        let audited = app.get_as(Role::Administrator, "/api/v1/audit?action=story_cleared").await.is(200);
        assert_eq!(names(&audited["entries"][0]), names(&example("AuditEntryBody")));
        app.post("/api/v1/receipts/open", &example("ReceiptRequest")).await.problem(404);
        app.post("/api/v1/receipts/consent", &example("ConsentRequest")).await.problem(404);
        app.post("/api/v1/session", &example("SignInRequest")).await.problem(401);
        app.withdraw(kept["receipt"].as_str().unwrap()).await.is(200);
    }
}
