//! Run charts: series that are too short for control limits, read against their median.

use crate::patterns::statistics::quantile;

use super::xmr::{Direction, Found, SignalRule, stretches};

/// Values in a row on one side of the median that make a signal.
const SHIFT: usize = 6;

/// Values in a row, each higher (or each lower) than the one before, that make a signal.
const TREND: usize = 5;

/// The median of the known values, and what the rules for run charts find (Perla, Provost & Murray, 2011): six values in a row
/// on one side of the median, where values on the median neither add nor interrupt; and five in a row in one direction, where a
/// value that repeats the one before neither adds nor interrupts. `None` without a value.
pub(super) fn found(series: &[Option<f64>]) -> Option<(f64, Vec<Found>)> {
    let known: Vec<(usize, f64)> = series.iter().enumerate().filter_map(|(at, value)| value.map(|value| (at, value))).collect();
    let mut ordered: Vec<f64> = known.iter().map(|(_, value)| *value).collect();
    if ordered.is_empty() {
        return None;
    }
    ordered.sort_unstable_by(f64::total_cmp);
    let median = quantile(&ordered, 0.5);
    let mut found = Vec::new();
    let mut note = |rule, sign: i8, places: &[(usize, f64)]| {
        let direction = if sign > 0 { Direction::Higher } else { Direction::Lower };
        found.push(Found { rule, direction, periods: places.iter().map(|(at, _)| *at).collect() });
    };
    let hair = 1e-12 * median.abs().max(ordered.last().map_or(0.0, |last| last.abs()));
    let sign = |difference: f64| i8::from(difference > hair) - i8::from(difference < -hair);

    let beside: Vec<(usize, f64)> = known.iter().copied().filter(|(_, value)| sign(value - median) != 0).collect();
    let sides: Vec<i8> = beside.iter().map(|(_, value)| sign(value - median)).collect();
    for (from, to) in stretches(&sides, SHIFT) {
        note(SignalRule::Run, sides[from], &beside[from..to]);
    }
    let mut different = known;
    different.dedup_by(|one, before| sign(one.1 - before.1) == 0);
    let steps: Vec<i8> = different.windows(2).map(|pair| sign(pair[1].1 - pair[0].1)).collect();
    for (from, to) in stretches(&steps, TREND - 1) {
        note(SignalRule::Trend, steps[from], &different[from..=to]);
    }
    Some((median, found))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(values: &[f64]) -> Vec<(SignalRule, Direction, Vec<usize>)> {
        let series: Vec<Option<f64>> = values.iter().copied().map(Some).collect();
        found(&series).unwrap().1.into_iter().map(|one| (one.rule, one.direction, one.periods)).collect()
    }

    #[test]
    fn six_on_one_side_of_the_median_are_a_signal_and_five_are_not() {
        let six = [9.0, 8.0, 9.0, 8.0, 9.0, 8.0, 1.0, 2.0, 1.0, 2.0, 1.0];
        assert!(rules(&six).is_empty(), "the median, 8, is itself a value: three above, then five below");
        let shifted = [9.0, 7.5, 9.5, 8.0, 9.0, 8.5, 1.0, 2.0, 1.0, 2.0, 1.0, 2.5];
        let found = rules(&shifted);
        assert_eq!(
            found,
            [
                (SignalRule::Run, Direction::Higher, vec![0, 1, 2, 3, 4, 5]),
                (SignalRule::Run, Direction::Lower, vec![6, 7, 8, 9, 10, 11]),
            ]
        );
    }

    #[test]
    fn five_in_one_direction_are_a_signal_and_a_repeat_neither_adds_nor_interrupts() {
        let rising = [5.0, 1.0, 2.0, 3.0, 3.0, 4.0, 6.0, 2.0];
        assert_eq!(rules(&rising), [(SignalRule::Trend, Direction::Higher, vec![1, 2, 3, 5, 6])]);
        assert!(rules(&[5.0, 1.0, 2.0, 2.0, 3.0, 4.0, 0.0]).is_empty(), "four values that differ");
        assert_eq!(rules(&[9.0, 7.0, 5.0, 3.0, 1.0])[0].1, Direction::Lower);
    }

    #[test]
    fn values_that_are_missing_are_skipped_and_none_have_no_median() {
        let (median, found) = found(&[Some(3.0), None, Some(1.0), Some(2.0)]).unwrap();
        assert!((median, found.len()) == (2.0, 0));
        assert_eq!(super::found(&[None, None]), None);
    }
}
