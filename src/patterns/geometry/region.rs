//! A polygon over the lattice. Whether an answer is in it is decided by its lattice node wherever possible.
//!
//! An answer's node is the nearest one, so the answer is in the node's hexagon. A hexagon that no side of the polygon comes
//! near is entirely inside or outside; only answers in the other hexagons are tested one by one.

use super::lattice::{HEIGHT, LATTICE, NODES, index, plane};
use super::polygon::Polygon;

/// The distance from a node to its hexagon's corners, 1/(64·√3) sides, plus a tolerance for rounding.
const REACH: f64 = 1.0 / (LATTICE as f64 * 2.0 * HEIGHT) + 1e-6;

/// What a node implies for the answers that are nearest to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    In,
    Out,
    Border,
}

/// A polygon with each node's side of it.
#[derive(Clone, Debug)]
pub(in crate::patterns) struct Region {
    polygon: Polygon,
    sides: Vec<Side>,
}

impl Region {
    /// The region of a polygon with valid points.
    pub fn new(points: &[[f64; 3]]) -> Self {
        let polygon = Polygon::new(points);
        let corners: Vec<[f64; 2]> = points.iter().map(|weights| plane(closed(*weights))).collect();
        let mut sides = vec![Side::Out; NODES];
        for i in 0..=LATTICE {
            for j in 0..=LATTICE - i {
                let [b, c] = [i, j].map(|step| step as f64 / LATTICE as f64);
                let node = plane([1.0 - b - c, b, c]);
                let ends = corners.iter().zip(corners.iter().cycle().skip(1));
                sides[index(i, j, LATTICE)] = match ends.clone().any(|(from, to)| distance(node, *from, *to) <= REACH) {
                    true => Side::Border,
                    false if polygon.holds_point([b, c]) => Side::In,
                    false => Side::Out,
                };
            }
        }
        Self { polygon, sides }
    }

    /// Whether an answer is in the polygon, given its node and its second and third part in ten-thousandths.
    pub fn holds(&self, node: u16, b: u16, c: u16) -> bool {
        match self.sides[usize::from(node)] {
            Side::In => true,
            Side::Out => false,
            Side::Border => self.polygon.holds(b, c),
        }
    }
}

fn closed(weights: [f64; 3]) -> [f64; 3] {
    let sum: f64 = weights.iter().sum();
    weights.map(|weight| weight / sum)
}

/// The distance of a point from the line between two others.
fn distance(point: [f64; 2], from: [f64; 2], to: [f64; 2]) -> f64 {
    let (along, off) = ([to[0] - from[0], to[1] - from[1]], [point[0] - from[0], point[1] - from[1]]);
    let length = along[0] * along[0] + along[1] * along[1];
    let share = if length > 0.0 { ((off[0] * along[0] + off[1] * along[1]) / length).clamp(0.0, 1.0) } else { 0.0 };
    (off[0] - share * along[0]).hypot(off[1] - share * along[1])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::model::WHOLE;

    use super::*;
    use crate::patterns::geometry::lattice::nearest;

    proptest! {
        #[test]
        fn a_region_holds_what_its_polygon_holds(points in prop::collection::vec((0u32..=100, 0u32..=100), 3..9), answers in prop::collection::vec((0u16..=WHOLE, 0u32..=100), 60)) {
            let weights = |(a, share): (u32, u32)| {
                let (a, share) = (f64::from(a) / 100.0, f64::from(share) / 100.0);
                [a, (1.0 - a) * share, (1.0 - a) * (1.0 - share)]
            };
            let points: Vec<[f64; 3]> = points.into_iter().map(weights).collect();
            let (region, polygon) = (Region::new(&points), Polygon::new(&points));
            for (a, share) in answers {
                let b = (u32::from(WHOLE - a) * share / 100) as u16;
                let c = WHOLE - a - b;
                let (i, j) = nearest([a, b, c], LATTICE);
                prop_assert_eq!(region.holds(index(i, j, LATTICE) as u16, b, c), polygon.holds(b, c));
            }
        }
    }
}
