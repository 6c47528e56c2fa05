//! More stories like these, fewer like those, where “these” and “those” are any two selections.

use crate::patterns::fault::PatternFault;

use super::period::Period;
use super::sides::Sides;
use super::sparse::Scale;
use super::{Trend, check};

/// The share of the stories in one selection minus the share in another, in each of the periods. Stories of which it cannot be said
/// whether they are in either are left out: those without an answer where a region is asked for, and those whose text may not be
/// read where words are.
///
/// # Errors
/// on `periods` for more than [`MOST_PERIODS`](super::MOST_PERIODS).
pub fn share_difference(periods: &[Period], sides: &Sides) -> Result<Trend, PatternFault> {
    check(periods)?;
    let mut trend = Trend::new(periods, periods.iter().map(|period| sides.value(&period.rows)).collect(), Scale::Difference);
    let left_out: usize = periods.iter().map(|period| period.rows.and(&sides.undecided).len()).sum();
    if left_out > 0 {
        trend.warnings.push(
            "Stories of which it cannot be said whether they are like these or like those are left out: without an answer, or with a \
             text that may not be read."
                .to_owned(),
        );
    }
    Ok(trend)
}
