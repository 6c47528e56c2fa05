//! A checked request, and how each method groups its stories.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::patterns::columns::{Columns, Rows};
use crate::patterns::fault::{Cancelled, WorkFault};
use crate::patterns::progress::Progress;
use crate::patterns::statistics::Random;

use super::gower::Gower;
use super::hdbscan::{self, label_all, label_by_sample};
use super::hierarchy::Label;
use super::kmedoids::{Matrix, Partition, build, faster_pam, silhouette};
use super::options::ClusterOptions;
use super::points::{Chosen, Points};
use super::reasons::{no_dense_part, too_many};
use super::result::{Silhouette, Suggestion};
use super::stability::stability;

/// The result of a method.
#[derive(Default)]
pub(super) struct Grouping {
    /// The row indices of the clustered stories, ascending.
    pub(super) rows: Vec<usize>,
    pub(super) labels: Vec<Label>,
    pub(super) settings: Option<hdbscan::Settings>,
    pub(super) sampled: Option<usize>,
    pub(super) suggestion: Option<Suggestion>,
    pub(super) stability: Option<BTreeMap<u32, f64>>,
    pub(super) reasons: Vec<String>,
}

/// A checked request.
pub(super) struct Request<'a> {
    pub(super) columns: &'a Columns,
    pub(super) all: &'a Rows,
    pub(super) chosen: &'a [Chosen<'a>],
    pub(super) options: &'a ClusterOptions,
}

impl Request<'_> {
    pub(super) fn by_density(&self, points: &Points, progress: &Progress<'_>) -> Result<Grouping, WorkFault> {
        let (cloud, seed) = (&points.cloud, self.options.seed);
        let settings = self.options.settings(points.rows.len())?;
        let sampled = (points.rows.len() > self.options.sample).then_some(self.options.sample);
        let (first, second) = self.parts(progress);
        let labels = match sampled {
            None => label_all(cloud, settings, &first)?,
            Some(size) => label_by_sample(cloud, settings, size, seed, &first)?,
        };
        let stability = self.options.stability.map(|asked| {
            let base = Random::new(seed).sample(points.rows.len(), sampled.unwrap_or(usize::MAX));
            let settings = settings.scaled(base.len() as f64 / points.rows.len().max(1) as f64);
            let base_labels: Vec<Label> = base.iter().map(|&point| labels[point]).collect();
            let again = |drawn: &[usize]| {
                let places: Vec<usize> = drawn.iter().map(|&at| base[at]).collect();
                let share = drawn.len() as f64 / base.len().max(1) as f64;
                label_all(&cloud.select(&places), settings.scaled(share), &progress.silent())
            };
            stability(&base_labels, asked.resamples, seed, again, &second)
        });
        let stability = stability.transpose()?;
        let asked = || self.all.places().any(|row| self.chosen.iter().all(|one| !one.is_not_asked(row)));
        let reasons = no_dense_part(&labels, settings.min_cluster_size, asked).into_iter().collect();
        let (rows, settings) = (points.rows.clone(), Some(settings));
        Ok(Grouping { rows, labels, settings, sampled, stability, reasons, suggestion: None })
    }

    pub(super) fn by_medoids(&self, gower: &Gower, progress: &Progress<'_>) -> Result<Grouping, WorkFault> {
        let (n, seed) = (gower.len(), self.options.seed);
        let sampled = (n > self.options.matrix_size()).then_some(self.options.matrix_size());
        let sample = Random::new(seed).sample(n, sampled.unwrap_or(usize::MAX));
        let (first, second) = self.parts(progress);
        let distance = |i: usize, j: usize| gower.distance(sample[i], sample[j]);
        let matrix = Matrix::new(sample.len(), distance, &first.part(0.0, 0.3))?;
        let distinct = matrix.distinct();
        let suggestion = self.suggest(&matrix, distinct, &first.part(0.3, 0.8))?;
        let reasons = too_many(self.options, n, distinct);
        let mut found = Grouping { rows: gower.rows.clone(), sampled, suggestion, reasons, ..Grouping::default() };
        let Some(k) = self.options.k.filter(|&k| k < n) else {
            found.labels = vec![None; n];
            return Ok(found);
        };
        let partition = partition(&matrix, k, &first.part(0.8, 1.0))?;
        let medoids: Vec<usize> = partition.medoids.iter().map(|&medoid| sample[medoid]).collect();
        found.labels = nearest(gower, &medoids);
        // Of equally near medoids, the first one; stories of the sample keep their own label.
        let base: Vec<Label> = partition.nearest.iter().map(|&label| Some(label)).collect();
        sample.iter().zip(&base).for_each(|(&point, &label)| found.labels[point] = label);
        if let Some(asked) = self.options.stability {
            let again = |drawn: &[usize]| {
                let found = partition_again(&matrix.select(drawn), k, &progress.silent())?;
                Ok(found.nearest.into_iter().map(Some).collect())
            };
            found.stability = Some(stability(&base, asked.resamples, seed, again, &second)?);
        }
        Ok(found)
    }

    /// The progress of finding clusters, and of testing their stability.
    fn parts<'w>(&self, progress: &Progress<'w>) -> (Progress<'w>, Progress<'w>) {
        let cut = if self.options.stability.is_some() { 0.2 } else { 0.95 };
        (progress.part(0.0, cut), progress.part(cut, 0.95))
    }

    fn suggest(&self, matrix: &Matrix, distinct: usize, progress: &Progress<'_>) -> Result<Option<Suggestion>, Cancelled> {
        let Some([from, to]) = self.options.suggested_range(matrix.len(), distinct) else { return Ok(None) };
        let first = build(matrix, to);
        let mut silhouettes = Vec::with_capacity(to - from + 1);
        for k in from..=to {
            progress.tell((k - from) as f32 / (to - from + 1) as f32)?;
            let found = faster_pam(matrix, first[..k].to_vec(), &progress.silent())?;
            silhouettes.push(Silhouette { k: k as u32, silhouette: silhouette(matrix, &found.nearest, k) });
        }
        let best = silhouettes.iter().copied().reduce(|a, b| if b.silhouette > a.silhouette { b } else { a });
        Ok(best.map(|best| Suggestion { k: best.k, silhouettes }))
    }
}

fn partition(matrix: &Matrix, k: usize, progress: &Progress<'_>) -> Result<Partition, Cancelled> {
    faster_pam(matrix, build(matrix, k), progress)
}

/// Like [`partition`], for a resample, which may have no more points than there are medoids.
fn partition_again(matrix: &Matrix, k: usize, progress: &Progress<'_>) -> Result<Partition, Cancelled> {
    partition(matrix, k.min(matrix.len()), progress)
}

/// The nearest medoid of every story; of several, the first.
fn nearest(gower: &Gower, medoids: &[usize]) -> Vec<Label> {
    let of = |point: usize| {
        let apart = (0u32..).zip(medoids).map(|(label, &medoid)| (gower.distance(point, medoid), label));
        apart.reduce(|a, b| if b.0 < a.0 { b } else { a }).map(|(_, label)| label)
    };
    (0..gower.len()).into_par_iter().map(of).collect()
}
