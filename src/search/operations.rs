//! Turns changes into tantivy operations: delete by number, then add.

use std::collections::HashSet;

use tantivy::Searcher;
use tantivy::indexer::UserOperation;

use super::change::IndexChange;
use super::error::SearchError;
use super::fields::Fields;

/// Turns the changes of one commit into operations, in order.
///
/// Tantivy looks a delete up in every segment that the commit touches. In a bulk load nearly all of these lookups would find
/// nothing, so only stories that exist, or were put earlier in the same commit, are deleted.
pub(super) struct Operations<'a> {
    fields: &'a Fields,
    /// The index as of the last commit.
    searcher: Searcher,
    put: HashSet<u64>,
}

impl<'a> Operations<'a> {
    pub(super) fn new(fields: &'a Fields, searcher: Searcher) -> Self {
        Self { fields, searcher, put: HashSet::new() }
    }

    pub(super) fn of(&mut self, changes: &[IndexChange<'_>]) -> Result<Vec<UserOperation>, SearchError> {
        let mut operations = Vec::with_capacity(changes.len());
        for change in changes {
            let number = match change {
                IndexChange::Put(story) => story.number,
                IndexChange::Remove(number) => *number,
            };
            let term = self.fields.story(number);
            if self.put.contains(&number) || self.searcher.doc_freq(&term)? > 0 {
                operations.push(UserOperation::Delete(term));
            }
            if let IndexChange::Put(story) = change {
                self.put.insert(number);
                operations.push(UserOperation::Add(self.fields.document(story)));
            }
        }
        Ok(operations)
    }
}
