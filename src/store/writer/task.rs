//! The task that owns the writing connection.
//!
//! A transaction that failed half-way leaves its connection in doubt. SQLite rolls back by itself when the disk is full or
//! fails (<https://www.sqlite.org/lang_transaction.html>, "Response To Errors Within A Transaction"); a pool that then
//! asks for a rollback gets an error, still believes that a transaction is open, and turns the next "commit" into the
//! end of a savepoint that commits nothing. So a connection in doubt is closed, whatever it says of itself, and the next
//! batch gets a new one.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use sea_orm::{ConnectionTrait, DatabaseBackend, DatabaseConnection, Statement};
use tokio::sync::mpsc;
use tokio::time::timeout;

use super::batch::attempt;
use super::files::Files;
use super::job::{Batch, Job, Outcomes};
use super::reserve::Reserve;
use super::state::State;
use crate::store::StoreError;
use crate::store::connections::{BUSY_TIMEOUT, Database, writing};

/// Jobs that are carried out in one transaction, at most.
const MOST_JOBS: usize = 256;
/// How long a transaction may take before its connection counts as lost. The parts of an import take seconds.
const LONGEST: Duration = Duration::from_secs(60);
/// How long closing a connection in doubt may take.
const CLOSING: Duration = Duration::from_secs(5);
/// How long emptying the log may wait for those who read, in milliseconds: everybody who writes waits as long.
const CHECKPOINT_TIMEOUT_MS: u32 = 250;

/// The writer at work.
pub struct Task {
    connection: Option<DatabaseConnection>,
    database: Database,
    /// Of a SQLite database.
    files: Option<Files>,
    reserve: Option<Reserve>,
    queue: mpsc::Receiver<Job>,
    state: Arc<State>,
}

impl Task {
    /// A writer that has not begun.
    pub fn new(connection: DatabaseConnection, database: Database, queue: mpsc::Receiver<Job>, state: Arc<State>) -> Self {
        let files = match &database {
            Database::Sqlite(path) => Some(Files::of(path)),
            Database::Postgres(_) => None,
        };
        Self { connection: Some(connection), database, files, reserve: None, queue, state }
    }

    /// Carries out what is queued until it is told to stop or no sender is left.
    pub async fn run(mut self) {
        let mut jobs = VecDeque::new();
        let mut received = Vec::new();
        while self.queue.recv_many(&mut received, MOST_JOBS).await > 0 {
            jobs.extend(received.drain(..));
            while !jobs.is_empty() {
                let batch = Batch::take(&mut jobs);
                if !batch.is_empty() {
                    self.carry_out(batch).await;
                }
                match jobs.pop_front() {
                    Some(Job::Reserve(reserve)) => self.reserve = Some(*reserve),
                    Some(Job::TruncateLog(answer)) => drop(answer.send(self.truncate_log().await)),
                    Some(Job::Stop(answer)) => {
                        self.close().await;
                        let _ = answer.send(());
                        return;
                    }
                    Some(work) => jobs.push_front(work),
                    None => {}
                }
            }
        }
        self.close().await;
    }

    /// Carries out a batch, or what can be carried out of it, and answers everybody.
    async fn carry_out(&mut self, batch: Batch) {
        let batch = if batch.has_ordinary() && !self.has_room().await {
            self.state.note(Some(&StoreError::Full));
            batch.refuse_ordinary(&StoreError::Full)
        } else {
            batch
        };
        if batch.is_empty() {
            return;
        }
        let Err((batch, error)) = self.try_to_write(batch).await else { return };
        match error {
            StoreError::Full => {
                let essential = batch.refuse_ordinary(&error);
                self.release_reserve().await;
                for single in essential.singly() {
                    self.write_on_full_disk(single).await;
                }
            }
            StoreError::Unavailable(_) => batch.refuse(&error),
            // One of them spoiled the batch for all.
            _ if batch.is_single() => batch.refuse(&error),
            _ => {
                for single in batch.singly() {
                    self.write_alone(single).await;
                }
            }
        }
    }

    /// Writes essential work where there is no room but what the log can give: once it is written back into the database
    /// file, its own room can be used again.
    async fn write_on_full_disk(&mut self, single: Batch) {
        match self.try_to_write(single).await {
            Err((single, StoreError::Full)) => {
                self.restart_log().await;
                self.write_alone(single).await;
            }
            Err((single, error)) => single.refuse(&error),
            Ok(()) => {}
        }
    }

    async fn write_alone(&mut self, single: Batch) {
        if let Err((single, error)) = self.try_to_write(single).await {
            single.refuse(&error);
        }
    }

    /// Carries out a batch in one transaction and answers it. Gives the batch back when the transaction failed; then
    /// nothing of it was stored, and its connection is closed.
    async fn try_to_write(&mut self, batch: Batch) -> Result<(), (Batch, StoreError)> {
        let ordinary = batch.has_ordinary();
        match self.write(batch).await {
            Ok((batch, outcomes)) => {
                if ordinary {
                    self.state.note(None);
                }
                batch.answer(outcomes);
                Ok(())
            }
            Err((batch, error)) => {
                self.discard().await;
                if matches!(error, StoreError::Full | StoreError::Unavailable(_)) {
                    self.state.note(Some(&error));
                }
                tracing::warn!(%error, "a transaction failed; its connection is closed");
                batch.map_or(Ok(()), |batch| Err((batch, error)))
            }
        }
    }

    /// Carries out a batch in one transaction. Gives it back when that failed; not when it hung or panicked, which those
    /// who wait for it notice.
    async fn write(&mut self, mut batch: Batch) -> Result<(Batch, Outcomes), (Option<Batch>, StoreError)> {
        let connection = match self.connection().await {
            Ok(connection) => connection.clone(),
            Err(error) => return Err((Some(batch), error)),
        };
        // On a task of its own, so that a panic ends that one and not the writer.
        let mut work = tokio::spawn(async move {
            let written = attempt(&connection, &mut batch).await;
            (batch, written)
        });
        match timeout(LONGEST, &mut work).await {
            Ok(Ok((batch, Ok(outcomes)))) => match self.files.as_mut().map_or(Ok(()), Files::check) {
                Ok(()) => Ok((batch, outcomes)),
                Err(error) => Err((Some(batch), error)),
            },
            Ok(Ok((batch, Err(error)))) => Err((Some(batch), error)),
            // What it panicked over may quote a story.
            Ok(Err(_)) => Err((None, StoreError::Unavailable("the work panicked".to_owned()))),
            Err(_) => {
                work.abort();
                Err((None, hung()))
            }
        }
    }

    async fn connection(&mut self) -> Result<&DatabaseConnection, StoreError> {
        if let Some(files) = &self.files {
            files.check_database()?;
        }
        let connection = match self.connection.take() {
            Some(connection) => connection,
            None => timeout(LONGEST, writing(&self.database)).await.unwrap_or_else(|_| Err(hung()))?,
        };
        Ok(self.connection.insert(connection))
    }

    async fn discard(&mut self) {
        if let Some(files) = &mut self.files {
            files.forget_log();
        }
        let Some(connection) = self.connection.take() else { return };
        // What it held open is rolled back when it is closed. The next transaction would wait for its lock.
        if timeout(CLOSING, connection.close()).await.is_err() {
            tracing::warn!("a connection in doubt could not be closed yet");
        }
    }

    async fn close(&mut self) {
        self.queue.close();
        self.discard().await;
    }

    /// Whether ordinary work may be carried out. When the reserve was released, that is so once it could be filled again.
    async fn has_room(&mut self) -> bool {
        let Some(reserve) = self.reserve.take() else { return true };
        if reserve.allows_ordinary() {
            self.reserve = Some(reserve);
            return true;
        }
        let restored = tokio::task::spawn_blocking(move || reserve.restored()).await;
        // Without a reserve the database itself says when it is full.
        let Ok(reserve) = restored else { return true };
        let held = reserve.allows_ordinary();
        if held {
            tracing::info!("there is room on the disk of the database again; stories are taken");
        }
        self.reserve = Some(reserve);
        held
    }

    async fn release_reserve(&mut self) {
        if let Some(reserve) = &mut self.reserve
            && reserve.release()
        {
            tracing::error!(
                "the disk of the database is full: stories are refused until there is room; withdrawals and decisions are taken"
            );
            self.restart_log().await;
        }
    }

    /// Writes SQLite's log back into the database file and begins it again. Its file keeps its room, which nobody else on
    /// the disk can take.
    async fn restart_log(&mut self) {
        if !matches!(self.database, Database::Sqlite(_)) {
            return;
        }
        if let Err(error) = self.checkpoint("RESTART").await {
            tracing::debug!(%error, "the write-ahead log could not be restarted");
        }
    }

    async fn truncate_log(&mut self) -> Result<(), StoreError> {
        self.checkpoint("TRUNCATE").await
    }

    /// Writes the log back. A connection on which that failed is in doubt like any other.
    async fn checkpoint(&mut self, mode: &str) -> Result<(), StoreError> {
        let done = timeout(LONGEST, self.write_back(mode)).await.unwrap_or_else(|_| Err(hung()));
        match done {
            Ok(true) => Ok(()),
            Ok(false) => Err(StoreError::Unavailable("its log is being read and cannot be emptied".to_owned())),
            Err(error) => {
                self.discard().await;
                Err(error)
            }
        }
    }

    /// Returns whether no reader prevented it.
    async fn write_back(&mut self, mode: &str) -> Result<bool, StoreError> {
        let connection = self.connection().await?;
        let busy_timeout = |milliseconds: u32| format!("PRAGMA busy_timeout = {milliseconds}");
        connection.execute_unprepared(&busy_timeout(CHECKPOINT_TIMEOUT_MS)).await?;
        let statement = Statement::from_string(DatabaseBackend::Sqlite, format!("PRAGMA wal_checkpoint({mode})"));
        let row = connection.query_one_raw(statement).await;
        connection.execute_unprepared(&busy_timeout(BUSY_TIMEOUT.as_millis() as u32)).await?;
        let busy: i32 = row?.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default();
        Ok(busy == 0)
    }
}

fn hung() -> StoreError {
    StoreError::Unavailable("it did not answer in time".to_owned())
}
