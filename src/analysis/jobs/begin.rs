//! Beginning jobs, looking at them, and ending them. Any node does so for any job.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::access::MayAnalyse;
use crate::analysis::jobs::job::{Job, JobRequest};
use crate::analysis::{Analysis, AnalysisError};
use crate::model::{Fault, JobState};
use crate::store::{JobLimits, NewJob, StoredJob};

/// Letters of a name.
const LONGEST_NAME: usize = 100;
/// Hours for which a job that has ended is stored: a working day. Withdrawn stories are still counted in its figures, so it must be
/// less than the day in which a withdrawn story is gone.
const KEPT_HOURS: i64 = 8;
/// The largest numbers of jobs, running or finished.
const LIMITS: JobLimits = JobLimits { of_one: 10, of_all: 100 };

impl Analysis {
    /// Begins a job. What is wrong with the request is told by the job.
    ///
    /// # Errors
    /// [`AnalysisError::Faulty`] for a name that is too long, [`AnalysisError::TooManyJobs`]; or the store's.
    pub async fn begin(&self, _right: MayAnalyse, owner: Uuid, name: &str, asked: JobRequest) -> Result<Job, AnalysisError> {
        let name = name.trim();
        if name.chars().count() > LONGEST_NAME {
            return Err(AnalysisError::Faulty(Fault::new("name", format!("a name has at most {LONGEST_NAME} letters"))));
        }
        let (id, kind, begun) = (Uuid::now_v7(), asked.kind(), Utc::now());
        let job = NewJob { id, owner, kind, name: name.to_owned(), request: asked.to_json()?, begun };
        if !self.store.add_job(job, LIMITS, expired(begun)).await? {
            return Err(AnalysisError::TooManyJobs);
        }
        self.jobs.nudge.notify_one();
        let (name, state) = (name.to_owned(), JobState::UnderWay);
        Ok(Job { id, kind, name, state, progress: 0.0, begun, problem: None, result: None })
    }

    /// One's own jobs, the newest first, without their results.
    ///
    /// # Errors
    /// The store's.
    pub async fn jobs(&self, _right: MayAnalyse, owner: Uuid) -> Result<Vec<Job>, AnalysisError> {
        let jobs = self.store.jobs_of(owner, expired(Utc::now())).await?;
        Ok(jobs.into_iter().map(|job| self.shown(job)).collect())
    }

    /// One of one's own jobs, with what it found.
    ///
    /// # Errors
    /// [`AnalysisError::UnknownJob`], also for the job of another person; or the store's.
    pub async fn job(&self, right: MayAnalyse, owner: Uuid, id: Uuid) -> Result<Job, AnalysisError> {
        let found = self.store.job(owner, id, expired(Utc::now())).await?.ok_or(AnalysisError::UnknownJob)?;
        let mut job = self.shown(found);
        if job.state != JobState::Done {
            return Ok(job);
        }
        let stored = self.store.result_of_job(id).await?.ok_or(AnalysisError::UnknownJob)?;
        match self.show_result(right, job.kind, stored).await {
            Ok(result) => job.result = Some(result),
            Err(AnalysisError::Faulty(problem)) => (job.state, job.problem) = (JobState::Failed, Some(problem)),
            Err(error) => return Err(error),
        }
        Ok(job)
    }

    /// Stops one of one's own jobs, and forgets it and its result. A node that works on it stops within a second.
    ///
    /// # Errors
    /// [`AnalysisError::UnknownJob`], also for the job of another person; or the store's.
    pub async fn end_job(&self, _right: MayAnalyse, owner: Uuid, id: Uuid) -> Result<(), AnalysisError> {
        if !self.store.remove_job(owner, id).await? {
            return Err(AnalysisError::UnknownJob);
        }
        self.jobs.stop(id);
        self.jobs.nudge.notify_one();
        Ok(())
    }

    fn shown(&self, job: StoredJob) -> Job {
        let StoredJob { id, kind, name, state, progress, begun, problem } = job;
        let progress = match state {
            JobState::Done => 1.0,
            _ => self.jobs.progress(id).unwrap_or(progress),
        };
        let problem = problem.map(|json| serde_json::from_str(&json).unwrap_or_else(|_| Fault::new("", json)));
        Job { id, kind, name, state, progress, begun, problem, result: None }
    }
}

/// Jobs that ended before this moment have expired.
pub(super) fn expired(now: DateTime<Utc>) -> DateTime<Utc> {
    now - TimeDelta::hours(KEPT_HOURS)
}
