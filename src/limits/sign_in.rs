//! Limits attempts to sign in by name and address, so that guesses by a stranger do not lock the right person out.
//!
//! - By name **and** address, the delay grows with each failure, up to a few seconds. People at other addresses do not notice,
//!   and people who share the guesser's address wait for those seconds.
//! - By address, there is a quota of failures over all names, so that trying many invented names is limited too.
//! - By name, there is a quota of failures over all addresses; beyond it, attempts are delayed and never refused.
//!
//! Only the first limit applies to a name that has signed in from the same address today: guesses from a shared address do not
//! lock its owner out. An attempt counts when it begins and is taken back when it succeeds, so simultaneous attempts count.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::backoff::Backoff;
use super::keys::TableKey;
use super::quota::{Quota, Rate};
use super::table::Table;

/// How long a successful sign-in is remembered, unless it is repeated; keys change daily in any case.
const REMEMBERED: Duration = Duration::from_secs(12 * 60 * 60);

/// The limits for signing in.
#[derive(Clone, Copy, Debug)]
pub struct SignInPolicy {
    /// Failures with a name from an address that cause no delay.
    pub free: u32,
    /// The delay after that many failures; it doubles with each further failure.
    pub first_wait: Duration,
    /// The longest delay.
    pub longest_wait: Duration,
    /// Failures from one address, with any names.
    pub address: Rate,
    /// Failures with one name, from any address.
    pub name: Rate,
    /// The longest time that an attempt is held. An attempt with a longer delay is refused.
    pub patience: Duration,
}

impl Default for SignInPolicy {
    fn default() -> Self {
        Self {
            free: 5,
            first_wait: Duration::from_secs(1),
            // This allows 17,000 guesses a day, so the most common passwords must not be accepted.
            longest_wait: Duration::from_secs(5),
            address: Rate { burst: 30, every: Duration::from_secs(2) },
            name: Rate { burst: 50, every: Duration::from_secs(5) },
            patience: Duration::from_secs(10),
        }
    }
}

pub(super) struct SignIns {
    patience: Duration,
    pub pair: Backoff,
    pub address: Quota,
    pub name: Quota,
    /// Names and addresses that belong together.
    known: Mutex<Table<()>>,
}

impl SignIns {
    /// No failures yet, with the limits of `policy`.
    pub fn new(policy: SignInPolicy) -> Self {
        Self {
            patience: policy.patience,
            pair: Backoff::new(policy.free, policy.first_wait, policy.longest_wait),
            address: Quota::new(policy.address),
            name: Quota::new(policy.name),
            known: Mutex::new(Table::new(REMEMBERED)),
        }
    }

    /// How long an attempt has to wait.
    pub fn begin(&self, pair: TableKey, drawn: Option<(TableKey, TableKey)>, now: Duration) -> Result<Duration, Duration> {
        let Some((client, name)) = drawn else { return self.pair.begin(pair, now, self.patience) };
        // The address comes first, so that a refused address leaves no entry in the other tables.
        let by_address = self.address.reserve(client, now, self.patience)?;
        let by_pair = self.pair.begin(pair, now, self.patience).inspect_err(|_| self.address.give_back(client, now))?;
        let by_name = self.name.reserve(name, now, self.patience).unwrap_or(self.patience);
        Ok(by_address.max(by_pair).max(by_name))
    }

    pub fn is_known(&self, pair: TableKey, now: Duration) -> bool {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).get(pair, now).is_some()
    }

    /// Remembers that this name and address belong together.
    pub fn remember(&self, pair: TableKey, now: Duration) {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).put(pair, (), now);
    }

    #[cfg(test)]
    pub fn entries(&self) -> usize {
        self.address.len() + self.name.len()
    }
}
