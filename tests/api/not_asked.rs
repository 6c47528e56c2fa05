//! “Not asked” beside “unanswered”, in every view.

use crate::import::{import, words};
use crate::support::*;

/// The forms of two audiences, in two versions: the second has `extra`, which is for families, and asks `line` only of those who want more.
fn two_versions() -> [Value; 2] {
    let mut first = a_framework("parts");
    first["audiences"] = json!(["child", "family"]);
    let who = |id: &str| json!({"id": id, "label": {"en": id}});
    let audience =
        json!({"id": "audience", "kind": "choice", "question": {"en": "Who?"}, "options": [who("child"), who("family")]});
    first["signifiers"].as_array_mut().unwrap().insert(0, audience);
    let mut second = first.clone();
    second["version"] = json!(2);
    second["signifiers"][2]["ask"] = json!("more");
    let extra = json!({"id": "extra", "kind": "dyad", "question": {"en": "And?"}, "audiences": ["family"],
        "left": {"id": "l", "label": {"en": "l"}}, "right": {"id": "r", "label": {"en": "r"}}});
    second["signifiers"].as_array_mut().unwrap().push(extra);
    [first, second]
}

fn a_part(version: u32) -> Draft {
    a_story().for_framework("parts", version).with("prompt", json!("tell"))
}

/// Six stories: two of the first version; of the second a child's, and three of families: one who was asked everything, one who sent
/// after the core, and one at a kiosk that asks `corner` only.
async fn has_stories(app: &App) -> Vec<String> {
    for document in two_versions() {
        app.publish(&document).await.is(201);
    }
    let kiosk = json!({"name": "Kiosk", "framework": "parts", "signifiers": ["corner"]});
    let code = app.make_collection(&kiosk).await.is(201)["join_code"].as_str().unwrap().to_owned();
    let drafts = [
        a_part(1).by("family").with_dyad("line", 0.1),
        a_part(1).by("child"),
        a_part(2).by("child").with_dyad("line", 0.9),
        a_part(2).by("family").with_dyad("extra", 0.3).not_applicable("corner"),
        a_part(2).by("family").with("asked", json!(["audience", "corner", "square", "pick"])).with_choice("pick", &["one"]),
        a_part(2).by("family").in_collection(&code).with_triad("corner", [0.8, 0.1, 0.1]),
    ];
    let told = app.has_cleared(&drafts).await;
    told.into_iter().map(|told| told.id).collect()
}

/// Answered, not applicable, unanswered and not asked.
fn states(counts: &Value) -> [u64; 4] {
    ["answered", "not_applicable", "unanswered", "not_asked"].map(|state| counts[state].as_u64().unwrap())
}

async fn all_states(app: &App) -> Value {
    let found = app.patterns(json!({"selection": {"framework": "parts"}})).await.is(200);
    let states = |(id, pattern): (&String, &Value)| (id.clone(), json!(states(pattern)));
    found["signifiers"].as_object().unwrap().iter().map(states).collect()
}

on_both! {
    async fn patterns_tell_the_four_states_apart_and_do_so_after_a_restart_and_without_the_file_of_columns(app: App) {
        has_stories(&app).await;
        let right = json!({"audience": [6, 0, 0, 0], "corner": [1, 1, 4, 0], "line": [2, 0, 2, 2], "square": [0, 0, 5, 1],
            "pick": [1, 0, 4, 1], "extra": [1, 0, 0, 5]});
        assert_eq!(all_states(&app).await, right);
        let app = app.restart().await;
        assert_eq!(all_states(&app).await, right);
        let stopped = app.stop().await;
        std::fs::remove_file(stopped.folder().join("columns.snapshot")).unwrap();
        let app = stopped.start().await;
        assert_eq!(all_states(&app).await, right);
    }

    async fn search_results_and_facets_say_what_was_not_asked(app: App) {
        let told = has_stories(&app).await;
        let found = app.search(json!({"selection": {"framework": "parts"}, "facets": ["audience", "pick"]})).await.is(200);
        assert_eq!(found["facets"]["pick"], json!({"one": 1, "two": 0}));
        assert_eq!(states(&found["facet_replies"]["pick"]), [1, 0, 4, 1]);
        assert_eq!(states(&found["facet_replies"]["audience"]), [6, 0, 0, 0]);
        let not_asked = |id: &String| {
            let stories = found["stories"].as_array().unwrap();
            stories.iter().find(|story| story["id"] == **id).unwrap().get("not_asked").cloned().unwrap_or_default()
        };
        let none = Value::Null;
        let right = [none.clone(), none.clone(), json!(["extra"]), none, json!(["line", "extra"]), json!(["line", "square", "pick", "extra"])];
        assert_eq!(told.iter().map(not_asked).collect::<Vec<_>>(), right);
    }

    async fn comparisons_count_who_was_not_asked_and_name_a_group_that_was_not(app: App) {
        for document in two_versions() {
            app.publish(&document).await.is(201);
        }
        let family = |k: u32| {
            let draft = a_part(2).by("family");
            if k % 2 == 0 { draft.with("asked", json!(["audience", "corner"])) } else { draft.with_dyad("extra", 0.5) }
        };
        let drafts: Vec<Draft> =
            (0..12).map(family).chain((0..12).map(|_| a_part(2).by("child").with_dyad("line", 0.9))).collect();
        app.has_cleared(&drafts).await;
        let asked = json!({"selection": {"framework": "parts"}, "by": "audience", "signifiers": ["extra", "line"], "permutations": 99});
        let compared = app.compare(asked).await.is(200);
        let replies = |id: &str, group: &str| states(&compared["details"][id]["groups"][group]);
        assert_eq!((replies("line", "child"), replies("line", "family")), ([12, 0, 0, 0], [0, 0, 6, 6]));
        assert_eq!((replies("extra", "child"), replies("extra", "family")), ([0, 0, 0, 12], [6, 0, 0, 6]));
        let extra = compared["results"].as_array().unwrap().iter().find(|result| result["signifier"] == "extra").unwrap();
        assert!(extra["sentence"].as_str().unwrap().ends_with("cannot be compared: only “family” was asked."), "{extra}");
        assert!(extra["warnings"].to_string().contains("“child” was not asked this"), "{extra}");
    }

    async fn a_negated_region_leaves_out_who_was_not_asked_and_trends_count_them(app: App) {
        has_stories(&app).await;
        let right = json!({"framework": "parts", "dyads": [{"signifier": "line", "from": 0.5}]});
        let elsewhere = json!({"framework": "parts", "not": {"dyads": [{"signifier": "line", "from": 0.5}]}});
        assert_eq!((app.matching(right).await, app.matching(elsewhere.clone()).await), (1, 1));
        let found = app.patterns(json!({"selection": elsewhere})).await.is(200);
        assert_eq!(found["undecided"]["without_answer"], 4);

        let selection = json!({"framework": "parts"});
        let asked = json!({"selection": selection, "by": "quarter", "figures": [{"figure": "not_applicable", "signifier": "corner"},
            {"figure": "not_applicable", "signifier": "extra"}, {"figure": "median", "signifier": "line"}]});
        let trends = app.trends(asked).await.is(200);
        let point = |at: usize| &trends["trends"][at]["points"][0];
        assert_eq!((&point(0)["of"], &point(0)["not_asked"]), (&json!(6), &json!(0)));
        assert_eq!((&point(1)["of"], &point(1)["not_asked"]), (&json!(1), &json!(5)));
        assert_eq!((&point(2)["of"], &point(2)["not_asked"]), (&json!(2), &json!(2)));
    }

    async fn a_correction_that_answers_what_was_not_asked_makes_it_asked(app: App) {
        for document in two_versions() {
            app.publish(&document).await.is(201);
        }
        let draft = a_part(2).by("family").with("asked", json!(["audience", "corner"]));
        app.tell(&draft).await;
        let counted = async || (app.matching(json!({"framework": "parts"})).await == 1).then_some(());
        soon("the story in the patterns", counted).await;
        assert_eq!(all_states(&app).await["line"], json!([0, 0, 0, 1]));
        app.correct(&draft.without("asked").with_dyad("line", 0.4)).await.is(200);
        assert_eq!(all_states(&app).await["line"], json!([1, 0, 0, 0]));
    }

    async fn an_import_takes_what_was_asked_and_reports_where_lines_do_not_say(app: App) {
        let stopped = app.stop().await;
        let document = two_versions()[1].clone();
        let framework = stopped.folder().join("parts.json");
        std::fs::write(&framework, document.to_string()).unwrap();
        let line = |number: u32, asked: Value| {
            let mut line = json!({"framework": "parts", "version": 2, "language": "en", "prompt": "tell",
                "text": format!("Story {number}."), "answers": {"audience": {"choice": ["family"]}}, "consent": {"analysis": true}});
            if !asked.is_null() {
                line["asked"] = asked;
            }
            line.to_string()
        };
        let lines = [line(1, json!(["audience", "line"])), line(2, Value::Null), line(3, json!(["line"]))];
        let framework = framework.display().to_string();
        let done = import(&stopped, &["jsonl", "--framework", &framework, "--data", "-"], &lines.join("\n"));
        let said = words(&done.stdout);
        assert!(said.contains("2 stories new, 0 known already, 0 left out, 1 rejected"), "{said}{}", words(&done.stderr));
        assert!(said.contains("asked: 1 story does not say what was asked: everything counts as asked"), "{said}");
        let app = stopped.start().await;
        assert_eq!(all_states(&app).await["line"], json!([0, 0, 2, 0]));
        assert_eq!(all_states(&app).await["extra"], json!([0, 0, 1, 1]));
    }
}
