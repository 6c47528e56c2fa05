//! Sends the requests to the service in this process, and counts what each costs.

use std::path::Path;

use actix_web::http::header::AUTHORIZATION;
use actix_web::rt::System;
use actix_web::test::{TestRequest, call_service, init_service, read_body};
use actix_web::web::Bytes;
use sensing::access::Scope;
use sensing::app::{Application, web_application};
use sensing::limits::Limits;
use sensing::model::{Actor, Role};
use sensing::store::StaffRecord;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::counters::{Counts, Statements};
use crate::data::{self, FRAMEWORK};
use crate::figures::{Cost, Figures};
use crate::requests::{Known, REQUESTS, Request, a_story};

/// Repeats that are not measured, in which connections are opened and everything is read that is read once.
const WARM_UP: u64 = 2;
/// A hash that no password has: the account is used with a token only.
const NO_PASSWORD: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm8gc3VjaCBwYXNzd29yZA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Sends a request and returns the status and the body of the answer.
type Send<'a> = &'a dyn Fn(TestRequest) -> (u16, Bytes);

/// The least that each request costs in some repeats.
pub fn measure(folder: &Path) -> Figures {
    Statements::count();
    let system = System::new();
    let (token, application) = system.block_on(opened(folder));
    let service = system.block_on(init_service(web_application(application.services)));
    let send = |request: TestRequest| {
        system.block_on(async {
            let answer = call_service(&service, request.to_request()).await;
            (answer.status().as_u16(), read_body(answer).await)
        })
    };
    let known = known(&send, &token);
    let cost = |request: &Request| (request.name.to_owned(), cost(request, &known, &token, &send));
    Figures(REQUESTS.iter().map(cost).collect())
}

/// The service on a data folder, and a token with which all of its views can be read.
async fn opened(folder: &Path) -> (String, Application) {
    let mut application = data::open(folder).await;
    application.services.limits = Limits::off();
    // Rows of what is looked at are written in the background, beside some other request.
    application.services.analysis = application.services.analysis.without_notes();
    // Nothing follows the change log, so that nothing works beside the requests.
    application.services.projection.build(false).await.unwrap();
    let before = Counts::now();
    application.store.ping().await.unwrap();
    assert_eq!((Counts::now() - before).statements, 1, "statements are not counted as SeaORM sends them now");
    let roles = vec![Role::Analyst, Role::Moderator];
    let (id, name, password_hash) = (Uuid::nil(), "guard".to_owned(), NO_PASSWORD.to_owned());
    let record = StaffRecord { id, name, password_hash, roles, disabled: false };
    application.store.add_staff(Actor::Operator, &record).await.unwrap();
    let right = Scope::of_operator().may_manage_staff().unwrap();
    let token = application.services.accounts.issue_token(right, &record.name, 1).await.unwrap();
    (token, application)
}

/// Tells a story, and finds one that is cleared.
fn known(send: Send<'_>, token: &str) -> Known {
    let ask = |path: &str, body: &Value| -> Value {
        let request = TestRequest::post().uri(path).insert_header((AUTHORIZATION, format!("Bearer {token}"))).set_json(body);
        serde_json::from_slice(&send(request).1).unwrap()
    };
    let told = ask("/api/v1/stories", &a_story(u64::MAX));
    let found = ask("/api/v1/search", &json!({"selection": {"framework": FRAMEWORK}, "limit": 1}));
    let part = |value: &Value| value.as_str().unwrap().to_owned();
    Known { receipt: part(&told["receipt"]), story: part(&found["stories"][0]["id"]) }
}

fn cost(request: &Request, known: &Known, token: &str, send: Send<'_>) -> Cost {
    let build = |n| {
        let (method, path, body) = (request.nth)(known, n);
        let built = TestRequest::with_uri(&path).method(method).insert_header((AUTHORIZATION, format!("Bearer {token}")));
        if body.is_null() { built } else { built.set_json(body) }
    };
    let expect = |(status, body): (u16, Bytes)| {
        assert_eq!(status, request.status, "{}: {}", request.name, String::from_utf8_lossy(&body));
    };
    (0..WARM_UP).for_each(|n| expect(send(build(n))));
    let counted = (WARM_UP..WARM_UP + request.samples).map(|n| {
        let (mut built, mut answer) = (Some(build(n)), None);
        let before = Counts::now();
        measured_exchange(&mut || answer = built.take().map(send));
        let counts = Counts::now() - before;
        expect(answer.unwrap());
        counts
    });
    let counted: Vec<Counts> = counted.collect();
    Cost {
        statements: counted.iter().map(|one| one.statements).min().unwrap(),
        allocations: counted.iter().map(|one| one.allocations).min().unwrap(),
        instructions: None,
    }
}

/// Callgrind counts what happens between the beginning and the end of this function, on all threads.
#[inline(never)]
fn measured_exchange(work: &mut dyn FnMut()) {
    work();
}
