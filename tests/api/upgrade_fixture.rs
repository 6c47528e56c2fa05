//! Data of earlier builds, frozen in `tests/fixtures/upgrade`: an upgrade preserves all of it.
//!
//! The answers of each build are in its manifest. The current code must still give these answers; it may add to them.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{Duration, Utc};
use reqwest::Method;
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use sensing::model::Role;
use sha2::{Digest, Sha256};

use crate::support::*;

/// The data of one build with one database, and its answers about them.
struct Fixture {
    folder: PathBuf,
    base: Base,
    manifest: Value,
}

impl Fixture {
    /// The fixtures of all builds.
    fn all(base: Base) -> Vec<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/upgrade");
        let builds = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path());
        let kind = if base == Base::Sqlite { "sqlite" } else { "postgres" };
        let folders = builds.map(|build| build.join(kind)).filter(|folder| folder.join("manifest.json").exists());
        let fixtures: Vec<Self> = folders
            .map(|folder| {
                let manifest = serde_json::from_slice(&fs::read(folder.join("manifest.json")).unwrap()).unwrap();
                Self { folder, base, manifest }
            })
            .collect();
        assert!(!fixtures.is_empty(), "there is nothing to upgrade from");
        fixtures
    }

    /// The current service on a copy of the data. A test that fails says which data.
    async fn upgraded(&self) -> App {
        println!("upgrading {}", self.folder.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().display());
        if self.base == Base::Postgres {
            let url = cluster().empty_database().await;
            let connection = Cluster::connect(&url).await;
            let dump = fs::read_to_string(self.folder.join("dump.sql")).unwrap();
            connection.execute_unprepared(&dump).await.unwrap();
            connection.close().await.unwrap();
            no_day_has_passed(&Cluster::connect(&url).await, "public.").await;
            return App::on(Some(url)).await;
        }
        self.upgraded_without(&[]).await
    }

    /// The same on SQLite, without these parts of the data folder.
    async fn upgraded_without(&self, lost: &[&str]) -> App {
        let stopped = spawn_app(Base::Sqlite).await.stop().await;
        let data = stopped.folder();
        for entry in fs::read_dir(data).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
        }
        for entry in fs::read_dir(&self.folder).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name();
            if name != "manifest.json" && !lost.iter().any(|lost| name == *lost) {
                copy(&entry.path(), &data.join(name));
            }
        }
        no_day_has_passed(&Cluster::connect(&sqlite_url(data)).await, "").await;
        stopped.start().await
    }

    fn list(&self, name: &str) -> &Vec<Value> {
        self.manifest[name].as_array().unwrap()
    }

    /// A token of one of the build's own members of staff.
    fn token(&self, name: &str) -> &str {
        let somebody = self.list("staff").iter().find(|somebody| somebody["name"] == name).unwrap();
        text(&somebody["token"])
    }

    /// A file that was sent with stories.
    fn file(&self, name: &Value) -> Vec<u8> {
        fs::read(self.folder.parent().unwrap().join(text(name))).unwrap()
    }

    /// Sends a story exactly as it was sent to that build.
    async fn send_again(&self, app: &App, story: &Value) -> Answer {
        let sent = &story["sent"];
        let mut request = app.request(Method::POST, text(&sent["path"]));
        if let Some(name) = sent["as"].as_str() {
            request = request.bearer_auth(self.token(name));
        }
        if sent["voice"].is_null() && sent["picture"].is_null() {
            return send(request.json(&sent["body"])).await;
        }
        let mut form = Form::default().part("story", "application/json", sent["body"].to_string());
        for (part, kind) in [("voice", "audio/webm"), ("picture", "image/jpeg")] {
            if !sent[part].is_null() {
                form = form.part(part, kind, self.file(&sent[part]));
            }
        }
        send(request.header("content-type", form_type()).body(form.finished())).await
    }

    async fn ask(&self, app: &App, name: &str, method: Method, path: &str, body: Option<&Value>) -> Answer {
        let request = app.request(method, path).bearer_auth(self.token(name));
        send(body.map_or_else(|| request.try_clone().unwrap(), |body| request.try_clone().unwrap().json(body))).await
    }
}

/// Sessions and tokens expire by the calendar, so this pretends that the upgrade happens a minute after the fixture was made.
async fn no_day_has_passed(connection: &DatabaseConnection, schema: &str) {
    let backend = connection.get_database_backend();
    let now = Utc::now();
    for (sql, day) in [
        (format!("UPDATE {schema}session SET began = $1, last_used = $1"), now),
        (format!("UPDATE {schema}token SET ends = $1"), now + Duration::days(30)),
    ] {
        let statement = Statement::from_sql_and_values(backend, sql, [day.into()]);
        assert!(connection.execute_raw(statement).await.unwrap().rows_affected() > 0);
    }
    // The results of jobs are kept for some hours. The first builds had no jobs.
    for sql in
        [format!("UPDATE {schema}job SET ended = $1 WHERE ended IS NOT NULL"), format!("UPDATE {schema}job SET begun = $1")]
    {
        let statement = Statement::from_sql_and_values(backend, sql, [now.into()]);
        let _ = connection.execute_raw(statement).await;
    }
    connection.close_by_ref().await.unwrap();
}

fn copy(from: &Path, to: &Path) {
    if !from.is_dir() {
        fs::copy(from, to).unwrap();
        return;
    }
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        copy(&path, &to.join(path.file_name().unwrap()));
    }
}

fn sqlite_url(data: &Path) -> String {
    format!("sqlite://{}", data.join("sensing.db").display())
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// What an earlier build showed analysts of a story, without the answers about the storyteller that so few stories share that they
/// are not shown any more.
fn as_few_share_it(before: &Value, now: &Answer) -> Value {
    let mut before = before.clone();
    // The tests' service hides nothing.
    if let Some(body) = before["answer"].as_object_mut() {
        body.remove("not_shown");
    }
    let hidden = if now.status == 200 { now.is(200)["not_shown"].clone() } else { Value::Null };
    for id in hidden.as_array().into_iter().flatten().flat_map(Value::as_str) {
        if let Some(answers) = before["answer"]["answers"].as_object_mut() {
            answers.remove(id);
        }
        if let Some(body) = before["answer"].as_object_mut() {
            body.remove("asked");
        }
    }
    before
}

/// Checks that everything in `before` is still in `now`. Objects may have more fields; the order of lists counts.
#[track_caller]
fn still_says(before: &Value, now: &Value, what: &str) {
    match (before, now) {
        (Value::Object(before), Value::Object(now)) => {
            for (name, value) in before {
                let said = now.get(name).unwrap_or_else(|| panic!("{what}: {name} is missing"));
                still_says(value, said, &format!("{what}, {name}"));
            }
        }
        (Value::Array(before), Value::Array(now)) => {
            assert_eq!(before.len(), now.len(), "{what}: {before:?} became {now:?}");
            for (i, (before, now)) in before.iter().zip(now).enumerate() {
                still_says(before, now, &format!("{what}, {i}"));
            }
        }
        (Value::Number(before), Value::Number(now)) => assert_eq!(before.as_f64(), now.as_f64(), "{what}"),
        _ => assert_eq!(before, now, "{what}"),
    }
}

/// Compares an answer of the build with the current one.
#[track_caller]
fn same_answer(before: &Value, now: &Answer, what: &str) {
    assert_eq!(before["status"], now.status, "{what}: {}", now.text());
    if now.status < 400 {
        still_says(&before["answer"], &now.is(now.status), what);
    } else {
        now.problem(now.status);
    }
}

/// Checks search results and patterns, once every view has reached the end of the log.
async fn views_show_the_same(fixture: &Fixture, app: &App) {
    for search in fixture.list("searches") {
        let mut found = ids(&app.find(text(&search["text"])).await);
        found.sort();
        assert_eq!(json!(found), search["ids"], "{}", search["text"]);
    }
    for pattern in fixture.list("patterns") {
        let answer = app.patterns(pattern["asked"].clone()).await.is(200);
        let what = pattern["asked"].to_string();
        let counts_apart = pattern["counted"].pointer("/undecided/not_readable").is_some();
        if pattern["asked"].pointer("/selection/not/text").is_some() && !counts_apart {
            // The first builds also counted the stories whose text nobody may read; now they are counted apart.
            let apart = answer["undecided"]["not_readable"].as_u64().unwrap();
            assert_eq!(pattern["counted"]["matching"], answer["matching"].as_u64().unwrap() + apart, "{what}");
        } else {
            still_says(&what_was_told(&pattern["counted"]), &counted_as_before(&pattern["counted"], answer), &what);
        }
    }
}

/// The numbers and lists that a build told. Of few stories it told none, and the tests' service tells all.
fn what_was_told(counted: &Value) -> Value {
    match counted {
        Value::Object(fields) => {
            let told = fields.iter().filter(|(_, value)| !value.is_null() && **value != json!([]));
            Value::Object(told.map(|(name, value)| (name.clone(), what_was_told(value))).collect())
        }
        Value::Array(items) => items.iter().map(what_was_told).collect(),
        other => other.clone(),
    }
}

/// Earlier builds counted a question that was not asked, as in a collection that asks only some, as unanswered.
fn counted_as_before(before: &Value, mut answer: Value) -> Value {
    for (id, pattern) in answer["signifiers"].as_object_mut().into_iter().flatten() {
        if before["signifiers"][id].get("not_asked").is_none() {
            let both = pattern["unanswered"].as_u64().unwrap() + pattern["not_asked"].as_u64().unwrap();
            pattern["unanswered"] = json!(both);
        }
    }
    answer
}

async fn every_story_is_as_it_was(base: Base) {
    for fixture in Fixture::all(base) {
        let app = fixture.upgraded().await;
        let mut opened = 0;
        for story in fixture.list("stories") {
            let what = text(&story["what"]);
            let own = app.open(text(&story["receipt"])).await;
            same_answer(&story["own"], &own, &format!("{what}, opened by its receipt"));
            if own.status != 200 {
                continue;
            }
            opened += 1;
            let id = own.is(200)["id"].clone();
            same_answer(&story["queued"], &app.queued(text(&id)).await, &format!("{what}, as moderators see it"));
            let read = app.story(text(&id)).await;
            same_answer(&as_few_share_it(&story["read"], &read), &read, &format!("{what}, as analysts see it"));
            for file in story["attachments"].as_array().unwrap() {
                let asked = json!({"receipt": story["receipt"], "id": file["id"]});
                let answer = app.post("/api/v1/receipts/attachment", &asked).await;
                assert_eq!((answer.status, answer.header("content-type")), (200, text(&file["media_type"])), "{what}");
                let digest: String = Sha256::digest(&answer.bytes).iter().map(|byte| format!("{byte:02x}")).collect();
                assert_eq!(file["sha256"], digest, "{what}: its {}", file["kind"]);
            }
        }
        assert!(opened > 15, "{opened} of the build's stories were opened");
        for (state, total) in fixture.manifest["queue"].as_object().unwrap() {
            assert_eq!(&app.queue(&format!("?state={state}")).await.is(200)["total"], total, "{state}");
        }
    }
}

async fn every_view_shows_the_same(base: Base) {
    for fixture in Fixture::all(base) {
        let app = fixture.upgraded().await;
        views_show_the_same(&fixture, &app).await;
        let app = app.restart().await;
        views_show_the_same(&fixture, &app).await;
    }
}

async fn saved_views_are_there_under_their_names(base: Base) {
    let mut seen = 0;
    for fixture in Fixture::all(base).iter().filter(|fixture| fixture.manifest["views"].is_array()) {
        let app = fixture.upgraded().await;
        let now = fixture.ask(&app, "upgrade-analyst", Method::GET, "/api/v1/views", None).await.is(200);
        still_says(&fixture.manifest["views"], &now["views"], "the saved views");
        seen += fixture.list("views").len();
    }
    assert!(seen > 0, "no build saved views");
}

async fn jobs_that_had_ended_still_have_their_results(base: Base) {
    let mut seen = 0;
    for fixture in Fixture::all(base).iter().filter(|fixture| fixture.manifest["jobs"].is_array()) {
        let app = fixture.upgraded().await;
        for job in fixture.list("jobs") {
            let path = format!("/api/v1/jobs/{}", text(&job["id"]));
            let mut now = fixture.ask(&app, "upgrade-analyst", Method::GET, &path, None).await.is(200);
            let mut before = job["answer"].clone();
            // Of a cluster of few stories the build told nothing, and the tests' service tells all.
            let small: Vec<Value> = before["result"]["clusters"].as_array().into_iter().flatten().cloned().collect();
            let small: Vec<Value> = small.into_iter().filter(|cluster| cluster["size"].is_null()).collect();
            for clusters in [&mut before, &mut now].into_iter().filter_map(|job| job["result"]["clusters"].as_array_mut()) {
                clusters.retain(|cluster| small.iter().all(|few| few["id"] != cluster["id"]));
            }
            // The times are moved, because results are kept for some hours.
            ["begun", "ended"].into_iter().for_each(|name| drop(before.as_object_mut().unwrap().remove(name)));
            still_says(&what_was_told(&before), &now, text(&job["asked"]["path"]));
            seen += 1;
        }
    }
    assert!(seen > 0, "no build kept jobs");
}

async fn originals_of_redacted_stories_are_preserved(base: Base) {
    for fixture in Fixture::all(base) {
        let app = fixture.upgraded().await;
        let url = app.database_url().unwrap_or_else(|| sqlite_url(&app.folder()));
        let connection = Cluster::connect(&url).await;
        let redacted: Vec<&Value> = fixture.list("stories").iter().filter(|story| story["original"].is_object()).collect();
        assert!(redacted.len() >= 2);
        for story in redacted {
            let what = text(&story["what"]);
            let id: uuid::Uuid = text(&story["own"]["answer"]["id"]).parse().unwrap();
            let sql = "SELECT original_title, original_text, original_answers FROM story WHERE id = $1";
            let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, [id.into()]);
            let row = connection.query_one_raw(statement).await.unwrap().unwrap();
            let [title, words, answers] = [0, 1, 2].map(|i| row.try_get_by_index::<String>(i).unwrap());
            assert_eq!((json!(title), json!(words)), (story["original"]["title"].clone(), story["original"]["text"].clone()));
            let write_in = &story["sent"]["body"]["answers"]["services"]["write_in"];
            assert!(answers.contains(text(write_in)), "{what}: {answers}");
            let shown = app.open(text(&story["receipt"])).await.text();
            assert!(!shown.contains("Somename") && !shown.contains(text(write_in)), "{what}: {shown}");
        }
        connection.close().await.unwrap();
    }
}

async fn a_story_that_is_sent_again_is_recognised(base: Base) {
    for fixture in Fixture::all(base) {
        let app = fixture.upgraded().await;
        let before = app.queue("?limit=1").await.is(200)["total"].clone();
        for story in fixture.list("stories") {
            let what = format!("{}, sent once more", text(&story["what"]));
            same_answer(&story["again"], &fixture.send_again(&app, story).await, &what);
            let mut other = story.clone();
            other["sent"]["body"]["text"] = json!("Synthetic: another story under the same receipt.");
            fixture.send_again(&app, &other).await.problem(409);
        }
        assert_eq!(app.queue("?limit=1").await.is(200)["total"], before, "nothing was kept twice");
        views_show_the_same(&fixture, &app).await;
    }
}

async fn withdrawn_stories_stay_erased(base: Base) {
    for fixture in Fixture::all(base) {
        let app = fixture.upgraded().await;
        let gone: Vec<&Value> = fixture.list("stories").iter().filter(|story| story["own"]["status"] == 404).collect();
        assert!(gone.len() >= 2);
        for story in gone {
            let receipt = text(&story["receipt"]);
            fixture.send_again(&app, story).await.problem(409);
            app.open(receipt).await.problem(404);
            app.withdraw(receipt).await.problem(404);
            app.correct(&a_story().under(receipt)).await.problem(404);
        }
    }
}

async fn staff_can_work_as_before(base: Base) {
    for fixture in Fixture::all(base) {
        let app = fixture.upgraded().await;
        for somebody in fixture.list("staff") {
            let name = text(&somebody["name"]);
            let known = json!({"name": name, "roles": somebody["roles"]});
            let signed_in = app.sign_in(name, text(&somebody["password"])).await;
            let by_token = fixture.ask(&app, name, Method::GET, "/api/v1/me", None).await;
            if somebody["disabled"] == true {
                signed_in.problem(401);
                by_token.problem(401);
                continue;
            }
            still_says(&known, &signed_in.is(200), name);
            still_says(&known, &by_token.is(200), name);
            app.sign_in(name, "synthetic words for another password").await.problem(401);
        }
        let session = &fixture.manifest["session"];
        let request = app.request(Method::GET, "/api/v1/me").header("cookie", text(&session["cookie"]));
        assert_eq!(send(request).await.is(200)["name"], session["name"], "the session goes on");
    }
}

async fn collections_and_frameworks_are_there(base: Base) {
    for fixture in Fixture::all(base) {
        let app = fixture.upgraded().await;
        let listed = app.collections().await.is(200);
        still_says(&fixture.manifest["collections"], &listed["collections"], "collections");
        for collection in fixture.list("collections") {
            let joined = app.join(text(&collection["join_code"])).await.is(200);
            for part in ["name", "framework", "open", "kiosk", "audiences", "signifiers"] {
                assert_eq!(joined[part], collection[part], "{collection}");
            }
        }
        for kept in fixture.list("frameworks") {
            let path = format!("/api/v1/frameworks/{}/versions/{}", text(&kept["slug"]), kept["version"]);
            let document = app.get_as(Role::Administrator, &path).await.is(200);
            still_says(&kept["document"], &document, &path);
            if kept["draft"] == true {
                app.get(&path).await.problem(404);
            } else {
                assert_eq!(app.get(&path).await.is(200)["version"], kept["version"], "{path}");
            }
        }
    }
}

async fn notices_say_the_same(base: Base) {
    for fixture in Fixture::all(base) {
        let app = fixture.upgraded().await;
        // Builds before that had no notices.
        let before = &fixture.manifest["notice"];
        if before.is_object() {
            still_says(before, &app.get("/api/v1/notices/privacy").await.is(200), "the privacy notice");
        }
    }
}

async fn no_form_becomes_shorter_without_a_decision(base: Base) {
    for fixture in Fixture::all(base) {
        let app = fixture.upgraded().await;
        let of_default = fixture.list("frameworks").iter().filter(|kept| kept["slug"] == "sheffield-send");
        let published = of_default.filter(|kept| kept["draft"] != true).filter_map(|kept| kept["version"].as_u64()).max();
        assert_eq!(app.framework("sheffield-send").await.is(200)["version"].as_u64(), published);
        // Builds since then have published the shorter form themselves.
        if published.is_some_and(|version| version >= 3) {
            continue;
        }
        let drafts = app.get_as(Role::Administrator, "/api/v1/frameworks/drafts").await.is(200);
        let drafts: Vec<(&str, u64)> = drafts["drafts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|draft| (text(&draft["slug"]), draft["version"].as_u64().unwrap()))
            .collect();
        assert!(drafts.contains(&("sheffield-send", 3)) && drafts.contains(&("sheffield-send", 4)), "{drafts:?}");
        let publish = "/api/v1/frameworks/sheffield-send/versions/3/publish";
        app.post_as(Role::Administrator, publish, &json!({})).await.is(200);
        let shorter = app.framework("sheffield-send").await.is(200);
        assert_eq!((&shorter["version"], &shorter["signifiers"][5]["id"]), (&json!(3), &json!("felt_listened_to")));
        app.tell(&a_story().for_framework("sheffield-send", 3).with_dyad("felt_listened_to", 0.9)).await;
        app.tell(&a_story().with_dyad("listened_to", 0.9)).await;
    }
}

async fn stories_go_on_from_there(base: Base) {
    for fixture in Fixture::all(base) {
        let app = fixture.upgraded().await;
        let named = |what: &str| fixture.list("stories").iter().find(|story| story["what"] == what).unwrap();
        let matching = async || app.matching(json!({"framework": "sheffield-send"})).await;
        let before = matching().await;

        let mut corrected = named("held")["sent"]["body"].clone();
        corrected["text"] = json!("Synthetic: corrected after the upgrade.");
        app.post("/api/v1/receipts/correct", &corrected).await.is(200);
        let held = named("held, spoken, with a picture");
        let clearing = json!({"text": "Synthetic: typed in after the upgrade, a kaleidoscope."});
        app.clear(text(&held["own"]["answer"]["id"]), &clearing).await.is(200);
        let spoken = app.open(text(&held["receipt"])).await.is(200);
        assert_eq!((&spoken["state"], spoken["attachments"].as_array().unwrap().len()), (&json!("cleared"), 2));
        app.withhold(text(&named("cleared as it was told, with a write-in")["own"]["answer"]["id"]), &json!({})).await.is(200);
        let gone = named("cleared and redacted");
        assert!((200..300).contains(&app.withdraw(text(&gone["receipt"])).await.status));
        app.tell(&a_story().saying("Synthetic: told after the upgrade.")).await;
        let collection = named("cleared, in an open collection")["sent"]["body"]["collection"].clone();
        app.tell(&a_story().in_collection(text(&collection))).await;

        app.until_counted(before + 1).await;
        assert_eq!(ids(&app.find("kaleidoscope").await).len(), 1);
        assert_eq!(ids(&app.find("marmalade").await).len(), 0);
        let app = app.restart().await;
        app.open(text(&gone["receipt"])).await.problem(404);
        assert_eq!(app.matching(json!({"framework": "sheffield-send"})).await, before + 1);
        assert_eq!(app.open(text(&corrected["receipt"])).await.is(200)["text"], corrected["text"]);
        assert_eq!(ids(&app.find("marmalade").await).len(), 0);
    }
}

async fn the_audit_log_goes_on_from_there(base: Base) {
    for fixture in Fixture::all(base) {
        let app = fixture.upgraded().await;
        let page = async |query: &str| app.get_as(Role::Administrator, &format!("/api/v1/audit?{query}")).await.is(200);
        let audit = async |query: &str| page(query).await["entries"].as_array().unwrap().clone();
        // Builds before the audit log have left no rows.
        let before = fixture.manifest["audit"].as_array().cloned().unwrap_or_default();
        let mut rows = Vec::new();
        let mut next = Some(String::from("limit=200"));
        while let Some(query) = next {
            let answer = page(&query).await;
            rows.extend(answer["entries"].as_array().unwrap().clone());
            next = answer["next"].as_i64().map(|number| format!("limit=200&before={number}"));
        }
        assert!(rows.len() >= before.len(), "{} rows, {} before", rows.len(), before.len());
        for (row, now) in before.iter().rev().zip(rows.iter().rev()) {
            still_says(row, now, "a row of the audit log");
        }
        for story in fixture.list("stories").iter().filter(|story| story["own"]["status"] == 200) {
            let id = &story["own"]["answer"]["id"];
            let mut rows = audit(&format!("subject={}&limit=200", text(id))).await;
            // Rows of storytellers are shown by subject only, so that the manifest's list has none.
            rows.retain(|row| row["actor"] != "storyteller");
            let known = before.iter().filter(|row| row["subject"] == *id).count();
            assert_eq!(rows.len(), known, "{}: {rows:?}", story["what"]);
        }
        let held = fixture.list("stories").iter().find(|story| story["what"] == "held").unwrap();
        let id = text(&held["own"]["answer"]["id"]);
        let path = format!("/api/v1/moderation/stories/{id}/clear");
        let of_story = audit(&format!("subject={id}")).await;
        assert_eq!(of_story.iter().any(|row| row["action"] == "story_submitted"), !before.is_empty(), "{of_story:?}");
        let decision = json!({"revision": app.queued(id).await.is(200)["revision"]});
        fixture.ask(&app, "upgrade-moderator", Method::POST, &path, Some(&decision)).await.is(200);
        let newest = &audit(&format!("subject={id}&limit=1")).await[0];
        assert_eq!((&newest["name"], &newest["action"]), (&json!("upgrade-moderator"), &json!("story_cleared")), "{newest}");
    }
}

/// Makes a test for each database.
macro_rules! from_both {
    ($($name:ident)+) => { $(
        mod $name {
            use super::*;

            #[actix_web::test]
            async fn sqlite() {
                super::$name(Base::Sqlite).await;
            }

            #[actix_web::test]
            async fn postgres() {
                super::$name(Base::Postgres).await;
            }
        }
    )+ };
}

from_both! {
    every_story_is_as_it_was
    every_view_shows_the_same
    saved_views_are_there_under_their_names
    jobs_that_had_ended_still_have_their_results
    originals_of_redacted_stories_are_preserved
    a_story_that_is_sent_again_is_recognised
    withdrawn_stories_stay_erased
    staff_can_work_as_before
    collections_and_frameworks_are_there
    notices_say_the_same
    no_form_becomes_shorter_without_a_decision
    stories_go_on_from_there
    the_audit_log_goes_on_from_there
}

#[actix_web::test]
async fn columns_and_index_of_an_earlier_build_and_new_ones_show_the_same() {
    for fixture in Fixture::all(Base::Sqlite) {
        for lost in [&["columns.snapshot"][..], &["index"], &["columns.snapshot", "index"]] {
            let app = fixture.upgraded_without(lost).await;
            views_show_the_same(&fixture, &app).await;
        }
    }
}

#[actix_web::test]
async fn a_story_that_is_only_in_the_write_ahead_log_is_preserved() {
    for fixture in Fixture::all(Base::Sqlite) {
        let what = "cleared just before the power went";
        let last = fixture.list("stories").iter().find(|story| story["what"] == what).unwrap();
        let app = fixture.upgraded().await;
        app.open(text(&last["receipt"])).await.is(200);
        let app = fixture.upgraded_without(&["sensing.db-wal"]).await;
        app.open(text(&last["receipt"])).await.problem(404);
    }
}
