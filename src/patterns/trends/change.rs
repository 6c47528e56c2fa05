//! The difference of a figure between two periods that have no story in common.

use serde::Serialize;

use super::TrendPoint;

/// How a figure changed from one round to another.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"from": "baseline", "to": "follow-up", "difference": -0.11, "interval": [-0.19, -0.02]}))]
pub struct PeriodChange {
    /// The earlier round.
    pub from: String,
    /// The later round.
    pub to: String,
    /// The later value minus the earlier one.
    pub difference: f64,
    /// The difference's interval, 95 %; missing when a value has none. Of shares it is that of Newcombe (1998, method 10).
    #[schema(value_type = Option<Vec<f64>>)]
    pub interval: Option<[f64; 2]>,
}

/// A value with its interval.
type Estimate = (f64, Option<[f64; 2]>);

/// The changes between neighbours with a value, and then, of three values or more, from the first to the last.
pub(super) fn changes(points: &[TrendPoint]) -> Vec<PeriodChange> {
    let known: Vec<(&str, Estimate)> =
        points.iter().filter_map(|point| Some((point.period.as_str(), (point.value?, point.interval)))).collect();
    let whole = if known.len() > 2 { vec![[known[0], known[known.len() - 1]]] } else { Vec::new() };
    let pairs = known.windows(2).map(|pair| [pair[0], pair[1]]).chain(whole);
    let one = |[(from, before), (to, after)]: [(&str, Estimate); 2]| {
        let (difference, interval) = change(before, after);
        PeriodChange { from: from.to_owned(), to: to.to_owned(), difference, interval }
    };
    pairs.map(one).collect()
}

/// The difference of two independent estimates, with the interval that their own intervals imply (MOVER: Zou & Donner, 2008).
/// With lower and upper ends l and u: d − √((v₂ − l₂)² + (u₁ − v₁)²) to d + √((u₂ − v₂)² + (v₁ − l₁)²). With Wilson intervals of
/// two shares this is Newcombe's method 10 (1998).
pub(super) fn change((before, of_before): Estimate, (after, of_after): Estimate) -> Estimate {
    let difference = after - before;
    let interval = of_before.zip(of_after).map(|([low_before, high_before], [low_after, high_after])| {
        let down = (after - low_after).hypot(high_before - before);
        let up = (high_after - after).hypot(before - low_before);
        [difference - down, difference + up]
    });
    (difference, interval)
}

#[cfg(test)]
mod tests {
    use crate::patterns::wilson;

    use super::*;

    #[test]
    fn the_interval_of_a_difference_of_shares_is_that_of_newcombe() {
        // Newcombe, R. G. (1998). Interval estimation for the difference between independent proportions. Statistics in
        // Medicine 17, table II, method 10.
        for (own, of, other, of_other, low, high) in [
            (56, 70, 48, 80, 0.0524, 0.3339),
            (9, 10, 3, 10, 0.1705, 0.8090),
            (6, 7, 2, 7, 0.0582, 0.8062),
            (5, 56, 0, 29, -0.0381, 0.1926),
            (0, 10, 0, 20, -0.1611, 0.2775),
            (0, 10, 0, 10, -0.2775, 0.2775),
            (10, 10, 0, 20, 0.6791, 1.0),
            (10, 10, 0, 10, 0.6075, 1.0),
        ] {
            let estimate = |count: u64, of: u64| (count as f64 / of as f64, wilson(count, of));
            let (_, interval) = change(estimate(other, of_other), estimate(own, of));
            let [found_low, found_high] = interval.unwrap();
            assert!((found_low - low).abs() < 6e-5 && (found_high - high).abs() < 6e-5, "{own}/{of} − {other}/{of_other}");
        }
    }

    #[test]
    fn changes_are_between_neighbours_with_a_value_and_from_the_first_to_the_last() {
        let point = |period: &str, value: Option<f64>| TrendPoint {
            period: period.to_owned(),
            value,
            interval: value.map(|value| [value - 0.3, value + 0.4]),
            of: Some(30),
            fewer_than: None,
            not_asked: Some(0),
            partial: false,
        };
        let points = [point("a", Some(0.5)), point("b", None), point("c", Some(0.25)), point("d", Some(0.75))];
        let found = changes(&points);
        let named: Vec<(&str, &str, f64)> =
            found.iter().map(|one| (one.from.as_str(), one.to.as_str(), one.difference)).collect();
        assert_eq!(named, [("a", "c", -0.25), ("c", "d", 0.5), ("a", "d", 0.25)]);
        let [low, high] = found[2].interval.unwrap();
        assert!((low + 0.25).abs() < 1e-12 && (high - 0.75).abs() < 1e-12, "0.25 − 0.5 to 0.25 + 0.5: {low} {high}");
        assert_eq!(changes(&points[1..3]), [], "one value has not changed");
        let without = TrendPoint { interval: None, ..points[0].clone() };
        assert_eq!(changes(&[without, points[3].clone()])[0].interval, None);
    }
}
