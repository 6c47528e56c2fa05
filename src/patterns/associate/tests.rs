use chrono::NaiveDate;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::model::{Answer, Answers, Asked, Place, Triad, Unit};
use crate::patterns::golden_tests::{framework, put};
use crate::patterns::{Form, Row};

use super::*;

fn learned() -> Columns {
    let mut columns = Columns::new();
    columns.learn(&framework());
    columns
}

fn dyad(parts: u16) -> Answer {
    Answer::Dyad(Unit::try_from(parts).unwrap())
}

fn triad(parts: [u16; 3]) -> Answer {
    Answer::Triad(Triad::try_from(parts).unwrap())
}

fn chosen(options: &[&str]) -> Answer {
    Answer::Choice { options: options.iter().map(|id| (*id).to_owned()).collect(), write_in: None }
}

fn ids(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

fn of(columns: &Columns, signifiers: &[&str]) -> Associations {
    associations(columns, &columns.all(), Some(&ids(signifiers)), 1, &Progress::none()).unwrap()
}

#[test]
fn what_goes_together_in_every_story_has_the_largest_effect() {
    let mut columns = learned();
    for number in 0..200u64 {
        let left = number % 2 == 0;
        let corner = if left { [9_000, 500, 500] } else { [500, 500, 9_000] };
        let option = if left { "one" } else { "two" };
        let answers = [("t", triad(corner)), ("d", dyad(if left { 1_000 } else { 9_000 })), ("k", chosen(&[option]))];
        put(&mut columns, number, answers);
    }
    let found = of(&columns, &["t", "d", "k"]);
    for pair in &found.pairs {
        assert_eq!((pair.answered, pair.asked), (200, 200));
        assert!(pair.cramers_v.unwrap() > 0.99, "{pair:?}");
    }
    assert!((found.pairs[0].distance_correlation.unwrap() - 1.0).abs() < 1e-9, "two places each");
    assert_eq!(found.pairs[1].distance_correlation, None, "options lie nowhere");
    let (_, table) = pair_table(&columns, &columns.all(), &["t", "d"].map(str::to_owned), 1, &Progress::none()).unwrap();
    assert_eq!((table.counts[[0, 0]], table.counts[[2, 4]], table.counts.sum()), (100, 100, 200));
    assert_eq!((table.row_totals[0], table.column_totals[4], table.rows[0].as_str()), (100, 100, "a"));
    assert!(table.residuals[[0, 0]].unwrap() > 10.0 && table.residuals[[0, 4]].unwrap() < -10.0);
    assert_eq!(table.residuals[[1, 0]], None, "nobody is in that row");
}

#[test]
fn stories_that_were_asked_only_one_of_two_are_not_asked_both() {
    let mut columns = learned();
    let (only_t, only_d) = (Asked::new(&ids(&["t"]), &framework()).unwrap(), Asked::new(&ids(&["d"]), &framework()).unwrap());
    let received = NaiveDate::from_ymd_opt(2026, 1, 4).unwrap();
    for number in 0..60u64 {
        let is_first = number % 2 == 0;
        let (id, answer) = if is_first { ("t", triad([5_000, 3_000, 2_000])) } else { ("d", dyad(5_000)) };
        let answers = Answers { given: [(id.to_owned(), answer)].into(), ..Answers::default() };
        let form = Form { asked: Some(if is_first { &only_t } else { &only_d }), ..Form::default() };
        let (collection, round, storyteller) = (None, None, None);
        columns.put(&Row {
            number,
            received,
            collection,
            round,
            prompt: "moment",
            storyteller,
            readable: true,
            answers: &answers,
            form,
        });
    }
    let found = of(&columns, &["t", "d"]);
    assert_eq!((found.pairs[0].asked, found.pairs[0].answered, found.pairs[0].cramers_v), (0, 0, None));
}

#[test]
fn skipped_not_applicable_and_unplaced_count_as_asked_and_not_as_answered() {
    let mut columns = learned();
    put(&mut columns, 1, [("d", dyad(10)), ("s", Answer::NotApplicable)]);
    put(&mut columns, 2, [("d", dyad(20)), ("s", Answer::Stones([("care".to_owned(), place(1, 1))].into()))]);
    put(&mut columns, 3, [("d", dyad(30)), ("s", Answer::Stones([("school".to_owned(), place(1, 1))].into()))]);
    put(&mut columns, 4, [("d", dyad(30))]);
    let found = of(&columns, &["d", "s/school"]);
    assert_eq!((found.pairs[0].asked, found.pairs[0].answered), (4, 1));
    // Stones as a whole stand for each of them.
    let all = of(&columns, &["d", "s"]);
    let named: Vec<&str> = all.items.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(named, ["d", "s/school", "s/care"]);
    assert_eq!(all.pairs[0], found.pairs[0]);
}

fn place(x: u16, y: u16) -> Place {
    let [x, y] = [x, y].map(|part| Unit::try_from(part).unwrap());
    Place { x, y }
}

#[test]
fn requests_that_make_no_sense_are_refused_with_the_field() {
    let columns = learned();
    let fault = |signifiers: &[&str]| match associations(&columns, &columns.all(), Some(&ids(signifiers)), 1, &Progress::none())
    {
        Err(WorkFault::Faulty(fault)) => fault.field,
        other => panic!("{other:?}"),
    };
    assert_eq!(fault(&["t", "nowhere"]), "signifiers[1]");
    assert_eq!(fault(&["t", "d", "t"]), "signifiers[2]");
    assert_eq!(fault(&["s", "s/care"]), "signifiers[1]");
    assert_eq!(fault(&["t"]), "signifiers");
    let pair = |pair: [&str; 2]| pair_table(&columns, &columns.all(), &pair.map(str::to_owned), 1, &Progress::none());
    for (wrong, field) in [(["t", "t"], "pair[1]"), (["x", "t"], "pair[0]"), (["s", "t"], "pair")] {
        let Err(WorkFault::Faulty(fault)) = pair(wrong) else { panic!("{wrong:?}") };
        assert_eq!(fault.field, field);
    }
}

#[test]
fn of_very_many_stories_the_same_seed_draws_the_same_sample() {
    let mut columns = learned();
    let mut state = 1u64;
    for number in 0..(SAMPLE as u64 + 500) {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let at = (state >> 40) as u16 % 10_001;
        put(&mut columns, number, [("d", dyad(at)), ("t", triad([10_000 - at, at, 0]))]);
    }
    let run = |seed| associations(&columns, &columns.all(), Some(&ids(&["d", "t"])), seed, &Progress::none()).unwrap();
    let (first, again, other) = (run(1), run(1), run(2));
    assert_eq!(first, again);
    assert_eq!((first.sampled, first.pairs[0].answered), (Some(SAMPLE as u64), SAMPLE as u64 + 500));
    let [first, other] = [first, other].map(|found| found.pairs[0].distance_correlation.unwrap());
    assert!(first > 0.95 && first != other && (first - other).abs() < 0.01, "{first} {other}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, rng_seed: RngSeed::Fixed(15), failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn the_order_of_two_does_not_matter_and_counts_add_up(stories in prop::collection::vec((0u16..=10_000, 0u16..=10_000, 0u8..8), 1..80)) {
        let mut columns = learned();
        for (number, &(first, second, options)) in (0..).zip(&stories) {
            let chosen = ["one", "two", "three"].into_iter().enumerate().filter(|(at, _)| options >> at & 1 == 1).map(|(_, id)| id.to_owned());
            let choice = Answer::Choice { options: chosen.collect(), write_in: None };
            put(&mut columns, number, [("d", dyad(first)), ("t", triad([10_000 - second, second, 0])), ("k", choice)]);
        }
        let (one, other) = (of(&columns, &["d", "t", "k"]), of(&columns, &["k", "t", "d"]));
        for pair in &one.pairs {
            let turned = other.pairs.iter().find(|other| other.pair[0] == pair.pair[1] && other.pair[1] == pair.pair[0]).unwrap();
            prop_assert_eq!(pair.answered, turned.answered);
            let near = |a: Option<f64>, b: Option<f64>| a.zip(b).map_or(a == b, |(a, b)| (a - b).abs() < 1e-9);
            prop_assert!(near(pair.cramers_v, turned.cramers_v) && near(pair.distance_correlation, turned.distance_correlation));
            prop_assert!(pair.cramers_v.is_none_or(|v| (0.0..=1.0).contains(&v)));
            let (_, table) = pair_table(&columns, &columns.all(), &pair.pair, 1, &Progress::none()).unwrap();
            let total: u64 = if table.several_rows { table.column_totals.iter().sum() } else { table.row_totals.iter().sum() };
            let overlaps = table.several_columns && table.several_rows;
            prop_assert!(overlaps || total == pair.answered, "{:?}", pair);
        }
    }
}
