//! Follows the change log while the service runs.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::applied::Applied;
use super::refresh::in_index;
use super::{Projection, ProjectionError, aside, read};
use crate::search::SearchError;

/// How often the log is read when no commit was reported, to find changes of other nodes and of imports.
const ROUND: Duration = Duration::from_millis(300);
/// How long to wait for more changes after a commit was reported.
const GATHER: Duration = Duration::from_millis(20);
/// The pause after a failure.
const PAUSE: Duration = Duration::from_secs(1);
/// How often the index's files are checked.
const CHECK: Duration = Duration::from_secs(2);
/// Changes that are read at once.
const LINES: u64 = 2_000;

impl Projection {
    /// Builds the projections and then follows the change log until the task is dropped. It never stops trying.
    pub async fn start(&self) {
        let mut from_scratch = false;
        loop {
            match self.build(from_scratch).await {
                Ok(_) => self.follow().await,
                Err(error) => {
                    tracing::error!(%error, "the stories could not be read");
                    from_scratch = matches!(error, ProjectionError::Search(SearchError::Unreadable(_)));
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    }

    /// Follows the log; returns when the projections have to be rebuilt.
    async fn follow(&self) {
        let mut checked = Instant::now();
        loop {
            if tokio::time::timeout(ROUND, self.inner.nudge.notified()).await.is_ok() {
                // Stories often come in several at a time, and are then applied together.
                tokio::time::sleep(GATHER).await;
            }
            let mut applied = self.inner.applied.lock().await;
            let mut followed = self.catch_up(&mut applied).await;
            if followed.is_ok() && checked.elapsed() >= CHECK {
                checked = Instant::now();
                followed = self.check_index().await;
            }
            match followed {
                Ok(()) => {
                    self.inner.ready.store(true, Ordering::Release);
                    self.begin_maintenance(&mut applied);
                }
                Err(ProjectionError::Search(SearchError::Unreadable(why))) => {
                    tracing::error!(why, "the search index is damaged, and is rebuilt");
                    return;
                }
                Err(error) => {
                    drop(applied);
                    tracing::warn!(%error, "the change log could not be followed; trying again");
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    }

    /// Checks that the index's files are as they were written.
    async fn check_index(&self) -> Result<(), ProjectionError> {
        let Some(index) = read(&self.inner.index).clone() else { return Ok(()) };
        Ok(aside(move || index.check_whole()).await??)
    }

    /// Adds columns for versions of frameworks that were just published.
    pub async fn learn(&self) {
        let mut applied = self.inner.applied.lock().await;
        if self.is_ready()
            && let Err(error) = self.learn_published(&mut applied).await
        {
            tracing::warn!(%error, "a new version of a framework could not be loaded yet; the tail tries again");
        }
    }

    /// Applies every visible change.
    pub(super) async fn catch_up(&self, applied: &mut Applied) -> Result<(), ProjectionError> {
        self.learn_published(applied).await?;
        if !applied.pending.is_empty() {
            let pending = applied.pending.clone();
            self.refresh(applied, &pending).await?;
            applied.pending.clear();
        }
        loop {
            let (stories, reached) = self.inner.store.changes_after(applied.position, LINES).await?;
            if stories.is_empty() {
                return Ok(());
            }
            let numbers: BTreeSet<u64> = stories.into_iter().map(|number| number as u64).collect();
            let numbers: Vec<u64> = numbers.into_iter().collect();
            let before = std::mem::replace(&mut applied.position, reached);
            if let Err(error) = self.refresh(applied, &numbers).await {
                applied.position = before;
                return Err(error);
            }
            self.note_change(reached);
        }
    }

    /// Saves the position in the index and the columns, so that the next start need not read the log again.
    ///
    /// # Errors
    /// [`ProjectionError`].
    pub async fn close(&self) -> Result<(), ProjectionError> {
        let _alone = self.inner.maintenance.lock().await;
        let mut applied = self.inner.applied.lock().await;
        if let Some(snapshot) = self.to_keep(&mut applied, true)
            && let Err(error) = self.keep(snapshot).await
        {
            tracing::warn!(%error, "the columns could not be written; the next start uses the previous file");
        }
        let index = read(&self.inner.index).clone();
        if let (Some(index), true) = (index, self.is_ready()) {
            let index: Arc<_> = index;
            let position = in_index(applied.position);
            if index.position() != Some(position) {
                aside(move || index.apply(&[], position)).await??;
            }
        }
        Ok(())
    }
}
