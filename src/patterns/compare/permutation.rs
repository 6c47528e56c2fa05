//! Random permutation of answers over groups, under the null hypothesis that labels do not matter.
//!
//! Permuting labels over single stories distributes each cell's answers over the groups by the multivariate hypergeometric
//! distribution, so the cost depends on the number of cells and not of stories. When stories are in blocks (of one storyteller
//! or one collection), a block whose stories are all in one group keeps them together and changes its label as a whole; in a
//! block that spans groups, labels are permuted within it. Both preserve the distribution under the null hypothesis.

use ndarray::{Array2, ArrayView1, Axis};
use rayon::prelude::*;

use crate::patterns::progress::Progress;
use crate::patterns::statistics::{HypergeometricSampler, MANY_CELLS, Random};

use super::exchangeability::{Exchangeability, Member, Unit};

/// Up to this many answers, labels are shuffled one by one.
pub(super) const FEW: u32 = 4_096;

/// Permutations in one task.
pub(super) const TASK: usize = 16;

/// The number of draws, the seed, and the progress, which may cancel them: the result of cancelled draws is incomplete and must
/// not be shown.
#[derive(Clone, Copy)]
pub(super) struct Draws<'a> {
    pub times: u32,
    pub seed: u64,
    pub progress: Progress<'a>,
}

/// Counts of answers for each group and cell, which can be permuted and resampled.
pub(super) struct Tally {
    /// Groups × cells.
    pub groups: Array2<u32>,
    pool: Vec<u32>,
    sizes: Vec<u32>,
    blocks: Option<Blocked>,
}

/// One answer: its story and its cell.
#[derive(Clone, Copy)]
pub(super) struct Item {
    pub member: Member,
    pub cell: u32,
}

/// Answers in blocks.
struct Blocked {
    /// The first stratum has the blocks that are all in one group.
    strata: Vec<Stratum>,
    /// For each block that spans groups: the index of its own stratum, and of those of people whose own stories span groups.
    spanning: Vec<(usize, Vec<usize>)>,
    /// Whether blocks that span groups are resampled as wholes.
    draws_spanning: bool,
    /// For each group, whether resampling is meaningful.
    can_be_drawn: Vec<bool>,
    /// Answers that are resampled together: groups, cells and counts.
    drawn: Vec<Vec<(u8, u32, u32)>>,
}

/// Units of answers whose labels are permuted among each other.
#[derive(Default)]
struct Stratum {
    labels: Vec<u8>,
    /// The end of each unit in `entries`.
    ends: Vec<usize>,
    /// Cells and counts.
    entries: Vec<(u32, u32)>,
}

impl Tally {
    /// Counts of independent answers.
    pub fn free(groups: Array2<u32>) -> Self {
        Self::new(groups, None)
    }

    fn new(groups: Array2<u32>, blocks: Option<Blocked>) -> Self {
        let pool = groups.sum_axis(Axis(0)).to_vec();
        let sizes = groups.sum_axis(Axis(1)).to_vec();
        Self { groups, pool, sizes, blocks }
    }

    /// Counts of answers in blocks.
    pub fn blocked(groups: usize, cells: usize, items: &[Item]) -> Self {
        let mut counts = Array2::zeros((groups, cells));
        items.iter().for_each(|item| counts[[usize::from(item.member.group), item.cell as usize]] += 1);
        let members: Vec<Member> = items.iter().map(|item| item.member).collect();
        let found = Exchangeability::of(&members);
        let stratum = |units: &[Unit]| Stratum::of(units, |place| items[found.order[place]].cell);
        let mut strata = vec![stratum(&found.whole)];
        let mut spanning = Vec::with_capacity(found.spanning.len());
        for block in &found.spanning {
            strata.push(stratum(&block.units));
            let own = strata.len() - 1;
            strata.extend(block.people.iter().map(|person| stratum(person)));
            spanning.push((own, (own + 1..strata.len()).collect()));
        }
        let can_be_drawn = found.can_be_drawn(&members, groups);
        let drawn = drawn_together(&found, items);
        Self::new(
            counts,
            Some(Blocked { strata, spanning, draws_spanning: found.draws_spanning_blocks(), can_be_drawn, drawn }),
        )
    }

    /// Whether resampling a group's answers says anything about its variance. A single collection does not.
    pub fn can_be_drawn(&self, group: usize) -> bool {
        self.blocks.as_ref().is_none_or(|blocked| blocked.can_be_drawn[group])
    }

    /// All answers by cell.
    pub fn pool(&self) -> &[u32] {
        &self.pool
    }

    /// How many answers there are.
    pub fn total(&self) -> u32 {
        self.sizes.iter().sum()
    }

    /// Whether answers are in blocks.
    pub fn is_blocked(&self) -> bool {
        self.blocks.is_some()
    }

    /// The number of random permutations with a statistic at least as large as the observed one. `statistic` is given up to
    /// [`TASK`] permutations at once. The result depends on the seed only, and not on the number of threads.
    pub fn at_least(&self, observed: f64, draws: Draws<'_>, statistic: impl Fn(&[Array2<u32>]) -> Vec<f64> + Sync) -> u32 {
        let threshold = at_least(observed);
        self.permuted(draws, statistic).into_iter().filter(|drawn| *drawn >= threshold).count() as u32
    }

    /// For each group and pair of groups, the pairs of answers that are resampled together: their number, and the sum of
    /// `distance` over their cells. `None` when answers are independent.
    pub fn together(&self, distance: impl Fn(usize, usize) -> f64) -> Option<Array2<[f64; 2]>> {
        let blocked = self.blocks.as_ref()?;
        let groups = self.groups.nrows();
        let mut pairs = Array2::from_elem((groups, groups), [0.0; 2]);
        for unit in &blocked.drawn {
            for &(g, first, some) in unit {
                for &(h, second, others) in unit {
                    let times = f64::from(some) * f64::from(others);
                    let [number, sum] = &mut pairs[[usize::from(g), usize::from(h)]];
                    *number += times;
                    *sum += times * distance(first as usize, second as usize);
                }
            }
        }
        Some(pairs)
    }

    /// The statistics of random permutations. `statistics` is given up to [`TASK`] permutations at once.
    pub fn permuted<T: Send>(&self, draws: Draws<'_>, statistics: impl Fn(&[Array2<u32>]) -> Vec<T> + Sync) -> Vec<T> {
        let splitter =
            (self.blocks.is_none() && self.total() > FEW).then(|| HypergeometricSampler::new(&self.pool, &self.sizes));
        let dealt = self.each_task(draws, |deck, random, count| {
            let deals: Vec<Array2<u32>> = (0..count).map(|_| self.deal(splitter.as_ref(), deck, random)).collect();
            statistics(&deals)
        });
        dealt.into_iter().flatten().collect()
    }

    /// The statistics of bootstrap samples: units (or single answers) are drawn with replacement within their group; blocks
    /// that span groups, if there are ten or more, among themselves. `statistics` is given up to [`TASK`] samples at once.
    pub fn bootstrap<T: Send>(&self, draws: Draws<'_>, statistics: impl Fn(&[Array2<u32>]) -> Vec<T> + Sync) -> Vec<T> {
        let drawn = self.each_task(draws, |_, random, count| {
            let samples: Vec<Array2<u32>> = (0..count).map(|_| self.resample(random)).collect();
            statistics(&samples)
        });
        drawn.into_iter().flatten().collect()
    }

    fn each_task<T: Send>(&self, draws: Draws<'_>, task: impl Fn(&mut Vec<u32>, &mut Random, usize) -> T + Sync) -> Vec<T> {
        let seeds = Random::new(draws.seed);
        let deck = if self.blocks.is_none() && self.total() <= FEW { cards(&self.pool) } else { Vec::new() };
        let starts: Vec<usize> = (0..draws.times as usize).step_by(TASK).collect();
        let one = |start: usize| {
            let count = TASK.min(draws.times as usize - start);
            task(&mut deck.clone(), &mut seeds.stream(start as u64), count)
        };
        starts.into_par_iter().filter(|_| draws.progress.check().is_ok()).map(one).collect()
    }

    fn deal(&self, splitter: Option<&HypergeometricSampler>, deck: &mut [u32], random: &mut Random) -> Array2<u32> {
        match (&self.blocks, splitter) {
            (Some(blocked), _) => blocked.deal(self.groups.dim(), random),
            (None, Some(splitter)) => splitter.split(random),
            (None, None) => {
                shuffle(deck, random);
                let mut left = &deck[..];
                let mut counts = Array2::zeros(self.groups.dim());
                for (mut hand, &size) in counts.rows_mut().into_iter().zip(&self.sizes) {
                    let (own, rest) = left.split_at(size as usize);
                    left = rest;
                    own.iter().for_each(|&cell| hand[cell as usize] += 1);
                }
                counts
            }
        }
    }

    fn resample(&self, random: &mut Random) -> Array2<u32> {
        match &self.blocks {
            Some(blocked) => blocked.resample(self.groups.dim(), random),
            None => {
                let mut drawn = Array2::zeros(self.groups.dim());
                for (mut to, group) in drawn.rows_mut().into_iter().zip(self.groups.rows()) {
                    to.assign(&ArrayView1::from(&resampled(group, random)));
                }
                drawn
            }
        }
    }
}

/// The threshold for a statistic to count as at least as large as the observed one, which allows for rounding. Statistics are
/// of the order of 1 under the null hypothesis, so a much smaller difference is rounding.
pub(super) fn at_least(observed: f64) -> f64 {
    observed - 1e-9 * (observed.abs() + 1.0)
}

fn drawn_together(found: &Exchangeability, items: &[Item]) -> Vec<Vec<(u8, u32, u32)>> {
    let mut by_unit: Vec<(u32, u8, u32)> =
        found.drawn_with().into_iter().zip(items).map(|(unit, item)| (unit, item.member.group, item.cell)).collect();
    by_unit.sort_unstable();
    let counted =
        |unit: &[(u32, u8, u32)]| unit.chunk_by(|a, b| a == b).map(|same| (same[0].1, same[0].2, same.len() as u32)).collect();
    by_unit.chunk_by(|a, b| a.0 == b.0).map(counted).collect()
}

fn cards(pool: &[u32]) -> Vec<u32> {
    pool.iter().zip(0u32..).flat_map(|(&count, cell)| std::iter::repeat_n(cell, count as usize)).collect()
}

/// The Fisher–Yates shuffle.
pub(super) fn shuffle<T>(cards: &mut [T], random: &mut Random) {
    for last in (1..cards.len()).rev() {
        cards.swap(last, random.below(last + 1));
    }
}

impl Blocked {
    /// `shape` is groups × cells.
    fn deal(&self, shape: (usize, usize), random: &mut Random) -> Array2<u32> {
        let mut counts = Array2::zeros(shape);
        for stratum in &self.strata {
            let mut labels = stratum.labels.clone();
            shuffle(&mut labels, random);
            labels.iter().enumerate().for_each(|(at, &label)| stratum.put(at, label, &mut counts));
        }
        counts
    }

    /// `shape` is groups × cells.
    fn resample(&self, shape: (usize, usize), random: &mut Random) -> Array2<u32> {
        let mut counts = Array2::zeros(shape);
        let Some(whole) = self.strata.first() else { return counts };
        whole.resample(random, &mut counts);
        if self.draws_spanning {
            for _ in 0..self.spanning.len() {
                let (own, people) = &self.spanning[random.below(self.spanning.len())];
                std::iter::once(own).chain(people).for_each(|&at| self.strata[at].put_all(&mut counts));
            }
            return counts;
        }
        for (own, people) in &self.spanning {
            self.strata[*own].resample(random, &mut counts);
            for _ in 0..people.len() {
                self.strata[people[random.below(people.len())]].put_all(&mut counts);
            }
        }
        counts
    }
}

impl Stratum {
    fn of(units: &[Unit], cell: impl Fn(usize) -> u32) -> Self {
        let mut stratum = Self::default();
        for unit in units {
            let mut cells: Vec<u32> = unit.members.clone().map(&cell).collect();
            cells.sort_unstable();
            stratum.entries.extend(cells.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)));
            stratum.labels.push(unit.label);
            stratum.ends.push(stratum.entries.len());
        }
        stratum
    }

    /// Draws units with replacement within their group.
    fn resample(&self, random: &mut Random, counts: &mut Array2<u32>) {
        for group in 0..counts.nrows() {
            let own: Vec<usize> = (0..self.labels.len()).filter(|&at| usize::from(self.labels[at]) == group).collect();
            for _ in 0..own.len() {
                self.put(own[random.below(own.len())], group as u8, counts);
            }
        }
    }

    fn put_all(&self, counts: &mut Array2<u32>) {
        self.labels.iter().enumerate().for_each(|(at, &label)| self.put(at, label, counts));
    }

    fn put(&self, at: usize, label: u8, counts: &mut Array2<u32>) {
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        for &(cell, count) in &self.entries[start..self.ends[at]] {
            counts[[usize::from(label), cell as usize]] += count;
        }
    }
}

/// Answers drawn with replacement: as many as there are, or, with many answers in many cells, about as many. In that case the
/// count of each answer has a Poisson distribution (Hanley & MacGibbon, 2006; Chamandy et al., 2012): cells are independent
/// then, and the sizes of samples vary by one part in √n.
fn resampled(counts: ArrayView1<'_, u32>, random: &mut Random) -> Vec<u32> {
    if counts.len() >= MANY_CELLS && counts.iter().sum::<u32>() > FEW {
        return counts.iter().map(|&count| random.poisson(count)).collect();
    }
    multinomial(counts, random)
}

/// As many answers as there are, drawn with replacement.
fn multinomial(counts: ArrayView1<'_, u32>, random: &mut Random) -> Vec<u32> {
    let mut left: u32 = counts.iter().sum();
    let mut to_draw = left;
    counts
        .iter()
        .map(|&count| {
            let drawn =
                if left == 0 || count == left { to_draw } else { random.binomial(to_draw, f64::from(count) / f64::from(left)) };
            let drawn = if count == 0 { 0 } else { drawn };
            left -= count;
            to_draw -= drawn;
            drawn
        })
        .collect()
}

#[cfg(test)]
mod tests;
