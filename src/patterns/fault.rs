//! Why a selection or a request for a pattern was rejected: the field and a sentence that says what would be right.

use thiserror::Error;

/// An invalid part of a selection.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{field}: {message}")]
pub struct SelectionFault {
    /// The field, such as `selection.triads[0].zones[1]`.
    pub field: String,
    /// A sentence that says what would be right.
    pub message: String,
}

/// An invalid request for a pattern.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{field}: {message}")]
pub struct PatternFault {
    /// The field of the request, such as `density.bandwidth`.
    pub field: String,
    /// A sentence that says what would be right.
    pub message: String,
}

/// Long work was told to stop, and did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the work was cancelled")]
pub struct Cancelled;

/// Why long work has no result.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum WorkFault {
    /// The request is invalid.
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

/// The two have the same fields, so a fault of a selection is also one of a request.
impl From<SelectionFault> for PatternFault {
    fn from(fault: SelectionFault) -> Self {
        Self { field: fault.field, message: fault.message }
    }
}
