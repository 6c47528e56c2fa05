//! The table of one pair, and what follows from it: how many answered both, the effect, the residuals.

use ndarray::{Array2, ArrayView2};

use crate::patterns::statistics::{adjusted_residuals, independence, v_interval};

use super::items::Item;

/// A table of codes × codes, with the two items that it is of.
pub(super) struct Counted<'a> {
    pub items: [&'a Item<'a>; 2],
    pub codes: ArrayView2<'a, u32>,
}

/// One line of a table: the stories with one code, without those with another one.
#[derive(Clone, Copy)]
struct Line {
    with: usize,
    without: Option<usize>,
}

/// The parts of an item that are tables by themselves: all categories together, or, where a story may be in several, each
/// against not choosing it.
fn parts(item: &Item<'_>) -> Vec<Vec<Line>> {
    let line = |with| Line { with, without: None };
    let categories = 0..item.categories.len();
    if !item.several {
        return vec![categories.map(line).collect()];
    }
    let against = |option| vec![line(option), Line { with: item.answered(), without: Some(option) }];
    categories.map(against).collect()
}

impl Counted<'_> {
    /// Stories that answered both.
    pub fn answered(&self) -> u64 {
        let [first, second] = self.items.map(Item::whole);
        self.sum(first, second)
    }

    /// Stories whose tellers were asked both.
    pub fn asked(&self) -> u64 {
        let [first, second] = self.items;
        let of = |item: &Item<'_>| item.whole().chain([item.unanswered()]);
        of(first).map(|own| of(second).map(|other| u64::from(self.codes[[own, other]])).sum::<u64>()).sum()
    }

    fn sum(&self, rows: std::ops::Range<usize>, columns: std::ops::Range<usize>) -> u64 {
        rows.map(|row| columns.clone().map(|column| u64::from(self.codes[[row, column]])).sum::<u64>()).sum()
    }

    fn line(&self, own: Line, other: Line) -> u32 {
        let at = |own: usize| {
            let all = self.codes[[own, other.with]];
            all - other.without.map_or(0, |without| self.codes[[own, without]])
        };
        at(own.with) - own.without.map_or(0, at)
    }

    fn part(&self, own: &[Line], other: &[Line]) -> Array2<u32> {
        Array2::from_shape_fn((own.len(), other.len()), |(row, column)| self.line(own[row], other[column]))
    }

    /// Cramér's V, corrected for bias (Bergsma, 2013). Where stories may choose several options it is the root mean square over
    /// options, each against not choosing it. `None` when everybody gave the same answer to one of the two.
    pub fn cramers_v(&self) -> Option<f64> {
        let [first, second] = self.items.map(parts);
        let tables = first.iter().flat_map(|own| second.iter().map(|other| self.part(own, other)));
        let found: Vec<f64> = tables.filter_map(|table| Some(independence(table.view())?.cramers_v)).collect();
        let mean = found.iter().map(|v| v * v).sum::<f64>() / found.len() as f64;
        (!found.is_empty()).then(|| mean.sqrt())
    }

    /// The 95 % interval of V. Over options it is the root mean square of the ends, which is wider than it need be.
    pub fn v_interval(&self) -> Option<[f64; 2]> {
        let [first, second] = self.items.map(parts);
        let tables = first.iter().flat_map(|own| second.iter().map(|other| self.part(own, other)));
        let found: Vec<[f64; 2]> = tables.filter_map(|table| v_interval(table.view())).collect();
        let mean = |end: usize| (found.iter().map(|ends| ends[end] * ends[end]).sum::<f64>() / found.len() as f64).sqrt();
        (!found.is_empty()).then(|| [mean(0), mean(1)])
    }

    /// Stories in each category of the first and of the second item: categories × categories.
    pub fn counts(&self) -> Array2<u64> {
        let shape = self.items.map(|item| item.categories.len());
        Array2::from_shape_fn(shape, |(row, column)| u64::from(self.codes[[row, column]]))
    }

    /// Of those who answered both, the stories in each category of the first and of the second item.
    pub fn totals(&self) -> [Vec<u64>; 2] {
        let [first, second] = self.items;
        let rows = (0..first.categories.len()).map(|row| self.sum(row..row + 1, second.whole()));
        let columns = (0..second.categories.len()).map(|column| self.sum(first.whole(), column..column + 1));
        [rows.collect(), columns.collect()]
    }

    /// Adjusted standardised residuals (Haberman, 1973): by how many standard deviations a cell holds more stories than it would if
    /// the two answers had nothing to do with each other. Categories × categories; `None` where a row or column has no stories
    /// or all of them.
    pub fn residuals(&self) -> Array2<Option<f64>> {
        let [first, second] = self.items.map(parts);
        let mut residuals = Array2::from_elem(self.items.map(|item| item.categories.len()), None);
        for (row, own) in first.iter().enumerate() {
            for (column, other) in second.iter().enumerate() {
                let part = adjusted_residuals(self.part(own, other).view());
                // Of an option against not choosing it, the first line is the option.
                let rows = if self.items[0].several { vec![(row, 0)] } else { (0..own.len()).map(|at| (at, at)).collect() };
                for (to, from) in rows {
                    if self.items[1].several {
                        residuals[[to, column]] = part[[from, 0]];
                    } else {
                        (0..other.len()).for_each(|at| residuals[[to, at]] = part[[from, at]]);
                    }
                }
            }
        }
        residuals
    }
}
