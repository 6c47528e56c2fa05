//! `POST /receipts/…`: what only the holder of a receipt can do.

use crate::support::*;

fn everything() -> Value {
    json!({"framework": "sheffield-send"})
}

on_both! {
    async fn a_receipt_opens_the_story_in_every_way_of_typing_it(app: App) {
        let draft = a_story().titled("The phone call").saying("Somebody rang back.").with_dyad("timing", 0.5);
        let told = app.tell(&draft).await;
        let typed = told.receipt.to_lowercase().replace('0', "o").replace('1', "l");
        let own = app.open(&format!(" {}-{}  {}", &typed[..5], &typed[5..12], &typed[12..])).await.is(200);
        assert_eq!(own["id"], told.id);
        // An answer that repeats the receipt comes from this service, and not from something in between.
        assert_eq!(own["receipt"], told.receipt);
        assert_eq!(own["title"], "The phone call");
        assert_eq!(own["text"], "Somebody rang back.");
        assert_eq!((&own["state"], &own["correctable"]), (&json!("held"), &json!(true)));
        assert_eq!(own["held_again"], false, "nobody has read it yet");
        assert_eq!(
            (&own["framework"], &own["version"], &own["prompt"]),
            (&json!("sheffield-send"), &json!(1), &json!("moment"))
        );
    }

    async fn unknown_and_withdrawn_receipts_get_the_same_answer(app: App) {
        let told = app.tell(&a_story()).await;
        assert_eq!(app.withdraw(&told.receipt).await.status, 200);
        let never = fresh_receipt();
        let pairs = [
            (app.open(&never).await, app.open(&told.receipt).await),
            (app.withdraw(&never).await, app.withdraw(&told.receipt).await),
            (app.correct(&a_story().under(&never)).await, app.correct(&a_story().under(&told.receipt)).await),
            (app.consent(&never, true, true).await, app.consent(&told.receipt, true, true).await),
        ];
        for (unknown, withdrawn) in pairs {
            unknown.problem(404);
            assert_eq!(unknown.text(), withdrawn.text());
            let headers = |answer: &Answer| {
                let mut headers = answer.headers.clone();
                headers.remove("date");
                headers
            };
            assert_eq!((unknown.status, headers(&unknown)), (withdrawn.status, headers(&withdrawn)));
        }
    }

    async fn a_held_story_can_be_corrected_and_every_view_shows_it_at_once(app: App) {
        let draft = a_story().saying("The first try.").with_triad("difference", [0.8, 0.1, 0.1]).with_dyad("timing", 0.2);
        let told = app.tell(&draft).await;
        app.until_counted(1).await;
        let better = a_story().under(&told.receipt).saying("The second try.").with_triad("difference", [0.1, 0.1, 0.8]);
        let own = app.correct(&better).await.is(200);
        assert_eq!(own["id"], told.id);
        assert_eq!(own["text"], "The second try.");
        let patterns = app.patterns(json!({"signifiers": ["difference", "timing"]})).await.is(200);
        assert_eq!(patterns["matching"], 1);
        assert_eq!(patterns["signifiers"]["difference"]["zones"]["person"]["count"], 0);
        assert_eq!(patterns["signifiers"]["difference"]["zones"]["organised"]["count"], 1);
        assert_eq!(patterns["signifiers"]["timing"]["unanswered"], 1);
        app.clear(&told.id, &json!({})).await.is(200);
        assert_eq!(app.find("first").await["matching"], 0);
        assert_eq!(ids(&app.find("second").await), [told.id]);
    }

    async fn withdrawing_consent_in_a_correction_removes_the_story_from_the_patterns(app: App) {
        let draft = a_story();
        app.tell(&draft).await;
        app.until_counted(1).await;
        app.correct(&draft.without_consent_to_analysis()).await.is(200);
        assert_eq!(app.matching(everything()).await, 0);
    }

    async fn a_worry_stays_through_a_correction(app: App) {
        let (calm, worried) = (a_story(), a_story().with("worried", json!(true)));
        app.tell(&calm).await;
        app.tell(&worried).await;
        assert_eq!(app.correct(&calm.with("worried", json!(true))).await.is(200)["worried"], true);
        assert_eq!(app.correct(&worried.without("worried")).await.is(200)["worried"], true);
    }

    async fn a_correction_is_checked_as_strictly_as_a_story(app: App) {
        let draft = a_story();
        app.tell(&draft).await;
        app.correct(&draft.clone().saying(" ")).await.problem(422).names("text");
        app.correct(&draft.clone().with_triad("difference", [0.5, 0.5, 0.5]))
            .await
            .problem(422)
            .names("answers.difference.triad");
        app.correct(&draft.clone().with("version", json!(7))).await.problem(422).names("version");
        app.correct(&draft.clone().without("receipt")).await.problem(422).names("receipt");
        app.correct(&draft.clone().under("nonsense")).await.problem(422).names("receipt");
        assert_eq!(app.open(draft.receipt()).await.is(200)["text"], "Somebody rang back on the same day.");
    }

    async fn a_late_repeat_of_the_first_version_does_not_undo_a_correction(app: App) {
        let draft = a_story().saying("First.");
        let told = app.tell(&draft).await;
        assert_eq!(app.correct(&draft.clone().saying("Corrected.")).await.is(200)["receipt"], told.receipt);
        // As an offline queue that never received the answer does.
        let again = app.submit(&draft).await.is(201);
        assert_eq!(again["id"], told.id);
        assert_eq!(app.open(&told.receipt).await.is(200)["text"], "Corrected.");
    }

    async fn a_withdrawn_story_is_gone_everywhere_when_the_answer_arrives(app: App) {
        let stays = app.tell_cleared(&a_story().saying("This one stays in the garden.")).await;
        let draft = a_story().saying("The garden at school was my place.").with_triad("difference", [1.0, 0.0, 0.0]);
        let told = app.tell_cleared(&draft).await;
        app.until_counted(2).await;
        assert_eq!(ids(&app.find("garden").await).len(), 2);

        let answer = app.withdraw(&told.receipt).await;
        assert_eq!(answer.is(200), json!({"receipt": told.receipt, "state": "withdrawn"}));
        let pattern = app.patterns(json!({"signifiers": ["difference"]})).await.is(200);
        assert_eq!(pattern["matching"], 1);
        assert_eq!(pattern["signifiers"]["difference"]["answered"], 0);
        assert_eq!(ids(&app.find("garden").await), [stays.id.as_str()]);
        assert_eq!(ids(&app.search(json!({})).await.is(200)), [stays.id.as_str()]);
        app.story(&told.id).await.problem(404);
        app.queued(&told.id).await.problem(404);
        assert_eq!(app.queue("?state=cleared").await.is(200)["total"], 1);
        app.clear(&told.id, &json!({})).await.problem(404);
        app.withhold(&told.id, &json!({})).await.problem(404);
        app.open(&told.receipt).await.problem(404);
        app.withdraw(&told.receipt).await.problem(404);
    }

    async fn withheld_and_held_stories_can_be_withdrawn_too(app: App) {
        let held = app.tell(&a_story()).await;
        let withheld = app.tell(&a_story()).await;
        app.withhold(&withheld.id, &json!({})).await.is(200);
        for told in [held, withheld] {
            assert_eq!(app.withdraw(&told.receipt).await.status, 200);
            app.queued(&told.id).await.problem(404);
        }
        assert_eq!(app.matching(everything()).await, 0);
    }

    async fn of_ten_simultaneous_withdrawals_one_succeeds(app: App) {
        let told = app.tell(&a_story()).await;
        let body = json!({"receipt": told.receipt});
        let request = || send(app.request(reqwest::Method::POST, "/api/v1/receipts/withdraw").json(&body));
        let mut statuses: Vec<u16> = all((0..10).map(|_| request())).await.iter().map(|answer| answer.status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 404, 404, 404, 404, 404, 404, 404, 404, 404]);
    }

    async fn a_simultaneous_decision_and_withdrawal_leave_nothing_behind(app: App) {
        for _ in 0..10 {
            let told = app.tell(&a_story().saying("A race for the kingfisher.")).await;
            let clear = app
                .request_as(
                    sensing::model::Role::Moderator,
                    reqwest::Method::POST,
                    &format!("/api/v1/moderation/stories/{}/clear", told.id),
                )
                .await;
            let withdraw =
                app.request(reqwest::Method::POST, "/api/v1/receipts/withdraw").json(&json!({"receipt": told.receipt}));
            let opened = json!({"revision": app.revision(&told.id).await});
            let answers = all([send(clear.json(&opened)), send(withdraw)].into_iter()).await;
            assert!(matches!(answers[0].status, 200 | 404), "{}", answers[0].text());
            assert_eq!(answers[1].status, 200, "{}", answers[1].text());
            app.story(&told.id).await.problem(404);
        }
        assert_eq!(app.find("kingfisher").await["matching"], 0);
        assert_eq!(app.matching(everything()).await, 0);
    }
}
