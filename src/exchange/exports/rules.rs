//! How long requests last.

use chrono::{Days, NaiveDate};

use crate::model::ExportState;
use crate::store::{ExportRequest, OpenExports};

/// Days for which a request waits for a second person.
const WAITS: Days = Days::new(30);
/// Days for which a file can be downloaded after it was agreed to.
const LASTS: Days = Days::new(7);
/// Days after which a request is removed. By then it has expired.
const KEPT: Days = Days::new(120);
/// Open requests of one person.
pub(super) const MOST_OPEN: u64 = 10;
/// Requests of one person in a day, cancelled ones too: a list shows the newest, and should not be filled by one person.
pub(super) const MOST_A_DAY: u64 = 40;

/// The last day of a request that waits or was agreed to; nothing for one that has ended otherwise.
pub(super) fn last_day(request: &ExportRequest) -> Option<NaiveDate> {
    match request.state {
        ExportState::Waiting => request.asked.checked_add_days(WAITS),
        ExportState::Agreed => request.decided.and_then(|day| day.checked_add_days(LASTS)),
        ExportState::Refused | ExportState::Cancelled | ExportState::Expired => None,
    }
}

/// How far a request has come on a day.
pub(super) fn state_on(request: &ExportRequest, today: NaiveDate) -> ExportState {
    match last_day(request) {
        Some(last) if last < today => ExportState::Expired,
        _ => request.state,
    }
}

/// Which requests are open on a day.
pub(super) fn open_on(today: NaiveDate) -> OpenExports {
    let before = |days| today.checked_sub_days(days).unwrap_or(NaiveDate::MIN);
    OpenExports {
        most: MOST_OPEN,
        most_a_day: MOST_A_DAY,
        asked_since: before(WAITS),
        agreed_since: before(LASTS),
        kept_since: before(KEPT),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use crate::model::Selection;

    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
    }

    fn request(state: ExportState, decided: Option<NaiveDate>) -> ExportRequest {
        ExportRequest {
            id: Uuid::nil(),
            owner: Uuid::nil(),
            asked: day(1),
            state,
            selection: Selection::default(),
            format: "csv".to_owned(),
            part: None,
            texts: false,
            language: "en".parse().unwrap(),
            reason: "A workshop".to_owned(),
            stories: 12,
            decided,
            decided_by: None,
            answer: None,
            downloaded: None,
        }
    }

    #[test]
    fn a_request_waits_thirty_days_and_an_agreement_lasts_seven() {
        let waiting = request(ExportState::Waiting, None);
        assert_eq!([30, 31].map(|on| state_on(&waiting, day(on))), [ExportState::Waiting; 2]);
        assert_eq!(state_on(&waiting, NaiveDate::from_ymd_opt(2026, 4, 1).unwrap()), ExportState::Expired);
        let agreed = request(ExportState::Agreed, Some(day(10)));
        assert_eq!([17, 18].map(|on| state_on(&agreed, day(on))), [ExportState::Agreed, ExportState::Expired]);
        let refused = request(ExportState::Refused, Some(day(10)));
        assert_eq!((state_on(&refused, day(31)), last_day(&refused)), (ExportState::Refused, None));
    }

    #[test]
    fn what_is_open_is_what_has_not_expired() {
        let open = open_on(day(31));
        assert_eq!((open.asked_since, open.agreed_since), (day(1), day(24)));
        assert!(state_on(&request(ExportState::Agreed, Some(open.agreed_since)), day(31)) == ExportState::Agreed);
        assert!(open.kept_since < open.asked_since);
    }
}
