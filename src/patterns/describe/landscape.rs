//! A triad's density as a landscape: where stories gather the ground is low, and a basin is a place that they roll to.

use std::collections::HashMap;

use serde::Serialize;

use crate::patterns::geometry::lattice::{AREA, LATTICE, NODES, index, weights};
use crate::patterns::statistics::density;

use super::interpretation::FEW_IN_BASIN;

/// A basin is named when it is deeper than this many standard errors.
const DEPTH_IN_ERRORS: f64 = 2.0;

/// The landscape of a triad.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Landscape {
    /// missing where the density cannot be distinguished from 0.
    #[schema(value_type = Vec<Option<f64>>)]
    pub values: Vec<Option<f64>>,
    /// Basins deeper than two standard errors, the deepest first. Each is tested by itself: even answers without any pattern
    /// mostly have one such basin, and a single story can make one.
    pub basins: Vec<Basin>,
    /// A sentence to read with the basins; missing when there is none.
    #[schema(example = "Each basin is judged by itself, so that among several some may be chance.")]
    pub note: Option<String>,
}

/// A basin of the landscape.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"bottom": [0.7, 0.2, 0.1], "value": -1.2, "pass": [0.4, 0.4, 0.2], "depth": 0.9, "standard_error": 0.2, "stories": 120, "share": 0.31}))]
pub struct Basin {
    /// The weights of its lowest node.
    #[schema(value_type = Vec<f64>)]
    pub bottom: [f64; 3],
    /// −ln(density / uniform) there.
    pub value: f64,
    /// The weights of the lowest pass over which it runs into a deeper basin; missing for the deepest of all.
    #[schema(value_type = Option<Vec<f64>>)]
    pub pass: Option<[f64; 3]>,
    /// How far the bottom lies below the pass; for the deepest of all, below the plain of uniform placement.
    pub depth: f64,
    /// The standard error of that depth.
    pub standard_error: f64,
    /// Stories on the nodes from which the steepest descent leads to this bottom, or to that of an adjacent basin that is too
    /// shallow to be named.
    pub stories: u64,
    /// Their share of the stories that answered.
    pub share: f64,
}

/// The landscape of a density that was computed from `counts` with this `bandwidth`; both have one number for each node.
///
/// Basins are separated by flooding: nodes are added from the lowest up, and where two basins meet, the shallower one's depth
/// is the height of the pass above its bottom (its persistence; Edelsbrunner, Letscher, Zomorodian, 2002). If that is at most
/// two standard errors, it counts as part of the other.
///
/// It covers the sampling of stories only; the bottom, the pass and the bandwidth are treated as fixed, and stories as
/// independent.
///
/// ```
/// use sensing::patterns::{density, landscape, lattice};
///
/// let mut counts = vec![0; lattice::NODES];
/// counts[lattice::index(10, 10, lattice::LATTICE)] = 60;
/// counts[lattice::index(10, 44, lattice::LATTICE)] = 40;
/// let basins = landscape(&counts, &density(&counts, 0.05).unwrap(), 0.05).basins;
/// assert_eq!((basins.len(), basins.iter().map(|basin| basin.stories).sum::<u64>()), (2, 100));
/// ```
pub fn landscape(counts: &[u32], values: &[f64], bandwidth: f64) -> Landscape {
    let height = |node: usize| (values[node] > f64::MIN_POSITIVE).then(|| -(values[node] * AREA).ln());
    let heights: Vec<Option<f64>> = (0..values.len()).map(height).collect();
    let mut order: Vec<usize> = (0..values.len()).filter(|&node| heights[node].is_some()).collect();
    order.sort_by(|&a, &b| values[b].total_cmp(&values[a]).then(a.cmp(&b)));
    let mut flood = Flood::new(counts, values, bandwidth);
    order.iter().for_each(|&node| flood.take(node));
    let basins = flood.finish(&order);
    let few = basins.iter().filter(|basin| basin.stories < FEW_IN_BASIN).count();
    let note = (!basins.is_empty()).then(|| {
        let small = if few > 0 { format!(" {few} of them rest on fewer than {FEW_IN_BASIN} stories.") } else { String::new() };
        format!(
            "Each basin is judged by itself, so that among several some may be chance: trust those that come back with \
                 another bandwidth and in other stories.{small}"
        )
    });
    Landscape { values: heights, basins, note }
}

const NONE: usize = usize::MAX;

struct Flood<'a> {
    counts: &'a [u32],
    values: &'a [f64],
    bandwidth: f64,
    total: f64,
    /// For each flooded node: the bottom of its steepest descent.
    bottom: Vec<usize>,
    /// For each bottom: the bottom of the basin that it has merged with, or itself.
    water: HashMap<usize, usize>,
    /// For each bottom that is not named: the basin of which it is part.
    part_of: HashMap<usize, usize>,
    found: Vec<Found>,
    kernels: HashMap<usize, Vec<f64>>,
}

struct Found {
    bottom: usize,
    pass: Option<usize>,
    depth: f64,
    standard_error: f64,
}

impl<'a> Flood<'a> {
    fn new(counts: &'a [u32], values: &'a [f64], bandwidth: f64) -> Self {
        Self {
            counts,
            values,
            bandwidth,
            total: counts.iter().map(|&count| f64::from(count)).sum(),
            bottom: vec![NONE; NODES],
            water: HashMap::new(),
            part_of: HashMap::new(),
            found: Vec::new(),
            kernels: HashMap::new(),
        }
    }

    fn take(&mut self, node: usize) {
        let mut wet: Vec<usize> = neighbours(node).filter(|&next| self.bottom[next] != NONE).collect();
        wet.sort_by(|&a, &b| self.values[b].total_cmp(&self.values[a]).then(a.cmp(&b)));
        let Some(&lowest) = wet.first() else {
            self.bottom[node] = node;
            self.water.insert(node, node);
            return;
        };
        self.bottom[node] = self.bottom[lowest];
        let mut waters: Vec<usize> = wet.iter().map(|&next| self.surface(self.bottom[next])).collect();
        waters.sort_by(|&a, &b| self.values[b].total_cmp(&self.values[a]).then(a.cmp(&b)));
        waters.dedup();
        for &shallow in &waters[1..] {
            let (depth, standard_error) = self.depth(shallow, Some(node));
            if depth > DEPTH_IN_ERRORS * standard_error {
                self.found.push(Found { bottom: shallow, pass: Some(node), depth, standard_error });
            } else {
                self.part_of.insert(shallow, self.bottom_of(waters[0], node));
            }
            self.water.insert(shallow, waters[0]);
        }
    }

    /// The basin of `water` that a basin without a name joins at `node`: the one on the other side of the pass.
    fn bottom_of(&self, water: usize, node: usize) -> usize {
        let other = neighbours(node)
            .filter(|&next| self.bottom[next] != NONE && self.surface(self.bottom[next]) == water)
            .max_by(|&a, &b| self.values[a].total_cmp(&self.values[b]).then(b.cmp(&a)));
        other.map_or(water, |next| self.bottom[next])
    }

    fn surface(&self, mut bottom: usize) -> usize {
        while self.water[&bottom] != bottom {
            bottom = self.water[&bottom];
        }
        bottom
    }

    /// How far a bottom lies below the pass (or the plain), and the standard error of that.
    fn depth(&mut self, bottom: usize, pass: Option<usize>) -> (f64, f64) {
        let level = pass.map_or(1.0 / AREA, |pass| self.values[pass]);
        let depth = (self.values[bottom] / level).ln();
        let low = self.kernel(bottom);
        let high = pass.map(|pass| self.kernel(pass));
        let part = |node: usize| low[node] / self.values[bottom] - high.as_ref().map_or(1.0, |high| high[node] / level);
        let squares: f64 =
            self.counts.iter().enumerate().filter(|(_, c)| **c > 0).map(|(node, &c)| f64::from(c) * part(node).powi(2)).sum();
        (depth, squares.sqrt() / self.total)
    }

    /// The density at this node of one story at each node.
    fn kernel(&mut self, node: usize) -> Vec<f64> {
        let bandwidth = self.bandwidth;
        let alone = || {
            let mut one = vec![0; NODES];
            one[node] = 1;
            density(&one, bandwidth).unwrap_or_default()
        };
        self.kernels.entry(node).or_insert_with(alone).clone()
    }

    fn finish(mut self, order: &[usize]) -> Vec<Basin> {
        if let Some(&deepest) = order.first() {
            let (depth, standard_error) = self.depth(deepest, None);
            if depth > DEPTH_IN_ERRORS * standard_error {
                self.found.push(Found { bottom: deepest, pass: None, depth, standard_error });
            }
        }
        let mut stories: HashMap<usize, u64> = HashMap::new();
        for &node in order {
            let mut basin = self.bottom[node];
            while let Some(&other) = self.part_of.get(&basin) {
                basin = other;
            }
            *stories.entry(basin).or_default() += u64::from(self.counts[node]);
        }
        let mut basins: Vec<Basin> = self
            .found
            .iter()
            .map(|found| {
                let stories = stories.get(&found.bottom).copied().unwrap_or(0);
                Basin {
                    bottom: weights(found.bottom),
                    value: -(self.values[found.bottom] * AREA).ln(),
                    pass: found.pass.map(weights),
                    depth: found.depth,
                    standard_error: found.standard_error,
                    stories,
                    share: stories as f64 / self.total,
                }
            })
            .collect();
        basins.sort_by(|a, b| b.depth.total_cmp(&a.depth));
        basins
    }
}

/// The nodes one step away.
fn neighbours(node: usize) -> impl Iterator<Item = usize> {
    let [_, i, j] = weights(node).map(|weight| (weight * LATTICE as f64).round() as i64);
    let steps = [(1, 0), (-1, 0), (0, 1), (0, -1), (1, -1), (-1, 1)];
    let n = LATTICE as i64;
    steps
        .into_iter()
        .map(move |(di, dj)| (i + di, j + dj))
        .filter(move |&(i, j)| i >= 0 && j >= 0 && i + j <= n)
        .map(|(i, j)| index(i as usize, j as usize, LATTICE))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(places: &[((usize, usize), u32)], bandwidth: f64) -> Landscape {
        let mut counts = vec![0; NODES];
        places.iter().for_each(|&((i, j), count)| counts[index(i, j, LATTICE)] += count);
        landscape(&counts, &density(&counts, bandwidth).unwrap(), bandwidth)
    }

    #[test]
    fn two_clusters_of_many_stories_are_two_basins() {
        let found = of(&[((5, 5), 300), ((50, 5), 200)], 0.05).basins;
        assert_eq!(found.iter().map(|basin| basin.stories).collect::<Vec<_>>(), [200, 300]);
        let (second, first) = (&found[0], &found[1]);
        assert_eq!((first.pass, second.bottom[1]), (None, 50.0 / 64.0));
        assert!(second.depth > first.depth, "the lesser heap lies far below the pass, the greater one below the plain");
    }

    #[test]
    fn a_few_scattered_stories_are_not_a_second_basin() {
        let found = of(&[((5, 5), 3), ((9, 9), 2), ((20, 5), 2), ((22, 9), 1), ((30, 6), 2)], 0.06).basins;
        assert!(found.len() <= 1, "{found:?}");
    }

    #[test]
    fn even_ground_has_no_basins() {
        let counts: Vec<u32> = (0..NODES).map(|node| [6, 3, 1][weights(node).iter().filter(|w| **w == 0.0).count()]).collect();
        let found = landscape(&counts, &density(&counts, 0.05).unwrap(), 0.05);
        assert!(found.values.iter().all(|value| value.unwrap().abs() < 1e-9) && found.basins.is_empty());
    }
}
