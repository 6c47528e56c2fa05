//! How many storytellers answered a signifier, said that it does not fit, skipped it, or were not asked.

use serde::Serialize;

use crate::patterns::fault::PatternFault;

use super::cells::State;
use super::chunked::Chunked;
use super::column::Column;
use super::listed::Listed;
use super::rows::Rows;
use super::table::Columns;

/// Counts of replies. Answered + not applicable + unanswered + not asked = stories.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"answered": 310, "not_applicable": 21, "unanswered": 40, "not_asked": 41}))]
pub struct Replies {
    /// Stories with an answer.
    pub answered: u64,
    /// Stories whose storytellers said that the question does not fit.
    pub not_applicable: u64,
    /// Stories whose storytellers were asked and skipped it.
    pub unanswered: u64,
    /// Stories whose storytellers were not asked.
    pub not_asked: u64,
}

impl Replies {
    /// Stories whose storytellers were asked.
    pub fn asked(&self) -> u64 {
        self.answered + self.not_applicable + self.unanswered
    }

    /// All stories.
    pub fn stories(&self) -> u64 {
        self.asked() + self.not_asked
    }

    /// Counts the replies in these rows.
    pub(in crate::patterns) fn of(column: &Column, rows: &Rows) -> Self {
        let rows = &Listed::once(rows);
        match column {
            Column::Triad(column) => Self::in_cells(&column.zone, rows, State::of_zone),
            Column::Dyad(column) => Self::in_cells(&column.position, rows, State::of_position),
            Column::Stones(column) => Self::in_cells(&column.state, rows, |state| state),
            Column::Choice(column) => Self::in_cells(&column.code, rows, State::of_code),
        }
    }

    /// Counts the replies in these cells.
    pub(in crate::patterns) fn in_cells<T: Copy + PartialEq>(
        cells: &Chunked<T>,
        rows: &Listed<'_>,
        state: impl Fn(T) -> State,
    ) -> Self {
        // Neighbouring rows are counted in different tables, because incrementing the same counter twice in a row stalls the
        // processor.
        let mut tables = [[0; State::ALL.len()]; 4];
        let mut spare = Vec::new();
        for block in 0..rows.blocks() {
            let cells = cells.block(block);
            for four in rows.within(block, &mut spare).chunks(4) {
                for (table, &place) in tables.iter_mut().zip(four) {
                    table[state(cells[usize::from(place)]) as usize] += 1;
                }
            }
        }
        let [answered, not_applicable, unanswered, not_asked] =
            State::ALL.map(|state| tables.iter().map(|table| table[state as usize]).sum());
        Self { answered, not_applicable, unanswered, not_asked }
    }
}

impl Columns {
    /// How the storytellers of these rows replied to a signifier.
    ///
    /// # Errors
    /// [`PatternFault`] for an unknown signifier.
    pub fn replies(&self, rows: &Rows, signifier: &str) -> Result<Replies, PatternFault> {
        Ok(Replies::of(self.known(signifier, "signifiers")?, rows))
    }
}
