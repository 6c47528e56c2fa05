//! Which day it is where the service is used.
//!
//! A day begins and ends at midnight in the service's time zone, also on the days on which clocks change. The tz database is
//! part of the binary.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use thiserror::Error;

/// A time zone of the tz database, such as `Europe/London`, which is the default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeZone(Tz);

/// A string that is not the name of a time zone.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("there is no time zone “{0}”; give a name of the tz database, such as Europe/London or UTC")]
pub struct NoTimeZone(String);

impl Default for TimeZone {
    fn default() -> Self {
        Self(Tz::Europe__London)
    }
}

impl FromStr for TimeZone {
    type Err = NoTimeZone;

    fn from_str(written: &str) -> Result<Self, NoTimeZone> {
        written.trim().parse().map(Self).map_err(|_| NoTimeZone(written.to_owned()))
    }
}

impl fmt::Display for TimeZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name())
    }
}

/// Tells the time, and which day it is in the service's time zone. Cheap to clone.
#[derive(Clone)]
pub struct Clock {
    zone: TimeZone,
    now: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
}

impl Clock {
    /// The clock of this machine.
    pub fn of_this_machine(zone: TimeZone) -> Self {
        Self::telling(zone, Utc::now)
    }

    /// A clock that tells what `now` returns.
    pub fn telling(zone: TimeZone, now: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> Self {
        Self { zone, now: Arc::new(now) }
    }

    /// The service's time zone.
    pub fn zone(&self) -> TimeZone {
        self.zone
    }

    /// The day that it is now in the service's time zone.
    pub fn today(&self) -> NaiveDate {
        self.day_of((self.now)())
    }

    /// The day of a moment in the service's time zone.
    pub fn day_of(&self, moment: DateTime<Utc>) -> NaiveDate {
        moment.with_timezone(&self.zone.0).date_naive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today(zone: &str, moment: &str) -> String {
        let moment: DateTime<Utc> = moment.parse().unwrap();
        Clock::telling(zone.parse().unwrap(), move || moment).today().to_string()
    }

    #[test]
    fn a_day_begins_at_midnight_in_the_time_zone() {
        for (zone, moment, day) in [
            ("Europe/London", "2026-05-31T22:59:59Z", "2026-05-31"),
            ("Europe/London", "2026-05-31T23:00:00Z", "2026-06-01"),
            ("Europe/London", "2026-01-31T23:59:59Z", "2026-01-31"),
            ("Europe/London", "2026-02-01T00:00:00Z", "2026-02-01"),
            ("UTC", "2026-05-31T23:30:00Z", "2026-05-31"),
            ("America/New_York", "2026-06-01T03:59:59Z", "2026-05-31"),
            ("Asia/Kolkata", "2026-05-31T18:30:00Z", "2026-06-01"),
            ("Pacific/Kiritimati", "2026-05-31T10:00:00Z", "2026-06-01"),
        ] {
            assert_eq!(today(zone, moment), day, "{moment} in {zone}");
        }
    }

    #[test]
    fn the_days_on_which_clocks_change_have_23_and_25_hours() {
        for (moment, day) in [
            // Clocks go forward at 01:00 UTC on 29 March 2026: midnight before is GMT, midnight after is BST.
            ("2026-03-28T23:59:59Z", "2026-03-28"),
            ("2026-03-29T00:00:00Z", "2026-03-29"),
            ("2026-03-29T01:00:00Z", "2026-03-29"),
            ("2026-03-29T22:59:59Z", "2026-03-29"),
            ("2026-03-29T23:00:00Z", "2026-03-30"),
            // They go back at 01:00 UTC on 25 October 2026.
            ("2026-10-24T22:59:59Z", "2026-10-24"),
            ("2026-10-24T23:00:00Z", "2026-10-25"),
            ("2026-10-25T01:30:00Z", "2026-10-25"),
            ("2026-10-25T23:59:59Z", "2026-10-25"),
            ("2026-10-26T00:00:00Z", "2026-10-26"),
        ] {
            assert_eq!(today("Europe/London", moment), day, "{moment}");
        }
        // In São Paulo clocks went forward at midnight: 4 November 2018 began at 01:00.
        assert_eq!(today("America/Sao_Paulo", "2018-11-04T02:59:59Z"), "2018-11-03");
        assert_eq!(today("America/Sao_Paulo", "2018-11-04T03:00:00Z"), "2018-11-04");
    }

    #[test]
    fn only_names_of_the_tz_database_are_time_zones() {
        assert_eq!(TimeZone::default().to_string(), "Europe/London");
        assert_eq!(" Europe/Paris ".parse::<TimeZone>().unwrap().to_string(), "Europe/Paris");
        for none in ["", "London", "BST", "GMT+1", "+01:00", "Europe/Sheffield"] {
            let error = none.parse::<TimeZone>().unwrap_err().to_string();
            assert!(error.contains("Europe/London"), "{error}");
        }
    }
}
