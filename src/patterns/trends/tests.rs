//! Trends as a whole.

use chrono::NaiveDate;
use serde_json::json;

use crate::model::{Answer, Answers, Reply, TriadRegion};
use crate::patterns::golden_tests::{framework, point, unit};
use crate::patterns::{Columns, Row};

use super::figure::{difference_of, poisson, rank_of_interval};
use super::*;

/// Thirty stories a month, ten months; from the sixth on they lie in corner a instead of corner b.
fn columns() -> Columns {
    let mut columns = Columns::new();
    assert!(columns.learn(&framework()).is_empty());
    for number in 0..300u64 {
        let month = number / 30;
        let weights =
            if month < 5 { json!([1_000, 7_000 + number % 30 * 20]) } else { json!([7_000 + number % 30 * 20, 1_000]) };
        let mut answers = Answers::default();
        answers.given.insert("t".to_owned(), Answer::Triad(point(&weights)));
        if number % 3 == 0 {
            answers.given.insert("d".to_owned(), Answer::NotApplicable);
        } else {
            answers.given.insert("d".to_owned(), Answer::Dyad(unit(&json!(number * 30))));
        }
        assert!(matches!(answers.reply("t"), Reply::Answered(_)));
        let received = NaiveDate::from_ymd_opt(2026, month as u32 + 1, number as u32 % 28 + 1).unwrap();
        let round = Some(if month < 5 { "zero" } else { "after" });
        columns.put(&Row { number, received, collection: None, round, prompt: "moment", readable: true, answers: &answers });
    }
    columns
}

fn region(zones: &[&str]) -> TriadRegion {
    TriadRegion { signifier: "t".to_owned(), zones: zones.iter().map(|zone| (*zone).to_owned()).collect(), polygon: Vec::new() }
}

#[test]
fn time_is_cut_without_gaps_and_rounds_come_in_their_own_order() {
    let columns = columns();
    let names = |step: Step| periods(&columns, &columns.all(), step).into_iter().map(|period| period.name).collect::<Vec<_>>();
    assert_eq!(names(Step::Quarter), ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]);
    assert_eq!(names(Step::Month)[9], "2026-10");
    assert_eq!(names(Step::Week)[..2], ["2025-12-29", "2026-01-05"]);
    assert_eq!(names(Step::Round), ["zero", "after"]);
    let months = periods(&columns, &columns.all(), Step::Month);
    assert_eq!(months.iter().map(|month| month.rows.len()).sum::<usize>(), 300);
    assert!(periods(&columns, &crate::patterns::Rows::default(), Step::Week).is_empty());
}

#[test]
fn a_period_that_was_not_looked_at_as_a_whole_is_known() {
    let columns = columns();
    let day = |month: u32, day: u32| NaiveDate::from_ymd_opt(2026, month, day);
    let months = periods(&columns, &columns.all(), Step::Month);
    let cut =
        |from, to| months.iter().filter(|month| month.is_cut(from, to)).map(|month| month.name.as_str()).collect::<Vec<_>>();
    assert!(cut(None, None).is_empty() && cut(day(1, 1), day(11, 1)).is_empty());
    assert_eq!(cut(day(1, 2), day(10, 31)), ["2026-01", "2026-10"]);
    assert!(!periods(&columns, &columns.all(), Step::Round)[0].is_cut(day(1, 2), day(1, 3)), "a round has no days");
}

#[test]
fn limits_from_few_periods_are_said_to_be_rough() {
    let columns = columns();
    let count = |step| trend(&columns, &periods(&columns, &columns.all(), step), &Figure::Count).unwrap();
    assert!(count(Step::Month).warnings.is_empty());
    assert_eq!(count(Step::Quarter).warnings, ["The limits rest on 4 periods, and are rough below 10."]);
}

#[test]
fn a_change_of_corner_is_a_signal_and_steady_counts_are_none() {
    let columns = columns();
    let months = periods(&columns, &columns.all(), Step::Month);
    let share = trend(&columns, &months, &Figure::ZoneShare { signifier: "t".into(), zone: "a".into() }).unwrap();
    assert_eq!(share.points.iter().map(|point| point.value.unwrap()).collect::<Vec<_>>(), [[0.0; 5], [1.0; 5]].concat());
    assert!(!share.xmr.unwrap().signals.is_empty());
    let count = trend(&columns, &months, &Figure::Count).unwrap();
    assert!(count.xmr.unwrap().signals.is_empty() && count.warnings.is_empty());
    let moved = more_like_these(&columns, &months, &region(&["a"]), &region(&["b"])).unwrap();
    let (first, last) = (&moved.difference.points[0], &moved.difference.points[9]);
    assert_eq!((first.value, last.value), (Some(-1.0), Some(1.0)));
    let [x, y] = moved.direction.unwrap();
    assert!((x + 1.0).abs() < 1e-9 && y.abs() < 1e-9, "from corner b to corner a");
    let drift = moved.drift.unwrap();
    assert_eq!(drift.points[0].value, Some(0.0));
    assert!(drift.points[9].value.unwrap() > 0.5);
    let path = super::drift(&columns, &months, "t").unwrap();
    assert!(path.distance.unwrap() > 0.5 && path.path[4].step.unwrap() < 1e-9 && path.path[5].step.unwrap() > 0.5);
}

#[test]
fn every_figure_holds_its_value_and_periods_of_nobody_have_none() {
    let columns = columns();
    let mut months = periods(&columns, &columns.all(), Step::Month);
    months.push(Period { name: "later".to_owned(), days: None, rows: crate::patterns::Rows::default() });
    let figures = [
        json!({"figure": "count"}),
        json!({"figure": "zone_share", "signifier": "t", "zone": "a"}),
        json!({"figure": "median", "signifier": "d"}),
        json!({"figure": "centre", "signifier": "t", "corner": "c"}),
        json!({"figure": "option_share", "signifier": "k", "option": "one"}),
        json!({"figure": "not_applicable", "signifier": "d"}),
        json!({"figure": "more_minus_fewer", "more": {"signifier": "t", "zones": ["a"]}, "fewer": {"signifier": "t", "zones": ["c"]}}),
    ];
    for figure in figures {
        let found = trend(&columns, &months, &serde_json::from_value(figure.clone()).unwrap()).unwrap();
        for point in &found.points {
            if let (Some(value), Some([low, high])) = (point.value, point.interval) {
                assert!(low <= value && value <= high, "{figure} {point:?}");
            }
        }
        let last = found.points.last().unwrap();
        assert!(last.value.is_none_or(|value| value == 0.0 && figure["figure"] == "count"), "{figure}");
        assert!(!serde_json::to_string(&found).unwrap().contains("NaN"));
    }
    let share = trend(&columns, &months, &Figure::NotApplicable { signifier: "d".into() }).unwrap();
    assert_eq!(share.points[0].value, Some(1.0 / 3.0));
}

#[test]
fn what_is_not_there_cannot_be_followed() {
    let columns = columns();
    let fault = |figure: serde_json::Value| trend(&columns, &[], &serde_json::from_value(figure).unwrap()).unwrap_err().field;
    assert_eq!(fault(json!({"figure": "zone_share", "signifier": "d", "zone": "a"})), "figure.signifier");
    assert_eq!(fault(json!({"figure": "zone_share", "signifier": "t", "zone": "z"})), "figure.zone");
    assert_eq!(fault(json!({"figure": "centre", "signifier": "t", "corner": "z"})), "figure.corner");
    assert_eq!(fault(json!({"figure": "option_share", "signifier": "k", "option": "z"})), "figure.option");
    assert_eq!(fault(json!({"figure": "not_applicable", "signifier": "z"})), "figure.signifier");
    let regions = json!({"figure": "more_minus_fewer", "more": {"signifier": "t", "zones": ["a"]}, "fewer": {"signifier": "t", "zones": ["z"]}});
    assert_eq!(fault(regions), "figure.fewer.zones[0]");
}

#[test]
fn intervals_are_those_of_the_formulas() {
    // scipy.stats.binom.ppf(0.025, n, 0.5), which is the largest l for these n.
    assert_eq!([5, 6, 10, 100, 10_000].map(rank_of_interval), [None, Some(1), Some(2), Some(40), Some(4_902)]);
    let [low, high] = poisson(10).interval.unwrap();
    assert!((low - 5.432).abs() < 1e-3 && (high - 18.409).abs() < 1e-3, "{low} {high}");
    let [low, high] = difference_of(20.0, 10.0, 100).interval.unwrap();
    assert!((low + 0.0066).abs() < 1e-3 && (high - 0.2027).abs() < 1e-3, "{low} {high}");
}
