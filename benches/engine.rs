//! Measures the pattern engine from inside: memory, patterns, selections, clusters, and how each grows.
//!
//! Criterion measures the times. Each is shown beside a plain scan of the same bytes in the same run, where there is one, and
//! is read as a ratio to it. `cargo bench --bench engine` prints the tables at the end, or writes them to the file named by the
//! environment variable `FIGURES`; `ENGINE_STORIES=100000` makes the run smaller, and `ENGINE_ONLY` names its parts: triad,
//! signifiers, comparison, associations, selections, writing, clusters, growth. The data of each measurement are in `target/criterion`.

use std::hint::black_box;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use criterion::Criterion;
use sensing::model::{Answer, Answers, Framework, Place, Selection, Triad, Unit};
use sensing::patterns::{
    ClusterOptions, Columns, CompareOptions, DensityOptions, Form, Group, Options, Progress, Row, Snapshot, TextMatches,
    VersionedColumns, associations, clusters, compare, pair_table, pattern, patterns,
};
use serde_json::{Value, json};

#[allow(dead_code)]
mod support;

use support::{Outcome, slope};

const TRIADS: usize = 5;
const DYADS: usize = 10;
const STONES: usize = 5;
const CHOICES: usize = 12;
const OPTIONS: usize = 8;

fn main() -> Outcome<()> {
    let stories = std::env::var("ENGINE_STORIES").ok().map_or(Ok(1_000_000), |asked| asked.parse::<u64>())?;
    let mut bench = Bench::new(stories)?;
    let columns = columns(stories)?;
    bench.fact("bytes a story in memory", format!("{:.1}", bytes_each(&columns)));
    let only = std::env::var("ENGINE_ONLY").ok();
    let wanted = |part: &str| only.as_ref().is_none_or(|only| only.split(',').any(|named| named == part));
    let shared = VersionedColumns::new(columns);
    if wanted("triad") {
        one_triad(&shared, &mut bench)?;
    }
    if wanted("signifiers") {
        all_signifiers(&shared.read(), &mut bench)?;
    }
    if wanted("comparison") {
        comparison(&shared.read(), &mut bench)?;
    }
    if wanted("associations") {
        pairs(&shared.read(), &mut bench)?;
    }
    if wanted("selections") {
        selections(&shared, &mut bench)?;
    }
    if wanted("writing") {
        writing(&shared, &mut bench)?;
        snapshot(shared.read(), &mut bench)?;
    }
    drop(shared);
    if wanted("clusters") {
        clustering(70_000, &mut bench)?;
    }
    if wanted("growth") {
        growth(stories, &mut bench)?;
    }
    bench.finish()
}

fn bytes_each(columns: &Columns) -> f64 {
    columns.bytes() as f64 / columns.len().max(1) as f64
}

fn one_triad(shared: &VersionedColumns, bench: &mut Bench) -> Outcome<()> {
    let columns = &*shared.read();
    let selection = two_thirds()?;
    let rows = columns.resolve(&selection, TextMatches::default())?;
    let found = format!("{} of {} stories", rows.len(), columns.len());
    // What a triad's pattern and the selection read: 23 bytes for the triad, and 4 for each of two choices and a day.
    let bytes: Vec<u64> = vec![1; columns.len() * (23 + 12) / 8];
    let scan = bench.scan("scan of one triad", &bytes)?;
    let plain = Options::default();
    let full = Options { density: Some(DensityOptions::default()), ..Options::default() };
    let limit = "a plain scan of the same bytes, one thread";
    let one = |options: &Options| {
        let rows = columns.resolve(&selection, TextMatches::default()).map_err(drop);
        rows.and_then(|rows| pattern(columns, &rows, "t0", options).map_err(drop))
    };
    let took = bench.median("one triad", || one(&plain))?;
    bench.row(&format!("one triad, filter on two choices and a date, {found}"), took, limit, scan);
    let took = bench.median("one triad with density", || one(&full))?;
    bench.row("the same with its density", took, limit, scan);
    let took = bench.median("one triad of known rows", || pattern(columns, &rows, "t0", &full))?;
    bench.row("the same, the selection known already", took, limit, scan);
    let rows = shared.resolve(columns, &selection, TextMatches::default())?;
    let took = bench.median("one triad remembered", || shared.patterns(columns, &rows, &["t0".to_owned()], &full))?;
    bench.row("the same, asked again before anything changed", took, limit, scan);
    Ok(())
}

fn all_signifiers(columns: &Columns, bench: &mut Bench) -> Outcome<()> {
    let rows = columns.resolve(&two_thirds()?, TextMatches::default())?;
    let ids: Vec<String> = columns.signifiers().map(str::to_owned).collect();
    let scan = bench.scan("scan of all columns", &vec![1; columns.bytes() / 8])?;
    let limit = "a plain scan of all columns, one thread";
    let took = bench.median("all signifiers", || patterns(columns, &rows, &ids, &Options::default()))?;
    bench.row(&format!("all {} signifiers, {} stories", ids.len(), rows.len()), took, limit, scan);
    let full = Options { density: Some(DensityOptions::default()), ..Options::default() };
    let took = bench.median("all signifiers with densities", || patterns(columns, &rows, &ids, &full))?;
    bench.row("the same with densities", took, limit, scan);
    Ok(())
}

/// Three groups of all stories, by a choice, compared on every signifier; 999 permutations.
fn comparison(columns: &Columns, bench: &mut Bench) -> Outcome<()> {
    let third = |options: &[&str]| -> Outcome<_> {
        let chosen: Selection = serde_json::from_value(json!({"answers": {"c0": options}}))?;
        Ok(columns.resolve(&chosen, TextMatches::default())?)
    };
    let rows = [third(&["o0", "o1", "o2"])?, third(&["o3", "o4", "o5"])?, third(&["o6", "o7"])?];
    let groups: Vec<Group<'_>> =
        ["first", "second", "third"].into_iter().zip(&rows).map(|(name, rows)| Group { name, rows }).collect();
    let options = CompareOptions::default();
    let took = bench.median("comparison", || compare(columns, &groups, None, &options, Progress::none()))?;
    let scan = bench.scan("scan of all columns again", &vec![1; columns.bytes() / 8])?;
    let signifiers = columns.signifiers().count();
    let what = format!("three groups compared on {signifiers} signifiers, {} permutations", options.permutations);
    bench.row(&what, took, "a plain scan of all columns, one thread", scan);
    Ok(())
}

/// Every signifier against every other, and one pair with its table.
fn pairs(columns: &Columns, bench: &mut Bench) -> Outcome<()> {
    let rows = columns.resolve(&two_thirds()?, TextMatches::default())?;
    let all = || associations(columns, &rows, None, 1, &Progress::none());
    let found = all()?;
    let scan = bench.scan("scan of all columns once more", &vec![1; columns.bytes() / 8])?;
    let limit = "a plain scan of all columns, one thread";
    let took = bench.median("associations", all)?;
    let what = format!("associations of {} pairs, {} stories", found.pairs.len(), rows.len());
    bench.row(&what, took, limit, scan);
    let pair = ["t0", "d0"].map(str::to_owned);
    let took = bench.median("one association", || pair_table(columns, &rows, &pair, 1, &Progress::none()))?;
    bench.row("one pair with its table", took, limit, scan);
    Ok(())
}

fn selections(shared: &VersionedColumns, bench: &mut Bench) -> Outcome<()> {
    let columns = shared.read();
    let selection = two_thirds()?;
    let limit = "the same, remembered";
    let known = bench.median("selection remembered", || shared.resolve(&columns, &selection, TextMatches::default()))?;
    let took = bench.median("selection", || columns.resolve(&selection, TextMatches::default()))?;
    bench.row("a selection resolved, every condition anew", took, limit, known);
    let mut from = 0;
    let took = bench.median("selection by another day", || {
        from += 1;
        let day = NaiveDate::from_num_days_from_ce_opt(700_000 + from);
        let mut other = selection.clone();
        other.received = Some(sensing::model::DateRange { from: day, to: None });
        shared.resolve(&columns, &other, TextMatches::default())
    })?;
    bench.row("the same with another first day, the choices remembered", took, limit, known);
    let polygon = json!([[0.8, 0.1, 0.1], [0.2, 0.7, 0.1], [0.1, 0.1, 0.8], [0.5, 0.25, 0.25]]);
    let polygon: Selection = serde_json::from_value(json!({"triads": [{"signifier": "t1", "polygon": polygon}]}))?;
    let took = bench.median("polygon", || columns.resolve(&polygon, TextMatches::default()))?;
    bench.row("a polygon in a triad", took, limit, known);
    let numbers: Vec<u64> = columns.numbers(&columns.all()).step_by(20).collect();
    let text = TextMatches { text: Some(&numbers), not_text: None };
    let took = bench.median("text joined", || columns.resolve(&Selection::default(), text))?;
    bench.row(&format!("{} matches of a text joined", numbers.len()), took, limit, known);
    Ok(())
}

fn writing(shared: &VersionedColumns, bench: &mut Bench) -> Outcome<()> {
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
        bench.fact(&format!("{what}, until readers see it"), format!("{}, at worst {}", shown(middle), shown(worst)));
    }
    Ok(())
}

fn snapshot(columns: Arc<Columns>, bench: &mut Bench) -> Outcome<()> {
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
    bench.row(&format!("columns read from a file of {} MB", size >> 20), took, "writing it", written);
    assert_eq!(read.columns["bench"].len(), stories);
    Ok(())
}

/// Planted groups on two triads and four dyads: eight coordinates.
fn clustering(n: u64, bench: &mut Bench) -> Outcome<()> {
    let columns = planted(n)?;
    let signifiers = ["t0", "t1", "d0", "d1", "d2", "d3"].map(str::to_owned).to_vec();
    let options = ClusterOptions { signifiers, min_cluster_size: Some(500), ..ClusterOptions::default() };
    let found = clusters(&columns, &columns.all(), &options, &Progress::none())?;
    let took = bench.median("clusters", || clusters(&columns, &columns.all(), &options, &Progress::none()))?;
    let sizes: Vec<u64> = found.clusters.iter().map(|cluster| cluster.size).collect();
    let what = format!("clusters of {n} stories in 8 dimensions");
    bench.fact(&what, format!("{} ({sizes:?}, {} in none)", shown(took), found.noise));
    Ok(())
}

/// Times and memory from ten thousand stories up, and the exponent of their growth: the slope of ln figure over ln stories.
fn growth(most: u64, bench: &mut Bench) -> Outcome<()> {
    let mut measured: Vec<(f64, [Duration; 3], f64)> = Vec::new();
    let mut n = 10_000;
    while n <= most {
        let columns = columns(n)?;
        let selection = two_thirds()?;
        let rows = columns.resolve(&selection, TextMatches::default())?;
        let ids: Vec<String> = columns.signifiers().map(str::to_owned).collect();
        let times = [
            bench.median(&format!("selection of {n}"), || columns.resolve(&selection, TextMatches::default()))?,
            bench.median(&format!("one triad of {n}"), || pattern(&columns, &rows, "t0", &Options::default()))?,
            bench.median(&format!("all signifiers of {n}"), || patterns(&columns, &rows, &ids, &Options::default()))?,
        ];
        measured.push((n as f64, times, columns.bytes() as f64));
        n *= 10;
    }
    for (at, what) in ["a selection", "one triad", "all signifiers"].into_iter().enumerate() {
        let times: Vec<String> = measured.iter().map(|(n, times, _)| format!("{n}: {}", shown(times[at]))).collect();
        let points: Vec<[f64; 2]> = measured.iter().map(|(n, times, _)| [n.ln(), times[at].as_secs_f64().ln()]).collect();
        bench.fact(&format!("growth of {what}"), format!("{}; exponent {:.2}", times.join(", "), slope(&points)));
    }
    let sizes: Vec<String> = measured.iter().map(|(n, _, bytes)| format!("{n}: {:.1}", bytes / n)).collect();
    let points: Vec<[f64; 2]> = measured.iter().map(|(n, _, bytes)| [n.ln(), bytes.ln()]).collect();
    bench.fact("bytes a story as stories grow", format!("{}; exponent {:.2}", sizes.join(", "), slope(&points)));
    Ok(())
}

/// Criterion, and the tables of what it measured.
struct Bench {
    criterion: Criterion,
    /// Where criterion stores its figures.
    kept: PathBuf,
    tables: String,
}

impl Bench {
    fn new(stories: u64) -> Outcome<Self> {
        let kept = std::path::absolute("target/criterion")?;
        let criterion = Criterion::default()
            .output_directory(&kept)
            .without_plots()
            .sample_size(20)
            .warm_up_time(Duration::from_millis(500))
            .measurement_time(Duration::from_secs(2));
        let tables = format!(
            "## The engine from inside\n\n{stories} stories answering 28 signifiers; medians by criterion.\n\n\
             | What | Time | Limit measured in the same run | Time | Ratio |\n|---|---|---|---|---|\n"
        );
        Ok(Self { criterion, kept, tables })
    }

    /// The median time that criterion measures, which it also stores under this name.
    fn median<T>(&mut self, name: &str, mut work: impl FnMut() -> T) -> Outcome<Duration> {
        self.criterion.bench_function(name, |bencher| bencher.iter(|| black_box(work())));
        let estimates = std::fs::read(self.kept.join(name).join("new/estimates.json"))?;
        let estimates: Value = serde_json::from_slice(&estimates)?;
        let nanoseconds = estimates["median"]["point_estimate"].as_f64().ok_or("criterion kept no median")?;
        Ok(Duration::from_secs_f64(nanoseconds / 1e9))
    }

    /// The time needed to read these bytes once, on one thread.
    fn scan(&mut self, name: &str, bytes: &[u64]) -> Outcome<Duration> {
        self.median(name, || bytes.iter().fold(0u64, |sum, word| sum.wrapping_add(*word)))
    }

    fn row(&mut self, what: &str, took: Duration, limit: &str, least: Duration) {
        let ratio = took.as_secs_f64() / least.as_secs_f64();
        self.tables.push_str(&format!("| {what} | {} | {limit} | {} | {ratio:.1} |\n", shown(took), shown(least)));
    }

    fn fact(&mut self, what: &str, value: String) {
        self.tables.push_str(&format!("| {what} | {value} | | | |\n"));
    }

    fn finish(self) -> Outcome<()> {
        match std::env::var_os("FIGURES") {
            Some(file) => std::fs::write(file, self.tables)?,
            None => println!("{}", self.tables),
        }
        Ok(())
    }
}

/// A selection of about two thirds of the stories: two choices and a day.
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
    Row {
        number,
        received,
        collection: Some("WEB"),
        round: None,
        prompt: "moment",
        storyteller: None,
        readable: true,
        answers,
        form: Form::default(),
    }
}

/// Answers to everything; one in twenty is left out.
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

/// Eight groups in two triads and four dyads; a fifth of the stories are placed at random.
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
