//! Checks that the index's files are complete.

use std::fs;
use std::path::PathBuf;

use tantivy::index::SegmentComponent;

use super::error::SearchError;
use super::index::{Index, Lengths, hold};

/// The components of a segment that searches read.
const READ: [SegmentComponent; 7] = [
    SegmentComponent::Postings,
    SegmentComponent::Positions,
    SegmentComponent::FastFields,
    SegmentComponent::FieldNorms,
    SegmentComponent::Terms,
    SegmentComponent::Store,
    SegmentComponent::Delete,
];

impl Index {
    /// Checks that no file of the index was lost or truncated since it was first seen. It compares lengths only, and is cheap
    /// enough to be called every few seconds.
    ///
    /// # Errors
    /// [`SearchError::Unreadable`] when a file is missing or truncated.
    pub fn check_whole(&self) -> Result<(), SearchError> {
        let Some(missing) = self.first_wrong()? else { return Ok(()) };
        // A merge may have replaced the segment during the check; then it is no longer listed.
        match self.first_wrong()? {
            Some(again) if again == missing => {
                Err(SearchError::Unreadable(format!("{} was lost or cut off", missing.display())))
            }
            _ => Ok(()),
        }
    }

    fn first_wrong(&self) -> Result<Option<PathBuf>, SearchError> {
        let meta = PathBuf::from("meta.json");
        if !self.folder.join(&meta).is_file() {
            return Ok(Some(meta));
        }
        let mut lengths = hold(&self.lengths);
        let mut seen = Lengths::with_capacity(lengths.len());
        let segments = self.engine.searchable_segment_metas()?;
        for file in segments.iter().flat_map(|segment| READ.map(|component| segment.relative_path(component))) {
            let now = fs::metadata(self.folder.join(&file)).map(|file| file.len()).ok();
            match (lengths.get(&file), now) {
                (Some(before), now) if now != Some(*before) => return Ok(Some(file)),
                (_, Some(now)) => drop(seen.insert(file, now)),
                // Not every segment has a file of every kind.
                (_, None) => {}
            }
        }
        *lengths = seen;
        Ok(None)
    }
}
