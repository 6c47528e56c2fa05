//! Dates as spreadsheets write them.

use chrono::{DateTime, Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::exchange::cells::shown;
use crate::model::Clock;

/// How a column writes days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DateFormat {
    /// `2026-03-02`, with or without a time; slashes and points do as well.
    YearMonthDay,
    /// `02/03/2026`, `2.3.26`: 2 March, with or without a time.
    DayMonthYear,
    /// `03/02/2026`: 2 March, with or without a time.
    MonthDayYear,
    /// `46083`: the day number of a spreadsheet, counted from 1900.
    SpreadsheetDay,
    /// Seconds since 1970.
    UnixSeconds,
    /// Milliseconds since 1970.
    UnixMilliseconds,
}

/// The formats, the most usual first.
pub(super) const FORMATS: [DateFormat; 6] = [
    DateFormat::YearMonthDay,
    DateFormat::DayMonthYear,
    DateFormat::MonthDayYear,
    DateFormat::UnixMilliseconds,
    DateFormat::UnixSeconds,
    DateFormat::SpreadsheetDay,
];

impl DateFormat {
    /// The day that a cell says, when it is in this format.
    pub(super) fn day(self, cell: &str, clock: &Clock) -> Option<NaiveDate> {
        let parts = || three_numbers(cell);
        match self {
            Self::YearMonthDay => {
                // A time with its zone is of the day that it is in the service's own.
                if let Ok(time) = DateTime::parse_from_rfc3339(cell) {
                    return Some(clock.day_of(time.to_utc()));
                }
                let [(year, digits), (month, _), (day, _)] = parts()?;
                (digits == 4).then(|| NaiveDate::from_ymd_opt(year as i32, month, day))?
            }
            Self::DayMonthYear => {
                let [(day, _), (month, _), year] = parts()?;
                NaiveDate::from_ymd_opt(whole_year(year)?, month, day)
            }
            Self::MonthDayYear => {
                let [(month, _), (day, _), year] = parts()?;
                NaiveDate::from_ymd_opt(whole_year(year)?, month, day)
            }
            Self::SpreadsheetDay => {
                let days = number(cell).filter(|days| (0.0..200_000.0).contains(days))?;
                NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days as u64))
            }
            Self::UnixSeconds => unix(cell, 1_000.0, clock),
            Self::UnixMilliseconds => unix(cell, 1.0, clock),
        }
    }

    /// The day of a cell, if a story can have come in then.
    ///
    /// # Errors
    /// A sentence that says what is wrong.
    pub(super) fn received(self, cell: &str, clock: &Clock) -> Result<NaiveDate, String> {
        let day = self.day(cell, clock).ok_or_else(|| format!("“{}” is not {}", shown(cell), self.in_words()))?;
        plausible(day, clock)
            .ok_or_else(|| format!("“{}” is {day}, which is not between 2000 and today, {}", shown(cell), clock.today()))
    }

    /// What it looks like.
    pub(super) fn in_words(self) -> &'static str {
        match self {
            Self::YearMonthDay => "a day such as 2026-03-02 (year, month, day)",
            Self::DayMonthYear => "a day such as 02/03/2026 (day, month, year)",
            Self::MonthDayYear => "a day such as 03/02/2026 (month, day, year)",
            Self::SpreadsheetDay => "the day number of a spreadsheet such as 46083",
            Self::UnixSeconds => "a number of seconds since 1970",
            Self::UnixMilliseconds => "a number of milliseconds since 1970",
        }
    }
}

/// The day, if a story can have come in then. The clock of the sender may be a day ahead.
pub(super) fn plausible(day: NaiveDate, clock: &Clock) -> Option<NaiveDate> {
    let today = clock.today();
    let last = today.checked_add_days(Days::new(1))?;
    (NaiveDate::from_ymd_opt(2000, 1, 1)?..=last).contains(&day).then(|| day.min(today))
}

fn number(cell: &str) -> Option<f64> {
    cell.parse::<f64>().ok().filter(|number| number.is_finite())
}

fn unix(cell: &str, factor: f64, clock: &Clock) -> Option<NaiveDate> {
    // Beyond the years that a date can hold, the cast stays at the ends.
    DateTime::from_timestamp_millis((number(cell)? * factor) as i64).map(|time| clock.day_of(time))
}

/// Two digits are a year of this century.
fn whole_year((year, digits): (u32, usize)) -> Option<i32> {
    match digits {
        2 => Some(2000 + year as i32),
        4 => Some(year as i32),
        _ => None,
    }
}

/// The three numbers at the start of a cell, each with its digits: `2/3/2026 14:05`. What follows a space or `T` is the time.
fn three_numbers(cell: &str) -> Option<[(u32, usize); 3]> {
    let date = cell.split([' ', 'T', ',']).next()?;
    let mut parts = date.split(['/', '-', '.']).map(|part| {
        let all_digits = (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        all_digits.then(|| part.parse().ok().map(|number| (number, part.len())))?
    });
    let three = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(three)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::TimeZone;

    fn clock() -> Clock {
        Clock::telling(TimeZone::default(), || "2026-03-20T12:00:00Z".parse().unwrap())
    }

    #[test]
    fn a_day_is_read_in_its_format_and_in_no_other() {
        let clock = clock();
        let day = |format: DateFormat, cell: &str| format.day(cell, &clock).map(|day| day.to_string());
        for (format, cell) in [
            (DateFormat::YearMonthDay, "2026-03-02"),
            (DateFormat::YearMonthDay, "2026/3/2 14:05"),
            (DateFormat::YearMonthDay, "2026-03-02T10:15:00.000Z"),
            (DateFormat::DayMonthYear, "02/03/2026"),
            (DateFormat::DayMonthYear, "2.3.26"),
            (DateFormat::MonthDayYear, "3/2/2026, 9:12:01 AM"),
            (DateFormat::SpreadsheetDay, "46083"),
            (DateFormat::SpreadsheetDay, "46083.75"),
            (DateFormat::UnixSeconds, "1772445600"),
            (DateFormat::UnixMilliseconds, "1772445600000"),
        ] {
            assert_eq!(day(format, cell).as_deref(), Some("2026-03-02"), "{format:?} {cell}");
        }
        assert_eq!(day(DateFormat::MonthDayYear, "25/03/2026"), None);
        assert_eq!(day(DateFormat::YearMonthDay, "02-03-2026"), None);
        assert_eq!(day(DateFormat::DayMonthYear, "yesterday"), None);
        assert_eq!(day(DateFormat::DayMonthYear, "31/02/2026"), None);
    }

    #[test]
    fn a_day_in_the_future_or_before_2000_is_refused_with_the_reason() {
        let clock = clock();
        let said = DateFormat::DayMonthYear.received("02/04/2026", &clock).unwrap_err();
        assert_eq!(said, "“02/04/2026” is 2026-04-02, which is not between 2000 and today, 2026-03-20");
        let said = DateFormat::MonthDayYear.received("25/03/2026", &clock).unwrap_err();
        assert_eq!(said, "“25/03/2026” is not a day such as 03/02/2026 (month, day, year)");
    }
}
