//! Fills an empty index with all stories at once.

use tantivy::IndexWriter;
use tantivy::indexer::{NoMergePolicy, UserOperation};

use super::change::{Document, Position};
use super::error::SearchError;
use super::index::{CHANGES_AT_ONCE, Index, hold, new_writer};

/// Bytes that each writer gathers before it writes a segment. A search looks at segments in parallel, and more bytes would make
/// fewer of them without making the build faster.
const BYTES_PER_WRITER: usize = 64_000_000;

/// Takes the stories of an index that is being filled.
pub struct Filling<'a> {
    index: &'a Index,
    writer: &'a IndexWriter,
}

impl Filling<'_> {
    /// Takes some stories. A number that came before must not come again.
    ///
    /// # Errors
    /// Any error of the disk or of tantivy.
    pub fn put(&self, stories: &[Document<'_>]) -> Result<(), SearchError> {
        for some in stories.chunks(CHANGES_AT_ONCE) {
            self.writer.run(some.iter().map(|story| UserOperation::Add(self.index.fields.document(story))))?;
        }
        Ok(())
    }
}

impl Index {
    /// Fills an empty index with the stories that `put_all` hands over, and stores the position, all in one commit: when it
    /// fails, the index is as empty as before. Nothing is merged meanwhile, so it takes a fraction of the time that
    /// [`Index::apply`] takes for as many.
    ///
    /// # Errors
    /// Those of `put_all`, and any error of the disk or of tantivy.
    pub fn fill<E: From<SearchError>>(
        &self,
        position: Position,
        put_all: impl FnOnce(&Filling<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut usual = hold(&self.writer);
        // A folder has one writer at a time. The next change opens the usual one again.
        drop(usual.take());
        let mut writer = new_writer(&self.engine, BYTES_PER_WRITER)?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        put_all(&Filling { index: self, writer: &writer })?;
        Ok(self.commit(&mut writer, position)?)
    }
}
