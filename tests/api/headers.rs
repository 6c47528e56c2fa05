//! Headers of every answer, for every client and route.

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
    assert!(!answer.headers.contains_key("strict-transport-security"), "{what}: over plain HTTP");
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

    async fn answers_of_the_api_are_not_cached(app: App) {
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
            let problem = answer.problem(405);
            assert!(problem.detail().contains(answer.header("allow")), "{method} {path}: {}", problem.detail());
        }
    }

    async fn every_address_answers_a_wrong_method_with_those_that_it_takes(app: App) {
        let document = app.get("/openapi.json").await.is(200);
        let api = document["paths"].as_object().unwrap().iter();
        let api = api.map(|(path, operations)| (path.clone(), operations.as_object().unwrap().keys().cloned().collect()));
        let pages = ["/", "/join/PARK-7K2M", "/receipt", "/kiosk", "/explore", "/sign-in", "/staff", "/sw.js"];
        let pages = pages.map(|path| (path.to_owned(), vec!["get".to_owned(), "head".to_owned()]));
        let others = ["/health/live", "/health/ready", "/openapi.json"].map(|path| (path.to_owned(), vec!["get".to_owned()]));
        let mut count = 0;
        for (path, methods) in api.chain(pages).chain(others) {
            let methods: Vec<String> = methods;
            let path: Vec<&str> = path.split('/').map(|part| if part.starts_with('{') { "7" } else { part }).collect();
            let path = path.join("/");
            let answer = send(app.request(Method::PATCH, &path)).await;
            answer.problem(405);
            let allowed: Vec<String> = answer.header("allow").split(", ").map(str::to_lowercase).collect();
            assert!(methods.iter().all(|method| allowed.contains(method)), "{path}: {allowed:?}, and not only {methods:?}");
            count += 1;
        }
        assert!(count > 45, "{count}");
    }

    async fn a_slash_too_many_leads_to_the_page(app: App) {
        let plain = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        for (path, to) in [
            ("/kiosk/", "/kiosk"),
            ("/kiosk/PARK-7K2M/", "/kiosk/PARK-7K2M"),
            ("/receipt/", "/receipt"),
            ("/explore/?s=%7B%7D&layer=zones", "/explore?s=%7B%7D&layer=zones"),
            ("/join/PARK-7K2M/", "/join/PARK-7K2M"),
            ("/join/PARK-7K2M///?language=ur", "/join/PARK-7K2M?language=ur"),
            ("/join/PARK%207K2M/", "/join/PARK%207K2M"),
            ("/sign-in/", "/sign-in"),
            ("/openapi.json/", "/openapi.json"),
            ("/api/v1/frameworks/", "/api/v1/frameworks"),
        ] {
            let answer = plain.get(format!("http://{}{path}", app.address)).send().await.unwrap();
            assert_eq!((answer.status().as_u16(), answer.headers()["location"].to_str().unwrap()), (308, to), "{path}");
        }
        for nowhere in ["/nowhere/", "//", "//example.org/", "/join/", "/join//", "//kiosk/", "/receipt/x/", "/index.html/"] {
            let answer = plain.get(format!("http://{}{nowhere}", app.address)).send().await.unwrap();
            assert_eq!((answer.status().as_u16(), answer.headers().get("location")), (404, None), "{nowhere}");
        }
    }

    async fn nothing_there_is_a_page_for_browsers_and_a_problem_document_for_programs(app: App) {
        let asking = async |accept: &str| {
            let request = app.request(Method::GET, "/nowhere");
            send(if accept.is_empty() { request } else { request.header("accept", accept) }).await
        };
        for browser in ["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html", "Text/HTML;level=1;q=0.9, */*"] {
            let answer = asking(browser).await;
            assert_eq!((answer.status, answer.header("content-type")), (404, "text/html; charset=utf-8"), "{browser}");
            assert!(answer.text().contains("<h1>There is no page at this address</h1>"), "{}", answer.text());
            assert!(answer.header("vary").to_lowercase().contains("accept"));
            is_safe(&answer, browser);
        }
        for program in ["", "*/*", "application/json", "text/html;q=0", "application/json, text/html;q=0.5", "image/png"] {
            asking(program).await.problem(404);
        }
    }

    async fn files_answer_head_too(app: App) {
        let answer = send(app.request(Method::HEAD, "/sw.js")).await;
        assert_eq!((answer.status, answer.bytes.len()), (200, 0));
        assert_eq!(send(app.request(Method::HEAD, "/")).await.status, 200);
    }

    async fn malformed_requests_get_problem_documents_with_the_same_headers(app: App) {
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

    async fn a_client_that_accepts_no_encoding_is_told_so(app: App) {
        let request = app.request(Method::GET, "/api/v1/frameworks").header("accept-encoding", "identity;q=0, *;q=0");
        let problem = send(request).await.problem(406);
        assert_eq!(problem.0["type"], "urn:sensing:problem:not-acceptable");
        assert_eq!(problem.0["title"], "Not acceptable: no encoding fits the header Accept-Encoding");
        assert!(problem.0["detail"].as_str().unwrap().contains("allow gzip, br or identity"), "{:?}", problem.0);
    }

    async fn a_request_without_signing_in_is_told_how(app: App) {
        let answer = app.get("/api/v1/me").await;
        answer.problem(401);
        assert_eq!(answer.header("www-authenticate"), "Bearer");
    }

    async fn long_answers_are_compressed_on_request(app: App) {
        let plain = app.get("/openapi.json").await;
        let packed = send(app.request(Method::GET, "/openapi.json").header("accept-encoding", "gzip")).await;
        assert_eq!(packed.header("content-encoding"), "gzip");
        assert!(packed.bytes.len() * 3 < plain.bytes.len());
        assert_eq!(packed.bytes[..2], [0x1f, 0x8b]);
    }
}

fn behind_a_proxy(services: &mut sensing::http::Services) {
    services.proxies = sensing::limits::TrustedProxies::new(vec!["127.0.0.1".parse().unwrap()]);
    services.limits = sensing::limits::Limits::off();
}

fn asked_for(services: &mut sensing::http::Services) {
    behind_a_proxy(services);
    services.hsts = true;
}

#[actix_web::test]
async fn browsers_are_held_to_https_only_when_that_is_asked_for_and_over_https() {
    for (prepare, asked) in [(behind_a_proxy as fn(&mut _), false), (asked_for, true)] {
        let app = spawn_app_with(prepare).await;
        for (scheme, secure) in [("https", true), ("http", false), ("https, http", false)] {
            let answer = send(app.request(Method::GET, "/").header("x-forwarded-proto", scheme)).await;
            let sent = answer.headers.get("strict-transport-security").map(|value| value.to_str().unwrap());
            assert_eq!(sent, (asked && secure).then_some("max-age=31536000"), "{scheme}, asked for: {asked}");
        }
        assert!(!app.get("/").await.headers.contains_key("strict-transport-security"));
    }
}
