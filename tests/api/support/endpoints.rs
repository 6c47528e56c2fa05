//! A method for each endpoint, called with the role that it is for.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use reqwest::{Method, RequestBuilder};
use sensing::capture::{Arrival, Files, Keys, Submission, check_submission};
use sensing::http::Services;
use sensing::model::{Actor, ModerationState, Role, Source};
use sensing::store::NewStory;
use serde_json::{Value, json};

use super::documented::expect_documented;
use super::{Answer, App, Draft, Told, soon};

impl App {
    /// A request of the public.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("http://{}{path}", self.address))
    }

    /// A request of a person with this role.
    pub async fn request_as(&self, role: Role, method: Method, path: &str) -> RequestBuilder {
        self.request(method, path).bearer_auth(self.token(role).await)
    }

    pub async fn get(&self, path: &str) -> Answer {
        send(self.request(Method::GET, path)).await
    }

    pub async fn get_as(&self, role: Role, path: &str) -> Answer {
        send(self.request_as(role, Method::GET, path).await).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        send(self.request(Method::POST, path).json(body)).await
    }

    pub async fn post_as(&self, role: Role, path: &str, body: &Value) -> Answer {
        send(self.request_as(role, Method::POST, path).await.json(body)).await
    }

    /// Any body, sent as JSON.
    pub async fn post_raw(&self, path: &str, body: impl Into<reqwest::Body>) -> Answer {
        send(self.request(Method::POST, path).header("content-type", "application/json").body(body)).await
    }

    pub async fn ready(&self) -> Answer {
        self.get("/health/ready").await
    }

    pub async fn submit(&self, draft: &Draft) -> Answer {
        self.post("/api/v1/stories", &draft.body()).await
    }

    /// Submits a story, which must be accepted.
    pub async fn tell(&self, draft: &Draft) -> Told {
        let kept = self.submit(draft).await.is(201);
        let part = |name: &str| kept[name].as_str().unwrap().to_owned();
        Told { id: part("id"), receipt: part("receipt") }
    }

    /// Submits a story and clears it without changes.
    pub async fn tell_cleared(&self, draft: &Draft) -> Told {
        let told = self.tell(draft).await;
        self.clear(&told.id, &json!({})).await.is(200);
        told
    }

    /// Submits many cleared stories at once, as an import of reviewed stories does; returns when every view shows them.
    pub async fn has_cleared(&self, drafts: &[Draft]) -> Vec<Told> {
        let bodies: Vec<Value> = drafts.iter().map(Draft::body).collect();
        let (before, today) = (self.change().await, self.today());
        let told = self
            .inside(async move |services| {
                let keys = Keys::of(&services.store).await.unwrap();
                let mut batch = Vec::new();
                let mut told = Vec::new();
                for body in bodies {
                    let submission: Submission = serde_json::from_value(body).unwrap();
                    let story = cleared_story(&services, &keys, &submission, today).await;
                    told.push(Told { id: story.id.to_string(), receipt: submission.receipt.unwrap() });
                    batch.push(story);
                }
                services.store.import(Actor::Operator, services.store.batch_maker().batch(batch).unwrap()).await.unwrap();
                services.projection.nudge();
                told
            })
            .await;
        // Each has a row in the change log.
        let all = before + drafts.len() as u64;
        soon("the imported stories in every view", async || (self.change().await >= all).then_some(())).await;
        told
    }

    /// The last change that views take into account.
    pub async fn change(&self) -> u64 {
        self.search(json!({"limit": 1})).await.is(200)["change"].as_u64().unwrap()
    }

    pub async fn open(&self, receipt: &str) -> Answer {
        self.post("/api/v1/receipts/open", &json!({"receipt": receipt})).await
    }

    pub async fn correct(&self, draft: &Draft) -> Answer {
        self.post("/api/v1/receipts/correct", &draft.body()).await
    }

    pub async fn consent(&self, receipt: &str, analysis: bool, quotation: bool) -> Answer {
        let consent = json!({"analysis": analysis, "quotation": quotation});
        self.post("/api/v1/receipts/consent", &json!({"receipt": receipt, "consent": consent})).await
    }

    pub async fn withdraw(&self, receipt: &str) -> Answer {
        self.post("/api/v1/receipts/withdraw", &json!({"receipt": receipt})).await
    }

    pub async fn search(&self, asked: Value) -> Answer {
        self.post_as(Role::Analyst, "/api/v1/search", &asked).await
    }

    /// The answer to a full-text query.
    pub async fn find(&self, text: &str) -> Value {
        self.search(json!({"selection": {"text": text}, "limit": 100})).await.is(200)
    }

    pub async fn patterns(&self, asked: Value) -> Answer {
        self.post_as(Role::Analyst, "/api/v1/patterns", &asked).await
    }

    pub async fn compare(&self, asked: Value) -> Answer {
        self.post_as(Role::Analyst, "/api/v1/compare", &asked).await
    }

    pub async fn associations(&self, asked: Value) -> Answer {
        self.post_as(Role::Analyst, "/api/v1/associations", &asked).await
    }

    pub async fn clusters(&self, asked: Value) -> Answer {
        self.post_as(Role::Analyst, "/api/v1/clusters", &asked).await
    }

    pub async fn trends(&self, asked: Value) -> Answer {
        self.post_as(Role::Analyst, "/api/v1/trends", &asked).await
    }

    pub async fn words(&self, asked: Value) -> Answer {
        self.post_as(Role::Analyst, "/api/v1/words", &asked).await
    }

    /// How many stories are in a selection.
    pub async fn matching(&self, selection: Value) -> u64 {
        let asked = json!({"selection": selection, "signifiers": []});
        self.patterns(asked).await.is(200)["matching"].as_u64().unwrap()
    }

    /// Waits until this many stories are in the patterns.
    pub async fn until_counted(&self, stories: u64) {
        let selection = json!({"framework": "sheffield-send"});
        soon(&format!("{stories} stories in the patterns"), async || {
            (self.matching(selection.clone()).await == stories).then_some(())
        })
        .await;
    }

    pub async fn story(&self, id: &str) -> Answer {
        self.get_as(Role::Analyst, &format!("/api/v1/stories/{id}")).await
    }

    pub async fn queue(&self, query: &str) -> Answer {
        self.get_as(Role::Moderator, &format!("/api/v1/moderation/stories{query}")).await
    }

    pub async fn queued(&self, id: &str) -> Answer {
        self.get_as(Role::Moderator, &format!("/api/v1/moderation/stories/{id}")).await
    }

    /// The revision of a story as it is now; one that no story has when there is no such story.
    pub async fn revision(&self, id: &str) -> String {
        let answer = self.queued(id).await;
        if answer.status == 404 { "0".repeat(32) } else { answer.is(200)["revision"].as_str().unwrap().to_owned() }
    }

    /// Clears a story as it is now, unless the body names the revision that was read.
    pub async fn clear(&self, id: &str, clearing: &Value) -> Answer {
        let body = self.of_now(id, clearing).await;
        self.post_as(Role::Moderator, &format!("/api/v1/moderation/stories/{id}/clear"), &body).await
    }

    /// Withholds a story as it is now, unless the body names the revision that was read.
    pub async fn withhold(&self, id: &str, withholding: &Value) -> Answer {
        let body = self.of_now(id, withholding).await;
        self.post_as(Role::Moderator, &format!("/api/v1/moderation/stories/{id}/withhold"), &body).await
    }

    async fn of_now(&self, id: &str, decision: &Value) -> Value {
        let mut body = decision.clone();
        if body.get("revision").is_none() {
            body["revision"] = json!(self.revision(id).await);
        }
        body
    }

    pub async fn frameworks(&self) -> Answer {
        self.get("/api/v1/frameworks").await
    }

    pub async fn framework(&self, slug: &str) -> Answer {
        self.get(&format!("/api/v1/frameworks/{slug}")).await
    }

    /// How many signifiers these versions of a framework have in all.
    pub async fn asked_about(&self, slug: &str, versions: &[u32]) -> usize {
        let mut ids = BTreeSet::new();
        for version in versions {
            let document = self.framework(&format!("{slug}/versions/{version}")).await.is(200);
            ids.extend(document["signifiers"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()));
        }
        ids.len()
    }

    pub async fn publish(&self, document: &Value) -> Answer {
        self.post_as(Role::Administrator, "/api/v1/frameworks", document).await
    }

    pub async fn collections(&self) -> Answer {
        self.get_as(Role::Facilitator, "/api/v1/collections").await
    }

    pub async fn make_collection(&self, wanted: &Value) -> Answer {
        self.post_as(Role::Facilitator, "/api/v1/collections", wanted).await
    }

    /// Edits a collection as it is now, unless a revision is named.
    pub async fn edit_collection(&self, code: &str, wanted: &Value, read: Option<&str>) -> Answer {
        let all = self.collections().await.is(200)["collections"].as_array().unwrap().clone();
        let now = all.iter().find(|collection| collection["join_code"] == code);
        let revision =
            read.map_or_else(|| now.map_or(json!("0".repeat(32)), |now| now["revision"].clone()), |read| json!(read));
        let body = json!({"revision": revision, "collection": wanted});
        let request = self.request_as(Role::Facilitator, Method::PUT, &format!("/api/v1/collections/{code}")).await;
        send(request.json(&body)).await
    }

    pub async fn join(&self, code: &str) -> Answer {
        self.get(&format!("/api/v1/collections/{code}")).await
    }

    pub async fn sign_in(&self, name: &str, password: &str) -> Answer {
        self.post("/api/v1/session", &json!({"name": name, "password": password})).await
    }
}

async fn cleared_story(services: &Services, keys: &Keys, submission: &Submission, received: NaiveDate) -> NewStory {
    let framework = services.registry.version(&submission.framework, submission.version).await.unwrap().unwrap();
    let arrival = Arrival {
        receipt: submission.receipt.as_ref().unwrap().parse().ok().unwrap(),
        collection: submission.collection.as_ref().map(|code| code.parse().unwrap()),
        received,
        state: ModerationState::Cleared,
        source: Source::Imported,
    };
    let checked = check_submission(submission, &framework).unwrap();
    checked.into_story(&framework, arrival, &Files::default(), keys).unwrap()
}

/// Sends a request and reads the answer to its end. The API document must list its status.
pub async fn send(request: RequestBuilder) -> Answer {
    let (client, request) = request.build_split();
    let request = request.unwrap();
    let (method, path) = (request.method().clone(), request.url().path().to_owned());
    let answer = Answer::of(client.execute(request).await.unwrap()).await;
    expect_documented(method.as_str(), &path, answer.status);
    answer
}
