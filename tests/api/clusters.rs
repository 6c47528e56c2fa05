//! `POST /clusters` and `POST /neighbours`: stories that were signified alike.

use std::collections::BTreeSet;

use sensing::model::Role;

use crate::support::*;

/// Two groups that are far apart on two dyads, with little difference within, and a story that left one of them unanswered.
pub fn two_groups(of_each: u32) -> Vec<Draft> {
    let group = |at: f64, audience: &'static str, text: &'static str| {
        (0..of_each).map(move |k| {
            let hair = 0.1 * f64::from(k) / f64::from(of_each);
            let other = 0.1 * f64::from(k * 7 % of_each) / f64::from(of_each);
            a_story().by(audience).saying(text).titled(text).with_dyad("timing", at + hair).with_dyad("voice", at + other)
        })
    };
    let low = group(0.1, "family", "The waiting went on and on.");
    let high = group(0.8, "professional", "The meeting ended well.");
    low.chain(high).chain([a_story().with_dyad("timing", 0.5)]).collect()
}

fn asked(more: Value) -> Value {
    let mut asked = json!({"signifiers": ["timing", "voice"], "min_cluster_size": 10, "seed": 3});
    asked.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    asked
}

on_both! {
    async fn planted_groups_are_found_and_described(app: App) {
        app.has_cleared(&two_groups(20)).await;
        let answer = app.clusters(asked(json!({"describe": true, "stability": {"resamples": 20}}))).await.is(200);
        assert_eq!((&answer["method"], &answer["matching"], &answer["complete"], &answer["left_out"]), (&json!("hdbscan"), &json!(41), &json!(40), &json!(1)));
        let clusters = answer["clusters"].as_array().unwrap();
        assert_eq!(clusters.len(), 2);
        assert!(answer.get("labels").is_none());
        for cluster in clusters {
            assert_eq!((&cluster["size"], cluster["stability"].as_f64().unwrap() > 0.75), (&json!(20), true), "{cluster}");
            assert_eq!(cluster["medoids"].as_array().unwrap().len(), 3);
            let (early, word) = if cluster["position"]["timing"]["dyad"].as_f64().unwrap() < 0.5 { (1.0, "waiting") } else { (-1.0, "meeting") };
            // All stories of one cluster are on one side of all stories of the other; the story between them is in neither.
            let difference = cluster["description"]["profile"]["timing"]["difference"].as_f64().unwrap();
            assert!((difference + early).abs() < 1e-9, "{difference}");
            let words: Vec<&str> = cluster["words"].as_array().unwrap().iter().flat_map(|key| key["term"].as_str()).collect();
            assert!(words.contains(&word), "{words:?}");
            let audience = if early > 0.0 { "family" } else { "professional" };
            assert_eq!(cluster["description"]["shares"]["audience"][audience]["share"], 1.0);
            assert_eq!(cluster["description"]["quarters"][0]["of"], 41);
        }
        let again = app.clusters(asked(json!({"describe": true, "stability": {"resamples": 20}}))).await.is(200);
        assert_eq!(again["clusters"], answer["clusters"], "the same seed, the same answer");
    }

    async fn a_selection_that_comes_close_to_a_cluster_says_by_how_much_it_misses(app: App) {
        app.has_cleared(&two_groups(20)).await;
        let selection = json!({"framework": "sheffield-send", "answers": {"audience": ["family", "professional"]}});
        let answer = app.clusters(asked(json!({"selection": selection, "describe": true, "labels": true}))).await.is(200);
        for cluster in answer["clusters"].as_array().unwrap() {
            let members: BTreeSet<String> = answer["labels"].as_object().unwrap().iter().filter(|(_, label)| **label == cluster["id"]).map(|(id, _)| id.clone()).collect();
            let near = &cluster["near"];
            assert_eq!(near["selection"]["answers"], selection["answers"], "within the request's selection");
            let found = app.post_as(Role::Analyst, "/api/v1/search", &json!({"selection": near["selection"], "limit": 100})).await.is(200);
            let found: BTreeSet<String> = ids(&found).into_iter().collect();
            let both = found.intersection(&members).count() as f64;
            let shares = [both / members.len() as f64, both / found.len() as f64];
            assert_eq!([near["covers"].as_f64().unwrap(), near["precision"].as_f64().unwrap()], shares);
            assert!(shares.into_iter().all(|share| share >= 0.9), "{near}");
        }
        let without = app.clusters(asked(json!({}))).await.is(200);
        assert!(without["clusters"][0].get("near").is_none());
    }

    async fn neighbours_are_the_stories_with_the_most_similar_answers(app: App) {
        let told = app.has_cleared(&two_groups(20)).await;
        let request = json!({"story": told[0].id, "signifiers": ["timing", "voice", "difference"], "limit": 25});
        let neighbours = async || app.post_as(Role::Analyst, "/api/v1/neighbours", &request).await.is(200);
        let answer = neighbours().await;
        assert_eq!((&answer["matching"], &answer["story"]["title"]), (&json!(41), &json!("The waiting went on and on.")));
        // By hand: of the others, the fourth has 0.015 and 0.005 more on the two dyads; nobody answered the triad.
        let first = &answer["neighbours"][0];
        assert_eq!(first["id"], told[3].id);
        for (found, expected) in [(&first["distance"], 0.01), (&first["apart"]["timing"], 0.015), (&first["apart"]["voice"], 0.005)] {
            assert!((found.as_f64().unwrap() - expected).abs() < 1e-9, "{first}");
        }
        assert!(first["apart"]["difference"].is_null());
        let own: BTreeSet<&str> = told[1..20].iter().map(|story| story.id.as_str()).collect();
        let nearest: BTreeSet<&str> = answer["neighbours"].as_array().unwrap()[..19].iter().map(|story| story["id"].as_str().unwrap()).collect();
        assert_eq!(nearest, own, "those of the same group come first");
        assert_eq!(app.withdraw(&told[3].receipt).await.status, 200);
        let after = neighbours().await;
        assert!(!after.to_string().contains(&told[3].id) && after["matching"] == 40, "{after}");
    }

    async fn no_neighbours_are_named_that_may_not_be_read_and_faults_are_named(app: App) {
        let told = app.has_cleared(&two_groups(8)).await;
        let held = app.tell(&a_story().with_dyad("timing", 0.1)).await;
        let neighbours = async |more: Value| {
            let mut asked = json!({"story": told[0].id, "signifiers": ["timing"]});
            asked.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            app.post_as(Role::Analyst, "/api/v1/neighbours", &asked).await
        };
        let all = neighbours(json!({"limit": 50})).await.is(200);
        assert!(all.get("fewer_than").is_none() && !all.to_string().contains(&held.id), "{all}");
        neighbours(json!({"story": held.id})).await.problem(404);
        neighbours(json!({"story": "00000000-0000-0000-0000-000000000000"})).await.problem(404);
        neighbours(json!({"limit": 0})).await.problem(422).names("limit");
        neighbours(json!({"signifiers": ["moon"]})).await.problem(422).names("signifiers[0]");
        neighbours(json!({"signifiers": ["difference"]})).await.problem(422).names("story");
        neighbours(json!({"weights": {"voice": 2}})).await.problem(422).names("weights.voice");
    }

    async fn stories_left_out_and_clusters_that_cannot_be_are_explained(app: App) {
        app.has_cleared(&two_groups(20)).await;
        let warnings = async |more: Value| app.clusters(asked(more)).await.is(200)["warnings"].to_string();
        let lost = warnings(json!({})).await;
        let expected = "1 of 41 stories (2 %) are left out because they did not answer every chosen question. \
                        Not answered: “How much say did the child or young person have?” (1).";
        assert!(lost.contains(expected), "{lost}");
        assert!(warnings(json!({"min_cluster_size": 60})).await.contains("A cluster has 60 stories or more, and fewer answered every chosen question"));
        let medoids = async |k: u32, signifier: &str| {
            warnings(json!({"method": "k_medoids", "signifiers": [signifier], "k": k})).await
        };
        assert!(medoids(45, "timing").await.contains("no more stories answered"));
        assert!(medoids(9, "audience").await.contains("9 clusters were asked for, but the answers of these stories differ in only 2 ways"));
        let missing = app.clusters(asked(json!({}))).await.is(200)["missing"].clone();
        assert_eq!(missing, json!({"timing": 0, "voice": 1}));
    }

    async fn labels_come_only_when_asked_for(app: App) {
        let told = app.has_cleared(&two_groups(20)).await;
        let labels = app.clusters(asked(json!({"labels": true}))).await.is(200)["labels"].clone();
        assert_eq!(labels.as_object().unwrap().len(), 40);
        assert_eq!(labels[&told[0].id], labels[&told[19].id]);
        assert_ne!(labels[&told[0].id], labels[&told[20].id]);
    }

    async fn k_medoids_suggests_how_many_and_finds_as_many_as_asked_for(app: App) {
        app.has_cleared(&two_groups(12)).await;
        let method = json!({"method": "k_medoids", "signifiers": ["timing", "voice", "audience"], "weights": {"audience": 0.5}});
        let suggested = app.clusters(method.clone()).await.is(200);
        assert_eq!((&suggested["clusters"], &suggested["suggestion"]["k"]), (&json!([]), &json!(2)));
        assert!(suggested["warnings"].to_string().contains("ask again with “k”"));
        let mut two = method;
        two["k"] = json!(2);
        let found = app.clusters(two).await.is(200);
        let sizes: Vec<u64> = found["clusters"].as_array().unwrap().iter().flat_map(|cluster| cluster["size"].as_u64()).collect();
        assert_eq!((sizes.len(), sizes.iter().sum::<u64>()), (2, 25));
        assert!(found.get("min_samples").is_none() && found.get("suggestion").is_none());
    }

    async fn no_stories_have_no_clusters(app: App) {
        for method in ["hdbscan", "k_medoids"] {
            let more = json!({"method": method, "describe": true, "stability": {}, "labels": true});
            let answer = app.clusters(asked(more)).await.is(200);
            assert_eq!((&answer["matching"], &answer["clusters"], &answer["labels"]), (&json!(0), &json!([]), &json!({})));
        }
    }

    async fn faults_in_a_request_for_clusters_are_named(app: App) {
        let wrong = [
            (json!({"signifiers": []}), "signifiers"),
            (json!({"signifiers": ["timing", "moon"]}), "signifiers[1]"),
            (json!({"signifiers": ["audience"]}), "signifiers[0]"),
            (json!({"weights": {"timing": 0}}), "weights.timing"),
            (json!({"weights": {"timing": -3}}), "weights.timing"),
            (json!({"weights": {"moon": 1}}), "weights.moon"),
            (json!({"min_cluster_size": 1}), "min_cluster_size"),
            (json!({"min_samples": 0}), "min_samples"),
            (json!({"min_samples": 1_000_000}), "min_samples"),
            (json!({"sample": 1}), "sample"),
            (json!({"sample": 1_000_000}), "sample"),
            (json!({"stability": {"resamples": 0}}), "stability.resamples"),
            (json!({"stability": {"resamples": 1_000_000}}), "stability.resamples"),
            (json!({"method": "k_medoids", "k": 1}), "k"),
            (json!({"method": "k_medoids", "k": 51}), "k"),
            (json!({"method": "k_medoids", "k_range": [5, 2]}), "k_range"),
            (json!({"method": "moon"}), "method"),
            (json!({"k": -1}), "k"),
        ];
        for (more, field) in wrong {
            let problem = app.clusters(asked(more.clone())).await.problem(422);
            assert_eq!(problem.fields(), [field], "{more}: {}", problem.0);
        }
    }
}
