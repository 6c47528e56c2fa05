//! The way of every import: read and check on one thread (many lines at a time on all processors), write on another.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::{NaiveDate, Utc};
use rayon::prelude::*;
use serde::Serialize;
use thiserror::Error;
use tokio::sync::mpsc;

use crate::capture::{Arrival, Files, Keys, Submission, check_submission};
use crate::frameworks::{Shelf, check as check_framework, unchecked_languages};
use crate::model::{
    Day, Fault, Framework, FrameworkState, JoinCode, MalformedJoinCode, ModerationState, Source, faults_in_words,
};
use crate::store::{BatchMaker, Collection, ImportBatch, NewStory, Store, StoreError};

/// Stories that are written in one transaction.
const BATCH: usize = 5_000;

/// Why an import could not go on.
#[derive(Debug, Error)]
pub enum ExchangeError {
    /// The file cannot be read.
    #[error("the file cannot be read: {0}")]
    Read(#[from] std::io::Error),
    /// The framework or definition makes no sense.
    #[error("{what} cannot be used: {}", faults_in_words(.faults))]
    Faulty {
        /// Which document.
        what: String,
        /// What is wrong with it.
        faults: Vec<Fault>,
    },
    /// Another version of this number is published.
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
    /// The thread that reads the file stopped.
    #[error("reading the file was broken off")]
    BrokenOff,
}

/// One line of a source as it comes to the checks.
pub struct Draft {
    /// What somebody told.
    pub submission: Submission,
    /// Under which name the source knows it: the same name twice is the same story.
    pub name: Vec<u8>,
    /// The day it came in; today when missing.
    pub received: Option<Day>,
    /// How far moderation has come; as the importer says when missing.
    pub state: Option<ModerationState>,
}

/// Makes a draft of a raw line: nothing when the line is to be left out on purpose.
pub type Drafter<Raw> = Arc<dyn Fn(Raw) -> Result<Option<Draft>, Vec<Fault>> + Send + Sync>;

/// A line after the checks.
type Checked = (u64, Result<Option<NewStory>, Vec<Fault>>);

/// A source of stories: it reads raw lines one after the other, and can make drafts of them on any thread.
pub trait Lines: Send + 'static {
    /// A line as it was read.
    type Raw: Send;

    /// The next line with its number, counted from 1; nothing at the end.
    ///
    /// # Errors
    /// What the file reports.
    fn next(&mut self) -> std::io::Result<Option<(u64, Self::Raw)>>;

    /// Bytes read so far.
    fn bytes(&self) -> u64;

    /// What makes drafts, on any thread.
    fn drafter(&self) -> Drafter<Self::Raw>;
}

/// A line that could not be taken, and why.
#[derive(Clone, Debug, Serialize)]
pub struct Rejected {
    /// The line, counted from 1.
    pub line: u64,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
}

/// How far an import has come. What it counts as new is on disk.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    /// Bytes of the source that have been dealt with.
    pub bytes: u64,
    /// Lines that have been dealt with.
    pub lines: u64,
    /// Stories that are kept and were not before.
    pub new: u64,
    /// Stories that had been kept before.
    pub known: u64,
    /// Lines left out on purpose.
    pub excluded: u64,
    /// Lines rejected so far.
    pub rejected: u64,
    /// The lines rejected since the last report.
    pub rejections: Vec<Rejected>,
}

/// What an import came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Lines read.
    pub lines: u64,
    /// Stories that are kept and were not before (would be, on a dry run).
    pub new: u64,
    /// Stories that had been kept before.
    pub known: u64,
    /// Lines left out on purpose.
    pub excluded: u64,
    /// Lines rejected.
    pub rejected: u64,
    /// Collections that were made because lines named them.
    pub collections: Vec<String>,
}

/// Brings stories in.
pub struct Importer {
    /// Where to.
    pub store: Store,
    /// The store's key.
    pub keys: Keys,
    /// The frameworks.
    pub shelf: Shelf,
    /// Whether people have reviewed the texts already.
    pub cleared: bool,
    /// Whether to check only, and keep nothing.
    pub dry_run: bool,
    /// The round of collections that are made because lines name them.
    pub round: Option<String>,
    /// What the stories are kept as.
    pub source: Source,
}

struct Batch {
    stories: ImportBatch,
    rejected: Vec<Rejected>,
    excluded: u64,
    lines: u64,
    bytes: u64,
}

impl Importer {
    /// Publishes the framework that lines refer to, unless that very version is published already.
    ///
    /// # Errors
    /// [`ExchangeError`].
    pub async fn publish(&self, what: &str, document: &serde_json::Value) -> Result<Framework, ExchangeError> {
        let framework = check_framework(document).map_err(|faults| ExchangeError::Faulty { what: what.to_owned(), faults })?;
        let (slug, version) = (framework.slug.clone(), framework.version);
        let kept = self.shelf.version(&slug, version).await?;
        match kept {
            Some(kept) if *kept == framework => {}
            Some(_) => return Err(ExchangeError::FrameworkDiffers { slug, version }),
            None if !framework.machine_drafts.is_empty() => {
                let faults = unchecked_languages(&framework).into_iter().collect();
                return Err(ExchangeError::Faulty { what: what.to_owned(), faults });
            }
            None if self.dry_run => {}
            None => {
                self.store.add_framework(&framework, FrameworkState::Published).await?;
                self.shelf.reload().await?;
            }
        }
        Ok(framework)
    }

    /// Brings in every line. `report` hears after each batch; what it hears of as new is on disk.
    ///
    /// # Errors
    /// [`ExchangeError`]; what was reported before stays.
    pub async fn run<L: Lines>(
        &self,
        lines: L,
        framework: &Framework,
        mut report: impl FnMut(&Progress),
    ) -> Result<Outcome, ExchangeError> {
        let mut known: HashSet<String> =
            self.store.collections().await?.into_iter().map(|collection| collection.join_code).collect();
        let checks = self.checks(framework);
        let maker = self.store.batch_maker();
        let (sender, mut batches) = mpsc::channel(2);
        let reader = tokio::task::spawn_blocking(move || read(lines, &checks, maker, &sender));
        let mut progress = Progress::default();
        let mut made = Vec::new();
        while let Some(batch) = batches.recv().await {
            let Batch { stories, rejected, excluded, lines, bytes } = batch;
            self.make_collections(stories.stories(), &mut known, &mut made).await?;
            if self.dry_run {
                progress.new += stories.len() as u64;
            } else {
                let imported = self.store.import(stories).await?;
                progress.new += imported.new;
                progress.known += imported.known;
            }
            progress.lines += lines;
            progress.bytes = bytes;
            progress.excluded += excluded;
            progress.rejected += rejected.len() as u64;
            progress.rejections = rejected;
            report(&progress);
        }
        reader.await.map_err(|_| ExchangeError::BrokenOff)??;
        let Progress { lines, new, known, excluded, rejected, .. } = progress;
        Ok(Outcome { lines, new, known, excluded, rejected, collections: made })
    }

    fn checks(&self, framework: &Framework) -> Checks {
        let mut frameworks: HashMap<(String, u32), Arc<Framework>> = HashMap::new();
        for known in self.shelf.all() {
            frameworks.insert((known.slug.clone(), known.version), known);
        }
        frameworks.insert((framework.slug.clone(), framework.version), Arc::new(framework.clone()));
        let state = if self.cleared { ModerationState::Cleared } else { ModerationState::Held };
        Checks { frameworks, keys: self.keys.clone(), state, source: self.source, today: Utc::now().date_naive() }
    }

    async fn make_collections(
        &self,
        stories: &[NewStory],
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
                round: self.round.clone(),
                ..Collection::default()
            };
            self.store.add_collection(&collection).await?;
        }
        Ok(())
    }
}

/// What lines are checked against.
struct Checks {
    frameworks: HashMap<(String, u32), Arc<Framework>>,
    keys: Keys,
    state: ModerationState,
    source: Source,
    today: NaiveDate,
}

fn read<L: Lines>(mut lines: L, checks: &Checks, maker: BatchMaker, sender: &mpsc::Sender<Batch>) -> Result<(), ExchangeError> {
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
        let checked: Vec<Checked> = raw
            .into_par_iter()
            .map(|(line, raw)| (line, drafter(raw).and_then(|draft| draft.map(|draft| checks.story(draft)).transpose())))
            .collect();
        let (mut stories, mut rejected, mut excluded) = (Vec::with_capacity(checked.len()), Vec::new(), 0);
        for (line, checked) in checked {
            match checked {
                Ok(Some(story)) => stories.push(story),
                Ok(None) => excluded += 1,
                Err(faults) => rejected.push(Rejected { line, faults }),
            }
        }
        let batch = Batch { stories: maker.batch(stories)?, rejected, excluded, lines: count, bytes: lines.bytes() };
        // The one who writes has failed and gone: there is nobody to read for.
        if sender.blocking_send(batch).is_err() {
            return Ok(());
        }
    }
}

impl Checks {
    fn story(&self, draft: Draft) -> Result<NewStory, Vec<Fault>> {
        let Draft { submission, name, received, state } = draft;
        let one = |field: &str, message: String| vec![Fault::new(field, message)];
        let (slug, version) = (&submission.framework, submission.version);
        let framework = self
            .frameworks
            .get(&(slug.clone(), version))
            .ok_or_else(|| one("framework", format!("there is no published version {version} of “{slug}”")))?;
        let receipt = match &submission.receipt {
            Some(typed) => typed.parse().map_err(|error| vec![Fault::new("receipt", error)])?,
            None => self.keys.imported(slug, &name),
        };
        let received = received.map_or(self.today, NaiveDate::from);
        if received > self.today {
            return Err(one("received", format!("{received} lies in the future")));
        }
        let collection: Option<JoinCode> = submission
            .collection
            .as_deref()
            .map(str::parse)
            .transpose()
            .map_err(|error: MalformedJoinCode| vec![Fault::new("collection", error)])?;
        let checked = check_submission(&submission, framework)?;
        // Whatever was reviewed together: a story that somebody is worried about is read by a person by itself.
        let usual = if checked.worried { ModerationState::Held } else { self.state };
        let arrival = Arrival { receipt, collection, received, state: state.unwrap_or(usual), source: self.source };
        checked.into_story(framework, arrival, &Files::default(), &self.keys).map_err(|error| one("", error.to_string()))
    }
}
