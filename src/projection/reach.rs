//! How far the projections have come, and the step that brings stories up to date in them.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use roaring::RoaringTreemap;

use super::{Projection, ProjectionError, aside, read, write};
use crate::model::ModerationState;
use crate::patterns::{Columns, Row};
use crate::search::{self, Document, Index, IndexChange};
use crate::store::{Position, StoredStory};

/// What only the one who holds the lock may know and change.
#[derive(Default)]
pub(super) struct Reach {
    /// The last change applied.
    pub position: Position,
    /// Stories that the index holds.
    pub indexed: RoaringTreemap,
    /// Whether the index may hold more than that, as after a restart: then every removal goes to it.
    pub unsure: bool,
    /// Stories that changed while nothing could be shown.
    pub pending: Vec<u64>,
    /// Rounds by join code.
    pub rounds: HashMap<String, Option<String>>,
    /// Versions of frameworks whose signifiers the columns know.
    pub learned: HashSet<(String, u32)>,
    /// Since when removed stories wait to be erased from the index's files.
    pub to_expunge: Option<Instant>,
    /// How far the columns had come when they were last written to disk, and when that was.
    pub kept: Option<Position>,
    pub kept_at: Option<Instant>,
}

/// Whether a story's answers count in patterns.
pub(super) fn counts(story: &StoredStory) -> bool {
    story.consent.analysis && story.counts
}

/// Whether a story's text may be read and found.
pub(super) fn is_readable(story: &StoredStory) -> bool {
    may_be_read(story.consent.analysis, story.state)
}

/// Whether a text may be read and found, given what its storyteller allows and how far moderation has come.
pub(super) fn may_be_read(analysis: bool, state: ModerationState) -> bool {
    analysis && state == ModerationState::Cleared
}

impl Projection {
    /// Reads these stories from the store and puts what it finds in place of what the projections held.
    pub(super) async fn refresh(&self, reach: &mut Reach, numbers: &[u64]) -> Result<(), ProjectionError> {
        let stories = self.inner.store.stories_by_number(numbers).await?;
        if stories.len() < numbers.len() {
            // Whatever the index held of it, the database's log holds the whole.
            reach.to_expunge.get_or_insert_with(Instant::now);
        }
        self.refresh_columns(reach, numbers, &stories).await?;
        self.refresh_index(reach, numbers, stories).await
    }

    async fn refresh_columns(
        &self,
        reach: &mut Reach,
        numbers: &[u64],
        stories: &[StoredStory],
    ) -> Result<(), ProjectionError> {
        let counted: Vec<&StoredStory> = stories.iter().filter(|story| counts(story)).collect();
        for story in &counted {
            self.learn_version(reach, &story.framework, story.version).await?;
            self.learn_round(reach, story.collection.as_deref()).await?;
        }
        let kept: HashSet<u64> = counted.iter().map(|story| story.number).collect();
        let gone: Vec<u64> = numbers.iter().copied().filter(|number| !kept.contains(number)).collect();
        let mut by_framework: BTreeMap<&str, Vec<&StoredStory>> = BTreeMap::new();
        for story in counted {
            by_framework.entry(&story.framework).or_default().push(story);
        }
        for (slug, columns) in read(&self.inner.columns).iter() {
            let put = by_framework.remove(slug.as_str()).unwrap_or_default();
            if put.is_empty() && gone.is_empty() {
                continue;
            }
            columns.write(|columns| {
                gone.iter().for_each(|number| columns.remove(*number));
                put.into_iter().for_each(|story| put_row(columns, story, &reach.rounds));
            });
        }
        Ok(())
    }

    async fn refresh_index(
        &self,
        reach: &mut Reach,
        numbers: &[u64],
        stories: Vec<StoredStory>,
    ) -> Result<(), ProjectionError> {
        let Some(index) = read(&self.inner.index).clone() else { return Ok(()) };
        let readable: Vec<StoredStory> = stories.into_iter().filter(is_readable).collect();
        let put: RoaringTreemap = readable.iter().map(|story| story.number).collect();
        let held = |number| reach.unsure || reach.indexed.contains(number);
        let gone: Vec<u64> = numbers.iter().copied().filter(|&number| held(number) && !put.contains(number)).collect();
        if readable.is_empty() && gone.is_empty() {
            return Ok(());
        }
        // A replaced text stays in the files just as a removed one does.
        let leaves_bytes = !gone.is_empty() || put.iter().any(|number| reach.indexed.contains(number));
        let position = in_index(reach.position);
        let removed = gone.clone();
        aside(move || apply(&index, &readable, &removed, position)).await??;
        reach.indexed |= put;
        for number in gone {
            reach.indexed.remove(number);
        }
        if leaves_bytes {
            reach.to_expunge.get_or_insert_with(Instant::now);
        }
        Ok(())
    }

    /// Makes room in the columns for the answers to a version of a framework.
    pub(super) async fn learn_version(&self, reach: &mut Reach, slug: &str, version: u32) -> Result<(), ProjectionError> {
        let key = (slug.to_owned(), version);
        if reach.learned.contains(&key) {
            return Ok(());
        }
        if let Some(document) = self.inner.shelf.version(slug, version).await? {
            let shared = Arc::clone(write(&self.inner.columns).entry(slug.to_owned()).or_default());
            for note in shared.write(|columns| columns.learn(&document)) {
                tracing::warn!(framework = slug, version, signifier = note.signifier, "{}", note.message);
            }
        }
        reach.learned.insert(key);
        Ok(())
    }

    /// Makes room for every published version, so that a framework has patterns before its first story.
    pub(super) async fn learn_published(&self, reach: &mut Reach) -> Result<(), ProjectionError> {
        for framework in self.inner.shelf.all() {
            self.learn_version(reach, &framework.slug, framework.version).await?;
        }
        Ok(())
    }

    /// Finds out which round a collection belongs to.
    pub(super) async fn learn_round(&self, reach: &mut Reach, collection: Option<&str>) -> Result<(), ProjectionError> {
        let Some(code) = collection else { return Ok(()) };
        if !reach.rounds.contains_key(code) {
            let round = self.inner.store.collection(code).await?.and_then(|collection| collection.round);
            reach.rounds.insert(code.to_owned(), round);
        }
        Ok(())
    }

    pub(super) fn note_change(&self, position: Position) {
        self.inner.change.fetch_max(position.sequence as u64, Ordering::Relaxed);
    }
}

/// Puts a story into the columns.
pub(super) fn put_row(columns: &mut Columns, story: &StoredStory, rounds: &HashMap<String, Option<String>>) {
    let collection = story.collection.as_deref();
    columns.put(&Row {
        number: story.number,
        received: story.received,
        collection,
        round: round_of(collection, rounds),
        prompt: &story.prompt,
        readable: is_readable(story),
        answers: &story.answers,
    });
}

/// The round of a collection.
pub(super) fn round_of<'a>(collection: Option<&str>, rounds: &'a HashMap<String, Option<String>>) -> Option<&'a str> {
    collection.and_then(|code| rounds.get(code)).and_then(Option::as_deref)
}

/// Applies stories to the index in one commit.
pub(super) fn apply(
    index: &Index,
    put: &[StoredStory],
    removed: &[u64],
    position: search::Position,
) -> Result<(), search::SearchError> {
    let write_ins: Vec<Vec<&str>> =
        put.iter().map(|story| story.answers.write_ins().map(|(_, words)| words).collect()).collect();
    let put = put.iter().zip(&write_ins).map(|(story, write_ins)| {
        IndexChange::Put(Document {
            number: story.number,
            language: &story.language,
            title: &story.title,
            text: &story.text,
            write_ins,
        })
    });
    let changes: Vec<IndexChange<'_>> = put.chain(removed.iter().copied().map(IndexChange::Remove)).collect();
    index.apply(&changes, position)
}

/// A position in the words of the index, which does not know the store.
pub(super) fn in_index(position: Position) -> search::Position {
    let Position { transaction, sequence, mark } = position;
    search::Position { transaction, sequence, mark }
}
