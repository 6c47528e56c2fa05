//! What a format does with rows.

use super::cell::Cell;
use super::contents::Summary;
use super::error::ExportError;

/// Takes the rows of all tables and writes them in one format.
///
/// Rows come story by story, in the order of arrival: the row of `stories`, then the rows of `answers`. The rows of `framework` come
/// before all others. No more than one row is in memory here; what cannot be written yet goes to a spool ([`NewFile::spool`]).
///
/// [`NewFile::spool`]: super::NewFile::spool
pub trait Sink: Send {
    /// Writes a row. `table` is an index into [`Layout::tables`](super::Layout); a cell for each of its columns.
    ///
    /// # Errors
    /// [`ExportError`]; nothing more is written then.
    fn row(&mut self, table: usize, cells: &[Cell<'_>]) -> Result<(), ExportError>;

    /// Writes what is left. The file is complete when this returns.
    ///
    /// # Errors
    /// [`ExportError`].
    fn finish(self: Box<Self>, summary: &Summary) -> Result<(), ExportError>;
}
