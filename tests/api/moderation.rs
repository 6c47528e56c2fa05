//! `/moderation/stories`: every text is held until a person clears it.

use std::collections::BTreeSet;

use crate::support::*;
use sensing::model::Role;

on_both! {
    async fn held_stories_wait_in_a_queue_oldest_first(app: App) {
        let first =
            app.tell(&a_story().titled("One").saying("First.").by("child").with_write_in("services", &[], "a club")).await;
        let second = app.tell(&a_story().saying("Second.")).await;
        let queue = app.queue("").await.is(200);
        assert_eq!(queue["total"], 2);
        assert_eq!(ids(&queue), [first.id.as_str(), &second.id]);
        let story = &queue["stories"][0];
        assert_eq!((&story["title"], &story["text"], &story["state"]), (&json!("One"), &json!("First."), &json!("held")));
        assert_eq!(story["write_ins"], json!({"services": "a club"}));
        assert_eq!((&story["redacted"], &story["counts"]), (&json!(false), &json!(true)));
        assert!(!queue.to_string().contains(&first.receipt), "moderators hold no receipts");
    }

    async fn the_queue_comes_in_pages_and_by_state(app: App) {
        let mut told = Vec::new();
        for _ in 0..7 {
            told.push(app.tell(&a_story()).await.id);
        }
        app.clear(&told.remove(5), &json!({})).await.is(200);
        app.withhold(&told.remove(0), &json!({})).await.is(200);
        let mut seen = Vec::new();
        let mut query = "?limit=2".to_owned();
        loop {
            let page = app.queue(&query).await.is(200);
            assert_eq!(page["total"], 5);
            seen.extend(ids(&page));
            let Some(next) = page.get("next") else { break };
            query = format!("?limit=2&after={next}");
        }
        assert_eq!(seen, told);
        for (state, total) in [("held", 5), ("cleared", 1), ("withheld", 1)] {
            let page = app.queue(&format!("?state={state}")).await.is(200);
            assert_eq!((&page["total"], ids(&page).len()), (&json!(total), total), "{state}");
        }
    }

    async fn stories_of_worried_storytellers_come_first(app: App) {
        let mut expected = (Vec::new(), Vec::new());
        for n in 0..9 {
            let worried = n % 3 == 1;
            let told = app.tell(&a_story().with("worried", json!(worried))).await;
            if worried { expected.0.push(told.id) } else { expected.1.push(told.id) }
        }
        let expected = [expected.0, expected.1].concat();
        let whole = app.queue("").await.is(200);
        assert_eq!(ids(&whole), expected);
        let flags: Vec<bool> = whole["stories"].as_array().unwrap().iter().flat_map(|story| story["worried"].as_bool()).collect();
        assert_eq!(flags, [true, true, true, false, false, false, false, false, false]);
        for limit in 1..=9 {
            let mut seen = Vec::new();
            let mut query = format!("?limit={limit}");
            loop {
                let page = app.queue(&query).await.is(200);
                assert_eq!(page["total"], 9);
                seen.extend(ids(&page));
                let Some(next) = page.get("next") else { break };
                query = format!("?limit={limit}&after={next}");
            }
            assert_eq!(seen, expected, "{limit} on a page");
        }
    }

    async fn a_story_of_a_worried_storyteller_is_found_by_nobody_until_it_is_cleared(app: App) {
        let told = app.tell(&a_story().saying("A bittern, far away.").with("worried", json!(true))).await;
        app.until_counted(1).await;
        assert_eq!(app.find("bittern").await["matching"], 0);
        app.story(&told.id).await.problem(404);
        for role in [Role::Moderator, Role::SafeguardingLead] {
            let queue = app.get_as(role, "/api/v1/moderation/stories").await.is(200);
            assert_eq!(queue["stories"][0]["worried"], true);
        }
        app.clear(&told.id, &json!({})).await.is(200);
        assert_eq!(ids(&app.find("bittern").await), [told.id.as_str()]);
        assert_eq!(app.queue("?state=cleared").await.is(200)["stories"][0]["worried"], true);
    }

    async fn a_redacted_text_takes_the_place_of_the_original_everywhere(app: App) {
        let draft = a_story().titled("About Zacharias").saying("Zacharias Quill helped me at Fernwood school.");
        let told = app.tell(&draft).await;
        let redacted = json!({"title": "About [a teacher]", "text": "[A teacher] helped me at [a school]."});
        let cleared = app.clear(&told.id, &redacted).await.is(200);
        assert_eq!((&cleared["text"], &cleared["redacted"]), (&redacted["text"], &json!(true)));

        for word in ["Zacharias", "zacharia*", "Quill", "Fernwood", "\"Zacharias Quill\"", "fernwod"] {
            assert_eq!(app.find(word).await["matching"], 0, "{word}");
        }
        let found = app.find("teacher").await;
        assert_eq!(ids(&found), [told.id.as_str()]);
        assert_eq!(found["stories"][0]["redacted"], true);
        let answers = [
            app.story(&told.id).await,
            app.search(json!({})).await,
            app.queued(&told.id).await,
            app.queue("?state=cleared").await,
            app.open(&told.receipt).await,
            app.get_as(Role::SafeguardingLead, &format!("/api/v1/stories/{}", told.id)).await,
        ];
        for answer in answers {
            answer.is(200);
            for word in ["Zacharias", "Quill", "Fernwood"] {
                assert!(!answer.text().contains(word), "{}", answer.text());
            }
        }
    }

    async fn the_storytellers_own_words_beside_choices_are_redacted_too(app: App) {
        let draft =
            a_story().with_write_in("services", &["camhs"], "Doctor Nightingale").with_write_in("audience", &["family"], "");
        let draft = draft.with_choice("audience", &["family"]);
        let told = app.tell(&draft).await;
        app.clear(&told.id, &json!({"write_ins": {"services": "a doctor"}})).await.is(200);
        assert_eq!(
            app.story(&told.id).await.is(200)["answers"]["services"],
            json!({"choice": ["camhs"], "write_in": "a doctor"})
        );
        assert_eq!(app.find("nightingale").await["matching"], 0);
        assert_eq!(ids(&app.find("doctor").await), [told.id.as_str()]);
        assert_eq!(app.story(&told.id).await.is(200)["redacted"], true);

        app.clear(&told.id, &json!({"write_ins": {"services": ""}})).await.is(200);
        assert_eq!(app.story(&told.id).await.is(200)["answers"]["services"], json!({"choice": ["camhs"]}));
        assert_eq!(app.find("doctor").await["matching"], 0);
    }

    async fn own_words_alone_that_are_taken_out_leave_the_question_unanswered(app: App) {
        let told = app.tell(&a_story().with_write_in("services", &[], "Doctor Nightingale")).await;
        app.until_counted(1).await;
        app.clear(&told.id, &json!({"write_ins": {"services": " "}})).await.is(200);
        assert_eq!(app.story(&told.id).await.is(200)["answers"], json!({}));
        let services = app.patterns(json!({"signifiers": ["services"]})).await.is(200);
        assert_eq!(services["signifiers"]["services"]["unanswered"], 1);
    }

    async fn a_redaction_that_makes_no_sense_is_refused_and_changes_nothing(app: App) {
        let told = app.tell(&a_story().saying("As it was.")).await;
        app.clear(&told.id, &json!({"text": "  "})).await.problem(422).names("text");
        app.clear(&told.id, &json!({"text": "a".repeat(5_001)})).await.problem(422).names("text");
        app.clear(&told.id, &json!({"title": "a\0"})).await.problem(422).names("title");
        app.clear(&told.id, &json!({"write_ins": {"services": "x"}})).await.problem(422).names("write_ins.services");
        app.clear(&told.id, &json!({"txt": "x"})).await.problem(422).names("txt");
        app.withhold(&told.id, &json!({"reason": "a".repeat(501)})).await.problem(422).names("reason");
        let story = app.queued(&told.id).await.is(200);
        assert_eq!((&story["state"], &story["text"]), (&json!("held"), &json!("As it was.")));
    }

    async fn deciding_twice_is_the_same_as_deciding_once(app: App) {
        let told = app.tell(&a_story().saying("Call 0114 496 0000 now.")).await;
        let redacted = json!({"text": "Call [a number] now."});
        let once = app.clear(&told.id, &redacted).await.is(200);
        assert_eq!(app.clear(&told.id, &redacted).await.is(200), once);
        assert_eq!(app.clear(&told.id, &json!({})).await.is(200), once, "what is missing stays as redacted");
        assert_eq!(ids(&app.find("number").await), [told.id.as_str()]);
        app.withhold(&told.id, &json!({})).await.is(200);
        let twice = app.withhold(&told.id, &json!({"reason": "second thoughts"})).await.is(200);
        assert_eq!((&twice["state"], &twice["reason"]), (&json!("withheld"), &json!("second thoughts")));
        let again = app.clear(&told.id, &json!({})).await.is(200);
        assert_eq!(
            (&again["state"], &again["text"], again.get("reason")),
            (&json!("cleared"), &json!("Call [a number] now."), None)
        );
        assert_eq!(ids(&app.find("number").await), [told.id.as_str()]);
    }

    async fn the_first_original_is_kept_apart_through_later_redactions(app: App) {
        let told = app.tell(&a_story().saying("Original words.")).await;
        app.clear(&told.id, &json!({"text": "Redacted once."})).await.is(200);
        app.clear(&told.id, &json!({"text": "Redacted twice."})).await.is(200);
        // Nothing in the API shows originals yet; the database keeps the very first.
        let connection = match app.database_url() {
            Some(url) => Cluster::connect(&url).await,
            None => Cluster::connect(&format!("sqlite://{}?mode=ro", app.folder().join("sensing.db").display())).await,
        };
        let sql = "SELECT original_text FROM story";
        let statement = sea_orm::Statement::from_string(sea_orm::ConnectionTrait::get_database_backend(&connection), sql);
        let row = sea_orm::ConnectionTrait::query_one_raw(&connection, statement).await.unwrap().unwrap();
        assert_eq!(row.try_get_by_index::<String>(0).unwrap(), "Original words.");
        connection.close().await.unwrap();
    }

    async fn decisions_of_two_moderators_at_once_leave_one_of_them_standing(app: App) {
        let told = app.tell(&a_story().saying("A pangolin.")).await;
        let path = |decision: &str| format!("/api/v1/moderation/stories/{}/{decision}", told.id);
        let mut requests = Vec::new();
        for n in 0..12 {
            let decision = if n % 2 == 0 { "clear" } else { "withhold" };
            requests.push(send(app.request_as(Role::Moderator, reqwest::Method::POST, &path(decision)).await.json(&json!({}))));
        }
        for answer in all(requests.into_iter()).await {
            answer.is(200);
        }
        let state = app.queued(&told.id).await.is(200)["state"].clone();
        let found = ids(&app.find("pangolin").await);
        assert_eq!(found.len(), usize::from(state == "cleared"), "views follow the decision that stands: {state}");
    }

    async fn there_is_nothing_to_decide_on_under_an_unknown_id(app: App) {
        for id in ["01990a3e-7c00-7000-8000-1f2e3d4c5b6a", "no-id"] {
            app.queued(id).await.problem(404);
            app.clear(id, &json!({})).await.problem(404);
            app.withhold(id, &json!({})).await.problem(404);
        }
    }

    async fn the_numbers_in_the_queue_go_up_by_arrival(app: App) {
        let answers =
            all((0..20).map(|_| send(app.request(reqwest::Method::POST, "/api/v1/stories").json(&a_story().body())))).await;
        let told: BTreeSet<String> = answers.iter().map(|answer| answer.is(201)["id"].as_str().unwrap().to_owned()).collect();
        let first = app.queue("?limit=15").await.is(200);
        let rest = app.queue(&format!("?limit=15&after={}", first["next"])).await.is(200);
        let seen: BTreeSet<String> = ids(&first).into_iter().chain(ids(&rest)).collect();
        assert_eq!(seen, told);
    }
}
