//! What can go wrong in the index. A query that a person typed is never among it.

use std::io;

use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenDirectoryError, OpenReadError};
use thiserror::Error;

/// Why the index could not do what it was asked.
#[derive(Debug, Error)]
pub enum SearchError {
    /// The folder holds a damaged index, or one that another version of the service wrote.
    /// [`Index::recreate`](super::Index::recreate) replaces it by an empty one.
    #[error("the search index must be rebuilt: {0}")]
    Unreadable(String),
    /// Another process, or another `Index` of this one, has the folder open.
    #[error("the search index is in use by another process")]
    Locked,
    /// A cursor that this service never handed out.
    #[error("the cursor is malformed")]
    Cursor,
    /// A search that began before the removal still reads the old files; try again.
    #[error("the search index is being read; removed stories could not be erased from it yet")]
    Busy,
    /// The disk: full, read-only, away.
    #[error("the search index cannot be read or written: {0}")]
    Io(#[from] io::Error),
    /// Anything else that tantivy reports.
    #[error("the search index failed: {0}")]
    Engine(TantivyError),
}

impl From<TantivyError> for SearchError {
    fn from(error: TantivyError) -> Self {
        match error {
            TantivyError::DataCorruption(_)
            | TantivyError::IncompatibleIndex(_)
            | TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(_))
            | TantivyError::OpenReadError(OpenReadError::IncompatibleIndex(_)) => Self::Unreadable(error.to_string()),
            TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. }) => from_shared(&io_error),
            TantivyError::LockFailure(LockError::LockBusy, _) => Self::Locked,
            TantivyError::LockFailure(LockError::IoError(io_error), _) | TantivyError::IoError(io_error) => {
                from_shared(&io_error)
            }
            other => Self::Engine(other),
        }
    }
}

impl From<OpenReadError> for SearchError {
    fn from(error: OpenReadError) -> Self {
        TantivyError::from(error).into()
    }
}

impl From<OpenDirectoryError> for SearchError {
    fn from(error: OpenDirectoryError) -> Self {
        TantivyError::from(error).into()
    }
}

/// Malformed and missing files are the index's fault, everything else is the disk's.
fn from_shared(error: &io::Error) -> SearchError {
    match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof | io::ErrorKind::NotFound => {
            SearchError::Unreadable(error.to_string())
        }
        kind => SearchError::Io(io::Error::new(kind, error.to_string())),
    }
}
