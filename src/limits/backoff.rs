//! Failed attempts by key, and the delay before the next attempt: none at first, then longer after each failure.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::keys::TableKey;
use super::table::Table;

/// Failures are forgotten after this long without an attempt.
const FORGOTTEN: Duration = Duration::from_secs(10 * 60);

#[derive(Clone, Copy, Default)]
struct Failures {
    count: u32,
    /// When the next attempt may be processed.
    next: Duration,
}

pub(super) struct Backoff {
    /// Failures without a delay.
    free: u32,
    first: Duration,
    longest: Duration,
    failures: Mutex<Table<Failures>>,
}

impl Backoff {
    /// No delay after fewer than `free` failures, then `first`, twice that, and so on up to `longest`.
    pub fn new(free: u32, first: Duration, longest: Duration) -> Self {
        Self { free, first, longest, failures: Mutex::new(Table::new(FORGOTTEN)) }
    }

    /// Counts an attempt as failed until its outcome is known, and returns its delay. Simultaneous attempts wait one after the
    /// other.
    ///
    /// # Errors
    /// The time after which the delay is short enough, when it is now longer than `patience`. The attempt is not counted then.
    pub fn begin(&self, key: TableKey, now: Duration, patience: Duration) -> Result<Duration, Duration> {
        let mut table = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        let known = table.get(key, now).filter(|known| now < known.next + FORGOTTEN).unwrap_or_default();
        let wait = known.next.saturating_sub(now);
        if wait > patience {
            return Err(wait - patience);
        }
        let count = known.count.saturating_add(1);
        table.put(key, Failures { count, next: known.next.max(now) + self.delay(count) }, now);
        Ok(wait)
    }

    /// Forgets all failures, because an attempt succeeded.
    pub fn succeeded(&self, key: TableKey) {
        self.failures.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }

    /// Removes an attempt that was not processed.
    pub fn undone(&self, key: TableKey, now: Duration) {
        let mut table = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = table.get(key, now) {
            let next = known.next.saturating_sub(self.delay(known.count));
            table.put(key, Failures { count: known.count.saturating_sub(1), next }, now);
        }
    }

    fn delay(&self, failures: u32) -> Duration {
        let Some(doublings) = failures.checked_sub(self.free) else { return Duration::ZERO };
        self.first.saturating_mul(1 << doublings.min(16)).min(self.longest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: TableKey = TableKey([1; 16]);

    fn seconds(count: u64) -> Duration {
        Duration::from_secs(count)
    }

    fn backoff() -> Backoff {
        Backoff::new(5, seconds(1), seconds(5))
    }

    #[test]
    fn the_delay_grows_with_each_failure_up_to_the_longest() {
        let backoff = backoff();
        let mut now = seconds(100);
        let mut waits = Vec::new();
        for _ in 0..12 {
            let wait = backoff.begin(KEY, now, seconds(10)).unwrap();
            waits.push(wait.as_secs());
            now += wait;
        }
        assert_eq!(waits, [0, 0, 0, 0, 0, 1, 2, 4, 5, 5, 5, 5]);
    }

    #[test]
    fn simultaneous_attempts_wait_in_line_and_those_with_too_long_a_delay_do_not_count() {
        let backoff = backoff();
        let begin = || backoff.begin(KEY, seconds(100), seconds(10)).map(|wait| wait.as_secs());
        let waits: Vec<_> = (0..8).map(|_| begin()).collect();
        assert_eq!(waits, [Ok(0), Ok(0), Ok(0), Ok(0), Ok(0), Ok(1), Ok(3), Ok(7)]);
        for _ in 0..1_000 {
            assert_eq!(begin(), Err(seconds(2)), "it grows no further");
        }
    }

    #[test]
    fn a_success_or_enough_time_clears_all_failures() {
        let backoff = backoff();
        assert!((0..8).all(|_| backoff.begin(KEY, seconds(100), seconds(60)).is_ok()));
        assert!(backoff.begin(KEY, seconds(100), Duration::ZERO).is_err());
        assert_eq!(backoff.begin(KEY, seconds(100) + FORGOTTEN * 2, Duration::ZERO), Ok(Duration::ZERO));
        backoff.succeeded(KEY);
        assert_eq!(backoff.begin(KEY, seconds(100), Duration::ZERO), Ok(Duration::ZERO));
    }

    #[test]
    fn an_attempt_that_is_undone_is_not_counted() {
        let backoff = backoff();
        for _ in 0..100 {
            assert_eq!(backoff.begin(KEY, seconds(100), Duration::ZERO), Ok(Duration::ZERO));
            backoff.undone(KEY, seconds(100));
        }
    }
}
