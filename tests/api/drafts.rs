//! `/frameworks`: editing drafts before they are published.

use reqwest::Method;
use sensing::model::Role;

use crate::support::*;

const SECOND: &str = "/api/v1/frameworks/sheffield-send/versions/2";
const FOURTH: &str = "/api/v1/frameworks/sheffield-send/versions/4";

async fn put(app: &App, address: &str, body: &Value) -> Answer {
    send(app.request_as(Role::Administrator, Method::PUT, address).await.json(body)).await
}

async fn as_administrator(app: &App, path: &str) -> Answer {
    app.get_as(Role::Administrator, path).await
}

/// A small framework in two languages, the second of which nobody has checked.
fn half_checked(slug: &str) -> Value {
    let mut document = a_framework(slug);
    say_again_in_polish(&mut document);
    document["languages"] = json!(["en", "pl"]);
    document["machine_drafts"] = json!(["pl"]);
    document
}

fn say_again_in_polish(value: &mut Value) {
    match value {
        Value::Object(text) if text.contains_key("en") => {
            text.insert("pl".to_owned(), json!("słowa"));
        }
        Value::Object(fields) => fields.values_mut().for_each(say_again_in_polish),
        Value::Array(items) => items.iter_mut().for_each(say_again_in_polish),
        _ => {}
    }
}

fn fields(faults: &Value) -> Vec<&str> {
    faults.as_array().unwrap().iter().map(|fault| fault["field"].as_str().unwrap()).collect()
}

on_both! { shared;
    async fn the_shipped_translations_are_a_draft_that_only_administrators_see(app: App) {
        let drafts = as_administrator(&app, "/api/v1/frameworks/drafts").await.is(200);
        for (draft, version) in drafts["drafts"].as_array().unwrap().iter().zip([2, 4]) {
            assert_eq!((&draft["slug"], &draft["version"]), (&json!("sheffield-send"), &json!(version)));
            assert_eq!(draft["machine_drafts"], json!(["ar", "ur", "so", "pl", "sk", "zh-Hans"]));
            assert_eq!(draft["languages"].as_array().unwrap().len(), 9);
        }
        let document = as_administrator(&app, SECOND).await.is(200);
        assert_eq!(document["title"].as_object().unwrap().len(), 9);
        app.get(SECOND).await.problem(404);
        app.get(&format!("{SECOND}/texts/ur")).await.problem(404);
        app.get("/api/v1/frameworks/sheffield-send/changes?from=1&to=2").await.problem(404);
        app.get_as(Role::Facilitator, SECOND).await.problem(404);
        assert_eq!(app.framework("sheffield-send").await.is(200)["version"], 3, "it takes no stories yet");
        app.submit(&a_story().for_framework("sheffield-send", 2)).await.problem(422).names("version");
    }

    async fn the_changes_of_a_version_are_listed_by_ids(app: App) {
        let path = "/api/v1/frameworks/sheffield-send/changes?from=1&to=2";
        let changes = as_administrator(&app, path).await.is(200);
        let paths: Vec<&str> = changes["changes"].as_array().unwrap().iter().map(|c| c["path"].as_str().unwrap()).collect();
        assert!(paths.contains(&"languages/ur") && paths.contains(&"machine_drafts/ur"), "{paths:?}");
        let same = app.get("/api/v1/frameworks/sheffield-send/changes?from=1&to=1").await.is(200);
        assert_eq!(same, json!({"changes": []}));
        app.get("/api/v1/frameworks/sheffield-send/changes").await.problem(422).names("query");
        app.get("/api/v1/frameworks/sheffield-send/changes?from=1&to=x").await.problem(422).names("query");
        app.get("/api/v1/frameworks/sheffield-send/changes?from=1&to=99").await.problem(404);
        app.get("/api/v1/frameworks/nowhere/changes?from=1&to=2").await.problem(404);
    }

    async fn translators_get_every_text_by_path_in_the_order_of_reading(app: App) {
        let english = app.get("/api/v1/frameworks/sheffield-send/versions/1/texts/en").await.is(200);
        let paths: Vec<&String> = english.as_object().unwrap().keys().collect();
        assert_eq!(&paths[..3], ["title", "introduction", "prompts/moment/text"]);
        assert_eq!(english["signifiers/difference/corners/person"], "What one person did");
        assert_eq!(english["signifiers/timing/left"], "Far too early");
        let urdu = as_administrator(&app, &format!("{SECOND}/texts/ur")).await.is(200);
        assert_eq!(urdu.as_object().unwrap().keys().collect::<Vec<_>>(), paths);
        assert!(urdu.as_object().unwrap().values().all(|words| !words.as_str().unwrap().is_empty()));
        let blank = app.get("/api/v1/frameworks/sheffield-send/versions/1/texts/cy").await.is(200);
        assert!(blank.as_object().unwrap().values().all(|words| words == ""), "{blank}");
        assert_eq!(blank.as_object().unwrap().len(), paths.len());
        app.get("/api/v1/frameworks/sheffield-send/versions/1/texts/Welsh").await.problem(404);
    }

    async fn a_check_returns_faults_advice_and_reading_ages_and_stores_nothing(app: App) {
        let check = async |document: &Value| {
            app.post_as(Role::Administrator, "/api/v1/frameworks/check", document).await.is(200)
        };
        let shipped = check(&as_administrator(&app, SECOND).await.is(200)).await;
        assert_eq!(shipped["faults"], json!([]));
        assert!(fields(&shipped["advice"]).contains(&"machine_drafts"), "{}", shipped["advice"]);
        let ages = shipped["reading_ages"].as_array().unwrap();
        assert!(ages.iter().all(|age| age["language"].as_str().unwrap().starts_with("en")));
        assert!(ages.iter().any(|age| age["path"] == "signifiers/difference/question" && age["language"] == "en-x-child"));
        assert!(ages.iter().all(|age| age["language"] != "en-x-child" || age["age"].as_f64().unwrap() <= 9.0));

        let small = check(&a_framework("checked")).await;
        assert_eq!(small["faults"], json!([]));
        let advised = ["signifiers[1].not_applicable", "signifiers[2].not_applicable"];
        assert_eq!(fields(&small["advice"]), advised);
        let mut broken = a_framework("checked");
        broken["prompts"] = json!([]);
        broken["signifiers"][0]["corners"].as_array_mut().unwrap().pop();
        assert_eq!(fields(&check(&broken).await["faults"]), ["prompts", "signifiers[0].corners"]);
        for unreadable in [json!({}), json!([]), json!(null), json!({"slug": 1})] {
            let said = check(&unreadable).await;
            assert_eq!(fields(&said["faults"]).len(), 1, "{said}");
            assert_eq!((&said["advice"], &said["reading_ages"]), (&json!([]), &json!([])));
        }
        app.framework("checked").await.problem(404);
    }

    async fn a_story_can_be_tried_on_a_draft_and_is_not_stored(app: App) {
        let tried = async |draft: &Draft| app.post_as(Role::Administrator, &format!("{SECOND}/try"), &draft.body()).await;
        let draft = a_story().for_framework("sheffield-send", 2).with("language", json!("ur")).saying("ہیلو");
        let draft = draft.with_dyad("timing", 0.25).not_applicable("voice").answering("needed", json!(null));
        let told = tried(&draft).await.is(200);
        assert_eq!(told["answers"], json!({"timing": {"dyad": 0.25}, "voice": "not_applicable"}));
        assert_eq!((&told["text"], &told["language"], &told["version"]), (&json!("ہیلو"), &json!("ur"), &json!(2)));
        app.open(draft.receipt()).await.problem(404);
        tried(&draft.clone().with_dyad("difference", 0.5)).await.problem(422).names("answers.difference.dyad");
        tried(&draft.clone().for_framework("sheffield-send", 1)).await.problem(422).names("version");
        tried(&draft.clone().for_framework("other", 2)).await.problem(422).names("version");
        app.post_as(Role::Administrator, "/api/v1/frameworks/sheffield-send/versions/1/try", &a_story().body()).await.is(200);
        let nowhere = "/api/v1/frameworks/sheffield-send/versions/77/try";
        app.post_as(Role::Administrator, nowhere, &a_story().body()).await.problem(404);
    }

    async fn texts_of_a_published_version_do_not_change(app: App) {
        let english = "/api/v1/frameworks/sheffield-send/versions/1/texts/en";
        put(&app, english, &json!({"title": "Another"})).await.problem(409);
        put(&app, "/api/v1/frameworks/sheffield-send/versions/9/texts/en", &json!({"title": "x"})).await.problem(404);
        put(&app, "/api/v1/frameworks/no%00/versions/1/texts/en", &json!({"title": "x"})).await.problem(404);
        put(&app, english, &json!({"title": 1})).await.problem(422).names("title");
        assert_ne!(app.get(english).await.is(200)["title"], "Another");
    }
}

on_both! {
    async fn an_unchecked_language_is_published_only_when_it_is_declared(app: App) {
        let document = half_checked("two");
        app.publish(&document).await.problem(422).names("machine_drafts");
        let address = "/api/v1/frameworks/two/versions/1";
        let kept = put(&app, address, &document).await.is(200);
        assert_eq!(fields(&kept["left_to_do"]), ["machine_drafts"]);
        let publish = async |how: &str| app.post_as(Role::Administrator, &format!("{address}/publish{how}"), &json!({})).await;
        publish("").await.problem(422).names("machine_drafts");
        publish("?machine_drafts=please").await.problem(422).names("query");
        app.get(address).await.problem(404);
        let published = publish("?machine_drafts=allow").await.is(200);
        assert_eq!(published["machine_drafts"], json!(["pl"]), "readers are told");
        assert_eq!(publish("").await.is(200), published, "a repeat is a repeat");
        assert_eq!(app.publish(&document).await.is(201), published, "and so is this");
        let listed = app.frameworks().await.is(200);
        assert_eq!(listed["frameworks"][1]["machine_drafts"], json!(["pl"]));

        let mut next = document.clone();
        next["version"] = json!(2);
        app.publish(&next).await.problem(422).names("machine_drafts");
        app.post_as(Role::Administrator, "/api/v1/frameworks?machine_drafts=allow", &next).await.is(201);
        next["version"] = json!(3);
        next["machine_drafts"] = json!([]);
        app.publish(&next).await.is(201);
    }

    async fn a_translator_fills_a_language_in_and_then_it_can_be_published(app: App) {
        let address = "/api/v1/frameworks/translated/versions/1";
        put(&app, address, &a_framework("translated")).await.is(200);
        let sheet = format!("{address}/texts/pl");
        let mut texts = as_administrator(&app, &sheet).await.is(200);
        let begun = put(&app, &sheet, &json!({"title": " Mała "})).await.is(200);
        assert!(fields(&begun["left_to_do"]).contains(&"prompts[0].text"), "{begun}");
        assert_eq!(as_administrator(&app, &sheet).await.is(200)["title"], "Mała");
        for words in texts.as_object_mut().unwrap().values_mut() {
            *words = json!("słowa");
        }
        texts.as_object_mut().unwrap().shift_remove("title");
        assert_eq!(put(&app, &sheet, &texts).await.is(200)["left_to_do"], json!([]));
        let document = as_administrator(&app, address).await.is(200);
        assert_eq!(document["languages"], json!(["en", "pl"]));
        assert_eq!(document["title"], json!({"en": "Small", "pl": "Mała"}));
        assert_eq!(document["signifiers"][2]["x"]["left"], json!({"en": "l", "pl": "słowa"}));
        let emptied = put(&app, &sheet, &json!({"signifiers/square/x/left": ""})).await.is(200);
        assert_eq!(fields(&emptied["left_to_do"]), ["signifiers[2].x.left"]);
        let wrong = json!({"title": "x", "signifiers/none/question": "y", "prompts/tell/text": "z".repeat(2_001)});
        let problem = put(&app, &sheet, &wrong).await.problem(422);
        let mut named = problem.fields();
        named.sort_unstable();
        assert_eq!(named, ["prompts/tell/text", "signifiers/none/question"]);
        assert_eq!(as_administrator(&app, &sheet).await.is(200)["title"], "Mała", "nothing of it was kept");
        put(&app, &sheet, &json!({"signifiers/square/x/left": "słowa"})).await.is(200);
        app.post_as(Role::Administrator, &format!("{address}/publish"), &json!({})).await.is(200);
        put(&app, &sheet, &json!({"title": "Inna"})).await.problem(409);
    }

    async fn translators_who_work_at_the_same_time_lose_nothing(app: App) {
        let mut work = Vec::new();
        for language in ["ar", "ur", "so", "pl", "sk", "zh-Hans", "en", "en-x-easy"] {
            let request = app.request_as(Role::Administrator, Method::PUT, &format!("{SECOND}/texts/{language}")).await;
            work.push(send(request.json(&json!({"title": format!("in {language}")}))));
        }
        for answer in all(work.into_iter()).await {
            answer.is(200);
        }
        let title = as_administrator(&app, SECOND).await.is(200)["title"].clone();
        let changed = title.as_object().unwrap().iter().filter(|(language, words)| **words == json!(format!("in {language}")));
        assert_eq!(changed.count(), 8, "{title}");
    }

    async fn an_edit_during_publication_is_published_or_refused(app: App) {
        for round in 1..=12 {
            let address = format!("/api/v1/frameworks/raced/versions/{round}");
            let mut document = a_framework("raced");
            document["version"] = json!(round);
            put(&app, &address, &document).await.is(200);
            document["title"]["en"] = json!("Put right at the last moment");
            let keep = app.request_as(Role::Administrator, Method::PUT, &address).await.json(&document);
            let publish = app.request_as(Role::Administrator, Method::POST, &format!("{address}/publish")).await.json(&json!({}));
            let answers = all([send(keep), send(publish)].into_iter()).await;
            let published = answers[1].is(200);
            assert_eq!(app.get(&address).await.is(200), published, "the answer is what was published");
            assert_eq!(answers[0].status == 200, published["title"] == document["title"], "{}", answers[0].text());
            assert!(matches!(answers[0].status, 200 | 409), "{}", answers[0].text());
        }
    }

    async fn an_administrators_own_second_version_survives_a_restart(app: App) {
        let mut own = as_administrator(&app, SECOND).await.is(200);
        own["title"]["en"] = json!("Our own title");
        put(&app, SECOND, &own).await.is(200);
        let app = app.stop().await.start().await;
        assert_eq!(as_administrator(&app, SECOND).await.is(200), own);
        let first = app.framework("sheffield-send").await.is(200);
        assert_eq!(first["version"], 3);
        let path = "/api/v1/frameworks/sheffield-send/changes?from=1&to=2";
        let changes = as_administrator(&app, path).await.is(200);
        let title = changes["changes"].as_array().unwrap().iter().find(|change| change["path"] == "title").unwrap();
        assert_eq!(title["after"], "Our own title");
    }

    async fn some_languages_can_be_requested_with_their_variants_and_the_first_language(app: App) {
        app.post_as(Role::Administrator, &format!("{FOURTH}/publish?machine_drafts=allow"), &json!({})).await.is(200);
        let whole = app.framework("sheffield-send").await;
        let title = async |query: &str| {
            let worded = app.get(&format!("/api/v1/frameworks/sheffield-send{query}")).await.is(200);
            assert_eq!(worded["languages"], whole.is(200)["languages"], "all that there are are named");
            let own = |text: &Value| text.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
            let signifiers = worded["signifiers"].as_array().unwrap();
            let triad = signifiers.iter().find(|signifier| signifier["kind"] == "triad").unwrap();
            assert_eq!(own(&triad["corners"][0]["label"]), own(&worded["title"]), "it is the same all over");
            own(&worded["title"])
        };
        assert_eq!(title("?languages=ur").await, ["en", "ur"]);
        assert_eq!(title("?languages=en").await, ["en", "en-x-child", "en-x-easy"]);
        assert_eq!(title("?languages=en-x-easy,%20pl").await, ["en", "en-x-child", "en-x-easy", "pl"]);
        assert_eq!(title("?languages=cy").await, ["en"], "a language that it does not have is left out");
        assert_eq!(title("").await.len(), 9);
        assert_eq!(title("/versions/4?languages=zh-Hans").await, ["en", "zh-Hans"]);
        let few = app.get("/api/v1/frameworks/sheffield-send?languages=en").await;
        assert_eq!(few.header("cache-control"), whole.header("cache-control"));
        assert!(few.bytes.len() * 2 < whole.bytes.len(), "{} of {}", few.bytes.len(), whole.bytes.len());
        for wrong in ["", "english", "en,,ur", "en;ur", "%00"] {
            let path = format!("/api/v1/frameworks/sheffield-send?languages={wrong}");
            app.get(&path).await.problem(422).names("query");
        }
    }

    async fn a_published_fourth_version_takes_stories_in_its_languages(app: App) {
        app.post_as(Role::Administrator, &format!("{FOURTH}/publish?machine_drafts=allow"), &json!({})).await.is(200);
        assert_eq!(app.framework("sheffield-send").await.is(200)["version"], 4);
        let drafts = as_administrator(&app, "/api/v1/frameworks/drafts").await.is(200);
        assert_eq!(drafts["drafts"].as_array().unwrap().len(), 1, "the second version stays a draft");
        app.tell(&a_story().for_framework("sheffield-send", 4).with("language", json!("ur")).saying("ہیلو")).await;
        app.tell(&a_story()).await;
    }
}
