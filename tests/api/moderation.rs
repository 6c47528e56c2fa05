//! `/moderation/stories`: every text is held until a person clears it.

use std::collections::BTreeSet;

use crate::support::*;
use sensing::model::Role;

/// A decision of the member of staff with this token.
async fn decide(app: &App, token: &str, id: &str, decision: &str, body: &Value) -> Answer {
    let path = format!("/api/v1/moderation/stories/{id}/{decision}");
    send(app.request(reqwest::Method::POST, &path).bearer_auth(token).json(body)).await
}

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

    async fn a_story_of_a_worried_storyteller_cannot_be_found_until_it_is_cleared(app: App) {
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

    async fn write_ins_are_redacted_too(app: App) {
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

    async fn redacting_a_write_in_that_was_the_only_answer_leaves_the_question_unanswered(app: App) {
        let told = app.tell(&a_story().with_write_in("services", &[], "Doctor Nightingale")).await;
        app.until_counted(1).await;
        app.clear(&told.id, &json!({"write_ins": {"services": " "}})).await.is(200);
        assert_eq!(app.story(&told.id).await.is(200)["answers"], json!({}));
        let services = app.patterns(json!({"signifiers": ["services"]})).await.is(200);
        assert_eq!(services["signifiers"]["services"]["unanswered"], 1);
    }

    async fn an_invalid_redaction_is_refused_and_changes_nothing(app: App) {
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

    async fn a_moderator_cannot_clear_what_another_one_withheld_in_the_meantime(app: App) {
        let bea = app.token_of_new_staff("bea", vec![Role::Moderator]).await;
        let told = app.tell(&a_story().saying("Zacharias Quill, a wombat.")).await;
        let opened = app.revision(&told.id).await;
        let withholding = json!({"revision": opened, "reason": "names a child"});
        decide(&app, &bea, &told.id, "withhold", &withholding).await.is(200);
        let clearing = json!({"revision": opened, "text": "[A child], a wombat."});
        let refused = app.clear(&told.id, &clearing).await.problem(409);
        let changed = &refused.0["changed"];
        assert_eq!(refused.0["type"], "urn:sensing:problem:conflict/story-changed");
        assert_eq!((&changed["name"], &changed["action"]), (&json!("bea"), &json!("story_withheld")));
        assert_eq!((&changed["actor"], &changed["reason"]), (&json!("staff"), &json!("names a child")));
        assert!(changed["at"].as_str().is_some_and(|at| at.starts_with(changed["day"].as_str().unwrap())), "{changed}");
        assert!(refused.detail().contains("bea withheld it on "), "{}", refused.detail());
        let now = app.queued(&told.id).await.is(200);
        assert_eq!((&now["state"], &now["reason"]), (&json!("withheld"), &json!("names a child")));
        assert_eq!(app.find("wombat").await["matching"], 0);

        let again = json!({"revision": now["revision"], "text": "[A child], a wombat."});
        assert_eq!(app.clear(&told.id, &again).await.is(200)["text"], "[A child], a wombat.");
    }

    async fn every_stale_decision_says_who_cleared_the_story_and_changes_nothing(app: App) {
        let bea = app.token_of_new_staff("bea", vec![Role::SafeguardingLead]).await;
        let told = app.tell(&a_story().saying("A wombat, as it was.")).await;
        let opened = app.revision(&told.id).await;
        let cleared = decide(&app, &bea, &told.id, "clear", &json!({"revision": opened, "text": "A wombat."})).await.is(200);
        for (decision, body) in [
            ("withhold", json!({"revision": opened})),
            ("withhold", json!({"revision": opened, "counts": false, "reason": "a test"})),
            ("clear", json!({"revision": opened})),
            ("clear", json!({"revision": opened, "text": "A wombat."})),
        ] {
            let token = app.token(Role::Moderator).await;
            let refused = decide(&app, &token, &told.id, decision, &body).await.problem(409);
            assert_eq!((&refused.0["changed"]["name"], &refused.0["changed"]["action"]), (&json!("bea"), &json!("story_cleared")));
            assert_eq!(app.queued(&told.id).await.is(200), cleared, "{decision} {body}");
        }
        assert_eq!(ids(&app.find("wombat").await), [told.id.as_str()]);
    }

    async fn a_corrected_story_is_held_and_never_cleared_unseen(app: App) {
        let draft = a_story().saying("A wombat.");
        let told = app.tell(&draft).await;
        let opened = app.revision(&told.id).await;
        app.correct(&draft.clone().saying("A wombat of Zacharias Quill, 7 Fern Road.")).await.is(200);
        for decision in ["clear", "withhold"] {
            let token = app.token(Role::Moderator).await;
            let refused = decide(&app, &token, &told.id, decision, &json!({"revision": opened})).await.problem(409);
            let changed = &refused.0["changed"];
            assert_eq!((&changed["action"], &changed["actor"]), (&json!("story_corrected"), &json!("storyteller")));
            assert!(changed["day"].is_string() && changed.get("at").is_none() && changed.get("name").is_none(), "{changed}");
            assert!(refused.detail().contains("its storyteller corrected it"), "{}", refused.detail());
        }
        let now = app.queued(&told.id).await.is(200);
        assert_eq!(now["state"], "held");
        assert_eq!(app.find("fern").await["matching"], 0);
        app.clear(&told.id, &json!({"revision": now["revision"], "text": "A wombat."})).await.is(200);
        assert_eq!(app.find("fern").await["matching"], 0);
        assert_eq!(ids(&app.find("wombat").await), [told.id.as_str()]);
    }

    async fn whatever_a_correction_changes_makes_an_opened_story_stale(app: App) {
        let draft = a_story().titled("One").saying("A wombat.").with_write_in("services", &["camhs"], "a club");
        let corrections = [
            draft.clone().titled("Two"),
            draft.clone().with_write_in("services", &["camhs"], "Doctor Nightingale"),
            draft.clone().with_write_in("services", &[], ""),
            draft.clone().with_dyad("timing", 0.5),
            draft.clone().without_consent_to_analysis(),
            draft.clone().with("prompt", json!("growing_up")),
            draft.clone().with("language", json!("en-x-easy")),
            draft.clone().with("worried", json!(true)),
        ];
        for correction in corrections {
            let receipt = fresh_receipt();
            let told = app.tell(&draft.clone().under(&receipt)).await;
            let opened = app.revision(&told.id).await;
            app.correct(&correction.under(&receipt)).await.is(200);
            let clearing = json!({"revision": opened, "write_ins": {"services": "a place"}});
            app.clear(&told.id, &clearing).await.problem(409);
        }
    }

    async fn reading_listening_and_counting_make_nothing_stale(app: App) {
        let told = app.submit_form(Form::telling(&a_story().saying("A wombat.")).voice(a_voice("x"))).await.is(201);
        let id = told["id"].as_str().unwrap();
        let opened = app.queued(id).await.is(200);
        assert_eq!(app.queue("").await.is(200)["stories"][0], opened);
        let file = format!("/api/v1/moderation/stories/{id}/attachments/{}", opened["attachments"][0]["id"].as_str().unwrap());
        assert_eq!(app.get_as(Role::SafeguardingLead, &file).await.status, 200);
        app.open(told["receipt"].as_str().unwrap()).await.is(200);
        app.tell(&a_story()).await;
        let cleared = app.clear(id, &json!({"revision": opened["revision"], "text": "[An animal]."})).await.is(200);
        assert_ne!(cleared["revision"], opened["revision"]);
        let original = format!("/api/v1/moderation/stories/{id}/original");
        app.post_as(Role::SafeguardingLead, &original, &json!({"reason": "the family asked"})).await.is(200);
        app.withhold(id, &json!({"revision": cleared["revision"]})).await.is(200);
    }

    async fn a_revision_is_of_one_story_and_says_nothing_of_an_original(app: App) {
        let (one, other) = (app.tell(&a_story()).await, app.tell(&a_story()).await);
        assert_ne!(app.revision(&one.id).await, app.revision(&other.id).await);
        app.clear(&one.id, &json!({"revision": app.revision(&other.id).await})).await.problem(409);
        assert_eq!(app.queued(&one.id).await.is(200)["state"], "held");
    }

    async fn a_decision_needs_the_revision_that_was_read(app: App) {
        let told = app.tell(&a_story()).await;
        for decision in ["clear", "withhold"] {
            let path = format!("/api/v1/moderation/stories/{}/{decision}", told.id);
            app.post_as(Role::Moderator, &path, &json!({})).await.problem(422).names("revision");
            for wrong in [json!("1"), json!(7), json!("z".repeat(32)), json!(null)] {
                app.post_as(Role::Moderator, &path, &json!({"revision": wrong})).await.problem(422).names("revision");
            }
        }
        assert_eq!(app.queued(&told.id).await.is(200)["state"], "held");
    }

    async fn a_decision_on_a_story_withdrawn_in_the_meantime_is_not_found(app: App) {
        let told = app.tell(&a_story()).await;
        let opened = app.revision(&told.id).await;
        app.withdraw(&told.receipt).await.is(200);
        app.clear(&told.id, &json!({"revision": opened})).await.problem(404);
        app.withhold(&told.id, &json!({"revision": opened})).await.problem(404);
    }

    async fn a_decision_whose_answer_was_lost_can_be_sent_again(app: App) {
        let told = app.tell(&a_story().saying("Call 0114 496 0000 now.")).await;
        let opened = app.revision(&told.id).await;
        let clearing = json!({"revision": opened, "text": "Call [a number] now."});
        let once = app.clear(&told.id, &clearing).await.is(200);
        assert_eq!(app.clear(&told.id, &clearing).await.is(200), once);
        let rows = app.get_as(Role::Administrator, &format!("/api/v1/audit?subject={}", told.id)).await.is(200);
        let cleared = rows["entries"].as_array().unwrap().iter().filter(|row| row["action"] == "story_cleared");
        assert_eq!(cleared.count(), 1, "what is done already is not done again");
        let other = json!({"revision": opened, "text": "Call [somebody] now."});
        let refused = app.clear(&told.id, &other).await.problem(409);
        assert_eq!(refused.0["changed"]["name"], "moderator");
        assert_eq!(app.queued(&told.id).await.is(200), once);
    }

    async fn a_story_that_does_not_count_stays_so_until_that_is_changed_by_name(app: App) {
        let told = app.tell(&a_story().saying("asdf").with_dyad("timing", 0.9)).await;
        app.until_counted(1).await;
        let matching = async || app.matching(json!({"framework": "sheffield-send"})).await;
        app.withhold(&told.id, &json!({"reason": "a test", "counts": false})).await.is(200);
        for (decision, counts) in [
            ("withhold", json!({"reason": "second thoughts"})),
            ("clear", json!({})),
            ("withhold", json!({"counts": false})),
            ("clear", json!({"text": "A test."})),
        ] {
            let body = if decision == "clear" { app.clear(&told.id, &counts).await } else { app.withhold(&told.id, &counts).await };
            assert_eq!((&body.is(200)["counts"], matching().await), (&json!(false), 0), "{decision} {counts}");
        }
        assert_eq!(app.withhold(&told.id, &json!({"counts": true})).await.is(200)["counts"], true);
        assert_eq!(matching().await, 1);
        assert_eq!(app.clear(&told.id, &json!({"counts": false})).await.is(200)["counts"], false);
        assert_eq!(app.clear(&told.id, &json!({"counts": true})).await.is(200)["counts"], true);
        assert_eq!(matching().await, 1);
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

    async fn the_first_original_is_stored_through_later_redactions(app: App) {
        let told = app.tell(&a_story().saying("Original words.")).await;
        app.clear(&told.id, &json!({"text": "Redacted once."})).await.is(200);
        app.clear(&told.id, &json!({"text": "Redacted twice."})).await.is(200);
        // The API does not show originals yet; the database stores the very first.
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

    async fn of_two_simultaneous_decisions_exactly_one_stands(app: App) {
        let told = app.tell(&a_story().saying("A pangolin.")).await;
        let path = |decision: &str| format!("/api/v1/moderation/stories/{}/{decision}", told.id);
        let opened = json!({"revision": app.revision(&told.id).await});
        let mut requests = Vec::new();
        for n in 0..12 {
            let token = app.token_of_new_staff(&format!("moderator{n}"), vec![Role::Moderator]).await;
            let decision = if n % 2 == 0 { "clear" } else { "withhold" };
            requests.push(send(app.request(reqwest::Method::POST, &path(decision)).bearer_auth(token).json(&opened)));
        }
        let answers = all(requests.into_iter()).await;
        let stands: Vec<usize> = (0..12).filter(|&n| answers[n].status == 200).collect();
        assert_eq!(stands.len(), 1, "{answers:?}");
        for answer in answers.iter().filter(|answer| answer.status != 200) {
            let name = &answer.problem(409).0["changed"]["name"];
            assert_eq!(*name, format!("moderator{}", stands[0]));
        }
        let state = app.queued(&told.id).await.is(200)["state"].clone();
        let found = ids(&app.find("pangolin").await);
        assert_eq!(found.len(), usize::from(state == "cleared"), "views follow the decision that stands: {state}");
    }

    async fn a_decision_on_an_unknown_id_is_not_found(app: App) {
        for id in ["01990a3e-7c00-7000-8000-1f2e3d4c5b6a", "no-id"] {
            app.queued(id).await.problem(404);
            app.clear(id, &json!({})).await.problem(404);
            app.withhold(id, &json!({})).await.problem(404);
        }
    }

    async fn the_numbers_in_the_queue_increase_by_arrival(app: App) {
        let answers =
            all((0..20).map(|_| send(app.request(reqwest::Method::POST, "/api/v1/stories").json(&a_story().body())))).await;
        let told: BTreeSet<String> = answers.iter().map(|answer| answer.is(201)["id"].as_str().unwrap().to_owned()).collect();
        let first = app.queue("?limit=15").await.is(200);
        let rest = app.queue(&format!("?limit=15&after={}", first["next"])).await.is(200);
        let seen: BTreeSet<String> = ids(&first).into_iter().chain(ids(&rest)).collect();
        assert_eq!(seen, told);
    }
}
