//! Tests limits, signals and intervals against values from independent implementations: `tests/golden/figures.py`.

use serde_json::{Value, json};

use crate::patterns::golden_figures::{agree, agree_all, cases, columns_of};

use super::figure::{difference_of, poisson};
use super::*;
use crate::patterns::statistics::rank_of_interval;

#[test]
fn limits_and_signals_agree_with_the_definitions() {
    for series in cases().0["series"].as_array().unwrap() {
        let values: Vec<Option<f64>> = series["values"].as_array().unwrap().iter().map(Value::as_f64).collect();
        let (found, golden) = (xmr(&values), &series["xmr"]);
        assert_eq!(found.is_none(), golden.is_null());
        let Some(found) = found else { continue };
        for (ours, field) in
            [(found.mean, "mean"), (found.moving_range, "moving_range"), (found.lower, "lower"), (found.upper, "upper")]
        {
            agree(ours, golden[field].as_f64().unwrap(), 1e-3, field);
        }
        let name = |rule: SignalRule| json!(rule).as_str().unwrap().to_owned();
        let (_, by_rule) = xmr::found(&values).unwrap();
        let mut signals: Vec<(String, Vec<usize>)> = by_rule.into_iter().map(|one| (name(one.rule), one.periods)).collect();
        signals.sort();
        signals.dedup();
        assert_eq!(json!(signals), golden["signals"]);
        let merged: Vec<(Vec<usize>, Vec<String>)> = found
            .signals
            .into_iter()
            .map(|signal| {
                let mut rules: Vec<String> = signal.rules.into_iter().map(name).collect();
                rules.sort();
                (signal.periods, rules)
            })
            .collect();
        assert_eq!(json!(merged), golden["merged"]);
    }
}

#[test]
fn intervals_agree_with_scipy_and_the_papers() {
    let golden = cases().0["intervals"].clone();
    let rows = |name: &str| -> Vec<Vec<f64>> { serde_json::from_value(golden[name].clone()).unwrap() };
    for row in rows("poisson") {
        let [low, high] = poisson(row[0] as u64).interval.unwrap();
        agree(low, row[1], 1e-3, "count");
        agree(high, row[2], 0.0, "count");
    }
    for row in rows("median") {
        assert_eq!(rank_of_interval(row[0] as u64).unwrap_or(0), row[1] as u64, "median of {}", row[0]);
    }
    for row in rows("difference") {
        let [low, high] = difference_of(row[0], row[1], row[2] as u64).interval.unwrap();
        agree(low, row[3], 1e-3, "difference");
        agree(high, row[4], 1e-3, "difference");
    }
}

#[test]
fn the_weight_of_a_corner_and_its_interval_agree_with_numerical_derivatives() {
    for case in cases().1 {
        let columns = columns_of(&case);
        let all = [Period { name: "all".to_owned(), days: None, rows: columns.all(), fewest: 1 }];
        for (corner, golden) in ["a", "b", "c"].into_iter().zip(case["weights"].as_array().into_iter().flatten()) {
            let figure = Figure::Centre { signifier: "t".to_owned(), corner: corner.to_owned() };
            let found = trend(&columns, &all, &figure).unwrap().points.remove(0);
            agree(found.value.unwrap(), golden["value"].as_f64().unwrap(), 0.0, corner);
            assert_eq!(found.interval.is_none(), golden["interval"].is_null());
            // The script's derivatives are differences, exact to about nine digits, so a small tolerance is needed.
            if let Some(interval) = found.interval {
                agree_all(&interval, &golden["interval"], 100.0, corner);
            }
        }
    }
}
