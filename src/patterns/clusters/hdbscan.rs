//! HDBSCAN on all points, or on a seeded sample to which the other points are then assigned.

use std::collections::HashMap;

use ndarray::{ArrayView2, Axis};
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
    /// The settings for a sample that holds `share` of the points. A cluster of the whole has `share` of its stories in
    /// the sample. The neighbourhood is to keep its width, which asks for `share` of its stories too, and its
    /// precision, which asks for all of them: the geometric mean of the two does best against full runs.
    fn scaled(self, share: f64) -> Self {
        let scale = |size: usize, by: f64| ((size as f64 * by).round() as usize).max(size.min(FEWEST));
        Self { min_cluster_size: scale(self.min_cluster_size, share), min_samples: scale(self.min_samples, share.sqrt()) }
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

/// Labels of all points, by HDBSCAN on a seeded sample of `size`, to whose clusters the other points are assigned.
///
/// In HDBSCAN a point belongs to a cluster when its core distance (to its `min_samples`-th neighbour) and its distance to
/// a core point of the cluster are both within the distance at which the cluster forms. So here: the nearest clustered
/// point of the sample names the cluster; the point joins it when both its core distance in the sample and its distance
/// to that point are at most the largest core distance among the cluster's sampled members; else it is noise.
pub(super) fn label_by_sample(points: ArrayView2<'_, f64>, settings: Settings, size: usize, seed: u64) -> Vec<Label> {
    let sample = Random::new(seed).sample(points.nrows(), size);
    let sampled = points.select(Axis(0), &sample);
    let scaled = settings.scaled(size as f64 / points.nrows() as f64);
    let sample_labels = label_all(sampled.view(), scaled);
    let clusters = Assignment::new(sampled.view(), &sample_labels, scaled.min_samples);
    let mut labels: Vec<Label> =
        (0..points.nrows()).into_par_iter().map(|point| clusters.label(&points.row(point).to_vec())).collect();
    for (&point, &label) in sample.iter().zip(&sample_labels) {
        labels[point] = label;
    }
    labels
}

/// The clusters of a sample, ready to take further points. Distances are squared.
struct Assignment {
    all: Nearest,
    clustered: Nearest,
    /// The labels of the points in `clustered`.
    labels: Vec<u32>,
    /// How far each cluster reaches: the largest core distance among its members.
    reach: HashMap<u32, f64>,
    min_samples: usize,
}

impl Assignment {
    fn new(sampled: ArrayView2<'_, f64>, labels: &[Label], min_samples: usize) -> Self {
        let members: Vec<usize> = (0..labels.len()).filter(|&point| labels[point].is_some()).collect();
        let mut clusters = Self {
            all: Nearest::new(sampled),
            clustered: Nearest::new(sampled.select(Axis(0), &members).view()),
            labels: members.iter().filter_map(|&member| labels[member]).collect(),
            reach: HashMap::new(),
            min_samples,
        };
        let core = |&member: &usize| clusters.core(&sampled.row(member).to_vec());
        let cores: Vec<f64> = members.par_iter().map(core).collect();
        for (&label, core) in clusters.labels.iter().zip(cores) {
            let reach = clusters.reach.entry(label).or_insert(core);
            *reach = reach.max(core);
        }
        clusters
    }

    /// The squared distance to the `min_samples`-th point of the sample.
    fn core(&self, point: &[f64]) -> f64 {
        self.all.to(point, self.min_samples).last().map_or(f64::INFINITY, |&(squared, _)| squared)
    }

    fn label(&self, point: &[f64]) -> Label {
        let &(distance, near) = self.clustered.to(point, 1).first()?;
        let label = self.labels[near];
        let reach = *self.reach.get(&label)?;
        (distance <= reach && self.core(point) <= reach).then_some(label)
    }
}
