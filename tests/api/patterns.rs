//! `POST /patterns`: what a selection looks like.

use crate::support::*;

/// Every number in a document, with its path.
fn numbers(value: &Value, path: &str, found: &mut Vec<(String, f64)>) {
    match value {
        Value::Number(number) => found.push((path.to_owned(), number.as_f64().unwrap())),
        Value::Object(fields) => fields.iter().for_each(|(name, value)| numbers(value, &format!("{path}.{name}"), found)),
        Value::Array(items) => items.iter().for_each(|value| numbers(value, path, found)),
        _ => {}
    }
}

/// Checks that a document of patterns is consistent.
fn holds_together(patterns: &Value) {
    let matching = patterns["matching"].as_u64().unwrap();
    let count = |pattern: &Value, part: &str| pattern[part].as_u64().unwrap_or_else(|| panic!("{part} of {pattern}"));
    for (id, pattern) in patterns["signifiers"].as_object().unwrap() {
        let answered = count(pattern, "answered");
        let others = ["not_applicable", "unanswered", "not_asked"].map(|state| count(pattern, state));
        assert_eq!(answered + others.into_iter().sum::<u64>(), matching, "{id}");
        match pattern["kind"].as_str().unwrap() {
            "triad" => {
                let zones = pattern["zones"].as_object().unwrap();
                assert_eq!(zones.len(), 7, "{id}");
                assert_eq!(zones.values().map(|zone| count(zone, "count")).sum::<u64>(), answered, "{id}");
            }
            "dyad" => {
                for part in ["fifths", "histogram"] {
                    let sum: u64 = pattern[part].as_array().unwrap().iter().flat_map(Value::as_u64).sum();
                    assert_eq!(sum, answered, "{part} of {id}");
                }
            }
            "stones" => {
                for stone in pattern["stones"].as_object().unwrap().values() {
                    assert_eq!(count(stone, "placed") + count(stone, "unplaced"), answered, "{id}");
                    let cells: u64 = stone["cells"].as_array().unwrap().iter().flat_map(Value::as_u64).sum();
                    assert_eq!(cells, count(stone, "placed"), "{id}");
                }
            }
            _ => {
                for option in pattern["options"].as_object().unwrap().values() {
                    assert!(count(option, "count") <= answered, "{id}");
                }
            }
        }
    }
    let mut all = Vec::new();
    numbers(patterns, "", &mut all);
    for (path, number) in all {
        assert!(number.is_finite(), "{path}: {number}");
        if path.ends_with(".share") || path.ends_with(".interval") {
            assert!((0.0..=1.0).contains(&number), "{path}: {number}");
        }
    }
}

fn everything() -> Value {
    json!({"selection": {"framework": "sheffield-send"}, "density": {}, "hexagons": {"across": 6}})
}

on_both! {
    async fn counts_add_up_and_every_number_is_finite(app: App) {
        let at_corner =
            a_story().with_triad("difference", [1.0, 0.0, 0.0]).with_dyad("timing", 0.0).with_stone("school", 0.0, 1.0);
        let drafts = [
            at_corner.clone().by("child").with_choice("feelings", &["sad", "happy", "calm"]),
            at_corner.under(&fresh_receipt()).by("family").with_write_in("services", &[], "a neighbour"),
            a_story().with_triad("difference", [0.0, 0.5, 0.5]).with_dyad("timing", 1.0).with_stone("family", 1.0, 0.0),
            a_story()
                .not_applicable("difference")
                .not_applicable("timing")
                .not_applicable("around_the_child")
                .not_applicable("stage"),
            a_story(),
        ];
        for (told, draft) in drafts.iter().enumerate() {
            app.tell(draft).await;
            app.until_counted(told as u64 + 1).await;
            holds_together(&app.patterns(everything()).await.is(200));
        }
        let patterns = app.patterns(everything()).await.is(200);
        let difference = &patterns["signifiers"]["difference"];
        assert_eq!(
            [&difference["answered"], &difference["not_applicable"], &difference["unanswered"]],
            [&json!(3), &json!(1), &json!(1)]
        );
        assert_eq!(difference["zones"]["person"]["count"], 2);
        assert_eq!(difference["zones"]["together+organised"]["count"], 1);
        assert_eq!(patterns["signifiers"]["timing"]["fifths"], json!([2, 0, 0, 0, 1]));
        assert_eq!(patterns["signifiers"]["services"]["write_ins"], 1);
        assert_eq!(patterns["signifiers"]["feelings"]["options"]["calm"]["count"], 1);
    }

    async fn without_stories_counts_are_zero_and_other_numbers_are_missing(app: App) {
        let asked_about = app.asked_about("sheffield-send", &[1, 3]).await;
        for selection in
            [json!({}), json!({"framework": "sheffield-send"}), json!({"rounds": ["never"]}), json!({"text": "xyzzy"})]
        {
            let asked = json!({"selection": selection, "density": {"bandwidth": 0.05}, "hexagons": {"across": 12}});
            let patterns = app.patterns(asked).await.is(200);
            holds_together(&patterns);
            assert_eq!(patterns["matching"], 0);
            assert_eq!(patterns["signifiers"].as_object().unwrap().len(), asked_about);
            let triad = &patterns["signifiers"]["difference"];
            assert_eq!(triad["zones"]["person"], json!({"count": 0, "share": null, "interval": null, "to_uniform": null}));
            assert_eq!((&triad["centres"]["arithmetic"], &triad["centres"]["geometric"]), (&Value::Null, &Value::Null));
            assert_eq!(patterns["signifiers"]["timing"]["quantiles"]["0.5"], Value::Null);
            assert_eq!(patterns["signifiers"]["around_the_child"]["stones"]["school"]["mean_x"], Value::Null);
        }
    }

    async fn a_published_framework_has_patterns_before_its_first_story(app: App) {
        app.publish(&a_framework("small")).await.is(201);
        let patterns = app.patterns(json!({"selection": {"framework": "small"}})).await.is(200);
        holds_together(&patterns);
        assert_eq!((&patterns["framework"], &patterns["matching"]), (&json!("small"), &json!(0)));
        let signifiers: Vec<&String> = patterns["signifiers"].as_object().unwrap().keys().collect();
        assert_eq!(signifiers, ["corner", "line", "square", "pick"]);
    }

    async fn a_pattern_says_what_its_numbers_mean(app: App) {
        for weights in [[0.7, 0.2, 0.1], [0.65, 0.2, 0.15], [0.1, 0.2, 0.7], [0.3, 0.3, 0.4]] {
            app.tell(&a_story().with_triad("difference", weights).with_dyad("timing", weights[0])).await;
        }
        app.until_counted(4).await;
        let patterns =
            app.patterns(json!({"signifiers": ["timing", "difference"], "density": {"bandwidth": 0.05}})).await.is(200);
        assert_eq!(patterns["warnings"].as_array().unwrap().len(), 1, "fewer than 100 stories: {}", patterns["warnings"]);
        let ids: Vec<&String> = patterns["signifiers"].as_object().unwrap().keys().collect();
        assert_eq!(ids, ["timing", "difference"], "in the order asked for");
        let triad = &patterns["signifiers"]["difference"];
        let person = &triad["zones"]["person"];
        assert_eq!((person["count"].as_u64(), person["share"].as_f64()), (Some(2), Some(0.5)));
        assert!((person["to_uniform"].as_f64().unwrap() - 0.5 / 0.16).abs() < 1e-9);
        let (low, high) = (person["interval"][0].as_f64().unwrap(), person["interval"][1].as_f64().unwrap());
        // Wilson's interval for 2 of 4.
        assert!((low - 0.1500).abs() < 5e-4 && (high - 0.8500).abs() < 5e-4, "{low} {high}");
        let mean: Vec<f64> = triad["centres"]["arithmetic"].as_array().unwrap().iter().flat_map(Value::as_f64).collect();
        for (mean, expected) in mean.iter().zip([0.4375, 0.225, 0.3375]) {
            assert!((mean - expected).abs() < 1e-9, "{mean} {expected}");
        }
        assert_eq!(triad["density"]["values"].as_array().unwrap().len(), 2_145);
        assert_eq!(patterns["signifiers"]["timing"]["fifths"], json!([1, 1, 0, 2, 0]));
    }

    async fn densities_and_hexagons_come_only_when_asked_for(app: App) {
        app.tell(&a_story().with_triad("difference", [0.2, 0.3, 0.5])).await;
        app.until_counted(1).await;
        let plain = app.patterns(json!({"signifiers": ["difference"]})).await.is(200);
        assert!(plain["signifiers"]["difference"].get("density").is_none());
        assert!(plain["signifiers"]["difference"].get("hexagons").is_none());
        let asked = json!({"signifiers": ["difference"], "hexagons": {"across": 6}});
        let binned = app.patterns(asked).await.is(200);
        let cells = binned["signifiers"]["difference"]["hexagons"]["cells"].as_array().unwrap();
        assert_eq!(cells.iter().map(|cell| cell["count"].as_u64().unwrap()).sum::<u64>(), 1);
    }

    async fn a_region_is_resampled_when_asked_for_and_the_same_for_the_same_seed(app: App) {
        let drafts: Vec<Draft> = (0..60)
            .map(|k| {
                let (a, b) = (0.2 + 0.005 * f64::from(k), 0.1 + 0.004 * f64::from(k * 7 % 60));
                a_story().with_triad("difference", [a, b, 1.0 - a - b])
            })
            .collect();
        app.has_cleared(&drafts).await;
        let region = async |asked: Value| {
            let answer = app.patterns(json!({"signifiers": ["difference"], "region": asked})).await.is(200);
            answer["signifiers"]["difference"]["region"].clone()
        };
        let plain = region(json!({})).await;
        assert_eq!((&plain["show"], &plain["bootstrap"]), (&json!("hotelling"), &Value::Null));
        let drawn = region(json!({"bootstrap": true, "resamples": 200, "seed": 5})).await;
        assert_eq!(drawn["hotelling"], plain["hotelling"]);
        assert!(drawn["bootstrap"]["k_squared"].as_f64().unwrap() > 0.0, "{drawn}");
        assert_eq!(region(json!({"bootstrap": true, "resamples": 200, "seed": 5})).await, drawn);
        assert_ne!(region(json!({"bootstrap": true, "resamples": 200, "seed": 6})).await["bootstrap"], drawn["bootstrap"]);
    }

    async fn with_stories_of_two_frameworks_one_must_be_named(app: App) {
        app.publish(&a_framework("small")).await.is(201);
        app.tell(&a_story()).await;
        app.tell(&a_story().for_framework("small", 1).with("prompt", json!("tell")).with_dyad("line", 0.5)).await;
        app.until_counted(1).await;
        soon("the other framework's story", async || {
            let answer = app.patterns(json!({"selection": {"framework": "small"}, "signifiers": []})).await;
            (answer.status == 200 && answer.is(200)["matching"] == 1).then_some(())
        })
        .await;
        app.patterns(json!({})).await.problem(422).names("selection.framework");
        app.search(json!({"facets": ["audience"]})).await.problem(422);
        assert_eq!(app.search(json!({})).await.is(200)["matching"], 2, "a search needs no framework");
    }

    async fn an_answer_names_the_last_change_it_includes(app: App) {
        let before = app.patterns(json!({})).await.is(200)["change"].as_u64().unwrap();
        app.tell(&a_story()).await;
        app.until_counted(1).await;
        let after = app.patterns(json!({})).await.is(200)["change"].as_u64().unwrap();
        assert!(after > before, "{before} {after}");
    }
}
