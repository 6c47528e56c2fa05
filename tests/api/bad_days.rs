//! Failures of the disk, the database or its lock: nothing that was acknowledged is lost, and the service recovers by itself.

use std::io::ErrorKind;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

use sea_orm::ConnectionTrait;
use sensing::app::Application;
use sensing::config::DataConfig;

use crate::support::*;

/// A service in its own process, and a client.
struct Deployment {
    folder: tempfile::TempDir,
    service: Binary,
    client: reqwest::Client,
    url: Option<String>,
}

impl Deployment {
    fn start(url: Option<String>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let service = serve(folder.path(), url.as_deref());
        let client = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(20)).build().unwrap();
        Self { folder, service, client, url }
    }

    async fn post(&self, path: &str, body: &Value) -> reqwest::Response {
        self.client.post(self.service.url(path)).json(body).send().await.unwrap()
    }

    async fn tell(&self, draft: &Draft) -> u16 {
        let answer = self.post("/api/v1/stories", &draft.body()).await;
        let status = answer.status().as_u16();
        assert!(status == 201 || answer.headers().contains_key("retry-after"), "{status} without Retry-After");
        status
    }

    async fn opens(&self, draft: &Draft) -> bool {
        self.post("/api/v1/receipts/open", &json!({"receipt": draft.receipt()})).await.status() == 200
    }

    async fn is_ready(&self) -> bool {
        self.client.get(self.service.url("/health/ready")).send().await.unwrap().status() == 200
    }

    /// Ends the service as a power cut would, and starts it again.
    async fn power_cut(mut self) -> Self {
        self.service.kill();
        self.service = serve(self.folder.path(), self.url.as_deref());
        self.service.until_ready().await;
        self
    }
}

fn serve(folder: &Path, url: Option<&str>) -> Binary {
    Binary::serve_with(&folder.join("data"), url, &folder.join("log"), &["--reserve", "1"])
}

/// Waits for something that happens by itself after a failure outside the service has ended.
async fn in_time<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(began.elapsed() < Duration::from_secs(30), "not in time: {what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// A draft with a text that is long enough to need pages of its own.
fn a_long_story() -> Draft {
    a_story().saying(&"They rang back, and then they rang again. ".repeat(100))
}

#[actix_web::test]
async fn a_disk_that_fails_again_and_again_loses_nothing_that_was_acknowledged() {
    let day = Deployment::start(None);
    day.service.until_ready().await;
    let (mut told, mut gone, mut refused) = (Vec::new(), Vec::new(), 0);
    for round in 0..6 {
        for _ in 0..4 {
            let draft = a_long_story();
            assert_eq!(day.tell(&draft).await, 201, "round {round}");
            told.push(draft);
        }
        let taken_back = told.remove(0);
        let answer = day.post("/api/v1/receipts/withdraw", &json!({"receipt": taken_back.receipt()})).await;
        assert_eq!(answer.status(), 200, "round {round}");
        gone.push(taken_back);
        let correction = told[0].clone().saying(&format!("Corrected in round {round}."));
        assert_eq!(day.post("/api/v1/receipts/correct", &correction.body()).await.status(), 200);
        told[0] = correction;

        // From now on no file may grow.
        day.service.limit_files(Some(0));
        for _ in 0..5 {
            let draft = a_long_story();
            if day.tell(&draft).await == 201 {
                told.push(draft);
            } else {
                refused += 1;
            }
        }
        assert!(!day.is_ready().await, "the service says that it takes no stories");
        assert_eq!(day.client.get(day.service.url("/health/live")).send().await.unwrap().status(), 200);
        assert!(day.opens(&told[0]).await, "what is there can be read");
        day.service.limit_files(None);
        in_time("the service is ready again", async || day.is_ready().await.then_some(())).await;
    }
    assert!(refused >= 20, "only {refused} stories were refused");

    let day = day.power_cut().await;
    for draft in &told {
        let own = day.post("/api/v1/receipts/open", &json!({"receipt": draft.receipt()})).await;
        assert_eq!(own.status(), 200, "an acknowledged story is lost");
        let own: Value = own.json().await.unwrap();
        assert_eq!(own["text"].as_str().unwrap(), draft.body()["text"].as_str().unwrap().trim(), "a correction came undone");
    }
    for draft in &gone {
        assert!(!day.opens(draft).await, "a withdrawn story came back");
    }
}

#[actix_web::test]
async fn a_lock_held_by_another_program_is_waited_for_or_reported_and_nothing_is_lost() {
    let day = Deployment::start(None);
    day.service.until_ready().await;
    let url = format!("sqlite://{}", day.folder.path().join("data/sensing.db").display());
    let other = Cluster::connect(&url).await;
    let holder = sea_orm::TransactionTrait::begin(&other).await.unwrap();
    holder.execute_unprepared("UPDATE setting SET value = value").await.unwrap();
    let draft = a_story();
    let status = day.tell(&draft).await;
    assert_eq!(status, 503);
    assert!(!day.is_ready().await);
    holder.rollback().await.unwrap();
    assert_eq!(day.tell(&draft).await, 201);
    assert!(day.is_ready().await);
    let day = day.power_cut().await;
    assert!(day.opens(&draft).await);
}

#[actix_web::test]
async fn a_lost_postgresql_is_reported_and_the_service_recovers_by_itself() {
    let server = Cluster::start();
    let url = server.database().await;
    let day = Deployment::start(Some(url));
    day.service.until_ready().await;
    let before = a_story();
    assert_eq!(day.tell(&before).await, 201);
    let form = day.service.url("/api/v1/frameworks/sheffield-send");
    assert_eq!(day.client.get(&form).send().await.unwrap().status(), 200);
    server.crash();
    let during = a_story();
    assert_eq!(day.tell(&during).await, 503);
    assert!(!day.is_ready().await);
    // People who want to tell a story can read the questions; the story waits on their device.
    assert_eq!(day.client.get(&form).send().await.unwrap().status(), 200);
    server.come_back();
    in_time("stories are taken again", async || (day.tell(&during).await == 201).then_some(())).await;
    in_time("the service is ready again", async || day.is_ready().await.then_some(())).await;
    assert!(day.opens(&before).await && day.opens(&during).await);
}

#[actix_web::test]
async fn a_postgresql_without_fsync_is_refused() {
    let server = Cluster::start();
    let url = server.database().await;
    let connection = Cluster::connect(&url).await;
    connection.execute_unprepared("ALTER SYSTEM SET fsync = off").await.unwrap();
    connection.execute_unprepared("SELECT pg_reload_conf()").await.unwrap();
    connection.close().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let config = DataConfig { data: folder.path().to_owned(), database_url: Some(url), time_zone: None };
    let error =
        in_time("the server reads its settings again", async || Application::open(&config).await.err()).await.to_string();
    assert!(error.contains("fsync is off") && error.contains("acknowledged stories could be lost"), "{error}");
}

#[actix_web::test]
async fn a_second_service_on_one_data_folder_is_refused_with_a_message() {
    let day = Deployment::start(None);
    let mut second = sensing(&day.folder.path().join("data"), None);
    second.args(["serve", "--bind", "127.0.0.1:0"]);
    let refused = run(second, "");
    assert_eq!(refused.status.code(), Some(2));
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(said.contains("is in use by another sensing"), "{said}");
    // The first service continues.
    day.service.until_ready().await;
    assert_eq!(day.tell(&a_story()).await, 201);
}

#[actix_web::test]
async fn only_the_owner_can_read_files_of_the_data_folder() {
    let day = Deployment::start(None);
    day.service.until_ready().await;
    day.tell(&a_story()).await;
    // Files that an earlier version left open to others are closed too.
    let data = day.folder.path().join("data");
    std::fs::write(data.join("columns.snapshot"), "left by another version").unwrap();
    std::fs::set_permissions(data.join("columns.snapshot"), PermissionsExt::from_mode(0o644)).unwrap();
    let day = day.power_cut().await;
    let mut seen = 0;
    let mut folders = vec![day.folder.path().join("data")];
    while let Some(folder) = folders.pop() {
        assert_eq!(folder.metadata().unwrap().permissions().mode() & 0o777, 0o700, "{}", folder.display());
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            // A file of the index may be gone after a merge.
            let Ok(metadata) = path.metadata() else { continue };
            assert_eq!(metadata.permissions().mode() & 0o777, 0o600, "{}", path.display());
            seen += 1;
        }
    }
    assert!(seen >= 5, "{seen} files");
}

#[actix_web::test]
async fn an_index_that_is_lost_or_truncated_while_the_service_runs_is_rebuilt() {
    let day = Deployment::start(None);
    day.service.until_ready().await;
    let token = a_moderator(&day);
    let draft = a_story().saying("The heron waits by the river.");
    assert_eq!(day.tell(&draft).await, 201);
    let own: Value = day.post("/api/v1/receipts/open", &json!({"receipt": draft.receipt()})).await.json().await.unwrap();
    let clear = format!("/api/v1/moderation/stories/{}/clear", own["id"].as_str().unwrap());
    let queued = format!("/api/v1/moderation/stories/{}", own["id"].as_str().unwrap());
    let queued = day.client.get(day.service.url(&queued)).bearer_auth(&token).send().await.unwrap();
    let revision = json!({"revision": queued.json::<Value>().await.unwrap()["revision"]});
    let cleared = day.client.post(day.service.url(&clear)).bearer_auth(&token).json(&revision).send().await.unwrap();
    assert_eq!(cleared.status(), 200);
    let found = async || {
        let search = day.client.post(day.service.url("/api/v1/search")).bearer_auth(&token);
        let answer = search.json(&json!({"selection": {"framework": "sheffield-send", "text": "heron"}})).send().await.unwrap();
        assert!(answer.status() == 200 || answer.status() == 503, "{}", answer.status());
        let answer: Value = answer.json().await.unwrap();
        (answer["stories"].as_array()?.len() == 1).then_some(())
    };
    in_time("the story is found", found).await;
    let index = day.folder.path().join("data/index");
    // The service goes on writing meanwhile: files go between being listed and being opened, and come while a folder is removed.
    let gone = |error: &std::io::Error| error.kind() == ErrorKind::NotFound;
    let truncate = |index: &Path| {
        for file in std::fs::read_dir(index).unwrap() {
            match std::fs::File::options().write(true).open(file.unwrap().path()) {
                Err(error) if gone(&error) => {}
                file => file.unwrap().set_len(3).unwrap(),
            }
        }
    };
    let remove = |index: &Path| {
        while let Err(error) = std::fs::remove_dir_all(index) {
            match error.kind() {
                ErrorKind::NotFound => break,
                ErrorKind::DirectoryNotEmpty => {}
                _ => panic!("{error}"),
            }
        }
    };
    let damages: [&dyn Fn(&Path); 2] = [&truncate, &remove];
    for damage in damages {
        damage(&index);
        assert_eq!(day.tell(&a_story()).await, 201, "stories are taken meanwhile");
        let rebuilt = async || {
            let whole = std::fs::read_dir(&index)
                .is_ok_and(|files| files.flatten().any(|file| file.path().extension().is_some_and(|kind| kind == "store")));
            (whole && found().await.is_some()).then_some(())
        };
        in_time("the story is found again", rebuilt).await;
    }
}

/// A token of a moderator, created on the command line.
fn a_moderator(day: &Deployment) -> String {
    let data = day.folder.path().join("data");
    let mut add = sensing(&data, None);
    add.args(["staff", "add", "mo", "--role", "moderator", "--password-stdin"]);
    assert!(run(add, "four words make a password").status.success());
    let mut token = sensing(&data, None);
    token.args(["staff", "token", "mo", "--days", "1"]);
    let said = String::from_utf8(run(token, "").stdout).unwrap();
    said.split_whitespace().last().unwrap().to_owned()
}
