//! Which stories are not independent of each other: those of one storyteller, or of one collection.

use crate::patterns::columns::Columns;

/// The block of each row. It belongs to the columns that it was made from, as they were then.
#[derive(Clone, Debug)]
pub struct Blocks {
    block: Vec<u32>,
}

impl Blocks {
    /// Stories of one collection belong together; a story without a collection stands alone.
    pub fn by_collection(columns: &Columns) -> Self {
        Self::by(columns, |row| match columns.collection.code[row] {
            0 => None,
            code => Some(u64::from(code)),
        })
    }

    /// Stories whose numbers are given the same key belong together; a story without a key stands alone.
    pub fn by_number(columns: &Columns, key: impl Fn(u64) -> Option<u64>) -> Self {
        Self::by(columns, |row| key(columns.numbers[row]))
    }

    fn by(columns: &Columns, key: impl Fn(usize) -> Option<u64>) -> Self {
        let mut known = std::collections::HashMap::new();
        let mut next = 0;
        let mut fresh = || {
            next += 1;
            next - 1
        };
        let block = (0..columns.numbers.len())
            .map(|row| match key(row) {
                Some(key) => *known.entry(key).or_insert_with(&mut fresh),
                None => fresh(),
            })
            .collect();
        Self { block }
    }

    pub(super) fn of(&self, row: usize) -> u32 {
        self.block[row]
    }
}
