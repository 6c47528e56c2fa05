//! `/session` and `/me`: staff signing in and out.

use chrono::{Duration, Utc};
use reqwest::{Method, RequestBuilder};
use sensing::model::Role;
use sha2::{Digest, Sha256};

use crate::support::*;

const PASSWORD: &str = "correct horse battery";

async fn has_staff(app: &App, name: &'static str, role: Role) {
    app.inside(async move |services| services.accounts.add(operator(), name, vec![role], PASSWORD.to_owned()).await.unwrap())
        .await;
}

/// Signs in; returns the cookie in the form in which a browser sends it back.
async fn cookie_of(app: &App, name: &str) -> String {
    let answer = app.sign_in(name, PASSWORD).await;
    answer.is(200);
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

/// A request from one of the service's own pages, with a cookie.
fn page_asks(app: &App, method: Method, path: &str, cookie: &str) -> RequestBuilder {
    app.request(method, path).header("cookie", cookie).header("x-sensing", "1").header("sec-fetch-site", "same-origin")
}

async fn me(app: &App, cookie: &str) -> u16 {
    send(page_asks(app, Method::GET, "/api/v1/me", cookie)).await.status
}

/// A session with these ages since its beginning and its last use.
async fn old_session(app: &App, name: &'static str, began: Duration, used: Duration) -> String {
    let secret = format!("sens_{}", fresh_receipt());
    let hash: [u8; 32] = Sha256::digest(secret.as_bytes()).into();
    app.inside(async move |services| {
        let staff = services.store.staff_by_name(name).await.unwrap().unwrap();
        services.store.begin_session(hash, staff.id, Utc::now() - began).await.unwrap();
        services.store.touch_session(&hash, Utc::now() - used);
        // Waits for the write before it, because the writer works in order.
        services.store.end_session(&[0; 32]).await.unwrap();
    })
    .await;
    format!("__Host-sensing={secret}")
}

#[actix_web::test]
async fn nobody_signs_in_where_the_browser_would_drop_the_cookie() {
    let app = spawn_app(Base::Sqlite).await;
    let at = async |headers: &[(&str, &str)]| {
        let request = app.request(Method::POST, "/api/v1/session").json(&json!({"name": "ada", "password": "wrong"}));
        send(headers.iter().fold(request, |request, &(name, value)| request.header(name, value))).await
    };
    for plain in [
        &[("host", "sensing.lan:8080")][..],
        &[("origin", "http://192.168.1.20:8080")],
        &[("host", "stories.example.org"), ("x-forwarded-proto", "http")],
    ] {
        let answer = at(plain).await;
        let problem = answer.problem(403);
        assert!(problem.0["type"].as_str().unwrap().ends_with("/not-secure"), "{}", problem.0);
        assert!(problem.detail().contains("https://"), "{}", problem.detail());
        assert!(!answer.headers.contains_key("set-cookie"));
    }
    for secure in [
        &[][..],
        &[("host", "stories.example.org"), ("x-forwarded-proto", "https")],
        &[("host", "stories.example.org"), ("origin", "https://stories.example.org")],
        &[("host", "localhost:8080"), ("origin", "http://localhost:8080")],
    ] {
        at(secure).await.problem(401);
    }
}

on_both! {
    async fn signing_in_sets_a_cookie_that_only_this_service_gets(app: App) {
        has_staff(&app, "ada", Role::Analyst).await;
        let answer = app.sign_in("ada", PASSWORD).await;
        assert_eq!(answer.is(200), json!({"name": "ada", "roles": ["analyst"], "time_zone": "UTC"}));
        let set: Vec<&str> = answer.header("set-cookie").split("; ").collect();
        let (name, secret) = set[0].split_once('=').unwrap();
        assert_eq!(name, "__Host-sensing");
        assert!(secret.len() >= 32 + 5, "128 bits or more: {secret}");
        for flag in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
            assert!(set.contains(&flag), "{flag} is missing: {set:?}");
        }
        assert!(!set.iter().any(|part| part.starts_with("Domain")), "{set:?}");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert!(!answer.text().contains(secret));
    }

    async fn a_session_gives_its_owner_the_rights_of_their_roles_and_no_more(app: App) {
        has_staff(&app, "ada", Role::Analyst).await;
        let cookie = cookie_of(&app, "ADA ").await;
        let who = send(page_asks(&app, Method::GET, "/api/v1/me", &cookie)).await.is(200);
        assert_eq!(who["name"], "ada", "names are read as people type them");
        send(page_asks(&app, Method::POST, "/api/v1/search", &cookie).json(&json!({}))).await.is(200);
        send(page_asks(&app, Method::GET, "/api/v1/moderation/stories", &cookie)).await.problem(403);
        send(page_asks(&app, Method::POST, "/api/v1/frameworks", &cookie).json(&a_framework("x"))).await.problem(403);
    }

    async fn each_sign_in_is_a_session_of_its_own(app: App) {
        has_staff(&app, "ada", Role::Analyst).await;
        let (first, second) = (cookie_of(&app, "ada").await, cookie_of(&app, "ada").await);
        assert_ne!(first, second);
        send(page_asks(&app, Method::DELETE, "/api/v1/session", &first)).await.is(204);
        assert_eq!((me(&app, &first).await, me(&app, &second).await), (401, 200));
    }

    async fn signing_out_ends_the_session_and_removes_the_cookie(app: App) {
        has_staff(&app, "ada", Role::Analyst).await;
        let cookie = cookie_of(&app, "ada").await;
        let answer = send(page_asks(&app, Method::DELETE, "/api/v1/session", &cookie)).await;
        assert_eq!(answer.status, 204);
        assert!(answer.header("set-cookie").contains("Max-Age=0"), "{}", answer.header("set-cookie"));
        assert_eq!(me(&app, &cookie).await, 401);
        assert_eq!(send(page_asks(&app, Method::DELETE, "/api/v1/session", &cookie)).await.status, 204, "twice is fine");
    }

    async fn a_wrong_password_and_an_unknown_name_get_the_same_answer(app: App) {
        has_staff(&app, "ada", Role::Analyst).await;
        let wrong = app.sign_in("ada", "something else entirely").await;
        wrong.problem(401);
        for (name, password) in [
            ("nobody", PASSWORD),
            ("ada", ""),
            ("a d a", PASSWORD),
            ("", ""),
            ("ada\0", PASSWORD),
            ("é".repeat(99).as_str(), "x"),
        ] {
            let answer = app.sign_in(name, password).await;
            assert_eq!((answer.status, answer.text()), (401, wrong.text()), "{name:?}");
            assert!(!answer.headers.contains_key("set-cookie"));
        }
    }

    async fn an_overlong_password_is_refused_without_being_hashed(app: App) {
        has_staff(&app, "ada", Role::Analyst).await;
        app.sign_in("ada", &"a".repeat(60_000)).await.problem(401);
    }

    async fn a_changing_request_under_a_cookie_must_come_from_our_own_pages(app: App) {
        has_staff(&app, "ada", Role::Analyst).await;
        let cookie = cookie_of(&app, "ada").await;
        let search = || app.request(Method::POST, "/api/v1/search").header("cookie", &cookie).json(&json!({}));
        send(search()).await.problem(403);
        send(search().header("sec-fetch-site", "same-origin")).await.problem(403);
        for from in ["cross-site", "same-site", "nonsense"] {
            send(search().header("x-sensing", "1").header("sec-fetch-site", from)).await.problem(403);
        }
        send(search().header("x-sensing", "1")).await.is(200);
        send(search().header("x-sensing", "1").header("sec-fetch-site", "same-origin")).await.is(200);
        send(app.request(Method::DELETE, "/api/v1/session").header("cookie", &cookie)).await.problem(403);
        assert_eq!(me(&app, &cookie).await, 200, "another site cannot sign anybody out");
    }

    async fn another_site_cannot_sign_anybody_in(app: App) {
        has_staff(&app, "ada", Role::Analyst).await;
        let body = json!({"name": "ada", "password": PASSWORD});
        for from in ["cross-site", "same-site"] {
            let request = app.request(Method::POST, "/api/v1/session").header("sec-fetch-site", from).json(&body);
            let answer = send(request).await;
            answer.problem(403);
            assert!(!answer.headers.contains_key("set-cookie"));
        }
        // A form of another site cannot send JSON.
        let form = app.request(Method::POST, "/api/v1/session").header("content-type", "text/plain").body(body.to_string());
        send(form).await.problem(415);
    }

    async fn a_session_ends_when_its_owner_is_disabled_or_gets_a_new_password(app: App) {
        has_staff(&app, "ada", Role::Analyst).await;
        let cookie = cookie_of(&app, "ada").await;
        app.inside(async |services| services.accounts.set_disabled(operator(), "ada", true).await.unwrap()).await;
        assert_eq!(me(&app, &cookie).await, 401);
        app.sign_in("ada", PASSWORD).await.problem(401);
        app.inside(async |services| services.accounts.set_disabled(operator(), "ada", false).await.unwrap()).await;
        assert_eq!(me(&app, &cookie).await, 401, "the session does not come back");

        let cookie = cookie_of(&app, "ada").await;
        app.inside(async |services| services.accounts.set_password(operator(), "ada", "another password".to_owned()).await.unwrap()).await;
        assert_eq!(me(&app, &cookie).await, 401);
        app.sign_in("ada", PASSWORD).await.problem(401);
        app.sign_in("ada", "another password").await.is(200);
    }

    async fn a_session_ends_after_a_quarter_of_an_hour_unused_and_after_eight_hours(app: App) {
        has_staff(&app, "ada", Role::Analyst).await;
        let cases = [
            (Duration::minutes(14), Duration::minutes(14), 200),
            (Duration::minutes(16), Duration::minutes(16), 401),
            (Duration::hours(7), Duration::minutes(1), 200),
            (Duration::hours(8) + Duration::minutes(1), Duration::seconds(1), 401),
        ];
        for (began, used, status) in cases {
            let cookie = old_session(&app, "ada", began, used).await;
            assert_eq!(me(&app, &cookie).await, status, "began {began}, used {used}");
        }
        let kept_alive = old_session(&app, "ada", Duration::minutes(14), Duration::minutes(14)).await;
        assert_eq!(me(&app, &kept_alive).await, 200);
        app.inside(async |services| {
            let (now, idle) = (Utc::now(), Utc::now() - Duration::minutes(1));
            services.store.forget_ended(idle, now - Duration::hours(8), now);
            services.store.end_session(&[0; 32]).await.unwrap();
        })
        .await;
        assert_eq!(me(&app, &kept_alive).await, 200, "using it keeps it alive");
    }

    async fn sessions_survive_a_restart(app: App) {
        has_staff(&app, "ada", Role::Analyst).await;
        let cookie = cookie_of(&app, "ada").await;
        let app = app.restart().await;
        assert_eq!(me(&app, &cookie).await, 200);
    }

    async fn an_invalid_cookie_gives_no_access(app: App) {
        for cookie in
            ["__Host-sensing=", "__Host-sensing=sens_0", "sensing=x", "__Host-sensing=\u{1f984}", "__Host-sensing=%00"]
        {
            assert_eq!(me(&app, cookie).await, 401, "{cookie}");
        }
    }
}

#[actix_web::test]
async fn a_session_whose_use_cannot_be_recorded_is_still_valid() {
    let app = spawn_app(Base::Sqlite).await;
    has_staff(&app, "ada", Role::Analyst).await;
    let cookie = old_session(&app, "ada", Duration::hours(1), Duration::minutes(5)).await;
    let other = Cluster::connect(&format!("sqlite://{}", app.folder().join("sensing.db").display())).await;
    let holder = sea_orm::TransactionTrait::begin(&other).await.unwrap();
    sea_orm::ConnectionTrait::execute_unprepared(&holder, "UPDATE setting SET value = value").await.unwrap();
    assert_eq!(me(&app, &cookie).await, 200);
    holder.rollback().await.unwrap();
    other.close().await.unwrap();
}
