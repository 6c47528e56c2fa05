//! `/frameworks`: prompts, and the questions about a story.

use std::collections::BTreeMap;

use reqwest::Method;
use sensing::model::Role;

use crate::support::*;

fn one_more_dyad() -> Value {
    let end = |id: &str| json!({"id": id, "label": {"en": id}});
    json!({"id": "more", "kind": "dyad", "question": {"en": "More?"}, "left": end("l"), "right": end("r")})
}

on_both! { shared;
    async fn the_default_framework_is_there_from_the_first_start(app: App) {
        let listed = app.frameworks().await.is(200);
        let default = listed["frameworks"].as_array().unwrap().iter().find(|entry| entry["slug"] == "sheffield-send").unwrap();
        assert_eq!(default["languages"], json!(["en", "en-x-easy", "en-x-child"]));
        assert_eq!(default["audiences"], json!(["child", "family", "professional"]));
        assert_eq!(default["version"], 3);
        let newest = app.framework("sheffield-send").await.is(200);
        assert_eq!(app.framework("sheffield-send/versions/3").await.is(200), newest);
        assert_eq!(newest["title"], default["title"]);
        assert_eq!(app.framework("sheffield-send/versions/1").await.is(200)["version"], 1, "it takes stories, too");
    }

    async fn every_text_of_the_default_framework_stands_in_every_language_and_variant(app: App) {
        fn texts(value: &Value, path: &str, found: &mut BTreeMap<String, Vec<String>>) {
            match value {
                Value::Object(fields) if fields.contains_key("en") => {
                    assert!(
                        fields.values().all(|words| words.as_str().is_some_and(|words| !words.trim().is_empty())),
                        "{path}"
                    );
                    found.insert(path.to_owned(), fields.keys().cloned().collect());
                }
                Value::Object(fields) => fields.iter().for_each(|(name, value)| texts(value, &format!("{path}.{name}"), found)),
                Value::Array(items) => {
                    items.iter().enumerate().for_each(|(n, value)| texts(value, &format!("{path}[{n}]"), found))
                }
                _ => {}
            }
        }
        let mut found = BTreeMap::new();
        texts(&app.framework("sheffield-send").await.is(200), "", &mut found);
        assert!(found.len() > 100, "{}", found.len());
        for (path, mut languages) in found {
            languages.sort();
            assert_eq!(languages, ["en", "en-x-child", "en-x-easy"], "{path}");
        }
    }

    async fn a_choice_of_2_000_options_is_published_answered_counted_and_compared(app: App) {
        let framework = with_schools("schools", 2_000);
        app.publish(&framework).await.is(201);
        let got = app.framework("schools?languages=en").await.is(200);
        assert_eq!(got["signifiers"][4]["options"].as_array().unwrap().len(), 2_000);
        let at = |n: usize| a_story().for_framework("schools", 1).with("prompt", json!("tell")).with_choice("school", &[&format!("school_{n}")]);
        let mut drafts: Vec<Draft> = (0..30).map(|n| at(n % 3).answering("pick", json!({"choice": ["one"]}))).collect();
        drafts.extend((0..30).map(|n| at(1_990 + n % 10).answering("pick", json!({"choice": ["two"]}))));
        let told = app.has_cleared(&drafts).await;
        assert_eq!(told.len(), 60);
        let selection = json!({"framework": "schools"});

        let patterns = app.patterns(json!({"selection": selection, "signifiers": ["school"]})).await.is(200);
        let options = patterns["signifiers"]["school"]["options"].as_object().unwrap();
        assert_eq!((options.len(), &options["school_0"]["count"], &options["school_1999"]["count"]), (2_000, &json!(10), &json!(3)));
        let found = app.search(json!({"selection": selection, "facets": ["school"]})).await.is(200);
        assert_eq!(found["facets"]["school"]["school_1"], 10);
        let one = json!({"framework": "schools", "answers": {"school": ["school_1999", "school_0"]}});
        assert_eq!(app.matching(one).await, 13);

        let asked = json!({"selection": selection, "by": "pick", "signifiers": ["school"], "permutations": 199});
        let compared = app.compare(asked).await.is(200);
        let school = &compared["details"]["school"];
        assert_eq!(school["options"].as_object().unwrap().len(), 100, "those chosen most are named");
        assert!(school["options"]["school_1995"].is_object() && school["table"]["cells"]["school_2"].is_array());
        assert_eq!(school["others"], json!({"options": 1_900, "chosen": {"one": 0, "two": 0}}));
        assert!(compared["results"][0]["p"].as_f64().unwrap() < 0.01, "{}", compared["results"]);
    }

    async fn a_fault_in_a_long_choice_names_some_options_and_counts_the_others(app: App) {
        app.publish(&with_schools("long", 1_000)).await.is(201);
        let story = a_story().for_framework("long", 1).with("prompt", json!("tell")).with_choice("school", &["school_7", "elsewhere"]);
        let problem = app.submit(&story).await.problem(422);
        problem.names("answers.school.choice[1]");
        let message = problem.0["errors"][0]["message"].as_str().unwrap();
        assert!(message.contains("school_0, ") && message.ends_with("school_19 and 980 more"), "{message}");
    }

    async fn a_retired_option_is_kept_in_the_framework_and_refused_in_a_new_story(app: App) {
        let mut framework = with_schools("retired", 3);
        framework["signifiers"][4]["options"][1]["retired"] = json!(true);
        app.publish(&framework).await.is(201);
        let story = |school: &str| a_story().for_framework("retired", 1).with("prompt", json!("tell")).with_choice("school", &[school]);
        let problem = app.submit(&story("school_1")).await.problem(422);
        problem.names("answers.school.choice");
        assert!(problem.0["errors"][0]["message"].as_str().unwrap().contains("“school_1” is no longer offered"));
        app.submit(&story("school_2")).await.is(201);
    }

    async fn unknown_frameworks_are_not_found(app: App) {
        for path in [
            "nowhere",
            "sheffield-send/versions/0",
            "sheffield-send/versions/99",
            "sheffield-send/versions/4294967296",
            "sheffield-send/versions/x",
        ] {
            app.framework(path).await.problem(404);
        }
    }

    async fn a_published_version_may_be_cached_for_ever_and_the_newest_for_a_minute(app: App) {
        assert!(app.framework("sheffield-send/versions/1").await.header("cache-control").contains("immutable"));
        assert_eq!(app.framework("sheffield-send").await.header("cache-control"), "public, max-age=60");
        assert_eq!(app.framework("sheffield-send/versions/99").await.header("cache-control"), "no-store");
    }

    async fn invalid_documents_are_refused_with_every_field_named(app: App) {
        let wrong = |change: fn(&mut Value)| {
            let mut document = a_framework("wrong");
            change(&mut document);
            document
        };
        let cases: Vec<(&str, Value)> = vec![
            ("slug", wrong(|d| d["slug"] = json!("Not A Slug"))),
            ("slug", wrong(|d| d["slug"] = json!("../etc"))),
            ("version", wrong(|d| d["version"] = json!(0))),
            ("version", wrong(|d| d["version"] = json!("1"))),
            ("version", wrong(|d| d["version"] = json!(1_000_001))),
            ("languages", wrong(|d| d["languages"] = json!([]))),
            ("languages[0]", wrong(|d| d["languages"] = json!(["english"]))),
            ("languages", wrong(|d| d["languages"] = json!(["en", "en"]))),
            ("title", wrong(|d| d["title"] = json!({"ur": "x"}))),
            ("title", wrong(|d| d["title"] = json!({"en": " "}))),
            ("slug", wrong(|d| d["slug"] = json!("drafts"))),
            ("machine_drafts", wrong(|d| d["machine_drafts"] = json!(["ur"]))),
            ("machine_drafts", wrong(|d| d["machine_drafts"] = json!(["en", "en"]))),
            ("machine_drafts[0]", wrong(|d| d["machine_drafts"] = json!(["Urdu"]))),
            ("prompts", wrong(|d| d["prompts"] = json!([]))),
            ("prompts[0].id", wrong(|d| d["prompts"][0]["id"] = json!("two words"))),
            ("prompts[0].text", wrong(|d| d["prompts"][0]["text"] = json!({}))),
            ("prompts[0].audiences", wrong(|d| d["prompts"][0]["audiences"] = json!(["nobody"]))),
            ("prompts[0].colour", wrong(|d| d["prompts"][0]["colour"] = json!("red"))),
            ("colour", wrong(|d| d["colour"] = json!("red"))),
            (
                "signifiers",
                wrong(|d| {
                    let again = d["signifiers"][1].clone();
                    d["signifiers"].as_array_mut().unwrap().push(again)
                }),
            ),
            (
                "signifiers[0].corners",
                wrong(|d| {
                    d["signifiers"][0]["corners"].as_array_mut().unwrap().pop();
                }),
            ),
            ("signifiers[0].corners", wrong(|d| d["signifiers"][0]["corners"][1]["id"] = json!("a"))),
            ("signifiers[0].corners[2].label", wrong(|d| d["signifiers"][0]["corners"][2]["label"] = json!({"ur": "x"}))),
            ("signifiers[0].options", wrong(|d| d["signifiers"][0]["options"] = json!([]))),
            ("signifiers[0].question", wrong(|d| d["signifiers"][0]["question"] = json!({"en": "a".repeat(2_001)}))),
            ("signifiers[1].right.id", wrong(|d| d["signifiers"][1]["right"]["id"] = json!("little"))),
            ("signifiers[2].stones", wrong(|d| d["signifiers"][2]["stones"] = json!([]))),
            ("signifiers[2].x.left", wrong(|d| d["signifiers"][2]["x"]["left"] = json!({}))),
            ("signifiers[3].max", wrong(|d| d["signifiers"][3]["max"] = json!(3))),
            (
                "signifiers[3].options",
                wrong(|d| {
                    d["signifiers"][3]["options"] = json!([]);
                    d["signifiers"][3]["max"] = json!(1)
                }),
            ),
            ("signifiers[1].prompts", wrong(|d| d["signifiers"][1]["prompts"] = json!(["nothing"]))),
        ];
        for (field, document) in cases {
            let problem = app.publish(&document).await.problem(422);
            assert!(problem.fields().contains(&field), "{field} is not among {:?}", problem.fields());
        }
        app.framework("wrong").await.problem(404);
    }

    async fn a_signifier_that_cannot_be_read_is_named(app: App) {
        for change in [
            (|d: &mut Value| d["signifiers"][1]["kind"] = json!("rating")) as fn(&mut Value),
            |d| {
                d["signifiers"][1].as_object_mut().unwrap().remove("left");
            },
            |d| d["signifiers"][1] = json!("a dyad"),
        ] {
            let mut document = a_framework("wrong");
            change(&mut document);
            let problem = app.publish(&document).await.problem(422);
            assert!(problem.fields()[0].starts_with("signifiers[1]"), "{}", problem.0);
        }
    }
}

on_both! {
    async fn an_administrator_publishes_a_framework_and_it_takes_stories(app: App) {
        let document = a_framework("small");
        let published = app.publish(&document).await.is(201);
        assert_eq!(published["slug"], "small");
        let slugs: Vec<Value> =
            app.frameworks().await.is(200)["frameworks"].as_array().unwrap().iter().map(|f| f["slug"].clone()).collect();
        assert_eq!(slugs, ["sheffield-send", "small"]);
        let draft = a_story().for_framework("small", 1).with("prompt", json!("tell")).with_triad("corner", [0.1, 0.1, 0.8]);
        let draft = draft.answering("square", json!({"stones": {"home": [0.5, 0.5]}})).with_choice("pick", &["one"]);
        app.tell_cleared(&draft).await;
        let patterns = app.patterns(json!({"selection": {"framework": "small"}})).await.is(200);
        assert_eq!(patterns["signifiers"]["corner"]["zones"]["c"]["count"], 1);
        assert_eq!(patterns["signifiers"]["line"]["unanswered"], 1);
        assert_eq!(patterns["signifiers"]["pick"]["options"]["one"]["count"], 1);
    }

    async fn publishing_the_same_again_succeeds_and_another_document_is_refused(app: App) {
        let document = a_framework("small");
        let first = app.publish(&document).await.is(201);
        assert_eq!(app.publish(&document).await.is(201), first);
        let mut changed = document.clone();
        changed["signifiers"][0]["question"] = json!({"en": "Which one, really?"});
        app.publish(&changed).await.problem(409);
        assert_eq!(app.framework("small").await.is(200), first, "a published version never changes");
        changed["version"] = json!(2);
        app.publish(&changed).await.is(201);
        assert_eq!(app.framework("small").await.is(200)["version"], 2);
        assert_eq!(app.framework("small/versions/1").await.is(200), first);
    }

    async fn stories_to_an_old_and_a_new_version_are_counted_together(app: App) {
        let mut document = a_framework("small");
        app.publish(&document).await.is(201);
        let first = a_story().for_framework("small", 1).with("prompt", json!("tell")).with_dyad("line", 0.1);
        app.tell_cleared(&first).await;
        document["version"] = json!(2);
        document["signifiers"].as_array_mut().unwrap().push(one_more_dyad());
        app.publish(&document).await.is(201);
        let second =
            a_story().for_framework("small", 2).with("prompt", json!("tell")).with_dyad("line", 0.9).with_dyad("more", 0.5);
        app.tell_cleared(&second).await;
        // A tablet that was offline sends answers to the earlier version.
        app.tell_cleared(&first.under(&fresh_receipt())).await;
        let patterns = app.patterns(json!({"selection": {"framework": "small"}})).await.is(200);
        assert_eq!(patterns["signifiers"]["line"]["fifths"], json!([2, 0, 0, 0, 1]));
        assert_eq!(
            (&patterns["signifiers"]["more"]["answered"], &patterns["signifiers"]["more"]["not_asked"]),
            (&json!(1), &json!(2))
        );
        let refused = a_story().for_framework("small", 1).with("prompt", json!("tell")).with_dyad("more", 0.5);
        app.submit(&refused).await.problem(422).names("answers.more");
    }

    async fn a_new_versions_signifiers_have_patterns_before_the_first_answer(app: App) {
        let mut document = a_framework("small");
        app.publish(&document).await.is(201);
        app.tell_cleared(&a_story().for_framework("small", 1).with("prompt", json!("tell"))).await;
        document["version"] = json!(2);
        document["signifiers"].as_array_mut().unwrap().push(one_more_dyad());
        app.publish(&document).await.is(201);
        let patterns = app.patterns(json!({"selection": {"framework": "small"}, "signifiers": ["more"]})).await.is(200);
        assert_eq!(patterns["signifiers"]["more"]["not_asked"], 1);
    }

    async fn a_publication_by_two_at_once_is_one_publication(app: App) {
        let document = a_framework("small");
        let mut requests = Vec::new();
        for _ in 0..8 {
            let request =
                app.request_as(Role::Administrator, Method::POST, "/api/v1/frameworks").await;
            requests.push(send(request.json(&document)));
        }
        for answer in all(requests.into_iter()).await {
            answer.is(201);
        }
        assert_eq!(app.frameworks().await.is(200)["frameworks"].as_array().unwrap().len(), 2);
    }
}

on_both! {
    async fn a_language_asked_for_falls_back_to_the_one_that_contains_it(app: App) {
        app.publish(&in_portuguese_too(a_framework("worded"))).await.is(201);
        for asked in ["pt", "pt-BR", "PT-br", "fr,pt-PT"] {
            let answer = app.get(&format!("/api/v1/frameworks/worded?languages={asked}")).await.is(200);
            assert_eq!(answer["title"], json!({"en": "Small", "pt": "Small"}), "{asked}");
        }
        let answer = app.get("/api/v1/frameworks/worded?languages=EN").await.is(200);
        assert_eq!(answer["title"], json!({"en": "Small"}));
    }

    async fn an_unfinished_draft_is_stored_takes_no_stories_and_cannot_change_once_published(app: App) {
        let address = "/api/v1/frameworks/draft/versions/1";
        let mut unfinished = a_framework("draft");
        unfinished["languages"] = json!(["en", "ur"]);
        let put = async |document: &Value| {
            let request = app.request_as(Role::Administrator, Method::PUT, address).await.json(document);
            send(request).await
        };
        let kept = put(&unfinished).await.is(200);
        let left: Vec<&str> = kept["left_to_do"].as_array().unwrap().iter().map(|fault| fault["field"].as_str().unwrap()).collect();
        assert!(left.contains(&"prompts[0].text"), "{left:?}");
        app.get(address).await.problem(404);
        assert_eq!(app.get_as(Role::Administrator, address).await.is(200)["slug"], "draft");
        app.submit(&a_story().for_framework("draft", 1).with("prompt", json!("tell"))).await.problem(422).names("framework");
        let publish = format!("{address}/publish");
        app.post_as(Role::Administrator, &publish, &json!({})).await.problem(422);

        assert_eq!(put(&a_framework("draft")).await.is(200)["left_to_do"], json!([]));
        app.post_as(Role::Administrator, &publish, &json!({})).await.is(200);
        assert_eq!(app.get(address).await.is(200)["slug"], "draft");
        app.tell(&a_story().for_framework("draft", 1).with("prompt", json!("tell"))).await;
        put(&unfinished).await.problem(409);
        app.post_as(Role::Administrator, &publish, &json!({})).await.is(200);
        assert_eq!(app.get(address).await.is(200)["languages"], json!(["en"]), "what is published stays as it was");
    }

    async fn a_draft_must_have_the_slug_and_version_of_its_address(app: App) {
        let request = app.request_as(Role::Administrator, Method::PUT, "/api/v1/frameworks/other/versions/1").await;
        send(request.json(&a_framework("draft"))).await.problem(422).names("slug");
        app.post_as(Role::Administrator, "/api/v1/frameworks/none/versions/1/publish", &json!({})).await.problem(404);
    }
}
