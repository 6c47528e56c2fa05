//! A workbook: a sheet that says what this is, then a sheet for each table.
//!
//! The parts of the file are written here, because they are few, and because a sheet must grow on disk, a full disk must be an
//! error, and nothing but text and numbers may ever be in a cell. A text is an inline string in a cell with the format “text”, so that no
//! program reads a formula, a link, a date or a number into it, even after it was edited.

mod contents;
mod package;
mod sheet;
#[cfg(test)]
mod tests;
mod text;

use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;

use super::cell::Cell;
use super::contents::Summary;
use super::error::ExportError;
use super::layout::Layout;
use super::members::{Member, put_together};
use super::new_file::NewFile;
use super::sink::Sink;
use sheet::SheetWriter;
use text::sheet_name;

/// The largest number of rows of a sheet, with its headings.
const MOST_ROWS: u32 = 1_048_576;
/// The largest number of columns of a sheet.
const MOST_COLUMNS: usize = 16_384;

/// Writes all tables as a workbook.
pub(super) struct Xlsx {
    layout: Arc<Layout>,
    /// The sheets of each table.
    sheets: Vec<SheetWriter>,
    /// The sheet about the others, and what is no sheet.
    rest: Member,
    out: File,
    place: PathBuf,
}

impl Xlsx {
    /// Begins the file.
    ///
    /// # Errors
    /// [`ExportError::TooLarge`] when a table has more columns than a sheet holds; [`ExportError::Full`] or [`ExportError::Write`].
    pub fn new(layout: Arc<Layout>, file: &NewFile) -> Result<Self, ExportError> {
        Self::with_rows(layout, file, MOST_ROWS)
    }

    /// The same with sheets of at most so many rows.
    fn with_rows(layout: Arc<Layout>, place: &NewFile, rows: u32) -> Result<Self, ExportError> {
        let mut sheets = Vec::with_capacity(layout.tables.len());
        for (index, table) in layout.tables.iter().enumerate() {
            let columns = table.columns.len();
            if columns > MOST_COLUMNS {
                return Err(ExportError::TooLarge(format!(
                    "a sheet of a workbook holds at most 16,384 columns, and “{}” has {columns}; export as CSV or Parquet",
                    table.name
                )));
            }
            let number = index as u32 + 1;
            sheets.push(SheetWriter::begin(&table.columns, &sheet_name(table.name), number, rows, place)?);
        }
        let rest = Member::begin("[Content_Types].xml", place)?;
        let (out, place) = (place.file()?, place.place().to_owned());
        Ok(Self { layout, sheets, rest, out, place })
    }
}

impl Sink for Xlsx {
    fn row(&mut self, table: usize, cells: &[Cell<'_>]) -> Result<(), ExportError> {
        self.sheets[table].row(cells)
    }

    fn finish(self: Box<Self>, summary: &Summary) -> Result<(), ExportError> {
        let Self { layout, sheets, mut rest, out, place } = *self;
        let cut = sheets.iter().map(SheetWriter::cut).sum();
        let mut named = vec![("Contents".to_owned(), package::CONTENTS.to_owned())];
        let mut members = Vec::with_capacity(sheets.len() + 1);
        for sheet in sheets {
            let (own, member) = sheet.finish()?;
            named.extend(own);
            members.push(member);
        }
        package::write(&mut rest, &named)?;
        contents::write(&mut rest, &layout, summary, cut)?;
        members.insert(0, rest);
        put_together(out, members, &place)
    }
}
