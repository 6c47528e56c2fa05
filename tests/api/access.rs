//! Access rights: every route of the API, requested by every role and by the public.

use std::collections::BTreeMap;

use chrono::{Duration, Utc};
use reqwest::Method;
use sensing::model::{Actor, Role};
use sha2::{Digest, Sha256};

use crate::support::*;

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum For {
    Everybody,
    /// Everybody who has signed in, in any role.
    AllStaff,
    Only(&'static [Role]),
}

const EXPLORE: For = For::Only(&[Role::Analyst, Role::Moderator, Role::SafeguardingLead]);
const MODERATE: For = For::Only(&[Role::Moderator, Role::SafeguardingLead]);
const EXPORT: For = For::Only(&[Role::Analyst]);
const SEE_EXPORTS: For = For::Only(&[Role::Analyst, Role::Administrator]);
const ORIGINALS: For = For::Only(&[Role::SafeguardingLead]);
const COLLECT: For = For::Only(&[Role::Facilitator, Role::Administrator]);
const TRANSCRIBE: For = For::Only(&[Role::Facilitator, Role::Administrator]);
const ADMINISTER: For = For::Only(&[Role::Administrator]);

/// Who may use each route, with a body that is as valid as possible.
fn matrix() -> BTreeMap<(&'static str, &'static str), (For, Value)> {
    let nobody = json!({"receipt": fresh_receipt()});
    let rows = [
        ("GET", "/api/v1/frameworks", For::Everybody, Value::Null),
        ("GET", "/api/v1/frameworks/{slug}", For::Everybody, Value::Null),
        ("GET", "/api/v1/frameworks/{slug}/versions/{version}", For::Everybody, Value::Null),
        ("GET", "/api/v1/frameworks/drafts", ADMINISTER, Value::Null),
        ("GET", "/api/v1/frameworks/{slug}/changes", For::Everybody, Value::Null),
        ("POST", "/api/v1/frameworks", ADMINISTER, a_framework("access")),
        ("POST", "/api/v1/frameworks/check", ADMINISTER, a_framework("access")),
        ("PUT", "/api/v1/frameworks/{slug}/versions/{version}", ADMINISTER, a_framework("access")),
        ("POST", "/api/v1/frameworks/{slug}/versions/{version}/publish", ADMINISTER, Value::Null),
        ("POST", "/api/v1/frameworks/{slug}/versions/{version}/try", ADMINISTER, a_story().body()),
        ("GET", "/api/v1/frameworks/{slug}/versions/{version}/texts/{language}", For::Everybody, Value::Null),
        ("PUT", "/api/v1/frameworks/{slug}/versions/{version}/texts/{language}", ADMINISTER, json!({})),
        ("POST", "/api/v1/stories", For::Everybody, a_story().body()),
        ("POST", "/api/v1/transcriptions", TRANSCRIBE, a_story().body()),
        ("GET", "/api/v1/stories/{id}", EXPLORE, Value::Null),
        ("POST", "/api/v1/receipts/open", For::Everybody, nobody.clone()),
        (
            "POST",
            "/api/v1/receipts/attachment",
            For::Everybody,
            json!({"receipt": fresh_receipt(), "id": "01990a3e-7c00-7000-8000-1f2e3d4c5b6a"}),
        ),
        ("POST", "/api/v1/receipts/correct", For::Everybody, a_story().body()),
        (
            "POST",
            "/api/v1/receipts/consent",
            For::Everybody,
            json!({"receipt": fresh_receipt(), "consent": {"analysis": true, "quotation": false}}),
        ),
        ("POST", "/api/v1/receipts/withdraw", For::Everybody, nobody),
        ("POST", "/api/v1/session", For::Everybody, json!({"name": "nobody", "password": "not a password"})),
        ("DELETE", "/api/v1/session", For::Everybody, Value::Null),
        ("GET", "/api/v1/me", For::AllStaff, Value::Null),
        ("POST", "/api/v1/search", EXPLORE, json!({})),
        ("POST", "/api/v1/patterns", EXPLORE, json!({"selection": {"framework": "sheffield-send"}, "signifiers": []})),
        ("POST", "/api/v1/associations", EXPLORE, json!({"selection": {"framework": "sheffield-send"}})),
        ("POST", "/api/v1/clusters", EXPLORE, json!({"selection": {"framework": "sheffield-send"}})),
        (
            "POST",
            "/api/v1/neighbours",
            EXPLORE,
            json!({"story": "00000000-0000-0000-0000-000000000000", "signifiers": ["timing"]}),
        ),
        ("POST", "/api/v1/compare", EXPLORE, json!({"by": "audience"})),
        ("POST", "/api/v1/trends", EXPLORE, json!({"by": "month", "figures": [{"figure": "count"}]})),
        ("POST", "/api/v1/words", EXPLORE, json!({})),
        ("GET", "/api/v1/jobs", EXPLORE, Value::Null),
        ("GET", "/api/v1/jobs/{id}", EXPLORE, Value::Null),
        ("DELETE", "/api/v1/jobs/{id}", EXPLORE, Value::Null),
        ("POST", "/api/v1/imports/guess", ADMINISTER, Value::Null),
        ("POST", "/api/v1/imports/preview", ADMINISTER, Value::Null),
        ("POST", "/api/v1/imports", ADMINISTER, Value::Null),
        ("GET", "/api/v1/mappings", ADMINISTER, Value::Null),
        ("GET", "/api/v1/mappings/{name}", ADMINISTER, Value::Null),
        (
            "PUT",
            "/api/v1/mappings/{name}",
            ADMINISTER,
            json!({"mapping": 1, "framework": {"slug": "a", "language": "en"}, "story": {"text": []}}),
        ),
        ("DELETE", "/api/v1/mappings/{name}", ADMINISTER, Value::Null),
        ("GET", "/api/v1/views", EXPLORE, Value::Null),
        ("POST", "/api/v1/views", EXPLORE, json!({"name": "Access", "page": "explore", "query": ""})),
        ("PUT", "/api/v1/views/{id}", EXPLORE, json!({"name": "Access"})),
        ("DELETE", "/api/v1/views/{id}", EXPLORE, Value::Null),
        ("GET", "/api/v1/exports", SEE_EXPORTS, Value::Null),
        ("POST", "/api/v1/exports", EXPORT, json!({"format": "csv", "reason": "A workshop"})),
        ("GET", "/api/v1/exports/{id}", SEE_EXPORTS, Value::Null),
        ("POST", "/api/v1/exports/{id}/agree", ADMINISTER, Value::Null),
        ("POST", "/api/v1/exports/{id}/refuse", ADMINISTER, json!({"reason": "Not needed"})),
        ("POST", "/api/v1/exports/{id}/cancel", EXPORT, Value::Null),
        ("GET", "/api/v1/exports/{id}/file", EXPORT, Value::Null),
        ("GET", "/api/v1/moderation/stories", MODERATE, Value::Null),
        ("GET", "/api/v1/moderation/stories/{id}", MODERATE, Value::Null),
        ("GET", "/api/v1/moderation/stories/{id}/attachments/{attachment}", MODERATE, Value::Null),
        ("POST", "/api/v1/moderation/stories/{id}/original", ORIGINALS, json!({"reason": "a test"})),
        ("GET", "/api/v1/notices", ADMINISTER, Value::Null),
        ("GET", "/api/v1/notices/{kind}", For::Everybody, Value::Null),
        ("GET", "/api/v1/notices/{kind}/versions/{version}", ADMINISTER, Value::Null),
        ("PUT", "/api/v1/notices/{kind}/versions/{version}", ADMINISTER, json!({"notice": {"fields": [], "texts": []}})),
        ("POST", "/api/v1/notices/{kind}/versions/{version}/publish", ADMINISTER, json!({"revision": "0".repeat(32)})),
        ("GET", "/api/v1/audit", ADMINISTER, Value::Null),
        ("POST", "/api/v1/moderation/stories/{id}/clear", MODERATE, json!({})),
        ("POST", "/api/v1/moderation/stories/{id}/withhold", MODERATE, json!({})),
        ("GET", "/api/v1/collections", COLLECT, Value::Null),
        ("POST", "/api/v1/collections", COLLECT, json!({"name": "Access", "framework": "sheffield-send"})),
        ("GET", "/api/v1/collections/{join_code}", For::Everybody, Value::Null),
        (
            "PUT",
            "/api/v1/collections/{join_code}",
            COLLECT,
            json!({"revision": "0".repeat(32), "collection": {"name": "Access", "framework": "sheffield-send"}}),
        ),
        ("POST", "/api/v1/collections/{join_code}/close", COLLECT, Value::Null),
        ("POST", "/api/v1/collections/{join_code}/reopen", COLLECT, Value::Null),
    ];
    rows.into_iter().map(|(method, path, who, body)| ((method, path), (who, body))).collect()
}

/// A path with its parameters filled in; nothing exists there.
fn filled(path: &str) -> String {
    path.replace("{slug}", "sheffield-send")
        .replace("{version}", "1")
        .replace("{id}", "01990a3e-7c00-7000-8000-1f2e3d4c5b6a")
        .replace("{attachment}", "01990a3e-7c00-7000-8000-5f4e3d2c1b0a")
        .replace("{join_code}", "NONE-SUCH")
        .replace("{language}", "en")
        .replace("{kind}", "privacy")
        .replace("{name}", "None")
}

async fn asked(app: &App, method: &str, path: &str, body: &Value, token: Option<&str>) -> Answer {
    let mut request = app.request(method.parse().unwrap(), &filled(path));
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    if !body.is_null() {
        request = request.json(body);
    }
    send(request).await
}

#[test]
fn the_matrix_has_every_route_that_the_api_has() {
    let api = serde_json::to_value(sensing::http::openapi()).unwrap();
    let mut routes = Vec::new();
    for (path, operations) in api["paths"].as_object().unwrap() {
        for method in operations.as_object().unwrap().keys() {
            routes.push((method.to_uppercase(), path.clone()));
        }
    }
    routes.sort();
    let known: Vec<(String, String)> =
        matrix().keys().map(|(method, path)| ((*method).to_owned(), (*path).to_owned())).collect();
    assert_eq!(routes, known, "say in this test for whom a new route is");
}

#[test]
fn the_description_says_which_routes_require_signing_in() {
    let api = serde_json::to_value(sensing::http::openapi()).unwrap();
    for ((method, path), (who, _)) in matrix() {
        let operation = &api["paths"][path][method.to_lowercase()];
        let secured = operation["security"].as_array().is_some_and(|doors| !doors.is_empty());
        // Signing out needs a session, and does nothing for others.
        let expected = who != For::Everybody || (method, path) == ("DELETE", "/api/v1/session");
        assert_eq!(secured, expected, "{method} {path}");
    }
}

on_both! {
    async fn every_role_may_use_its_own_routes_and_no_others(app: App) {
        for ((method, path), (who, body)) in matrix() {
            for role in Role::ALL {
                let token = app.token(role).await;
                let answer = asked(&app, method, path, &body, Some(&token)).await;
                let may = match who {
                    For::Everybody | For::AllStaff => true,
                    For::Only(roles) => roles.contains(&role),
                };
                // Wrong credentials are the only 401 that does not depend on who asks.
                let denied = matches!(answer.status, 401 | 403) && path != "/api/v1/session";
                assert_eq!(!denied, may, "{role}: {method} {path}: {}", answer.status);
                if denied {
                    assert_eq!(answer.status, 403, "{role}: {method} {path}");
                    answer.problem(403);
                }
                assert!(answer.status < 500, "{role}: {method} {path}: {}", answer.text());
            }
        }
    }

    async fn without_signing_in_only_public_routes_can_be_used(app: App) {
        let (ended, disabled) = unusable_tokens(&app).await;
        let nobodies = [
            ("the public", None),
            ("an ended token", Some(ended.as_str())),
            ("somebody disabled", Some(disabled.as_str())),
            ("a made-up token", Some("sens_0000000000000000000000000000000000000000000000000000000000000000")),
            ("an empty token", Some("")),
            ("an odd token", Some("' OR 1=1 --")),
        ];
        for ((method, path), (who, body)) in matrix() {
            for (whose, token) in nobodies {
                let answer = asked(&app, method, path, &body, token).await;
                let denied = matches!(answer.status, 401 | 403) && path != "/api/v1/session";
                assert_eq!(!denied, who == For::Everybody, "{whose}: {method} {path}: {}", answer.status);
                if denied {
                    answer.problem(401);
                }
                assert!(answer.status < 500, "{whose}: {method} {path}: {}", answer.text());
            }
        }
    }

    async fn a_body_without_the_right_to_send_it_is_refused_before_it_is_read(app: App) {
        let kinds = ["application/json".to_owned(), form_type()];
        for ((method, path), (who, body)) in matrix() {
            let For::Only(roles) = who else { continue };
            if method == "GET" {
                continue;
            }
            let another = Role::ALL.into_iter().find(|role| !roles.contains(role)).unwrap();
            let wrong_role = format!("Bearer {}", app.token(another).await);
            let right_role = format!("Bearer {}", app.token(roles[0]).await);
            for kind in &kinds {
                let half_sent = |headers: &[(&str, &str)]| {
                    let headers = [&[("content-type", kind.as_str())], headers].concat();
                    Raw::begin(&app, method, &filled(path), &headers, 60_000, b"{\"half\": ")
                };
                // The service waits 20 seconds for the rest of a body, and this test waits 10 seconds for an answer.
                half_sent(&[]).answer().problem(401);
                half_sent(&[("authorization", &wrong_role)]).answer().problem(403);
            }
            if !body.is_null() {
                let headers = [("content-type", "application/json"), ("authorization", right_role.as_str())];
                let mut right = Raw::begin(&app, method, &filled(path), &headers, 60_000, b"");
                assert!(!right.has_answered_within_a_moment(), "{method} {path} waits for the body of whoever may send it");
            }
        }
    }

    async fn a_denied_request_changes_nothing(app: App) {
        let told = app.tell(&a_story()).await;
        for role in [Role::Facilitator, Role::Analyst, Role::Administrator] {
            for decision in ["clear", "withhold"] {
                let path = format!("/api/v1/moderation/stories/{}/{decision}", told.id);
                app.post_as(role, &path, &json!({})).await.problem(403);
            }
        }
        assert_eq!(app.queued(&told.id).await.is(200)["state"], "held");
        app.post_as(Role::Analyst, "/api/v1/frameworks", &a_framework("denied")).await.problem(403);
        app.framework("denied").await.problem(404);
        app.post_as(Role::Moderator, "/api/v1/collections", &json!({"name": "x", "framework": "sheffield-send"}))
            .await
            .problem(403);
        assert_eq!(app.collections().await.is(200)["collections"], json!([]));
    }

    async fn a_person_with_two_roles_has_the_rights_of_both(app: App) {
        let token = app.token_of_new_staff("both", vec![Role::Facilitator, Role::Analyst]).await;
        let me = send(app.request(Method::GET, "/api/v1/me").bearer_auth(&token)).await.is(200);
        assert_eq!(me, json!({"name": "both", "roles": ["facilitator", "analyst"], "time_zone": "UTC",
            "unfilled_notices": ["privacy", "accessibility"]}));
        for (path, status) in [("/api/v1/collections", 200), ("/api/v1/moderation/stories", 403)] {
            assert_eq!(send(app.request(Method::GET, path).bearer_auth(&token)).await.status, status, "{path}");
        }
        assert_eq!(send(app.request(Method::POST, "/api/v1/search").bearer_auth(&token).json(&json!({}))).await.status, 200);
    }

    async fn no_secret_is_stored_in_plain_text(app: App) {
        let token = app.token(Role::Analyst).await;
        let folder = app.folder();
        if app.base() == Base::Sqlite {
            let stopped = app.stop().await;
            for (path, bytes) in crate::privacy::files(stopped.folder()) {
                assert!(!crate::privacy::holds(&bytes, token.as_bytes()), "{}", path.display());
            }
        }
        drop(folder);
    }
}

async fn unusable_tokens(app: &App) -> (String, String) {
    let disabled = app.token_of_new_staff("disabled", Role::ALL.to_vec()).await;
    app.inside(async |services| services.accounts.set_disabled(operator(), "disabled", true).await.unwrap()).await;
    app.token_of_new_staff("ended", Role::ALL.to_vec()).await;
    let ended = "sens_ended".to_owned();
    let hash: [u8; 32] = Sha256::digest(ended.as_bytes()).into();
    app.inside(async move |services| {
        let staff = services.store.staff_by_name("ended").await.unwrap().unwrap();
        services.store.add_token(Actor::Operator, hash, staff.id, Utc::now() - Duration::seconds(1)).await.unwrap();
    })
    .await;
    (ended, disabled)
}
