//! Chooses a bandwidth by least-squares cross-validation, as an alternative to half of Scott's rule.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::density::{density, own_heights};

/// The rule that chooses the bandwidth of a density.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BandwidthRule {
    /// Half of Scott's rule, see [`half_scott`](super::half_scott).
    #[default]
    HalfScott,
    /// Least-squares cross-validation, see [`lscv`]. Triads only; stones keep half of Scott's rule.
    Lscv,
}

/// The number of bandwidths that are tried.
const TRIED: i32 = 61;

/// The choice of cross-validation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lscv {
    /// The bandwidth with the smallest score, in sides of the triangle.
    pub bandwidth: f64,
    /// Its score: an estimate of the integrated squared error, less a constant that is the same for every bandwidth.
    pub score: f64,
}

/// The bandwidth with the smallest least-squares cross-validation score (Rudemo, 1982; Bowman, 1984):
///
/// LSCV(h) = ∫ f̂ₕ² − (2/n)·Σᵢ f̂ₕ,₋ᵢ(xᵢ).
///
/// A Gaussian reflected in the edges is the heat kernel of the triangle, so the first term is the mean of f̂ with bandwidth h√2
/// over the points; f̂ without point i is (n·f̂ₕ(xᵢ) − Kₕ(xᵢ, xᵢ))/(n − 1). Points are on the lattice of 64 steps. Sixty-one
/// bandwidths are tried, in geometric progression from one lattice step (1/64; below it, points that share a node would pull
/// the choice to zero) to ½; of equal scores the wider bandwidth wins.
///
/// `counts` holds one count for each node, in the order of [`lattice::index`](crate::patterns::lattice::index). `None` below two
/// points.
///
/// ```
/// use sensing::patterns::{lattice, lscv};
///
/// let mut counts = vec![0; lattice::NODES];
/// counts[700] = 30;
/// counts[900] = 12;
/// assert!(lscv(&counts).unwrap().bandwidth < 0.1);
/// ```
pub fn lscv(counts: &[u32]) -> Option<Lscv> {
    let n: f64 = counts.iter().map(|&count| f64::from(count)).sum();
    if n < 2.0 {
        return None;
    }
    let score = |step: i32| {
        let bandwidth = 32f64.powf(f64::from(step) / f64::from(TRIED - 1)) / 64.0;
        let mean = |values: &[f64]| counts.iter().zip(values).map(|(&count, value)| f64::from(count) * value).sum::<f64>() / n;
        let squared = mean(&density(counts, bandwidth * 2f64.sqrt())?);
        let left_out = (n * mean(&density(counts, bandwidth)?) - mean(&own_heights(bandwidth))) / (n - 1.0);
        Some(Lscv { bandwidth, score: squared - 2.0 * left_out })
    };
    let scores: Vec<Lscv> = (0..TRIED).into_par_iter().filter_map(score).collect();
    scores.into_iter().reduce(|best, next| if next.score <= best.score { next } else { best })
}

#[cfg(test)]
mod tests {
    use crate::patterns::geometry::lattice::{LATTICE, NODES, index};

    use super::*;

    #[test]
    fn a_tight_cluster_gives_a_narrow_bandwidth_and_an_even_spread_a_wide_one() {
        let mut heap = vec![0; NODES];
        for (i, j) in [(20, 20), (21, 20), (20, 21), (19, 21)] {
            heap[index(i, j, LATTICE)] = 50;
        }
        assert!(lscv(&heap).unwrap().bandwidth < 0.02);
        let even: Vec<u32> = (0..NODES).map(|node| u32::from(node % 5 == 0)).collect();
        assert!(lscv(&even).unwrap().bandwidth > 0.1);
    }

    #[test]
    fn one_story_cannot_be_cross_validated() {
        let mut one = vec![0; NODES];
        assert_eq!(lscv(&one), None);
        one[5] = 1;
        assert_eq!(lscv(&one), None);
    }
}
