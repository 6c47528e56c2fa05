//! What this node works on now.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;
use tokio::task::AbortHandle;
use uuid::Uuid;

use crate::analysis::jobs::pace::JobPace;
use crate::analysis::jobs::task::TaskHandle;
use crate::store::JobUnderWay;

/// A smaller advance of a job is not written before its next beat.
const ADVANCE: f64 = 0.01;

struct Running {
    work: TaskHandle,
    task: AbortHandle,
    written: Instant,
    progress: f64,
}

/// The jobs that this node works on. Clones are the same.
#[derive(Clone)]
pub(in crate::analysis) struct NodeJobs {
    /// Names this run of this service to others; another one after a restart.
    pub(super) node: Uuid,
    pub(super) pace: JobPace,
    /// Something happened: the next look at jobs comes at once.
    pub(super) nudge: Arc<Notify>,
    running: Arc<Mutex<HashMap<Uuid, Running>>>,
}

impl NodeJobs {
    /// No jobs yet.
    pub fn new(pace: JobPace) -> Self {
        Self { node: Uuid::now_v7(), pace, nudge: Arc::default(), running: Arc::default() }
    }

    /// Notes a job that was begun.
    pub fn add(&self, id: Uuid, work: TaskHandle, task: AbortHandle, now: Instant) {
        self.hold().insert(id, Running { work, task, written: now, progress: 0.0 });
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.hold().len()
    }

    /// How much of a job is done, if it is one of these.
    pub fn progress(&self, id: Uuid) -> Option<f64> {
        self.hold().get(&id).map(|job| job.work.done())
    }

    /// Forgets a job that has ended.
    pub fn ended(&self, id: Uuid) {
        self.hold().remove(&id);
    }

    /// Stops a job and forgets it.
    pub fn stop(&self, id: Uuid) {
        if let Some(job) = self.hold().remove(&id) {
            job.stop();
        }
    }

    /// Stops and forgets all jobs.
    pub fn stop_all(&self) {
        self.hold().drain().for_each(|(_, job)| job.stop());
    }

    /// Stops the jobs that were cancelled, or given to another node because this one seemed dead.
    pub fn stop_lost(&self, under_way: &[JobUnderWay]) {
        let is_own = |id: &Uuid| under_way.iter().any(|job| job.id == *id && job.node == Some(self.node));
        self.hold().retain(|id, job| {
            let own = is_own(id);
            if !own {
                job.stop();
            }
            own
        });
    }

    /// The jobs about which something has to be written now, with how much of each is done.
    pub fn due(&self, now: Instant) -> Vec<(Uuid, f64)> {
        let mut due = Vec::new();
        for (id, job) in self.hold().iter_mut() {
            let (done, since) = (job.work.done(), now.saturating_duration_since(job.written));
            let advanced = done - job.progress >= ADVANCE && since >= self.pace.round().max(LEAST_BETWEEN);
            if advanced || since >= self.pace.beat() {
                (job.written, job.progress) = (now, done);
                due.push((*id, done));
            }
        }
        due
    }

    fn hold(&self) -> MutexGuard<'_, HashMap<Uuid, Running>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The least time between two writes of the progress of a job.
const LEAST_BETWEEN: Duration = Duration::from_secs(1);

impl Running {
    fn stop(&self) {
        self.work.stop();
        self.task.abort();
    }
}
