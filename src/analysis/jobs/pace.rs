//! How often nodes look at jobs, and when a node counts as dead.

use std::time::Duration;

/// How long a node may be silent before others take its jobs.
const LEASE: Duration = Duration::from_secs(20);
/// How often a node looks for jobs, and at most writes how far its own have come.
const ROUND: Duration = Duration::from_secs(1);

/// How often nodes look at jobs, and when a node counts as dead.
///
/// Nodes compare no clocks: a node is dead when its jobs have had no beat for the lease, by the clock of the one that watches.
#[derive(Clone, Copy, Debug)]
pub struct JobPace {
    /// How long a node may be silent.
    lease: Duration,
}

impl Default for JobPace {
    fn default() -> Self {
        Self { lease: LEASE }
    }
}

impl JobPace {
    /// A pace at which a node counts as dead after this time.
    pub fn with_lease(lease: Duration) -> Self {
        Self { lease }
    }

    pub(super) fn lease(self) -> Duration {
        self.lease
    }

    /// How often a node says that it is alive: a few beats may be late before others take its jobs.
    pub(super) fn beat(self) -> Duration {
        self.lease / 4
    }

    pub(super) fn round(self) -> Duration {
        ROUND.min(self.beat())
    }
}
