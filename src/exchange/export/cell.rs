//! What stands in one cell of a table.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::model::Unit;

/// The value of one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// There is none.
    Missing,
    /// A text; may be empty.
    Text(Cow<'a, str>),
    /// A whole number.
    Integer(i64),
    /// A decimal from 0 to 1, in ten-thousandths.
    Unit(Unit),
    /// True or false.
    Boolean(bool),
    /// A day.
    Date(NaiveDate),
    /// The index of one of the column's categories.
    Category(usize),
}

impl<'a> Cell<'a> {
    /// A text that is borrowed; missing when there is none.
    pub(super) fn text(text: Option<&'a str>) -> Self {
        text.map_or(Self::Missing, |text| Self::Text(Cow::Borrowed(text)))
    }
}

/// A decimal as short as it can be written: `0`, `0.62`, `1`.
pub(super) fn decimal(unit: Unit) -> String {
    let parts = unit.parts();
    if parts.is_multiple_of(10_000) {
        return (parts / 10_000).to_string();
    }
    let digits = format!("0.{parts:04}");
    digits.trim_end_matches('0').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_as_short_as_they_can_be() {
        let written = |parts: u16| decimal(Unit::try_from(parts).unwrap());
        assert_eq!([0, 1, 800, 6200, 9999, 10_000].map(written), ["0", "0.0001", "0.08", "0.62", "0.9999", "1"]);
    }
}
