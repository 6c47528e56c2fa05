//! `POST /stories` and `GET /stories/{id}`: sending and reading stories.

use std::collections::HashSet;

use chrono::Utc;
use sea_orm::{ConnectionTrait, Statement};
use sensing::capture::Keys;
use sensing::model::Role;
use uuid::Uuid;

use crate::support::*;

fn everything() -> Value {
    json!({"framework": "sheffield-send"})
}

on_both! {
    async fn a_story_is_acknowledged_with_its_receipt_and_held(app: App) {
        let draft = a_story();
        let kept = app.submit(&draft).await.is(201);
        assert_eq!(kept["receipt"], draft.receipt());
        assert_eq!(kept["state"], "held");
        assert_eq!(kept["received"], Utc::now().date_naive().to_string());
        assert!(kept["id"].as_str().unwrap().parse::<Uuid>().is_ok());
    }

    async fn a_client_that_made_no_receipt_gets_one(app: App) {
        let kept = app.submit(&a_story().saying("Nobody told us anything.").without("receipt")).await.is(201);
        let receipt = kept["receipt"].as_str().unwrap();
        assert_eq!(receipt.len(), 26);
        let own = app.open(receipt).await.is(200);
        assert_eq!(own["text"], "Nobody told us anything.");
        assert_eq!(own["id"], kept["id"]);
    }

    async fn a_story_counts_within_a_second_and_is_found_once_it_is_cleared(app: App) {
        let text = "My daughter was organising her own transition, and the school listened.";
        let told = app.tell(&a_story().saying(text).by("family").with_triad("difference", [0.7, 0.2, 0.1])).await;
        app.until_counted(1).await;
        let pattern = app.patterns(json!({"signifiers": ["difference"]})).await.is(200);
        assert_eq!(pattern["signifiers"]["difference"]["zones"]["person"]["count"], 1);
        assert_eq!(pattern["readable"], 0);

        let held = app.find("organise").await;
        assert_eq!((held["matching"].as_u64(), ids(&held).len()), (Some(0), 0), "held text must not be found");
        app.story(&told.id).await.problem(404);

        app.clear(&told.id, &json!({})).await.is(200);
        // At once: the answer to the decision comes after the views show it.
        let found = app.find("organise").await;
        assert_eq!(ids(&found), [told.id.as_str()]);
        assert_eq!(found["matching"], 1);
        assert_eq!(found["fuzzy"], false);
        let snippet = found["stories"][0]["snippet"].as_array().unwrap();
        let hits: Vec<&str> = snippet.iter().filter(|f| f["hit"] == true).map(|f| f["text"].as_str().unwrap()).collect();
        assert_eq!(hits, ["organising"]);
        let whole: String = snippet.iter().map(|fragment| fragment["text"].as_str().unwrap()).collect();
        assert_eq!(whole, text);
        let read = app.story(&told.id).await.is(200);
        assert_eq!((read["text"].as_str(), read["state"].as_str()), (Some(text), Some("cleared")));
        assert_eq!(read["redacted"], false);
        assert_eq!(app.patterns(json!({})).await.is(200)["readable"], 1);
    }

    async fn a_withheld_story_disappears_from_search_but_its_answers_count(app: App) {
        let told = app.tell_cleared(&a_story().saying("The minibus never came.").with_dyad("timing", 0.9)).await;
        assert_eq!(ids(&app.find("minibus").await), [told.id.as_str()]);
        app.withhold(&told.id, &json!({"reason": "names a child"})).await.is(200);
        assert_eq!(app.find("minibus").await["matching"], 0);
        assert!(ids(&app.search(json!({})).await.is(200)).is_empty());
        app.story(&told.id).await.problem(404);
        assert_eq!(app.matching(everything()).await, 1);
    }

    async fn a_submission_withheld_as_not_a_story_does_not_count(app: App) {
        let told = app.tell(&a_story().saying("asdf").with_dyad("timing", 0.9)).await;
        app.until_counted(1).await;
        app.withhold(&told.id, &json!({"reason": "a test", "counts": false})).await.is(200);
        assert_eq!(app.matching(everything()).await, 0);
        app.clear(&told.id, &json!({})).await.is(200);
        assert_eq!(app.matching(everything()).await, 0, "clearing the text says nothing about that");
        app.clear(&told.id, &json!({"counts": true})).await.is(200);
        assert_eq!(app.matching(everything()).await, 1);
    }

    async fn without_consent_to_analysis_a_story_is_in_no_view(app: App) {
        let draft = a_story().saying("Please only keep this safe: heliotrope.").without_consent_to_analysis();
        let told = app.tell_cleared(&draft).await;
        let other = app.tell_cleared(&a_story().saying("Something else.")).await;
        app.until_counted(1).await;
        let patterns = app.patterns(json!({})).await.is(200);
        assert_eq!((&patterns["matching"], &patterns["readable"]), (&json!(1), &json!(1)));
        assert_eq!(app.find("heliotrope").await["matching"], 0);
        assert_eq!(ids(&app.search(json!({})).await.is(200)), [other.id]);
        app.story(&told.id).await.problem(404);
        assert_eq!(app.queued(&told.id).await.is(200)["state"], "cleared", "moderators read every story");
    }

    async fn consent_that_was_not_given_is_stored_as_refused(app: App) {
        let told = app.tell(&a_story().without("consent")).await;
        let own = app.open(&told.receipt).await.is(200);
        assert_eq!(own["consent"], json!({"analysis": false, "quotation": false}));
    }

    async fn a_story_sent_twice_is_stored_once_with_the_same_answer(app: App) {
        let draft = a_story().with_dyad("timing", 0.25);
        let first = app.submit(&draft).await.is(201);
        let second = app.submit(&draft).await.is(201);
        assert_eq!(first, second);
        let typed = draft.receipt().to_lowercase();
        let third =
            app.submit(&draft.clone().under(&format!("{}-{} {}", &typed[..5], &typed[5..9], &typed[9..]))).await.is(201);
        assert_eq!(first, third, "however the receipt is typed");
        assert_eq!(app.queue("").await.is(200)["total"], 1);
        app.until_counted(1).await;
    }

    async fn a_repeat_after_the_story_was_cleared_says_so_and_changes_nothing(app: App) {
        let draft = a_story();
        let told = app.tell_cleared(&draft).await;
        let again = app.submit(&draft).await.is(201);
        assert_eq!((again["id"].as_str(), again["state"].as_str()), (Some(told.id.as_str()), Some("cleared")));
        assert_eq!(app.queue("").await.is(200)["total"], 0);
    }

    async fn fifty_simultaneous_repeats_make_one_story_and_one_answer(app: App) {
        let body = a_story().saying("Only once, please.").with_triad("needed", [0.2, 0.3, 0.5]).body();
        let request = || send(app.request(reqwest::Method::POST, "/api/v1/stories").json(&body));
        let answers = all((0..50).map(|_| request())).await;
        let statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
        assert_eq!(statuses, [201; 50]);
        let different: HashSet<Vec<u8>> = answers.into_iter().map(|answer| answer.bytes).collect();
        assert_eq!(different.len(), 1);
        assert_eq!(app.queue("").await.is(200)["total"], 1);
        app.until_counted(1).await;
    }

    async fn fifty_simultaneous_stories_are_all_stored(app: App) {
        let bodies: Vec<Value> = (0..50).map(|n| a_story().saying(&format!("Story number {n}.")).body()).collect();
        let answers =
            all(bodies.iter().map(|body| send(app.request(reqwest::Method::POST, "/api/v1/stories").json(body)))).await;
        let ids: HashSet<String> = answers.iter().map(|answer| answer.is(201)["id"].to_string()).collect();
        assert_eq!(ids.len(), 50);
        assert_eq!(app.queue("").await.is(200)["total"], 50);
        app.until_counted(50).await;
    }

    async fn another_story_under_the_same_receipt_is_refused(app: App) {
        let draft = a_story().saying("The first.");
        app.tell(&draft).await;
        let changes: [(&str, Value); 6] = [
            ("text", json!("The second.")),
            ("title", json!("Another title")),
            ("prompt", json!("growing_up")),
            ("language", json!("en-x-easy")),
            ("answers", json!({"timing": {"dyad": 0.1}})),
            ("consent", json!({"analysis": true, "quotation": true})),
        ];
        for (part, value) in changes {
            let answer = app.submit(&draft.clone().with(part, value)).await;
            assert!(!answer.problem(409).detail().contains(draft.receipt()));
        }
        assert_eq!(app.queue("").await.is(200)["total"], 1);
        assert_eq!(app.open(draft.receipt()).await.is(200)["text"], "The first.");
    }

    async fn a_story_that_waited_in_a_queue_through_an_upgrade_is_recognised(app: App) {
        // The digest of a submission before worries, teller keys and files existed.
        let draft = a_story().saying("It waited.").titled("A title").with_dyad("timing", 0.25);
        let canonical = r#"["sheffield-send",1,{"language":"en","prompt":"moment","title":"A title","text":"It waited.","answers":{"given":{"timing":{"dyad":2500}}},"consent":{"analysis":true,"quotation":false}},null]"#;
        let first = app.submit(&draft).await.is(201);
        let kept = app.inside(async |services| Keys::of(&services.store).await.unwrap().body(&[canonical.as_bytes()])).await;
        let connection = match app.database_url() {
            Some(url) => Cluster::connect(&url).await,
            None => Cluster::connect(&format!("sqlite://{}?mode=ro", app.folder().join("sensing.db").display())).await,
        };
        let statement = Statement::from_string(connection.get_database_backend(), "SELECT body_mac FROM story");
        let row = connection.query_one_raw(statement).await.unwrap().unwrap();
        assert_eq!(row.try_get_by_index::<Vec<u8>>(0).unwrap(), kept);
        connection.close().await.unwrap();
        assert_eq!(app.submit(&draft.clone().with("told", json!("2026-03-02"))).await.is(201), first, "the newer page adds a day");
        assert_eq!(app.submit(&draft.with("worried", json!(false))).await.is(201), first);
    }

    async fn a_worry_and_a_tellers_key_are_part_of_the_story(app: App) {
        let key = fresh_receipt();
        let draft = a_story().with("worried", json!(true)).with("teller", json!(key));
        let first = app.submit(&draft).await.is(201);
        assert_eq!(app.submit(&draft.clone().with("teller", json!(key.to_lowercase()))).await.is(201), first);
        app.submit(&draft.clone().without("worried")).await.problem(409);
        app.submit(&draft.clone().without("teller")).await.problem(409);
        app.submit(&draft.clone().with("teller", json!(fresh_receipt()))).await.problem(409);
        let own = app.open(draft.receipt()).await.is(200);
        assert_eq!(own["worried"], true);
        assert!(!own.to_string().contains(&key));
    }

    async fn stories_of_one_teller_are_linked_and_the_key_itself_is_not_stored(app: App) {
        let (key, other) = (fresh_receipt(), fresh_receipt());
        for teller in [&key, &key, &other] {
            app.tell(&a_story().with("teller", json!(teller))).await;
        }
        // The same characters as a receipt and as a key are not linked.
        app.tell(&a_story().under(&key)).await;
        let connection = match app.database_url() {
            Some(url) => Cluster::connect(&url).await,
            None => Cluster::connect(&format!("sqlite://{}?mode=ro", app.folder().join("sensing.db").display())).await,
        };
        let sql = "SELECT teller_mac, receipt_mac FROM story ORDER BY number";
        let rows = connection.query_all_raw(Statement::from_string(connection.get_database_backend(), sql)).await.unwrap();
        let macs: Vec<Option<Vec<u8>>> = rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();
        assert_eq!((macs[0] == macs[1], macs[1] == macs[2], &macs[3]), (true, false, &None));
        assert_ne!(macs[0], Some(rows[3].try_get_by_index::<Vec<u8>>(1).unwrap()));
        connection.close().await.unwrap();
    }

    async fn a_repeat_after_withdrawal_is_refused_and_restores_nothing(app: App) {
        let draft = a_story().saying("Take this back.");
        let told = app.tell(&draft).await;
        assert_eq!(app.withdraw(&told.receipt).await.status, 200);
        app.submit(&draft).await.problem(409);
        app.submit(&draft.clone().saying("Something else.")).await.problem(409);
        app.open(&told.receipt).await.problem(404);
        assert_eq!(app.queue("").await.is(200)["total"], 0);
        assert_eq!(app.matching(everything()).await, 0);
    }

    async fn texts_are_cleaned_but_not_otherwise_changed(app: App) {
        let draft = a_story()
            .titled("  Two\nlines ")
            .saying("  Cafe\u{301} \u{202e}then\u{2066} 👩‍👧 می\u{200c}خواہم\u{200b}\r\n<b>bold</b> & =1+1 ");
        let told = app.tell(&draft).await;
        let own = app.open(&told.receipt).await.is(200);
        assert_eq!(own["title"], "Two lines");
        assert_eq!(own["text"], "Café then 👩‍👧 می\u{200c}خواہم\n<b>bold</b> & =1+1");
    }

    async fn answers_come_back_as_they_were_given(app: App) {
        let draft = a_story()
            .by("child")
            .answering("difference", json!({"triad": [0.62, 0.30, 0.08], "input": "keyboard"}))
            .with_dyad("timing", 0.81)
            .not_applicable("voice")
            .answering("around_the_child", json!({"stones": {"school": [0.2, 0.9], "family": [0, 1]}}))
            .with_choice("feelings", &["sad", "hopeful"])
            .with_write_in("services", &["camhs"], "a music project");
        let told = app.tell(&draft).await;
        let own = app.open(&told.receipt).await.is(200);
        assert_eq!(
            own["answers"],
            json!({
                "audience": {"choice": ["child"]},
                "difference": {"triad": [0.62, 0.3, 0.08], "input": "keyboard"},
                "timing": {"dyad": 0.81},
                "voice": "not_applicable",
                "around_the_child": {"stones": {"family": [0.0, 1.0], "school": [0.2, 0.9]}},
                "feelings": {"choice": ["hopeful", "sad"]},
                "services": {"choice": ["camhs"], "write_in": "a music project"}
            })
        );
    }

    async fn unanswered_signifiers_are_not_zero(app: App) {
        let draft = a_story()
            .answering("difference", Value::Null)
            .answering("around_the_child", json!({"stones": {}}))
            .with_choice("feelings", &[])
            .with_write_in("services", &[], "  ");
        let told = app.tell(&draft).await;
        assert_eq!(app.open(&told.receipt).await.is(200)["answers"], json!({}));
        app.until_counted(1).await;
        let patterns = app.patterns(json!({})).await.is(200);
        for (signifier, pattern) in patterns["signifiers"].as_object().unwrap() {
            let [answered, unanswered, not_asked] =
                ["answered", "unanswered", "not_asked"].map(|state| pattern[state].as_u64().unwrap());
            // The storyteller did not say who they are, so questions for some audiences were not asked.
            assert_eq!((answered, unanswered + not_asked), (0, 1), "{signifier}");
            assert!(unanswered == 1 || !["difference", "around_the_child", "feelings", "services"].contains(&signifier.as_str()));
        }
    }

    async fn a_triad_that_almost_sums_to_one_is_rounded_to_one(app: App) {
        let told = app.tell(&a_story().with_triad("difference", [0.333, 0.333, 0.333])).await;
        let own = app.open(&told.receipt).await.is(200);
        let weights: Vec<f64> =
            own["answers"]["difference"]["triad"].as_array().unwrap().iter().flat_map(Value::as_f64).collect();
        assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-12, "{weights:?}");
    }

    async fn a_language_that_is_not_offered_falls_back_and_the_answer_says_to_which(app: App) {
        app.publish(&in_portuguese_too(a_framework("worded"))).await.is(201);
        let draft = || a_story().for_framework("worded", 1).with("prompt", json!("tell"));
        for (sent, used) in [
            ("pt-BR", "pt"), ("PT", "pt"), ("en-GB", "en"), ("EN", "en"), ("en-gb-x-easy", "en-x-easy"), ("pt", "pt"),
        ] {
            let draft = draft().with("language", json!(sent));
            let kept = app.submit(&draft).await.is(201);
            assert_eq!(kept["language"], used, "{sent}");
            assert_eq!(app.submit(&draft).await.is(201), kept, "the same story sent again gets the same answer");
            assert_eq!(app.open(draft.receipt()).await.is(200)["language"], used);
            let corrected = app.correct(&draft.with("language", json!("En"))).await.is(200);
            assert_eq!(corrected["language"], "en");
        }
        app.submit(&draft().with("language", json!("fr-BE"))).await.problem(422).names("language");
    }

    async fn the_longest_story_is_taken(app: App) {
        // 5,000 characters as a reader counts them, most of them of several bytes, as far as 64 KiB go.
        let text = format!("{}{}", "é".repeat(4_000), "👩‍👧".repeat(1_000));
        let told = app.tell_cleared(&a_story().saying(&text).titled(&"t".repeat(200))).await;
        assert_eq!(app.story(&told.id).await.is(200)["text"], text);
    }

    async fn an_id_contains_the_day_but_no_time(app: App) {
        let told = app.tell(&a_story()).await;
        let (seconds, nanoseconds) = told.id.parse::<Uuid>().unwrap().get_timestamp().unwrap().to_unix();
        assert_eq!((seconds % 86_400, nanoseconds), (0, 0));
    }

    async fn unknown_and_invalid_ids_are_not_found(app: App) {
        for id in ["01990a3e-7c00-7000-8000-1f2e3d4c5b6a", "00000000-0000-0000-0000-000000000000", "1", "x%00y", "../me"] {
            let answer = app.get_as(Role::Analyst, &format!("/api/v1/stories/{id}")).await;
            assert!(answer.status == 404 || id == "../me", "{id}: {}", answer.status);
        }
    }
}
