//! Why a view could not be computed.

use thiserror::Error;

use crate::model::Fault;
use crate::patterns::{PatternFault, SelectionFault, WorkFault};
use crate::projection::ProjectionError;
use crate::search::SearchError;
use crate::store::StoreError;

/// Why a view could not be computed.
#[derive(Debug, Error)]
pub enum AnalysisError {
    /// A part of the request is wrong.
    #[error("{0}")]
    Faulty(Fault),
    /// There is no such story, or it may not be read.
    #[error("there is no such story, or it may not be read")]
    UnknownStory,
    /// There is no such saved view, or it is another person's.
    #[error("you have no such saved view; views of other people are theirs to change")]
    UnknownView,
    /// The projections are not ready.
    #[error(transparent)]
    Projection(#[from] ProjectionError),
    /// The index failed.
    #[error(transparent)]
    Search(SearchError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no such job, or it is another person's.
    #[error("there is no such job; one that has ended is stored for 8 hours, or until newer ones need its place")]
    UnknownJob,
    /// The person has as many running jobs as allowed, or all people together do.
    #[error("too many jobs are running; wait for one of them to end, or delete it")]
    TooManyJobs,
    /// The work was interrupted, as happens when the service stops.
    #[error("the work was interrupted, probably because the service is stopping; try again")]
    BrokenOff,
}

impl AnalysisError {
    /// The same fault, for a `part` of the request that is in `field`.
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

impl AnalysisError {
    /// An error of the index; that of a query which is too long is a fault of this field.
    pub(super) fn of_query(error: SearchError, field: &str) -> Self {
        match error {
            SearchError::TooManyParts(_) | SearchError::TooManyWords(_) => Self::Faulty(Fault::new(field, error)),
            other => other.into(),
        }
    }
}

impl From<SearchError> for AnalysisError {
    fn from(error: SearchError) -> Self {
        match error {
            SearchError::Cursor => {
                Self::Faulty(Fault::new("cursor", "this is not a cursor; send the `next` of the previous page"))
            }
            other => Self::Search(other),
        }
    }
}

impl From<SelectionFault> for AnalysisError {
    fn from(fault: SelectionFault) -> Self {
        Self::Faulty(Fault { field: fault.field, message: fault.message })
    }
}

impl From<PatternFault> for AnalysisError {
    fn from(fault: PatternFault) -> Self {
        Self::Faulty(Fault { field: fault.field, message: fault.message })
    }
}

impl From<WorkFault> for AnalysisError {
    fn from(fault: WorkFault) -> Self {
        match fault {
            WorkFault::Faulty(fault) => fault.into(),
            WorkFault::Cancelled(_) => Self::BrokenOff,
        }
    }
}
