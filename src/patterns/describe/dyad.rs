//! Patterns of dyads: quantiles, fifths, a histogram.

use serde::Serialize;

use crate::patterns::columns::{DyadColumn, Listed};
use crate::patterns::statistics::Share;

use super::histogram::Histogram;

/// A dyad's pattern.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct DyadPattern {
    /// Stories with a point between the ends.
    pub answered: u64,
    /// Stories whose tellers said that the question does not fit.
    pub not_applicable: u64,
    /// Stories whose tellers were asked and skipped it.
    pub unanswered: u64,
    /// Stories whose tellers were not asked.
    pub not_asked: u64,
    /// Quantiles of the positions, type 7.
    pub quantiles: Quantiles,
    /// Counts in the five equal parts, cut at 0.2, 0.4, 0.6, 0.8; a cut belongs to the part on its left.
    #[schema(value_type = Vec<u64>, example = json!([12, 40, 33, 21, 9]))]
    pub fifths: [u64; 5],
    /// The same counts with their shares and intervals.
    #[schema(value_type = Vec<Share>)]
    pub fifth_shares: [Share; 5],
    /// Counts in twenty equal parts that nest in the fifths.
    #[schema(value_type = Vec<u64>)]
    pub histogram: [u64; 20],
}

/// Quantiles, from 0 to 1; missing when nobody answered.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"0.05": 0.1, "0.25": 0.3, "0.5": 0.5, "0.75": 0.7, "0.95": 0.9, "median_interval": [0.41, 0.6]}))]
pub struct Quantiles {
    /// The 5 % quantile.
    #[serde(rename = "0.05")]
    pub p05: Option<f64>,
    /// The lower quartile.
    #[serde(rename = "0.25")]
    pub p25: Option<f64>,
    /// The median.
    #[serde(rename = "0.5")]
    pub p50: Option<f64>,
    /// The upper quartile.
    #[serde(rename = "0.75")]
    pub p75: Option<f64>,
    /// The 95 % quantile.
    #[serde(rename = "0.95")]
    pub p95: Option<f64>,
    /// The median's interval, 95 % or a little more, by order statistics (Thompson, 1936); missing below six answers. It takes
    /// every story as independent of the others.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<f64>>, example = json!([0.41, 0.6]))]
    pub median_interval: Option<[f64; 2]>,
}

impl Quantiles {
    pub(in crate::patterns) fn of(histogram: &Histogram) -> Self {
        let [p05, p25, p50, p75, p95] = [0.05, 0.25, 0.5, 0.75, 0.95].map(|p| histogram.quantile(p));
        Self { p05, p25, p50, p75, p95, median_interval: histogram.median_interval() }
    }
}

pub(super) fn dyad_pattern(column: &DyadColumn, rows: &Listed<'_>) -> DyadPattern {
    let histogram = Histogram::gather(&column.position, rows);
    let answered = histogram.total();
    let fifths = histogram.bins::<5>();
    DyadPattern {
        answered,
        not_applicable: histogram.not_applicable(),
        unanswered: histogram.without(),
        not_asked: histogram.not_asked(),
        quantiles: Quantiles::of(&histogram),
        fifths,
        fifth_shares: fifths.map(|count| Share::new(count, answered)),
        histogram: histogram.bins(),
    }
}
