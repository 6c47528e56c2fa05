//! The nearest of many points, by a k-d tree (Bentley, 1975): boxes are halved along their widest side until few points
//! are left in each.

use ndarray::ArrayView2;

/// Points that are compared one by one.
const LEAF: usize = 12;

/// A k-d tree over points of equal dimension.
pub(super) struct Nearest {
    dimension: usize,
    /// The points' coordinates, in the order in which the leaves hold them.
    coordinates: Vec<f64>,
    /// Which point each of them is.
    points: Vec<usize>,
    nodes: Vec<Node>,
}

/// A range of the points; `cut` is `None` in a leaf.
struct Node {
    from: usize,
    to: usize,
    cut: Option<Cut>,
}

/// Points with a smaller coordinate are in the node after this one, the others in `above`.
struct Cut {
    axis: usize,
    at: f64,
    above: usize,
}

impl Nearest {
    /// A tree over the lines of an array.
    pub fn new(points: ArrayView2<'_, f64>) -> Self {
        let mut order: Vec<usize> = (0..points.nrows()).collect();
        let mut nodes = Vec::new();
        halve(points, &mut order, 0, &mut nodes);
        let coordinates = order.iter().flat_map(|&point| points.row(point).to_vec()).collect();
        Self { dimension: points.ncols(), coordinates, points: order, nodes }
    }

    /// The `k` points nearest to `point` (fewer when there are fewer), nearest first: squared distance and which it is.
    /// Of equally near points the first come first.
    pub fn to(&self, point: &[f64], k: usize) -> Vec<(f64, usize)> {
        let mut found = Found { wanted: k.min(self.points.len()), best: Vec::with_capacity(k + 1) };
        if found.wanted > 0 {
            self.search(0, point, &mut found);
        }
        found.best
    }

    fn search(&self, node: usize, point: &[f64], found: &mut Found) {
        let Node { from, to, cut } = &self.nodes[node];
        let Some(cut) = cut else {
            for place in *from..*to {
                let other = &self.coordinates[place * self.dimension..(place + 1) * self.dimension];
                let squared: f64 = other.iter().zip(point).map(|(a, b)| (a - b) * (a - b)).sum();
                found.offer((squared, self.points[place]));
            }
            return;
        };
        let beyond = point[cut.axis] - cut.at;
        let (near, far) = if beyond < 0.0 { (node + 1, cut.above) } else { (cut.above, node + 1) };
        self.search(near, point, found);
        if beyond * beyond <= found.furthest() {
            self.search(far, point, found);
        }
    }
}

/// The nearest points so far, ascending.
struct Found {
    wanted: usize,
    best: Vec<(f64, usize)>,
}

impl Found {
    /// The squared distance beyond which nothing is wanted any more.
    fn furthest(&self) -> f64 {
        if self.best.len() < self.wanted { f64::INFINITY } else { self.best[self.wanted - 1].0 }
    }

    fn offer(&mut self, point: (f64, usize)) {
        if point.0 > self.furthest() {
            return;
        }
        let place = self.best.partition_point(|before| before < &point);
        self.best.insert(place, point);
        self.best.truncate(self.wanted);
    }
}

/// Adds the node that holds `order`, whose first place among all points is `from`, and the nodes below it.
fn halve(points: ArrayView2<'_, f64>, order: &mut [usize], from: usize, nodes: &mut Vec<Node>) {
    let node = nodes.len();
    nodes.push(Node { from, to: from + order.len(), cut: None });
    if order.len() <= LEAF {
        return;
    }
    let Some((axis, width)) = widest(points, order) else { return };
    if width <= 0.0 {
        return;
    }
    let middle = order.len() / 2;
    let by_axis = |&a: &usize, &b: &usize| points[[a, axis]].total_cmp(&points[[b, axis]]);
    let at = points[[*order.select_nth_unstable_by(middle, by_axis).1, axis]];
    let (below, rest) = order.split_at_mut(middle);
    halve(points, below, from, nodes);
    let above = nodes.len();
    nodes[node].cut = Some(Cut { axis, at, above });
    halve(points, rest, from + middle, nodes);
}

/// The axis along which these points spread widest, and how far.
fn widest(points: ArrayView2<'_, f64>, order: &[usize]) -> Option<(usize, f64)> {
    let width = |axis: usize| {
        let values = order.iter().map(|&point| points[[point, axis]]);
        let (low, high) =
            values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        (axis, high - low)
    };
    (0..points.ncols()).map(width).max_by(|a, b| a.1.total_cmp(&b.1))
}

#[cfg(test)]
mod tests {
    use ndarray::Array2;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_nearest_are_those_of_a_full_search(values in prop::collection::vec(0u8..20, 3..600), query in prop::collection::vec(0u8..20, 3), k in 1usize..20) {
            // A coarse grid, so that many points coincide.
            let rows = values.len() / 3;
            let points = Array2::from_shape_vec((rows, 3), values[..rows * 3].iter().map(|&value| f64::from(value)).collect()).unwrap();
            let query: Vec<f64> = query.into_iter().map(f64::from).collect();
            let squared = |row: usize| points.row(row).iter().zip(&query).map(|(a, b)| (a - b) * (a - b)).sum::<f64>();
            let mut all: Vec<(f64, usize)> = (0..rows).map(|row| (squared(row), row)).collect();
            all.sort_by(|a, b| a.partial_cmp(b).unwrap());
            all.truncate(k);
            prop_assert_eq!(Nearest::new(points.view()).to(&query, k), all);
        }
    }
}
