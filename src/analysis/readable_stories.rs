//! The stories of a selection that may be read, in one or several frameworks.

use std::sync::Arc;

use roaring::RoaringTreemap;

use crate::patterns::{Columns, Rows};

/// Stories of selections that may be read. Their numbers are only listed when they are asked for: most pages need few.
#[derive(Default)]
pub(super) struct ReadableStories(Vec<(Arc<Columns>, Arc<Rows>)>);

impl ReadableStories {
    /// Adds those of these rows, which belong to these columns, that may be read.
    pub fn add(&mut self, columns: Arc<Columns>, rows: Arc<Rows>) {
        self.0.push((columns, rows));
    }

    /// How many there are.
    pub fn len(&self) -> u64 {
        self.0.iter().map(|(columns, rows)| columns.readable(rows) as u64).sum()
    }

    /// Whether the story with this number is among them.
    pub fn contains(&self, number: u64) -> bool {
        self.0.iter().any(|(columns, rows)| columns.is_readable_among(rows, number))
    }

    /// The highest numbers below `below`, descending: at most `most`.
    pub fn newest_below(&self, below: u64, most: usize) -> Vec<u64> {
        let newest = self.0.iter().flat_map(|(columns, rows)| columns.readable_numbers_below(rows, below, most));
        let mut newest: Vec<u64> = newest.collect();
        newest.sort_unstable_by(|one, other| other.cmp(one));
        newest.truncate(most);
        newest
    }

    /// The numbers of all of them.
    pub fn numbers(&self) -> RoaringTreemap {
        let mut all = RoaringTreemap::new();
        for (columns, rows) in &self.0 {
            // They are ascending, so that they need not be put in one by one.
            let numbers = RoaringTreemap::from_sorted_iter(columns.readable_numbers(rows));
            all |= numbers.unwrap_or_else(|_| columns.readable_numbers(rows).collect());
        }
        all
    }
}
