//! Finds the clusters of a selection, and shows them.
//!
//! Clusters are stored by story number. Titles, ids and the words of texts are looked up when they are shown, so that the result
//! of a job names no story that was withdrawn meanwhile, and no word of a text that may no longer be read.

use std::collections::{BTreeMap, HashMap, HashSet};

use uuid::Uuid;

use crate::access::{MayAnalyse, Right};
use crate::analysis::clusters::found::{Counted, FoundClusters};
use crate::analysis::clusters::request::{ClusterBody, ClustersBody, ClustersRequest, Medoid, UnstableCluster};
use crate::analysis::jobs::task::TaskHandle;
use crate::analysis::labels::missing;
use crate::analysis::selection::{Undecided, View, left_out};
use crate::analysis::words::texts::{MOST_TEXTS, StoryWords};
use crate::analysis::{Analysis, AnalysisError, NearSelection};
use crate::disclosure::{Policy, Told, told_parts};
use crate::model::Fault;
use crate::patterns::{
    self, Cluster, ClusterMethod, ClusterOptions, Clusters, KeyTerm, KeynessOptions, Labels, Ordered, Progress, Rows, Unstable,
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
        right: MayAnalyse,
        asked: ClustersRequest,
        work: &TaskHandle,
    ) -> Result<FoundClusters, AnalysisError> {
        self.note_view(right.actor(), &asked.selection);
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
        let told = ToldClusters::of(clusters, &self.policy);
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
        let labels = self.labels(clusters, &told).await?;
        let not_shown =
            |(unstable, size): (&Unstable, &Told)| UnstableCluster { size: size.count(), stability: unstable.stability };
        let shown = |(at, cluster): (usize, &Cluster)| {
            let words = words.as_ref().map(|words| words.get(at).cloned().unwrap_or_default());
            let medoids = cluster.medoids.iter().filter_map(|number| titles.get(number).cloned()).collect();
            let near = cluster.near.as_ref().and_then(|near| found.near(near));
            shown(cluster, medoids, near, words, (&told, at), &self.policy)
        };
        Ok(ClustersBody {
            framework: found.framework.clone(),
            method: clusters.method,
            matching: self.policy.matching(found.matching),
            complete: told.complete,
            left_out: told.left_out.count(),
            missing: told.missing.clone(),
            noise: told.noise.count(),
            min_cluster_size: clusters.min_cluster_size,
            min_samples: clusters.min_samples,
            sampled: clusters.sampled,
            suggestion: clusters.suggestion.clone(),
            not_shown: clusters
                .not_shown
                .as_ref()
                .map(|unstable| unstable.iter().zip(&told.not_shown).map(not_shown).collect()),
            change: found.change,
            fuzzy: found.fuzzy,
            partial: found.partial,
            read_as: found.read_as.clone(),
            undecided: Undecided::told(found.undecided, &self.policy),
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
        let matching = rows.len() as u64;
        let mut found = match self.policy.is_too_few(matching) {
            true => nothing(asked.method),
            false => patterns::clusters(&columns, &rows, &options, progress)?,
        };
        if !self.policy.texts_may_be_shown(columns.readable(&rows) as u64, self.is_by_who_told(&asked.selection)) {
            found.clusters.iter_mut().for_each(|cluster| cluster.medoids.clear());
        }
        let counted = (asked.describe && !found.clusters.is_empty()).then(|| {
            let all = columns.sample_readable(&rows, MOST_TEXTS, asked.seed);
            let sampled = columns.with_numbers(&all);
            let of = |own: &Rows| columns.numbers(&sampled.and(own)).collect();
            Counted { all, clusters: found.clusters.iter().map(|cluster| of(&cluster.rows)).collect() }
        });
        let labels = self.words_for(&framework, asked.language.as_ref());
        let warnings = [warnings(&found, asked, matching, &labels, &self.policy), left_out(undecided, &self.policy)].concat();
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

    async fn labels(
        &self,
        found: &Clusters,
        told: &ToldClusters,
    ) -> Result<Option<BTreeMap<Uuid, Option<u32>>>, AnalysisError> {
        // Their number is that of the complete stories.
        let Some(labels) = found.labels.as_ref().filter(|_| told.complete.is_some()) else { return Ok(None) };
        let numbers: Vec<u64> = labels.iter().map(|label| label.story).collect();
        let ids: HashMap<u64, Uuid> = self.store.ids_by_number(&numbers).await?.into_iter().collect();
        let is_shown = |id: &u32| {
            found.clusters.iter().zip(&told.sizes).any(|(cluster, size)| cluster.id == *id && size.count().is_some())
        };
        let labels = labels.iter().filter_map(|label| Some((*ids.get(&label.story)?, label.cluster.filter(is_shown))));
        Ok(Some(labels.collect()))
    }
}

/// The numbers of clusters, and of what is in none, as they may be told. Together they are the stories of the selection, whose number is
/// known, so that none of them may be had by subtraction either.
struct ToldClusters {
    /// Missing where it would tell `left_out`.
    complete: Option<u64>,
    left_out: Told,
    noise: Told,
    /// Of each cluster that is not shown.
    not_shown: Vec<Told>,
    /// Of each cluster.
    sizes: Vec<Told>,
    missing: Ordered<Option<u64>>,
}

impl ToldClusters {
    fn of(found: &Clusters, policy: &Policy) -> Self {
        let hidden = found.not_shown.as_deref().unwrap_or_default();
        let sizes = hidden.iter().map(|cluster| cluster.size).chain(found.clusters.iter().map(|cluster| cluster.size));
        let parts: Vec<u64> = [found.left_out, found.noise].into_iter().chain(sizes).collect();
        let mut told = told_parts(&parts, policy).into_iter();
        let mut next = || told.next().unwrap_or(Told::Withheld);
        let (left_out, noise) = (next(), next());
        let not_shown = hidden.iter().map(|_| next()).collect();
        let sizes = found.clusters.iter().map(|_| next()).collect();
        // Without an answer to the only question: those are the ones left out.
        let is_left_out = |stories: u64| stories == found.left_out && left_out.count().is_none();
        let missing = |(id, stories): &(String, u64)| (id.clone(), policy.told(*stories).filter(|_| !is_left_out(*stories)));
        let missing = found.missing.0.iter().map(missing).collect();
        Self { complete: left_out.count().map(|_| found.complete), left_out, noise, not_shown, sizes, missing }
    }
}

/// The result for too few stories.
fn nothing(method: ClusterMethod) -> Clusters {
    Clusters {
        method,
        complete: 0,
        left_out: 0,
        noise: 0,
        missing: Ordered(Vec::new()),
        not_asked: Ordered(Vec::new()),
        reasons: Vec::new(),
        min_cluster_size: None,
        min_samples: None,
        sampled: None,
        suggestion: None,
        clusters: Vec::new(),
        not_shown: None,
        labels: None,
    }
}

/// A cluster as it may be shown: of a small one, only that it is small.
fn shown(
    cluster: &Cluster,
    medoids: Vec<Medoid>,
    near: Option<NearSelection>,
    words: Option<Vec<KeyTerm>>,
    (told, at): (&ToldClusters, usize),
    policy: &Policy,
) -> ClusterBody {
    let is_told = !policy.is_too_few(cluster.size);
    let size = told.sizes.get(at).and_then(|size| size.count());
    ClusterBody {
        id: cluster.id,
        size,
        share: size.and(told.complete).map(|_| cluster.share),
        stability: cluster.stability.filter(|_| is_told),
        medoids: if is_told { medoids } else { Vec::new() },
        medoids_sampled: cluster.medoids_sampled.filter(|_| is_told),
        position: if is_told { cluster.position.clone() } else { Ordered(Vec::new()) },
        description: cluster.description.clone().filter(|_| is_told && policy.may_be_compared(cluster.size)),
        near: near.filter(|_| is_told),
        words: words.filter(|_| is_told),
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

fn warnings(found: &Clusters, asked: &ClustersRequest, matching: u64, labels: &Labels, policy: &Policy) -> Vec<String> {
    let mut warnings = patterns::warnings(found.complete);
    warnings.extend(found.reasons.iter().cloned());
    if found.left_out > 0 {
        let percent = (100.0 * found.left_out as f64 / matching.max(1) as f64).round();
        let told = ToldClusters::of(found, policy);
        let left_out = match told.left_out {
            Told::Exactly(stories) => format!("{stories} of {matching} stories ({percent} %)"),
            Told::Few => format!("{} of {matching} stories", policy.in_words(found.left_out)),
            Told::Withheld => format!("Some of {matching} stories"),
        };
        let why = match asked.method {
            ClusterMethod::Hdbscan => "every chosen question",
            ClusterMethod::KMedoids => "any chosen question",
        };
        let missing = missing(labels, &found.missing, &told.missing, policy);
        warnings.push(format!("{left_out} are left out because they did not answer {why}. Not answered: {missing}."));
    }
    if let Some(sampled) = found.sampled {
        warnings
            .push(format!("A sample of {sampled} stories was clustered; the others were given the cluster of the nearest."));
    }
    if asked.method == ClusterMethod::KMedoids && asked.k.is_none() {
        warnings.push("No number of clusters was chosen: see which numbers fit, and ask again with “k”.".to_owned());
    }
    if asked.describe && found.clusters.iter().any(|cluster| !policy.may_be_compared(cluster.size)) {
        let fewest = policy.fewest_compared;
        warnings.push(format!("Clusters of fewer than {fewest} stories are not described."));
    }
    warnings
}
