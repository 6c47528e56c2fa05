//! Trends as a whole.

use chrono::NaiveDate;
use serde_json::json;

use crate::model::{Answer, Answers, Reply, TriadRegion};
use crate::patterns::golden_tests::{framework, point, unit};
use crate::patterns::{Columns, Form, Row};

use super::figure::{difference_of, poisson};
use super::*;
use crate::patterns::statistics::rank_of_interval;

/// Thirty stories a month for ten months; from the sixth month on they are in corner a instead of corner b.
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
        columns.put(&Row {
            number,
            received,
            collection: None,
            round,
            prompt: "moment",
            storyteller: None,
            readable: true,
            answers: &answers,
            form: Form::default(),
        });
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
fn a_period_that_is_not_fully_covered_is_detected() {
    let columns = columns();
    let day = |month: u32, day: u32| NaiveDate::from_ymd_opt(2026, month, day);
    let months = periods(&columns, &columns.all(), Step::Month);
    let cut =
        |from, to| months.iter().filter(|month| month.is_cut(from, to)).map(|month| month.name.as_str()).collect::<Vec<_>>();
    assert!(cut(None, None).is_empty() && cut(day(1, 1), day(11, 1)).is_empty());
    assert_eq!(cut(day(1, 2), day(10, 31)), ["2026-01", "2026-10"]);
    assert!(!periods(&columns, &columns.all(), Step::Round)[0].is_cut(day(1, 2), day(1, 3)), "a round has no days");
}

/// A story on each of these days, counted from the first of January.
fn on_days(days: &[u64]) -> Columns {
    let mut columns = Columns::new();
    columns.learn(&framework());
    for (number, day) in (1..).zip(days) {
        let mut answers = Answers::default();
        answers.given.insert("t".to_owned(), Answer::Triad(point(&json!([1_000, 8_000]))));
        let received = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + chrono::Days::new(*day);
        let (collection, round, storyteller) = (None, None, None);
        columns.put(&Row {
            number,
            received,
            collection,
            round,
            prompt: "moment",
            storyteller,
            readable: true,
            answers: &answers,
            form: Form::default(),
        });
    }
    columns
}

#[test]
fn sparse_counts_have_the_days_between_stories_instead_of_limits() {
    // A story every ten days, then one every hundred.
    let often = (0..20).map(|k| 10 * k);
    let columns = on_days(&often.chain((1..8).map(|k| 200 + 100 * k)).collect::<Vec<_>>());
    let weeks = periods(&columns, &columns.all(), Step::Week);
    let found = trend(&columns, &weeks, &Figure::Count).unwrap();
    assert!(found.xmr.is_none() && found.warnings[0].contains("periods have no stories"), "{:?}", found.warnings);
    let between = found.days_between.unwrap();
    assert_eq!(between.gaps.len(), 26);
    assert_eq!((between.gaps[0].days, between.gaps[25].days), (10, 100));
    assert_eq!(between.gaps[0].until, NaiveDate::from_ymd_opt(2026, 1, 11).unwrap());
    assert!(between.lower <= between.centre && between.centre <= between.upper);
    let longer = between.signals.iter().find(|signal| signal.periods.contains(&25)).unwrap();
    assert!(longer.periods.contains(&20), "the gaps became longer: {longer:?}");
    // The share of a zone that only one of these stories is in is 0 in most weeks.
    let share = trend(&columns, &weeks, &Figure::ZoneShare { signifier: "t".into(), zone: "a".into() }).unwrap();
    assert!(share.xmr.is_none() && share.days_between.is_none());
    assert!(share.warnings.iter().any(|warning| warning.contains("the figure is 0")), "{:?}", share.warnings);
}

#[test]
fn counts_that_are_not_sparse_have_limits_and_no_days_between() {
    let columns = columns();
    let found = trend(&columns, &periods(&columns, &columns.all(), Step::Month), &Figure::Count).unwrap();
    assert!(found.xmr.is_some() && found.days_between.is_none());
    let bursts = on_days(&[0, 0, 0, 0, 90, 90, 90, 90, 180, 180, 180, 180]);
    let found = trend(&bursts, &periods(&bursts, &bursts.all(), Step::Week), &Figure::Count).unwrap();
    assert!(found.xmr.is_none() && found.days_between.is_none(), "most came on the day of the one before");
    assert!(!found.warnings.is_empty());
}

#[test]
fn limits_from_few_periods_have_a_warning() {
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
fn every_figure_has_its_value_and_empty_periods_have_none() {
    let columns = columns();
    let mut months = periods(&columns, &columns.all(), Step::Month);
    months.push(Period { name: "later".to_owned(), days: None, rows: crate::patterns::Rows::default(), fewest: 1 });
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
fn unknown_parts_of_figures_are_rejected() {
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
