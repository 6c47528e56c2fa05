//! The shape of SenseMaker's exports: a definition, a layout, and a table with a row for each story.
//!
//! It is the shape that the importer `exchange::sensemaker` and the R packages sensemakerframeworkr and sensemakerdatar read. What that shape has no
//! place for is beside it, where those readers pass over it: under `sensing` in the definition the whole framework and what each element
//! is, and in the table columns that begin with `meta_`.

mod columns;
mod definition;
mod names;
#[cfg(test)]
mod tests;

use std::io::Write;
use std::sync::Arc;

use super::cell::Cell;
use super::contents::Summary;
use super::error::ExportError;
use super::layout::Layout;
use super::members::Member;
use super::new_file::NewFile;
use super::sink::Sink;
use super::tabular::readme;
use columns::Column;

/// Writes the zip file.
pub(super) struct SenseMaker {
    layout: Arc<Layout>,
    member: Member,
    columns: Vec<Column>,
    line: String,
}

const README: &str = "\
definition.json  the questions, as a SenseMaker project defines them
layout.json      their order on the page
data.csv         a row for each story

Import it into another Sensing & Shaping service:
  sensing import sensemaker --definition definition.json --data data.csv --as SLUG
Read it in R:
  sensemakerframeworkr::Signifiers$new(jsonfilename = \"definition.json\", layoutfilename = \"layout.json\")

A story's day is in meta_received; server_upload_time is noon of that day (UTC), because no times are kept.
A text that begins like a formula has an apostrophe before it.
meta_states names the questions whose state the other columns cannot tell: not_asked, and answered without a value.
";

impl SenseMaker {
    /// Begins the file.
    ///
    /// # Errors
    /// [`ExportError::Full`] or [`ExportError::Write`].
    pub fn new(layout: Arc<Layout>, place: &NewFile) -> Result<Self, ExportError> {
        let questions = definition::Questions::of(&layout);
        let mut member = Member::alone("definition.json", place)?;
        let mut put = |name: Option<&str>, text: String| {
            name.map_or(Ok(()), |name| member.next(name))?;
            member.write_all(text.as_bytes()).map_err(|error| member.failed(error))
        };
        put(None, format!("{:#}\n", questions.definition(&layout)))?;
        put(Some("layout.json"), format!("{:#}\n", questions.layout(&layout)))?;
        let columns = columns::of(&layout, &questions);
        let headings: Vec<&str> = columns.iter().map(|column| column.heading.as_str()).collect();
        let mut line = "\u{feff}".to_owned();
        columns::write(headings.into_iter(), &mut line);
        put(Some("data.csv"), line)?;
        Ok(Self { layout, member, columns, line: String::new() })
    }
}

impl Sink for SenseMaker {
    fn row(&mut self, table: usize, cells: &[Cell<'_>]) -> Result<(), ExportError> {
        if table != 0 {
            return Ok(());
        }
        self.line.clear();
        let values: Vec<_> = self.columns.iter().map(|column| column.value(cells)).collect();
        columns::write(values.iter().map(|value| &**value), &mut self.line);
        self.member.write_all(self.line.as_bytes()).map_err(|error| self.member.failed(error))
    }

    fn finish(mut self: Box<Self>, summary: &Summary) -> Result<(), ExportError> {
        let mut notes = vec![README.to_owned()];
        notes.extend(self.layout.notes_about_stories(summary));
        let (name, content) = readme(&notes);
        self.member.next(&name)?;
        self.member.write_all(&content).map_err(|error| self.member.failed(error))?;
        self.member.close()
    }
}
