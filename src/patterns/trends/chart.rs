//! How a trend is drawn and read, after NHS England's *Making Data Count*: which chart suits it, its centre line and limits with
//! step changes, what its latest value says, and whether a target is met.

use chrono::NaiveDate;
use serde::Serialize;

use super::Trend;
use super::between::DaysBetween;
use super::change::{PeriodChange, changes};
use super::period::Period;
use super::segment::{Segment, Turned, segments};
use super::sparse::Scale;
use super::xmr::Direction;

/// What a chart is read against.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChartOptions {
    /// Days of step changes: the period that holds such a day is the first with limits of its own.
    pub rebase: Vec<NaiveDate>,
    /// A value to be reached.
    pub target: Option<f64>,
    /// Which way is better, where the framework says so.
    pub better: Option<Direction>,
}

/// A trend as it is drawn and read.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"kind": "xmr", "reason": null, "segments": [{"from": 0, "to": 14, "since": null, "values": 14, "statistic": "mean", "centre": 0.31, "moving_range": 0.04, "limits": [0.2, 0.42], "signals": []}],
    "marks": ["common_cause", "neither", null], "changes": [], "better": null, "target": null, "variation": {"nature": "common_cause", "direction": null}, "assurance": null}))]
pub struct Chart {
    /// The kind of chart.
    pub kind: ChartKind,
    /// Why the figure itself has no centre line; missing when it has one, or could have one with more values.
    pub reason: Option<String>,
    /// The parts between step changes, in order. They cover all points of a chart with a centre line, or all gaps of days between
    /// stories.
    pub segments: Vec<Segment>,
    /// What each point, or each gap, says; missing without a value, in a period that is only partly covered, and in a run chart
    /// where no rule found anything.
    pub marks: Vec<Option<Nature>>,
    /// Of rounds, the difference from each to the next, and from the first to the last.
    pub changes: Vec<PeriodChange>,
    /// Which way is better; missing where the framework does not say so.
    pub better: Option<Direction>,
    /// The target.
    pub target: Option<f64>,
    /// What the latest value says; missing where the last segment has no limits.
    pub variation: Option<Variation>,
    /// Whether the target is met; missing without a target, without limits, and where nobody said which way is better.
    pub assurance: Option<Assurance>,
}

/// Kinds of chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChartKind {
    /// At least one segment has control limits.
    Xmr,
    /// Fewer than twelve values in every segment: a median and no limits.
    Run,
    /// The days between stories, because the counts have no centre line.
    DaysBetween,
    /// Rounds, from one to the next.
    Rounds,
    /// The values alone: a centre line would mislead, and `reason` says why.
    Values,
}

/// What a value says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Nature {
    /// Routine variation.
    CommonCause,
    /// A signal in the better direction.
    Improvement,
    /// A signal in the other direction.
    Concern,
    /// A signal where neither direction is better.
    Neither,
}

/// What the latest value says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"nature": "neither", "direction": "higher"}))]
pub struct Variation {
    /// Its nature.
    pub nature: Nature,
    /// Which way it goes; missing for routine variation.
    pub direction: Option<Direction>,
}

/// Whether a target is met as things are: by the limits of the last segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Assurance {
    /// Both limits are on the better side of the target: it will be met.
    Passes,
    /// Both limits are on the other side: it will not be met unless something changes.
    Fails,
    /// The target lies between the limits: it will be met or missed by chance.
    HitOrMiss,
}

impl Trend {
    /// Reads the trend of these periods as a chart.
    pub fn read(&mut self, periods: &[Period], options: &ChartOptions) {
        self.chart = Some(Chart::of(self, periods, options));
    }
}

impl Chart {
    fn of(trend: &Trend, periods: &[Period], options: &ChartOptions) -> Self {
        let ChartOptions { target, better, .. } = *options;
        let mut chart = Self {
            kind: ChartKind::Values,
            reason: None,
            segments: Vec::new(),
            marks: vec![None; trend.points.len()],
            changes: Vec::new(),
            better,
            target,
            variation: None,
            assurance: None,
        };
        if periods.iter().any(|period| period.days.is_none()) {
            chart.kind = ChartKind::Rounds;
            chart.changes = changes(&trend.points);
            return chart;
        }
        let series: Vec<Option<f64>> = trend.points.iter().map(|point| point.value.filter(|_| !point.partial)).collect();
        let hidden = trend.points.iter().filter(|point| point.fewer_than.is_some() && !point.partial).count();
        chart.reason = trend.scale.cut_off(hidden, series.len()).or_else(|| trend.scale.too_sparse(&series));
        if let (Some(between), Some(_)) = (&trend.days_between, &chart.reason) {
            chart.kind = ChartKind::DaysBetween;
            chart.target = None;
            let (gaps, turned) = between.series();
            chart.draw(&gaps, &between.starts(&options.rebase), turned);
            return chart;
        }
        if chart.reason.is_none() {
            chart.draw(&series, &starts(periods, &options.rebase), Turned::NOT);
            let limits = chart.segments.iter().any(|segment| segment.limits.is_some());
            chart.kind = if limits { ChartKind::Xmr } else { ChartKind::Run };
        }
        chart
    }

    /// Segments, marks, and what the latest value says.
    fn draw(&mut self, series: &[Option<f64>], starts: &[(usize, Option<NaiveDate>)], turned: Turned) {
        let (segments, special) = segments(series, starts, turned);
        let nature = |direction: Option<Direction>| match (direction, self.better) {
            (None, _) => Nature::CommonCause,
            (Some(_), None) => Nature::Neither,
            (Some(own), Some(better)) if own == better => Nature::Improvement,
            (Some(_), Some(_)) => Nature::Concern,
        };
        self.marks = vec![None; series.len()];
        for segment in &segments {
            for at in segment.from..=segment.to {
                let said = series[at].is_some() && (segment.limits.is_some() || special[at].is_some());
                self.marks[at] = said.then(|| nature(special[at]));
            }
        }
        let last = segments.last().and_then(|segment| Some((segment, segment.limits?)));
        if let Some((segment, [lower, upper])) = last {
            let latest = (segment.from..=segment.to).rev().find(|&at| series[at].is_some());
            self.variation = latest.map(|at| Variation { nature: nature(special[at]), direction: special[at] });
            self.assurance = self.target.zip(self.better).map(|(target, better)| match better {
                _ if (lower..=upper).contains(&target) => Assurance::HitOrMiss,
                Direction::Higher if target < lower => Assurance::Passes,
                Direction::Lower if target > upper => Assurance::Passes,
                _ => Assurance::Fails,
            });
        }
        self.segments = segments;
    }
}

/// Where segments begin: at the first point, and at the period that holds each of the days. A day before the second period or
/// after the last changes nothing.
fn starts(periods: &[Period], rebase: &[NaiveDate]) -> Vec<(usize, Option<NaiveDate>)> {
    let at = |day: &NaiveDate| {
        let holds = |period: &Period| period.days.is_some_and(|[first, end]| first <= *day && *day < end);
        periods.iter().position(holds).map(|at| (at, Some(*day)))
    };
    ordered(rebase.iter().filter_map(at))
}

fn ordered(found: impl Iterator<Item = (usize, Option<NaiveDate>)>) -> Vec<(usize, Option<NaiveDate>)> {
    let mut starts: Vec<(usize, Option<NaiveDate>)> = found.filter(|(at, _)| *at > 0).collect();
    starts.sort_unstable();
    starts.dedup_by_key(|(at, _)| *at);
    starts.insert(0, (0, None));
    starts
}

impl DaysBetween {
    /// Where segments of the gaps begin: at the first gap that ends on one of the days or later.
    fn starts(&self, rebase: &[NaiveDate]) -> Vec<(usize, Option<NaiveDate>)> {
        let at = |day: &NaiveDate| self.gaps.iter().position(|gap| gap.until >= *day).map(|at| (at, Some(*day)));
        ordered(rebase.iter().filter_map(at))
    }
}

impl Scale {
    /// Why a series of counts has no centre line: some of its counts are not told, because they are small, and a mean of the others
    /// would be too high. A share that is not told is no smaller than others.
    fn cut_off(self, hidden: usize, all: usize) -> Option<String> {
        (self == Self::Counts && hidden > 0).then(|| {
            format!(
                "In {hidden} of {all} periods there are too few stories to be counted here: a mean of the other periods would be too \
                 high, so there is none. Take longer periods."
            )
        })
    }
}
