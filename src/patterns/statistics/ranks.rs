//! Rank tests for positions between two ends: Mann–Whitney, Kruskal–Wallis, Cliff's δ.
//!
//! Positions are whole ten-thousandths, so everything follows from the counts at each position; nothing is sorted.

use ndarray::{ArrayView1, ArrayView2};

use super::p_values;
use super::share::Z;

/// The number of answers of each group at each position: groups × positions.
pub(in crate::patterns) type Positions<'a> = ArrayView2<'a, u32>;

/// The number of one group's answers at each position.
pub(in crate::patterns) type Group<'a> = ArrayView1<'a, u32>;

/// A Mann–Whitney test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::patterns) struct MannWhitney {
    /// U of the first group: pairs in which its answer is further right, ties counted as halves.
    pub u: f64,
    /// Two-sided, by the normal distribution with correction for ties and continuity. `None` when all answers are at one
    /// position.
    pub p: Option<f64>,
}

/// Mann & Whitney (1947): U = R₁ − n₁(n₁ + 1)/2; σ² = n₁n₂/12·((n + 1) − Σ(t³ − t)/(n(n − 1))); two-sided
/// p = 2·(1 − Φ((max(U, n₁n₂ − U) − n₁n₂/2 − ½)/σ)), not above 1. `None` when a group is empty.
pub(in crate::patterns) fn mann_whitney(x: Group<'_>, y: Group<'_>) -> Option<MannWhitney> {
    let (n, m) = (size(x), size(y));
    if n == 0.0 || m == 0.0 {
        return None;
    }
    // Σ over x of answers of y to the left plus half of those at the same position.
    let (mut passed, mut u, mut ties) = (0.0, 0.0, 0.0);
    for (&own, &other) in x.iter().zip(y) {
        let (own, other) = (f64::from(own), f64::from(other));
        u += own * (passed + other / 2.0);
        passed += other;
        let tied = own + other;
        ties += tied * (tied * tied - 1.0);
    }
    let all = n + m;
    let variance = n * m / 12.0 * ((all + 1.0) - if all > 1.0 { ties / (all * (all - 1.0)) } else { 0.0 });
    let excess = u.max(n * m - u) - n * m / 2.0 - 0.5;
    let p = (variance > 1e-9).then(|| (2.0 * p_values::normal(excess / variance.sqrt())).min(1.0));
    Some(MannWhitney { u, p })
}

/// A Kruskal–Wallis test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::patterns) struct KruskalWallis {
    /// H, corrected for ties.
    pub h: f64,
    /// The number of groups that are not empty, minus one.
    pub degrees: u32,
    /// The p-value by the χ² distribution.
    pub p: f64,
}

/// when fewer than two groups have answers or all answers are at one position.
pub(in crate::patterns) fn kruskal_wallis(groups: Positions<'_>) -> Option<KruskalWallis> {
    let (ranks, ties) = mid_ranks(groups);
    let sizes: Vec<f64> = groups.rows().into_iter().map(size).collect();
    let n: f64 = sizes.iter().sum();
    let degrees = sizes.iter().filter(|size| **size > 0.0).count().checked_sub(1).filter(|degrees| *degrees > 0)? as u32;
    // Relative to the mean rank, to avoid cancellation.
    let middle = (n + 1.0) / 2.0;
    let between: f64 = groups
        .rows()
        .into_iter()
        .zip(&sizes)
        .filter(|(_, size)| **size > 0.0)
        .map(|(group, size)| {
            group.iter().zip(&ranks).map(|(&count, rank)| f64::from(count) * (rank - middle)).sum::<f64>().powi(2) / size
        })
        .sum();
    let free = 1.0 - ties / (n * (n * n - 1.0));
    let h = 12.0 / (n * (n + 1.0)) * between / free;
    (free > 1e-12).then(|| KruskalWallis { h, degrees, p: p_values::chi_squared(h, degrees) })
}

/// The mean rank at each position over all groups, and Σ(t³ − t).
pub(in crate::patterns) fn mid_ranks(groups: Positions<'_>) -> (Vec<f64>, f64) {
    let (mut passed, mut ties) = (0.0, 0.0);
    let rank = |answers: ArrayView1<'_, u32>| {
        let tied = size(answers);
        let rank = passed + (tied + 1.0) / 2.0;
        passed += tied;
        ties += tied * (tied * tied - 1.0);
        rank
    };
    let ranks = groups.columns().into_iter().map(rank).collect();
    (ranks, ties)
}

/// Cliff's δ and its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::patterns) struct Cliff {
    /// P(x > y) − P(x < y).
    pub delta: f64,
    /// 95 %; missing below two answers in either group.
    pub interval: Option<[f64; 2]>,
}

/// Cliff (1993): δ = P(x > y) − P(x < y), with the consistent variance
/// s² = ((m − 1)·s²(dᵢ.) + (n − 1)·s²(d.ⱼ) + s²(dᵢⱼ))/(nm) and the asymmetric interval of Cliff (1996), Feng & Cliff (2004):
/// (δ − δ³ ± z·s·√((1 − δ²)² + z²s²)) / (1 − δ² + z²s²). At δ = ±1, where s is 0, the inner end is ±(b − z²)/(b + z²)
/// with b the smaller group. `None` when a group is empty.
///
/// `clustered` replaces s² when stories are not independent; see [`clustered_variance`].
pub(in crate::patterns) fn cliff(x: Group<'_>, y: Group<'_>, clustered: Option<f64>) -> Option<Cliff> {
    let (n, m) = (size(x), size(y));
    if n == 0.0 || m == 0.0 {
        return None;
    }
    let of_x = dominance(y);
    let of_y = dominance(x);
    let mean: f64 = x.iter().zip(&of_x).map(|(&count, d)| f64::from(count) * d).sum::<f64>() / n;
    let spread =
        |own: Group<'_>, d: &[f64], mean: f64| own.iter().zip(d).map(|(&c, d)| f64::from(c) * (d - mean).powi(2)).sum::<f64>();
    let tied: f64 = x.iter().zip(y).map(|(&x, &y)| f64::from(x) * f64::from(y)).sum();
    let interval = (n > 1.0 && m > 1.0).then(|| {
        let rows = spread(x, &of_x, mean) / (n - 1.0);
        let columns = spread(y, &of_y, -mean) / (m - 1.0);
        let pairs = (n * m - tied - n * m * mean * mean) / ((n - 1.0) * (m - 1.0));
        let variance = clustered.unwrap_or(((m - 1.0) * rows + (n - 1.0) * columns + pairs) / (n * m));
        let [low, high] = interval(mean, variance.max(0.0), n.min(m));
        // Without variance both ends are δ itself, but for rounding.
        [low.min(mean), high.max(mean)]
    });
    Some(Cliff { delta: mean, interval })
}

fn interval(delta: f64, variance: f64, smaller: f64) -> [f64; 2] {
    let zz = Z * Z;
    if delta.abs() > 1.0 - 1e-12 {
        let inner = (smaller - zz) / (smaller + zz);
        return if delta > 0.0 { [inner, 1.0] } else { [-1.0, -inner] };
    }
    let free = 1.0 - delta * delta;
    let reach = Z * variance.sqrt() * (free * free + zz * variance).sqrt();
    let (middle, scale) = (delta * free, free + zz * variance);
    [((middle - reach) / scale).max(-1.0), ((middle + reach) / scale).min(1.0)]
}

/// For each position: the share of a group to its left, minus the share to its right.
pub(in crate::patterns) fn dominance(group: Group<'_>) -> Vec<f64> {
    let n = size(group);
    let mut passed = 0.0;
    let one = |&count: &u32| {
        let here = f64::from(count);
        let d = (passed - (n - passed - here)) / n;
        passed += here;
        d
    };
    group.iter().map(one).collect()
}

/// The variance of δ when stories are in blocks (Obuchowski, 1997): with ψ = (d − δ)/n for a story of the first group and (d −
/// δ)/m for one of the second, B/(B − 1)·Σ over blocks of (Σ ψ)². `None` with fewer than two blocks.
pub(in crate::patterns) fn clustered_variance(parts: &mut [(u32, f64)]) -> Option<f64> {
    parts.sort_by_key(|(block, _)| *block);
    let sums: Vec<f64> = parts.chunk_by(|a, b| a.0 == b.0).map(|block| block.iter().map(|(_, part)| part).sum()).collect();
    let blocks = sums.len() as f64;
    (blocks > 1.0).then(|| blocks / (blocks - 1.0) * sums.iter().map(|sum| sum * sum).sum::<f64>())
}

pub(in crate::patterns) fn size(group: Group<'_>) -> f64 {
    group.iter().map(|&count| f64::from(count)).sum()
}

#[cfg(test)]
mod tests {
    use ndarray::{Array1, Array2};

    use super::*;

    fn at(positions: &[usize]) -> Array1<u32> {
        let mut counts = Array1::zeros(11);
        positions.iter().for_each(|&position| counts[position] += 1);
        counts
    }

    fn groups(groups: &[&[usize]]) -> Array2<u32> {
        let mut counts = Array2::zeros((groups.len(), 11));
        counts.rows_mut().into_iter().zip(groups).for_each(|(mut to, positions)| to.assign(&at(positions)));
        counts
    }

    #[test]
    fn a_group_wholly_to_the_right_dominates_with_an_interval_that_grows_from_its_size() {
        let found = cliff(at(&[8, 9, 9, 10]).view(), at(&[0, 1, 2]).view(), None).unwrap();
        assert_eq!(found.delta, 1.0);
        let [low, high] = found.interval.unwrap();
        assert!(high == 1.0 && low < 0.0, "three answers are too few: {low}");
        let turned = cliff(at(&[0, 1, 2]).view(), at(&[8, 9, 9, 10]).view(), None).unwrap();
        assert_eq!(turned.interval, Some([-1.0, -low]));
    }

    #[test]
    fn empty_groups_and_single_positions_have_no_test() {
        assert_eq!(mann_whitney(at(&[]).view(), at(&[1]).view()), None);
        assert_eq!(mann_whitney(at(&[3, 3]).view(), at(&[3]).view()).unwrap().p, None);
        assert_eq!(kruskal_wallis(groups(&[&[3], &[3, 3], &[]]).view()), None);
        assert_eq!(kruskal_wallis(groups(&[&[3, 4], &[]]).view()), None);
        assert_eq!(cliff(at(&[1]).view(), at(&[2]).view(), None).unwrap().interval, None);
    }

    #[test]
    fn copies_of_a_story_by_the_same_person_do_not_narrow_the_interval() {
        let mut alone = vec![(1, 0.1), (2, -0.1), (3, 0.05), (4, -0.05)];
        let mut split: Vec<(u32, f64)> = alone.iter().flat_map(|&(block, part)| [(block, part / 2.0); 2]).collect();
        assert_eq!(clustered_variance(&mut alone), clustered_variance(&mut split));
    }
}
