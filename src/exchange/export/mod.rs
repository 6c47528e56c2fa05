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
mod cell;
mod column;
mod csv;
mod dictionary;
mod format;
mod jsonl;
mod layout;
mod members;
mod new_file;
mod notes;
mod package;
mod parquet;
mod rows;
#[cfg(test)]
mod samples;
mod sensemaker;
mod shapes;
mod sink;
mod tabular;
mod write;
mod xlsx;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use thiserror::Error;

use about::About;
pub use cell::Cell;
pub use column::{Category, Column, ColumnKind, Table};
pub(in crate::exchange) use csv::unguarded;
pub use format::{Format, Part};
pub use layout::{Layout, PartColumns, SignifierColumns};
pub use new_file::NewFile;
pub use sink::Sink;
pub use write::export;

use crate::model::{Actor, Language};
use crate::store::StoreError;

/// What one export holds.
#[derive(Clone)]
pub struct Contents {
    /// The framework's slug. Stories of all its versions are in the export.
    pub framework: String,
    /// The language of titles and labels. Where a text does not exist in it, the nearest one is taken.
    pub language: Language,
    /// Whether titles, texts and words beside choices are in it, as far as they may be read.
    pub texts: bool,
    /// Which stories.
    pub stories: Which,
    /// Which answers may not be shown; only for exports of staff.
    pub hide: Option<Hide>,
    /// The one table to write; all of them, in one file, when `None`. Formats that are one file of all tables have no parts.
    pub part: Option<Part>,
    /// Who exports, for the row of the audit log; `None` when the caller writes a row that says more.
    pub actor: Option<Actor>,
}

/// Which stories of a framework are in an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// All of them.
    All,
    /// Those with these numbers, which must be in ascending order.
    Numbers(Vec<u64>),
}

/// What of a story is not in an export of staff, because it would single out the person who told it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    /// The signifiers of which nothing is told, not even whether they were answered.
    pub signifiers: Vec<String>,
    /// The choices beside which no own words are told.
    pub words: Arc<[String]>,
    /// Whether its collection, round and day are not told.
    pub place: bool,
}

/// For each story number of a batch: what is not told of it.
pub type Hide = Arc<dyn Fn(&[u64]) -> Result<Vec<Hidden>, ExportError> + Send + Sync>;

/// How far an export has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Stories that were read, with those that were left out.
    pub read: u64,
    /// How many there are; may have changed since the export began.
    pub of: u64,
}

/// What an export held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Stories in it.
    pub stories: u64,
    /// Those of them with their text.
    pub texts: u64,
    /// Those of them without their text.
    pub without_text: u64,
    /// Stories that were left out: without consent to analysis, not counted, or withdrawn since they were chosen.
    pub left_out: u64,
}

/// Why an export stopped.
#[derive(Clone, Debug, Error)]
pub enum ExportError {
    /// No version of this framework is published.
    #[error("there is no published framework “{slug}”; {known}")]
    UnknownFramework {
        /// The slug that was asked for.
        slug: String,
        /// Which there are, in words.
        known: String,
    },
    /// The format cannot be written as this table alone.
    #[error("the format {format} cannot be written as the table {part} alone; leave the table out")]
    NoSuchPart {
        /// The format.
        format: &'static str,
        /// The table.
        part: &'static str,
    },
    /// There is a file already.
    #[error("{} exists already; choose another name, or add --force to replace it", .0.display())]
    Exists(PathBuf),
    /// The disk has no room for the file.
    #[error("there is no room left on the disk of {}; free some, or choose a place on another disk", .0.display())]
    Full(PathBuf),
    /// The file cannot be written.
    #[error("{} cannot be written: {reason}", .place.display())]
    Write {
        /// Where it was to be.
        place: PathBuf,
        /// Why not, as the system says it.
        reason: String,
    },
    /// The format cannot hold so much.
    #[error("{0}")]
    TooLarge(String),
    /// Which answers may be shown could not be worked out.
    #[error("which answers may be shown is not known: {0}")]
    Hidden(String),
    /// A stored story does not fit its framework.
    #[error("the story {id} does not fit its framework: {reason}")]
    Unfitting {
        /// The story's id.
        id: uuid::Uuid,
        /// What does not fit.
        reason: String,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A part of the export ended unexpectedly.
    #[error("the export stopped unexpectedly; start it again")]
    BrokenOff,
}

impl ExportError {
    /// A failure of writing a file.
    pub(crate) fn writing(place: &Path, error: io::Error) -> Self {
        let place = place.to_owned();
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full(place),
            _ => Self::Write { place, reason: error.to_string() },
        }
    }
}
