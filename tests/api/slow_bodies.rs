//! Bodies that arrive slowly, in part or never do not delay anybody else.

use std::time::{Duration, Instant};

use sensing::http::{BodyLimits, Pace, Services};
use sensing::limits::{ByteBudget, Limits};

use crate::support::*;

const JSON: (&str, &str) = ("content-type", "application/json");
/// The limits of production, sixty times as fast.
const QUICK: Pace = Pace { patience: Duration::from_millis(330), rate: 2_000, overall: Duration::from_secs(10) };

fn impatient(services: &mut Services) {
    services.limits = Limits::off();
    services.bodies = BodyLimits { pace: QUICK, ..BodyLimits::default() };
}

fn with_little_room(services: &mut Services) {
    services.limits = Limits::off();
    services.bodies = BodyLimits { json: ByteBudget::new(20_000), forms: ByteBudget::new(200_000), ..BodyLimits::default() };
}

fn half_a_story(app: &App) -> Raw {
    let story = a_story().body().to_string();
    Raw::begin(app, "POST", "/api/v1/stories", &[JSON], story.len(), &story.as_bytes()[..40])
}

fn begun_form(app: &App, length: usize, beginning: &[u8]) -> Raw {
    Raw::begin(app, "POST", "/api/v1/stories", &[("content-type", &form_type())], length, beginning)
}

#[actix_web::test]
async fn an_incomplete_body_is_answered_and_the_connection_is_closed() {
    let app = spawn_app_with(impatient).await;
    let whole = Form::telling(&a_story()).voice(a_voice("x")).finished();
    for mut raw in [half_a_story(&app), begun_form(&app, whole.len(), &whole[..60]), begun_form(&app, whole.len(), b"")] {
        let answer = raw.answer();
        let problem = answer.problem(408);
        assert!(problem["detail"].as_str().unwrap().contains("send it again"), "{problem}");
        assert!(answer.head.contains("connection: close"), "{}", answer.head);
        assert!(raw.is_closed());
    }
    app.tell(&a_story()).await;
}

#[actix_web::test]
async fn a_trickling_form_is_answered_too_and_a_refused_one_is_not_read_for_ever() {
    let app = spawn_app_with(impatient).await;
    let whole = Form::telling(&a_story()).voice(a_voice("x")).finished();
    let refused = Form::telling(&a_story()).part("video", "video/mp4", [0; 4_000]).finished();
    for (body, expected) in [(&whole, 408), (&refused, 422)] {
        let began = Instant::now();
        let sent = if expected == 422 { body.len() - 3_000 } else { 60 };
        let mut raw = begun_form(&app, body.len(), &body[..sent]);
        for byte in body[sent..].iter().take(8) {
            raw.send(&[*byte]);
            std::thread::sleep(Duration::from_millis(100));
        }
        raw.answer().problem(expected);
        assert!(began.elapsed() < Duration::from_secs(5));
    }
}

#[actix_web::test]
async fn a_story_that_arrives_slowly_but_steadily_is_stored() {
    let app = spawn_app_with(impatient).await;
    let story = a_story().saying(&"slow ".repeat(300)).body().to_string();
    let mut raw = Raw::begin(&app, "POST", "/api/v1/stories", &[JSON], story.len(), b"");
    let began = Instant::now();
    for piece in story.as_bytes().chunks(80) {
        assert!(raw.send(piece));
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(raw.answer().status, 201);
    assert!(began.elapsed() > QUICK.patience, "it took longer than a body may stand still");
}

#[actix_web::test]
async fn forms_that_send_almost_nothing_block_nobody() {
    let app = spawn_app(Base::Sqlite).await;
    let whole = Form::telling(&a_story()).voice(a_voice("x")).finished();
    let slow: Vec<Raw> = (0..100).map(|_| begun_form(&app, 10_000_000, &whole[..60])).collect();
    app.submit_form(Form::telling(&a_story()).voice(a_voice("x")).picture(a_photo())).await.is(201);
    app.tell(&a_story()).await;
    drop(slow);
}

#[actix_web::test]
async fn memory_for_bodies_is_shared_and_released() {
    let app = spawn_app_with(with_little_room).await;
    let mut voice = a_voice("x");
    voice.resize(90_000, b'v');
    let whole = Form::telling(&a_story()).voice(&voice).finished();
    // All but the last byte, so that it holds its memory.
    let half = begun_form(&app, whole.len(), &whole[..whole.len() - 1]);
    let again = || app.submit_form(Form::telling(&a_story()).voice(&voice));
    soon("its bytes have arrived", async || {
        let taken = app.inside(async |services| services.bodies.forms.taken()).await;
        (taken > 90_000).then_some(())
    })
    .await;
    let refused = again().await;
    assert!(refused.problem(503).detail().contains("nothing was lost"));
    assert_eq!(refused.header("retry-after"), "5");
    app.tell(&a_story()).await;
    app.seen_from("127.0.0.2").submit_form(Form::telling(&a_story()).voice(&voice)).await.is(201);
    drop(half);
    soon("room for a form", async || (again().await.status == 201).then_some(())).await;
    let large = a_story().saying(&"ä ".repeat(4_000));
    app.submit(&large).await.problem(503);
    app.tell(&a_story()).await;
}

#[actix_web::test]
async fn the_connection_of_a_chunked_body_that_is_refused_unread_is_closed() {
    let app = spawn_app(Base::Sqlite).await;
    let mut raw = Raw::connect(&app);
    let head = "content-type: application/json\r\ntransfer-encoding: chunked";
    raw.send(format!("POST /api/v1/search HTTP/1.1\r\nhost: x\r\n{head}\r\n\r\n5\r\n{{\"hal\r\n").as_bytes());
    let answer = raw.answer();
    answer.problem(401);
    assert!(answer.head.contains("connection: close"), "{}", answer.head);
    assert!(raw.is_closed());
}
