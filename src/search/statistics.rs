//! Word statistics for ranking that treat rare languages fairly.
//!
//! BM25 compares a text with the average length of its field. A French story has nothing in the English fields, so an average
//! over all stories would make texts of a rare language look very long. Here the average is taken over the stories of the
//! field's own language family.

use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

/// The searcher's statistics, with field lengths scaled to the stories that have the field.
pub(super) struct Statistics<'a> {
    pub(super) searcher: &'a Searcher,
    /// Number of stories by field; fields that are not listed apply to all stories.
    pub(super) members: Vec<(Field, u64)>,
}

impl Bm25StatisticsProvider for Statistics<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        let tokens = self.searcher.total_num_tokens(field)?;
        match self.members.iter().find(|(own, _)| *own == field) {
            Some(&(_, members)) if members > 0 => {
                let scaled = u128::from(tokens) * u128::from(self.searcher.total_num_docs()?) / u128::from(members);
                Ok(u64::try_from(scaled).unwrap_or(u64::MAX).max(1))
            }
            _ => Ok(tokens.max(1)),
        }
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        self.searcher.total_num_docs()
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        self.searcher.doc_freq(term)
    }
}
