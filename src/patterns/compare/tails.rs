//! Upper tails of the laws that tests refer to.

use statrs::function::erf::erfc;
use statrs::function::gamma::checked_gamma_ur;

/// P(Z ≥ z) of the standard normal law.
pub(super) fn normal(z: f64) -> f64 {
    erfc(z / 2f64.sqrt()) / 2.0
}

/// P(X ≥ x) of the χ² law.
pub(super) fn chi_squared(x: f64, degrees: u32) -> f64 {
    if x <= 0.0 { 1.0 } else { checked_gamma_ur(f64::from(degrees) / 2.0, x / 2.0).unwrap_or(0.0).clamp(0.0, 1.0) }
}
