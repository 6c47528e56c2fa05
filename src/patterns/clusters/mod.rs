//! Clusters: stories that were signified alike over several signifiers, found by HDBSCAN or by k-medoids.
//!
//! Clusters have no meaning before people have read their typical stories, so nothing here names them.

mod describe;
mod gower;
mod hdbscan;
mod hierarchy;
mod kmedoids;
mod nearest;
mod options;
mod points;
mod spanning;
mod stability;

use std::collections::BTreeMap;

use serde::Serialize;

use self::describe::{MEDOID_SAMPLE, describe, medoids, position};
use self::gower::Gower;
use self::hdbscan::{label_all, label_by_sample};
use self::hierarchy::Label;
use self::kmedoids::{Matrix, Partition, build, faster_pam, silhouette};
use self::points::{Chosen, Points};
use self::stability::stability;
use super::columns::Columns;
use super::fault::{Cancelled, WorkFault};
use super::progress::Progress;
use super::random::Random;
use super::rows::Rows;
use super::share::Ordered;

pub use self::describe::{Description, OptionShare, Position, Profile, Quarter};
pub use self::options::{ClusterMethod, ClusterOptions, StabilityOptions};
pub use self::stability::{DOUBTFUL, STABLE};

/// The clusters of a selection, the largest first. Sizes + noise + stories of groups that are not shown + left out =
/// stories in the selection.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Clusters {
    /// How they were found.
    pub method: ClusterMethod,
    /// Stories that were clustered. With HDBSCAN they answered every chosen signifier, with k-medoids at least one.
    pub complete: u64,
    /// Stories that were not clustered.
    pub left_out: u64,
    /// Complete stories in no cluster, shown or not; 0 with k-medoids, unless it found no clusters.
    pub noise: u64,
    /// For each chosen signifier, the stories of the selection that did not answer it; of stones, those that left one unplaced.
    #[schema(value_type = std::collections::HashMap<String, u64>)]
    pub missing: Ordered<u64>,
    /// Of these, the stories whose tellers were not asked.
    #[schema(value_type = std::collections::HashMap<String, u64>)]
    pub not_asked: Ordered<u64>,
    /// Why there are no clusters, or fewer than were asked for.
    pub reasons: Vec<String>,
    /// The value that was used; missing with k-medoids.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_cluster_size: Option<u64>,
    /// The value that was used; missing with k-medoids.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_samples: Option<u64>,
    /// The size of the sample, when there were more stories. With HDBSCAN every other story was given the cluster of the
    /// nearest clustered story, where that is as near, and the stories around it as dense, as within the cluster; otherwise
    /// none. Both settings were scaled down to the sample. A cluster that had fewer stories than `min_cluster_size` after that
    /// became noise. With k-medoids every other story was given the nearest medoid.
    pub sampled: Option<u64>,
    /// How well each number of clusters fits, when k-medoids was run without a number, or with a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<Suggestion>,
    /// The clusters. With k-medoids, none when no number was given.
    pub clusters: Vec<Cluster>,
    /// Clusters that were unstable in resamples, and so are not shown. Their stories are in neither `clusters` nor `noise`, and
    /// have no label. Missing when stability was not requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_shown: Option<Vec<Unstable>>,
    /// The cluster of every complete story, if requested; missing for noise and for clusters that are not shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<Vec<StoryLabel>>,
}

/// One cluster.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Cluster {
    /// Its number; 1 for the largest.
    #[schema(example = 1)]
    pub id: u32,
    /// Stories in it.
    #[schema(example = 412)]
    pub size: u64,
    /// Their share of the complete stories.
    #[schema(example = 0.21)]
    pub share: f64,
    /// The mean Jaccard index of the cluster and its counterparts in resamples, 0 to 1: stable from 0.75, doubtful below.
    /// Missing when it was not requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 0.88)]
    pub stability: Option<f64>,
    /// The numbers of up to three typical stories: those with the smallest sum of distances to the cluster's stories.
    #[schema(example = json!([1041, 77, 530]))]
    pub medoids: Vec<u64>,
    /// How many stories of a large cluster were sampled to find them.
    pub medoids_sampled: Option<u64>,
    /// The mean position on each chosen signifier.
    #[schema(value_type = std::collections::HashMap<String, Position>)]
    pub position: Ordered<Position>,
    /// The cluster compared with the rest, if requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Description>,
    /// Its stories, for further computations.
    #[serde(skip)]
    pub rows: Rows,
}

/// An unstable cluster.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"size": 31, "stability": 0.42}))]
pub struct Unstable {
    /// Stories in it.
    pub size: u64,
    /// The mean Jaccard index of the cluster and its counterparts in resamples; below 0.6.
    pub stability: f64,
}

/// A suggested number of clusters. A person decides.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"k": 3, "silhouettes": [{"k": 2, "silhouette": 0.31}, {"k": 3, "silhouette": 0.44}]}))]
pub struct Suggestion {
    /// The number with the highest silhouette; of several, the smallest.
    pub k: u32,
    /// The mean silhouette for each number that was tried.
    pub silhouettes: Vec<Silhouette>,
}

/// How well a number of clusters fits.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"k": 3, "silhouette": 0.44}))]
pub struct Silhouette {
    /// The number of clusters.
    pub k: u32,
    /// The mean silhouette (Rousseeuw, 1987), −1 to 1.
    pub silhouette: f64,
}

/// A story's cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"story": 1041, "cluster": 1}))]
pub struct StoryLabel {
    /// The story's number.
    pub story: u64,
    /// Its cluster; missing for noise and for clusters that are not shown.
    pub cluster: Option<u32>,
}

/// The result of a method.
#[derive(Default)]
struct Grouping {
    /// The row indices of the clustered stories, ascending.
    rows: Vec<usize>,
    labels: Vec<Label>,
    settings: Option<hdbscan::Settings>,
    sampled: Option<usize>,
    suggestion: Option<Suggestion>,
    stability: Option<BTreeMap<u32, f64>>,
    reasons: Vec<String>,
}

/// The clusters of the stories in `rows`. Equal requests give equal results.
///
/// `progress` is told how much is done, from time to time and not always in order, and may stop the work.
///
/// ```
/// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/examples/stories.rs")); }
/// use example::stories;
/// use sensing::patterns::{ClusterOptions, Progress, clusters};
///
/// let columns = stories();
/// let signifiers = vec!["difference".to_owned(), "timing".to_owned()];
/// let options = ClusterOptions { signifiers, min_cluster_size: Some(20), ..ClusterOptions::default() };
/// let found = clusters(&columns, &columns.all(), &options, &Progress::none())?;
/// let in_clusters: u64 = found.clusters.iter().map(|cluster| cluster.size).sum();
/// assert_eq!(in_clusters + found.noise, 90);
/// # Ok::<(), sensing::patterns::WorkFault>(())
/// ```
///
/// # Errors
/// [`WorkFault::Faulty`] on `signifiers`, `weights.…`, `min_cluster_size`, `min_samples`, `sample`, `k`, `k_range` or
/// `stability.resamples`; [`WorkFault::Cancelled`].
pub fn clusters(
    columns: &Columns,
    rows: &Rows,
    options: &ClusterOptions,
    progress: &Progress<'_>,
) -> Result<Clusters, WorkFault> {
    options.check()?;
    let with_choices = options.method == ClusterMethod::KMedoids;
    let chosen = Chosen::find(columns, &options.signifiers, &options.weights, with_choices)?;
    let request = Request { columns, all: rows, chosen: &chosen, options };
    match options.method {
        ClusterMethod::Hdbscan => {
            let points = Points::new(&chosen, rows);
            let found = request.by_density(&points, progress)?;
            Ok(request.answer(found, &|first, second| points.cloud.distance(first, second)))
        }
        ClusterMethod::KMedoids => {
            let gower = Gower::new(&chosen, rows);
            let found = request.by_medoids(&gower, progress)?;
            Ok(request.answer(found, &|first, second| gower.distance(first, second)))
        }
    }
}

/// A checked request.
struct Request<'a> {
    columns: &'a Columns,
    all: &'a Rows,
    chosen: &'a [Chosen<'a>],
    options: &'a ClusterOptions,
}

impl Request<'_> {
    fn by_density(&self, points: &Points, progress: &Progress<'_>) -> Result<Grouping, WorkFault> {
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

    fn by_medoids(&self, gower: &Gower, progress: &Progress<'_>) -> Result<Grouping, WorkFault> {
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

    fn answer(&self, found: Grouping, distance: &(dyn Fn(usize, usize) -> f64 + Sync)) -> Clusters {
        let (columns, options) = (self.columns, self.options);
        let of_label = |label: u32| found.stability.as_ref().and_then(|stability| stability.get(&label).copied());
        let (shown, hidden): (Vec<_>, Vec<_>) =
            by_size(&found.labels).into_iter().partition(|(label, _)| of_label(*label).is_none_or(|own| own >= DOUBTFUL));
        let complete = found.rows.len();
        let rows: Vec<Rows> = shown
            .iter()
            .map(|(_, members)| Rows::at(members.iter().map(|&member| found.rows[member]), columns.rows()))
            .collect();
        let descriptions = if options.describe { describe(columns, self.all, &rows) } else { Vec::new() };
        let mut descriptions = descriptions.into_iter();
        let may_be = |member: usize| !options.readable_medoids || columns.readable[found.rows[member]];
        let of_group = |(((label, members), rows), id): (((&u32, &Vec<usize>), Rows), u32)| Cluster {
            id,
            size: members.len() as u64,
            share: members.len() as f64 / complete.max(1) as f64,
            stability: of_label(*label),
            medoids: medoids(members, options.seed, distance, may_be)
                .into_iter()
                .map(|member| columns.numbers[found.rows[member]])
                .collect(),
            medoids_sampled: (members.len() > MEDOID_SAMPLE).then_some(MEDOID_SAMPLE as u64),
            position: position(self.chosen, &rows),
            description: descriptions.next(),
            rows,
        };
        let not_shown = |(label, members): &(u32, Vec<usize>)| {
            of_label(*label).map(|stability| Unstable { size: members.len() as u64, stability })
        };
        let groups: Vec<Vec<usize>> = shown.iter().map(|(_, members)| members.clone()).collect();
        let mut reasons = found.reasons;
        if shown.is_empty() && !hidden.is_empty() {
            let hidden = hidden.len();
            reasons.push(format!("None of the {hidden} clusters was found again in enough resamples, so none is shown."));
        }
        let without = |one: &Chosen<'_>| self.all.places().filter(|&row| !one.source.is_complete(row)).count() as u64;
        let unasked = |one: &Chosen<'_>| self.all.places().filter(|&row| one.is_not_asked(row)).count() as u64;
        Clusters {
            not_asked: self.chosen.iter().map(|one| (one.id.to_owned(), unasked(one))).collect(),
            missing: self.chosen.iter().map(|one| (one.id.to_owned(), without(one))).collect(),
            reasons,
            method: options.method,
            complete: complete as u64,
            left_out: (self.all.len() - complete) as u64,
            noise: found.labels.iter().filter(|label| label.is_none()).count() as u64,
            min_cluster_size: found.settings.map(|settings| settings.min_cluster_size as u64),
            min_samples: found.settings.map(|settings| settings.min_samples as u64),
            sampled: found.sampled.map(|size| size as u64),
            clusters: shown.iter().map(|(label, members)| (label, members)).zip(rows).zip(1..).map(of_group).collect(),
            suggestion: found.suggestion,
            not_shown: found.stability.as_ref().map(|_| hidden.iter().filter_map(not_shown).collect()),
            labels: options.labels.then(|| story_labels(columns, &found.rows, &groups)),
        }
    }
}

/// Why HDBSCAN found no cluster, when it found none. `asked` finds out whether some storyteller was asked every chosen question.
fn no_dense_part(labels: &[Label], min_cluster_size: usize, asked: impl FnOnce() -> bool) -> Option<String> {
    let n = labels.len();
    if labels.iter().any(Option::is_some) {
        return None;
    }
    Some(match n {
        0 if !asked() => "No storyteller was asked every chosen question, so there are no clusters.".to_owned(),
        0 => "No story answered every chosen question, so there are no clusters.".to_owned(),
        n if n < min_cluster_size => format!(
            "{n} stories answered every chosen question, and a cluster has {min_cluster_size} or more: there are no clusters."
        ),
        n => format!("No part of the {n} stories is denser than the rest, so there are no clusters."),
    })
}

/// Why k-medoids cannot form as many clusters as were asked for, among `n` stories with so many distinct answers.
fn too_many(options: &ClusterOptions, n: usize, distinct: usize) -> Vec<String> {
    let mut reasons = Vec::new();
    if n == 0 {
        reasons.push("No story answered any chosen question, so there are no clusters.".to_owned());
        return reasons;
    }
    match options.k {
        Some(k) if k >= n => reasons.push(format!(
            "{k} clusters were asked for, and only {n} stories answered, so there are none: ask for fewer clusters than stories."
        )),
        Some(k) if k > distinct => reasons.push(format!(
            "{k} clusters were asked for, but the answers of these stories differ in only {distinct} ways, so there are fewer."
        )),
        _ => {}
    }
    match options.wanted_range() {
        Some([_, to]) if to > distinct || to >= n => reasons.push(format!(
            "No more than {} clusters were tried: {n} stories answered, in {distinct} different ways.",
            distinct.min(n - 1)
        )),
        _ => {}
    }
    reasons
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
    use rayon::prelude::*;
    let of = |point: usize| {
        let apart = (0u32..).zip(medoids).map(|(label, &medoid)| (gower.distance(point, medoid), label));
        apart.reduce(|a, b| if b.0 < a.0 { b } else { a }).map(|(_, label)| label)
    };
    (0..gower.len()).into_par_iter().map(of).collect()
}

/// The label and the members of each cluster, the largest cluster first; of equally large ones, the one with the earliest
/// story.
fn by_size(labels: &[Label]) -> Vec<(u32, Vec<usize>)> {
    let mut groups: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (point, label) in labels.iter().enumerate() {
        if let Some(label) = label {
            groups.entry(*label).or_default().push(point);
        }
    }
    let mut groups: Vec<(u32, Vec<usize>)> = groups.into_iter().collect();
    groups.sort_by(|(_, a), (_, b)| b.len().cmp(&a.len()).then(a.first().cmp(&b.first())));
    groups
}

fn story_labels(columns: &Columns, rows: &[usize], groups: &[Vec<usize>]) -> Vec<StoryLabel> {
    let mut labels: Vec<StoryLabel> =
        rows.iter().map(|&row| StoryLabel { story: columns.numbers[row], cluster: None }).collect();
    for (members, id) in groups.iter().zip(1..) {
        members.iter().for_each(|&member| labels[member].cluster = Some(id));
    }
    labels
}

#[cfg(test)]
mod planted_tests;
#[cfg(test)]
mod tests;
