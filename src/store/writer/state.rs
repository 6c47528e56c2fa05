//! What the writer says about itself.

use std::sync::{Mutex, PoisonError};

use crate::store::StoreError;

/// What the writer says about itself.
#[derive(Default)]
pub struct State {
    trouble: Mutex<Option<StoreError>>,
}

impl State {
    /// Why the last batch of ordinary work could not be written; nothing when it could.
    pub fn trouble(&self) -> Option<StoreError> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Notes what became of a batch of ordinary work.
    pub fn note(&self, trouble: Option<&StoreError>) {
        *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = trouble.cloned();
    }
}
