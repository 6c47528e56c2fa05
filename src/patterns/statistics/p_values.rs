//! P-values: of permutations, and upper tails of the distributions of test statistics.

use statrs::function::erf::erfc;
use statrs::function::gamma::checked_gamma_ur;

/// P(Z ≥ z) of the standard normal distribution.
pub(in crate::patterns) fn normal(z: f64) -> f64 {
    erfc(z / 2f64.sqrt()) / 2.0
}

/// P(X ≥ x) of the χ² distribution.
pub(in crate::patterns) fn chi_squared(x: f64, degrees: u32) -> f64 {
    if x <= 0.0 { 1.0 } else { checked_gamma_ur(f64::from(degrees) / 2.0, x / 2.0).unwrap_or(0.0).clamp(0.0, 1.0) }
}

/// The p-value of a permutation test: `reached` of `permutations` had a statistic at least as large as the observed one, which
/// counts as a permutation itself (Phipson & Smyth 2010), so that it is never 0.
pub(in crate::patterns) fn permuted(reached: u32, permutations: u32) -> f64 {
    f64::from(1 + reached) / f64::from(1 + permutations)
}
