//! The index as the rest of the service uses it: opened once, updated by the projection, queried from any thread.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tantivy::indexer::{IndexWriterOptions, LogMergePolicy, MergePolicy};
use tantivy::{IndexReader, IndexWriter, ReloadPolicy};

use super::change::{IndexChange, Position};
use super::error::SearchError;
use super::fields::{self, Fields};
use super::folder;
use super::operations::Operations;

/// Number of writer threads.
const WRITERS: usize = 2;
/// Bytes that each writer gathers before it writes a segment.
const BYTES_PER_WRITER: usize = 25_000_000;
/// Changes that go to one writer at once. Each writer turns its changes into a segment, so a few changes
/// should stay together, and a bulk load should keep all writers busy.
pub(super) const CHANGES_AT_ONCE: usize = 500;

/// Lengths of the files that searches read, in bytes, by name.
pub(super) type Lengths = HashMap<PathBuf, u64>;

/// The full-text index in one folder. Share it behind an `Arc`; drop it before its folder is recreated.
pub struct Index {
    pub(super) engine: tantivy::Index,
    pub(super) fields: Fields,
    pub(super) reader: IndexReader,
    /// `None` after a failure, which discards everything that the failed writer had gathered, and after the index was filled.
    pub(super) writer: Mutex<Option<IndexWriter>>,
    position: Mutex<Option<Position>>,
    pub(super) folder: PathBuf,
    pub(super) lengths: Mutex<Lengths>,
}

impl Index {
    /// Opens the index in the folder after checking all its bytes, or creates an empty one if there is none.
    ///
    /// # Errors
    /// [`SearchError::Unreadable`] when it is damaged or from another version (call [`Index::recreate`]),
    /// [`SearchError::Locked`] when it is already open elsewhere, [`SearchError::Io`] when the disk fails.
    pub fn open(dir: &Path) -> Result<Self, SearchError> {
        let engine = folder::open(dir)?;
        let payload = engine.load_metas()?.payload;
        let position = payload.map(|payload| serde_json::from_str(&payload)).transpose();
        let position = position.map_err(|error| SearchError::Unreadable(format!("its position: {error}")))?;
        let writer = usual_writer(&engine)?;
        let reader = engine.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let fields = fields::schema().1;
        let (writer, position) = (Mutex::new(Some(writer)), Mutex::new(position));
        Ok(Self { engine, fields, reader, writer, position, folder: dir.to_owned(), lengths: Mutex::default() })
    }

    /// Deletes the index in the folder (index files only) and creates an empty one.
    ///
    /// # Errors
    /// [`SearchError::Locked`] while an `Index` on this folder is open, [`SearchError::Io`].
    pub fn recreate(dir: &Path) -> Result<Self, SearchError> {
        folder::clear(dir)?;
        Self::open(dir)
    }

    /// The last change that was applied; `None` for an empty index.
    pub fn position(&self) -> Option<Position> {
        *hold(&self.position)
    }

    /// The number of stories in the index.
    pub fn len(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// Whether the index contains no stories.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Applies changes in order and stores the position, all in one commit. When it returns, every query sees the changes.
    /// Applying a change twice is harmless.
    ///
    /// # Errors
    /// Any error of the disk or of tantivy. Nothing was applied then, and the call can be repeated.
    pub fn apply(&self, changes: &[IndexChange<'_>], position: Position) -> Result<(), SearchError> {
        self.with_writer(|writer| {
            let mut operations = Operations::new(&self.fields, self.reader.searcher());
            for some in changes.chunks(CHANGES_AT_ONCE) {
                writer.run(operations.of(some)?)?;
            }
            self.commit(writer, position)
        })
    }

    /// Makes everything that the writer took visible, together with the position.
    pub(super) fn commit(&self, writer: &mut IndexWriter, position: Position) -> Result<(), SearchError> {
        let payload = serde_json::to_string(&position).map_err(std::io::Error::from)?;
        let mut commit = writer.prepare_commit()?;
        commit.set_payload(&payload);
        commit.commit()?;
        self.reader.reload()?;
        *hold(&self.position) = Some(position);
        Ok(())
    }

    /// Runs `work` with the only writer. If it fails, the writer is dropped with everything uncommitted, and the next call
    /// starts from the last commit.
    pub(super) fn with_writer<T>(
        &self,
        work: impl FnOnce(&mut IndexWriter) -> Result<T, SearchError>,
    ) -> Result<T, SearchError> {
        let mut slot = hold(&self.writer);
        let mut writer = match slot.take() {
            Some(writer) => writer,
            None => {
                let writer = usual_writer(&self.engine)?;
                // The failure may have come after the commit.
                self.reader.reload()?;
                writer
            }
        };
        let done = work(&mut writer)?;
        *slot = Some(writer);
        Ok(done)
    }
}

fn usual_writer(engine: &tantivy::Index) -> Result<IndexWriter, SearchError> {
    let writer = new_writer(engine, BYTES_PER_WRITER)?;
    writer.set_merge_policy(usual_merges());
    Ok(writer)
}

/// A writer whose threads gather so many bytes each before they write a segment.
pub(super) fn new_writer(engine: &tantivy::Index, bytes: usize) -> Result<IndexWriter, SearchError> {
    let options =
        IndexWriterOptions::builder().num_worker_threads(WRITERS).memory_budget_per_thread(bytes).num_merge_threads(1).build();
    Ok(engine.writer_with_options(options)?)
}

/// Merges small segments as they accumulate, and rewrites a segment when a third of it was removed or replaced.
pub(super) fn usual_merges() -> Box<dyn MergePolicy> {
    let mut policy = LogMergePolicy::default();
    policy.set_del_docs_ratio_before_merge(0.33);
    Box::new(policy)
}

/// Locks a mutex even when it is poisoned. That is safe here: the values are replaced as a whole and never changed in place.
pub(super) fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
