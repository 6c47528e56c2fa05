//! The days between stories that are too few for counts by period.

use chrono::NaiveDate;
use serde::Serialize;

use crate::patterns::columns::Columns;

use super::period::Period;
use super::segment::Turned;
use super::xmr::{Signal, xmr};

/// The power that makes times between rare events nearly normal (Nelson, 1994). Times for several events are nearer to normal.
const POWER: f64 = 1.0 / 3.6;

/// More stories than these are no rare events.
const MOST: usize = 1_000;

/// The days from one story to the next, with limits and signals. Longer gaps than before mean fewer stories. Where nothing may be
/// told of fewer than ten stories, a gap is from one story to the tenth after it.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"stories": 1, "gaps": [{"until": "2026-03-09", "days": 7}, {"until": "2026-03-30", "days": 21}], "centre": 12.8, "lower": 0.4, "upper": 70.1, "signals": []}))]
pub struct DaysBetween {
    /// How many stories each gap covers: 1, unless the caller has a reason to tell nothing of fewer.
    pub stories: u64,
    /// The gap before every such story but the first, in order.
    pub gaps: Vec<Gap>,
    /// The centre of the gaps, in days. This and the limits are those of an XmR chart of days^(1/3.6), turned back into days
    /// (Nelson, 1994).
    pub centre: f64,
    /// The lower limit, in days.
    pub lower: f64,
    /// The upper limit, in days.
    pub upper: f64,
    /// Signals; their periods are gaps, counted from 0.
    pub signals: Vec<Signal>,
}

/// The days between two stories.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"until": "2026-03-09", "days": 7}))]
pub struct Gap {
    /// The day on which the later of the two was received.
    pub until: NaiveDate,
    /// The days between them; 0 on the same day.
    pub days: u32,
}

impl DaysBetween {
    /// `None` for rounds, which have no days, below three such stories, and where more than half of them came on the day of the one
    /// before.
    pub fn of(columns: &Columns, periods: &[Period]) -> Option<Self> {
        if periods.iter().any(|period| period.days.is_none()) {
            return None;
        }
        let stories = periods.first()?.fewest.max(1);
        let mut days: Vec<i32> =
            periods.iter().flat_map(|period| period.rows.places().map(|row| columns.received[row])).collect();
        if days.len() > MOST {
            return None;
        }
        days.sort_unstable();
        let days: Vec<i32> = days.into_iter().step_by(usize::try_from(stories).ok()?).collect();
        if days.len() < 3 {
            return None;
        }
        let gap = |pair: &[i32]| {
            Some(Gap { until: NaiveDate::from_num_days_from_ce_opt(pair[1])?, days: u32::try_from(pair[1] - pair[0]).ok()? })
        };
        let gaps: Vec<Gap> = days.windows(2).filter_map(gap).collect();
        if 2 * gaps.iter().filter(|gap| gap.days == 0).count() > gaps.len() {
            return None;
        }
        let series: Vec<Option<f64>> = gaps.iter().map(|gap| Some(root(f64::from(gap.days)))).collect();
        let found = xmr(&series)?;
        Some(Self {
            stories,
            gaps,
            centre: days_of(found.mean),
            lower: days_of(found.lower),
            upper: days_of(found.upper),
            signals: found.signals,
        })
    }

    /// The gaps in days, and how they are turned for limits.
    pub(super) fn series(&self) -> (Vec<Option<f64>>, Turned) {
        let days = self.gaps.iter().map(|gap| Some(f64::from(gap.days))).collect();
        (days, Turned { there: root, back: days_of })
    }
}

fn root(days: f64) -> f64 {
    days.powf(POWER)
}

fn days_of(root: f64) -> f64 {
    root.max(0.0).powf(1.0 / POWER)
}
