//! Builds the projections from the store: the columns at every start, the index when it is missing, unreadable, or ahead of a
//! store that was restored from a backup. Stories can be submitted meanwhile.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use roaring::RoaringTreemap;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::applied::Applied;
use super::collection_facts::CollectionFacts;
use super::refresh::{form_of, in_index};
use super::storytellers::Storytellers;
use super::{Inner, Projection, ProjectionError, aside, write};
use crate::model::{Answers, Borrowed};
use crate::patterns::Row;
use crate::search::{self, Document, Index, SearchError};
use crate::store::{ColumnRow, Position, StoreError, StoryText, StoryTexts};

/// Stories with texts that are read from the store at once.
const BATCH: u64 = 5_000;

/// Stories without texts that are read at once: few enough to be in the processor's cache in the next step.
const OUTLINES: u64 = 2_000;

/// Batches that wait between two steps.
const AHEAD: usize = 1;

/// The result of a build.
#[derive(Clone, Copy, Debug)]
pub struct Built {
    /// Stories that were read.
    pub stories: u64,
    /// Whether the index was rebuilt as well.
    pub index: bool,
}

impl Projection {
    /// Builds the projections, and rebuilds the index if `from_scratch`; views answer when it returns.
    ///
    /// # Errors
    /// [`ProjectionError`]; the build can be repeated then.
    pub async fn build(&self, from_scratch: bool) -> Result<Built, ProjectionError> {
        let began = Instant::now();
        self.inner.ready.store(false, Ordering::Release);
        self.inner.registry.reload().await?;
        // Read before the stories: changes that are made while they are read are applied again afterwards.
        let from = self.inner.store.last_position().await?;
        let (index, rebuild) = self.open_index(from_scratch, from).await?;
        let mut applied = Applied::default();
        for collection in self.inner.store.collections().await? {
            applied.collections.insert(collection.join_code.clone(), collection.into());
        }
        let kept = if rebuild { None } else { self.take_up_kept(from, &applied.collections).await? };
        applied.unsure = !rebuild;
        applied.position = if rebuild { from } else { index.position().map_or(from, in_store) };
        let from_file = kept.is_some();
        let stories = match kept {
            Some(kept) => {
                self.learn_published(&mut applied).await?;
                (applied.indexed, applied.storytellers) = (kept.indexed, kept.storytellers);
                // Changes that one of the two has seen already do no harm.
                applied.position = applied.position.min(kept.position);
                (applied.kept, applied.kept_at) = (Some(kept.position), Some(began));
                kept.stories
            }
            None => self.read_stories(&mut applied, &index, rebuild, from).await?,
        };
        *write(&self.inner.index) = Some(Arc::clone(&index));
        self.note_change(from);
        self.finish(applied, &index).await?;
        let took = began.elapsed();
        tracing::info!(stories, index_rebuilt = rebuild, columns_from_file = from_file, ?took, "the stories have been read");
        Ok(Built { stories, index: rebuild })
    }

    /// Applies what changed meanwhile, and lets views answer.
    async fn finish(&self, mut fresh: Applied, index: &Arc<Index>) -> Result<(), ProjectionError> {
        let mut applied = self.inner.applied.lock().await;
        fresh.pending = std::mem::take(&mut applied.pending);
        *applied = fresh;
        self.catch_up(&mut applied).await?;
        applied.unsure = false;
        if index.len() != applied.indexed.len() {
            tracing::warn!(found = index.len(), expected = applied.indexed.len(), "the search index does not match the store");
            drop(applied);
            return Err(SearchError::Unreadable("it does not contain the stories that it should".to_owned()).into());
        }
        applied.to_expunge = Some(Instant::now());
        self.inner.ready.store(true, Ordering::Release);
        Ok(())
    }

    /// Opens the index, and returns whether it has to be filled from the start.
    async fn open_index(&self, from_scratch: bool, store: Position) -> Result<(Arc<Index>, bool), ProjectionError> {
        // A folder can be open only once, so the old index is closed first.
        *write(&self.inner.index) = None;
        let folder = self.inner.index_folder.clone();
        let (index, rebuild) = aside(move || open_or_recreate(&folder, from_scratch, store)).await??;
        if rebuild || self.inner.store.remembers(index.position().map(in_store).unwrap_or_default()).await? {
            return Ok((Arc::new(index), rebuild));
        }
        tracing::warn!("the search index does not belong to this store's change log, and is rebuilt");
        drop(index);
        let folder = self.inner.index_folder.clone();
        Ok((Arc::new(aside(move || Index::recreate(&folder)).await??), true))
    }

    /// Reads all stories into the columns, and into the index too if it has to be filled. Returns how many there are.
    async fn read_stories(
        &self,
        applied: &mut Applied,
        index: &Arc<Index>,
        rebuild: bool,
        from: Position,
    ) -> Result<u64, ProjectionError> {
        let inner = &self.inner;
        inner.to_build.store(inner.store.story_count().await?, Ordering::Relaxed);
        inner.built.store(0, Ordering::Relaxed);
        write(&inner.columns).clear();
        self.learn_published(applied).await?;
        let read = self.fill_columns(applied).await?;
        if rebuild {
            self.fill_index(applied, index, from).await?;
        }
        Ok(read)
    }

    /// The database returns rows, they are decoded, and their stories are put into the columns: three steps in parallel, each
    /// at most a batch ahead of the next.
    async fn fill_columns(&self, applied: &mut Applied) -> Result<u64, ProjectionError> {
        let (handed_over, mut batches) = mpsc::channel(AHEAD);
        let store = self.inner.store.clone();
        let fetching = tokio::spawn(async move {
            let mut last = 0;
            loop {
                let batch = store.outlines_after(last, OUTLINES).await?;
                let Some(newest) = batch.last()? else { return Ok(()) };
                last = newest;
                // The next step has failed and reports the error.
                if handed_over.send(batch).await.is_err() {
                    return Ok(());
                }
            }
        });
        let (read_in, mut column_rows) = mpsc::channel(AHEAD);
        let reading = tokio::task::spawn_blocking(move || {
            while let Some(batch) = batches.blocking_recv() {
                if read_in.blocking_send(batch.read()?).is_err() {
                    break;
                }
            }
            Ok(())
        });
        let mut read = 0;
        while let Some(batch) = column_rows.recv().await {
            read += batch.len() as u64;
            self.take_in(applied, batch).await?;
            self.tell_progress(read, OUTLINES, "reading stories");
        }
        // The queues also end when a step failed, and no story may be missing unnoticed.
        let ended: [JoinHandle<Result<(), StoreError>>; 2] = [fetching, reading];
        for step in ended {
            step.await.map_err(|_| ProjectionError::BrokenOff)??;
        }
        Ok(read)
    }

    async fn take_in(&self, applied: &mut Applied, column_rows: Vec<ColumnRow>) -> Result<(), ProjectionError> {
        for story in column_rows.iter().filter(|story| story.visibility.is_counted()) {
            self.learn_version(applied, &story.framework, story.version).await?;
            self.learn_collection(applied, story.collection.as_deref()).await?;
        }
        let readable = column_rows.iter().filter(|story| story.visibility.is_readable());
        applied.indexed.extend(readable.map(|story| story.number));
        let (inner, collections) = (Arc::clone(&self.inner), std::mem::take(&mut applied.collections));
        let mut storytellers = std::mem::take(&mut applied.storytellers);
        let put = move || put_in(&inner, column_rows, &collections, &mut storytellers).map(|()| (collections, storytellers));
        (applied.collections, applied.storytellers) = aside(put).await??;
        Ok(())
    }

    /// The database returns texts, and they are put into the index: two steps in parallel, the second on all processors.
    async fn fill_index(&self, applied: &mut Applied, index: &Arc<Index>, from: Position) -> Result<(), ProjectionError> {
        let (handed_over, batches) = mpsc::channel(AHEAD);
        let store = self.inner.store.clone();
        let fetching: JoinHandle<Result<(), StoreError>> = tokio::spawn(async move {
            let mut last = 0;
            loop {
                let batch = store.texts_after(last, BATCH).await?;
                let newest = batch.last()?;
                // The next step has failed and reports the error, or this was the last batch, which is empty.
                if handed_over.send(batch).await.is_err() {
                    return Ok(());
                }
                let Some(newest) = newest else { return Ok(()) };
                last = newest;
            }
        });
        let (filled, index, position) = (self.clone(), Arc::clone(index), in_index(from));
        let filling = aside(move || filled.put_texts(&index, batches, position)).await?;
        // When both failed, the first error is the cause of the second.
        fetching.await.map_err(|_| ProjectionError::BrokenOff)??;
        // What changed since the columns were filled is in the index too, and changes again when the log is caught up.
        applied.indexed |= filling?;
        Ok(())
    }

    /// Fills the index with the readable texts of these batches; returns their numbers. Nothing is kept unless an empty batch
    /// says that all of them came.
    fn put_texts(
        &self,
        index: &Index,
        mut batches: mpsc::Receiver<StoryTexts>,
        position: search::Position,
    ) -> Result<RoaringTreemap, ProjectionError> {
        let (mut indexed, mut read) = (RoaringTreemap::new(), 0);
        index
            .fill::<ProjectionError>(position, |filling| {
                loop {
                    let batch = batches.blocking_recv().ok_or(ProjectionError::BrokenOff)?;
                    if batch.is_empty() {
                        return Ok(());
                    }
                    read += batch.len();
                    let texts = batch.readable()?;
                    indexed.extend(texts.iter().map(|text| text.number));
                    put(filling, &texts)?;
                    self.tell_progress(read, BATCH, "filling the search index");
                }
            })
            .map(|()| indexed)
    }

    /// Logs the progress after each hundred thousand stories, when they come in batches of `batch`.
    fn tell_progress(&self, read: u64, batch: u64, what: &str) {
        self.inner.built.store(read, Ordering::Relaxed);
        if read % 100_000 < batch {
            let of = self.inner.to_build.load(Ordering::Relaxed);
            tracing::info!(read, of, "{what}");
        }
    }
}

fn put(filling: &search::Filling<'_>, texts: &[StoryText]) -> Result<(), SearchError> {
    let write_ins: Vec<Vec<&str>> = texts.iter().map(|text| text.write_ins.iter().map(String::as_str).collect()).collect();
    let documents = texts.iter().zip(&write_ins).map(|(story, write_ins)| {
        let StoryText { number, language, title, text, .. } = story;
        Document { number: *number, language, title, text, write_ins }
    });
    filling.put(&documents.collect::<Vec<_>>())
}

/// Puts those that count into their columns.
fn put_in(
    inner: &Inner,
    column_rows: Vec<ColumnRow>,
    collections: &HashMap<String, CollectionFacts>,
    storytellers: &mut Storytellers,
) -> Result<(), ProjectionError> {
    let mut by_framework: BTreeMap<&str, Vec<&ColumnRow>> = BTreeMap::new();
    for story in column_rows.iter().filter(|story| story.visibility.is_counted()) {
        by_framework.entry(&story.framework).or_default().push(story);
    }
    for (slug, stories) in by_framework {
        if let Some(columns) = super::read(&inner.columns).get(slug) {
            columns.write(|columns| {
                // One story at a time, so that its answers are still in the cache when they are put in.
                for story in stories {
                    columns.put(&row(story, &story.answers.read()?, collections, storytellers));
                }
                Ok::<_, StoreError>(())
            })?;
        }
    }
    Ok(())
}

fn row<'a>(
    story: &'a ColumnRow,
    answers: &'a Answers<Borrowed<'a>>,
    collections: &'a HashMap<String, CollectionFacts>,
    storytellers: &mut Storytellers,
) -> Row<'a, Borrowed<'a>> {
    let collection = story.collection.as_deref();
    let facts = collection.and_then(|code| collections.get(code));
    Row {
        number: story.number,
        received: story.received,
        collection,
        round: facts.and_then(|facts| facts.round.as_deref()),
        prompt: &story.prompt,
        storyteller: storytellers.number_of(story.storyteller),
        readable: story.visibility.is_readable(),
        answers,
        form: form_of(story.version, facts, story.asked.as_ref()),
    }
}

fn open_or_recreate(folder: &Path, from_scratch: bool, store: Position) -> Result<(Index, bool), SearchError> {
    if from_scratch {
        return Ok((Index::recreate(folder)?, true));
    }
    let opened = match Index::open(folder) {
        Err(SearchError::Unreadable(why)) => {
            tracing::warn!(why, "the search index is unreadable, and is rebuilt");
            return Ok((Index::recreate(folder)?, true));
        }
        opened => opened?,
    };
    match opened.position() {
        // An index that is ahead of its store was made before the store was restored from a backup.
        Some(position) if position <= in_index(store) && position != in_index(Position::default()) => Ok((opened, false)),
        None if opened.is_empty() => Ok((opened, true)),
        _ => {
            drop(opened);
            Ok((Index::recreate(folder)?, true))
        }
    }
}

fn in_store(position: search::Position) -> Position {
    let search::Position { transaction, sequence, mark } = position;
    Position { transaction, sequence, mark }
}
