//! Why a file of columns cannot be used.

use std::io;

use thiserror::Error;

/// Why columns could not be written to a file or read from it. They can always be rebuilt from the stories.
#[derive(Debug, Error)]
pub enum SnapshotFault {
    /// There is no such file.
    #[error("there is no file of columns yet")]
    Missing,
    /// The file cannot be read or written.
    #[error("the file of columns cannot be used: {0}")]
    File(#[source] io::Error),
    /// The file was written by another version of the service.
    #[error("the file of columns has another format")]
    OtherFormat,
    /// The file is damaged.
    #[error("the file of columns is damaged: {0}")]
    Damaged(String),
}

impl From<io::Error> for SnapshotFault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::UnexpectedEof => Self::Damaged("it ends too early".to_owned()),
            _ => Self::File(error),
        }
    }
}

/// The file is damaged, and this is why.
pub(super) fn damaged(why: &str) -> SnapshotFault {
    SnapshotFault::Damaged(why.to_owned())
}
