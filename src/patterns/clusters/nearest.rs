//! A box is skipped by its distance in all dimensions (Arya & Mount, 1993).

use super::points::Cloud;

/// Points in a leaf, which are compared one by one. Their coordinates are stored dimension by dimension, so that neighbours are
/// compared with vector instructions.
const LEAF: usize = 32;

/// Relative slack of bounds on boxes, whose distances are sums of differences and may be slightly too large.
const SLACK: f64 = 1e-12;

/// A k-d tree over points of equal dimension.
pub(super) struct Nearest {
    dimension: usize,
    /// The coordinates, leaf by leaf, and in each leaf dimension by dimension.
    coordinates: Vec<f64>,
    /// The index of each point.
    points: Vec<u32>,
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

/// A found point: its squared distance and its index.
pub(super) type Neighbour = (f64, u32);

impl Nearest {
    /// A tree over these points.
    pub fn new(cloud: &Cloud) -> Self {
        let dimension = cloud.width();
        let mut points: Vec<u32> = (0..cloud.len() as u32).collect();
        let mut nodes = Vec::new();
        halve(cloud, &mut points, 0, &mut nodes);
        let mut coordinates = vec![0.0; cloud.len() * dimension];
        for node in nodes.iter().filter(|node| node.cut.is_none()) {
            let size = node.to - node.from;
            for (place, &point) in points[node.from..node.to].iter().enumerate() {
                for (axis, &value) in cloud.point(point as usize).iter().enumerate() {
                    coordinates[node.from * dimension + axis * size + place] = value;
                }
            }
        }
        Self { dimension, coordinates, points, nodes }
    }

    /// The `k` points nearest to `point` within a squared distance (fewer when there are fewer), nearest first. Of
    /// equally near points the first come first.
    pub fn to(&self, point: &[f64], k: usize, within: f64) -> Vec<Neighbour> {
        self.among(point, k, within, &|_| true)
    }

    /// Like [`Nearest::to`], among the points for which `may_be` is true.
    pub fn among(&self, point: &[f64], k: usize, within: f64, may_be: &dyn Fn(u32) -> bool) -> Vec<Neighbour> {
        let wanted = k.min(self.points.len());
        if wanted == 0 {
            return Vec::new();
        }
        let mut search = Search {
            tree: self,
            point,
            off: vec![0.0; self.dimension],
            wanted,
            within,
            best: Vec::with_capacity(wanted + 1),
            may_be,
        };
        search.visit(0, 0.0);
        search.best
    }
}

/// One search.
struct Search<'a> {
    tree: &'a Nearest,
    point: &'a [f64],
    /// The distance of the point from the current box along each axis.
    off: Vec<f64>,
    wanted: usize,
    within: f64,
    /// The nearest points so far, ascending.
    best: Vec<Neighbour>,
    may_be: &'a dyn Fn(u32) -> bool,
}

impl Search<'_> {
    /// The squared distance beyond which no point can be among the nearest.
    fn furthest(&self) -> f64 {
        if self.best.len() < self.wanted { self.within } else { self.best[self.wanted - 1].0 }
    }

    /// Searches a node whose box is at least √`gap` away.
    fn visit(&mut self, node: usize, gap: f64) {
        let Node { from, to, cut } = &self.tree.nodes[node];
        let Some(cut) = cut else { return self.compare(*from, *to) };
        let beyond = self.point[cut.axis] - cut.at;
        let (near, far) = if beyond < 0.0 { (node + 1, cut.above) } else { (cut.above, node + 1) };
        self.visit(near, gap);
        let before = self.off[cut.axis];
        let gap = gap - before * before + beyond * beyond;
        if gap * (1.0 - SLACK) <= self.furthest() {
            self.off[cut.axis] = beyond;
            self.visit(far, gap);
            self.off[cut.axis] = before;
        }
    }

    fn compare(&mut self, from: usize, to: usize) {
        // Points that coincide cannot be halved, and a leaf may hold any number of them.
        let (size, dimension) = (to - from, self.tree.dimension);
        let leaf = &self.tree.coordinates[from * dimension..to * dimension];
        for start in (0..size).step_by(LEAF) {
            let end = (start + LEAF).min(size);
            let mut squared = [0.0; LEAF];
            let squared = &mut squared[..end - start];
            for (axis, &at) in self.point.iter().enumerate() {
                for (sum, &value) in squared.iter_mut().zip(&leaf[axis * size + start..axis * size + end]) {
                    *sum += (value - at) * (value - at);
                }
            }
            for (&squared, &point) in squared.iter().zip(&self.tree.points[from + start..from + end]) {
                if squared <= self.furthest() && (self.may_be)(point) {
                    self.offer((squared, point));
                }
            }
        }
    }

    fn offer(&mut self, found: Neighbour) {
        let place = self.best.partition_point(|before| before < &found);
        self.best.insert(place, found);
        self.best.truncate(self.wanted);
    }
}

/// Adds the node that contains `order`, whose first index among all points is `from`, and the nodes below it.
fn halve(cloud: &Cloud, order: &mut [u32], from: usize, nodes: &mut Vec<Node>) {
    let node = nodes.len();
    nodes.push(Node { from, to: from + order.len(), cut: None });
    if order.len() <= LEAF {
        return;
    }
    let value = |point: u32, axis: usize| cloud.point(point as usize)[axis];
    let width = |axis: usize| {
        let along = order.iter().map(|&point| value(point, axis));
        let (low, high) =
            along.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        (axis, high - low)
    };
    let Some((axis, width)) = (0..cloud.width()).map(width).max_by(|a, b| a.1.total_cmp(&b.1)) else { return };
    if width <= 0.0 {
        return;
    }
    let middle = order.len() / 2;
    let by_axis = |&a: &u32, &b: &u32| value(a, axis).total_cmp(&value(b, axis));
    let at = value(*order.select_nth_unstable_by(middle, by_axis).1, axis);
    let (below, rest) = order.split_at_mut(middle);
    halve(cloud, below, from, nodes);
    let above = nodes.len();
    nodes[node].cut = Some(Cut { axis, at, above });
    halve(cloud, rest, from + middle, nodes);
}

#[cfg(test)]
mod tests {
    use ndarray::Array2;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_nearest_are_those_of_a_full_search(values in prop::collection::vec(0u8..20, 3..900), query in prop::collection::vec(0u8..20, 3), k in 1usize..20, within in 0u32..300, every in 1u32..4) {
            // A coarse grid, so that many points coincide.
            let rows = values.len() / 3;
            let values: Vec<f64> = values[..rows * 3].iter().map(|&value| f64::from(value)).collect();
            let query: Vec<f64> = query.into_iter().map(f64::from).collect();
            let squared = |row: usize| values[row * 3..row * 3 + 3].iter().zip(&query).map(|(a, b)| (a - b) * (a - b)).sum::<f64>();
            let mut all: Vec<Neighbour> = (0..rows).map(|row| (squared(row), row as u32)).collect();
            all.retain(|&(squared, row)| squared <= f64::from(within) && row % every == 0);
            all.sort_by(|a, b| a.partial_cmp(b).unwrap());
            all.truncate(k);
            let cloud = Cloud::new(Array2::from_shape_fn((rows, 3), |(row, axis)| values[row * 3 + axis]));
            prop_assert_eq!(Nearest::new(&cloud).among(&query, k, f64::from(within), &|row| row % every == 0), all);
        }
    }
}
