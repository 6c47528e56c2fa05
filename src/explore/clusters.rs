//! Stories of a selection that were signified alike: what is asked, and what is answered. `clustering` finds them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::model::Selection;
use crate::patterns::{ClusterMethod, Description, KeyTerm, Ordered, Position, StabilityOptions, Suggestion, Unstable};

/// What is asked.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({"selection": {"framework": "sheffield-send"}, "signifiers": ["difference", "timing"], "min_cluster_size": 30, "describe": true}))]
pub struct ClustersAsked {
    /// Which stories.
    pub selection: Selection,
    /// How clusters are found.
    pub method: ClusterMethod,
    /// Triads, dyads and stones; `stones-id/stone-id` takes one stone alone. With k-medoids choices too. At least one.
    pub signifiers: Vec<String>,
    /// How much signifiers count, 0.001 to 1,000; 1 for those that are not named. With HDBSCAN a weight multiplies the
    /// signifier's coordinates, with k-medoids its term of Gower's distance.
    pub weights: BTreeMap<String, f64>,
    /// HDBSCAN: the fewest stories that make a cluster; a hundredth of the stories, at least 15, when missing.
    pub min_cluster_size: Option<usize>,
    /// HDBSCAN: the stories, itself included, that must be near for a story to be in the thick of a cluster; the smaller
    /// of `min_cluster_size` and 15 when missing.
    pub min_samples: Option<usize>,
    /// k-medoids: how many clusters, 2 to 50. When missing, only how well each number would fit is answered.
    pub k: Option<usize>,
    /// k-medoids: the numbers of clusters to try, from and to; 2 to 8 when this and `k` are missing.
    #[schema(value_type = Option<Vec<usize>>)]
    pub k_range: Option<[usize; 2]>,
    /// Above this many stories a sample of this size is clustered, and the other stories are assigned to it; 10,000 when
    /// missing. k-medoids never clusters more than 5,000 at once, whatever is asked for.
    pub sample: Option<usize>,
    /// Asks how stable each cluster is. One that is not is not shown: its stories are in neither `clusters` nor `noise`.
    pub stability: Option<StabilityOptions>,
    /// The same seed gives the same answer.
    pub seed: u64,
    /// Asks where each cluster stands on every signifier, who told it and when, and which words tell it from the rest.
    pub describe: bool,
    /// Asks for every story's cluster too.
    pub labels: bool,
}

/// The clusters of a selection, the largest first.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(example = json!({
    "framework": "sheffield-send", "method": "hdbscan", "matching": 412, "complete": 350, "left_out": 62, "noise": 80, "min_cluster_size": 30, "min_samples": 15, "change": 1048, "fuzzy": false, "warnings": [],
    "clusters": [{"id": 1, "size": 120, "share": 0.34, "medoids": [{"id": "01990a3e-7c00-7000-8000-1f2e3d4c5b6a", "title": "The phone call"}], "position": {"timing": {"dyad": 0.81}}}]
}))]
pub struct ClustersAnswer {
    /// The framework whose signifiers these are.
    #[schema(example = "sheffield-send")]
    pub framework: String,
    /// How they were found.
    pub method: ClusterMethod,
    /// Stories in the selection.
    #[schema(example = 412)]
    pub matching: u64,
    /// Stories that were clustered: with HDBSCAN those that answered every chosen signifier, with k-medoids at least one.
    #[schema(example = 350)]
    pub complete: u64,
    /// Stories that did not.
    #[schema(example = 62)]
    pub left_out: u64,
    /// Complete stories in no group, shown or not; 0 with k-medoids, unless it made no groups.
    #[schema(example = 80)]
    pub noise: u64,
    /// HDBSCAN: the setting that was used.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 30)]
    pub min_cluster_size: Option<u64>,
    /// HDBSCAN: the setting that was used.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 15)]
    pub min_samples: Option<u64>,
    /// How many stories were clustered, when that was a sample. With HDBSCAN the others were given the cluster of the nearest
    /// one, where they are as near and as dense as within it, and a cluster that had fewer stories than `min_cluster_size`
    /// after that was made noise. With k-medoids they were given the nearest medoid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sampled: Option<u64>,
    /// k-medoids: how well each number of clusters fits, when asked without one, or with a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<Suggestion>,
    /// Groups that did not hold together in resamples, and so are not shown as clusters. Their stories are in neither
    /// `clusters` nor `noise`, and their labels are null. Missing when stability was not asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_shown: Option<Vec<Unstable>>,
    /// The last change that the answer takes into account.
    pub change: u64,
    /// Whether no story holds the words of the selection's text as typed, and similar words were taken instead.
    pub fuzzy: bool,
    /// What a reader should know first.
    pub warnings: Vec<String>,
    /// The clusters.
    pub clusters: Vec<ClusterShown>,
    /// Every complete story's cluster, when asked for; null for noise and for groups that are not shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<BTreeMap<Uuid, Option<u32>>>)]
    pub labels: Option<BTreeMap<Uuid, Option<u32>>>,
}

/// A cluster and its typical stories.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct ClusterShown {
    /// 1 for the largest.
    #[schema(example = 1)]
    pub id: u32,
    /// Stories in it.
    #[schema(example = 120)]
    pub size: u64,
    /// Their share of the complete stories.
    #[schema(example = 0.34)]
    pub share: f64,
    /// The mean Jaccard index of the cluster with its like in resamples, 0 to 1: stable from 0.75, doubtful below.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 0.88)]
    pub stability: Option<f64>,
    /// Up to three typical stories that may be read: those nearest to all others of the cluster.
    pub medoids: Vec<Medoid>,
    /// How many stories of a large cluster were sampled to find them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub medoids_sampled: Option<u64>,
    /// The mean position on each chosen signifier.
    #[schema(value_type = BTreeMap<String, Position>)]
    pub position: Ordered<Position>,
    /// The cluster against the rest, when asked for and 10 stories or more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Description>,
    /// Words that tell it from the other stories of the selection, when asked for: log-odds with z ≥ 1.96 over stories that
    /// may be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<Vec<KeyTerm>>,
}

/// A typical story.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"id": "01990a3e-7c00-7000-8000-1f2e3d4c5b6a", "title": "The phone call"}))]
pub struct Medoid {
    /// The story's id.
    pub id: Uuid,
    /// Its title; may be empty.
    pub title: String,
}
