//! Analysis of variance by permutation, for values in one or more dimensions: PERMANOVA and PERMDISP of log-ratios, and ranks
//! of stories in blocks.

use std::collections::HashSet;

use rayon::prelude::*;

use crate::patterns::statistics::Random;

use super::exchangeability::{Exchangeability, Member, Unit};
use super::permutation::{Draws, TASK, shuffle};

/// Up to this many answers, labels are shuffled one by one.
const FEW: usize = 8_192;

/// Variation below this share of the sum of squares counts as none.
const ROUNDING: f64 = 1e-24;

/// Above [`FEW`] answers, groups up to this size are still drawn one by one.
const SMALL_GROUP: usize = 2_000;

/// Values of answers by group, and their arrangement in blocks.
pub(super) struct Values<const D: usize> {
    /// The values minus the mean of all.
    groups: Vec<Vec<[f64; D]>>,
    blocks: Option<Blocks<D>>,
    /// Σ |value − mean|².
    total: f64,
    /// Σ |value|² without centring, the scale below which differences are rounding.
    scale: f64,
    /// The covariance of all (divided by n), as the lower triangle of its Cholesky factor.
    factor: [[f64; D]; D],
}

#[derive(Clone, Copy)]
struct Sum<const D: usize> {
    size: f64,
    sum: [f64; D],
}

/// Strata of units, each with its label and sum; see [`Exchangeability`].
struct Blocks<const D: usize> {
    strata: Vec<(Vec<u8>, Vec<Sum<D>>)>,
}

/// The result of an analysis of variance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Variance {
    /// F = (between/(G − 1)) / (within/(n − G)); `None` where nothing varies within groups.
    pub f: Option<f64>,
    /// The share of the sum of squares that lies between groups.
    pub r_squared: f64,
    between: f64,
}

impl<const D: usize> Values<D> {
    /// `members` has a story for each value, group by group.
    pub fn new(mut groups: Vec<Vec<[f64; D]>>, members: Option<&[Member]>) -> Self {
        let scale = groups.iter().flatten().flatten().map(|part| part * part).sum();
        let n = groups.iter().map(Vec::len).sum::<usize>().max(1) as f64;
        // Relative to the first value, so that equal values have exactly that mean.
        let first = groups.iter().flatten().next().copied().unwrap_or([0.0; D]);
        let mut mean = first;
        for value in groups.iter().flatten() {
            (0..D).for_each(|k| mean[k] += (value[k] - first[k]) / n);
        }
        groups.iter_mut().flatten().for_each(|value| (0..D).for_each(|k| value[k] -= mean[k]));
        let mut spread = [[0.0; D]; D];
        for value in groups.iter().flatten() {
            for j in 0..D {
                for k in 0..=j {
                    spread[j][k] += value[j] * value[k];
                }
            }
        }
        let total = (0..D).map(|k| spread[k][k]).sum();
        let blocks = members.map(|members| Blocks::new(&groups, members));
        Self { groups, blocks, total, scale, factor: cholesky(spread.map(|row| row.map(|entry| entry / n))) }
    }

    /// The analysis of the groups as they are. `None` below two groups with answers, or without a degree of freedom within.
    pub fn observed(&self) -> Option<Variance> {
        let sums: Vec<Sum<D>> = self.groups.iter().map(|group| summed(group.iter())).collect();
        let filled = self.groups.iter().filter(|group| !group.is_empty()).count();
        let n = self.groups.iter().map(Vec::len).sum::<usize>();
        if filled < 2 || n <= filled || self.total <= ROUNDING * self.scale {
            return None;
        }
        let between = between(&sums);
        let within = (self.total - between).max(0.0);
        let tied = within <= 1e-12 * self.total;
        let f = (!tied).then(|| (between / (filled - 1) as f64) / (within / (n - filled) as f64));
        Some(Variance { f, r_squared: (between / self.total).clamp(0.0, 1.0), between })
    }

    /// The number of permutations of the labels with an F at least as large. F increases with the sum of squares between
    /// groups, so only that is computed. Blocks are kept together as in [`Tally`](super::permutation::Tally).
    ///
    /// Up to 8,192 answers, labels are shuffled one by one. Above, groups of up to 2,000 are drawn one by one without
    /// replacement, and sums of larger ones from the normal distribution with the mean and covariance of such draws: their own
    /// distribution differs from it by far less than the sampling error of some thousand permutations.
    pub fn at_least(&self, observed: &Variance, draws: Draws<'_>) -> u32 {
        let threshold = observed.between * (1.0 - 1e-9) - 1e-12 * self.total;
        let seeds = Random::new(draws.seed);
        let n: usize = self.groups.iter().map(Vec::len).sum();
        let listed = n <= FEW || self.groups.iter().any(|group| group.len() <= SMALL_GROUP);
        let all: Vec<[f64; D]> = if listed && self.blocks.is_none() { self.groups.concat() } else { Vec::new() };
        let starts: Vec<usize> = (0..draws.times as usize).step_by(TASK * 8).collect();
        let one = |start: usize| {
            let mut random = seeds.stream(start as u64);
            let mut deck: Vec<u32> = if n <= FEW { (0..n as u32).collect() } else { Vec::new() };
            let count = (TASK * 8).min(draws.times as usize - start);
            (0..count).filter(|_| between(&self.deal(&all, &mut deck, &mut random)) >= threshold).count() as u32
        };
        starts.into_par_iter().filter(|_| draws.progress.check().is_ok()).map(one).sum()
    }

    fn deal(&self, all: &[[f64; D]], deck: &mut [u32], random: &mut Random) -> Vec<Sum<D>> {
        if let Some(blocks) = &self.blocks {
            return blocks.deal(self.groups.len(), random);
        }
        let mut order: Vec<usize> = (0..self.groups.len()).collect();
        order.sort_by_key(|&group| self.groups[group].len());
        let mut sums = vec![Sum { size: 0.0, sum: [0.0; D] }; order.len()];
        let Some((&largest, others)) = order.split_last() else { return sums };
        let (mut rest, mut left) = ([0.0; D], self.groups.iter().map(Vec::len).sum::<usize>());
        let (mut first, mut drawn) = (0, HashSet::new());
        for &group in others {
            let size = self.groups[group].len();
            let mut sum = [0.0; D];
            let mut add = |at: usize| (0..D).for_each(|k| sum[k] += all[at][k]);
            if !deck.is_empty() {
                for place in first..first + size {
                    deck.swap(place, place + random.below(deck.len() - place));
                    add(deck[place] as usize);
                }
                first += size;
            } else if size <= SMALL_GROUP {
                let mut wanted = size;
                while wanted > 0 {
                    let at = random.below(all.len());
                    if drawn.insert(at) {
                        add(at);
                        wanted -= 1;
                    }
                }
            } else {
                let (m, n) = (size as f64, left as f64);
                let scale = (m * (n - m) / (n - 1.0)).sqrt();
                let normal: [f64; D] = std::array::from_fn(|_| random.normal());
                for (k, row) in self.factor.iter().enumerate() {
                    sum[k] = m * rest[k] / n + scale * row.iter().zip(&normal).map(|(a, b)| a * b).sum::<f64>();
                }
            }
            (0..D).for_each(|k| rest[k] -= sum[k]);
            left -= size;
            sums[group] = Sum { size: size as f64, sum };
        }
        sums[largest] = Sum { size: left as f64, sum: rest };
        sums
    }
}

impl<const D: usize> Blocks<D> {
    fn new(groups: &[Vec<[f64; D]>], members: &[Member]) -> Self {
        let values: Vec<&[f64; D]> = groups.iter().flatten().collect();
        let found = Exchangeability::of(members);
        let stratum = |units: &[Unit]| {
            let sum = |unit: &Unit| summed(found.order[unit.members.clone()].iter().map(|&at| values[at]));
            units.iter().map(|unit| (unit.label, sum(unit))).unzip()
        };
        let mut strata = vec![stratum(&found.whole)];
        for block in &found.spanning {
            strata.push(stratum(&block.units));
            strata.extend(block.people.iter().map(|person| stratum(person)));
        }
        Self { strata }
    }

    fn deal(&self, groups: usize, random: &mut Random) -> Vec<Sum<D>> {
        let mut sums = vec![Sum { size: 0.0, sum: [0.0; D] }; groups];
        for (labels, units) in &self.strata {
            let mut labels = labels.clone();
            shuffle(&mut labels, random);
            for (&label, unit) in labels.iter().zip(units) {
                let own = &mut sums[usize::from(label)];
                own.size += unit.size;
                (0..D).for_each(|k| own.sum[k] += unit.sum[k]);
            }
        }
        sums
    }
}

fn summed<'a, const D: usize>(values: impl Iterator<Item = &'a [f64; D]>) -> Sum<D> {
    let mut all = Sum { size: 0.0, sum: [0.0; D] };
    values.for_each(|value| {
        all.size += 1.0;
        (0..D).for_each(|k| all.sum[k] += value[k]);
    });
    all
}

/// The sum of squares between groups, of values whose mean is 0.
fn between<const D: usize>(sums: &[Sum<D>]) -> f64 {
    let square = |sum: &Sum<D>| sum.sum.iter().map(|x| x * x).sum::<f64>() / sum.size;
    sums.iter().filter(|sum| sum.size > 0.0).map(square).sum()
}

fn cholesky<const D: usize>(spread: [[f64; D]; D]) -> [[f64; D]; D] {
    let mut lower = [[0.0; D]; D];
    for j in 0..D {
        for k in 0..=j {
            let known: f64 = (0..k).map(|i| lower[j][i] * lower[k][i]).sum();
            let rest = spread[j][k] - known;
            lower[j][k] = match (j == k, lower[k][k] > 0.0) {
                (true, _) => rest.max(0.0).sqrt(),
                (false, true) => rest / lower[k][k],
                (false, false) => 0.0,
            };
        }
    }
    lower
}

#[cfg(test)]
mod tests {
    use crate::patterns::progress::Progress;

    use super::*;

    fn draws(times: u32) -> Draws<'static> {
        Draws { times, seed: 2, progress: Progress::none() }
    }

    fn groups(sizes: &[usize], shift: f64, seed: u64) -> Vec<Vec<[f64; 2]>> {
        let mut random = Random::new(seed);
        let mut value = |group: usize| [random.normal() + shift * group as f64, 2.0 * random.normal()];
        sizes.iter().enumerate().map(|(group, &size)| (0..size).map(|_| value(group)).collect()).collect()
    }

    #[test]
    fn a_shift_is_significant_and_no_shift_is_not() {
        for sizes in [&[30, 40, 50][..], &[3_000, 9_000, 400]] {
            let near = |shift: f64| {
                let values = Values::new(groups(sizes, shift, 4), None);
                f64::from(values.at_least(&values.observed().unwrap(), draws(199))) / 199.0
            };
            assert_eq!(near(2.0), 0.0);
            assert!(near(0.0) > 0.02);
        }
    }

    #[test]
    fn shuffling_and_drawing_from_the_normal_distribution_agree() {
        let many = groups(&[2_500, 6_000], 0.012, 9);
        let fast = Values::new(many.clone(), None);
        let observed = fast.observed().unwrap();
        let alone: Vec<Member> = (0..8_500).map(|at| Member { group: u8::from(at >= 2_500), block: at, within: at }).collect();
        let slow = Values::new(many, Some(&alone));
        let [fast, slow] = [fast, slow].map(|values| f64::from(values.at_least(&observed, draws(1_999))) / 1_999.0);
        assert!((fast - slow).abs() < 4.0 * (2.0 * slow * (1.0 - slow) / 1_999.0).sqrt(), "{fast} {slow}");
    }

    #[test]
    fn groups_without_spread_have_no_f() {
        assert_eq!(Values::new(vec![vec![[1.0]], vec![[1.0]]], None).observed(), None);
        assert_eq!(Values::new(vec![vec![[1.0], [1.0]], vec![]], None).observed(), None);
        let same = 0.1f64.sqrt();
        let dust: Vec<[f64; 1]> = (0..30).map(|at| [same * (1.0 + f64::from(at % 3) * f64::EPSILON)]).collect();
        assert_eq!(Values::new(vec![dust[..10].to_vec(), dust[10..].to_vec()], None).observed(), None, "only rounding varies");
        let apart = Values::new(vec![vec![[1.0], [1.0]], vec![[2.0], [2.0]]], None).observed().unwrap();
        assert_eq!((apart.f, apart.r_squared), (None, 1.0));
    }
}
