//! Running long work: it takes a permit, runs on threads of its own, and stops when nobody waits for it any more.

use std::sync::Arc;

use crate::analysis::jobs::task::{StopOnDrop, TaskHandle};
use crate::analysis::{Analysis, AnalysisError};
use crate::patterns::Progress;

impl Analysis {
    /// Runs a part of some work on separate threads, when it gets a permit. The work stops when this future is dropped, as
    /// happens when a client disconnects.
    pub(in crate::analysis) async fn run_task<T: Send + 'static>(
        &self,
        work: &TaskHandle,
        task: impl FnOnce(&Self, &Progress<'_>) -> Result<T, AnalysisError> + Send + 'static,
    ) -> Result<T, AnalysisError> {
        let mut stays = StopOnDrop(Some(work.clone()));
        let permits = if work.is_job() { &self.permits.jobs } else { &self.permits.views };
        let turn = Arc::clone(permits).acquire_owned().await.map_err(|_| AnalysisError::BrokenOff)?;
        let (views, own) = (self.clone(), work.clone());
        let done = tokio::task::spawn_blocking(move || {
            // The permit is held until the work ends, not until a person stops waiting.
            let _turn = turn;
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
