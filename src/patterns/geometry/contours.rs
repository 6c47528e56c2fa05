//! Highest-density contours of a triad, as polygons in the weights of its corners.

use std::collections::{BTreeSet, HashMap};

use serde::Serialize;

use super::lattice::{LATTICE, index, node_masses, steps, weights};

/// The shares of the mass that contours enclose.
pub const CONTOUR_MASSES: [f64; 3] = [0.5, 0.75, 0.95];

/// Relative tolerance below a level, so that rounding does not split a plateau.
const SLACK: f64 = 1e-9;

/// A part of a region whose border lies within this share of a lattice step around its nodes is too narrow to be drawn.
const NARROW: f64 = 0.05;

/// The smallest region that contains a share of the mass.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"mass": 0.5, "level": 2.91, "holds": 0.502, "rings": [[[0.2, 0.5, 0.3], [0.3, 0.4, 0.3], [0.2, 0.4, 0.4]]]}))]
pub struct Contour {
    /// The requested share: 0.5, 0.75 or 0.95.
    pub mass: f64,
    /// The density on its border (inside the triangle), per unit area of the plane.
    pub level: f64,
    /// The share that its nodes actually contain.
    pub holds: f64,
    /// Closed polygons of weights; the first point is not repeated. Outer rings run counterclockwise in the plane, holes
    /// clockwise, so that even-odd and non-zero filling agree.
    #[schema(value_type = Vec<Vec<Vec<f64>>>)]
    pub rings: Vec<Vec<[f64; 3]>>,
    /// Nodes of parts that are narrower than the lattice, as where all answers are at one point. Such a part is drawn as the
    /// outline of its nodes' cells, which is larger than the part itself. Missing when there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 1)]
    pub narrow: Option<u64>,
}

/// A point on a lattice edge (two nodes, the inner one first) or a node (twice the same).
type Corner = (usize, usize);

/// The highest-density regions (Hyndman, 1996) of a density at the nodes of the lattice, one for each of `masses`.
///
/// A region's level is the density of the last node that is needed when nodes are taken by descending density until
/// their mass reaches the share. Its border is found by marching triangles: the density is linear in each small triangle
/// of the lattice, and the region is where it is at or above the level. A part of it that is narrower than the lattice (the
/// kernel of a single point, with a bandwidth below a lattice step) has no border that could be drawn; it gets the outline of
/// the cells of its nodes, which hold that mass.
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
            let narrow = narrow(values, level, &inside);
            let drawn = |node: usize| inside(node) && !narrow.contains(&node);
            let mut rings = rings(values, level, &drawn);
            rings.extend(narrow.iter().map(|&node| cell(node)));
            Contour { mass, level, holds, rings, narrow: (!narrow.is_empty()).then_some(narrow.len() as u64) }
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
            // Only this node is inside: the border runs with this node on its left.
            (true, false, false) => join((own, after), (own, before)),
            (false, true, true) => join((before, own), (after, own)),
            _ => {}
        }
    }
}

/// Removes one ring from the joins.
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
    let share = share((inner, outer), values, level);
    [0, 1, 2].map(|k| from[k] + share * (to[k] - from[k]))
}

/// How far along the way from an inner node to an outer one the border lies, 0 to 1.
fn share((inner, outer): Corner, values: &[f64], level: f64) -> f64 {
    ((values[inner] - level) / (values[inner] - values[outer])).clamp(0.0, 1.0)
}

/// The nodes of the parts that are too narrow to be drawn: no three of their nodes form a triangle, and the border lies close
/// around each of them.
fn narrow(values: &[f64], level: f64, inside: &impl Fn(usize) -> bool) -> BTreeSet<usize> {
    let mut narrow = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for first in (0..values.len()).filter(|&node| inside(node)) {
        if !seen.insert(first) {
            continue;
        }
        let (mut part, mut next, mut wide) = (vec![first], 0, false);
        while let Some(&node) = part.get(next) {
            next += 1;
            let around = six_around(node);
            let held = |at: usize| around[at % 6].filter(|&other| inside(other));
            for (at, &beside) in around.iter().enumerate() {
                wide |= held(at).is_some() && held(at + 1).is_some();
                match (held(at), beside) {
                    (Some(other), _) if seen.insert(other) => part.push(other),
                    (None, Some(other)) => wide |= share((node, other), values, level) >= NARROW,
                    _ => {}
                }
            }
        }
        if !wide {
            narrow.extend(part);
        }
    }
    narrow
}

/// The six nodes around a node, counterclockwise; `None` outside the triangle.
fn six_around(node: usize) -> [Option<usize>; 6] {
    let [_, i, j] = steps(node);
    [(1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1)].map(|(di, dj)| {
        let (i, j) = (i.checked_add_signed(di)?, j.checked_add_signed(dj)?);
        (i + j <= LATTICE).then(|| index(i, j, LATTICE))
    })
}

/// The outline of a node's cell: the points of the triangle that are nearer to it than to any other node.
fn cell(node: usize) -> Vec<[f64; 3]> {
    let own = weights(node);
    // The corners of the cell are the middles of the six small triangles around the node.
    let step = 1.0 / LATTICE as f64;
    let ways = [[-1.0, 1.0, 0.0], [-1.0, 0.0, 1.0], [0.0, -1.0, 1.0], [1.0, -1.0, 0.0], [1.0, 0.0, -1.0], [0.0, 1.0, -1.0]];
    let corner = |at: usize| [0, 1, 2].map(|k| own[k] + step * (ways[at][k] + ways[(at + 1) % 6][k]) / 3.0);
    let mut outline: Vec<[f64; 3]> = (0..6).map(corner).collect();
    for k in 0..3 {
        outline = clipped(&outline, k);
    }
    outline
}

/// The part of a convex polygon in which a weight is not negative.
fn clipped(outline: &[[f64; 3]], k: usize) -> Vec<[f64; 3]> {
    let mut kept = Vec::with_capacity(outline.len() + 1);
    for (from, to) in outline.iter().zip(outline.iter().cycle().skip(1)) {
        if from[k] >= 0.0 {
            kept.push(*from);
        }
        if (from[k] < 0.0) != (to[k] < 0.0) {
            let share = from[k] / (from[k] - to[k]);
            let mut at = [0, 1, 2].map(|other| from[other] + share * (to[other] - from[other]));
            at[k] = 0.0;
            kept.push(at);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::patterns::statistics::density;

    use super::*;
    use crate::patterns::geometry::lattice::{AREA, HEIGHT, NODES, plane};

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
    fn points_at_one_place_have_a_contour_though_the_lattice_is_coarser_than_the_bandwidth() {
        let cell_area = 2.0 * AREA / (LATTICE * LATTICE) as f64;
        // Inside, on an edge and in a corner, where a cell is whole, a half and a sixth.
        for (node, part) in [(index(20, 20, LATTICE), 1.0), (index(20, 0, LATTICE), 0.5), (0, 1.0 / 6.0)] {
            let mut counts = vec![0; NODES];
            counts[node] = 40;
            let found = contours(&density(&counts, 0.005).unwrap(), &CONTOUR_MASSES);
            for contour in found {
                assert_eq!((contour.rings.len(), contour.narrow), (1, Some(1)), "{node}");
                let enclosed = area(&contour.rings[0]);
                assert!((enclosed / (part * cell_area) - 1.0).abs() < 1e-9, "{node}: {enclosed}");
            }
        }
    }

    #[test]
    fn several_points_have_their_own_outlines_whether_or_not_they_are_equally_many() {
        let places = [index(10, 10, LATTICE), index(40, 10, LATTICE), index(10, 40, LATTICE)];
        for many in [[20, 20, 20], [2_001, 2_000, 2_000], [30, 20, 10]] {
            let mut counts = vec![0; NODES];
            places.iter().zip(many).for_each(|(&place, count)| counts[place] = count);
            let found = contours(&density(&counts, 0.005).unwrap(), &CONTOUR_MASSES);
            let nodes: Vec<usize> = found.iter().map(|contour| contour.rings.len()).collect();
            assert!(nodes.iter().all(|&rings| rings > 0) && nodes[2] == 3, "{many:?}: {nodes:?}");
            assert!(found.iter().flat_map(|contour| &contour.rings).all(|ring| area(ring) > 1e-5), "{many:?}");
        }
    }

    #[test]
    fn a_smooth_region_has_no_narrow_parts() {
        let mut counts = vec![0; NODES];
        counts[index(20, 20, LATTICE)] = 40;
        for bandwidth in [1.0 / 64.0, 0.05, 0.5] {
            let found = contours(&density(&counts, bandwidth).unwrap(), &CONTOUR_MASSES);
            assert!(found.iter().all(|contour| contour.narrow.is_none() && contour.rings.len() == 1), "{bandwidth}");
        }
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
            let (mut before, mut cells_before) = (0.0, 0.0);
            for contour in contours(&values, &CONTOUR_MASSES) {
                let enclosed: f64 = contour.rings.iter().map(|ring| area(ring)).sum();
                // Parts too narrow to be drawn are as large as their cells, the largest of which is two small triangles.
                let cells = contour.narrow.unwrap_or(0) as f64 * 2.0 * AREA / (LATTICE * LATTICE) as f64;
                let clipped = clipped_area(&values, contour.level);
                prop_assert!(enclosed >= clipped - 1e-6 && enclosed <= clipped + cells + 1e-6, "{enclosed}");
                prop_assert!(contour.holds >= contour.mass - 1e-9 && enclosed >= before - cells_before - 1e-9);
                (before, cells_before) = (enclosed, cells);
                for weights in contour.rings.iter().flatten() {
                    prop_assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-12 && weights.iter().all(|w| *w >= 0.0));
                }
            }
        }
    }
}
