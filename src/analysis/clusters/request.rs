//! The request and the result of clustering. `run` finds the clusters.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::analysis::selection::Undecided;
use crate::disclosure::Matching;
use crate::model::{Language, Selection};
use crate::patterns::{ClusterMethod, Description, KeyTerm, Ordered, Position, StabilityOptions, Suggestion};

/// The request.
#[derive(Clone, Debug, Default, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({"selection": {"framework": "sheffield-send"}, "signifiers": ["difference", "timing"], "min_cluster_size": 30, "describe": true}))]
pub struct ClustersRequest {
    /// The stories.
    pub selection: Selection,
    /// The clustering method.
    pub method: ClusterMethod,
    /// Triads, dyads and stones; `stones-id/stone-id` selects a single stone. With k-medoids also choices. At least one.
    pub signifiers: Vec<String>,
    /// Weights of signifiers, 0.001 to 1,000; 1 for those that are not listed. With HDBSCAN a weight multiplies the signifier's
    /// coordinates, with k-medoids its term of Gower's distance.
    pub weights: BTreeMap<String, f64>,
    /// HDBSCAN: the smallest number of stories in a cluster; when missing a hundredth of the stories, but at least 15.
    pub min_cluster_size: Option<usize>,
    /// HDBSCAN: the number of near stories, itself included, that make a story a core point; when missing the smaller of
    /// `min_cluster_size` and 15.
    pub min_samples: Option<usize>,
    /// k-medoids: the number of clusters, 2 to 50. When missing, the answer only says how well each number fits.
    pub k: Option<usize>,
    /// k-medoids: the smallest and the largest number of clusters to try; 2 and 8 when this and `k` are missing.
    #[schema(value_type = Option<Vec<usize>>)]
    pub k_range: Option<[usize; 2]>,
    /// Above this many stories, a sample of this size is clustered and the other stories are assigned to its clusters; 10,000
    /// when missing. k-medoids never clusters more than 5,000 stories at once.
    pub sample: Option<usize>,
    /// Options for the stability of clusters. An unstable cluster is not shown: its stories are in neither `clusters` nor
    /// `noise`.
    pub stability: Option<StabilityOptions>,
    /// Equal seeds give equal answers.
    pub seed: u64,
    /// Whether to describe each cluster: its position on every signifier, who told its stories and when, and the words that
    /// distinguish it.
    pub describe: bool,
    /// Whether to return the cluster of every story.
    pub labels: bool,
    /// The language in which warnings name questions; the framework's first when missing.
    pub language: Option<Language>,
}

/// The clusters of a selection, the largest first.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(example = json!({
    "framework": "sheffield-send", "method": "hdbscan", "matching": 412, "complete": 350, "left_out": 62, "missing": {"difference": 20, "timing": 48}, "undecided": {"without_answer": 0, "not_readable": 0}, "noise": 80, "min_cluster_size": 30, "min_samples": 15, "change": 1048, "fuzzy": false, "partial": false, "warnings": [],
    "clusters": [{"id": 1, "size": 120, "share": 0.34, "medoids": [{"id": "01990a3e-7c00-7000-8000-1f2e3d4c5b6a", "title": "The phone call"}], "position": {"timing": {"dyad": 0.81}}}]
}))]
pub struct ClustersBody {
    /// The framework whose signifiers these are.
    #[schema(example = "sheffield-send")]
    pub framework: String,
    /// The method that was used.
    pub method: ClusterMethod,
    /// How many stories are in the selection. With 1 to 9 nothing is clustered.
    #[serde(flatten)]
    pub matching: Matching,
    /// Stories that were clustered: with HDBSCAN those that answered every chosen signifier, with k-medoids those that answered
    /// at least one. Null when it would give away how many were not.
    #[schema(example = 350)]
    pub complete: Option<u64>,
    /// Stories that were not clustered; null for 1 to 9, or when it would give away how many are in a cluster that small.
    #[schema(example = 62)]
    pub left_out: Option<u64>,
    /// For each chosen signifier, the stories of the selection that did not answer it; of stones, those that left one unplaced. Null
    /// for 1 to 9, and where it would tell what `left_out` does not.
    #[schema(value_type = BTreeMap<String, Option<u64>>, example = json!({"difference": 20, "timing": 48}))]
    pub missing: Ordered<Option<u64>>,
    /// Complete stories in no cluster, shown or not; 0 with k-medoids, unless it found no clusters. Null for 1 to 9,
    /// or when it would give away a number that small.
    #[schema(example = 80)]
    pub noise: Option<u64>,
    /// HDBSCAN: the value that was used.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 30)]
    pub min_cluster_size: Option<u64>,
    /// HDBSCAN: the value that was used.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 15)]
    pub min_samples: Option<u64>,
    /// The size of the sample, when one was clustered. With HDBSCAN the other stories were given the cluster of the nearest
    /// sampled story, where they are as near and as dense as the stories in it; a cluster that had fewer stories than
    /// `min_cluster_size` after that became noise. With k-medoids they were given the nearest medoid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sampled: Option<u64>,
    /// k-medoids: how well each number of clusters fits, when the request has no number, or a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<Suggestion>,
    /// Clusters that were unstable in resamples, and so are not shown. Their stories are in neither `clusters` nor `noise`, and
    /// their labels are null. Missing when stability was not requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_shown: Option<Vec<UnstableCluster>>,
    /// The last change that the answer takes into account.
    pub change: u64,
    /// Whether no story contains the words of the selection's text as typed, so that similar words were used.
    pub fuzzy: bool,
    /// Whether no story has all of the words, so that stories with those that say most of it were taken.
    pub partial: bool,
    /// How the selection's text was read, when it has operators or brackets, or related words were searched for, too.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "(waiting OR list) AND help")]
    pub read_as: Option<String>,
    /// Stories that are left out because it cannot be said whether they match.
    pub undecided: Undecided,
    /// Warnings to read first.
    pub warnings: Vec<String>,
    /// The clusters.
    pub clusters: Vec<ClusterBody>,
    /// The cluster of every complete story, if requested; null for noise, for clusters that are not shown, and for those whose size is
    /// not told. Missing when `complete` is null.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<BTreeMap<Uuid, Option<u32>>>)]
    pub labels: Option<BTreeMap<Uuid, Option<u32>>>,
}

/// A cluster that is not shown, because it was unstable in resamples.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"size": 31, "stability": 0.42}))]
pub struct UnstableCluster {
    /// Stories in it; null for 1 to 9, or when it would give away a number that small.
    pub size: Option<u64>,
    /// The mean Jaccard index of the cluster and its counterparts in resamples; below 0.6.
    pub stability: f64,
}

/// A cluster and its typical stories.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct ClusterBody {
    /// Its number; 1 for the largest.
    #[schema(example = 1)]
    pub id: u32,
    /// Stories in it; null for 1 to 9, or when it would give away a number that small. Of a cluster of 1 to 9 stories nothing else is
    /// told.
    #[schema(example = 120)]
    pub size: Option<u64>,
    /// Their share of the complete stories; null when either number is.
    #[schema(example = 0.34)]
    pub share: Option<f64>,
    /// The mean Jaccard index of the cluster and its counterparts in resamples, 0 to 1: stable from 0.75, doubtful below.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 0.88)]
    pub stability: Option<f64>,
    /// Up to three typical stories that may be read: those nearest to all others in the cluster. Stories that answered three quarters
    /// of the chosen signifiers come before all others.
    pub medoids: Vec<Medoid>,
    /// The number of stories of a large cluster that were sampled to find them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub medoids_sampled: Option<u64>,
    /// The mean position on each chosen signifier.
    #[schema(value_type = BTreeMap<String, Position>)]
    pub position: Ordered<Position>,
    /// The cluster compared with the rest, if requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Description>,
    /// A selection that comes close to it, if requested and 10 stories or more; missing when no regions do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub near: Option<NearSelection>,
    /// Words that it uses more than the other stories of the selection, if requested, over stories that may be read now: the
    /// telling ones (z ≥ 1.96) first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<Vec<KeyTerm>>,
}

/// A selection that comes close to a cluster: that of the request, and regions of the chosen signifiers in which most of the cluster's
/// stories lie, and few others. Stories that come in later are in it, too, when they lie there.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"selection": {"framework": "sheffield-send", "dyads": [{"signifier": "timing", "from": 0.62, "to": 1.0}]}, "covers": 0.95, "precision": 0.88}))]
pub struct NearSelection {
    /// The selection.
    pub selection: Selection,
    /// The share of the cluster's stories that are in it.
    #[schema(example = 0.95)]
    pub covers: f64,
    /// The share of its stories that are in the cluster.
    #[schema(example = 0.88)]
    pub precision: f64,
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
