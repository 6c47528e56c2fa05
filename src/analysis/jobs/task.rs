//! A handle on long work: how far it has come, and stopping it when nobody waits for it any more.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// Progress is kept in parts of so many.
const STEPS: f32 = 10_000.0;

/// Some work: how far it has come, and whether it is to stop. Clones are the same work.
#[derive(Clone, Debug, Default)]
pub struct TaskHandle(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    done: AtomicU32,
    stop: AtomicBool,
    /// Whether nobody waits for it on the other end of a connection.
    is_job: bool,
}

impl TaskHandle {
    /// Work that a person waits for.
    pub fn new() -> Self {
        Self::default()
    }

    /// Work that is done beside everything else.
    pub(in crate::analysis) fn of_job() -> Self {
        Self(Arc::new(Inner { is_job: true, ..Inner::default() }))
    }

    /// How much is done, 0 to 1. It never goes back.
    pub fn done(&self) -> f64 {
        f64::from(self.0.done.load(Ordering::Relaxed)) / f64::from(STEPS)
    }

    /// Whether it is done beside everything else.
    pub(in crate::analysis) fn is_job(&self) -> bool {
        self.0.is_job
    }

    /// Tells it to stop; it does so soon.
    pub(in crate::analysis) fn stop(&self) {
        self.0.stop.store(true, Ordering::Relaxed);
    }

    /// Notes how much is done; the answer is whether to go on.
    pub(in crate::analysis) fn goes_on(&self, done: f32) -> bool {
        self.0.done.fetch_max((done.clamp(0.0, 1.0) * STEPS) as u32, Ordering::Relaxed);
        !self.0.stop.load(Ordering::Relaxed)
    }
}

/// Stops work unless a person stayed for its end.
pub(super) struct StopOnDrop(pub Option<TaskHandle>);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        if let Some(work) = &self.0 {
            work.stop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_much_is_done_never_goes_back_and_stays_within_nought_and_one() {
        let work = TaskHandle::new();
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
        let (left, finished) = (TaskHandle::new(), TaskHandle::new());
        drop(StopOnDrop(Some(left.clone())));
        let mut stays = StopOnDrop(Some(finished.clone()));
        stays.0 = None;
        drop(stays);
        assert!(!left.goes_on(0.5) && finished.goes_on(0.5));
    }
}
