//! Long work: taking turns, saying how far it has come, and stopping when nobody waits for it any more.
//!
//! Comparisons, clusters and words take turns, so that ten analysts at once leave room for the stories that come in. Jobs
//! have turns of their own, and threads of their own, one fewer than the machine has.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use rayon::{ThreadPool, ThreadPoolBuilder};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{Explore, ExploreError};
use crate::patterns::Watch;

/// Progress is kept in parts of so many.
const STEPS: f32 = 10_000.0;

/// Some work: how far it has come, and whether it is to stop. Clones are the same work.
#[derive(Clone, Debug, Default)]
pub struct Work(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    done: AtomicU32,
    stop: AtomicBool,
    /// Whether nobody waits for it on the other end of a connection.
    is_job: bool,
}

impl Work {
    /// Work that somebody waits for.
    pub fn new() -> Self {
        Self::default()
    }

    /// Work that is done beside everything else.
    pub(super) fn of_job() -> Self {
        Self(Arc::new(Inner { is_job: true, ..Inner::default() }))
    }

    /// How much is done, 0 to 1. It never goes back.
    pub fn done(&self) -> f64 {
        f64::from(self.0.done.load(Ordering::Relaxed)) / f64::from(STEPS)
    }

    /// Whether it is done beside everything else.
    pub(super) fn is_job(&self) -> bool {
        self.0.is_job
    }

    /// Tells it to stop; it does so soon.
    pub(super) fn stop(&self) {
        self.0.stop.store(true, Ordering::Relaxed);
    }

    /// Notes how much is done; the answer is whether to go on.
    pub(super) fn goes_on(&self, done: f32) -> bool {
        self.0.done.fetch_max((done.clamp(0.0, 1.0) * STEPS) as u32, Ordering::Relaxed);
        !self.0.stop.load(Ordering::Relaxed)
    }
}

/// Stops work unless somebody stayed for its end.
struct StaysForTheEnd(Option<Work>);

impl Drop for StaysForTheEnd {
    fn drop(&mut self) {
        if let Some(work) = &self.0 {
            work.stop();
        }
    }
}

/// Where turns are taken.
#[derive(Clone, Debug)]
pub(super) struct Turns {
    views: Arc<Semaphore>,
    jobs: Arc<Semaphore>,
    /// Patterns, each of which keeps several processors busy for a moment: done one after the other all are done sooner.
    quick: Arc<Semaphore>,
    /// Jobs leave one thread of the machine to everything else; `None` when the system gives no threads.
    pool: Arc<Option<ThreadPool>>,
}

impl Turns {
    /// Turns as this machine has room for them.
    pub fn of_this_machine() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let pool = ThreadPoolBuilder::new().num_threads(cores.saturating_sub(1).max(1)).build().ok();
        Self {
            views: Arc::new(Semaphore::new(cores)),
            jobs: Arc::new(Semaphore::new((cores / 2).max(1))),
            quick: Arc::new(Semaphore::new((cores / 2).max(1))),
            pool: Arc::new(pool),
        }
    }
}

impl Turns {
    /// A turn for something that takes a moment; it is over when the answer is dropped.
    pub async fn quick(&self) -> Result<OwnedSemaphorePermit, ExploreError> {
        Arc::clone(&self.quick).acquire_owned().await.map_err(|_| ExploreError::BrokenOff)
    }
}

impl Explore {
    /// Does a part of some work on threads of its own, when its turn comes. It stops when this future is dropped, as
    /// happens when a client goes away.
    pub(super) async fn at_work<T: Send + 'static>(
        &self,
        work: &Work,
        task: impl FnOnce(&Self, &Watch<'_>) -> Result<T, ExploreError> + Send + 'static,
    ) -> Result<T, ExploreError> {
        let mut stays = StaysForTheEnd(Some(work.clone()));
        let turns = if work.is_job() { &self.turns.jobs } else { &self.turns.views };
        let turn = Arc::clone(turns).acquire_owned().await.map_err(|_| ExploreError::BrokenOff)?;
        let (views, own) = (self.clone(), work.clone());
        let done = tokio::task::spawn_blocking(move || {
            // The turn is over when the work is, not when somebody stops waiting.
            let _turn = turn;
            let go_on = |done: f32| own.goes_on(done);
            let begin = || task(&views, &Watch::new(&go_on));
            match &*views.turns.pool {
                Some(pool) if own.is_job() => pool.install(begin),
                _ => begin(),
            }
        });
        let done = done.await.map_err(|_| ExploreError::BrokenOff)?;
        stays.0 = None;
        done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_much_is_done_never_goes_back_and_stays_within_nought_and_one() {
        let work = Work::new();
        let told: Vec<f64> = [0.25, 0.1, 7.0]
            .map(|done| {
                assert!(work.goes_on(done));
                work.done()
            })
            .into();
        assert_eq!(told, [0.25, 0.25, 1.0]);
    }

    #[test]
    fn work_that_nobody_waits_for_is_told_to_stop() {
        let (left, finished) = (Work::new(), Work::new());
        drop(StaysForTheEnd(Some(left.clone())));
        let mut stays = StaysForTheEnd(Some(finished.clone()));
        stays.0 = None;
        drop(stays);
        assert!(!left.goes_on(0.5) && finished.goes_on(0.5));
    }
}
