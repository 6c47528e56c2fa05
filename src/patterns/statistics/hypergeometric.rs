//! Permutes a large pool of answers cell by cell: the cost depends on the number of cells and not of answers.

use ndarray::{Array2, ArrayView1};

use super::random::{Random, Successes};

/// Distributions are precomputed for up to this many answers in a cell.
const READY: u32 = 16_384;

/// Distributions are precomputed when there are at least this many cells.
pub(in crate::patterns) const MANY_CELLS: usize = 200;

/// The number of equal parts of the pool in the guide table that finds the cell of an answer.
const GUIDE: usize = 4_096;

/// Distributes a pool over groups of fixed sizes, each way equally likely.
pub(in crate::patterns) struct HypergeometricSampler {
    pool: Vec<u32>,
    /// Groups by ascending size, with their sizes; the largest, which takes the rest, comes last.
    order: Vec<(usize, u32)>,
    /// For each group except the largest: its share of the rest, and the distribution of the number of answers that it takes
    /// from a cell, precomputed for up to `ready` answers.
    laws: Vec<(f64, Option<Successes>)>,
    ready: u32,
    /// The end of each cell's answers in the pool.
    ends: Vec<u32>,
    /// For each of [`GUIDE`] equal parts of the pool, the cell in which it starts.
    guide: Vec<u32>,
}

impl HypergeometricSampler {
    /// `pool` has the number of answers in each cell, `sizes` the number in each group; both have the same sum.
    pub fn new(pool: &[u32], sizes: &[u32]) -> Self {
        let mut order: Vec<(usize, u32)> = sizes.iter().copied().enumerate().collect();
        order.sort_by_key(|&(group, size)| (size, group));
        let total: u32 = sizes.iter().sum();
        let most = pool.iter().copied().max().unwrap_or(0);
        let ready = most.min(READY);
        let mut left = total;
        let laws = order[..order.len().saturating_sub(1)]
            .iter()
            .map(|&(_, size)| {
                let share = if left > 0 { f64::from(size) / f64::from(left) } else { 0.0 };
                left -= size;
                (share, (pool.len() >= MANY_CELLS).then(|| Successes::new(ready, share)))
            })
            .collect();
        let mut sum = 0;
        let mut end = |count: &u32| {
            sum += count;
            sum
        };
        let ends: Vec<u32> = pool.iter().map(&mut end).collect();
        let first = |part: usize| (part as u64 * u64::from(total) / GUIDE as u64) as u32;
        let guide = (0..GUIDE).map(|part| ends.partition_point(|&end| end <= first(part)) as u32).collect();
        Self { pool: pool.to_vec(), order, laws, ready, ends, guide }
    }

    /// A random permutation: the number of answers, groups × cells.
    pub fn split(&self, random: &mut Random) -> Array2<u32> {
        let mut rest = self.pool.clone();
        let mut dealt = Array2::zeros((self.order.len(), self.pool.len()));
        for (&(group, size), (share, laws)) in self.order.iter().zip(&self.laws) {
            let drawn = self.take(&rest, size, *share, laws.as_ref(), random);
            rest.iter_mut().zip(&drawn).for_each(|(left, taken)| *left -= taken);
            dealt.row_mut(group).assign(&ArrayView1::from(&drawn));
        }
        if let Some(&(largest, _)) = self.order.last() {
            dealt.row_mut(largest).assign(&ArrayView1::from(&rest));
        }
        dealt
    }

    /// `size` of the answers in `rest`, each set of them equally likely.
    ///
    /// Taking more or putting some back at random, to reach the size, preserves this.
    fn take(&self, rest: &[u32], size: u32, share: f64, law: Option<&Successes>, random: &mut Random) -> Vec<u32> {
        let one = |&count: &u32| match law {
            _ if count == 0 || share <= 0.0 => 0,
            Some(law) if count <= self.ready => law.draw(count, random),
            _ => random.binomial(count, share),
        };
        let mut taken: Vec<u32> = rest.iter().map(one).collect();
        let found: u32 = taken.iter().sum();
        if found > size {
            let mut kept = taken.clone();
            self.pick(&mut kept, found, found - size, random);
            return kept;
        }
        let mut left: Vec<u32> = rest.iter().zip(&taken).map(|(rest, taken)| rest - taken).collect();
        let all_left: u32 = left.iter().sum();
        self.pick(&mut left, all_left, size - found, random);
        taken.iter_mut().zip(rest.iter().zip(&left)).for_each(|(taken, (rest, left))| *taken = rest - left);
        taken
    }

    /// Moves `wanted` random answers out of `from`, which has `size`.
    fn pick(&self, from: &mut [u32], size: u32, wanted: u32, random: &mut Random) {
        let total = self.ends.last().copied().unwrap_or(0) as usize;
        if u64::from(size) * 50 < total as u64 {
            return pick_few(from, wanted, random);
        }
        for _ in 0..wanted {
            loop {
                // An answer of the whole pool. A cell's first answers are those that are still in `from`.
                let (place, part) = random.below_with_part(total, GUIDE);
                let mut cell = self.guide[part] as usize;
                while self.ends[cell] as usize <= place {
                    cell += 1;
                }
                let first = self.ends[cell] - self.pool[cell];
                if (place as u32) < first + from[cell] {
                    from[cell] -= 1;
                    break;
                }
            }
        }
    }
}

/// Moves a few random answers out of `from`, when they are few in relation to all.
fn pick_few(from: &mut [u32], wanted: u32, random: &mut Random) {
    for _ in 0..wanted {
        let size: u32 = from.iter().sum();
        let mut place = random.below(size as usize) as u32;
        let cell = from.iter().position(|&count| {
            let here = place < count;
            place = place.saturating_sub(count);
            here
        });
        if let Some(cell) = cell {
            from[cell] -= 1;
        }
    }
}
