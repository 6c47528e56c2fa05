//! Two selections whose shares are compared: stories like these, and stories like those.

use crate::model::Selection;
use crate::patterns::columns::{Columns, Rows, TextMatches};
use crate::patterns::fault::{PatternFault, SelectionFault};

use super::value::{Value, difference_of};

/// Two selections as sets of rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Sides {
    more: Rows,
    fewer: Rows,
    /// Stories of which it cannot be said whether they are in either.
    pub(super) undecided: Rows,
}

impl Sides {
    /// Of each selection, the rows that match, and those with the ones of which it cannot be said.
    pub fn new([more, more_possible]: [&Rows; 2], [fewer, fewer_possible]: [&Rows; 2]) -> Self {
        let either = more_possible.without(more).or(&fewer_possible.without(fewer));
        Self { more: more.clone(), fewer: fewer.clone(), undecided: either }
    }

    /// Sides of which nothing may be told: none of these rows is decided.
    pub fn undecided(rows: &Rows) -> Self {
        Self { more: Rows::default(), fewer: Rows::default(), undecided: rows.clone() }
    }

    /// Resolves two selections that search for no text.
    ///
    /// # Errors
    /// [`PatternFault`] on `figure.more…` or `figure.fewer…` for an invalid selection, or one with a text.
    pub(super) fn resolve(columns: &Columns, more: &Selection, fewer: &Selection) -> Result<Self, PatternFault> {
        let both = |selection: &Selection, name: &str| {
            let named = |fault: SelectionFault| {
                PatternFault::new(fault.field.replacen("selection", &format!("figure.{name}"), 1), fault.message)
            };
            let rows = columns.resolve(selection, TextMatches::default()).map_err(named)?;
            Ok::<_, PatternFault>([rows, columns.possible(selection, TextMatches::default()).map_err(named)?])
        };
        let ([more, more_possible], [fewer, fewer_possible]) = (both(more, "more")?, both(fewer, "fewer")?);
        Ok(Self::new([&more, &more_possible], [&fewer, &fewer_possible]))
    }

    /// The share of the decided stories that are in the first selection only minus the share that are in the second only, with
    /// the interval of [`difference_of`].
    pub(super) fn value(&self, rows: &Rows) -> Value {
        let decided = rows.without(&self.undecided);
        let only = |own: &Rows, other: &Rows| decided.and(own).without(other).len() as f64;
        difference_of(only(&self.more, &self.fewer), only(&self.fewer, &self.more), decided.len() as u64)
    }
}
