//! Ids of stories.

use chrono::NaiveDate;
use uuid::Uuid;

/// A time-ordered id that knows the day and no more: an exact time could point at a person.
pub fn story_id(day: NaiveDate) -> Uuid {
    let seconds = day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp().max(0) as u64;
    Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, 0))
}
