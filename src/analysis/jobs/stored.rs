//! How requests, results and problems of jobs are written into the store and read again.
//!
//! A comparison is stored as it is answered: it names groups and questions, and no story. Clusters are stored by story number
//! ([`FoundClusters`]), and are shown from that each time.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::access::MayAnalyse;
use crate::analysis::clusters::found::FoundClusters;
use crate::analysis::jobs::job::JobRequest;
use crate::analysis::jobs::task::TaskHandle;
use crate::analysis::{Analysis, AnalysisError};
use crate::model::{Fault, JobKind};
use crate::store::StoreError;

impl JobRequest {
    pub(super) fn kind(&self) -> JobKind {
        match self {
            Self::Compare(_) => JobKind::Compare,
            Self::Clusters(_) => JobKind::Clusters,
        }
    }

    pub(super) fn to_json(&self) -> Result<String, AnalysisError> {
        match self {
            Self::Compare(asked) => to_json(asked),
            Self::Clusters(asked) => to_json(asked),
        }
    }

    /// # Errors
    /// [`AnalysisError::Faulty`] for a request that another version of the service wrote.
    pub(super) fn of_json(kind: JobKind, json: &str) -> Result<Self, AnalysisError> {
        Ok(match kind {
            JobKind::Compare => Self::Compare(of_json(json)?),
            JobKind::Clusters => Self::Clusters(of_json(json)?),
        })
    }
}

impl Analysis {
    /// A stored result, with the titles, ids and words of stories that may be read now.
    ///
    /// # Errors
    /// [`AnalysisError::Faulty`] for a result that another version of the service wrote; or the store's.
    pub(super) async fn show_result(
        &self,
        right: MayAnalyse,
        kind: JobKind,
        stored: String,
    ) -> Result<Box<RawValue>, AnalysisError> {
        match kind {
            JobKind::Compare => RawValue::from_string(stored).map_err(|_| of_another_version()),
            JobKind::Clusters => {
                let found: FoundClusters = of_json(&stored)?;
                let shown = self.show_clusters(right, &found, &TaskHandle::new()).await?;
                serde_json::value::to_raw_value(&shown).map_err(unwritable)
            }
        }
    }
}

pub(super) fn to_json(value: &impl Serialize) -> Result<String, AnalysisError> {
    serde_json::to_string(value).map_err(unwritable)
}

fn of_json<T: DeserializeOwned>(json: &str) -> Result<T, AnalysisError> {
    serde_json::from_str(json).map_err(|_| of_another_version())
}

fn of_another_version() -> AnalysisError {
    AnalysisError::Faulty(Fault::new("", "another version of the service wrote this job; ask for it again"))
}

fn unwritable(error: serde_json::Error) -> AnalysisError {
    AnalysisError::Store(StoreError::Unreadable(format!("a job: {error}")))
}
