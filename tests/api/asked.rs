//! `asked`: the signifiers that were shown, as submissions and corrections name them.

use sensing::model::Role;

use crate::support::*;

/// A framework with core questions, more of them, and one that only families are asked.
fn in_two_parts() -> Value {
    let mut document = a_framework("parts");
    document["audiences"] = json!(["child", "family"]);
    document["signifiers"][1]["ask"] = json!("more");
    document["signifiers"][2]["ask"] = json!({"family": "core", "child": "more"});
    document["signifiers"][3]["ask"] = json!({"family": "more"});
    document
}

fn a_part() -> Draft {
    a_story().for_framework("parts", 1).with("prompt", json!("tell"))
}

on_both! {
    async fn a_version_says_which_signifiers_are_core(app: App) {
        app.publish(&in_two_parts()).await.is(201);
        let document = app.get("/api/v1/frameworks/parts/versions/1").await.is(200);
        let asks: Vec<&Value> = document["signifiers"].as_array().unwrap().iter().map(|one| &one["ask"]).collect();
        assert_eq!(asks, [&Value::Null, &json!("more"), &json!({"child": "more", "family": "core"}), &json!({"family": "more"})]);
    }

    async fn a_rule_that_makes_no_sense_is_refused_with_its_place(app: App) {
        let mut document = in_two_parts();
        document["signifiers"][2]["ask"] = json!({"teacher": "core"});
        assert_eq!(app.publish(&document).await.problem(422).fields(), ["signifiers[2].ask"]);
        document["signifiers"][2]["ask"] = json!("sometimes");
        app.publish(&document).await.problem(422);
    }

    async fn what_was_asked_is_stored_and_given_back_in_the_order_of_the_framework(app: App) {
        app.publish(&in_two_parts()).await.is(201);
        let draft = a_part().with("asked", json!(["line", "corner"])).with_dyad("line", 0.4);
        let told = app.tell(&draft).await;
        assert_eq!(app.open(&told.receipt).await.is(200)["asked"], json!(["corner", "line"]));
        assert_eq!(app.queued(&told.id).await.is(200)["asked"], json!(["corner", "line"]));
        app.clear(&told.id, &json!({})).await.is(200);
        assert_eq!(app.story(&told.id).await.is(200)["asked"], json!(["corner", "line"]));
        let without = app.tell(&a_part()).await;
        assert!(app.open(&without.receipt).await.is(200).get("asked").is_none());
        let none = app.tell(&a_part().with("asked", json!([]))).await;
        assert_eq!(app.open(&none.receipt).await.is(200)["asked"], json!([]), "the storyteller stopped before the first question");
    }

    async fn unknown_ids_repeated_ones_and_answers_to_others_are_refused_and_named(app: App) {
        app.publish(&in_two_parts()).await.is(201);
        let draft = |asked: Value| a_part().with_dyad("line", 0.4).with("asked", asked);
        app.submit(&draft(json!(["line", "gone"]))).await.problem(422).names("asked[1]");
        app.submit(&draft(json!(["line", "corner", "line"]))).await.problem(422).names("asked[2]");
        app.submit(&draft(json!(["corner"]))).await.problem(422).names("answers.line");
        app.submit(&draft(json!("line"))).await.problem(422).names("asked");
        app.submit(&draft(json!(["corner"])).not_applicable("corner")).await.problem(422).names("answers.line");
        let unanswered = a_part().answering("line", Value::Null).with("asked", json!(["corner"]));
        app.submit(&unanswered).await.is(201);
        assert_eq!(app.queue("").await.is(200)["total"], 1);
    }

    async fn what_was_asked_is_part_of_the_story_whatever_its_order(app: App) {
        let draft = a_story().with_dyad("timing", 0.4).with("asked", json!(["timing", "voice"]));
        let first = app.submit(&draft).await.is(201);
        assert_eq!(app.submit(&draft.clone().with("asked", json!(["voice", "timing"]))).await.is(201), first);
        app.submit(&draft.clone().with("asked", json!(["timing"]))).await.problem(409);
        app.submit(&draft.without("asked")).await.problem(409);
    }

    async fn a_form_and_a_sheet_of_paper_say_what_was_asked(app: App) {
        let draft = a_story().with("asked", json!(["difference"]));
        app.submit_form(Form::telling(&draft).voice(a_voice("short"))).await.is(201);
        assert_eq!(app.open(draft.receipt()).await.is(200)["asked"], json!(["difference"]));
        let paper = a_story().with("asked", json!(["difference", "timing"]));
        app.post_as(Role::Facilitator, "/api/v1/transcriptions", &paper.body()).await.is(201);
        assert_eq!(app.open(paper.receipt()).await.is(200)["asked"], json!(["difference", "timing"]));
    }

    async fn a_correction_says_what_was_asked_or_adds_what_it_answers(app: App) {
        let draft = a_story().with_dyad("timing", 0.4).with("asked", json!(["timing", "voice"]));
        app.tell(&draft).await;
        let asked = async |draft: &Draft| app.correct(draft).await.is(200)["asked"].clone();
        let silent = draft.clone().without("asked");
        assert_eq!(asked(&silent).await, json!(["timing", "voice"]));
        assert_eq!(asked(&silent.clone().with_dyad("information", 0.1)).await, json!(["timing", "voice", "information"]));
        assert_eq!(asked(&silent.clone().with("asked", json!(["timing"]))).await, json!(["timing"]));
        app.correct(&silent.with("asked", json!(["voice"]))).await.problem(422).names("answers.timing");
        let old = a_story().with_dyad("timing", 0.4);
        app.tell(&old).await;
        assert_eq!(asked(&old.clone().with_dyad("voice", 0.2)).await, Value::Null, "what was asked stays unknown");
        assert_eq!(asked(&old.with("asked", json!(["timing", "voice"]))).await, json!(["timing", "voice"]));
    }
}
