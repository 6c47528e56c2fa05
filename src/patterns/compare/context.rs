//! The comparison of one signifier: what every kind of it needs.

use ndarray::{Array2, ArrayView1, Axis};
use rayon::prelude::*;

use crate::patterns::columns::{BLOCK, Chunked, Listed, Replies, State};
use crate::patterns::describe::{Labels, warning_of_group, warning_of_not_asked};
use crate::patterns::ordered::Ordered;
use crate::patterns::progress::Progress;
use crate::patterns::statistics::{Random, independence, quantile, tables};

use super::blocks::Blocks;
use super::evidence::{Test, TestName};
use super::exchangeability::Member;
use super::group::Group;
use super::permutation::{self, Draws};

/// One signifier's comparison.
pub(super) struct Context<'a> {
    pub(super) groups: &'a [Group<'a>],
    /// The rows of each group.
    pub(super) rows: &'a [Listed<'a>],
    pub(super) blocks: Option<&'a Blocks>,
    pub(super) permutations: u32,
    /// The fewest answers of a group that are compared.
    pub(super) fewest: u64,
    pub(super) labels: &'a Labels,
    pub(super) progress: Progress<'a>,
    pub(super) seeds: Random,
}

impl Context<'_> {
    pub(super) fn draws(&self, times: u32, seed: u64) -> Draws<'_> {
        Draws { times, seed, progress: self.progress }
    }

    /// A seed for one test of this signifier.
    pub(super) fn seed(&self, test: u64) -> u64 {
        self.seeds.stream(test).next()
    }

    /// The rows of each group that answered, and how many answered, said that it does not fit, skipped it, or were not asked.
    pub(super) fn answered<T: Copy + PartialEq + Sync + Send>(
        &self,
        cells: &Chunked<T>,
        state: impl Fn(T) -> State + Sync,
    ) -> (Vec<Vec<u32>>, Vec<Replies>) {
        let one = |group: &Listed<'_>| {
            let mut rows = Vec::with_capacity(group.rows.len());
            let (mut spare, mut not_applicable, mut not_asked) = (Vec::new(), 0, 0);
            for block in 0..group.blocks() {
                let cells = cells.block(block);
                for &place in group.within(block, &mut spare) {
                    match state(cells[usize::from(place)]) {
                        State::Answered => rows.push((block * BLOCK + usize::from(place)) as u32),
                        State::NotApplicable => not_applicable += 1,
                        State::NotAsked => not_asked += 1,
                        State::Unanswered => {}
                    }
                }
            }
            let answered = rows.len() as u64;
            let unanswered = group.rows.len() as u64 - answered - not_applicable - not_asked;
            (rows, Replies { answered, not_applicable, unanswered, not_asked })
        };
        self.rows.par_iter().map(one).unzip()
    }

    /// Whether there are answers, but fewer than are compared.
    pub(super) fn is_few(&self, answers: u64) -> bool {
        (1..self.fewest).contains(&answers)
    }

    /// Empties the lists of rows of groups with too few answers, and names these groups.
    pub(super) fn leave_out_few(&self, rows: &mut [Vec<u32>]) -> Vec<String> {
        let mut left_out = Vec::new();
        for (rows, group) in rows.iter_mut().zip(self.groups) {
            if self.is_few(rows.len() as u64) {
                rows.clear();
                left_out.push(group.name.to_owned());
            }
        }
        left_out
    }

    /// How often each group has each value of the cells: groups × values. `place` gives the place of a value, below `values`.
    pub(super) fn counted<T: Copy + PartialEq + Sync + Send>(
        &self,
        cells: &Chunked<T>,
        values: usize,
        place: impl Fn(T) -> usize + Sync,
    ) -> Array2<u32> {
        let count = |group: &Listed<'_>| {
            let (mut counts, mut spare) = (vec![0; values], Vec::new());
            for block in 0..group.blocks() {
                let cells = cells.block(block);
                for &row in group.within(block, &mut spare) {
                    counts[place(cells[usize::from(row)])] += 1;
                }
            }
            counts
        };
        let counts: Vec<Vec<u32>> = self.rows.par_iter().map(count).collect();
        Array2::from_shape_fn((counts.len(), values), |(group, value)| counts[group][value])
    }

    /// Counts of the rows in cells, which can be permuted.
    pub(super) fn tally<C: Into<u32>>(
        &self,
        rows: &[Vec<u32>],
        cells: usize,
        cell: impl Fn(usize) -> C + Sync,
    ) -> permutation::Tally {
        let cell = |row: usize| -> u32 { cell(row).into() };
        let Some(blocks) = self.blocks else {
            let mut counts = Array2::zeros((rows.len(), cells));
            counts.axis_iter_mut(Axis(0)).into_par_iter().zip(rows).for_each(|(mut counts, rows)| {
                rows.iter().for_each(|&row| counts[cell(row as usize) as usize] += 1);
            });
            return permutation::Tally::free(counts);
        };
        let all = (0u8..).zip(rows).flat_map(|(group, rows)| rows.iter().map(move |&row| (group, row as usize)));
        let items: Vec<permutation::Item> =
            all.map(|(group, row)| permutation::Item { member: blocks.member(group, row), cell: cell(row) }).collect();
        permutation::Tally::blocked(rows.len(), cells, &items)
    }

    /// The rows' stories, group by group, when stories are in blocks.
    pub(super) fn members<'r>(&self, rows: impl IntoIterator<Item = &'r Vec<u32>>) -> Option<Vec<Member>> {
        let blocks = self.blocks?;
        let all = (0u8..).zip(rows).flat_map(|(group, rows)| rows.iter().map(move |&row| (group, row as usize)));
        Some(all.map(|(group, row)| blocks.member(group, row)).collect())
    }

    pub(super) fn by_group<T>(&self, values: impl IntoIterator<Item = T>) -> Ordered<T> {
        self.groups.iter().map(|group| group.name.to_owned()).zip(values).collect()
    }

    pub(super) fn names(&self, g: usize, h: usize) -> [String; 2] {
        [self.groups[g].name.to_owned(), self.groups[h].name.to_owned()]
    }

    pub(super) fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let groups = self.groups.len();
        (0..groups).flat_map(move |g| (g + 1..groups).map(move |h| (g, h)))
    }

    /// Warnings about groups with few answers, or that were not asked.
    pub(super) fn warnings(&self, replies: impl IntoIterator<Item = Replies>) -> Vec<String> {
        let warning = |(group, replies): (&Group<'_>, Replies)| {
            let name = self.labels.group(group.name);
            warning_of_not_asked(name, replies).or_else(|| warning_of_group(name, replies.answered))
        };
        self.groups.iter().zip(replies).filter_map(warning).collect()
    }

    /// A test of independence in the table of a tally, by permutation where theory does not apply.
    pub(super) fn table(&self, name: TestName, tally: &permutation::Tally, seed: u64) -> (Test, Option<f64>, Option<[f64; 2]>) {
        let Some(found) = independence(tally.groups.view()) else { return (Test::none(name), None, None) };
        let mut test = Test::by_theory(name, found.chi_squared, Some(found.degrees), found.p);
        let (mut cramers_v, mut inflation) = (found.cramers_v, 1.0);
        if tally.is_blocked() || found.least_expected < 5.0 {
            let of_all = |deals: &[Array2<u32>]| deals.iter().map(|deal| tables::chi_squared(deal.view())).collect();
            let dealt: Vec<f64> = tally.permuted(self.draws(self.permutations, seed), of_all);
            let threshold = permutation::at_least(found.chi_squared);
            test = test.read_by(dealt.iter().filter(|dealt| **dealt >= threshold).count() as u32, self.permutations);
            if tally.is_blocked() {
                inflation = tables::inflation(tally.groups.view(), dealt.iter().sum::<f64>() / dealt.len() as f64);
                cramers_v = tables::corrected_v(tally.groups.view(), inflation);
            }
        }
        let each = |tables: &[Array2<u32>]| tables.iter().map(|table| tables::resampled_v(table.view(), inflation)).collect();
        let can_be_drawn = all_can_be_drawn(tally);
        let drawn = if can_be_drawn { tally.bootstrap(self.draws(TABLE_SAMPLES, seed ^ 1), each) } else { Vec::new() };
        let interval = interval(drawn).filter(|_| can_be_drawn).and_then(|found| holding(found, cramers_v, tally.is_blocked()));
        (test, can_be_drawn.then_some(cramers_v), interval)
    }
}

/// Beside its figure by no more than this, an interval is so by rounding.
const ROUNDING: f64 = 1e-6;

/// A bootstrap interval of an effect from 0 to 1, extended to its figure where it ends before it: the samples of groups without
/// spread are all the same, and their effects are corrected for bias once more. With few blocks, resampling can miss the figure
/// by far, and is then meaningless.
pub(super) fn holding([low, high]: [f64; 2], figure: f64, blocked: bool) -> Option<[f64; 2]> {
    let missed = figure < low - ROUNDING || figure > high + ROUNDING;
    (!(blocked && missed)).then(|| [low.min(figure).max(0.0), high.max(figure).min(1.0)])
}

/// Whether resampling is meaningful in every group that has answers.
pub(super) fn all_can_be_drawn(tally: &permutation::Tally) -> bool {
    let filled = |group: ArrayView1<'_, u32>| group.iter().any(|&count| count > 0);
    tally.groups.rows().into_iter().enumerate().all(|(at, group)| !filled(group) || tally.can_be_drawn(at))
}

/// Bootstrap samples of a table.
pub(super) const TABLE_SAMPLES: u32 = 499;

/// The middle 95 % of bootstrap values, by quantiles of type 7.
pub(super) fn interval(mut drawn: Vec<f64>) -> Option<[f64; 2]> {
    if drawn.is_empty() {
        return None;
    }
    drawn.sort_by(f64::total_cmp);
    Some([quantile(&drawn, 0.025), quantile(&drawn, 0.975)])
}
