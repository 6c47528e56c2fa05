//! The conditions that a selection is made of, each a scan over one or two columns.

use rayon::prelude::*;

use super::column::{NO_POSITION, TriadColumn, ZONE_STATES};
use super::polygon::Polygon;

/// Rows that are scanned together, so that a part of each column stays in the cache.
const CHUNK: usize = 1 << 14;

/// What a row is asked.
pub(super) enum Test<'a> {
    /// The code is one of the wanted; one mark for each code there is.
    Codes { codes: &'a [u32], wanted: Vec<bool> },
    /// The zone is one of the wanted.
    Zones { zones: &'a [u8], wanted: [bool; ZONE_STATES] },
    /// The zone is one of the wanted, or the point lies in the polygon.
    Region { triad: &'a TriadColumn, wanted: [bool; ZONE_STATES], polygon: Polygon },
    /// A position from `low` to `high`, both included. Positions that are not there lie above every bound.
    Range { positions: &'a [u16], low: u16, high: u16 },
    /// Both positions lie in their range.
    Rectangle { x: &'a [u16], y: &'a [u16], low: [u16; 2], high: [u16; 2] },
    /// A day from `from` (included) to `to` (not included).
    Days { days: &'a [i32], from: i32, to: i32 },
    /// The row is marked.
    Marked(Vec<bool>),
}

/// A test, or its opposite.
pub(super) struct Condition<'a> {
    pub test: Test<'a>,
    pub negated: bool,
}

impl Condition<'_> {
    /// Unmarks those of the rows from `start` on that do not meet the condition.
    fn narrow(&self, start: usize, keep: &mut [bool]) {
        let (end, not) = (start + keep.len(), self.negated);
        match &self.test {
            Test::Codes { codes, wanted } => each(keep, &codes[start..end], |&code| wanted[code as usize] != not),
            Test::Zones { zones, wanted } => each(keep, &zones[start..end], |&zone| wanted[usize::from(zone)] != not),
            Test::Region { triad, wanted, polygon } => {
                for (kept, row) in keep.iter_mut().zip(start..end) {
                    if *kept {
                        let inside = wanted[usize::from(triad.zone[row])]
                            || (triad.is_answered(row) && polygon.holds(triad.b[row], triad.c[row]));
                        *kept = inside != not;
                    }
                }
            }
            Test::Range { positions, low, high } => {
                each(keep, &positions[start..end], |position| (low..=high).contains(&position) != not);
            }
            Test::Rectangle { x, y, low, high } => {
                for ((kept, x), y) in keep.iter_mut().zip(&x[start..end]).zip(&y[start..end]) {
                    let inside = *x >= low[0] && *x <= high[0] && *y >= low[1] && *y <= high[1] && *x != NO_POSITION;
                    *kept &= inside != not;
                }
            }
            Test::Days { days, from, to } => each(keep, &days[start..end], |day| (day >= from && day < to) != not),
            Test::Marked(marks) => each(keep, &marks[start..end], |&mark| mark != not),
        }
    }
}

fn each<T>(keep: &mut [bool], values: &[T], meets: impl Fn(&T) -> bool) {
    for (kept, value) in keep.iter_mut().zip(values) {
        *kept &= meets(value);
    }
}

/// The places of the live rows that meet every condition, ascending.
pub(super) fn scan(live: &[bool], conditions: &[Condition<'_>]) -> Vec<u32> {
    let narrowed = |(chunk, live): (usize, &[bool])| {
        let start = chunk * CHUNK;
        let mut keep = live.to_vec();
        for condition in conditions {
            condition.narrow(start, &mut keep);
        }
        marked(&keep, start as u32)
    };
    let parts: Vec<Vec<u32>> = live.par_chunks(CHUNK).enumerate().map(narrowed).collect();
    match <[_; 1]>::try_from(parts) {
        Ok([only]) => only,
        Err(parts) => parts.concat(),
    }
}

/// The places of the marks, counted from `start`. Written without a branch: marks are hard to guess.
fn marked(keep: &[bool], start: u32) -> Vec<u32> {
    let mut places = vec![0; keep.len() + 1];
    let mut found = 0;
    for (row, &kept) in keep.iter().enumerate() {
        places[found] = start + row as u32;
        found += usize::from(kept);
    }
    places.truncate(found);
    places
}
