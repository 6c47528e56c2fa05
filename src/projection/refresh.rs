//! The step that updates stories in the projections.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use roaring::RoaringTreemap;

use super::applied::Applied;
use super::collection_facts::CollectionFacts;
use super::storytellers::Storytellers;
use super::{Projection, ProjectionError, aside, read, write};
use crate::model::Asked;
use crate::patterns::{Columns, Form, Row};
use crate::search::{self, Document, Index, IndexChange};
use crate::store::{Position, StoredStory};

impl Projection {
    /// Reads these stories from the store and replaces what the projections held of them.
    pub(super) async fn refresh(&self, applied: &mut Applied, numbers: &[u64]) -> Result<(), ProjectionError> {
        let stories = self.inner.store.stories_by_number(numbers).await?;
        if stories.len() < numbers.len() {
            // The index held parts of the removed story, and the database's log holds all of it.
            applied.to_expunge.get_or_insert_with(Instant::now);
        }
        self.refresh_columns(applied, numbers, &stories).await?;
        self.refresh_index(applied, numbers, stories).await
    }

    async fn refresh_columns(
        &self,
        applied: &mut Applied,
        numbers: &[u64],
        stories: &[StoredStory],
    ) -> Result<(), ProjectionError> {
        let counted: Vec<&StoredStory> = stories.iter().filter(|story| story.visibility().is_counted()).collect();
        for story in &counted {
            self.learn_version(applied, &story.framework, story.version).await?;
            self.learn_collection(applied, story.collection.as_deref()).await?;
        }
        let kept: HashSet<u64> = counted.iter().map(|story| story.number).collect();
        let gone: Vec<u64> = numbers.iter().copied().filter(|number| !kept.contains(number)).collect();
        let mut by_framework: BTreeMap<&str, Vec<&StoredStory>> = BTreeMap::new();
        for story in counted {
            by_framework.entry(&story.framework).or_default().push(story);
        }
        let Applied { collections, storytellers, .. } = applied;
        for (slug, columns) in read(&self.inner.columns).iter() {
            let put = by_framework.remove(slug.as_str()).unwrap_or_default();
            if put.is_empty() && gone.is_empty() {
                continue;
            }
            columns.write(|columns| {
                gone.iter().for_each(|number| columns.remove(*number));
                put.into_iter().for_each(|story| put_row(columns, story, collections, storytellers));
            });
        }
        Ok(())
    }

    async fn refresh_index(
        &self,
        applied: &mut Applied,
        numbers: &[u64],
        stories: Vec<StoredStory>,
    ) -> Result<(), ProjectionError> {
        let Some(index) = read(&self.inner.index).clone() else { return Ok(()) };
        let readable: Vec<StoredStory> = stories.into_iter().filter(|story| story.visibility().is_readable()).collect();
        let put: RoaringTreemap = readable.iter().map(|story| story.number).collect();
        let held = |number| applied.unsure || applied.indexed.contains(number);
        let gone: Vec<u64> = numbers.iter().copied().filter(|&number| held(number) && !put.contains(number)).collect();
        if readable.is_empty() && gone.is_empty() {
            return Ok(());
        }
        // A replaced text stays in the files as a removed one does.
        let leaves_bytes = !gone.is_empty() || put.iter().any(|number| applied.indexed.contains(number));
        let position = in_index(applied.position);
        let removed = gone.clone();
        aside(move || apply(&index, &readable, &removed, position)).await??;
        applied.indexed |= put;
        for number in gone {
            applied.indexed.remove(number);
        }
        if leaves_bytes {
            applied.to_expunge.get_or_insert_with(Instant::now);
        }
        Ok(())
    }

    /// Adds columns for the answers to a version of a framework.
    pub(super) async fn learn_version(&self, applied: &mut Applied, slug: &str, version: u32) -> Result<(), ProjectionError> {
        let key = (slug.to_owned(), version);
        if applied.learned.contains(&key) {
            return Ok(());
        }
        if let Some(document) = self.inner.registry.version(slug, version).await? {
            let shared = Arc::clone(write(&self.inner.columns).entry(slug.to_owned()).or_default());
            for note in shared.write(|columns| columns.learn(&document)) {
                tracing::warn!(framework = slug, version, signifier = note.signifier, "{}", note.message);
            }
        }
        applied.learned.insert(key);
        Ok(())
    }

    /// Adds columns for every published version, so that a framework has patterns before its first story.
    pub(super) async fn learn_published(&self, applied: &mut Applied) -> Result<(), ProjectionError> {
        for framework in self.inner.registry.all() {
            self.learn_version(applied, &framework.slug, framework.version).await?;
        }
        Ok(())
    }

    /// Reads what the columns need to know of a collection.
    pub(super) async fn learn_collection(
        &self,
        applied: &mut Applied,
        collection: Option<&str>,
    ) -> Result<(), ProjectionError> {
        let Some(code) = collection else { return Ok(()) };
        if !applied.collections.contains_key(code) {
            let facts = self.inner.store.collection(code).await?.map(CollectionFacts::from).unwrap_or_default();
            applied.collections.insert(code.to_owned(), facts);
        }
        Ok(())
    }

    pub(super) fn note_change(&self, position: Position) {
        self.inner.change.fetch_max(position.sequence as u64, Ordering::Relaxed);
    }
}

/// Puts a story into the columns.
fn put_row(
    columns: &mut Columns,
    story: &StoredStory,
    collections: &HashMap<String, CollectionFacts>,
    storytellers: &mut Storytellers,
) {
    let collection = story.collection.as_deref();
    let facts = collection.and_then(|code| collections.get(code));
    columns.put(&Row {
        number: story.number,
        received: story.received,
        collection,
        round: facts.and_then(|facts| facts.round.as_deref()),
        prompt: &story.prompt,
        storyteller: storytellers.number_of(story.storyteller),
        readable: story.visibility().is_readable(),
        answers: &story.answers,
        form: form_of(story.version, facts, story.asked.as_ref()),
    });
}

/// The form by which a story was asked for.
pub(super) fn form_of<'a>(version: u32, collection: Option<&'a CollectionFacts>, asked: Option<&'a Asked>) -> Form<'a> {
    Form { version, limited_to: collection.map_or(&[], |collection| &collection.limited_to), asked }
}

/// Applies stories to the index in one commit.
fn apply(index: &Index, put: &[StoredStory], removed: &[u64], position: search::Position) -> Result<(), search::SearchError> {
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

/// A position as the index's own type, because the index does not know the store.
pub(super) fn in_index(position: Position) -> search::Position {
    let Position { transaction, sequence, mark } = position;
    search::Position { transaction, sequence, mark }
}
