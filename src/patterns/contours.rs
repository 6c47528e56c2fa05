//! Highest-density contours of a triad, as polygons in the weights of its corners.

use std::collections::HashMap;

use serde::Serialize;

use super::density::node_masses;
use super::lattice::{LATTICE, index};

/// The shares of the mass that contours hold.
pub const CONTOUR_MASSES: [f64; 3] = [0.5, 0.75, 0.95];

/// Densities this much below a level, relatively, still belong to it: rounding must not tear a plateau.
const SLACK: f64 = 1e-9;

/// The smallest region that holds a share of the mass.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"mass": 0.5, "level": 2.91, "holds": 0.502, "rings": [[[0.2, 0.5, 0.3], [0.3, 0.4, 0.3], [0.2, 0.4, 0.4]]]}))]
pub struct Contour {
    /// The share that it was to hold: 0.5, 0.75 or 0.95.
    pub mass: f64,
    /// The density on its border (inside the triangle), per unit area of the plane.
    pub level: f64,
    /// The share that the nodes within it do hold.
    pub holds: f64,
    /// Closed polygons of weights; the first point is not repeated. Outer rings run counterclockwise in the plane, holes
    /// clockwise, so that even-odd and non-zero filling agree.
    #[schema(value_type = Vec<Vec<Vec<f64>>>)]
    pub rings: Vec<Vec<[f64; 3]>>,
}

/// A point on a lattice edge (two nodes, the inner one first) or a node (twice the same).
type Corner = (usize, usize);

/// The highest-density regions (Hyndman, 1996) of a density at the nodes of the lattice, one for each of `masses`.
///
/// A region's level is the density of the last node that is needed when nodes are taken by descending density until
/// their mass reaches the share. Its border is found by marching triangles: the density is linear in each small triangle
/// of the lattice, and the region is where it is at or above the level.
///
/// ```
/// use sensing::patterns::{contours, density, lattice};
///
/// let mut counts = vec![0; lattice::NODES];
/// counts[lattice::index(20, 20, lattice::LATTICE)] = 40;
/// let regions = contours(&density(&counts, 0.05).unwrap(), &[0.5, 0.95]);
/// assert!(regions[0].level > regions[1].level && regions[1].holds >= 0.95);
/// ```
pub fn contours(values: &[f64], masses: &[f64]) -> Vec<Contour> {
    let node_mass: Vec<f64> = node_masses(values).collect();
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[b].total_cmp(&values[a]).then(a.cmp(&b)));
    masses
        .iter()
        .map(|&mass| {
            let mut held = 0.0;
            let last = order.iter().find(|&&node| {
                held += node_mass[node];
                held >= mass * (1.0 - SLACK)
            });
            let level = last.map_or(0.0, |&node| values[node]);
            let inside = |node: usize| values[node] >= level * (1.0 - SLACK);
            let holds = (0..values.len()).filter(|&node| inside(node)).map(|node| node_mass[node]).sum::<f64>().min(1.0);
            Contour { mass, level, holds, rings: rings(values, level, &inside) }
        })
        .collect()
}

/// The border of the region, as closed rings with the region on their left.
fn rings(values: &[f64], level: f64, inside: &impl Fn(usize) -> bool) -> Vec<Vec<[f64; 3]>> {
    let mut next: HashMap<Corner, Corner> = HashMap::new();
    let mut starts = Vec::new();
    let mut join = |from: Corner, to: Corner| {
        next.insert(from, to);
        starts.push(from);
    };
    for i in 0..LATTICE {
        for j in 0..LATTICE - i {
            let node = |di: usize, dj: usize| index(i + di, j + dj, LATTICE);
            cut([node(0, 0), node(1, 0), node(0, 1)], inside, &mut join);
            if i + j + 1 < LATTICE {
                cut([node(1, 0), node(1, 1), node(0, 1)], inside, &mut join);
            }
        }
    }
    // Where the region reaches the triangle's edge it is closed along it: A to B, B to C, C to A.
    let edge = |k: usize, t: usize| match k {
        0 => index(t, 0, LATTICE),
        1 => index(LATTICE - t, t, LATTICE),
        _ => index(0, LATTICE - t, LATTICE),
    };
    for k in 0..3 {
        for t in 0..LATTICE {
            let (from, to) = (edge(k, t), edge(k, t + 1));
            match (inside(from), inside(to)) {
                (true, true) => join((from, from), (to, to)),
                (true, false) => join((from, from), (from, to)),
                (false, true) => join((to, from), (to, to)),
                (false, false) => {}
            }
        }
    }
    starts.into_iter().filter_map(|start| follow(start, &mut next, values, level)).collect()
}

/// The part of the border within one small triangle, whose nodes run counterclockwise.
fn cut(nodes: [usize; 3], inside: &impl Fn(usize) -> bool, join: &mut impl FnMut(Corner, Corner)) {
    for k in 0..3 {
        let (own, after, before) = (nodes[k], nodes[(k + 1) % 3], nodes[(k + 2) % 3]);
        match (inside(own), inside(after), inside(before)) {
            // Alone inside: the border runs so that this node lies on its left.
            (true, false, false) => join((own, after), (own, before)),
            (false, true, true) => join((before, own), (after, own)),
            _ => {}
        }
    }
}

/// Takes one ring out of the joins.
fn follow(start: Corner, next: &mut HashMap<Corner, Corner>, values: &[f64], level: f64) -> Option<Vec<[f64; 3]>> {
    let mut ring: Vec<[f64; 3]> = Vec::new();
    let mut at = start;
    while let Some(to) = next.remove(&at) {
        let point = place(at, values, level);
        if ring.last() != Some(&point) {
            ring.push(point);
        }
        at = to;
    }
    while ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
    (ring.len() > 2).then_some(ring)
}

/// The weights of a corner of a ring.
fn place((inner, outer): Corner, values: &[f64], level: f64) -> [f64; 3] {
    let (from, to) = (weights(inner), weights(outer));
    if inner == outer {
        return from;
    }
    let share = ((values[inner] - level) / (values[inner] - values[outer])).clamp(0.0, 1.0);
    [0, 1, 2].map(|k| from[k] + share * (to[k] - from[k]))
}

/// The weights of a node.
pub(super) fn weights(node: usize) -> [f64; 3] {
    let i = (0..=LATTICE).rev().find(|&i| index(i, 0, LATTICE) <= node).unwrap_or(0);
    let j = node - index(i, 0, LATTICE);
    [LATTICE - i - j, i, j].map(|steps| steps as f64 / LATTICE as f64)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::patterns::density::density;
    use crate::patterns::lattice::{AREA, HEIGHT, NODES, plane};

    /// Twice the signed area, halved: positive when it runs counterclockwise.
    fn area(ring: &[[f64; 3]]) -> f64 {
        let points: Vec<[f64; 2]> = ring.iter().map(|&weights| plane(weights)).collect();
        let ends = points.iter().zip(points.iter().cycle().skip(1));
        ends.map(|(p, q)| p[0] * q[1] - p[1] * q[0]).sum::<f64>() / 2.0
    }

    /// The area where the density, linear in each small triangle, reaches the level: the sum of clipped triangles.
    fn clipped_area(values: &[f64], level: f64) -> f64 {
        let small = AREA / (LATTICE * LATTICE) as f64;
        let mut sum = 0.0;
        for i in 0..LATTICE {
            for j in 0..LATTICE - i {
                let mut triangles = vec![[(i, j), (i + 1, j), (i, j + 1)]];
                if i + j + 1 < LATTICE {
                    triangles.push([(i + 1, j), (i + 1, j + 1), (i, j + 1)]);
                }
                for triangle in triangles {
                    let mut v = triangle.map(|(i, j)| values[index(i, j, LATTICE)] - level);
                    v.sort_by(f64::total_cmp);
                    let [low, middle, high] = v;
                    sum += small
                        * if low >= 0.0 {
                            1.0
                        } else if high < 0.0 {
                            0.0
                        } else if middle < 0.0 {
                            high / (high - low) * high / (high - middle)
                        } else {
                            1.0 - low / (low - high) * low / (low - middle)
                        };
                }
            }
        }
        sum
    }

    #[test]
    fn uniform_placement_is_held_by_the_whole_triangle() {
        for contour in contours(&[1.0 / AREA; NODES], &CONTOUR_MASSES) {
            assert_eq!(contour.rings.len(), 1);
            assert!((area(&contour.rings[0]) - AREA).abs() < 1e-12);
            assert!((contour.holds - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn a_ring_of_stories_has_a_hole() {
        let mut counts = vec![0; NODES];
        for step in 0..240 {
            let (sin, cos) = (f64::from(step) / 240.0 * std::f64::consts::TAU).sin_cos();
            let (x, y) = (0.5 + 0.18 * cos, HEIGHT / 3.0 + 0.18 * sin);
            let c = y / HEIGHT;
            let [i, j] = [x - c / 2.0, c].map(|weight| (weight * LATTICE as f64).round() as usize);
            counts[index(i, j, LATTICE)] += 1;
        }
        let found = contours(&density(&counts, 0.04).unwrap(), &[0.75]);
        let areas: Vec<f64> = found[0].rings.iter().map(|ring| area(ring)).collect();
        assert_eq!(areas.iter().filter(|area| **area < 0.0).count(), 1, "{areas:?}");
        assert_eq!(areas.len(), 2, "{areas:?}");
    }

    #[test]
    fn nodes_know_their_weights() {
        assert_eq!(weights(0), [1.0, 0.0, 0.0]);
        assert_eq!(weights(LATTICE), [0.0, 0.0, 1.0]);
        assert_eq!(weights(NODES - 1), [0.0, 1.0, 0.0]);
        assert_eq!(weights(index(10, 20, LATTICE)), [34.0 / 64.0, 10.0 / 64.0, 20.0 / 64.0]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn rings_enclose_just_the_region_and_a_larger_share_needs_more(
            places in prop::collection::vec((0..NODES, 1u32..50), 1..12), bandwidth in 0.01f64..=0.3
        ) {
            let mut counts = vec![0; NODES];
            places.into_iter().for_each(|(node, count)| counts[node] += count);
            let values = density(&counts, bandwidth).unwrap();
            let mut before = 0.0;
            for contour in contours(&values, &CONTOUR_MASSES) {
                let enclosed: f64 = contour.rings.iter().map(|ring| area(ring)).sum();
                prop_assert!((enclosed - clipped_area(&values, contour.level)).abs() < 1e-6, "{enclosed}");
                prop_assert!(contour.holds >= contour.mass - 1e-9 && enclosed >= before - 1e-9);
                before = enclosed;
                for weights in contour.rings.iter().flatten() {
                    prop_assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-12 && weights.iter().all(|w| *w >= 0.0));
                }
            }
        }
    }
}
