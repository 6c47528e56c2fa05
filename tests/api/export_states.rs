//! `sensing export`: the four states and the parts of answers, as the patterns count them.

use std::collections::BTreeMap;

use sensing::exchange::export::{Format, Part};

use crate::support::exports::rows as table;
use crate::support::exports::*;
use crate::support::*;

const STATES: [&str; 4] = ["answered", "not_applicable", "unanswered", "not_asked"];

/// How many stories have which state, by signifier.
fn counted(rows: &[BTreeMap<String, String>]) -> BTreeMap<String, [u64; 4]> {
    let mut counts: BTreeMap<String, [u64; 4]> = BTreeMap::new();
    for (column, state) in rows.iter().flatten() {
        let Some(id) = column.strip_suffix(".state") else { continue };
        let place = STATES.iter().position(|name| name == state).unwrap_or_else(|| panic!("{column}: “{state}”"));
        counts.entry(id.to_owned()).or_default()[place] += 1;
    }
    counts
}

/// The same as the patterns have it.
async fn in_patterns(app: &App, framework: &str) -> BTreeMap<String, [u64; 4]> {
    let found = app.patterns(json!({"selection": {"framework": framework}})).await.is(200);
    let states = |pattern: &Value| STATES.map(|state| pattern[state].as_u64().unwrap());
    found["signifiers"].as_object().unwrap().iter().map(|(id, pattern)| (id.clone(), states(pattern))).collect()
}

/// Two versions: the second has another kind of `line`, one more option, and a question for families.
fn two_versions() -> [Value; 2] {
    let mut first = a_framework("parts");
    first["audiences"] = json!(["child", "family"]);
    let labelled = |id: &str| json!({"id": id, "label": {"en": id}});
    let audience = json!({"id": "audience", "kind": "choice", "question": {"en": "Who?"}, "options": [labelled("child"), labelled("family")]});
    first["signifiers"].as_array_mut().unwrap().insert(0, audience);
    let mut second = first.clone();
    second["version"] = json!(2);
    second["signifiers"][2] =
        json!({"id": "line", "kind": "choice", "question": {"en": "Where?"}, "options": [labelled("here"), labelled("there")]});
    second["signifiers"][4]["options"] = json!([labelled("three"), labelled("one"), labelled("two")]);
    second["signifiers"][4]["max"] = json!(2);
    second["signifiers"]
        .as_array_mut()
        .unwrap()
        .push(json!({"id": "state", "kind": "triad", "question": {"en": "Who decided?"},
        "audiences": ["family"], "corners": [labelled("state"), labelled("market"), labelled("home")]}));
    [first, second]
}

fn a_part(version: u32) -> Draft {
    a_story().for_framework("parts", version).with("prompt", json!("tell"))
}

on_both! {
    async fn every_state_of_every_signifier_of_the_demo_is_counted_as_the_patterns_count_it(app: App) {
        let stopped = app.stop().await;
        let config = stopped.config();
        let mut demo = sensing(&config.data, config.database_url.as_deref());
        demo.args(["demo", "--stories", "300", "--seed", "1"]);
        assert!(run(demo, "").status.success());
        let app = stopped.start().await;
        for framework in ["sheffield-send", "youth-club-evening"] {
            let exported = counted(&story_rows(&app, framework, &[]));
            let occurs = |place: usize| exported.values().any(|counts| counts[place] > 0);
            assert!((0..STATES.len()).all(occurs) || framework != "sheffield-send", "every state occurs");
            assert_eq!(exported, in_patterns(&app, framework).await, "{framework}");
            let long = rows(&std::fs::read(export(&app, framework, (Format::Csv, Some(Part::Answers)), &[])).unwrap());
            let mut states: BTreeMap<(&str, &str), &str> = BTreeMap::new();
            for row in &long {
                let known = states.insert((&row["story"], &row["signifier"]), &row["state"]);
                assert!(known.is_none_or(|state| state == row["state"] && state == "answered"), "{row:?}");
            }
            let mut of_long: BTreeMap<String, [u64; 4]> = BTreeMap::new();
            for ((_, signifier), state) in states {
                of_long.entry(signifier.to_owned()).or_default()[STATES.iter().position(|name| *name == state).unwrap()] += 1;
            }
            assert_eq!(of_long, exported, "{framework}: answers says the same");
        }
    }

    async fn versions_that_differ_share_columns_as_in_the_patterns(app: App) {
        for document in two_versions() {
            app.publish(&document).await.is(201);
        }
        let limited = app.make_collection(&json!({"name": "Kiosk", "framework": "parts", "signifiers": ["corner"]})).await;
        let code = limited.is(201)["join_code"].as_str().unwrap().to_owned();
        app.has_cleared(&[
            a_part(1).by("family").with_dyad("line", 0.25).with_triad("corner", [0.62, 0.3, 0.08]),
            a_part(1).by("child").not_applicable("corner").with_choice("pick", &["two"]),
            a_part(2).by("family").with_choice("line", &["here"]).with_choice("pick", &["three", "one"]).with_triad("state", [0.1, 0.2, 0.7]),
            a_part(2).by("child").answering("square", json!({"stones": {"home": [0.0, 1.0]}})),
            a_part(2).by("family").with("asked", json!(["audience", "line"])),
            a_part(2).by("family").in_collection(&code),
        ]).await;
        let rows = story_rows(&app, "parts", &[]);
        assert_eq!(counted(&rows), in_patterns(&app, "parts").await);
        let column = |name: &str| rows.iter().map(|row| row[name].as_str()).collect::<Vec<_>>();
        assert_eq!(column("line.state"), ["answered", "unanswered", "not_asked", "not_asked", "not_asked", "not_asked"]);
        assert_eq!(column("line.value"), ["0.25", "", "", "", "", ""]);
        assert_eq!(column("corner.a"), ["0.62", "", "", "", "", ""]);
        assert_eq!(column("pick.two"), ["", "true", "false", "", "", ""]);
        assert_eq!(column("pick.three"), ["", "false", "true", "", "", ""]);
        assert_eq!(column("square.home.y"), ["", "", "", "1", "", ""]);
        assert_eq!(column("state.state_"), ["", "", "0.1", "", "", ""], "a corner called “state” has a column, too");
        assert_eq!(column("corner.state"), ["answered", "not_applicable", "unanswered", "unanswered", "not_asked", "unanswered"]);
        assert_eq!(column("version"), ["1", "1", "2", "2", "2", "2"]);

        let file = export(&app, "parts", (Format::Csv, Some(Part::Framework)), &[]);
        let named = table(&std::fs::read(file).unwrap());
        let row = |about: &str, id: &str| named.iter().find(|row| row["about"] == about && row["id"] == id).unwrap();
        assert!(row("signifier", "line")["note"].contains("answers to version 2, where it is not one, count as not asked"), "{named:?}");
        assert_eq!((&*row("option", "three")["versions"], &*row("option", "three")["column"]), ("2", "pick.three"));
        assert_eq!((&*row("corner", "state")["column"], &*row("end", "much")["note"]), ("state.state_", "At 1."));
    }

    async fn answers_have_a_row_for_each_part(app: App) {
        app.publish(&a_framework("tiny")).await.is(201);
        let draft = a_story().for_framework("tiny", 1).with("prompt", json!("tell")).with_triad("corner", [0.5, 0.25, 0.25])
            .answering("square", json!({"stones": {"school": [0.2, 0.9]}})).with_choice("pick", &["two"]);
        app.has_cleared(&[draft]).await;
        let rows = rows(&std::fs::read(export(&app, "tiny", (Format::Csv, Some(Part::Answers)), &[])).unwrap());
        let said: Vec<String> = rows.iter()
            .map(|row| ["signifier", "state", "part", "axis", "value", "chosen"].map(|column| row[column].as_str()).join(","))
            .collect();
        assert_eq!(said, [
            "corner,answered,a,,0.5,", "corner,answered,b,,0.25,", "corner,answered,c,,0.25,", "line,unanswered,,,,",
            "square,answered,school,x,0.2,", "square,answered,school,y,0.9,", "pick,answered,two,,,true",
        ]);
    }
}
