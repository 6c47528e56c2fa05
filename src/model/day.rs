//! A day that a person entered, within the years that every part of the service and both databases can store.

use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The years that a day may be in.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=9999;

/// A day from 1900-01-01 to 9999-12-31.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(try_from = "String", into = "NaiveDate")]
#[schema(value_type = String, format = Date, example = "2026-03-02")]
pub struct Day(NaiveDate);

/// A string that is not a day, or is a day outside these years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("write a day as in 2026-03-02, from the year 1900 on")]
pub struct NoDay;

impl TryFrom<NaiveDate> for Day {
    type Error = NoDay;

    fn try_from(day: NaiveDate) -> Result<Self, NoDay> {
        if YEARS.contains(&day.year()) { Ok(Self(day)) } else { Err(NoDay) }
    }
}

/// Reads a day as in an HTML form or an ISO date: four, two and two digits.
impl FromStr for Day {
    type Err = NoDay;

    fn from_str(written: &str) -> Result<Self, NoDay> {
        let shape = written.len() == 10 && written.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        let day: Option<NaiveDate> = written.parse().ok().filter(|_| shape);
        day.ok_or(NoDay)?.try_into()
    }
}

impl TryFrom<String> for Day {
    type Error = NoDay;

    fn try_from(written: String) -> Result<Self, NoDay> {
        written.parse()
    }
}

impl From<Day> for NaiveDate {
    fn from(day: Day) -> Self {
        day.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_taken_from_1900_to_9999() {
        for good in ["1900-01-01", "2024-02-29", "9999-12-31"] {
            assert_eq!(NaiveDate::from(good.parse::<Day>().unwrap()).to_string(), good);
        }
        for bad in ["1899-12-31", "0001-01-01", "10000-01-01", "+12026-03-02", "-0001-01-01", "2023-02-29", "2026-3-2", "2026"]
        {
            assert_eq!(bad.parse::<Day>(), Err(NoDay), "{bad}");
        }
        assert_eq!(Day::try_from(NaiveDate::MAX), Err(NoDay));
    }
}
