//! Parquet: each table is a file of its own, compressed with gzip, which every reader can read.
//!
//! Rows are gathered into groups of bounded size, so that memory does not grow with the number of stories. A position is a
//! double: it keeps the four digits of ten-thousandths, and unlike DECIMAL it is a plain number in pandas, polars and R. A category is
//! a text with a dictionary, and Arrow's schema says so (`arrow_schema`).

mod arrow_schema;
mod columns;
mod table;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::Arc;

use super::about::About;
use super::cell::Cell;
use super::contents::Summary;
use super::error::ExportError;
use super::layout::Layout;
use super::new_file::NewFile;
use super::sink::Sink;
use super::tabular::{complete, readme, table_files};
use table::TableWriter;

/// Writes one table as a Parquet file, or all tables and a README into an archive.
pub(super) struct Parquet {
    layout: Arc<Layout>,
    /// The wanted tables.
    tables: Vec<Option<TableWriter>>,
    place: PathBuf,
}

impl Parquet {
    /// Begins the file.
    ///
    /// # Errors
    /// [`ExportError`].
    pub fn new(layout: Arc<Layout>, file: &NewFile) -> Result<Self, ExportError> {
        let about = About::of(&layout);
        let files = table_files(&layout, file, "parquet")?.into_iter().zip(&layout.tables);
        let begin = |(to, table)| match to {
            Some(to) => TableWriter::begin(&about, table, to, file.place()).map(Some),
            None => Ok(None),
        };
        let tables = files.map(begin).collect::<Result<_, _>>()?;
        Ok(Self { layout, tables, place: file.place().to_owned() })
    }
}

impl Sink for Parquet {
    fn row(&mut self, table: usize, cells: &[Cell<'_>]) -> Result<(), ExportError> {
        match self.tables.get_mut(table) {
            Some(Some(table)) => table.row(cells),
            _ => Ok(()),
        }
    }

    fn finish(self: Box<Self>, summary: &Summary) -> Result<(), ExportError> {
        let files = self.tables.into_iter().flatten().map(TableWriter::finish).collect::<Result<_, _>>()?;
        complete(files, &[readme(&self.layout.notes(summary))]).map_err(|error| ExportError::writing(&self.place, error))
    }
}
