//! Following the change log while the service runs.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::reach::{Reach, in_index};
use super::{Projection, ProjectionError, aside, read};
use crate::search::SearchError;

/// How often the log is looked at when nobody says that something was committed: changes of other nodes and of imports.
const ROUND: Duration = Duration::from_millis(300);
/// After a failure the tail waits this long before it tries again.
const PAUSE: Duration = Duration::from_secs(1);
/// Lines of the log taken up at once.
const LINES: u64 = 2_000;

impl Projection {
    /// Builds the projections and then follows the change log until the task is dropped. Never gives up.
    pub async fn start(&self) {
        let mut anew = false;
        loop {
            match self.build(anew).await {
                Ok(_) => self.follow().await,
                Err(error) => {
                    tracing::error!(%error, "the stories could not be read in");
                    anew = matches!(error, ProjectionError::Search(SearchError::Unreadable(_)));
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    }

    /// Follows the log; returns when the projections have to be built again.
    async fn follow(&self) {
        loop {
            let _ = tokio::time::timeout(ROUND, self.inner.nudge.notified()).await;
            let mut reach = self.inner.reach.lock().await;
            match self.catch_up(&mut reach).await {
                Ok(()) => {
                    self.inner.ready.store(true, Ordering::Release);
                    self.begin_upkeep(&mut reach);
                }
                Err(ProjectionError::Search(SearchError::Unreadable(why))) => {
                    tracing::error!(why, "the search index is damaged, and is built anew");
                    return;
                }
                Err(error) => {
                    drop(reach);
                    tracing::warn!(%error, "the change log could not be followed; trying again");
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    }

    /// Takes up versions of frameworks that were published just now.
    pub async fn learn(&self) {
        let mut reach = self.inner.reach.lock().await;
        if self.is_ready()
            && let Err(error) = self.learn_published(&mut reach).await
        {
            tracing::warn!(%error, "a new version of a framework could not be taken up yet; the tail tries again");
        }
    }

    /// Applies every change that can be seen.
    pub(super) async fn catch_up(&self, reach: &mut Reach) -> Result<(), ProjectionError> {
        self.learn_published(reach).await?;
        if !reach.pending.is_empty() {
            let pending = reach.pending.clone();
            self.refresh(reach, &pending).await?;
            reach.pending.clear();
        }
        loop {
            let (stories, reached) = self.inner.store.changes_after(reach.position, LINES).await?;
            if stories.is_empty() {
                return Ok(());
            }
            let numbers: BTreeSet<u64> = stories.into_iter().map(|number| number as u64).collect();
            let numbers: Vec<u64> = numbers.into_iter().collect();
            let before = std::mem::replace(&mut reach.position, reached);
            if let Err(error) = self.refresh(reach, &numbers).await {
                reach.position = before;
                return Err(error);
            }
            self.note_change(reached);
        }
    }

    /// Notes in the index how far the log was followed, so that the next start need not go through it again.
    ///
    /// # Errors
    /// [`ProjectionError`].
    pub async fn close(&self) -> Result<(), ProjectionError> {
        let _alone = self.inner.upkeep.lock().await;
        let mut reach = self.inner.reach.lock().await;
        if let Some(snapshot) = self.to_keep(&mut reach, true)
            && let Err(error) = self.keep(snapshot).await
        {
            tracing::warn!(%error, "the columns could not be written; the next start takes up what there is");
        }
        let index = read(&self.inner.index).clone();
        if let (Some(index), true) = (index, self.is_ready()) {
            let index: Arc<_> = index;
            let position = in_index(reach.position);
            if index.position() != Some(position) {
                aside(move || index.apply(&[], position)).await??;
            }
        }
        Ok(())
    }
}
