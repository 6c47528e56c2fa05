//! Several nodes on one PostgreSQL.

use std::time::{Duration, Instant};

use reqwest::Method;
use sea_orm::{ConnectionTrait, TransactionTrait};
use sensing::analysis::JobPace;
use sensing::limits::Limits;
use sensing::model::Role;

use crate::clusters::two_groups;
use crate::support::*;

fn everything() -> Value {
    json!({"framework": "sheffield-send"})
}

#[actix_web::test]
async fn a_story_told_on_one_node_counts_on_the_other_within_a_second() {
    let a = spawn_app(Base::Postgres).await;
    let b = a.another_node().await;
    a.tell(&a_story()).await;
    b.until_counted(1).await;
    b.tell(&a_story()).await;
    a.until_counted(2).await;
}

#[actix_web::test]
async fn a_story_withdrawn_on_one_node_is_gone_from_the_other_within_a_second() {
    let a = spawn_app(Base::Postgres).await;
    let b = a.another_node().await;
    let told = a.tell_cleared(&a_story().saying("Two nodes and a lighthouse.")).await;
    soon("the story on the other node", async || (b.find("lighthouse").await["matching"] == 1).then_some(())).await;
    assert_eq!(a.withdraw(&told.receipt).await.status, 200);
    // What is read from the store disappears at once on every node.
    b.story(&told.id).await.problem(404);
    assert!(ids(&b.find("lighthouse").await).is_empty());
    b.until_counted(0).await;
    soon("no match on the other node", async || (b.find("lighthouse").await["matching"] == 0).then_some(())).await;
}

#[actix_web::test]
async fn a_story_told_on_one_node_can_be_moderated_corrected_and_withdrawn_on_another() {
    let a = spawn_app(Base::Postgres).await;
    let b = a.another_node().await;
    let draft = a_story().saying("First words.");
    let told = a.tell(&draft).await;
    b.correct(&draft.saying("Better words.")).await.is(200);
    b.clear(&told.id, &json!({})).await.is(200);
    soon("the cleared story on the first node", async || (ids(&a.find("better").await) == [told.id.as_str()]).then_some(()))
        .await;
    assert_eq!(b.withdraw(&told.receipt).await.status, 200);
    a.open(&told.receipt).await.problem(404);
    a.until_counted(0).await;
}

#[actix_web::test]
async fn of_decisions_sent_to_both_nodes_at_once_exactly_one_stands() {
    let a = spawn_app(Base::Postgres).await;
    let b = a.another_node().await;
    for round in 0..5 {
        let draft = a_story().saying("First words.");
        let told = a.tell(&draft).await;
        let opened = json!({"revision": a.revision(&told.id).await});
        let mut requests = Vec::new();
        for n in 0..8 {
            let token = a.token_of_new_staff(&format!("moderator{round}{n}"), vec![Role::Moderator]).await;
            let node = if n % 2 == 0 { &a } else { &b };
            let path = format!("/api/v1/moderation/stories/{}/{}", told.id, if n % 4 < 2 { "clear" } else { "withhold" });
            requests.push(send(node.request(Method::POST, &path).bearer_auth(token).json(&opened)));
        }
        requests.push(send(b.request(Method::POST, "/api/v1/receipts/correct").json(&draft.saying("Better words.").body())));
        let answers = all(requests.into_iter()).await;
        let (decisions, correction) = (&answers[..8], &answers[8]);
        let stands = decisions.iter().filter(|answer| answer.status == 200).count();
        assert!(decisions.iter().all(|answer| matches!(answer.status, 200 | 409)), "{decisions:?}");
        // The correction is held to be read, whether a decision came before it or was refused after it.
        assert!(stands <= 1 && correction.is(200)["state"] == "held", "{stands}: {}", correction.text());
        assert_eq!(a.queued(&told.id).await.is(200)["state"], "held");
    }
}

#[actix_web::test]
async fn repeats_sent_to_both_nodes_at_once_make_one_story() {
    let a = spawn_app(Base::Postgres).await;
    let b = a.another_node().await;
    let body = a_story().body();
    let requests = (0..40).map(|n| {
        let node = if n % 2 == 0 { &a } else { &b };
        send(node.request(Method::POST, "/api/v1/stories").json(&body))
    });
    let answers = all(requests.collect::<Vec<_>>().into_iter()).await;
    for answer in &answers {
        assert_eq!((answer.status, &answer.bytes), (201, &answers[0].bytes), "{}", answer.text());
    }
    assert_eq!(b.queue("").await.is(200)["total"], 1);
}

#[actix_web::test]
async fn nodes_that_start_at_once_on_an_empty_database_all_serve() {
    for _ in 0..3 {
        let url = cluster().empty_database().await;
        let start = || App::on(Some(url.clone()));
        let nodes = all([start(), start(), start()].into_iter()).await;
        let told = nodes[0].tell(&a_story()).await;
        for node in &nodes {
            assert_eq!(node.open(&told.receipt).await.is(200)["id"], told.id, "all nodes keep receipts under one key");
        }
    }
}

#[actix_web::test]
async fn a_framework_published_on_one_node_is_known_on_the_other() {
    let a = spawn_app(Base::Postgres).await;
    let b = a.another_node().await;
    a.publish(&a_framework("small")).await.is(201);
    assert_eq!(b.framework("small").await.is(200)["slug"], "small");
    b.tell(&a_story().for_framework("small", 1).with("prompt", json!("tell"))).await;
    for node in [&a, &b] {
        soon("the story in the new framework's patterns", async || {
            let asked = json!({"selection": {"framework": "small"}, "signifiers": ["line"]});
            let answer = node.patterns(asked).await;
            (answer.status == 200 && answer.is(200)["matching"] == 1).then_some(())
        })
        .await;
    }
}

#[actix_web::test]
async fn a_new_version_published_on_one_node_is_soon_the_newest_on_the_other() {
    let a = spawn_app(Base::Postgres).await;
    let b = a.another_node().await;
    a.publish(&a_framework("small")).await.is(201);
    assert_eq!(b.framework("small").await.is(200)["version"], 1);
    let mut second = a_framework("small");
    second["version"] = json!(2);
    a.publish(&second).await.is(201);
    soon("the new version on the other node", async || (b.framework("small").await.is(200)["version"] == 2).then_some(()))
        .await;
}

#[actix_web::test]
async fn a_disabled_account_has_no_access_on_any_node() {
    let a = spawn_app(Base::Postgres).await;
    let b = a.another_node().await;
    let token = a.token_of_new_staff("gone", vec![Role::Analyst]).await;
    let me = async |node: &App| send(node.request(Method::GET, "/api/v1/me").bearer_auth(&token)).await.status;
    assert_eq!((me(&a).await, me(&b).await), (200, 200));
    a.inside(async |services| services.accounts.set_disabled(operator(), "gone", true).await.unwrap()).await;
    assert_eq!((me(&a).await, me(&b).await), (401, 401));
}

/// PostgreSQL assigns numbers before the rows with these numbers become visible: a transaction that began first may become
/// visible last, below what a reader has already read.
#[actix_web::test]
async fn a_change_that_becomes_visible_late_is_not_skipped() {
    // A server of its own, because the open transaction holds up every reader of the log.
    let cluster = Cluster::start();
    let app = App::on(Some(cluster.database().await)).await;
    let late = app.tell(&a_story().saying("Late.").with_dyad("timing", 0.1)).await;
    app.until_counted(1).await;

    // Bypassing the service: a decision whose transaction begins now and commits later.
    let connection = Cluster::connect(&app.database_url().unwrap()).await;
    let slow = connection.begin().await.unwrap();
    let decide = format!("UPDATE story SET consent_analysis = false WHERE id = '{}'", late.id);
    slow.execute_unprepared(&decide).await.unwrap();
    let log = format!("INSERT INTO change (story, kind) SELECT number, 'corrected' FROM story WHERE id = '{}'", late.id);
    slow.execute_unprepared(&log).await.unwrap();

    // Meanwhile, changes with higher numbers are committed, on this node and through another.
    let other = app.another_node().await;
    app.tell(&a_story().with_dyad("timing", 0.2)).await;
    other.tell(&a_story().with_dyad("timing", 0.3)).await;
    tokio::time::sleep(Duration::from_millis(800)).await;
    let seen = app.matching(everything()).await;
    assert!((1..=3).contains(&seen), "{seen}");

    slow.commit().await.unwrap();
    app.tell(&a_story().with_dyad("timing", 0.4)).await;
    // Three stories that were sent meanwhile or afterwards, without the late one, whose consent was withdrawn.
    app.until_counted(3).await;
    other.until_counted(3).await;
    let timing = app.patterns(json!({"signifiers": ["timing"]})).await.is(200);
    assert_eq!(timing["signifiers"]["timing"]["answered"], 3);
}

#[actix_web::test]
async fn a_story_can_be_withdrawn_while_an_old_transaction_still_runs() {
    let cluster = Cluster::start();
    let app = App::on(Some(cluster.database().await)).await;
    let told = app.tell_cleared(&a_story().saying("A windmill.")).await;
    app.until_counted(1).await;
    let connection = Cluster::connect(&app.database_url().unwrap()).await;
    let slow = connection.begin().await.unwrap();
    slow.execute_unprepared("INSERT INTO setting (name, value) VALUES ('x', '')").await.unwrap();
    assert_eq!(app.withdraw(&told.receipt).await.status, 200);
    assert_eq!(app.matching(everything()).await, 0);
    assert_eq!(app.find("windmill").await["matching"], 0);
    slow.rollback().await.unwrap();
}

fn clusters(resamples: u32) -> Value {
    json!({"signifiers": ["timing", "voice"], "min_cluster_size": 10, "seed": 3, "stability": {"resamples": resamples}})
}

async fn begun(node: &App, asked: &Value) -> String {
    let job = node.post_as(Role::Analyst, "/api/v1/clusters?job=true&name=Two%20nodes", asked).await.is(202);
    job["id"].as_str().unwrap().to_owned()
}

async fn read_job(node: &App, id: &str) -> Answer {
    node.get_as(Role::Analyst, &format!("/api/v1/jobs/{id}")).await
}

async fn ended(node: &App, id: &str) -> Value {
    soon("the end of a job", async || {
        let job = read_job(node, id).await.is(200);
        (job["state"] != "under_way").then_some(job)
    })
    .await
}

#[actix_web::test]
async fn a_job_begun_on_one_node_is_found_on_the_other_with_its_result() {
    let a = spawn_app(Base::Postgres).await;
    let b = a.another_node().await;
    let stories = two_groups(20);
    a.has_cleared(&stories).await;
    b.until_counted(stories.len() as u64).await;
    let id = begun(&a, &clusters(20)).await;
    let jobs = b.get_as(Role::Analyst, "/api/v1/jobs").await.is(200);
    assert_eq!((&jobs["jobs"][0]["id"], &jobs["jobs"][0]["name"]), (&json!(id), &json!("Two nodes")));
    let done = ended(&b, &id).await;
    assert_eq!((&done["state"], done["result"]["clusters"].as_array().unwrap().len()), (&json!("done"), 2));
    assert_eq!(read_job(&a, &id).await.is(200), done);
    b.get_as(Role::Moderator, &format!("/api/v1/jobs/{id}")).await.problem(404);
}

#[actix_web::test]
async fn a_job_is_cancelled_from_the_other_node_and_stops() {
    let a = spawn_app(Base::Postgres).await;
    a.has_cleared(&two_groups(300)).await;
    let mut ids = Vec::new();
    for _ in 0..10 {
        ids.push(begun(&a, &clusters(1000)).await);
    }
    soon("progress", async || {
        let jobs = a.get_as(Role::Analyst, "/api/v1/jobs").await.is(200);
        jobs["jobs"].as_array().unwrap().iter().any(|job| job["progress"].as_f64().unwrap() > 0.0).then_some(())
    })
    .await;
    let b = a.another_node().await;
    for id in &ids {
        send(b.request_as(Role::Analyst, Method::DELETE, &format!("/api/v1/jobs/{id}")).await).await.is(204);
        read_job(&a, id).await.problem(404);
    }
    // Every hand of both nodes would be full for minutes. One node gives this job to the other only after it has stopped.
    drop(b);
    let next = begun(&a, &json!({"signifiers": ["timing"], "selection": {"text": "xyzzy"}})).await;
    assert_eq!(ended(&a, &next).await["state"], "done");
}

/// A node that takes over soon.
fn impatient(services: &mut sensing::http::Services) {
    services.limits = Limits::off();
    services.analysis = services.analysis.clone().at_pace(JobPace::with_lease(Duration::from_millis(800)));
}

#[actix_web::test]
async fn a_job_of_a_node_that_died_is_finished_by_another() {
    let a = spawn_node_with(impatient).await;
    a.has_cleared(&two_groups(200)).await;
    let token = a.token(Role::Analyst).await;
    let url = a.database_url().unwrap();
    let stopped = a.stop().await;
    let folder = tempfile::tempdir().unwrap();
    let mut other = Binary::serve(folder.path(), Some(&url), &folder.path().join("log"));
    other.until_ready().await;
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let asked = client.post(other.url("/api/v1/clusters?job=true")).bearer_auth(&token).json(&clusters(100));
    let id = send(asked).await.is(202)["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/jobs/{id}");
    soon("progress", async || {
        let job = send(client.get(other.url(&path)).bearer_auth(&token)).await.is(200);
        assert_eq!(job["state"], "under_way", "it must not end before its node dies");
        (job["progress"].as_f64().unwrap() > 0.0).then_some(())
    })
    .await;
    other.kill();
    let a = stopped.start().await;
    assert_eq!(read_job(&a, &id).await.is(200)["state"], "under_way");
    // The lease, and then the whole job once more.
    let began = Instant::now();
    let done = loop {
        let job = read_job(&a, &id).await.is(200);
        if job["state"] != "under_way" {
            break job;
        }
        assert!(began.elapsed() < Duration::from_secs(120), "nobody finishes the job: {job}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    assert_eq!((&done["state"], done["result"]["clusters"].as_array().unwrap().len()), (&json!("done"), 2));
}
