//! Stories of a selection that were signified alike.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::resolve::TextFound;
use super::{Explore, ExploreError};
use crate::access::MayExplore;
use crate::model::{Fault, Selection};
use crate::patterns::{self, ClusterOptions, Clusters, Ordered, Position, Watch};

/// Labels are given for so many stories at most; a larger selection has to be narrowed.
const MOST_LABELS: u64 = 200_000;

/// What is asked.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({"selection": {"framework": "sheffield-send"}, "signifiers": ["difference", "timing"], "min_cluster_size": 30}))]
pub struct ClustersAsked {
    /// Which stories.
    pub selection: Selection,
    /// Triads, dyads and stones; `stones-id/stone-id` takes one stone alone. At least one.
    pub signifiers: Vec<String>,
    /// The fewest stories that make a cluster; a hundredth of the stories, at least 15, when missing.
    pub min_cluster_size: Option<usize>,
    /// The stories, itself included, that must be near for a story to be in the thick of a cluster.
    pub min_samples: Option<usize>,
    /// Above this many stories a sample of this size is clustered; 10,000 when missing.
    pub sample: Option<usize>,
    /// The same seed gives the same sample.
    pub seed: u64,
    /// Asks for every story's cluster too.
    pub labels: bool,
}

/// The clusters of a selection, the largest first.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(example = json!({
    "framework": "sheffield-send", "matching": 412, "complete": 350, "left_out": 62, "noise": 80, "min_cluster_size": 30, "min_samples": 15, "change": 1048, "warnings": [],
    "clusters": [{"id": 1, "size": 120, "share": 0.34, "medoids": [{"id": "01990a3e-7c00-7000-8000-1f2e3d4c5b6a", "title": "The phone call"}], "position": {"timing": {"dyad": 0.81}}}]
}))]
pub struct ClustersAnswer {
    /// The framework whose signifiers these are.
    #[schema(example = "sheffield-send")]
    pub framework: String,
    /// Stories in the selection.
    #[schema(example = 412)]
    pub matching: u64,
    /// Stories that answered every chosen signifier; only these are clustered.
    #[schema(example = 350)]
    pub complete: u64,
    /// Stories that did not.
    #[schema(example = 62)]
    pub left_out: u64,
    /// Complete stories in no cluster.
    #[schema(example = 80)]
    pub noise: u64,
    /// The setting that was used.
    #[schema(example = 30)]
    pub min_cluster_size: u64,
    /// The setting that was used.
    #[schema(example = 15)]
    pub min_samples: u64,
    /// How many stories were clustered, when that was a sample; the others were given the cluster of the nearest one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sampled: Option<u64>,
    /// The last change that the answer takes into account.
    pub change: u64,
    /// What a reader should know first.
    pub warnings: Vec<String>,
    /// The clusters.
    pub clusters: Vec<ClusterShown>,
    /// Every complete story's cluster, when asked for; null is none.
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
    /// Up to three typical stories that may be read: those nearest to all others of the cluster.
    pub medoids: Vec<Medoid>,
    /// How many stories of a large cluster were sampled to find them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub medoids_sampled: Option<u64>,
    /// The mean position on each chosen signifier.
    #[schema(value_type = BTreeMap<String, Position>)]
    pub position: Ordered<Position>,
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

impl Explore {
    /// The clusters of a selection.
    ///
    /// # Errors
    /// [`ExploreError`].
    pub async fn clusters(&self, right: MayExplore, asked: ClustersAsked) -> Result<ClustersAnswer, ExploreError> {
        let change = self.projection.change();
        let views = self.clone();
        let computed = tokio::task::spawn_blocking(move || views.compute_clusters(&asked)).await;
        let (framework, matching, found) = computed.map_err(|_| ExploreError::BrokenOff)??;
        let typical: Vec<u64> = found.clusters.iter().flat_map(|cluster| cluster.medoids.iter().copied()).collect();
        let mut titles = self.readable_titles(right, &typical).await?;
        let labels = self.labels(&found).await?;
        let clusters = found.clusters.into_iter().map(|cluster| ClusterShown {
            id: cluster.id,
            size: cluster.size,
            share: cluster.share,
            medoids: cluster.medoids.iter().filter_map(|number| titles.remove(number)).collect(),
            medoids_sampled: cluster.medoids_sampled,
            position: cluster.position,
        });
        Ok(ClustersAnswer {
            framework,
            matching,
            complete: found.complete,
            left_out: found.left_out,
            noise: found.noise,
            min_cluster_size: found.min_cluster_size.unwrap_or_default(),
            min_samples: found.min_samples.unwrap_or_default(),
            sampled: found.sampled,
            change,
            warnings: patterns::warnings(found.complete),
            clusters: clusters.collect(),
            labels,
        })
    }

    fn compute_clusters(&self, asked: &ClustersAsked) -> Result<(String, u64, Clusters), ExploreError> {
        let text = TextFound::look_up(&*self.projection.index()?, &asked.selection)?;
        let (framework, shared) = self.one_framework(&asked.selection)?;
        let columns = shared.read();
        let rows = text.rows(&shared, &columns, &asked.selection)?;
        if asked.labels && rows.len() as u64 > MOST_LABELS {
            let message = format!("labels are given for at most {MOST_LABELS} stories; narrow the selection, or ask without");
            return Err(ExploreError::Faulty(Fault::new("labels", message)));
        }
        let usual = ClusterOptions::default();
        let options = ClusterOptions {
            signifiers: asked.signifiers.clone(),
            min_cluster_size: asked.min_cluster_size,
            min_samples: asked.min_samples,
            sample: asked.sample.unwrap_or(usual.sample),
            seed: asked.seed,
            labels: asked.labels,
            readable_medoids: true,
            ..usual
        };
        let found = patterns::clusters(&columns, &rows, &options, &Watch::none())?;
        Ok((framework, rows.len() as u64, found))
    }

    async fn labels(&self, found: &Clusters) -> Result<Option<BTreeMap<Uuid, Option<u32>>>, ExploreError> {
        let Some(labels) = &found.labels else { return Ok(None) };
        let numbers: Vec<u64> = labels.iter().map(|label| label.story).collect();
        let ids: HashMap<u64, Uuid> = self.store.ids_by_number(&numbers).await?.into_iter().collect();
        let labels = labels.iter().filter_map(|label| Some((*ids.get(&label.story)?, label.cluster)));
        Ok(Some(labels.collect()))
    }
}
