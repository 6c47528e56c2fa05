//! The rows that a selection resolves to, and what the story list asks of them.

use std::sync::Arc;

use super::cells::BLOCK;
use super::columns::Columns;
use super::condition::{Asked, Condition, Marks, Test};
use super::random::Random;

/// Words of 64 marks in a block of rows.
pub(super) const WORDS: usize = BLOCK / 64;

/// A set of rows, kept as a mark for each row. It belongs to the [`Columns`] that made it, as they were then: use it with
/// the same [`Columns::version`].
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

    /// The rows with these places, in any order, of columns with `rows` rows.
    pub(super) fn at(places: impl IntoIterator<Item = usize>, rows: usize) -> Self {
        let mut words = vec![0; rows.div_ceil(BLOCK) * WORDS];
        for place in places {
            words[place / 64] |= 1 << (place % 64);
        }
        Self::new(words)
    }

    /// The rows that have all of these marks, or, where it is negated, have it not. The first is not negated.
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
    pub(super) fn marked(&self, marks: &Marks) -> usize {
        self.words.iter().zip(&marks.0).map(|(own, mark)| (own & mark).count_ones() as usize).sum()
    }

    pub(super) fn into_words(self) -> Vec<u64> {
        self.words
    }

    /// How many stories it holds.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The rows that are in both sets.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self::new(self.words.iter().zip(&other.words).map(|(own, other)| own & other).collect())
    }

    /// The rows that are not in the other set.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        let others = other.words.iter().chain(std::iter::repeat(&0));
        Self::new(self.words.iter().zip(others).map(|(own, other)| own & !other).collect())
    }

    /// The rows as places in the columns, ascending.
    pub(super) fn places(&self) -> Places<'_> {
        Places { words: &self.words, next: 0, word: 0 }
    }

    /// Whether the row is in the set.
    pub(super) fn holds(&self, place: usize) -> bool {
        self.words.get(place / 64).is_some_and(|word| word >> (place % 64) & 1 == 1)
    }

    /// The marks of one block.
    pub(super) fn block(&self, block: usize) -> &[u64] {
        &self.words[block * WORDS..(block + 1) * WORDS]
    }

    /// How many blocks of rows there are.
    pub(super) fn blocks(&self) -> usize {
        self.words.len() / WORDS
    }

    /// Writes the places within one block, ascending, over what `places` held.
    pub(super) fn within(&self, block: usize, places: &mut Vec<u16>) {
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

/// Places of rows, ascending.
#[derive(Clone, Debug)]
pub(super) struct Places<'a> {
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

/// For each byte: its bits, the lowest first, each in a byte of its own.
static SPREAD: [u64; 256] = {
    let (mut spread, mut byte) = ([0; 256], 0);
    while byte < 256 {
        let mut bit = 0;
        while bit < 8 {
            spread[byte] |= ((byte as u64) >> bit & 1) << (8 * bit);
            bit += 1;
        }
        byte += 1;
    }
    spread
};

/// The marks of a word, each as 0 or 1, the lowest first.
#[inline(always)]
pub(super) fn spread(word: u64) -> [u8; 64] {
    let mut marks = [0; 64];
    for (eight, byte) in marks.chunks_exact_mut(8).zip(word.to_le_bytes()) {
        eight.copy_from_slice(&SPREAD[usize::from(byte)].to_le_bytes());
    }
    marks
}

/// Marks, each 0 or 1, in one word, the first in the lowest bit.
#[inline(always)]
pub(super) fn gathered(marks: &[u8; 64]) -> u64 {
    let mut word = [0; 8];
    for (byte, eight) in word.iter_mut().zip(marks.as_chunks().0) {
        // The product gathers the lowest bit of each byte in the highest byte.
        *byte = (u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56) as u8;
    }
    u64::from_le_bytes(word)
}

/// The places of a word's marks, ascending.
#[inline(always)]
pub(super) fn ones(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let place = word.trailing_zeros() as usize;
        (word != 0).then(|| {
            word &= word - 1;
            place
        })
    })
}

impl Columns {
    /// The numbers of the stories in the rows, ascending.
    pub fn numbers<'a>(&'a self, rows: &'a Rows) -> impl Iterator<Item = u64> + 'a {
        rows.places().map(|row| self.numbers[row])
    }

    /// The stories that may be read, which are all live.
    pub(super) fn readable_ones(&self) -> Condition<'_> {
        Condition { asked: Asked::Readable, test: Test::True { cells: &self.readable }, negated: false }
    }

    /// How many of the stories may be read.
    pub fn readable(&self, rows: &Rows) -> usize {
        rows.marked(&Marks::of_one(&self.readable_ones().test, self))
    }

    /// The numbers of the stories that may be read, ascending.
    pub fn readable_numbers<'a>(&'a self, rows: &'a Rows) -> impl Iterator<Item = u64> + 'a {
        rows.places().filter(|&row| self.readable[row]).map(|row| self.numbers[row])
    }

    /// Those of the stories that may be read.
    #[must_use]
    pub fn readable_rows(&self, rows: &Rows) -> Rows {
        rows.and(&Rows::new(Marks::of_one(&self.readable_ones().test, self).0))
    }

    /// The numbers of at most `most` of the stories that may be read, ascending; of more, a sample in which each set is
    /// equally likely. The same seed gives the same sample.
    pub fn sample_readable(&self, rows: &Rows, most: usize, seed: u64) -> Vec<u64> {
        let numbers: Vec<u64> = self.readable_numbers(rows).collect();
        Random::new(seed).sample(numbers.len(), most).into_iter().map(|place| numbers[place]).collect()
    }

    /// One page of the stories that may be read, newest first: by the day on which they came in, then by number.
    pub fn newest(&self, rows: &Rows, skip: usize, take: usize) -> Vec<u64> {
        let mut newest: Vec<(i32, u64)> =
            rows.places().filter(|&row| self.readable[row]).map(|row| (self.received[row], self.numbers[row])).collect();
        let end = skip.saturating_add(take).min(newest.len());
        if skip >= end {
            return Vec::new();
        }
        let later_first = |a: &(i32, u64), b: &(i32, u64)| b.cmp(a);
        if end < newest.len() {
            newest.select_nth_unstable_by(end - 1, later_first);
            newest.truncate(end);
        }
        newest.sort_unstable_by(later_first);
        newest[skip..].iter().map(|&(_, number)| number).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn sets_of_rows_do_as_sets_do(first in prop::collection::btree_set(0usize..3 * BLOCK, 0..200), second in prop::collection::btree_set(0usize..3 * BLOCK, 0..200)) {
            let rows = |places: &std::collections::BTreeSet<usize>| Rows::at(places.iter().copied(), 3 * BLOCK);
            let (one, other) = (rows(&first), rows(&second));
            prop_assert_eq!((one.len(), one.is_empty()), (first.len(), first.is_empty()));
            prop_assert!(one.places().eq(first.iter().copied()));
            prop_assert!(one.and(&other).places().eq(first.intersection(&second).copied()));
            prop_assert!(one.without(&other).places().eq(first.difference(&second).copied()));
            prop_assert!(first.iter().all(|&place| one.holds(place)) && !one.holds(5 * BLOCK));
            let mut within = Vec::new();
            let mut all = Vec::new();
            for block in 0..one.blocks() {
                one.within(block, &mut within);
                all.extend(within.iter().map(|&place| block as u32 * BLOCK as u32 + u32::from(place)));
            }
            prop_assert!(all.into_iter().eq(one.places().map(|place| place as u32)));
            for word in one.block(0) {
                prop_assert_eq!(gathered(&spread(*word)), *word);
                prop_assert!(ones(*word).eq((0..64).filter(|place| word >> place & 1 == 1)));
                prop_assert!((0..64).all(|place| u64::from(spread(*word)[place]) == word >> place & 1));
            }
        }
    }
}
