//! Opening the store: which database, with which guarantees.

use std::path::{Path, PathBuf};
use std::time::Duration;

use migrations::{Migrator, MigratorTrait};
use sea_orm::{
    ConnectOptions, ConnectionTrait, DatabaseBackend, DatabaseConnection, DatabaseTransaction, SqliteTransactionMode,
    Statement, TransactionOptions, TransactionTrait,
};

use super::error::StoreError;

/// Names the lock under which nodes migrate; any number that nobody else uses.
const MIGRATING: i64 = 0x5E45_1261;

/// Which database keeps the stories.
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

/// An open store. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pub(super) db: DatabaseConnection,
}

impl Store {
    /// Opens the database, brings its schema up to date, and makes sure that a commit is on disk before it returns.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be opened, or when it does not give that guarantee.
    pub async fn open(database: &Database) -> Result<Self, StoreError> {
        let db = sea_orm::Database::connect(options(database)).await?;
        let store = Self { db };
        store.migrate().await?;
        store.assert_durable().await?;
        Ok(store)
    }

    /// Brings the schema up to date. Nodes that start at once on one PostgreSQL do so one after the other.
    async fn migrate(&self) -> Result<(), StoreError> {
        if !self.is_postgres() {
            return Ok(Migrator::up(&self.db, None).await?);
        }
        let transaction = self.db.begin().await?;
        transaction.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({MIGRATING})")).await?;
        Migrator::up(&transaction, None).await?;
        Ok(transaction.commit().await?)
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when it does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.db.query_one_raw(Statement::from_string(self.db.get_database_backend(), "SELECT 1")).await?;
        Ok(())
    }

    /// Closes every connection.
    pub async fn close(self) {
        if let Err(error) = self.db.close().await {
            tracing::warn!(%error, "the database did not close cleanly");
        }
    }

    /// Moves what SQLite's write-ahead log holds into the database file and empties the log, so that nothing erased
    /// stays in it. PostgreSQL looks after its own log.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] while somebody still reads an earlier state: then the log is as it was.
    pub async fn tidy(&self) -> Result<(), StoreError> {
        if self.is_postgres() {
            return Ok(());
        }
        let statement = Statement::from_string(DatabaseBackend::Sqlite, "PRAGMA wal_checkpoint(TRUNCATE)");
        let row = self.db.query_one_raw(statement).await?;
        let busy: i32 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default();
        if busy == 0 { Ok(()) } else { Err(StoreError::Unavailable("its log is being read and cannot be emptied".to_owned())) }
    }

    pub(super) fn is_postgres(&self) -> bool {
        self.db.get_database_backend() == DatabaseBackend::Postgres
    }

    /// Begins a transaction that writes. On SQLite it takes the write lock at once, so that it never fails half-way.
    pub(super) async fn begin_write(&self) -> Result<DatabaseTransaction, StoreError> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(self.db.begin_with_options(options).await?)
    }

    async fn assert_durable(&self) -> Result<(), StoreError> {
        if self.is_postgres() {
            let value = self.one_text("SHOW synchronous_commit").await?;
            let durable = matches!(value.as_str(), "on" | "remote_apply" | "remote_write" | "local");
            return if durable { Ok(()) } else { Err(not_durable("synchronous_commit", &value, "on")) };
        }
        let journal = self.one_text("PRAGMA journal_mode").await?;
        if journal != "wal" {
            return Err(not_durable("journal_mode", &journal, "wal"));
        }
        let row = self.db.query_one_raw(Statement::from_string(DatabaseBackend::Sqlite, "PRAGMA synchronous")).await?;
        let synchronous: i32 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default();
        if synchronous < 2 {
            return Err(not_durable("synchronous", &synchronous.to_string(), "2 (FULL)"));
        }
        Ok(())
    }

    async fn one_text(&self, sql: &str) -> Result<String, StoreError> {
        let row = self.db.query_one_raw(Statement::from_string(self.db.get_database_backend(), sql)).await?;
        Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default())
    }
}

fn not_durable(setting: &str, value: &str, wanted: &str) -> StoreError {
    StoreError::Refused(format!("{setting} is {value}, and must be {wanted}, or acknowledged stories could be lost"))
}

fn options(database: &Database) -> ConnectOptions {
    let mut options = match database {
        Database::Postgres(url) => ConnectOptions::new(url),
        Database::Sqlite(path) => {
            let mut options = ConnectOptions::new("sqlite::memory:");
            let path = path.clone();
            options.map_sqlx_sqlite_opts(move |sqlite| {
                sqlite
                    .filename(&path)
                    .in_memory(false)
                    .shared_cache(false)
                    .create_if_missing(true)
                    .pragma("journal_mode", "WAL")
                    .pragma("synchronous", "FULL")
                    .pragma("secure_delete", "ON")
                    .pragma("foreign_keys", "ON")
                    // Bulk loads would otherwise stop every 4 MB; a commit is on disk in the log all the same.
                    .pragma("wal_autocheckpoint", "8000")
                    .pragma("cache_size", "-16000")
                    // Rows are handed from thread to thread; a few at a time, that costs more than reading them.
                    .row_buffer_size(1_000)
                    .busy_timeout(Duration::from_secs(5))
            });
            options
        }
    };
    // Stories must not land in logs or traces with the statements that carry them.
    options
        .sqlx_logging(false)
        .record_stmt_in_spans(false)
        .max_connections(8)
        .connect_timeout(Duration::from_secs(5))
        .acquire_timeout(Duration::from_secs(5));
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_web::test]
    async fn a_log_that_somebody_reads_is_not_said_to_be_emptied() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&Database::at(None, folder.path())).await.unwrap();
        let read = async |connection: &DatabaseTransaction| {
            connection.query_one_raw(Statement::from_string(DatabaseBackend::Sqlite, "SELECT count(*) FROM setting")).await
        };
        let reader = store.db.begin().await.unwrap();
        read(&reader).await.unwrap();
        store.setting_or("a name", vec![1]).await.unwrap();
        assert!(matches!(store.tidy().await, Err(StoreError::Unavailable(_))));
        reader.rollback().await.unwrap();
        store.tidy().await.unwrap();
        assert_eq!(std::fs::metadata(folder.path().join("sensing.db-wal")).unwrap().len(), 0);
    }
}
