//! `POST /search`: finding cleared stories by their words.

use std::collections::BTreeSet;

use crate::support::*;

/// Sends and clears stories; returns their ids in the same order.
async fn cleared(app: &App, texts: &[&str]) -> Vec<String> {
    let drafts: Vec<Draft> = texts.iter().map(|text| a_story().saying(text)).collect();
    app.has_cleared(&drafts).await.into_iter().map(|told| told.id).collect()
}

fn set(ids: &[String]) -> BTreeSet<&str> {
    ids.iter().map(String::as_str).collect()
}

/// The marked parts of a story's snippet.
fn hits(story: &Value) -> Vec<&str> {
    let fragments = story["snippet"].as_array().unwrap();
    fragments.iter().filter(|fragment| fragment["hit"] == true).map(|fragment| fragment["text"].as_str().unwrap()).collect()
}

/// Reads all pages while newer stories on other subjects come in.
async fn paging(app: &App, mut asked: Value) {
    let texts: Vec<String> =
        (0..17).map(|n| format!("A story about the garden, number {n}.{}", " garden".repeat(n % 4))).collect();
    let told = cleared(app, &texts.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let mut seen = Vec::new();
    for page in 0.. {
        assert!(page < 12, "no end of pages: {asked}");
        let page = app.search(asked.clone()).await.is(200);
        seen.extend(ids(&page));
        app.tell_cleared(&a_story().saying("Meanwhile, something else happened.")).await;
        match page.get("next") {
            Some(next) => asked["cursor"] = next.clone(),
            None => break,
        }
    }
    seen.retain(|id| told.contains(id));
    assert_eq!(set(&seen), set(&told), "{asked}");
    assert_eq!(seen.len(), told.len(), "{asked}");
}

on_both! {
    async fn operators_in_capitals_and_brackets_work_and_the_answer_says_how_they_were_read(app: App) {
        let told = cleared(&app, &["Oak and elm.", "Elm alone.", "Ash or birch.", "Birch, ash and oak."]).await;
        for (query, expected, read_as) in [
            ("oak OR elm", &[0, 1, 3][..], json!("oak OR elm")),
            ("oak AND elm", &[0], json!("oak AND elm")),
            ("oak NOT elm", &[3], json!("oak AND NOT elm")),
            ("NOT elm", &[2, 3], json!("NOT elm")),
            ("ash oak OR elm", &[3], json!("ash AND (oak OR elm)")),
            ("(oak AND elm) OR \"alone\"", &[0, 1], json!("(oak AND elm) OR \"alone\"")),
            ("birch -(oak OR elm)", &[2], json!("birch AND NOT oak AND NOT elm")),
            ("oak OR NOT ash", &[0, 1, 3], json!("oak OR NOT ash")),
            ("ash or birch", &[2], json!("ash AND or AND birch")),
            ("oak elm", &[0], Value::Null),
        ] {
            let found = app.find(query).await;
            let expected: Vec<String> = expected.iter().map(|&place| told[place].clone()).collect();
            assert_eq!(set(&ids(&found)), set(&expected), "{query}");
            assert_eq!((&found["matching"], &found["read_as"]), (&json!(expected.len()), &read_as), "{query}");
            let patterns = app.patterns(json!({"selection": {"text": query}, "signifiers": ["timing"]})).await.is(200);
            assert_eq!((&patterns["matching"], &patterns["read_as"]), (&json!(expected.len()), &read_as), "{query}");
        }
        // A word that is spelt differently is found within an alternative, too.
        assert_eq!(app.find("maple OR birhc").await["fuzzy"], true);
    }

    async fn words_phrases_prefixes_and_minus_work_as_documented(app: App) {
        let told = cleared(
            &app,
            &[
                "We are on the waiting list for speech therapy.",
                "The list of things that we were waiting for grew.",
                "Organised chaos: nobody organises anything.",
                "The organ in the church is beautiful.",
            ],
        )
        .await;
        let finds = async |query: &str, expected: &[usize]| {
            let found = app.find(query).await;
            let expected: Vec<String> = expected.iter().map(|&place| told[place].clone()).collect();
            assert_eq!(set(&ids(&found)), set(&expected), "{query}");
            assert_eq!((&found["matching"], &found["fuzzy"]), (&json!(expected.len()), &json!(false)), "{query}");
        };
        finds("waiting list", &[0, 1]).await;
        finds("wait LISTS", &[0, 1]).await;
        finds("\"waiting list\"", &[0]).await;
        finds("“waiting list”", &[0]).await;
        finds("\"list waiting\"", &[]).await;
        finds("waiting -therapy", &[1]).await;
        finds("waiting -\"speech therapy\"", &[1]).await;
        finds("organis*", &[2]).await;
        finds("organ*", &[2, 3]).await;
        finds("organ* -church", &[2]).await;
        finds("organising", &[2]).await;
    }

    async fn titles_and_write_ins_are_found_too(app: App) {
        let titled = a_story().titled("The lighthouse").saying("Nothing of it here.");
        let written = a_story().saying("Nor here.").with_write_in("services", &["other"], "a lighthouse keeper");
        let told = app.has_cleared(&[titled, written]).await;
        let found = app.find("lighthouse").await;
        assert_eq!(ids(&found), [told[0].id.as_str(), told[1].id.as_str()], "a title weighs more");
    }

    async fn a_misspelt_word_finds_similar_spellings_and_the_answer_says_so(app: App) {
        let told = cleared(&app, &["The paediatrician listened.", "Something else."]).await;
        let found = app.find("paediatricain").await;
        assert_eq!((ids(&found), &found["fuzzy"]), (vec![told[0].clone()], &json!(true)));
        assert_eq!(hits(&found["stories"][0]), ["paediatrician"]);
        assert_eq!(app.find("paediatrician").await["fuzzy"], false);
        let patterns = app.patterns(json!({"selection": {"text": "paediatricain"}, "signifiers": []})).await.is(200);
        assert_eq!((&patterns["matching"], &patterns["fuzzy"]), (&json!(1), &json!(true)), "every view says so");
    }

    async fn words_that_mean_the_same_are_found_and_the_answer_says_which(app: App) {
        let told = cleared(&app, &["The EHCP came.", "A plan of the house."]).await;
        let found = app.find("EHC plan").await;
        assert_eq!((ids(&found), &found["read_as"]), (vec![told[0].clone()], &json!("(EHC AND plan) OR ehcp")));
        assert_eq!(hits(&found["stories"][0]), ["EHCP"]);
        assert_eq!((&found["fuzzy"], &found["partial"]), (&json!(false), &json!(false)));
        assert_eq!(ids(&app.find("\"EHC plan\"").await), [""; 0], "what is quoted is found as it is");
        let excluded = app.search(json!({"selection": {"not": {"text": "EHC plan"}}})).await.is(200);
        assert_eq!(excluded["matching"], 2, "what is excluded stands for itself");
    }

    async fn with_one_word_too_many_the_words_that_say_most_are_found_and_every_view_says_so(app: App) {
        let told = cleared(&app, &["The tribunal and its panel.", "It rained.", "It snowed.", "There was thunder."]).await;
        let found = app.find("tribunal panel hovercraft").await;
        assert_eq!((ids(&found), &found["partial"]), (vec![told[0].clone()], &json!(true)));
        assert_eq!((hits(&found["stories"][0]), &found["fuzzy"]), (vec!["tribunal", "panel"], &json!(false)));
        let asked = json!({"selection": {"text": "tribunal panel hovercraft"}, "signifiers": []});
        let patterns = app.patterns(asked).await.is(200);
        assert_eq!((&patterns["matching"], &patterns["partial"]), (&json!(1), &json!(true)));
        assert_eq!(app.find("tribunal panel").await["partial"], false);
        assert_eq!(app.find("tribunal AND panel AND hovercraft").await["matching"], 0);
    }

    async fn a_snippet_of_a_long_text_shows_and_marks_the_hits(app: App) {
        let text =
            format!("{}Then the educational psychologist came. {}", "Before that, not much. ".repeat(60), "After. ".repeat(80));
        cleared(&app, &[&text]).await;
        let found = app.find("psychologists").await;
        let story = &found["stories"][0];
        assert_eq!(hits(story), ["psychologist"]);
        let shown: String = story["snippet"].as_array().unwrap().iter().map(|f| f["text"].as_str().unwrap()).collect();
        assert!(shown.chars().count() <= 240 && shown.starts_with('…') && shown.ends_with('…'), "{shown}");
        assert!(story["score"].as_f64().unwrap() > 0.0);
    }

    async fn other_scripts_and_languages_are_found(app: App) {
        let told = cleared(&app, &["ہمیں سکول نے سنا۔", "Café für müde Eltern", "我们等了很久"]).await;
        for (query, place) in [("سکول", 0), ("cafe", 1), ("MÜDE", 1), ("mude", 1), ("等了", 2)] {
            assert_eq!(ids(&app.find(query).await), [told[place].as_str()], "{query}");
        }
    }

    async fn without_words_the_newest_stories_come_first(app: App) {
        let mut told = cleared(&app, &["First.", "Second.", "Third."]).await;
        told.reverse();
        let newest = app.search(json!({})).await.is(200);
        assert_eq!(ids(&newest), told);
        assert!(newest["stories"][0].get("score").is_none());
        assert_eq!(ids(&app.search(json!({"selection": {"text": "   "}})).await.is(200)), told, "blank is no text");
        app.tell_cleared(&a_story().saying("First, first, first of all first!")).await;
        let by_words = app.find("first").await;
        assert_eq!(ids(&by_words).len(), 2);
        let by_age = app.search(json!({"selection": {"text": "first"}, "sort": "newest"})).await.is(200);
        assert_eq!(ids(&by_age)[1], told[2], "the older one comes second");
    }

    async fn pages_of_the_newest_cover_each_story_once_while_new_ones_arrive(app: App) {
        for selection in [json!({}), json!({"text": "garden"})] {
            paging(&app, json!({"limit": 5, "sort": "newest", "selection": selection})).await;
        }
    }

    async fn pages_by_relevance_cover_each_story_once_while_new_ones_arrive(app: App) {
        paging(&app, json!({"limit": 5, "sort": "relevance", "selection": {"text": "garden"}})).await;
    }

    async fn pages_of_a_random_order_cover_each_story_once_while_new_ones_arrive(app: App) {
        for selection in [json!({}), json!({"text": "garden"})] {
            paging(&app, json!({"limit": 5, "sort": "random", "seed": 3, "selection": selection})).await;
        }
    }

    async fn a_random_order_is_the_same_for_a_seed_and_another_one_for_another(app: App) {
        let texts: Vec<String> = (0..12).map(|n| format!("Story number {n}.")).collect();
        cleared(&app, &texts.iter().map(String::as_str).collect::<Vec<_>>()).await;
        let order = async |seed: Value| ids(&app.search(json!({"sort": "random", "seed": seed})).await.is(200));
        let first = order(json!(1)).await;
        assert_eq!((first.len(), order(json!(1)).await, order(Value::Null).await), (12, first.clone(), first.clone()));
        assert_ne!(order(json!(2)).await, first);
        let (app, again) = (app.restart().await, json!({"sort": "random", "seed": 1}));
        assert_eq!(ids(&app.search(again).await.is(200)), first, "also after a restart");
    }

    async fn stories_are_listed_by_their_nearness_to_a_place_on_a_map(app: App) {
        let at = |n: u32| 0.1 * f64::from(n);
        let drafts: Vec<Draft> = (0..10).map(|n| a_story().with_dyad("timing", at(n))).chain([a_story().saying("No place.")]).collect();
        let told: Vec<String> = app.has_cleared(&drafts).await.into_iter().map(|told| told.id).collect();
        let selection = json!({"framework": "sheffield-send"});
        let asked = json!({"selection": selection, "sort": "nearest", "near": {"signifier": "timing", "dyad": 0.31}});
        let page = app.search(asked.clone()).await.is(200);
        let order: Vec<&String> = [3, 4, 2, 5, 1, 6, 0, 7, 8, 9].map(|place| &told[place]).into();
        assert_eq!(ids(&page).iter().collect::<Vec<_>>(), order, "the nearest first, and none without a place");
        assert_eq!((&page["matching"], &page["readable"]), (&json!(11), &json!(11)), "the selection is the same");
        // Page by page, the order is the same.
        let (mut seen, mut next) = (Vec::new(), Value::Null);
        loop {
            let mut asked = asked.clone();
            (asked["limit"], asked["cursor"]) = (json!(3), next);
            let page = app.search(asked).await.is(200);
            seen.extend(ids(&page));
            next = page["next"].clone();
            if next.is_null() {
                break;
            }
        }
        assert_eq!(seen.iter().collect::<Vec<_>>(), order);
    }

    async fn a_place_that_is_on_no_map_is_refused(app: App) {
        app.tell_cleared(&a_story().with_dyad("timing", 0.5)).await;
        let selection = json!({"framework": "sheffield-send"});
        for (near, field) in [
            (json!({"signifier": "timing", "dyad": 1.2}), "near.dyad"),
            (json!({"signifier": "timing", "triad": [0.5, 0.3, 0.2]}), "near.dyad"),
            (json!({"signifier": "difference", "triad": [0.5, 0.3, 0.9]}), "near.triad"),
            (json!({"signifier": "difference"}), "near"),
            (json!({"signifier": "audience", "dyad": 0.5}), "near.signifier"),
            (json!({"signifier": "nothing", "dyad": 0.5}), "near.signifier"),
            (json!({"signifier": "around_the_child", "stone": "nobody", "at": [0.5, 0.5]}), "near.stone"),
        ] {
            let asked = json!({"selection": selection, "sort": "nearest", "near": near});
            app.search(asked).await.problem(422).names(field);
        }
        app.search(json!({"selection": selection, "sort": "nearest"})).await.problem(422).names("near");
        let near = json!({"signifier": "timing", "dyad": 0.5});
        app.search(json!({"selection": selection, "near": near})).await.problem(422).names("sort");
    }

    async fn a_cursor_of_another_order_is_refused(app: App) {
        cleared(&app, &["One.", "Two.", "Three."]).await;
        let page = app.search(json!({"sort": "random", "seed": 1, "limit": 1})).await.is(200);
        for other in [json!({"sort": "newest"}), json!({"sort": "random", "seed": 2})] {
            let mut asked = other;
            asked["cursor"] = page["next"].clone();
            app.search(asked).await.problem(422).names("cursor");
        }
    }

    async fn a_result_says_whether_its_storyteller_may_be_quoted(app: App) {
        let kept = app.tell_cleared(&a_story().with("consent", json!({"analysis": true, "quotation": true}))).await.id;
        app.tell_cleared(&a_story()).await;
        let page = app.search(json!({})).await.is(200);
        for story in page["stories"].as_array().unwrap() {
            assert_eq!(story["quotable"], story["id"] == json!(kept));
        }
    }

    async fn the_last_page_has_no_next_even_when_it_is_full(app: App) {
        cleared(&app, &["A dog.", "A dog and a cat."]).await;
        for selection in [json!({}), json!({"text": "dog"})] {
            let page = app.search(json!({"selection": selection, "limit": 2})).await.is(200);
            assert_eq!((ids(&page).len(), page.get("next")), (2, None), "{selection}");
        }
    }

    async fn a_story_withdrawn_between_two_pages_is_not_shown_and_all_others_are(app: App) {
        let drafts: Vec<Draft> = (0..6).map(|n| a_story().saying(&format!("The river, {n}."))).collect();
        let mut told = app.has_cleared(&drafts).await;
        for selection in [json!({}), json!({"text": "river"})] {
            let first = app.search(json!({"selection": selection, "limit": 2})).await.is(200);
            let mut shown = ids(&first);
            let gone = told.remove(told.iter().position(|told| !shown.contains(&told.id)).unwrap());
            assert_eq!(app.withdraw(&gone.receipt).await.status, 200);
            let rest = app.search(json!({"selection": selection, "limit": 100, "cursor": first["next"]})).await.is(200);
            shown.extend(ids(&rest));
            let expected: Vec<String> = told.iter().map(|told| told.id.clone()).collect();
            assert_eq!(set(&shown), set(&expected), "{selection}");
            assert_eq!(shown.len(), expected.len(), "{selection}");
        }
    }

    async fn facets_count_the_options_over_the_whole_selection(app: App) {
        let told_by =
            |audience: &str, feelings: &[&str]| a_story().saying("At home.").by(audience).with_choice("feelings", feelings);
        app.has_cleared(&[told_by("family", &["sad", "tired"]), told_by("family", &["sad"]), told_by("child", &["happy"])])
            .await;
        // Held, so it is in the selection but cannot be read.
        app.tell(&a_story().by("professional")).await;
        app.until_counted(4).await;
        let asked = json!({"selection": {"framework": "sheffield-send"}, "limit": 1, "facets": ["audience", "feelings"]});
        let page = app.search(asked).await.is(200);
        assert_eq!((&page["matching"], &page["readable"], ids(&page).len()), (&json!(4), &json!(3), 1));
        assert_eq!(page["facets"]["audience"], json!({"child": 1, "family": 2, "professional": 1}));
        assert_eq!(page["facets"]["feelings"]["sad"], 2);
        assert_eq!(page["facets"]["feelings"]["ashamed"], 0, "options that nobody chose are there");
        let options: Vec<&String> = page["facets"]["feelings"].as_object().unwrap().keys().collect();
        assert_eq!(options[..3], ["hopeful", "worried", "relieved"], "in the framework's order");
        let of_text = json!({"selection": {"text": "home", "answers": {"feelings": ["sad"]}}, "facets": ["audience"]});
        assert_eq!(
            app.search(of_text).await.is(200)["facets"]["audience"],
            json!({"child": 0, "family": 2, "professional": 0})
        );
    }

    async fn a_result_shows_what_an_analyst_needs_and_no_secret(app: App) {
        let told = app.tell_cleared(&a_story().titled("T").by("family").with_dyad("timing", 0.5)).await;
        let text = app.search(json!({})).await.text();
        assert!(!text.contains(&told.receipt) && !text.contains("mac") && !text.contains("original"), "{text}");
        let story = &serde_json::from_str::<Value>(&text).unwrap()["stories"][0];
        assert_eq!(story["answers"], json!({"audience": {"choice": ["family"]}, "timing": {"dyad": 0.5}}));
        assert_eq!((&story["title"], &story["prompt"], &story["language"]), (&json!("T"), &json!("moment"), &json!("en")));
    }

    async fn a_search_of_nothing_finds_nothing(app: App) {
        for asked in [
            json!({}),
            json!({"selection": {"text": "help"}}),
            json!({"selection": {"framework": "sheffield-send"}, "facets": ["audience"]}),
        ] {
            let page = app.search(asked).await.is(200);
            assert_eq!((&page["matching"], &page["readable"], ids(&page).len()), (&json!(0), &json!(0), 0));
            assert!(page.get("next").is_none());
        }
    }

    async fn a_query_with_too_many_words_is_refused_wherever_it_stands(app: App) {
        cleared(&app, &["A story about the garden."]).await;
        let long: String = (0..65).map(|n| format!("word{n} ")).collect();
        let sentence = "a search takes at most 64 words and phrases, counted again wherever brackets repeat them; leave some out";
        for (selection, field) in [
            (json!({"text": long}), "selection.text"),
            (json!({"not": {"text": long}}), "selection.not.text"),
        ] {
            let problem = app.search(json!({"selection": selection})).await.problem(422);
            problem.names(field);
            assert_eq!(problem.0["detail"], sentence);
            app.patterns(json!({"selection": selection, "signifiers": []})).await.problem(422).names(field);
        }
        let longest: String = (0..64).map(|n| format!("word{n} ")).collect();
        app.search(json!({"selection": {"text": longest}})).await.is(200);
    }

    async fn unusual_queries_never_fail(app: App) {
        cleared(&app, &["Somebody said “no”, and -that- was it.", "*", "👩‍👧 together"]).await;
        let long = "word ".repeat(3_000);
        let nested = "(".repeat(2_000);
        let odd = [
            "\"",
            "\"\"",
            "-",
            "--",
            "- -",
            "*",
            "-*",
            "**",
            "AND",
            "OR NOT",
            "text:secret",
            "a AND (b",
            "[a TO b]",
            "{}",
            "~2",
            "help~99",
            "^^",
            "\\",
            "\\\"",
            "/regex/",
            "'; DROP TABLE story; --",
            "<script>",
            "%00",
            "\u{0}",
            "\u{feff}",
            "\u{202e}",
            "👩‍👧",
            "😀",
            "١٢٣",
            "ß",
            "İ",
            "ﬁ",
            "a\u{301}\u{301}\u{301}",
            "𝕳𝖊𝖑𝖕",
            "-\"no\" -no",
            "\"no -no\"",
            "title:",
            "_all",
            "*:*",
            "no~",
            "?",
            "\n\t\r",
            &long,
            &nested,
        ];
        for query in odd {
            for sort in ["relevance", "newest"] {
                let asked = json!({"selection": {"text": query, "not": {"text": query}}, "sort": sort});
                app.search(asked).await.is(200);
                app.search(json!({"selection": {"text": query}, "sort": sort})).await.is(200);
            }
            app.patterns(json!({"selection": {"text": query}, "signifiers": []})).await.is(200);
        }
    }
}
