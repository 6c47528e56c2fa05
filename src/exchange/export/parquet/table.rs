//! One table as a Parquet file.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parquet::basic::{Compression, GzipLevel, LogicalType, Repetition, Type as Physical};
use parquet::errors::{ParquetError, Result as Written};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{ColumnPath, Type};
use serde_json::{Value, json};

use super::arrow_schema;
use super::columns::Gathered;
use crate::exchange::export::about::About;
use crate::exchange::export::cell::Cell;
use crate::exchange::export::column::{Column, ColumnKind, Table};
use crate::exchange::export::error::ExportError;
use crate::exchange::export::tabular::TableFile;

/// About how many bytes are gathered before they are written as a group.
const GROUP: usize = 24 << 20;
/// The largest number of rows of a group.
const ROWS: usize = 1 << 17;
/// A text column can have as many different values as rows, so a dictionary would only take memory. The dictionaries of the
/// others stay this small.
const DICTIONARY: usize = 1 << 20;

/// Writes the rows of a table.
pub(super) struct TableWriter {
    writer: SerializedFileWriter<TableFile>,
    columns: Vec<Gathered>,
    rows: usize,
    bytes: usize,
    /// The limits of a group, in bytes and rows.
    limits: (usize, usize),
    place: PathBuf,
}

impl TableWriter {
    /// Begins the file of a table.
    ///
    /// # Errors
    /// [`ExportError::Full`] or [`ExportError::Write`].
    pub fn begin(about: &About, table: &Table, out: TableFile, place: &Path) -> Result<Self, ExportError> {
        let begin = || SerializedFileWriter::new(out, Arc::new(schema(table)?), Arc::new(properties(about, table)?));
        let writer = begin().map_err(|error| failed(place, error))?;
        let columns = table.columns.iter().map(Gathered::none).collect();
        Ok(Self { writer, columns, rows: 0, bytes: 0, limits: (GROUP, ROWS), place: place.to_owned() })
    }

    /// Lets groups have at most so many rows.
    #[cfg(test)]
    pub fn limit_rows(&mut self, rows: usize) {
        self.limits.1 = rows;
    }

    /// Adds a row.
    ///
    /// # Errors
    /// [`ExportError::Full`] or [`ExportError::Write`].
    pub fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), ExportError> {
        self.add(cells).map_err(|error| failed(&self.place, error))
    }

    fn add(&mut self, cells: &[Cell<'_>]) -> Written<()> {
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            self.bytes += column.add(cell)?;
        }
        self.rows += 1;
        let (bytes, rows) = self.limits;
        if self.bytes < bytes && self.rows < rows { Ok(()) } else { self.write_group() }
    }

    fn write_group(&mut self) -> Written<()> {
        if self.rows == 0 {
            return Ok(());
        }
        let mut group = self.writer.next_row_group()?;
        for column in &mut self.columns {
            let writer = group.next_column()?.ok_or_else(|| ParquetError::General("a column is missing".to_owned()))?;
            column.write(writer)?;
        }
        group.close()?;
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }

    /// Writes what is left, and gives back where it was written to.
    ///
    /// # Errors
    /// [`ExportError::Full`] or [`ExportError::Write`].
    pub fn finish(mut self) -> Result<TableFile, ExportError> {
        let place = self.place.clone();
        let finish = || {
            self.write_group()?;
            // Writes the metadata, too.
            self.writer.into_inner()
        };
        finish().map_err(|error| failed(&place, error))
    }
}

/// Every column, of which every value may be missing.
fn schema(table: &Table) -> Written<Type> {
    let field = |column: &Column| {
        let (physical, logical) = match column.kind {
            ColumnKind::Text | ColumnKind::Category(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            ColumnKind::Integer => (Physical::INT64, None),
            ColumnKind::Decimal => (Physical::DOUBLE, None),
            ColumnKind::Boolean => (Physical::BOOLEAN, None),
            ColumnKind::Date => (Physical::INT32, Some(LogicalType::Date)),
        };
        let field = Type::primitive_type_builder(&column.name, physical);
        field.with_logical_type(logical).with_repetition(Repetition::OPTIONAL).build().map(Arc::new)
    };
    let fields = table.columns.iter().map(field).collect::<Written<_>>()?;
    Type::group_type_builder(table.name).with_fields(fields).build()
}

fn properties(about: &About, table: &Table) -> Written<WriterProperties> {
    let mut properties = WriterProperties::builder()
        .set_created_by(about.program.clone())
        .set_compression(Compression::GZIP(GzipLevel::try_new(4)?))
        .set_dictionary_page_size_limit(DICTIONARY)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_key_value_metadata(Some(metadata(about, table)));
    for column in table.columns.iter().filter(|column| column.kind == ColumnKind::Text) {
        let path = ColumnPath::new(vec![column.name.clone()]);
        // Without statistics: the smallest and the largest text of a group would stand in the clear at the end of the file.
        properties = properties
            .set_column_dictionary_enabled(path.clone(), false)
            .set_column_statistics_enabled(path, EnabledStatistics::None);
    }
    Ok(properties.build())
}

/// What the file says about itself.
fn metadata(about: &About, table: &Table) -> Vec<KeyValue> {
    let mut pairs: Vec<KeyValue> = about.pairs().into_iter().map(|(key, value)| KeyValue::new(key.to_owned(), value)).collect();
    pairs.push(KeyValue::new("table".to_owned(), table.title.clone()));
    let columns: Vec<Value> = table.columns.iter().map(described).collect();
    pairs.push(KeyValue::new("columns".to_owned(), Value::from(columns).to_string()));
    let schema = arrow_schema::encoded(table, &pairs);
    pairs.push(KeyValue::new(arrow_schema::KEY.to_owned(), schema));
    pairs
}

fn described(column: &Column) -> Value {
    let Column { name, title, description, kind } = column;
    let mut described = json!({"name": name, "title": title, "description": description});
    if let ColumnKind::Category(categories) = kind {
        let categories: Vec<Value> = categories.iter().map(|known| json!({"id": known.id, "label": known.label})).collect();
        described["categories"] = Value::from(categories);
    }
    described
}

/// A failure of the writer, which may be one of the disk.
fn failed(place: &Path, error: ParquetError) -> ExportError {
    let error = match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(error) => io::Error::other(error),
        },
        error => io::Error::other(error),
    };
    ExportError::writing(place, error)
}
