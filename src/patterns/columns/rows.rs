//! The rows that a selection resolves to.

use std::sync::Arc;

use super::chunked::BLOCK;
use super::condition::Marks;
use super::marks::{WORDS, ones};
use super::table::Columns;

/// A set of rows, stored as a bit for each row. It belongs to the version of the [`Columns`] that made it: use it only with the
/// same [`Columns::version`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// Whole blocks of [`WORDS`].
    words: Vec<u64>,
    count: usize,
}

impl Rows {
    /// The rows whose marks are set; `words` holds whole blocks.
    pub(super) fn new(words: Vec<u64>) -> Self {
        let count = words.iter().map(|word| word.count_ones() as usize).sum();
        Self { words, count }
    }

    /// The rows with these indices, in any order, of columns with `rows` rows.
    pub(in crate::patterns) fn at(places: impl IntoIterator<Item = usize>, rows: usize) -> Self {
        let mut words = vec![0; rows.div_ceil(BLOCK) * WORDS];
        for place in places {
            words[place / 64] |= 1 << (place % 64);
        }
        Self::new(words)
    }

    /// The rows that have all of these marks, or do not have those that are negated. The first must not be negated.
    pub(super) fn of_all(marks: &[(Arc<Marks>, bool)]) -> Self {
        let Some(((first, _), others)) = marks.split_first() else { return Self::default() };
        let mut words = first.0.clone();
        for (other, negated) in others {
            let flip = if *negated { u64::MAX } else { 0 };
            words.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= other ^ flip);
        }
        Self::new(words)
    }

    /// How many of the rows are marked.
    pub(in crate::patterns) fn marked(&self, marks: &Marks) -> usize {
        self.words.iter().zip(&marks.0).map(|(own, mark)| (own & mark).count_ones() as usize).sum()
    }

    pub(super) fn into_words(self) -> Vec<u64> {
        self.words
    }

    /// The number of stories.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The rows that are in both sets.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self::new(self.words.iter().zip(&other.words).map(|(own, other)| own & other).collect())
    }

    /// The rows that are in one of the sets.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        let (long, short) = if self.words.len() < other.words.len() { (other, self) } else { (self, other) };
        let others = short.words.iter().chain(std::iter::repeat(&0));
        Self::new(long.words.iter().zip(others).map(|(own, other)| own | other).collect())
    }

    /// The rows that are not in the other set.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        let others = other.words.iter().chain(std::iter::repeat(&0));
        Self::new(self.words.iter().zip(others).map(|(own, other)| own & !other).collect())
    }

    /// The rows as indices in the columns, ascending.
    pub(in crate::patterns) fn places(&self) -> Places<'_> {
        Places { words: &self.words, next: 0, word: 0 }
    }

    /// The rows before `end` as indices in the columns, descending.
    pub(in crate::patterns) fn places_before(&self, end: usize) -> impl Iterator<Item = usize> + '_ {
        let end = end.min(self.words.len() * 64);
        let below = move |at: usize| if at == end / 64 { (1 << (end % 64)) - 1 } else { u64::MAX };
        (0..end.div_ceil(64)).rev().flat_map(move |at| {
            let mut word = self.words[at] & below(at);
            std::iter::from_fn(move || {
                let bit = word.checked_ilog2()?;
                word &= !(1 << bit);
                Some(at * 64 + bit as usize)
            })
        })
    }

    /// Whether the row is in the set.
    pub(in crate::patterns) fn holds(&self, place: usize) -> bool {
        self.words.get(place / 64).is_some_and(|word| word >> (place % 64) & 1 == 1)
    }

    /// The marks of one block.
    pub(in crate::patterns) fn block(&self, block: usize) -> &[u64] {
        &self.words[block * WORDS..(block + 1) * WORDS]
    }

    /// How many blocks of rows there are.
    pub(in crate::patterns) fn blocks(&self) -> usize {
        self.words.len() / WORDS
    }

    /// Replaces `places` with the indices within one block, ascending.
    pub(in crate::patterns) fn within(&self, block: usize, places: &mut Vec<u16>) {
        places.clear();
        for (&word, start) in self.block(block).iter().zip((0u16..).step_by(64)) {
            if word == u64::MAX {
                places.extend(start..start + 64);
                continue;
            }
            for place in ones(word) {
                places.push(start + place as u16);
            }
        }
    }
}

/// Row indices, ascending.
#[derive(Clone, Debug)]
pub(in crate::patterns) struct Places<'a> {
    words: &'a [u64],
    next: usize,
    word: u64,
}

impl Iterator for Places<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        while self.word == 0 {
            self.word = *self.words.get(self.next)?;
            self.next += 1;
        }
        let bit = self.word.trailing_zeros() as usize;
        self.word &= self.word - 1;
        Some((self.next - 1) * 64 + bit)
    }
}

impl Columns {
    /// The numbers of the stories in the rows, ascending.
    pub fn numbers<'a>(&'a self, rows: &'a Rows) -> impl Iterator<Item = u64> + 'a {
        rows.places().map(|row| self.numbers[row])
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn places_before_a_row_come_in_reverse() {
        let rows = Rows::at([0, 5, 63, 64, 130, 8_191, 8_192], 9_000);
        let before = |end| rows.places_before(end).collect::<Vec<_>>();
        assert_eq!(before(usize::MAX), [8_192, 8_191, 130, 64, 63, 5, 0]);
        assert_eq!(before(64), [63, 5, 0]);
        assert_eq!(before(130), [64, 63, 5, 0]);
        assert_eq!((before(5), before(0)), (vec![0], vec![]));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn sets_of_rows_do_as_sets_do(first in prop::collection::btree_set(0usize..3 * BLOCK, 0..200), second in prop::collection::btree_set(0usize..3 * BLOCK, 0..200)) {
            let rows = |places: &std::collections::BTreeSet<usize>| Rows::at(places.iter().copied(), 3 * BLOCK);
            let (one, other) = (rows(&first), rows(&second));
            prop_assert_eq!((one.len(), one.is_empty()), (first.len(), first.is_empty()));
            prop_assert!(one.places().eq(first.iter().copied()));
            prop_assert!(one.and(&other).places().eq(first.intersection(&second).copied()));
            prop_assert!(one.or(&other).places().eq(first.union(&second).copied()));
            prop_assert!(one.or(&Rows::default()).places().eq(first.iter().copied()));
            prop_assert!(one.without(&other).places().eq(first.difference(&second).copied()));
            prop_assert!(first.iter().all(|&place| one.holds(place)) && !one.holds(5 * BLOCK));
            let mut within = Vec::new();
            let mut all = Vec::new();
            for block in 0..one.blocks() {
                one.within(block, &mut within);
                all.extend(within.iter().map(|&place| block as u32 * BLOCK as u32 + u32::from(place)));
            }
            prop_assert!(all.into_iter().eq(one.places().map(|place| place as u32)));
        }
    }
}
