//! Opening the store and closing it.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DatabaseBackend, DatabaseConnection, Statement, TransactionTrait};
use tokio::sync::Mutex;

use super::connections::{Database, reading, writing};
use super::{error::StoreError, wal_index, writer::Writer};

/// Names the lock under which nodes migrate; any number that no other program uses.
const MIGRATING: i64 = 0x5E45_1261;
/// How long the check whether stories can be stored may take, and for how long its result is reused.
const PROBE: Duration = Duration::from_secs(1);

/// When it was last checked whether anything can be stored, and the result.
type Probe = (Instant, Result<(), StoreError>);

/// An open store. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    /// Connections that read; the database refuses to write on them.
    pub(super) db: DatabaseConnection,
    /// The way to everything that writes.
    pub(super) writer: Writer,
    /// When it was last checked whether anything can be stored, and the result.
    probed: Arc<Mutex<Option<Probe>>>,
}

impl Store {
    /// Opens the database, brings its schema up to date, and makes sure that a commit is on disk before it returns.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be opened, or when it does not give that guarantee.
    pub async fn open(database: &Database) -> Result<Self, StoreError> {
        let connection = writing(database).await?;
        migrate(&connection).await?;
        // A new database has no log before something is written.
        if let Database::Sqlite(path) = database {
            wal_index::allocate(path);
        }
        let db = sea_orm::Database::connect(reading(database)).await?;
        Ok(Self { db, writer: Writer::start(connection, database.clone()), probed: Arc::default() })
    }

    /// Reserves so many bytes in that file on the disk of the database: when the disk is full, they make room for
    /// withdrawals and decisions.
    ///
    /// # Errors
    /// [`StoreError::Full`] when there is no such room. Stories are then refused until there is.
    pub async fn keep_reserve(&self, file: PathBuf, bytes: u64) -> Result<(), StoreError> {
        self.writer.keep_reserve(file, bytes).await
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when it does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.db.query_one_raw(Statement::from_string(self.db.get_database_backend(), "SELECT 1")).await?;
        Ok(())
    }

    /// Checks that a story that came in now could be stored. Writes something and waits for the disk, at most once a second.
    ///
    /// # Errors
    /// [`StoreError`]: why it could not.
    pub async fn can_keep(&self) -> Result<(), StoreError> {
        let mut last = self.probed.lock().await;
        if let Some((when, result)) = &*last
            && when.elapsed() < PROBE
            // What was written since may have gone otherwise.
            && result.is_ok() == self.writer.trouble().is_none()
        {
            return result.clone();
        }
        let slow = || Err(StoreError::Unavailable("it is slow".to_owned()));
        let result = tokio::time::timeout(PROBE, self.probe()).await.unwrap_or_else(|_| slow());
        *last = Some((Instant::now(), result.clone()));
        result
    }

    /// Closes every connection, after what is queued was written.
    pub async fn close(self) {
        self.writer.stop().await;
        if let Err(error) = self.db.close().await {
            tracing::warn!(%error, "the database did not close cleanly");
        }
    }

    /// Moves what SQLite's write-ahead log holds into the database file and empties the log, so that nothing erased
    /// stays in it. PostgreSQL looks after its own log.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] while a reader still uses an earlier state; then the log is unchanged.
    pub async fn tidy(&self) -> Result<(), StoreError> {
        if self.is_postgres() { Ok(()) } else { self.writer.truncate_log().await }
    }

    pub(super) fn is_postgres(&self) -> bool {
        self.db.get_database_backend() == DatabaseBackend::Postgres
    }
}

/// Brings the schema up to date. Nodes that start at once on one PostgreSQL do so one after the other.
async fn migrate(connection: &DatabaseConnection) -> Result<(), StoreError> {
    if connection.get_database_backend() == DatabaseBackend::Sqlite {
        return Ok(Migrator::up(connection, None).await?);
    }
    let transaction = connection.begin().await?;
    // Another node may take its time, and rewriting a large table too.
    transaction.execute_unprepared("SET LOCAL lock_timeout = 0").await?;
    transaction.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({MIGRATING})")).await?;
    Migrator::up(&transaction, None).await?;
    Ok(transaction.commit().await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Actor;

    #[actix_web::test]
    async fn a_log_that_somebody_reads_is_not_said_to_be_emptied() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&Database::at(None, folder.path())).await.unwrap();
        let read = async |connection: &sea_orm::DatabaseTransaction| {
            connection.query_one_raw(Statement::from_string(DatabaseBackend::Sqlite, "SELECT count(*) FROM setting")).await
        };
        let reader = store.db.begin().await.unwrap();
        read(&reader).await.unwrap();
        store.setting_or(Actor::Service, "a name", vec![1]).await.unwrap();
        assert!(matches!(store.tidy().await, Err(StoreError::Unavailable(_))));
        reader.rollback().await.unwrap();
        store.tidy().await.unwrap();
        assert_eq!(std::fs::metadata(folder.path().join("sensing.db-wal")).unwrap().len(), 0);
    }
}
