//! How stable clusters are: whether they are found again in resamples of the stories.
//!
//! Hennig (2007), as in `clusterboot`: `n` stories are drawn with replacement, repeated stories count once, they are clustered
//! again, and each cluster is compared with the most similar new one (Jaccard index, among the stories drawn). The figure is
//! the mean over the resamples. Of many stories only [`DRAWN`] are drawn, and the caller's `again` scales the settings down
//! accordingly.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::patterns::fault::Cancelled;
use crate::patterns::progress::Progress;
use crate::patterns::statistics::Random;

use super::hierarchy::Label;

/// The largest number of stories drawn for each resample, because time grows with its square.
const DRAWN: usize = 4_000;

/// A cluster at or above this is stable.
pub const STABLE: f64 = 0.75;

/// A cluster at or above this, and below [`STABLE`], is doubtful; below it is not shown.
pub const DOUBTFUL: f64 = 0.6;

/// The mean bootstrap Jaccard index of each cluster, from 0 to 1. `again` clusters some of the points, given their indices
/// among all points. A cluster without a drawn story does not count in that resample.
pub(super) fn stability(
    labels: &[Label],
    resamples: usize,
    seed: u64,
    again: impl Fn(&[usize]) -> Result<Vec<Label>, Cancelled> + Sync,
    progress: &Progress<'_>,
) -> Result<BTreeMap<u32, f64>, Cancelled> {
    let one = |resample: usize| {
        progress.tell(resample as f32 / resamples as f32)?;
        let drawn = draw(labels.len(), seed, resample as u64);
        let found = again(&drawn)?;
        Ok(jaccards(&drawn.iter().map(|&point| labels[point]).collect::<Vec<_>>(), &found))
    };
    let found: Vec<BTreeMap<u32, f64>> = (0..resamples).into_par_iter().map(one).collect::<Result<_, Cancelled>>()?;
    let mut sums: BTreeMap<u32, (f64, usize)> = labels.iter().flatten().map(|&label| (label, (0.0, 0))).collect();
    for (label, jaccard) in found.into_iter().flatten() {
        let (sum, count) = sums.entry(label).or_default();
        *sum += jaccard;
        *count += 1;
    }
    Ok(sums.into_iter().map(|(label, (sum, count))| (label, if count > 0 { sum / count as f64 } else { 0.0 })).collect())
}

/// The distinct indices below `n` that are drawn, ascending.
fn draw(n: usize, seed: u64, resample: u64) -> Vec<usize> {
    let mut random = Random::new(seed).stream(resample);
    let mut drawn: Vec<usize> = (0..n.min(DRAWN)).map(|_| random.below(n)).collect();
    drawn.sort_unstable();
    drawn.dedup();
    drawn
}

/// For each cluster of the first labels, the Jaccard index with the most similar cluster of the second.
fn jaccards(first: &[Label], second: &[Label]) -> BTreeMap<u32, f64> {
    let mut sizes: [BTreeMap<u32, f64>; 2] = [BTreeMap::new(), BTreeMap::new()];
    let mut both: BTreeMap<(u32, u32), f64> = BTreeMap::new();
    for (&one, &other) in first.iter().zip(second) {
        for (sizes, label) in sizes.iter_mut().zip([one, other]) {
            label.into_iter().for_each(|label| *sizes.entry(label).or_default() += 1.0);
        }
        one.zip(other).into_iter().for_each(|pair| *both.entry(pair).or_default() += 1.0);
    }
    let mut best: BTreeMap<u32, f64> = sizes[0].keys().map(|&label| (label, 0.0)).collect();
    for ((one, other), shared) in both {
        let jaccard = shared / (sizes[0][&one] + sizes[1][&other] - shared);
        best.entry(one).and_modify(|best| *best = best.max(jaccard));
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_found_again_is_1_and_a_lost_one_is_0() {
        let first = [Some(1), Some(1), Some(1), Some(2), Some(2), None];
        let second = [Some(7), Some(7), Some(8), None, None, Some(7)];
        assert_eq!(jaccards(&first, &first), [(1, 1.0), (2, 1.0)].into());
        assert_eq!(jaccards(&first, &second), [(1, 0.5), (2, 0.0)].into());
    }

    #[test]
    fn a_resample_draws_about_two_thirds_of_few_stories_and_repeats() {
        let drawn = draw(1_000, 3, 5);
        assert!((600..665).contains(&drawn.len()) && drawn.is_sorted());
        assert_eq!(drawn, draw(1_000, 3, 5));
        assert_ne!(drawn, draw(1_000, 3, 6));
        assert!(draw(100_000, 3, 6).len() <= DRAWN && draw(0, 1, 1).is_empty());
    }

    #[test]
    fn resamples_share_no_more_than_independent_ones_do_and_together_leave_hardly_a_story_out() {
        let n = 1_000;
        for (seed, first, second) in [(0, 0, 1), (3, 5, 6), (3, 0, 19), (9, 98, 99), (9, 1, 999), (1 << 40, 7, 512)] {
            let (one, other) = (draw(n, seed, first), draw(n, seed, second));
            let shared = one.iter().filter(|place| other.binary_search(place).is_ok()).count() as f64 / one.len() as f64;
            assert!((0.58..0.68).contains(&shared), "{seed}: {first} and {second} share {shared}");
        }
        let touched: std::collections::BTreeSet<usize> = (0..20).flat_map(|resample| draw(n, 3, resample)).collect();
        assert!(touched.len() >= n - 3, "{}", touched.len());
    }
}
