//! What a job is asked for, and what is shown of it.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::value::RawValue;
use uuid::Uuid;

use crate::analysis::clusters::request::{ClustersBody, ClustersRequest};
use crate::analysis::compare::request::{ComparisonBody, ComparisonRequest};
use crate::model::{Fault, JobKind, JobState};

/// What a job does.
pub enum JobRequest {
    /// Compares groups.
    Compare(ComparisonRequest),
    /// Finds clusters.
    Clusters(ClustersRequest),
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
    #[schema(value_type = Option<JobResult>)]
    pub result: Option<Box<RawValue>>,
}

/// What a job found: what the same request would have answered.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[serde(untagged)]
pub enum JobResult {
    /// Of a comparison.
    Compare(Box<ComparisonBody>),
    /// Of clusters.
    Clusters(Box<ClustersBody>),
}
