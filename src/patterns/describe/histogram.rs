//! Counts of every position from 0 to 10,000: order statistics and bins follow from them exactly, without sorting.

use rayon::prelude::*;

use crate::model::WHOLE;
use crate::patterns::columns::{BLOCK, Chunked, DYAD_NOT_APPLICABLE, DYAD_NOT_ASKED, Listed, NO_POSITION, Replies};
use crate::patterns::statistics::rank_of_interval;

/// The number of counters: one for each position, then no position, then not applicable, then not asked.
pub(in crate::patterns) const COUNTERS: usize = WHOLE as usize + 4;

/// The smallest number of blocks that is worth a separate task with its own counters.
const TASK: usize = 16;

/// The number of answers at each position, in ten-thousandths.
pub(in crate::patterns) struct Histogram {
    counts: Vec<u32>,
    total: u64,
}

impl Histogram {
    /// Counts the positions of these rows, in parallel.
    pub fn gather(positions: &Chunked<u16>, rows: &Listed<'_>) -> Self {
        let fresh = || (Counters::new(), Vec::with_capacity(BLOCK));
        let count = |(mut counters, mut spare): (Counters, Vec<u16>), block: usize| {
            let (positions, counts) = (positions.block(block), counters.for_block());
            for &place in rows.within(block, &mut spare) {
                counts[counter(positions[usize::from(place)])] += 1;
            }
            (counters, spare)
        };
        let blocks = (0..rows.blocks()).into_par_iter().with_min_len(TASK);
        let counters = blocks.fold(fresh, count).map(|(counters, _)| counters).reduce(Counters::new, Counters::merge);
        Self::counted(counters.counts())
    }

    /// A histogram of these [`COUNTERS`].
    pub fn counted(counts: Vec<u32>) -> Self {
        let total = counts[..=usize::from(WHOLE)].iter().map(|&count| u64::from(count)).sum();
        Self { counts, total }
    }

    /// How the storytellers replied.
    pub fn replies(&self) -> Replies {
        let (not_applicable, unanswered, not_asked) = (self.not_applicable(), self.without(), self.not_asked());
        Replies { answered: self.total, not_applicable, unanswered, not_asked }
    }

    /// Stories whose tellers said that the question does not fit.
    pub fn not_applicable(&self) -> u64 {
        u64::from(self.counts[counter(DYAD_NOT_APPLICABLE)])
    }

    /// Stories without a position, whose tellers were asked for one.
    pub fn without(&self) -> u64 {
        u64::from(self.counts[counter(NO_POSITION)])
    }

    /// Stories whose tellers were not asked.
    pub fn not_asked(&self) -> u64 {
        u64::from(self.counts[counter(DYAD_NOT_ASKED)])
    }

    /// The sum of the positions and the sum of their squares, in ten-thousandths; exact.
    pub fn sums(&self) -> (u64, u128) {
        let mut sums = (0, 0);
        for (position, &count) in (0u64..).zip(&self.counts[..=usize::from(WHOLE)]) {
            sums.0 += position * u64::from(count);
            sums.1 += u128::from(position * position) * u128::from(count);
        }
        sums
    }

    /// The number of counted positions.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// The quantile of type 7 (Hyndman & Fan, 1996): linear between the order statistics around (n − 1)·p + 1.
    /// From 0 to 1; `None` when nothing was counted.
    pub fn quantile(&self, p: f64) -> Option<f64> {
        if self.total == 0 {
            return None;
        }
        let place = (self.total - 1) as f64 * p;
        let below = place.floor();
        let first = self.ordered(below as u64);
        let second = self.ordered((below as u64 + 1).min(self.total - 1));
        Some((f64::from(first) + (place - below) * (f64::from(second) - f64::from(first))) / f64::from(WHOLE))
    }

    /// The order statistics that contain the median with at least 95 %; `None` below six positions.
    pub fn median_interval(&self) -> Option<[f64; 2]> {
        let rank = rank_of_interval(self.total)?;
        Some([rank - 1, self.total - rank].map(|place| f64::from(self.ordered(place)) / f64::from(WHOLE)))
    }

    /// The position with the index `place` in ascending order, counted from 0.
    fn ordered(&self, place: u64) -> u16 {
        let mut passed = 0;
        for (position, &count) in self.counts[..=usize::from(WHOLE)].iter().enumerate() {
            passed += u64::from(count);
            if passed > place {
                return position as u16;
            }
        }
        WHOLE
    }

    /// Counts in `N` equal bins, each closed on the right; 0 belongs to the first. `N` divides [`WHOLE`].
    pub fn bins<const N: usize>(&self) -> [u64; N] {
        let mut bins = [0; N];
        let width = usize::from(WHOLE) / N;
        for (position, &count) in self.counts[..=usize::from(WHOLE)].iter().enumerate() {
            bins[position.saturating_sub(1) / width] += u64::from(count);
        }
        bins
    }
}

/// Counters of positions. A block is counted in two bytes each, which fit the innermost cache, and added to the others before
/// they are full.
pub(super) struct Counters {
    narrow: Box<[u16; COUNTERS]>,
    /// Blocks counted in `narrow`.
    blocks: usize,
    counts: Vec<u32>,
}

/// As many blocks as two bytes can count, when all their rows have the same position.
const BLOCKS: usize = u16::MAX as usize / BLOCK;

impl Counters {
    pub fn new() -> Self {
        Self { narrow: Box::new([0; COUNTERS]), blocks: 0, counts: vec![0; COUNTERS] }
    }

    /// Counters with room for one more block. Positions are counted at their [`counter`].
    pub fn for_block(&mut self) -> &mut [u16; COUNTERS] {
        if self.blocks == BLOCKS {
            self.widen();
        }
        self.blocks += 1;
        &mut self.narrow
    }

    fn widen(&mut self) {
        for (count, narrow) in self.counts.iter_mut().zip(&mut *self.narrow) {
            *count += u32::from(std::mem::take(narrow));
        }
        self.blocks = 0;
    }

    /// The counts, for [`Histogram::counted`].
    pub fn counts(mut self) -> Vec<u32> {
        self.widen();
        self.counts
    }

    /// Both together.
    pub fn merge(mut self, other: Self) -> Self {
        self.counts.iter_mut().zip(other.counts()).for_each(|(count, more)| *count += more);
        self
    }
}

/// The counter of a position. Those of cells without one come after the others, the highest value first.
pub(in crate::patterns) fn counter(position: u16) -> usize {
    let position = usize::from(position);
    position.min(usize::from(WHOLE) + 1 + usize::from(u16::MAX) - position)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(positions: impl IntoIterator<Item = u16>) -> Histogram {
        let mut counts = vec![0; COUNTERS];
        positions.into_iter().for_each(|position| counts[counter(position)] += 1);
        Histogram::counted(counts)
    }

    #[test]
    fn the_interval_of_a_median_is_between_the_order_statistics_that_contain_it() {
        // Of 10 values the second and the ninth, of 100 the 40th and the 61st (Thompson's table).
        assert_eq!(of((1..=10).map(|i| i * 100)).median_interval(), Some([0.02, 0.09]));
        assert_eq!(of((1..=100).map(|i| i * 100)).median_interval(), Some([0.4, 0.61]));
    }

    #[test]
    fn fewer_than_six_answers_have_no_interval_and_other_replies_are_not_answers() {
        assert_eq!(of([1, 2, 3, 4, 5]).median_interval(), None);
        assert_eq!(of([7; 6]).median_interval(), Some([0.0007, 0.0007]));
        assert_eq!(of([1, 2, 3, 4, 5, NO_POSITION, DYAD_NOT_APPLICABLE, DYAD_NOT_ASKED]).median_interval(), None);
    }
}
