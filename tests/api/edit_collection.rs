//! `PUT /collections/{join_code}`: editing a collection that still is what the editor read.

use chrono::{Days, Utc};
use sensing::model::Role;

use crate::support::*;

fn an_event() -> Value {
    json!({"name": "Summer fair", "framework": "sheffield-send", "round": "baseline", "place": "Endcliffe Park",
        "partner": "Parent Carer Forum", "audiences": ["child", "family"],
        "signifiers": ["timing", "difference", "feelings"], "kiosk": true})
}

fn with(mut wanted: Value, part: &str, value: Value) -> Value {
    wanted[part] = value;
    wanted
}

async fn made(app: &App) -> (String, Value) {
    let made = app.make_collection(&an_event()).await.is(201);
    (made["join_code"].as_str().unwrap().to_owned(), made)
}

on_both! {
    async fn a_facilitator_changes_everything_but_the_join_code(app: App) {
        let (code, before) = made(&app).await;
        let today = Utc::now().date_naive();
        let wanted = json!({"name": "Autumn fair", "framework": "sheffield-send", "round": "follow-up", "place": "Weston Park",
            "partner": "Youth council", "opens": today, "closes": today + Days::new(9), "audiences": ["child"],
            "signifiers": ["timing", "voice", "feelings", "needed"], "kiosk": false, "wording": "easy", "language": "en"});
        let edited = app.edit_collection(&code, &wanted, None).await.is(200);
        for (part, value) in wanted.as_object().unwrap() {
            assert_eq!(&edited[part], value, "{part}");
        }
        assert_eq!((&edited["join_code"], &edited["stories"]), (&before["join_code"], &json!(0)));
        assert_ne!(edited["revision"], before["revision"]);
        assert_eq!(app.collections().await.is(200)["collections"], json!([edited]));
        let joined = app.join(&code).await.is(200);
        assert_eq!((&joined["name"], &joined["wording"], &joined["language"]), (&json!("Autumn fair"), &json!("easy"), &json!("en")));
        let less = json!({"name": "Autumn fair", "framework": "sheffield-send"});
        let edited = app.edit_collection(&code, &less, None).await.is(200);
        for part in ["round", "place", "partner", "opens", "closes", "wording", "language"] {
            assert_eq!(edited.get(part), None, "{part} was left out");
        }
    }

    async fn of_two_people_who_edit_the_second_is_told(app: App) {
        let (code, before) = made(&app).await;
        let read = before["revision"].as_str().unwrap();
        let first = with(an_event(), "name", json!("Winter fair"));
        app.edit_collection(&code, &first, Some(read)).await.is(200);
        let second = with(an_event(), "place", json!("The hall"));
        let problem = app.edit_collection(&code, &second, Some(read)).await.problem(409);
        assert!(problem.0["type"].as_str().unwrap().ends_with("/collection-changed"), "{}", problem.0);
        assert_eq!(app.join(&code).await.is(200)["name"], "Winter fair");
        assert_eq!(app.edit_collection(&code, &first, Some(read)).await.is(200)["name"], "Winter fair", "its answer was lost");
        app.post_as(Role::Facilitator, &format!("/api/v1/collections/{code}/close"), &json!({})).await.is(204);
        let now = app.collections().await.is(200)["collections"][0]["revision"].clone();
        assert_ne!(now, json!(read));
        app.edit_collection(&code, &with(first, "round", json!("second")), Some(read)).await.problem(409);
    }

    async fn what_storytellers_were_asked_stays_once_there_are_stories(app: App) {
        let (code, _) = made(&app).await;
        app.publish(&a_framework("small")).await.is(201);
        let draft = a_story().in_collection(&code);
        let told = app.tell(&draft).await;
        app.edit_collection(&code, &with(an_event(), "name", json!("Winter fair")), None).await.is(200);
        let other = with(an_event(), "framework", json!("small"));
        let other = with(with(other, "signifiers", json!([])), "audiences", json!([]));
        let refused = app.edit_collection(&code, &with(other, "kiosk", json!(false)), None).await.problem(422);
        assert_eq!(refused.fields(), ["framework", "audiences", "signifiers"]);
        for (part, value) in [("audiences", json!([])), ("signifiers", json!(["timing", "voice", "feelings"]))] {
            app.edit_collection(&code, &with(an_event(), part, value), None).await.problem(422).names(part);
        }
        app.withdraw(&told.receipt).await.is(200);
        app.edit_collection(&code, &with(an_event(), "audiences", json!([])), None).await.is(200);
    }

    async fn an_edit_is_checked_like_a_new_collection(app: App) {
        let (code, before) = made(&app).await;
        for (part, value) in [
            ("name", json!(" ")),
            ("round", json!("a\0b")),
            ("framework", json!("nowhere")),
            ("opens", json!("soon")),
            ("wording", json!("shouted")),
            ("wording", json!("plain")),
            ("language", json!("en-x-easy")),
            ("language", json!("xx")),
            ("language", json!("no language")),
        ] {
            let named = if matches!(part, "opens") || value == json!("no language") { format!("collection.{part}") } else { part.to_owned() };
            app.edit_collection(&code, &with(an_event(), part, value), None).await.problem(422).names(&named);
        }
        let upside_down = with(with(an_event(), "opens", json!("2026-02-01")), "closes", json!("2026-01-01"));
        app.edit_collection(&code, &upside_down, None).await.problem(422).names("closes");
        app.edit_collection(&code, &with(an_event(), "signifiers", json!(["timing"])), None).await.problem(422).names("signifiers");
        app.edit_collection(&code, &an_event(), Some("no revision")).await.problem(422).names("revision");
        app.edit_collection("NONE-SUCH", &an_event(), None).await.problem(404);
        assert_eq!(app.collections().await.is(200)["collections"], json!([before]));
    }

    async fn a_collection_starts_with_a_wording_and_a_language_of_its_framework(app: App) {
        let wanted = with(with(an_event(), "wording", json!("child")), "language", json!("en"));
        let made = app.make_collection(&wanted).await.is(201);
        let joined = app.join(made["join_code"].as_str().unwrap()).await.is(200);
        assert_eq!((&joined["wording"], &joined["language"]), (&json!("child"), &json!("en")));
        app.make_collection(&with(an_event(), "wording", json!("shouted"))).await.problem(422).names("wording");
        app.make_collection(&with(an_event(), "language", json!("tlh"))).await.problem(422).names("language");
    }

    async fn what_the_framework_no_longer_has_may_stay_while_the_rest_is_edited(app: App) {
        let mut document = a_framework("small");
        app.publish(&document).await.is(201);
        let wanted = json!({"name": "Small", "framework": "small", "signifiers": ["line"]});
        let code = app.make_collection(&wanted).await.is(201)["join_code"].as_str().unwrap().to_owned();
        document["version"] = json!(2);
        document["signifiers"].as_array_mut().unwrap().remove(1);
        app.publish(&document).await.is(201);
        app.edit_collection(&code, &with(wanted.clone(), "name", json!("Smaller")), None).await.is(200);
        app.edit_collection(&code, &with(wanted, "signifiers", json!(["line", "corner"])), None).await.problem(422).names("signifiers[0]");
    }

    async fn a_last_day_is_moved_and_one_closed_by_hand_is_opened_again_first(app: App) {
        let (code, _) = made(&app).await;
        let today = Utc::now().date_naive();
        let past = with(an_event(), "closes", json!(today - Days::new(3)));
        assert_eq!(app.edit_collection(&code, &past, None).await.is(200)["open"], false);
        let later = with(an_event(), "closes", json!(today + Days::new(3)));
        assert_eq!(app.edit_collection(&code, &later, None).await.is(200)["open"], true);
        app.post_as(Role::Facilitator, &format!("/api/v1/collections/{code}/close"), &json!({})).await.is(204);
        app.edit_collection(&code, &later, None).await.problem(422).names("closes");
        let named = with(with(an_event(), "closes", json!(today)), "name", json!("Winter fair"));
        let edited = app.edit_collection(&code, &named, None).await.is(200);
        assert_eq!((&edited["name"], &edited["open"]), (&json!("Winter fair"), &json!(false)));
    }

    async fn the_audit_log_names_the_fields_and_an_edit_without_effect_has_no_row(app: App) {
        let (code, _) = made(&app).await;
        app.edit_collection(&code, &an_event(), None).await.is(200);
        let wanted = with(with(an_event(), "place", json!("The hall")), "wording", json!("easy"));
        app.edit_collection(&code, &wanted, None).await.is(200);
        let query = format!("/api/v1/audit?action=collection_changed&subject={code}");
        let rows = app.get_as(Role::Administrator, &query).await.is(200)["entries"].as_array().unwrap().clone();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0]["detail"], json!({"fields": ["place", "wording"]}));
    }
}
