//! Tests triads and words against values from independent implementations: `tests/golden/figures.py`.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::model::{Answer, Triad};
use crate::patterns::geometry::lattice::plane;
use crate::patterns::golden_numbers::Numbers;
use crate::patterns::golden_tests::{framework, put};
use crate::patterns::*;

pub(super) const FIGURES: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/figures.json"));

/// Agreement to 1e-9, relative to the golden value, or to `floor` where values come near 0.
#[track_caller]
pub(super) fn agree(ours: f64, golden: f64, floor: f64, what: &str) {
    assert!((ours - golden).abs() <= 1e-9 * golden.abs().max(floor), "{what}: {ours}, golden {golden}");
}

#[track_caller]
pub(super) fn agree_all(ours: &[f64], golden: &Value, floor: f64, what: &str) {
    let golden: Vec<f64> = golden.as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect();
    assert_eq!(ours.len(), golden.len(), "{what}");
    ours.iter().zip(golden).for_each(|(ours, golden)| agree(*ours, golden, floor, what));
}

/// The case's stories, generated as in the script.
pub(super) fn columns_of(case: &Value) -> Columns {
    let mut columns = Columns::new();
    assert!(columns.learn(&framework()).is_empty());
    let mut numbers = Numbers::new(case["seed"].as_u64().unwrap());
    for number in 1..=case["n"].as_u64().unwrap() {
        let story = numbers.answers(1, true, case["same"].as_bool().unwrap());
        put(&mut columns, number, [("t", Answer::Triad(Triad::try_from(story.triad).unwrap()))]);
    }
    columns
}

pub(super) fn cases() -> (Value, Vec<Value>) {
    let golden: Value = serde_json::from_str(FIGURES).unwrap();
    let cases = golden["triads"].as_array().unwrap().clone();
    (golden, cases)
}

fn triad(columns: &Columns, options: Value) -> TriadPattern {
    match pattern(columns, &columns.all(), "t", &serde_json::from_value(options).unwrap()).unwrap() {
        Pattern::Triad(found) => *found,
        other => panic!("{other:?}"),
    }
}

#[test]
fn centres_with_other_deltas_and_regions_agree_with_numpy_and_scipy() {
    for case in cases().1 {
        let name = case["name"].as_str().unwrap();
        let found = triad(&columns_of(&case), json!({}));
        let Some(replaced) = case.get("replaced") else {
            assert!(found.region.is_none() && found.centres.sensitivity_reach.is_none());
            continue;
        };
        assert_eq!(json!(found.centres.replaced), *replaced, "{name}");
        for (ours, golden) in found.centres.sensitivity.iter().zip(case["sensitivity"].as_array().unwrap()) {
            agree_all(&ours.geometric.unwrap(), golden, 0.0, name);
        }
        let region = found.region.unwrap();
        agree_all(&region.centre, &case["centre"], 1e-3, name);
        assert_eq!(region.covariance.is_some(), case.get("covariance").is_some(), "{name}");
        let same = case["same"] == true;
        if let Some([first, second]) = region.covariance {
            agree_all(&first, &case["covariance"][0], 1e-6, name);
            agree_all(&second, &case["covariance"][1], 1e-6, name);
        }
        assert_eq!(region.hotelling.is_some(), case.get("k_squared").is_some() && !same, "{name}");
        let Some(hotelling) = region.hotelling else { continue };
        agree(hotelling.k_squared, case["k_squared"].as_f64().unwrap(), 0.0, name);
        // Every point of the outline is at exactly that distance.
        let [[s11, s12], [_, s22]] = region.covariance.unwrap();
        let n = case["n"].as_f64().unwrap();
        for weights in hotelling.polygon {
            let [a, b, c] = weights.map(f64::ln);
            let (u, v) = ((a - b) / 2f64.sqrt() - region.centre[0], (a + b - 2.0 * c) / 6f64.sqrt() - region.centre[1]);
            let t_squared = n * (s22 * u * u - 2.0 * s12 * u * v + s11 * v * v) / (s11 * s22 - s12 * s12);
            assert!((t_squared / hotelling.k_squared - 1.0).abs() < 1e-9, "{name}");
        }
    }
}

#[test]
fn cross_validated_bandwidths_and_contours_agree_with_a_direct_sum_over_mirror_images() {
    for case in cases().1.iter().filter(|case| case.get("lscv").is_some()) {
        let name = case["name"].as_str().unwrap();
        let columns = columns_of(case);
        let chosen = triad(&columns, json!({"density": {"rule": "lscv"}})).density.unwrap();
        agree(chosen.bandwidth, case["lscv"]["bandwidth"].as_f64().unwrap(), 0.0, name);
        let mut counts = vec![0; lattice::NODES];
        for row in columns.all().places() {
            let Some(columns::Column::Triad(column)) = columns.column("t") else { panic!() };
            counts[usize::from(column.node[row])] += 1;
        }
        agree(lscv(&counts).unwrap().score, case["lscv"]["score"].as_f64().unwrap(), 0.0, name);

        let smoothed =
            triad(&columns, json!({"density": {"bandwidth": 0.05, "contours": true, "landscape": true}})).density.unwrap();
        for (ours, golden) in smoothed.contours.unwrap().iter().zip(case["regions"].as_array().unwrap()) {
            let number = |field: &str| golden[field].as_f64().unwrap();
            assert_eq!(ours.mass, number("mass"));
            agree(ours.level, number("level"), 0.0, name);
            agree(ours.holds, number("holds"), 0.0, name);
            let ring_area = |ring: &Vec<[f64; 3]>| {
                let points: Vec<[f64; 2]> = ring.iter().map(|&weights| plane(weights)).collect();
                let ends = points.iter().zip(points.iter().cycle().skip(1));
                ends.map(|(p, q)| p[0] * q[1] - p[1] * q[0]).sum::<f64>() / 2.0
            };
            agree(ours.rings.iter().map(ring_area).sum(), number("area"), 0.1, name);
        }
        for (value, height) in smoothed.values.iter().zip(smoothed.landscape.unwrap().values) {
            assert!(height.is_none_or(|height| (height + (value * lattice::AREA).ln()).abs() < 1e-12));
        }
    }
}

#[test]
fn telling_words_agree_with_the_formulas_of_the_paper() {
    let golden = cases().0["words"].clone();
    let counts = |side: &str| {
        let uses: BTreeMap<String, u64> = serde_json::from_value(golden[side].clone()).unwrap();
        let mut counts = TermCounts::default();
        uses.iter().for_each(|(term, uses)| (0..*uses).for_each(|_| counts.add_story([term.as_str()])));
        counts
    };
    for values in golden["values"].as_array().unwrap() {
        let options = KeynessOptions { prior: values["prior"].as_f64(), ..KeynessOptions::default() };
        let found = keyness(&counts("selection"), &counts("rest"), &options);
        let telling = values["telling"].as_object().unwrap();
        let own: Vec<&KeyTerm> = found.more.iter().chain(&found.less).filter(|key| key.telling).collect();
        assert_eq!(own.len(), telling.len());
        for key in own {
            agree_all(&[key.log_odds, key.z], &telling[&key.term], 0.0, &key.term);
        }
    }
}
