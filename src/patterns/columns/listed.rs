//! Rows whose places are listed once and read for many columns.

use std::sync::OnceLock;

use super::rows::Rows;

/// Rows, and the list of their places in each block, made when the first column needs it. A list takes two bytes for each row, so
/// it is dropped with the request that it was made for.
pub(in crate::patterns) struct Listed<'a> {
    pub rows: &'a Rows,
    /// One list for each block; none when only one column is read.
    lists: Vec<OnceLock<Vec<u16>>>,
}

impl<'a> Listed<'a> {
    /// For reading one column: lists are not kept.
    pub fn once(rows: &'a Rows) -> Self {
        Self { rows, lists: Vec::new() }
    }

    /// For reading `columns` columns.
    pub fn of(rows: &'a Rows, columns: usize) -> Self {
        let blocks = if columns > 1 { rows.blocks() } else { 0 };
        Self { rows, lists: (0..blocks).map(|_| OnceLock::new()).collect() }
    }

    /// The number of blocks.
    pub fn blocks(&self) -> usize {
        self.rows.blocks()
    }

    /// The indices of the rows within a block, ascending. `spare` may be used for them.
    pub fn within<'s>(&'s self, block: usize, spare: &'s mut Vec<u16>) -> &'s [u16] {
        let Some(list) = self.lists.get(block) else {
            self.rows.within(block, spare);
            return spare;
        };
        list.get_or_init(|| {
            let mut places = Vec::new();
            self.rows.within(block, &mut places);
            places
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::patterns::columns::BLOCK;

    #[test]
    fn rows_are_listed_alike_for_one_column_and_for_many() {
        let rows = Rows::at((0..2 * BLOCK).filter(|place| place % 3 == 0), 2 * BLOCK + 1);
        let (once, many, mut spare, mut other) = (Listed::once(&rows), Listed::of(&rows, 2), Vec::new(), Vec::new());
        for block in (0..rows.blocks()).chain(0..rows.blocks()) {
            assert_eq!(once.within(block, &mut spare), many.within(block, &mut other));
        }
        assert!(other.is_empty() && rows.blocks() == 3);
    }
}
