//! What stands on every answer, whoever asks for what.

use reqwest::Method;
use sensing::model::Role;

use crate::support::*;

fn is_safe(answer: &Answer, what: &str) {
    let expected = [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ];
    for (name, value) in expected {
        assert_eq!(answer.header(name), value, "{name} of {what}");
    }
    let policy = answer.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{what}: {policy}");
    assert!(!policy.contains("unsafe-eval"), "{what}: {policy}");
    assert!(answer.header("strict-transport-security").starts_with("max-age="), "{what}");
    assert!(answer.header("permissions-policy").contains("geolocation=()"), "{what}");
    assert!(!answer.headers.contains_key("server"), "{what}");
    assert!(!answer.headers.contains_key("access-control-allow-origin"), "{what}");
}

on_both! { shared;
    async fn every_answer_carries_the_security_headers(app: App) {
        let answers = [
            ("health", app.ready().await),
            ("a list", app.frameworks().await),
            ("a problem", app.get("/api/v1/me").await),
            ("nothing", app.get("/nowhere").await),
            ("nothing in the API", app.get("/api/v1/nowhere").await),
            ("a wrong method", send(app.request(Method::PATCH, "/api/v1/stories")).await),
            ("a wrong type", send(app.request(Method::POST, "/api/v1/stories").body("x")).await),
            ("a page", app.get("/").await),
            ("a file that is not there", app.get("/assets/none.js").await),
            ("the API's description", app.get("/openapi.json").await),
            ("Swagger", app.get("/docs/").await),
            ("an own view", app.search(json!({})).await),
        ];
        for (what, answer) in answers {
            is_safe(&answer, what);
        }
    }

    async fn pages_run_no_script_but_their_own(app: App) {
        let page = app.get("/").await;
        let policy = page.header("content-security-policy");
        assert!(!policy.contains("unsafe-inline"), "{policy}");
        assert!(policy.contains("script-src 'self'"), "{policy}");
    }

    async fn answers_of_the_api_are_kept_by_nobody(app: App) {
        let told = app.tell(&a_story()).await;
        let answers = [
            app.submit(&a_story()).await,
            app.open(&told.receipt).await,
            app.search(json!({})).await,
            app.patterns(json!({"selection": {"framework": "sheffield-send"}})).await,
            app.queue("").await,
            app.queued(&told.id).await,
            app.get("/api/v1/me").await,
            app.story(&told.id).await,
            app.get_as(Role::Facilitator, "/api/v1/collections").await,
            app.withdraw(&told.receipt).await,
        ];
        for answer in answers {
            assert_eq!(answer.header("cache-control"), "no-store", "{}", answer.text());
        }
    }

    async fn errors_outside_the_handlers_are_problem_documents_too(app: App) {
        app.get("/nowhere").await.problem(404);
        app.get("/nowhere/at.all").await.problem(404);
        app.get("/api/v1").await.problem(404);
        app.get("/api/v1/nowhere").await.problem(404);
        app.get("/api/v1/frameworks/sheffield-send/versions/one").await.problem(404);
        app.get("/api/v1/frameworks/%ff%fe").await.problem(404);
        app.get("/%00").await.problem(404);
        app.get_as(Role::Analyst, "/api/v1/stories/not-an-id").await.problem(404);
        for (method, path) in [
            (Method::PUT, "/api/v1/stories"),
            (Method::GET, "/api/v1/search"),
            (Method::DELETE, "/api/v1/frameworks"),
            (Method::POST, "/health/live"),
            (Method::POST, "/"),
            (Method::OPTIONS, "/api/v1/stories"),
            (Method::TRACE, "/api/v1/stories"),
        ] {
            let answer = send(app.request(method.clone(), path)).await;
            assert!(matches!(answer.status, 404 | 405), "{method} {path}: {}", answer.status);
            answer.problem(answer.status);
        }
    }

    async fn odd_requests_get_problem_documents_with_the_same_headers(app: App) {
        let odd = [
            app.request(Method::GET, "/api/v1/frameworks").header("accept-encoding", "identity;q=0, *;q=0"),
            app.request(Method::GET, "/api/v1/me").header("authorization", "Bearer"),
            app.request(Method::GET, "/api/v1/me").header("authorization", "Basic YTpi"),
            app.request(Method::GET, "/api/v1/me").header("cookie", "__Host-sensing=;;;=\""),
            app.request(Method::GET, &format!("/api/v1/frameworks/{}", "a".repeat(7_000))),
        ];
        for request in odd {
            let answer = send(request).await;
            assert!((400..500).contains(&answer.status), "{}", answer.status);
            is_safe(&answer, "an odd request");
            answer.problem(answer.status);
        }
    }

    async fn who_must_sign_in_is_told_how(app: App) {
        let answer = app.get("/api/v1/me").await;
        answer.problem(401);
        assert_eq!(answer.header("www-authenticate"), "Bearer");
    }

    async fn long_answers_are_compressed_when_that_is_wanted(app: App) {
        let plain = app.get("/openapi.json").await;
        let packed = send(app.request(Method::GET, "/openapi.json").header("accept-encoding", "gzip")).await;
        assert_eq!(packed.header("content-encoding"), "gzip");
        assert!(packed.bytes.len() * 3 < plain.bytes.len());
        assert_eq!(packed.bytes[..2], [0x1f, 0x8b]);
    }
}
