//! Telling words: the terms that a selection uses more, or less, than the rest.

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

/// Terms whose z is at least this far from 0 are telling.
pub const TELLING: f64 = 1.96;

/// How to look for telling words.
#[derive(Clone, Debug, Default)]
pub struct KeynessOptions {
    /// The weight of the prior in terms (α₀); as many as both sides have together when left out.
    pub prior: Option<f64>,
    /// Terms that occur less often than this on both sides together are not listed, though they count.
    pub least: u64,
    /// How many terms to list on either side; all when left out.
    pub limit: Option<usize>,
    /// Terms that are neither listed nor counted.
    pub stop_words: HashSet<String>,
}

/// Telling words of a selection against the rest.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Keyness {
    /// Terms counted in the selection.
    pub selection: u64,
    /// Terms counted in the rest.
    pub rest: u64,
    /// Terms that the selection uses more (z ≥ 1.96), the most telling first.
    pub more: Vec<KeyTerm>,
    /// Terms that it uses less (z ≤ −1.96), the most telling first.
    pub less: Vec<KeyTerm>,
}

/// One term.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"term": "waiting", "selection": 41, "rest": 20, "log_odds": 1.1, "z": 4.2}))]
pub struct KeyTerm {
    /// The term.
    pub term: String,
    /// How often in the selection.
    pub selection: u64,
    /// How often in the rest.
    pub rest: u64,
    /// The log-odds-ratio δ; above 0 the selection uses it more. A prior as heavy as both sides' words together, spread over
    /// terms as they use them together, draws it towards 0: read the order and z rather than the size.
    pub log_odds: f64,
    /// δ divided by its standard error.
    pub z: f64,
}

/// Log-odds with an informative Dirichlet prior (Monroe, Colaresi & Quinn, 2008). With y and y′ the counts of a term, n and n′
/// the counts of all terms, and α = α₀·(y + y′)/(n + n′):
///
/// δ = ln((y + α)/(n + α₀ − y − α)) − ln((y′ + α)/(n′ + α₀ − y′ − α)), σ² = 1/(y + α) + 1/(y′ + α), z = δ/σ.
///
/// Both lists are empty when either side has no terms. The maps hold the count of each term; a term that is missing counts 0.
///
/// ```
/// use std::collections::BTreeMap;
/// use sensing::patterns::{KeynessOptions, keyness};
///
/// let selection = BTreeMap::from([("waiting".to_owned(), 40), ("school".to_owned(), 60)]);
/// let rest = BTreeMap::from([("waiting".to_owned(), 20), ("school".to_owned(), 180)]);
/// let found = keyness(&selection, &rest, &KeynessOptions::default());
/// assert_eq!(found.more[0].term, "waiting");
/// ```
pub fn keyness(selection: &BTreeMap<String, u64>, rest: &BTreeMap<String, u64>, options: &KeynessOptions) -> Keyness {
    let kept = |term: &&String| !options.stop_words.contains(*term);
    let total =
        |counts: &BTreeMap<String, u64>| counts.iter().filter(|(term, _)| kept(term)).map(|(_, count)| count).sum::<u64>();
    let (n, m) = (total(selection), total(rest));
    let mut found = Keyness { selection: n, rest: m, more: Vec::new(), less: Vec::new() };
    if n == 0 || m == 0 {
        return found;
    }
    let prior = options.prior.filter(|prior| prior.is_finite() && *prior > 0.0).unwrap_or((n + m) as f64);
    let only_rest = rest.keys().filter(|term| !selection.contains_key(*term));
    for term in selection.keys().chain(only_rest).filter(kept) {
        let count = |counts: &BTreeMap<String, u64>| counts.get(term).copied().unwrap_or(0);
        let (own, other) = (count(selection), count(rest));
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
        let key = KeyTerm { term: term.clone(), selection: own, rest: other, log_odds, z };
        if z >= TELLING {
            found.more.push(key);
        } else if z <= -TELLING {
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

    fn counts(of: &[(&str, u64)]) -> BTreeMap<String, u64> {
        of.iter().map(|&(term, count)| (term.to_owned(), count)).collect()
    }

    #[test]
    fn a_word_that_is_used_more_tells_the_selection_and_a_rare_one_does_not() {
        let selection = counts(&[("waiting", 60), ("school", 200), ("once", 1), ("the", 900)]);
        let rest = counts(&[("waiting", 20), ("school", 250), ("listened", 80), ("the", 10)]);
        let options = KeynessOptions { stop_words: HashSet::from(["the".to_owned()]), ..KeynessOptions::default() };
        let found = keyness(&selection, &rest, &options);
        assert_eq!((found.selection, found.rest), (261, 350));
        assert_eq!(found.more.iter().map(|key| key.term.as_str()).collect::<Vec<_>>(), ["waiting"]);
        assert_eq!(found.less.iter().map(|key| key.term.as_str()).collect::<Vec<_>>(), ["listened"]);
        assert!(found.less[0].z < -3.0);
    }

    #[test]
    fn turning_the_sides_turns_the_signs() {
        let (one, other) = (counts(&[("a", 90), ("b", 10), ("c", 50)]), counts(&[("a", 40), ("b", 70), ("c", 50)]));
        let found = keyness(&one, &other, &KeynessOptions { prior: Some(100.0), ..KeynessOptions::default() });
        let turned = keyness(&other, &one, &KeynessOptions { prior: Some(100.0), ..KeynessOptions::default() });
        assert_eq!(found.more.len(), turned.less.len());
        assert!((found.more[0].z + turned.less[0].z).abs() < 1e-12);
    }

    #[test]
    fn a_side_without_words_tells_nothing() {
        let nobody = keyness(&counts(&[]), &counts(&[("a", 3)]), &KeynessOptions::default());
        assert!(nobody.more.is_empty() && nobody.less.is_empty());
        assert!(keyness(&counts(&[("a", 3)]), &counts(&[("a", 3)]), &KeynessOptions::default()).more.is_empty());
    }
}
