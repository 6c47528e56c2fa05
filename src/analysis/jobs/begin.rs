//! Beginning jobs, looking at them, and ending them.

use std::sync::Arc;
use std::time::Instant;

use uuid::Uuid;

use crate::access::MayAnalyse;
use crate::analysis::compare::request::ComparisonBody;
use crate::analysis::jobs::job::{Job, JobKind, JobRequest, JobResult};
use crate::analysis::jobs::registry::JobOutcome;
use crate::analysis::jobs::task::TaskHandle;
use crate::analysis::{Analysis, AnalysisError};
use crate::model::Fault;

/// Letters of a name.
const LONGEST_NAME: usize = 100;

impl Analysis {
    /// Begins a job. What is wrong with the request is told by the job.
    ///
    /// # Errors
    /// [`AnalysisError::Faulty`] for a name that is too long, [`AnalysisError::TooManyJobs`].
    pub fn begin(&self, right: MayAnalyse, owner: Uuid, name: &str, asked: JobRequest) -> Result<Job, AnalysisError> {
        let name = name.trim();
        if name.chars().count() > LONGEST_NAME {
            return Err(AnalysisError::Faulty(Fault::new("name", format!("a name has at most {LONGEST_NAME} letters"))));
        }
        let kind = match &asked {
            JobRequest::Compare(_) => JobKind::Compare,
            JobRequest::Clusters(_) => JobKind::Clusters,
        };
        let work = TaskHandle::of_job();
        let job = self.jobs.add(owner, kind, name, work.clone(), Instant::now())?;
        let (views, id) = (self.clone(), job.id);
        let task = tokio::spawn(async move {
            let found = match asked {
                JobRequest::Compare(asked) => {
                    views.compare(right, asked, &work).await.map(|found| JobOutcome::Compared(Arc::new(found)))
                }
                JobRequest::Clusters(asked) => {
                    views.find_clusters(right, asked, &work).await.map(|found| JobOutcome::Clustered(Arc::new(found)))
                }
            };
            views.jobs.end(id, found, Instant::now());
        });
        self.jobs.can_be_stopped(id, task.abort_handle());
        Ok(job)
    }

    /// One's own jobs, the newest first, without their results.
    pub fn jobs(&self, _right: MayAnalyse, owner: Uuid) -> Vec<Job> {
        self.jobs.of(owner, Instant::now())
    }

    /// One of one's own jobs, with what it found.
    ///
    /// # Errors
    /// [`AnalysisError::UnknownJob`], also for the job of another person; or the store's.
    pub async fn job(&self, right: MayAnalyse, owner: Uuid, id: Uuid) -> Result<Job, AnalysisError> {
        let (mut job, found) = self.jobs.find(owner, id, Instant::now())?;
        job.result = match found {
            None => None,
            Some(JobOutcome::Compared(found)) => Some(JobResult::Compare(Box::new(ComparisonBody::clone(&found)))),
            Some(JobOutcome::Clustered(found)) => {
                let shown = self.show_clusters(right, &found, &TaskHandle::new()).await?;
                Some(JobResult::Clusters(Box::new(shown)))
            }
        };
        Ok(job)
    }

    /// Stops one of one's own jobs, and forgets it and its result.
    ///
    /// # Errors
    /// [`AnalysisError::UnknownJob`], also for the job of another person.
    pub fn end_job(&self, _right: MayAnalyse, owner: Uuid, id: Uuid) -> Result<(), AnalysisError> {
        self.jobs.forget(owner, id, Instant::now())
    }
}
