//! Why a request was refused, and when it may be repeated.

use std::time::Duration;

use thiserror::Error;

/// Why a request was refused for now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{what}; try again in {} s", self.seconds())]
pub struct TooManyRequests {
    /// What there was too much of, in words for the client.
    pub what: &'static str,
    /// After how long it may be repeated.
    pub retry_after: Duration,
}

impl TooManyRequests {
    /// After how many seconds the request may be repeated: whole ones, at least one.
    pub fn seconds(&self) -> u32 {
        let whole = self.retry_after.as_secs() + u64::from(self.retry_after.subsec_nanos() > 0);
        u32::try_from(whole).unwrap_or(u32::MAX).max(1)
    }
}
