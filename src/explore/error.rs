//! Why a view could not be given.

use thiserror::Error;

use crate::model::Fault;
use crate::patterns::{PatternFault, SelectionFault, WorkFault};
use crate::projection::ProjectionError;
use crate::search::SearchError;
use crate::store::StoreError;

/// Why a view could not be given.
#[derive(Debug, Error)]
pub enum ExploreError {
    /// Something in the request is not right.
    #[error("{0}")]
    Faulty(Fault),
    /// There is no such story, or it may not be read.
    #[error("there is no such story, or it may not be read")]
    UnknownStory,
    /// The projections are not there yet.
    #[error(transparent)]
    Projection(#[from] ProjectionError),
    /// The index failed.
    #[error(transparent)]
    Search(SearchError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no such job, or it is somebody else's.
    #[error("there is no such job; results are kept for an hour, and until the service stops")]
    UnknownJob,
    /// Somebody has as many jobs under way as they may, or everybody together.
    #[error("too many jobs are under way; wait for one of them, or delete it")]
    TooManyJobs,
    /// The work was broken off, as happens when the service stops.
    #[error("the work was broken off")]
    BrokenOff,
}

impl ExploreError {
    /// The same fault, where `part` of the request stands in `field`.
    pub(super) fn within(self, part: &str, field: &str) -> Self {
        match self {
            Self::Faulty(Fault { field: own, message }) => match own.strip_prefix(part) {
                Some(rest) => Self::Faulty(Fault { field: format!("{field}{rest}"), message }),
                None => Self::Faulty(Fault { field: own, message }),
            },
            other => other,
        }
    }
}

impl From<SearchError> for ExploreError {
    fn from(error: SearchError) -> Self {
        match error {
            SearchError::Cursor => Self::Faulty(Fault::new("cursor", "this is no cursor; send the `next` of the page before")),
            other => Self::Search(other),
        }
    }
}

impl From<SelectionFault> for ExploreError {
    fn from(fault: SelectionFault) -> Self {
        Self::Faulty(Fault { field: fault.field, message: fault.message })
    }
}

impl From<PatternFault> for ExploreError {
    fn from(fault: PatternFault) -> Self {
        Self::Faulty(Fault { field: fault.field, message: fault.message })
    }
}

impl From<WorkFault> for ExploreError {
    fn from(fault: WorkFault) -> Self {
        match fault {
            WorkFault::Faulty(fault) => fault.into(),
            WorkFault::Cancelled(_) => Self::BrokenOff,
        }
    }
}
