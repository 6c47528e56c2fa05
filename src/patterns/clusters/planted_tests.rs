//! Tests clusters against planted groups, scikit-learn and full searches (`tests/golden/clusters.py`), and properties that hold
//! for any clusters.

use std::sync::Mutex;

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::model::{Answer, Answers, Framework, Triad, Unit, WHOLE};
use crate::patterns::*;

use super::gower::Gower;
use super::kmedoids::{Matrix, build, faster_pam, loss, silhouette};
use super::points::Chosen;
use super::tests::adjusted_rand;

const PLANTED: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/planted.json"));
const GROUPS: u64 = 6;
const ALL: [&str; 6] = ["t", "u", "d0", "d1", "d2", "d3"];

/// The generator of the golden script.
struct Lcg(u64);

impl Lcg {
    fn below(&mut self, end: u64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((u128::from(self.0) * u128::from(end)) >> 64) as i64
    }

    fn bell(&mut self, spread: i64) -> i64 {
        let drawn: i64 = (0..12).map(|_| self.below(2_001)).sum();
        drawn * spread / 2_001 - 12_000 * spread / 2_001
    }
}

fn framework() -> Framework {
    let label = |id: &str| json!({"id": id, "label": {"en": id}});
    let triad =
        |id: &str| json!({"id": id, "kind": "triad", "question": {"en": "?"}, "corners": [label("a"), label("b"), label("c")]});
    let dyad = |id: &str| json!({"id": id, "kind": "dyad", "question": {"en": "?"}, "left": label("l"), "right": label("r")});
    let options = [label("one"), label("two"), label("three")];
    let choice = json!({"id": "k", "kind": "choice", "question": {"en": "?"}, "max": 2, "options": options});
    let signifiers = [triad("t"), triad("u"), dyad("d0"), dyad("d1"), dyad("d2"), dyad("d3"), choice];
    serde_json::from_value(json!({
        "slug": "planted", "version": 1, "title": {"en": "?"}, "languages": ["en"],
        "prompts": [{"id": "moment", "text": {"en": "?"}}], "signifiers": signifiers
    }))
    .unwrap()
}

fn empty() -> Columns {
    let mut columns = Columns::new();
    columns.learn(&framework());
    columns
}

fn put(columns: &mut Columns, number: u64, given: Vec<(&str, Answer)>) {
    let answers =
        Answers { given: given.into_iter().map(|(id, answer)| (id.to_owned(), answer)).collect(), ..Answers::default() };
    let received = NaiveDate::from_ymd_opt(2026, 1 + (number % 6) as u32, 1).unwrap();
    columns.put(&Row {
        number,
        received,
        collection: None,
        round: None,
        prompt: "moment",
        storyteller: None,
        readable: true,
        answers: &answers,
        form: Form::default(),
    });
}

fn dyad(at: i64) -> Answer {
    Answer::Dyad(Unit::try_from(at as u16).unwrap())
}

/// The stories of the golden script, and the groups that they were drawn from.
fn planted(n: u64, spread: i64, seed: u64) -> (Columns, Vec<i64>) {
    let (mut columns, mut random, mut truth) = (empty(), Lcg(seed), Vec::new());
    let middles: Vec<Vec<i64>> =
        (0..GROUPS).map(|_| (0..8).map(|k| 1_500 + random.below(if k < 4 { 3_501 } else { 7_001 })).collect()).collect();
    for number in 0..n {
        let group = random.below(10 * GROUPS) / 9;
        let at: Vec<i64> = match middles.get(group as usize) {
            None => (0..8).map(|k| random.below(if k < 4 { 5_001 } else { 10_001 })).collect(),
            Some(middle) => {
                let near =
                    |(k, &middle): (usize, &i64)| (middle + random.bell(spread)).clamp(0, if k < 4 { 5_000 } else { 10_000 });
                middle.iter().enumerate().map(near).collect()
            }
        };
        let point = |first: i64, second: i64| {
            let parts = [i64::from(WHOLE) - first - second, first, second];
            Answer::Triad(Triad::try_from(parts.map(|part| part as u16)).unwrap())
        };
        let mut given = vec![("t", point(at[0], at[1])), ("u", point(at[2], at[3]))];
        given.extend(ALL[2..].iter().zip(&at[4..]).map(|(id, &at)| (*id, dyad(at))));
        put(&mut columns, number, given);
        truth.push(if group < GROUPS as i64 { group } else { -1 });
    }
    (columns, truth)
}

fn asked(signifiers: &[&str]) -> ClusterOptions {
    let signifiers = signifiers.iter().map(|&id| id.to_owned()).collect();
    ClusterOptions { signifiers, labels: true, ..ClusterOptions::default() }
}

fn run(columns: &Columns, options: &ClusterOptions) -> Clusters {
    clusters(columns, &columns.all(), options, &Progress::none()).unwrap()
}

fn labels(found: &Clusters) -> Vec<i64> {
    found.labels.as_ref().unwrap().iter().map(|label| label.cluster.map_or(-1, i64::from)).collect()
}

fn golden() -> Value {
    serde_json::from_str(PLANTED).unwrap()
}

#[test]
fn planted_groups_are_found_as_well_as_scikit_learn_finds_them() {
    for case in golden()["hdbscan"].as_array().unwrap() {
        let number = |name: &str| case[name].as_u64().unwrap();
        let (columns, truth) = planted(number("n"), number("spread") as i64, number("seed"));
        let options = ClusterOptions {
            min_cluster_size: Some(number("min_cluster_size") as usize),
            min_samples: Some(number("min_samples") as usize),
            ..asked(&ALL)
        };
        let found = run(&columns, &options);
        let index = adjusted_rand(&truth, &labels(&found));
        assert!(index >= case["index"].as_f64().unwrap() - 0.01, "{case}: {index}, {} clusters", found.clusters.len());
    }
}

#[test]
fn a_sample_finds_planted_groups_as_well_as_all_stories_do() {
    let (columns, truth) = planted(2_400, 300, 11);
    let whole = ClusterOptions { min_cluster_size: Some(60), min_samples: Some(15), ..asked(&ALL) };
    let part = ClusterOptions { sample: 1_000, seed: 3, ..whole.clone() };
    let [whole, part] = [whole, part].map(|options| adjusted_rand(&truth, &labels(&run(&columns, &options))));
    assert!(part >= whole - 0.02, "{part} against {whole}");
}

#[test]
fn no_cluster_of_a_sample_ends_up_smaller_than_requested() {
    // Two large groups and one of 55 stories: in a sample of 300, the small one is sometimes as large as a cluster of 60 would
    // be.
    let mut columns = empty();
    for number in 0..1_000i64 {
        let heap = if number < 55 { 5_000 } else { 1_000 + number % 2 * 8_000 };
        put(&mut columns, number as u64, vec![("d0", dyad(heap + number * 37 % 400))]);
    }
    let found = |least: usize, seed: u64| {
        let options =
            ClusterOptions { min_cluster_size: Some(least), min_samples: Some(5), sample: 300, seed, ..asked(&["d0"]) };
        let found = run(&columns, &options);
        assert!(found.clusters.iter().all(|cluster| cluster.size >= least as u64), "{least} {seed}");
        assert_eq!(found.clusters.iter().map(|cluster| cluster.size).sum::<u64>() + found.noise, 1_000);
        found.clusters.iter().any(|cluster| cluster.size == 55)
    };
    assert!((0..10).all(|seed| !found(60, seed)));
    assert!((0..10).any(|seed| found(50, seed)));
}

fn few(case: &Value) -> Columns {
    let mut columns = empty();
    for (number, case) in case["cases"].as_array().unwrap().iter().enumerate() {
        let mut given = Vec::new();
        for (at, id) in [(0, "d0"), (1, "d1")] {
            given.extend(case[at].as_i64().map(|at| (id, dyad(at))));
        }
        let options = case[2].as_array().map(|options| options.iter().map(|id| id.as_str().unwrap().to_owned()).collect());
        given.extend(options.map(|options| ("k", Answer::Choice { options, write_in: None })));
        put(&mut columns, number as u64, given);
    }
    columns
}

fn on_few() -> ClusterOptions {
    ClusterOptions { method: ClusterMethod::KMedoids, weights: [("d0".to_owned(), 2.0)].into(), ..asked(&["d0", "d1", "k"]) }
}

#[test]
fn gower_distances_and_medoids_agree_with_a_full_search() {
    for case in golden()["medoids"].as_array().unwrap() {
        let (columns, options) = (few(case), on_few());
        let chosen = Chosen::find(&columns, &options.signifiers, &options.weights, true).unwrap();
        let gower = Gower::new(&chosen, &columns.all());
        for (i, line) in case["distances"].as_array().into_iter().flatten().enumerate() {
            for (j, distance) in line.as_array().unwrap().iter().enumerate() {
                let ours = gower.distance(i, j);
                assert!((ours - distance.as_f64().unwrap()).abs() < 1e-9, "{i} {j}: {ours}, golden {distance}");
            }
        }
        let matrix = Matrix::new(gower.len(), |i, j| gower.distance(i, j), &Progress::none()).unwrap();
        for best in case["best"].as_array().unwrap() {
            let k = best["k"].as_u64().unwrap() as usize;
            let found = faster_pam(&matrix, build(&matrix, k), &Progress::none()).unwrap();
            let reached = loss(&matrix, &found.medoids);
            assert!((reached - best["loss"].as_f64().unwrap()).abs() < 1e-9, "{best}: {reached}");
        }
        if let Some(score) = case["silhouette"].as_f64() {
            let nearest: Vec<u32> = (0..gower.len()).map(|i| u32::from(gower.distance(i, 1) < gower.distance(i, 0))).collect();
            assert!((silhouette(&matrix, &nearest, 2) - score).abs() < 1e-9);
        }
    }
}

#[test]
fn the_number_of_clusters_is_suggested_and_never_chosen_silently() {
    let (columns, _) = planted(400, 200, 5);
    let none = ClusterOptions { method: ClusterMethod::KMedoids, ..asked(&ALL) };
    let found = run(&columns, &none);
    let suggestion = found.suggestion.clone().unwrap();
    assert!(found.clusters.is_empty() && found.noise == found.complete);
    assert_eq!(suggestion.silhouettes.iter().map(|tried| tried.k).collect::<Vec<_>>(), [2, 3, 4, 5, 6, 7, 8]);
    let best = suggestion.silhouettes.iter().map(|tried| tried.silhouette).fold(f64::MIN, f64::max);
    assert_eq!(suggestion.silhouettes.iter().find(|tried| tried.k == suggestion.k).unwrap().silhouette, best);
    let four = run(&columns, &ClusterOptions { k: Some(4), ..none.clone() });
    assert_eq!((four.clusters.len(), four.noise, four.suggestion), (4, 0, None));
    let tried = run(&columns, &ClusterOptions { k: Some(4), k_range: Some([2, 3]), ..none });
    assert_eq!((tried.clusters.len(), tried.suggestion.unwrap().silhouettes.len()), (4, 2));
}

#[test]
fn stories_without_any_answer_are_left_out_and_the_rest_all_have_a_cluster() {
    let mut columns = few(&golden()["medoids"][2]);
    let n = columns.len() as u64;
    put(&mut columns, 900, vec![("d0", Answer::NotApplicable)]);
    put(&mut columns, 901, vec![]);
    let found = run(&columns, &ClusterOptions { k: Some(3), ..on_few() });
    assert_eq!((found.complete, found.left_out, found.noise), (n, 2, 0));
    assert_eq!(found.clusters.iter().map(|cluster| cluster.size).sum::<u64>(), n);
    let sampled = run(&columns, &ClusterOptions { k: Some(3), sample: 12, ..on_few() });
    assert_eq!((sampled.sampled, sampled.clusters.iter().map(|cluster| cluster.size).sum::<u64>()), (Some(12), n));
    for few in 0..4 {
        let mut columns = empty();
        (0..few).for_each(|number| put(&mut columns, number, vec![("d0", dyad(number as i64))]));
        let found =
            run(&columns, &ClusterOptions { k: Some(3), stability: Some(StabilityOptions { resamples: 10 }), ..on_few() });
        assert_eq!((found.complete, found.clusters.is_empty() || few == 4), (few, true));
    }
}

#[test]
fn groups_far_apart_are_stable_and_unstable_clusters_are_not_shown() {
    let stability = Some(StabilityOptions { resamples: 20 });
    let (columns, _) = planted(600, 150, 9);
    let options = ClusterOptions { min_cluster_size: Some(30), stability, ..asked(&ALL) };
    let found = run(&columns, &options);
    assert!(found.clusters.len() >= 4 && found.clusters.iter().all(|cluster| cluster.stability.unwrap() >= STABLE));
    assert_eq!(found, run(&columns, &options), "the same seed gives the same answer");
    // Stories at random positions: clusters found in them are found elsewhere the next time.
    let mut anywhere = empty();
    let mut random = Lcg(4);
    for number in 0..400 {
        put(&mut anywhere, number, ALL[2..].iter().map(|id| (*id, dyad(random.below(10_001)))).collect());
    }
    let seven = ClusterOptions { method: ClusterMethod::KMedoids, k: Some(7), stability, ..asked(&ALL[2..]) };
    let found = run(&anywhere, &seven);
    let hidden = found.not_shown.as_ref().unwrap();
    assert!(!hidden.is_empty() && hidden.iter().all(|group| group.stability < DOUBTFUL));
    let shown: u64 = found.clusters.iter().map(|cluster| cluster.size).sum();
    assert_eq!(shown + hidden.iter().map(|group| group.size).sum::<u64>() + found.noise, 400);
    assert!(found.clusters.iter().all(|cluster| cluster.stability.unwrap() >= DOUBTFUL));
}

#[test]
fn work_that_is_told_to_stop_stops_and_reports_its_progress() {
    let (columns, _) = planted(600, 300, 9);
    let methods = [
        ClusterOptions { stability: Some(StabilityOptions::default()), ..asked(&ALL) },
        ClusterOptions {
            method: ClusterMethod::KMedoids,
            k: Some(4),
            stability: Some(StabilityOptions::default()),
            ..asked(&ALL)
        },
        ClusterOptions { min_cluster_size: Some(50), sample: 200, ..asked(&ALL) },
    ];
    for options in methods {
        for most in [0.0, 0.1] {
            let told = Mutex::new(Vec::new());
            let go_on = |done: f32| {
                told.lock().unwrap().push(done);
                done <= most
            };
            let stopped = clusters(&columns, &columns.all(), &options, &Progress::new(&go_on));
            assert!(stopped.is_err_and(|fault| fault == WorkFault::Cancelled(Cancelled)), "{:?} {most}", options.method);
            assert!(told.into_inner().unwrap().iter().all(|done| (0.0..=1.0).contains(done)));
        }
    }
}

#[test]
fn a_description_compares_the_cluster_with_the_rest_and_adds_up() {
    let (columns, _) = planted(600, 200, 9);
    let options = ClusterOptions { min_cluster_size: Some(30), describe: true, ..asked(&["d0", "d1"]) };
    let found = run(&columns, &options);
    assert!(!found.clusters.is_empty());
    for cluster in &found.clusters {
        let description = cluster.description.as_ref().unwrap();
        assert_eq!(description.profile.iter().map(|(id, _)| id).collect::<Vec<_>>(), ALL);
        assert_eq!(description.quarters.iter().map(|quarter| quarter.of).sum::<u64>(), 600);
        assert_eq!(description.quarters.iter().map(|quarter| quarter.count).sum::<u64>(), cluster.size);
        let profile = description.profile.get("d0").unwrap();
        assert_eq!((profile.answered, profile.cluster.as_ref()), (cluster.size, cluster.position.get("d0")));
        assert!(matches!(profile.rest, Some(Position::Dyad(_))) && (-1.0..=1.0).contains(&profile.difference.unwrap()));
        assert_eq!(cluster.rows.len() as u64, cluster.size);
        assert!(!serde_json::to_string(description).unwrap().contains("NaN"));
    }
}

#[test]
fn weights_change_the_influence_of_signifiers() {
    let mut columns = empty();
    for number in 0..120i64 {
        // Two groups far apart on one dyad; on the other dyad each has two halves that almost touch.
        let (first, second) = ((number % 2) * 6_000 + number * 37 % 1_200, (number % 4) / 2 * 20 + number % 3);
        let given = vec![("d0", dyad(first)), ("d1", dyad(second))];
        put(&mut columns, number as u64, given);
    }
    let usual = ClusterOptions { min_cluster_size: Some(20), min_samples: Some(5), ..asked(&["d0", "d1"]) };
    let heavy = ClusterOptions { weights: [("d1".to_owned(), 50.0)].into(), ..usual.clone() };
    assert_eq!((run(&columns, &usual).clusters.len(), run(&columns, &heavy).clusters.len()), (2, 4));
}

#[test]
fn invalid_options_name_their_field_and_say_what_is_allowed() {
    let (columns, _) = planted(60, 300, 9);
    let fault = |options: ClusterOptions| match clusters(&columns, &columns.all(), &options, &Progress::none()) {
        Err(WorkFault::Faulty(fault)) => fault,
        other => panic!("{other:?}"),
    };
    let field = |options: ClusterOptions| fault(options).field;
    let weights = |id: &str, weight: f64| ClusterOptions { weights: [(id.to_owned(), weight)].into(), ..asked(&["t"]) };
    assert_eq!(field(weights("u", 1.0)), "weights.u");
    for weight in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e9] {
        assert_eq!(field(weights("t", weight)), "weights.t");
    }
    let large = fault(ClusterOptions { sample: 50_000, ..asked(&["t"]) });
    assert!(large.field == "sample" && large.message.contains("20000") && large.message.contains("smaller sample"));
    assert_eq!(
        field(ClusterOptions { stability: Some(StabilityOptions { resamples: 5_000 }), ..asked(&["t"]) }),
        "stability.resamples"
    );
    let medoids = ClusterOptions { method: ClusterMethod::KMedoids, ..asked(&["t", "k"]) };
    assert_eq!(field(ClusterOptions { k: Some(1), ..medoids.clone() }), "k");
    assert_eq!(field(ClusterOptions { k_range: Some([5, 2]), ..medoids.clone() }), "k_range");
    assert_eq!(field(ClusterOptions { method: ClusterMethod::Hdbscan, ..medoids }), "signifiers[1]");
}
