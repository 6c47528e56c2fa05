//! The exact area centroid of a region of a triangle.
//!
//! The plane is cut into strips at every corner and every crossing of the outlines. Within a strip no two outlines cross, so
//! the region is a row of trapezia with known areas and moments.

use crate::model::{TriadRegion, Zone};
use crate::patterns::geometry::lattice::plane;

/// The lowest strip, in weights; lower ones are ignored.
const FLAT: f64 = 1e-13;

/// A side of an outline, from its lower end to its upper one, in the weights (b, c), of which the plane is an affine image.
struct Side {
    low: [f64; 2],
    high: [f64; 2],
    /// The outline that it belongs to.
    of: usize,
}

impl Side {
    /// The first weight at the height `c`.
    fn at(&self, c: f64) -> f64 {
        self.low[0] + (self.high[0] - self.low[0]) * (c - self.low[1]) / (self.high[1] - self.low[1])
    }
}

/// The centre of area of a region in the plane; `None` when it has no area. As in a selection, a polygon that crosses itself
/// follows the even-odd rule, and a point is in the region when it is in the polygon or in any of the zones.
pub(super) fn area_centroid(region: &TriadRegion, corners: [&str; 3]) -> Option<[f64; 2]> {
    let zones = region.zones.iter().filter_map(|name| Zone::named(name, corners)).map(outline);
    let outlines: Vec<Vec<[f64; 3]>> = std::iter::once(region.polygon.clone()).chain(zones).collect();
    let sides = sides(&outlines);
    let heights = heights(&sides);
    let (mut area, mut moments) = (0.0, [0.0; 2]);
    for strip in heights.windows(2).filter(|strip| strip[1] - strip[0] > FLAT) {
        let (low, high) = (strip[0], strip[1]);
        let halfway = (low + high) / 2.0;
        for (left, right) in spans(&sides, halfway, outlines.len()) {
            // Simpson's rule is exact up to the third degree.
            for (c, part) in [(low, 1.0), (halfway, 4.0), (high, 1.0)] {
                let (from, to) = (left.at(c), right.at(c));
                let part = part * (high - low) / 6.0;
                area += part * (to - from);
                moments[0] += part * (to * to - from * from) / 2.0;
                moments[1] += part * c * (to - from);
            }
        }
    }
    (area > FLAT).then(|| {
        let [b, c] = moments.map(|moment| moment / area);
        plane([1.0 - b - c, b, c])
    })
}

/// A zone's corners; every zone is convex.
fn outline(zone: Zone) -> Vec<[f64; 3]> {
    let turned = |shape: &[[f64; 3]], first: u8| {
        let place = |weights: &[f64; 3]| {
            let mut own = *weights;
            own.rotate_right(usize::from(first));
            own
        };
        shape.iter().map(place).collect()
    };
    match zone {
        Zone::Corner(corner) => turned(&[[1.0, 0.0, 0.0], [0.6, 0.4, 0.0], [0.6, 0.0, 0.4]], corner),
        Zone::EdgeOpposite(corner) => turned(&[[0.0, 0.6, 0.4], [0.0, 0.4, 0.6], [0.2, 0.2, 0.6], [0.2, 0.6, 0.2]], corner),
        Zone::Centre => turned(&[[0.6, 0.2, 0.2], [0.2, 0.6, 0.2], [0.2, 0.2, 0.6]], 0),
    }
}

fn sides(outlines: &[Vec<[f64; 3]>]) -> Vec<Side> {
    let mut sides = Vec::new();
    for (of, outline) in outlines.iter().enumerate() {
        let corners = outline.iter().map(|weights| {
            let sum: f64 = weights.iter().sum();
            [weights[1] / sum, weights[2] / sum]
        });
        for (from, to) in corners.clone().zip(corners.cycle().skip(1)) {
            // A horizontal side bounds no strip.
            if from[1] < to[1] {
                sides.push(Side { low: from, high: to, of });
            } else if from[1] > to[1] {
                sides.push(Side { low: to, high: from, of });
            }
        }
    }
    sides
}

/// The heights at which strips begin and end, ascending.
fn heights(sides: &[Side]) -> Vec<f64> {
    let mut heights: Vec<f64> = sides.iter().flat_map(|side| [side.low[1], side.high[1]]).collect();
    for (at, one) in sides.iter().enumerate() {
        for other in &sides[at + 1..] {
            let (low, high) = (one.low[1].max(other.low[1]), one.high[1].min(other.high[1]));
            if low < high {
                let (before, after) = (one.at(low) - other.at(low), one.at(high) - other.at(high));
                if before * after < 0.0 {
                    heights.push(low + (high - low) * before / (before - after));
                }
            }
        }
    }
    heights.sort_by(f64::total_cmp);
    heights
}

/// The sides between which the region lies in the strip around this height.
fn spans(sides: &[Side], height: f64, outlines: usize) -> Vec<(&Side, &Side)> {
    let mut here: Vec<&Side> = sides.iter().filter(|side| side.low[1] < height && height < side.high[1]).collect();
    here.sort_by(|one, other| one.at(height).total_cmp(&other.at(height)));
    let (mut inside, mut began, mut spans) = (vec![false; outlines], None, Vec::new());
    for side in here {
        inside[side.of] = !inside[side.of];
        match (began, inside.contains(&true)) {
            (None, true) => began = Some(side),
            (Some(left), false) => {
                spans.push((left, side));
                began = None;
            }
            _ => {}
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use crate::model::{Triad, WHOLE};
    use crate::patterns::geometry::Polygon;

    use super::*;

    const CORNERS: [&str; 3] = ["x", "y", "z"];

    fn region(zones: &[&str], polygon: &[[f64; 3]]) -> TriadRegion {
        let zones = zones.iter().map(|zone| (*zone).to_owned()).collect();
        TriadRegion { signifier: "t".to_owned(), zones, polygon: polygon.to_vec() }
    }

    /// The mean of the middles of many small triangles that lie in the region.
    fn by_counting(region: &TriadRegion) -> [f64; 2] {
        let zones: Vec<Zone> = region.zones.iter().map(|name| Zone::named(name, CORNERS).unwrap()).collect();
        let polygon = (!region.polygon.is_empty()).then(|| Polygon::new(&region.polygon));
        let (mut sum, mut count) = ([0.0; 2], 0.0);
        for b in (1..WHOLE - 1).step_by(13) {
            for c in (1..WHOLE - b).step_by(13) {
                let parts = [WHOLE - b - c, b, c];
                let in_zone = zones.contains(&Zone::of(Triad::try_from(parts).unwrap()));
                if in_zone || polygon.as_ref().is_some_and(|polygon| polygon.holds(b, c)) {
                    let [x, y] = plane(parts.map(|part| f64::from(part) / f64::from(WHOLE)));
                    sum = [sum[0] + x, sum[1] + y];
                    count += 1.0;
                }
            }
        }
        sum.map(|sum| sum / count)
    }

    #[test]
    fn the_centroid_is_the_mean_of_the_points_in_the_region() {
        let quadrilateral = [[0.8, 0.1, 0.1], [0.2, 0.7, 0.1], [0.4, 0.3, 0.3], [0.1, 0.2, 0.7]];
        let bow_tie = [[0.8, 0.1, 0.1], [0.1, 0.5, 0.4], [0.1, 0.8, 0.1], [0.6, 0.1, 0.3]];
        for region in [
            region(&["x"], &[]),
            region(&["y+z"], &[]),
            region(&["x+z", "y", "centre"], &[]),
            region(&[], &quadrilateral),
            region(&["x", "x+y"], &quadrilateral),
            region(&["z"], &bow_tie),
        ] {
            let (found, counted) = (area_centroid(&region, CORNERS).unwrap(), by_counting(&region));
            assert!((found[0] - counted[0]).hypot(found[1] - counted[1]) < 2e-3, "{region:?}: {found:?} {counted:?}");
        }
    }

    #[test]
    fn the_centroid_of_a_triangle_is_the_mean_of_its_corners_however_small() {
        for size in [0.3, 1e-3, 1e-5] {
            let corners = [[0.3, 0.3, 0.4], [0.3 - size, 0.3 + size, 0.4], [0.3 - size, 0.3, 0.4 + size]];
            let mean = [0, 1, 2].map(|k| corners.iter().map(|weights| weights[k]).sum::<f64>() / 3.0);
            let (found, expected) = (area_centroid(&region(&[], &corners), CORNERS).unwrap(), plane(mean));
            assert!((found[0] - expected[0]).hypot(found[1] - expected[1]) < 1e-9 * size.max(1e-3), "{size}");
        }
        let whole = area_centroid(&region(&["x", "y", "z", "x+y", "x+z", "y+z", "centre"], &[]), CORNERS).unwrap();
        let expected = plane([1.0 / 3.0; 3]);
        assert!((whole[0] - expected[0]).hypot(whole[1] - expected[1]) < 1e-12);
    }

    #[test]
    fn a_line_has_no_centroid() {
        let line = [[0.5, 0.3, 0.2], [0.4, 0.4, 0.2], [0.2, 0.6, 0.2]];
        assert_eq!(area_centroid(&region(&[], &line), CORNERS), None);
        let slant = [[0.5, 0.3, 0.2], [0.4, 0.3, 0.3], [0.2, 0.3, 0.5]];
        assert_eq!(area_centroid(&region(&[], &slant), CORNERS), None);
    }
}
