//! Compares groups of stories: on which signifiers they differ, how much, and with what uncertainty.
//!
//! Each kind of signifier has one test, chosen in advance, for its finding: energy distance for triads and stones, Mann–Whitney
//! or Kruskal–Wallis for dyads, χ² for choices. Findings are adjusted together, and those of one measure are ordered by effect,
//! because with many stories everything is significant. Other tests are reported too; the tests of each kind are adjusted as a
//! family. A test has one adjusted p-value, wherever it is shown.

mod adjust;
mod blocks;
mod choices;
mod dyads;
mod energy;
mod exchangeability;
mod hypergeometric;
mod p_values;
mod permutation;
mod ranks;
mod result;
mod sentence;
mod spread;
mod stones;
mod tables;
mod triads;

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::chunked::{BLOCK, Chunked};
use super::column::{Column, State};
use super::columns::Columns;
use super::fault::{PatternFault, WorkFault};
use super::interpretation::{warning_of_group, warning_of_not_asked};
use super::labels::Labels;
use super::progress::Progress;
use super::random::Random;
use super::replies::Replies;
use super::rows::Rows;
use super::share::{Ordered, quantile};

use exchangeability::Member;
use permutation::Draws;
pub(super) use tables::{adjusted_residuals, independence};

pub use blocks::{BlockShape, Blocks, FEW_DEALS};
pub use energy::{COMPARE_GRID, COMPARE_LATTICE};
pub use result::{
    ChoiceDifference, CompareOptions, Comparison, Difference, DyadDifference, DyadPair, Effect, EnergyPair, Finding, GroupSize,
    Measure, OptionDifference, ReadFrom, StoneDifference, StonesDifference, TableCell, TableDifference, Test, TestName,
    TriadDifference,
};

/// The allowed numbers of groups.
pub const GROUPS: std::ops::RangeInclusive<usize> = 2..=8;

/// The allowed numbers of permutations.
pub const PERMUTATIONS: std::ops::RangeInclusive<u32> = 99..=9_999;

/// Stories to be compared with others.
#[derive(Clone, Copy, Debug)]
pub struct Group<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its stories.
    pub rows: &'a Rows,
}

/// Compares groups of stories on signifiers.
///
/// Permutations depend on the seed only: equal groups and seeds give equal results on any machine. With `blocks`, stories of
/// one storyteller or collection are permuted and resampled together.
///
/// ```
/// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/examples/stories.rs")); }
/// use example::stories;
/// use sensing::patterns::{CompareOptions, Group, Progress, compare};
///
/// let columns = stories();
/// let groups = columns.by_choice(&columns.all(), "audience", "by")?;
/// let groups: Vec<Group<'_>> = groups.iter().map(|(name, rows)| Group { name, rows }).collect();
/// let options = CompareOptions { signifiers: Some(vec!["timing".to_owned()]), ..CompareOptions::default() };
/// let found = compare(&columns, &groups, None, &options, Progress::none())?;
/// assert!(found.findings[0].p.unwrap() < 0.001);
/// println!("{}", found.findings[0].sentence);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// when there are fewer than 2 or more than 8, when two have the same name, or when they share a story; on `permutations` out
/// of range; on `signifiers[…]` for one that is unknown. [`Cancelled`](super::Cancelled) when `progress` told it to stop.
pub fn compare(
    columns: &Columns,
    groups: &[Group<'_>],
    blocks: Option<&Blocks>,
    options: &CompareOptions,
    progress: Progress<'_>,
) -> Result<Comparison, WorkFault> {
    check(groups, options)?;
    let chosen = choose(columns, options.signifiers.as_deref())?;
    let done = AtomicUsize::new(0);
    let compare_one = |(at, (id, column)): (usize, &(&str, &Column))| {
        let context = Context {
            groups,
            blocks,
            permutations: options.permutations,
            labels: &options.labels,
            progress: progress.silent(),
            seeds: Random::new(options.seed).stream(at as u64),
        };
        let (difference, findings) = context.compare(id, column);
        // Reports the progress here; cancellation is checked once more at the end.
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        _ = progress.tell(done as f32 / chosen.len() as f32);
        ((*id).to_owned(), difference, findings)
    };
    let compared: Vec<(String, Difference, Vec<Finding>)> = chosen.par_iter().enumerate().map(compare_one).collect();
    progress.check()?;
    let mut signifiers = Ordered(Vec::new());
    let mut findings = Vec::new();
    for (id, difference, own) in compared {
        signifiers.0.push((id, difference));
        findings.extend(own);
    }
    adjust_families(&mut signifiers);
    let adjusted = adjust::benjamini_hochberg(&findings.iter().map(|finding| finding.p).collect::<Vec<_>>());
    for (finding, p_adjusted) in findings.iter_mut().zip(adjusted) {
        finding.p_adjusted = p_adjusted;
        let stone = finding.stone.as_deref();
        let difference = signifiers.0.iter_mut().find(|(id, _)| *id == finding.signifier);
        if let Some((_, difference)) = difference {
            difference.tests_of(stone).into_iter().for_each(|test| test.p_adjusted = p_adjusted);
        }
        finding.sentence = sentence::sentence(finding, groups.len(), &signifiers, &options.labels);
    }
    findings.sort_by(order);
    let warning = |group: &Group<'_>| warning_of_group(options.labels.group(group.name), group.rows.len() as u64);
    let mut warnings: Vec<String> = groups.iter().filter_map(warning).collect();
    warnings.extend(too_few_permutations(&findings, options.permutations));
    let sizes = groups.iter().map(|group| GroupSize { name: group.name.to_owned(), stories: group.rows.len() as u64 });
    Ok(Comparison {
        groups: sizes.collect(),
        permutations: options.permutations,
        seed: options.seed,
        by_block: blocks.is_some(),
        findings,
        signifiers,
        warnings,
    })
}

/// Findings of one measure together, the largest effect first; then those without an effect. Effects of different measures
/// are not on one scale, so that an order among them would mean nothing.
fn order(a: &Finding, b: &Finding) -> std::cmp::Ordering {
    let size = |finding: &Finding| finding.effect.size.map(f64::abs);
    match (size(a), size(b)) {
        (Some(one), Some(other)) => a.effect.measure.cmp(&b.effect.measure).then(other.total_cmp(&one)),
        (one, other) => other.is_some().cmp(&one.is_some()),
    }
}

fn check(groups: &[Group<'_>], options: &CompareOptions) -> Result<(), PatternFault> {
    if !GROUPS.contains(&groups.len()) {
        let message = format!("{} to {} groups can be compared, and these are {}", GROUPS.start(), GROUPS.end(), groups.len());
        return Err(PatternFault::new("groups", message));
    }
    if !PERMUTATIONS.contains(&options.permutations) {
        let message = format!("the number of permutations must be from {} to {}", PERMUTATIONS.start(), PERMUTATIONS.end());
        return Err(PatternFault::new("permutations", message));
    }
    for (at, group) in groups.iter().enumerate() {
        for earlier in &groups[..at] {
            if earlier.name == group.name {
                return Err(PatternFault::new(format!("groups[{at}].name"), format!("two groups are called “{}”", group.name)));
            }
            let shared = earlier.rows.and(group.rows).len();
            if shared > 0 {
                let message = format!(
                    "“{}” and “{}” share {shared} stories; groups that are compared must have no story in common",
                    earlier.name, group.name
                );
                return Err(PatternFault::new(format!("groups[{at}]"), message));
            }
        }
    }
    Ok(())
}

fn choose<'a>(columns: &'a Columns, asked: Option<&'a [String]>) -> Result<Vec<(&'a str, &'a Column)>, PatternFault> {
    let Some(asked) = asked else {
        return Ok(columns.signifiers().filter_map(|id| columns.column(id).map(|column| (id, column))).collect());
    };
    let found = |(at, id): (usize, &'a String)| Ok((id.as_str(), columns.known(id, &format!("signifiers[{at}]"))?));
    asked.iter().enumerate().map(found).collect()
}

/// A p-value by permutation is never below 1/(1 + permutations), so that over many findings the adjusted one of a lone
/// difference cannot come below 0.05, however large it is.
fn too_few_permutations(findings: &[Finding], permutations: u32) -> Option<String> {
    let tested = findings.iter().filter(|finding| finding.p.is_some()).count() as u32;
    // Twice as many as needed for 0.05, to leave room below it.
    let wanted = 40 * tested;
    let message = || {
        format!(
            "Over {tested} findings, {permutations} permutations can hardly show a difference that stands alone: take {} or more, or \
             fewer signifiers.",
            wanted.min(*PERMUTATIONS.end())
        )
    };
    (permutations + 1 < wanted).then(message)
}

/// Adjusts the tests of each name over all signifiers. Tests of findings are adjusted with the findings.
fn adjust_families(signifiers: &mut Ordered<Difference>) {
    let mut families: HashMap<TestName, Vec<&mut Test>> = HashMap::new();
    for (_, difference) in &mut signifiers.0 {
        if let Difference::Triad(found) = difference {
            let tests = [&mut found.permanova, &mut found.permdisp, &mut found.zones.test];
            tests.into_iter().for_each(|test| families.entry(test.name).or_default().push(test));
        }
    }
    for family in families.into_values() {
        adjust(family);
    }
}

/// Adjusts the tests of one family.
fn adjust(mut family: Vec<&mut Test>) {
    let p: Vec<Option<f64>> = family.iter().map(|test| test.p).collect();
    for (test, p_adjusted) in family.iter_mut().zip(adjust::benjamini_hochberg(&p)) {
        test.p_adjusted = p_adjusted;
    }
}

/// One signifier's comparison.
struct Context<'a> {
    groups: &'a [Group<'a>],
    blocks: Option<&'a Blocks>,
    permutations: u32,
    labels: &'a Labels,
    progress: Progress<'a>,
    seeds: Random,
}

impl Context<'_> {
    fn compare(&self, id: &str, column: &Column) -> (Difference, Vec<Finding>) {
        match column {
            Column::Triad(column) => {
                let (difference, finding) = self.triad(id, column);
                (Difference::Triad(Box::new(difference)), vec![finding])
            }
            Column::Dyad(column) => {
                let (difference, finding) = self.dyad(id, column);
                (Difference::Dyad(Box::new(difference)), vec![finding])
            }
            Column::Stones(column) => {
                let (difference, findings) = self.stones(id, column);
                (Difference::Stones(difference), findings)
            }
            Column::Choice(column) => {
                let (difference, finding) = self.choice(id, column);
                (Difference::Choice(Box::new(difference)), vec![finding])
            }
        }
    }

    fn draws(&self, times: u32, seed: u64) -> Draws<'_> {
        Draws { times, seed, progress: self.progress }
    }

    /// A seed for one test of this signifier.
    fn seed(&self, test: u64) -> u64 {
        self.seeds.stream(test).next()
    }

    /// The rows of each group that answered, and how many answered, said that it does not fit, skipped it, or were not asked.
    fn answered<T: Copy + PartialEq + Sync + Send>(
        &self,
        cells: &Chunked<T>,
        state: impl Fn(T) -> State + Sync,
    ) -> (Vec<Vec<u32>>, Vec<Replies>) {
        let one = |group: &Group<'_>| {
            let mut rows = Vec::with_capacity(group.rows.len());
            let (mut places, mut not_applicable, mut not_asked) = (Vec::new(), 0, 0);
            for block in 0..group.rows.blocks() {
                group.rows.within(block, &mut places);
                let cells = cells.block(block);
                for &place in &places {
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
        self.groups.par_iter().map(one).unzip()
    }

    /// Counts of the rows in cells, which can be permuted.
    fn tally<C: Into<u32>>(&self, rows: &[Vec<u32>], cells: usize, cell: impl Fn(usize) -> C + Sync) -> permutation::Tally {
        let cell = |row: usize| -> u32 { cell(row).into() };
        let Some(blocks) = self.blocks else {
            let count = |rows: &Vec<u32>| {
                let mut counts = vec![0u32; cells];
                rows.iter().for_each(|&row| counts[cell(row as usize) as usize] += 1);
                counts
            };
            return permutation::Tally::free(rows.par_iter().map(count).collect());
        };
        let all = (0u8..).zip(rows).flat_map(|(group, rows)| rows.iter().map(move |&row| (group, row as usize)));
        let items: Vec<permutation::Item> =
            all.map(|(group, row)| permutation::Item { member: blocks.member(group, row), cell: cell(row) }).collect();
        permutation::Tally::blocked(rows.len(), cells, &items)
    }

    /// The rows' stories, group by group, when stories are in blocks.
    fn members(&self, rows: &[Vec<u32>]) -> Option<Vec<Member>> {
        let blocks = self.blocks?;
        let all = (0u8..).zip(rows).flat_map(|(group, rows)| rows.iter().map(move |&row| (group, row as usize)));
        Some(all.map(|(group, row)| blocks.member(group, row)).collect())
    }

    fn by_group<T>(&self, values: impl IntoIterator<Item = T>) -> Ordered<T> {
        self.groups.iter().map(|group| group.name.to_owned()).zip(values).collect()
    }

    fn names(&self, g: usize, h: usize) -> [String; 2] {
        [self.groups[g].name.to_owned(), self.groups[h].name.to_owned()]
    }

    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let groups = self.groups.len();
        (0..groups).flat_map(move |g| (g + 1..groups).map(move |h| (g, h)))
    }

    /// Warnings about groups with few answers, or that were not asked.
    fn warnings(&self, replies: impl IntoIterator<Item = Replies>) -> Vec<String> {
        let warning = |(group, replies): (&Group<'_>, Replies)| {
            let name = self.labels.group(group.name);
            warning_of_not_asked(name, replies).or_else(|| warning_of_group(name, replies.answered))
        };
        self.groups.iter().zip(replies).filter_map(warning).collect()
    }

    /// A test of independence in the table of a tally, by permutation where theory does not apply.
    fn table(&self, name: TestName, tally: &permutation::Tally, seed: u64) -> (Test, Option<f64>, Option<[f64; 2]>) {
        let Some(found) = independence(&tally.groups) else { return (Test::none(name), None, None) };
        let mut test = Test::by_theory(name, found.chi_squared, Some(found.degrees), found.p);
        let (mut cramers_v, mut inflation) = (found.cramers_v, 1.0);
        if tally.is_blocked() || found.least_expected < 5.0 {
            let of_all = |deals: &[Vec<Vec<u32>>]| deals.iter().map(|deal| tables::chi_squared(deal)).collect();
            let dealt: Vec<f64> = tally.permuted(self.draws(self.permutations, seed), of_all);
            let threshold = permutation::at_least(found.chi_squared);
            test = test.read_by(dealt.iter().filter(|dealt| **dealt >= threshold).count() as u32, self.permutations);
            if tally.is_blocked() {
                inflation = tables::inflation(&tally.groups, dealt.iter().sum::<f64>() / dealt.len() as f64);
                cramers_v = tables::corrected_v(&tally.groups, inflation);
            }
        }
        let each = |tables: &[Vec<Vec<u32>>]| tables.iter().map(|table| tables::resampled_v(table, inflation)).collect();
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
fn holding([low, high]: [f64; 2], figure: f64, blocked: bool) -> Option<[f64; 2]> {
    let missed = figure < low - ROUNDING || figure > high + ROUNDING;
    (!(blocked && missed)).then(|| [low.min(figure).max(0.0), high.max(figure).min(1.0)])
}

/// Whether resampling is meaningful in every group that has answers.
fn all_can_be_drawn(tally: &permutation::Tally) -> bool {
    let filled = |group: &Vec<u32>| group.iter().any(|&count| count > 0);
    tally.groups.iter().enumerate().all(|(at, group)| !filled(group) || tally.can_be_drawn(at))
}

/// Bootstrap samples of a table.
const TABLE_SAMPLES: u32 = 499;

/// The middle 95 % of bootstrap values, by quantiles of type 7.
fn interval(mut drawn: Vec<f64>) -> Option<[f64; 2]> {
    if drawn.is_empty() {
        return None;
    }
    drawn.sort_by(f64::total_cmp);
    Some([quantile(&drawn, 0.025), quantile(&drawn, 0.975)])
}

#[cfg(test)]
mod calibration_tests;
#[cfg(test)]
mod golden_tests;
#[cfg(test)]
mod long_choice_tests;
#[cfg(test)]
mod tests;
