//! What analysts may see of few stories: no route counts or breaks down fewer than 10.

use std::collections::BTreeSet;

use sensing::model::Role;

use crate::support::*;

/// Fields whose numbers say nothing about how many stories there are, or what they say.
const NOT_ABOUT_STORIES: [&str; 7] = ["change", "fewer_than", "permutations", "seed", "version", "progress", "score"];

/// Every number in a document with its path, and every flag, label and list of ids aside.
fn figures(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Number(number) if number.as_f64() != Some(0.0) => found.push(format!("{path} = {number}")),
        Value::Object(fields) => {
            let about = fields.iter().filter(|(name, _)| !NOT_ABOUT_STORIES.contains(&name.as_str()));
            about.for_each(|(name, value)| figures(value, &format!("{path}.{name}"), found));
        }
        Value::Array(items) => items.iter().for_each(|value| figures(value, path, found)),
        _ => {}
    }
}

/// The analysis routes, each with a request that asks for as much as it can about a selection.
fn walk(selection: &Value) -> Vec<(&'static str, Value)> {
    vec![
        ("/api/v1/search", json!({"selection": selection, "facets": ["audience", "feelings"], "limit": 100})),
        ("/api/v1/patterns", json!({"selection": selection, "density": {}, "hexagons": {"across": 6}})),
        ("/api/v1/compare", json!({"selection": selection, "by": "audience", "permutations": 99})),
        (
            "/api/v1/compare",
            json!({"selection": selection, "by": {"selections": [{"answers": {"audience": ["family"]}}]}, "permutations": 99}),
        ),
        ("/api/v1/associations", json!({"selection": selection})),
        ("/api/v1/associations", json!({"selection": selection, "pair": ["audience", "timing"]})),
        ("/api/v1/clusters", json!({"selection": selection, "signifiers": ["timing"], "describe": true, "labels": true})),
        (
            "/api/v1/clusters",
            json!({"selection": selection, "signifiers": ["timing"], "method": "k_medoids", "k": 2, "labels": true}),
        ),
        (
            "/api/v1/trends",
            json!({"selection": selection, "by": "month", "figures": [{"figure": "count"}, {"figure": "median", "signifier": "timing"},
                {"figure": "share_difference", "more": {"answers": {"audience": ["family"]}}, "fewer": {}}],
                "drift": ["difference"]}),
        ),
        ("/api/v1/words", json!({"selection": selection, "zones": {"signifier": "difference", "words": ["waiting"]}})),
    ]
}

/// A story at a place of its own; the first nine lie where [`narrow`] looks.
fn story(k: u32) -> Draft {
    let timing = if k < 9 { 0.4 } else { 0.5 + 0.01 * f64::from(k) };
    a_story()
        .by(if k.is_multiple_of(2) { "family" } else { "professional" })
        .with_dyad("timing", timing)
        .with_triad("difference", [0.5, 0.3, 0.2])
        .with_choice("feelings", &["sad"])
        .saying("We were waiting for a long time.")
}

/// The selection of the first nine stories.
fn narrow() -> Value {
    json!({"framework": "sheffield-send", "dyads": [{"signifier": "timing", "from": 0.4, "to": 0.40002}]})
}

#[test]
fn the_walk_takes_every_route_that_analyses_a_selection() {
    let api = serde_json::to_value(sensing::http::openapi()).unwrap();
    let takes_a_selection = |operation: &Value| {
        let body = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].as_str();
        let name = body.and_then(|path| path.rsplit('/').next()).unwrap_or_default();
        api["components"]["schemas"][name]["properties"].get("selection").is_some()
    };
    let paths = api["paths"].as_object().unwrap();
    let analyse: BTreeSet<&str> =
        paths.iter().filter(|(_, methods)| takes_a_selection(&methods["post"])).map(|(path, _)| path.as_str()).collect();
    let mut walked: BTreeSet<&str> = walk(&json!({})).into_iter().map(|(path, _)| path).collect();
    // It needs a story; `no_neighbours_are_named_among_nine_stories` asks it.
    walked.insert("/api/v1/neighbours");
    // It answers with no figures. What a file holds is in `exports.rs`.
    walked.insert("/api/v1/exports");
    assert_eq!(walked, analyse);
}

on_both! {
    @with spawn_app_with_disclosure_control;

    async fn no_route_counts_or_breaks_down_nine_stories_and_every_route_does_ten(app: App) {
        app.has_cleared(&(0..40).map(story).collect::<Vec<_>>()).await;
        for (path, asked) in walk(&narrow()) {
            let mut answer = app.post_as(Role::Analyst, path, &asked).await.is(200);
            assert_eq!((&answer["matching"], &answer["fewer_than"]), (&Value::Null, &json!(10)), "{path}");
            let stories = answer["stories"].take();
            let mut found = Vec::new();
            figures(&answer, "", &mut found);
            assert!(found.is_empty(), "{path} tells of nine stories: {found:?}");
            if path == "/api/v1/search" {
                assert_eq!(stories.as_array().unwrap().len(), 9, "what may be read is listed");
            }
        }
        app.has_cleared(&[story(8)]).await;
        for (path, asked) in walk(&narrow()) {
            let answer = app.post_as(Role::Analyst, path, &asked).await.is(200);
            assert_eq!((&answer["matching"], answer.get("fewer_than")), (&json!(10), None), "{path}");
            let mut found = Vec::new();
            figures(&answer, "", &mut found);
            // Groups of five are not compared even then.
            assert!(found.len() > 1 || path.ends_with("compare"), "{path}: {answer}");
        }
    }

    async fn no_neighbours_are_named_among_nine_stories(app: App) {
        let told = app.has_cleared(&(0..40).map(story).collect::<Vec<_>>()).await;
        let asked = json!({"selection": narrow(), "story": told[0].id, "signifiers": ["timing"]});
        let answer = app.post_as(Role::Analyst, "/api/v1/neighbours", &asked).await.is(200);
        assert_eq!((&answer["matching"], &answer["neighbours"]), (&Value::Null, &json!([])));
        let all = json!({"selection": {}, "story": told[0].id, "signifiers": ["timing"]});
        let answer = app.post_as(Role::Analyst, "/api/v1/neighbours", &all).await.is(200);
        assert_eq!(answer["neighbours"].as_array().unwrap().len(), 8);
        let by_who = json!({"story": told[0].id, "signifiers": ["timing", "audience"]});
        app.post_as(Role::Analyst, "/api/v1/neighbours", &by_who).await.problem(422).names("signifiers[1]");
    }

    async fn how_few_stories_no_cluster_could_take_cannot_be_had_by_subtraction(app: App) {
        // One story of 41 left a question unanswered.
        app.has_cleared(&crate::clusters::two_groups(20)).await;
        let asked = json!({"signifiers": ["timing", "voice"], "min_cluster_size": 10, "seed": 3, "describe": true, "labels": true});
        let answer = app.clusters(asked.clone()).await.is(200);
        assert_eq!(answer["matching"], 41);
        assert_eq!((&answer["complete"], &answer["left_out"], answer.get("labels")), (&Value::Null, &Value::Null, None), "{answer}");
        assert_eq!(answer["missing"], json!({"timing": 0, "voice": null}));
        let clusters = answer["clusters"].as_array().unwrap();
        // There is no noise that could go with it, so the size of one of the clusters does.
        let sizes: Vec<&Value> = clusters.iter().map(|cluster| &cluster["size"]).collect();
        assert_eq!((sizes, &answer["noise"]), (vec![&Value::Null, &json!(20)], &json!(0)));
        assert!(clusters.iter().all(|cluster| cluster["share"].is_null() && cluster["description"].is_object()), "{answer}");
        let warnings = answer["warnings"].to_string();
        assert!(warnings.contains("Fewer than 10 of 41 stories are left out") && !warnings.contains("40"), "{warnings}");
        // Of ten and more, everything is told.
        app.has_cleared(&(0..9).map(|_| a_story().with_dyad("timing", 0.5)).collect::<Vec<_>>()).await;
        let answer = app.clusters(asked).await.is(200);
        assert_eq!((&answer["matching"], &answer["complete"], &answer["left_out"]), (&json!(50), &json!(40), &json!(10)));
        assert_eq!((&answer["missing"]["voice"], &answer["clusters"][0]["share"]), (&json!(10), &json!(0.5)));
        assert_eq!(answer["labels"].as_object().unwrap().len(), 40);
    }

    async fn that_no_story_matches_is_told(app: App) {
        app.has_cleared(&(0..12).map(story).collect::<Vec<_>>()).await;
        let nowhere = json!({"framework": "sheffield-send", "dyads": [{"signifier": "timing", "from": 0.1, "to": 0.2}]});
        for (path, asked) in walk(&nowhere) {
            let answer = app.post_as(Role::Analyst, path, &asked).await.is(200);
            assert_eq!((&answer["matching"], answer.get("fewer_than")), (&json!(0), None), "{path}");
        }
    }

    async fn a_job_tells_no_more_than_its_route(app: App) {
        app.has_cleared(&(0..40).map(story).collect::<Vec<_>>()).await;
        for (path, asked) in walk(&narrow()).into_iter().filter(|(path, _)| path.ends_with("compare") || path.ends_with("clusters")) {
            let job = app.post_as(Role::Analyst, &format!("{path}?job=true"), &asked).await.is(202);
            let path = format!("/api/v1/jobs/{}", job["id"].as_str().unwrap());
            let done = soon("the job's end", async || {
                let job = app.get_as(Role::Analyst, &path).await.is(200);
                (job["state"] != "under_way").then_some(job)
            })
            .await;
            assert_eq!((&done["result"]["matching"], &done["result"]["fewer_than"]), (&Value::Null, &json!(10)), "{done}");
            let mut found = Vec::new();
            figures(&done["result"], "", &mut found);
            assert!(found.is_empty(), "{path}: {found:?}");
        }
    }

    async fn a_signifier_with_nine_answers_has_no_pattern(app: App) {
        let unanswered = (0..31).map(|_| a_story().by("family").with_dyad("voice", 0.5));
        app.has_cleared(&(0..9).map(story).chain(unanswered).collect::<Vec<_>>()).await;
        let answer = app.patterns(json!({"selection": {"framework": "sheffield-send"}})).await.is(200);
        assert_eq!(answer["matching"], 40);
        let few: Vec<&str> = answer["too_few"].as_array().unwrap().iter().flat_map(Value::as_str).collect();
        assert_eq!(few, ["difference", "timing", "feelings"]);
        assert!(few.iter().all(|id| answer["signifiers"].get(id).is_none()));
        assert!(answer["signifiers"]["voice"]["answered"] == 31);
        let warnings = answer["warnings"].to_string();
        assert!(warnings.contains("Fewer than 10 of these stories answer"), "{warnings}");
        // Four of them are professionals', and are not counted as such.
        assert_eq!(answer["signifiers"]["audience"]["too_few"], json!(["professional"]));
        assert!(answer["signifiers"]["audience"]["options"].get("professional").is_none());
        let found = app.search(json!({"selection": {"framework": "sheffield-send"}, "facets": ["audience"]})).await.is(200);
        assert_eq!((&found["facets"]["audience"]["family"], &found["facets"]["audience"]["professional"]), (&json!(36), &Value::Null));
    }

    async fn a_group_with_nine_answers_is_left_out_of_what_it_hardly_answered(app: App) {
        let answering = |audience: &'static str, timing: u32| {
            (0..20).map(move |k| {
                let story = a_story().by(audience).with_dyad("voice", 0.3 + 0.02 * f64::from(k));
                if k < timing { story.with_dyad("timing", 0.1 + 0.04 * f64::from(k)) } else { story }
            })
        };
        let drafts = answering("family", 20).chain(answering("professional", 20)).chain(answering("child", 9));
        app.has_cleared(&drafts.collect::<Vec<_>>()).await;
        let asked = json!({"by": "audience", "signifiers": ["timing", "voice"], "permutations": 99});
        let answer = app.compare(asked).await.is(200);
        let of = |id: &str| answer["results"].as_array().unwrap().iter().find(|result| result["signifier"] == id).unwrap();
        assert_eq!(of("timing")["too_few"], json!(["child"]));
        assert!(of("voice").get("too_few").is_none());
        assert!(answer["details"]["timing"]["groups"].get("child").is_none(), "nothing is said of how nine replied");
        assert_eq!(answer["details"]["timing"]["quantiles"]["child"]["median"], Value::Null);
    }

    async fn periods_with_nine_stories_have_no_figures_and_counts_no_limits(app: App) {
        for (round, stories) in [("first", 20), ("second", 9), ("third", 20)] {
            let made = app.make_collection(&json!({"name": round, "framework": "sheffield-send", "round": round})).await.is(201);
            let code = made["join_code"].as_str().unwrap();
            app.has_cleared(&(0..stories).map(|k| story(k).in_collection(code)).collect::<Vec<_>>()).await;
        }
        let asked = json!({"by": "round", "figures": [{"figure": "count"}, {"figure": "median", "signifier": "timing"}], "drift": ["difference"]});
        let answer = app.trends(asked).await.is(200);
        for trend in answer["trends"].as_array().unwrap() {
            let points = trend["points"].as_array().unwrap();
            let values: Vec<bool> = points.iter().map(|point| point["value"].is_number()).collect();
            assert_eq!(values, [true, false, true], "{trend}");
            assert_eq!((&points[1]["of"], &points[1]["fewer_than"], &points[1]["interval"]), (&Value::Null, &json!(10), &Value::Null));
            assert!(trend["warnings"].to_string().contains("1 of 3 periods"), "{trend}");
        }
        assert_eq!(answer["trends"][0]["xmr"], Value::Null, "the mean of the larger counts alone would be too high");
        assert!(answer["trends"][1]["xmr"].is_object());
        let path = answer["drift"]["difference"]["path"].as_array().unwrap();
        assert_eq!((&path[1]["answered"], &path[1]["geometric"], &path[1]["fewer_than"]), (&Value::Null, &Value::Null, &json!(10)));
        assert!(path[2]["step"].is_number());
    }

    async fn shares_of_a_selection_of_nine_stories_are_not_followed(app: App) {
        app.has_cleared(&(0..40).map(story).collect::<Vec<_>>()).await;
        let figure = |more: Value| json!({"figure": "share_difference", "more": more, "fewer": {"answers": {"audience": ["family"]}}});
        let asked = json!({"by": "month", "figures": [figure(narrow()), figure(json!({"answers": {"audience": ["professional"]}}))]});
        let answer = app.trends(asked).await.is(200);
        let values = |at: usize| answer["trends"][at]["points"][0]["value"].clone();
        assert_eq!((values(0), values(1)), (Value::Null, json!(0.0)));
        assert!(answer["trends"][0]["warnings"].to_string().contains("Too few stories"), "{}", answer["trends"][0]);
    }

    async fn words_are_not_listed_of_nine_texts_nor_beside_nine(app: App) {
        let cleared = app.has_cleared(&(0..20).map(story).collect::<Vec<_>>()).await;
        assert_eq!(cleared.len(), 20);
        let beside_nine = app.words(json!({"selection": {"dyads": [{"signifier": "timing", "from": 0.45}]}})).await.is(200);
        assert_eq!(beside_nine["against"], json!({"readable": null, "counted": null, "words": null}));
        assert_eq!((&beside_nine["more"], &beside_nine["less"]), (&json!([]), &json!([])));
        assert!(!beside_nine["phrases"].as_array().unwrap().is_empty());
        let asked = json!({"selection": {}, "zones": {"signifier": "difference", "words": ["rare", "waiting"]}});
        app.has_cleared(&(9..18).map(|k| story(k).saying("A rare word.")).collect::<Vec<_>>()).await;
        let zones = app.words(asked).await.is(200)["zones"].clone();
        assert_eq!((&zones[0]["fewer_than"], &zones[0]["with_word"], &zones[0]["zones"]), (&json!(10), &Value::Null, &json!({})));
        assert_eq!(zones[1]["with_word"], 20);
    }

    async fn filters_by_who_told_show_no_texts_of_four_stories(app: App) {
        let mut drafts: Vec<Draft> = (0..30).map(|_| a_story().by("family").with_dyad("voice", 0.5)).collect();
        drafts.extend((0..4).map(|_| a_story().by("child").with_dyad("voice", 0.9)));
        app.has_cleared(&drafts).await;
        let children = json!({"framework": "sheffield-send", "answers": {"audience": ["child"]}});
        let found = app.search(json!({"selection": children})).await.is(200);
        assert_eq!((&found["stories"], &found["texts_not_shown"], &found["readable"]), (&json!([]), &json!(true), &Value::Null));
        let not_families = json!({"framework": "sheffield-send", "not": {"answers": {"audience": ["family"]}}});
        assert_eq!(app.search(json!({"selection": not_families})).await.is(200)["texts_not_shown"], true);
        // A filter by what is said of the story shows them.
        let strong = json!({"framework": "sheffield-send", "dyads": [{"signifier": "voice", "from": 0.8}]});
        let found = app.search(json!({"selection": strong})).await.is(200);
        assert_eq!((found["stories"].as_array().unwrap().len(), found.get("texts_not_shown")), (4, None));
        app.has_cleared(&[a_story().by("child")]).await;
        assert_eq!(app.search(json!({"selection": children})).await.is(200)["stories"].as_array().unwrap().len(), 5);
    }

    async fn answers_about_the_storyteller_stand_beside_a_story_when_five_share_them(app: App) {
        let here = |audience: &str, locality: &str| a_story().by(audience).with_choice("locality", &[locality]).with_dyad("timing", 0.3);
        let mut drafts: Vec<Draft> = (0..6).map(|_| here("family", "A")).collect();
        drafts.push(here("family", "B"));
        drafts.push(here("child", "A"));
        let told = app.has_cleared(&drafts).await;
        let found = app.search(json!({"selection": {"framework": "sheffield-send"}, "limit": 100})).await.is(200);
        let beside = |id: &str| found["stories"].as_array().unwrap().iter().find(|story| story["id"] == id).unwrap().clone();
        for (at, audience, locality) in [(0, true, true), (6, true, false), (7, false, true)] {
            let (listed, whole) = (beside(&told[at].id), app.story(&told[at].id).await.is(200));
            let hidden: Vec<&str> = [("audience", audience), ("locality", locality)]
                .into_iter()
                .filter_map(|(id, shown)| (!shown).then_some(id))
                .collect();
            for story in [&listed, &whole] {
                assert_eq!(story["answers"].get("audience").is_some(), audience, "{at}: {story}");
                assert_eq!(story["answers"].get("locality").is_some(), locality, "{at}: {story}");
                assert!(story["answers"].get("timing").is_some(), "what is said of the story is shown: {story}");
                let not_shown = story.get("not_shown").cloned().unwrap_or_else(|| json!([]));
                assert_eq!(not_shown, json!(hidden), "{at}");
            }
            // Which questions were asked depends on the audience.
            assert!(audience || (listed.get("not_asked").is_none() && whole.get("asked").is_none()));
        }
        // So does the wording, a reply to a question that only one audience is asked, and a prompt of one.
        let mut framework: Value = serde_json::from_str(include_str!("../../src/frameworks/sheffield-send.json")).unwrap();
        framework["slug"] = json!("children");
        let signifiers = framework["signifiers"].as_array_mut().unwrap();
        signifiers.iter_mut().find(|signifier| signifier["id"] == "voice").unwrap()["ask"] = json!({"child": "core"});
        framework["prompts"][1]["audiences"] = json!(["child"]);
        let of_children = framework["prompts"][1]["id"].clone();
        app.publish(&framework).await.is(201);
        let ours = |audience: &str| a_story().for_framework("children", 1).by(audience).with_dyad("timing", 0.3);
        let mut drafts: Vec<Draft> = (0..6).map(|_| ours("family")).collect();
        drafts.push(ours("child").with_dyad("voice", 0.4).with("language", json!("en-x-child")));
        drafts.push(ours("child").with("prompt", of_children));
        let theirs = app.has_cleared(&drafts).await;
        let found = app.search(json!({"selection": {"framework": "children"}, "limit": 100})).await.is(200);
        let listed = |at: usize| found["stories"].as_array().unwrap().iter().find(|story| story["id"] == theirs[at].id).unwrap().clone();
        for story in [listed(7), app.story(&theirs[7].id).await.is(200)] {
            assert!(story.get("prompt").is_none() && story["not_shown"] == json!(["audience"]), "{story}");
        }
        for story in [listed(6), app.story(&theirs[6].id).await.is(200)] {
            assert!(story.get("prompt").is_some(), "{story}");
            assert!(story["answers"].get("voice").is_none() && story["answers"].get("timing").is_some(), "{story}");
            assert_eq!((&story["language"], &story["not_shown"]), (&json!("en"), &json!(["audience", "voice"])), "{story}");
        }
        // The storyteller's own view is complete.
        let own = app.open(&told[7].receipt).await.is(200);
        assert!(own["story"]["answers"].get("audience").is_some() || own["answers"].get("audience").is_some(), "{own}");
    }

    async fn what_analysts_select_is_in_the_audit_log_without_the_words_they_search_for(app: App) {
        app.has_cleared(&(0..12).map(story).collect::<Vec<_>>()).await;
        let asked = json!({"selection": {"framework": "sheffield-send", "answers": {"audience": ["family"]}, "text": "waiting"}});
        for _ in 0..2 {
            app.search(asked.clone()).await.is(200);
            app.patterns(asked.clone()).await.is(200);
        }
        let rows = soon("the row", async || {
            let page = app.get_as(Role::Administrator, "/api/v1/audit?action=selection_viewed").await.is(200);
            let rows = page["entries"].as_array().unwrap().clone();
            (!rows.is_empty()).then_some(rows)
        })
        .await;
        assert_eq!(rows.len(), 1, "one row an hour for each person and selection: {rows:?}");
        assert_eq!((&rows[0]["subject"], &rows[0]["name"]), (&json!("sheffield-send"), &json!("analyst")));
        assert_eq!(rows[0]["detail"], json!({"answers": {"audience": ["family"]}, "text": true}));
    }
}
