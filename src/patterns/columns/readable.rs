//! The stories of a set of rows that may be read.

use super::condition::{Asked, Condition, Marks, Test};
use super::rows::Rows;
use super::table::Columns;

impl Columns {
    /// The stories that may be read, which are all live.
    pub(in crate::patterns) fn readable_ones(&self) -> Condition<'_> {
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

    /// The highest numbers below `below` of the stories that may be read, descending: at most `most`.
    pub fn readable_numbers_below(&self, rows: &Rows, below: u64, most: usize) -> Vec<u64> {
        let end = self.find(below).unwrap_or_else(|end| end);
        let readable = rows.places_before(end).filter(|&row| self.readable[row]);
        readable.map(|row| self.numbers[row]).take(most).collect()
    }

    /// Whether the story with this number is one of these and may be read.
    pub fn is_readable_among(&self, rows: &Rows, number: u64) -> bool {
        self.find(number).is_ok_and(|row| rows.holds(row) && self.readable[row])
    }

    /// Those of the stories that may be read.
    #[must_use]
    pub fn readable_rows(&self, rows: &Rows) -> Rows {
        rows.and(&Rows::new(Marks::of_one(&self.readable_ones().test, self).0))
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
