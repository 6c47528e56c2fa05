//! How well the words that families, young people and professionals type lead to the stories that they mean.
//!
//! `quality/stories.txt` holds synthetic stories (`id|language|text`), `quality/queries.txt` the queries
//! (`topic|query|id:grade …`). A story of grade 2 is about what was asked for, one of grade 1 touches it; stories that are not
//! named have grade 0. The grades were set by reading, before the search was tried. The figure is nDCG@10 with gain
//! 2^grade − 1 (Järvelin and Kekäläinen, 2002; Burges and others, 2005): 1 when the best stories come first.
//!
//! `quality/held_out.txt` has more queries, which were written before the search was tuned and not looked at while it was. Add to
//! both lists; never change a rule or the table of synonyms for the sake of one query.

use std::collections::{BTreeMap, HashMap};

use super::Library;

/// The results that a person looks at.
const LOOKED_AT: usize = 10;
/// The mean over all queries must not fall below this.
const LEAST: f64 = 0.885;
/// The mean over the queries that were held out must not fall below this.
const LEAST_HELD_OUT: f64 = 0.8;

struct Asked {
    topic: &'static str,
    query: &'static str,
    grades: HashMap<&'static str, i32>,
}

fn stories() -> Vec<(&'static str, &'static str, &'static str)> {
    let lines = include_str!("quality/stories.txt").lines();
    lines
        .map(|line| {
            let mut parts = line.splitn(3, '|');
            let mut part = || parts.next().unwrap_or_else(|| panic!("a part is missing: {line}"));
            (part(), part(), part())
        })
        .collect()
}

fn queries(list: &'static str, known: &[(&str, &str, &str)]) -> Vec<Asked> {
    list.lines()
        .map(|line| {
            let [topic, query, relevant] = line.split('|').collect::<Vec<_>>()[..] else { panic!("three parts: {line}") };
            let grades = relevant.split_whitespace().map(|one| {
                let (id, grade) = one.split_once(':').unwrap();
                assert!(known.iter().any(|(story, ..)| *story == id), "{id} of {query} is no story");
                (id, grade.parse().unwrap())
            });
            Asked { topic, query, grades: grades.collect() }
        })
        .collect()
}

/// Discounted cumulative gain of these grades, in the order of the results.
fn gain(grades: impl Iterator<Item = i32>) -> f64 {
    grades.take(LOOKED_AT).zip(2_i32..).map(|(grade, place)| (2_f64.powi(grade) - 1.0) / f64::from(place).log2()).sum()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The mean nDCG of a list of queries. Prints that of each query and topic.
fn measured(list: &'static str) -> f64 {
    let stories = stories();
    let mut library = Library::empty();
    let texts: Vec<_> = stories.iter().map(|&(_, language, text)| (language, "", text)).collect();
    library.put_all(0, &texts);

    let mut topics: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    let mut all = Vec::new();
    for Asked { topic, query, grades } in queries(list, &stories) {
        let found = library.rank(query);
        let ids: Vec<&str> = found.iter().map(|&number| stories[usize::try_from(number).unwrap()].0).collect();
        let mut best: Vec<i32> = grades.values().copied().collect();
        best.sort_unstable_by(|one, other| other.cmp(one));
        let ideal = gain(best.into_iter());
        assert!(ideal > 0.0, "“{query}” has no story");
        let ndcg = gain(ids.iter().map(|id| grades.get(id).copied().unwrap_or(0))) / ideal;
        topics.entry(topic).or_default().push(ndcg);
        all.push(ndcg);
        println!("{:.3}  {query:<34} {}", ndcg.abs(), ids.iter().take(LOOKED_AT).copied().collect::<Vec<_>>().join(" "));
    }
    for (topic, values) in &topics {
        println!("{:.3}  {topic} ({} queries)", mean(values), values.len());
    }
    println!("{:.3}  all {} queries", mean(&all), all.len());
    mean(&all)
}

#[test]
fn the_stories_that_people_mean_come_first() {
    let figure = measured(include_str!("quality/queries.txt"));
    assert!(figure >= LEAST, "nDCG@10 fell to {figure:.3}, below {LEAST}");
}

#[test]
fn the_stories_that_people_mean_come_first_for_queries_that_were_held_out() {
    let figure = measured(include_str!("quality/held_out.txt"));
    assert!(figure >= LEAST_HELD_OUT, "nDCG@10 fell to {figure:.3}, below {LEAST_HELD_OUT}");
}
