//! Trends: a figure over periods, with intervals and the signals of an XmR chart; and the path of a triad's centre.
//!
//! - Rows and a [`Step`] → the stories of each [`Period`]: [`periods`].
//! - Periods and a [`Figure`] → a [`Trend`] with intervals: [`trend`]. A series of values → limits and signals: [`xmr`].
//! - Periods and a triad → the path of its centre: [`drift`], [`more_like_these`].
//! - Periods with few stories → the days between them: [`DaysBetween`].
//! - A trend → how it is drawn and read, with step changes and a target: [`Chart`].
//! - Two selections → more stories like these and fewer like those: [`share_difference`].

mod area_centroid;
mod between;
mod change;
mod chart;
mod drift;
mod figure;
mod period;
mod run_chart;
mod segment;
mod share_difference;
mod sides;
mod sparse;
mod value;
mod xmr;

use serde::Serialize;

use crate::patterns::columns::Columns;
use crate::patterns::describe::{FEW_FOR_LIMITS, FEW_IN_GROUP};
use crate::patterns::fault::PatternFault;

use figure::Ready;
use sparse::Scale;
use value::Value;

pub use between::{DaysBetween, Gap};
pub use change::PeriodChange;
pub use chart::{Assurance, Chart, ChartKind, ChartOptions, Nature, Variation};
pub use drift::{CornerChange, Drift, DriftChange, MoreLikeThese, PathPoint, drift, more_like_these};
pub use figure::Figure;
pub use period::{Period, Step, periods};
pub use segment::{CentreLine, DirectedSignal, LEAST_FOR_LIMITS, Segment};
pub use share_difference::share_difference;
pub use sides::Sides;
pub use xmr::{Direction, Signal, SignalRule, Xmr, xmr};

/// The largest number of periods in a trend.
pub const MOST_PERIODS: usize = 1_000;

/// A figure over time.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Trend {
    /// The figure in each period, in the order given.
    pub points: Vec<TrendPoint>,
    /// Limits and signals; missing below two values, and where the figure is at an end of its scale in so many periods that limits
    /// would mean nothing, as with counts that are mostly 0. Then a warning says so. They rest on every value, however few there
    /// are, and on partly covered periods too; `chart` has the limits that are drawn.
    pub xmr: Option<Xmr>,
    /// The days between the stories, instead of limits of their counts, where most periods have few or none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days_between: Option<DaysBetween>,
    /// How it is drawn and read; [`Trend::read`] computes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chart: Option<Chart>,
    /// Warnings.
    #[schema(example = json!(["2 of 12 periods rest on fewer than 30 stories: read those with care."]))]
    pub warnings: Vec<String>,
    #[serde(skip)]
    scale: Scale,
}

/// A figure in one period.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"period": "2026-03", "of": 210, "not_asked": 12, "value": 0.31, "interval": [0.25, 0.38], "partial": false}))]
pub struct TrendPoint {
    /// The period.
    pub period: String,
    /// The number of stories that the figure is computed from; missing when they are fewer than `fewer_than`.
    pub of: Option<u64>,
    /// There are stories in the period, but fewer than this, so that nothing is told of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fewer_than: Option<u64>,
    /// Stories of the period whose tellers were not asked; of a figure from two signifiers, not asked one of them. 0 for the
    /// number of stories. Missing when they are too few to be counted.
    pub not_asked: Option<u64>,
    /// The figure; missing when there are no answers, or too few.
    pub value: Option<f64>,
    /// Its interval, 95 %: of shares by Wilson (1927), of counts the score interval of a Poisson mean, of medians by order statistics
    /// (Thompson, 1936), of the weight of a corner by the delta method, of the position along a line with 1.96 standard errors for
    /// any number of stories; more-minus-fewer by Agresti & Min (2005).
    #[schema(value_type = Option<Vec<f64>>)]
    pub interval: Option<[f64; 2]>,
    /// Whether only a part of the period is covered, because it is not over yet or the selection begins or ends within it. No limits
    /// rest on it.
    pub partial: bool,
}

/// A figure in each of the periods. Of a period with stories, but fewer than [`Period::fewest`], nothing is told, and limits are computed
/// without it; those of counts are then missing, because they would rest on the larger counts alone.
///
/// [`TrendPoint::interval`] describes how each figure's interval is computed.
///
/// ```
/// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/examples/stories.rs")); }
/// use example::stories;
/// use sensing::patterns::{Figure, Step, periods, trend};
///
/// let columns = stories();
/// let months = periods(&columns, &columns.all(), Step::Month);
/// let counts = trend(&columns, &months, &Figure::Count)?;
/// assert_eq!(counts.points[0].value, Some(30.0));
/// # Ok::<(), sensing::patterns::PatternFault>(())
/// ```
///
/// # Errors
/// for an unknown signifier, zone, option, corner or region, on `periods` for more than [`MOST_PERIODS`].
pub fn trend(columns: &Columns, periods: &[Period], figure: &Figure) -> Result<Trend, PatternFault> {
    check(periods)?;
    let ready = Ready::new(columns, figure)?;
    let values = periods.iter().map(|period| ready.value(&period.rows)).collect();
    let mut trend = Trend::new(periods, values, ready.scale());
    if *figure == Figure::Count && trend.xmr.is_none() {
        trend.days_between = DaysBetween::of(columns, periods);
    }
    Ok(trend)
}

fn check(periods: &[Period]) -> Result<(), PatternFault> {
    if periods.len() <= MOST_PERIODS {
        return Ok(());
    }
    let message = format!("at most {MOST_PERIODS} periods can be shown, and these are {}; take longer ones", periods.len());
    Err(PatternFault::new("periods", message))
}

impl Trend {
    fn new(periods: &[Period], mut values: Vec<Value>, scale: Scale) -> Self {
        let hidden: Vec<bool> = periods.iter().zip(&values).map(|(period, value)| period.is_few(value.of)).collect();
        for (value, _) in values.iter_mut().zip(&hidden).filter(|(_, hidden)| **hidden) {
            (value.value, value.interval) = (None, None);
        }
        let series: Vec<Option<f64>> = values.iter().map(|value| value.value).collect();
        let unasked: Vec<bool> = periods
            .iter()
            .zip(&values)
            .map(|(period, value)| value.not_asked > 0 && value.not_asked == period.rows.len() as u64)
            .collect();
        let few = values.iter().zip(&unasked).filter(|(value, unasked)| value.of < FEW_IN_GROUP && !**unasked).count();
        let mut warnings = Vec::new();
        let unasked = unasked.into_iter().filter(|unasked| *unasked).count();
        if unasked > 0 {
            let all = periods.len();
            warnings.push(format!("In {unasked} of {all} periods no storyteller was asked, so the figure is missing there."));
        }
        let hidden_periods = hidden.iter().filter(|hidden| **hidden).count();
        if let Some(Period { fewest, .. }) = periods.first().filter(|_| hidden_periods > 0) {
            let all = periods.len();
            warnings.push(format!(
                "Nothing is shown of {hidden_periods} of {all} periods, because they have fewer than {fewest} stories: take longer periods."
            ));
        }
        let few = few - hidden_periods;
        if scale != Scale::Counts && few > 0 {
            let all = periods.len();
            warnings.push(format!("{few} of {all} periods rest on fewer than {FEW_IN_GROUP} stories: read those with care."));
        }
        let known = series.iter().flatten().count();
        let censored = scale == Scale::Counts && hidden_periods > 0;
        let sparse = if censored { None } else { scale.too_sparse(&series) };
        warnings.extend(sparse.clone());
        if sparse.is_none() && !censored && (2..FEW_FOR_LIMITS).contains(&known) {
            warnings.push(format!("The limits rest on {known} periods, and are rough below {FEW_FOR_LIMITS}."));
        }
        let point = |(period, value): (&Period, Value)| TrendPoint {
            period: period.name.clone(),
            of: (!period.is_few(value.of)).then_some(value.of),
            fewer_than: period.is_few(value.of).then_some(period.fewest),
            not_asked: (!period.is_few(value.not_asked)).then_some(value.not_asked),
            value: value.value,
            // Rounding must not move an end beyond the figure.
            interval: value.interval.zip(value.value).map(|([low, high], value)| [low.min(value), high.max(value)]),
            partial: period.partial,
        };
        let xmr = if sparse.is_none() && !censored { xmr(&series) } else { None };
        let points = periods.iter().zip(values).map(point).collect();
        Self { points, xmr, days_between: None, chart: None, warnings, scale }
    }
}

#[cfg(test)]
mod chart_tests;
#[cfg(test)]
mod golden_tests;
#[cfg(test)]
mod tests;
