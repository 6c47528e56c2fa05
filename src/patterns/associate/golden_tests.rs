//! Tests associations against values from independent implementations: `tests/golden/associate.py`.

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::model::{Answer, Answers, Framework, Place, Triad, Unit};
use crate::patterns::golden_numbers::{Numbers, Story};
use crate::patterns::{Form, Row};

use super::*;

const ASSOCIATE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/associate.json"));

fn framework() -> Framework {
    let label = |id: &str| json!({"id": id, "label": {"en": id}});
    let triad =
        |id: &str| json!({"id": id, "kind": "triad", "question": {"en": "?"}, "corners": [label("a"), label("b"), label("c")]});
    let dyad = |id: &str| json!({"id": id, "kind": "dyad", "question": {"en": "?"}, "left": label("l"), "right": label("r")});
    let choice = |id: &str, max: u32| {
        let options = [label("one"), label("two"), label("three")];
        json!({"id": id, "kind": "choice", "question": {"en": "?"}, "max": max, "options": options})
    };
    let stones = json!({"id": "s", "kind": "stones", "question": {"en": "?"}, "stones": [label("school")],
        "x": {"left": {"en": "?"}, "right": {"en": "?"}}, "y": {"bottom": {"en": "?"}, "top": {"en": "?"}}});
    serde_json::from_value(json!({
        "slug": "golden", "version": 1, "title": {"en": "Golden"}, "languages": ["en"],
        "prompts": [{"id": "moment", "text": {"en": "?"}}],
        "signifiers": [triad("t"), triad("u"), dyad("d"), dyad("e"), stones, choice("k", 2), choice("c", 1)],
    }))
    .unwrap()
}

/// One story, drawn as the script draws it.
fn answers(numbers: &mut Numbers) -> Answers {
    let group = numbers.below(2);
    let [first, second] = [(); 2].map(|()| numbers.answers(group, true, false));
    let triad = |story: &Story| Some(Answer::Triad(Triad::try_from(story.triad).unwrap()));
    let unit = |part: u64| Unit::try_from(part as u16).unwrap();
    let dyad = |part: u64| Some(Answer::Dyad(unit(part)));
    let place = Place { x: unit(first.stone[0]), y: unit(first.stone[1]) };
    let options = |story: &Story, most: usize| {
        let known = story.options.iter().filter_map(|&option| ["one", "two", "three"].get(option as usize));
        let options: Vec<String> = known.take(most).map(|id| (*id).to_owned()).collect();
        (!options.is_empty()).then_some(Answer::Choice { options, write_in: None })
    };
    let given = [
        ("t", triad(&first)),
        ("u", triad(&second)),
        ("d", dyad(first.dyad)),
        ("e", dyad((second.dyad + first.dyad) / 2)),
        ("s", Some(Answer::Stones([("school".to_owned(), place)].into()))),
        ("k", options(&first, 2)),
        ("c", options(&second, 1)),
    ];
    let kept = given.into_iter().filter_map(|(id, answer)| {
        let answer = if numbers.below(8) == 0 { None } else { answer };
        answer.map(|answer| (id.to_owned(), answer))
    });
    Answers { given: kept.collect(), ..Answers::default() }
}

fn columns(case: &Value) -> Columns {
    let mut columns = Columns::new();
    assert!(columns.learn(&framework()).is_empty());
    let mut numbers = Numbers::new(case["seed"].as_u64().unwrap());
    for number in 1..=case["size"].as_u64().unwrap() {
        let answers = answers(&mut numbers);
        columns.put(&Row {
            number,
            received: NaiveDate::from_ymd_opt(2026, 1, 4).unwrap(),
            collection: None,
            round: None,
            prompt: "moment",
            storyteller: None,
            readable: true,
            answers: &answers,
            form: Form::default(),
        });
    }
    columns
}

#[track_caller]
fn agree(ours: Option<f64>, golden: &Value, what: &str) {
    match (ours, golden.as_f64()) {
        (Some(ours), Some(golden)) => {
            assert!((ours - golden).abs() <= 1e-9 * golden.abs().max(1.0), "{what}: {ours}, golden {golden}");
        }
        (ours, golden) => assert_eq!(ours, golden, "{what}"),
    }
}

/// Whether an interval agrees to 0.01, as closely as the normal approximation of its distribution does.
#[track_caller]
fn near(ours: Option<[f64; 2]>, golden: &Value, what: &str) {
    let wanted: Option<[f64; 2]> = serde_json::from_value(golden.clone()).unwrap();
    let agrees = match (ours, wanted) {
        (Some(ours), Some(wanted)) => ours.iter().zip(wanted).all(|(ours, wanted)| (ours - wanted).abs() <= 0.01),
        (ours, wanted) => ours == wanted,
    };
    assert!(agrees, "{what}: {ours:?}, golden {wanted:?}");
}

#[test]
fn associations_are_those_of_other_implementations() {
    let golden: Value = serde_json::from_str(ASSOCIATE).unwrap();
    for case in golden["cases"].as_array().unwrap() {
        let columns = columns(case);
        let found = associations(&columns, &columns.all(), None, 1, &Progress::none()).unwrap();
        let golden = case["pairs"].as_array().unwrap();
        assert_eq!(found.pairs.len(), golden.len());
        for (ours, golden) in found.pairs.iter().zip(golden) {
            let what = format!("{} {:?}", case["name"], ours.pair);
            assert_eq!(json!(ours.pair), golden["pair"], "{what}");
            assert_eq!(json!(ours.answered), golden["n"], "{what}");
            agree(ours.cramers_v, &golden["v"], &what);
            near(ours.v_interval, &golden["v_interval"], &what);
            agree(ours.rank_correlation, &golden["rank"], &what);
            agree(ours.distance_correlation, &golden["distance"], &what);
            let (alone, table) = pair_table(&columns, &columns.all(), &ours.pair, 1, &Progress::none()).unwrap();
            assert_eq!(alone.pairs, std::slice::from_ref(ours), "{what}");
            let Some(counts) = golden["counts"].as_array() else { continue };
            for (row, counts) in counts.iter().enumerate() {
                assert_eq!(json!(table.counts.row(row).to_vec()), *counts, "{what}");
                for (column, residual) in golden["residuals"][row].as_array().unwrap().iter().enumerate() {
                    agree(table.residuals[[row, column]], residual, &format!("{what} residual {row} {column}"));
                }
            }
        }
    }
}
