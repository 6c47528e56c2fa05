//! XmR charts: whether a change over time is more than routine variation.

use std::collections::BTreeSet;

use serde::Serialize;

/// The distance of the limits from the mean, in mean moving ranges.
const LIMIT: f64 = 2.66;

/// Moving ranges above this multiple of their mean are left out, once.
const OUTLYING_RANGE: f64 = 3.267;

/// The number of values on one side, or in one direction, that makes a signal.
const RUN: usize = 7;

/// Natural process limits of a series, and the signals in it.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Xmr {
    /// The mean of the values.
    pub mean: f64,
    /// The mean of the moving ranges, without outlying ones.
    pub moving_range: f64,
    /// Mean − 2.66 moving ranges.
    pub lower: f64,
    /// Mean + 2.66 moving ranges.
    pub upper: f64,
    /// None means routine variation only.
    pub signals: Vec<Signal>,
}

/// A signal of a change. What several rules find in periods that overlap is one signal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"rule": "run", "rules": ["run", "two_of_three"], "periods": [4, 5, 6, 7, 8, 9, 10]}))]
pub struct Signal {
    /// The first of the rules that found it, in the order of their list.
    pub rule: SignalRule,
    /// All rules that found it.
    pub rules: Vec<SignalRule>,
    /// Its periods, counted from 0.
    pub periods: Vec<usize>,
}

/// Which way a value lies, or moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Towards higher values.
    Higher,
    /// Towards lower values.
    Lower,
}

/// The rules for signals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SignalRule {
    /// A value beyond a limit.
    Outside,
    /// Seven values in a row on one side of the mean.
    Run,
    /// Seven values in a row, each higher (or each lower) than the one before.
    Trend,
    /// Two of three values in a row beyond two thirds of the way to the same limit.
    TwoOfThree,
}

/// Periods without a value are skipped: the values before and after them are neighbours.
///
/// Limits are mean ± 2.66·mean moving range, after moving ranges of 3.267 times their mean or more were left out once. A signal
/// of a run or trend covers its full length, and signals that overlap are one. `None` below two values.
///
/// ```
/// use sensing::patterns::xmr;
///
/// let series = [3.0, 4.0, 3.0, 4.0, 3.0, 4.0, 9.0].map(Some);
/// assert_eq!(xmr(&series).unwrap().signals[0].periods, [6]);
/// ```
pub fn xmr(series: &[Option<f64>]) -> Option<Xmr> {
    let (limits, found) = found(series)?;
    let Limits { mean, moving_range, lower, upper } = limits;
    Some(Xmr { mean, moving_range, lower, upper, signals: merged(found) })
}

/// The limits, and what each rule finds by itself.
pub(super) fn found(series: &[Option<f64>]) -> Option<(Limits, Vec<Found>)> {
    let known: Vec<(usize, f64)> = series.iter().enumerate().filter_map(|(at, value)| value.map(|value| (at, value))).collect();
    let values: Vec<f64> = known.iter().map(|(_, value)| *value).collect();
    if values.len() < 2 {
        return None;
    }
    let mean = average(&values);
    let ranges: Vec<f64> = values.windows(2).map(|pair| (pair[1] - pair[0]).abs()).collect();
    let first = average(&ranges);
    let kept: Vec<f64> = ranges.iter().copied().filter(|range| first == 0.0 || *range < OUTLYING_RANGE * first).collect();
    let moving_range = average(&kept);
    let reach = LIMIT * moving_range;
    let places = |from: usize, to: usize| known[from..to].iter().map(|(at, _)| *at).collect::<Vec<usize>>();
    let deviations: Vec<f64> = values.iter().map(|value| value - mean).collect();
    // A small tolerance, so that values that differ only by rounding are on no side and beyond no limit.
    let hair = 1e-12 * (mean.abs() + reach);
    let side = |deviation: f64, beyond: f64| match deviation {
        d if d > beyond + hair => 1i8,
        d if d < -beyond - hair => -1,
        _ => 0,
    };

    let mut found = Vec::new();
    let mut note =
        |rule: SignalRule, way: i8, periods: Vec<usize>| found.push(Found { rule, direction: direction(way), periods });
    for (at, &deviation) in deviations.iter().enumerate() {
        let way = side(deviation, reach);
        if way != 0 {
            note(SignalRule::Outside, way, places(at, at + 1));
        }
    }
    let sides: Vec<i8> = deviations.iter().map(|&deviation| side(deviation, 0.0)).collect();
    for (from, to) in stretches(&sides, RUN) {
        note(SignalRule::Run, sides[from], places(from, to));
    }
    let steps: Vec<i8> = values.windows(2).map(|pair| side(pair[1] - pair[0], 0.0)).collect();
    for (from, to) in stretches(&steps, RUN - 1) {
        note(SignalRule::Trend, steps[from], places(from, to + 1));
    }
    let far: Vec<i8> = deviations.iter().map(|&deviation| side(deviation, reach * 2.0 / 3.0)).collect();
    for at in 0..far.len().saturating_sub(2) {
        for way in [1, -1] {
            let beyond: Vec<usize> = (at..at + 3).filter(|&k| far[k] == way).map(|k| known[k].0).collect();
            if beyond.len() > 1 {
                note(SignalRule::TwoOfThree, way, beyond);
            }
        }
    }
    Some((Limits { mean, moving_range, lower: mean - reach, upper: mean + reach }, found))
}

/// The limits of a series.
pub(super) struct Limits {
    pub mean: f64,
    pub moving_range: f64,
    pub lower: f64,
    pub upper: f64,
}

/// What one rule found.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    pub rule: SignalRule,
    pub direction: Direction,
    pub periods: Vec<usize>,
}

fn direction(way: i8) -> Direction {
    if way > 0 { Direction::Higher } else { Direction::Lower }
}

/// One signal for what overlaps.
pub(super) fn merged(mut found: Vec<Found>) -> Vec<Signal> {
    found.sort_by_key(|one| (one.periods.first().copied(), one.rule));
    let mut merged: Vec<(BTreeSet<SignalRule>, BTreeSet<usize>)> = Vec::new();
    for one in found {
        let (mut rules, mut periods) = (BTreeSet::from([one.rule]), BTreeSet::from_iter(one.periods));
        merged.retain(|(own_rules, own_periods)| {
            let overlaps = !own_periods.is_disjoint(&periods);
            if overlaps {
                rules.extend(own_rules);
                periods.extend(own_periods);
            }
            !overlaps
        });
        merged.push((rules, periods));
    }
    let signal = |(rules, periods): (BTreeSet<SignalRule>, BTreeSet<usize>)| {
        let rules = Vec::from_iter(rules);
        Some(Signal { rule: *rules.first()?, rules, periods: Vec::from_iter(periods) })
    };
    let mut signals: Vec<Signal> = merged.into_iter().filter_map(signal).collect();
    signals.sort_by_key(|signal| (signal.periods.last().copied(), signal.rule, signal.periods.first().copied()));
    signals
}

fn average(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// Stretches of equal signs, other than 0, that are at least `least` long: from, to (not included).
pub(super) fn stretches(signs: &[i8], least: usize) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut from = 0;
    for stretch in signs.chunk_by(|a, b| a == b) {
        let to = from + stretch.len();
        if stretch[0] != 0 && stretch.len() >= least {
            found.push((from, to));
        }
        from = to;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(values: &[f64]) -> Vec<Option<f64>> {
        values.iter().copied().map(Some).collect()
    }

    fn rules(values: &[f64]) -> Vec<(SignalRule, Vec<usize>)> {
        found(&series(values)).unwrap().1.into_iter().map(|found| (found.rule, found.periods)).collect()
    }

    #[test]
    fn signals_that_overlap_are_one_and_those_apart_are_several() {
        let shifted = [1.0, 3.0, 1.0, 3.0, 1.0, 3.0, 1.0, 3.0, 9.0, 8.0, 9.0, 8.0, 9.0, 8.0, 9.0, 8.0];
        let found = xmr(&series(&shifted)).unwrap();
        assert!(rules(&shifted).len() > 10, "{:?}", rules(&shifted));
        let periods: Vec<Vec<usize>> = found.signals.iter().map(|signal| signal.periods.clone()).collect();
        assert_eq!(periods, [Vec::from_iter(0..8), Vec::from_iter(8..16)]);
        assert_eq!(found.signals[0].rules, [SignalRule::Outside, SignalRule::Run, SignalRule::TwoOfThree]);
        assert_eq!((found.signals[0].rule, found.signals[1].rule), (SignalRule::Outside, SignalRule::Run));
        let mut apart: Vec<f64> = (0..30).map(|k| f64::from(k % 2)).collect();
        (apart[8], apart[20]) = (9.0, -8.0);
        let apart = xmr(&series(&apart)).unwrap().signals;
        assert_eq!(apart.iter().map(|own| own.periods.clone()).collect::<Vec<_>>(), [[8], [20]]);
    }

    #[test]
    fn routine_variation_and_a_steady_series_give_no_signal() {
        assert!(rules(&[3.0, 5.0, 4.0, 3.0, 5.0, 4.0, 3.0, 5.0, 4.0, 3.0]).is_empty());
        assert!(rules(&[2.0; 12]).is_empty());
        assert!(rules(&[0.1 + 0.2, 0.3, 0.3, 0.1 + 0.2, 0.3, 0.3, 0.3, 0.3]).is_empty(), "rounding is no change");
    }

    #[test]
    fn seven_on_one_side_and_seven_in_one_direction_are_signals() {
        let shifted = [1.0, 3.0, 1.0, 3.0, 1.0, 3.0, 1.0, 4.0, 5.0, 4.0, 5.0, 4.0, 5.0, 4.0];
        assert!(rules(&shifted).contains(&(SignalRule::Run, (7..14).collect())));
        let rising = [5.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 2.0, 9.0, 0.0];
        assert!(rules(&rising).contains(&(SignalRule::Trend, (1..8).collect())));
        assert!(!rules(&[5.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 2.0, 9.0, 0.0]).iter().any(|(rule, _)| *rule == SignalRule::Trend));
    }

    #[test]
    fn two_of_three_far_out_on_one_side_are_a_signal_and_on_two_sides_are_not() {
        let near = [0.0, 1.0, 0.0, -1.0, 0.0, 1.0, 0.0, -1.0, 0.0, 1.0];
        let together: Vec<f64> = near.iter().copied().chain([2.7, 2.5, 0.0]).collect();
        assert!(rules(&together).iter().any(|(rule, periods)| *rule == SignalRule::TwoOfThree && *periods == [10, 11]));
        let apart: Vec<f64> = near.iter().copied().chain([2.5, 0.0, 0.0, -2.5]).collect();
        assert!(!rules(&apart).iter().any(|(rule, _)| *rule == SignalRule::TwoOfThree));
    }

    #[test]
    fn a_single_jump_does_not_widen_the_limits() {
        let series: Vec<Option<f64>> =
            [10.0, 11.0, 10.0, 11.0, 10.0, 11.0, 10.0, 90.0, 91.0, 90.0].into_iter().map(Some).collect();
        let found = xmr(&series).unwrap();
        assert!((found.moving_range - 1.0).abs() < 1e-12 && !found.signals.is_empty());
    }

    #[test]
    fn periods_without_a_value_are_skipped_and_one_value_has_no_limits() {
        let found = xmr(&[Some(1.0), None, Some(2.0), None, Some(1.0)]).unwrap();
        assert_eq!((found.moving_range, found.mean), (1.0, 4.0 / 3.0));
        assert_eq!((xmr(&[None, Some(1.0)]), xmr(&[])), (None, None));
    }
}
