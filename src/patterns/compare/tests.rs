//! Comparisons as a whole.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::model::{Answer, Answers, Framework, Place, Selection, Triad, Unit};
use crate::patterns::columns::TextMatches;
use crate::patterns::statistics::Random;
use crate::patterns::{Columns, Form, Row, Rows};

use super::*;

/// A framework with signifiers `t0` … of each kind.
pub(super) fn framework(triads: usize, dyads: usize, stones: usize, choices: usize) -> Framework {
    let label = |id: String| json!({"id": id, "label": {"en": id}});
    let mut signifiers: Vec<Value> = Vec::new();
    let mut add = |kind: &str, letter: char, at: usize, mut rest: Value| {
        rest["id"] = json!(format!("{letter}{at}"));
        rest["kind"] = json!(kind);
        rest["question"] = json!({"en": "?"});
        signifiers.push(rest);
    };
    let labels = |names: &[&str]| names.iter().map(|name| label((*name).to_owned())).collect::<Vec<_>>();
    for at in 0..triads {
        add("triad", 't', at, json!({"corners": labels(&["a", "b", "c"])}));
    }
    for at in 0..dyads {
        add("dyad", 'd', at, json!({"left": label("l".into()), "right": label("r".into())}));
    }
    if stones > 0 {
        let names: Vec<Value> = (0..stones).map(|at| label(format!("stone{at}"))).collect();
        let (x, y) = (json!({"left": {"en": "?"}, "right": {"en": "?"}}), json!({"bottom": {"en": "?"}, "top": {"en": "?"}}));
        add("stones", 's', 0, json!({"stones": names, "x": x, "y": y}));
    }
    for at in 0..choices {
        add("choice", 'k', at, json!({"max": 3, "options": labels(&["one", "two", "three", "four", "rare"])}));
    }
    serde_json::from_value(json!({
        "slug": "many", "version": 1, "title": {"en": "Many"}, "languages": ["en"],
        "prompts": [{"id": "moment", "text": {"en": "?"}}], "signifiers": signifiers,
    }))
    .unwrap()
}

fn part(x: f64) -> u16 {
    (x.clamp(0.0, 1.0) * 10_000.0) as u16
}

/// An answer to a signifier by its letter, drawn around a centre that `shift` moves.
fn answer(id: &str, shift: f64, random: &mut Random) -> Answer {
    match &id[..1] {
        "t" => {
            let [a, b, c] = [1.0 + shift, 1.0, 0.7].map(|weight: f64| weight * -random.unit().max(1e-9).ln());
            let [a, b] = [a, b].map(|x| part(x / (a + b + c)));
            Answer::Triad(Triad::try_from([a, b, 10_000 - a - b]).unwrap())
        }
        "d" => Answer::Dyad(Unit::try_from(part(0.5 + shift * 0.1 + 0.2 * random.normal())).unwrap()),
        "s" => {
            let mut one = || Unit::try_from(part(0.5 + shift * 0.1 + 0.3 * random.normal())).unwrap();
            let stones: BTreeMap<String, Place> =
                (0..5).map(|at| (format!("stone{at}"), Place { x: one(), y: one() })).collect();
            Answer::Stones(stones.into_iter().collect())
        }
        _ => {
            let several = id.ends_with('0');
            let options = ["one", "two", "three", "four", "rare"];
            let pick = |random: &mut Random| match random.unit() + shift * 0.1 {
                x if x < 0.35 => 0,
                x if x < 0.6 => 1,
                x if x < 0.8 => 2,
                x if x < 0.99 => 3,
                _ => 4,
            };
            let mut chosen = vec![pick(random)];
            if several && random.unit() < 0.5 {
                chosen.push(pick(random));
            }
            chosen.sort_unstable();
            chosen.dedup();
            Answer::Choice { options: chosen.into_iter().map(|at| options[at].to_owned()).collect(), write_in: None }
        }
    }
}

/// Stories that answer the framework's signifiers about as often as people do. `shift` moves a story by its number.
pub(super) fn stories(framework: &Framework, n: u64, seed: u64, shift: impl Fn(u64) -> f64) -> Columns {
    stories_of(framework, n, seed, shift, |_| None)
}

/// The same, with the collection of each story.
pub(super) fn stories_of(
    framework: &Framework,
    n: u64,
    seed: u64,
    shift: impl Fn(u64) -> f64,
    collection: impl Fn(u64) -> Option<String>,
) -> Columns {
    let mut columns = Columns::new();
    assert!(columns.learn(framework).is_empty());
    let mut random = Random::new(seed);
    for number in 1..=n {
        let given = framework.signifiers.iter().filter_map(|signifier| {
            let answered = random.unit() < 0.9;
            answered.then(|| (signifier.id.clone(), answer(&signifier.id, shift(number), &mut random)))
        });
        let answers = Answers { given: given.collect(), ..Answers::default() };
        let received = NaiveDate::from_ymd_opt(2026, 1, 4).unwrap();
        let collection = collection(number);
        let (collection, round) = (collection.as_deref(), None);
        columns.put(&Row {
            number,
            received,
            collection,
            round,
            prompt: "moment",
            storyteller: None,
            readable: true,
            answers: &answers,
            form: Form::default(),
        });
    }
    columns
}

/// Links these stories: each storyteller tells `each` of them, one after the other.
pub(super) fn linked(mut columns: Columns, each: u64) -> Columns {
    for row in columns.all().places() {
        let storyteller = 1 + columns.numbers[row] / each;
        columns.storyteller.set(row, storyteller as u32);
    }
    columns
}

/// The stories for whose numbers `keep` is true.
pub(super) fn those(columns: &Columns, keep: impl Fn(u64) -> bool) -> Rows {
    let all = columns.resolve(&Selection::default(), TextMatches::default()).unwrap();
    Rows::at(all.places().filter(|&row| keep(columns.numbers[row])), columns.numbers.len())
}

pub(super) fn thirds(columns: &Columns) -> [Rows; 3] {
    [0, 1, 2].map(|third| those(columns, |number| number % 3 == third))
}

pub(super) fn named<'a>(rows: &'a [Rows]) -> Vec<Group<'a>> {
    ["first", "second", "third", "fourth"].into_iter().zip(rows).map(|(name, rows)| Group { name, rows }).collect()
}

fn refused(fault: WorkFault) -> PatternFault {
    match fault {
        WorkFault::Faulty(fault) => fault,
        WorkFault::Cancelled(_) => panic!("nobody told it to stop"),
    }
}

fn quick() -> CompareOptions {
    CompareOptions { permutations: 399, ..CompareOptions::default() }
}

#[test]
fn a_planted_difference_comes_first_and_is_put_into_words() {
    let framework = framework(1, 1, 1, 2);
    let columns = stories(&framework, 900, 5, |number| f64::from(u32::from(number % 3 == 2)) * 2.0);
    let rows = thirds(&columns);
    let found = compare(&columns, &named(&rows), None, &quick(), Progress::none()).unwrap();
    assert_eq!(found.findings.len(), 9, "a finding for each signifier, and for each of five stones");
    let measured = |finding: &Finding| (finding.effect.measure, finding.effect.size.unwrap().abs());
    assert!(found.findings.iter().is_sorted_by(|a, b| {
        let (a, b) = (measured(a), measured(b));
        a.0 < b.0 || a.0 == b.0 && a.1 >= b.1
    }));
    for finding in &found.findings {
        assert!(finding.p_adjusted.unwrap() <= 0.02, "{finding:?}");
        let [low, high] = finding.effect.interval.unwrap();
        let size = finding.effect.size.unwrap();
        assert!(low * high > 0.0 && low <= size && size <= high, "{finding:?}");
        assert!(finding.sentence.contains("differ"), "{}", finding.sentence);
    }
    let dyad = found.findings.iter().find(|finding| finding.signifier == "d0").unwrap();
    assert!(dyad.effect.between.as_ref().unwrap().contains(&"third".to_owned()), "{dyad:?}");
    assert_eq!(
        found,
        compare(&columns, &named(&rows), None, &quick(), Progress::none()).unwrap(),
        "the same seed, the same answer"
    );
}

#[test]
fn results_and_details_agree_in_sign_direction_and_adjusted_p() {
    let framework = framework(2, 3, 1, 2);
    let columns = stories(&framework, 400, 8, |number| 1.5 * f64::from(u32::from(number % 3 > 0)));
    let all = thirds(&columns);
    for groups in [&all[..2], &all[..]] {
        let found = compare(&columns, &named(groups), None, &quick(), Progress::none()).unwrap();
        let mut turned = 0;
        for finding in &found.findings {
            let difference = found.signifiers.get(&finding.signifier).unwrap().clone();
            for test in difference.clone().tests_of(finding.stone.as_deref()) {
                assert_eq!((test.p, test.p_adjusted), (finding.p, finding.p_adjusted), "{finding:?}");
            }
            if let Difference::Dyad(dyad) = difference {
                let both = finding.effect.between.as_ref().unwrap();
                let pair = dyad.pairs.iter().find(|pair| pair.between == *both).unwrap();
                assert_eq!((pair.cliffs_delta, pair.interval), (finding.effect.size, finding.effect.interval));
                turned += u32::from(pair.cliffs_delta.unwrap() < 0.0);
                let further_left = finding.sentence.contains(&format!("answers of “{}” lie further left", both[0]));
                assert!(further_left == (pair.cliffs_delta.unwrap() < 0.0) || finding.p_adjusted.unwrap() > 0.05);
            }
        }
        assert!(turned > 0, "the first group, which is further left, has a δ below 0");
    }
}

#[test]
fn effects_of_groups_without_spread_stay_within_their_scale_and_their_intervals_hold_them() {
    let framework = framework(1, 1, 1, 1);
    let unit = |at: u16| Unit::try_from(at).unwrap();
    let placed = |at: u16| Answer::Stones([("stone0".to_owned(), Place { x: unit(at), y: unit(10_000 - at) })].into());
    let chosen = |option: &str| Answer::Choice { options: vec![option.to_owned()], write_in: None };
    // Each group is at one point: apart by much, by a hair, and not at all.
    for (first, second) in [(1_000, 9_000), (0, 10_000), (5_000, 5_300), (3_333, 3_333)] {
        let mut columns = Columns::new();
        assert!(columns.learn(&framework).is_empty());
        for number in 1..=60 {
            let own = number % 3 == 0;
            let at = if own { first } else { second };
            let triad = Triad::try_from([at, (10_000 - at) / 3, 10_000 - at - (10_000 - at) / 3]).unwrap();
            let option = if own || first == second { "one" } else { "two" };
            let given =
                [("t0", Answer::Triad(triad)), ("d0", Answer::Dyad(unit(at))), ("s0", placed(at)), ("k0", chosen(option))];
            put_answers(&mut columns, number, given);
        }
        let rows = [those(&columns, |number| number % 3 == 0), those(&columns, |number| number % 3 > 0)];
        let found = compare(&columns, &named(&rows), None, &quick(), Progress::none()).unwrap();
        let mut seen = 0;
        let mut check = |size: Option<f64>, interval: Option<[f64; 2]>, lowest: f64| {
            let Some(size) = size else { return };
            assert!((lowest..=1.0).contains(&size), "{size}");
            let Some([low, high]) = interval else { return };
            assert!(lowest <= low && low <= size && size <= high && high <= 1.0, "{size} [{low}, {high}]");
            seen += 1;
        };
        for finding in &found.findings {
            let lowest = if finding.effect.measure == Measure::CliffsDelta { -1.0 } else { 0.0 };
            check(finding.effect.size, finding.effect.interval, lowest);
        }
        for (_, difference) in &found.signifiers.0 {
            match difference {
                Difference::Triad(own) => {
                    own.pairs.iter().for_each(|pair| check(pair.effect, pair.interval, 0.0));
                    check(own.zones.cramers_v, own.zones.interval, 0.0);
                    assert!(own.r_squared.is_none_or(|share| (0.0..=1.0).contains(&share)));
                }
                Difference::Stones(own) => {
                    let pairs = own.stones.0.iter().flat_map(|(_, stone)| &stone.pairs);
                    pairs.for_each(|pair| check(pair.effect, pair.interval, 0.0));
                }
                Difference::Choice(own) => check(own.table.cramers_v, own.table.interval, 0.0),
                Difference::Dyad(own) => own.pairs.iter().for_each(|pair| check(pair.cliffs_delta, pair.interval, -1.0)),
            }
        }
        assert!(seen >= 6, "{seen}");
    }
}

#[test]
fn without_a_difference_no_sentence_claims_one_or_that_groups_are_equal() {
    let framework = framework(1, 1, 0, 1);
    let columns = stories(&framework, 300, 11, |_| 0.0);
    let found = compare(&columns, &named(&thirds(&columns)[..2]), None, &quick(), Progress::none()).unwrap();
    for finding in &found.findings {
        assert!(finding.p_adjusted.unwrap() > 0.05);
        assert!(finding.sentence.contains("do not show a difference") && finding.sentence.contains("may still be one"));
    }
}

#[test]
fn groups_of_no_one_or_two_stories_have_no_impossible_figures() {
    let framework = framework(1, 1, 1, 2);
    let columns = linked(stories(&framework, 40, 2, |_| 0.0), 3);
    let sets: Vec<[Rows; 2]> = [(0, 0), (0, 40), (1, 1), (1, 39), (2, 2)]
        .into_iter()
        .map(|(first, second)| [those(&columns, |number| number <= first), those(&columns, |number| number > 40 - second)])
        .collect();
    for rows in &sets {
        let found = compare(&columns, &named(rows), None, &quick(), Progress::none()).unwrap();
        let text = serde_json::to_string(&found).unwrap();
        assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
        assert!(!found.warnings.is_empty() && found.findings.len() == 9);
        for blocks in [Blocks::by_collection(&columns), Blocks::by_storyteller(&columns)] {
            compare(&columns, &named(rows), Some(&blocks), &quick(), Progress::none()).unwrap();
        }
        let nobody = rows[0].is_empty();
        assert!(
            !nobody
                || found.findings.iter().all(|finding| finding.p.is_none() && finding.sentence.contains("cannot be compared"))
        );
    }
}

#[test]
fn groups_that_share_a_story_or_a_name_or_are_too_many_are_refused() {
    let framework = framework(1, 0, 0, 0);
    let columns = stories(&framework, 30, 2, |_| 0.0);
    let rows = [those(&columns, |number| number < 20), those(&columns, |number| number > 17)];
    let fault = compare(&columns, &named(&rows), None, &quick(), Progress::none()).map_err(refused).unwrap_err();
    assert_eq!(fault.field, "groups[1]");
    assert!(fault.message.contains("share stories"), "{fault}");
    let alone = compare(&columns, &named(&rows[..1]), None, &quick(), Progress::none()).map_err(refused).unwrap_err();
    assert_eq!(alone.field, "groups");
    let empty = Rows::default();
    let twins = [Group { name: "same", rows: &rows[0] }, Group { name: "same", rows: &empty }];
    assert_eq!(
        compare(&columns, &twins, None, &quick(), Progress::none()).map_err(refused).unwrap_err().field,
        "groups[1].name"
    );
    let unknown = CompareOptions { signifiers: Some(vec!["t0".into(), "nowhere".into()]), ..quick() };
    let apart = thirds(&columns);
    assert_eq!(
        compare(&columns, &named(&apart), None, &unknown, Progress::none()).map_err(refused).unwrap_err().field,
        "signifiers[1]"
    );
    let many = CompareOptions { permutations: 1_000_000, ..quick() };
    assert_eq!(
        compare(&columns, &named(&apart), None, &many, Progress::none()).map_err(refused).unwrap_err().field,
        "permutations"
    );
}

#[test]
fn a_comparison_that_is_told_to_stop_has_no_result() {
    let framework = framework(1, 1, 0, 0);
    let columns = stories(&framework, 200, 3, |_| 0.0);
    let stop = |_: f32| false;
    let found = compare(&columns, &named(&thirds(&columns)), None, &quick(), Progress::new(&stop));
    assert!(matches!(found, Err(WorkFault::Cancelled(_))));
}

#[test]
fn ten_copies_by_one_teller_are_no_evidence_when_permuted_together() {
    // Each teller tells ten stories that hardly differ; tellers are assigned to groups at random.
    let framework = framework(1, 1, 0, 0);
    let middle = |teller: u64| Random::new(teller).unit() * 6.0 - 3.0;
    let columns = stories_of(&framework, 400, 3, |number| middle(number / 10), |number| Some(format!("event{}", number / 10)));
    let rows = [those(&columns, |number| number / 10 % 2 == 0), those(&columns, |number| number / 10 % 2 == 1)];
    let blocks = Blocks::by_collection(&columns);
    let p = |blocks: Option<&Blocks>| {
        let found = compare(&columns, &named(&rows), blocks, &quick(), Progress::none()).unwrap();
        assert_eq!(found.by_block, blocks.is_some());
        let dyad = found.findings.into_iter().find(|finding| finding.signifier == "d0").unwrap();
        let [low, high] = dyad.effect.interval.unwrap();
        (dyad.p.unwrap(), high - low)
    };
    let (alone, together) = (p(None), p(Some(&blocks)));
    assert!(together.0 > alone.0 && together.1 > 1.5 * alone.1, "{alone:?} {together:?}");
}

/// Every storyteller tells `each` stories that hardly differ; storytellers belong to groups, which have no effect. All stories
/// are of one collection, or of none.
fn by_tellers(tellers: u64, each: u64, seed: u64, collection: Option<&str>) -> (Columns, [Rows; 2]) {
    let framework = framework(1, 1, 0, 1);
    let middle = |teller: u64| Random::new(seed).stream(teller).unit() * 6.0 - 3.0;
    let collection = collection.map(str::to_owned);
    let columns = stories_of(&framework, tellers * each, seed, |number| middle(number / each), |_| collection.clone());
    let rows = [0, 1].map(|group| those(&columns, |number| number / each % 2 == group));
    (linked(columns, each), rows)
}

#[test]
fn a_storytellers_stories_stay_together_within_a_collection_that_spans_groups() {
    let (mut alone, mut together) = (BTreeMap::<String, u32>::new(), BTreeMap::<String, u32>::new());
    const RUNS: u64 = 10;
    for seed in 0..RUNS {
        let (columns, rows) = by_tellers(12, 12, seed, Some("open"));
        let blocks = Blocks::by_collection_or_storyteller(&columns);
        assert!(blocks.shape(&named(&rows)).several);
        for (blocks, found) in [(None, &mut alone), (Some(&blocks), &mut together)] {
            for finding in compare(&columns, &named(&rows), blocks, &quick(), Progress::none()).unwrap().findings {
                *found.entry(finding.signifier).or_default() += u32::from(finding.p.is_some_and(|p| p <= 0.05));
            }
        }
    }
    for (signifier, seen) in together {
        // One in twenty, and not much more often.
        assert!(seen <= 3, "{signifier}: {seen} of {RUNS} with storytellers kept together, {} without", alone[&signifier]);
    }
    assert!(alone.values().sum::<u32>() >= 8, "{alone:?}");
}

#[test]
fn effects_are_corrected_for_stories_of_the_same_people() {
    let mean = |blocked: bool| {
        let mut sums: BTreeMap<String, f64> = BTreeMap::new();
        for seed in 0..8 {
            let (columns, rows) = by_tellers(16, 6, 50 + seed, None);
            let blocks = Blocks::by_storyteller(&columns);
            let found = compare(&columns, &named(&rows), blocked.then_some(&blocks), &quick(), Progress::none()).unwrap();
            for finding in found.findings {
                *sums.entry(finding.signifier).or_default() += finding.effect.size.unwrap_or_default().abs() / 8.0;
            }
        }
        sums
    };
    let (together, alone) = (mean(true), mean(false));
    assert!(together["t0"] < 0.7 * alone["t0"] && together["k0"] < alone["k0"], "{together:?} {alone:?}");
}

#[test]
fn answers_that_are_all_at_one_point_are_no_difference() {
    let framework = framework(1, 0, 0, 0);
    let third = Answer::Triad(Triad::try_from([3_333, 3_333, 3_334]).unwrap());
    let mut columns = Columns::new();
    assert!(columns.learn(&framework).is_empty());
    for number in 0..27 {
        put_answer(&mut columns, number, "t0", third.clone());
    }
    let rows = [those(&columns, |number| number < 12), those(&columns, |number| number >= 12)];
    let found = compare(&columns, &named(&rows), None, &quick(), Progress::none()).unwrap();
    assert_eq!(found.findings[0].p, None);
    assert!(found.findings[0].sentence.contains("cannot be compared"), "{}", found.findings[0].sentence);
}

#[test]
fn groups_of_equal_answers_have_no_difference() {
    let framework = framework(1, 0, 0, 0);
    let mut columns = Columns::new();
    assert!(columns.learn(&framework).is_empty());
    let places = [[6_000, 3_000, 1_000], [1_500, 7_000, 1_500], [2_000, 2_500, 5_500]];
    for number in 0..60 {
        let answer = Answer::Triad(Triad::try_from(places[number as usize % 3]).unwrap());
        put_answer(&mut columns, number, "t0", answer);
    }
    let rows = [those(&columns, |number| number < 21), those(&columns, |number| number >= 21)];
    let found = compare(&columns, &named(&rows), None, &quick(), Progress::none()).unwrap();
    let Some(Difference::Triad(triad)) = found.signifiers.get("t0") else { panic!() };
    assert_eq!((triad.energy.p, triad.permanova.p), (Some(1.0), Some(1.0)));
}

#[test]
fn one_collection_in_each_group_gives_no_interval_and_no_effect() {
    let framework = framework(1, 1, 1, 1);
    let columns = stories_of(&framework, 80, 3, |_| 0.0, |number| Some(if number < 40 { "one" } else { "other" }.to_owned()));
    let rows = [those(&columns, |number| number < 40), those(&columns, |number| number >= 40)];
    let blocks = Blocks::by_collection(&columns);
    let found = compare(&columns, &named(&rows), Some(&blocks), &quick(), Progress::none()).unwrap();
    assert!(found.findings.iter().all(|finding| finding.effect.interval.is_none()), "{:?}", found.findings);
    for finding in found.findings.iter().filter(|finding| finding.signifier != "d0") {
        assert_eq!(finding.effect.size, None, "{}: one collection each says nothing about the variance", finding.signifier);
    }
    let free = compare(&columns, &named(&rows), None, &quick(), Progress::none()).unwrap();
    assert!(free.findings.iter().all(|finding| finding.effect.interval.is_some()));
}

fn put_answer(columns: &mut Columns, number: u64, id: &str, answer: Answer) {
    put_answers(columns, number, [(id, answer)]);
}

fn put_answers<const N: usize>(columns: &mut Columns, number: u64, given: [(&str, Answer); N]) {
    let given = given.into_iter().map(|(id, answer)| (id.to_owned(), answer)).collect();
    let answers = Answers { given, ..Answers::default() };
    let received = NaiveDate::from_ymd_opt(2026, 1, 4).unwrap();
    let (collection, round) = (None, None);
    columns.put(&Row {
        number,
        received,
        collection,
        round,
        prompt: "moment",
        storyteller: None,
        readable: true,
        answers: &answers,
        form: Form::default(),
    });
}
