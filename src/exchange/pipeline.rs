//! The pipeline of every import: one thread reads, all processors check many lines at a time, and another thread writes.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;
use thiserror::Error;
use tokio::sync::mpsc;

use super::checks::Checks;
use super::recognise::{Recognisable, Recognised, Recogniser, Rejected, about_others};
use super::remark::Remark;
use super::source::Lines;
use crate::access::{MayImport, Right};
use crate::capture::Keys;
use crate::frameworks::{FrameworkRegistry, check as check_framework, unchecked_languages};
use crate::model::{Clock, Fault, Framework, FrameworkState, ModerationState, Source, faults_in_words};
use crate::store::{
    BatchMaker, Collection, DefaultLanguages, EarlierImports, ImportBatch, NewStory, Store, StoreError, WithdrawnStories,
};

/// Stories that are written in one transaction.
const BATCH: usize = 5_000;

/// Why an import stopped.
#[derive(Debug, Error)]
pub enum ExchangeError {
    /// The file cannot be read.
    #[error("the file cannot be read: {0}")]
    Read(#[from] std::io::Error),
    /// The framework or definition is invalid.
    #[error("{what} cannot be used: {}", faults_in_words(.faults))]
    Faulty {
        /// Which document.
        what: String,
        /// What is wrong with it.
        faults: Vec<Fault>,
    },
    /// This version is published already, with other content.
    #[error(
        "version {version} of “{slug}” is published already and differs from this one; give the new one a new version number"
    )]
    FrameworkDiffers {
        /// The framework.
        slug: String,
        /// The version.
        version: u32,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The thread that reads the file ended unexpectedly.
    #[error("reading the file stopped unexpectedly; import it again")]
    BrokenOff,
}

/// A line after the checks.
type CheckedLine = (u64, Result<Option<(Recognisable, Vec<Remark>)>, Vec<Fault>>);

/// How far an import has come. Stories counted as new are on disk.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    /// Bytes of the source that were processed.
    pub bytes: u64,
    /// Lines that were processed.
    pub lines: u64,
    /// Stories that are stored now and were not before.
    pub new: u64,
    /// Stories that were stored before with the same content.
    pub known: u64,
    /// Stories that are known, but not as the source has them now: nothing of theirs was stored.
    pub different: u64,
    /// Lines excluded on purpose.
    pub excluded: u64,
    /// Lines rejected so far.
    pub rejected: u64,
    /// Stories, new or known, whose lines do not say what was asked.
    pub asked_unknown: u64,
    /// The lines rejected since the last report.
    pub rejections: Vec<Rejected>,
    /// The lines since the last report whose stories are known but different.
    pub differences: Vec<Rejected>,
    /// The remarks about lines since the last report whose stories are new, or known with the same content.
    pub remarks: Vec<Remark>,
}

/// The result of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Lines read.
    pub lines: u64,
    /// Stories that are stored now and were not before; on a dry run, stories that would be stored.
    pub new: u64,
    /// Stories that were stored before with the same content.
    pub known: u64,
    /// Stories that are known, but not as the source has them now.
    pub different: u64,
    /// Lines excluded on purpose.
    pub excluded: u64,
    /// Lines rejected.
    pub rejected: u64,
    /// Stories, new or known, whose lines do not say what was asked.
    pub asked_unknown: u64,
    /// Collections that were created because lines named them.
    pub collections: Vec<String>,
}

/// Imports stories.
pub struct Importer {
    /// The right of the person who imports.
    pub right: MayImport,
    /// The store to write to.
    pub store: Store,
    /// The keys of the store.
    pub keys: Keys,
    /// The frameworks.
    pub registry: FrameworkRegistry,
    /// Whether people have already reviewed the texts.
    pub cleared: bool,
    /// Whether to check only, and store nothing.
    pub dry_run: bool,
    /// The round of collections that are created because lines name them.
    pub round: Option<String>,
    /// The source that is recorded with the stories.
    pub source: Source,
    /// Which day it is.
    pub clock: Clock,
}

struct Batch {
    stories: ImportBatch,
    recognised: Recognised,
    rejected: Vec<Rejected>,
    remarks: Vec<Remark>,
    excluded: u64,
    lines: u64,
    bytes: u64,
    /// The rounds that lines give to their collections, by join code.
    rounds: HashMap<String, String>,
}

impl Importer {
    /// Publishes the framework that lines refer to, unless this version is already published.
    ///
    /// # Errors
    /// [`ExchangeError`].
    pub async fn publish(&self, what: &str, document: &serde_json::Value) -> Result<Framework, ExchangeError> {
        let framework = check_framework(document).map_err(|faults| ExchangeError::Faulty { what: what.to_owned(), faults })?;
        let (slug, version) = (framework.slug.clone(), framework.version);
        let kept = self.registry.version(&slug, version).await?;
        match kept {
            Some(kept) if *kept == framework => {}
            Some(_) => return Err(ExchangeError::FrameworkDiffers { slug, version }),
            None if !framework.machine_drafts.is_empty() => {
                let faults = unchecked_languages(&framework).into_iter().collect();
                return Err(ExchangeError::Faulty { what: what.to_owned(), faults });
            }
            None if self.dry_run => {}
            None => {
                let (actor, state) = (self.right.actor(), FrameworkState::Published);
                let new = self.store.add_framework(actor, &framework, state).await?;
                // A draft of this version is replaced.
                if !new {
                    self.store.replace_draft(actor, &framework, state).await?;
                }
                self.registry.reload().await?;
            }
        }
        Ok(framework)
    }

    /// Imports every line. Calls `report` after each batch; stories reported as new are on disk.
    ///
    /// # Errors
    /// [`ExchangeError`]; stories that were reported before stay in the store.
    pub async fn run<L: Lines>(
        &self,
        lines: L,
        framework: &Framework,
        mut report: impl FnMut(&Progress),
    ) -> Result<Outcome, ExchangeError> {
        let mut known: HashSet<String> =
            self.store.collections().await?.into_iter().map(|collection| collection.join_code).collect();
        let mut checks = self.checks(framework);
        let mut earlier = EarlierImports::default();
        if lines.names_are_ids() {
            earlier = self.store.earlier_imports(&framework.slug).await?;
            checks.versions = earlier.versions().iter().copied().collect();
            checks.default_languages = Arc::new(self.default_languages(framework));
        }
        let default_languages = Arc::clone(&checks.default_languages);
        let recogniser = Recogniser::new(earlier, lines.names_are_ids());
        if !self.dry_run {
            self.store.expect_many().await?;
        }
        let brings_ids = lines.brings_ids();
        let mut withdrawn = WithdrawnStories::default();
        let maker = self.store.batch_maker();
        let (sender, mut batches) = mpsc::channel(2);
        let reader = tokio::task::spawn_blocking(move || read(lines, &checks, recogniser, maker, &sender));
        let mut progress = Progress::default();
        let mut made = Vec::new();
        while let Some(batch) = batches.recv().await {
            let Batch { stories, recognised, rejected, remarks, excluded, lines, bytes, rounds } = batch;
            let stories = self.under_former_names(stories, &recognised).await?;
            let mut stories = stories.with_default_languages(Arc::clone(&default_languages));
            if brings_ids {
                self.store.add_withdrawn(&mut withdrawn).await?;
                stories = stories.without_withdrawn(withdrawn.ids());
            }
            self.make_collections(stories.stories(), &rounds, &mut known, &mut made).await?;
            progress.asked_unknown += stories.stories().iter().filter(|story| story.asked.is_none()).count() as u64;
            let imported = if self.dry_run {
                self.store.import_on_trial(&stories).await?
            } else {
                self.store.import(self.right.actor(), stories).await?
            };
            let different = recognised.differing(&imported.different);
            progress.new += imported.new;
            progress.known += imported.known + recognised.repeated;
            progress.different += different.len() as u64;
            progress.lines += lines;
            progress.bytes = bytes;
            progress.excluded += excluded;
            progress.rejected += rejected.len() as u64;
            progress.rejections = rejected;
            progress.remarks = about_others(remarks, &different);
            recognised.correct_languages(&mut progress.remarks, &imported.default_languages);
            progress.differences = different;
            report(&progress);
        }
        reader.await.map_err(|_| ExchangeError::BrokenOff)??;
        let Progress { lines, new, known, different, excluded, rejected, asked_unknown, .. } = progress;
        Ok(Outcome { lines, new, known, different, excluded, rejected, asked_unknown, collections: made })
    }

    /// Stories that an earlier version of the service stored under another name keep that name.
    async fn under_former_names(&self, stories: ImportBatch, recognised: &Recognised) -> Result<ImportBatch, ExchangeError> {
        let former: Vec<[u8; 32]> = recognised.former.iter().map(|(_, receipt)| *receipt).collect();
        let stored = self.store.stored_receipts(&former).await?;
        if stored.is_empty() {
            return Ok(stories);
        }
        let mut stories = stories.into_stories();
        for (place, receipt) in recognised.former.iter().filter(|(_, receipt)| stored.contains(&receipt[..])) {
            stories[*place].receipt_mac = *receipt;
        }
        Ok(self.store.batch_maker().batch(stories)?)
    }

    /// The language of rows that name none, by version: the first of each version, as imports publish them.
    fn default_languages(&self, framework: &Framework) -> DefaultLanguages {
        let published = self.registry.all();
        let versions = published.iter().map(|known| &**known).filter(|known| known.slug == framework.slug).chain([framework]);
        versions.filter_map(|known| Some((known.version, known.languages.first()?.clone()))).collect()
    }

    fn checks(&self, framework: &Framework) -> Checks {
        let mut frameworks: HashMap<(String, u32), Arc<Framework>> = HashMap::new();
        for known in self.registry.all() {
            frameworks.insert((known.slug.clone(), known.version), known);
        }
        frameworks.insert((framework.slug.clone(), framework.version), Arc::new(framework.clone()));
        let state = if self.cleared { ModerationState::Cleared } else { ModerationState::Held };
        Checks {
            frameworks,
            keys: self.keys.clone(),
            state,
            source: self.source,
            today: self.clock.today(),
            versions: Vec::new(),
            default_languages: Arc::default(),
        }
    }

    async fn make_collections(
        &self,
        stories: &[NewStory],
        rounds: &HashMap<String, String>,
        known: &mut HashSet<String>,
        made: &mut Vec<String>,
    ) -> Result<(), ExchangeError> {
        for story in stories {
            let Some(join_code) = story.collection.as_ref().filter(|code| !known.contains(*code)) else { continue };
            known.insert(join_code.clone());
            made.push(join_code.clone());
            if self.dry_run {
                continue;
            }
            let collection = Collection {
                join_code: join_code.clone(),
                name: join_code.clone(),
                framework: story.framework.clone(),
                round: rounds.get(join_code).or(self.round.as_ref()).cloned(),
                ..Collection::default()
            };
            self.store.add_collection(self.right.actor(), &collection).await?;
        }
        Ok(())
    }
}

fn read<L: Lines>(
    mut lines: L,
    checks: &Checks,
    mut recogniser: Recogniser,
    maker: BatchMaker,
    sender: &mpsc::Sender<Batch>,
) -> Result<(), ExchangeError> {
    let drafter = lines.drafter();
    loop {
        let mut raw = Vec::with_capacity(BATCH);
        while raw.len() < BATCH {
            match lines.next()? {
                Some(line) => raw.push(line),
                None => break,
            }
        }
        if raw.is_empty() {
            return Ok(());
        }
        let count = raw.len() as u64;
        let checked: Vec<CheckedLine> = raw
            .into_par_iter()
            .map(|(line, raw)| (line, drafter(raw).and_then(|draft| draft.map(|draft| checks.story(draft)).transpose())))
            .collect();
        let (mut stories, mut rejected, mut excluded) = (Vec::with_capacity(checked.len()), Vec::new(), 0);
        let mut remarks = Vec::new();
        for (line, checked) in checked {
            match checked {
                Ok(Some((story, said))) => {
                    stories.push((line, story));
                    remarks.extend(said);
                }
                Ok(None) => excluded += 1,
                Err(faults) => rejected.push(Rejected { line, faults }),
            }
        }
        let rounds =
            stories.iter().filter_map(|(_, line)| Some((line.story.collection.clone()?, line.round.clone()?))).collect();
        let (stories, recognised) = recogniser.sort(stories);
        let stories = maker.batch(stories)?;
        let batch = Batch { stories, recognised, rejected, remarks, excluded, lines: count, bytes: lines.bytes(), rounds };
        // The writer failed and has stopped, so there is no reason to read on.
        if sender.blocking_send(batch).is_err() {
            return Ok(());
        }
    }
}
