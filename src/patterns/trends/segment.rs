//! The part of a series between two step changes, with its own centre line and limits.

use chrono::NaiveDate;
use serde::Serialize;

use super::run_chart;
use super::xmr::{self, Direction, Found, SignalRule};

/// The fewest values on which control limits are drawn; fewer are a run chart (NHS England, Making Data Count).
pub const LEAST_FOR_LIMITS: usize = 12;

/// A part of a series with one centre line.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"from": 0, "to": 14, "since": null, "values": 14, "statistic": "mean", "centre": 0.31, "moving_range": 0.04, "limits": [0.2, 0.42], "signals": []}))]
pub struct Segment {
    /// Its first point, counted from 0.
    pub from: usize,
    /// Its last point.
    pub to: usize,
    /// The day that it begins with, as given; missing for the first segment.
    pub since: Option<NaiveDate>,
    /// The number of values that its centre and limits rest on. Partly covered periods are not among them.
    pub values: usize,
    /// What its centre is.
    pub statistic: CentreLine,
    /// The mean, or in a run chart the median; missing without a value.
    pub centre: Option<f64>,
    /// The mean of the moving ranges, without outlying ones; missing where there are no limits.
    pub moving_range: Option<f64>,
    /// The lower and the upper limit, as of [`Xmr`](super::Xmr); missing below twelve values. They may lie beyond the ends of a scale.
    #[schema(value_type = Option<Vec<f64>>)]
    pub limits: Option<[f64; 2]>,
    /// Its signals. What several rules find in the same direction in points that overlap is one.
    pub signals: Vec<DirectedSignal>,
}

/// What the line through the middle of a chart is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CentreLine {
    /// The mean, with control limits.
    Mean,
    /// The median of a run chart, which has no limits.
    Median,
}

/// A signal of a change in one direction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"direction": "higher", "rules": ["run", "two_of_three"], "points": [4, 5, 6, 7, 8, 9, 10]}))]
pub struct DirectedSignal {
    /// Which way it goes.
    pub direction: Direction,
    /// The rules that found it. In a segment with limits as in [`SignalRule`]; in a run chart six in a row on one side of the median
    /// and five in a row in one direction (Perla, Provost & Murray, 2011).
    pub rules: Vec<SignalRule>,
    /// Its points, counted from 0.
    pub points: Vec<usize>,
}

/// How values are turned before limits are computed, and back: nothing for most, a root for days between events.
#[derive(Clone, Copy)]
pub(super) struct Turned {
    pub there: fn(f64) -> f64,
    pub back: fn(f64) -> f64,
}

impl Turned {
    pub const NOT: Self = Self { there: |value| value, back: |value| value };
}

/// The segments of a series that begin at these points, ascending, and what the rules find at each point. `series` has the values
/// that count, by point.
pub(super) fn segments(
    series: &[Option<f64>],
    starts: &[(usize, Option<NaiveDate>)],
    turned: Turned,
) -> (Vec<Segment>, Vec<Option<Direction>>) {
    let mut special = vec![None; series.len()];
    let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([series.len()]);
    let segments = starts.iter().zip(ends).filter(|((from, _), end)| from < end).map(|(&(from, since), end)| {
        let part = &series[from..end];
        let values = part.iter().flatten().count();
        let mut segment = Segment {
            from,
            to: end - 1,
            since,
            values,
            statistic: CentreLine::Median,
            centre: None,
            moving_range: None,
            limits: None,
            signals: Vec::new(),
        };
        let found = if values < LEAST_FOR_LIMITS {
            let read = run_chart::found(part);
            segment.centre = read.as_ref().map(|(median, _)| *median);
            read.map(|(_, found)| found)
        } else {
            let part: Vec<Option<f64>> = part.iter().map(|value| value.map(turned.there)).collect();
            xmr::found(&part).map(|(limits, found)| {
                segment.statistic = CentreLine::Mean;
                segment.centre = Some((turned.back)(limits.mean));
                segment.moving_range = Some(limits.moving_range);
                segment.limits = Some([limits.lower, limits.upper].map(turned.back));
                found
            })
        };
        let found = found.unwrap_or_default();
        mark(&mut special[from..end], &found);
        segment.signals =
            [Direction::Higher, Direction::Lower].into_iter().flat_map(|way| directed(&found, way, from)).collect();
        segment.signals.sort_by_key(|signal| (signal.points.last().copied(), signal.points.first().copied()));
        segment
    });
    (segments.collect(), special)
}

/// The direction of each point is that of the first rule, in their order, that found it: a point beyond the upper limit is high
/// even at the start of a falling trend.
fn mark(special: &mut [Option<Direction>], found: &[Found]) {
    for rule in [SignalRule::TwoOfThree, SignalRule::Trend, SignalRule::Run, SignalRule::Outside] {
        for one in found.iter().filter(|one| one.rule == rule) {
            one.periods.iter().for_each(|&at| special[at] = Some(one.direction));
        }
    }
}

fn directed(found: &[Found], direction: Direction, from: usize) -> impl Iterator<Item = DirectedSignal> {
    let own: Vec<Found> = found.iter().filter(|one| one.direction == direction).cloned().collect();
    xmr::merged(own).into_iter().map(move |signal| DirectedSignal {
        direction,
        rules: signal.rules,
        points: signal.periods.into_iter().map(|at| at + from).collect(),
    })
}
