//! Finding the clusters of a selection, and showing what was found.
//!
//! What is found is kept by story number. Titles and ids are looked up when it is shown, so that the result of a job names
//! no story that was withdrawn meanwhile.

use std::collections::{BTreeMap, HashMap, HashSet};

use uuid::Uuid;

use super::clusters::{ClusterShown, ClustersAnswer, ClustersAsked};
use super::comparing::FEW_TO_BREAK_DOWN;
use super::resolve::View;
use super::texts::{MOST_TEXTS, Told};
use super::work::Work;
use super::{Explore, ExploreError};
use crate::access::MayExplore;
use crate::model::Fault;
use crate::patterns::{self, Cluster, ClusterMethod, ClusterOptions, Clusters, KeyTerm, KeynessOptions, Rows, Watch};

/// Labels are given for so many stories at most; a larger selection has to be narrowed.
const MOST_LABELS: u64 = 200_000;

/// Pairs of stories that are looked at while somebody waits, and in a job.
const MOST_PAIRS: u64 = 1_000_000_000;
const MOST_PAIRS_OF_JOB: u64 = 50_000_000_000;

/// Stories whose distances k-medoids keeps at once.
const MATRIX: usize = 5_000;

/// Telling words of each cluster that are listed, and how often one must occur.
const TELLING: usize = 15;
const LEAST: u64 = 3;

/// Clusters that were found.
pub(super) struct ClustersFound {
    framework: String,
    matching: u64,
    change: u64,
    fuzzy: bool,
    warnings: Vec<String>,
    found: Clusters,
    /// Telling words by cluster, when asked for.
    words: Option<Vec<Vec<KeyTerm>>>,
}

/// Stories whose words are counted: all of them, and those of each cluster.
struct Readable {
    all: Vec<u64>,
    clusters: Vec<HashSet<u64>>,
}

impl Explore {
    /// The clusters of a selection.
    ///
    /// # Errors
    /// [`ExploreError`].
    pub async fn clusters(&self, right: MayExplore, asked: ClustersAsked, work: &Work) -> Result<ClustersAnswer, ExploreError> {
        let found = self.find_clusters(right, asked, work).await?;
        self.show_clusters(right, &found).await
    }

    pub(super) async fn find_clusters(
        &self,
        right: MayExplore,
        asked: ClustersAsked,
        work: &Work,
    ) -> Result<ClustersFound, ExploreError> {
        let is_job = work.is_job();
        let (mut found, readable) =
            self.at_work(work, move |views, watch| views.compute_clusters(&asked, is_job, watch)).await?;
        if let Some(readable) = readable {
            let told = self.told(right, &readable.all, work).await?;
            found.words = Some(self.at_work(work, move |_, _| Ok(telling(&told, &readable))).await?);
        }
        Ok(found)
    }

    /// What was found, with the titles and ids of those stories that may be read now.
    pub(super) async fn show_clusters(&self, right: MayExplore, found: &ClustersFound) -> Result<ClustersAnswer, ExploreError> {
        let clusters = &found.found;
        let typical: Vec<u64> = clusters.clusters.iter().flat_map(|cluster| cluster.medoids.iter().copied()).collect();
        let titles = self.readable_titles(right, &typical).await?;
        let labels = self.labels(clusters).await?;
        let shown = |(at, cluster): (usize, &Cluster)| ClusterShown {
            id: cluster.id,
            size: cluster.size,
            share: cluster.share,
            stability: cluster.stability,
            medoids: cluster.medoids.iter().filter_map(|number| titles.get(number).cloned()).collect(),
            medoids_sampled: cluster.medoids_sampled,
            position: cluster.position.clone(),
            description: cluster.description.clone().filter(|_| cluster.size >= FEW_TO_BREAK_DOWN as u64),
            words: found.words.as_ref().map(|words| words.get(at).cloned().unwrap_or_default()),
        };
        Ok(ClustersAnswer {
            framework: found.framework.clone(),
            method: clusters.method,
            matching: found.matching,
            complete: clusters.complete,
            left_out: clusters.left_out,
            noise: clusters.noise,
            min_cluster_size: clusters.min_cluster_size,
            min_samples: clusters.min_samples,
            sampled: clusters.sampled,
            suggestion: clusters.suggestion.clone(),
            not_shown: clusters.not_shown.clone(),
            change: found.change,
            fuzzy: found.fuzzy,
            warnings: found.warnings.clone(),
            clusters: clusters.clusters.iter().enumerate().map(shown).collect(),
            labels,
        })
    }

    fn compute_clusters(
        &self,
        asked: &ClustersAsked,
        is_job: bool,
        watch: &Watch<'_>,
    ) -> Result<(ClustersFound, Option<Readable>), ExploreError> {
        let View { framework, columns, rows, fuzzy, change, .. } = self.view(&asked.selection)?;
        if asked.labels && rows.len() as u64 > MOST_LABELS {
            let message = format!("labels are given for at most {MOST_LABELS} stories; narrow the selection, or ask without");
            return Err(ExploreError::Faulty(Fault::new("labels", message)));
        }
        let options = options(asked);
        not_too_large(rows.len(), &options, is_job)?;
        let found = patterns::clusters(&columns, &rows, &options, watch)?;
        let readable = asked.describe.then(|| {
            let all = columns.sample_readable(&rows, MOST_TEXTS, asked.seed);
            let sampled = columns.with_numbers(&all);
            let of = |own: &Rows| columns.numbers(&sampled.and(own)).collect();
            Readable { all, clusters: found.clusters.iter().map(|cluster| of(&cluster.rows)).collect() }
        });
        let warnings = warnings(&found, asked);
        let matching = rows.len() as u64;
        Ok((ClustersFound { framework, matching, change, fuzzy, warnings, found, words: None }, readable))
    }

    async fn labels(&self, found: &Clusters) -> Result<Option<BTreeMap<Uuid, Option<u32>>>, ExploreError> {
        let Some(labels) = &found.labels else { return Ok(None) };
        let numbers: Vec<u64> = labels.iter().map(|label| label.story).collect();
        let ids: HashMap<u64, Uuid> = self.store.ids_by_number(&numbers).await?.into_iter().collect();
        let labels = labels.iter().filter_map(|label| Some((*ids.get(&label.story)?, label.cluster)));
        Ok(Some(labels.collect()))
    }
}

fn options(asked: &ClustersAsked) -> ClusterOptions {
    ClusterOptions {
        method: asked.method,
        signifiers: asked.signifiers.clone(),
        weights: asked.weights.clone(),
        min_cluster_size: asked.min_cluster_size,
        min_samples: asked.min_samples,
        k: asked.k,
        k_range: asked.k_range,
        sample: asked.sample.unwrap_or(ClusterOptions::default().sample),
        stability: asked.stability,
        seed: asked.seed,
        labels: asked.labels,
        describe: asked.describe,
        readable_medoids: true,
    }
}

/// Every resample looks at all pairs of the stories that are clustered.
fn not_too_large(stories: usize, options: &ClusterOptions, is_job: bool) -> Result<(), ExploreError> {
    let at_once = match options.method {
        ClusterMethod::Hdbscan => options.sample,
        ClusterMethod::KMedoids => options.sample.min(MATRIX),
    };
    let clustered = stories.min(at_once) as u64;
    let (resamples, field) = match options.stability {
        Some(asked) => (asked.resamples as u64, "stability.resamples"),
        None => (0, "sample"),
    };
    let pairs = clustered.saturating_mul(clustered).saturating_mul(1 + resamples);
    let most = if is_job { MOST_PAIRS_OF_JOB } else { MOST_PAIRS };
    if pairs <= most {
        return Ok(());
    }
    let enough = ((most / (1 + resamples)) as f64).sqrt() as u64;
    let job = if is_job { "" } else { ", or ask for it as a job (?job=true)" };
    let message = format!(
        "clustering {clustered} stories {} times takes too long: take a sample of {enough}, or fewer resamples{job}",
        1 + resamples
    );
    Err(ExploreError::Faulty(Fault::new(field, message)))
}

/// The words that tell each cluster from the other stories of the selection.
fn telling(told: &Told, readable: &Readable) -> Vec<Vec<KeyTerm>> {
    let options = KeynessOptions { prior: None, least: LEAST, limit: Some(TELLING), stop_words: told.stop_words() };
    let of = |cluster: &HashSet<u64>| {
        let rest = readable.all.iter().filter(|number| !cluster.contains(number));
        patterns::keyness(&told.counts(cluster), &told.counts(rest), &options).more
    };
    readable.clusters.iter().map(of).collect()
}

fn warnings(found: &Clusters, asked: &ClustersAsked) -> Vec<String> {
    let mut warnings = patterns::warnings(found.complete);
    if let Some(sampled) = found.sampled {
        warnings
            .push(format!("A sample of {sampled} stories was clustered; the others were given the cluster of the nearest."));
    }
    if asked.method == ClusterMethod::KMedoids && asked.k.is_none() {
        warnings.push("No number of clusters was chosen: read which numbers fit, and ask again with “k”.".to_owned());
    }
    if asked.describe && found.clusters.iter().any(|cluster| cluster.size < FEW_TO_BREAK_DOWN as u64) {
        warnings.push(format!("Clusters of fewer than {FEW_TO_BREAK_DOWN} stories are not described."));
    }
    warnings
}
