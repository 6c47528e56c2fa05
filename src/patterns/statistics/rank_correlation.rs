//! Rank correlation of two dyads: Spearman's ρ.

use ndarray::{Array1, Axis};

use super::ranks::mid_ranks;

/// Spearman (1904): the correlation of the mid-ranks of two positions of each story. From −1 to 1; `None` when one of the two is
/// the same in all stories.
pub(in crate::patterns) fn spearman(pairs: &[[u16; 2]]) -> Option<f64> {
    let [xs, ys] = [0, 1].map(|of| Ranks::of(pairs.iter().map(|pair| pair[of])));
    let products: f64 = pairs.iter().map(|[x, y]| xs.at[usize::from(*x)] * ys.at[usize::from(*y)]).sum();
    let scale = (xs.squares * ys.squares).sqrt();
    (scale > 0.0).then(|| (products / scale).clamp(-1.0, 1.0))
}

/// The mid-rank of each position, relative to the middle one to avoid cancellation.
struct Ranks {
    at: Vec<f64>,
    /// Their squares, summed over stories.
    squares: f64,
}

impl Ranks {
    fn of(positions: impl Iterator<Item = u16> + Clone) -> Self {
        let most = positions.clone().max().map_or(0, |most| usize::from(most) + 1);
        let mut counts: Array1<u32> = Array1::zeros(most);
        positions.for_each(|position| counts[usize::from(position)] += 1);
        let (mut at, _) = mid_ranks(counts.view().insert_axis(Axis(0)));
        let middle = (f64::from(counts.sum()) + 1.0) / 2.0;
        at.iter_mut().for_each(|rank| *rank -= middle);
        let squares = at.iter().zip(&counts).map(|(rank, &count)| rank * rank * f64::from(count)).sum();
        Self { at, squares }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_that_is_kept_is_one_and_one_that_is_turned_is_minus_one() {
        let kept = [[0, 10], [5, 11], [7, 500], [9_999, 9_998]];
        assert_eq!(spearman(&kept), Some(1.0));
        assert_eq!(spearman(&kept.map(|[x, y]| [10_000 - x, y])), Some(-1.0));
        assert_eq!(spearman(&[[3, 4], [3, 5]]), None, "one position is in no order");
        assert_eq!(spearman(&[]), None);
    }
}
