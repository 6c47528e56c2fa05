//! Counts of every position from 0 to 10,000: order statistics and bins follow from them exactly, without sorting.

use crate::model::WHOLE;

/// How many answers stand at each position, in ten-thousandths.
pub(super) struct Histogram {
    counts: Vec<u32>,
    total: u64,
}

impl Histogram {
    /// Counts the positions; those beyond 0 … [`WHOLE`] are not there.
    pub fn of(positions: impl Iterator<Item = u16>) -> Self {
        let mut counts = vec![0u32; usize::from(WHOLE) + 1];
        for position in positions {
            if let Some(count) = counts.get_mut(usize::from(position)) {
                *count += 1;
            }
        }
        let total = counts.iter().map(|&count| u64::from(count)).sum();
        Self { counts, total }
    }

    /// How many positions were counted.
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

    /// The position that stands at `place` in ascending order, counted from 0.
    fn ordered(&self, place: u64) -> u16 {
        let mut passed = 0;
        for (position, &count) in self.counts.iter().enumerate() {
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
        for (position, &count) in self.counts.iter().enumerate() {
            bins[position.saturating_sub(1) / width] += u64::from(count);
        }
        bins
    }
}
