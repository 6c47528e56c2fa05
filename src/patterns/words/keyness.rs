//! Telling words: the terms that a selection uses more, or less, than the rest.

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

/// Terms whose z is at least this far from 0 are telling.
pub const TELLING: f64 = 1.96;

/// How often each term occurs in some stories, and in how many of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermCounts(BTreeMap<String, TermCount>);

/// How often one term occurs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct TermCount {
    uses: u64,
    stories: u64,
}

impl TermCounts {
    /// Adds the terms of one story.
    pub fn add_story<'a>(&mut self, terms: impl IntoIterator<Item = &'a str>) {
        let mut seen = HashSet::new();
        for term in terms {
            let first = u64::from(seen.insert(term));
            match self.0.get_mut(term) {
                Some(count) => {
                    count.uses += 1;
                    count.stories += first;
                }
                None => drop(self.0.insert(term.to_owned(), TermCount { uses: 1, stories: first })),
            }
        }
    }

    fn of(&self, term: &str) -> TermCount {
        self.0.get(term).copied().unwrap_or_default()
    }
}

/// Options for finding telling words.
#[derive(Clone, Debug, Default)]
pub struct KeynessOptions {
    /// The weight of the prior in terms (α₀); the number of terms of both sides together when missing.
    pub prior: Option<f64>,
    /// Terms that occur less often than this on both sides together are not listed, but are counted.
    pub least: u64,
    /// The number of terms to list on either side; all when missing.
    pub limit: Option<usize>,
    /// Terms that are neither listed nor counted.
    pub stop_words: HashSet<String>,
}

/// Telling words of a selection compared with the rest.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Keyness {
    /// Terms counted in the selection.
    pub selection: u64,
    /// Terms counted in the rest.
    pub rest: u64,
    /// Terms that the selection uses more, with the largest z first.
    pub more: Vec<KeyTerm>,
    /// Terms that it uses less, with the smallest z first.
    pub less: Vec<KeyTerm>,
}

/// One term.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"term": "waiting", "selection": 41, "rest": 20, "selection_stories": 27, "rest_stories": 14, "log_odds": 1.1, "z": 4.2, "telling": true}))]
pub struct KeyTerm {
    /// The term.
    pub term: String,
    /// Its count in the selection.
    pub selection: u64,
    /// Its count in the rest.
    pub rest: u64,
    /// The stories of the selection that contain it.
    pub selection_stories: u64,
    /// The stories of the rest that contain it.
    pub rest_stories: u64,
    /// The log-odds ratio δ; above 0 the selection uses it more. A prior as heavy as the words of both sides together, with
    /// their common frequencies, shrinks it towards 0: use the order and z rather than the size.
    pub log_odds: f64,
    /// δ divided by its standard error.
    pub z: f64,
    /// Whether it is telling: |z| ≥ 1.96. Other terms are listed too, because the first of them show what there is; they may be
    /// there by chance.
    pub telling: bool,
}

/// Log-odds with an informative Dirichlet prior (Monroe, Colaresi & Quinn, 2008). With y and y′ the counts of a term, n and n′
/// the counts of all terms, and α = α₀·(y + y′)/(n + n′):
///
/// δ = ln((y + α)/(n + α₀ − y − α)) − ln((y′ + α)/(n′ + α₀ − y′ − α)), σ² = 1/(y + α) + 1/(y′ + α), z = δ/σ.
///
/// Both lists are empty when either side has no terms. Terms with |z| < 1.96 are listed after those that are telling, up to the
/// limit. Counts of uses decide; how many stories contain a term is told beside them, because one story may use it often.
///
/// ```
/// use sensing::patterns::{KeynessOptions, TermCounts, keyness};
///
/// let [mut selection, mut rest] = [TermCounts::default(), TermCounts::default()];
/// for _ in 0..20 {
///     selection.add_story(["waiting", "waiting", "school"]);
///     rest.add_story(["school", "school", "waiting"]);
/// }
/// let found = keyness(&selection, &rest, &KeynessOptions::default());
/// assert_eq!((found.more[0].term.as_str(), found.more[0].selection, found.more[0].selection_stories), ("waiting", 40, 20));
/// assert!(found.more[0].telling && found.less[0].telling);
/// ```
pub fn keyness(selection: &TermCounts, rest: &TermCounts, options: &KeynessOptions) -> Keyness {
    let kept = |term: &&String| !options.stop_words.contains(*term);
    let total = |counts: &TermCounts| counts.0.iter().filter(|(term, _)| kept(term)).map(|(_, count)| count.uses).sum::<u64>();
    let (n, m) = (total(selection), total(rest));
    let mut found = Keyness { selection: n, rest: m, more: Vec::new(), less: Vec::new() };
    if n == 0 || m == 0 {
        return found;
    }
    let prior = options.prior.filter(|prior| prior.is_finite() && *prior > 0.0).unwrap_or((n + m) as f64);
    let only_rest = rest.0.keys().filter(|term| !selection.0.contains_key(*term));
    for term in selection.0.keys().chain(only_rest).filter(kept) {
        let (in_selection, in_rest) = (selection.of(term), rest.of(term));
        let (own, other) = (in_selection.uses, in_rest.uses);
        if own + other < options.least.max(1) {
            continue;
        }
        let alpha = prior * (own + other) as f64 / (n + m) as f64;
        let (y, y_rest) = (own as f64 + alpha, other as f64 + alpha);
        let (left, left_rest) = (n as f64 + prior - y, m as f64 + prior - y_rest);
        if left <= 0.0 || left_rest <= 0.0 {
            continue;
        }
        let log_odds = (y / left).ln() - (y_rest / left_rest).ln();
        let z = log_odds / (1.0 / y + 1.0 / y_rest).sqrt();
        let key = KeyTerm {
            term: term.clone(),
            selection: own,
            rest: other,
            selection_stories: in_selection.stories,
            rest_stories: in_rest.stories,
            log_odds,
            z,
            telling: z.abs() >= TELLING,
        };
        if z > 0.0 {
            found.more.push(key);
        } else if z < 0.0 {
            found.less.push(key);
        }
    }
    for side in [&mut found.more, &mut found.less] {
        side.sort_by(|a, b| b.z.abs().total_cmp(&a.z.abs()).then_with(|| a.term.cmp(&b.term)));
        side.truncate(options.limit.unwrap_or(usize::MAX));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One story for each use.
    fn counts(of: &[(&str, u64)]) -> TermCounts {
        let mut counts = TermCounts::default();
        for &(term, count) in of {
            (0..count).for_each(|_| counts.add_story([term]));
        }
        counts
    }

    fn telling(terms: &[KeyTerm]) -> Vec<&str> {
        terms.iter().filter(|key| key.telling).map(|key| key.term.as_str()).collect()
    }

    #[test]
    fn a_word_that_is_used_more_is_telling_and_a_rare_one_is_listed_after_it() {
        let selection = counts(&[("waiting", 60), ("school", 200), ("once", 1), ("the", 900)]);
        let rest = counts(&[("waiting", 20), ("school", 250), ("listened", 80), ("the", 10)]);
        let options = KeynessOptions { stop_words: HashSet::from(["the".to_owned()]), ..KeynessOptions::default() };
        let found = keyness(&selection, &rest, &options);
        assert_eq!((found.selection, found.rest), (261, 350));
        assert_eq!((telling(&found.more), telling(&found.less)), (vec!["waiting"], vec!["listened"]));
        let others: Vec<&str> = found.more[1..].iter().map(|key| key.term.as_str()).collect();
        assert!(others.contains(&"once") && found.more.is_sorted_by(|a, b| a.z >= b.z), "{:?}", found.more);
        assert!(found.less[0].z < -3.0);
    }

    #[test]
    fn the_first_words_are_listed_with_z_though_none_is_telling() {
        let (one, other) = (counts(&[("oak", 5), ("elm", 4)]), counts(&[("oak", 4), ("elm", 5)]));
        let found = keyness(&one, &other, &KeynessOptions { limit: Some(1), ..KeynessOptions::default() });
        assert_eq!((found.more[0].term.as_str(), found.less[0].term.as_str()), ("oak", "elm"));
        assert!(found.more[0].z > 0.0 && found.more[0].z < 1.96 && !found.more[0].telling);
    }

    #[test]
    fn uses_and_stories_are_counted_apart() {
        let mut one = TermCounts::default();
        one.add_story(["oak", "oak", "oak", "elm"]);
        one.add_story(["elm"]);
        let found = keyness(&one, &counts(&[("elm", 9)]), &KeynessOptions::default());
        let oak = &found.more[0];
        assert_eq!((oak.term.as_str(), oak.selection, oak.selection_stories, oak.rest_stories), ("oak", 3, 1, 0));
        assert_eq!((found.less[0].selection, found.less[0].selection_stories, found.less[0].rest_stories), (2, 2, 9));
    }

    #[test]
    fn swapping_the_sides_swaps_the_signs() {
        let (one, other) = (counts(&[("a", 90), ("b", 10), ("c", 50)]), counts(&[("a", 40), ("b", 70), ("c", 50)]));
        let found = keyness(&one, &other, &KeynessOptions { prior: Some(100.0), ..KeynessOptions::default() });
        let turned = keyness(&other, &one, &KeynessOptions { prior: Some(100.0), ..KeynessOptions::default() });
        assert_eq!(found.more.len(), turned.less.len());
        assert!((found.more[0].z + turned.less[0].z).abs() < 1e-12);
    }

    #[test]
    fn a_side_without_words_has_no_telling_words() {
        let nobody = keyness(&counts(&[]), &counts(&[("a", 3)]), &KeynessOptions::default());
        assert!(nobody.more.is_empty() && nobody.less.is_empty());
        assert!(keyness(&counts(&[("a", 3)]), &counts(&[("a", 3)]), &KeynessOptions::default()).more.is_empty());
    }
}
