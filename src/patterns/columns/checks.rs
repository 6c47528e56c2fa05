//! Checks the parts of a selection: signifiers of the right kind, valid bounds and polygons. Each fault says what would be
//! right.

use crate::model::{WHOLE, some_of};
use crate::patterns::fault::{PatternFault, SelectionFault};
use crate::patterns::geometry::MOST_POINTS;

use super::choice_column::ChoiceColumn;
use super::column::{Column, DyadColumn};
use super::stones_column::StonesColumn;
use super::table::Columns;
use super::triad_column::TriadColumn;

/// How far the sum of a point's weights may differ from 1, plus a small tolerance for binary rounding.
const SUM_TOLERANCE: f64 = 0.001 + 1e-9;

impl Columns {
    /// The column of a signifier of any kind.
    pub(in crate::patterns) fn known(&self, id: &str, field: &str) -> Result<&Column, PatternFault> {
        self.column(id).ok_or_else(|| {
            let known: Vec<&str> = self.signifiers().collect();
            PatternFault::new(field, unknown("signifier", id, &known))
        })
    }

    pub(in crate::patterns) fn triad(&self, id: &str, field: &str) -> Result<&TriadColumn, SelectionFault> {
        match self.column(id) {
            Some(Column::Triad(column)) => Ok(column),
            other => Err(self.wrong(id, field, "triad", other)),
        }
    }

    pub(in crate::patterns) fn dyad(&self, id: &str, field: &str) -> Result<&DyadColumn, SelectionFault> {
        match self.column(id) {
            Some(Column::Dyad(column)) => Ok(column),
            other => Err(self.wrong(id, field, "dyad", other)),
        }
    }

    pub(super) fn stones(&self, id: &str, field: &str) -> Result<&StonesColumn, SelectionFault> {
        match self.column(id) {
            Some(Column::Stones(column)) => Ok(column),
            other => Err(self.wrong(id, field, "stones", other)),
        }
    }

    pub(in crate::patterns) fn choice(&self, id: &str, field: &str) -> Result<&ChoiceColumn, SelectionFault> {
        match self.column(id) {
            Some(Column::Choice(column)) => Ok(column),
            other => Err(self.wrong(id, field, "choice", other)),
        }
    }

    fn wrong(&self, id: &str, field: &str, wanted: &str, found: Option<&Column>) -> SelectionFault {
        let known = self.of_kind(wanted);
        SelectionFault::new(
            field,
            match found {
                None => unknown(wanted, id, &known),
                Some(column) => {
                    format!("“{id}” is of the kind {}; of the kind {wanted} there are: {}", column.kind(), known.join(", "))
                }
            },
        )
    }
}

/// A sentence about an unknown id, with the known ones.
pub(in crate::patterns) fn unknown(what: &str, id: &str, known: &[&str]) -> String {
    if known.is_empty() {
        format!("there is no {what} “{id}”, nor any other {what}")
    } else {
        format!("there is no {what} “{id}”; there are: {}", some_of(known))
    }
}

/// A bound from 0 to 1, in ten-thousandths.
pub(super) fn bound(value: f64, field: &str) -> Result<u16, SelectionFault> {
    if (0.0..=1.0).contains(&value) {
        Ok((value * f64::from(WHOLE)).round() as u16)
    } else {
        Err(SelectionFault::new(field, "a bound must be a number from 0 to 1"))
    }
}

/// A polygon has three or more points, each with weights from 0 to 1 that sum to 1.
pub(super) fn check_polygon(polygon: &[[f64; 3]], field: &str) -> Result<(), SelectionFault> {
    if !(3..=MOST_POINTS).contains(&polygon.len()) {
        let message = format!("a polygon has 3 to {MOST_POINTS} points; this one has {}", polygon.len());
        return Err(SelectionFault::new(field, message));
    }
    for (at, weights) in polygon.iter().enumerate() {
        let fault = |message: String| Err(SelectionFault::new(format!("{field}[{at}]"), message));
        if !weights.iter().all(|weight| (0.0..=1.0 + SUM_TOLERANCE).contains(weight)) {
            return fault("each of the three weights must be a number from 0 to 1".to_owned());
        }
        let sum: f64 = weights.iter().sum();
        if (sum - 1.0).abs() > SUM_TOLERANCE {
            return fault(format!("the three weights must sum to 1, and these sum to {sum:.4}"));
        }
    }
    Ok(())
}
