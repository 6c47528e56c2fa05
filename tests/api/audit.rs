//! `/audit`: who did what, on what, when and why.

use std::collections::BTreeSet;

use reqwest::Method;
use sea_orm::{ConnectionTrait, Statement};
use sensing::model::{Action, Role};

use crate::support::*;

const PATH: &str = "/api/v1/audit";

/// Writes of staff that the audit log leaves out, each with the reason.
const NO_DEEDS: [(&str, &str, &str); 14] = [
    ("POST", "/api/v1/search", "a read with a body"),
    ("POST", "/api/v1/patterns", "a read with a body"),
    ("POST", "/api/v1/compare", "a read with a body"),
    ("POST", "/api/v1/clusters", "a read with a body"),
    ("POST", "/api/v1/neighbours", "a read with a body"),
    ("POST", "/api/v1/trends", "a read with a body"),
    ("POST", "/api/v1/words", "a read with a body"),
    ("POST", "/api/v1/associations", "a read with a body"),
    ("DELETE", "/api/v1/jobs/{id}", "changes nothing that anybody else sees"),
    ("POST", "/api/v1/frameworks/check", "stores nothing"),
    ("POST", "/api/v1/imports/guess", "stores nothing"),
    ("POST", "/api/v1/imports/preview", "stores nothing"),
    // `import_tables` looks at its rows: it takes a form.
    ("POST", "/api/v1/imports", "audited as stories_imported and framework_published"),
    ("POST", "/api/v1/frameworks/{slug}/versions/{version}/try", "stores nothing"),
];

async fn entries(app: &App, query: &str) -> Vec<Value> {
    let page = app.get_as(Role::Administrator, &format!("{PATH}?limit=200{query}")).await.is(200);
    page["entries"].as_array().unwrap().clone()
}

/// How many rows there are, storytellers' left out.
async fn count(app: &App) -> usize {
    entries(app, "").await.len()
}

/// Requests that staff make, each followed by a look at the audit log.
struct Walk<'a> {
    app: &'a App,
    walked: BTreeSet<(String, String)>,
}

impl Walk<'_> {
    /// Sends a request, which must succeed and append exactly one row: of this role, with this action, on this subject.
    async fn step(&mut self, (method, route): (&str, &str), role: Role, path: &str, body: Value, row: (Action, &str)) -> Value {
        let before = count(self.app).await;
        let mut request = self.app.request_as(role, method.parse().unwrap(), path).await;
        if !body.is_null() {
            request = request.json(&body);
        }
        let answer = send(request).await;
        assert!((200..300).contains(&answer.status), "{method} {path}: {} {}", answer.status, answer.text());
        let mut rows = entries(self.app, "").await;
        rows.truncate(rows.len() - before);
        let (action, subject) = row;
        let subject =
            if subject.is_empty() { answer.is(201)["join_code"].as_str().unwrap().to_owned() } else { subject.to_owned() };
        assert_eq!(rows.len(), 1, "{method} {path}: {rows:?}");
        let row = &rows[0];
        assert_eq!((&row["actor"], &row["name"]), (&json!("staff"), &json!(role.name())), "{method} {path}");
        assert_eq!((&row["action"], &row["subject"]), (&json!(action.name()), &json!(subject)), "{method} {path}");
        assert!(row["staff"].is_string() && row["at"].is_string(), "{row}");
        self.walked.insert((method.to_owned(), route.to_owned()));
        if answer.header("content-type").contains("json") { answer.is(answer.status) } else { Value::Null }
    }
}

/// Every route by which staff change something or see an original, by the description of the API.
fn deeds_of_the_api() -> BTreeSet<(String, String)> {
    let api = serde_json::to_value(sensing::http::openapi()).unwrap();
    let mut deeds = BTreeSet::new();
    for (path, operations) in api["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let method = method.to_uppercase();
            let of_staff = operation["security"].as_array().is_some_and(|doors| !doors.is_empty());
            let listed = NO_DEEDS.iter().any(|(known, route, _)| (*known, *route) == (method.as_str(), path.as_str()));
            if of_staff && method != "GET" && !listed {
                deeds.insert((method, path.clone()));
            }
        }
    }
    deeds.insert(("GET".to_owned(), "/api/v1/moderation/stories/{id}/attachments/{attachment}".to_owned()));
    deeds.insert(("GET".to_owned(), "/api/v1/exports/{id}/file".to_owned()));
    // Signing out needs a cookie; `sessions_begin_and_end_in_the_audit_log` looks at it.
    deeds.remove(&("DELETE".to_owned(), "/api/v1/session".to_owned()));
    deeds
}

/// The last correction of a story, as the service asks for it.
const LAST_CORRECTION: &str =
    "SELECT * FROM audit WHERE subject = '7' AND (action = 'story_corrected') ORDER BY number DESC LIMIT 1";

on_both! {
    async fn the_last_correction_is_found_without_reading_the_log(app: App) {
        let (url, numbers, explain) = match app.database_url() {
            Some(url) => (url, "SELECT generate_series(1, 5000)", "EXPLAIN"),
            None => (
                format!("sqlite://{}", app.folder().join("sensing.db").display()),
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) SELECT i FROM n",
                "EXPLAIN QUERY PLAN",
            ),
        };
        let stopped = app.stop().await;
        let connection = Cluster::connect(&url).await;
        let rows = format!(
            "INSERT INTO audit (day, actor, action, subject_kind, subject) \
             SELECT '2026-03-02', 'storyteller', 'story_submitted', 'story', '7' FROM ({numbers}) AS numbers"
        );
        connection.execute_unprepared(&rows).await.unwrap();
        connection.execute_unprepared("ANALYZE").await.unwrap();
        let statement = Statement::from_string(connection.get_database_backend(), format!("{explain} {LAST_CORRECTION}"));
        let steps = connection.query_all_raw(statement).await.unwrap();
        let column = if explain == "EXPLAIN" { "QUERY PLAN" } else { "detail" };
        let plan: Vec<String> = steps.iter().map(|step| step.try_get("", column).unwrap()).collect();
        assert!(plan.iter().any(|step| step.contains("audit_of_correction")), "{plan:?}");
        connection.close().await.unwrap();
        drop(stopped);
    }

    async fn every_write_of_staff_has_its_audit_row(app: App) {
        for role in Role::ALL {
            app.token(role).await;
        }
        let mut walk = Walk { app: &app, walked: BTreeSet::new() };
        let moderated = "/api/v1/moderation/stories/{id}";

        let paper = a_story().saying("Written with a pencil.");
        let route = ("POST", "/api/v1/transcriptions");
        let before = count(&app).await;
        let id = app.post_as(Role::Facilitator, route.1, &paper.body()).await.is(201)["id"].as_str().unwrap().to_owned();
        let row = &entries(&app, "").await[0];
        assert_eq!(count(&app).await, before + 1);
        assert_eq!((&row["action"], &row["subject"]), (&json!("story_transcribed"), &json!(id)));
        assert_eq!(row["name"], "facilitator");
        walk.walked.insert((route.0.to_owned(), route.1.to_owned()));

        let own = format!("/api/v1/moderation/stories/{id}");
        let redacted = json!({"revision": app.revision(&id).await, "text": "Written with [something]."});
        let clear = ("POST", &*format!("{moderated}/clear"));
        walk.step(clear, Role::Moderator, &format!("{own}/clear"), redacted, (Action::StoryCleared, &id)).await;
        let original = ("POST", &*format!("{moderated}/original"));
        let why = json!({"reason": "the redaction was questioned"});
        let shown = walk.step(original, Role::SafeguardingLead, &format!("{own}/original"), why, (Action::OriginalViewed, &id)).await;
        assert_eq!(shown["text"], "Written with a pencil.");
        let withhold = ("POST", &*format!("{moderated}/withhold"));
        let now = json!({"revision": app.revision(&id).await});
        walk.step(withhold, Role::SafeguardingLead, &format!("{own}/withhold"), now, (Action::StoryWithheld, &id)).await;

        let spoken = app.submit_form(Form::telling(&a_story().saying("")).voice(a_voice("spoken"))).await.is(201);
        let spoken = spoken["id"].as_str().unwrap().to_owned();
        let attachment = app.queued(&spoken).await.is(200)["attachments"][0]["id"].as_str().unwrap().to_owned();
        let file = ("GET", &*format!("{moderated}/attachments/{{attachment}}"));
        let path = format!("/api/v1/moderation/stories/{spoken}/attachments/{attachment}");
        walk.step(file, Role::Moderator, &path, Value::Null, (Action::AttachmentViewed, &spoken)).await;

        let wanted = json!({"name": "Youth group", "framework": "sheffield-send"});
        let make = ("POST", "/api/v1/collections");
        let made = walk.step(make, Role::Facilitator, make.1, wanted, (Action::CollectionMade, "")).await;
        let code = made["join_code"].as_str().unwrap();
        let edit = ("PUT", "/api/v1/collections/{join_code}");
        let edited = json!({"revision": made["revision"], "collection": {"name": "Choir", "framework": "sheffield-send"}});
        let path = format!("/api/v1/collections/{code}");
        walk.step(edit, Role::Facilitator, &path, edited, (Action::CollectionChanged, code)).await;
        for (end, action) in [("close", Action::CollectionClosed), ("reopen", Action::CollectionReopened)] {
            let route = format!("/api/v1/collections/{{join_code}}/{end}");
            let path = format!("/api/v1/collections/{code}/{end}");
            walk.step(("POST", &route), Role::Facilitator, &path, Value::Null, (action, code)).await;
        }

        let versions = "/api/v1/frameworks/{slug}/versions/{version}";
        let administrator = Role::Administrator;
        let publish = ("POST", "/api/v1/frameworks");
        let published = (Action::FrameworkPublished, "audited/1");
        walk.step(publish, administrator, publish.1, a_framework("audited"), published).await;
        let mut second = a_framework("audited");
        second["version"] = json!(2);
        let saved = (Action::DraftSaved, "audited/2");
        walk.step(("PUT", versions), administrator, "/api/v1/frameworks/audited/versions/2", second, saved).await;
        let texts = ("PUT", &*format!("{versions}/texts/{{language}}"));
        let translated = json!({"title": "Another title"});
        walk.step(texts, administrator, "/api/v1/frameworks/audited/versions/2/texts/en", translated, saved).await;
        let publish = ("POST", &*format!("{versions}/publish"));
        let published = (Action::FrameworkPublished, "audited/2");
        walk.step(publish, administrator, "/api/v1/frameworks/audited/versions/2/publish", Value::Null, published).await;

        let notice = "/api/v1/notices/{kind}/versions/{version}";
        let path = "/api/v1/notices/accessibility/versions/2";
        let first = app.get_as(administrator, "/api/v1/notices/accessibility/versions/1").await.is(200);
        let mut text = first["notice"]["texts"][0].clone();
        text["blocks"] = json!([{"kind": "paragraph", "text": "Everybody can use this."}]);
        let wanted = json!({"notice": {"fields": first["notice"]["fields"], "texts": [text]}});
        let row = (Action::NoticeSaved, "accessibility/2");
        let saved = walk.step(("PUT", notice), administrator, path, wanted, row).await;
        let publish = ("POST", &*format!("{notice}/publish"));
        let row = (Action::NoticePublished, "accessibility/2");
        walk.step(publish, administrator, &format!("{path}/publish"), json!({"revision": saved["revision"]}), row).await;

        let views = "/api/v1/views";
        let wanted = json!({"name": "Waiting", "page": "words", "query": "s=%7B%7D"});
        let made = app.post_as(Role::Analyst, views, &wanted).await.is(201);
        let id = made["id"].as_str().unwrap();
        let row = &entries(&app, "").await[0];
        assert_eq!((&row["action"], &row["subject"], &row["name"]), (&json!("view_saved"), &made["id"], &json!("analyst")));
        walk.walked.insert(("POST".to_owned(), views.to_owned()));
        let (one, path) = (format!("{views}/{{id}}"), format!("{views}/{id}"));
        let renamed = json!({"name": "Waiting lists"});
        walk.step(("PUT", &one), Role::Analyst, &path, renamed, (Action::ViewRenamed, id)).await;
        walk.step(("DELETE", &one), Role::Analyst, &path, Value::Null, (Action::ViewDeleted, id)).await;

        let (one, path) = ("/api/v1/mappings/{name}", "/api/v1/mappings/Street");
        let mapping = json!({"mapping": 1, "framework": {"slug": "a", "language": "en"}, "story": {"text": []}});
        walk.step(("PUT", one), administrator, path, mapping, (Action::MappingSaved, "Street")).await;
        walk.step(("DELETE", one), administrator, path, Value::Null, (Action::MappingDeleted, "Street")).await;

        let exports = "/api/v1/exports";
        let route = |end: &str| format!("{exports}/{{id}}/{end}");
        for told in [a_story(), a_story()] {
            app.tell_cleared(&told).await;
        }
        for (texts, ends) in [(false, vec!["file", "cancel"]), (true, vec!["agree", "refuse"])] {
            let wanted = json!({"format": "csv", "table": "stories", "texts": texts, "reason": "A workshop"});
            let made = app.post_as(Role::Analyst, exports, &wanted).await.is(201);
            let id = made["id"].as_str().unwrap();
            let row = &entries(&app, "").await[0];
            assert_eq!((&row["action"], &row["subject"], &row["reason"]), (&json!("export_asked"), &made["id"], &json!("A workshop")));
            walk.walked.insert(("POST".to_owned(), exports.to_owned()));
            for end in ends {
                let path = format!("{exports}/{id}/{end}");
                let (method, role, body, action) = match end {
                    "file" => ("GET", Role::Analyst, Value::Null, Action::ExportDownloaded),
                    "cancel" => ("POST", Role::Analyst, Value::Null, Action::ExportCancelled),
                    "agree" => ("POST", administrator, Value::Null, Action::ExportAgreed),
                    _ => ("POST", administrator, json!({"reason": "Not needed"}), Action::ExportRefused),
                };
                walk.step((method, &route(end)), role, &path, body, (action, id)).await;
            }
        }

        assert_eq!(walk.walked, deeds_of_the_api(), "walk a new route here, or say in NO_DEEDS why it is no deed");
    }

    async fn what_storytellers_do_has_a_day_and_nothing_more(app: App) {
        let draft = a_story().saying("Before.");
        let told = app.tell(&draft).await;
        app.correct(&draft.saying("After.")).await.is(200);
        app.withdraw(&told.receipt).await.is(200);
        let rows = entries(&app, &format!("&subject={}", told.id)).await;
        let actions: Vec<&str> = rows.iter().map(|row| row["action"].as_str().unwrap()).collect();
        assert_eq!(actions, ["story_withdrawn", "story_corrected", "story_submitted"]);
        for row in rows {
            let names: BTreeSet<&str> = row.as_object().unwrap().keys().map(String::as_str).collect();
            assert_eq!(names, BTreeSet::from(["day", "actor", "action", "subject_kind", "subject"]), "{row}");
            assert_eq!(row["actor"], "storyteller");
        }
    }

    async fn no_list_of_timed_rows_shows_when_a_story_came_in(app: App) {
        app.clear(&app.tell(&a_story()).await.id, &json!({})).await.is(200);
        app.tell(&a_story()).await;
        app.clear(&app.tell(&a_story()).await.id, &json!({})).await.is(200);
        let rows = entries(&app, "").await;
        assert!(rows.iter().all(|row| row["actor"] != "storyteller"), "{rows:?}");
        assert_eq!(entries(&app, "&action=story_submitted").await, Vec::<Value>::new());
    }

    async fn what_changes_nothing_has_no_row(app: App) {
        let told = app.tell(&a_story()).await;
        for role in Role::ALL {
            app.token(role).await;
        }
        let before = count(&app).await;
        app.queue("").await.is(200);
        app.queued(&told.id).await.is(200);
        app.get_as(Role::Facilitator, "/api/v1/collections").await.is(200);
        app.withhold("01990a3e-7c00-7000-8000-1f2e3d4c5b6a", &json!({})).await.problem(404);
        app.post_as(Role::SafeguardingLead, &format!("/api/v1/moderation/stories/{}/original", told.id), &json!({"reason": "x"}))
            .await
            .problem(404);
        app.submit(&a_story().saying(" ").without("text")).await.problem(422);
        assert_eq!(count(&app).await, before);
    }

    async fn reasons_about_stories_are_for_moderators_and_go_with_the_story(app: App) {
        let told = app.tell(&a_story()).await;
        app.withhold(&told.id, &json!({"reason": "names a neighbour"})).await.is(200);
        let query = format!("{PATH}?action=story_withheld&subject={}", told.id);
        let row = app.get_as(Role::Administrator, &query).await.is(200)["entries"][0].clone();
        assert_eq!((row.get("reason"), &row["detail"]["counts"]), (None, &json!(true)));
        let both = app.token_of_new_staff("both", vec![Role::Administrator, Role::Moderator]).await;
        let read = async || send(app.request(Method::GET, &query).bearer_auth(&both)).await.is(200)["entries"][0].clone();
        assert_eq!(read().await["reason"], "names a neighbour");
        app.withdraw(&told.receipt).await.is(200);
        assert_eq!(read().await.get("reason"), None);
    }

    async fn an_original_is_read_with_a_reason_and_by_the_safeguarding_lead_only(app: App) {
        let told = app.tell(&a_story().saying("Mrs Example was kind.")).await;
        app.clear(&told.id, &json!({"text": "[A teacher] was kind."})).await.is(200);
        let path = format!("/api/v1/moderation/stories/{}/original", told.id);
        let why = json!({"reason": "the family asked"});
        app.post_as(Role::Moderator, &path, &why).await.problem(403);
        app.post_as(Role::SafeguardingLead, &path, &json!({"reason": " "})).await.problem(422).names("reason");
        let shown = app.post_as(Role::SafeguardingLead, &path, &why).await.is(200);
        assert_eq!(shown["text"], "Mrs Example was kind.");
        assert_eq!(entries(&app, "&action=original_viewed").await.len(), 1);
    }

    async fn the_audit_log_comes_in_pages_the_newest_first(app: App) {
        let mut made = Vec::new();
        for _ in 0..4 {
            let collection = app.make_collection(&json!({"name": "Youth group", "framework": "sheffield-send"})).await.is(201);
            made.push(collection["join_code"].as_str().unwrap().to_owned());
        }
        let (mut codes, mut query) = (Vec::new(), format!("{PATH}?action=collection_made&limit=2"));
        loop {
            let page = app.get_as(Role::Administrator, &query).await.is(200);
            codes.extend(page["entries"].as_array().unwrap().iter().map(|row| row["subject"].as_str().unwrap().to_owned()));
            let Some(next) = page.get("next") else { break };
            query = format!("{PATH}?action=collection_made&limit=2&skip={next}");
        }
        made.reverse();
        assert_eq!(codes, made);
        app.get_as(Role::Administrator, &format!("{PATH}?action=story_eaten")).await.problem(422).names("action");
        app.get_as(Role::Administrator, &format!("{PATH}?subject=%00")).await.is(200);
    }

    async fn sessions_begin_and_end_in_the_audit_log(app: App) {
        let password = "correct horse battery";
        app.inside(async move |services| {
            services.accounts.add(operator(), "ada", vec![Role::Analyst], password.to_owned()).await.unwrap();
        })
        .await;
        let answer = app.sign_in("ada", password).await;
        answer.is(200);
        let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        let request = app.request(Method::DELETE, "/api/v1/session").header("cookie", cookie);
        send(request.header("x-sensing", "1")).await.is(204);
        app.sign_in("ada", "wrong horse battery").await.problem(401);
        let rows = entries(&app, "").await;
        let rows: Vec<_> = rows.iter().filter(|row| row["name"] == "ada").map(|row| row["action"].as_str().unwrap()).collect();
        assert_eq!(rows, ["signed_out", "signed_in"]);
        let added = entries(&app, "&action=staff_added").await;
        let ada = added.iter().find(|row| row["detail"]["roles"] == json!(["analyst"])).unwrap();
        assert_eq!(ada["actor"], "operator");
    }
}
