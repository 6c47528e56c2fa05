//! The conditions that a selection is made of, each a scan over a block of one or two columns.

use rayon::prelude::*;

use super::cells::{BLOCK, Cells};
use super::column::{NO_POSITION, TriadColumn, ZONE_NOT_APPLICABLE, ZONE_STATES};
use super::columns::Columns;
use super::region::Region;
use super::rows::{Rows, WORDS, gathered};

/// What a row is asked.
pub(super) enum Test<'a> {
    /// The code is one of the wanted; one mark for each code there is.
    Codes { codes: &'a Cells<u32>, wanted: Vec<bool> },
    /// The zone is one of the wanted.
    Zones { zones: &'a Cells<u8>, wanted: [bool; ZONE_STATES] },
    /// The zone is one of the wanted, or the point lies in the polygon.
    Region { triad: &'a TriadColumn, wanted: [bool; ZONE_STATES], region: Region },
    /// A position from `low` to `high`, both included. Positions that are not there lie above every bound.
    Range { positions: &'a Cells<u16>, low: u16, high: u16 },
    /// Both positions lie in their range.
    Rectangle { x: &'a Cells<u16>, y: &'a Cells<u16>, low: [u16; 2], high: [u16; 2] },
    /// A day from `from` (included) to `to` (not included).
    Days { days: &'a Cells<i32>, from: i32, to: i32 },
    /// The row is among these.
    Among(Rows),
}

/// A test, or its opposite.
pub(super) struct Condition<'a> {
    pub test: Test<'a>,
    pub negated: bool,
}

impl Test<'_> {
    /// Which tests go first: those that cost least a row.
    fn cost(&self) -> u8 {
        match self {
            Self::Among(_) => 0,
            Self::Days { .. } | Self::Range { .. } => 1,
            Self::Rectangle { .. } => 2,
            Self::Zones { .. } | Self::Codes { .. } => 3,
            Self::Region { .. } => 4,
        }
    }
}

impl Condition<'_> {
    /// Unmarks those of the rows of a block that do not meet the condition.
    fn narrow(&self, block: usize, keep: &mut [bool]) {
        let not = self.negated;
        match &self.test {
            Test::Codes { codes, wanted } => match word(wanted) {
                Some(word) => each(keep, codes.block(block), |&code| (word >> code & 1 == 1) != not),
                None => each(keep, codes.block(block), |&code| wanted[code as usize] != not),
            },
            Test::Zones { zones, wanted } => each(keep, zones.block(block), |&zone| wanted[usize::from(zone)] != not),
            Test::Region { triad, wanted, region } => {
                let parts = triad.b.block(block).iter().zip(triad.c.block(block));
                let nodes = triad.node.block(block).iter().zip(parts);
                for ((kept, &zone), (&node, (&b, &c))) in keep.iter_mut().zip(triad.zone.block(block)).zip(nodes) {
                    if *kept {
                        let answered = zone < ZONE_NOT_APPLICABLE;
                        *kept = (wanted[usize::from(zone)] || (answered && region.holds(node, b, c))) != not;
                    }
                }
            }
            Test::Range { positions, low, high } => {
                each(keep, positions.block(block), |position| (position >= low && position <= high) != not);
            }
            Test::Rectangle { x, y, low, high } => {
                for ((kept, x), y) in keep.iter_mut().zip(x.block(block)).zip(y.block(block)) {
                    let inside = *x >= low[0] && *x <= high[0] && *y >= low[1] && *y <= high[1] && *x != NO_POSITION;
                    *kept &= inside != not;
                }
            }
            Test::Days { days, from, to } => each(keep, days.block(block), |day| (day >= from && day < to) != not),
            Test::Among(rows) => {
                for (kept, word) in keep.chunks_mut(64).zip(rows.block(block)) {
                    for (bit, kept) in kept.iter_mut().enumerate() {
                        *kept &= (word >> bit & 1 == 1) != not;
                    }
                }
            }
        }
    }
}

/// Marks in one word when they are few enough: looking them up then needs no memory.
fn word(marks: &[bool]) -> Option<u64> {
    let place = |(at, &mark): (usize, &bool)| u64::from(mark) << at;
    (marks.len() <= 64).then(|| marks.iter().enumerate().map(place).sum())
}

fn each<T>(keep: &mut [bool], values: &[T], meets: impl Fn(&T) -> bool) {
    for (kept, value) in keep.iter_mut().zip(values) {
        *kept &= meets(value);
    }
}

/// The live rows that meet every condition.
pub(super) fn scan(columns: &Columns, mut conditions: Vec<Condition<'_>>) -> Rows {
    conditions.sort_by_key(|condition| condition.test.cost());
    let narrowed = |(block, words): (usize, &mut [u64])| {
        let live = columns.live.block(block);
        let mut marks = [false; BLOCK];
        let keep = &mut marks[..live.len()];
        keep.copy_from_slice(live);
        for condition in &conditions {
            condition.narrow(block, keep);
        }
        pack(keep, words);
    };
    let mut words = vec![0; columns.rows().div_ceil(BLOCK) * WORDS];
    words.par_chunks_mut(WORDS).enumerate().for_each(narrowed);
    Rows::new(words)
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
