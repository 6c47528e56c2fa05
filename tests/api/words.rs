//! `POST /words`: the words that distinguish a selection from the rest.

use crate::support::*;

fn told() -> Vec<Draft> {
    let families = (0..12).map(|k| {
        let weights = if k % 2 == 0 { [0.8, 0.1, 0.1] } else { [0.1, 0.8, 0.1] };
        let text = "We were on the waiting list for an assessment. The waiting list did not move.";
        a_story().by("family").saying(text).with_triad("difference", weights)
    });
    let professionals = (0..12).map(|_| {
        a_story().by("professional").saying("The team met and the meeting went well.").with_triad("difference", [0.1, 0.1, 0.8])
    });
    families.chain(professionals).collect()
}

fn terms(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().flat_map(|key| key["term"].as_str()).collect()
}

fn telling(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().filter(|key| key["telling"] == true).flat_map(|key| key["term"].as_str()).collect()
}

on_both! {
    async fn the_first_words_are_listed_with_their_z_though_none_is_telling(app: App) {
        let same = |audience: &'static str, tree: &'static str| {
            (0..3).map(move |_| a_story().by(audience).saying(&format!("A walk among trees: {tree}.")))
        };
        app.has_cleared(&same("family", "oak").chain(same("professional", "elm")).collect::<Vec<_>>()).await;
        let answer = app.words(json!({"selection": {"answers": {"audience": ["family"]}}})).await.is(200);
        let first = &answer["more"][0];
        assert_eq!((&first["term"], &first["selection_stories"], &first["rest_stories"]), (&json!("oak"), &json!(3), &json!(0)));
        assert!(first["z"].as_f64().is_some_and(|z| z > 0.0 && z < 1.96) && first["telling"] == false, "{first}");
        assert_eq!(answer["less"][0]["term"], "elm");
        assert!(answer["warnings"].to_string().contains("No word tells the two sides apart"), "{}", answer["warnings"]);
    }

    async fn the_words_of_a_selection_are_compared_with_the_rest(app: App) {
        app.has_cleared(&told()).await;
        let families = json!({"answers": {"audience": ["family"]}});
        let answer = app.words(json!({"selection": families})).await.is(200);
        assert_eq!(answer["matching"], 12);
        assert_eq!((&answer["selection"]["counted"], &answer["against"]["readable"]), (&json!(12), &json!(12)));
        assert_eq!(telling(&answer["more"]), ["list", "waiting"], "{answer}");
        let first = &answer["more"][0];
        assert_eq!((&first["selection"], &first["rest"]), (&json!(24), &json!(0)));
        assert_eq!((&first["selection_stories"], &first["rest_stories"]), (&json!(12), &json!(0)));
        assert_eq!(telling(&answer["less"]), ["meeting", "met", "team", "well"]);
        assert!(terms(&answer["more"]).contains(&"assessment"), "words that are not telling are listed after those that are: {answer}");
        let phrases: Vec<&str> = answer["phrases"].as_array().unwrap().iter().flat_map(|own| own["phrase"].as_str()).collect();
        assert!(phrases.contains(&"waiting list") && phrases.iter().all(|phrase| !phrase.contains("assessment the")), "{phrases:?}");
        let against = json!({"selection": families, "against": {"answers": {"audience": ["professional"]}}, "limit": 1});
        assert_eq!(terms(&app.words(against).await.is(200)["more"]), ["list"]);
    }

    async fn zones_of_words_are_counted_over_the_stories_of_the_selection(app: App) {
        app.has_cleared(&told()).await;
        let zones = json!({"signifier": "difference", "words": ["wait", "\"waiting list\"", "moon"]});
        let answer = app.words(json!({"zones": zones})).await.is(200);
        for (at, with_word) in [(0, 12), (1, 12), (2, 0)] {
            assert_eq!((&answer["zones"][at]["answered"], &answer["zones"][at]["with_word"]), (&json!(24), &json!(with_word)));
        }
        assert_eq!(answer["zones"][0]["word"], "wait");
        let zones = &answer["zones"][0]["zones"];
        assert_eq!((&zones["person"]["share"], &zones["organised"]["share"]), (&json!(1.0), &json!(0.0)));
        assert!(zones["organised"]["residual"].as_f64().unwrap() < -3.0);
        assert_eq!(answer["zones"][2]["p"], Value::Null);
    }

    async fn only_texts_that_may_be_read_are_counted_and_as_redacted(app: App) {
        app.has_cleared(&told()[..2]).await;
        app.tell(&a_story().by("family").saying("A held otter. A held otter.")).await;
        let withheld = app.tell(&a_story().by("family").saying("A withheld beaver. A withheld beaver.")).await;
        app.withhold(&withheld.id, &json!({})).await.is(200);
        let redacted = app.tell(&a_story().by("family").saying("Doctor Badger, Doctor Badger came.")).await;
        app.clear(&redacted.id, &json!({"text": "Doctor [name], Doctor [name] came."})).await.is(200);
        let withdrawn = app.tell_cleared(&a_story().by("family").saying("A withdrawn weasel, a withdrawn weasel.")).await;
        assert_eq!(app.withdraw(&withdrawn.receipt).await.status, 200);
        app.until_counted(4 + 1).await;
        let answer = app.words(json!({"selection": {"answers": {"audience": ["family"]}}, "limit": 200})).await;
        let text = answer.text();
        for word in ["otter", "beaver", "badger", "weasel"] {
            assert!(!text.contains(word), "{word}: {text}");
        }
        let answer = answer.is(200);
        assert_eq!((&answer["matching"], &answer["selection"]["counted"]), (&json!(5), &json!(3)));
        let zones = json!({"signifier": "difference", "words": ["otter"]});
        assert_eq!(app.words(json!({"zones": zones})).await.is(200)["zones"][0]["with_word"], 0);
    }

    async fn a_side_with_few_stories_has_a_warning(app: App) {
        app.has_cleared(&told()).await;
        let answer = app.words(json!({"selection": {"answers": {"audience": ["family"]}}})).await.is(200);
        for side in ["selection", "against"] {
            assert!(answer[side]["counted"].as_u64().is_some_and(|counted| (1..30).contains(&counted)), "{answer}");
        }
        let warnings = answer["warnings"].to_string();
        assert!(warnings.contains("Of the selection, only") && warnings.contains("Of what it is compared with, only"), "{warnings}");
    }

    async fn a_side_without_stories_has_no_words_and_a_warning(app: App) {
        app.has_cleared(&told()[..2]).await;
        for asked in [json!({}), json!({"selection": {"text": "xyzzy"}})] {
            let answer = app.words(asked).await.is(200);
            assert_eq!((&answer["more"], &answer["less"]), (&json!([]), &json!([])));
            assert!(answer["warnings"].to_string().contains("no word can tell the two apart"), "{answer}");
        }
    }

    async fn faults_in_a_request_for_words_are_named(app: App) {
        let many: Vec<&str> = (0..21).map(|_| "word").collect();
        let zones = |signifier: &str, words: Value| json!({"zones": {"signifier": signifier, "words": words}});
        let wrong = [
            (json!({"limit": 0}), "limit"),
            (json!({"limit": 201}), "limit"),
            (json!({"against": {"prompts": ["moon"]}}), "against.prompts[0]"),
            (json!({"against": {"framework": "moon"}}), "against.framework"),
            (zones("timing", json!(["word"])), "zones.signifier"),
            (zones("difference", json!(many)), "zones.words"),
            (zones("difference", json!(["word", " "])), "zones.words[1]"),
            (zones("difference", json!(["x".repeat(101)])), "zones.words[0]"),
            (json!({"seed": -1}), "seed"),
        ];
        for (asked, field) in wrong {
            let problem = app.words(asked.clone()).await.problem(422);
            assert_eq!(problem.fields(), [field], "{asked}: {}", problem.0);
        }
    }
}
