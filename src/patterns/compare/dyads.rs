//! How groups differ on a dyad.

use ndarray::{Array2, Axis, Slice};

use crate::model::WHOLE;
use crate::patterns::columns::{DyadColumn, Replies, State};
use crate::patterns::describe::{COUNTERS, Histogram, Quantiles, counter};
use crate::patterns::statistics::{cliff, clustered_variance, dominance, kruskal_wallis, mann_whitney, mid_ranks, size};

use super::context::Context;
use super::difference::{DyadDifference, DyadPair};
use super::evidence::{Effect, Measure, Test, TestName};
use super::exchangeability::Exchangeability;
use super::families::adjust_family;
use super::result::Finding;
use super::spread::Values;

/// Positions from 0 to 10,000.
const POSITIONS: usize = WHOLE as usize + 1;

impl Context<'_> {
    pub(super) fn dyad(&self, id: &str, column: &DyadColumn) -> (DyadDifference, Finding) {
        let counted = self.counted(&column.position, COUNTERS, counter);
        let histograms: Vec<Histogram> = counted.rows().into_iter().map(|counts| Histogram::counted(counts.to_vec())).collect();
        let answered: Vec<Replies> = histograms.iter().map(Histogram::replies).collect();
        let counts = counted.slice_axis(Axis(1), Slice::from(..POSITIONS)).to_owned();
        // Which story gave which answer matters only when stories are in blocks.
        let in_blocks = self.blocks.is_some();
        let rows = if in_blocks { self.answered(&column.position, State::of_position).0 } else { Vec::new() };
        let mut pairs: Vec<DyadPair> = self.pairs().map(|(g, h)| self.dyad_pair(column, &rows, &counts, g, h)).collect();
        let test = if self.groups.len() == 2 { pairs[0].test.clone() } else { self.kruskal(column, &rows, &counts) };
        adjust_family(pairs.iter_mut().map(|pair| &mut pair.test).collect());
        let finding = Finding {
            signifier: id.to_owned(),
            stone: None,
            effect: furthest(&pairs),
            test: test.name,
            p: test.p,
            p_adjusted: None,
            too_few: Vec::new(),
            sentence: String::new(),
            warnings: self.warnings(answered.iter().copied()),
        };
        let quantiles = self.by_group(histograms.iter().map(Quantiles::of));
        (DyadDifference { groups: self.by_group(answered), quantiles, test, pairs }, finding)
    }

    fn kruskal(&self, column: &DyadColumn, rows: &[Vec<u32>], counts: &Array2<u32>) -> Test {
        let Some(found) = kruskal_wallis(counts.view()) else { return Test::none(TestName::KruskalWallis) };
        let test = Test::by_theory(TestName::KruskalWallis, found.h, Some(found.degrees), found.p);
        self.by_blocks(test, column, &rows.iter().collect::<Vec<_>>(), counts, 1)
    }

    fn dyad_pair(&self, column: &DyadColumn, rows: &[Vec<u32>], counts: &Array2<u32>, g: usize, h: usize) -> DyadPair {
        let (first, second) = (counts.row(g), counts.row(h));
        let test = match mann_whitney(first, second) {
            Some(found) => match found.p {
                Some(p) => {
                    let test = Test::by_theory(TestName::MannWhitney, found.u, None, p);
                    let both = counts.select(Axis(0), &[g, h]);
                    let rows: Vec<&Vec<u32>> = [g, h].into_iter().filter_map(|group| rows.get(group)).collect();
                    self.by_blocks(test, column, &rows, &both, (10 + 8 * g + h) as u64)
                }
                None => Test { statistic: Some(found.u), ..Test::none(TestName::MannWhitney) },
            },
            None => Test::none(TestName::MannWhitney),
        };
        let chance = self.clustered(column, rows, counts, g, h);
        let variance = match chance {
            Chance::OfUnits(variance) => Some(variance),
            Chance::OfStories | Chance::Unknown => None,
        };
        let found = cliff(first, second, variance);
        DyadPair {
            between: self.names(g, h),
            test,
            cliffs_delta: found.map(|found| found.delta),
            interval: found.and_then(|found| found.interval).filter(|_| !matches!(chance, Chance::Unknown)),
        }
    }

    /// The same test by permutation of the ranks, when stories are in blocks.
    fn by_blocks(&self, test: Test, column: &DyadColumn, rows: &[&Vec<u32>], counts: &Array2<u32>, seed: u64) -> Test {
        let Some(members) = self.members(rows.iter().copied()) else { return test };
        let (ranks, _) = mid_ranks(counts.view());
        let rank = |&row: &u32| [ranks[usize::from(column.position[row as usize])]];
        let values = Values::new(rows.iter().map(|rows| rows.iter().map(rank).collect()).collect(), Some(&members));
        match values.observed() {
            Some(found) => {
                test.read_by(values.at_least(&found, self.draws(self.permutations, self.seed(seed))), self.permutations)
            }
            None => test,
        }
    }

    /// The variance of Cliff's δ when stories are in blocks.
    fn clustered(&self, column: &DyadColumn, rows: &[Vec<u32>], counts: &Array2<u32>, g: usize, h: usize) -> Chance {
        let own = [g, h].into_iter().filter_map(|group| rows.get(group));
        let Some(members) = self.members(own) else { return Chance::OfStories };
        let found = Exchangeability::of(&members);
        if found.can_be_drawn(&members, 2) != [true, true] {
            return Chance::Unknown;
        }
        let mut units = found.drawn_with().into_iter();
        let mut parts = Vec::with_capacity(members.len());
        for (own, other) in [(g, h), (h, g)] {
            let n = size(counts.row(own));
            let d = dominance(counts.row(other));
            let mean = counts.row(own).iter().zip(&d).map(|(&count, d)| f64::from(count) * d).sum::<f64>() / n;
            let sign = if own == g { 1.0 } else { -1.0 };
            let part = |row: usize| sign * (d[usize::from(column.position[row])] - mean) / n;
            parts.extend(rows[own].iter().zip(units.by_ref()).map(|(&row, unit)| (unit, part(row as usize))));
        }
        clustered_variance(&mut parts).map_or(Chance::Unknown, Chance::OfUnits)
    }
}

/// The source of a figure's variance.
#[derive(Clone, Copy)]
enum Chance {
    /// Independent stories.
    OfStories,
    /// The variance over independent units.
    OfUnits(f64),
    /// There are too few independent units.
    Unknown,
}

/// The pair whose δ is furthest from 0, with the sign and the order of groups that the pair has.
fn furthest(pairs: &[DyadPair]) -> Effect {
    let size = |pair: &DyadPair| pair.cliffs_delta.map_or(-1.0, f64::abs);
    let found = pairs.iter().reduce(|best, pair| if size(pair) > size(best) { pair } else { best });
    let found = found.filter(|pair| pair.cliffs_delta.is_some());
    Effect {
        measure: Measure::CliffsDelta,
        size: found.and_then(|pair| pair.cliffs_delta),
        interval: found.and_then(|pair| pair.interval),
        between: found.map(|pair| pair.between.clone()),
    }
}
