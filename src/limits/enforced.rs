//! The tables behind the limits, and the clock that they go by.

use std::time::{Duration, Instant};

use super::holds::Holds;
use super::policy::Policy;
use super::quota::Quota;
use super::sign_in::SignIns;

/// The limits of a process in which they are enforced.
pub(super) struct Enforced {
    began: Instant,
    pub requests: Quota,
    open_form: Quota,
    join_code: Quota,
    pub guesses: Quota,
    pub guess_hold: Duration,
    pub sign_ins: SignIns,
    pub holds: Holds,
}

impl Enforced {
    pub fn new(policy: Policy) -> Self {
        Self {
            began: Instant::now(),
            requests: Quota::new(policy.requests),
            open_form: Quota::new(policy.open_form),
            join_code: Quota::new(policy.join_code),
            guesses: Quota::new(policy.guesses),
            guess_hold: policy.guess_hold,
            sign_ins: SignIns::new(policy.sign_in),
            holds: Holds::default(),
        }
    }

    /// The quota of stories with a join code, or of those without one.
    pub fn stories(&self, joined: bool) -> &Quota {
        if joined { &self.join_code } else { &self.open_form }
    }

    /// Time as the tables count it.
    pub fn now(&self) -> Duration {
        self.began.elapsed()
    }
}
