//! A quota by key: a burst at once, and one more after each interval. It is the generic cell rate algorithm (ITU-T I.371,
//! 1996): all it stores for a key is the time at which the next request would be due if requests came evenly.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::keys::TableKey;
use super::table::Table;

/// A quota in figures: `burst` requests at once, and one more each time `every` has passed.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    /// How many are allowed at once.
    pub burst: u32,
    /// The time after which one more is allowed.
    pub every: Duration,
}

pub(super) struct Quota {
    every: Duration,
    /// How far ahead of their even times requests may come.
    tolerance: Duration,
    due: Mutex<Table<Duration>>,
}

impl Quota {
    /// A quota with this rate, full for every key.
    pub fn new(rate: Rate) -> Self {
        let tolerance = rate.every * rate.burst.saturating_sub(1);
        // After this long without a request the quota is full again, and the key needs no entry.
        let lifetime = tolerance + rate.every;
        Self { every: rate.every, tolerance, due: Mutex::new(Table::new(lifetime)) }
    }

    /// Takes one request from the quota of this key.
    ///
    /// # Errors
    /// The time until one is available. Nothing was taken then.
    pub fn take(&self, key: TableKey, now: Duration) -> Result<(), Duration> {
        self.reserve(key, now, Duration::ZERO).map(|_| ())
    }

    /// Takes one request from the quota of this key, even one that is only available later; returns the delay until then.
    ///
    /// # Errors
    /// The time after which the delay is short enough, when it is now longer than `patience`. Nothing was taken then.
    pub fn reserve(&self, key: TableKey, now: Duration, patience: Duration) -> Result<Duration, Duration> {
        let mut table = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        let due = table.get(key, now).unwrap_or_default().max(now);
        let wait = due.saturating_sub(self.tolerance).saturating_sub(now);
        if wait > patience {
            return Err(wait - patience);
        }
        table.put(key, due + self.every, now);
        Ok(wait)
    }

    /// Returns what was taken.
    pub fn give_back(&self, key: TableKey, now: Duration) {
        let mut table = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(due) = table.get(key, now) {
            table.put(key, due.saturating_sub(self.every), now);
        }
    }

    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.due.lock().unwrap().len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: TableKey = TableKey([1; 16]);
    const SECOND: Duration = Duration::from_secs(1);

    fn three_and_one_each_second() -> Quota {
        Quota::new(Rate { burst: 3, every: SECOND })
    }

    #[test]
    fn a_burst_passes_and_then_one_each_interval() {
        let quota = three_and_one_each_second();
        for _ in 0..3 {
            assert_eq!(quota.take(KEY, SECOND), Ok(()));
        }
        assert_eq!(quota.take(KEY, SECOND), Err(SECOND));
        assert_eq!(quota.take(TableKey([2; 16]), SECOND), Ok(()), "another key has a quota of its own");
        assert_eq!(quota.take(KEY, SECOND * 2), Ok(()));
        assert_eq!(quota.take(KEY, SECOND * 2), Err(SECOND));
        assert_eq!(quota.take(KEY, SECOND * 9), Ok(()));
    }

    #[test]
    fn reservations_come_one_after_the_other_and_not_beyond_the_patience() {
        let quota = three_and_one_each_second();
        let waits: Vec<_> = (0..6).map(|_| quota.reserve(KEY, SECOND, SECOND * 2)).collect();
        let now = Ok(Duration::ZERO);
        assert_eq!(waits, [now, now, now, Ok(SECOND), Ok(SECOND * 2), Err(SECOND)]);
    }

    #[test]
    fn a_returned_request_can_be_taken_again() {
        let quota = three_and_one_each_second();
        for _ in 0..100 {
            assert_eq!(quota.take(KEY, SECOND), Ok(()));
            quota.give_back(KEY, SECOND);
        }
    }
}
