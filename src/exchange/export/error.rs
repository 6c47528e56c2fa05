//! Why exports stop.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::store::StoreError;

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
