//! Days begin and end at midnight in the service's time zone.

use sensing::model::Role;

use crate::support::*;

async fn running(app: &App, opens: Value, closes: Value) -> String {
    let wanted = json!({"name": "Youth group", "framework": "sheffield-send", "opens": opens, "closes": closes});
    app.make_collection(&wanted).await.is(201)["join_code"].as_str().unwrap().to_owned()
}

/// Checks at each moment that the page, the list and the intake agree on whether the collection is open.
async fn open_at(app: &App, code: &str, moments: &[(&str, bool)]) {
    for &(moment, open) in moments {
        app.set_clock(moment);
        assert_eq!(app.join(code).await.is(200)["open"], open, "{moment}");
        let listed = app.collections().await.is(200);
        let collections = listed["collections"].as_array().unwrap();
        let own = collections.iter().find(|collection| collection["join_code"] == code).unwrap();
        assert_eq!(own["open"], open, "{moment}");
        let answer = app.submit(&a_story().in_collection(code)).await;
        assert_eq!(answer.status, if open { 201 } else { 409 }, "{moment}: {}", answer.text());
    }
}

async fn received_at(app: &App, moment: &str) -> Value {
    app.set_clock(moment);
    let told = app.tell_cleared(&a_story()).await;
    let story = app.story(&told.id).await.is(200);
    let path = format!("/api/v1/audit?subject={}", told.id);
    let page = app.get_as(Role::Administrator, &path).await.is(200);
    let rows = page["entries"].as_array().unwrap();
    let submitted = rows.iter().find(|row| row["actor"] == "storyteller").unwrap();
    assert_eq!(submitted["day"], story["received"], "a different day in the audit log would tell the hour");
    story["received"].clone()
}

on_both! { @with spawn_app_in_london;
    async fn a_collection_opens_and_closes_at_midnight_in_the_time_zone(app: App) {
        let summer = running(&app, json!("2026-06-01"), json!("2026-06-30")).await;
        open_at(&app, &summer, &[
            ("2026-05-31T22:59:59Z", false),
            ("2026-05-31T23:00:00Z", true),
            ("2026-05-31T23:30:00Z", true),
            ("2026-06-30T22:59:59Z", true),
            ("2026-06-30T23:00:00Z", false),
        ]).await;
        let winter = running(&app, json!("2026-01-31"), json!("2026-01-31")).await;
        open_at(&app, &winter, &[
            ("2026-01-30T23:59:59Z", false),
            ("2026-01-31T00:00:00Z", true),
            ("2026-01-31T23:59:59Z", true),
            ("2026-02-01T00:00:00Z", false),
        ]).await;
    }

    async fn the_days_on_which_clocks_change_are_whole_days(app: App) {
        let forward = running(&app, json!("2026-03-29"), json!("2026-03-29")).await;
        open_at(&app, &forward, &[
            ("2026-03-28T23:59:59Z", false),
            ("2026-03-29T00:00:00Z", true),
            ("2026-03-29T01:00:00Z", true),
            ("2026-03-29T22:59:59Z", true),
            ("2026-03-29T23:00:00Z", false),
        ]).await;
        let back = running(&app, json!("2026-10-25"), json!("2026-10-25")).await;
        open_at(&app, &back, &[
            ("2026-10-24T22:59:59Z", false),
            ("2026-10-24T23:00:00Z", true),
            ("2026-10-25T01:30:00Z", true),
            ("2026-10-25T23:59:59Z", true),
            ("2026-10-26T00:00:00Z", false),
        ]).await;
    }

    async fn a_story_is_received_on_the_day_of_the_time_zone(app: App) {
        for (moment, day) in [
            ("2026-06-30T22:59:59Z", "2026-06-30"),
            ("2026-06-30T23:30:00Z", "2026-07-01"),
            ("2026-03-28T23:30:00Z", "2026-03-28"),
            ("2026-03-29T23:30:00Z", "2026-03-30"),
            ("2026-10-24T23:30:00Z", "2026-10-25"),
            ("2026-10-25T23:30:00Z", "2026-10-25"),
            ("2026-12-31T23:59:59Z", "2026-12-31"),
        ] {
            assert_eq!(received_at(&app, moment).await, day, "{moment}");
        }
    }

    async fn a_story_told_by_the_last_day_can_still_come_in_after_it(app: App) {
        let code = running(&app, Value::Null, json!("2026-06-30")).await;
        app.set_clock("2026-06-30T23:30:00Z");
        app.submit(&a_story().in_collection(&code)).await.problem(409);
        app.tell(&a_story().in_collection(&code).with("told", json!("2026-06-30"))).await;
        app.submit(&a_story().in_collection(&code).with("told", json!("2026-07-01"))).await.problem(409);
    }

    async fn a_collection_that_is_closed_by_hand_closes_on_the_day_of_the_time_zone(app: App) {
        let code = running(&app, Value::Null, Value::Null).await;
        app.set_clock("2026-06-30T23:30:00Z");
        app.post_as(Role::Facilitator, &format!("/api/v1/collections/{code}/close"), &json!({})).await.is(204);
        assert_eq!(app.join(&code).await.is(200)["closes"], "2026-07-01");
    }

    async fn staff_can_read_which_time_zone_days_are_in(app: App) {
        app.set_clock("2026-06-30T23:30:00Z");
        let listed = app.collections().await.is(200);
        assert_eq!((&listed["time_zone"], &listed["today"]), (&json!("Europe/London"), &json!("2026-07-01")));
        assert_eq!(app.get_as(Role::Analyst, "/api/v1/me").await.is(200)["time_zone"], "Europe/London");
        let document = app.get("/openapi.json").await.is(200);
        assert!(document["info"]["description"].as_str().unwrap().contains("Europe/London"));
    }

    async fn the_day_that_is_not_over_is_a_day_of_the_time_zone(app: App) {
        app.set_clock("2026-06-30T22:30:00Z");
        app.tell_cleared(&a_story()).await;
        app.until_counted(1).await;
        let asked = json!({"selection": {"framework": "sheffield-send"}, "by": "month", "figures": [{"figure": "count"}]});
        let unfinished = async || {
            let answer = app.post_as(Role::Analyst, "/api/v1/trends", &asked).await.is(200);
            answer["warnings"].to_string().contains("not over yet: 2026-06")
        };
        app.set_clock("2026-06-29T23:30:00Z");
        assert!(!unfinished().await, "the last day of June has begun in London");
        app.set_clock("2026-06-29T22:30:00Z");
        assert!(unfinished().await);
    }
}

#[test]
fn a_time_zone_that_does_not_exist_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = sensing(folder.path(), None);
    command.args(["serve", "--time-zone", "Europe/Sheffield"]);
    let done = run(command, "");
    let said = String::from_utf8(done.stderr).unwrap();
    assert_eq!(done.status.code(), Some(2), "{said}");
    assert!(said.contains("there is no time zone “Europe/Sheffield”"), "{said}");
}
