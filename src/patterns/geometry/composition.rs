//! Triads as compositions: the geometric centre and the total variance, by log-ratios with zeros replaced.
//!
//! Aitchison (1986); zeros by multiplicative replacement (Martín-Fernández, Barceló-Vidal, Pawlowsky-Glahn, 2003).

use std::sync::LazyLock;

use crate::model::WHOLE;

/// The replacement for a zero.
pub const DELTA: f64 = 0.0065;

/// Parts below this, in ten-thousandths, count as zero.
pub(in crate::patterns) const SMALLEST: u16 = 100;

/// ln(p / 10,000) for p = 0 … 10,000; the first is never read.
static LN: LazyLock<Vec<f64>> = LazyLock::new(|| (0..=WHOLE).map(|part| (f64::from(part) / f64::from(WHOLE)).ln()).collect());

/// The exponentials of the result sum to 1.
pub fn logs(parts: [u16; 3]) -> [f64; 3] {
    let ln = LN.as_slice();
    if parts.iter().all(|&part| part >= SMALLEST) {
        return parts.map(|part| ln[usize::from(part)]);
    }
    let kept: u16 = parts.iter().filter(|&&part| part >= SMALLEST).sum();
    let zeros = parts.iter().filter(|&&part| part < SMALLEST).count();
    let shift = (1.0 - DELTA * zeros as f64).ln() - ln[usize::from(kept)];
    parts.map(|part| if part < SMALLEST { DELTA.ln() } else { ln[usize::from(part)] + shift })
}

/// Isometric log-ratio coordinates: z1 = ln(a/b)/√2, z2 = ln(ab/c²)/√6.
///
/// ```
/// use sensing::patterns::ilr;
///
/// let [z1, z2] = ilr([5_000, 2_500, 2_500]);
/// assert!((z1 - 2f64.ln() / 2f64.sqrt()).abs() < 1e-12 && (z2 - 2f64.ln() / 6f64.sqrt()).abs() < 1e-12);
/// ```
pub fn ilr(parts: [u16; 3]) -> [f64; 2] {
    let [a, b, c] = logs(parts);
    [(a - b) / 2f64.sqrt(), (a + b - 2.0 * c) / 6f64.sqrt()]
}

/// The weights that have these coordinates; they sum to 1.
///
/// ```
/// use sensing::patterns::{ilr, ilr_inverse};
///
/// let back = ilr_inverse(ilr([5_000, 2_500, 2_500]));
/// assert!(back.iter().zip([0.5, 0.25, 0.25]).all(|(weight, was)| (weight - was).abs() < 1e-12));
/// ```
pub fn ilr_inverse(z: [f64; 2]) -> [f64; 3] {
    let (u, v) = (z[0] / 2f64.sqrt(), z[1] / 6f64.sqrt());
    let logs = [u + v, v - u, -2.0 * v];
    let top = logs.into_iter().fold(f64::NEG_INFINITY, f64::max);
    let powers = logs.map(|l| (l - top).exp());
    let sum: f64 = powers.iter().sum();
    powers.map(|power| power / sum)
}

/// Running sums of ilr coordinates, relative to an origin near the data to avoid cancellation.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::patterns) struct IlrSums {
    origin: [f64; 2],
    count: u64,
    sum: [f64; 2],
    /// Sums of z1², z2² and z1·z2.
    squares: [f64; 3],
    /// The number of points by the set of parts that were replaced; bit k stands for part k.
    replaced: [u64; 8],
}

impl IlrSums {
    /// Empty sums relative to this origin.
    pub fn about(origin: [f64; 2]) -> Self {
        Self { origin, ..Self::default() }
    }

    /// The origin of the sums.
    pub fn origin(&self) -> [f64; 2] {
        self.origin
    }

    /// Counts which parts of a point were replaced; points without replacements need not be counted.
    pub fn note_replaced(&mut self, parts: [u16; 3]) {
        let small = |k: usize| usize::from(parts[k] < SMALLEST) << k;
        self.replaced[small(0) | small(1) | small(2)] += 1;
    }

    /// Sums of coordinates that were computed elsewhere: their number, their sums, and the sums of z1², z2² and z1·z2, all
    /// relative to the origin.
    pub fn taken(origin: [f64; 2], count: u64, sum: [f64; 2], squares: [f64; 3]) -> Self {
        Self { origin, count, sum, squares, replaced: [0; 8] }
    }

    /// Adds sums with the same origin.
    pub fn merge(&mut self, other: &Self) {
        self.count += other.count;
        for k in 0..2 {
            self.sum[k] += other.sum[k];
        }
        for k in 0..3 {
            self.squares[k] += other.squares[k];
        }
        for k in 0..8 {
            self.replaced[k] += other.replaced[k];
        }
    }

    /// The mean coordinates.
    pub fn mean(&self) -> Option<[f64; 2]> {
        let n = self.count as f64;
        (self.count > 0).then(|| [self.origin[0] + self.sum[0] / n, self.origin[1] + self.sum[1] / n])
    }

    /// The number of points with a replaced part.
    pub fn replaced(&self) -> u64 {
        self.replaced[1..].iter().sum()
    }

    /// The geometric centre with another δ in (0, ½). No second pass is needed: the mean of ln of each part changes by ln δ −
    /// ln [`DELTA`] for every point in which it was replaced, and by ln(1 − δz) − ln(1 − [`DELTA`]·z) for every point in which
    /// z others were.
    pub fn centre_at(&self, delta: f64) -> Option<[f64; 3]> {
        let mut z = self.mean()?;
        for (mask, &count) in self.replaced.iter().enumerate().skip(1) {
            let share = count as f64 / self.count as f64;
            let zeros = f64::from(mask.count_ones());
            let raised = (delta / DELTA).ln() * share;
            let scaled = ((1.0 - delta * zeros) / (1.0 - DELTA * zeros)).ln() * share;
            let [a, b, c] = [0, 1, 2].map(|k| if mask >> k & 1 == 1 { raised } else { scaled });
            z[0] += (a - b) / 2f64.sqrt();
            z[1] += (a + b - 2.0 * c) / 6f64.sqrt();
        }
        Some(ilr_inverse(z))
    }

    /// The covariance, divided by n − 1: [var z1, var z2, cov]. `None` below two points.
    pub fn covariance(&self) -> Option<[f64; 3]> {
        let n = self.count as f64;
        let [u, v] = self.sum;
        (self.count > 1).then(|| {
            let [uu, vv, uv] = self.squares;
            [((uu - u * u / n) / (n - 1.0)).max(0.0), ((vv - v * v / n) / (n - 1.0)).max(0.0), (uv - u * v / n) / (n - 1.0)]
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn replaced_weights_sum_to_one(a in 0u16..=WHOLE, share in 0u32..=10_000) {
            let b = (u32::from(WHOLE - a) * share / 10_000) as u16;
            let parts = [a, b, WHOLE - a - b];
            prop_assert!((logs(parts).map(f64::exp).iter().sum::<f64>() - 1.0).abs() < 1e-12);
            let back = ilr_inverse(ilr(parts));
            for (weight, log) in back.into_iter().zip(logs(parts)) {
                prop_assert!((weight - log.exp()).abs() < 1e-12);
            }
        }
    }
}
