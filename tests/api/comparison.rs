//! `POST /compare`: groups of a selection's stories, compared.

use crate::support::*;

/// Families say that help came late, professionals that it came early; one child's story, and some from no audience.
fn told() -> Vec<Draft> {
    let families = (0..24).map(|k| {
        let late = 0.6 + 0.015 * f64::from(k);
        a_story()
            .by("family")
            .with_dyad("timing", late)
            .with_triad("difference", [0.7, 0.2, 0.1])
            .saying("We were on a waiting list.")
    });
    let professionals = (0..24).map(|k| {
        let early = 0.1 + 0.015 * f64::from(k);
        let lean = 0.2 + 0.01 * f64::from(k);
        a_story().by("professional").with_dyad("timing", early).with_triad("difference", [0.2, lean, 0.8 - lean])
    });
    families.chain(professionals).chain([a_story().by("child").with_dyad("timing", 0.5)]).collect()
}

const CHILD: &str = "A child or young person, up to 25";
const FAMILY: &str = "A parent, carer or other family member";
const PROFESSIONAL: &str = "Someone who works with children, young people or families";

fn result<'a>(answer: &'a Value, signifier: &str) -> &'a Value {
    let results = answer["results"].as_array().unwrap();
    results.iter().find(|result| result["signifier"] == signifier).unwrap_or_else(|| panic!("{signifier}: {answer}"))
}

on_both! {
    async fn groups_of_a_choice_are_compared_and_the_largest_difference_comes_first(app: App) {
        app.has_cleared(&told()).await;
        let asked = json!({"by": "audience", "signifiers": ["timing", "difference", "voice"], "permutations": 199, "seed": 4});
        let answer = app.compare(asked.clone()).await.is(200);
        assert_eq!(answer["matching"], 49);
        assert_eq!(answer["groups"], json!([
            {"id": "child", "label": CHILD, "n": 1, "compared": false},
            {"id": "family", "label": FAMILY, "n": 24, "compared": true},
            {"id": "professional", "label": PROFESSIONAL, "n": 24, "compared": true}]));
        let timing = result(&answer, "timing");
        assert_eq!((&timing["test"], &timing["measure"]), (&json!("mann_whitney"), &json!("cliffs_delta")));
        assert_eq!(timing["groups"], json!(["family", "professional"]));
        // No professional is further right than any family.
        assert_eq!((timing["effect"].as_f64(), timing["statistic"].as_f64()), (Some(1.0), Some(576.0)));
        assert!(timing["p"].as_f64().unwrap() < 1e-6 && timing["q"].as_f64().unwrap() >= timing["p"].as_f64().unwrap());
        assert!(timing["sentence"].as_str().unwrap().contains("differ"), "{timing}");
        assert_eq!(result(&answer, "difference")["p"], 1.0 / 200.0);
        let unanswered = result(&answer, "voice");
        assert_eq!((&unanswered["p"], &unanswered["effect"]), (&Value::Null, &Value::Null));
        assert!(unanswered["sentence"].as_str().unwrap().contains("cannot be compared"));
        let effects: Vec<Option<f64>> =
            answer["results"].as_array().unwrap().iter().map(|result| result["effect"].as_f64()).collect();
        // One of each measure, and at the end the one that cannot be computed.
        assert!(effects[2].is_none() && effects[..2].iter().all(Option::is_some), "{effects:?}");
        let triad = &answer["details"]["difference"];
        assert!(triad["permanova"]["p"].is_number() && triad["permdisp"].is_object() && triad["zones"]["cells"].is_object());
        let warnings = answer["warnings"].to_string();
        assert!(warnings.contains(&format!("left out: “{CHILD}”.")), "how many it has is not said: {warnings}");
        assert!(warnings.contains(&format!("Fewer than 30 stories in “{FAMILY}”")), "{warnings}");
        assert_eq!(app.compare(asked).await.is(200)["results"], answer["results"], "the same seed, the same answer");
    }

    async fn results_and_details_agree_and_sentences_use_labels_in_the_language_asked_for(app: App) {
        app.has_cleared(&told()).await;
        // The earlier group first, so that δ is below 0.
        let by = json!({"signifier": "audience", "options": ["professional", "family"]});
        let mut asked = json!({"by": by, "signifiers": ["timing", "difference", "voice"], "permutations": 199});
        let answer = app.compare(asked.clone()).await.is(200);
        let (timing, pair) = (result(&answer, "timing"), &answer["details"]["timing"]["pairs"][0]);
        assert_eq!((&timing["groups"], &timing["effect"], &timing["interval"]), (&pair["between"], &pair["cliffs_delta"], &pair["interval"]));
        assert_eq!((timing["effect"].as_f64(), &timing["groups"]), (Some(-1.0), &json!(["professional", "family"])));
        for test in [&pair["test"], &answer["details"]["timing"]["test"]] {
            assert_eq!((&test["p"], &test["p_adjusted"]), (&timing["p"], &timing["q"]));
        }
        assert_eq!(answer["details"]["difference"]["energy"]["p_adjusted"], result(&answer, "difference")["q"]);
        let sentence = timing["sentence"].as_str().unwrap();
        let expected = format!("On “When did the help come?” “{PROFESSIONAL}” and “{FAMILY}” differ");
        assert!(sentence.starts_with(&expected) && sentence.contains("Size of the difference: Cliff's δ −1.00"), "{sentence}");
        assert!(sentence.contains(&format!("answers of “{PROFESSIONAL}” lie nearer to “Far too early”")), "{sentence}");
        let voice = result(&answer, "voice")["sentence"].as_str().unwrap();
        assert!(voice.contains("How much say did the child or young person have?"), "{voice}");
        asked["language"] = json!("en-x-easy");
        let easy = app.compare(asked.clone()).await.is(200);
        assert!(result(&easy, "timing")["sentence"].as_str().unwrap().contains("“Much too early”"), "{easy}");
        asked["language"] = json!("cy");
        app.compare(asked.clone()).await.is(200);
        asked["language"] = json!("English!");
        assert_eq!(app.compare(asked).await.problem(422).fields(), ["language"]);
    }

    async fn stories_that_cannot_be_placed_are_in_neither_group(app: App) {
        app.has_cleared(&told()).await;
        let held = app.tell(&a_story().by("family").with_dyad("timing", 0.9).saying("We were waiting too.")).await;
        app.until_counted(50).await;
        let by = json!({"selections": [{"text": "waiting"}]});
        let rest = app.compare(json!({"by": by, "signifiers": ["timing"], "permutations": 99})).await.is(200);
        assert_eq!((&rest["matching"], &rest["groups"][0]["n"], &rest["groups"][1]["n"]), (&json!(50), &json!(24), &json!(25)), "{held:?}");
        let warnings = rest["warnings"].to_string();
        assert!(warnings.contains("“A”: 1 story is left out because their texts are held or withheld"), "{warnings}");
        assert!(warnings.contains("1 story is in neither group"), "{warnings}");
        let by = json!({"selections": [{"triads": [{"signifier": "difference", "zones": ["person"]}]}]});
        let rest = app.compare(json!({"by": by, "signifiers": ["timing"], "permutations": 99})).await.is(200);
        // The child's story and the held one have no point in the triangle.
        assert_eq!((&rest["groups"][0]["n"], &rest["groups"][1]["n"]), (&json!(24), &json!(24)));
    }

    async fn collections_are_called_by_their_names(app: App) {
        let mut drafts = Vec::new();
        for (name, drafts_of_one) in [("Youth club", &told()[..24]), ("School hall", &told()[24..48])] {
            let made = app.make_collection(&json!({"name": name, "framework": "sheffield-send"})).await.is(201);
            let code = made["join_code"].as_str().unwrap();
            drafts.extend(drafts_of_one.iter().map(|draft| draft.clone().in_collection(code)));
        }
        app.has_cleared(&drafts).await;
        let answer = app.compare(json!({"by": "collections", "signifiers": ["timing"], "permutations": 99})).await.is(200);
        let sentence = result(&answer, "timing")["sentence"].as_str().unwrap();
        assert!(sentence.contains("“Youth club”") && sentence.contains("“School hall”"), "{sentence}");
        assert!(answer["warnings"].to_string().contains("in “Youth club”"), "{}", answer["warnings"]);
    }

    async fn the_signifier_that_makes_the_groups_is_compared_only_on_request(app: App) {
        app.has_cleared(&told()).await;
        let answer = app.compare(json!({"by": "audience", "permutations": 99})).await.is(200);
        let asked_about = app.asked_about("sheffield-send", &[1, 3]).await;
        assert_eq!(answer["details"].as_object().unwrap().len(), asked_about - 1);
        assert!(answer["details"].get("audience").is_none());
    }

    async fn two_selections_are_compared_and_one_with_the_rest(app: App) {
        app.has_cleared(&told()).await;
        let late = json!({"dyads": [{"signifier": "timing", "from": 0.55}]});
        let early = json!({"dyads": [{"signifier": "timing", "to": 0.49}]});
        let by = json!({"selections": [late, early], "names": ["late", "early"]});
        let both = app.compare(json!({"by": by, "signifiers": ["difference"], "permutations": 99})).await.is(200);
        assert_eq!(both["groups"], json!([
            {"id": "late", "label": "late", "n": 24, "compared": true}, {"id": "early", "label": "early", "n": 24, "compared": true}]));
        let by = json!({"selections": [{"text": "waiting"}]});
        let rest = app.compare(json!({"by": by, "signifiers": ["timing"], "permutations": 99})).await.is(200);
        assert_eq!(rest["groups"], json!([
            {"id": "A", "label": "A", "n": 24, "compared": true}, {"id": "rest", "label": "the rest", "n": 25, "compared": true}]));
        assert!(result(&rest, "timing")["effect"].as_f64().unwrap() > 0.9);
    }

    async fn a_selection_narrows_all_groups(app: App) {
        app.has_cleared(&told()).await;
        let selection = json!({"framework": "sheffield-send", "dyads": [{"signifier": "timing", "from": 0.3, "to": 0.8}]});
        let answer = app.compare(json!({"selection": selection, "by": "audience", "signifiers": ["timing"]})).await.is(200);
        let expected = app.patterns(json!({"selection": selection, "signifiers": ["audience"]})).await.is(200);
        assert_eq!(answer["matching"], expected["matching"]);
        for group in answer["groups"].as_array().unwrap() {
            assert_eq!(group["n"], expected["signifiers"]["audience"]["options"][group["id"].as_str().unwrap()]["count"]);
        }
    }

    async fn rounds_of_one_collection_each_are_compared_with_a_warning(app: App) {
        let mut drafts = Vec::new();
        for (round, drafts_of_round) in [("baseline", &told()[..24]), ("follow-up", &told()[24..48])] {
            let wanted = json!({"name": round, "framework": "sheffield-send", "round": round});
            let made = app.make_collection(&wanted).await.is(201);
            let code = made["join_code"].as_str().unwrap();
            drafts.extend(drafts_of_round.iter().map(|draft| draft.clone().in_collection(code)));
        }
        app.has_cleared(&drafts).await;
        let asked = json!({"by": "rounds", "signifiers": ["timing"], "permutations": 199});
        let answer = app.compare(asked.clone()).await.is(200);
        let ids: Vec<&str> = answer["groups"].as_array().unwrap().iter().flat_map(|group| group["id"].as_str()).collect();
        assert_eq!(ids, ["baseline", "follow-up"]);
        assert_eq!((&answer["kept_together"], result(&answer, "timing")["effect"].as_f64()), (&json!(false), Some(1.0)));
        assert!(answer["warnings"].to_string().contains("so few collections"), "{}", answer["warnings"]);
        let mut together = asked;
        together["keep_together"] = json!("collection");
        let together = app.compare(together).await.is(200);
        assert_eq!(together["kept_together"], true);
        assert!(result(&together, "timing")["p"].as_f64().unwrap() > 0.3, "two collections show nothing: {together}");
        let collections = app.compare(json!({"by": "collections", "signifiers": ["timing"]})).await.is(200);
        assert_eq!((collections["groups"].as_array().unwrap().len(), &collections["kept_together"]), (2, &json!(false)));
    }

    async fn stories_of_one_teller_count_as_one_piece_of_evidence(app: App) {
        // Eight families tell five stories each, as do eight professionals; each says the same five times.
        let tellers: Vec<String> = (0..16).map(|_| fresh_receipt()).collect();
        let told = (0..80).map(|k| {
            let (who, audience) = (k % 16, if k % 16 < 8 { "family" } else { "professional" });
            // They overlap, so that sixteen voices show less than eighty would.
            let at = 0.3 + 0.02 * (who % 8) as f64 + if who < 8 { 0.06 } else { 0.0 };
            a_story().by(audience).with_dyad("timing", at).with("teller", json!(tellers[who]))
        });
        app.has_cleared(&told.collect::<Vec<_>>()).await;
        let asked = |keep: &str| json!({"by": "audience", "signifiers": ["timing"], "permutations": 999, "keep_together": keep});
        let p = |answer: &Value| result(answer, "timing")["p"].as_f64().unwrap();
        let alone = app.compare(asked("nothing")).await.is(200);
        let together = app.compare(asked("auto")).await.is(200);
        assert_eq!((&alone["kept_together"], &together["kept_together"]), (&json!(false), &json!(true)));
        assert!(p(&alone) < 0.001 && p(&together) > 0.01, "{} {}", p(&alone), p(&together));
        assert_eq!(app.compare(asked("storyteller")).await.is(200)["results"], together["results"]);
    }

    async fn groups_too_small_to_break_down_are_not_compared_and_named_in_a_warning(app: App) {
        for selection in [json!({}), json!({"text": "xyzzy"})] {
            let answer = app.compare(json!({"selection": selection, "by": "audience"})).await.is(200);
            assert_eq!(answer["matching"], 0);
            assert!(answer["warnings"].to_string().contains("nothing can be compared"));
            assert_eq!(answer["groups"][0]["compared"], false);
            for result in answer["results"].as_array().unwrap() {
                assert_eq!((&result["p"], &result["effect"], &result["groups"]), (&Value::Null, &Value::Null, &json!([])));
            }
        }
        app.has_cleared(&told()[18..30]).await;
        let answer = app.compare(json!({"by": "audience", "signifiers": ["timing"]})).await.is(200);
        assert_eq!(answer["details"], json!({}), "nothing is told of six stories");
        let small = format!("“{FAMILY}”, “{PROFESSIONAL}”.");
        assert!(answer["warnings"].to_string().contains(&small), "{}", answer["warnings"]);
        app.compare(json!({"by": "rounds"})).await.is(200);
    }

    async fn stories_in_several_groups_are_left_out_of_all_of_them(app: App) {
        let staged = |stages: &[&str], voice: f64| a_story().with_choice("stage", stages).with_dyad("voice", voice);
        let mut drafts: Vec<Draft> = (0..12).map(|k| staged(&["sen_support"], 0.1 + 0.01 * f64::from(k))).collect();
        drafts.extend((0..12).map(|k| staged(&["being_assessed"], 0.8 + 0.01 * f64::from(k))));
        drafts.extend((0..11).map(|_| staged(&["sen_support", "being_assessed"], 0.5)));
        app.has_cleared(&drafts).await;
        let of = |answer: &Value, id: &str| {
            answer["groups"].as_array().unwrap().iter().find(|group| group["id"] == id).unwrap()["n"].clone()
        };
        let asked = json!({"by": "stage", "signifiers": ["voice"], "permutations": 99});
        let answer = app.compare(asked).await.is(200);
        assert_eq!((of(&answer, "sen_support"), of(&answer, "being_assessed")), (json!(12), json!(12)));
        assert!(answer["warnings"].to_string().contains("11 stories are in several of the groups"), "{}", answer["warnings"]);
        assert_eq!(answer["results"][0]["effect"], -1.0);
        // The same of selections that overlap.
        let up_to = json!({"dyads": [{"signifier": "voice", "to": 0.6}]});
        let from = json!({"dyads": [{"signifier": "voice", "from": 0.4}]});
        let asked = json!({"by": {"selections": [up_to, from]}, "signifiers": ["voice"], "permutations": 99});
        let answer = app.compare(asked).await.is(200);
        assert_eq!((of(&answer, "A"), of(&answer, "B")), (json!(12), json!(12)));
    }

    async fn faults_in_a_request_for_a_comparison_are_named(app: App) {
        app.has_cleared(&told()).await;
        let late = json!({"dyads": [{"signifier": "timing", "from": 0.5}]});
        let nine: Vec<Value> = (0..9).map(|_| late.clone()).collect();
        let wrong = [
            (json!({"by": "nowhere"}), "by"),
            (json!({"by": "timing"}), "by"),
            (json!({"by": {}}), "by"),
            (json!({"by": {"signifier": "audience", "rounds": []}}), "by"),
            (json!({"by": {"signifier": "audience", "options": ["family", "nobody"]}}), "by.options[1]"),
            (json!({"by": {"signifier": "audience", "options": ["family", "family"]}}), "by.options[1]"),
            (json!({"by": {"rounds": ["never"]}}), "by.rounds[0]"),
            (json!({"by": {"selections": []}}), "by.selections"),
            (json!({"by": {"selections": nine}}), "by.selections"),
            (json!({"by": {"selections": [late], "names": ["a", "b"]}}), "by.names"),
            (json!({"by": {"selections": [late, {"framework": "other"}]}}), "by.selections[1].framework"),
            (json!({"by": {"selections": [late, {"dyads": [{"signifier": "timing", "from": 7}]}]}}), "by.selections[1].dyads[0].from"),
            (json!({"by": {"selections": [{"nowhere": 1}]}}), "by.selections[0].nowhere"),
            (json!({"by": 7}), "by"),
            (json!({"by": "audience", "permutations": 0}), "permutations"),
            (json!({"by": "audience", "permutations": 1_000_000}), "permutations"),
            (json!({"by": "audience", "permutations": -1}), "permutations"),
            (json!({"by": "audience", "seed": 0.5}), "seed"),
            (json!({"by": "audience", "signifiers": ["timing", "nowhere"]}), "signifiers[1]"),
            (json!({"by": "audience", "signifiers": ["timing", "timing"]}), "signifiers[1]"),
            (json!({"by": "audience", "selection": {"framework": "nowhere"}}), "selection.framework"),
        ];
        for (asked, field) in wrong {
            let problem = app.compare(asked.clone()).await.problem(422);
            assert_eq!(problem.fields(), [field], "{asked}: {}", problem.0);
        }
        assert!(app.compare(json!({})).await.problem(422).detail().contains("by"));
    }
}
