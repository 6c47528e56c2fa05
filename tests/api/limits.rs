//! Rate limits: other clients do not notice them, and nobody is locked out.

use std::net::Ipv4Addr;
use std::process::Stdio;
use std::time::{Duration, Instant};

use reqwest::Method;
use sensing::http::Services;
use sensing::limits::{Limits, Policy, Rate, SignInPolicy, TrustedProxies};
use sensing::model::Role;

use crate::support::*;

const PASSWORD: &str = "correct horse battery";

/// The limits of production, but faster.
fn quick(services: &mut Services) {
    let milliseconds = Duration::from_millis;
    let sign_in = SignInPolicy {
        first_wait: milliseconds(50),
        longest_wait: milliseconds(250),
        patience: milliseconds(500),
        ..SignInPolicy::default()
    };
    let guesses = Rate { burst: 5, every: milliseconds(100) };
    services.limits = Limits::new(Policy { sign_in, guesses, guess_hold: milliseconds(250), ..Policy::default() });
}

/// After five wrong passwords the next attempt must wait, and none is held.
fn strict(services: &mut Services) {
    let sign_in = SignInPolicy { first_wait: Duration::from_secs(10), patience: Duration::ZERO, ..SignInPolicy::default() };
    services.limits = Limits::new(Policy { sign_in, ..Policy::default() });
}

fn as_usual(services: &mut Services) {
    services.limits = Limits::default();
}

fn behind_a_proxy(services: &mut Services) {
    let open_form = Rate { burst: 2, every: Duration::from_secs(600) };
    services.limits = Limits::new(Policy { open_form, ..Policy::default() });
    services.proxies = TrustedProxies::new(vec!["127.0.0.1".parse().unwrap()]);
}

async fn has_staff(app: &App, name: &'static str) {
    let add =
        async move |services: Inside| services.accounts.add(operator(), name, vec![Role::Analyst], PASSWORD.to_owned()).await;
    app.inside(add).await.unwrap();
}

/// `count` simultaneous attempts to sign in.
async fn attempts(app: &App, count: usize, name: impl Fn(usize) -> String) -> Vec<Answer> {
    let requests = (0..count).map(|number| {
        let body = json!({"name": name(number), "password": "guessing and guessing"});
        send(app.request(Method::POST, "/api/v1/session").json(&body))
    });
    all(requests).await
}

fn with_status(answers: &[Answer], status: u16) -> usize {
    answers.iter().filter(|answer| answer.status == status).count()
}

#[track_caller]
fn says_when_to_come_back(answers: &[Answer]) {
    for refused in answers.iter().filter(|answer| answer.status == 429) {
        refused.problem(429);
        assert!(refused.header("retry-after").parse::<u32>().unwrap() > 0);
    }
}

#[actix_web::test]
async fn a_stranger_who_guesses_is_slowed_down_and_locks_nobody_out() {
    let app = spawn_app_with(strict).await;
    has_staff(&app, "ada").await;
    let stranger = app.seen_from("127.0.0.2");
    let tried = attempts(&stranger, 12, |_| "Ada".to_owned()).await;
    assert_eq!((with_status(&tried, 401), with_status(&tried, 429)), (5, 7), "{tried:?}");
    says_when_to_come_back(&tried);
    app.sign_in("ada", PASSWORD).await.is(200);
}

#[actix_web::test]
async fn behind_the_same_address_the_right_person_waits_a_little_and_gets_in() {
    let app = spawn_app_with(quick).await;
    has_staff(&app, "ada").await;
    let began = Instant::now();
    for _ in 0..12 {
        app.sign_in("ada", "guessing and guessing").await.problem(401);
    }
    app.sign_in("ada", PASSWORD).await.is(200);
    // The waits after the fifth wrong one: 50, 100, 200 and five times 250 milliseconds, the last for the right person.
    assert!(began.elapsed() >= Duration::from_millis(1_600), "{:?}", began.elapsed());
}

#[actix_web::test]
async fn guesses_over_many_names_are_refused_and_lock_nobody_out() {
    let app = spawn_app_with(quick).await;
    has_staff(&app, "ada").await;
    let sprayer = app.seen_from("127.0.0.2");
    sprayer.sign_in("ada", PASSWORD).await.is(200);
    let tried = attempts(&sprayer, 60, |number| format!("name-{number}")).await;
    assert!((30..=40).contains(&with_status(&tried, 401)), "{}", with_status(&tried, 401));
    assert_eq!(with_status(&tried, 401) + with_status(&tried, 429), 60);
    says_when_to_come_back(&tried);
    sprayer.sign_in("ada", PASSWORD).await.is(200);
    app.sign_in("ada", PASSWORD).await.is(200);
}

#[actix_web::test]
async fn passwords_are_hashed_a_few_at_a_time_and_stories_still_come_in() {
    let app = spawn_app(Base::Sqlite).await;
    let (tried, slowest) = tokio::join!(attempts(&app, 150, |number| format!("name-{number}")), async {
        let mut slowest = Duration::ZERO;
        for _ in 0..10 {
            let began = Instant::now();
            app.tell(&a_story()).await;
            slowest = slowest.max(began.elapsed());
        }
        slowest
    });
    assert_eq!(with_status(&tried, 401) + with_status(&tried, 429), 150);
    says_when_to_come_back(&tried);
    assert!(slowest < Duration::from_secs(3), "{slowest:?}");
}

#[actix_web::test]
async fn a_school_behind_one_address_can_send_its_stories_and_the_open_form_is_limited() {
    let app = spawn_app_with(as_usual).await;
    let wanted = json!({"name": "A school", "framework": "sheffield-send"});
    let code = app.make_collection(&wanted).await.is(201)["join_code"].clone();
    for _ in 0..40 {
        app.tell(&a_story().with("collection", code.clone())).await;
    }
    let open: Vec<Answer> =
        all((0..100).map(|_| send(app.request(Method::POST, "/api/v1/stories").json(&a_story().body())))).await;
    assert!((60..70).contains(&with_status(&open, 201)), "{}", with_status(&open, 201));
    says_when_to_come_back(&open);
    assert!(open.iter().find(|answer| answer.status == 429).unwrap().problem(429).detail().contains("not lost"));
    app.tell(&a_story().with("collection", code)).await;
    app.seen_from("127.0.0.2").tell(&a_story()).await;
}

#[actix_web::test]
async fn wrong_receipts_are_delayed_and_the_right_one_opens_at_once() {
    let app = spawn_app_with(quick).await;
    let told = app.tell(&a_story()).await;
    let began = Instant::now();
    for number in 0..12 {
        let path = ["open", "withdraw"][number % 2];
        app.post(&format!("/api/v1/receipts/{path}"), &json!({"receipt": fresh_receipt()})).await.problem(404);
    }
    assert!(began.elapsed() > Duration::from_millis(500), "{:?}", began.elapsed());
    let open = |receipt: String| send(app.request(Method::POST, "/api/v1/receipts/open").json(&json!({"receipt": receipt})));
    let many = all((0..40).map(|_| open(fresh_receipt()))).await;
    assert_eq!(with_status(&many, 404) + with_status(&many, 429), 40);
    assert!(with_status(&many, 429) > 20);
    says_when_to_come_back(&many);
    app.open(&told.receipt).await.is(200);
    for _ in 0..5 {
        assert!(matches!(app.join("NONE-SUCH").await.status, 404 | 429));
    }
}

#[actix_web::test]
async fn a_trusted_proxy_names_its_client_and_headers_of_others_are_ignored() {
    let app = spawn_app_with(behind_a_proxy).await;
    let tell = async |app: &App, forwarded: &str| {
        let request = app.request(Method::POST, "/api/v1/stories").header("x-forwarded-for", forwarded);
        send(request.json(&a_story().body())).await.status
    };
    for client in ["192.0.2.1", "192.0.2.2"] {
        let mut statuses = Vec::new();
        for number in 0..3 {
            statuses.push(tell(&app, &format!("198.51.100.{number}, {client}")).await);
        }
        assert_eq!(statuses, [201, 201, 429], "{client}: addresses further left are not trusted");
    }
    let elsewhere = app.seen_from("127.0.0.2");
    let mut statuses = Vec::new();
    for number in 0..3 {
        statuses.push(tell(&elsewhere, &format!("192.0.2.{}", 10 + number)).await);
    }
    assert_eq!(statuses, [201, 201, 429], "this one is no proxy");
}

#[test]
fn limits_are_switched_off_on_a_loopback_address_only() {
    let folder = tempfile::tempdir().unwrap();
    for (bind, how) in [("0.0.0.0:0", "--no-limits"), ("[::]:0", "SENSING_NO_LIMITS")] {
        let mut command = sensing(folder.path(), None);
        command.args(["serve", "--bind", bind]);
        if how.starts_with('-') {
            command.arg(how)
        } else {
            command.env(how, "true")
        };
        let output = command.stderr(Stdio::piped()).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("loopback"), "{said}");
    }
    let mut command = sensing(folder.path(), None);
    command.args(["serve", "--trusted-proxy", "localhost"]);
    assert_eq!(command.stderr(Stdio::null()).output().unwrap().status.code(), Some(2), "a name is no address");
}

#[test]
fn clients_are_distinguished_by_address() {
    let limits = Limits::default();
    assert!(limits.client(Ipv4Addr::LOCALHOST.into()) != limits.client(Ipv4Addr::new(127, 0, 0, 2).into()));
}
