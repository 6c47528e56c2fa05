//! The API's description: true, complete, and as it stands in `api-spec/`.

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

/// The schema behind a reference.
fn resolved<'a>(api: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str() {
        Some(reference) => {
            api.pointer(reference.trim_start_matches('#')).unwrap_or_else(|| panic!("{reference} leads nowhere"))
        }
        None => schema,
    }
}

/// Whether a reader sees what such a value looks like: an example on the whole, on each part, or a form that says all.
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
}

#[test]
fn every_reference_leads_somewhere_and_every_schema_is_used() {
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
fn a_test_says_where_its_p_is_from_and_a_story_by_which_way_it_came() {
    let api = api();
    let words =
        |schema: &str, field: &str| resolved(&api, &api["components"]["schemas"][schema]["properties"][field])["enum"].clone();
    assert_eq!(words("Test", "p_from"), json!(["permutation", "theory"]));
    assert_eq!(words("QueuedStory", "source"), json!(["told", "paper", "imported", "synthetic"]));
}

#[test]
fn whoever_reads_the_description_may_stop_before_its_end() {
    let mut command = sensing(Path::new("."), None);
    let mut process = command.arg("openapi").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(process.stdout.take());
    let ended = process.wait_with_output().unwrap();
    assert!(ended.status.success() && ended.stderr.is_empty(), "{}", String::from_utf8_lossy(&ended.stderr));
}

#[test]
fn every_object_that_goes_in_or_out_shows_what_it_looks_like() {
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
    // Several are called `list` or `read`; that is for clients that are made from the document to sort out.
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
            // Whoever has signed in may ask who they are.
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
    async fn the_service_hands_out_its_own_description(app: App) {
        assert_eq!(app.get("/openapi.json").await.is(200), api());
        let page = app.get("/docs/").await;
        assert_eq!((page.status, page.text().contains("swagger-ui")), (200, true));
    }

    async fn the_examples_are_what_the_service_takes_and_gives(app: App) {
        let api = api();
        let example = |name: &str| api["components"]["schemas"][name]["example"].clone();
        let mut submission = example("Submission");
        submission["receipt"] = json!(fresh_receipt());
        let kept = app.post("/api/v1/stories", &submission).await.is(201);
        let names = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(names(&kept), names(&example("Kept")));
        app.post("/api/v1/receipts/open", &json!({"receipt": kept["receipt"]})).await.is(200);
        app.search(example("SearchAsked")).await.is(200);
        app.patterns(example("PatternsAsked")).await.is(200);
        app.compare(example("ComparisonAsked")).await.is(200);
        let found = app.clusters(example("ClustersAsked")).await.is(200);
        assert!(names(&found).is_superset(&names(&example("ClustersAnswer"))));
        let followed = app.trends(example("TrendsAsked")).await.is(200);
        assert_eq!(names(&followed), names(&example("TrendsAnswer")));
        let counted = app.words(example("WordsAsked")).await.is(200);
        assert_eq!(names(&counted), names(&example("WordsAnswer")));
        app.compare(json!({"by": example("GroupsAsked")})).await.is(200);
        let job = app.post_as(Role::Analyst, "/api/v1/compare?job=true", &example("ComparisonAsked")).await.is(202);
        assert_eq!(names(&job), names(&example("Job")));
        app.search(json!({"selection": example("Selection")})).await.is(200);
        let problem = app.post("/api/v1/stories", &json!({})).await.problem(422);
        assert_eq!(names(&problem.0), names(&example("Problem")));
        let made = app.make_collection(&example("CollectionAsked")).await.is(201);
        let joined = app.join(made["join_code"].as_str().unwrap()).await.is(200);
        assert_eq!(names(&joined), names(&example("JoinedCollection")));
        let checked = app.post_as(Role::Administrator, "/api/v1/frameworks/check", &example("Framework")).await.is(200);
        assert_eq!((names(&checked), &checked["faults"]), (names(&example("FrameworkChecked")), &json!([])));
        let first = "/api/v1/frameworks/sheffield-send/versions/1";
        let tried = app.post_as(Role::Administrator, &format!("{first}/try"), &submission).await.is(200);
        assert_eq!(names(&tried), names(&example("Tried")));
        let texts = app.get(&format!("{first}/texts/pl")).await.is(200);
        assert!(names(&texts).is_superset(&names(&example("Texts"))));
        app.clear(kept["id"].as_str().unwrap(), &example("Clearing")).await.is(200);
        app.withhold(kept["id"].as_str().unwrap(), &example("Withholding")).await.is(200);
        app.post("/api/v1/receipts/open", &example("ReceiptShown")).await.problem(404);
        app.post("/api/v1/session", &example("Credentials")).await.problem(401);
        app.withdraw(kept["receipt"].as_str().unwrap()).await.is(204);
    }
}
