//! Comparisons of choices with many options.

use ndarray::{Array2, Axis};
use serde_json::{Value, json};

use crate::model::{Answer, Framework};
use crate::patterns::describe::NAMED_OPTIONS;
use crate::patterns::golden_tests::put;

use super::exchangeability::Member;
use super::permutation::{Draws, Item, Tally};
use super::tests::{named, those};
use super::*;

/// A framework with one choice `k` of so many options.
fn framework(options: usize, max: u32) -> Framework {
    let option = |at: usize| json!({"id": format!("o{at}"), "label": {"en": "?"}});
    let options: Vec<Value> = (0..options).map(option).collect();
    serde_json::from_value(json!({
        "slug": "long", "version": 1, "title": {"en": "?"}, "languages": ["en"], "prompts": [{"id": "moment", "text": {"en": "?"}}],
        "signifiers": [{"id": "k", "kind": "choice", "question": {"en": "?"}, "max": max, "options": options}],
    }))
    .unwrap()
}

fn chosen(options: &[usize]) -> [(&'static str, Answer); 1] {
    [("k", Answer::Choice { options: options.iter().map(|at| format!("o{at}")).collect(), write_in: None })]
}

/// How the stories with even and with odd numbers differ on `k`.
fn compared(columns: &Columns) -> ChoiceDifference {
    let rows = [those(columns, |number| number % 2 == 0), those(columns, |number| number % 2 == 1)];
    let options = CompareOptions { permutations: 99, ..CompareOptions::default() };
    let found = compare(columns, &named(&rows), None, &options, Progress::none()).unwrap();
    match found.signifiers.get("k") {
        Some(Difference::Choice(difference)) => (**difference).clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn of_2_000_options_the_hundred_chosen_most_are_named_and_the_others_counted() {
    let mut columns = Columns::new();
    columns.learn(&framework(2_000, 1));
    // Each option once; the last ten 20 times more, by one group only.
    let seldom = 1..=2_000;
    seldom.for_each(|number| put(&mut columns, number, chosen(&[number as usize - 1])));
    (1..=200).for_each(|at| put(&mut columns, 2_000 + 2 * at, chosen(&[1_990 + at as usize % 10])));
    let found = compared(&columns);
    assert_eq!((found.options.0.len(), found.table.cells.0.len()), (NAMED_OPTIONS, NAMED_OPTIONS));
    let last = &found.table.cells.get("o1999").unwrap();
    assert_eq!(last.iter().map(|cell| cell.count).sum::<u64>(), 21);
    let others = found.others.unwrap();
    assert_eq!(others.options, 1_900);
    let named: u64 = found.table.cells.0.iter().flat_map(|(_, cells)| cells).map(|cell| cell.count).sum();
    assert_eq!(others.chosen.0.iter().map(|(_, count)| count).sum::<u64>() + named, 2_200, "every answer is counted");
    assert!(found.table.test.p.unwrap() <= 0.01, "{:?}", found.table.test);
    assert!(found.options.get("o1995").unwrap().test.p.unwrap() < 0.001);
}

#[test]
fn more_combinations_than_16_bits_can_number_are_counted_right() {
    let cells: u32 = 70_000;
    let item = |cell: u32| Item { member: Member { group: (cell % 2) as u8, block: cell, within: 0 }, cell };
    let items: Vec<Item> = (0..cells).map(item).collect();
    let free = Tally::free(Array2::from_shape_fn((2, cells as usize), |(group, cell)| u32::from(cell % 2 == group)));
    let blocked = Tally::blocked(2, cells as usize, &items);
    assert_eq!((blocked.pool().len(), &blocked.groups), (cells as usize, &free.groups));
    for tally in [free, blocked] {
        let draws = Draws { times: 1, seed: 7, progress: Progress::none() };
        let dealt = tally.permuted(draws, |deals| deals.to_vec());
        let again: Vec<u32> = dealt[0].sum_axis(Axis(0)).to_vec();
        assert!(again.iter().all(|&count| count == 1), "every combination is dealt once");
    }
}
