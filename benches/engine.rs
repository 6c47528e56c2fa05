//! Measures the pattern engine from inside: memory, patterns, selections, clusters, and how each grows.
//!
//! Every time stands beside a plain scan of the same bytes in the same run, where there is one, and is read as a ratio to
//! it. `cargo bench --bench engine` prints the tables; `ENGINE_STORIES=100000` in the environment makes it smaller.

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use sensing::model::{Answer, Answers, Framework, Place, Selection, Triad, Unit};
use sensing::patterns::{
    ClusterOptions, Columns, CompareOptions, DensityOptions, Group, Options, Row, SharedColumns, Snapshot, TextMatches, Watch,
    clusters, compare, pattern, patterns,
};
use serde_json::{Value, json};

const TRIADS: usize = 5;
const DYADS: usize = 10;
const STONES: usize = 5;
const CHOICES: usize = 12;
const OPTIONS: usize = 8;
const REPEATS: usize = 21;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    let stories = std::env::var("ENGINE_STORIES").ok().map_or(Ok(1_000_000), |asked| asked.parse::<u64>())?;
    println!("## The engine from inside\n\n{stories} stories answering 28 signifiers; medians of {REPEATS} runs.\n");
    println!("| What | Time | Limit measured in the same run | Time | Ratio |\n|---|---|---|---|---|");
    let columns = columns(stories)?;
    fact("bytes a story in memory", format!("{:.1}", columns.bytes() as f64 / columns.len().max(1) as f64));
    let shared = SharedColumns::new(columns);
    one_triad(&shared.read())?;
    all_signifiers(&shared.read())?;
    comparison(&shared.read())?;
    selections(&shared)?;
    writing(&shared)?;
    snapshot(shared.read())?;
    drop(shared);
    clustering(70_000)?;
    growth(stories)
}

fn one_triad(columns: &Columns) -> Outcome<()> {
    let selection = two_thirds()?;
    let rows = columns.resolve(&selection, TextMatches::default())?;
    let found = format!("{} of {} stories", rows.len(), columns.len());
    // What a triad's pattern and the selection read: 23 bytes of the triad, two choices and a day of 4 each.
    let bytes: Vec<u64> = vec![1; columns.len() * (23 + 12) / 8];
    let scan = median(|| bytes.iter().fold(0u64, |sum, word| sum.wrapping_add(*word)));
    let plain = Options::default();
    let full = Options { density: Some(DensityOptions::default()), ..Options::default() };
    let limit = "a plain scan of the same bytes, one thread";
    let one = |options: &Options| {
        median(|| {
            let rows = columns.resolve(&selection, TextMatches::default()).map_err(drop);
            rows.and_then(|rows| pattern(columns, &rows, "t0", options).map_err(drop))
        })
    };
    row(&format!("one triad, filter on two choices and a date, {found}"), one(&plain), limit, scan);
    row("the same with its density", one(&full), limit, scan);
    let resolved = median(|| pattern(columns, &rows, "t0", &full));
    row("the same, the selection known already", resolved, limit, scan);
    Ok(())
}

fn all_signifiers(columns: &Columns) -> Outcome<()> {
    let rows = columns.resolve(&two_thirds()?, TextMatches::default())?;
    let ids: Vec<String> = columns.signifiers().map(str::to_owned).collect();
    let bytes: Vec<u64> = vec![1; columns.bytes() / 8];
    let scan = median(|| bytes.iter().fold(0u64, |sum, word| sum.wrapping_add(*word)));
    let all = median(|| patterns(columns, &rows, &ids, &Options::default()));
    row(&format!("all {} signifiers, {} stories", ids.len(), rows.len()), all, "a plain scan of all columns, one thread", scan);
    let full = Options { density: Some(DensityOptions::default()), ..Options::default() };
    let all = median(|| patterns(columns, &rows, &ids, &full));
    row("the same with densities", all, "a plain scan of all columns, one thread", scan);
    Ok(())
}

/// Three groups of all stories, by what they chose, on every signifier; 999 permutations.
fn comparison(columns: &Columns) -> Outcome<()> {
    let third = |options: &[&str]| -> Outcome<_> {
        let chosen: Selection = serde_json::from_value(json!({"answers": {"c0": options}}))?;
        Ok(columns.resolve(&chosen, TextMatches::default())?)
    };
    let rows = [third(&["o0", "o1", "o2"])?, third(&["o3", "o4", "o5"])?, third(&["o6", "o7"])?];
    let groups: Vec<Group<'_>> =
        ["first", "second", "third"].into_iter().zip(&rows).map(|(name, rows)| Group { name, rows }).collect();
    let options = CompareOptions::default();
    let all = median_of(5, || compare(columns, &groups, None, &options, Watch::none()));
    let bytes: Vec<u64> = vec![1; columns.bytes() / 8];
    let scan = median(|| bytes.iter().fold(0u64, |sum, word| sum.wrapping_add(*word)));
    let signifiers = columns.signifiers().count();
    let what = format!("three groups compared on {signifiers} signifiers, {} permutations", options.permutations);
    row(&what, all, "a plain scan of all columns, one thread", scan);
    Ok(())
}

fn selections(shared: &SharedColumns) -> Outcome<()> {
    let columns = shared.read();
    let selection = two_thirds()?;
    let fresh = median(|| columns.resolve(&selection, TextMatches::default()));
    let known = median(|| shared.resolve(&columns, &selection, TextMatches::default()));
    row("a selection resolved", fresh, "the same, remembered", known);
    let polygon = json!([[0.8, 0.1, 0.1], [0.2, 0.7, 0.1], [0.1, 0.1, 0.8], [0.5, 0.25, 0.25]]);
    let polygon: Selection = serde_json::from_value(json!({"triads": [{"signifier": "t1", "polygon": polygon}]}))?;
    row("a polygon in a triad", median(|| columns.resolve(&polygon, TextMatches::default())), "the same, remembered", known);
    let numbers: Vec<u64> = columns.numbers(&columns.all()).step_by(20).collect();
    let text = TextMatches { text: Some(&numbers), not_text: None };
    let joined = median(|| columns.resolve(&Selection::default(), text));
    row(&format!("{} matches of a text joined", numbers.len()), joined, "the same, remembered", known);
    Ok(())
}

fn writing(shared: &SharedColumns) -> Outcome<()> {
    let newest = shared.read().numbers(&shared.read().all()).last().unwrap_or(0);
    let mut random = Lcg(7);
    let mut times = [Vec::new(), Vec::new()];
    for k in 1..=200 {
        let answers = story(&mut random)?;
        let added = Instant::now();
        shared.write(|columns| columns.put(&row_of(newest + k, &answers)));
        times[0].push(added.elapsed());
        let corrected = Instant::now();
        shared.write(|columns| columns.put(&row_of(newest / 2 + k, &answers)));
        times[1].push(corrected.elapsed());
    }
    for (times, what) in times.iter_mut().zip(["a new story", "a correction in the middle"]) {
        times.sort();
        let (middle, worst) = (times[times.len() / 2], times[times.len() - 1]);
        fact(&format!("{what}, until readers see it"), format!("{}, at worst {}", shown(middle), shown(worst)));
    }
    Ok(())
}

fn snapshot(columns: Arc<Columns>) -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("columns");
    let stories = columns.len();
    let snapshot = Snapshot { note: Vec::new(), columns: [("bench".to_owned(), columns)].into() };
    let began = Instant::now();
    snapshot.write(&file)?;
    let written = began.elapsed();
    let began = Instant::now();
    let read = Snapshot::read(&file)?;
    let took = began.elapsed();
    let size = std::fs::metadata(&file)?.len();
    row(&format!("columns read from a file of {} MB", size >> 20), took, "writing it", written);
    assert_eq!(read.columns["bench"].len(), stories);
    Ok(())
}

/// Planted groups on two triads and four dyads: eight coordinates.
fn clustering(n: u64) -> Outcome<()> {
    let columns = planted(n)?;
    let signifiers = ["t0", "t1", "d0", "d1", "d2", "d3"].map(str::to_owned).to_vec();
    let options = ClusterOptions { signifiers, min_cluster_size: Some(500), ..ClusterOptions::default() };
    let began = Instant::now();
    let found = clusters(&columns, &columns.all(), &options, &Watch::none())?;
    let took = began.elapsed();
    let sizes: Vec<u64> = found.clusters.iter().map(|cluster| cluster.size).collect();
    fact(&format!("clusters of {n} stories in 8 dimensions"), format!("{} ({sizes:?}, {} in none)", shown(took), found.noise));
    Ok(())
}

/// Times from ten thousand stories up, and the exponent of their growth: the slope of ln time over ln stories.
fn growth(most: u64) -> Outcome<()> {
    let mut measured: Vec<(f64, [Duration; 3])> = Vec::new();
    let mut n = 10_000;
    while n <= most {
        let columns = columns(n)?;
        let selection = two_thirds()?;
        let rows = columns.resolve(&selection, TextMatches::default())?;
        let ids: Vec<String> = columns.signifiers().map(str::to_owned).collect();
        let times = [
            median(|| columns.resolve(&selection, TextMatches::default())),
            median(|| pattern(&columns, &rows, "t0", &Options::default())),
            median(|| patterns(&columns, &rows, &ids, &Options::default())),
        ];
        measured.push((n as f64, times));
        n *= 10;
    }
    for (at, what) in ["a selection", "one triad", "all signifiers"].into_iter().enumerate() {
        let times: Vec<String> = measured.iter().map(|(n, times)| format!("{n}: {}", shown(times[at]))).collect();
        let points: Vec<[f64; 2]> = measured.iter().map(|(n, times)| [n.ln(), times[at].as_secs_f64().ln()]).collect();
        fact(&format!("growth of {what}"), format!("{}; exponent {:.2}", times.join(", "), slope(&points)));
    }
    Ok(())
}

fn slope(points: &[[f64; 2]]) -> f64 {
    let n = points.len() as f64;
    let mean = |axis: usize| points.iter().map(|point| point[axis]).sum::<f64>() / n;
    let (x, y) = (mean(0), mean(1));
    let (up, along) = points
        .iter()
        .fold((0.0, 0.0), |(up, along), point| (up + (point[0] - x) * (point[1] - y), along + (point[0] - x) * (point[0] - x)));
    if along > 0.0 { up / along } else { 0.0 }
}

/// About two thirds of the stories: two choices and a day.
fn two_thirds() -> Outcome<Selection> {
    Ok(serde_json::from_value(json!({
        "answers": {"c0": ["o0", "o1", "o2", "o3", "o4", "o5", "o6"], "c1": ["o1", "o2", "o3", "o4", "o5", "o6", "o7"]},
        "received": {"from": "2026-01-02"}
    }))?)
}

fn framework() -> Outcome<Framework> {
    let label = |id: String| json!({"id": id, "label": {"en": id}});
    let labels = |letter: &str, n: usize| (0..n).map(|k| label(format!("{letter}{k}"))).collect::<Vec<Value>>();
    let mut signifiers = Vec::new();
    for k in 0..TRIADS {
        signifiers.push(json!({"id": format!("t{k}"), "kind": "triad", "question": {"en": "?"}, "corners": labels("x", 3)}));
    }
    for k in 0..DYADS {
        let ends = (label("l".to_owned()), label("r".to_owned()));
        signifiers
            .push(json!({"id": format!("d{k}"), "kind": "dyad", "question": {"en": "?"}, "left": ends.0, "right": ends.1}));
    }
    let (x, y) = (json!({"left": {"en": "?"}, "right": {"en": "?"}}), json!({"bottom": {"en": "?"}, "top": {"en": "?"}}));
    let stones = labels("s", STONES);
    signifiers.push(json!({"id": "s", "kind": "stones", "question": {"en": "?"}, "stones": stones, "x": x, "y": y}));
    for k in 0..CHOICES {
        let options = labels("o", OPTIONS);
        signifiers
            .push(json!({"id": format!("c{k}"), "kind": "choice", "question": {"en": "?"}, "max": 1, "options": options}));
    }
    Ok(serde_json::from_value(json!({
        "slug": "bench", "version": 1, "title": {"en": "?"}, "languages": ["en"],
        "prompts": [{"id": "moment", "text": {"en": "?"}}], "signifiers": signifiers
    }))?)
}

fn columns(stories: u64) -> Outcome<Columns> {
    let mut columns = Columns::new();
    columns.learn(&framework()?);
    let mut random = Lcg(1);
    for number in 1..=stories {
        let answers = story(&mut random)?;
        columns.put(&row_of(number, &answers));
    }
    Ok(columns)
}

fn row_of(number: u64, answers: &Answers) -> Row<'_> {
    let received = NaiveDate::from_ymd_opt(2026, 1, 1 + (number % 28) as u32).unwrap_or_default();
    Row { number, received, collection: Some("WEB"), round: None, prompt: "moment", readable: true, answers }
}

/// Answers to everything, one in twenty left out.
fn story(random: &mut Lcg) -> Outcome<Answers> {
    let mut answers = Answers::default();
    let mut give = |id: String, answer: Answer, random: &mut Lcg| match random.below(40) {
        0 => drop(answers.given.insert(id, Answer::NotApplicable)),
        1 => {}
        _ => drop(answers.given.insert(id, answer)),
    };
    for k in 0..TRIADS {
        let a = random.below(10_001);
        let b = random.below(10_001 - a);
        give(format!("t{k}"), Answer::Triad(Triad::try_from([a as u16, b as u16, (10_000 - a - b) as u16])?), random);
    }
    for k in 0..DYADS {
        let at = unit(random)?;
        give(format!("d{k}"), Answer::Dyad(at), random);
    }
    let mut places = std::collections::BTreeMap::new();
    for k in 0..STONES {
        places.insert(format!("s{k}"), Place { x: unit(random)?, y: unit(random)? });
    }
    give("s".to_owned(), Answer::Stones(places), random);
    for k in 0..CHOICES {
        let options = vec![format!("o{}", random.below(OPTIONS as u64))];
        give(format!("c{k}"), Answer::Choice { options, write_in: None }, random);
    }
    Ok(answers)
}

/// Eight groups in two triads and four dyads, and a fifth of the stories anywhere.
fn planted(stories: u64) -> Outcome<Columns> {
    let mut columns = Columns::new();
    columns.learn(&framework()?);
    let mut random = Lcg(2);
    for number in 1..=stories {
        let group = random.below(10);
        let mut answers = Answers::default();
        for (k, id) in ["t0", "t1", "d0", "d1", "d2", "d3"].into_iter().enumerate() {
            let middle = |axis: u64| 2_000 + (group * 7 + k as u64 * 3 + axis * 5) * 1_234 % 4_000;
            let at = |axis: u64, random: &mut Lcg| match group {
                8.. => random.below(5_001),
                _ => middle(axis) + (0..4).map(|_| random.below(301)).sum::<u64>() - 600,
            };
            let (first, second) = (at(0, &mut random), at(1, &mut random));
            let answer = match k {
                0 | 1 => {
                    let (first, second) = (first.min(5_000), second.min(5_000));
                    Answer::Triad(Triad::try_from([(10_000 - first - second) as u16, first as u16, second as u16])?)
                }
                _ => Answer::Dyad(Unit::try_from((first * 2).min(10_000) as u16)?),
            };
            answers.given.insert(id.to_owned(), answer);
        }
        columns.put(&row_of(number, &answers));
    }
    Ok(columns)
}

fn unit(random: &mut Lcg) -> Outcome<Unit> {
    Ok(Unit::try_from(random.below(10_001) as u16)?)
}

/// A linear congruential generator (Knuth's MMIX constants); its high bits are good enough here.
struct Lcg(u64);

impl Lcg {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((u128::from(self.0) * u128::from(end)) >> 64) as u64
    }
}

/// The median time; the work is done once before, so that caches are warm.
fn median<T>(work: impl FnMut() -> T) -> Duration {
    median_of(REPEATS, work)
}

fn median_of<T>(repeats: usize, mut work: impl FnMut() -> T) -> Duration {
    black_box(work());
    let mut times: Vec<Duration> = (0..repeats)
        .map(|_| {
            let began = Instant::now();
            black_box(work());
            began.elapsed()
        })
        .collect();
    times.sort();
    times[repeats / 2]
}

fn row(what: &str, took: Duration, limit: &str, least: Duration) {
    let ratio = took.as_secs_f64() / least.as_secs_f64();
    println!("| {what} | {} | {limit} | {} | {ratio:.1} |", shown(took), shown(least));
}

fn fact(what: &str, value: String) {
    println!("| {what} | {value} | | | |");
}

fn shown(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds >= 1.0 {
        format!("{seconds:.2} s")
    } else if seconds >= 1e-4 {
        format!("{:.2} ms", seconds * 1e3)
    } else {
        format!("{:.1} µs", seconds * 1e6)
    }
}
