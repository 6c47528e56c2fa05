//! The share of a count among the answers, with its interval.

use serde::Serialize;

/// The normal quantile with 2.5 % on either side.
pub(in crate::patterns) const Z: f64 = 1.959_963_984_540_054;

/// The Wilson score interval, 95 %, for `count` out of `of` (E. B. Wilson, 1927, without continuity correction):
/// (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n). `None` when nobody answered.
///
/// ```
/// use sensing::patterns::wilson;
///
/// let [low, high] = wilson(17, 100).unwrap();
/// assert!((low - 0.1089).abs() < 1e-4 && (high - 0.2555).abs() < 1e-4);
/// assert_eq!(wilson(0, 0), None);
/// ```
pub fn wilson(count: u64, of: u64) -> Option<[f64; 2]> {
    if of == 0 {
        return None;
    }
    let n = of as f64;
    let p = count as f64 / n;
    let middle = p + Z * Z / (2.0 * n);
    let reach = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    // At the ends the bound is exactly 0 or 1, and rounding must not exceed it.
    let low = if count == 0 { 0.0 } else { ((middle - reach) / scale).max(0.0) };
    let high = if count == of { 1.0 } else { ((middle + reach) / scale).min(1.0) };
    Some([low, high])
}

/// A count with its share of the stories that answered.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
// A generated Python class cannot have a field with the name of its module.
#[schema(as = CountAndShare, example = json!({"count": 171, "share": 0.171, "interval": [0.149, 0.196]}))]
pub struct Share {
    /// The number of stories.
    pub count: u64,
    /// Their share of the stories that answered; missing when none did.
    pub share: Option<f64>,
    /// The share's Wilson interval, 95 %: from, to.
    #[schema(value_type = Option<Vec<f64>>)]
    pub interval: Option<[f64; 2]>,
}

impl Share {
    /// `count` out of `of`.
    pub fn new(count: u64, of: u64) -> Self {
        Self { count, share: ratio(count, of), interval: wilson(count, of) }
    }
}

/// `count / of`, unless `of` is 0.
pub(in crate::patterns) fn ratio(count: u64, of: u64) -> Option<f64> {
    (of > 0).then(|| count as f64 / of as f64)
}

/// The quantile of type 7 (Hyndman & Fan, 1996) of values in ascending order. There must be at least one.
pub(in crate::patterns) fn quantile(ordered: &[f64], p: f64) -> f64 {
    let place = p * (ordered.len() - 1) as f64;
    let (low, high) = (ordered[place.floor() as usize], ordered[place.ceil() as usize]);
    // An exact hit is returned as it is, because the next value may be infinite.
    if place.fract() == 0.0 { low } else { low + place.fract() * (high - low) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_contains_its_share_and_stays_within_zero_and_one() {
        for of in 1..60 {
            for count in 0..=of {
                let [low, high] = wilson(count, of).unwrap();
                let share = count as f64 / of as f64;
                assert!(0.0 <= low && low <= share && share <= high && high <= 1.0, "{count} of {of}");
            }
        }
        assert_eq!(wilson(0, 0), None);
    }
}
