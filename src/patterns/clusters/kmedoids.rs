//! k-medoids: the k stories with the smallest sum of distances from all stories to the nearest of them (FasterPAM; Schubert &
//! Rousseeuw, 2021).

use ndarray::{Array2, Axis};
use rayon::prelude::*;

use crate::patterns::fault::Cancelled;
use crate::patterns::progress::Progress;

/// A swap must gain more than this; smaller gains are rounding.
const GAIN: f64 = 1e-9;

/// The largest number of rounds through all points. The search normally ends long before, when no swap gains.
const MOST_ROUNDS: usize = 100;

/// All distances among some points.
pub(super) struct Matrix {
    /// Points × points, row by row in memory, so that the distances from a point are a slice.
    distances: Array2<f64>,
}

impl Matrix {
    /// Computes the distances.
    pub fn new(n: usize, distance: impl Fn(usize, usize) -> f64 + Sync, progress: &Progress<'_>) -> Result<Self, Cancelled> {
        let mut distances = Array2::zeros((n, n));
        let lines = distances.axis_iter_mut(Axis(0)).into_par_iter().enumerate();
        lines.try_for_each(|(i, mut line)| {
            line.iter_mut().enumerate().for_each(|(j, to)| *to = distance(i, j));
            progress.tell(i as f32 / n as f32)
        })?;
        Ok(Self { distances })
    }

    /// The distances among some of the points.
    pub fn select(&self, points: &[usize]) -> Self {
        let mut distances = Array2::zeros((points.len(), points.len()));
        for (mut line, &i) in distances.rows_mut().into_iter().zip(points) {
            let row = self.row(i);
            line.iter_mut().zip(points).for_each(|(to, &j)| *to = row[j]);
        }
        Self { distances }
    }

    /// The number of points.
    pub fn len(&self) -> usize {
        self.distances.nrows()
    }

    /// How many of the points are not at the place of an earlier one.
    pub fn distinct(&self) -> usize {
        let mut firsts: Vec<usize> = Vec::new();
        for point in 0..self.len() {
            let row = self.row(point);
            if !firsts.iter().any(|&first| row[first] == 0.0) {
                firsts.push(point);
            }
        }
        firsts.len()
    }

    fn row(&self, i: usize) -> &[f64] {
        let n = self.len();
        &self.distances.as_slice().unwrap_or_default()[i * n..(i + 1) * n]
    }
}

/// Medoids, and the nearest medoid of each point.
#[derive(Clone, Debug)]
pub(super) struct Partition {
    pub medoids: Vec<usize>,
    pub nearest: Vec<u32>,
}

/// The first `k` medoids, each the one that reduces the distances most when it is added (BUILD; Kaufman & Rousseeuw, 1990).
/// Fewer medoids are a prefix of more.
pub(super) fn build(matrix: &Matrix, k: usize) -> Vec<usize> {
    let mut nearest = vec![f64::INFINITY; matrix.len()];
    let mut medoids = Vec::with_capacity(k);
    for _ in 0..k.min(matrix.len()) {
        let loss = |candidate: usize| {
            let distances = matrix.row(candidate).iter().zip(&nearest);
            (distances.map(|(&to, &now)| to.min(now)).sum::<f64>(), candidate)
        };
        let open = (0..matrix.len()).into_par_iter().filter(|candidate| !medoids.contains(candidate));
        let Some((_, best)) = open.map(loss).min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1))) else { break };
        nearest.iter_mut().zip(matrix.row(best)).for_each(|(now, &to)| *now = now.min(to));
        medoids.push(best);
    }
    medoids
}

/// Swaps medoids for other points as long as that reduces the sum of distances: every point in turn, immediately with the
/// medoid that it replaces best.
pub(super) fn faster_pam(matrix: &Matrix, medoids: Vec<usize>, progress: &Progress<'_>) -> Result<Partition, Cancelled> {
    let mut state = State::new(matrix, medoids);
    let mut since_swap = 0;
    for round in 0..MOST_ROUNDS {
        for candidate in 0..matrix.len() {
            if since_swap >= matrix.len() {
                return Ok(state.partition());
            }
            since_swap += 1;
            if candidate % 256 == 0 {
                progress.tell(1.0 - 1.0 / (round + 1) as f32)?;
            }
            if !state.medoids.contains(&candidate)
                && let Some(replaced) = state.gain(matrix, candidate)
            {
                state.medoids[replaced] = candidate;
                state.assign(matrix);
                since_swap = 0;
            }
        }
    }
    Ok(state.partition())
}

/// The medoids, and for each point the nearest and the second.
struct State {
    medoids: Vec<usize>,
    nearest: Vec<u32>,
    first: Vec<f64>,
    second: Vec<f64>,
    /// The increase of the sum of distances without each medoid.
    removal: Vec<f64>,
}

impl State {
    fn new(matrix: &Matrix, medoids: Vec<usize>) -> Self {
        let (n, k) = (matrix.len(), medoids.len());
        let mut state = Self { medoids, nearest: vec![0; n], first: vec![0.0; n], second: vec![0.0; n], removal: vec![0.0; k] };
        state.assign(matrix);
        state
    }

    fn assign(&mut self, matrix: &Matrix) {
        self.nearest.fill(0);
        self.first.fill(f64::INFINITY);
        self.second.fill(f64::INFINITY);
        for (k, &medoid) in (0..).zip(&self.medoids) {
            for (point, &to) in matrix.row(medoid).iter().enumerate() {
                if to < self.first[point] {
                    self.second[point] = self.first[point];
                    (self.first[point], self.nearest[point]) = (to, k);
                } else if to < self.second[point] {
                    self.second[point] = to;
                }
            }
        }
        self.removal.fill(0.0);
        for point in 0..matrix.len() {
            self.removal[self.nearest[point] as usize] += self.second[point] - self.first[point];
        }
    }

    /// The medoid that the candidate replaces best, if the swap gains anything.
    fn gain(&self, matrix: &Matrix, candidate: usize) -> Option<usize> {
        let mut change = self.removal.clone();
        let mut shared = 0.0;
        for (point, &to) in matrix.row(candidate).iter().enumerate() {
            let (first, second) = (self.first[point], self.second[point]);
            if to < second {
                let nearest = self.nearest[point] as usize;
                if to < first {
                    shared += to - first;
                    change[nearest] += first - second;
                } else {
                    change[nearest] += to - second;
                }
            }
        }
        let best = change.iter().enumerate().min_by(|a, b| a.1.total_cmp(b.1))?;
        (best.1 + shared < -GAIN).then_some(best.0)
    }

    fn partition(self) -> Partition {
        Partition { medoids: self.medoids, nearest: self.nearest }
    }
}

/// The mean silhouette (Rousseeuw, 1987): (b − a) / max(a, b), a the mean distance to the others of the own cluster, b the
/// smallest mean distance to another. A point that is alone in its cluster counts 0. From −1 to 1; 0 below two clusters.
pub(super) fn silhouette(matrix: &Matrix, labels: &[u32], clusters: usize) -> f64 {
    let mut sizes = vec![0usize; clusters];
    labels.iter().for_each(|&label| sizes[label as usize] += 1);
    let of = |point: usize| {
        let own = labels[point] as usize;
        if sizes[own] < 2 {
            return 0.0;
        }
        let mut sums = vec![0.0; clusters];
        matrix.row(point).iter().zip(labels).for_each(|(&to, &label)| sums[label as usize] += to);
        let within = sums[own] / (sizes[own] - 1) as f64;
        let others = (0..clusters).filter(|&other| other != own && sizes[other] > 0);
        let nearest = others.map(|other| sums[other] / sizes[other] as f64).fold(f64::INFINITY, f64::min);
        let larger = within.max(nearest);
        if larger > 0.0 && larger.is_finite() { (nearest - within) / larger } else { 0.0 }
    };
    let each: Vec<f64> = (0..matrix.len()).into_par_iter().map(of).collect();
    each.iter().sum::<f64>() / matrix.len().max(1) as f64
}

/// The sum of the distances to the nearest medoid.
#[cfg(test)]
pub(super) fn loss(matrix: &Matrix, medoids: &[usize]) -> f64 {
    (0..matrix.len()).map(|point| medoids.iter().map(|&m| matrix.row(m)[point]).fold(f64::MAX, f64::min)).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn line(places: &[f64]) -> Matrix {
        Matrix::new(places.len(), |i, j| (places[i] - places[j]).abs(), &Progress::none()).unwrap()
    }

    #[test]
    fn three_clusters_have_their_middles_as_medoids_and_a_high_silhouette() {
        let places = [0.0, 0.1, 0.2, 5.0, 5.1, 5.2, 9.0, 9.1, 9.2];
        let matrix = line(&places);
        let found = faster_pam(&matrix, build(&matrix, 3), &Progress::none()).unwrap();
        let mut medoids = found.medoids.clone();
        medoids.sort_unstable();
        assert_eq!(medoids, [1, 4, 7]);
        let score = |k: usize| {
            let found = faster_pam(&matrix, build(&matrix, k), &Progress::none()).unwrap();
            silhouette(&matrix, &found.nearest, k)
        };
        assert!(score(3) > 0.9 && score(3) > score(2) && score(3) > score(4));
    }

    proptest! {
        #[test]
        fn no_single_swap_reduces_the_distances(places in prop::collection::vec(0u8..100, 4..30), k in 2usize..4) {
            let matrix = line(&places.iter().map(|&place| f64::from(place)).collect::<Vec<_>>());
            let found = faster_pam(&matrix, (0..k).collect(), &Progress::none()).unwrap();
            let reached = loss(&matrix, &found.medoids);
            for place in 0..k {
                for candidate in 0..places.len() {
                    let mut swapped = found.medoids.clone();
                    swapped[place] = candidate;
                    prop_assert!(loss(&matrix, &swapped) >= reached - 1e-9);
                }
            }
        }
    }
}
