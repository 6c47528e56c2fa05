//! `POST /trends`: figures over time.

use crate::support::*;

/// Stories of two rounds: the baseline in one corner and early, the follow-up in another and late.
async fn has_rounds(app: &App) {
    let mut drafts = Vec::new();
    for (round, weights, timing) in [("baseline", [0.8, 0.1, 0.1], 0.2), ("follow-up", [0.1, 0.1, 0.8], 0.9)] {
        let wanted = json!({"name": round, "framework": "sheffield-send", "round": round});
        let made = app.make_collection(&wanted).await.is(201);
        let code = made["join_code"].as_str().unwrap().to_owned();
        drafts.extend((0..12).map(|k| {
            let draft = a_story().in_collection(&code).with_triad("difference", weights).by("family");
            if k == 0 { draft.not_applicable("timing") } else { draft.with_dyad("timing", timing) }
        }));
    }
    app.has_cleared(&drafts).await;
}

/// Twelve stories in each of thirteen months, and in a month that is not over: first near one end, from the eighth month on near
/// the other.
async fn has_months(app: &App) {
    for month in 0..14 {
        let (year, of_year) = (2025 + month / 12, month % 12 + 1);
        app.set_clock(&format!("{year}-{of_year:02}-11T12:00:00Z"));
        let late = month >= 7;
        let drafts: Vec<Draft> = (0..12)
            .map(|k| {
                let position = if late { 0.8 } else { 0.3 } + 0.01 * f64::from((k + month) % 3);
                let weights = if late { [0.1, 0.1, 0.8] } else { [0.8, 0.1, 0.1] };
                a_story().with_dyad("listened_to", position).with_dyad("timing", position).with_triad("difference", weights)
            })
            .collect();
        app.has_cleared(&drafts).await;
    }
}

on_both! {
    async fn a_chart_has_segments_a_target_and_a_better_direction_only_where_the_framework_has_one(app: App) {
        has_months(&app).await;
        let figures = json!([{"figure": "median", "signifier": "listened_to"}, {"figure": "median", "signifier": "timing"}, {"figure": "count"}]);
        let asked = json!({"by": "month", "figures": figures, "targets": [0.4, 0.4]});
        let answer = app.trends(asked).await.is(200);
        let chart = |at: usize| &answer["trends"][at]["chart"];
        assert_eq!((&chart(0)["kind"], &chart(0)["better"], &chart(0)["target"]), (&json!("xmr"), &json!("higher"), &json!(0.4)));
        assert_eq!((&chart(1)["better"], &chart(1)["assurance"]), (&Value::Null, &Value::Null), "timing has no better end");
        assert_eq!(chart(1)["target"], json!(0.4));
        assert_eq!(chart(2)["target"], Value::Null);
        let marks = |at: usize| chart(at)["marks"].as_array().unwrap().clone();
        assert!(marks(0).contains(&json!("improvement")) && marks(0).contains(&json!("concern")), "{:?}", marks(0));
        assert!(marks(1).contains(&json!("neither")) && !marks(1).contains(&json!("improvement")), "{:?}", marks(1));
        // The month that is not over is no part of any limit.
        assert_eq!(marks(0)[13], Value::Null);
        assert_eq!(answer["trends"][0]["points"][13]["partial"], json!(true));
        assert_eq!(chart(0)["segments"][0]["values"], json!(13));
    }

    async fn a_step_change_begins_a_segment_and_a_short_one_has_no_limits(app: App) {
        has_months(&app).await;
        let asked = json!({"by": "month", "figures": [{"figure": "median", "signifier": "listened_to"}], "rebase": ["2025-08-20"],
            "targets": [0.5], "drift": ["difference"]});
        let answer = app.trends(asked).await.is(200);
        let chart = &answer["trends"][0]["chart"];
        let segments = chart["segments"].as_array().unwrap();
        let shapes: Vec<(&Value, &Value, &Value)> =
            segments.iter().map(|own| (&own["from"], &own["statistic"], &own["since"])).collect();
        let (from, since) = (json!(7), json!("2025-08-20"));
        assert_eq!(shapes, [(&json!(0), &json!("median"), &Value::Null), (&from, &json!("median"), &since)]);
        assert_eq!((&chart["kind"], &chart["variation"], &chart["assurance"]), (&json!("run"), &Value::Null, &Value::Null));
        let change = &answer["drift"]["difference"]["change"];
        assert_eq!((&change["from"], &change["to"]), (&json!("2025-01"), &json!("2026-01")));
        let person = &change["corners"][0];
        assert_eq!(person["corner"], "person");
        assert!((person["difference"].as_f64().unwrap() + 0.7).abs() < 1e-9, "{person}");
    }

    async fn more_like_these_and_fewer_like_those_takes_any_two_selections(app: App) {
        has_months(&app).await;
        app.set_clock("2026-02-12T12:00:00Z");
        app.has_cleared(&(0..12).map(|_| a_story().saying("The taxi came late.")).collect::<Vec<_>>()).await;
        let figure = json!({"figure": "share_difference",
            "more": {"text": "taxi"}, "fewer": {"dyads": [{"signifier": "timing", "from": 0.5}]}});
        let answer = app.trends(json!({"by": "month", "figures": [figure]})).await.is(200);
        let values: Vec<Option<f64>> =
            answer["trends"][0]["points"].as_array().unwrap().iter().map(|point| point["value"].as_f64()).collect();
        assert_eq!((values[0], values[7], values.len()), (Some(0.0), Some(-1.0), 14));
        // Of the stories about a taxi it cannot be said where they lie on a question that they did not answer.
        assert_eq!(answer["trends"][0]["points"][13]["of"], json!(12));
        assert!(answer["trends"][0]["warnings"].to_string().contains("cannot be said"), "{}", answer["trends"][0]["warnings"]);
        let elsewhere = json!({"figure": "share_difference", "more": {"framework": "tiny"}, "fewer": {}});
        let problem = app.trends(json!({"by": "month", "figures": [elsewhere]})).await.problem(422);
        assert_eq!(problem.fields(), ["figures[0].more.framework"]);
    }

    async fn a_held_story_is_not_counted_as_one_that_does_not_say_it(app: App) {
        has_months(&app).await;
        app.set_clock("2026-02-12T12:00:00Z");
        for _ in 0..12 {
            app.tell(&a_story().saying("The taxi came late.").with_dyad("timing", 0.9)).await;
        }
        let figure = json!({"figure": "share_difference",
            "more": {"text": "taxi"}, "fewer": {"dyads": [{"signifier": "timing", "from": 0.5}]}});
        let answer = app.trends(json!({"by": "month", "figures": [figure]})).await.is(200);
        let last = &answer["trends"][0]["points"][13];
        assert_eq!((&last["of"], &last["value"]), (&json!(12), &json!(-1.0)), "twelve more are held: {last}");
    }

    async fn rounds_have_the_interval_of_their_difference(app: App) {
        has_rounds(&app).await;
        let figures = json!([{"figure": "zone_share", "signifier": "difference", "zone": "organised"}, {"figure": "median", "signifier": "timing"}]);
        let answer = app.trends(json!({"by": "round", "figures": figures})).await.is(200);
        let chart = &answer["trends"][0]["chart"];
        assert_eq!((&chart["kind"], &chart["segments"]), (&json!("rounds"), &json!([])));
        let change = &chart["changes"][0];
        assert_eq!((&change["from"], &change["to"], &change["difference"]), (&json!("baseline"), &json!("follow-up"), &json!(1.0)));
        // 12 of 12 and 0 of 12: Newcombe's method 10 gives 1 − √2·(1 − 12/(12 + z²)).
        let z = 1.959_963_984_540_054_f64;
        let low = 1.0 - 2f64.sqrt() * (1.0 - 12.0 / (12.0 + z * z));
        assert!((change["interval"][0].as_f64().unwrap() - low).abs() < 1e-9, "{change}");
        assert_eq!(change["interval"][1], json!(1.0));
    }

    async fn figures_are_followed_over_rounds_with_intervals(app: App) {
        has_rounds(&app).await;
        let region = |zone: &str| json!({"signifier": "difference", "zones": [zone]});
        let asked = json!({"by": "round", "drift": ["difference"], "figures": [
            {"figure": "count"},
            {"figure": "zone_share", "signifier": "difference", "zone": "organised"},
            {"figure": "median", "signifier": "timing"},
            {"figure": "centre", "signifier": "difference", "corner": "person"},
            {"figure": "not_applicable", "signifier": "timing"},
            {"figure": "option_share", "signifier": "audience", "option": "family"},
            {"figure": "more_minus_fewer", "more": region("organised"), "fewer": region("person")},
        ]});
        let answer = app.trends(asked.clone()).await.is(200);
        assert_eq!((&answer["matching"], &answer["by"]), (&json!(24), &json!("round")));
        let trends = answer["trends"].as_array().unwrap();
        let values = |at: usize| {
            let points = trends[at]["points"].as_array().unwrap().iter();
            points.map(|point| (point["value"].as_f64().unwrap() * 1e6).round() / 1e6).collect::<Vec<f64>>()
        };
        assert_eq!(trends[0]["points"][0]["period"], "baseline");
        let expected = [[12.0, 12.0], [0.0, 1.0], [0.2, 0.9], [0.8, 0.1], [1.0 / 12.0, 1.0 / 12.0], [1.0, 1.0], [-1.0, 1.0]];
        for (at, expected) in expected.into_iter().enumerate() {
            let rounded = expected.map(|value: f64| (value * 1e6).round() / 1e6);
            assert_eq!(values(at), rounded, "{}", trends[at]["figure"]);
            for point in trends[at]["points"].as_array().unwrap() {
                let [low, high] = [0, 1].map(|end| point["interval"][end].as_f64().unwrap());
                assert!(low <= point["value"].as_f64().unwrap() + 1e-9 && point["value"].as_f64().unwrap() <= high + 1e-9, "{point}");
            }
        }
        assert_eq!(trends[0]["xmr"]["mean"], 12.0);
        // From the middle of one corner's zone to the middle of the other's: as far as the answers moved, and straight.
        let along = trends[6]["along"]["points"][1]["value"].as_f64().unwrap();
        assert!((along - 0.7).abs() < 1e-9, "{along}");
        let path = &answer["drift"]["difference"];
        assert_eq!(path["path"][1]["answered"], 12);
        assert!((path["distance"].as_f64().unwrap() - 0.7).abs() < 0.05, "{path}");
    }

    async fn every_step_covers_all_stories_and_no_stories_give_no_periods(app: App) {
        for by in ["week", "month", "quarter", "round"] {
            let nobody = app.trends(json!({"by": by, "figures": [{"figure": "count"}], "drift": ["difference"]})).await.is(200);
            assert_eq!(nobody["trends"][0]["points"], json!([]), "{by}");
            assert_eq!((&nobody["trends"][0]["xmr"], &nobody["drift"]["difference"]["distance"]), (&Value::Null, &Value::Null));
        }
        has_rounds(&app).await;
        for by in ["week", "month", "quarter", "round"] {
            let answer = app.trends(json!({"by": by, "figures": [{"figure": "count"}]})).await.is(200);
            let points = answer["trends"][0]["points"].as_array().unwrap();
            assert_eq!(points.iter().flat_map(|point| point["value"].as_f64()).sum::<f64>(), 24.0, "{by}");
        }
    }

    async fn stories_without_a_round_cut_periods_and_rough_limits_have_warnings(app: App) {
        has_rounds(&app).await;
        app.has_cleared(&[a_story(), a_story()]).await;
        let ask = async |asked: Value| app.trends(asked).await.is(200);
        let answer = ask(json!({"by": "round", "figures": [{"figure": "count"}]})).await;
        assert!(answer["warnings"].to_string().contains("2 stories belong to no round"), "{}", answer["warnings"]);
        assert!(answer["trends"][0]["warnings"].to_string().contains("rest on 2 periods"), "{}", answer["trends"][0]);
        let today = chrono::Utc::now().date_naive();
        let answer = ask(json!({"by": "quarter", "figures": [{"figure": "count"}], "selection": {"received": {"from": today}}})).await;
        assert!(answer["warnings"].to_string().contains("not over yet"), "{}", answer["warnings"]);
    }

    async fn faults_in_a_request_for_trends_are_named(app: App) {
        let figure = |figure: Value| json!({"by": "month", "figures": [{"figure": "count"}, figure]});
        let many: Vec<Value> = (0..51).map(|_| json!({"figure": "count"})).collect();
        let wrong = [
            (figure(json!({"figure": "zone_share", "signifier": "difference", "zone": "moon"})), "figures[1].zone"),
            (figure(json!({"figure": "zone_share", "signifier": "timing", "zone": "moon"})), "figures[1].signifier"),
            (figure(json!({"figure": "median", "signifier": "difference"})), "figures[1].signifier"),
            (figure(json!({"figure": "centre", "signifier": "difference", "corner": "moon"})), "figures[1].corner"),
            (figure(json!({"figure": "option_share", "signifier": "audience", "option": "moon"})), "figures[1].option"),
            (figure(json!({"figure": "not_applicable", "signifier": "moon"})), "figures[1].signifier"),
            (
                figure(json!({"figure": "more_minus_fewer", "more": {"signifier": "difference", "zones": ["person"]},
                    "fewer": {"signifier": "difference", "zones": ["moon"]}})),
                "figures[1].fewer.zones[0]",
            ),
            (json!({"by": "month", "drift": ["difference", "timing"]}), "drift[1]"),
            (json!({"by": "month", "drift": ["difference", "difference"]}), "drift[1]"),
            (json!({"by": "month", "figures": many}), "figures"),
            (json!({"by": "fortnight"}), "by"),
            (json!({"by": "round", "rebase": ["2026-01-01"]}), "rebase"),
            (json!({"by": "month", "rebase": vec!["2026-01-01"; 21]}), "rebase"),
            (json!({"by": "month", "targets": [1]}), "targets"),
            (json!({"by": "month", "figures": [{"figure": "count"}], "targets": [-1]}), "targets[0]"),
            (json!({"by": "month", "figures": [{"figure": "median", "signifier": "timing"}], "targets": [1.5]}), "targets[0]"),
        ];
        for (asked, field) in wrong {
            let problem = app.trends(asked.clone()).await.problem(422);
            assert_eq!(problem.fields(), [field], "{asked}: {}", problem.0);
        }
        app.trends(figure(json!({"figure": "moon"}))).await.problem(422);
        assert!(app.trends(json!({})).await.problem(422).detail().contains("by"));
    }
}
