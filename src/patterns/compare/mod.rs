//! Compares groups of stories: on which signifiers they differ, how much, and with what uncertainty.
//!
//! Each kind of signifier has one test, chosen in advance, for its finding: energy distance for triads and stones, Mann–Whitney
//! or Kruskal–Wallis for dyads, χ² for choices. Findings are adjusted together, and those of one measure are ordered by effect,
//! because with many stories everything is significant. Other tests are reported too; the tests of each kind are adjusted as a
//! family. A test has one adjusted p-value, wherever it is shown.
//!
//! - Groups of rows and [`CompareOptions`] → a [`Comparison`]: [`compare()`].
//! - Columns → which stories must be permuted together: [`Blocks`].
//! - One kind of signifier → its figures and finding: `triads`, `dyads`, `stones`, `choices`.
//! - Counts by group and cell → permutations and resamples: `permutation`; values → F by permutation: `spread`; counts at nodes →
//!   energy distances: `energy`.
//! - A finding → a sentence: `sentence`.

mod blocks;
mod choices;
mod context;
mod difference;
mod dyads;
mod energies;
mod energy;
mod evidence;
mod exchangeability;
mod families;
mod group;
mod permutation;
mod result;
mod sentence;
mod spread;
mod stones;
mod triads;

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::patterns::columns::{Column, Columns, Listed, Replies, Rows};
use crate::patterns::describe::warning_of_group;
use crate::patterns::fault::{PatternFault, WorkFault};
use crate::patterns::ordered::Ordered;
use crate::patterns::progress::Progress;
use crate::patterns::statistics::{Random, adjust};

use context::Context;
use families::adjust_families;

pub use blocks::{BlockShape, Blocks, FEW_DEALS};
pub use difference::{
    ChoiceDifference, Difference, DyadDifference, DyadPair, EnergyPair, OptionDifference, StoneDifference, StonesDifference,
    TableCell, TableDifference, TriadDifference,
};
pub use energy::{COMPARE_GRID, COMPARE_LATTICE};
pub use evidence::{Effect, Measure, ReadFrom, Test, TestName};
pub use group::Group;
pub use result::{CompareOptions, Comparison, Finding, GroupSize};

/// The allowed numbers of groups.
pub const GROUPS: std::ops::RangeInclusive<usize> = 2..=8;

/// The allowed numbers of permutations.
pub const PERMUTATIONS: std::ops::RangeInclusive<u32> = 99..=9_999;

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
    let rows: Vec<Listed<'_>> = groups.iter().map(|group| Listed::of(group.rows, chosen.len())).collect();
    let done = AtomicUsize::new(0);
    let compare_one = |(at, (id, column)): (usize, &(&str, &Column))| {
        let context = Context {
            groups,
            rows: &rows,
            blocks,
            permutations: options.permutations,
            fewest: options.fewest,
            labels: &options.labels,
            progress: progress.silent(),
            seeds: Random::new(options.seed).stream(at as u64),
        };
        let (difference, findings) = context.compare_enough(id, column);
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

impl Context<'_> {
    /// The comparison without groups that have answers, but too few.
    fn compare_enough(&self, id: &str, column: &Column) -> (Difference, Vec<Finding>) {
        let (difference, findings) = self.compare(id, column);
        let few = |(_, replies): &(String, Replies)| self.is_few(replies.answered);
        let few: Vec<String> = difference.groups().0.iter().filter(|group| few(group)).map(|(name, _)| name.clone()).collect();
        if few.is_empty() {
            return (difference, findings);
        }
        // Rare, so that it may cost a second pass. These groups are compared as if none of their storytellers had been asked.
        let empty = Rows::default();
        let groups: Vec<Group<'_>> = self
            .groups
            .iter()
            .map(|group| if few.iter().any(|name| name == group.name) { Group { rows: &empty, ..*group } } else { *group })
            .collect();
        let rows: Vec<Listed<'_>> = groups.iter().map(|group| Listed::once(group.rows)).collect();
        let context = Context { groups: &groups, rows: &rows, seeds: self.seeds.clone(), ..*self };
        let (difference, mut findings) = context.compare(id, column);
        for finding in &mut findings {
            finding.too_few.extend(few.iter().cloned());
        }
        (difference, findings)
    }

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
                    "“{}” and “{}” share stories; groups that are compared must have no story in common",
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

#[cfg(test)]
mod calibration_tests;
#[cfg(test)]
mod golden_tests;
#[cfg(test)]
mod long_choice_tests;
#[cfg(test)]
mod tests;
