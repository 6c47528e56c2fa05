//! Permits for long work, so that ten analysts at once leave room for the stories that come in.
//!
//! Patterns, comparisons, clusters, trends and words take permits. Jobs have permits of their own, and threads of their own, one fewer than the
//! machine has.

use std::sync::Arc;

use rayon::{ThreadPool, ThreadPoolBuilder};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::analysis::AnalysisError;

/// Where permits are taken.
#[derive(Clone, Debug)]
pub(in crate::analysis) struct Permits {
    pub(in crate::analysis) views: Arc<Semaphore>,
    pub(super) jobs: Arc<Semaphore>,
    /// How many jobs this node takes at once.
    pub(super) jobs_at_once: usize,
    /// Patterns, each of which keeps several processors busy for a moment: done one after the other all are done sooner.
    quick: Arc<Semaphore>,
    /// Jobs leave one thread of the machine to everything else; `None` when the system gives no threads.
    pub(super) pool: Arc<Option<ThreadPool>>,
}

impl Permits {
    /// Permits as this machine has room for them.
    pub fn of_this_machine() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let pool = ThreadPoolBuilder::new().num_threads(cores.saturating_sub(1).max(1)).build().ok();
        let half = (cores / 2).max(1);
        Self {
            views: Arc::new(Semaphore::new(cores)),
            jobs: Arc::new(Semaphore::new(half)),
            jobs_at_once: half,
            quick: Arc::new(Semaphore::new(half)),
            pool: Arc::new(pool),
        }
    }

    /// A turn for something that takes a moment; it is over when the answer is dropped.
    pub async fn quick(&self) -> Result<OwnedSemaphorePermit, AnalysisError> {
        Arc::clone(&self.quick).acquire_owned().await.map_err(|_| AnalysisError::BrokenOff)
    }
}
