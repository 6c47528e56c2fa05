//! Tests patterns against values from an independent implementation: `tests/golden/patterns.py`.

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::model::{Answer, Answers, Asked, Framework, Place, Selection, Triad, Unit};
use crate::patterns::*;

const PATTERNS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/patterns.json"));

/// Stories of each case whose tellers were asked another question.
const NOT_ASKED: u64 = 7;

fn label(id: &str) -> Value {
    json!({"id": id, "label": {"en": id}})
}

pub(super) fn framework() -> Framework {
    serde_json::from_value(json!({
        "slug": "golden", "version": 1, "title": {"en": "Golden"}, "languages": ["en"],
        "prompts": [{"id": "moment", "text": {"en": "?"}}, {"id": "day", "text": {"en": "?"}}],
        "signifiers": [
            {"id": "t", "kind": "triad", "question": {"en": "?"}, "corners": [label("a"), label("b"), label("c")]},
            {"id": "u", "kind": "triad", "question": {"en": "?"}, "corners": [label("p"), label("q"), label("r")]},
            {"id": "d", "kind": "dyad", "question": {"en": "?"}, "left": label("l"), "right": label("r")},
            {"id": "s", "kind": "stones", "question": {"en": "?"}, "stones": [label("school"), label("care")],
             "x": {"left": {"en": "?"}, "right": {"en": "?"}}, "y": {"bottom": {"en": "?"}, "top": {"en": "?"}}},
            {"id": "k", "kind": "choice", "question": {"en": "?"}, "max": 2, "options": [label("one"), label("two"), label("three")]},
        ]
    }))
    .unwrap()
}

/// The files have the first two parts; the third is the rest.
pub(super) fn point(parts: &Value) -> Triad {
    let [a, b] = [0, 1].map(|k| parts[k].as_u64().unwrap() as u16);
    Triad::try_from([a, b, 10_000 - a - b]).unwrap()
}

pub(super) fn unit(value: &Value) -> Unit {
    Unit::try_from(value.as_u64().unwrap() as u16).unwrap()
}

pub(super) fn put(columns: &mut Columns, number: u64, given: impl IntoIterator<Item = (&'static str, Answer)>) {
    put_by(columns, number, given, Form::default());
}

fn put_by(columns: &mut Columns, number: u64, given: impl IntoIterator<Item = (&'static str, Answer)>, form: Form<'_>) {
    let answers =
        Answers { given: given.into_iter().map(|(id, answer)| (id.to_owned(), answer)).collect(), ..Answers::default() };
    columns.put(&Row {
        number,
        received: NaiveDate::from_ymd_opt(2026, 1, 4).unwrap(),
        collection: None,
        round: None,
        prompt: "moment",
        storyteller: None,
        readable: true,
        answers: &answers,
        form,
    });
}

fn columns_of(case: &Value) -> Columns {
    let mut columns = Columns::new();
    assert!(columns.learn(&framework()).is_empty());
    let list = |name: &str| case[name].as_array().unwrap().clone();
    let mut number = 0;
    for ((t, d), s) in list("triads").iter().zip(list("dyads")).zip(list("stones")) {
        number += 1;
        let place = Place { x: unit(&s[0]), y: unit(&s[1]) };
        let stones = Answer::Stones([("school".to_owned(), place)].into());
        put(&mut columns, number, [("t", Answer::Triad(point(t))), ("d", Answer::Dyad(unit(&d))), ("s", stones)]);
    }
    for _ in 0..case["not_applicable"].as_u64().unwrap() {
        number += 1;
        put(&mut columns, number, ["t", "d", "s"].map(|id| (id, Answer::NotApplicable)));
    }
    for _ in 0..case["unanswered"].as_u64().unwrap() {
        number += 1;
        put(&mut columns, number, []);
    }
    // Storytellers who were not asked change no figure.
    let asked = Asked::new(&["u".to_owned()], &framework()).unwrap();
    for _ in 0..NOT_ASKED {
        number += 1;
        put_by(&mut columns, number, [], Form { asked: Some(&asked), ..Form::default() });
    }
    columns
}

/// Agreement to 1e-9, relative to the larger of the number and `scale`.
#[track_caller]
fn agree(ours: &Value, golden: &Value, scale: f64, what: &str) {
    match (ours, golden) {
        (Value::Array(ours), Value::Array(golden)) => {
            assert_eq!(ours.len(), golden.len(), "{what}");
            for (at, (ours, golden)) in ours.iter().zip(golden).enumerate() {
                agree(ours, golden, scale, &format!("{what}[{at}]"));
            }
        }
        (Value::Object(ours), Value::Object(golden)) => {
            assert_eq!(ours.keys().collect::<Vec<_>>(), golden.keys().collect::<Vec<_>>(), "{what}");
            for (name, value) in ours {
                agree(value, &golden[name], scale, &format!("{what}.{name}"));
            }
        }
        (Value::Number(ours), Value::Number(golden)) => {
            let (ours, golden) = (ours.as_f64().unwrap(), golden.as_f64().unwrap());
            assert!((ours - golden).abs() <= 1e-9 * golden.abs().max(scale), "{what}: {ours}, golden {golden}");
        }
        _ => assert_eq!(ours, golden, "{what}"),
    }
}

fn each_case(check: impl Fn(&str, &Value, &Columns, &Rows, &Value)) {
    let golden: Value = serde_json::from_str(PATTERNS).unwrap();
    for case in golden["cases"].as_array().unwrap() {
        let columns = columns_of(case);
        let rows = columns.resolve(&Selection::default(), TextMatches::default()).unwrap();
        check(case["name"].as_str().unwrap(), case, &columns, &rows, &golden["probes"]);
    }
}

fn asked(columns: &Columns, rows: &Rows, signifier: &str, options: Value) -> Value {
    serde_json::to_value(pattern(columns, rows, signifier, &serde_json::from_value(options).unwrap()).unwrap()).unwrap()
}

#[test]
fn zones_centres_and_variance_agree_with_numpy_and_scipy() {
    each_case(|name, case, columns, rows, _| {
        let (ours, golden) = (asked(columns, rows, "t", json!({"hexagons": {"across": 10}})), &case["triad"]);
        assert_eq!(ours["kind"], "triad");
        for count in ["answered", "not_applicable", "unanswered"] {
            assert_eq!(ours[count], golden[count], "{name} {count}");
        }
        assert_eq!(ours["not_asked"], NOT_ASKED, "{name}");
        agree(&ours["zones"], &golden["zones"], 1e-7, name);
        agree(&ours["centres"]["arithmetic"], &golden["arithmetic"], 0.0, name);
        agree(&ours["centres"]["geometric"], &golden["geometric"], 0.0, name);
        agree(&ours["total_variance"], &golden["total_variance"], 1e-9, name);
        let in_cells: u64 =
            ours["hexagons"]["cells"].as_array().unwrap().iter().map(|cell| cell["count"].as_u64().unwrap()).sum();
        assert_eq!(in_cells, golden["answered"], "{name}");
        assert!(ours.get("density").is_none());
    });
}

#[test]
fn densities_agree_with_a_direct_sum_over_mirror_images() {
    each_case(|name, case, columns, rows, probes| {
        let golden = &case["triad"];
        let check = |options: Value, golden: &Value, bandwidth: &Value| {
            let ours = &asked(columns, rows, "t", json!({"density": options}))["density"];
            agree(&ours["bandwidth"], bandwidth, 0.0, name);
            assert_eq!(ours["values"].as_array().unwrap().len(), 2_145);
            let probed = probes.as_array().unwrap().iter().map(|node| ours["values"][node.as_u64().unwrap() as usize].clone());
            agree(&Value::Array(probed.collect()), golden, 1e-7, name);
        };
        for given in ["density", "density_narrow"] {
            if let Some(given) = golden.get(given) {
                check(json!({"bandwidth": given["bandwidth"]}), &given["values"], &given["bandwidth"]);
            }
        }
        if let Some(values) = golden.get("density_default") {
            check(json!({}), values, &golden["half_scott"]);
        }
        if golden["answered"] == 0 {
            assert!(asked(columns, rows, "t", json!({"density": {}})).get("density").is_none());
        }
    });
}

#[test]
fn quantiles_fifths_and_histograms_agree_with_numpy() {
    each_case(|name, case, columns, rows, _| {
        let (ours, golden) = (asked(columns, rows, "d", json!({})), &case["dyad"]);
        for exact in ["answered", "not_applicable", "unanswered", "fifths", "histogram"] {
            assert_eq!(ours[exact], golden[exact], "{name} {exact}");
        }
        assert_eq!(ours["not_asked"], NOT_ASKED, "{name}");
        let mut quantiles = ours["quantiles"].clone();
        // The tests of `histogram` compare it with Thompson's table.
        let interval = quantiles.as_object_mut().unwrap().remove("median_interval");
        assert_eq!(interval.is_some(), ours["answered"].as_u64().unwrap() >= 6, "{name}");
        agree(&quantiles, &golden["quantiles"], 1e-9, name);
        let intervals: Vec<Value> =
            ours["fifth_shares"].as_array().unwrap().iter().map(|share| share["interval"].clone()).collect();
        agree(&Value::Array(intervals), &golden["intervals"], 1e-7, name);
    });
}

#[test]
fn stones_agree_with_numpy_and_a_direct_sum_over_mirror_images() {
    each_case(|name, case, columns, rows, _| {
        let bandwidth = &case["triad"]["density"]["bandwidth"];
        let options = if bandwidth.is_null() { json!({}) } else { json!({"density": {"bandwidth": bandwidth}}) };
        let (ours, golden) = (asked(columns, rows, "s", options), &case["stone"]);
        assert_eq!((&ours["answered"], &ours["not_asked"]), (&golden["placed"], &json!(NOT_ASKED)));
        let (school, care) = (&ours["stones"]["school"], &ours["stones"]["care"]);
        assert_eq!(school["cells"], golden["cells"], "{name}");
        assert_eq!((&care["placed"], &care["unplaced"]), (&json!(0), &golden["placed"]));
        if let Some(density) = golden.get("density") {
            agree(&json!([school["mean_x"], school["mean_y"]]), &golden["mean"], 0.0, name);
            agree(&json!([school["median_x"], school["median_y"]]), &golden["median"], 0.0, name);
            let cells = density[0].as_array().unwrap().iter();
            let probed = cells.map(|cell| school["density"]["values"][cell.as_u64().unwrap() as usize].clone());
            agree(&Value::Array(probed.collect()), &density[1], 1e-7, name);
        }
    });
}
