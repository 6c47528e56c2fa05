//! Long work as jobs: `?job=true`, `GET /jobs`, `GET /jobs/{id}`, `DELETE /jobs/{id}`.

use std::time::Duration;

use reqwest::Method;
use sensing::model::Role;

use crate::clusters::two_groups;
use crate::support::*;

/// Clusters that take minutes.
fn long() -> Value {
    json!({"signifiers": ["timing", "voice"], "min_cluster_size": 5, "stability": {"resamples": 1000}})
}

fn short() -> Value {
    json!({"signifiers": ["timing", "voice"], "min_cluster_size": 10, "labels": true, "describe": true, "seed": 3})
}

async fn begun(app: &App, path: &str, asked: &Value) -> String {
    let job = app.post_as(Role::Analyst, path, asked).await.is(202);
    assert_eq!((&job["state"], job.get("result")), (&json!("under_way"), None));
    job["id"].as_str().unwrap().to_owned()
}

async fn job(app: &App, id: &str) -> Answer {
    app.get_as(Role::Analyst, &format!("/api/v1/jobs/{id}")).await
}

async fn ended(app: &App, id: &str) -> Value {
    soon("the end of a job", async || {
        let job = job(app, id).await.is(200);
        (job["state"] != "under_way").then_some(job)
    })
    .await
}

async fn delete(app: &App, id: &str) -> Answer {
    send(app.request_as(Role::Analyst, Method::DELETE, &format!("/api/v1/jobs/{id}")).await).await
}

async fn names(app: &App, role: Role) -> Vec<String> {
    let jobs = app.get_as(role, "/api/v1/jobs").await.is(200);
    jobs["jobs"].as_array().unwrap().iter().map(|job| job["name"].as_str().unwrap().to_owned()).collect()
}

on_both! {
    async fn a_job_finds_what_the_same_request_would_have_answered(app: App) {
        app.has_cleared(&two_groups(20)).await;
        let id = begun(&app, "/api/v1/clusters?job=true&name=Two%20groups", &short()).await;
        let done = ended(&app, &id).await;
        assert_eq!((&done["kind"], &done["name"], &done["progress"]), (&json!("clusters"), &json!("Two groups"), &json!(1.0)));
        assert_eq!(done["result"], app.clusters(short()).await.is(200));
        let asked = json!({"by": "audience", "signifiers": ["timing"], "permutations": 99});
        let id = begun(&app, "/api/v1/compare?job=true", &asked).await;
        let done = ended(&app, &id).await;
        assert_eq!((&done["kind"], &done["state"]), (&json!("compare"), &json!("done")));
        assert_eq!(done["result"], app.compare(asked).await.is(200));
        assert_eq!(names(&app, Role::Analyst).await, ["", "Two groups"]);
    }

    async fn a_job_is_visible_only_to_its_owner(app: App) {
        app.has_cleared(&two_groups(10)).await;
        let id = begun(&app, "/api/v1/clusters?job=true&name=Mine", &short()).await;
        assert_eq!(names(&app, Role::Moderator).await, [""; 0]);
        let path = format!("/api/v1/jobs/{id}");
        app.get_as(Role::Moderator, &path).await.problem(404);
        send(app.request_as(Role::Moderator, Method::DELETE, &path).await).await.problem(404);
        job(&app, &id).await.is(200);
    }

    async fn the_job_reports_faults_in_its_request(app: App) {
        let id = begun(&app, "/api/v1/clusters?job=true", &json!({"signifiers": ["moon"]})).await;
        let failed = ended(&app, &id).await;
        assert_eq!((&failed["state"], &failed["problem"]["field"]), (&json!("failed"), &json!("signifiers[0]")));
        app.post_as(Role::Analyst, &format!("/api/v1/clusters?job=true&name={}", "x".repeat(101)), &short()).await.problem(422).names("name");
        app.post_as(Role::Analyst, "/api/v1/clusters?job=maybe", &short()).await.problem(422);
        app.post_as(Role::Analyst, "/api/v1/clusters?jobs=true", &short()).await.problem(422);
    }

    async fn a_job_that_is_deleted_stops_and_makes_room_for_the_next(app: App) {
        app.has_cleared(&two_groups(300)).await;
        // More than the machine does at the same time, and as many as one person may have.
        let mut ids = Vec::new();
        for _ in 0..10 {
            ids.push(begun(&app, "/api/v1/clusters?job=true", &long()).await);
        }
        app.post_as(Role::Analyst, "/api/v1/clusters?job=true", &long()).await.problem(429);
        for id in &ids {
            assert_eq!(job(&app, id).await.is(200)["state"], "under_way");
            delete(&app, id).await.is(204);
            job(&app, id).await.problem(404);
            delete(&app, id).await.problem(404);
        }
        let next = begun(&app, "/api/v1/clusters?job=true", &json!({"signifiers": ["timing"], "selection": {"text": "xyzzy"}})).await;
        assert_eq!(ended(&app, &next).await["state"], "done");
    }

    async fn jobs_and_results_survive_a_restart(app: App) {
        app.has_cleared(&two_groups(300)).await;
        let done = begun(&app, "/api/v1/compare?job=true&name=Done", &json!({"by": "audience", "signifiers": ["timing"], "permutations": 99})).await;
        let result = ended(&app, &done).await;
        let mut under_way = Vec::new();
        for _ in 0..3 {
            under_way.push(begun(&app, "/api/v1/clusters?job=true", &long()).await);
        }
        let waiting = begun(&app, "/api/v1/clusters?job=true&name=Waiting", &short()).await;
        let app = app.restart().await;
        assert_eq!(job(&app, &done).await.is(200), result);
        for id in &under_way {
            assert_eq!(job(&app, id).await.is(200)["state"], "under_way");
            delete(&app, id).await.is(204);
        }
        let done = ended(&app, &waiting).await;
        assert_eq!((&done["name"], &done["result"]), (&json!("Waiting"), &app.clusters(short()).await.is(200)));
    }

    async fn a_job_of_a_person_who_may_no_longer_analyse_fails(app: App) {
        app.has_cleared(&two_groups(300)).await;
        // All hands are full, so that the job waits until the account is disabled.
        for _ in 0..8 {
            begun(&app, "/api/v1/clusters?job=true", &long()).await;
        }
        let token = app.token_of_new_staff("gone", vec![Role::Analyst]).await;
        let request = app.request(Method::POST, "/api/v1/clusters?job=true").bearer_auth(token).json(&short());
        let id: uuid::Uuid = send(request).await.is(202)["id"].as_str().unwrap().parse().unwrap();
        app.inside(async |services| services.accounts.set_disabled(operator(), "gone", true).await.unwrap()).await;
        let jobs = app.get_as(Role::Analyst, "/api/v1/jobs").await.is(200);
        for job in jobs["jobs"].as_array().unwrap() {
            delete(&app, job["id"].as_str().unwrap()).await.is(204);
        }
        let failed = soon("the end of a job", async || {
            app.inside(async move |services| {
                let owner = services.store.staff_by_name("gone").await.unwrap().unwrap().id;
                let job = services.store.job(owner, id, chrono::DateTime::UNIX_EPOCH).await.unwrap().unwrap();
                (job.state == sensing::model::JobState::Failed).then_some(job)
            })
            .await
        })
        .await;
        assert!(failed.problem.unwrap().contains("may no longer see patterns"));
    }

    async fn no_bytes_of_a_text_are_stored_with_a_result(app: App) {
        app.has_cleared(&two_groups(20)).await;
        let id = begun(&app, "/api/v1/clusters?job=true", &short()).await;
        let shown = ended(&app, &id).await["result"].to_string();
        assert!(shown.contains("waiting") && shown.contains("The waiting went on"), "{shown}");
        let stored = app.inside(async move |services| services.store.result_of_job(id.parse().unwrap()).await.unwrap()).await.unwrap();
        // The framework has an option “waiting”; the stories say more.
        assert!(!stored.contains("The waiting") && !stored.contains("went") && !stored.contains("meeting"), "{stored}");
    }

    async fn a_client_that_disconnects_stops_its_work(app: App) {
        app.has_cleared(&two_groups(300)).await;
        let turns = std::thread::available_parallelism().unwrap().get();
        let mut asked = long();
        asked["stability"]["resamples"] = json!(1000);
        for _ in 0..2 * turns {
            let request = app.request_as(Role::Analyst, Method::POST, "/api/v1/clusters").await;
            let left = request.json(&asked).timeout(Duration::from_millis(100)).send().await;
            assert!(left.is_err_and(|error| error.is_timeout()));
        }
        // Without stopping, every permit would be in use for minutes.
        let next = json!({"signifiers": ["timing"], "selection": {"text": "xyzzy"}});
        assert_eq!(app.clusters(next).await.is(200)["matching"], 0);
    }

    async fn a_result_names_no_story_that_was_withdrawn_since(app: App) {
        let told = app.has_cleared(&two_groups(20)).await;
        let id = begun(&app, "/api/v1/clusters?job=true", &short()).await;
        let before = ended(&app, &id).await["result"].clone();
        let medoid = before["clusters"][0]["medoids"][0]["id"].as_str().unwrap().to_owned();
        let receipt = &told.iter().find(|told| told.id == medoid).unwrap().receipt;
        assert_eq!(app.withdraw(receipt).await.status, 200);
        let after = job(&app, &id).await;
        assert!(!after.text().contains(&medoid), "{}", after.text());
        assert_eq!(after.is(200)["result"]["clusters"][0]["size"], before["clusters"][0]["size"]);
    }

    async fn a_result_names_no_word_of_a_text_that_may_no_longer_be_read(app: App) {
        let told = app.has_cleared(&two_groups(20)).await;
        let id = begun(&app, "/api/v1/clusters?job=true", &short()).await;
        let words = async || {
            let clusters = job(&app, &id).await.is(200)["result"]["clusters"].clone();
            clusters.as_array().unwrap().iter().map(|cluster| cluster["words"].to_string()).collect::<Vec<_>>().concat()
        };
        ended(&app, &id).await;
        assert!(words().await.contains("\"waiting\"") && words().await.contains("\"meeting\""), "{}", words().await);
        // The first twenty are about waiting: some are withdrawn, some withheld, and the others redacted.
        let redacted = json!({"title": "Better", "text": "It is better now."});
        for (at, story) in told[..20].iter().enumerate() {
            match at % 3 {
                0 => drop(app.withdraw(&story.receipt).await.is(200)),
                1 => drop(app.withhold(&story.id, &json!({})).await.is(200)),
                _ => drop(app.clear(&story.id, &redacted).await.is(200)),
            }
        }
        let after = words().await;
        assert!(!after.contains("waiting"), "{after}");
        let text = job(&app, &id).await;
        assert!(!text.text().contains("The waiting went on"), "no title either: {}", text.text());
    }

    async fn work_too_large_for_a_request_says_how_to_make_it_smaller(app: App) {
        app.has_cleared(&two_groups(520)).await;
        let mut asked = long();
        asked["sample"] = json!(1_040);
        let problem = app.clusters(asked.clone()).await.problem(422);
        problem.names("stability.resamples");
        assert!(problem.detail().contains("take a sample of 999") && problem.detail().contains("?job=true"), "{}", problem.detail());
        let id = begun(&app, "/api/v1/clusters?job=true", &asked).await;
        delete(&app, &id).await.is(204);
    }
}
