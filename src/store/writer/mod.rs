//! The one writer of this process: every change of the database goes through it.
//!
//! "I have this work: carry it out, and tell me once it is on disk." Callers queue their work and wait. The writer takes
//! everything that is queued, carries it out in one transaction and answers each caller after the commit, so that many
//! stories share one fsync and none is acknowledged before its own (group commit; DeWitt et al. 1984). Work that comes in
//! alone is a batch of one and does not wait.
//!
//! The connections that read refuse to write (see `connections`), so nothing can pass the writer by.

mod batch;
mod files;
pub(super) mod job;
mod reserve;
mod state;
mod task;
#[cfg(test)]
mod tests;
mod urgency;

use std::path::PathBuf;
use std::sync::Arc;

use futures_core::future::BoxFuture;
use sea_orm::{DatabaseConnection, DatabaseTransaction};
use tokio::sync::{mpsc, oneshot};

use super::connections::Database;
use super::stories::{NewStory, Submitted};
use super::{NewAttachment, StoreError};
use crate::model::Actor;
use job::{Job, StoryJob, Work};
use reserve::Reserve;
use state::State;
pub(super) use urgency::Urgency;

/// Jobs that may wait at the same time. Beyond that callers are told to try again later.
const QUEUE: usize = 4_096;

/// The way to the writer. Cheap to clone; the writer stops when the last one is gone.
#[derive(Clone)]
pub(super) struct Writer {
    queue: mpsc::Sender<Job>,
    state: Arc<State>,
}

impl Writer {
    /// Starts the writer on a connection of its own. It opens another one with `database` when that one is in doubt.
    pub fn start(connection: DatabaseConnection, database: Database) -> Self {
        let (queue, jobs) = mpsc::channel(QUEUE);
        let state = Arc::new(State::default());
        let task = task::Task::new(connection, database, jobs, Arc::clone(&state));
        tokio::spawn(task.run());
        Self { queue, state }
    }

    /// Reserves room for essential work in that file from now on.
    ///
    /// # Errors
    /// [`StoreError::Full`] when there is no such room now; ordinary work is then refused until there is.
    pub async fn keep_reserve(&self, path: PathBuf, bytes: u64) -> Result<(), StoreError> {
        let reserve = tokio::task::spawn_blocking(move || Reserve::open(path, bytes)).await;
        let reserve = reserve.map_err(|_| stopped())?;
        let held = reserve.allows_ordinary();
        self.send(Job::Reserve(Box::new(reserve)))?;
        if held { Ok(()) } else { Err(StoreError::Full) }
    }

    /// Stores a story and what came with it. Returns after the commit.
    ///
    /// # Errors
    /// [`StoreError`]. After [`StoreError::Unavailable`] the story may be stored or not; sending it again is safe.
    pub async fn keep(&self, actor: Actor, story: NewStory, attachments: Vec<NewAttachment>) -> Result<Submitted, StoreError> {
        let (answer, answered) = oneshot::channel();
        self.send(Job::Story(Box::new(StoryJob { actor, story, attachments, answer })))?;
        answered.await.unwrap_or_else(|_| Err(stopped()))
    }

    /// Carries out work in a transaction. Answers after the commit; nothing of failed work is stored.
    ///
    /// Work must depend on nothing but the transaction: it is run again when the batch that it was part of failed.
    ///
    /// # Errors
    /// The work's own, or why it could not be committed.
    pub async fn write<T: Send + 'static>(
        &self,
        urgency: Urgency,
        work: impl for<'t> FnMut(&'t DatabaseTransaction) -> BoxFuture<'t, Result<T, StoreError>> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (answer, answered) = oneshot::channel();
        self.queue(urgency, work, answer)?;
        answered.await.unwrap_or_else(|_| Err(stopped()))
    }

    /// Queues work, whose answer goes to the caller that waits.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the queue is full.
    pub fn queue<T: Send + 'static>(
        &self,
        urgency: Urgency,
        work: impl for<'t> FnMut(&'t DatabaseTransaction) -> BoxFuture<'t, Result<T, StoreError>> + Send + 'static,
        answer: oneshot::Sender<Result<T, StoreError>>,
    ) -> Result<(), StoreError> {
        self.send(Job::Change(Box::new(Work::new(urgency, work, answer))))
    }

    /// Empties SQLite's write-ahead log into the database file; see [`super::Store::tidy`].
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] while a reader uses an earlier state.
    pub async fn truncate_log(&self) -> Result<(), StoreError> {
        let (answer, answered) = oneshot::channel();
        self.send(Job::TruncateLog(answer))?;
        answered.await.unwrap_or_else(|_| Err(stopped()))
    }

    /// Finishes what is queued and closes the connection. Later work is refused.
    pub async fn stop(&self) {
        let (answer, answered) = oneshot::channel();
        if self.queue.send(Job::Stop(answer)).await.is_ok() {
            drop(answered.await);
        }
    }

    /// Why the last batch of ordinary work could not be written; nothing when it could.
    pub fn trouble(&self) -> Option<StoreError> {
        self.state.trouble()
    }

    fn send(&self, job: Job) -> Result<(), StoreError> {
        self.queue.try_send(job).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => StoreError::Unavailable("too much is waiting to be written".to_owned()),
            mpsc::error::TrySendError::Closed(_) => stopped(),
        })
    }
}

/// The writer is gone, or what it was doing was broken off.
fn stopped() -> StoreError {
    StoreError::Unavailable("the work was broken off".to_owned())
}
