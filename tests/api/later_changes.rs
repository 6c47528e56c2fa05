//! What a receipt can still change after a moderator has decided on a story: consent and answers at once, words after they were
//! read.

use reqwest::Method;
use sensing::model::Role;

use crate::support::*;

fn everything() -> Value {
    json!({"framework": "sheffield-send"})
}

/// A story with words of every kind.
fn in_words() -> Draft {
    a_story().titled("A wombat").saying("It dug a burrow.").with_write_in("services", &["camhs"], "a club")
}

/// Whether readers find a word, and how many stories count.
async fn found_and_counted(app: &App, word: &str) -> (Value, u64) {
    (app.find(word).await["matching"].clone(), app.matching(everything()).await)
}

async fn original(app: &App, id: &str) -> Answer {
    let path = format!("/api/v1/moderation/stories/{id}/original");
    app.post_as(Role::SafeguardingLead, &path, &json!({"reason": "the family asked"})).await
}

on_both! {
    async fn consent_to_analysis_can_be_taken_back_and_given_again_and_every_view_shows_it_at_once(app: App) {
        let draft = in_words();
        let told = app.tell_cleared(&draft).await;
        app.until_counted(1).await;
        assert_eq!(found_and_counted(&app, "burrow").await, (json!(1), 1));
        let own = app.consent(&told.receipt, false, false).await.is(200);
        assert_eq!(own["held_again"], false);
        assert_eq!((&own["consent"], &own["state"]), (&json!({"analysis": false, "quotation": false}), &json!("cleared")));
        assert_eq!(found_and_counted(&app, "burrow").await, (json!(0), 0));
        assert!(ids(&app.search(json!({})).await.is(200)).is_empty());
        app.story(&told.id).await.problem(404);
        assert_eq!(app.queued(&told.id).await.is(200)["consent"]["analysis"], false, "moderators see what is allowed");
        app.consent(&told.receipt, true, false).await.is(200);
        assert_eq!(found_and_counted(&app, "burrow").await, (json!(1), 1), "a moderator has read it already");
        app.correct(&draft.with("consent", json!({"analysis": false, "quotation": false}))).await.is(200);
        assert_eq!(found_and_counted(&app, "burrow").await, (json!(0), 0), "a whole correction does the same");
    }

    async fn quotation_can_be_taken_back_without_withdrawing_the_story(app: App) {
        let told = app.tell_cleared(&in_words().with("consent", json!({"analysis": true, "quotation": true}))).await;
        app.until_counted(1).await;
        app.consent(&told.receipt, true, false).await.is(200);
        let read = app.story(&told.id).await.is(200);
        assert_eq!(read["consent"], json!({"analysis": true, "quotation": false}));
        assert_eq!(found_and_counted(&app, "burrow").await, (json!(1), 1));
    }

    async fn consent_is_two_answers_and_none_is_taken_for_no(app: App) {
        let told = app.tell(&in_words()).await;
        for consent in [json!({"analysis": true}), json!({"quotation": true}), json!({}), json!(null), json!("yes")] {
            let answer = app.post("/api/v1/receipts/consent", &json!({"receipt": told.receipt, "consent": consent})).await;
            assert!(answer.problem(422).fields()[0].starts_with("consent"), "{consent}");
        }
        app.post("/api/v1/receipts/consent", &json!({"receipt": told.receipt})).await.problem(422);
        app.consent("nonsense", true, true).await.problem(422).names("receipt");
        assert_eq!(app.open(&told.receipt).await.is(200)["consent"], json!({"analysis": true, "quotation": false}));
    }

    async fn answers_of_a_cleared_story_change_at_once_and_its_text_stays_readable(app: App) {
        let draft = in_words().with_triad("difference", [0.8, 0.1, 0.1]).with_dyad("timing", 0.1).by("family");
        let told = app.tell_cleared(&draft).await;
        app.until_counted(1).await;
        let better = draft
            .with_triad("difference", [0.1, 0.1, 0.8])
            .with_dyad("timing", 0.9)
            .by("child")
            .not_applicable("voice")
            .with("asked", json!(["audience", "difference", "timing", "voice", "information", "services"]));
        let own = app.correct(&better).await.is(200);
        assert_eq!((&own["state"], &own["answers"]["voice"]), (&json!("cleared"), &json!("not_applicable")));
        assert_eq!(own["asked"].as_array().unwrap().len(), 6);
        let patterns = app.patterns(json!({"signifiers": ["difference", "timing", "audience"]})).await.is(200);
        assert_eq!(patterns["signifiers"]["difference"]["zones"]["person"]["count"], 0);
        assert_eq!(patterns["signifiers"]["difference"]["zones"]["organised"]["count"], 1);
        assert_eq!(patterns["signifiers"]["timing"]["fifths"], json!([0, 0, 0, 0, 1]));
        assert_eq!(patterns["signifiers"]["audience"]["options"]["child"]["count"], 1);
        assert_eq!(found_and_counted(&app, "burrow").await, (json!(1), 1));
        assert_eq!(found_and_counted(&app, "club").await, (json!(1), 1), "the words beside a choice were read, too");
        assert_eq!(app.story(&told.id).await.is(200)["answers"]["timing"], json!({"dyad": 0.9}));
        app.correct(&better.with_choice("services", &["camhs"])).await.is(200);
        assert_eq!(found_and_counted(&app, "club").await, (json!(0), 1), "words can be taken out at once");
        assert_eq!(found_and_counted(&app, "burrow").await, (json!(1), 1));
    }

    async fn new_words_hide_a_cleared_story_until_a_moderator_has_read_them(app: App) {
        let proposals = [
            in_words().saying("It dug a tunnel."),
            in_words().titled("A wombat of Zacharias Quill"),
            in_words().with_write_in("services", &["camhs"], "the club in Fern Road"),
            in_words().titled(""),
        ];
        for (counted, proposal) in (1..).zip(proposals) {
            let draft = in_words().under(proposal.receipt()).with_dyad("timing", 0.2);
            let told = app.tell_cleared(&draft).await;
            app.until_counted(counted).await;
            let own = app.correct(&proposal.with_dyad("timing", 0.7)).await.is(200);
            assert_eq!((&own["state"], &own["correctable"]), (&json!("held"), &json!(true)));
            assert_eq!(app.open(&told.receipt).await.is(200)["held_again"], true);
            app.story(&told.id).await.problem(404);
            for word in ["burrow", "tunnel", "quill", "wombat", "club", "fern"] {
                let found = found_and_counted(&app, word).await;
                assert_eq!(found, (json!(0), counted), "{word}: hidden, and still counted");
            }
            assert_eq!(app.queue("").await.is(200)["stories"][0]["id"], told.id, "it is in the queue again");
            app.withhold(&told.id, &json!({})).await.is(200);
        }
        let fifths = app.patterns(json!({"signifiers": ["timing"]})).await.is(200)["signifiers"]["timing"]["fifths"].clone();
        assert_eq!(fifths, json!([0, 0, 0, 4, 0]));
    }

    async fn new_words_are_found_and_the_old_ones_are_gone_once_they_are_cleared(app: App) {
        let draft = in_words();
        let told = app.tell_cleared(&draft).await;
        app.correct(&draft.clone().saying("It dug a tunnel.")).await.is(200);
        app.correct(&draft.saying("It dug a long tunnel.")).await.is(200);
        app.clear(&told.id, &json!({})).await.is(200);
        assert_eq!(app.open(&told.receipt).await.is(200)["held_again"], false, "they were read");
        assert_eq!(ids(&app.find("long").await), [told.id.as_str()]);
        assert_eq!(app.find("burrow").await["matching"], 0);
        assert_eq!(app.story(&told.id).await.is(200)["text"], "It dug a long tunnel.");
    }

    async fn a_decision_on_the_words_of_before_is_refused(app: App) {
        let draft = in_words();
        let told = app.tell_cleared(&draft).await;
        let opened = app.revision(&told.id).await;
        app.correct(&draft.saying("It dug a tunnel.")).await.is(200);
        let token = app.token(Role::Moderator).await;
        for decision in ["clear", "withhold"] {
            let path = format!("/api/v1/moderation/stories/{}/{decision}", told.id);
            let request = app.request(Method::POST, &path).bearer_auth(&token).json(&json!({"revision": opened}));
            let refused = send(request).await.problem(409);
            assert_eq!(refused.0["changed"]["action"], "story_corrected", "and not the decision before it");
        }
        assert_eq!(app.queued(&told.id).await.is(200)["state"], "held");
        assert_eq!(app.find("tunnel").await["matching"], 0);
    }

    async fn a_redacted_story_that_is_sent_as_it_is_shown_stays_redacted(app: App) {
        let draft = a_story().titled("At Fern Road").saying("Mr Quill rang.").with_write_in("services", &["camhs"], "Mr Quill");
        let told = app.tell(&draft).await;
        let redaction = json!({"text": "[He] rang.", "write_ins": {"services": ""}});
        app.clear(&told.id, &redaction).await.is(200);
        app.until_counted(1).await;
        let shown = draft.saying("[He] rang.").with_choice("services", &["camhs"]).with_dyad("timing", 0.9);
        assert_eq!(app.correct(&shown).await.is(200)["state"], "cleared");
        let read = app.story(&told.id).await.is(200);
        assert_eq!((&read["text"], &read["redacted"], &read["answers"]["timing"]), (&json!("[He] rang."), &json!(true), &json!({"dyad": 0.9})));
        let behind = original(&app, &told.id).await.is(200);
        let services = &behind["answers"]["services"];
        assert_eq!((&behind["text"], &services["write_in"]), (&json!("Mr Quill rang."), &json!("Mr Quill")));

        let own = app.correct(&shown.clone().titled("At home")).await.is(200);
        assert_eq!(own["state"], "held");
        let behind = original(&app, &told.id).await.is(200);
        assert_eq!((&behind["title"], &behind["text"]), (&json!("At home"), &json!("Mr Quill rang.")));
        app.correct(&shown.titled("At home").saying("He rang.").with_choice("services", &["senco"])).await.is(200);
        let queued = app.queued(&told.id).await.is(200);
        assert_eq!((&queued["text"], &queued["redacted"]), (&json!("He rang."), &json!(true)), "the words beside the choice");
        app.correct(&a_story().under(&told.receipt).titled("At home").saying("He rang.")).await.is(200);
        assert_eq!(app.queued(&told.id).await.is(200)["redacted"], false);
        original(&app, &told.id).await.problem(404);
    }

    async fn a_withheld_story_stays_withheld_until_its_words_change(app: App) {
        let draft = in_words();
        let told = app.tell(&draft).await;
        app.withhold(&told.id, &json!({"reason": "names a child"})).await.is(200);
        app.consent(&told.receipt, true, true).await.is(200);
        app.correct(&draft.clone().with_dyad("timing", 0.5)).await.is(200);
        let queued = app.queued(&told.id).await.is(200);
        assert_eq!((&queued["state"], &queued["reason"]), (&json!("withheld"), &json!("names a child")));
        app.correct(&draft.saying("It dug a tunnel.")).await.is(200);
        let queued = app.queued(&told.id).await.is(200);
        assert_eq!((&queued["state"], queued.get("reason")), (&json!("held"), None));
        assert_eq!(app.find("tunnel").await["matching"], 0);
    }

    async fn answers_that_a_moderator_took_out_stay_out(app: App) {
        let draft = in_words();
        let told = app.tell(&draft).await;
        app.withhold(&told.id, &json!({"reason": "a test", "counts": false})).await.is(200);
        app.correct(&draft.saying("It dug a tunnel.").with_dyad("timing", 0.5)).await.is(200);
        assert_eq!(app.queued(&told.id).await.is(200)["counts"], false);
        assert_eq!(app.matching(everything()).await, 0);
    }

    async fn a_new_worry_brings_a_cleared_story_back_to_the_moderators(app: App) {
        let draft = in_words();
        let told = app.tell_cleared(&draft).await;
        let worried = draft.with("worried", json!(true));
        assert_eq!(app.correct(&worried).await.is(200)["state"], "held");
        assert_eq!(app.queue("").await.is(200)["stories"][0]["worried"], true);
        app.clear(&told.id, &json!({})).await.is(200);
        assert_eq!(app.correct(&worried).await.is(200)["state"], "cleared", "it was known already");
    }

    async fn what_changes_nothing_is_no_change(app: App) {
        let draft = in_words().with_dyad("timing", 0.5);
        let told = app.tell_cleared(&draft).await;
        let before = app.queued(&told.id).await.is(200);
        app.correct(&draft).await.is(200);
        app.consent(&told.receipt, true, false).await.is(200);
        assert_eq!(app.queued(&told.id).await.is(200), before);
        let path = format!("/api/v1/audit?subject={}&action=story_corrected", told.id);
        assert_eq!(app.get_as(Role::Administrator, &path).await.is(200)["entries"], json!([]));
        app.consent(&told.receipt, true, true).await.is(200);
        let rows = app.get_as(Role::Administrator, &path).await.is(200)["entries"].clone();
        assert_eq!((rows.as_array().unwrap().len(), &rows[0]["actor"]), (1, &json!("storyteller")));
    }

    async fn of_a_clearing_and_new_words_sent_at_once_nothing_unread_can_be_read(app: App) {
        for _ in 0..8 {
            let draft = a_story().saying("A kingfisher.");
            let told = app.tell(&draft).await;
            let opened = json!({"revision": app.revision(&told.id).await});
            let path = format!("/api/v1/moderation/stories/{}/clear", told.id);
            let clear = app.request_as(Role::Moderator, Method::POST, &path).await.json(&opened);
            let correct = app.request(Method::POST, "/api/v1/receipts/correct").json(&draft.saying("A heron.").body());
            let answers = all([send(clear), send(correct)].into_iter()).await;
            assert!(matches!(answers[0].status, 200 | 409), "{}", answers[0].text());
            assert_eq!(answers[1].is(200)["state"], "held");
            app.story(&told.id).await.problem(404);
        }
        assert_eq!((&app.find("heron").await["matching"], &app.find("kingfisher").await["matching"]), (&json!(0), &json!(0)));
    }
}

#[actix_web::test]
async fn what_a_storyteller_changes_on_one_node_is_shown_by_the_other_within_a_second() {
    let a = spawn_app(Base::Postgres).await;
    let b = a.another_node().await;
    let draft = in_words().with_dyad("timing", 0.1);
    let told = a.tell_cleared(&draft).await;
    let on_b = async |matching: u64, counted: u64| {
        let found = b.find("burrow").await["matching"] == matching && b.matching(everything()).await == counted;
        found.then_some(())
    };
    soon("the story", async || on_b(1, 1).await).await;
    a.consent(&told.receipt, false, false).await.is(200);
    b.story(&told.id).await.problem(404);
    soon("no consent", async || on_b(0, 0).await).await;
    a.consent(&told.receipt, true, false).await.is(200);
    soon("consent again", async || on_b(1, 1).await).await;
    a.correct(&draft.clone().with_dyad("timing", 0.9)).await.is(200);
    soon("the new answer", async || {
        let patterns = b.patterns(json!({"signifiers": ["timing"]})).await.is(200);
        (patterns["signifiers"]["timing"]["fifths"] == json!([0, 0, 0, 0, 1])).then_some(())
    })
    .await;
    a.correct(&draft.saying("It dug a tunnel.")).await.is(200);
    b.story(&told.id).await.problem(404);
    assert!(ids(&b.find("burrow").await).is_empty(), "a page of results names no story that may not be read");
    soon("the hidden text", async || on_b(0, 1).await).await;
}
