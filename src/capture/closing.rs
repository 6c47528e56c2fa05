//! Whether a collection accepts a story: by today's date, its days, and the day on which the story was told.
//!
//! A tablet without a signal may send its stories after the collection has closed. So what counts is the day on which a story
//! was finished, by the storyteller's own clock. Clocks are sometimes wrong: a story dated in the future counts as today's, and
//! a slow clock does no harm.

use chrono::NaiveDate;
use thiserror::Error;

/// Why a collection does not accept a story. The storyteller sees the message, and can send the story without the join code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Closed {
    /// It has not begun.
    #[error("this group takes stories from {0}. Your story is not lost: you can send it then, or now without the code")]
    NotYet(NaiveDate),
    /// It has ended, and the story was told after its last day.
    #[error("this group took stories until {0}. Your story is not lost: you can still send it without the code")]
    Over(NaiveDate),
}

/// When a collection accepts stories.
#[derive(Clone, Copy, Debug, Default)]
pub struct Days {
    /// The first day.
    pub opens: Option<NaiveDate>,
    /// The last day.
    pub closes: Option<NaiveDate>,
    /// Whether a person closed it by hand, on the last day.
    pub closed: bool,
}

/// Checks whether a collection accepts a story that is received `today` and was told on `told`, or today when that is not
/// known.
///
/// # Errors
/// [`Closed`] when it does not accept the story.
pub fn takes(days: Days, today: NaiveDate, told: Option<NaiveDate>) -> Result<(), Closed> {
    if let Some(opens) = days.opens.filter(|&opens| today < opens) {
        return Err(Closed::NotYet(opens));
    }
    if days.closed && told.is_none() {
        return Err(Closed::Over(days.closes.unwrap_or(today)));
    }
    let told = told.map_or(today, |told| told.min(today));
    match days.closes.filter(|&closes| closes < told) {
        Some(closes) => Err(Closed::Over(closes)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
    }

    fn days(opens: Option<NaiveDate>, closes: Option<NaiveDate>) -> Days {
        Days { opens, closes, closed: false }
    }

    #[test]
    fn without_days_a_collection_is_always_open() {
        assert_eq!(takes(Days::default(), day(9), None), Ok(()));
        assert_eq!(takes(Days::default(), day(9), Some(day(20))), Ok(()));
    }

    #[test]
    fn both_the_first_and_the_last_day_count() {
        let on = |today| takes(days(Some(day(5)), Some(day(9))), day(today), None);
        assert_eq!([on(4), on(5), on(9), on(10)], [Err(Closed::NotYet(day(5))), Ok(()), Ok(()), Err(Closed::Over(day(9)))]);
    }

    #[test]
    fn a_story_told_before_the_closing_is_accepted_after_it() {
        let told = |told| takes(days(Some(day(5)), Some(day(9))), day(20), Some(day(told)));
        assert_eq!([told(8), told(9), told(10)], [Ok(()), Ok(()), Err(Closed::Over(day(9)))]);
    }

    #[test]
    fn a_date_in_the_future_counts_as_today() {
        assert_eq!(takes(days(None, Some(day(9))), day(9), Some(day(28))), Ok(()));
        assert_eq!(takes(days(None, Some(day(9))), day(10), Some(day(28))), Err(Closed::Over(day(9))));
    }

    #[test]
    fn a_slow_clock_loses_no_story() {
        let long_ago = NaiveDate::from_ymd_opt(1970, 1, 1);
        assert_eq!(takes(days(Some(day(5)), Some(day(9))), day(9), long_ago), Ok(()));
        assert_eq!(takes(days(Some(day(5)), Some(day(9))), day(20), long_ago), Ok(()));
        assert_eq!(takes(days(Some(day(5)), None), day(4), long_ago), Err(Closed::NotYet(day(5))));
    }

    #[test]
    fn closing_by_hand_stops_stories_that_are_begun_later() {
        let closed = Days { opens: None, closes: Some(day(9)), closed: true };
        assert_eq!(takes(closed, day(9), Some(day(9))), Ok(()), "it was told that day, and may have been told before");
        assert_eq!(takes(closed, day(9), None), Err(Closed::Over(day(9))));
        assert_eq!(takes(closed, day(10), Some(day(9))), Ok(()));
        assert_eq!(takes(closed, day(10), Some(day(10))), Err(Closed::Over(day(9))));
    }
}
