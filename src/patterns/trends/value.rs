//! The value of a figure in one period, with its interval.

use crate::model::WHOLE;
use crate::patterns::describe::TriadSums;
use crate::patterns::geometry::ilr_inverse;
use crate::patterns::statistics::{Z, rank_of_interval};

/// A figure's value.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Value {
    /// The number of stories it is computed from.
    pub of: u64,
    /// The number of stories whose tellers were not asked.
    pub not_asked: u64,
    pub value: Option<f64>,
    pub interval: Option<[f64; 2]>,
}

/// A count, with the score interval of its Poisson mean: k + z²/2 ± z·√(k + z²/4).
pub(super) fn poisson(count: u64) -> Value {
    let k = count as f64;
    let (middle, reach) = (k + Z * Z / 2.0, Z * (k + Z * Z / 4.0).sqrt());
    Value {
        of: count,
        not_asked: 0,
        value: Some(k),
        interval: Some([if count == 0 { 0.0 } else { middle - reach }, middle + reach]),
    }
}

/// The median (type 7) with the order statistics x₍ₗ₎ and x₍ₙ₊₁₋ₗ₎ that contain it with at least 95 %, for any distribution: l
/// is the largest with P(Bin(n, ½) < l) ≤ 0.025 (Thompson, 1936). No interval below six answers.
pub(super) fn median(positions: impl Iterator<Item = u16>) -> Value {
    let mut ordered: Vec<u16> = positions.collect();
    ordered.sort_unstable();
    let n = ordered.len();
    if n == 0 {
        return Value::default();
    }
    let at = |place: usize| f64::from(ordered[place]) / f64::from(WHOLE);
    let interval = rank_of_interval(n as u64).map(|l| [at(l as usize - 1), at(n - l as usize)]);
    Value { of: n as u64, not_asked: 0, value: Some((at((n - 1) / 2) + at(n / 2)) / 2.0), interval }
}

/// The weight w of one corner in the geometric centre. Its interval is that of ln(w/(1 − w)) by the delta method, from the
/// covariance of the mean ilr coordinates, and so stays within 0 and 1.
pub(super) fn centre(sums: &TriadSums, corner: usize) -> Value {
    let of = sums.answered();
    let Some(mean) = sums.ilr.mean() else { return Value::default() };
    let weights = ilr_inverse(mean);
    let value = weights[corner];
    let interval = sums.ilr.covariance().map(|[first, second, both]| {
        // The derivatives of ln(w/(1 − w)) by ln of each weight, then by z1 and z2.
        let by_log = [0, 1, 2].map(|k| if k == corner { 1.0 } else { -weights[k] / (1.0 - value) });
        let by_z1 = (by_log[0] - by_log[1]) / 2f64.sqrt();
        let by_z2 = (by_log[0] + by_log[1] - 2.0 * by_log[2]) / 6f64.sqrt();
        let variance = (by_z1 * by_z1 * first + by_z2 * by_z2 * second + 2.0 * by_z1 * by_z2 * both).max(0.0) / of as f64;
        let (middle, reach) = ((value / (1.0 - value)).ln(), Z * variance.sqrt());
        [middle - reach, middle + reach].map(|logit| 1.0 / (1.0 + (-logit).exp()))
    });
    Value { of, not_asked: sums.not_asked(), value: Some(value), interval }
}

/// With n₁ stories in the first only, n₂ in the second only and n in all: (n₁ − n₂)/n, and the interval of Agresti & Min (2005) for
/// a difference within the same people: with half a story added to each, ñᵢ = nᵢ + ½ and ñ = n + 2, d̃ ± z·√((ñ₁ + ñ₂)/ñ −
/// d̃²)/√ñ.
pub(super) fn difference_of(first: f64, second: f64, of: u64) -> Value {
    if of == 0 {
        return Value::default();
    }
    let n = of as f64 + 2.0;
    let (p, q) = ((first + 0.5) / n, (second + 0.5) / n);
    let (middle, reach) = (p - q, Z * ((p + q - (p - q).powi(2)) / n).sqrt());
    let interval = Some([(middle - reach).max(-1.0), (middle + reach).min(1.0)]);
    Value { of, not_asked: 0, value: Some((first - second) / of as f64), interval }
}
