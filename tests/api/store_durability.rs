//! Nothing is lost or duplicated: what was acknowledged is on disk, whatever happens afterwards.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use proptest::prelude::RngExt;
use rand::SeedableRng;
use rand::rngs::StdRng;
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use sensing::app::Application;
use sensing::config::DataConfig;

use crate::support::*;

async fn number(connection: &DatabaseConnection, sql: &str) -> i64 {
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    connection.query_one_raw(statement).await.unwrap().unwrap().try_get_by_index(0).unwrap()
}

async fn database(folder: &Path, url: Option<&str>) -> DatabaseConnection {
    match url {
        Some(url) => Cluster::connect(url).await,
        None => Cluster::connect(&format!("sqlite://{}", folder.join("sensing.db").display())).await,
    }
}

#[actix_web::test]
async fn sqlite_writes_ahead_and_waits_for_the_disk() {
    let app = spawn_app(Base::Sqlite).await;
    app.tell(&a_story()).await;
    let connection = database(&app.folder(), None).await;
    let statement = Statement::from_string(connection.get_database_backend(), "PRAGMA journal_mode");
    let mode: String = connection.query_one_raw(statement).await.unwrap().unwrap().try_get_by_index(0).unwrap();
    assert_eq!(mode, "wal");
    // Each connection has its own setting for syncing. The service checks its own when it starts, and would not have started
    // with less than FULL.
    connection.close().await.unwrap();
}

#[actix_web::test]
async fn a_postgresql_that_does_not_wait_for_the_disk_is_refused() {
    let url = cluster().database().await;
    let connection = Cluster::connect(&url).await;
    let name = url.split(['/', '?']).nth(3).unwrap();
    connection.execute_unprepared(&format!("ALTER DATABASE {name} SET synchronous_commit = off")).await.unwrap();
    connection.close().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let config = DataConfig { data: folder.path().to_owned(), database_url: Some(url), time_zone: None };
    let error = Application::open(&config).await.err().unwrap().to_string();
    assert!(error.contains("synchronous_commit is off") && error.contains("acknowledged stories could be lost"), "{error}");
}

/// Stories that one client after another sent, each with whether it was acknowledged.
type Sent = Arc<Mutex<Vec<(Draft, bool)>>>;

/// Sends stories one after another until the service is gone. A service that cannot store one, because the disk is slow, may
/// say so; that story is not acknowledged.
async fn keeps_sending(url: String, sent: Sent) {
    let client = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(5)).build().unwrap();
    loop {
        let draft = a_story();
        let draft = draft.clone().saying(&format!("Told under load: {}.", draft.receipt().len())).with_dyad("timing", 0.5);
        let place = {
            let mut sent = sent.lock().unwrap();
            sent.push((draft.clone(), false));
            sent.len() - 1
        };
        match client.post(&url).json(&draft.body()).send().await {
            Ok(answer) if answer.status() == 201 => sent.lock().unwrap()[place].1 = true,
            Ok(answer) if answer.status() == 503 && answer.headers().contains_key("retry-after") => {}
            Ok(answer) => panic!("{}: {}", answer.status(), answer.text().await.unwrap_or_default()),
            Err(_) => return,
        }
    }
}

fn acknowledged(sent: &Sent) -> i64 {
    sent.lock().unwrap().iter().filter(|(_, acknowledged)| *acknowledged).count() as i64
}

/// Rounds of load, each ended by a power cut; afterwards every acknowledged story must be stored exactly once.
async fn survives_power_cuts(url: Option<String>, rounds: usize) {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let data = folder.path().join("data");
    let sent: Sent = Arc::default();
    let mut chance = StdRng::seed_from_u64(20_260_101);
    for _ in 0..rounds {
        let mut service = Binary::serve(&data, url.as_deref(), &log);
        let stories = service.url("/api/v1/stories");
        let clients: Vec<_> = (0..6).map(|_| actix_web::rt::spawn(keeps_sending(stories.clone(), sent.clone()))).collect();
        // The cut comes at a random moment, but after this round's work has begun.
        let before = acknowledged(&sent);
        soon("the first acknowledged story of a round", async || (acknowledged(&sent) > before).then_some(())).await;
        tokio::time::sleep(Duration::from_millis(chance.random_range(0..440))).await;
        service.kill();
        for client in clients {
            client.await.unwrap();
        }
    }

    let acknowledged = acknowledged(&sent);
    let sent = sent.lock().unwrap().clone();
    let service = Binary::serve(&data, url.as_deref(), &log);
    let connection = database(&data, url.as_deref()).await;
    let kept = number(&connection, "SELECT count(*) FROM story").await;
    assert!(acknowledged <= kept && kept <= sent.len() as i64, "{acknowledged} acknowledged, {kept} kept, {} sent", sent.len());
    assert_eq!(number(&connection, "SELECT count(*) FROM change").await, kept, "each with its line in the change log");
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    for (draft, was_acknowledged) in &sent {
        let opened =
            client.post(service.url("/api/v1/receipts/open")).json(&json!({"receipt": draft.receipt()})).send().await.unwrap();
        assert!(opened.status() == 200 || !was_acknowledged, "an acknowledged story is lost");
        // What a client does that never received the answer.
        let again = client.post(service.url("/api/v1/stories")).json(&draft.body()).send().await.unwrap();
        assert_eq!(again.status(), 201);
    }
    assert_eq!(number(&connection, "SELECT count(*) FROM story").await, sent.len() as i64, "each is there once");
    assert_eq!(number(&connection, "SELECT count(DISTINCT receipt_mac) FROM story").await, sent.len() as i64);
    connection.close().await.unwrap();
    service.until_ready().await;
}

#[actix_web::test]
async fn after_power_cuts_every_acknowledged_story_is_there_once_on_sqlite() {
    survives_power_cuts(None, 5).await;
}

#[actix_web::test]
async fn after_power_cuts_every_acknowledged_story_is_there_once_on_postgresql() {
    survives_power_cuts(Some(cluster().database().await), 5).await;
}

#[actix_web::test]
async fn a_signal_to_stop_finishes_accepted_requests_and_exits_with_success() {
    for url in [None, Some(cluster().database().await)] {
        let folder = tempfile::tempdir().unwrap();
        let mut service = Binary::serve(&folder.path().join("data"), url.as_deref(), &folder.path().join("log"));
        service.until_ready().await;
        let sent: Sent = Arc::default();
        let stories = service.url("/api/v1/stories");
        let clients: Vec<_> = (0..4).map(|_| actix_web::rt::spawn(keeps_sending(stories.clone(), sent.clone()))).collect();

        // The first half of a story has arrived when the signal comes.
        let half = a_story().saying("Half of it came late.");
        let body = half.body().to_string();
        let mut slow = TcpStream::connect(service.address).unwrap();
        let head = format!(
            "POST /api/v1/stories HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        slow.write_all(head.as_bytes()).unwrap();
        slow.write_all(&body.as_bytes()[..40]).unwrap();
        tokio::time::sleep(Duration::from_millis(150)).await;
        service.signal("TERM");
        tokio::time::sleep(Duration::from_millis(300)).await;
        slow.write_all(&body.as_bytes()[40..]).unwrap();
        slow.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        let mut answer = [0; 12];
        slow.read_exact(&mut answer).unwrap();
        assert_eq!(String::from_utf8_lossy(&answer), "HTTP/1.1 201");
        drop(slow);
        for client in clients {
            client.await.unwrap();
        }
        let ended = service.until_ended(Duration::from_secs(20)).await;
        assert_eq!(ended.code(), Some(0));

        let connection = database(&folder.path().join("data"), url.as_deref()).await;
        let acknowledged = acknowledged(&sent);
        assert!(acknowledged > 0, "stories came in while it was told to stop");
        let kept = number(&connection, "SELECT count(*) FROM story").await;
        assert!(kept > acknowledged, "{kept} kept, {acknowledged} and the slow one acknowledged");
        connection.close().await.unwrap();
    }
}

#[actix_web::test]
async fn the_service_waits_for_a_database_that_is_temporarily_unavailable() {
    // PostgreSQL: all connections are cut, as in a restart.
    let app = spawn_app(Base::Postgres).await;
    app.tell(&a_story()).await;
    let url = app.database_url().unwrap();
    let name = url.split(['/', '?']).nth(3).unwrap().to_owned();
    let administrator = Cluster::connect(&url.replace(&name, "postgres")).await;
    let cut = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
    administrator.execute_unprepared(&format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false")).await.unwrap();
    administrator.execute_unprepared(&cut).await.unwrap();

    let draft = a_story();
    let refused = app.submit(&draft).await;
    refused.problem(503);
    assert!(refused.header("retry-after").parse::<u32>().unwrap() > 0);
    assert_eq!(app.ready().await.status, 503);
    assert_eq!(app.get("/health/live").await.status, 200);

    administrator.execute_unprepared(&format!("ALTER DATABASE {name} ALLOW_CONNECTIONS true")).await.unwrap();
    administrator.close().await.unwrap();
    app.until_ready().await;
    app.tell(&draft).await;
    app.until_counted(2).await;
}

#[actix_web::test]
async fn a_locked_sqlite_is_answered_with_try_again_later() {
    let app = spawn_app(Base::Sqlite).await;
    let connection = database(&app.folder(), None).await;
    let holder = sea_orm::TransactionTrait::begin(&connection).await.unwrap();
    holder.execute_unprepared("INSERT INTO setting (name, value) VALUES ('holder', x'00')").await.unwrap();
    let draft = a_story();
    let refused = app.submit(&draft).await;
    refused.problem(503);
    assert!(refused.header("retry-after").parse::<u32>().unwrap() > 0);
    holder.rollback().await.unwrap();
    connection.close().await.unwrap();
    app.tell(&draft).await;
    app.until_counted(1).await;
}
