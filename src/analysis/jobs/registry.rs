//! The registry of jobs: which are running, whose they are, and their results until they expire.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use chrono::Utc;
use tokio::task::AbortHandle;
use uuid::Uuid;

use crate::analysis::AnalysisError;
use crate::analysis::clusters::found::FoundClusters;
use crate::analysis::compare::request::ComparisonBody;
use crate::analysis::jobs::job::{Job, JobKind, JobState};
use crate::analysis::jobs::task::TaskHandle;
use crate::model::Fault;

/// How long a result is stored.
const KEPT: Duration = Duration::from_secs(60 * 60);
/// The largest number of jobs of one person, running or finished.
const MOST_JOBS_OF_ONE: usize = 10;
/// The largest number of jobs of all people.
const MOST_JOBS: usize = 100;

/// The result of a job as it is stored.
#[derive(Clone)]
pub(in crate::analysis) enum JobOutcome {
    Compared(Arc<ComparisonBody>),
    Clustered(Arc<FoundClusters>),
}

struct Entry {
    owner: Uuid,
    shown: Job,
    work: TaskHandle,
    ended: Option<Instant>,
    found: Option<JobOutcome>,
    task: Option<AbortHandle>,
}

/// The jobs of this node.
#[derive(Clone, Default)]
pub(in crate::analysis) struct Jobs(Arc<Mutex<HashMap<Uuid, Entry>>>);

impl Jobs {
    /// Adds a running job; of too many finished ones, removes the oldest.
    ///
    /// # Errors
    /// [`AnalysisError::TooManyJobs`] when too many jobs are running.
    pub fn add(&self, owner: Uuid, kind: JobKind, name: &str, work: TaskHandle, now: Instant) -> Result<Job, AnalysisError> {
        let mut kept = self.present(now);
        for (most, of) in [(MOST_JOBS_OF_ONE, Some(owner)), (MOST_JOBS, None)] {
            make_room(&mut kept, most, of)?;
        }
        let (id, name, begun) = (Uuid::now_v7(), name.to_owned(), Utc::now());
        let shown = Job { id, kind, name, state: JobState::UnderWay, progress: 0.0, begun, problem: None, result: None };
        kept.insert(id, Entry { owner, shown: shown.clone(), work, ended: None, found: None, task: None });
        Ok(shown)
    }

    /// Sets the task that is aborted when the job is removed.
    pub fn can_be_stopped(&self, id: Uuid, task: AbortHandle) {
        if let Some(kept) = self.hold().get_mut(&id) {
            kept.task = Some(task);
        }
    }

    /// Stores the result of a job, or why it failed. A removed job is ignored.
    pub fn end(&self, id: Uuid, found: Result<JobOutcome, AnalysisError>, now: Instant) {
        let mut all = self.hold();
        let Some(kept) = all.get_mut(&id) else { return };
        kept.ended = Some(now);
        match found {
            Ok(found) => {
                kept.shown.state = JobState::Done;
                kept.found = Some(found);
            }
            Err(error) => {
                kept.shown.state = JobState::Failed;
                kept.shown.problem = Some(problem(error));
            }
        }
    }

    /// The jobs of a person, newest first, without their results.
    pub fn of(&self, owner: Uuid, now: Instant) -> Vec<Job> {
        let kept = self.present(now);
        let mut own: Vec<Job> = kept.values().filter(|kept| kept.owner == owner).map(Entry::show).collect();
        own.sort_by_key(|job| std::cmp::Reverse(job.id));
        own
    }

    /// A job of a person, with its result if it is done.
    ///
    /// # Errors
    /// [`AnalysisError::UnknownJob`], also for another person's job.
    pub fn find(&self, owner: Uuid, id: Uuid, now: Instant) -> Result<(Job, Option<JobOutcome>), AnalysisError> {
        let kept = self.present(now);
        let own = kept.get(&id).filter(|kept| kept.owner == owner).ok_or(AnalysisError::UnknownJob)?;
        Ok((own.show(), own.found.clone()))
    }

    /// Stops a job of a person and removes it.
    ///
    /// # Errors
    /// [`AnalysisError::UnknownJob`], also for another person's job.
    pub fn forget(&self, owner: Uuid, id: Uuid, now: Instant) -> Result<(), AnalysisError> {
        let mut all = self.present(now);
        if all.get(&id).is_none_or(|kept| kept.owner != owner) {
            return Err(AnalysisError::UnknownJob);
        }
        if let Some(kept) = all.remove(&id) {
            kept.work.stop();
            kept.task.inspect(AbortHandle::abort);
        }
        Ok(())
    }

    /// The jobs, without expired ones.
    fn present(&self, now: Instant) -> MutexGuard<'_, HashMap<Uuid, Entry>> {
        let mut kept = self.hold();
        kept.retain(|_, job| job.ended.is_none_or(|ended| now.saturating_duration_since(ended) < KEPT));
        kept
    }

    fn hold(&self) -> MutexGuard<'_, HashMap<Uuid, Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Entry {
    fn show(&self) -> Job {
        let progress = if self.shown.state == JobState::Done { 1.0 } else { self.work.done() };
        Job { progress, ..self.shown.clone() }
    }
}

/// Removes the result that ended first, when one person or all people have too many jobs.
fn make_room(kept: &mut HashMap<Uuid, Entry>, most: usize, of: Option<Uuid>) -> Result<(), AnalysisError> {
    let counts = |job: &Entry| of.is_none_or(|owner| job.owner == owner);
    if kept.values().filter(|job| counts(job)).count() < most {
        return Ok(());
    }
    let ended = kept.iter().filter(|(_, job)| counts(job)).filter_map(|(id, job)| job.ended.map(|ended| (ended, *id)));
    let (_, first) = ended.min().ok_or(AnalysisError::TooManyJobs)?;
    kept.remove(&first);
    Ok(())
}

fn problem(error: AnalysisError) -> Fault {
    match error {
        AnalysisError::Faulty(fault) => fault,
        AnalysisError::Projection(_) | AnalysisError::BrokenOff => {
            Fault::new("", "the service is still reading its stories, or is stopping; try again in a moment")
        }
        other => {
            tracing::error!(error = %other, "a job failed");
            Fault::new("", "the service failed; try again")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANNA: Uuid = Uuid::from_u128(1);
    const BEN: Uuid = Uuid::from_u128(2);

    fn begin(jobs: &Jobs, owner: Uuid, now: Instant) -> Result<Job, AnalysisError> {
        jobs.add(owner, JobKind::Compare, "a job", TaskHandle::of_job(), now)
    }

    fn failed(jobs: &Jobs, id: Uuid, now: Instant) {
        jobs.end(id, Err(AnalysisError::Faulty(Fault::new("k", "ask for 2 to 50 clusters"))), now);
    }

    #[test]
    fn a_job_belongs_to_the_person_who_started_it() {
        let (jobs, now) = (Jobs::default(), Instant::now());
        let job = begin(&jobs, ANNA, now).unwrap();
        assert!(jobs.find(ANNA, job.id, now).is_ok() && jobs.of(BEN, now).is_empty());
        assert!(matches!(jobs.find(BEN, job.id, now), Err(AnalysisError::UnknownJob)));
        assert!(matches!(jobs.forget(BEN, job.id, now), Err(AnalysisError::UnknownJob)));
        jobs.forget(ANNA, job.id, now).unwrap();
        assert!(jobs.of(ANNA, now).is_empty());
    }

    #[test]
    fn the_result_of_a_job_is_stored_for_an_hour() {
        let (jobs, now) = (Jobs::default(), Instant::now());
        let (job, going_on) = (begin(&jobs, ANNA, now).unwrap(), begin(&jobs, ANNA, now).unwrap());
        failed(&jobs, job.id, now);
        let (shown, _) = jobs.find(ANNA, job.id, now + KEPT / 2).unwrap();
        assert_eq!((shown.state, shown.problem.unwrap().field.as_str()), (JobState::Failed, "k"));
        let later = jobs.of(ANNA, now + KEPT);
        assert_eq!(later.iter().map(|job| job.id).collect::<Vec<_>>(), [going_on.id]);
    }

    #[test]
    fn the_oldest_result_makes_room_and_running_work_does_not() {
        let (jobs, now) = (Jobs::default(), Instant::now());
        let own: Vec<Uuid> = (0..MOST_JOBS_OF_ONE).map(|_| begin(&jobs, ANNA, now).unwrap().id).collect();
        assert!(matches!(begin(&jobs, ANNA, now), Err(AnalysisError::TooManyJobs)));
        assert!(begin(&jobs, BEN, now).is_ok());
        failed(&jobs, own[3], now + Duration::from_secs(2));
        failed(&jobs, own[5], now + Duration::from_secs(1));
        begin(&jobs, ANNA, now).unwrap();
        assert!(jobs.find(ANNA, own[5], now).is_err() && jobs.find(ANNA, own[3], now).is_ok());
    }

    #[test]
    fn the_jobs_of_all_people_are_limited() {
        let (jobs, now) = (Jobs::default(), Instant::now());
        for at in 0..MOST_JOBS {
            begin(&jobs, Uuid::from_u128(10 + at as u128), now).unwrap();
        }
        assert!(matches!(begin(&jobs, ANNA, now), Err(AnalysisError::TooManyJobs)));
    }

    #[test]
    fn a_job_that_is_removed_is_told_to_stop() {
        let (jobs, now) = (Jobs::default(), Instant::now());
        let work = TaskHandle::of_job();
        let job = jobs.add(ANNA, JobKind::Clusters, "", work.clone(), now).unwrap();
        assert!(work.goes_on(0.5));
        assert_eq!(jobs.of(ANNA, now)[0].progress, 0.5);
        jobs.forget(ANNA, job.id, now).unwrap();
        assert!(!work.goes_on(0.6));
    }
}
