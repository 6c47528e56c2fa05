//! Jobs: long work that nobody waits for. It says how far it has come, can be stopped, and keeps its result for an hour,
//! in this node's memory only, for the person who began it.

use std::sync::Arc;
use std::time::Instant;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::board::Found;
use super::work::Work;
use super::{ClustersAnswer, ClustersAsked, ComparisonAnswer, ComparisonAsked, Explore, ExploreError};
use crate::access::MayExplore;
use crate::model::Fault;

/// Letters of a name.
const LONGEST_NAME: usize = 100;

/// What a job does.
pub enum JobAsked {
    /// Compares groups.
    Compare(ComparisonAsked),
    /// Finds clusters.
    Clusters(ClustersAsked),
}

/// What kind of work a job does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum JobKind {
    /// Compares groups.
    Compare,
    /// Finds clusters.
    Clusters,
}

/// How far a job has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Under way, or waiting for its turn.
    UnderWay,
    /// Done; its result can be read.
    Done,
    /// It came to nothing; `problem` says why.
    Failed,
}

/// A job.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"id": "01990a3e-7c00-7000-8000-1f2e3d4c5b6a", "kind": "clusters", "name": "Autumn, all triads", "state": "under_way", "progress": 0.42, "begun": "2026-03-02T10:15:00Z"}))]
pub struct Job {
    /// Its id.
    pub id: Uuid,
    /// What kind of work it does.
    pub kind: JobKind,
    /// What its person called it; may be empty.
    pub name: String,
    /// How far it has come.
    pub state: JobState,
    /// How much is done, 0 to 1.
    pub progress: f64,
    /// When it was begun.
    pub begun: DateTime<Utc>,
    /// Why it came to nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<Fault>,
    /// What it found; missing in lists and until it is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<JobResult>,
}

/// What a job found: what the same request would have answered.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[serde(untagged)]
pub enum JobResult {
    /// Of a comparison.
    Compare(Box<ComparisonAnswer>),
    /// Of clusters.
    Clusters(Box<ClustersAnswer>),
}

impl Explore {
    /// Begins a job. What is wrong with the request is told by the job.
    ///
    /// # Errors
    /// [`ExploreError::Faulty`] for a name that is too long, [`ExploreError::TooManyJobs`].
    pub fn begin(&self, right: MayExplore, owner: Uuid, name: &str, asked: JobAsked) -> Result<Job, ExploreError> {
        let name = name.trim();
        if name.chars().count() > LONGEST_NAME {
            return Err(ExploreError::Faulty(Fault::new("name", format!("a name has at most {LONGEST_NAME} letters"))));
        }
        let kind = match &asked {
            JobAsked::Compare(_) => JobKind::Compare,
            JobAsked::Clusters(_) => JobKind::Clusters,
        };
        let work = Work::of_job();
        let job = self.jobs.add(owner, kind, name, work.clone(), Instant::now())?;
        let (views, id) = (self.clone(), job.id);
        let task = tokio::spawn(async move {
            let found = match asked {
                JobAsked::Compare(asked) => {
                    views.compare(right, asked, &work).await.map(|found| Found::Compared(Arc::new(found)))
                }
                JobAsked::Clusters(asked) => {
                    views.find_clusters(right, asked, &work).await.map(|found| Found::Clustered(Arc::new(found)))
                }
            };
            views.jobs.end(id, found, Instant::now());
        });
        self.jobs.can_be_stopped(id, task.abort_handle());
        Ok(job)
    }

    /// One's own jobs, the newest first, without their results.
    pub fn jobs(&self, _right: MayExplore, owner: Uuid) -> Vec<Job> {
        self.jobs.of(owner, Instant::now())
    }

    /// One of one's own jobs, with what it found.
    ///
    /// # Errors
    /// [`ExploreError::UnknownJob`], also for the job of somebody else; or the store's.
    pub async fn job(&self, right: MayExplore, owner: Uuid, id: Uuid) -> Result<Job, ExploreError> {
        let (mut job, found) = self.jobs.find(owner, id, Instant::now())?;
        job.result = match found {
            None => None,
            Some(Found::Compared(found)) => Some(JobResult::Compare(Box::new(ComparisonAnswer::clone(&found)))),
            Some(Found::Clustered(found)) => Some(JobResult::Clusters(Box::new(self.show_clusters(right, &found).await?))),
        };
        Ok(job)
    }

    /// Stops one of one's own jobs, and forgets it and its result.
    ///
    /// # Errors
    /// [`ExploreError::UnknownJob`], also for the job of somebody else.
    pub fn end_job(&self, _right: MayExplore, owner: Uuid, id: Uuid) -> Result<(), ExploreError> {
        self.jobs.forget(owner, id, Instant::now())
    }
}
