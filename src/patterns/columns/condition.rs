//! The conditions of a selection. Each is a test of one column's cells, and marks the rows that meet it.
//!
//! The marks of every condition are cached separately, because people change selections step by step: they move the first day
//! or add an option, and the other conditions stay the same.

use rayon::prelude::*;

use crate::model::{DateRange, DyadRange, StoneRegion, TriadRegion};
use crate::patterns::geometry::Region;

use super::cells::{NO_POSITION, ZONE_NOT_APPLICABLE, ZONE_STATES};
use super::chunked::{BLOCK, Chunked};
use super::marks::{WORDS, gathered};
use super::table::Columns;
use super::triad_column::TriadColumn;

/// Up to this many codes are compared one by one.
const FEW_CODES: usize = 4;

/// A test of a row.
pub(in crate::patterns) enum Test<'a> {
    /// Whether the cell is true.
    True { cells: &'a Chunked<bool> },
    /// The code is one of the wanted; one mark for each code there is.
    Codes { codes: &'a Chunked<u32>, wanted: Vec<bool> },
    /// The zone is one of the wanted.
    Zones { zones: &'a Chunked<u8>, wanted: [bool; ZONE_STATES] },
    /// The zone is one of the wanted, or the point lies in the polygon.
    Region { triad: &'a TriadColumn, wanted: [bool; ZONE_STATES], region: Box<Region> },
    /// Missing positions are above every bound.
    Range { positions: &'a Chunked<u16>, low: u16, high: u16 },
    /// Both positions lie in their range.
    Rectangle { x: &'a Chunked<u16>, y: &'a Chunked<u16>, low: [u16; 2], high: [u16; 2] },
    /// A day from `from` (included) to `to` (not included).
    Days { days: &'a Chunked<i32>, from: i32, to: i32 },
}

/// A condition as requested. In one version of the columns, equal conditions have equal marks.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::patterns) enum Asked {
    /// The row is a story.
    Live,
    /// The story may be read.
    Readable,
    Received(DateRange),
    Collections(Vec<String>),
    Rounds(Vec<String>),
    Prompts(Vec<String>),
    Options(String, Vec<String>),
    Triad(TriadRegion),
    Dyad(DyadRange),
    Stone(StoneRegion),
    /// The story has a point in this triad, a position on this dyad, or this stone in its place.
    Answered(String, Option<String>),
}

/// A mark for each row that meets a test, in whole blocks of [`WORDS`]; emptied rows may be marked too.
#[derive(Debug)]
pub(in crate::patterns) struct Marks(pub Vec<u64>);

/// A test and its request, possibly negated.
pub(in crate::patterns) struct Condition<'a> {
    pub asked: Asked,
    pub test: Test<'a>,
    pub negated: bool,
}

impl Marks {
    /// The marks of several tests, in order; every block is read once for all of them.
    pub fn of(tests: &[&Test<'_>], columns: &Columns) -> Vec<Self> {
        let blocks = columns.rows().div_ceil(BLOCK);
        let mut by_block = vec![0; blocks * tests.len() * WORDS];
        by_block.par_chunks_mut((tests.len() * WORDS).max(1)).enumerate().for_each(|(block, words)| {
            let mut marks = [0; BLOCK];
            for (test, words) in tests.iter().zip(words.chunks_mut(WORDS)) {
                let rows = test.mark(block, &mut marks);
                marks[rows..].fill(0);
                pack(&marks, words);
            }
        });
        let of_test = |at: usize| {
            let mut words = Vec::with_capacity(blocks * WORDS);
            by_block.chunks(WORDS).skip(at).step_by(tests.len()).for_each(|block| words.extend_from_slice(block));
            Self(words)
        };
        (0..tests.len()).map(of_test).collect()
    }

    /// The rows that are marked here, or not marked in `other`.
    pub fn or_not(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(own, other)| own | !other).collect())
    }

    /// The marks of one test.
    pub fn of_one(test: &Test<'_>, columns: &Columns) -> Self {
        let mut all = Self::of(&[test], columns);
        all.pop().unwrap_or(Self(Vec::new()))
    }
}

impl Test<'_> {
    /// Marks the rows of a block that meet it with 1 and the others with 0, and returns the number of rows in the block.
    fn mark(&self, block: usize, marks: &mut [u8; BLOCK]) -> usize {
        match self {
            Self::True { cells } => each(marks, cells.block(block), |&cell| cell),
            Self::Codes { codes, wanted } => one_of(marks, codes.block(block), wanted),
            Self::Zones { zones, wanted } => each(marks, zones.block(block), |&zone| wanted[usize::from(zone)]),
            Self::Region { triad, wanted, region } => {
                let zones = triad.zone.block(block);
                let parts = triad.b.block(block).iter().zip(triad.c.block(block));
                let nodes = triad.node.block(block).iter().zip(parts);
                for ((mark, &zone), (&node, (&b, &c))) in marks.iter_mut().zip(zones).zip(nodes) {
                    let answered = zone < ZONE_NOT_APPLICABLE;
                    *mark = u8::from(wanted[usize::from(zone)] || (answered && region.holds(node, b, c)));
                }
                zones.len()
            }
            Self::Range { positions, low, high } => {
                each(marks, positions.block(block), |position| position >= low && position <= high)
            }
            Self::Rectangle { x, y, low, high } => {
                let (x, y) = (x.block(block), y.block(block));
                for ((mark, x), y) in marks.iter_mut().zip(x).zip(y) {
                    let inside = *x >= low[0] && *x <= high[0] && *y >= low[1] && *y <= high[1] && *x != NO_POSITION;
                    *mark = u8::from(inside);
                }
                x.len()
            }
            Self::Days { days, from, to } => each(marks, days.block(block), |day| day >= from && day < to),
        }
    }
}

/// Marks in one word when they are few enough, so that looking them up needs no memory access.
fn word(marks: &[bool]) -> Option<u64> {
    let place = |(at, &mark): (usize, &bool)| u64::from(mark) << at;
    (marks.len() <= 64).then(|| marks.iter().enumerate().map(place).sum())
}

/// Marks the wanted codes. When few are wanted, or few are not, they are compared one by one: that is vectorised, while table
/// lookups are not.
fn one_of(marks: &mut [u8; BLOCK], codes: &[u32], wanted: &[bool]) -> usize {
    let few = |wish: bool| -> Option<[u32; FEW_CODES]> {
        let mut those = wanted.iter().zip(0..).filter(|(wanted, _)| **wanted == wish).map(|(_, code)| code);
        // Unused entries have a code that no row has.
        let few = std::array::from_fn(|_| those.next().unwrap_or(u32::MAX));
        those.next().is_none().then_some(few)
    };
    if let Some(few) = few(true) {
        return each(marks, codes, |code| few.iter().fold(false, |found, own| found | (code == own)));
    }
    if let Some(few) = few(false) {
        return each(marks, codes, |code| few.iter().fold(true, |kept, own| kept & (code != own)));
    }
    match word(wanted) {
        Some(word) => each(marks, codes, |&code| word >> code & 1 == 1),
        None => each(marks, codes, |&code| wanted[code as usize]),
    }
}

fn each<T>(marks: &mut [u8; BLOCK], values: &[T], meets: impl Fn(&T) -> bool) -> usize {
    for (mark, value) in marks.iter_mut().zip(values) {
        *mark = u8::from(meets(value));
    }
    values.len()
}

/// Packs marks, each 0 or 1, 64 to a word, the first in the lowest bit.
fn pack(marks: &[u8; BLOCK], words: &mut [u64]) {
    for (marks, word) in marks.as_chunks().0.iter().zip(words) {
        *word = gathered(marks);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_packed_with_the_first_in_the_lowest_bit() {
        let marks: [u8; BLOCK] = std::array::from_fn(|row| u8::from(row % 3 == 0 || row == 64));
        let mut words = [u64::MAX; WORDS];
        pack(&marks, &mut words);
        for (row, mark) in marks.into_iter().enumerate() {
            assert_eq!(words[row / 64] >> (row % 64) & 1, u64::from(mark), "{row}");
        }
    }

    #[test]
    fn few_codes_and_many_are_marked_alike() {
        let codes: Vec<u32> = (0..BLOCK as u32 - 5).map(|row| row * 7 % 100).collect();
        for of in [5, 9, 64, 100] {
            for step in [1, 2, 3, 20] {
                let wanted: Vec<bool> = (0..100).map(|code| code % step == 0 && code < of).collect();
                let mut marks = [9; BLOCK];
                assert_eq!(one_of(&mut marks, &codes, &wanted), codes.len());
                let right = codes.iter().map(|&code| u8::from(wanted[code as usize]));
                assert!(marks.iter().copied().zip(right).all(|(mark, right)| mark == right), "{of} {step}");
            }
        }
    }
}
