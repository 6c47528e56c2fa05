//! Stories by period.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::patterns::columns::{Columns, Rows, Words};

/// The stories of one period.
#[derive(Clone, Debug, PartialEq)]
pub struct Period {
    /// Its name: the first day of a week, `2026-03`, `2026-Q1`, or a round's own name.
    pub name: String,
    /// Its first day and the day after its last; a round has none.
    pub days: Option<[NaiveDate; 2]>,
    /// Its stories.
    pub rows: Rows,
    /// The fewest of its stories of which a figure tells anything: 1, unless the caller has a reason to hide more.
    pub fewest: u64,
}

impl Period {
    /// Whether there are stories, but too few to tell anything of them.
    pub(super) fn is_few(&self, stories: u64) -> bool {
        (1..self.fewest).contains(&stories)
    }

    /// Whether only a part of it is covered: from the first of these days to the day before the second.
    pub fn is_cut(&self, from: Option<NaiveDate>, to: Option<NaiveDate>) -> bool {
        self.days.is_some_and(|[first, end]| from.is_some_and(|from| from > first) || to.is_some_and(|to| to < end))
    }
}

/// The length of periods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Weeks that start on Monday.
    Week,
    /// Calendar months.
    Month,
    /// Quarters of the calendar year.
    Quarter,
    /// Rounds, in the order of their first stories. Stories without a round are left out.
    Round,
}

/// Divides a set of stories into periods. Between the first and the last story no week, month or quarter is left out, even if
/// it has no stories.
///
/// ```
/// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/examples/stories.rs")); }
/// use example::stories;
/// use sensing::patterns::{Step, periods};
///
/// let columns = stories();
/// let months = periods(&columns, &columns.all(), Step::Month);
/// assert_eq!(months.iter().map(|month| month.name.as_str()).collect::<Vec<_>>(), ["2026-01", "2026-02", "2026-03"]);
/// ```
pub fn periods(columns: &Columns, rows: &Rows, step: Step) -> Vec<Period> {
    if step == Step::Round {
        return rounds(&columns.round, columns, rows);
    }
    let days = || rows.places().map(|row| columns.received[row]);
    let (Some(first), Some(last)) = (days().min(), days().max()) else { return Vec::new() };
    let date = |day: i32| NaiveDate::from_num_days_from_ce_opt(day).unwrap_or_default();
    let mut starts = vec![start_of(date(first), step)];
    while let Some(next) = starts.last().and_then(|start| after(*start, step)).filter(|next| next.num_days_from_ce() <= last) {
        starts.push(next);
    }
    let bounds: Vec<i32> = starts.iter().map(|start| start.num_days_from_ce()).collect();
    let mut places: Vec<Vec<usize>> = vec![Vec::new(); starts.len()];
    for row in rows.places() {
        let period = bounds.partition_point(|&start| start <= columns.received[row]) - 1;
        places[period].push(row);
    }
    let of = |(start, places): (&NaiveDate, Vec<usize>)| Period {
        name: name(*start, step),
        days: after(*start, step).map(|end| [*start, end]),
        rows: Rows::at(places, columns.numbers.len()),
        fewest: 1,
    };
    starts.iter().zip(places).map(of).collect()
}

fn rounds(words: &Words, columns: &Columns, rows: &Rows) -> Vec<Period> {
    let one = |name: &str| {
        let code = words.find(name)?;
        let places: Vec<usize> = rows.places().filter(|&row| words.code[row] == code).collect();
        let first = places.iter().map(|&row| columns.received[row]).min()?;
        Some((first, Period { name: name.to_owned(), days: None, rows: Rows::at(places, columns.numbers.len()), fewest: 1 }))
    };
    let mut found: Vec<(i32, Period)> = words.known().into_iter().filter_map(one).collect();
    found.sort_by(|a, b| (a.0, &a.1.name).cmp(&(b.0, &b.1.name)));
    found.into_iter().map(|(_, period)| period).collect()
}

fn start_of(day: NaiveDate, step: Step) -> NaiveDate {
    match step {
        Step::Week => day - Days::new(u64::from(day.weekday().num_days_from_monday())),
        Step::Quarter => NaiveDate::from_ymd_opt(day.year(), day.month0() / 3 * 3 + 1, 1).unwrap_or(day),
        Step::Month | Step::Round => NaiveDate::from_ymd_opt(day.year(), day.month(), 1).unwrap_or(day),
    }
}

fn after(start: NaiveDate, step: Step) -> Option<NaiveDate> {
    match step {
        Step::Week => start.checked_add_days(Days::new(7)),
        Step::Month | Step::Round => start.checked_add_months(Months::new(1)),
        Step::Quarter => start.checked_add_months(Months::new(3)),
    }
}

fn name(start: NaiveDate, step: Step) -> String {
    match step {
        Step::Week | Step::Round => start.to_string(),
        Step::Month => start.format("%Y-%m").to_string(),
        Step::Quarter => format!("{}-Q{}", start.year(), start.month0() / 3 + 1),
    }
}
