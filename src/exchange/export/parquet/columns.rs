//! The values of a column until they are written as a group.

use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::{ParquetError, Result};
use parquet::file::writer::SerializedColumnWriter;

use crate::exchange::export::cell::Cell;
use crate::exchange::export::column::{Column, ColumnKind};

/// The values of one column, without those that are missing, and which rows have one.
pub(super) struct Gathered {
    values: Values,
    /// 1 for each row that has a value, 0 for the others.
    present: Vec<i16>,
}

enum Values {
    Texts(Vec<ByteArray>),
    Integers(Vec<i64>),
    Decimals(Vec<f64>),
    Booleans(Vec<bool>),
    /// Days since 1970.
    Days(Vec<i32>),
    /// The texts of all categories, and those of the rows.
    Categories(Vec<ByteArray>, Vec<ByteArray>),
}

impl Gathered {
    /// None of this column.
    pub fn none(column: &Column) -> Self {
        let values = match &column.kind {
            ColumnKind::Text => Values::Texts(Vec::new()),
            ColumnKind::Integer => Values::Integers(Vec::new()),
            ColumnKind::Decimal => Values::Decimals(Vec::new()),
            ColumnKind::Boolean => Values::Booleans(Vec::new()),
            ColumnKind::Date => Values::Days(Vec::new()),
            ColumnKind::Category(categories) => {
                // Clones of these share their bytes.
                let known = categories.iter().map(|category| ByteArray::from(category.id.clone().into_bytes())).collect();
                Values::Categories(known, Vec::new())
            }
        };
        Self { values, present: Vec::new() }
    }

    /// Adds a row, and says about how many bytes it takes.
    ///
    /// # Errors
    /// The cell is not of the column's kind.
    pub fn add(&mut self, cell: &Cell<'_>) -> Result<usize> {
        let bytes = match (&mut self.values, cell) {
            (_, Cell::Missing) => {
                self.present.push(0);
                return Ok(size_of::<i16>());
            }
            (Values::Texts(texts), Cell::Text(text)) => {
                texts.push(ByteArray::from(text.as_bytes().to_vec()));
                size_of::<ByteArray>() + text.len()
            }
            (Values::Integers(integers), Cell::Integer(integer)) => push(integers, *integer),
            (Values::Decimals(decimals), Cell::Unit(unit)) => push(decimals, unit.value()),
            (Values::Booleans(booleans), Cell::Boolean(boolean)) => push(booleans, *boolean),
            (Values::Days(days), Cell::Date(date)) => {
                let since = date.signed_duration_since(chrono::NaiveDate::default()).num_days();
                push(days, i32::try_from(since)?)
            }
            (Values::Categories(known, chosen), Cell::Category(place)) => {
                let text = known.get(*place).ok_or_else(|| misfit(cell))?;
                push(chosen, text.clone())
            }
            _ => return Err(misfit(cell)),
        };
        self.present.push(1);
        Ok(bytes + size_of::<i16>())
    }

    /// Writes the rows as a part of a group, and forgets them.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&mut self, mut column: SerializedColumnWriter<'_>) -> Result<()> {
        let present = Some(&self.present[..]);
        match (column.untyped(), &mut self.values) {
            (ColumnWriter::ByteArrayColumnWriter(writer), Values::Texts(texts) | Values::Categories(_, texts)) => {
                writer.write_batch(texts, present, None)?;
                texts.clear();
            }
            (ColumnWriter::Int64ColumnWriter(writer), Values::Integers(integers)) => {
                writer.write_batch(integers, present, None)?;
                integers.clear();
            }
            (ColumnWriter::DoubleColumnWriter(writer), Values::Decimals(decimals)) => {
                writer.write_batch(decimals, present, None)?;
                decimals.clear();
            }
            (ColumnWriter::BoolColumnWriter(writer), Values::Booleans(booleans)) => {
                writer.write_batch(booleans, present, None)?;
                booleans.clear();
            }
            (ColumnWriter::Int32ColumnWriter(writer), Values::Days(days)) => {
                writer.write_batch(days, present, None)?;
                days.clear();
            }
            _ => return Err(ParquetError::General("the schema has another type".to_owned())),
        }
        self.present.clear();
        column.close()
    }
}

fn push<T>(values: &mut Vec<T>, value: T) -> usize {
    values.push(value);
    size_of::<T>()
}

fn misfit(cell: &Cell<'_>) -> ParquetError {
    ParquetError::General(format!("the column cannot hold {cell:?}"))
}
