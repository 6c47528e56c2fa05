//! The options of clustering and their allowed values.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::patterns::fault::PatternFault;

use super::hdbscan::Settings;

/// The largest sample, because time grows with its square.
const LARGEST_SAMPLE: usize = 20_000;

/// The largest `min_samples`.
const LARGEST_NEIGHBOURHOOD: usize = 1_000;

/// Stories whose pairwise distances k-medoids holds in memory: eight bytes for each pair.
const LARGEST_MATRIX: usize = 5_000;

/// The allowed numbers of clusters of k-medoids.
const KS: std::ops::RangeInclusive<usize> = 2..=50;

/// The numbers of clusters that are tried by default.
const USUAL_KS: [usize; 2] = [2, 8];

/// The allowed numbers of resamples.
const RESAMPLES: std::ops::RangeInclusive<usize> = 10..=1_000;

/// The clustering method. `hdbscan`: dense regions, as many as there are, and noise between them; complete stories only.
/// `k_medoids`: a given number of clusters around typical stories, by Gower's distance. There, signifiers that one of two
/// stories left unanswered are ignored for that pair, and two stories with no common answer have the largest distance, 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClusterMethod {
    /// Dense regions, as many as there are.
    #[default]
    Hdbscan,
    /// A given number of clusters around typical stories.
    KMedoids,
}

/// The options of clustering.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({"signifiers": ["difference", "timing"], "min_cluster_size": 50, "labels": false}))]
pub struct ClusterOptions {
    /// The clustering method.
    pub method: ClusterMethod,
    /// Triads, dyads and stones; `stones-id/stone-id` selects a single stone. With k-medoids also choices.
    pub signifiers: Vec<String>,
    /// Weights of signifiers, 0.001 to 1,000; 1 for those that are not listed. With HDBSCAN a weight multiplies the signifier's
    /// coordinates, with k-medoids its term of Gower's distance.
    pub weights: BTreeMap<String, f64>,
    /// HDBSCAN: the smallest number of stories in a cluster, 2 or more. When missing: a hundredth of the stories, but at least
    /// 15.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_cluster_size: Option<usize>,
    /// HDBSCAN: the number of near stories, itself included, that make a story a core point. When missing: the smaller of
    /// `min_cluster_size` and 15.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_samples: Option<usize>,
    /// k-medoids: the number of clusters, 2 to 50. When missing, no clusters are returned, only how well each number of them
    /// would fit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub k: Option<usize>,
    /// k-medoids: the smallest and the largest number of clusters to try; 2 and 8 when both this and `k` are missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<usize>>)]
    pub k_range: Option<[usize; 2]>,
    /// Above this many stories, a sample of this size is clustered and the other stories are assigned to its clusters; 10,000
    /// when missing. k-medoids never clusters more than 5,000 stories at once.
    pub sample: usize,
    /// Options for the stability of clusters. An unstable cluster is not shown: its stories are in neither `clusters` nor
    /// `noise`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stability: Option<StabilityOptions>,
    /// Equal seeds give equal results.
    pub seed: u64,
    /// Whether to return the cluster of every story.
    pub labels: bool,
    /// Whether to describe each cluster: its position on every signifier, who told its stories and when.
    pub describe: bool,
    /// Whether only readable stories are named as typical.
    pub readable_medoids: bool,
}

/// Options for the stability of clusters (Hennig, 2007). For each resample, as many stories as were clustered, at most 4,000,
/// are drawn with replacement; repeated stories count once. They are clustered again, with HDBSCAN's settings scaled down to
/// their number, and each cluster is compared with the most similar new one. If a sample was clustered, the stories are drawn
/// from the sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({"resamples": 100}))]
pub struct StabilityOptions {
    /// The number of resamples, 10 to 1,000.
    pub resamples: usize,
}

impl Default for StabilityOptions {
    fn default() -> Self {
        Self { resamples: 100 }
    }
}

impl Default for ClusterOptions {
    fn default() -> Self {
        Self {
            method: ClusterMethod::default(),
            signifiers: Vec::new(),
            weights: BTreeMap::new(),
            min_cluster_size: None,
            min_samples: None,
            k: None,
            k_range: None,
            sample: 10_000,
            stability: None,
            seed: 0,
            labels: false,
            describe: false,
            readable_medoids: false,
        }
    }
}

impl ClusterOptions {
    /// Checks the options that do not depend on the stories.
    pub(super) fn check(&self) -> Result<(), PatternFault> {
        let fault = |field: &str, message: String| Err(PatternFault::new(field, message));
        if let Some(asked) = self.stability
            && !RESAMPLES.contains(&asked.resamples)
        {
            let message = format!("ask for {} to {} resamples", RESAMPLES.start(), RESAMPLES.end());
            return fault("stability.resamples", message);
        }
        let between = format!("{} to {}", KS.start(), KS.end());
        if self.k.is_some_and(|k| !KS.contains(&k)) {
            return fault("k", format!("ask for {between} clusters"));
        }
        if let Some([from, to]) = self.k_range
            && !(from <= to && KS.contains(&from) && KS.contains(&to))
        {
            return fault("k_range", format!("name the fewest and the most clusters to try, both from {between}"));
        }
        if !(2..=LARGEST_SAMPLE).contains(&self.sample) {
            return fault("sample", too_large());
        }
        Ok(())
    }

    /// Checks the numbers for HDBSCAN and fills in missing ones, for `n` complete stories.
    pub(super) fn settings(&self, n: usize) -> Result<Settings, PatternFault> {
        let min_cluster_size = self.min_cluster_size.unwrap_or((n / 100).max(15));
        let min_samples = self.min_samples.unwrap_or(min_cluster_size.min(15));
        if min_cluster_size < 2 {
            return Err(PatternFault::new("min_cluster_size", "a cluster has at least 2 stories"));
        }
        if !(1..=LARGEST_NEIGHBOURHOOD).contains(&min_samples) {
            let message = format!("min_samples counts the story itself; it is from 1 to {LARGEST_NEIGHBOURHOOD}");
            return Err(PatternFault::new("min_samples", message));
        }
        if self.sample < min_cluster_size.min(n) {
            return Err(PatternFault::new("sample", too_large()));
        }
        Ok(Settings { min_cluster_size, min_samples })
    }

    /// The number of stories that k-medoids clusters at once.
    pub(super) fn matrix_size(&self) -> usize {
        self.sample.min(LARGEST_MATRIX)
    }

    /// The numbers of clusters to try, as requested, if any.
    pub(super) fn wanted_range(&self) -> Option<[usize; 2]> {
        self.k_range.or(self.k.is_none().then_some(USUAL_KS))
    }

    /// Those of them that `n` stories with so many distinct answers can form.
    pub(super) fn suggested_range(&self, n: usize, distinct: usize) -> Option<[usize; 2]> {
        let [from, to] = self.wanted_range()?;
        let to = to.min(n.saturating_sub(1)).min(distinct);
        (from <= to).then_some([from, to])
    }
}

fn too_large() -> String {
    format!(
        "a sample holds 2 to {LARGEST_SAMPLE} stories, and no fewer than min_cluster_size; all other stories are assigned to it, so a smaller sample still clusters all of them"
    )
}
