//! Tests on stories without any difference: each test should be significant in about 5 % of the runs, no more and no less.

use std::collections::BTreeMap;

use crate::patterns::Rows;

use super::tests::{framework, linked, named, stories_of, those};
use super::*;

/// So many runs that a correct test at 5 % leaves the range 3–7 % by chance in only one of 4,000 series; with 400 runs it would
/// in one of 15.
const RUNS: u64 = 1_600;
const STORIES: u64 = 400;

/// Which stories are not independent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Together {
    Nothing,
    /// Four of a collection.
    Collections,
    /// Four of a storyteller, and all of one collection, which spans groups.
    Storytellers,
}

/// The number of runs in which each test was significant, and in which any finding was significant after adjustment.
fn calls(groups: usize, together: Together) -> (BTreeMap<String, u64>, u64) {
    let framework = framework(2, 3, 1, 3);
    let mut called: BTreeMap<String, u64> = BTreeMap::new();
    let mut any = 0;
    for run in 0..RUNS {
        let with_blocks = together != Together::Nothing;
        // Blocks of four stories that lean in the same direction.
        let lean = |block: u64| if with_blocks { Random::new(run * 1_000 + block).unit() * 2.0 } else { 0.0 };
        let collection = |number: u64| match together {
            Together::Storytellers => "open".to_owned(),
            _ => (number / 4).to_string(),
        };
        let columns = stories_of(&framework, STORIES, run + 1, |number| lean(number / 4), |number| Some(collection(number)));
        let columns = linked(columns, 4);
        let group_of = |number: u64| {
            let unit = if with_blocks { number / 4 } else { number };
            Random::new(run * 77 + 1).stream(unit).below(groups)
        };
        let rows: Vec<Rows> = (0..groups).map(|group| those(&columns, |number| group_of(number) == group)).collect();
        let blocks = Blocks::by_collection_or_storyteller(&columns);
        let options = CompareOptions { permutations: 499, seed: run, ..CompareOptions::default() };
        let found = compare(&columns, &named(&rows), with_blocks.then_some(&blocks), &options, Progress::none()).unwrap();
        let mut note = |name: String, test: &Test| {
            *called.entry(name).or_default() += u64::from(test.p.is_some_and(|p| p <= 0.05));
        };
        for (id, difference) in found.signifiers.iter() {
            match difference {
                Difference::Triad(found) => {
                    for test in [&found.energy, &found.permanova, &found.permdisp, &found.zones.test] {
                        note(format!("{id} {:?}", test.name), test);
                    }
                }
                Difference::Dyad(found) => note(format!("{id} {:?}", found.test.name), &found.test),
                Difference::Stones(found) => {
                    found.stones.iter().for_each(|(stone, found)| note(format!("{id} {stone}"), &found.energy));
                }
                Difference::Choice(found) => note(format!("{id} {:?}", found.table.test.name), &found.table.test),
            }
        }
        any += u64::from(found.findings.iter().any(|finding| finding.p_adjusted.is_some_and(|p| p <= 0.05)));
    }
    (called, any)
}

fn check(groups: usize, together: Together) {
    let (called, any) = calls(groups, together);
    let share = |count: u64| 100.0 * count as f64 / RUNS as f64;
    println!("{groups} groups, together: {together:?}");
    for (name, &count) in &called {
        println!("  {name}: p ≤ 0.05 in {:.1} %", share(count));
    }
    println!("  anything after adjustment: {:.1} %", share(any));
    let strays: Vec<&String> =
        called.iter().filter(|(_, count)| !(3.0..=7.0).contains(&share(**count))).map(|(name, _)| name).collect();
    assert!(strays.is_empty(), "outside 3–7 %: {strays:?}");
    assert!(share(any) <= 7.0);
}

#[test]
#[ignore = "takes minutes: run by `make calibrate`"]
fn without_a_difference_two_groups_differ_in_five_per_cent_of_runs() {
    check(2, Together::Nothing);
}

#[test]
#[ignore = "takes minutes: run by `make calibrate`"]
fn without_a_difference_three_groups_differ_in_five_per_cent_of_runs() {
    check(3, Together::Nothing);
}

#[test]
#[ignore = "takes minutes: run by `make calibrate`"]
fn stories_in_blocks_differ_in_five_per_cent_of_runs_when_blocks_are_kept_together() {
    check(2, Together::Collections);
}

#[test]
#[ignore = "takes minutes: run by `make calibrate`"]
fn stories_of_one_storyteller_differ_in_five_per_cent_of_runs_when_kept_together_within_a_collection() {
    check(2, Together::Storytellers);
}
