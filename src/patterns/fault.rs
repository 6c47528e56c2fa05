//! Why a selection or a request for a pattern was refused: the field and a sentence that says what would be right.

use thiserror::Error;

/// A part of a selection that makes no sense in this framework.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{field}: {message}")]
pub struct SelectionFault {
    /// Where it stands, as in `selection.triads[0].zones[1]`.
    pub field: String,
    /// A sentence that says what would be right.
    pub message: String,
}

/// A pattern that cannot be computed as asked.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{field}: {message}")]
pub struct PatternFault {
    /// Where it stands in the request, as in `density.bandwidth`.
    pub field: String,
    /// A sentence that says what would be right.
    pub message: String,
}

/// Long work was told to stop, and did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the work was stopped because it was asked to")]
pub struct Cancelled;

/// Why long work has no result.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum WorkFault {
    /// It cannot be done as asked.
    #[error(transparent)]
    Faulty(#[from] PatternFault),
    /// It was told to stop.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

impl SelectionFault {
    pub(super) fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: field.into(), message: message.into() }
    }
}

impl PatternFault {
    pub(super) fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: field.into(), message: message.into() }
    }
}

/// Both say where and what; only one of them is of a selection.
impl From<SelectionFault> for PatternFault {
    fn from(fault: SelectionFault) -> Self {
        Self { field: fault.field, message: fault.message }
    }
}
