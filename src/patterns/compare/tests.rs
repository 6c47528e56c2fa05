//! Comparisons as a whole.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::model::{Answer, Answers, Framework, Place, Selection, Triad, Unit};
use crate::patterns::random::Random;
use crate::patterns::select::TextMatches;
use crate::patterns::{Columns, Row, Rows};

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

/// An answer to a signifier by its letter, drawn about a middle that `shift` moves.
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

/// Stories that answer every signifier of the framework about as often as people do. `shift` moves a story by its number.
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
        columns.put(&Row { number, received, collection, round, prompt: "moment", readable: true, answers: &answers });
    }
    columns
}

/// The stories whose numbers are kept.
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
fn a_planted_difference_comes_first_and_is_said_in_words() {
    let framework = framework(1, 1, 1, 2);
    let columns = stories(&framework, 900, 5, |number| f64::from(u32::from(number % 3 == 2)) * 2.0);
    let rows = thirds(&columns);
    let found = compare(&columns, &named(&rows), None, &quick(), Watch::none()).unwrap();
    assert_eq!(found.findings.len(), 9, "a finding for each signifier, and for each of five stones");
    assert!(found.findings.iter().is_sorted_by(|a, b| a.effect.size >= b.effect.size));
    for finding in &found.findings {
        assert!(finding.p_adjusted.unwrap() <= 0.02, "{finding:?}");
        let [low, high] = finding.effect.interval.unwrap();
        let size = finding.effect.size.unwrap();
        assert!(low > 0.0 && low <= size && size <= high, "{finding:?}");
        assert!(finding.sentence.contains("differ"), "{}", finding.sentence);
    }
    let dyad = found.findings.iter().find(|finding| finding.signifier == "d0").unwrap();
    assert!(dyad.effect.between.as_ref().unwrap().contains(&"third".to_owned()), "{dyad:?}");
    assert_eq!(
        found,
        compare(&columns, &named(&rows), None, &quick(), Watch::none()).unwrap(),
        "the same seed, the same answer"
    );
}

#[test]
fn without_a_difference_no_sentence_claims_one_nor_that_groups_are_alike() {
    let framework = framework(1, 1, 0, 1);
    let columns = stories(&framework, 300, 11, |_| 0.0);
    let found = compare(&columns, &named(&thirds(&columns)[..2]), None, &quick(), Watch::none()).unwrap();
    for finding in &found.findings {
        assert!(finding.p_adjusted.unwrap() > 0.05);
        assert!(finding.sentence.contains("do not show a difference") && finding.sentence.contains("may still be one"));
    }
}

#[test]
fn groups_of_nobody_of_one_and_of_two_have_no_figures_that_cannot_be() {
    let framework = framework(1, 1, 1, 2);
    let columns = stories(&framework, 40, 2, |_| 0.0);
    let sets: Vec<[Rows; 2]> = [(0, 0), (0, 40), (1, 1), (1, 39), (2, 2)]
        .into_iter()
        .map(|(first, second)| [those(&columns, |number| number <= first), those(&columns, |number| number > 40 - second)])
        .collect();
    for rows in &sets {
        let found = compare(&columns, &named(rows), None, &quick(), Watch::none()).unwrap();
        let text = serde_json::to_string(&found).unwrap();
        assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
        assert!(!found.warnings.is_empty() && found.findings.len() == 9);
        for blocks in [Blocks::by_collection(&columns), Blocks::by_number(&columns, |number| Some(number / 3))] {
            compare(&columns, &named(rows), Some(&blocks), &quick(), Watch::none()).unwrap();
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
    let fault = compare(&columns, &named(&rows), None, &quick(), Watch::none()).map_err(refused).unwrap_err();
    assert_eq!(fault.field, "groups[1]");
    assert!(fault.message.contains("share 2 stories"), "{fault}");
    let alone = compare(&columns, &named(&rows[..1]), None, &quick(), Watch::none()).map_err(refused).unwrap_err();
    assert_eq!(alone.field, "groups");
    let empty = Rows::default();
    let twins = [Group { name: "same", rows: &rows[0] }, Group { name: "same", rows: &empty }];
    assert_eq!(compare(&columns, &twins, None, &quick(), Watch::none()).map_err(refused).unwrap_err().field, "groups[1].name");
    let unknown = CompareOptions { signifiers: Some(vec!["t0".into(), "nowhere".into()]), ..quick() };
    let apart = thirds(&columns);
    assert_eq!(
        compare(&columns, &named(&apart), None, &unknown, Watch::none()).map_err(refused).unwrap_err().field,
        "signifiers[1]"
    );
    let many = CompareOptions { permutations: 1_000_000, ..quick() };
    assert_eq!(
        compare(&columns, &named(&apart), None, &many, Watch::none()).map_err(refused).unwrap_err().field,
        "permutations"
    );
}

#[test]
fn a_comparison_that_is_told_to_stop_answers_nothing() {
    let framework = framework(1, 1, 0, 0);
    let columns = stories(&framework, 200, 3, |_| 0.0);
    let stop = |_: f32| false;
    let found = compare(&columns, &named(&thirds(&columns)), None, &quick(), Watch::new(&stop));
    assert!(matches!(found, Err(WorkFault::Cancelled(_))));
}

#[test]
fn ten_copies_by_one_teller_are_no_evidence_when_permuted_together() {
    // Each teller tells ten stories that hardly differ; tellers are dealt to the groups at random.
    let framework = framework(1, 1, 0, 0);
    let middle = |teller: u64| Random::new(teller).unit() * 6.0 - 3.0;
    let columns = stories_of(&framework, 400, 3, |number| middle(number / 10), |number| Some(format!("event{}", number / 10)));
    let rows = [those(&columns, |number| number / 10 % 2 == 0), those(&columns, |number| number / 10 % 2 == 1)];
    let blocks = Blocks::by_collection(&columns);
    let p = |blocks: Option<&Blocks>| {
        let found = compare(&columns, &named(&rows), blocks, &quick(), Watch::none()).unwrap();
        assert_eq!(found.by_block, blocks.is_some());
        let dyad = found.findings.into_iter().find(|finding| finding.signifier == "d0").unwrap();
        let [low, high] = dyad.effect.interval.unwrap();
        (dyad.p.unwrap(), high - low)
    };
    let (alone, together) = (p(None), p(Some(&blocks)));
    assert!(together.0 > alone.0 && together.1 > 1.5 * alone.1, "{alone:?} {together:?}");
}

/// Every storyteller tells `each` stories that hardly differ; storytellers belong to a group, and groups mean nothing. All
/// stories are of one collection, or of none.
fn by_tellers(tellers: u64, each: u64, seed: u64, collection: Option<&str>) -> (Columns, [Rows; 2]) {
    let framework = framework(1, 1, 0, 1);
    let middle = |teller: u64| Random::new(seed).stream(teller).unit() * 6.0 - 3.0;
    let collection = collection.map(str::to_owned);
    let columns = stories_of(&framework, tellers * each, seed, |number| middle(number / each), |_| collection.clone());
    let rows = [0, 1].map(|group| those(&columns, |number| number / each % 2 == group));
    (columns, rows)
}

#[test]
fn a_storyteller_s_stories_keep_together_within_a_collection_that_spans_groups() {
    let (mut alone, mut together) = (BTreeMap::<String, u32>::new(), BTreeMap::<String, u32>::new());
    const RUNS: u64 = 10;
    for seed in 0..RUNS {
        let (columns, rows) = by_tellers(12, 12, seed, Some("open"));
        let blocks = Blocks::by_collection_or(&columns, |number| Some(number / 12));
        assert!(blocks.shape(&named(&rows)).several);
        for (blocks, found) in [(None, &mut alone), (Some(&blocks), &mut together)] {
            for finding in compare(&columns, &named(&rows), blocks, &quick(), Watch::none()).unwrap().findings {
                *found.entry(finding.signifier).or_default() += u32::from(finding.p.is_some_and(|p| p <= 0.05));
            }
        }
    }
    for (signifier, seen) in together {
        // One in twenty, and not much more often than that.
        assert!(seen <= 3, "{signifier}: {seen} of {RUNS} with storytellers kept together, {} without", alone[&signifier]);
    }
    assert!(alone.values().sum::<u32>() >= 8, "{alone:?}");
}

#[test]
fn effects_are_rid_of_what_stories_told_by_the_same_people_add() {
    let mean = |blocked: bool| {
        let mut sums: BTreeMap<String, f64> = BTreeMap::new();
        for seed in 0..8 {
            let (columns, rows) = by_tellers(16, 6, 50 + seed, None);
            let blocks = Blocks::by_number(&columns, |number| Some(number / 6));
            let found = compare(&columns, &named(&rows), blocked.then_some(&blocks), &quick(), Watch::none()).unwrap();
            for finding in found.findings {
                *sums.entry(finding.signifier).or_default() += finding.effect.size.unwrap_or_default() / 8.0;
            }
        }
        sums
    };
    let (together, alone) = (mean(true), mean(false));
    assert!(together["t0"] < 0.7 * alone["t0"] && together["k0"] < alone["k0"], "{together:?} {alone:?}");
}

#[test]
fn answers_that_are_all_at_one_place_are_no_difference() {
    let framework = framework(1, 0, 0, 0);
    let third = Answer::Triad(Triad::try_from([3_333, 3_333, 3_334]).unwrap());
    let mut columns = Columns::new();
    assert!(columns.learn(&framework).is_empty());
    for number in 0..27 {
        put_answer(&mut columns, number, "t0", third.clone());
    }
    let rows = [those(&columns, |number| number < 12), those(&columns, |number| number >= 12)];
    let found = compare(&columns, &named(&rows), None, &quick(), Watch::none()).unwrap();
    assert_eq!(found.findings[0].p, None);
    assert!(found.findings[0].sentence.contains("cannot be compared"), "{}", found.findings[0].sentence);
}

#[test]
fn groups_of_the_same_answers_are_as_alike_as_can_be() {
    let framework = framework(1, 0, 0, 0);
    let mut columns = Columns::new();
    assert!(columns.learn(&framework).is_empty());
    let places = [[6_000, 3_000, 1_000], [1_500, 7_000, 1_500], [2_000, 2_500, 5_500]];
    for number in 0..60 {
        let answer = Answer::Triad(Triad::try_from(places[number as usize % 3]).unwrap());
        put_answer(&mut columns, number, "t0", answer);
    }
    let rows = [those(&columns, |number| number < 21), those(&columns, |number| number >= 21)];
    let found = compare(&columns, &named(&rows), None, &quick(), Watch::none()).unwrap();
    let Some(Difference::Triad(triad)) = found.signifiers.get("t0") else { panic!() };
    assert_eq!((triad.energy.p, triad.permanova.p), (Some(1.0), Some(1.0)));
}

#[test]
fn of_one_collection_in_each_group_neither_interval_nor_effect_is_told() {
    let framework = framework(1, 1, 1, 1);
    let columns = stories_of(&framework, 80, 3, |_| 0.0, |number| Some(if number < 40 { "one" } else { "other" }.to_owned()));
    let rows = [those(&columns, |number| number < 40), those(&columns, |number| number >= 40)];
    let blocks = Blocks::by_collection(&columns);
    let found = compare(&columns, &named(&rows), Some(&blocks), &quick(), Watch::none()).unwrap();
    assert!(found.findings.iter().all(|finding| finding.effect.interval.is_none()), "{:?}", found.findings);
    for finding in found.findings.iter().filter(|finding| finding.signifier != "d0") {
        assert_eq!(finding.effect.size, None, "{}: of one collection each nobody knows what chance gives", finding.signifier);
    }
    let free = compare(&columns, &named(&rows), None, &quick(), Watch::none()).unwrap();
    assert!(free.findings.iter().all(|finding| finding.effect.interval.is_some()));
}

fn put_answer(columns: &mut Columns, number: u64, id: &str, answer: Answer) {
    let answers = Answers { given: [(id.to_owned(), answer)].into(), ..Answers::default() };
    let received = NaiveDate::from_ymd_opt(2026, 1, 4).unwrap();
    let (collection, round) = (None, None);
    columns.put(&Row { number, received, collection, round, prompt: "moment", readable: true, answers: &answers });
}
