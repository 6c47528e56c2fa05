//! One selection feeds every view: a selection on one map applies to all other maps and to the list of stories.

use chrono::{Days, Utc};

use crate::support::*;

/// Six cleared stories that differ in everything; their ids in the order of sending.
async fn six(app: &App) -> Vec<String> {
    let drafts = [
        a_story()
            .saying("Oak.")
            .by("family")
            .with_triad("difference", [0.8, 0.1, 0.1])
            .with_dyad("timing", 0.1)
            .with_stone("school", 0.1, 0.1),
        a_story()
            .saying("Oak, elm.")
            .by("child")
            .with_triad("difference", [0.7, 0.2, 0.1])
            .with_dyad("timing", 0.3)
            .with_stone("school", 0.9, 0.9),
        a_story()
            .saying("Elm.")
            .by("family")
            .with_triad("difference", [0.1, 0.8, 0.1])
            .with_dyad("timing", 0.5)
            .with_stone("health", 0.1, 0.1),
        a_story().saying("Ash.").by("professional").with_triad("difference", [0.34, 0.33, 0.33]).with_dyad("timing", 0.7),
        a_story()
            .saying("Ash, oak.")
            .by("family")
            .not_applicable("difference")
            .with_dyad("timing", 0.9)
            .with("prompt", json!("growing_up")),
        a_story().saying("Nothing answered."),
    ];
    app.has_cleared(&drafts).await.into_iter().map(|told| told.id).collect()
}

/// Checks that the list and the maps have the same stories: those with these indices.
async fn selects(app: &App, told: &[String], selection: Value, expected: &[usize]) {
    let mut found = ids(&app.search(json!({"selection": selection, "limit": 100, "sort": "newest"})).await.is(200));
    found.reverse();
    let expected: Vec<&String> = expected.iter().map(|&place| &told[place]).collect();
    assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{selection}");
    assert_eq!(app.matching(selection.clone()).await, expected.len() as u64, "{selection}");
}

on_both! {
    async fn a_zone_of_one_triad_filters_every_other_map_and_the_list(app: App) {
        let told = six(&app).await;
        let selection = json!({"framework": "sheffield-send", "triads": [{"signifier": "difference", "zones": ["person"]}]});
        selects(&app, &told, selection.clone(), &[0, 1]).await;
        let patterns = app.patterns(json!({"selection": selection})).await.is(200);
        let signifiers = &patterns["signifiers"];
        assert_eq!(signifiers["difference"]["zones"]["person"]["count"], 2);
        assert_eq!(signifiers["difference"]["answered"], 2);
        assert_eq!(signifiers["timing"]["fifths"], json!([1, 1, 0, 0, 0]));
        assert_eq!(signifiers["audience"]["options"]["family"]["count"], 1);
        assert_eq!(signifiers["audience"]["options"]["professional"]["count"], 0);
        assert_eq!(signifiers["around_the_child"]["stones"]["school"]["placed"], 2);
        assert_eq!(signifiers["around_the_child"]["stones"]["health"]["placed"], 0);
    }

    async fn zones_of_one_region_add_up_and_regions_narrow_down(app: App) {
        let told = six(&app).await;
        let zones = |zones: Value| json!({"signifier": "difference", "zones": zones});
        selects(&app, &told, json!({"triads": [zones(json!(["person", "together"]))]}), &[0, 1, 2]).await;
        selects(&app, &told, json!({"triads": [zones(json!(["centre"]))]}), &[3]).await;
        selects(&app, &told, json!({"triads": [zones(json!(["person"])), zones(json!(["together"]))]}), &[]).await;
        selects(&app, &told, json!({"triads": [zones(json!(["together+person", "person+organised"]))]}), &[]).await;
    }

    async fn a_polygon_selects_the_points_in_it(app: App) {
        let told = six(&app).await;
        let polygon = |points: Value| json!({"triads": [{"signifier": "difference", "polygon": points}]});
        selects(&app, &told, polygon(json!([[1, 0, 0], [0.75, 0.25, 0], [0.75, 0, 0.25]])), &[0]).await;
        selects(&app, &told, polygon(json!([[1, 0, 0], [0, 1, 0], [0, 0, 1]])), &[0, 1, 2, 3]).await;
        let either = json!({"signifier": "difference", "zones": ["centre"], "polygon": [[1, 0, 0], [0.75, 0.25, 0], [0.75, 0, 0.25]]});
        selects(&app, &told, json!({"triads": [either]}), &[0, 3]).await;
    }

    async fn a_range_of_a_dyad_includes_its_ends(app: App) {
        let told = six(&app).await;
        let range = |from: f64, to: f64| json!({"dyads": [{"signifier": "timing", "from": from, "to": to}]});
        selects(&app, &told, range(0.3, 0.7), &[1, 2, 3]).await;
        selects(&app, &told, range(0.3001, 0.6999), &[2]).await;
        selects(&app, &told, json!({"dyads": [{"signifier": "timing"}]}), &[0, 1, 2, 3, 4]).await;
    }

    async fn a_region_of_a_stone_selects_where_that_stone_was_put(app: App) {
        let told = six(&app).await;
        let region = |stone: &str, x: [f64; 2]| json!({"stones": [{"signifier": "around_the_child", "stone": stone, "x": x}]});
        selects(&app, &told, region("school", [0.0, 0.5]), &[0]).await;
        selects(&app, &told, region("school", [0.0, 1.0]), &[0, 1]).await;
        selects(&app, &told, region("health", [0.0, 0.5]), &[2]).await;
    }

    async fn any_option_of_every_signifier_must_match(app: App) {
        let told = six(&app).await;
        selects(&app, &told, json!({"answers": {"audience": ["family", "child"]}}), &[0, 1, 2, 4]).await;
        let narrower = json!({"answers": {"audience": ["family", "child"]}, "dyads": [{"signifier": "timing", "from": 0.4}]});
        selects(&app, &told, narrower, &[2, 4]).await;
    }

    async fn each_part_under_not_is_negated_by_itself(app: App) {
        let told = six(&app).await;
        selects(&app, &told, json!({"not": {"answers": {"audience": ["family"]}}}), &[1, 3, 5]).await;
        let two =
            json!({"not": {"answers": {"audience": ["family"]}, "dyads": [{"signifier": "timing", "from": 0.7, "to": 1.0}]}});
        selects(&app, &told, two, &[1]).await;
        let of_both =
            json!({"answers": {"audience": ["family"]}, "not": {"triads": [{"signifier": "difference", "zones": ["person"]}]}});
        selects(&app, &told, of_both, &[2]).await;
        selects(&app, &told, json!({"not": {"prompts": ["moment"]}}), &[4]).await;
    }

    async fn words_combine_with_other_parts(app: App) {
        let told = six(&app).await;
        selects(&app, &told, json!({"text": "oak"}), &[0, 1, 4]).await;
        selects(&app, &told, json!({"text": "oak", "answers": {"audience": ["family"]}}), &[0, 4]).await;
        selects(&app, &told, json!({"text": "oak", "not": {"text": "elm"}}), &[0, 4]).await;
        selects(&app, &told, json!({"not": {"text": "oak"}}), &[2, 3, 5]).await;
        let timing = app.patterns(json!({"selection": {"text": "oak"}, "signifiers": ["timing"]})).await.is(200);
        assert_eq!(timing["signifiers"]["timing"]["fifths"], json!([1, 1, 0, 0, 1]));
    }

    async fn days_select_from_the_first_up_to_the_last(app: App) {
        let told = six(&app).await;
        let today = Utc::now().date_naive();
        let (yesterday, tomorrow) = (today - Days::new(1), today + Days::new(1));
        let all = [0, 1, 2, 3, 4, 5];
        selects(&app, &told, json!({"received": {"from": today, "to": tomorrow}}), &all).await;
        selects(&app, &told, json!({"received": {"from": yesterday}}), &all).await;
        selects(&app, &told, json!({"received": {"to": today}}), &[]).await;
        selects(&app, &told, json!({"received": {"from": tomorrow}}), &[]).await;
        selects(&app, &told, json!({"not": {"received": {"from": today, "to": tomorrow}}}), &[]).await;
    }

    async fn prompts_collections_and_rounds_select_where_a_story_came_from(app: App) {
        let make = async |name: &str, round: Value| {
            let wanted = json!({"name": name, "framework": "sheffield-send", "round": round});
            app.make_collection(&wanted).await.is(201)["join_code"].as_str().unwrap().to_owned()
        };
        let (park, school) = (make("Park", json!("baseline")).await, make("School", json!("follow-up")).await);
        let drafts =
            [a_story().in_collection(&park), a_story().in_collection(&school), a_story().with("prompt", json!("growing_up"))];
        let told: Vec<String> = app.has_cleared(&drafts).await.into_iter().map(|told| told.id).collect();
        selects(&app, &told, json!({"collections": [park]}), &[0]).await;
        selects(&app, &told, json!({"collections": [park, school]}), &[0, 1]).await;
        selects(&app, &told, json!({"rounds": ["baseline"]}), &[0]).await;
        selects(&app, &told, json!({"rounds": ["baseline", "follow-up"]}), &[0, 1]).await;
        selects(&app, &told, json!({"not": {"rounds": ["baseline"]}}), &[1, 2]).await;
        selects(&app, &told, json!({"prompts": ["growing_up"]}), &[2]).await;
        selects(&app, &told, json!({"collections": ["NONE-SUCH"]}), &[]).await;
        selects(&app, &told, json!({"rounds": ["never"]}), &[]).await;
    }

    async fn what_cannot_be_said_of_a_story_leaves_it_out_and_is_counted(app: App) {
        let told = six(&app).await;
        app.tell(&a_story().saying("Oak, held.").by("family").with_dyad("timing", 0.9)).await;
        app.until_counted(7).await;
        let ask = async |selection: Value| {
            let patterns = app.patterns(json!({"selection": selection, "signifiers": ["timing"]})).await.is(200);
            let found = app.search(json!({"selection": selection, "sort": "newest"})).await.is(200);
            assert_eq!(patterns["undecided"], found["undecided"], "{selection}");
            let count = |name: &str| patterns["undecided"][name].as_u64().unwrap();
            (patterns["matching"].as_u64().unwrap(), count("without_answer"), count("not_readable"), patterns["warnings"].to_string())
        };
        selects(&app, &told, json!({"not": {"text": "oak"}}), &[2, 3, 5]).await;
        for text in [json!({"text": "oak"}), json!({"not": {"text": "oak"}}), json!({"text": "-oak"})] {
            let (matching, without, held, warnings) = ask(text.clone()).await;
            assert_eq!((matching, without, held), (3, 0, 1), "{text}: the held story neither has the word nor lacks it");
            assert!(warnings.contains("1 story is left out because their texts"), "{warnings}");
        }
        // A held story that another part leaves out is not counted, whatever its text says.
        let (_, _, held, _) = ask(json!({"text": "oak", "answers": {"audience": ["child"]}})).await;
        assert_eq!(held, 0);
        // The fifth says that the triad does not fit, the sixth and the held one skipped it.
        let (matching, without, held, warnings) =
            ask(json!({"not": {"triads": [{"signifier": "difference", "zones": ["person"]}]}})).await;
        assert_eq!((matching, without, held), (2, 3, 0));
        assert!(warnings.contains("3 stories are left out without an answer where a region is excluded"), "{warnings}");
        let (matching, without, held, _) =
            ask(json!({"text": "oak OR ash", "not": {"stones": [{"signifier": "around_the_child", "stone": "school", "x": [0.5, 1.0]}]}})).await;
        assert_eq!((matching, without, held), (1, 2, 1));
        let nothing = ask(json!({"dyads": [{"signifier": "timing", "from": 0.5}]})).await;
        assert_eq!((nothing.1, nothing.2), (0, 0), "a story without an answer is simply not in the region");
    }

    async fn held_stories_are_on_the_maps_but_not_in_the_list(app: App) {
        app.tell(&a_story().with_dyad("timing", 0.9)).await;
        app.until_counted(1).await;
        let page = app.search(json!({"selection": {"dyads": [{"signifier": "timing", "from": 0.5}]}})).await.is(200);
        assert_eq!((&page["matching"], &page["readable"], ids(&page).len()), (&json!(1), &json!(0), 0));
    }
}
