//! Tests comparisons against values from independent implementations: `tests/golden/compare.py`.

use chrono::NaiveDate;
use serde_json::Value;

use crate::model::{Answer, Answers, Place, Triad, Unit};
use crate::patterns::golden_numbers::Numbers;
use crate::patterns::golden_tests::framework;
use crate::patterns::{Columns, Form, Row, Rows};

use super::tests::{named, those};
use super::*;

const COMPARE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/compare.json"));

/// The case's groups, drawn as the script draws them.
fn case(case: &Value) -> (Columns, Vec<Rows>) {
    let mut columns = Columns::new();
    assert!(columns.learn(&framework()).is_empty());
    let flag = |name: &str| case[name].as_bool().unwrap();
    let mut numbers = Numbers::new(case["seed"].as_u64().unwrap());
    let (mut number, mut groups) = (0, Vec::new());
    for (group, size) in (0..).zip(case["sizes"].as_array().unwrap()) {
        let first = number + 1;
        for _ in 0..size.as_u64().unwrap() {
            number += 1;
            let story = numbers.answers(group, flag("shift"), flag("same"));
            let unit = |part: u64| Unit::try_from(part as u16).unwrap();
            let place = Place { x: unit(story.stone[0]), y: unit(story.stone[1]) };
            let options = ["one", "two", "three"];
            let chosen = story.options.iter().filter_map(|&option| options.get(option as usize)).map(|id| (*id).to_owned());
            let mut given = vec![
                ("t", Answer::Triad(Triad::try_from(story.triad).unwrap())),
                ("d", Answer::Dyad(unit(story.dyad))),
                ("s", Answer::Stones([("school".to_owned(), place)].into())),
                ("k", Answer::Choice { options: chosen.collect(), write_in: None }),
            ];
            if flag("not_applicable") {
                given = ["t", "d", "s", "k"].map(|id| (id, Answer::NotApplicable)).into();
            }
            let answers = Answers {
                given: given.into_iter().map(|(id, answer)| (id.to_owned(), answer)).collect(),
                ..Answers::default()
            };
            let received = NaiveDate::from_ymd_opt(2026, 1, 4).unwrap();
            let (collection, round) = (None, None);
            columns.put(&Row {
                number,
                received,
                collection,
                round,
                prompt: "moment",
                storyteller: None,
                readable: true,
                answers: &answers,
                form: Form::default(),
            });
        }
        groups.push((first, number));
    }
    let rows = groups.into_iter().map(|(first, last)| those(&columns, |number| (first..=last).contains(&number))).collect();
    (columns, rows)
}

/// Agreement to 1e-9, relative to the golden value, or to `floor` where values come near 0.
#[track_caller]
fn agree(ours: Option<f64>, golden: &Value, floor: f64, what: &str) {
    match (ours, golden.as_f64()) {
        (Some(ours), Some(golden)) => {
            assert!((ours - golden).abs() <= 1e-9 * golden.abs().max(floor), "{what}: {ours}, golden {golden}");
        }
        (ours, golden) => assert_eq!(ours, golden, "{what}"),
    }
}

#[track_caller]
fn agree_pairs(ours: &[EnergyPair], golden: &Value, name: &str) {
    let golden = golden["pairs"].as_array().unwrap();
    assert_eq!(ours.len(), golden.len());
    for (ours, golden) in ours.iter().zip(golden) {
        // The distance is a small difference of mean distances, which are about 0.5 and exact to sixteen digits.
        agree(ours.on_lattice, &golden["on_lattice"], 1e-4, &format!("{name} on the lattice"));
        if ours.exact {
            agree(ours.energy, &golden["energy"], 1e-4, &format!("{name} exact"));
        }
    }
}

/// Compares a p-value by permutation with that of another implementation, both with a sampling error.
#[track_caller]
fn agree_by_chance(ours: &Test, golden: &Value, permutations: f64, what: &str) {
    let (ours, golden) = (ours.p.unwrap(), golden.as_f64().unwrap());
    let error = (golden * (1.0 - golden) * (1.0 / permutations + 1.0 / 1_999.0)).sqrt() + 1.0 / permutations;
    assert!((ours - golden).abs() <= 4.0 * error, "{what}: {ours}, golden {golden}");
}

#[test]
fn every_test_and_effect_agrees_with_scipy_statsmodels_and_scikit_bio() {
    let golden: Value = serde_json::from_str(COMPARE).unwrap();
    for golden in golden["cases"].as_array().unwrap() {
        let name = golden["name"].as_str().unwrap();
        let (columns, rows) = case(golden);
        let options =
            CompareOptions { permutations: if golden.get("p").is_some() { 1_999 } else { 99 }, ..CompareOptions::default() };
        let found = compare(&columns, &named(&rows), None, &options, Progress::none()).unwrap();

        let Some(Difference::Triad(triad)) = found.signifiers.get("t") else { panic!() };
        agree_pairs(&triad.pairs, &golden["triad"], name);
        agree(triad.energy.statistic, &golden["triad"]["between"], 1e-4, &format!("{name} energy"));
        agree(triad.permanova.statistic, &golden["triad"]["permanova"], 0.0, &format!("{name} PERMANOVA"));
        agree(triad.r_squared, &golden["triad"]["r_squared"], 0.0, &format!("{name} R²"));
        agree(triad.permdisp.statistic, &golden["triad"]["permdisp"], 0.0, &format!("{name} PERMDISP"));
        let zones = &golden["triad"]["zones"];
        agree(triad.zones.test.statistic, &zones["chi_squared"], 1e-6, &format!("{name} zones"));
        agree(triad.zones.test.p_theory, &zones["p"], 0.0, &format!("{name} zones"));
        agree(triad.zones.cramers_v, &zones["v"], 0.0, &format!("{name} zones"));
        for (zone, (_, cells)) in triad.zones.cells.0.iter().enumerate() {
            for (group, cell) in cells.iter().enumerate().filter(|_| !zones.is_null()) {
                agree(cell.residual, &zones["residuals"][group][zone], 1e-6, &format!("{name} residual"));
            }
        }

        let Some(Difference::Stones(stones)) = found.signifiers.get("s") else { panic!() };
        let stone = stones.stones.get("school").unwrap();
        agree_pairs(&stone.pairs, &golden["stone"], name);
        agree(stone.energy.statistic, &golden["stone"]["between"], 1e-4, &format!("{name} stone"));

        let Some(Difference::Dyad(dyad)) = found.signifiers.get("d") else { panic!() };
        for (ours, golden) in dyad.pairs.iter().zip(golden["dyad"]["pairs"].as_array().unwrap()) {
            agree(ours.test.statistic, &golden["u"], 0.0, &format!("{name} U"));
            agree(ours.test.p, &golden["p"], 0.0, &format!("{name} Mann–Whitney"));
            agree(ours.cliffs_delta, &golden["cliff"]["delta"], 1e-6, &format!("{name} δ"));
            for (end, which) in ["low", "high"].into_iter().enumerate() {
                agree(
                    ours.interval.map(|both| both[end]),
                    &golden["cliff"]["interval"][end],
                    1e-6,
                    &format!("{name} δ {which}"),
                );
            }
        }
        if rows.len() > 2 {
            agree(dyad.test.statistic, &golden["dyad"]["kruskal"]["h"], 0.0, &format!("{name} H"));
            agree(dyad.test.p, &golden["dyad"]["kruskal"]["p"], 0.0, &format!("{name} Kruskal–Wallis"));
        }
        for (group, (_, quantiles)) in dyad.quantiles.0.iter().enumerate() {
            agree(quantiles.p50, &golden["dyad"]["medians"][group], 0.0, &format!("{name} median"));
        }

        let Some(Difference::Choice(choice)) = found.signifiers.get("k") else { panic!() };
        for (at, (_, option)) in choice.options.0.iter().enumerate() {
            let golden = &golden["options"][at];
            agree(option.test.statistic, &golden["chi_squared"], 1e-6, &format!("{name} option"));
            agree(option.test.p_theory, &golden["p"], 0.0, &format!("{name} option"));
            agree(option.cramers_v, &golden["v"], 0.0, &format!("{name} option"));
        }

        if let Some(p) = golden.get("p") {
            agree_by_chance(&triad.energy, &p["energy"], 1_999.0, &format!("{name} energy"));
            agree_by_chance(&stone.energy, &p["stone"], 1_999.0, &format!("{name} stone"));
            agree_by_chance(&triad.permanova, &p["permanova"], 1_999.0, &format!("{name} PERMANOVA"));
            agree_by_chance(&triad.permdisp, &p["permdisp"], 1_999.0, &format!("{name} PERMDISP"));
        }
    }
}

#[test]
fn adjusted_p_values_agree_with_scipy() {
    let golden: Value = serde_json::from_str(COMPARE).unwrap();
    let p: Vec<Option<f64>> = golden["p"].as_array().unwrap().iter().map(Value::as_f64).collect();
    for (ours, golden) in adjust::benjamini_hochberg(&p).into_iter().zip(golden["adjusted"].as_array().unwrap()) {
        agree(ours, golden, 0.0, "adjusted");
    }
}
