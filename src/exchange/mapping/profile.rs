//! What the values of a column look like.

use std::collections::BTreeMap;

use super::dates::{DateFormat, FORMATS, plausible};
use super::missing::{Missing, Said};
use crate::exchange::cells::{Number, Tick, number, tick};
use crate::exchange::table::{Cells, Table};
use crate::model::Clock;

/// Distinct values that are counted; a column with more has free text or numbers.
const DISTINCT: usize = 400;
/// The share of values that must look alike.
const MOST: f64 = 0.9;

/// A column as its values show it.
pub(super) struct Profile {
    /// Its heading.
    pub name: String,
    /// Its place.
    pub place: usize,
    /// Rows with a value.
    pub filled: usize,
    /// Each value with the number of its rows, as far as they were counted.
    pub values: BTreeMap<String, usize>,
    /// Whether there are more values than were counted.
    pub many: bool,
    /// Values that are numbers, and the smallest and the largest of them.
    pub numbers: usize,
    pub least: f64,
    pub largest: f64,
    /// Numbers that are whole.
    pub whole: usize,
    /// Values that are yes or no.
    pub ticks: usize,
    /// The average number of characters of a value.
    pub length: f64,
    /// The average number of words.
    pub words: f64,
    /// How many values each format of days reads.
    pub days: Vec<(DateFormat, usize)>,
    /// Values that say “not applicable”.
    pub not_applicable: usize,
    /// The first values, as they are.
    pub samples: Vec<String>,
}

impl Profile {
    /// Looks at all rows of a column.
    pub fn of(table: &Table, place: usize, missing: &Missing, clock: &Clock) -> Self {
        let mut profile = Self {
            name: table.headings[place].clone(),
            place,
            filled: 0,
            values: BTreeMap::new(),
            many: false,
            numbers: 0,
            least: f64::INFINITY,
            largest: f64::NEG_INFINITY,
            whole: 0,
            ticks: 0,
            length: 0.0,
            words: 0.0,
            days: FORMATS.iter().map(|format| (*format, 0)).collect(),
            not_applicable: 0,
            samples: Vec::new(),
        };
        for cells in table.rows.iter().filter_map(|row| row.cells.as_ref().ok()) {
            profile.look(cells.get(place), missing, clock);
        }
        let filled = profile.filled.max(1) as f64;
        profile.length /= filled;
        profile.words /= filled;
        profile
    }

    fn look(&mut self, cell: &str, missing: &Missing, clock: &Clock) {
        match missing.of(cell) {
            Said::NotApplicable => return self.not_applicable += 1,
            Said::Nothing | Said::NotAsked => return,
            Said::Value => {}
        }
        self.filled += 1;
        if self.samples.len() < 4 && !self.samples.iter().any(|sample| sample == cell) {
            self.samples.push(cell.chars().take(120).collect());
        }
        if self.values.len() < DISTINCT || self.values.contains_key(cell) {
            *self.values.entry(cell.to_owned()).or_default() += 1;
        } else {
            self.many = true;
        }
        if let Number::Value(value) = number(cell) {
            self.numbers += 1;
            self.least = self.least.min(value);
            self.largest = self.largest.max(value);
            self.whole += usize::from(value.fract() == 0.0);
        }
        self.ticks += usize::from(tick(cell, true) != Tick::Unclear);
        self.length += cell.chars().count() as f64;
        self.words += cell.split_whitespace().count() as f64;
        for (format, count) in &mut self.days {
            let day = format.day(cell, clock).and_then(|day| plausible(day, clock));
            *count += usize::from(day.is_some());
        }
    }

    /// Whether most values are like this.
    pub fn most(&self, count: usize) -> bool {
        self.filled > 0 && count as f64 >= MOST * self.filled as f64
    }

    /// Whether most values are numbers.
    pub fn is_number(&self) -> bool {
        self.most(self.numbers)
    }

    /// Whether all values are yes or no.
    pub fn is_ticks(&self) -> bool {
        self.filled > 0 && self.ticks == self.filled && self.values.len() <= 4
    }

    /// Whether each value occurs once.
    pub fn is_unique(&self) -> bool {
        self.filled > 1 && !self.values.values().any(|count| *count > 1)
    }

    /// The formats that read most values as days on which stories can have come in.
    pub fn day_formats(&self) -> Vec<DateFormat> {
        self.days.iter().filter(|(_, count)| self.most(*count)).map(|(format, _)| *format).collect()
    }

    /// Pairs of rows with all these numbers: for each row the values of several columns, where all are numbers.
    pub fn together(table: &Table, places: &[usize]) -> Vec<Vec<f64>> {
        let row = |cells: &Cells| {
            places
                .iter()
                .map(|place| if let Number::Value(value) = number(cells.get(*place)) { Some(value) } else { None })
                .collect()
        };
        table.rows.iter().filter_map(|own| own.cells.as_ref().ok()).filter_map(row).collect()
    }
}
