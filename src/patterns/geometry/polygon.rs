//! A polygon drawn in a triangle, and which answers are in it.

use crate::model::WHOLE;

/// The largest number of points of a polygon, because each costs time for every row.
pub(in crate::patterns) const MOST_POINTS: usize = 500;

/// Distance, in ten-thousandths, below which a point lies on the border.
const ON_BORDER: f64 = 1e-6;

/// A closed polygon. Inside is even-odd; the border belongs to it.
///
/// Points are stored as the weights (b, c) in ten-thousandths. The plane is an affine image of these two, so inside and outside
/// are the same there, and corners with up to four decimals are whole numbers, which makes the arithmetic exact.
#[derive(Clone, Debug)]
pub(in crate::patterns) struct Polygon {
    points: Vec<[f64; 2]>,
    low: [f64; 2],
    high: [f64; 2],
}

impl Polygon {
    /// A polygon of points with three weights each, which have been checked: finite, ≥ 0, summing to about 1.
    pub fn new(points: &[[f64; 3]]) -> Self {
        let points: Vec<[f64; 2]> = points
            .iter()
            .map(|weights| {
                let sum: f64 = weights.iter().sum();
                [weights[1], weights[2]].map(|weight| whole_if_close(weight / sum * f64::from(WHOLE)))
            })
            .collect();
        let fold =
            |by: fn(f64, f64) -> f64, start: f64| [0, 1].map(|axis| points.iter().map(|point| point[axis]).fold(start, by));
        let low = fold(f64::min, f64::INFINITY).map(|bound| bound - ON_BORDER);
        let high = fold(f64::max, f64::NEG_INFINITY).map(|bound| bound + ON_BORDER);
        Self { points, low, high }
    }

    /// Whether the point with these second and third parts, in ten-thousandths, lies inside or on the border.
    pub fn holds(&self, b: u16, c: u16) -> bool {
        self.holds_parts([f64::from(b), f64::from(c)])
    }

    /// Whether the point with these second and third weights lies inside or on the border.
    pub fn holds_point(&self, weights: [f64; 2]) -> bool {
        self.holds_parts(weights.map(|weight| weight * f64::from(WHOLE)))
    }

    fn holds_parts(&self, point: [f64; 2]) -> bool {
        if (0..2).any(|axis| point[axis] < self.low[axis] || point[axis] > self.high[axis]) {
            return false;
        }
        let mut inside = false;
        let mut start = self.points[self.points.len() - 1];
        for &end in &self.points {
            if on_border(point, start, end) {
                return true;
            }
            if (start[1] > point[1]) != (end[1] > point[1]) {
                let crossing = start[0] + (point[1] - start[1]) * (end[0] - start[0]) / (end[1] - start[1]);
                inside ^= point[0] < crossing;
            }
            start = end;
        }
        inside
    }
}

/// The nearest whole number, if the difference can only be binary rounding.
fn whole_if_close(value: f64) -> f64 {
    if (value - value.round()).abs() < ON_BORDER { value.round() } else { value }
}

fn on_border(point: [f64; 2], start: [f64; 2], end: [f64; 2]) -> bool {
    let within = |axis: usize| {
        let (low, high) = (start[axis].min(end[axis]), start[axis].max(end[axis]));
        (low - ON_BORDER..=high + ON_BORDER).contains(&point[axis])
    };
    if !(within(0) && within(1)) {
        return false;
    }
    let (along, to) = ([end[0] - start[0], end[1] - start[1]], [point[0] - start[0], point[1] - start[1]]);
    (along[0] * to[1] - along[1] * to[0]).abs() <= ON_BORDER * along[0].hypot(along[1]).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_border_and_the_corners_belong_to_a_polygon() {
        let upper = Polygon::new(&[[0.4, 0.6, 0.0], [0.4, 0.0, 0.6], [1.0, 0.0, 0.0]]);
        assert!(upper.holds(3_000, 3_000), "a = 0.4 is the far border");
        assert!(upper.holds(0, 0) && upper.holds(6_000, 0) && upper.holds(100, 100));
        assert!(!upper.holds(3_001, 3_000) && !upper.holds(10_000, 0));
    }

    #[test]
    fn a_polygon_that_crosses_itself_counts_even_odd() {
        // By the even-odd rule, twice around the same square is outside again; its border is inside.
        let square = [[0.8, 0.1, 0.1], [0.6, 0.3, 0.1], [0.4, 0.3, 0.3], [0.6, 0.1, 0.3]];
        assert!(Polygon::new(&square).holds(2_000, 2_000));
        let twice = Polygon::new(&[square, square].concat());
        assert!(!twice.holds(2_000, 2_000));
        assert!(twice.holds(1_000, 2_000));
        let bow_tie = Polygon::new(&[square[0], square[2], square[1], square[3]]);
        assert!(bow_tie.holds(2_000, 2_000) && !bow_tie.holds(2_000, 1_100));
    }
}
