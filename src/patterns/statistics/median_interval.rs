//! The interval of a median by order statistics, for any distribution.

use statrs::function::beta::checked_beta_reg;

/// The rank l for which the order statistics x₍ₗ₎ and x₍ₙ₊₁₋ₗ₎ of n values contain the median with at least 95 % (Thompson,
/// 1936). It is the largest l ≥ 1 with P(Bin(n, ½) ≤ l − 1) ≤ 0.025.
/// `None` below six values.
pub(in crate::patterns) fn rank_of_interval(n: u64) -> Option<u64> {
    // P(Bin(n, ½) ≤ k) = I_½(n − k, k + 1)
    let low = |l: u64| checked_beta_reg((n - l + 1) as f64, l as f64, 0.5).is_ok_and(|p| p <= 0.025);
    let (mut good, mut bad) = (0, n / 2 + 1);
    while bad - good > 1 {
        let middle = (good + bad) / 2;
        if low(middle) { good = middle } else { bad = middle }
    }
    (good > 0).then_some(good)
}
