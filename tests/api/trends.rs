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

on_both! {
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
        ];
        for (asked, field) in wrong {
            let problem = app.trends(asked.clone()).await.problem(422);
            assert_eq!(problem.fields(), [field], "{asked}: {}", problem.0);
        }
        app.trends(figure(json!({"figure": "moon"}))).await.problem(422);
        assert!(app.trends(json!({})).await.problem(422).detail().contains("by"));
    }
}
