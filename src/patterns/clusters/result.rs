//! What clustering answers.

use serde::{Deserialize, Serialize};

use crate::patterns::columns::Rows;
use crate::patterns::ordered::Ordered;

use super::describe::{Description, Position};
use super::near::Near;
use super::options::ClusterMethod;

/// The clusters of a selection, the largest first. Sizes + noise + stories of groups that are not shown + left out =
/// stories in the selection.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
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
    /// The numbers of up to three typical stories: those with the smallest sum of distances to the cluster's stories,
    /// of those that answered three quarters of the chosen signifiers, if there are any.
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
    /// A selection that comes close to it, if a description was requested and there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(ignore)]
    pub near: Option<Near>,
    /// Its stories, for further computations.
    #[serde(skip)]
    pub rows: Rows,
}

/// An unstable cluster.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(example = json!({"size": 31, "stability": 0.42}))]
pub struct Unstable {
    /// Stories in it.
    pub size: u64,
    /// The mean Jaccard index of the cluster and its counterparts in resamples; below 0.6.
    pub stability: f64,
}

/// A suggested number of clusters. A person decides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(example = json!({"k": 3, "silhouettes": [{"k": 2, "silhouette": 0.31}, {"k": 3, "silhouette": 0.44}]}))]
pub struct Suggestion {
    /// The number with the highest silhouette; of several, the smallest.
    pub k: u32,
    /// The mean silhouette for each number that was tried.
    pub silhouettes: Vec<Silhouette>,
}

/// How well a number of clusters fits.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(example = json!({"k": 3, "silhouette": 0.44}))]
pub struct Silhouette {
    /// The number of clusters.
    pub k: u32,
    /// The mean silhouette (Rousseeuw, 1987), −1 to 1.
    pub silhouette: f64,
}

/// A story's cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(example = json!({"story": 1041, "cluster": 1}))]
pub struct StoryLabel {
    /// The story's number.
    pub story: u64,
    /// Its cluster; missing for noise and for clusters that are not shown.
    pub cluster: Option<u32>,
}
