//! Trends: a figure over periods, with intervals and the signals of an XmR chart; and the way that a triad's centre takes.

mod drift;
mod figure;
mod middle;
mod period;
mod xmr;

use serde::Serialize;

use super::columns::Columns;
use super::compare::FEW_IN_GROUP;
use super::fault::PatternFault;

pub use drift::{Drift, MoreLikeThese, PathPoint, drift, more_like_these};
pub use figure::Figure;
pub use period::{Period, Step, periods};
pub use xmr::{Signal, SignalRule, Xmr, xmr};

use figure::{Ready, Value};

/// How many periods one trend may have.
pub const MOST_PERIODS: usize = 1_000;

/// Limits drawn from fewer values than these are rough (Wheeler, 1993).
const FEW_FOR_LIMITS: usize = 10;

/// A figure over time.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Trend {
    /// The figure in each period, in the order given.
    pub points: Vec<TrendPoint>,
    /// Limits and signals; missing below two values.
    pub xmr: Option<Xmr>,
    /// What a reader should know.
    #[schema(example = json!(["2 of 12 periods rest on fewer than 30 stories: read those with care."]))]
    pub warnings: Vec<String>,
}

/// A figure in one period.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"period": "2026-03", "of": 210, "value": 0.31, "interval": [0.25, 0.38]}))]
pub struct TrendPoint {
    /// The period.
    pub period: String,
    /// Stories that the figure rests on.
    pub of: u64,
    /// The figure; missing when there is nothing to take it from.
    pub value: Option<f64>,
    /// Its interval, 95 %: shares by Wilson's score; counts by the score interval of a Poisson mean; medians by order
    /// statistics; the weight of a corner by the delta method on its logit, with 1.96 standard errors whatever the number of
    /// stories; more-minus-fewer by Agresti & Min (2005).
    #[schema(value_type = Option<Vec<f64>>)]
    pub interval: Option<[f64; 2]>,
}

/// A figure in each of the periods.
///
/// [`TrendPoint::interval`] says how each figure's interval is found.
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
/// [`PatternFault`] on `figure.…` for a signifier, zone, option, corner or region that is not there, on `periods` for more than
/// [`MOST_PERIODS`].
pub fn trend(columns: &Columns, periods: &[Period], figure: &Figure) -> Result<Trend, PatternFault> {
    check(periods)?;
    let ready = Ready::new(columns, figure)?;
    let values = periods.iter().map(|period| ready.value(&period.rows)).collect();
    Ok(Trend::new(periods, values, *figure != Figure::Count))
}

fn check(periods: &[Period]) -> Result<(), PatternFault> {
    if periods.len() <= MOST_PERIODS {
        return Ok(());
    }
    let message = format!("at most {MOST_PERIODS} periods can be shown, and these are {}; take longer ones", periods.len());
    Err(PatternFault::new("periods", message))
}

impl Trend {
    fn new(periods: &[Period], values: Vec<Value>, sampled: bool) -> Self {
        let series: Vec<Option<f64>> = values.iter().map(|value| value.value).collect();
        let few = values.iter().filter(|value| value.of < FEW_IN_GROUP).count();
        let mut warnings = Vec::new();
        if sampled && few > 0 {
            let all = periods.len();
            warnings.push(format!("{few} of {all} periods rest on fewer than {FEW_IN_GROUP} stories: read those with care."));
        }
        let known = series.iter().flatten().count();
        if (2..FEW_FOR_LIMITS).contains(&known) {
            warnings.push(format!("The limits rest on {known} periods, and are rough below {FEW_FOR_LIMITS}."));
        }
        let point = |(period, value): (&Period, Value)| TrendPoint {
            period: period.name.clone(),
            of: value.of,
            value: value.value,
            interval: value.interval,
        };
        Self { points: periods.iter().zip(values).map(point).collect(), xmr: xmr(&series), warnings }
    }
}

#[cfg(test)]
mod golden_tests;
#[cfg(test)]
mod tests;
