//! Clusters: stories that were signified alike over several signifiers, found by HDBSCAN.
//!
//! Clusters have no meaning before people have read their typical stories; nothing here names them.

mod describe;
mod hdbscan;
mod nearest;
mod points;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use self::describe::{MEDOID_SAMPLE, medoids, position};
use self::hdbscan::{Label, Settings, label_all, label_by_sample};
use self::points::{Chosen, Points};
use super::columns::Columns;
use super::fault::PatternFault;
use super::rows::Rows;
use super::share::Ordered;

pub use self::describe::Position;

/// The largest sample that may be asked for: time grows faster than the number of stories.
const LARGEST_SAMPLE: usize = 20_000;

/// The most stories that may be asked to be near.
const LARGEST_NEIGHBOURHOOD: usize = 1_000;

/// How to look for clusters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"signifiers": ["difference", "timing"], "min_cluster_size": 50, "labels": false}))]
pub struct ClusterOptions {
    /// Triads, dyads and stones; `stones-id/stone-id` takes one stone alone.
    pub signifiers: Vec<String>,
    /// The fewest stories that make a cluster, 2 or more. When left out: a hundredth of the stories, at least 15.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_cluster_size: Option<usize>,
    /// The stories, itself included, that must be near for a story to be in the thick of a cluster. When left out: the
    /// smaller of `min_cluster_size` and 15.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_samples: Option<usize>,
    /// Above this many stories a sample of this size is clustered, and the other stories are assigned to it.
    #[serde(default = "ten_thousand")]
    pub sample: usize,
    /// The same seed gives the same sample.
    #[serde(default)]
    pub seed: u64,
    /// Whether to answer every story's cluster.
    #[serde(default)]
    pub labels: bool,
    /// Whether only stories that may be read are named as typical.
    #[serde(default)]
    pub readable_medoids: bool,
}

impl Default for ClusterOptions {
    fn default() -> Self {
        Self {
            signifiers: Vec::new(),
            min_cluster_size: None,
            min_samples: None,
            sample: ten_thousand(),
            seed: 0,
            labels: false,
            readable_medoids: false,
        }
    }
}

fn ten_thousand() -> usize {
    10_000
}

/// The clusters of a selection, the largest first. Sizes + noise + left out = stories in the selection.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Clusters {
    /// Stories that answered every chosen signifier.
    pub complete: u64,
    /// Stories that did not, and are left out.
    pub left_out: u64,
    /// Complete stories in no cluster.
    pub noise: u64,
    /// The setting that was used.
    pub min_cluster_size: u64,
    /// The setting that was used.
    pub min_samples: u64,
    /// How many stories were clustered when there were more than the sample. Every other story was given the cluster of
    /// the nearest clustered story, where that is as near, and the stories around it as dense, as within the cluster;
    /// else none. Both settings were scaled down to the sample.
    pub sampled: Option<u64>,
    /// The clusters.
    pub clusters: Vec<Cluster>,
    /// Every complete story's cluster, when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<Vec<StoryLabel>>,
}

/// One cluster.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Cluster {
    /// 1 for the largest.
    #[schema(example = 1)]
    pub id: u32,
    /// Stories in it.
    #[schema(example = 412)]
    pub size: u64,
    /// Their share of the complete stories.
    #[schema(example = 0.21)]
    pub share: f64,
    /// The numbers of up to three typical stories: those with the smallest sum of distances to the cluster's stories.
    #[schema(example = json!([1041, 77, 530]))]
    pub medoids: Vec<u64>,
    /// How many stories of a large cluster were sampled to find them.
    pub medoids_sampled: Option<u64>,
    /// The mean position on each chosen signifier.
    #[schema(value_type = std::collections::HashMap<String, Position>)]
    pub position: Ordered<Position>,
}

/// A story's cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"story": 1041, "cluster": 1}))]
pub struct StoryLabel {
    /// The story's number.
    pub story: u64,
    /// Its cluster; missing for noise.
    pub cluster: Option<u32>,
}

/// The clusters of the stories in `rows`: HDBSCAN with Euclidean distance and excess of mass on the plane coordinates of
/// the chosen signifiers, each scaled to unit side. The same request gives the same answer.
///
/// # Errors
/// [`PatternFault`] on `signifiers`, `min_cluster_size`, `min_samples` or `sample`.
pub fn clusters(columns: &Columns, rows: &Rows, options: &ClusterOptions) -> Result<Clusters, PatternFault> {
    let chosen = Chosen::find(columns, &options.signifiers)?;
    let points = Points::new(&chosen, rows);
    let settings = options.settings(points.len())?;
    let sampled = (points.len() > options.sample).then_some(options.sample);
    let labels = match sampled {
        None => label_all(points.coordinates.view(), settings),
        Some(size) => label_by_sample(points.coordinates.view(), settings, size, options.seed),
    };
    let groups = by_size(&labels);
    let describe = |(members, id): (&Vec<usize>, u32)| {
        let may_be = |member: usize| !options.readable_medoids || columns.readable[points.rows[member]];
        let typical = medoids(&points, members, options.seed, may_be);
        let rows: Vec<usize> = members.iter().map(|&member| points.rows[member]).collect();
        Cluster {
            id,
            size: members.len() as u64,
            share: members.len() as f64 / points.len().max(1) as f64,
            medoids: typical.into_iter().map(|member| columns.numbers[points.rows[member]]).collect(),
            medoids_sampled: (members.len() > MEDOID_SAMPLE).then_some(MEDOID_SAMPLE as u64),
            position: position(&chosen, &rows),
        }
    };
    Ok(Clusters {
        complete: points.len() as u64,
        left_out: (rows.len() - points.len()) as u64,
        noise: labels.iter().filter(|label| label.is_none()).count() as u64,
        min_cluster_size: settings.min_cluster_size as u64,
        min_samples: settings.min_samples as u64,
        sampled: sampled.map(|size| size as u64),
        clusters: groups.iter().zip(1..).map(describe).collect(),
        labels: options.labels.then(|| story_labels(columns, &points, &groups)),
    })
}

impl ClusterOptions {
    /// Checks the numbers and fills in what was left out, for `n` complete stories.
    fn settings(&self, n: usize) -> Result<Settings, PatternFault> {
        let min_cluster_size = self.min_cluster_size.unwrap_or((n / 100).max(15));
        let min_samples = self.min_samples.unwrap_or(min_cluster_size.min(15));
        if min_cluster_size < 2 {
            return Err(PatternFault::new("min_cluster_size", "a cluster has at least 2 stories"));
        }
        if !(1..=LARGEST_NEIGHBOURHOOD).contains(&min_samples) {
            let message = format!("min_samples counts the story itself; it is from 1 to {LARGEST_NEIGHBOURHOOD}");
            return Err(PatternFault::new("min_samples", message));
        }
        if !(2..=LARGEST_SAMPLE).contains(&self.sample) || self.sample < min_cluster_size.min(n) {
            let message = format!("a sample holds 2 to {LARGEST_SAMPLE} stories, and no fewer than min_cluster_size");
            return Err(PatternFault::new("sample", message));
        }
        Ok(Settings { min_cluster_size, min_samples })
    }
}

/// The members of each cluster, the largest cluster first; of equal ones that with the earliest story.
fn by_size(labels: &[Label]) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (point, label) in labels.iter().enumerate() {
        if let Some(label) = label {
            groups.entry(*label).or_default().push(point);
        }
    }
    let mut groups: Vec<Vec<usize>> = groups.into_values().collect();
    groups.sort_by(|a, b| b.len().cmp(&a.len()).then(a.first().cmp(&b.first())));
    groups
}

fn story_labels(columns: &Columns, points: &Points, groups: &[Vec<usize>]) -> Vec<StoryLabel> {
    let mut labels: Vec<StoryLabel> =
        points.rows.iter().map(|&row| StoryLabel { story: columns.numbers[row], cluster: None }).collect();
    for (members, id) in groups.iter().zip(1..) {
        members.iter().for_each(|&member| labels[member].cluster = Some(id));
    }
    labels
}

#[cfg(test)]
mod tests;
