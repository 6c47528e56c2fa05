//! A column's cells, in blocks that copies of the column share until one of them is written.
//!
//! A copy costs two reference counts, whatever its length. Writing to a copy duplicates the block that is written and leaves
//! the others shared, so a reader of the earlier state never waits.

use std::ops::Index;
use std::sync::Arc;

/// Cells in a block: a block of two-byte cells fits the innermost cache.
pub(in crate::patterns) const BLOCK: usize = 1 << 13;

/// The smallest capacity of the last block, in cells.
const FIRST_ROOM: usize = 64;

/// Cells of one column: full blocks, and the last one that still grows.
#[derive(Clone, Debug)]
pub(in crate::patterns) struct Chunked<T> {
    full: Arc<Vec<Arc<Vec<T>>>>,
    last: Arc<Vec<T>>,
}

impl<T> Default for Chunked<T> {
    fn default() -> Self {
        Self { full: Arc::default(), last: Arc::default() }
    }
}

impl<T: Copy + PartialEq> Chunked<T> {
    /// The same value in each of `rows` cells. All full blocks are the same block until they are written.
    pub fn filled(value: T, rows: usize) -> Self {
        let full = std::iter::repeat_n(Arc::new(vec![value; BLOCK]), rows / BLOCK).collect();
        Self { full: Arc::new(full), last: Arc::new(vec![value; rows % BLOCK]) }
    }

    /// A column with these values.
    pub fn of(values: impl IntoIterator<Item = T>) -> Self {
        let mut cells = Self::default();
        values.into_iter().for_each(|value| cells.push(value));
        cells
    }

    /// The number of cells.
    pub fn len(&self) -> usize {
        self.full.len() * BLOCK + self.last.len()
    }

    /// The cells from `block · BLOCK` on, [`BLOCK`] of them or as many as there are; none beyond the end.
    pub fn block(&self, block: usize) -> &[T] {
        match self.full.get(block) {
            Some(full) => full,
            None if block == self.full.len() => &self.last,
            None => &[],
        }
    }

    /// All cells, block by block.
    pub fn blocks(&self) -> impl Iterator<Item = &[T]> {
        self.full.iter().map(|block| block.as_slice()).chain([self.last.as_slice()])
    }

    /// The value of the last cell.
    pub fn newest(&self) -> Option<T> {
        self.last.last().or_else(|| self.full.last()?.last()).copied()
    }

    /// Writes an existing cell. If it already has the value, nothing is written and its block stays shared.
    pub fn set(&mut self, at: usize, value: T) {
        if self[at] != value {
            match at / BLOCK {
                block if block < self.full.len() => {
                    Arc::make_mut(&mut Arc::make_mut(&mut self.full)[block])[at % BLOCK] = value
                }
                _ => Arc::make_mut(&mut self.last)[at % BLOCK] = value,
            }
        }
    }

    /// Writes a cell as [`set`](Self::set) does; at the end, one is added.
    pub fn put(&mut self, at: usize, value: T) {
        if at == self.len() { self.push(value) } else { self.set(at, value) }
    }

    /// Adds a cell at the end.
    pub fn push(&mut self, value: T) {
        self.grow(|last| last.push(value));
    }

    /// Adds a full block, or the shorter last one. All earlier blocks must be full.
    pub fn append(&mut self, block: Vec<T>) {
        debug_assert!(self.last.is_empty() && block.len() <= BLOCK);
        if block.len() == BLOCK {
            Arc::make_mut(&mut self.full).push(Arc::new(block));
        } else {
            self.last = Arc::new(block);
        }
    }

    /// Inserts a cell before the one at `at`, which may be the end. Every later block is written.
    pub fn insert(&mut self, at: usize, value: T) {
        let (mut from, mut carried) = (at % BLOCK, value);
        if at / BLOCK < self.full.len() {
            for block in &mut Arc::make_mut(&mut self.full)[at / BLOCK..] {
                let block = Arc::make_mut(block);
                let pushed_out = block[BLOCK - 1];
                block.copy_within(from..BLOCK - 1, from + 1);
                block[from] = carried;
                (from, carried) = (0, pushed_out);
            }
        }
        self.grow(|last| last.insert(from, carried));
    }

    /// Adds a cell to the last block; a full block is moved to the others.
    fn grow(&mut self, by_one: impl FnOnce(&mut Vec<T>)) {
        if let Some(last) = Arc::get_mut(&mut self.last).filter(|last| last.len() < last.capacity()) {
            by_one(last);
        } else {
            let mut roomier = Vec::with_capacity((self.last.len() * 2).clamp(FIRST_ROOM, BLOCK));
            roomier.extend_from_slice(&self.last);
            by_one(&mut roomier);
            self.last = Arc::new(roomier);
        }
        if self.last.len() == BLOCK {
            Arc::make_mut(&mut self.full).push(std::mem::take(&mut self.last));
        }
    }

    /// Keeps only the cells whose row is marked, in order.
    pub fn keep(&mut self, live: &Chunked<bool>) {
        let pairs = self.blocks().zip(live.blocks()).flat_map(|(cells, live)| cells.iter().zip(live));
        *self = Self::of(pairs.filter(|(_, live)| **live).map(|(cell, _)| *cell));
    }

    /// Bytes used by the cells, without the spare capacity of an empty last block.
    pub fn bytes(&self) -> usize {
        self.len() * size_of::<T>()
    }
}

impl<T: Ord> Chunked<T> {
    /// The index of a value among ascending cells, or the index where it would be inserted.
    pub fn search(&self, value: &T) -> Result<usize, usize> {
        let block = self.full.partition_point(|block| block.last().is_some_and(|last| last < value));
        let cells = self.full.get(block).unwrap_or(&self.last);
        let within = |at: usize| block * BLOCK + at;
        cells.binary_search(value).map(within).map_err(within)
    }
}

impl<T> Index<usize> for Chunked<T> {
    type Output = T;

    fn index(&self, row: usize) -> &T {
        match self.full.get(row / BLOCK) {
            Some(block) => &block[row % BLOCK],
            None => &self.last[row - self.full.len() * BLOCK],
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn all(cells: &Chunked<u32>) -> Vec<u32> {
        cells.blocks().flatten().copied().collect()
    }

    #[test]
    fn cells_come_back_in_order_over_many_blocks() {
        let rows = 2 * BLOCK + 3;
        let cells = Chunked::of(0..rows as u32);
        assert_eq!((cells.len(), cells[BLOCK], cells.newest()), (rows, BLOCK as u32, Some(rows as u32 - 1)));
        assert!(all(&cells).into_iter().eq(0..rows as u32));
        assert_eq!((cells.block(2).len(), cells.block(3).len()), (3, 0));
        assert_eq!(Chunked::filled(7u8, BLOCK).newest(), Some(7));
        assert_eq!(Chunked::<u8>::default().newest(), None);
    }

    #[test]
    fn a_value_is_found_in_every_block_and_its_place_named_where_it_is_not() {
        let cells = Chunked::of((0..2 * BLOCK as u32 + 9).map(|value| value * 2));
        for at in [0, 1, BLOCK - 1, BLOCK, 2 * BLOCK - 1, 2 * BLOCK + 8] {
            assert_eq!(cells.search(&(at as u32 * 2)), Ok(at));
            assert_eq!(cells.search(&(at as u32 * 2 + 1)), Err(at + 1));
        }
        assert_eq!(Chunked::default().search(&1), Err(0));
    }

    #[test]
    fn a_copy_keeps_what_it_saw_and_shares_what_is_not_written() {
        let mut cells = Chunked::of(0..(3 * BLOCK) as u32 + 5);
        let before = cells.clone();
        cells.set(BLOCK + 1, 0);
        cells.push(9);
        assert_eq!((before[BLOCK + 1], before.len()), (BLOCK as u32 + 1, 3 * BLOCK + 5));
        assert_eq!((cells[BLOCK + 1], cells.len()), (0, 3 * BLOCK + 6));
        assert!(std::ptr::eq(before.block(0), cells.block(0)) && std::ptr::eq(before.block(2), cells.block(2)));
        assert!(!std::ptr::eq(before.block(1), cells.block(1)));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn inserting_and_leaving_out_do_as_they_do_on_a_plain_list(from in 0..2 * BLOCK + 9, places in prop::collection::vec(any::<prop::sample::Index>(), 1..6), every in 2usize..5) {
            let (mut cells, mut plain) = (Chunked::of(0..from as u32), (0..from as u32).collect::<Vec<_>>());
            for place in places {
                let at = place.index(plain.len() + 1);
                cells.insert(at, 77);
                plain.insert(at, 77);
            }
            prop_assert_eq!(all(&cells), plain.clone());
            cells.keep(&Chunked::of((0..plain.len()).map(|row| row % every > 0)));
            prop_assert_eq!(all(&cells), plain.into_iter().enumerate().filter(|(row, _)| row % every > 0).map(|(_, value)| value).collect::<Vec<_>>());
        }
    }
}
