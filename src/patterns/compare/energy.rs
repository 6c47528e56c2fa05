//! The energy distance between groups of points in the plane (Székely & Rizzo, 2004, 2013).
//!
//! with means over all pairs, including each point with itself (V-statistic). It is 0 exactly when the two distributions are
//! equal, whatever the shape of the difference.
//!
//! On a fixed set of nodes ℰ is a quadratic form: with k(x, y) = |x − o| + |y − o| − |x − y| for any origin o, which is
//! positive definite, ℰ = (p − q)ᵀ·K·(p − q) for the shares p and q of the nodes. K splits into blocks that are even or odd
//! under the mirrors of the triangle (one) and of the square (two). Each block is factored once, K = L·Lᵀ, so ℰ = |Lᵀ(p − q)|²,
//! with a quarter of the work or less.

use std::sync::LazyLock;

use ndarray::{Array2, ArrayView1};

use crate::patterns::columns::{Work, wide};
use crate::patterns::geometry::cell;
use crate::patterns::geometry::lattice::{index, nearest, plane};

use super::energies::Energies;
use super::permutation::TASK;

/// Steps of the triangular lattice on which groups are compared.
pub const COMPARE_LATTICE: usize = 40;

/// Cells along a side of the square grid on which stones are compared.
pub const COMPARE_GRID: usize = 32;

/// Up to this many answers in total, the distance is computed from the exact positions.
pub(super) const EXACT: usize = 6_000;

/// The positions of the nodes, and the factored kernel of their distances.
pub(super) struct Geometry {
    places: Vec<[f64; 2]>,

    /// The distance of each node from the origin.
    radii: Vec<f64>,
    blocks: Vec<Block>,
}

/// The nodes' combinations of one parity.
struct Block {
    /// For each combination, its nodes and their weights; the squares of the weights sum to 1.
    basis: Vec<Vec<(usize, f64)>>,
    /// Lᵀ, row by row, each from its diagonal on.
    factor: Vec<Vec<f64>>,
    /// The same in single precision, which is enough for comparisons with a threshold.
    quick: Vec<Vec<f32>>,
}

/// The triangular lattice of 40 steps.
pub(super) static TRIANGLE: LazyLock<Geometry> = LazyLock::new(|| {
    let n = COMPARE_LATTICE;
    let (mut places, mut mirrored) = (Vec::new(), Vec::new());
    for i in 0..=n {
        for j in 0..=n - i {
            places.push(plane([0.0, i as f64 / n as f64, j as f64 / n as f64]));
            mirrored.push(index(n - i - j, j, n));
        }
    }
    // The origin is the third corner, which the mirror maps to itself.
    Geometry::new(places, plane([0.0, 0.0, 1.0]), &[mirrored])
});

/// The square grid of 32 × 32 cells.
pub(super) static SQUARE: LazyLock<Geometry> = LazyLock::new(|| {
    let n = COMPARE_GRID;
    let cells = || (0..n * n).map(|cell| (cell / n, cell % n));
    let place = |(row, column): (usize, usize)| [(column as f64 + 0.5) / n as f64, (row as f64 + 0.5) / n as f64];
    let across = cells().map(|(row, column)| row * n + n - 1 - column).collect();
    let upright = cells().map(|(row, column)| (n - 1 - row) * n + column).collect();
    Geometry::new(cells().map(place).collect(), [0.5, 0.5], &[across, upright])
});

/// The node of the lattice for an answer's parts.
pub(super) fn triangle_node(parts: [u16; 3]) -> u16 {
    let (i, j) = nearest(parts, COMPARE_LATTICE);
    index(i, j, COMPARE_LATTICE) as u16
}

/// The cell of the grid for a stone's position.
pub(super) fn square_node(x: u16, y: u16) -> u16 {
    (cell(y, COMPARE_GRID) * COMPARE_GRID + cell(x, COMPARE_GRID)) as u16
}

impl Geometry {
    fn new(places: Vec<[f64; 2]>, origin: [f64; 2], mirrors: &[Vec<usize>]) -> Self {
        let radii = places.iter().map(|&place| distance(place, origin)).collect();
        let mut geometry = Self { places, radii, blocks: Vec::new() };
        for parities in 0..1usize << mirrors.len() {
            let odd: Vec<bool> = (0..mirrors.len()).map(|mirror| parities >> mirror & 1 == 1).collect();
            let basis = geometry.basis(mirrors, &odd);
            let factor = geometry.factor(&basis);
            let quick = factor.iter().map(|row| row.iter().map(|&entry| entry as f32).collect()).collect();
            geometry.blocks.push(Block { basis, factor, quick });
        }
        geometry
    }

    /// The combinations of nodes that keep or change their sign under each mirror. A node at the origin adds nothing.
    fn basis(&self, mirrors: &[Vec<usize>], odd: &[bool]) -> Vec<Vec<(usize, f64)>> {
        let mut basis = Vec::new();
        for node in (0..self.places.len()).filter(|&node| self.radii[node] > 1e-9) {
            let mut images = vec![(node, 1.0)];
            for (mirror, &odd) in mirrors.iter().zip(odd) {
                let sign = if odd { -1.0 } else { 1.0 };
                images.extend(images.clone().into_iter().map(|(image, weight)| (mirror[image], sign * weight)));
            }
            if images.iter().any(|&(image, _)| image < node) {
                continue;
            }
            images.sort_by_key(|&(image, _)| image);
            let summed =
                images.chunk_by(|a, b| a.0 == b.0).map(|same| (same[0].0, same.iter().map(|(_, weight)| weight).sum::<f64>()));
            let own: Vec<(usize, f64)> = summed.filter(|(_, weight)| *weight != 0.0).collect();
            let length = own.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
            if length > 0.0 {
                basis.push(own.into_iter().map(|(image, weight)| (image, weight / length)).collect());
            }
        }
        basis
    }

    fn kernel(&self, x: usize, y: usize) -> f64 {
        self.radii[x] + self.radii[y] - distance(self.places[x], self.places[y])
    }

    /// Cholesky's factor of the kernel between combinations.
    fn factor(&self, basis: &[Vec<(usize, f64)>]) -> Vec<Vec<f64>> {
        let size = basis.len();
        let mut lower: Vec<Vec<f64>> = Vec::with_capacity(size);
        for r in 0..size {
            let mut row = Vec::with_capacity(r + 1);
            for s in 0..=r {
                // Both have the same parity, so every node of the first has the same kernel with the second.
                let (first, weight) = basis[r][0];
                let times = basis[r].iter().map(|(_, other)| other * other).sum::<f64>() / weight;
                let entry: f64 = times * basis[s].iter().map(|&(other, by)| by * self.kernel(first, other)).sum::<f64>();
                let known: f64 = if s < r {
                    row.iter().zip(&lower[s]).map(|(a, b): (&f64, &f64)| a * b).sum()
                } else {
                    row.iter().map(|a: &f64| a * a).sum()
                };
                row.push(if s < r { (entry - known) / lower[s][s] } else { (entry - known).max(f64::MIN_POSITIVE).sqrt() });
            }
            lower.push(row);
        }
        (0..size).map(|r| (r..size).map(|s| lower[s][r]).collect()).collect()
    }

    /// For up to [`TASK`] permutations of one pool: [`Energies::between`] of each, to seven digits.
    pub fn between(&self, deals: &[Array2<u32>]) -> Vec<f64> {
        let Some(first) = deals.first() else { return Vec::new() };
        let groups = first.nrows();
        let pool = total(first);
        let sizes: Vec<Vec<f64>> = deals.iter().map(|deal| deal.rows().into_iter().map(size).collect()).collect();
        let mut sums = [0.0; TASK];
        let mut add = |group: usize, squares: [f32; TASK]| {
            for (at, deal_sizes) in sizes.iter().enumerate().filter(|(_, sizes)| sizes[group] > 0.0) {
                sums[at] += f64::from(squares[at]) / deal_sizes[group] / 2.0;
            }
        };
        let mut deviations = vec![[0.0f32; TASK]; self.places.len()];
        let mut all: Vec<Vec<[f32; TASK]>> = self.blocks.iter().map(|block| vec![[0.0; TASK]; block.basis.len()]).collect();
        for group in 0..groups.saturating_sub(1) {
            // The counts of this group's answers, and their number.
            let dealt = deals.iter().zip(&sizes).map(|(deal, sizes)| (deal.row(group), sizes[group]));
            let dealt: Vec<(ArrayView1<'_, u32>, f64)> = dealt.collect();
            for (node, row) in deviations.iter_mut().enumerate() {
                for (to, (counts, size)) in row.iter_mut().zip(&dealt) {
                    *to = (f64::from(counts[node]) - size * pool[node]) as f32;
                }
            }
            for (block, all) in self.blocks.iter().zip(&mut all) {
                let combined: Vec<[f32; TASK]> = block.basis.iter().map(|nodes| combine(nodes, &deviations)).collect();
                let mut squares = [0.0f32; TASK];
                for (features, sum) in transform(&block.quick, &combined).iter().zip(all) {
                    for at in 0..TASK {
                        squares[at] += features[at] * features[at];
                        sum[at] += features[at];
                    }
                }
                add(group, squares);
            }
        }
        // The groups' deviations sum to zero, so the last one needs no transformation.
        for all in all {
            let mut squares = [0.0f32; TASK];
            all.iter().for_each(|row| (0..TASK).for_each(|at| squares[at] += row[at] * row[at]));
            add(groups.saturating_sub(1), squares);
        }
        sums[..deals.len()].to_vec()
    }

    /// For up to [`TASK`] groups: their features to seven digits, less exact than in [`Geometry::energies`].
    fn quick_features(&self, groups: &[ArrayView1<'_, u32>]) -> Vec<Vec<f64>> {
        let mut shares = vec![[0.0f32; TASK]; self.places.len()];
        for (at, &group) in groups.iter().enumerate() {
            let size = size(group).max(1.0);
            shares.iter_mut().zip(group).for_each(|(row, &count)| row[at] = (f64::from(count) / size) as f32);
        }
        let mut features = vec![Vec::with_capacity(self.places.len()); groups.len()];
        for block in &self.blocks {
            let combined: Vec<[f32; TASK]> = block.basis.iter().map(|nodes| combine(nodes, &shares)).collect();
            for found in transform(&block.quick, &combined) {
                features.iter_mut().zip(found).for_each(|(own, feature)| own.push(f64::from(feature)));
            }
        }
        features
    }

    /// The energies of bootstrap samples, to some six digits.
    pub fn quick_energies(&self, samples: &[Array2<u32>]) -> Vec<Energies> {
        let groups: Vec<ArrayView1<'_, u32>> = samples.iter().flat_map(|sample| sample.rows()).collect();
        let mut features = groups.chunks(TASK).flat_map(|some| self.quick_features(some)).collect::<Vec<_>>().into_iter();
        samples.iter().map(|sample| self.energies_of(sample, features.by_ref().take(sample.nrows()).collect())).collect()
    }

    /// All energies of one set of groups.
    pub fn energies(&self, groups: &Array2<u32>) -> Energies {
        self.energies_of(groups, groups.rows().into_iter().map(|group| self.features(group, size(group))).collect())
    }

    fn energies_of(&self, groups: &Array2<u32>, features: Vec<Vec<f64>>) -> Energies {
        let sizes: Vec<f64> = groups.rows().into_iter().map(size).collect();
        let radius: Vec<f64> = groups
            .rows()
            .into_iter()
            .zip(&sizes)
            .map(|(group, size)| {
                let sum: f64 = group.iter().zip(&self.radii).map(|(&count, radius)| f64::from(count) * radius).sum();
                if *size > 0.0 { sum / size } else { 0.0 }
            })
            .collect();
        let squared = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f64>();
        let within: Vec<f64> =
            features.iter().zip(&radius).map(|(own, radius)| 2.0 * radius - own.iter().map(|f| f * f).sum::<f64>()).collect();
        let apart = |(g, h): (usize, usize)| (squared(&features[g], &features[h]) + within[g] + within[h]) / 2.0;
        let across = Array2::from_shape_fn((groups.nrows(), groups.nrows()), apart);
        let n: f64 = sizes.iter().sum();
        let middle: Vec<f64> = (0..features.first().map_or(0, Vec::len))
            .map(|at| features.iter().zip(&sizes).map(|(own, size)| own[at] * size).sum::<f64>() / n)
            .collect();
        let between = if n > 0.0 {
            features.iter().zip(&sizes).map(|(own, size)| size * squared(own, &middle)).sum::<f64>() / 2.0
        } else {
            0.0
        };
        Energies { between, within, across, sizes, together: None }
    }

    /// The distance between two nodes.
    pub fn between_nodes(&self, first: usize, second: usize) -> f64 {
        distance(self.places[first], self.places[second])
    }

    fn features(&self, group: ArrayView1<'_, u32>, size: f64) -> Vec<f64> {
        let mut features = Vec::new();
        for block in &self.blocks {
            let share = |node: usize| if size > 0.0 { f64::from(group[node]) / size } else { 0.0 };
            let own: Vec<f64> =
                block.basis.iter().map(|nodes| nodes.iter().map(|&(node, weight)| weight * share(node)).sum()).collect();
            let row = |(r, factor): (usize, &Vec<f64>)| factor.iter().zip(&own[r..]).map(|(a, b)| a * b).sum::<f64>();
            features.extend(block.factor.iter().enumerate().map(row));
        }
        features
    }
}

/// The features of up to [`TASK`] vectors of combinations: rows × vectors.
fn transform(factor: &[Vec<f32>], values: &[[f32; TASK]]) -> Vec<[f32; TASK]> {
    wide(Transform { factor, values })
}

struct Transform<'a> {
    factor: &'a [Vec<f32>],
    values: &'a [[f32; TASK]],
}

impl Work for Transform<'_> {
    type Outcome = Vec<[f32; TASK]>;

    /// Two rows are processed at a time, so that each value read is used twice.
    #[inline(always)]
    fn done(self) -> Self::Outcome {
        let mut features = Vec::with_capacity(self.factor.len());
        for (pair, from) in self.factor.chunks(2).zip((0..).step_by(2)) {
            let (head, rest) = (self.values[from], &self.values[from + 1..]);
            let (mut first, mut second) = ([0.0; TASK], [0.0; TASK]);
            for at in 0..TASK {
                first[at] = pair[0][0] * head[at];
            }
            if let [one, two] = pair {
                for ((&one, &two), column) in one[1..].iter().zip(two).zip(rest) {
                    for at in 0..TASK {
                        first[at] += one * column[at];
                        second[at] += two * column[at];
                    }
                }
                features.extend([first, second]);
            } else {
                features.push(first);
            }
        }
        features
    }
}

fn combine(nodes: &[(usize, f64)], values: &[[f32; TASK]]) -> [f32; TASK] {
    let mut sums = [0.0; TASK];
    for &(node, weight) in nodes {
        for at in 0..TASK {
            sums[at] += weight as f32 * values[node][at];
        }
    }
    sums
}

fn size(group: ArrayView1<'_, u32>) -> f64 {
    group.iter().map(|&count| f64::from(count)).sum()
}

/// The shares of the nodes in all groups together.
fn total(groups: &Array2<u32>) -> Vec<f64> {
    let n: f64 = groups.rows().into_iter().map(size).sum();
    groups.columns().into_iter().map(|cell| size(cell) / n.max(1.0)).collect()
}

fn distance(x: [f64; 2], y: [f64; 2]) -> f64 {
    (x[0] - y[0]).hypot(x[1] - y[1])
}

/// ℰ of two groups from exact positions. 0 when either is empty.
pub(super) fn exact(x: &[[f64; 2]], y: &[[f64; 2]]) -> f64 {
    let mean = |x: &[[f64; 2]], y: &[[f64; 2]]| {
        let sum: f64 =
            x.iter().map(|a| y.iter().map(|b| ((a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2)).sqrt()).sum::<f64>()).sum();
        sum / (x.len() * y.len()) as f64
    };
    if x.is_empty() || y.is_empty() { 0.0 } else { (2.0 * mean(x, y) - mean(x, x) - mean(y, y)).max(0.0) }
}

#[cfg(test)]
mod tests;
