//! How to look for clusters, and what may be asked.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::hdbscan::Settings;
use crate::patterns::fault::PatternFault;

/// The largest sample that may be asked for: time grows with its square.
const LARGEST_SAMPLE: usize = 20_000;

/// The most stories that may be asked to be near.
const LARGEST_NEIGHBOURHOOD: usize = 1_000;

/// Stories whose distances k-medoids keeps, all with all: eight bytes for each pair.
const LARGEST_MATRIX: usize = 5_000;

/// The numbers of clusters that k-medoids may be asked for.
const KS: std::ops::RangeInclusive<usize> = 2..=50;

/// The numbers of clusters that are tried when nobody says which.
const USUAL_KS: [usize; 2] = [2, 8];

/// How many resamples may be asked for.
const RESAMPLES: std::ops::RangeInclusive<usize> = 10..=1_000;

/// How clusters are found. `hdbscan`: dense regions, as many as there are, and noise between them; complete stories only.
/// `k_medoids`: as many groups as asked for, around typical stories, by Gower's distance; what was not answered is left out
/// pair by pair, and two stories that answered nothing in common are 1 apart, as far as can be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClusterMethod {
    /// Dense regions, as many as there are.
    #[default]
    Hdbscan,
    /// As many groups as asked for, around typical stories.
    KMedoids,
}

/// How to look for clusters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({"signifiers": ["difference", "timing"], "min_cluster_size": 50, "labels": false}))]
pub struct ClusterOptions {
    /// How clusters are found.
    pub method: ClusterMethod,
    /// Triads, dyads and stones; `stones-id/stone-id` takes one stone alone. With k-medoids choices too.
    pub signifiers: Vec<String>,
    /// How much signifiers count, 0.001 to 1,000; 1 for those that are not named. With HDBSCAN a weight multiplies the
    /// signifier's coordinates, with k-medoids its term of Gower's distance.
    pub weights: BTreeMap<String, f64>,
    /// HDBSCAN: the fewest stories that make a cluster, 2 or more. When left out: a hundredth of the stories, at least 15.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_cluster_size: Option<usize>,
    /// HDBSCAN: the stories, itself included, that must be near for a story to be in the thick of a cluster. When left out:
    /// the smaller of `min_cluster_size` and 15.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_samples: Option<usize>,
    /// k-medoids: how many clusters, 2 to 50. When left out, no clusters are answered, only how well each number of them
    /// would fit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub k: Option<usize>,
    /// k-medoids: the numbers of clusters to try, from and to; 2 to 8 when both this and `k` are left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<usize>>)]
    pub k_range: Option<[usize; 2]>,
    /// Above this many stories a sample of this size is clustered, and the other stories are assigned to it; 10,000 when
    /// left out. k-medoids never clusters more than 5,000 at once, whatever is asked for.
    pub sample: usize,
    /// Asks how stable each cluster is. One that is not is not shown: its stories are in neither `clusters` nor `noise`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stability: Option<StabilityOptions>,
    /// The same seed gives the same answer.
    pub seed: u64,
    /// Whether to answer every story's cluster.
    pub labels: bool,
    /// Whether to answer where each cluster stands on every signifier, who told it and when.
    pub describe: bool,
    /// Whether only stories that may be read are named as typical.
    pub readable_medoids: bool,
}

/// How to find out whether clusters are stable (Hennig, 2007). For each resample as many stories are drawn with replacement
/// as were clustered, at most 4,000; those drawn more than once count once. They are clustered again, with HDBSCAN's settings
/// scaled down to how many they are, and each cluster is compared with the new one that is most like it. Where a sample was
/// clustered, its stories are drawn from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({"resamples": 100}))]
pub struct StabilityOptions {
    /// How often the stories are resampled and clustered again, 10 to 1,000.
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
    /// Checks what can be checked without the stories.
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

    /// Checks the numbers for HDBSCAN and fills in what was left out, for `n` complete stories.
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

    /// How many stories k-medoids clusters at once.
    pub(super) fn matrix_size(&self) -> usize {
        self.sample.min(LARGEST_MATRIX)
    }

    /// The numbers of clusters to try with `n` stories, if any.
    pub(super) fn suggested_range(&self, n: usize) -> Option<[usize; 2]> {
        let [from, to] = self.k_range.or(self.k.is_none().then_some(USUAL_KS))?;
        let to = to.min(n.saturating_sub(1));
        (from <= to).then_some([from, to])
    }
}

fn too_large() -> String {
    format!(
        "a sample holds 2 to {LARGEST_SAMPLE} stories, and no fewer than min_cluster_size; all other stories are assigned to it, so a smaller sample still clusters all of them"
    )
}
