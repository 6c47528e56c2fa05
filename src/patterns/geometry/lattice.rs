//! The triangular lattice for binning triads, and its plane.
//!
//! With `n` steps along a side there are (n+1)(n+2)/2 nodes; node (i, j) has the weights
//! (1 − (i+j)/n, i/n, j/n). Nodes are numbered with i outer, j inner.

use std::sync::LazyLock;

use crate::model::WHOLE;

/// Steps along a side of the lattice on which density is computed.
pub const LATTICE: usize = 64;

/// Nodes of that lattice.
pub const NODES: usize = (LATTICE + 1) * (LATTICE + 2) / 2;

/// √3 / 2: the height of the triangle with side 1.
pub const HEIGHT: f64 = 0.866_025_403_784_438_6;

/// The area of the triangle with side 1; a uniform density is its reciprocal, 4/√3.
pub const AREA: f64 = HEIGHT / 2.0;

/// The number of node (i, j) on a lattice of `n` steps.
pub fn index(i: usize, j: usize, n: usize) -> usize {
    // Rows 0 … i−1 hold n+1, n, … nodes.
    i * (2 * n + 3 - i) / 2 + j
}

/// The nearest node (i, j) in the plane to a point given in ten-thousandths, on a lattice of `n` steps.
///
/// Each weight is rounded to the lattice; if the sum is then off by one, the weight that was rounded furthest is adjusted. This
/// is exact for a triangular lattice. Of equally near nodes it is the one with the smallest first weight, then the smallest
/// second.
///
/// ```
/// use sensing::patterns::lattice::{index, nearest};
///
/// let (i, j) = nearest([5_000, 2_500, 2_500], 64);
/// assert_eq!((i, j, index(i, j, 64)), (16, 16, 936));
/// ```
pub fn nearest(parts: [u16; 3], n: usize) -> (usize, usize) {
    let whole = i64::from(WHOLE);
    let steps = n as i64;
    let scaled = parts.map(|part| i64::from(part) * steps);
    let mut rounded = scaled.map(|s| (2 * s + whole).div_euclid(2 * whole));
    let excess = rounded.iter().sum::<i64>() - steps;
    if excess != 0 {
        let mut worst = 0;
        for k in 1..3 {
            let error = |k: usize| (rounded[k] * whole - scaled[k]) * excess;
            if error(k) > error(worst) || (excess < 0 && error(k) == error(worst)) {
                worst = k;
            }
        }
        rounded[worst] -= excess;
    }
    (rounded[1] as usize, rounded[2] as usize)
}

/// A point's place in the plane: A = (0, 0), B = (1, 0), C = (½, √3/2); x = b + c/2, y = c·√3/2. Weights sum to 1.
pub fn plane(weights: [f64; 3]) -> [f64; 2] {
    [weights[1] + weights[2] / 2.0, weights[2] * HEIGHT]
}

/// The multiplicity of each node among its own images: 1 inside, 2 on an edge, 6 in a corner.
pub(in crate::patterns) static MULTIPLICITY: LazyLock<Vec<f64>> = LazyLock::new(|| {
    let mut multiplicity = Vec::with_capacity(NODES);
    for i in 0..=LATTICE {
        for j in 0..=LATTICE - i {
            let on = [i == 0, j == 0, i + j == LATTICE].into_iter().filter(|&edge| edge).count();
            multiplicity.push([1.0, 2.0, 6.0][on]);
        }
    }
    multiplicity
});

/// The share of the mass at each node for these density values: a node inside represents a whole cell of the lattice, one on an
/// edge half a cell, a corner a sixth. The sum is 1.
pub(in crate::patterns) fn node_masses(values: &[f64]) -> impl Iterator<Item = f64> + '_ {
    let cell = 2.0 * AREA / (LATTICE * LATTICE) as f64;
    values.iter().zip(MULTIPLICITY.iter()).map(move |(value, times)| value * cell / times)
}

/// The weights of a node.
pub(in crate::patterns) fn weights(node: usize) -> [f64; 3] {
    steps(node).map(|steps| steps as f64 / LATTICE as f64)
}

/// The weights of a node in lattice steps.
pub(super) fn steps(node: usize) -> [usize; 3] {
    let i = (0..=LATTICE).rev().find(|&i| index(i, 0, LATTICE) <= node).unwrap_or(0);
    let j = node - index(i, 0, LATTICE);
    [LATTICE - i - j, i, j]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nodes_are_numbered_with_i_outer_and_j_inner() {
        let mut expected = 0;
        for i in 0..=LATTICE {
            for j in 0..=LATTICE - i {
                assert_eq!(index(i, j, LATTICE), expected);
                expected += 1;
            }
        }
        assert_eq!(expected, NODES);
    }

    #[test]
    fn of_equally_near_nodes_the_one_with_the_smallest_first_weight_is_taken() {
        // 25.6, 25.6, 12.8 steps: 25, 26, 13 and 26, 25, 13 are equally near; then 22.4, 22.4, 19.2.
        assert_eq!(nearest([4_000, 4_000, 2_000], LATTICE), (26, 13));
        assert_eq!(nearest([3_500, 3_500, 3_000], LATTICE), (23, 19));
        assert_eq!(nearest([2_000, 4_000, 4_000], LATTICE), (25, 26));
    }

    proptest! {
        #[test]
        fn no_node_is_nearer_than_the_nearest(a in 0u16..=WHOLE, share in 0u16..=WHOLE, n in 2usize..=64) {
            let b = (u32::from(WHOLE - a) * u32::from(share) / u32::from(WHOLE)) as u16;
            let parts = [a, b, WHOLE - a - b];
            let [x, y] = plane(parts.map(|p| f64::from(p) / f64::from(WHOLE)));
            let distance = |i: usize, j: usize| {
                let [u, v] = plane([0.0, i as f64 / n as f64, j as f64 / n as f64]);
                (x - u).hypot(y - v)
            };
            let (i, j) = nearest(parts, n);
            let best = (0..=n).flat_map(|i| (0..=n - i).map(move |j| (i, j))).map(|(i, j)| distance(i, j)).fold(f64::MAX, f64::min);
            prop_assert!(distance(i, j) <= best + 1e-12);
        }
    }
}
