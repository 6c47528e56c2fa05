//! The minimum spanning tree of points under mutual reachability, and the order in which it joins them.

use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use crate::patterns::fault::Cancelled;
use crate::patterns::progress::Progress;

use super::nearest::Nearest;
use super::points::Cloud;

/// Points whose distances are computed together, so that the sums stay in the first-level cache.
const STRIP: usize = 512;

/// When more than one in this many of the points have joined the tree, the remaining points are moved together.
const TIDY_AFTER: usize = 16;

/// Points between two checks for cancellation.
const LOOK_EVERY: usize = 256;

/// An edge of the tree; `squared` is the square of the mutual reachability distance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Edge {
    pub squared: f64,
    pub ends: [u32; 2],
}

/// The squared distance of each point to its `min_samples`-th nearest, itself counted.
pub(super) fn cores(cloud: &Cloud, min_samples: usize, progress: &Progress<'_>) -> Result<Vec<f64>, Cancelled> {
    let tree = Nearest::new(cloud);
    let stopped = AtomicBool::new(false);
    let cores = (0..cloud.len()).into_par_iter().map(|at| {
        if at % LOOK_EVERY == 0 && progress.check().is_err() {
            stopped.store(true, Ordering::Relaxed);
        }
        if stopped.load(Ordering::Relaxed) {
            return 0.0;
        }
        tree.to(cloud.point(at), min_samples, f64::INFINITY).last().map_or(0.0, |&(squared, _)| squared)
    });
    let cores = cores.collect();
    progress.check()?;
    Ok(cores)
}

/// The edges of a minimum spanning tree in ascending order (Prim, 1957; the distance of two points is the largest of
/// their own distance and of their core distances). O(n²) time, O(n) memory.
pub(super) fn spanning_tree(cloud: &Cloud, cores: &[f64], progress: &Progress<'_>) -> Result<Vec<Edge>, Cancelled> {
    let mut left = Left::new(cloud, cores);
    let mut edges = Vec::with_capacity(cores.len().saturating_sub(1));
    let mut newest = 0;
    while let Some((edge, next)) = left.take_in(newest, cloud, cores) {
        if edges.len() % LOOK_EVERY == 0 {
            // Steps get shorter as fewer points are left.
            let done = edges.len() as f32 / cores.len() as f32;
            progress.tell(1.0 - (1.0 - done) * (1.0 - done))?;
        }
        edges.push(edge);
        newest = next;
    }
    edges.sort_by(|a, b| a.squared.total_cmp(&b.squared));
    Ok(edges)
}

/// The points that are not in the tree yet.
struct Left {
    /// The indices of the points, ascending. Points that joined the tree since the last compaction are still among them.
    points: Vec<u32>,
    taken: usize,
    /// Their coordinates, dimension by dimension, and their core distances.
    along: Vec<Vec<f64>>,
    cores: Vec<f64>,
    /// Their distance to the tree, infinite for those that have joined it; and the nearest point of the tree.
    nearest: Vec<f64>,
    to: Vec<u32>,
    is_in: Vec<bool>,
}

impl Left {
    fn new(cloud: &Cloud, cores: &[f64]) -> Self {
        let n = cores.len();
        Self {
            points: (0..n as u32).collect(),
            taken: 0,
            along: (0..cloud.width()).map(|axis| cloud.axis(axis).to_vec()).collect(),
            cores: cores.to_vec(),
            nearest: vec![f64::INFINITY; n],
            to: vec![0; n],
            is_in: vec![false; n],
        }
    }

    /// Adds a point to the tree, and finds the next one: the nearest to the tree, of several the first.
    fn take_in(&mut self, newest: u32, cloud: &Cloud, cores: &[f64]) -> Option<(Edge, u32)> {
        let place = self.points.binary_search(&newest).ok()?;
        self.is_in[place] = true;
        self.nearest[place] = f64::INFINITY;
        self.taken += 1;
        if self.taken * TIDY_AFTER > self.points.len() {
            self.tidy();
        }
        let own = cloud.point(newest as usize);
        let (mut best, mut strip_of_best) = (f64::INFINITY, 0);
        for start in (0..self.points.len()).step_by(STRIP) {
            let least = self.relax(start, newest, own, cores[newest as usize]);
            if least < best {
                (best, strip_of_best) = (least, start);
            }
        }
        if self.taken == self.points.len() {
            return None;
        }
        // Distances are finite, so one strip has the best.
        let found = self.nearest[strip_of_best..].iter().position(|&squared| squared == best)? + strip_of_best;
        Some((Edge { squared: best, ends: [self.to[found], self.points[found]] }, self.points[found]))
    }

    /// Updates the distances of one strip with the newest point, and returns the smallest.
    fn relax(&mut self, start: usize, newest: u32, own: &[f64], core: f64) -> f64 {
        let end = (start + STRIP).min(self.points.len());
        let mut squared = [0.0; STRIP];
        let squared = &mut squared[..end - start];
        for (along, own) in self.along.chunks(4).zip(own.chunks(4)) {
            add_squares(squared, along, own, start);
        }
        let nearest = &mut self.nearest[start..end];
        let rest = self.cores[start..end].iter().zip(&mut self.to[start..end]).zip(&self.is_in[start..end]);
        let mut least = f64::INFINITY;
        for ((squared, nearest), ((&other, to), &is_in)) in squared.iter().zip(nearest).zip(rest) {
            let reach = larger(larger(*squared, core), other);
            let closer = reach < *nearest && !is_in;
            *nearest = if closer { reach } else { *nearest };
            *to = if closer { newest } else { *to };
            least = if *nearest < least { *nearest } else { least };
        }
        least
    }

    /// Removes the points that have joined the tree.
    fn tidy(&mut self) {
        let is_in = std::mem::take(&mut self.is_in);
        let keep = |values: &mut Vec<f64>| {
            let mut is_in = is_in.iter();
            values.retain(|_| is_in.next() == Some(&false));
        };
        self.along.iter_mut().for_each(keep);
        keep(&mut self.cores);
        keep(&mut self.nearest);
        for values in [&mut self.points, &mut self.to] {
            let mut is_in = is_in.iter();
            values.retain(|_| is_in.next() == Some(&false));
        }
        self.is_in = vec![false; self.points.len()];
        self.taken = 0;
    }
}

fn larger(a: f64, b: f64) -> f64 {
    if a > b { a } else { b }
}

/// Adds the squared differences along up to four axes: sums are loaded and stored once for all of them.
fn add_squares(sums: &mut [f64], along: &[Vec<f64>], own: &[f64], start: usize) {
    let end = start + sums.len();
    let square = |a: f64, b: f64| (a - b) * (a - b);
    if let ([a, b, c, d], &[w, x, y, z]) = (along, own) {
        let pairs = a[start..end].iter().zip(&b[start..end]).zip(c[start..end].iter().zip(&d[start..end]));
        for (sum, ((a, b), (c, d))) in sums.iter_mut().zip(pairs) {
            *sum += square(*a, w) + square(*b, x) + (square(*c, y) + square(*d, z));
        }
        return;
    }
    for (along, &own) in along.iter().zip(own) {
        for (sum, &value) in sums.iter_mut().zip(&along[start..end]) {
            *sum += square(value, own);
        }
    }
}

#[cfg(test)]
mod tests {
    use ndarray::Array2;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_tree_weighs_as_little_as_one_made_from_sorted_edges(values in prop::collection::vec(0u8..12, 2..240), width in 1usize..6) {
            let n = values.len() / width;
            let values: Vec<f64> = values[..n * width].iter().map(|&value| f64::from(value)).collect();
            let cloud = Cloud::new(Array2::from_shape_fn((n, width), |(i, k)| values[i * width + k]));
            let cores = cores(&cloud, 3, &Progress::none()).unwrap();
            let edges = spanning_tree(&cloud, &cores, &Progress::none()).unwrap();
            // Kruskal's algorithm, over all pairs.
            let squared = |i: usize, j: usize| (0..width).map(|k| (values[i * width + k] - values[j * width + k]).powi(2)).sum::<f64>();
            let mut pairs: Vec<(f64, usize, usize)> = (0..n).flat_map(|i| (0..i).map(move |j| (i, j))).map(|(i, j)| (squared(i, j).max(cores[i]).max(cores[j]), i, j)).collect();
            pairs.sort_by(|a, b| a.partial_cmp(b).unwrap());
            let mut group: Vec<usize> = (0..n).collect();
            let mut weights = Vec::new();
            for (weight, i, j) in pairs {
                let (a, b) = (group[i], group[j]);
                if a != b {
                    weights.push(weight);
                    group.iter_mut().filter(|own| **own == a).for_each(|own| *own = b);
                }
            }
            prop_assert_eq!(edges.iter().map(|edge| edge.squared).collect::<Vec<_>>(), weights);
        }
    }
}
