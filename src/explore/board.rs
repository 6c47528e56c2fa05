//! The board of jobs: which are under way, whose they are, and what they found, until their time is over.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use chrono::Utc;
use tokio::task::AbortHandle;
use uuid::Uuid;

use super::clustering::ClustersFound;
use super::work::Work;
use super::{ComparisonAnswer, ExploreError, Job, JobKind, JobState};
use crate::model::Fault;

/// How long a result is kept.
const KEPT: Duration = Duration::from_secs(60 * 60);
/// Jobs of one person, under way or kept.
const MOST_OWN: usize = 10;
/// Jobs of everybody.
const MOST: usize = 100;

/// What a job has found, as it is kept.
#[derive(Clone)]
pub(super) enum Found {
    Compared(Arc<ComparisonAnswer>),
    Clustered(Arc<ClustersFound>),
}

struct Kept {
    owner: Uuid,
    shown: Job,
    work: Work,
    ended: Option<Instant>,
    found: Option<Found>,
    task: Option<AbortHandle>,
}

/// The jobs of this node.
#[derive(Clone, Default)]
pub(super) struct Jobs(Arc<Mutex<HashMap<Uuid, Kept>>>);

impl Jobs {
    pub fn add(&self, owner: Uuid, kind: JobKind, name: &str, work: Work, now: Instant) -> Result<Job, ExploreError> {
        let mut kept = self.present(now);
        for (most, of) in [(MOST_OWN, Some(owner)), (MOST, None)] {
            make_room(&mut kept, most, of)?;
        }
        let (id, name, begun) = (Uuid::now_v7(), name.to_owned(), Utc::now());
        let shown = Job { id, kind, name, state: JobState::UnderWay, progress: 0.0, begun, problem: None, result: None };
        kept.insert(id, Kept { owner, shown: shown.clone(), work, ended: None, found: None, task: None });
        Ok(shown)
    }

    pub fn can_be_stopped(&self, id: Uuid, task: AbortHandle) {
        if let Some(kept) = self.hold().get_mut(&id) {
            kept.task = Some(task);
        }
    }

    pub fn end(&self, id: Uuid, found: Result<Found, ExploreError>, now: Instant) {
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

    pub fn of(&self, owner: Uuid, now: Instant) -> Vec<Job> {
        let kept = self.present(now);
        let mut own: Vec<Job> = kept.values().filter(|kept| kept.owner == owner).map(Kept::show).collect();
        own.sort_by_key(|job| std::cmp::Reverse(job.id));
        own
    }

    pub fn find(&self, owner: Uuid, id: Uuid, now: Instant) -> Result<(Job, Option<Found>), ExploreError> {
        let kept = self.present(now);
        let own = kept.get(&id).filter(|kept| kept.owner == owner).ok_or(ExploreError::UnknownJob)?;
        Ok((own.show(), own.found.clone()))
    }

    pub fn forget(&self, owner: Uuid, id: Uuid, now: Instant) -> Result<(), ExploreError> {
        let mut all = self.present(now);
        if all.get(&id).is_none_or(|kept| kept.owner != owner) {
            return Err(ExploreError::UnknownJob);
        }
        if let Some(kept) = all.remove(&id) {
            kept.work.stop();
            kept.task.inspect(AbortHandle::abort);
        }
        Ok(())
    }

    /// The jobs, without those whose time is over.
    fn present(&self, now: Instant) -> MutexGuard<'_, HashMap<Uuid, Kept>> {
        let mut kept = self.hold();
        kept.retain(|_, job| job.ended.is_none_or(|ended| now.saturating_duration_since(ended) < KEPT));
        kept
    }

    fn hold(&self) -> MutexGuard<'_, HashMap<Uuid, Kept>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn show(&self) -> Job {
        let progress = if self.shown.state == JobState::Done { 1.0 } else { self.work.done() };
        Job { progress, ..self.shown.clone() }
    }
}

/// Lets go of the result that ended first, where there are too many jobs of one person or of all.
fn make_room(kept: &mut HashMap<Uuid, Kept>, most: usize, of: Option<Uuid>) -> Result<(), ExploreError> {
    let counts = |job: &Kept| of.is_none_or(|owner| job.owner == owner);
    if kept.values().filter(|job| counts(job)).count() < most {
        return Ok(());
    }
    let ended = kept.iter().filter(|(_, job)| counts(job)).filter_map(|(id, job)| job.ended.map(|ended| (ended, *id)));
    let (_, first) = ended.min().ok_or(ExploreError::TooManyJobs)?;
    kept.remove(&first);
    Ok(())
}

fn problem(error: ExploreError) -> Fault {
    match error {
        ExploreError::Faulty(fault) => fault,
        ExploreError::Projection(_) | ExploreError::BrokenOff => {
            Fault::new("", "the service is reading its stories in, or stopping; try again in a moment")
        }
        other => {
            tracing::error!(error = %other, "a job failed");
            Fault::new("", "something went wrong on our side; try again")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANNA: Uuid = Uuid::from_u128(1);
    const BEN: Uuid = Uuid::from_u128(2);

    fn begin(jobs: &Jobs, owner: Uuid, now: Instant) -> Result<Job, ExploreError> {
        jobs.add(owner, JobKind::Compare, "a job", Work::of_job(), now)
    }

    fn failed(jobs: &Jobs, id: Uuid, now: Instant) {
        jobs.end(id, Err(ExploreError::Faulty(Fault::new("k", "ask for 2 to 50 clusters"))), now);
    }

    #[test]
    fn a_job_is_for_the_person_who_began_it() {
        let (jobs, now) = (Jobs::default(), Instant::now());
        let job = begin(&jobs, ANNA, now).unwrap();
        assert!(jobs.find(ANNA, job.id, now).is_ok() && jobs.of(BEN, now).is_empty());
        assert!(matches!(jobs.find(BEN, job.id, now), Err(ExploreError::UnknownJob)));
        assert!(matches!(jobs.forget(BEN, job.id, now), Err(ExploreError::UnknownJob)));
        jobs.forget(ANNA, job.id, now).unwrap();
        assert!(jobs.of(ANNA, now).is_empty());
    }

    #[test]
    fn what_became_of_a_job_is_kept_for_an_hour() {
        let (jobs, now) = (Jobs::default(), Instant::now());
        let (job, going_on) = (begin(&jobs, ANNA, now).unwrap(), begin(&jobs, ANNA, now).unwrap());
        failed(&jobs, job.id, now);
        let (shown, _) = jobs.find(ANNA, job.id, now + KEPT / 2).unwrap();
        assert_eq!((shown.state, shown.problem.unwrap().field.as_str()), (JobState::Failed, "k"));
        let later = jobs.of(ANNA, now + KEPT);
        assert_eq!(later.iter().map(|job| job.id).collect::<Vec<_>>(), [going_on.id]);
    }

    #[test]
    fn the_oldest_result_makes_room_and_work_under_way_does_not() {
        let (jobs, now) = (Jobs::default(), Instant::now());
        let own: Vec<Uuid> = (0..MOST_OWN).map(|_| begin(&jobs, ANNA, now).unwrap().id).collect();
        assert!(matches!(begin(&jobs, ANNA, now), Err(ExploreError::TooManyJobs)));
        assert!(begin(&jobs, BEN, now).is_ok());
        failed(&jobs, own[3], now + Duration::from_secs(2));
        failed(&jobs, own[5], now + Duration::from_secs(1));
        begin(&jobs, ANNA, now).unwrap();
        assert!(jobs.find(ANNA, own[5], now).is_err() && jobs.find(ANNA, own[3], now).is_ok());
    }

    #[test]
    fn everybody_together_has_so_many_jobs_at_most() {
        let (jobs, now) = (Jobs::default(), Instant::now());
        for at in 0..MOST {
            begin(&jobs, Uuid::from_u128(10 + at as u128), now).unwrap();
        }
        assert!(matches!(begin(&jobs, ANNA, now), Err(ExploreError::TooManyJobs)));
    }

    #[test]
    fn a_job_that_is_forgotten_is_told_to_stop() {
        let (jobs, now) = (Jobs::default(), Instant::now());
        let work = Work::of_job();
        let job = jobs.add(ANNA, JobKind::Clusters, "", work.clone(), now).unwrap();
        assert!(work.goes_on(0.5));
        assert_eq!(jobs.of(ANNA, now)[0].progress, 0.5);
        jobs.forget(ANNA, job.id, now).unwrap();
        assert!(!work.goes_on(0.6));
    }
}
