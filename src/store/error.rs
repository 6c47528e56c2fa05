//! What can go wrong with the store, told apart by what can be done about it.

use sea_orm::{DbErr, RuntimeErr};
use thiserror::Error;

/// A failure of the store.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The database is locked, away or overloaded; trying again later may help.
    #[error("the database cannot be reached just now: {0}")]
    Unavailable(String),
    /// There is no room left on the disk.
    #[error("the disk of the database is full")]
    Full,
    /// A row holds what this version of the service cannot read.
    #[error("the database holds something that cannot be read: {0}")]
    Unreadable(String),
    /// Something is not as it was kept.
    #[error("the database does not hold what was kept: {0}")]
    Damaged(String),
    /// Two writers wanted the same thing; the loser may look again.
    #[error("another writer was first")]
    Conflict,
    /// The database refused for a reason that trying again will not change.
    #[error("the database refused: {0}")]
    Refused(String),
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        if matches!(error.sql_err(), Some(sea_orm::SqlErr::UniqueConstraintViolation(_))) {
            return Self::Conflict;
        }
        match &error {
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => Self::Unavailable(error.to_string()),
            DbErr::Exec(RuntimeErr::SqlxError(inner)) | DbErr::Query(RuntimeErr::SqlxError(inner)) => from_sqlx(inner),
            _ => Self::Refused(error.to_string()),
        }
    }
}

fn from_sqlx(error: &sea_orm::SqlxError) -> StoreError {
    let Some(database) = error.as_database_error() else {
        // Everything that is not the database's own answer is about getting to it: sockets, pools, files.
        return StoreError::Unavailable(error.to_string());
    };
    let code = database.code().unwrap_or_default();
    // SQLite gives extended result codes, of which the low byte is the kind; PostgreSQL gives SQLSTATE.
    let kind = code.parse::<u32>().ok().filter(|_| code.len() <= 4).map(|code| code & 0xff);
    match (kind, code.as_ref()) {
        (Some(13), _) | (_, "53100") => StoreError::Full,
        // busy, locked, I/O error, cannot open; the server is starting, stopping, overloaded, or found a deadlock
        (Some(5 | 6 | 10 | 14), _) | (_, "57P01" | "57P02" | "57P03" | "53300" | "40001" | "40P01" | "55P03") => {
            StoreError::Unavailable(database.message().to_owned())
        }
        _ => StoreError::Refused(database.message().to_owned()),
    }
}

/// A row that cannot be read, in words.
pub(super) fn unreadable(what: &str, error: impl std::fmt::Display) -> StoreError {
    StoreError::Unreadable(format!("{what}: {error}"))
}
