//! Invalid input is refused with a status below 500, a problem document, and the name of the field. Nothing is stored.

use std::time::Duration;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use reqwest::Method;
use sensing::model::Role;

use crate::support::*;

/// A story as JSON text, with one part replaced by something that JSON libraries would not write.
fn with_raw(part: &str, raw: &str) -> String {
    let body = a_story().with(part, json!("REPLACED")).body().to_string();
    body.replace("\"REPLACED\"", raw)
}

/// A story as JSON text, with every character of its text escaped.
fn escaped(draft: &Draft) -> String {
    let body = draft.body();
    let units = body["text"].as_str().unwrap().encode_utf16();
    let text: String = units.map(|unit| format!("\\u{unit:04x}")).collect();
    draft.clone().saying("REPLACED").body().to_string().replace("REPLACED", &text)
}

async fn refused(app: &App, draft: Draft, field: &str) {
    app.submit(&draft).await.problem(422).names(field);
}

async fn selection_refused(app: &App, mut selection: Value, field: &str) {
    if selection.get("framework").is_none() {
        selection["framework"] = json!("sheffield-send");
    }
    for path in ["/api/v1/search", "/api/v1/patterns"] {
        app.post_as(Role::Analyst, path, &json!({"selection": selection})).await.problem(422).names(field);
    }
}

// The request as a whole.
on_both! { shared;
    async fn an_empty_body_is_refused(app: App) {
        app.post_raw("/api/v1/stories", "").await.problem(400);
    }

    async fn a_body_that_is_not_json_is_refused(app: App) {
        for body in ["{", "nothing", "{\"framework\": }", "{'framework': 1}", "{} {}", "[1,2", "\"", "{\"a\":1,}"] {
            let answer = app.post_raw("/api/v1/stories", body).await;
            assert!(matches!(answer.status, 400 | 422), "{body}: {}", answer.text());
            answer.problem(answer.status);
        }
    }

    async fn a_list_instead_of_an_object_is_refused(app: App) {
        for path in ["/api/v1/stories", "/api/v1/receipts/open", "/api/v1/receipts/withdraw", "/api/v1/session"] {
            app.post(path, &json!([])).await.problem(422).names("");
            app.post(path, &json!([[1], {"framework": "x"}])).await.problem(422);
            app.post(path, &json!("a string")).await.problem(422).names("");
            app.post(path, &Value::Null).await.problem(422).names("");
        }
    }

    async fn text_that_is_not_utf8_is_refused(app: App) {
        let body = a_story().saying("MARK").body().to_string().into_bytes();
        let at = body.windows(4).position(|window| window == b"MARK").unwrap();
        for wrong in [&[0xff, 0xfe][..], &[0xc3, 0x28], &[0xed, 0xa0, 0x80], &[0xf8, 0x88, 0x80, 0x80, 0x80], &[0xc0, 0x80]] {
            let body = [&body[..at], wrong, &body[at + 4..]].concat();
            let answer = app.post_raw("/api/v1/stories", body).await;
            answer.problem(400);
        }
    }

    async fn numbers_that_json_does_not_have_are_refused(app: App) {
        for number in ["NaN", "Infinity", "-Infinity", "+1", ".5", "0x10", "1.", "--1", "1e"] {
            let body = with_raw("answers", &format!("{{\"timing\": {{\"dyad\": {number}}}}}"));
            app.post_raw("/api/v1/stories", body).await.problem(400);
        }
    }

    async fn a_number_too_large_to_be_read_is_refused_with_its_field(app: App) {
        for number in ["1e999", "-1e999", "1e400", &"9".repeat(400)] {
            let body = with_raw("answers", &format!("{{\"timing\": {{\"dyad\": {number}}}}}"));
            let problem = app.post_raw("/api/v1/stories", body).await.problem(422);
            assert!(problem.fields()[0].starts_with("answers.timing"), "{number}: {:?}", problem.fields());
        }
    }

    async fn nesting_too_deep_is_refused(app: App) {
        let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        app.post_raw("/api/v1/stories", with_raw("answers", &deep(9))).await.problem(400);
        app.post_raw("/api/v1/stories", with_raw("answers", &deep(20_000))).await.problem(400);
        app.post_raw("/api/v1/stories", "[".repeat(60_000)).await.problem(400);
        app.post_raw("/api/v1/stories", "{\"a\":".repeat(10_000)).await.problem(400);
    }

    async fn an_unpaired_surrogate_is_refused(app: App) {
        for escape in ["\\ud800", "\\udc00", "\\ud800x", "\\ud800\\ud800"] {
            let answer = app.post_raw("/api/v1/stories", with_raw("text", &format!("\"a{escape}b\""))).await;
            assert!(matches!(answer.status, 400 | 422), "{escape}: {}", answer.text());
            answer.problem(answer.status);
        }
    }

    async fn a_body_of_ten_megabytes_is_refused_as_too_large(app: App) {
        let body = a_story().saying(&"a".repeat(10 * 1024 * 1024)).body().to_string();
        app.post_raw("/api/v1/stories", body.clone()).await.problem(413);
        app.post_raw("/api/v1/receipts/open", body).await.problem(413);
    }

    async fn a_body_just_over_the_limit_is_refused_as_too_large(app: App) {
        let body = a_story().with("answers", json!({"x": vec!["ä"; 300 * 1024]})).body();
        app.post("/api/v1/stories", &body).await.problem(413);
        app.post("/api/v1/receipts/open", &json!({"receipt": "ä".repeat(33 * 1024)})).await.problem(413);
    }

    async fn another_content_type_is_refused(app: App) {
        let body = a_story().body().to_string();
        for kind in
            ["text/plain", "application/x-www-form-urlencoded", "multipart/mixed; boundary=x", "application/jsonx", ""]
        {
            let request = app.request(Method::POST, "/api/v1/stories").header("content-type", kind).body(body.clone());
            send(request).await.problem(415);
        }
        send(app.request(Method::POST, "/api/v1/stories").body(body.clone())).await.problem(415);
        let spelt = app.request(Method::POST, "/api/v1/stories").header("content-type", "Application/JSON; charset=utf-8");
        send(spelt.body(body)).await.is(201);
    }

    async fn a_body_with_a_false_content_encoding_is_refused(app: App) {
        for encoding in ["gzip", "br", "deflate", "zstd", "nonsense"] {
            let request = app.request(Method::POST, "/api/v1/stories").header("content-type", "application/json");
            let answer = send(request.header("content-encoding", encoding).body(a_story().body().to_string())).await;
            assert!(answer.status < 500, "{encoding}: {}", answer.text());
        }
    }
}

// A story.
on_both! { shared;
    async fn an_unknown_field_is_refused(app: App) {
        refused(&app, a_story().with("name", json!("Ada")), "name").await;
        refused(&app, a_story().with("consent", json!({"analysis": true, "marketing": true})), "consent.marketing").await;
        refused(&app, a_story().answering("timing", json!({"dyad": 0.5, "certainty": 1})), "answers.timing.certainty").await;
    }

    async fn a_missing_field_is_named(app: App) {
        for part in ["framework", "version", "language", "prompt", "text"] {
            let problem = app.submit(&a_story().without(part)).await.problem(422);
            assert!(problem.detail().contains(part), "{part}: {}", problem.0);
        }
    }

    async fn a_field_of_the_wrong_type_is_named(app: App) {
        for (part, value) in [
            ("framework", json!(7)),
            ("version", json!("1")),
            ("version", json!(-1)),
            ("version", json!(1.5)),
            ("version", json!(4_294_967_296u64)),
            ("text", json!(null)),
            ("text", json!(["a"])),
            ("title", json!({})),
            ("answers", json!([])),
            ("consent", json!(true)),
            ("receipt", json!(12)),
            ("collection", json!(false)),
            ("told", json!(20_260_302)),
            ("worried", json!("yes")),
            ("teller", json!(12)),
        ] {
            refused(&app, a_story().with(part, value), part).await;
        }
    }

    async fn a_string_that_is_not_a_day_is_refused(app: App) {
        let days = ["", "yesterday", "2026-13-01", "2026-02-30", "02.03.2026", "2026-3-2", "+2026-03-02", "2026-03-02T10:00", "202६-03-02"];
        for told in days {
            refused(&app, a_story().with("told", json!(told)), "told").await;
        }
    }

    async fn a_day_before_1900_is_refused_in_every_field(app: App) {
        for day in ["0001-01-01", "1899-12-31", "10000-01-01", "+10000-01-01", "+262142-12-31", "-0001-01-01", "-262143-01-01"] {
            refused(&app, a_story().with("told", json!(day)), "told").await;
            for field in ["opens", "closes"] {
                let wanted = json!({"name": "A group", "framework": "sheffield-send", field: day});
                let problem = app.make_collection(&wanted).await.problem(422);
                problem.names(field);
                assert!(problem.detail().contains("1900"), "{}", problem.detail());
            }
        }
        let longest = json!({"name": "A group", "framework": "sheffield-send", "opens": "1900-01-01", "closes": "9999-12-31"});
        let made = app.make_collection(&longest).await.is(201);
        assert_eq!((&made["opens"], &made["closes"]), (&longest["opens"], &longest["closes"]));
    }

    async fn a_teller_key_that_does_not_look_like_a_receipt_is_refused(app: App) {
        for teller in ["", "me", &"U".repeat(26), &"0".repeat(25), "a\0"] {
            refused(&app, a_story().with("teller", json!(teller)), "teller").await;
        }
    }

    async fn a_repeated_field_is_refused(app: App) {
        let body = a_story().body().to_string().replacen('{', "{\"text\": \"Another.\", ", 1);
        app.post_raw("/api/v1/stories", body).await.problem(422);
    }

    async fn a_text_with_a_nul_is_refused(app: App) {
        refused(&app, a_story().saying("a\0b"), "text").await;
        refused(&app, a_story().titled("a\0b"), "title").await;
        refused(&app, a_story().with_write_in("services", &["other"], "a\0b"), "answers.services.write_in").await;
    }

    async fn a_nul_anywhere_else_is_refused_too(app: App) {
        refused(&app, a_story().with("framework", json!("sheffield\0send")), "framework").await;
        refused(&app, a_story().with("prompt", json!("mo\0ment")), "prompt").await;
        refused(&app, a_story().with("language", json!("e\0n")), "language").await;
        refused(&app, a_story().with("receipt", json!("\0")), "receipt").await;
        refused(&app, a_story().answering("\0", json!({"dyad": 0.5})), "answers.\0").await;
    }

    async fn a_join_code_with_a_nul_is_unknown(app: App) {
        refused(&app, a_story().in_collection("PARK\u{0}7K2M"), "collection").await;
        app.join("PARK%007K2M").await.problem(404);
    }

    async fn an_empty_text_is_refused(app: App) {
        for text in ["", "   ", "\n\t", "\u{200b}\u{202e}", "\r"] {
            refused(&app, a_story().saying(text), "text").await;
        }
    }

    async fn a_text_too_long_is_refused(app: App) {
        let problem = app.submit(&a_story().saying(&"a".repeat(5_001))).await.problem(422);
        problem.names("text");
        assert!(problem.detail().contains("5001") && problem.detail().contains("5000"), "{}", problem.detail());
    }

    async fn a_title_too_long_is_refused(app: App) {
        refused(&app, a_story().titled(&"a".repeat(201)), "title").await;
    }

    async fn a_malformed_receipt_is_refused(app: App) {
        for receipt in ["", "short", &"0".repeat(25), &"0".repeat(27), &"U".repeat(26), &"8".repeat(26), &"é".repeat(26)] {
            refused(&app, a_story().under(receipt), "receipt").await;
            app.open(receipt).await.problem(422).names("receipt");
            app.withdraw(receipt).await.problem(422).names("receipt");
        }
    }

    async fn a_framework_that_does_not_exist_is_refused(app: App) {
        refused(&app, a_story().for_framework("nowhere", 1), "framework").await;
    }

    async fn a_version_that_does_not_exist_is_refused(app: App) {
        for version in [0, 2, 4_294_967_295] {
            refused(&app, a_story().for_framework("sheffield-send", version), "version").await;
        }
    }

    async fn an_unknown_prompt_is_refused(app: App) {
        refused(&app, a_story().with("prompt", json!("anything")), "prompt").await;
    }

    async fn an_invalid_language_or_one_that_the_framework_lacks_is_refused(app: App) {
        for language in ["", "english", "ENGLISH", "en_GB", "ur", "UR-pk", "x", "enm"] {
            refused(&app, a_story().with("language", json!(language)), "language").await;
        }
    }

    async fn an_answer_to_an_unknown_signifier_is_refused(app: App) {
        refused(&app, a_story().with_dyad("nothing", 0.5), "answers.nothing").await;
    }

    async fn an_answer_of_the_wrong_kind_is_refused(app: App) {
        refused(&app, a_story().with_dyad("difference", 0.5), "answers.difference.dyad").await;
        refused(&app, a_story().with_triad("timing", [1.0, 0.0, 0.0]), "answers.timing.triad").await;
        refused(&app, a_story().with_choice("around_the_child", &["school"]), "answers.around_the_child.choice").await;
        refused(&app, a_story().answering("feelings", json!({"stones": {}})), "answers.feelings.stones").await;
        refused(&app, a_story().answering("timing", json!({})), "answers.timing.dyad").await;
        refused(&app, a_story().answering("timing", json!({"dyad": 0.5, "triad": [1, 0, 0]})), "answers.timing.triad").await;
    }

    async fn an_answer_of_no_known_form_is_refused(app: App) {
        for answer in [json!(0.5), json!("skipped"), json!(true), json!([0.5])] {
            refused(&app, a_story().answering("timing", answer), "answers.timing").await;
        }
        let problem = app.submit(&a_story().answering("timing", json!({"dyad": 0.5, "input": "thought"}))).await.problem(422);
        assert!(problem.fields()[0].starts_with("answers.timing"), "{:?}", problem.fields());
    }

    async fn too_few_or_too_many_numbers_are_refused_with_their_field(app: App) {
        for (signifier, kind, answer) in [
            ("difference", "triad", json!({"triad": []})),
            ("difference", "triad", json!({"triad": [0.5, 0.5]})),
            ("difference", "triad", json!({"triad": [0.4, 0.3, 0.2, 0.1]})),
            ("around_the_child", "stones", json!({"stones": {"school": [0.5]}})),
            ("around_the_child", "stones", json!({"stones": {"school": [0.5, 0.5, 0.5]}})),
        ] {
            let problem = app.submit(&a_story().answering(signifier, answer)).await.problem(422);
            assert!(problem.fields()[0].starts_with(&format!("answers.{signifier}.{kind}")), "{:?}", problem.fields());
        }
        let polygon = json!([[1, 0, 0], [0, 1, 0, 0], [0, 0, 1]]);
        let selection = json!({"framework": "sheffield-send", "triads": [{"signifier": "difference", "polygon": polygon}]});
        let problem = app.search(json!({"selection": selection})).await.problem(422);
        assert!(problem.fields()[0].starts_with("selection.triads[0].polygon[1]"), "{:?}", problem.fields());
    }

    async fn weights_that_do_not_sum_to_one_are_refused(app: App) {
        for weights in
            [[0.5, 0.3, 0.1], [0.0, 0.0, 0.0], [1.0, 1.0, 1.0], [0.5, 0.5, 0.0011], [1.5, -0.25, -0.25], [-0.1, 0.6, 0.5]]
        {
            refused(&app, a_story().with_triad("difference", weights), "answers.difference.triad").await;
        }
    }

    async fn a_position_out_of_range_is_refused(app: App) {
        for position in [-0.0001, 1.0001, 2.0, -1.0, 1e300] {
            refused(&app, a_story().with_dyad("timing", position), "answers.timing.dyad").await;
        }
    }

    async fn a_stone_out_of_range_or_unknown_is_refused(app: App) {
        refused(&app, a_story().with_stone("school", 1.1, 0.5), "answers.around_the_child.stones.school[0]").await;
        refused(&app, a_story().with_stone("school", 0.5, -0.1), "answers.around_the_child.stones.school[1]").await;
        refused(&app, a_story().with_stone("dragon", 0.5, 0.5), "answers.around_the_child.stones.dragon").await;
    }

    async fn not_applicable_is_refused_where_it_is_not_offered(app: App) {
        refused(&app, a_story().not_applicable("audience"), "answers.audience").await;
    }

    async fn an_unknown_option_is_refused(app: App) {
        refused(&app, a_story().with_choice("feelings", &["sad", "furious"]), "answers.feelings.choice[1]").await;
    }

    async fn too_many_options_are_refused(app: App) {
        refused(&app, a_story().with_choice("feelings", &["sad", "happy", "calm", "tired"]), "answers.feelings.choice").await;
        refused(&app, a_story().with_choice("audience", &["child", "family"]), "answers.audience.choice").await;
    }

    async fn an_exclusive_option_is_refused_together_with_others(app: App) {
        refused(&app, a_story().with_choice("services", &["none", "camhs"]), "answers.services.choice").await;
    }

    async fn a_write_in_is_refused_where_none_is_offered_and_when_too_long(app: App) {
        refused(&app, a_story().with_write_in("feelings", &["sad"], "numb"), "answers.feelings.write_in").await;
        refused(&app, a_story().with_write_in("services", &["other"], &"a".repeat(201)), "answers.services.write_in").await;
    }

    async fn an_unknown_join_code_is_refused(app: App) {
        for code in ["NOPE-NOPE", "", "🦄", &"A".repeat(3_000)] {
            refused(&app, a_story().in_collection(code), "collection").await;
        }
    }

    async fn all_faults_are_reported_at_once(app: App) {
        let draft =
            a_story().saying("").titled("a\0").with("prompt", json!("x")).with_dyad("timing", 3.0).with_dyad("none", 0.5);
        let problem = app.submit(&draft).await.problem(422);
        let mut fields = problem.fields();
        fields.sort_unstable();
        assert_eq!(fields, ["answers.none", "answers.timing.dyad", "prompt", "text", "title"]);
    }
}

// A selection and the requests for its views.
on_both! { shared;
    async fn an_unknown_part_of_a_selection_is_refused(app: App) {
        selection_refused(&app, json!({"wher": 1}), "selection.wher").await;
        selection_refused(&app, json!({"not": {"framework": "x"}}), "selection.not.framework").await;
        app.search(json!({"select": {}})).await.problem(422).names("select");
        app.patterns(json!({"density": {"width": 1}})).await.problem(422).names("density.width");
    }

    async fn a_selection_of_an_unknown_framework_is_refused(app: App) {
        selection_refused(&app, json!({"framework": "nowhere"}), "selection.framework").await;
    }

    async fn an_unknown_zone_is_refused(app: App) {
        let region = json!({"signifier": "difference", "zones": ["person", "middle"]});
        selection_refused(&app, json!({"triads": [region]}), "selection.triads[0].zones[1]").await;
    }

    async fn an_unknown_signifier_in_a_selection_is_refused(app: App) {
        selection_refused(
            &app,
            json!({"triads": [{"signifier": "nothing", "zones": ["person"]}]}),
            "selection.triads[0].signifier",
        )
        .await;
        selection_refused(&app, json!({"dyads": [{"signifier": "nothing"}]}), "selection.dyads[0].signifier").await;
        selection_refused(&app, json!({"stones": [{"signifier": "nothing", "stone": "x"}]}), "selection.stones[0].signifier")
            .await;
        selection_refused(&app, json!({"answers": {"nothing": ["x"]}}), "selection.answers.nothing").await;
        selection_refused(&app, json!({"not": {"answers": {"nothing": ["x"]}}}), "selection.not.answers.nothing").await;
    }

    async fn a_region_on_the_wrong_kind_of_signifier_is_refused(app: App) {
        selection_refused(
            &app,
            json!({"triads": [{"signifier": "timing", "zones": ["early"]}]}),
            "selection.triads[0].signifier",
        )
        .await;
        selection_refused(&app, json!({"dyads": [{"signifier": "difference"}]}), "selection.dyads[0].signifier").await;
        selection_refused(&app, json!({"answers": {"timing": ["early"]}}), "selection.answers.timing").await;
    }

    async fn an_unknown_option_in_a_selection_is_refused(app: App) {
        selection_refused(&app, json!({"answers": {"audience": ["family", "teacher"]}}), "selection.answers.audience[1]").await;
        selection_refused(&app, json!({"answers": {"audience": []}}), "selection.answers.audience").await;
    }

    async fn an_unknown_stone_or_prompt_in_a_selection_is_refused(app: App) {
        let region = json!({"signifier": "around_the_child", "stone": "dragon"});
        selection_refused(&app, json!({"stones": [region]}), "selection.stones[0].stone").await;
        selection_refused(&app, json!({"prompts": ["anything"]}), "selection.prompts[0]").await;
    }

    async fn a_polygon_of_two_points_is_refused(app: App) {
        let polygon = json!([[1, 0, 0], [0, 1, 0]]);
        selection_refused(
            &app,
            json!({"triads": [{"signifier": "difference", "polygon": polygon}]}),
            "selection.triads[0].polygon",
        )
        .await;
    }

    async fn a_polygon_with_invalid_points_is_refused(app: App) {
        for point in [json!([0.5, 0.5, 0.5]), json!([-1, 1, 1]), json!([2, -0.5, -0.5])] {
            let polygon = json!([[1, 0, 0], [0, 1, 0], point]);
            let region = json!({"signifier": "difference", "polygon": polygon});
            selection_refused(&app, json!({"triads": [region]}), "selection.triads[0].polygon[2]").await;
        }
        selection_refused(&app, json!({"triads": [{"signifier": "difference"}]}), "selection.triads[0]").await;
    }

    async fn a_range_that_is_out_of_bounds_or_reversed_is_refused(app: App) {
        selection_refused(&app, json!({"dyads": [{"signifier": "timing", "from": -0.1}]}), "selection.dyads[0].from").await;
        selection_refused(&app, json!({"dyads": [{"signifier": "timing", "to": 1.1}]}), "selection.dyads[0].to").await;
        selection_refused(&app, json!({"dyads": [{"signifier": "timing", "from": 0.9, "to": 0.1}]}), "selection.dyads[0]")
            .await;
        let stone = |x: Value| json!({"stones": [{"signifier": "around_the_child", "stone": "school", "x": x}]});
        selection_refused(&app, stone(json!([0, 2])), "selection.stones[0].x[1]").await;
        selection_refused(&app, stone(json!([0.9, 0.1])), "selection.stones[0].x").await;
        selection_refused(&app, json!({"received": {"from": "2026-02-02", "to": "2026-01-01"}}), "selection.received").await;
        selection_refused(&app, json!({"received": {"from": "yesterday"}}), "selection.received.from").await;
        selection_refused(&app, json!({"received": {"from": "2026-02-30"}}), "selection.received.from").await;
    }

    async fn the_earliest_and_latest_days_are_accepted(app: App) {
        for (from, to) in [("0001-01-01", "9999-12-31"), ("-262143-01-01", "+262142-12-31")] {
            let asked =
                json!({"selection": {"framework": "sheffield-send", "received": {"from": from, "to": to}}, "signifiers": []});
            let answer = app.patterns(asked).await;
            assert!(matches!(answer.status, 200 | 422), "{from}: {}", answer.text());
        }
    }

    async fn a_bandwidth_out_of_range_is_refused(app: App) {
        for bandwidth in [0.0, -1.0, 0.0049, 0.51, 1e300] {
            let asked = json!({"selection": {"framework": "sheffield-send"}, "density": {"bandwidth": bandwidth}});
            app.patterns(asked).await.problem(422).names("density.bandwidth");
        }
    }

    async fn resamples_of_a_region_out_of_range_are_refused(app: App) {
        for resamples in [json!(0), json!(199), json!(10_001)] {
            app.patterns(json!({"region": {"resamples": resamples}})).await.problem(422).names("region.resamples");
        }
    }

    async fn hexagons_out_of_range_are_refused(app: App) {
        for across in [0, 1, 65, 4_000_000_000u32] {
            let asked = json!({"selection": {"framework": "sheffield-send"}, "hexagons": {"across": across}});
            app.patterns(asked).await.problem(422).names("hexagons.across");
        }
    }

    async fn a_pattern_on_an_unknown_signifier_is_refused(app: App) {
        let asked = json!({"selection": {"framework": "sheffield-send"}, "signifiers": ["difference", "nothing"]});
        app.patterns(asked).await.problem(422).names("signifiers[1]");
    }

    async fn a_page_of_no_stories_or_too_many_is_refused(app: App) {
        for limit in [0u64, 101, 18_446_744_073_709_551_615] {
            app.search(json!({"limit": limit})).await.problem(422).names("limit");
        }
        app.search(json!({"limit": -1})).await.problem(422).names("limit");
    }

    async fn a_broken_cursor_is_refused(app: App) {
        for cursor in ["", "x", "n", "nx", "n-1", "n99999999999999999999", "e00", "é", &"e".repeat(25), &"9".repeat(5_000)] {
            app.search(json!({"cursor": cursor})).await.problem(422).names("cursor");
            app.search(json!({"cursor": cursor, "selection": {"text": "help"}})).await.problem(422).names("cursor");
        }
    }

    async fn a_cursor_of_another_sort_order_is_refused(app: App) {
        app.search(json!({"cursor": "n5", "selection": {"text": "help"}})).await.problem(422).names("cursor");
        let ranked = format!("e{}", "0".repeat(24));
        app.search(json!({"cursor": ranked, "sort": "newest"})).await.problem(422).names("cursor");
    }

    async fn an_unknown_order_is_refused(app: App) {
        app.search(json!({"sort": "loudest"})).await.problem(422).names("sort");
    }

    async fn a_facet_that_is_not_a_choice_is_refused(app: App) {
        let asked = |facet: &str| json!({"selection": {"framework": "sheffield-send"}, "facets": ["audience", facet]});
        app.search(asked("timing")).await.problem(422).names("facets[1]");
        app.search(asked("nothing")).await.problem(422).names("facets[1]");
    }

    async fn a_wrong_query_parameter_is_named(app: App) {
        for query in ["?state=lost", "?limit=many", "?after=-1", "?page=2"] {
            app.queue(query).await.problem(422).names("query");
        }
    }
}

/// One of many ways to make a body invalid.
fn mutations() -> impl Strategy<Value = Mutation> {
    let place = any::<prop::sample::Index>();
    prop_oneof![
        (place, any::<u8>()).prop_map(|(place, byte)| Mutation::Byte(place, byte)),
        (any::<prop::sample::Index>(), any::<prop::sample::Index>()).prop_map(|(from, to)| Mutation::Cut(from, to)),
        (any::<prop::sample::Index>(), odd_value()).prop_map(|(place, value)| Mutation::Leaf(place, value)),
        (any::<prop::sample::Index>(), "\\PC{0,20}").prop_map(|(place, name)| Mutation::Renamed(place, name)),
    ]
}

#[derive(Clone, Debug)]
enum Mutation {
    Byte(prop::sample::Index, u8),
    Cut(prop::sample::Index, prop::sample::Index),
    Leaf(prop::sample::Index, Value),
    Renamed(prop::sample::Index, String),
}

fn odd_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        prop::collection::vec(any::<f64>(), 0..5).prop_map(Value::from),
        prop::sample::select(vec![
            "\0",
            "-0",
            "1e5",
            "not_applicable",
            "..",
            "'; DROP TABLE story; --",
            "%00",
            "\u{feff}",
            "𝕊"
        ])
        .prop_map(Value::from),
        Just(json!({"triad": [1, 0, 0], "dyad": 0})),
        Just(json!({"": {"": {"": []}}})),
    ]
}

impl Mutation {
    fn spoil(&self, body: &Value) -> Vec<u8> {
        let mut bytes = body.to_string().into_bytes();
        match self {
            Self::Byte(place, byte) => bytes[place.index(body.to_string().len())] = *byte,
            Self::Cut(from, to) => {
                let (from, to) = (from.index(bytes.len()), to.index(bytes.len()));
                bytes.drain(from.min(to)..from.max(to));
            }
            Self::Leaf(place, value) => {
                let mut spoilt = body.clone();
                let leaves = pointers(&spoilt, "");
                *spoilt.pointer_mut(&leaves[place.index(leaves.len())]).unwrap() = value.clone();
                bytes = spoilt.to_string().into_bytes();
            }
            Self::Renamed(place, name) => {
                let names: Vec<&str> = vec![
                    "framework",
                    "answers",
                    "triad",
                    "dyad",
                    "stones",
                    "text",
                    "selection",
                    "signifier",
                    "from",
                    "receipt",
                ];
                let text = body.to_string().replacen(names[place.index(names.len())], &name.replace(['"', '\\'], ""), 1);
                bytes = text.into_bytes();
            }
        }
        bytes
    }
}

/// The JSON pointers of all values in a document.
fn pointers(value: &Value, path: &str) -> Vec<String> {
    let mut all = vec![path.to_owned()];
    match value {
        Value::Object(fields) => all.extend(
            fields
                .iter()
                .flat_map(|(name, value)| pointers(value, &format!("{path}/{}", name.replace('~', "~0").replace('/', "~1")))),
        ),
        Value::Array(items) => {
            all.extend(items.iter().enumerate().flat_map(|(place, value)| pointers(value, &format!("{path}/{place}"))));
        }
        _ => {}
    }
    all
}

on_both! {
    async fn a_text_that_makes_the_body_large_is_named_and_not_the_body(app: App) {
        let told = a_story();
        app.submit(&told).await.is(201);
        let towers = format!("a{}", "\u{0324}".repeat(200)).repeat(300);
        for text in [towers, "ä".repeat(33 * 1024), "👨‍👩‍👧‍👦".repeat(5_000), "a".repeat(900_000)] {
            let draft = told.clone().saying(&text);
            let answers = [
                app.submit(&draft.clone().under(&fresh_receipt())).await,
                app.post_raw("/api/v1/stories", escaped(&draft.clone().under(&fresh_receipt()))).await,
                app.submit_form(Form::telling(&draft.clone().under(&fresh_receipt())).voice(a_voice("x"))).await,
                app.correct(&draft).await,
                app.post_as(Role::Facilitator, "/api/v1/transcriptions", &draft.clone().under(&fresh_receipt()).body()).await,
            ];
            for answer in answers {
                // Escaped, the longest of them takes up several megabytes.
                if answer.status == 413 && text.len() >= 900_000 {
                    continue;
                }
                let problem = answer.problem(422);
                problem.names("text");
                assert!(problem.detail().contains("characters") && problem.detail().contains("5000"), "{}", problem.detail());
            }
        }
        assert_eq!(app.open(told.receipt()).await.is(200)["text"], "Somebody rang back on the same day.");
    }

    async fn a_text_that_fits_is_taken_also_when_every_character_is_escaped(app: App) {
        for text in ["👩‍👧".repeat(5_000), "é".repeat(5_000), "👨‍👩‍👧‍👦".repeat(2_600)] {
            let draft = a_story().saying(&text);
            app.post_raw("/api/v1/stories", escaped(&draft)).await.is(201);
            assert_eq!(app.open(draft.receipt()).await.is(200)["text"], text);
        }
    }

    async fn what_shows_nothing_is_empty_wherever_people_write(app: App) {
        let invisible = ["\u{2800}", "\u{3164}", "\u{200b}\u{200d}", "\u{301}\u{308}", "\u{115f}\u{1160}", " \u{2800}\n\u{fe0f}"];
        for nothing in invisible {
            refused(&app, a_story().saying(nothing), "text").await;
            let form = Form::telling(&a_story().saying(nothing).titled(nothing)).voice(a_voice("x"));
            let spoken = app.submit_form(form).await.is(201);
            let own = app.open(spoken["receipt"].as_str().unwrap()).await.is(200);
            assert_eq!((&own["text"], own["title"].as_str().unwrap_or_default()), (&json!(""), ""));
            let told = app.tell(&a_story().with_write_in("services", &[], nothing)).await;
            assert_eq!(app.open(&told.receipt).await.is(200)["answers"], json!({}), "{nothing:?}");
            app.clear(&told.id, &json!({"text": nothing})).await.problem(422).names("text");
            let withheld = app.withhold(&told.id, &json!({"reason": nothing})).await.is(200);
            assert_eq!(withheld.get("reason"), None);
            let paper = a_story().saying(nothing).body();
            app.post_as(Role::Facilitator, "/api/v1/transcriptions", &paper).await.problem(422).names("text");
            let wanted = json!({"name": nothing, "framework": "sheffield-send"});
            app.make_collection(&wanted).await.problem(422).names("name");
        }
    }

    async fn no_invalid_body_makes_the_service_fail(app: App) {
        let receipt = fresh_receipt();
        let story = a_story()
            .under(&receipt)
            .titled("A title")
            .with_triad("difference", [0.2, 0.3, 0.5])
            .with_dyad("timing", 0.5)
            .with_stone("school", 0.1, 0.9)
            .with_write_in("services", &["camhs"], "words")
            .not_applicable("voice")
            .with("collection", json!("PARK-7K2M"));
        let selection = json!({
            "framework": "sheffield-send", "text": "help \"at home\" -not*", "answers": {"audience": ["family"]},
            "triads": [{"signifier": "difference", "zones": ["person"], "polygon": [[1, 0, 0], [0, 1, 0], [0, 0, 1]]}],
            "dyads": [{"signifier": "timing", "from": 0.1, "to": 0.9}], "rounds": ["baseline"], "collections": ["X"],
            "stones": [{"signifier": "around_the_child", "stone": "school", "x": [0, 1], "y": [0, 1]}],
            "received": {"from": "2026-01-01", "to": "2027-01-01"}, "not": {"text": "x", "prompts": ["moment"]}
        });
        let bodies = [
            (None, "/api/v1/stories", story.body()),
            (None, "/api/v1/receipts/correct", story.body()),
            (None, "/api/v1/receipts/open", json!({"receipt": receipt})),
            (None, "/api/v1/receipts/consent", json!({"receipt": receipt, "consent": {"analysis": true, "quotation": true}})),
            (
                Some(Role::Analyst),
                "/api/v1/search",
                json!({"selection": selection, "limit": 5, "cursor": "n5", "sort": "newest", "facets": ["audience"]}),
            ),
            (
                Some(Role::Analyst),
                "/api/v1/patterns",
                json!({"selection": selection, "density": {"bandwidth": 0.1}, "hexagons": {"across": 5}}),
            ),
            (
                Some(Role::Analyst),
                "/api/v1/compare",
                json!({"by": {"selections": [selection, {"text": "x"}], "names": ["a", "b"]}, "signifiers": ["timing", "difference"],
                    "permutations": 99, "seed": 1, "keep_together": "collection"}),
            ),
            (
                Some(Role::Analyst),
                "/api/v1/associations",
                json!({"selection": selection, "signifiers": ["timing", "difference"], "seed": 1}),
            ),
            (
                Some(Role::Analyst),
                "/api/v1/clusters",
                json!({"selection": selection, "method": "k_medoids", "signifiers": ["timing"], "weights": {"timing": 2}, "k": 2,
                    "sample": 100, "stability": {"resamples": 10}, "labels": true, "describe": true}),
            ),
            (
                Some(Role::Analyst),
                "/api/v1/trends",
                json!({"selection": selection, "by": "month", "drift": ["difference"],
                    "figures": [{"figure": "zone_share", "signifier": "difference", "zone": "person"}]}),
            ),
            (
                Some(Role::Analyst),
                "/api/v1/words",
                json!({"selection": selection, "against": {"text": "x"}, "limit": 5, "zones": {"signifier": "difference", "words": ["x"]}}),
            ),
            (Some(Role::Administrator), "/api/v1/frameworks", a_framework("spoilt")),
            (Some(Role::Administrator), "/api/v1/frameworks/check", a_framework("spoilt")),
            (Some(Role::Administrator), "/api/v1/frameworks/sheffield-send/versions/1/try", story.body()),
            (
                Some(Role::Facilitator),
                "/api/v1/collections",
                json!({"name": "N", "framework": "sheffield-send", "round": "r", "opens": "2026-01-01", "kiosk": true,
                    "audiences": ["child"], "signifiers": ["difference", "timing", "voice"]}),
            ),
        ];
        let mut runner = TestRunner::deterministic();
        for round in 0..650 {
            let (role, path, body) = &bodies[round % bodies.len()];
            let mutation = mutations().new_tree(&mut runner).unwrap().current();
            let spoilt = mutation.spoil(body);
            let request = match role {
                Some(role) => app.request_as(*role, Method::POST, path).await,
                None => app.request(Method::POST, path),
            };
            let request = request.header("content-type", "application/json").timeout(Duration::from_secs(10));
            let answer = send(request.body(spoilt.clone())).await;
            assert!(answer.status < 500, "{path} {mutation:?}: {}\n{}", answer.text(), String::from_utf8_lossy(&spoilt));
            if answer.status >= 400 {
                answer.problem(answer.status);
            }
        }
        assert_eq!(app.ready().await.status, 200);
    }
}
