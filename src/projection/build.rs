//! Building the projections from the store: the columns at every start, the index when it is missing, behind a restored
//! store, or unreadable. Stories can come in meanwhile.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::reach::{Reach, apply, in_index, is_readable, may_be_read, round_of};
use super::{Inner, Projection, ProjectionError, aside, write};
use crate::model::{Answers, Borrowed};
use crate::patterns::Row;
use crate::search::{Index, SearchError};
use crate::store::{Outline, Position, StoreError, StoredStory};

/// Stories read from the store at once, with their texts.
const BATCH: u64 = 5_000;

/// The same without their texts: few enough to be still at hand in the next step.
const OUTLINES: u64 = 2_000;

/// Batches that wait between two steps.
const AHEAD: usize = 1;

/// What a build did.
#[derive(Clone, Copy, Debug)]
pub struct Built {
    /// Stories read in.
    pub stories: u64,
    /// Whether the index was built anew too.
    pub index: bool,
}

impl Projection {
    /// Builds the projections; views answer when it returns.
    ///
    /// # Errors
    /// [`ProjectionError`]; then it can be tried again.
    pub async fn build(&self, anew: bool) -> Result<Built, ProjectionError> {
        let began = Instant::now();
        self.inner.ready.store(false, Ordering::Release);
        self.inner.shelf.reload().await?;
        // Read before the stories: what changes while they are read is applied again afterwards.
        let from = self.inner.store.last_position().await?;
        let (index, rebuild) = self.open_index(anew, from).await?;
        let mut reach = Reach::default();
        for collection in self.inner.store.collections().await? {
            reach.rounds.insert(collection.join_code, collection.round);
        }
        let kept = if rebuild { None } else { self.take_up_kept(from, &reach.rounds).await? };
        reach.unsure = !rebuild;
        reach.position = if rebuild { from } else { index.position().map_or(from, in_store) };
        let from_file = kept.is_some();
        let stories = match kept {
            Some(kept) => {
                self.learn_published(&mut reach).await?;
                reach.indexed = kept.indexed;
                // Changes that one of the two has seen already do no harm.
                reach.position = reach.position.min(kept.position);
                (reach.kept, reach.kept_at) = (Some(kept.position), Some(began));
                kept.stories
            }
            None => self.read_stories(&mut reach, &index, rebuild, from).await?,
        };
        *write(&self.inner.index) = Some(Arc::clone(&index));
        self.note_change(from);
        self.finish(reach, &index).await?;
        let took = began.elapsed();
        tracing::info!(stories, index_rebuilt = rebuild, columns_from_file = from_file, ?took, "the stories are read in");
        Ok(Built { stories, index: rebuild })
    }

    /// Takes up what changed meanwhile, and lets views answer.
    async fn finish(&self, mut fresh: Reach, index: &Arc<Index>) -> Result<(), ProjectionError> {
        let mut reach = self.inner.reach.lock().await;
        fresh.pending = std::mem::take(&mut reach.pending);
        *reach = fresh;
        self.catch_up(&mut reach).await?;
        reach.unsure = false;
        if index.len() != reach.indexed.len() {
            tracing::warn!(found = index.len(), expected = reach.indexed.len(), "the search index does not match the store");
            drop(reach);
            return Err(SearchError::Unreadable("it does not hold the stories that it should".to_owned()).into());
        }
        reach.to_expunge = Some(Instant::now());
        self.inner.ready.store(true, Ordering::Release);
        Ok(())
    }

    /// Opens the index, and says whether it has to be filled from the start.
    async fn open_index(&self, anew: bool, store: Position) -> Result<(Arc<Index>, bool), ProjectionError> {
        // One folder can only be open once: let go of it first.
        *write(&self.inner.index) = None;
        let folder = self.inner.index_folder.clone();
        let (index, rebuild) = aside(move || open_or_recreate(&folder, anew, store)).await??;
        if rebuild || self.inner.store.remembers(index.position().map(in_store).unwrap_or_default()).await? {
            return Ok((Arc::new(index), rebuild));
        }
        tracing::warn!("the search index belongs to another past of the store, and is built anew");
        drop(index);
        let folder = self.inner.index_folder.clone();
        Ok((Arc::new(aside(move || Index::recreate(&folder)).await??), true))
    }

    /// Reads all stories into the columns, and into the index too where that has to be filled. Answers how many.
    async fn read_stories(
        &self,
        reach: &mut Reach,
        index: &Arc<Index>,
        rebuild: bool,
        from: Position,
    ) -> Result<u64, ProjectionError> {
        let inner = &self.inner;
        inner.to_build.store(inner.store.story_count().await?, Ordering::Relaxed);
        inner.built.store(0, Ordering::Relaxed);
        write(&inner.columns).clear();
        self.learn_published(reach).await?;
        let read = self.fill_columns(reach).await?;
        if rebuild {
            self.fill_index(reach, index, from).await?;
        }
        Ok(read)
    }

    /// The database hands rows over, they are read, and their stories are taken in: three steps side by side, each at most
    /// a batch ahead of the next.
    async fn fill_columns(&self, reach: &mut Reach) -> Result<u64, ProjectionError> {
        let (handed_over, mut batches) = mpsc::channel(AHEAD);
        let store = self.inner.store.clone();
        let fetching = tokio::spawn(async move {
            let mut last = 0;
            loop {
                let batch = store.outlines_after(last, OUTLINES).await?;
                let Some(newest) = batch.last()? else { return Ok(()) };
                last = newest;
                // Nobody takes any more of them when something went wrong, which is said there.
                if handed_over.send(batch).await.is_err() {
                    return Ok(());
                }
            }
        });
        let (read_in, mut outlines) = mpsc::channel(AHEAD);
        let reading = tokio::task::spawn_blocking(move || {
            while let Some(batch) = batches.blocking_recv() {
                if read_in.blocking_send(batch.read()?).is_err() {
                    break;
                }
            }
            Ok(())
        });
        let mut read = 0;
        while let Some(batch) = outlines.recv().await {
            read += batch.len() as u64;
            self.take_in(reach, batch).await?;
            self.tell_progress(read, OUTLINES, "reading stories in");
        }
        // The queues also end when a step broke off: no story may be missing in silence.
        let ended: [JoinHandle<Result<(), StoreError>>; 2] = [fetching, reading];
        for step in ended {
            step.await.map_err(|_| ProjectionError::BrokenOff)??;
        }
        Ok(read)
    }

    async fn take_in(&self, reach: &mut Reach, outlines: Vec<Outline>) -> Result<(), ProjectionError> {
        for story in outlines.iter().filter(|story| story.analysis && story.counts) {
            self.learn_version(reach, &story.framework, story.version).await?;
            self.learn_round(reach, story.collection.as_deref()).await?;
        }
        let readable = outlines.iter().filter(|story| may_be_read(story.analysis, story.state));
        reach.indexed.extend(readable.map(|story| story.number));
        let (inner, rounds) = (Arc::clone(&self.inner), std::mem::take(&mut reach.rounds));
        reach.rounds = aside(move || put_in(&inner, outlines, &rounds).map(|()| rounds)).await??;
        Ok(())
    }

    async fn fill_index(&self, reach: &mut Reach, index: &Arc<Index>, from: Position) -> Result<(), ProjectionError> {
        let (mut last, mut read) = (0, 0);
        loop {
            let stories = self.inner.store.stories_after(last, BATCH).await?;
            let Some(newest) = stories.last() else { break };
            last = newest.number;
            read += stories.len() as u64;
            let readable: Vec<StoredStory> = stories.into_iter().filter(is_readable).collect();
            // What changed since the columns were filled is in the index too, and changes again when the log is caught up.
            reach.indexed.extend(readable.iter().map(|story| story.number));
            if !readable.is_empty() {
                let index = Arc::clone(index);
                // Not the position that will be reached: broken off here, the index must count as empty.
                aside(move || apply(&index, &readable, &[], in_index(Position::default()))).await??;
            }
            self.tell_progress(read, BATCH, "filling the search index");
        }
        let (index, position) = (Arc::clone(index), in_index(from));
        aside(move || index.apply(&[], position)).await??;
        Ok(())
    }

    /// Says how far it is after each hundred thousand, when stories come in batches of that many.
    fn tell_progress(&self, read: u64, batch: u64, what: &str) {
        self.inner.built.store(read, Ordering::Relaxed);
        if read % 100_000 < batch {
            let of = self.inner.to_build.load(Ordering::Relaxed);
            tracing::info!(read, of, "{what}");
        }
    }
}

/// Puts those that count into their columns.
fn put_in(inner: &Inner, outlines: Vec<Outline>, rounds: &HashMap<String, Option<String>>) -> Result<(), ProjectionError> {
    let mut by_framework: BTreeMap<&str, Vec<&Outline>> = BTreeMap::new();
    for story in outlines.iter().filter(|story| story.analysis && story.counts) {
        by_framework.entry(&story.framework).or_default().push(story);
    }
    for (slug, stories) in by_framework {
        if let Some(columns) = super::read(&inner.columns).get(slug) {
            columns.write(|columns| {
                // One after the other, so that answers are still at hand when they are put in.
                for story in stories {
                    columns.put(&row(story, &story.answers.read()?, rounds));
                }
                Ok::<_, StoreError>(())
            })?;
        }
    }
    Ok(())
}

fn row<'a>(
    story: &'a Outline,
    answers: &'a Answers<Borrowed<'a>>,
    rounds: &'a HashMap<String, Option<String>>,
) -> Row<'a, Borrowed<'a>> {
    let collection = story.collection.as_deref();
    Row {
        number: story.number,
        received: story.received,
        collection,
        round: round_of(collection, rounds),
        prompt: &story.prompt,
        readable: may_be_read(story.analysis, story.state),
        answers,
    }
}

fn open_or_recreate(folder: &Path, anew: bool, store: Position) -> Result<(Index, bool), SearchError> {
    if anew {
        return Ok((Index::recreate(folder)?, true));
    }
    let opened = match Index::open(folder) {
        Err(SearchError::Unreadable(why)) => {
            tracing::warn!(why, "the search index is unreadable, and is built anew");
            return Ok((Index::recreate(folder)?, true));
        }
        opened => opened?,
    };
    match opened.position() {
        // An index that is further than its store follows a store that was restored from a backup.
        Some(position) if position <= in_index(store) && position != in_index(Position::default()) => Ok((opened, false)),
        None if opened.is_empty() => Ok((opened, true)),
        _ => {
            drop(opened);
            Ok((Index::recreate(folder)?, true))
        }
    }
}

fn in_store(position: crate::search::Position) -> Position {
    let crate::search::Position { transaction, sequence, mark } = position;
    Position { transaction, sequence, mark }
}
