//! `/notices`: the privacy notice and the accessibility statement, their versions, and who may write them.

use reqwest::Method;
use sensing::model::{Action, Role};

use crate::support::*;

const VERSIONS: &str = "/api/v1/notices/privacy/versions";

fn a_notice() -> Value {
    json!({
        "fields": [{"id": "controller", "label": "Organisation", "hint": "Its full name", "value": {"en": "Sheffield City Council"},
            "missing": {"en": "The organisation is not named here yet."}}],
        "texts": [
            {"language": "en", "title": "Privacy", "blocks": [
                {"kind": "heading", "text": "Who we are"}, {"kind": "paragraph", "text": "{controller} runs this."}]},
            {"language": "en-x-easy", "title": "Easy privacy", "blocks": [{"kind": "paragraph", "text": "{controller}."}]},
            {"language": "ur", "title": "رازداری", "blocks": [{"kind": "paragraph", "text": "{controller} چلاتا ہے۔"}]}
        ]
    })
}

async fn save(app: &App, version: u32, read: Option<&Value>, notice: &Value) -> Answer {
    let mut body = json!({"notice": notice});
    if let Some(read) = read {
        body["revision"] = read["revision"].clone();
    }
    send(app.request_as(Role::Administrator, Method::PUT, &format!("{VERSIONS}/{version}")).await.json(&body)).await
}

async fn publish(app: &App, version: u32, read: &Value) -> Answer {
    let body = json!({"revision": read["revision"]});
    app.post_as(Role::Administrator, &format!("{VERSIONS}/{version}/publish"), &body).await
}

async fn shown(app: &App, query: &str) -> Value {
    app.get(&format!("/api/v1/notices/privacy{query}")).await.is(200)
}

#[actix_web::test]
async fn the_log_says_at_the_start_what_is_not_filled_in() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let service = Binary::serve(&folder.path().join("data"), None, &log);
    service.until_ready().await;
    let said = std::fs::read_to_string(&log).unwrap();
    for fields in ["controller, contact, data_protection_officer, lawful_basis", "controller, contact, reply_within, tested"] {
        let line = said.lines().find(|line| line.contains("a notice is not filled in yet") && line.contains(fields));
        assert!(line.is_some_and(|line| line.contains("WARN")), "{said}");
    }
}

on_both! {
    async fn a_new_service_has_notices_that_say_what_is_not_filled_in(app: App) {
        for (kind, languages) in [("privacy", 3), ("accessibility", 3)] {
            let notice = app.get(&format!("/api/v1/notices/{kind}")).await.is(200);
            assert_eq!((&notice["kind"], &notice["version"], &notice["newest"]), (&json!(kind), &json!(1), &json!(1)));
            assert_eq!(notice["languages"].as_array().unwrap().len(), languages);
            assert!(notice["published"].is_string(), "{notice}");
            let unfilled: Vec<&str> = notice["unfilled"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
            assert!(unfilled.starts_with(&["controller", "contact"]), "{unfilled:?}");
            let texts: Vec<&str> = notice["blocks"].as_array().unwrap().iter().map(|block| block["text"].as_str().unwrap()).collect();
            assert!(texts.iter().all(|text| !text.contains('{') && !text.trim().is_empty()), "{texts:?}");
            let said = texts.iter().filter(|text| text.contains("has not been named here yet. Ask the person")).count();
            assert_eq!(said, 1, "it is said once");
        }
        let easy = shown(&app, "?language=en-x-easy").await;
        assert!(easy["blocks"][1]["text"].as_str().unwrap().starts_with("The people who run this have not written"), "{easy}");
    }

    async fn a_notice_is_read_in_the_nearest_language(app: App) {
        let draft = save(&app, 2, None, &a_notice()).await.is(200);
        publish(&app, 2, &draft).await.is(200);
        for (asked, language, title) in [
            ("", "en", "Privacy"),
            ("?language=ur", "ur", "رازداری"),
            ("?language=ur-PK", "ur", "رازداری"),
            ("?language=EN-x-easy", "en-x-easy", "Easy privacy"),
            ("?language=en-x-child", "en", "Privacy"),
            ("?language=so", "en", "Privacy"),
        ] {
            let notice = shown(&app, asked).await;
            assert_eq!((&notice["language"], &notice["title"]), (&json!(language), &json!(title)), "{asked}");
        }
        let notice = shown(&app, "?language=ur").await;
        assert_eq!(notice["blocks"], json!([{"kind": "paragraph", "text": "Sheffield City Council چلاتا ہے۔"}]));
        assert_eq!((&notice["unfilled"], &notice["languages"]), (&json!([]), &json!(["en", "en-x-easy", "ur"])));
        app.get("/api/v1/notices/privacy?language=no%20language").await.problem(422).names("query");
        app.get("/api/v1/notices/privacy?version=first").await.problem(422).names("query");
        app.get("/api/v1/notices/terms").await.problem(404);
    }

    async fn a_published_version_never_changes_and_stays_readable(app: App) {
        let before = shown(&app, "").await;
        let draft = save(&app, 2, None, &a_notice()).await.is(200);
        assert_eq!(shown(&app, "").await, before, "a draft is nobody's business");
        app.get("/api/v1/notices/privacy?version=2").await.problem(404);
        publish(&app, 2, &draft).await.is(200);
        assert_eq!((&shown(&app, "").await["version"], &shown(&app, "?version=2").await["newest"]), (&json!(2), &json!(2)));
        let mut first = shown(&app, "?version=1").await;
        assert_eq!(first["newest"], 2);
        first["newest"] = json!(1);
        assert_eq!(first, before);
        app.get("/api/v1/notices/privacy?version=3").await.problem(404);
        for version in [1, 2] {
            let read = app.get_as(Role::Administrator, &format!("{VERSIONS}/{version}")).await.is(200);
            save(&app, version, Some(&read), &a_notice()).await.problem(409);
            publish(&app, version, &read).await.problem(409);
        }
        assert_eq!(shown(&app, "?version=1").await["blocks"], before["blocks"]);
    }

    async fn of_two_people_who_write_the_second_is_told(app: App) {
        let first = save(&app, 2, None, &a_notice()).await.is(200);
        let mut other = a_notice();
        other["texts"][0]["title"] = json!("Your privacy");
        let problem = save(&app, 2, None, &other).await.problem(409);
        assert!(problem.0["type"].as_str().unwrap().ends_with("/notice-changed"), "{}", problem.0);
        let second = save(&app, 2, Some(&first), &other).await.is(200);
        assert_ne!(second["revision"], first["revision"]);
        save(&app, 2, Some(&first), &a_notice()).await.problem(409);
        publish(&app, 2, &first).await.problem(409);
        assert_eq!(save(&app, 2, Some(&first), &other).await.is(200), second, "its answer was lost");
        assert_eq!(shown(&app, "").await["version"], 1);
        publish(&app, 2, &second).await.is(200);
        assert_eq!(shown(&app, "").await["title"], "Your privacy");
    }

    async fn a_version_is_published_once_its_fields_are_filled_in(app: App) {
        let mut unfilled = a_notice();
        unfilled["fields"][0]["value"] = json!({"en": " "});
        let draft = save(&app, 2, None, &unfilled).await.is(200);
        assert_eq!(draft["unfilled"], json!(["controller"]));
        publish(&app, 2, &draft).await.problem(422).names("fields[0].value");
        for place in 0..3 {
            unfilled["texts"][place]["blocks"] = json!([{"kind": "paragraph", "text": "No field."}]);
        }
        let draft = save(&app, 2, Some(&draft), &unfilled).await.is(200);
        publish(&app, 2, &draft).await.is(200);
        app.post_as(Role::Administrator, &format!("{VERSIONS}/7/publish"), &json!({"revision": draft["revision"]})).await.problem(404);
    }

    async fn an_invalid_notice_is_refused(app: App) {
        let wrong = |path: &str, value: Value| {
            let mut notice = a_notice();
            *notice.pointer_mut(path).unwrap() = value;
            notice
        };
        for (notice, field) in [
            (wrong("/texts", json!([])), "texts"),
            (wrong("/texts/1/language", json!("en")), "texts[1].language"),
            (wrong("/texts/0/title", json!(" ")), "texts[0].title"),
            (wrong("/texts/0/blocks", json!([])), "texts[0].blocks"),
            (wrong("/texts/0/blocks/0/text", json!("\u{200b}")), "texts[0].blocks[0].text"),
            (wrong("/texts/0/blocks/1/text", json!("{nobody} runs this.")), "texts[0].blocks[1].text"),
            (wrong("/texts/0/blocks/1/text", json!("a".repeat(2_001))), "texts[0].blocks[1].text"),
            (wrong("/fields/0/value/en", json!("a\0b")), "fields[0].value.en"),
            (wrong("/fields/0/missing", json!({})), "fields[0].missing"),
            (wrong("/texts/0/language", json!("no language")), "notice.texts[0].language"),
            (wrong("/texts/0/blocks/0/kind", json!("html")), "notice.texts[0].blocks[0].kind"),
        ] {
            save(&app, 2, None, &notice).await.problem(422).names(field);
        }
        save(&app, 3, None, &a_notice()).await.problem(422).names("version");
        save(&app, 0, None, &a_notice()).await.problem(404);
        app.get_as(Role::Administrator, &format!("{VERSIONS}/2")).await.problem(404);
    }

    async fn a_text_is_never_markup_and_is_cleaned(app: App) {
        let mut notice = a_notice();
        notice["texts"][0]["blocks"][1]["text"] = json!("  <b>{controller}</b>\u{202e}\r\nruns this  ");
        let draft = save(&app, 2, None, &notice).await.is(200);
        publish(&app, 2, &draft).await.is(200);
        assert_eq!(shown(&app, "").await["blocks"][1]["text"], "<b>Sheffield City Council</b>\nruns this");
    }

    async fn who_collects_stories_is_told_that_a_notice_is_not_filled_in(app: App) {
        let me = async |role| app.get_as(role, "/api/v1/me").await.is(200).get("unfilled_notices").cloned();
        for role in [Role::Facilitator, Role::Administrator] {
            assert_eq!(me(role).await, Some(json!(["privacy", "accessibility"])), "{role}");
        }
        assert_eq!(me(Role::Analyst).await, None);
        let draft = save(&app, 2, None, &a_notice()).await.is(200);
        publish(&app, 2, &draft).await.is(200);
        assert_eq!(me(Role::Facilitator).await, Some(json!(["accessibility"])));
    }

    async fn the_audit_log_has_every_version(app: App) {
        let draft = save(&app, 2, None, &a_notice()).await.is(200);
        save(&app, 2, Some(&draft), &a_notice()).await.is(200);
        publish(&app, 2, &draft).await.is(200);
        let page = app.get_as(Role::Administrator, "/api/v1/audit?subject=privacy/2").await.is(200);
        let actions: Vec<&str> = page["entries"].as_array().unwrap().iter().map(|row| row["action"].as_str().unwrap()).collect();
        assert_eq!(actions, [Action::NoticePublished.name(), Action::NoticeSaved.name()], "saving the same again is no change");
        let first = app.get_as(Role::Administrator, "/api/v1/audit?subject=privacy/1").await.is(200);
        assert_eq!((&first["entries"][0]["actor"], &first["entries"][0]["subject_kind"]), (&json!("service"), &json!("notice")));
    }

    async fn notices_are_listed_with_their_drafts(app: App) {
        save(&app, 2, None, &a_notice()).await.is(200);
        let list = app.get_as(Role::Administrator, "/api/v1/notices").await.is(200)["notices"].as_array().unwrap().clone();
        let said: Vec<_> = list.iter().map(|entry| (entry["kind"].clone(), entry["version"].clone(), entry.get("published").is_some())).collect();
        assert_eq!(said, [(json!("accessibility"), json!(1), true), (json!("privacy"), json!(1), true), (json!("privacy"), json!(2), false)]);
        assert_eq!(list[2]["languages"], json!(["en", "en-x-easy", "ur"]));
    }

    async fn notices_survive_a_restart(app: App) {
        let draft = save(&app, 2, None, &a_notice()).await.is(200);
        publish(&app, 2, &draft).await.is(200);
        let before = shown(&app, "").await;
        let app = app.restart().await;
        assert_eq!(shown(&app, "").await, before);
        let list = app.get_as(Role::Administrator, "/api/v1/notices").await.is(200);
        assert_eq!(list["notices"].as_array().unwrap().len(), 3, "nothing is added twice");
    }
}
