//! Groups of stories compared: on which signifiers do they differ, how much, and how sure may one be?
//!
//! Each kind of signifier has one test that is chosen beforehand and carries its finding: energy distance for triads and
//! stones, Mann–Whitney or Kruskal–Wallis for dyads, χ² for choices. Findings are adjusted together and set in order of
//! their effects, because with many stories everything is significant. The other tests stand beside them, each kind a
//! family of its own.

mod adjust;
mod arrangement;
mod blocks;
mod choices;
mod deal;
mod dyads;
mod energy;
mod ranks;
mod result;
mod sentence;
mod splitter;
mod spread;
mod stones;
mod tables;
mod tails;
mod triads;

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::cells::{BLOCK, Cells};
use super::column::{Column, State};
use super::columns::Columns;
use super::fault::{PatternFault, WorkFault};
use super::random::Random;
use super::rows::Rows;
use super::share::{Ordered, quantile};
use super::watch::Watch;

use arrangement::Member;
use deal::Draws;
pub(super) use tables::{adjusted_residuals, independence};

pub use blocks::{BlockShape, Blocks, FEW_DEALS};
pub use energy::{COMPARE_GRID, COMPARE_LATTICE};
pub use result::{
    Answered, ChoiceDifference, CompareOptions, Comparison, Difference, DyadDifference, DyadPair, Effect, EnergyPair, Finding,
    GroupSize, Measure, OptionDifference, ReadFrom, StoneDifference, StonesDifference, TableCell, TableDifference, Test,
    TestName, TriadDifference,
};

/// How many groups can be compared.
pub const GROUPS: std::ops::RangeInclusive<usize> = 2..=8;

/// How often labels may be permuted.
pub const PERMUTATIONS: std::ops::RangeInclusive<u32> = 99..=9_999;

/// Below this many stories a group carries a warning.
pub const FEW_IN_GROUP: u64 = 30;

/// Stories to be compared with others.
#[derive(Clone, Copy, Debug)]
pub struct Group<'a> {
    /// What to call them.
    pub name: &'a str,
    /// Which they are.
    pub rows: &'a Rows,
}

/// Compares groups of stories on signifiers.
///
/// Permutations follow the seed: the same groups and seed give the same answer on any machine. With `blocks`, stories of
/// one storyteller or collection are permuted and resampled together.
///
/// ```
/// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/examples/stories.rs")); }
/// use example::stories;
/// use sensing::patterns::{CompareOptions, Group, Watch, compare};
///
/// let columns = stories();
/// let groups = columns.by_choice(&columns.all(), "audience", "by")?;
/// let groups: Vec<Group<'_>> = groups.iter().map(|(name, rows)| Group { name, rows }).collect();
/// let options = CompareOptions { signifiers: Some(vec!["timing".to_owned()]), ..CompareOptions::default() };
/// let found = compare(&columns, &groups, None, &options, Watch::none())?;
/// assert!(found.findings[0].p.unwrap() < 0.001);
/// println!("{}", found.findings[0].sentence);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`WorkFault::Faulty`] on `groups` when they are fewer than 2, more than 8, of one name, or share a story; on `permutations`
/// out of range; on `signifiers[…]` for one that is unknown. [`Cancelled`](super::Cancelled) when `watch` told it to stop.
pub fn compare(
    columns: &Columns,
    groups: &[Group<'_>],
    blocks: Option<&Blocks>,
    options: &CompareOptions,
    watch: Watch<'_>,
) -> Result<Comparison, WorkFault> {
    check(groups, options)?;
    let chosen = choose(columns, options.signifiers.as_deref())?;
    let done = AtomicUsize::new(0);
    let compare_one = |(at, (id, column)): (usize, &(&str, &Column))| {
        let context = Context {
            groups,
            blocks,
            permutations: options.permutations,
            watch: watch.silent(),
            seeds: Random::new(options.seed).stream(at as u64),
        };
        let (difference, findings) = context.compare(id, column);
        // How far it has come is told; whether to stop is asked once more at the end.
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        _ = watch.tell(done as f32 / chosen.len() as f32);
        ((*id).to_owned(), difference, findings)
    };
    let compared: Vec<(String, Difference, Vec<Finding>)> = chosen.par_iter().enumerate().map(compare_one).collect();
    watch.check()?;
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
        finding.sentence = sentence::sentence(finding, groups.len(), &signifiers);
    }
    let size = |finding: &Finding| finding.effect.size.unwrap_or(-1.0);
    findings.sort_by(|a, b| size(b).total_cmp(&size(a)));
    let mut warnings: Vec<String> = groups.iter().filter_map(|group| few(group.name, group.rows.len() as u64)).collect();
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

fn few(name: &str, stories: u64) -> Option<String> {
    let few = stories < FEW_IN_GROUP;
    few.then(|| format!("Fewer than {FEW_IN_GROUP} stories in “{name}”: read what is said of this group with care."))
}

/// A p-value by permutation is never below 1/(1 + permutations), so that over many findings the adjusted one of a lone
/// difference cannot come below 0.05, however large it is.
fn too_few_permutations(findings: &[Finding], permutations: u32) -> Option<String> {
    let tested = findings.iter().filter(|finding| finding.p.is_some()).count() as u32;
    // Half of 0.05, so that there is room below it.
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

/// Every test of one name is adjusted over all signifiers.
fn adjust_families(signifiers: &mut Ordered<Difference>) {
    let mut families: HashMap<TestName, Vec<&mut Test>> = HashMap::new();
    for (_, difference) in &mut signifiers.0 {
        let tests: Vec<&mut Test> = match difference {
            Difference::Triad(found) => {
                vec![&mut found.energy, &mut found.permanova, &mut found.permdisp, &mut found.zones.test]
            }
            Difference::Dyad(found) => vec![&mut found.test],
            Difference::Stones(found) => found.stones.0.iter_mut().map(|(_, stone)| &mut stone.energy).collect(),
            Difference::Choice(found) => vec![&mut found.table.test],
        };
        tests.into_iter().for_each(|test| families.entry(test.name).or_default().push(test));
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
    watch: Watch<'a>,
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
        Draws { times, seed, watch: self.watch }
    }

    /// A seed for one test of this signifier.
    fn seed(&self, test: u64) -> u64 {
        self.seeds.stream(test).next()
    }

    /// The rows of each group that answered, and how many did, said that it does not fit, or passed it over.
    fn answered<T: Copy + PartialEq + Sync + Send>(
        &self,
        cells: &Cells<T>,
        state: impl Fn(T) -> State + Sync,
    ) -> (Vec<Vec<u32>>, Vec<Answered>) {
        let one = |group: &Group<'_>| {
            let mut rows = Vec::with_capacity(group.rows.len());
            let (mut places, mut not_applicable) = (Vec::new(), 0);
            for block in 0..group.rows.blocks() {
                group.rows.within(block, &mut places);
                let cells = cells.block(block);
                for &place in &places {
                    match state(cells[usize::from(place)]) {
                        State::Answered => rows.push((block * BLOCK + usize::from(place)) as u32),
                        State::NotApplicable => not_applicable += 1,
                        State::Unanswered => {}
                    }
                }
            }
            let answered = rows.len() as u64;
            let unanswered = group.rows.len() as u64 - answered - not_applicable;
            (rows, Answered { answered, not_applicable, unanswered })
        };
        self.groups.par_iter().map(one).unzip()
    }

    /// Counts of the rows in cells, and how to deal them.
    fn tally(&self, rows: &[Vec<u32>], cells: usize, cell: impl Fn(usize) -> u16 + Sync) -> deal::Tally {
        let Some(blocks) = self.blocks else {
            let count = |rows: &Vec<u32>| {
                let mut counts = vec![0u32; cells];
                rows.iter().for_each(|&row| counts[usize::from(cell(row as usize))] += 1);
                counts
            };
            return deal::Tally::free(rows.par_iter().map(count).collect());
        };
        let all = (0u8..).zip(rows).flat_map(|(group, rows)| rows.iter().map(move |&row| (group, row as usize)));
        let items: Vec<deal::Item> =
            all.map(|(group, row)| deal::Item { member: blocks.member(group, row), cell: cell(row) }).collect();
        deal::Tally::blocked(rows.len(), cells, &items)
    }

    /// The rows' stories, group by group, when stories come in blocks.
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

    /// Warnings on groups of which few answered.
    fn warnings(&self, answered: impl IntoIterator<Item = u64>) -> Vec<String> {
        self.groups.iter().zip(answered).filter_map(|(group, answered)| few(group.name, answered)).collect()
    }

    /// A test of independence in the table of a tally, read by permutation where theory does not reach.
    fn table(&self, name: TestName, tally: &deal::Tally, seed: u64) -> (Test, Option<f64>, Option<[f64; 2]>) {
        let Some(found) = independence(&tally.groups) else { return (Test::none(name), None, None) };
        let mut test = Test::by_theory(name, found.chi_squared, Some(found.degrees), found.p);
        let (mut cramers_v, mut inflation) = (found.cramers_v, 1.0);
        if tally.is_blocked() || found.least_expected < 5.0 {
            let of_all = |deals: &[Vec<Vec<u32>>]| deals.iter().map(|deal| tables::chi_squared(deal)).collect();
            let dealt: Vec<f64> = tally.permuted(self.draws(self.permutations, seed), of_all);
            let threshold = deal::at_least(found.chi_squared);
            test = test.read_by(dealt.iter().filter(|dealt| **dealt >= threshold).count() as u32, self.permutations);
            if tally.is_blocked() {
                inflation = tables::inflation(&tally.groups, &dealt);
                cramers_v = tables::corrected_v(&tally.groups, inflation);
            }
        }
        let each = |tables: &[Vec<Vec<u32>>]| tables.iter().map(|table| tables::resampled_v(table, inflation)).collect();
        let can_be_drawn = all_can_be_drawn(tally);
        let drawn = if can_be_drawn { tally.bootstrap(self.draws(TABLE_SAMPLES, seed ^ 1), each) } else { Vec::new() };
        let interval = interval(drawn).filter(|found| can_be_drawn && (!tally.is_blocked() || holds(*found, cramers_v)));
        (test, can_be_drawn.then_some(cramers_v), interval)
    }
}

/// Whether an interval holds the figure that it belongs to. Where few blocks make groups, drawing them again can miss it, and then
/// says nothing.
fn holds([low, high]: [f64; 2], figure: f64) -> bool {
    (low..=high).contains(&figure)
}

/// Whether something is learned from drawing again in every group that has answers.
fn all_can_be_drawn(tally: &deal::Tally) -> bool {
    let filled = |group: &Vec<u32>| group.iter().any(|&count| count > 0);
    tally.groups.iter().enumerate().all(|(at, group)| !filled(group) || tally.can_be_drawn(at))
}

/// Bootstrap samples of a table.
const TABLE_SAMPLES: u32 = 499;

/// The middle 95 % of bootstrap values, quantiles of type 7.
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
mod tests;
