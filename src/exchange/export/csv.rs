//! CSV, as RFC 4180 has it: UTF-8, commas, quotes where needed, lines that end in CR LF.

use std::borrow::Cow;
use std::io::Write;
use std::sync::Arc;

use super::cell::decimal;
use super::tabular::{TableFile, complete, readme, table_files};
use super::{Cell, Column, ColumnKind, ExportError, Layout, NewFile, Sink, Summary};

/// What is said of texts that look like formulas; see [`guarded`].
pub(super) const GUARDED: &str = "A text that a spreadsheet could take for a formula has an apostrophe in front.";

/// Says to spreadsheets that a file is UTF-8.
const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

/// Writes one table to a file, or all tables and a README into an archive.
pub(super) struct Csv {
    layout: Arc<Layout>,
    tables: Tables,
}

impl Csv {
    /// Begins the file.
    ///
    /// # Errors
    /// [`ExportError`].
    pub fn new(layout: Arc<Layout>, file: &NewFile) -> Result<Self, ExportError> {
        let tables = Tables::new(&layout, file, UTF8_MARK)?;
        Ok(Self { layout, tables })
    }
}

impl Sink for Csv {
    fn row(&mut self, table: usize, cells: &[Cell<'_>]) -> Result<(), ExportError> {
        self.tables.row(&self.layout, table, cells)
    }

    fn finish(self: Box<Self>, summary: &Summary) -> Result<(), ExportError> {
        let mut notes = self.layout.notes(summary);
        notes.push(GUARDED.to_owned());
        self.tables.finish(&[readme(&notes)])
    }
}

/// Tables as CSV.
pub(super) struct Tables {
    writers: Vec<Option<csv::Writer<TableFile>>>,
    place: std::path::PathBuf,
}

impl Tables {
    /// Begins the tables, each with this mark and its heading.
    ///
    /// # Errors
    /// [`ExportError`].
    pub fn new(layout: &Layout, file: &NewFile, mark: &[u8]) -> Result<Self, ExportError> {
        let mut writers = Vec::new();
        for (to, table) in table_files(layout, file, "csv")?.into_iter().zip(&layout.tables) {
            let Some(mut to) = to else {
                writers.push(None);
                continue;
            };
            to.write_all(mark).map_err(|error| file.failed(error))?;
            let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(to);
            let heading = table.columns.iter().map(|column| column.name.as_str());
            writer.write_record(heading).map_err(|error| file.failed(error.into()))?;
            writers.push(Some(writer));
        }
        Ok(Self { writers, place: file.place().to_owned() })
    }

    /// Writes a row, if its table is wanted.
    ///
    /// # Errors
    /// [`ExportError`].
    pub fn row(&mut self, layout: &Layout, table: usize, cells: &[Cell<'_>]) -> Result<(), ExportError> {
        let (Some(Some(writer)), Some(table)) = (self.writers.get_mut(table), layout.tables.get(table)) else { return Ok(()) };
        for (cell, column) in cells.iter().zip(&table.columns) {
            let field = field(cell, column);
            writer.write_field(field.as_bytes()).map_err(|error| ExportError::writing(&self.place, error.into()))?;
        }
        writer.write_record(None::<&[u8]>).map_err(|error| ExportError::writing(&self.place, error.into()))
    }

    /// Completes the file; an archive also gets these other files.
    ///
    /// # Errors
    /// [`ExportError`].
    pub fn finish(self, others: &[(String, Vec<u8>)]) -> Result<(), ExportError> {
        let Self { writers, place } = self;
        let mut files = Vec::new();
        for writer in writers.into_iter().flatten() {
            files.push(writer.into_inner().map_err(|error| ExportError::writing(&place, error.into_error()))?);
        }
        complete(files, others).map_err(|error| ExportError::writing(&place, error))
    }
}

/// What stands in a field.
fn field<'a>(cell: &'a Cell<'_>, column: &'a Column) -> Cow<'a, str> {
    match (cell, &column.kind) {
        (Cell::Missing, _) => Cow::Borrowed(""),
        (Cell::Text(text), _) => guarded(text),
        (Cell::Integer(number), _) => Cow::Owned(number.to_string()),
        (Cell::Unit(unit), _) => Cow::Owned(decimal(*unit)),
        (Cell::Boolean(yes), _) => Cow::Borrowed(if *yes { "true" } else { "false" }),
        (Cell::Date(day), _) => Cow::Owned(day.to_string()),
        (Cell::Category(place), ColumnKind::Category(all)) => all.get(*place).map_or(Cow::Borrowed(""), |one| guarded(&one.id)),
        (Cell::Category(_), _) => Cow::Borrowed(""),
    }
}

/// A text that no spreadsheet takes for a formula: one that looks like one gets an apostrophe in front. A text that already begins
/// with apostrophes before what looks like a formula gets one more, so that what was written can be had back: take one apostrophe
/// away where that rule would have put it.
pub(super) fn guarded(text: &str) -> Cow<'_, str> {
    if looks_like_formula(text.trim_start_matches('\'')) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text that [`guarded`] wrote.
pub(in crate::exchange) fn unguarded(written: &str) -> &str {
    match written.strip_prefix('\'') {
        Some(rest) if looks_like_formula(rest.trim_start_matches('\'')) => rest,
        _ => written,
    }
}

/// Whether a spreadsheet could take a text for a formula: it begins with `=`, `+`, `-`, `@`, a tab or a line end, or with white space
/// before such a sign, which some programs trim. Some take the full-width signs of Chinese, Japanese and Korean text for the
/// narrow ones.
fn looks_like_formula(text: &str) -> bool {
    if text.starts_with(['\t', '\r', '\n']) {
        return true;
    }
    let first = text.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{200b}' || c == '\u{feff}');
    first.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '−', '﹢', '﹣', '﹦', '﹫'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_formula_gets_an_apostrophe_and_nothing_else_does() {
        for bad in
            ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u{a0}=1", "＝1", "＠x", "－x", "\u{200b}=1", "\u{1}=1"]
        {
            assert_eq!(guarded(bad), format!("'{bad}"), "{bad:?}");
        }
        for good in ["", "plain", "a=1", "'quoted'", "سکول", "12", "(=1)", "“=1”", " plain", "\u{feff}plain"] {
            assert_eq!(guarded(good), good, "{good:?}");
        }
    }

    #[test]
    fn what_was_written_can_be_had_back() {
        for text in ["=1", "'=1", "''=1", "' =1", "'plain", "plain", "- she said", "'"] {
            assert_eq!(unguarded(&guarded(text)), text);
        }
        let texts = ["=1", "'=1", "''=1"];
        let written: std::collections::HashSet<String> = texts.iter().map(|text| guarded(text).into_owned()).collect();
        assert_eq!(written.len(), texts.len(), "no two texts are written alike");
    }
}
