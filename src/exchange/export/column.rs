//! Tables and their columns.

/// A table of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name, which is also the name of its file or sheet: `stories`, `answers` or `framework`.
    pub name: &'static str,
    /// What it holds, for people.
    pub title: String,
    /// Its columns, in order.
    pub columns: Vec<Column>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name, unique within the table: ASCII letters, digits, `-`, `_` and dots.
    pub name: String,
    /// What it is called, for people. Not unique.
    pub title: String,
    /// What its values mean, in full sentences.
    pub description: String,
    /// What kind of values it has.
    pub kind: ColumnKind,
}

impl Column {
    /// A column.
    pub(super) fn new(
        name: impl Into<String>,
        title: impl Into<String>,
        description: impl Into<String>,
        kind: ColumnKind,
    ) -> Self {
        Self { name: name.into(), title: title.into(), description: description.into(), kind }
    }
}

/// The kind of the values of a column. Every cell is of this kind or missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text; may hold line breaks.
    Text,
    /// Whole numbers that fit in 32 bits.
    Integer,
    /// Decimals from 0 to 1 with at most four digits after the point.
    Decimal,
    /// True or false.
    Boolean,
    /// Days.
    Date,
    /// One of these.
    Category(Vec<Category>),
}

/// A value of a column of categories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// What stands in the cells: letters, digits, `-` and `_`.
    pub id: String,
    /// What it means, in the language of the export.
    pub label: String,
}

impl Category {
    /// A category.
    pub(super) fn new(id: impl Into<String>, label: impl Into<String>) -> Self {
        Self { id: id.into(), label: label.into() }
    }
}
