//! HDBSCAN on all points, or on a seeded sample to which the other points are then assigned.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use crate::patterns::fault::Cancelled;
use crate::patterns::progress::Progress;
use crate::patterns::statistics::Random;

use super::hierarchy::{Label, labels};
use super::nearest::Nearest;
use super::points::Cloud;
use super::spanning::{cores, spanning_tree};

/// Points that are assigned between two checks for cancellation.
const LOOK_EVERY: usize = 1_024;

/// How HDBSCAN is run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Settings {
    pub min_cluster_size: usize,
    pub min_samples: usize,
}

impl Settings {
    /// The settings for a sample with the fraction `share` of the points. A cluster of the whole has `share` of its stories in
    /// the sample. To keep its width, the neighbourhood would need `share` of its stories too; to keep its precision, all of
    /// them. The geometric mean of the two agrees best with full runs.
    pub fn scaled(self, share: f64) -> Self {
        let scale = |size: usize, by: f64| ((size as f64 * by).round() as usize).max(size.min(FEWEST));
        Self { min_cluster_size: scale(self.min_cluster_size, share), min_samples: scale(self.min_samples, share.sqrt()) }
    }
}

/// The smallest scaled neighbourhood, because fewer points say little.
const FEWEST: usize = 5;

/// Labels of all points, by HDBSCAN (Campello, Moulavi, Sander, 2013; excess of mass, Euclidean) on all of them.
pub(super) fn label_all(cloud: &Cloud, settings: Settings, progress: &Progress<'_>) -> Result<Vec<Label>, Cancelled> {
    Ok(run(cloud, settings, progress)?.0)
}

/// The labels and the squared core distances.
fn run(cloud: &Cloud, settings: Settings, progress: &Progress<'_>) -> Result<(Vec<Label>, Vec<f64>), Cancelled> {
    let n = cloud.len();
    if n < settings.min_cluster_size.max(settings.min_samples).max(2) {
        return Ok((vec![None; n], vec![0.0; n]));
    }
    let cores = cores(cloud, settings.min_samples, &progress.part(0.0, 0.2))?;
    let edges = spanning_tree(cloud, &cores, &progress.part(0.2, 1.0))?;
    Ok((labels(&edges, n, settings.min_cluster_size), cores))
}

/// Labels of all points, by HDBSCAN on some of them, to whose clusters the other points are assigned.
///
/// In HDBSCAN a point belongs to a cluster when its core distance (to its `min_samples`-th neighbour) and its distance to a
/// core point of the cluster are both within the distance at which the cluster forms. The same rule is applied here: the
/// nearest clustered point of the sample names the cluster; the point joins it when both its core distance in the sample and
/// its distance to that point are at most the largest core distance among the cluster's sampled members, and otherwise it is
/// noise. A cluster that ends up smaller than the requested size becomes noise too, because in the sample the size was scaled
/// down.
pub(super) fn label_by_sample(
    cloud: &Cloud,
    settings: Settings,
    size: usize,
    seed: u64,
    progress: &Progress<'_>,
) -> Result<Vec<Label>, Cancelled> {
    let sample = Random::new(seed).sample(cloud.len(), size);
    let sampled = cloud.select(&sample);
    let scaled = settings.scaled(size as f64 / cloud.len() as f64);
    let (sample_labels, cores) = run(&sampled, scaled, &progress.part(0.0, 0.5))?;
    let clusters = Assignment::new(&sampled, sample_labels, &cores, scaled.min_samples);
    let (stopped, progress) = (AtomicBool::new(false), progress.part(0.5, 1.0));
    let labelled = (0..cloud.len()).into_par_iter().with_min_len(LOOK_EVERY).map(|point| {
        if point % LOOK_EVERY == 0 && progress.tell(point as f32 / cloud.len() as f32).is_err() {
            stopped.store(true, Ordering::Relaxed);
        }
        if stopped.load(Ordering::Relaxed) { None } else { clusters.label(cloud.point(point)) }
    });
    let mut labels: Vec<Label> = labelled.collect();
    if stopped.into_inner() {
        return Err(Cancelled);
    }
    for (&point, &label) in sample.iter().zip(&clusters.labels) {
        labels[point] = label;
    }
    dissolve_small(&mut labels, settings.min_cluster_size);
    Ok(labels)
}

/// Turns clusters of fewer than `least` points into noise.
fn dissolve_small(labels: &mut [Label], least: usize) {
    let mut sizes: HashMap<u32, usize> = HashMap::new();
    labels.iter().flatten().for_each(|&label| *sizes.entry(label).or_default() += 1);
    labels.iter_mut().for_each(|own| *own = own.filter(|label| sizes[label] >= least));
}

/// The clusters of a sample, ready to take further points. Distances are squared.
struct Assignment {
    sampled: Nearest,
    labels: Vec<Label>,
    /// The reach of each cluster: the largest core distance among its members.
    reach: HashMap<u32, f64>,
    /// The largest reach; points beyond it are never assigned.
    furthest: f64,
    min_samples: usize,
}

impl Assignment {
    fn new(sampled: &Cloud, labels: Vec<Label>, cores: &[f64], min_samples: usize) -> Self {
        let mut reach: HashMap<u32, f64> = HashMap::new();
        for (label, &core) in labels.iter().zip(cores) {
            if let Some(label) = label {
                let reach = reach.entry(*label).or_insert(core);
                *reach = reach.max(core);
            }
        }
        let furthest = reach.values().copied().fold(-1.0, f64::max);
        Self { sampled: Nearest::new(sampled), labels, reach, furthest, min_samples }
    }

    fn label(&self, point: &[f64]) -> Label {
        let near = self.sampled.to(point, self.min_samples, self.furthest);
        // With too few within the furthest reach, the core distance is beyond every reach.
        let &(core, _) = near.get(self.min_samples - 1)?;
        let clustered = |point: u32| self.labels[point as usize];
        let nearest = near.iter().copied().find(|&(_, near)| clustered(near).is_some()).or_else(|| {
            let is_clustered = |near| clustered(near).is_some();
            self.sampled.among(point, 1, self.furthest, &is_clustered).first().copied()
        });
        let (distance, near) = nearest?;
        let label = clustered(near)?;
        let reach = *self.reach.get(&label)?;
        (distance <= reach && core <= reach).then_some(label)
    }
}
