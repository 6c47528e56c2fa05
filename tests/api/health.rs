//! `GET /health/…`: whether the service lives, and whether it can do its work.

use crate::support::*;

on_both! { shared;
    async fn the_service_says_that_it_lives_and_that_it_is_ready(app: App) {
        assert_eq!(app.get("/health/live").await.is(200), json!({"live": true}));
        let ready = app.ready().await.is(200);
        assert_eq!((&ready["ready"], &ready["database"], &ready["views"]), (&json!(true), &json!(true), &json!(true)));
    }

    async fn health_needs_nobody_to_sign_in_and_tells_nothing_of_stories(app: App) {
        let answer = app.ready().await;
        assert_eq!(answer.header("cache-control"), "no-store");
        let fields: Vec<String> = answer.is(200).as_object().unwrap().keys().cloned().collect();
        assert_eq!(fields, ["ready", "database", "views", "stories_read", "stories"]);
    }
}
