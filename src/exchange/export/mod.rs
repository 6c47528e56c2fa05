//! Exports: one framework's stories → a file that other programs read.
//!
//! A story is in an export only if it counts (`Visibility::is_counted`). Its title, text and words beside choices are in it only
//! if they were asked for and may be read (`Visibility::is_readable`). The words behind a redaction, receipts, what links a
//! storyteller's stories in the store, worries and times of day are never read here.
//!
//! - What an export holds, a format and a file → the file, written story by story: [`export`].
//! - A framework's versions → the tables `stories`, `answers` and `framework`: [`Layout`].
//! - A place → a file that is there whole or not at all: [`NewFile`].

mod about;
mod categories;
mod cell;
mod column;
mod contents;
mod csv;
mod dictionary;
mod error;
mod fixed;
mod format;
mod jsonl;
mod layout;
mod members;
mod new_file;
mod notes;
mod package;
mod parquet;
mod parts;
mod rows;
#[cfg(test)]
mod samples;
mod sensemaker;
mod shapes;
mod sink;
mod tabular;
mod write;
mod xlsx;

pub use cell::Cell;
pub use column::{Category, Column, ColumnKind, Table};
pub use contents::{Contents, Hidden, Hide, NotWorded, Progress, Summary, Which, language_of_labels};
pub(in crate::exchange) use csv::unguarded;
pub use error::ExportError;
pub use format::{Format, Part};
pub use layout::{Layout, SignifierColumns};
pub use new_file::NewFile;
pub use parts::PartColumns;
pub use sink::Sink;
pub use write::export;
