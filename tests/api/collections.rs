//! `/collections`: where stories come in.

use chrono::{Days, Utc};
use sensing::model::Role;

use crate::support::*;

fn a_collection() -> Value {
    json!({"name": "Youth group in the park", "framework": "sheffield-send", "round": "baseline"})
}

fn an_event() -> Value {
    json!({"name": "Summer fair", "framework": "sheffield-send", "round": "baseline", "place": "Endcliffe Park",
        "partner": "Parent Carer Forum", "audiences": ["child", "family"],
        "signifiers": ["timing", "difference", "feelings"], "kiosk": true})
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

    async fn people_who_join_see_the_collection_but_no_counts(app: App) {
        let code = code_of(&app, &a_collection()).await;
        app.tell(&a_story().in_collection(&code)).await;
        let joined = app.join(&code).await.is(200);
        let expected = json!({"join_code": code, "name": "Youth group in the park", "framework": "sheffield-send",
            "audiences": [], "signifiers": [], "kiosk": false, "open": true});
        assert_eq!(joined, expected);
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

    async fn an_invalid_collection_is_refused(app: App) {
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

    async fn an_event_says_where_it_is_who_runs_it_who_is_asked_and_what(app: App) {
        let wanted = an_event();
        let made = app.make_collection(&wanted).await.is(201);
        for (part, value) in wanted.as_object().unwrap() {
            assert_eq!(&made[part], value, "{part}");
        }
        assert_eq!(made["stories"], 0);
        let joined = app.join(made["join_code"].as_str().unwrap()).await.is(200);
        for part in ["name", "framework", "place", "audiences", "signifiers", "kiosk"] {
            assert_eq!(joined[part], wanted[part], "{part}");
        }
        for part in ["round", "partner", "stories"] {
            assert_eq!(joined.get(part), None, "people who join do not see the {part}");
        }
        let listed = app.collections().await.is(200);
        assert_eq!(listed["collections"], json!([made]));
    }

    async fn an_event_that_names_parts_the_framework_does_not_have_is_refused(app: App) {
        let wrong = |part: &str, value: Value| {
            let mut wanted = an_event();
            wanted[part] = value;
            wanted
        };
        app.make_collection(&wrong("place", json!(" "))).await.problem(422).names("place");
        app.make_collection(&wrong("partner", json!("a\0b"))).await.problem(422).names("partner");
        app.make_collection(&wrong("kiosk", json!("yes"))).await.problem(422).names("kiosk");
        app.make_collection(&wrong("audiences", json!(["child", "nobody"]))).await.problem(422).names("audiences[1]");
        app.make_collection(&wrong("audiences", json!(["child", "child"]))).await.problem(422).names("audiences[1]");
        let unknown = app.make_collection(&wrong("signifiers", json!(["timing", "voice", "\u{0}"]))).await.problem(422);
        unknown.names("signifiers[2]");
        let mut nowhere = an_event();
        nowhere["framework"] = json!("nowhere");
        app.make_collection(&nowhere).await.problem(422).names("framework");
        assert_eq!(app.collections().await.is(200)["collections"], json!([]));
    }

    async fn a_shared_tablet_asks_three_to_five_questions_and_other_collections_as_many_as_they_like(app: App) {
        let asking = |kiosk: bool, signifiers: &[&str]| {
            let mut wanted = an_event();
            wanted["kiosk"] = json!(kiosk);
            wanted["signifiers"] = json!(signifiers);
            wanted
        };
        let six = ["difference", "needed", "shaped", "timing", "voice", "information"];
        for (many, fine) in [(0, false), (2, false), (3, true), (5, true), (6, false)] {
            let answer = app.make_collection(&asking(true, &six[..many])).await;
            if fine {
                answer.is(201);
            } else {
                answer.problem(422).names("signifiers");
            }
            app.make_collection(&asking(false, &six[..many])).await.is(201);
        }
    }

    async fn signifiers_are_those_of_the_newest_version(app: App) {
        let mut document = a_framework("small");
        app.publish(&document).await.is(201);
        document["version"] = json!(2);
        document["signifiers"].as_array_mut().unwrap().remove(1);
        app.publish(&document).await.is(201);
        let asking = |id: &str| json!({"name": "Small", "framework": "small", "signifiers": [id]});
        app.make_collection(&asking("line")).await.problem(422).names("signifiers[0]");
        app.make_collection(&asking("corner")).await.is(201);
    }

    async fn closing_stops_new_stories_and_opening_again_lets_them_in(app: App) {
        let code = code_of(&app, &an_event()).await;
        let today = Utc::now().date_naive();
        let set = async |what: &str| {
            let path = format!("/api/v1/collections/{}/{what}", code.to_lowercase());
            let none = app.post_as(Role::Facilitator, &path, &json!({})).await;
            assert_eq!((none.status, none.text()), (204, String::new()));
        };
        set("reopen").await;
        assert_eq!(app.join(&code).await.is(200).get("closes"), None, "it was open");
        for _ in 0..2 {
            set("close").await;
            let joined = app.join(&code).await.is(200);
            assert_eq!((&joined["open"], &joined["closes"]), (&json!(false), &json!(today)));
        }
        app.submit(&a_story().in_collection(&code)).await.problem(409);
        app.tell(&a_story().in_collection(&code).with("told", json!(today))).await;
        set("reopen").await;
        let joined = app.join(&code).await.is(200);
        assert_eq!((&joined["open"], joined.get("closes")), (&json!(true), None));
        app.tell(&a_story().in_collection(&code)).await;
        assert_eq!(app.collections().await.is(200)["collections"][0]["stories"], 2);
    }

    async fn planned_days_survive_opening_or_closing_without_effect(app: App) {
        let today = Utc::now().date_naive();
        let lasting = async |opens, closes| {
            let mut wanted = a_collection();
            wanted["opens"] = json!(opens);
            wanted["closes"] = json!(closes);
            code_of(&app, &wanted).await
        };
        let set = async |code: &str, what: &str| {
            app.post_as(Role::Administrator, &format!("/api/v1/collections/{code}/{what}"), &json!({})).await.is(204);
            app.join(code).await.is(200)
        };
        let (past, future) = (today - Days::new(9), today + Days::new(9));
        let over = lasting(None, Some(past)).await;
        assert_eq!(app.join(&over).await.is(200)["open"], false);
        assert_eq!(set(&over, "close").await["closes"], json!(past), "it was over before");
        assert_eq!(set(&over, "reopen").await["open"], true);
        let planned = lasting(None, Some(future)).await;
        assert_eq!(set(&planned, "reopen").await["closes"], json!(future), "it is open until then");
        let early = lasting(Some(future), None).await;
        assert_eq!(app.join(&early).await.is(200)["open"], false);
        assert_eq!(set(&early, "reopen").await["open"], false, "it has not begun");
    }

    async fn an_unknown_collection_can_be_neither_closed_nor_opened(app: App) {
        for code in ["NONE-SUCH", "%00", "%20"] {
            for what in ["close", "reopen"] {
                app.post_as(Role::Facilitator, &format!("/api/v1/collections/{code}/{what}"), &json!({})).await.problem(404);
            }
        }
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
        app.submit(&a_story().in_collection(&early)).await.problem(409);
        let over = code_of(&app, &running(None, Some(today - Days::new(2)))).await;
        let problem = app.submit(&a_story().in_collection(&over)).await.problem(409);
        assert!(problem.0["type"].as_str().unwrap().ends_with("/collection-closed"), "{}", problem.0);
        assert!(problem.detail().contains("not lost") && problem.detail().contains("without the code"), "{}", problem.detail());
        let another = app.submit(&a_story().in_collection(&early)).await.problem(409);
        assert_eq!(another.0["type"], problem.0["type"]);
        assert_eq!(app.join(&over).await.is(200)["closes"], (today - Days::new(2)).to_string(), "it can still be looked at");
    }

    async fn a_closed_collection_takes_what_was_told_before_it_closed(app: App) {
        let today = Utc::now().date_naive();
        let last = today - Days::new(3);
        let mut wanted = a_collection();
        wanted["closes"] = json!(last);
        let code = code_of(&app, &wanted).await;
        let told = |day: chrono::NaiveDate| a_story().in_collection(&code).with("told", json!(day));
        app.tell(&told(last)).await;
        app.tell(&told(last - Days::new(400))).await;
        app.submit(&told(last + Days::new(1))).await.problem(409);
        app.submit(&told(today + Days::new(365))).await.problem(409);
        app.submit(&a_story().in_collection(&code)).await.problem(409);
        let offered = told(today);
        app.submit(&offered).await.problem(409);
        app.tell(&offered.without("collection")).await;
        assert_eq!(app.collections().await.is(200)["collections"][0]["stories"], 2);
        let typed = app.post_as(Role::Facilitator, "/api/v1/transcriptions", &told(last).body()).await;
        typed.is(201);
        app.post_as(Role::Facilitator, "/api/v1/transcriptions", &told(today).body()).await.problem(409);
    }

    async fn a_fast_clock_does_not_prevent_stories_in_an_open_collection(app: App) {
        let today = Utc::now().date_naive();
        let mut wanted = a_collection();
        wanted["opens"] = json!(today);
        wanted["closes"] = json!(today);
        let code = code_of(&app, &wanted).await;
        for told in [today + Days::new(365), today - Days::new(365)] {
            app.tell(&a_story().in_collection(&code).with("told", json!(told))).await;
        }
    }

    async fn a_repeat_gets_the_same_answer_even_after_the_collection_has_closed(app: App) {
        let code = code_of(&app, &a_collection()).await;
        let draft = a_story().in_collection(&code);
        let first = app.submit(&draft).await.is(201);
        // As on the next day, when a tablet that never received the answer is online again.
        let connection = match app.database_url() {
            Some(url) => Cluster::connect(&url).await,
            None => Cluster::connect(&format!("sqlite://{}", app.folder().join("sensing.db").display())).await,
        };
        sea_orm::ConnectionTrait::execute_unprepared(&connection, "UPDATE collection SET closes = '2026-01-01'").await.unwrap();
        connection.close().await.unwrap();
        assert_eq!(app.submit(&draft).await.is(201), first);
        app.submit(&a_story().in_collection(&code)).await.problem(409);
    }

    async fn an_administrator_may_look_after_collections_too(app: App) {
        let code = code_of(&app, &a_collection()).await;
        let listed = app.get_as(Role::Administrator, "/api/v1/collections").await.is(200);
        assert_eq!(listed["collections"][0]["join_code"], code.as_str());
        assert_eq!(listed["collections"][0]["round"], "baseline");
    }
}
