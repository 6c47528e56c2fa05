//! Saved views: `GET` and `POST /views`, `PUT` and `DELETE /views/{id}`.

use reqwest::Method;
use sensing::model::Role;

use crate::support::*;

const PATH: &str = "/api/v1/views";
const QUERY: &str = "s=%7B%22text%22%3A%22waiting%22%7D&layer=zones";

fn a_view(name: &str) -> Value {
    json!({"name": name, "page": "explore", "query": QUERY})
}

async fn saved(app: &App, name: &str) -> String {
    app.post_as(Role::Analyst, PATH, &a_view(name)).await.is(201)["id"].as_str().unwrap().to_owned()
}

async fn listed(app: &App, role: Role) -> Vec<Value> {
    app.get_as(role, PATH).await.is(200)["views"].as_array().unwrap().clone()
}

async fn changed(app: &App, role: Role, method: Method, id: &str, body: Value) -> Answer {
    let request = app.request_as(role, method, &format!("{PATH}/{id}")).await;
    send(if body.is_null() { request } else { request.json(&body) }).await
}

on_both! {
    async fn a_view_is_listed_for_every_analyst_with_its_owner_day_and_address(app: App) {
        let id = saved(&app, "  Waiting  ").await;
        saved(&app, "Another").await;
        let own = listed(&app, Role::Analyst).await;
        assert_eq!(own.iter().map(|view| view["name"].as_str().unwrap()).collect::<Vec<_>>(), ["Another", "Waiting"]);
        let day = app.get_as(Role::Facilitator, "/api/v1/collections").await.is(200)["today"].clone();
        let wanted = json!({"id": id, "name": "Waiting", "owner": "analyst", "own": true, "page": "explore", "query": QUERY, "saved": day});
        assert_eq!(own[1], wanted);
        assert_eq!(listed(&app, Role::Moderator).await[1]["own"], false);
    }

    async fn only_its_owner_renames_and_deletes_a_view(app: App) {
        let id = saved(&app, "Waiting").await;
        let name = json!({"name": "Waiting lists"});
        changed(&app, Role::Moderator, Method::PUT, &id, name.clone()).await.problem(404);
        changed(&app, Role::Moderator, Method::DELETE, &id, Value::Null).await.problem(404);
        let renamed = changed(&app, Role::Analyst, Method::PUT, &id, name).await.is(200);
        assert_eq!((&renamed["name"], &renamed["query"]), (&json!("Waiting lists"), &json!(QUERY)));
        assert_eq!(listed(&app, Role::Moderator).await[0]["name"], "Waiting lists");
        assert_eq!(changed(&app, Role::Analyst, Method::DELETE, &id, Value::Null).await.status, 204);
        changed(&app, Role::Analyst, Method::DELETE, &id, Value::Null).await.problem(404);
        assert_eq!(listed(&app, Role::Analyst).await, Vec::<Value>::new());
    }

    async fn a_name_a_page_and_an_address_that_cannot_be_are_refused_by_field(app: App) {
        let refused = async |view: Value, field: &str| {
            app.post_as(Role::Analyst, PATH, &view).await.problem(422).names(field);
        };
        for name in ["", "   ", "two\nlines", &"x".repeat(121)] {
            refused(a_view(name), "name").await;
        }
        refused(json!({"name": "x", "page": "moderation", "query": ""}), "page").await;
        for query in ["?s=%7B%7D", "s={} x", "s=1#fragment", "s=\u{e9}", &"x".repeat(16 * 1024 + 1)] {
            refused(json!({"name": "x", "page": "words", "query": query}), "query").await;
        }
        let id = saved(&app, "Kept").await;
        changed(&app, Role::Analyst, Method::PUT, &id, json!({"name": " "})).await.problem(422).names("name");
        assert_eq!(listed(&app, Role::Analyst).await[0]["name"], "Kept");
    }

    async fn views_are_there_after_a_restart(app: App) {
        saved(&app, "Waiting").await;
        let app = app.restart().await;
        assert_eq!(listed(&app, Role::Analyst).await.len(), 1);
    }
}
