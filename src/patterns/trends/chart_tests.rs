//! Charts: against values from an independent implementation (`tests/golden/charts.py`), and what must not be drawn.

use chrono::{Days, NaiveDate};
use serde_json::{Value as Json, json};

use crate::model::{Answer, Answers, Selection, TriadRegion};
use crate::patterns::columns::Rows;
use crate::patterns::golden_figures::agree;
use crate::patterns::golden_tests::{framework, point};
use crate::patterns::{Columns, Form, Row};

use super::*;

const CHARTS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/charts.json"));

fn day(number: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 1, 1).unwrap() + Days::new(number)
}

/// Periods of ten days, and a trend of these values over them.
fn trend_of(values: &[Option<f64>], partial: &[usize], scale: Scale) -> (Trend, Vec<Period>) {
    let period = |at: usize| Period {
        name: format!("p{at}"),
        days: Some([day(10 * at as u64), day(10 * at as u64 + 10)]),
        partial: partial.contains(&at),
        rows: Rows::default(),
        fewest: 10,
    };
    let periods: Vec<Period> = (0..values.len()).map(period).collect();
    // Of counts, those that are not told are small; of other figures, nobody answered.
    let stories = |value: &Option<f64>| if value.is_some() { 40 } else { 4 * u64::from(scale == Scale::Counts) };
    let value = |value: &Option<f64>| Value { of: stories(value), value: *value, ..Value::default() };
    (Trend::new(&periods, values.iter().map(value).collect(), scale), periods)
}

fn chart_of(values: &[Option<f64>], partial: &[usize], scale: Scale, options: &ChartOptions) -> Chart {
    let (mut trend, periods) = trend_of(values, partial, scale);
    trend.read(&periods, options);
    trend.chart.unwrap()
}

#[test]
fn charts_agree_with_the_definitions_of_making_data_count() {
    let cases: Vec<Json> = serde_json::from_str(CHARTS).unwrap();
    assert!(cases.len() > 10);
    for case in cases {
        let name = case["name"].as_str().unwrap();
        let list = |field: &str| case[field].as_array().unwrap().clone();
        let values: Vec<Option<f64>> = list("values").iter().map(Json::as_f64).collect();
        let partial: Vec<usize> = list("partial").iter().map(|at| at.as_u64().unwrap() as usize).collect();
        let options = ChartOptions {
            // Any day of the period is the start of its segment.
            rebase: list("starts").iter().rev().map(|at| day(10 * at.as_u64().unwrap() + 7)).collect(),
            target: case["target"].as_f64(),
            better: match case["better"].as_str() {
                Some("higher") => Some(Direction::Higher),
                Some(_) => Some(Direction::Lower),
                None => None,
            },
        };
        let found = json!(chart_of(&values, &partial, Scale::Open, &options));
        let golden = &case["chart"];
        for field in ["kind", "marks", "variation", "assurance"] {
            assert_eq!(found[field], golden[field], "{name}: {field}");
        }
        let (ours, theirs) = (found["segments"].as_array().unwrap(), golden["segments"].as_array().unwrap());
        assert_eq!(ours.len(), theirs.len(), "{name}");
        for (ours, theirs) in ours.iter().zip(theirs) {
            for field in ["from", "to", "values", "statistic"] {
                assert_eq!(ours[field], theirs[field], "{name}: {field}");
            }
            let number = |of: &Json, field: &str| of.pointer(field).and_then(Json::as_f64);
            for field in ["/centre", "/moving_range", "/limits/0", "/limits/1"] {
                match (number(ours, field), number(theirs, field)) {
                    (Some(ours), Some(theirs)) => agree(ours, theirs, 1e-3, name),
                    (ours, theirs) => assert_eq!(ours, theirs, "{name}: {field}"),
                }
            }
        }
    }
}

#[test]
fn signals_are_told_by_direction_and_stay_within_their_segment() {
    let values: Vec<Option<f64>> = (0..28).map(|k| Some(if k < 14 { 1.0 } else { 3.0 } + 0.1 * f64::from(k % 2))).collect();
    let whole = chart_of(&values, &[], Scale::Open, &ChartOptions::default());
    let signals: Vec<(Direction, usize)> =
        whole.segments[0].signals.iter().map(|signal| (signal.direction, signal.points.len())).collect();
    assert_eq!(signals, [(Direction::Lower, 14), (Direction::Higher, 14)]);
    let options = ChartOptions { rebase: vec![day(140)], ..ChartOptions::default() };
    let parts = chart_of(&values, &[], Scale::Open, &options);
    assert!(parts.segments.iter().all(|segment| segment.signals.is_empty()));
    assert_eq!((parts.segments[0].since, parts.segments[1].since), (None, Some(day(140))));
    assert!(parts.marks.iter().all(|mark| *mark == Some(Nature::CommonCause)));
}

#[test]
fn a_day_outside_the_periods_or_in_the_first_one_changes_nothing() {
    let values: Vec<Option<f64>> = (0..14).map(|k| Some(f64::from(k % 3))).collect();
    let plain = chart_of(&values, &[], Scale::Open, &ChartOptions::default());
    let rebase = vec![day(3), day(5_000), NaiveDate::from_ymd_opt(2020, 1, 1).unwrap()];
    assert_eq!(chart_of(&values, &[], Scale::Open, &ChartOptions { rebase, ..ChartOptions::default() }), plain);
    let rebase = vec![day(75), day(71), day(75)];
    assert_eq!(chart_of(&values, &[], Scale::Open, &ChartOptions { rebase, ..ChartOptions::default() }).segments.len(), 2);
}

#[test]
fn sparse_counts_and_counts_that_are_mostly_too_small_have_no_centre_line() {
    let sparse: Vec<Option<f64>> = (0..20).map(|k| Some(if k % 4 == 0 { 1.0 } else { 0.0 })).collect();
    let found = chart_of(&sparse, &[], Scale::Counts, &ChartOptions { target: Some(3.0), ..ChartOptions::default() });
    assert_eq!((found.kind, found.segments.len(), found.variation), (ChartKind::Values, 0, None));
    assert!(found.reason.unwrap().contains("periods have no stories") && found.marks.iter().all(Option::is_none));
    let small: Vec<Option<f64>> = (0..20).map(|k| (k % 3 > 0).then_some(40.0)).collect();
    let found = chart_of(&small, &[], Scale::Counts, &ChartOptions::default());
    assert!(found.reason.unwrap().starts_with("In 7 of 20 periods there are too few stories"));
    assert_eq!(chart_of(&small, &[], Scale::Share, &ChartOptions::default()).kind, ChartKind::Xmr);
    let mut one = vec![Some(40.0); 20];
    one[19] = None;
    assert_eq!(chart_of(&one, &[], Scale::Counts, &ChartOptions::default()).kind, ChartKind::Values);
    assert_eq!(chart_of(&one, &[19], Scale::Counts, &ChartOptions::default()).kind, ChartKind::Xmr, "it is not over");
}

/// A story on each of these days, each in one zone.
fn stories(days: &[u64], weights: impl Fn(usize) -> [u16; 2], round: impl Fn(usize) -> Option<&'static str>) -> Columns {
    let mut columns = Columns::new();
    columns.learn(&framework());
    for (at, own) in days.iter().enumerate() {
        let mut answers = Answers::default();
        answers.given.insert("t".to_owned(), Answer::Triad(point(&json!(weights(at)))));
        columns.put(&Row {
            number: at as u64 + 1,
            received: day(*own),
            collection: None,
            round: round(at),
            prompt: "moment",
            storyteller: None,
            readable: true,
            answers: &answers,
            form: Form::default(),
        });
    }
    columns
}

#[test]
fn days_between_stories_are_a_chart_of_gaps_and_below_twelve_have_no_limits() {
    let read = |days: &[u64], rebase: Vec<NaiveDate>| {
        let columns = stories(days, |_| [1_000, 8_000], |_| None);
        let weeks = periods(&columns, &columns.all(), Step::Week);
        let mut found = trend(&columns, &weeks, &Figure::Count).unwrap();
        found.read(&weeks, &ChartOptions { rebase, target: Some(4.0), better: None });
        found
    };
    let often: Vec<u64> = (0..20).map(|k| 15 * k + k % 3).collect();
    let found = read(&often, vec![]);
    let (chart, between) = (found.chart.unwrap(), found.days_between.unwrap());
    assert_eq!((chart.kind, chart.target, chart.marks.len()), (ChartKind::DaysBetween, None, 19));
    let segment = &chart.segments[0];
    assert_eq!(segment.limits, Some([between.lower, between.upper]));
    assert_eq!(segment.centre, Some(between.centre));
    let few = read(&often[..9], vec![]).chart.unwrap();
    assert_eq!((few.segments[0].limits, few.segments[0].centre), (None, Some(16.0)));
    assert_eq!(between.stories, 1);
    let parts = read(&often, vec![day(15 * 13)]).chart.unwrap();
    assert_eq!(parts.segments.iter().map(|own| (own.from, own.values)).collect::<Vec<_>>(), [(0, 12), (12, 7)]);
}

#[test]
fn where_fewer_than_ten_may_not_be_told_gaps_are_of_ten_stories() {
    let days: Vec<u64> = (0..45).map(|k| 4 * k).collect();
    let columns = stories(&days, |_| [1_000, 8_000], |_| None);
    let mut weeks = periods(&columns, &columns.all(), Step::Week);
    weeks.iter_mut().for_each(|week| week.fewest = 10);
    let found = trend(&columns, &weeks, &Figure::Count).unwrap();
    assert!(found.points.iter().all(|point| point.value.is_none()));
    let between = found.days_between.unwrap();
    assert_eq!((between.stories, between.gaps.iter().map(|gap| gap.days).collect::<Vec<_>>()), (10, vec![40; 4]));
    let few = periods(&columns, &Rows::at(0..20, columns.numbers.len()), Step::Week);
    let few: Vec<Period> = few.into_iter().map(|week| Period { fewest: 10, ..week }).collect();
    assert_eq!(trend(&columns, &few, &Figure::Count).unwrap().days_between, None);
}

#[test]
fn rounds_have_changes_and_no_limits() {
    let days: Vec<u64> = (0..60).collect();
    let zone = |at: usize| if at < 30 || at.is_multiple_of(3) { [1_000, 8_000] } else { [8_000, 1_000] };
    let columns = stories(&days, zone, |at| Some(if at < 30 { "baseline" } else { "after" }));
    let rounds = periods(&columns, &columns.all(), Step::Round);
    let mut found = trend(&columns, &rounds, &Figure::ZoneShare { signifier: "t".into(), zone: "a".into() }).unwrap();
    found.read(&rounds, &ChartOptions::default());
    let chart = found.chart.unwrap();
    assert_eq!((chart.kind, chart.segments.len(), chart.changes.len()), (ChartKind::Rounds, 0, 1));
    let [low, high] = chart.changes[0].interval.unwrap();
    assert!((chart.changes[0].difference - 2.0 / 3.0).abs() < 1e-12 && low < 2.0 / 3.0 && 2.0 / 3.0 < high);
    let path = drift(&columns, &rounds, "t").unwrap().change.unwrap();
    assert_eq!((path.from.as_str(), path.to.as_str()), ("baseline", "after"));
    assert_eq!(path.corners.iter().map(|own| own.corner.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
    assert!(path.corners.iter().map(|own| own.difference).sum::<f64>().abs() < 1e-12 && path.distance > 0.3);
    let [low, high] = path.corners[0].interval.unwrap();
    assert!(low > 0.0 && low < path.corners[0].difference && path.corners[0].difference < high);
}

#[test]
fn the_change_of_a_centre_is_between_periods_that_are_wholly_covered() {
    let days: Vec<u64> = (0..90).collect();
    let columns = stories(&days, |at| if at < 60 { [1_000, 8_000] } else { [8_000, 1_000] }, |_| None);
    let mut months = periods(&columns, &columns.all(), Step::Month);
    months[2].partial = true;
    let path = drift(&columns, &months, "t").unwrap();
    let change = path.change.unwrap();
    assert_eq!((change.from.as_str(), change.to.as_str()), ("2024-01", "2024-02"));
    assert!(change.distance < 1e-9 && path.distance.unwrap() > 0.3);
    months[1].partial = true;
    assert_eq!(drift(&columns, &months, "t").unwrap().change, None);
}

#[test]
fn more_of_one_selection_and_fewer_of_another_is_the_difference_of_their_shares() {
    let days: Vec<u64> = (0..60).collect();
    let columns = stories(&days, |at| if at.is_multiple_of(3) { [1_000, 8_000] } else { [8_000, 1_000] }, |_| None);
    let months = periods(&columns, &columns.all(), Step::Month);
    let select = |value: Json| Box::new(serde_json::from_value::<Selection>(value).unwrap());
    let zone = |zone: &str| select(json!({"triads": [{"signifier": "t", "zones": [zone]}]}));
    let by_region = |zone: &str| TriadRegion { signifier: "t".to_owned(), zones: vec![zone.to_owned()], polygon: Vec::new() };
    let figure = Figure::ShareDifference { more: zone("a"), fewer: zone("b") };
    let shares = trend(&columns, &months, &figure).unwrap();
    let regions = trend(&columns, &months, &Figure::MoreMinusFewer { more: by_region("a"), fewer: by_region("b") }).unwrap();
    assert_eq!(shares.points, regions.points, "of two regions both are the same");
    let either = Figure::ShareDifference { more: zone("a"), fewer: zone("a") };
    assert_eq!(trend(&columns, &months, &either).unwrap().points[0].value, Some(0.0), "stories in both count for neither");
    let text = Figure::ShareDifference { more: zone("a"), fewer: select(json!({"text": "bus"})) };
    assert!(trend(&columns, &months, &text).unwrap_err().field.starts_with("figure.fewer"));
    // Where a region is asked for, stories without an answer there are in neither, and not among those compared.
    let sides = Sides::new([&columns.all(), &columns.all()], [&Rows::default(), &columns.all()]);
    let undecided = share_difference(&months, &sides).unwrap();
    assert!(undecided.points.iter().all(|point| point.of == Some(0) && point.value.is_none()) && undecided.warnings.len() > 1);
}
