//! Running long work: it takes a permit, runs on threads of its own, and stops when nobody waits for it any more.

use std::sync::Arc;

use tokio::sync::OwnedSemaphorePermit;

use crate::analysis::jobs::task::{StopOnDrop, TaskHandle};
use crate::analysis::{Analysis, AnalysisError};
use crate::patterns::Progress;

/// A permit for several parts of some work, one after the other. It is given back when all of them have ended.
#[derive(Clone)]
pub(in crate::analysis) struct Permit {
    _held: Arc<OwnedSemaphorePermit>,
}

impl Analysis {
    /// Waits for a permit for this work.
    pub(in crate::analysis) async fn permit(&self, work: &TaskHandle) -> Result<Permit, AnalysisError> {
        let permits = if work.is_job() { &self.permits.jobs } else { &self.permits.views };
        let held = Arc::clone(permits).acquire_owned().await.map_err(|_| AnalysisError::BrokenOff)?;
        Ok(Permit { _held: Arc::new(held) })
    }

    /// Runs a part of some work on separate threads, when it gets a permit. The work stops when this future is dropped, as
    /// happens when a client disconnects.
    pub(in crate::analysis) async fn run_task<T: Send + 'static>(
        &self,
        work: &TaskHandle,
        task: impl FnOnce(&Self, &Progress<'_>) -> Result<T, AnalysisError> + Send + 'static,
    ) -> Result<T, AnalysisError> {
        let permit = self.permit(work).await?;
        self.run_with(&permit, work, task).await
    }

    /// Like [`Analysis::run_task`], with a permit that the work has already.
    pub(in crate::analysis) async fn run_with<T: Send + 'static>(
        &self,
        permit: &Permit,
        work: &TaskHandle,
        task: impl FnOnce(&Self, &Progress<'_>) -> Result<T, AnalysisError> + Send + 'static,
    ) -> Result<T, AnalysisError> {
        let mut stays = StopOnDrop(Some(work.clone()));
        let (views, own, permit) = (self.clone(), work.clone(), permit.clone());
        let done = tokio::task::spawn_blocking(move || {
            // The permit is held until the work ends, not until a person stops waiting.
            let _permit = permit;
            let go_on = |done: f32| own.goes_on(done);
            let begin = || task(&views, &Progress::new(&go_on));
            match &*views.permits.pool {
                Some(pool) if own.is_job() => pool.install(begin),
                _ => begin(),
            }
        });
        let done = done.await.map_err(|_| AnalysisError::BrokenOff)?;
        stays.0 = None;
        done
    }
}
