//! The density of a triad: counts on the lattice, smoothed with a Gaussian that is reflected in the three edges.
//!
//! Repeated reflection unfolds the triangle into the whole plane: node q of mass m has all its images under the group generated
//! by the three edge mirrors, with multiplicity, so that a node on an edge counts twice and a corner six times. Then the mass
//! stays 1 and uniform placement gives 4/√3 everywhere. The unfolded plane repeats with period 3 along u and √3 along v, so it
//! is stored as a torus. On the half-step grid u = 2i + j, v = j the axes are orthogonal, and the Gaussian is a product of one
//! along u and one along v.

use std::sync::LazyLock;

use crate::patterns::fault::PatternFault;
use crate::patterns::geometry::lattice::{AREA, HEIGHT, LATTICE, MULTIPLICITY, NODES, index};

/// The narrowest and the widest bandwidth, in sides of the triangle.
pub const BANDWIDTHS: std::ops::RangeInclusive<f64> = 0.005..=0.5;

/// The bandwidth for a single story, which has no spread.
pub(in crate::patterns) const FALLBACK_BANDWIDTH: f64 = 0.05;

/// The period of the unfolded plane along u, in half steps.
const PERIOD_U: usize = 6 * LATTICE;
/// The period along v, in rows.
const PERIOD_V: usize = 2 * LATTICE;
/// Places along u on which nodes lie.
const WIDTH: usize = 2 * LATTICE + 1;
/// Beyond this many bandwidths the Gaussian is below 10⁻¹⁷ of its height.
const REACH: f64 = 9.0;
/// Marks points of the half-step grid that are not nodes, which is half of them.
const EMPTY: u16 = u16::MAX;

/// For each place (v, u) of the torus: the node it is an image of, or [`EMPTY`].
static UNFOLDED: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let mut torus = vec![EMPTY; PERIOD_U * PERIOD_V];
    for v in 0..PERIOD_V {
        for u in (v % 2..PERIOD_U).step_by(2) {
            torus[v * PERIOD_U + u] = fold(u, v) as u16;
        }
    }
    torus
});

/// The node in the triangle of which (u, v) is an image: negative weights are reflected at their edge until none is left.
fn fold(u: usize, v: usize) -> usize {
    let n = LATTICE as i64;
    let c = v as i64;
    let b = (u as i64 - c) / 2;
    let mut weights = [n - b - c, b, c];
    while let Some(k) = (0..3).find(|&k| weights[k] < 0) {
        // Mirrored at its edge, a weight changes sign and the other two share the difference.
        let below = weights[k];
        for (other, weight) in weights.iter_mut().enumerate() {
            *weight += if other == k { -2 * below } else { below };
        }
    }
    index(weights[1] as usize, weights[2] as usize, LATTICE)
}

/// Checks a requested bandwidth.
///
/// # Errors
/// [`PatternFault`] on `density.bandwidth` outside [`BANDWIDTHS`].
pub(in crate::patterns) fn check_bandwidth(bandwidth: Option<f64>) -> Result<(), PatternFault> {
    match bandwidth {
        Some(asked) if !BANDWIDTHS.contains(&asked) => {
            let message = format!("the bandwidth must be a number from {} to {}", BANDWIDTHS.start(), BANDWIDTHS.end());
            Err(PatternFault::new("density.bandwidth", message))
        }
        _ => Ok(()),
    }
}

/// Half of Scott's bandwidth for `n` points in two dimensions whose covariance has this trace (n − 1):
/// √(trace/2)·n^(−1/6)/2, kept within [`BANDWIDTHS`]; 0.05 below two points.
///
/// ```
/// use sensing::patterns::half_scott;
///
/// assert!((half_scott(Some(0.08), 64) - 0.05).abs() < 1e-12);
/// ```
pub fn half_scott(trace: Option<f64>, n: u64) -> f64 {
    match trace {
        Some(trace) => ((trace / 2.0).sqrt() * (n as f64).powf(-1.0 / 6.0) / 2.0).clamp(*BANDWIDTHS.start(), *BANDWIDTHS.end()),
        None => FALLBACK_BANDWIDTH,
    }
}

/// The density at each node, per unit area of the plane with side 1, in the order of [`index`]. `counts` holds one
/// count for each node. `None` when all are 0.
///
/// The Gaussian is scaled so that its values on the whole lattice sum to one over a node's area: mass is exactly 1 for
/// every bandwidth. From 0.016 (a lattice step) up, this is the continuous Gaussian to ten digits; below, the latter
/// would no longer sum to 1.
///
/// ```
/// use sensing::patterns::{density, lattice};
///
/// let mut counts = vec![0; lattice::NODES];
/// counts[lattice::index(32, 16, lattice::LATTICE)] = 7;
/// let values = density(&counts, 0.05).unwrap();
/// // Far from the edges it is the Gaussian's own height, 1/(2π·0.05²).
/// assert!((values[lattice::index(32, 16, lattice::LATTICE)] - 63.66).abs() < 0.01);
/// assert_eq!(density(&vec![0; lattice::NODES], 0.05), None);
/// ```
pub fn density(counts: &[u32], bandwidth: f64) -> Option<Vec<f64>> {
    let total: u64 = counts.iter().map(|&count| u64::from(count)).sum();
    if total == 0 {
        return None;
    }
    let mass: Vec<f64> = counts.iter().zip(MULTIPLICITY.iter()).map(|(&count, times)| f64::from(count) * times).collect();
    let across = Kernel::new(0.5 / LATTICE as f64, bandwidth, PERIOD_U);
    let along = Kernel::new(HEIGHT / LATTICE as f64, bandwidth, PERIOD_V);
    let rows = smooth_rows(&mass, &across, &along);
    let cell = 2.0 * AREA / (LATTICE * LATTICE) as f64;
    // Only places with u + v even are nodes.
    let sum = across.even * along.even + across.odd * along.odd;
    let scale = 1.0 / (total as f64 * cell * sum);
    let mut values = vec![0.0; NODES];
    let mut line = vec![0.0; WIDTH];
    for v in 0..=LATTICE {
        line.fill(0.0);
        for (offset, weight) in along.taps() {
            let from = (v as i64 + offset).rem_euclid(PERIOD_V as i64) as usize;
            if let Some(row) = &rows[from] {
                add_scaled(&mut line, row, weight);
            }
        }
        for i in 0..=LATTICE - v {
            values[index(i, v, LATTICE)] = line[2 * i + v] * scale;
        }
    }
    Some(values)
}

/// The density of a single story at its own node, for each node: the kernel's height there, including images.
pub(super) fn own_heights(bandwidth: f64) -> Vec<f64> {
    let across = Kernel::new(0.5 / LATTICE as f64, bandwidth, PERIOD_U);
    let along = Kernel::new(HEIGHT / LATTICE as f64, bandwidth, PERIOD_V);
    let cell = 2.0 * AREA / (LATTICE * LATTICE) as f64;
    let scale = 1.0 / (cell * (across.even * along.even + across.odd * along.odd));
    let mut home = vec![(0, 0); NODES];
    for i in 0..=LATTICE {
        for j in 0..=LATTICE - i {
            home[index(i, j, LATTICE)] = (2 * i + j, j);
        }
    }
    let mut heights = vec![0.0; NODES];
    for (place, &node) in UNFOLDED.iter().enumerate().filter(|(_, node)| **node != EMPTY) {
        let node = usize::from(node);
        let (u, v) = home[node];
        heights[node] += across.at(place % PERIOD_U, u, PERIOD_U) * along.at(place / PERIOD_U, v, PERIOD_V);
    }
    heights.iter().zip(MULTIPLICITY.iter()).map(|(height, times)| height * times * scale).collect()
}

/// Rows that are empty, or too far away for `along`, are `None`.
fn smooth_rows(mass: &[f64], across: &Kernel, along: &Kernel) -> Vec<Option<Vec<f64>>> {
    let near = |v: usize| v <= LATTICE + along.reach || v + along.reach >= PERIOD_V;
    let margin = across.reach;
    let mut line = vec![0.0; WIDTH + 2 * margin];
    let smooth = |v: usize| {
        let unfolded = &UNFOLDED[v * PERIOD_U..(v + 1) * PERIOD_U];
        let mut any = false;
        for (place, value) in line.iter_mut().enumerate() {
            let node = unfolded[(place as i64 - margin as i64).rem_euclid(PERIOD_U as i64) as usize];
            *value = if node == EMPTY { 0.0 } else { mass[usize::from(node)] };
            any |= *value != 0.0;
        }
        any.then(|| {
            let mut smoothed = vec![0.0; WIDTH];
            for (offset, weight) in across.taps() {
                let from = (margin as i64 + offset) as usize;
                add_scaled(&mut smoothed, &line[from..from + WIDTH], weight);
            }
            smoothed
        })
    };
    let mut smooth = smooth;
    (0..PERIOD_V).map(|v| if near(v) { smooth(v) } else { None }).collect()
}

fn add_scaled(to: &mut [f64], from: &[f64], weight: f64) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += weight * from;
    }
}

/// A Gaussian (of height 1) sampled every `step` and wrapped around a period.
struct Kernel {
    /// Weights at the offsets 0 … reach on either side.
    weights: Vec<f64>,
    reach: usize,
    /// Whether the kernel covers the whole period, so that −reach and +reach are the same point.
    round: bool,
    /// The sum of the weights at even offsets, and at odd ones.
    even: f64,
    odd: f64,
}

impl Kernel {
    fn new(step: f64, bandwidth: f64, period: usize) -> Self {
        let natural = (REACH * bandwidth / step).ceil() as usize;
        let round = natural >= period / 2;
        let reach = natural.min(period / 2);
        let turns = if round { natural / period + 1 } else { 0 } as i64;
        let height = |offset: i64| (-0.5 * (offset as f64 * step / bandwidth).powi(2)).exp();
        let wrapped = |offset: usize| (-turns..=turns).map(|turn| height(offset as i64 + turn * period as i64)).sum();
        let mut kernel = Self { weights: (0..=reach).map(wrapped).collect(), reach, round, even: 0.0, odd: 0.0 };
        let total =
            |parity: i64| kernel.taps().filter(|(offset, _)| offset.rem_euclid(2) == parity).map(|(_, weight)| weight).sum();
        let (even, odd) = (total(0), total(1));
        (kernel.even, kernel.odd) = (even, odd);
        kernel
    }

    /// The weight between two places of the period.
    fn at(&self, from: usize, to: usize, period: usize) -> f64 {
        let offset = from.abs_diff(to);
        self.weights.get(offset.min(period - offset)).copied().unwrap_or(0.0)
    }

    /// Offsets and weights, each place of the period at most once.
    fn taps(&self) -> impl Iterator<Item = (i64, f64)> + '_ {
        let reach = self.reach as i64;
        let first = if self.round { 1 - reach } else { -reach };
        (first..=reach).map(|offset| (offset, self.weights[offset.unsigned_abs() as usize]))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::patterns::geometry::lattice::node_masses;

    fn mass(values: &[f64]) -> f64 {
        node_masses(values).sum()
    }

    fn counts(places: &[(usize, u32)]) -> Vec<u32> {
        let mut counts = vec![0; NODES];
        for &(node, count) in places {
            counts[node % NODES] += count;
        }
        counts
    }

    #[test]
    fn uniform_placement_is_flat_at_four_over_root_three() {
        let counts: Vec<u32> = MULTIPLICITY.iter().map(|times| (6.0 / times) as u32).collect();
        for bandwidth in [0.005, 0.013, 0.05, 0.2, 0.5] {
            for value in density(&counts, bandwidth).unwrap() {
                assert!((value - 1.0 / AREA).abs() < 1e-11, "{value} at {bandwidth}");
            }
        }
    }

    #[test]
    fn a_node_s_own_height_is_its_density_when_it_is_alone() {
        for bandwidth in [0.008, 0.05, 0.4] {
            let own = own_heights(bandwidth);
            for node in [0, 7, 64, 65, 900, NODES - 1] {
                let alone = density(&counts(&[(node, 1)]), bandwidth).unwrap()[node];
                assert!((own[node] - alone).abs() < 1e-11 * alone, "{node} at {bandwidth}");
            }
        }
    }

    #[test]
    fn no_stories_have_no_density() {
        assert_eq!(density(&vec![0; NODES], 0.05), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn mass_stays_one(places in prop::collection::vec((0..NODES, 1u32..50), 1..12), bandwidth in 0.005f64..=0.5) {
            prop_assert!((mass(&density(&counts(&places), bandwidth).unwrap()) - 1.0).abs() < 1e-11);
        }

        #[test]
        fn turning_the_triangle_turns_the_density(places in prop::collection::vec((0..NODES, 1u32..50), 1..12), bandwidth in 0.01f64..=0.5) {
            let before = counts(&places);
            // Corner a becomes b, b becomes c, c becomes a; then b and c change places.
            for turn in [|i: usize, j: usize| (LATTICE - i - j, i), |i, j| (j, i)] {
                let mut after = vec![0; NODES];
                for i in 0..=LATTICE {
                    for j in 0..=LATTICE - i {
                        let (k, l) = turn(i, j);
                        after[index(k, l, LATTICE)] = before[index(i, j, LATTICE)];
                    }
                }
                let (first, second) = (density(&before, bandwidth).unwrap(), density(&after, bandwidth).unwrap());
                for i in 0..=LATTICE {
                    for j in 0..=LATTICE - i {
                        let (k, l) = turn(i, j);
                        let (x, y) = (first[index(i, j, LATTICE)], second[index(k, l, LATTICE)]);
                        prop_assert!((x - y).abs() <= 1e-9 * x.abs().max(1e-6));
                    }
                }
            }
        }
    }
}
