//! Finds the clusters of a selection, and shows them.
//!
//! Clusters are stored by story number. Titles, ids and the words of texts are looked up when they are shown, so that the result
//! of a job names no story that was withdrawn meanwhile, and no word of a text that may no longer be read.

use std::collections::{BTreeMap, HashMap, HashSet};

use uuid::Uuid;

use crate::access::MayAnalyse;
use crate::analysis::clusters::found::{Counted, FoundClusters};
use crate::analysis::clusters::request::{ClusterBody, ClustersBody, ClustersRequest};
use crate::analysis::jobs::task::TaskHandle;
use crate::analysis::labels::missing;
use crate::analysis::selection::{View, left_out};
use crate::analysis::words::texts::{MOST_TEXTS, StoryWords};
use crate::analysis::{Analysis, AnalysisError};
use crate::disclosure::policy::{SMALLEST_BROKEN_DOWN, may_be_broken_down};
use crate::model::Fault;
use crate::patterns::{
    self, Cluster, ClusterMethod, ClusterOptions, Clusters, KeyTerm, KeynessOptions, Labels, Progress, Rows,
};

/// The largest number of stories with labels; a larger selection has to be narrowed.
const MOST_LABELS: u64 = 200_000;

/// Pairs of stories that may be compared while a person waits, and in a job.
const MOST_PAIRS: u64 = 1_000_000_000;
const MOST_PAIRS_OF_JOB: u64 = 50_000_000_000;

/// Stories whose distances k-medoids holds in memory at once.
const MATRIX: usize = 5_000;

/// The number of telling words listed for each cluster, and how often each must occur.
const MOST_TELLING_WORDS: usize = 15;
const LEAST_OCCURRENCES: u64 = 3;

impl Analysis {
    /// The clusters of a selection.
    ///
    /// # Errors
    /// [`AnalysisError`].
    pub async fn clusters(
        &self,
        right: MayAnalyse,
        asked: ClustersRequest,
        work: &TaskHandle,
    ) -> Result<ClustersBody, AnalysisError> {
        let found = self.find_clusters(right, asked, work).await?;
        self.show_clusters(right, &found, work).await
    }

    pub(in crate::analysis) async fn find_clusters(
        &self,
        _right: MayAnalyse,
        asked: ClustersRequest,
        work: &TaskHandle,
    ) -> Result<FoundClusters, AnalysisError> {
        let is_job = work.is_job();
        self.run_task(work, move |views, progress| views.compute_clusters(&asked, is_job, progress)).await
    }

    /// The clusters with the titles, ids and words of stories that may be read now, in their present wording. They are read again each
    /// time, with a permit, because some of the stories may have been withdrawn since the last.
    pub(in crate::analysis) async fn show_clusters(
        &self,
        right: MayAnalyse,
        found: &FoundClusters,
        work: &TaskHandle,
    ) -> Result<ClustersBody, AnalysisError> {
        let permit = self.permit(work).await?;
        let clusters = &found.found;
        let words = match &found.counted {
            None => None,
            Some(counted) => {
                let words = self.words_of_readable(right, &counted.all, &permit, work).await?;
                let counted = counted.clone();
                Some(self.run_with(&permit, work, move |_, _| Ok(telling(&words, &counted))).await?)
            }
        };
        let typical: Vec<u64> = clusters.clusters.iter().flat_map(|cluster| cluster.medoids.iter().copied()).collect();
        let titles = self.readable_titles(right, &typical).await?;
        let labels = self.labels(clusters).await?;
        let shown = |(at, cluster): (usize, &Cluster)| ClusterBody {
            id: cluster.id,
            size: cluster.size,
            share: cluster.share,
            stability: cluster.stability,
            medoids: cluster.medoids.iter().filter_map(|number| titles.get(number).cloned()).collect(),
            medoids_sampled: cluster.medoids_sampled,
            position: cluster.position.clone(),
            description: cluster.description.clone().filter(|_| may_be_broken_down(cluster.size)),
            near: cluster.near.as_ref().filter(|_| may_be_broken_down(cluster.size)).and_then(|near| found.near(near)),
            words: words.as_ref().map(|words| words.get(at).cloned().unwrap_or_default()),
        };
        Ok(ClustersBody {
            framework: found.framework.clone(),
            method: clusters.method,
            matching: found.matching,
            complete: clusters.complete,
            left_out: clusters.left_out,
            missing: clusters.missing.clone(),
            noise: clusters.noise,
            min_cluster_size: clusters.min_cluster_size,
            min_samples: clusters.min_samples,
            sampled: clusters.sampled,
            suggestion: clusters.suggestion.clone(),
            not_shown: clusters.not_shown.clone(),
            change: found.change,
            fuzzy: found.fuzzy,
            partial: found.partial,
            read_as: found.read_as.clone(),
            undecided: found.undecided,
            warnings: found.warnings.clone(),
            clusters: clusters.clusters.iter().enumerate().map(shown).collect(),
            labels,
        })
    }

    fn compute_clusters(
        &self,
        asked: &ClustersRequest,
        is_job: bool,
        progress: &Progress<'_>,
    ) -> Result<FoundClusters, AnalysisError> {
        let View { framework, columns, rows, fuzzy, partial, change, read_as, undecided, .. } = self.view(&asked.selection)?;
        if asked.labels && rows.len() as u64 > MOST_LABELS {
            let message =
                format!("labels can be returned for at most {MOST_LABELS} stories; narrow the selection, or leave labels out");
            return Err(AnalysisError::Faulty(Fault::new("labels", message)));
        }
        let options = options(asked);
        not_too_large(rows.len(), &options, is_job)?;
        let found = patterns::clusters(&columns, &rows, &options, progress)?;
        let counted = asked.describe.then(|| {
            let all = columns.sample_readable(&rows, MOST_TEXTS, asked.seed);
            let sampled = columns.with_numbers(&all);
            let of = |own: &Rows| columns.numbers(&sampled.and(own)).collect();
            Counted { all, clusters: found.clusters.iter().map(|cluster| of(&cluster.rows)).collect() }
        });
        let matching = rows.len() as u64;
        let labels = self.words_for(&framework, asked.language.as_ref());
        let warnings = [warnings(&found, asked, matching, &labels), left_out(undecided)].concat();
        Ok(FoundClusters {
            framework,
            selection: asked.selection.clone(),
            matching,
            change,
            fuzzy,
            partial,
            read_as,
            undecided,
            warnings,
            found,
            counted,
        })
    }

    async fn labels(&self, found: &Clusters) -> Result<Option<BTreeMap<Uuid, Option<u32>>>, AnalysisError> {
        let Some(labels) = &found.labels else { return Ok(None) };
        let numbers: Vec<u64> = labels.iter().map(|label| label.story).collect();
        let ids: HashMap<u64, Uuid> = self.store.ids_by_number(&numbers).await?.into_iter().collect();
        let labels = labels.iter().filter_map(|label| Some((*ids.get(&label.story)?, label.cluster)));
        Ok(Some(labels.collect()))
    }
}

fn options(asked: &ClustersRequest) -> ClusterOptions {
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

/// Rejects work that is too large. Every resample compares all pairs of the clustered stories.
fn not_too_large(stories: usize, options: &ClusterOptions, is_job: bool) -> Result<(), AnalysisError> {
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
    Err(AnalysisError::Faulty(Fault::new(field, message)))
}

/// The words that set each cluster apart most from the other stories of the selection, also where the difference may be chance.
fn telling(words: &StoryWords, counted: &Counted) -> Vec<Vec<KeyTerm>> {
    let options = KeynessOptions {
        prior: None,
        least: LEAST_OCCURRENCES,
        limit: Some(MOST_TELLING_WORDS),
        stop_words: words.stop_words(),
    };
    let of = |cluster: &HashSet<u64>| {
        let rest = counted.all.iter().filter(|number| !cluster.contains(number));
        patterns::keyness(&words.counts(cluster), &words.counts(rest), &options).more
    };
    counted.clusters.iter().map(of).collect()
}

fn warnings(found: &Clusters, asked: &ClustersRequest, matching: u64, labels: &Labels) -> Vec<String> {
    let mut warnings = patterns::warnings(found.complete);
    warnings.extend(found.reasons.iter().cloned());
    if found.left_out > 0 {
        let (left_out, percent) = (found.left_out, (100.0 * found.left_out as f64 / matching.max(1) as f64).round());
        let why = match asked.method {
            ClusterMethod::Hdbscan => "every chosen question",
            ClusterMethod::KMedoids => "any chosen question",
        };
        let missing = missing(labels, &found.missing);
        warnings.push(format!(
            "{left_out} of {matching} stories ({percent} %) are left out because they did not answer {why}. Not answered: {missing}."
        ));
    }
    if let Some(sampled) = found.sampled {
        warnings
            .push(format!("A sample of {sampled} stories was clustered; the others were given the cluster of the nearest."));
    }
    if asked.method == ClusterMethod::KMedoids && asked.k.is_none() {
        warnings.push("No number of clusters was chosen: see which numbers fit, and ask again with “k”.".to_owned());
    }
    if asked.describe && found.clusters.iter().any(|cluster| !may_be_broken_down(cluster.size)) {
        warnings.push(format!("Clusters of fewer than {SMALLEST_BROKEN_DOWN} stories are not described."));
    }
    warnings
}
