//! Connections to the database, each with the guarantees that the store needs.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sea_orm::sqlx::Connection;
use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseBackend, DatabaseConnection, Statement};

use super::{error::StoreError, wal_index};

/// The database that stores the stories.
#[derive(Clone, Debug)]
pub enum Database {
    /// One file, embedded in the service.
    Sqlite(PathBuf),
    /// A PostgreSQL server, shared by any number of nodes: `postgres://…`.
    Postgres(String),
}

impl Database {
    /// The database at a URL, or the file `sensing.db` in the data folder.
    pub fn at(url: Option<&str>, data: &Path) -> Self {
        match url {
            Some(url) => Self::Postgres(url.to_owned()),
            None => Self::Sqlite(data.join("sensing.db")),
        }
    }
}

/// For how long SQLite waits for a lock that another process holds.
pub(super) const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// For how long PostgreSQL waits for a lock that another session holds, in milliseconds.
const LOCK_TIMEOUT: &str = "4000";

/// The one connection that writes, after making sure that its commits are on disk when they return.
///
/// # Errors
/// [`StoreError`] when it cannot be opened, or does not give that guarantee.
pub(super) async fn writing(database: &Database) -> Result<DatabaseConnection, StoreError> {
    // Receipts are in random order, so a bulk load touches pages all over their index.
    let mut options = options(database, &[("lock_timeout", LOCK_TIMEOUT)], &[("cache_size", "-64000")]);
    options
        .max_connections(1)
        .idle_timeout(None::<Duration>)
        .max_lifetime(None::<Duration>)
        // A connection that PostgreSQL closed meanwhile is found out before a transaction begins.
        .test_before_acquire(matches!(database, Database::Postgres(_)));
    let connection = sea_orm::Database::connect(options).await?;
    assert_durable(&connection).await?;
    if let Database::Sqlite(path) = database {
        wal_index::allocate(path);
    }
    Ok(connection)
}

/// Connections that read. What would write by mistake fails.
pub(super) fn reading(database: &Database) -> ConnectOptions {
    let read_only = [("lock_timeout", LOCK_TIMEOUT), ("default_transaction_read_only", "on")];
    let mut options = options(database, &read_only, &[("query_only", "ON")]);
    options.max_connections(8);
    options
}

async fn assert_durable(connection: &DatabaseConnection) -> Result<(), StoreError> {
    if connection.get_database_backend() == DatabaseBackend::Postgres {
        let fsync = one_text(connection, "SHOW fsync").await?;
        if fsync != "on" {
            return Err(not_durable("fsync", &fsync, "on"));
        }
        let commit = one_text(connection, "SHOW synchronous_commit").await?;
        let durable = matches!(commit.as_str(), "on" | "remote_apply" | "remote_write" | "local");
        return if durable { Ok(()) } else { Err(not_durable("synchronous_commit", &commit, "on")) };
    }
    let journal = one_text(connection, "PRAGMA journal_mode").await?;
    if journal != "wal" {
        return Err(not_durable("journal_mode", &journal, "wal"));
    }
    let row = connection.query_one_raw(Statement::from_string(DatabaseBackend::Sqlite, "PRAGMA synchronous")).await?;
    let synchronous: i32 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default();
    if synchronous < 2 {
        return Err(not_durable("synchronous", &synchronous.to_string(), "2 (FULL)"));
    }
    Ok(())
}

async fn one_text(connection: &DatabaseConnection, sql: &str) -> Result<String, StoreError> {
    let row = connection.query_one_raw(Statement::from_string(connection.get_database_backend(), sql)).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default())
}

fn not_durable(setting: &str, value: &str, wanted: &str) -> StoreError {
    StoreError::Refused(format!("{setting} is {value}, and must be {wanted}, or acknowledged stories could be lost"))
}

/// What all connections have in common, with settings of a PostgreSQL session and pragmas of SQLite besides.
fn options(
    database: &Database,
    session: &[(&'static str, &'static str)],
    pragmas: &[(&'static str, &'static str)],
) -> ConnectOptions {
    let mut options = match database {
        Database::Postgres(url) => {
            let mut options = ConnectOptions::new(url);
            let session = session.to_vec();
            options.map_sqlx_postgres_opts(move |postgres| postgres.options(session.clone()));
            options
        }
        Database::Sqlite(path) => {
            let mut options = ConnectOptions::new("sqlite::memory:");
            let (path, pragmas) = (path.clone(), pragmas.to_vec());
            options.map_sqlx_sqlite_opts(move |sqlite| {
                let sqlite = sqlite
                    .filename(&path)
                    .in_memory(false)
                    .shared_cache(false)
                    .create_if_missing(true)
                    .pragma("journal_mode", "WAL")
                    .pragma("synchronous", "FULL")
                    .pragma("secure_delete", "ON")
                    .pragma("foreign_keys", "ON")
                    // Bulk loads would otherwise stop every 4 MB. A commit is on disk in the log either way.
                    .pragma("wal_autocheckpoint", "8000")
                    .pragma("cache_size", "-16000")
                    // Rows are handed from thread to thread; a few at a time, that costs more than reading them.
                    .row_buffer_size(1_000)
                    .busy_timeout(BUSY_TIMEOUT);
                pragmas.iter().fold(sqlite, |sqlite, &(name, value)| sqlite.pragma(name, value))
            });
            // A connection that believes that it is in a transaction is closed instead of handed out.
            options.map_sqlx_sqlite_before_acquire(|connection, _| {
                let idle = !connection.is_in_transaction();
                Box::pin(async move { Ok(idle) })
            });
            options
        }
    };
    // Stories must not land in logs or traces with the statements that carry them.
    options
        .sqlx_logging(false)
        .record_stmt_in_spans(false)
        .connect_timeout(Duration::from_secs(5))
        .acquire_timeout(Duration::from_secs(5));
    options
}
