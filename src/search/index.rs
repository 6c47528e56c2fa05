//! The index as the rest of the service holds it: opened once, fed by the projection, asked from any thread.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tantivy::indexer::{IndexWriterOptions, LogMergePolicy, MergePolicy};
use tantivy::{IndexReader, IndexWriter, ReloadPolicy};

use super::change::{IndexChange, Position};
use super::error::SearchError;
use super::fields::{self, Fields};
use super::folder;
use super::operations::Operations;

/// Threads that write, and bytes that each may gather before it writes a segment.
const WRITERS: usize = 2;
const BYTES_PER_WRITER: usize = 25_000_000;
/// Changes that go to one writer at once. A writer cuts a segment of its own from what it got, so a handful of
/// changes should stay together, and a bulk load should keep all writers busy.
const CHANGES_AT_ONCE: usize = 500;

/// The full-text index in one folder. Share it behind an `Arc`; drop it before its folder is recreated.
pub struct Index {
    pub(super) engine: tantivy::Index,
    pub(super) fields: Fields,
    pub(super) reader: IndexReader,
    /// Empty after a failure: what the failed writer had gathered is forgotten with it.
    writer: Mutex<Option<IndexWriter>>,
    position: Mutex<Option<Position>>,
}

impl Index {
    /// Opens the index in the folder after checking all its bytes, or makes an empty one where there is none.
    ///
    /// # Errors
    /// [`SearchError::Unreadable`] when it is damaged or of another version (then [`Index::recreate`] it),
    /// [`SearchError::Locked`] when somebody else has it open, [`SearchError::Io`] when the disk refuses.
    pub fn open(dir: &Path) -> Result<Self, SearchError> {
        let engine = folder::open(dir)?;
        let payload = engine.load_metas()?.payload;
        let position = payload.map(|payload| serde_json::from_str(&payload)).transpose();
        let position = position.map_err(|error| SearchError::Unreadable(format!("its position: {error}")))?;
        let writer = new_writer(&engine)?;
        let reader = engine.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let fields = fields::schema().1;
        Ok(Self { engine, fields, reader, writer: Mutex::new(Some(writer)), position: Mutex::new(position) })
    }

    /// Throws away the index in the folder (index files only) and makes an empty one.
    ///
    /// # Errors
    /// [`SearchError::Locked`] while an `Index` on this folder is open, [`SearchError::Io`].
    pub fn recreate(dir: &Path) -> Result<Self, SearchError> {
        folder::clear(dir)?;
        Self::open(dir)
    }

    /// The last change that was applied; `None` in an index that is still empty.
    pub fn position(&self) -> Option<Position> {
        *hold(&self.position)
    }

    /// How many stories can be found.
    pub fn len(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// Whether nothing can be found.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Applies changes in order and remembers the position, all in one commit. When it returns, every query sees
    /// them. Applying a change twice does no harm.
    ///
    /// # Errors
    /// Whatever the disk or tantivy report; then nothing was applied, and the same call may be tried again.
    pub fn apply(&self, changes: &[IndexChange<'_>], position: Position) -> Result<(), SearchError> {
        self.with_writer(|writer| {
            let mut operations = Operations::new(&self.fields, self.reader.searcher());
            for some in changes.chunks(CHANGES_AT_ONCE) {
                writer.run(operations.of(some)?)?;
            }
            let payload = serde_json::to_string(&position).map_err(std::io::Error::from)?;
            let mut commit = writer.prepare_commit()?;
            commit.set_payload(&payload);
            commit.commit()?;
            self.reader.reload()?;
            *hold(&self.position) = Some(position);
            Ok(())
        })
    }

    /// Runs `work` with the one writer. If it fails, the writer is dropped with everything it had not committed, and
    /// the next call starts from the last commit.
    pub(super) fn with_writer<T>(
        &self,
        work: impl FnOnce(&mut IndexWriter) -> Result<T, SearchError>,
    ) -> Result<T, SearchError> {
        let mut slot = hold(&self.writer);
        let mut writer = match slot.take() {
            Some(writer) => writer,
            None => {
                let writer = new_writer(&self.engine)?;
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

fn new_writer(engine: &tantivy::Index) -> Result<IndexWriter, SearchError> {
    let options = IndexWriterOptions::builder()
        .num_worker_threads(WRITERS)
        .memory_budget_per_thread(BYTES_PER_WRITER)
        .num_merge_threads(1)
        .build();
    let writer: IndexWriter = engine.writer_with_options(options)?;
    writer.set_merge_policy(usual_merges());
    Ok(writer)
}

/// Small segments are joined as they gather; one of which a third was removed or replaced is rewritten.
pub(super) fn usual_merges() -> Box<dyn MergePolicy> {
    let mut policy = LogMergePolicy::default();
    policy.set_del_docs_ratio_before_merge(0.33);
    Box::new(policy)
}

/// A panic elsewhere leaves these values whole: they are replaced, never changed in place.
fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
