//! `POST /transcriptions`: stories that were written on paper.

use reqwest::Method;
use sensing::model::Role;

use crate::support::*;

const PATH: &str = "/api/v1/transcriptions";

on_both! {
    async fn a_story_from_paper_is_kept_under_the_receipt_on_the_form(app: App) {
        let draft = a_story().saying("Written with a pencil.").with_triad("difference", [0.5, 0.3, 0.2]);
        let kept = app.post_as(Role::Facilitator, PATH, &draft.body()).await.is(201);
        assert_eq!((&kept["receipt"], &kept["state"]), (&json!(draft.receipt()), &json!("held")));
        assert_eq!(app.post_as(Role::Administrator, PATH, &draft.body()).await.is(201), kept, "typed in twice, kept once");
        assert_eq!(app.open(draft.receipt()).await.is(200)["text"], "Written with a pencil.");
        assert_eq!(app.queued(kept["id"].as_str().unwrap()).await.is(200)["source"], "paper");
        let told = app.tell(&a_story()).await;
        assert_eq!(app.queued(&told.id).await.is(200)["source"], "told");
        app.until_counted(2).await;
    }

    async fn the_receipt_of_the_form_must_be_typed_in(app: App) {
        app.post_as(Role::Facilitator, PATH, &a_story().without("receipt").body()).await.problem(422).names("receipt");
        app.post_as(Role::Facilitator, PATH, &a_story().under("torn off").body()).await.problem(422).names("receipt");
        assert_eq!(app.queue("").await.is(200)["total"], 0);
    }

    async fn a_drawing_on_the_form_comes_with_it(app: App) {
        let draft = a_story().saying("");
        let form = Form::telling(&draft).picture(a_photo()).finished();
        let request = app.request_as(Role::Facilitator, Method::POST, PATH).await.header("content-type", form_type());
        send(request.body(form)).await.is(201);
        assert_eq!(app.open(draft.receipt()).await.is(200)["attachments"][0]["kind"], "picture");
    }

    async fn without_the_right_to_transcribe_nothing_is_stored(app: App) {
        let draft = a_story();
        for role in [Role::Analyst, Role::Moderator, Role::SafeguardingLead] {
            app.post_as(role, PATH, &draft.body()).await.problem(403);
        }
        app.post(PATH, &draft.body()).await.problem(401);
        app.open(draft.receipt()).await.problem(404);
    }
}
