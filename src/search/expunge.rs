//! Erases removed stories from the files.
//!
//! A removal only marks a story; its words stay in the segment until the segment is merged. This module merges every segment
//! that has such marks and deletes the files that are left behind.

use std::collections::HashSet;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use tantivy::indexer::NoMergePolicy;
use tantivy::{IndexWriter, SegmentMeta};

use super::error::SearchError;
use super::index::{Index, usual_merges};

/// How many attempts are made, and the pause between them, while merges and searches still hold the files.
const TRIES: u32 = 100;
const PAUSE: Duration = Duration::from_millis(50);

impl Index {
    /// Erases removed and replaced stories from the folder: when this returns, none of their words is in any file. It rewrites
    /// the segments that it cleans, so call it from time to time and not after every removal. Other changes wait until it is
    /// done.
    ///
    /// # Errors
    /// [`SearchError::Busy`] when a search or a merge held old files for several seconds (try again), otherwise as
    /// [`Index::apply`].
    pub fn expunge(&self) -> Result<(), SearchError> {
        self.with_writer(|writer| {
            writer.set_merge_policy(Box::new(NoMergePolicy));
            let done = self.erase(writer);
            writer.set_merge_policy(usual_merges());
            // Being busy is not a failure of the writer, so it stays in use.
            Ok(done)
        })?
    }

    fn erase(&self, writer: &mut IndexWriter) -> Result<(), SearchError> {
        for _ in 0..TRIES {
            let marked: Vec<_> = self.segments()?.iter().filter(|segment| segment.has_deletes()).map(SegmentMeta::id).collect();
            // The merge fails when a running one has already taken the segments; the next attempt sees its result.
            let merged = marked.is_empty() || writer.merge(&marked).wait().is_ok();
            // Releases the old segments, whose files could not be deleted otherwise.
            self.reader.reload()?;
            writer.garbage_collect_files().wait()?;
            if merged && self.holds_nothing_old()? {
                return Ok(());
            }
            thread::sleep(PAUSE);
        }
        Err(SearchError::Busy)
    }

    /// Whether every file belongs to a segment in use, and no segment holds removed stories.
    fn holds_nothing_old(&self) -> Result<bool, SearchError> {
        let segments = self.segments()?;
        let clean = segments.iter().all(|segment| !segment.has_deletes());
        let mut living: HashSet<String> = segments.iter().map(|segment| segment.id().uuid_string()).collect();
        living.insert("meta".to_owned());
        // A segment's files are named by its id; the part after the first full stop is their kind.
        let stem = |file: &PathBuf| file.to_str().and_then(|name| name.split('.').next()).map(str::to_owned);
        let files = self.engine.directory().list_managed_files();
        Ok(clean && files.iter().all(|file| stem(file).is_some_and(|stem| living.contains(&stem))))
    }

    fn segments(&self) -> Result<Vec<SegmentMeta>, SearchError> {
        Ok(self.engine.searchable_segment_metas()?)
    }
}
