//! What can go wrong with the store, by what can be done about it.

use sea_orm::{DbErr, RuntimeErr};
use thiserror::Error;

/// A failure of the store.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
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
    /// Stored data is not what was written.
    #[error("the database holds something else than was stored: {0}")]
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
            DbErr::Exec(RuntimeErr::SqlxError(inner)) | DbErr::Query(RuntimeErr::SqlxError(inner)) => from_sqlx(inner),
            // A new database on a full disk fails while it is being opened.
            DbErr::Conn(RuntimeErr::SqlxError(inner)) if from_sqlx(inner) == Self::Full => Self::Full,
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => Self::Unavailable(error.to_string()),
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
        // 778: a write failed, as over a quota (SQLITE_IOERR_WRITE). 4874: the index of the write-ahead log could not grow
        // (SQLITE_IOERR_SHMSIZE).
        (Some(13), _) | (_, "53100" | "778" | "4874") => StoreError::Full,
        // SQLite: busy, locked, out of memory, read-only, I/O error, cannot open.
        (Some(5..=8 | 10 | 14), _) => StoreError::Unavailable(database.message().to_owned()),
        (None, code) if passes_on_postgres(code) => StoreError::Unavailable(database.message().to_owned()),
        _ => StoreError::Refused(database.message().to_owned()),
    }
}

/// Whether PostgreSQL may take the same statement later. Classes: 08 connection, 40 rolled back (deadlock, serialization),
/// 53 out of resources, 57 operator intervention, 58 system error; 25006 a standby that only reads, 25P03 idle for too
/// long, 55P03 a lock that could not be had.
fn passes_on_postgres(code: &str) -> bool {
    matches!(code.get(..2), Some("08" | "40" | "53" | "57" | "58")) || matches!(code, "25006" | "25P03" | "55P03")
}

/// A row that cannot be read, in words.
pub(super) fn unreadable(what: &str, error: impl std::fmt::Display) -> StoreError {
    StoreError::Unreadable(format!("{what}: {error}"))
}
