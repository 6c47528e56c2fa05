//! `/collections`: where stories come in.

use chrono::{Days, Utc};
use sensing::model::Role;

use crate::support::*;

fn a_collection() -> Value {
    json!({"name": "Youth group in the park", "framework": "sheffield-send", "round": "baseline"})
}

async fn code_of(app: &App, wanted: &Value) -> String {
    app.make_collection(wanted).await.is(201)["join_code"].as_str().unwrap().to_owned()
}

on_both! {
    async fn a_facilitator_makes_a_collection_and_gets_a_join_code(app: App) {
        let made = app.make_collection(&a_collection()).await.is(201);
        let code = made["join_code"].as_str().unwrap();
        assert_eq!((code.len(), code.chars().nth(4)), (9, Some('-')));
        assert!(!code.contains(['0', 'O', '1', 'I', 'L', 'U']), "{code} is easily misread");
        let other = code_of(&app, &a_collection()).await;
        assert_ne!(code, other);
        let listed = app.collections().await.is(200);
        assert_eq!(listed["collections"].as_array().unwrap().len(), 2);
    }

    async fn whoever_joins_sees_what_it_is_and_no_counts(app: App) {
        let code = code_of(&app, &a_collection()).await;
        app.tell(&a_story().in_collection(&code)).await;
        let joined = app.join(&code).await.is(200);
        assert_eq!(joined, json!({"join_code": code, "name": "Youth group in the park", "framework": "sheffield-send"}));
        assert_eq!(app.join(&format!("%20{}%20", code.to_lowercase())).await.is(200), joined, "however it is typed");
        app.join("NONE-SUCH").await.problem(404);
    }

    async fn a_story_comes_in_by_a_join_code_and_is_counted_there(app: App) {
        let (park, school) = (
            code_of(&app, &a_collection()).await,
            code_of(&app, &json!({"name": "School", "framework": "sheffield-send"})).await,
        );
        let told = app.tell_cleared(&a_story().in_collection(&park)).await;
        app.tell(&a_story().in_collection(&format!(" {} ", park.to_lowercase()))).await;
        app.tell(&a_story()).await;
        let counts = app.collections().await.is(200);
        for collection in counts["collections"].as_array().unwrap() {
            let expected = if collection["join_code"] == park.as_str() { 2 } else { 0 };
            assert_eq!(collection["stories"], expected, "{collection}");
        }
        assert_eq!(app.story(&told.id).await.is(200)["collection"], park.as_str());
        app.until_counted(3).await;
        assert_eq!(app.matching(json!({"collections": [park]})).await, 2);
        assert_eq!(app.matching(json!({"collections": [school]})).await, 0);
        app.withdraw(&told.receipt).await;
        assert_eq!(app.matching(json!({"collections": [park]})).await, 1);
    }

    async fn a_collection_that_makes_no_sense_is_refused(app: App) {
        let wrong = |part: &str, value: Value| {
            let mut wanted = a_collection();
            wanted[part] = value;
            wanted
        };
        app.make_collection(&wrong("name", json!("  "))).await.problem(422).names("name");
        app.make_collection(&wrong("name", json!("a\0b"))).await.problem(422).names("name");
        app.make_collection(&wrong("name", json!("a".repeat(201)))).await.problem(422).names("name");
        app.make_collection(&wrong("round", json!(""))).await.problem(422).names("round");
        app.make_collection(&wrong("framework", json!("nowhere"))).await.problem(422).names("framework");
        app.make_collection(&wrong("opens", json!("soon"))).await.problem(422).names("opens");
        app.make_collection(&wrong("color", json!("red"))).await.problem(422).names("color");
        let mut upside_down = wrong("opens", json!("2026-02-01"));
        upside_down["closes"] = json!("2026-01-01");
        app.make_collection(&upside_down).await.problem(422).names("closes");
        assert_eq!(app.collections().await.is(200)["collections"], json!([]));
    }

    async fn a_name_is_cleaned_like_every_text(app: App) {
        let wanted = json!({"name": " A\u{202e} group\u{200b}\n here ", "framework": "sheffield-send"});
        let made = app.make_collection(&wanted).await.is(201);
        assert_eq!(made["name"], "A group  here");
    }

    async fn a_collection_takes_stories_only_for_its_framework(app: App) {
        app.publish(&a_framework("small")).await.is(201);
        let code = code_of(&app, &a_collection()).await;
        let draft = a_story().for_framework("small", 1).with("prompt", json!("tell")).in_collection(&code);
        app.submit(&draft).await.problem(422).names("collection");
    }

    async fn a_collection_takes_no_story_before_it_opens_or_after_it_closes(app: App) {
        let today = Utc::now().date_naive();
        let running = |opens, closes| {
            let mut wanted = a_collection();
            wanted["opens"] = json!(opens);
            wanted["closes"] = json!(closes);
            wanted
        };
        let open = code_of(&app, &running(Some(today), Some(today))).await;
        app.tell(&a_story().in_collection(&open)).await;
        let early = code_of(&app, &running(Some(today + Days::new(2)), None)).await;
        app.submit(&a_story().in_collection(&early)).await.problem(422).names("collection");
        let over = code_of(&app, &running(None, Some(today - Days::new(2)))).await;
        app.submit(&a_story().in_collection(&over)).await.problem(422).names("collection");
        assert_eq!(app.join(&over).await.is(200)["closes"], (today - Days::new(2)).to_string(), "it can still be looked at");
    }

    async fn a_repeat_is_answered_alike_even_after_the_collection_has_closed(app: App) {
        let code = code_of(&app, &a_collection()).await;
        let draft = a_story().in_collection(&code);
        let first = app.submit(&draft).await.is(201);
        // As tomorrow, when a tablet that never heard the answer is online again.
        let connection = match app.database_url() {
            Some(url) => Cluster::connect(&url).await,
            None => Cluster::connect(&format!("sqlite://{}", app.folder().join("sensing.db").display())).await,
        };
        sea_orm::ConnectionTrait::execute_unprepared(&connection, "UPDATE collection SET closes = '2026-01-01'").await.unwrap();
        connection.close().await.unwrap();
        assert_eq!(app.submit(&draft).await.is(201), first);
        app.submit(&a_story().in_collection(&code)).await.problem(422).names("collection");
    }

    async fn an_administrator_may_look_after_collections_too(app: App) {
        let code = code_of(&app, &a_collection()).await;
        let listed = app.get_as(Role::Administrator, "/api/v1/collections").await.is(200);
        assert_eq!(listed["collections"][0]["join_code"], code.as_str());
        assert_eq!(listed["collections"][0]["round"], "baseline");
    }
}
