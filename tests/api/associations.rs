//! `POST /associations`: which signifiers go together.

use crate::support::*;

/// Forty stories: in one half one person made the difference and help came early, in the other organisation did and it was late.
/// Children say how they felt, families say who was involved; nobody is asked both.
async fn has_two_halves(app: &App) {
    let asked = |last: &str| json!(["audience", "difference", "timing", last]);
    let draft = |number: usize| {
        let early = number.is_multiple_of(2);
        let (weights, timing) = if early { ([0.8, 0.1, 0.1], 0.1) } else { ([0.1, 0.1, 0.8], 0.9) };
        let draft = a_story().with_triad("difference", weights).with_dyad("timing", timing);
        match number < 20 {
            true => draft.by("child").with_choice("feelings", &["happy", "calm"]).with("asked", asked("feelings")),
            false => draft.by("family").with_choice("services", &["senco", "camhs"]).with("asked", asked("services")),
        }
    };
    app.has_cleared(&(0..40).map(draft).collect::<Vec<_>>()).await;
}

fn pair<'a>(answer: &'a Value, first: &str, second: &str) -> &'a Value {
    let pairs = answer["pairs"].as_array().unwrap();
    pairs.iter().find(|pair| pair["pair"] == json!([first, second])).unwrap_or_else(|| panic!("{first}, {second}"))
}

const FOUR: [&str; 5] = ["audience", "difference", "timing", "feelings", "services"];

on_both! {
    @with spawn_app_with_disclosure_control;

    async fn pairs_are_ranked_by_one_measure_and_those_never_asked_together_say_so(app: App) {
        has_two_halves(&app).await;
        let answer = app.associations(json!({"signifiers": FOUR})).await.is(200);
        assert_eq!((&answer["matching"], &answer["framework"]), (&json!(40), &json!("sheffield-send")));
        assert_eq!(answer["signifiers"][1], json!({"id": "difference", "kind": "triad"}));
        let pairs = answer["pairs"].as_array().unwrap();
        assert_eq!(pairs.len(), 10);
        assert_eq!(pairs[0]["pair"], json!(["difference", "timing"]), "the strongest comes first");
        assert!(pairs[0]["cramers_v"].as_f64().unwrap() > 0.95 && pairs[0]["n"] == 40, "{}", pairs[0]);
        assert!(pairs[0]["distance_correlation"].as_f64().unwrap() > 0.99, "{}", pairs[0]);
        let least: Vec<f64> = pairs.iter().map(|pair| pair["v_interval"][0].as_f64().unwrap_or(-1.0)).collect();
        assert!(least.is_sorted_by(|a, b| a >= b), "{least:?}");
        for pair in pairs.iter().filter(|pair| pair["not_estimable"].is_null()) {
            let [low, v, high] = [&pair["v_interval"][0], &pair["cramers_v"], &pair["v_interval"][1]].map(|end| end.as_f64().unwrap());
            assert!((0.0..=v).contains(&low) && v <= high && high <= 1.0, "{pair}");
        }
        let never = pair(&answer, "feelings", "services");
        assert_eq!((&never["n"], &never["not_estimable"]), (&json!(0), &json!("never_asked_together")));
        assert!(["cramers_v", "v_interval", "rank_correlation", "distance_correlation"].iter().all(|effect| never[effect].is_null()), "{never}");
        // All who were asked how they felt are children.
        assert_eq!(pair(&answer, "audience", "feelings")["not_estimable"], "one_answer");
    }

    async fn the_table_of_a_pair_tells_where_stories_are_more_than_chance_explains(app: App) {
        has_two_halves(&app).await;
        let answer = app.associations(json!({"pair": ["difference", "timing"]})).await.is(200);
        assert_eq!(answer["pairs"].as_array().unwrap().len(), 1);
        let table = &answer["table"];
        assert_eq!((&table["rows"][0], &table["columns"][0]), (&json!({"id": "person", "n": 20}), &json!({"id": "0-0.2", "n": 20})));
        let cell = &table["cells"][0][0];
        assert!(cell["count"] == 20 && cell["residual"].as_f64().unwrap() > 6.0 && cell["tendency"] == "more", "{cell}");
        let other = &table["cells"][0][4];
        assert!(other["count"] == 0 && other["residual"].as_f64().unwrap() < -6.0 && other["tendency"] == "fewer", "{other}");
        // A row without stories has nothing to say.
        assert_eq!(table["cells"][1][0], json!({"count": 0, "residual": null, "tendency": null}));
    }

    async fn a_cell_of_few_stories_is_not_told_and_cannot_be_had_by_subtraction(app: App) {
        let draft = |number: usize| {
            let timing = match number {
                0..20 => 0.1,
                20..23 => 0.9,
                23..40 => 0.5,
                _ => 0.9,
            };
            let weights = if number < 40 { [0.8, 0.1, 0.1] } else { [0.1, 0.1, 0.8] };
            a_story().with_triad("difference", weights).with_dyad("timing", timing)
        };
        app.has_cleared(&(0..60).map(draft).collect::<Vec<_>>()).await;
        let table = app.associations(json!({"pair": ["difference", "timing"]})).await.is(200)["table"].clone();
        let small = &table["cells"][0][4];
        assert_eq!((&small["count"], &small["fewer_than"], &small["residual"]), (&Value::Null, &json!(10), &Value::Null));
        assert_eq!(small["tendency"], "fewer", "that it is few for this row may be said");
        // Of 20 and 17 beside it and 20 below, the smallest goes with it, and so do the totals that would give it away.
        assert_eq!(table["cells"][0][2]["count"], Value::Null);
        assert_eq!((&table["cells"][0][0]["count"], &table["cells"][2][4]["count"]), (&json!(20), &json!(20)));
        assert_eq!(table["columns"][4]["n"], Value::Null);
    }

    async fn few_stories_are_not_broken_down(app: App) {
        has_two_halves(&app).await;
        let selection = json!({"answers": {"audience": ["child"]}, "dyads": [{"signifier": "timing", "from": 0.0, "to": 0.2}]});
        let none = app.associations(json!({"selection": {"received": {"to": "2000-01-01"}}})).await.is(200);
        assert_eq!((&none["matching"], &none["pairs"]), (&json!(0), &json!([])));
        let ten = app.associations(json!({"selection": selection})).await.is(200);
        assert_eq!(ten["matching"], 10);
        app.has_cleared(&[a_story().by("professional").with_dyad("timing", 0.5), a_story().by("professional").with_dyad("timing", 0.6)]).await;
        let two = json!({"answers": {"audience": ["professional"]}});
        let few = app.associations(json!({"selection": two, "pair": ["audience", "timing"]})).await.is(200);
        assert_eq!((&few["matching"], &few["fewer_than"], &few["pairs"], &few["table"]), (&Value::Null, &json!(10), &json!([]), &Value::Null));
        // In a large selection, a pair that few answered is not told either.
        let pair = app.associations(json!({"pair": ["difference", "voice"]})).await.is(200)["pairs"][0].clone();
        assert_eq!((&pair["n"], &pair["not_estimable"]), (&json!(0), &json!("never_answered_together")));
        app.has_cleared(&[a_story().with_triad("difference", [0.2, 0.3, 0.5]).with_dyad("voice", 0.5)]).await;
        let answer = app.associations(json!({"pair": ["difference", "voice"]})).await.is(200);
        let pair = &answer["pairs"][0];
        assert_eq!((&pair["n"], &pair["fewer_than"], &pair["not_estimable"]), (&Value::Null, &json!(10), &json!("few_stories")));
        assert_eq!((&pair["distance_correlation"], &answer["table"]), (&Value::Null, &Value::Null));
    }

    async fn requests_that_make_no_sense_name_the_field(app: App) {
        for (asked, field) in [
            (json!({"signifiers": ["difference", "nowhere"]}), "signifiers[1]"),
            (json!({"signifiers": ["difference"]}), "signifiers"),
            (json!({"signifiers": ["timing", "timing"]}), "signifiers[1]"),
            (json!({"pair": ["timing", "nowhere"]}), "pair[1]"),
            (json!({"pair": ["timing", "around_the_child"]}), "pair"),
            (json!({"pair": ["timing", "voice"], "signifiers": ["timing", "voice"]}), "pair"),
            (json!({"selection": {"framework": "nowhere"}}), "selection.framework"),
        ] {
            app.associations(asked).await.problem(422).names(field);
        }
        app.associations(json!({"pair": ["timing"]})).await.problem(422);
    }
}
