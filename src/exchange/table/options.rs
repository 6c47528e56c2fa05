//! How a table is read: which sheet, and where its headings are.

use serde::{Deserialize, Serialize};

/// Which part of a file is the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({"sheet": "Answers", "header_row": 3, "header_rows": 1, "comment": ";"}))]
pub struct TableOptions {
    /// The sheet of a workbook; by default the one with the most cells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The line (in a workbook, the row) with the headings, counted from 1; by default the first that is not blank.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_row: Option<u64>,
    /// How many rows the headings take up: 1, or 2 where a heading covers several columns and the row below it tells them apart.
    #[schema(minimum = 1, maximum = 2)]
    pub header_rows: u8,
    /// Rows whose first cell begins with this are notes and not read, such as “;” in NarraFirma's files.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// Whether rows may have fewer or more cells than there are headings, as some programs write them.
    #[serde(skip)]
    pub ragged: bool,
    /// Whether a workbook may only unpack to as much as the service spares for it while it takes stories.
    #[serde(skip)]
    pub small: bool,
}

impl Default for TableOptions {
    fn default() -> Self {
        Self { sheet: None, header_row: None, header_rows: 1, comment: None, ragged: false, small: false }
    }
}

impl TableOptions {
    /// Checks the numbers.
    ///
    /// # Errors
    /// A sentence that says what would be right.
    pub(super) fn check(&self) -> Result<(), &'static str> {
        match self {
            Self { header_rows: 0 | 3.., .. } => Err("`header_rows` is 1 or 2"),
            Self { header_row: Some(0), .. } => Err("`header_row` is counted from 1"),
            _ => Ok(()),
        }
    }

    /// Whether a row with this first cell is a note.
    pub(super) fn is_comment(&self, first: &[u8]) -> bool {
        self.comment.as_deref().is_some_and(|mark| !mark.is_empty() && first.trim_ascii_start().starts_with(mark.as_bytes()))
    }
}

/// Two rows of headings as one. An empty cell of the first row belongs to the heading on its left, as a merged cell does.
pub(super) fn merged(first: &[String], second: &[String]) -> Vec<String> {
    let mut over = "";
    let mut merged = Vec::with_capacity(first.len());
    for (place, heading) in first.iter().enumerate() {
        let below = second.get(place).map_or("", String::as_str);
        // A column with nothing below it begins a heading of its own, and ends the one on its left.
        if !heading.is_empty() || below.is_empty() {
            over = heading;
        }
        merged.push(match (over.is_empty(), below.is_empty()) {
            (_, true) => over.to_owned(),
            (true, false) => below.to_owned(),
            (false, false) if over == below => over.to_owned(),
            (false, false) => format!("{over}: {below}"),
        });
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_merged_heading_covers_the_empty_ones_on_its_right() {
        let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let first = row(&["id", "Needed", "", "", "Age"]);
        let second = row(&["", "help", "respect", "trust", ""]);
        assert_eq!(merged(&first, &second), ["id", "Needed: help", "Needed: respect", "Needed: trust", "Age"]);
    }
}
