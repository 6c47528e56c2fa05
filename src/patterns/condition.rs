//! The conditions that a selection is made of. Each is a test of one column's cells, and marks the rows that meet it.
//!
//! Marks are kept apart for every condition, because one selection follows from another: somebody moves the first day, or
//! adds an option, and the other conditions stay as they were.

use rayon::prelude::*;

use crate::model::{DateRange, DyadRange, StoneRegion, TriadRegion};

use super::cells::{BLOCK, Cells};
use super::column::{NO_POSITION, TriadColumn, ZONE_NOT_APPLICABLE, ZONE_STATES};
use super::columns::Columns;
use super::region::Region;
use super::rows::{Rows, WORDS, gathered};

/// What a row is asked.
pub(super) enum Test<'a> {
    /// Whether the cell is true.
    True { cells: &'a Cells<bool> },
    /// The code is one of the wanted; one mark for each code there is.
    Codes { codes: &'a Cells<u32>, wanted: Vec<bool> },
    /// The zone is one of the wanted.
    Zones { zones: &'a Cells<u8>, wanted: [bool; ZONE_STATES] },
    /// The zone is one of the wanted, or the point lies in the polygon.
    Region { triad: &'a TriadColumn, wanted: [bool; ZONE_STATES], region: Box<Region> },
    /// A position from `low` to `high`, both included. Positions that are not there lie above every bound.
    Range { positions: &'a Cells<u16>, low: u16, high: u16 },
    /// Both positions lie in their range.
    Rectangle { x: &'a Cells<u16>, y: &'a Cells<u16>, low: [u16; 2], high: [u16; 2] },
    /// A day from `from` (included) to `to` (not included).
    Days { days: &'a Cells<i32>, from: i32, to: i32 },
}

/// A condition as it was asked for: in one state of the columns, the same marks belong to it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Asked {
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
}

/// A test and how it was asked for, or its opposite.
pub(super) struct Condition<'a> {
    pub asked: Asked,
    pub test: Test<'a>,
    pub negated: bool,
}

impl Test<'_> {
    /// The rows that meet it, emptied ones perhaps among them.
    pub fn rows(&self, columns: &Columns) -> Rows {
        let mut words = vec![0; columns.rows().div_ceil(BLOCK) * WORDS];
        words.par_chunks_mut(WORDS).enumerate().for_each(|(block, words)| {
            let mut marks = [false; BLOCK];
            let marked = self.mark(block, &mut marks);
            pack(&marks[..marked], words);
        });
        Rows::new(words)
    }

    /// Marks the rows of a block that meet it, and answers how many rows the block has.
    fn mark(&self, block: usize, marks: &mut [bool; BLOCK]) -> usize {
        match self {
            Self::True { cells } => each(marks, cells.block(block), |&cell| cell),
            Self::Codes { codes, wanted } => match word(wanted) {
                Some(word) => each(marks, codes.block(block), |&code| word >> code & 1 == 1),
                None => each(marks, codes.block(block), |&code| wanted[code as usize]),
            },
            Self::Zones { zones, wanted } => each(marks, zones.block(block), |&zone| wanted[usize::from(zone)]),
            Self::Region { triad, wanted, region } => {
                let zones = triad.zone.block(block);
                let parts = triad.b.block(block).iter().zip(triad.c.block(block));
                let nodes = triad.node.block(block).iter().zip(parts);
                for ((mark, &zone), (&node, (&b, &c))) in marks.iter_mut().zip(zones).zip(nodes) {
                    let answered = zone < ZONE_NOT_APPLICABLE;
                    *mark = wanted[usize::from(zone)] || (answered && region.holds(node, b, c));
                }
                zones.len()
            }
            Self::Range { positions, low, high } => {
                each(marks, positions.block(block), |position| position >= low && position <= high)
            }
            Self::Rectangle { x, y, low, high } => {
                let (x, y) = (x.block(block), y.block(block));
                for ((mark, x), y) in marks.iter_mut().zip(x).zip(y) {
                    *mark = *x >= low[0] && *x <= high[0] && *y >= low[1] && *y <= high[1] && *x != NO_POSITION;
                }
                x.len()
            }
            Self::Days { days, from, to } => each(marks, days.block(block), |day| day >= from && day < to),
        }
    }
}

/// Marks in one word when they are few enough: looking them up then needs no memory.
fn word(marks: &[bool]) -> Option<u64> {
    let place = |(at, &mark): (usize, &bool)| u64::from(mark) << at;
    (marks.len() <= 64).then(|| marks.iter().enumerate().map(place).sum())
}

fn each<T>(marks: &mut [bool; BLOCK], values: &[T], meets: impl Fn(&T) -> bool) -> usize {
    for (mark, value) in marks.iter_mut().zip(values) {
        *mark = meets(value);
    }
    values.len()
}

/// Packs marks, 64 to a word, the first in the lowest bit.
pub(super) fn pack(marks: &[bool], words: &mut [u64]) {
    for (marks, word) in marks.chunks(64).zip(words) {
        let mut bytes = [0u8; 64];
        bytes.iter_mut().zip(marks).for_each(|(byte, &mark)| *byte = u8::from(mark));
        *word = gathered(&bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_packed_with_the_first_in_the_lowest_bit() {
        let marks: Vec<bool> = (0..100).map(|row| row % 3 == 0 || row == 64).collect();
        let mut words = [u64::MAX; 2];
        pack(&marks, &mut words);
        for row in 0..128 {
            assert_eq!(words[row / 64] >> (row % 64) & 1 == 1, marks.get(row) == Some(&true), "{row}");
        }
    }
}
