//! Errors of the index. A query that a person typed causes one only when it is too long.

use std::io;

use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenDirectoryError, OpenReadError};
use thiserror::Error;

/// Why the index could not do its work.
#[derive(Debug, Error)]
pub enum SearchError {
    /// The folder holds a damaged index, or one that another version of the service wrote.
    /// [`Index::recreate`](super::Index::recreate) replaces it with an empty one.
    #[error("the search index must be rebuilt: {0}")]
    Unreadable(String),
    /// Another process, or another `Index` of this one, has the folder open.
    #[error("the search index is in use by another process")]
    Locked,
    /// A query has more words and phrases than this.
    #[error("a search takes at most {0} words and phrases, counted again wherever brackets repeat them; leave some out")]
    TooManyParts(usize),
    /// With all endings and spellings, a query stands for more words than this.
    #[error(
        "with all that its words may stand for, the search has more than {0} words; leave some out, or write out words that end in *"
    )]
    TooManyWords(usize),
    /// A cursor that this service did not issue.
    #[error("the cursor is malformed")]
    Cursor,
    /// A search that began before the removal still reads the old files. Try again.
    #[error("the search index is being read; removed stories could not be erased from it yet")]
    Busy,
    /// The disk is full, read-only or not available.
    #[error("the search index cannot be read or written: {0}")]
    Io(io::Error),
    /// Any other error of tantivy.
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

impl From<io::Error> for SearchError {
    fn from(error: io::Error) -> Self {
        from_shared(&error)
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

/// Malformed and missing files mean a damaged index; everything else is an error of the disk.
fn from_shared(error: &io::Error) -> SearchError {
    match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof | io::ErrorKind::NotFound => {
            SearchError::Unreadable(error.to_string())
        }
        kind => SearchError::Io(io::Error::new(kind, error.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_ends_too_early_is_a_damaged_index_however_it_was_read() {
        let cut_off = || io::Error::from(io::ErrorKind::UnexpectedEof);
        assert!(matches!(SearchError::from(cut_off()), SearchError::Unreadable(_)));
        assert!(matches!(SearchError::from(TantivyError::from(cut_off())), SearchError::Unreadable(_)));
        assert!(matches!(SearchError::from(io::Error::from(io::ErrorKind::StorageFull)), SearchError::Io(_)));
    }
}
