//! Tests clusters against scikit-learn (`tests/golden/patterns.py`), and properties that hold for any clusters.

use serde_json::{Value, json};

use crate::model::Answer;
use crate::patterns::golden_tests::{framework, point, put, unit};
use crate::patterns::*;

const CLUSTERS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/clusters.json"));

fn golden() -> Vec<Value> {
    serde_json::from_str(CLUSTERS).unwrap()
}

fn columns_of(case: &Value) -> Columns {
    let mut columns = Columns::new();
    columns.learn(&framework());
    let list = |name: &str| case[name].as_array().unwrap();
    for (number, ((t, u), d)) in list("first").iter().zip(list("second")).zip(list("third")).enumerate() {
        let given = [("t", Answer::Triad(point(t))), ("u", Answer::Triad(point(u))), ("d", Answer::Dyad(unit(d)))];
        put(&mut columns, number as u64, given);
    }
    columns
}

fn asked(signifiers: &[&str]) -> ClusterOptions {
    let signifiers = signifiers.iter().map(|&id| id.to_owned()).collect();
    ClusterOptions { signifiers, labels: true, ..ClusterOptions::default() }
}

fn run(columns: &Columns, options: &ClusterOptions) -> Result<Clusters, WorkFault> {
    clusters(columns, &columns.all(), options, &Progress::none())
}

fn labels(found: &Clusters) -> Vec<i64> {
    found.labels.as_ref().unwrap().iter().map(|label| label.cluster.map_or(-1, i64::from)).collect()
}

/// The adjusted Rand index (Hubert & Arabie, 1985); noise counts as a group.
pub(super) fn adjusted_rand(first: &[i64], second: &[i64]) -> f64 {
    use std::collections::HashMap;
    let pairs = |n: u64| (n * n.saturating_sub(1) / 2) as f64;
    let summed = |keys: Vec<(i64, i64)>| {
        let mut counts: HashMap<(i64, i64), u64> = HashMap::new();
        keys.into_iter().for_each(|key| *counts.entry(key).or_default() += 1);
        counts.into_values().map(pairs).sum::<f64>()
    };
    let both = summed(first.iter().copied().zip(second.iter().copied()).collect());
    let (a, b) = (summed(first.iter().map(|&k| (k, 0)).collect()), summed(second.iter().map(|&k| (k, 0)).collect()));
    let expected = a * b / pairs(first.len() as u64);
    (both - expected) / ((a + b) / 2.0 - expected)
}

/// The index of our labels against scikit-learn's, with `min_samples` off by some.
fn against_scikit_learn(case: &Value, off_by: i64) -> f64 {
    let columns = columns_of(case);
    let size = |name: &str, off_by: i64| Some((case[name].as_i64().unwrap() + off_by) as usize);
    let (min_cluster_size, min_samples) = (size("min_cluster_size", 0), size("min_samples", off_by));
    let options = ClusterOptions { min_cluster_size, min_samples, ..asked(&["t", "u", "d"]) };
    let golden: Vec<i64> = case["labels"].as_array().unwrap().iter().map(|label| label.as_i64().unwrap()).collect();
    adjusted_rand(&labels(&run(&columns, &options).unwrap()), &golden)
}

/// A point or two at a cluster's rim may differ: mutual reachability distances are often equal, and where they are,
/// scikit-learn splits in the order of its sorting, petal-clustering all at once.
#[test]
fn labels_agree_with_scikit_learn() {
    for case in golden() {
        let index = against_scikit_learn(&case, 0);
        assert!(index > 0.985, "{}: {index}", case["name"]);
    }
}

#[test]
fn min_samples_counts_the_story_itself() {
    let case = &golden()[0];
    assert!((against_scikit_learn(case, 0) - 1.0).abs() < 1e-12);
    assert!(against_scikit_learn(case, -1) < 0.995 && against_scikit_learn(case, 1) < 0.995);
}

#[test]
fn a_sample_finds_the_clusters_of_the_whole_and_says_so() {
    let columns = columns_of(&golden()[2]);
    let whole = ClusterOptions { min_cluster_size: Some(25), min_samples: Some(8), ..asked(&["t", "u", "d"]) };
    let sampled = ClusterOptions { sample: 500, seed: 1, ..whole.clone() };
    let (all, part) = (run(&columns, &whole).unwrap(), run(&columns, &sampled).unwrap());
    assert_eq!((all.sampled, part.sampled), (None, Some(500)));
    assert_eq!(all.clusters.len(), part.clusters.len());
    assert_eq!(part, run(&columns, &sampled).unwrap(), "the same seed gives the same answer");
    let index = adjusted_rand(&labels(&all), &labels(&part));
    assert!(index > 0.85, "{index}");
}

#[test]
fn sizes_noise_and_left_out_add_up_and_medoids_are_members() {
    let mut columns = columns_of(&golden()[0]);
    put(&mut columns, 9_001, [("t", Answer::NotApplicable)]);
    put(&mut columns, 9_002, []);
    let options = ClusterOptions { min_cluster_size: Some(10), min_samples: Some(5), ..asked(&["t", "u", "d"]) };
    let found = run(&columns, &options).unwrap();
    assert_eq!((found.complete, found.left_out), (180, 2));
    assert_eq!(found.clusters.iter().map(|cluster| cluster.size).sum::<u64>() + found.noise, found.complete);
    assert!(found.clusters.is_sorted_by(|a, b| a.size >= b.size && a.id < b.id));
    let labels = found.labels.as_ref().unwrap();
    for cluster in &found.clusters {
        assert_eq!(cluster.medoids.len(), 3);
        for &medoid in &cluster.medoids {
            assert!(labels.iter().any(|label| label.story == medoid && label.cluster == Some(cluster.id)));
        }
        let Some(Position::Triad(weights)) = cluster.position.get("t") else { panic!("a triad has three weights") };
        assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }
    assert!(serde_json::to_value(&found).unwrap()["clusters"][0]["position"]["d"]["dyad"].is_f64());
}

#[test]
fn many_equal_answers_and_few_stories_are_handled() {
    for n in [0, 1, 2, 14, 15, 200] {
        let mut columns = Columns::new();
        columns.learn(&framework());
        for number in 0..n {
            put(&mut columns, number, [("t", Answer::Triad(point(&json!([if number % 2 == 0 { 10_000 } else { 0 }, 0]))))]);
        }
        let found = run(&columns, &asked(&["t"])).unwrap();
        assert_eq!(found.complete, n);
        assert_eq!(found.clusters.len(), if n == 200 { 2 } else { 0 }, "{n}");
    }
}

#[test]
fn invalid_parameters_name_their_field() {
    let columns = columns_of(&golden()[0]);
    let field = |options: ClusterOptions| match run(&columns, &options) {
        Err(WorkFault::Faulty(fault)) => fault.field,
        other => panic!("{other:?}"),
    };
    assert_eq!(field(asked(&[])), "signifiers");
    assert_eq!(field(asked(&["t", "k"])), "signifiers[1]");
    assert_eq!(field(asked(&["nowhere"])), "signifiers[0]");
    assert_eq!(field(asked(&["t", "t"])), "signifiers[1]");
    assert_eq!(field(ClusterOptions { min_cluster_size: Some(1), ..asked(&["t"]) }), "min_cluster_size");
    assert_eq!(field(ClusterOptions { min_samples: Some(0), ..asked(&["t"]) }), "min_samples");
    assert_eq!(field(ClusterOptions { min_samples: Some(1_001), ..asked(&["t"]) }), "min_samples");
    assert_eq!(field(ClusterOptions { sample: 1, ..asked(&["t"]) }), "sample");
    assert!(run(&columns, &asked(&["s/school", "t"])).is_ok());
}

/// Thirty stories at three places.
fn three_places() -> Columns {
    let mut columns = Columns::new();
    columns.learn(&framework());
    for number in 0..30 {
        put(&mut columns, number, [("d", Answer::Dyad(unit(&json!(number % 3 * 5_000))))]);
    }
    put(&mut columns, 30, [("t", Answer::NotApplicable)]);
    columns
}

#[test]
fn more_clusters_than_distinct_answers_or_stories_are_explained() {
    let columns = three_places();
    let medoids = |k: Option<usize>| {
        let options = ClusterOptions { method: ClusterMethod::KMedoids, k, ..asked(&["d"]) };
        run(&columns, &options).unwrap()
    };
    let few = medoids(Some(3));
    assert_eq!((few.clusters.len(), few.reasons.len()), (3, 0));
    let many = medoids(Some(7));
    assert_eq!(many.clusters.len(), 3);
    assert!(
        many.reasons[0].starts_with("7 clusters were asked for") && many.reasons[0].contains("only 3 ways"),
        "{:?}",
        many.reasons
    );
    for k in [30, 40] {
        let none = medoids(Some(k));
        assert!(none.clusters.is_empty() && none.reasons[0].contains("no more stories answered"), "{:?}", none.reasons);
    }
    let suggested = medoids(None);
    let tried: Vec<u32> = suggested.suggestion.unwrap().silhouettes.iter().map(|own| own.k).collect();
    assert_eq!(tried, [2, 3]);
    assert!(suggested.reasons[0].contains("No more than 3 clusters were tried"), "{:?}", suggested.reasons);
    assert_eq!(suggested.missing.get("d"), Some(&1));
}

#[test]
fn dense_clusters_that_are_not_found_are_explained() {
    let columns = three_places();
    let size = |size: usize| ClusterOptions { min_cluster_size: Some(size), ..asked(&["d"]) };
    assert!(
        run(&columns, &size(40)).unwrap().reasons[0]
            .contains("A cluster has 40 stories or more, and fewer answered every chosen question")
    );
    let none = run(&columns, &asked(&["t"])).unwrap();
    assert_eq!((none.missing.get("t"), none.reasons.len()), (Some(&31), 1));
    assert!(run(&columns, &size(5)).unwrap().reasons.is_empty());
}
