//! `GET /health/…`: whether the service runs, and whether it can do its work.

use crate::support::*;

on_both! { shared;
    async fn the_service_reports_that_it_runs_and_is_ready(app: App) {
        assert_eq!(app.get("/health/live").await.is(200), json!({"live": true}));
        let ready = app.ready().await.is(200);
        assert_eq!((&ready["ready"], &ready["database"], &ready["views"]), (&json!(true), &json!(true), &json!(true)));
    }

    async fn health_is_public_and_reveals_nothing_about_stories(app: App) {
        let answer = app.ready().await;
        assert_eq!(answer.header("cache-control"), "no-store");
        let fields: Vec<String> = answer.is(200).as_object().unwrap().keys().cloned().collect();
        assert_eq!(fields, ["ready", "database", "takes_stories", "views", "stories_read", "stories"]);
    }
}
