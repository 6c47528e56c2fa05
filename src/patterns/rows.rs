//! The rows that a selection resolves to, and what the story list asks of them.

use super::columns::Columns;

/// A set of rows, ascending. It belongs to the [`Columns`] that made it, as they were then: use it before they change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    pub(super) indices: Vec<u32>,
}

impl Rows {
    /// How many stories it holds.
    pub fn len(&self) -> usize {
        self.indices.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.indices.is_empty()
    }

    /// The rows as places in the columns.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> + Clone {
        self.indices.iter().map(|&row| row as usize)
    }
}

impl Columns {
    /// The numbers of the stories in the rows, ascending.
    pub fn numbers<'a>(&'a self, rows: &'a Rows) -> impl Iterator<Item = u64> + 'a {
        rows.places().map(|row| self.numbers[row])
    }

    /// How many of the stories may be read.
    pub fn readable(&self, rows: &Rows) -> usize {
        rows.places().filter(|&row| self.readable[row]).count()
    }

    /// The numbers of the stories that may be read, ascending.
    pub fn readable_numbers<'a>(&'a self, rows: &'a Rows) -> impl Iterator<Item = u64> + 'a {
        rows.places().filter(|&row| self.readable[row]).map(|row| self.numbers[row])
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
