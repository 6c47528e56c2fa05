//! HDBSCAN on all points, or on a seeded sample to which the other points are then assigned.

use ndarray::{Array2, ArrayView2, Axis};
use petal_clustering::{Fit, HDbscan};
use rayon::prelude::*;

use super::nearest::Nearest;
use crate::patterns::random::Random;

/// What cluster a point belongs to; `None` is noise.
pub(super) type Label = Option<u32>;

/// How HDBSCAN was run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Settings {
    pub min_cluster_size: usize,
    pub min_samples: usize,
}

impl Settings {
    /// The settings that mean the same in a sample that holds `share` of the points: both count points in a
    /// neighbourhood, and there are fewer.
    fn scaled(self, share: f64) -> Self {
        let scale = |size: usize| ((size as f64 * share).round() as usize).max(size.min(FEWEST));
        Self { min_cluster_size: scale(self.min_cluster_size), min_samples: scale(self.min_samples) }
    }
}

/// Below this many points a neighbourhood says little; scaling stops here.
const FEWEST: usize = 5;

/// Labels of all points, by HDBSCAN (Campello, Moulavi, Sander, 2013; excess of mass, Euclidean) on all of them.
pub(super) fn label_all(points: ArrayView2<'_, f64>, settings: Settings) -> Vec<Label> {
    let mut labels = vec![None; points.nrows()];
    if points.nrows() < settings.min_cluster_size.max(settings.min_samples).max(2) {
        return labels;
    }
    let Settings { min_cluster_size, min_samples } = settings;
    let mut hdbscan = HDbscan { min_samples, min_cluster_size, ..HDbscan::default() };
    let (found, _, _) = hdbscan.fit(&points, None);
    for (id, members) in found {
        for member in members {
            labels[member] = Some(id as u32);
        }
    }
    labels
}

/// Labels of all points, by HDBSCAN on a seeded sample of `size`: every other point takes the label of the nearest
/// sampled point, noise included, so that sparse regions stay noise.
pub(super) fn label_by_sample(points: ArrayView2<'_, f64>, settings: Settings, size: usize, seed: u64) -> Vec<Label> {
    let sample = Random::new(seed).sample(points.nrows(), size);
    let sampled: Array2<f64> = points.select(Axis(0), &sample);
    let sample_labels = label_all(sampled.view(), settings.scaled(size as f64 / points.nrows() as f64));
    let tree = Nearest::new(sampled.view());
    let nearest = |point: usize| tree.to(&points.row(point).to_vec()).and_then(|near| sample_labels[near]);
    (0..points.nrows()).into_par_iter().map(nearest).collect()
}
