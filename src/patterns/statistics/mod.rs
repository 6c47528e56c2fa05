//! Statistics: functions of numbers. Nothing here knows of columns, of signifiers or of a selection.
//!
//! - A seed → random numbers that are the same on every machine: `random`, `hypergeometric`.
//! - A count and a total → the share and its interval: [`Share`], [`wilson`].
//! - Counts at the nodes or in the cells → the density, and the bandwidth that suits it: [`density()`], [`square_density()`],
//!   [`lscv`], [`half_scott`].
//! - The mean and the covariance of log-ratios → the region around a centre: [`CentreRegion`].
//! - Counts by group and position → rank tests and their effects: `ranks`. A table → χ², Cramér's V, residuals: `tables`.
//! - Two positions or places of each story → how they go together: `rank_correlation`, `distance_correlation`.
//! - A statistic → its p-value, and many p-values → adjusted ones: `p_values`, `adjust`.

pub(in crate::patterns) mod adjust;
mod bandwidth;
mod centre_region;
mod density;
mod distance_correlation;
mod hypergeometric;
mod median_interval;
pub(in crate::patterns) mod p_values;
mod random;
mod rank_correlation;
mod ranks;
mod share;
mod square_density;
pub(in crate::patterns) mod tables;

pub use bandwidth::{BandwidthRule, Lscv, lscv};
pub use centre_region::{CentreRegion, FEW_FOR_THEORY, RESAMPLES, Region, RegionMethod, RegionOptions, hotelling_k_squared};
pub use density::{BANDWIDTHS, density, half_scott};
pub use share::{Share, wilson};
pub use square_density::square_density;

pub(in crate::patterns) use centre_region::centre_region;
pub(in crate::patterns) use density::{FALLBACK_BANDWIDTH, check_bandwidth};
pub(in crate::patterns) use distance_correlation::{distance_correlation, distances};
pub(in crate::patterns) use hypergeometric::{HypergeometricSampler, MANY_CELLS};
pub(in crate::patterns) use median_interval::rank_of_interval;
pub(in crate::patterns) use random::Random;
pub(in crate::patterns) use rank_correlation::spearman;
pub(in crate::patterns) use ranks::{cliff, clustered_variance, dominance, kruskal_wallis, mann_whitney, mid_ranks, size};
pub(in crate::patterns) use share::{Z, quantile, ratio};
pub(in crate::patterns) use tables::{adjusted_residuals, independence, v_interval};
