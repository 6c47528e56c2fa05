//! Recurring phrases.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

/// The lengths of phrases, in words.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=4;

/// A phrase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"phrase": "waiting for an assessment", "count": 31, "stories": 27}))]
pub struct Phrase {
    /// Its words, separated by spaces.
    pub phrase: String,
    /// The number of occurrences.
    pub count: u64,
    /// The number of stories with it.
    pub stories: u64,
}

/// The phrases of two to four words that occur in at least `least` stories, most stories first, at most `limit`.
///
/// an empty token is the end of a sentence, and no phrase extends over it. A phrase neither begins nor ends with a stop word. A
/// phrase that occurs only within a longer phrase of the result is left out.
///
/// ```
/// use std::collections::HashSet;
/// use sensing::patterns::phrases;
///
/// let texts = [["the", "waiting", "list"], ["a", "waiting", "list"]];
/// assert_eq!(phrases(&texts, &HashSet::new(), 2, 10)[0].phrase, "waiting list");
/// ```
pub fn phrases<S: AsRef<str>, T: AsRef<[S]>>(
    texts: &[T],
    stop_words: &HashSet<String>,
    least: u64,
    limit: usize,
) -> Vec<Phrase> {
    /// The number of occurrences and of stories, and the last story with it.
    #[derive(Default)]
    struct Seen {
        count: u64,
        stories: u64,
        last: Option<usize>,
    }
    let mut seen: HashMap<Vec<&str>, Seen> = HashMap::new();
    for (story, text) in texts.iter().enumerate() {
        let tokens: Vec<&str> = text.as_ref().iter().map(AsRef::as_ref).collect();
        for sentence in tokens.split(|token| token.is_empty()) {
            for length in LENGTHS {
                for words in sentence.windows(length) {
                    if stop_words.contains(words[0]) || stop_words.contains(words[length - 1]) {
                        continue;
                    }
                    let seen = seen.entry(words.to_vec()).or_default();
                    seen.count += 1;
                    seen.stories += u64::from(seen.last != Some(story));
                    seen.last = Some(story);
                }
            }
        }
    }
    seen.retain(|_, seen| seen.stories >= least.max(1));
    let mut swallowed: HashSet<Vec<&str>> = HashSet::new();
    for (words, longer) in seen.iter().filter(|(words, _)| words.len() > *LENGTHS.start()) {
        for length in *LENGTHS.start()..words.len() {
            let within = words.windows(length).filter(|part| seen.get(*part).is_some_and(|part| part.count == longer.count));
            swallowed.extend(within.map(<[&str]>::to_vec));
        }
    }
    let kept = seen.iter().filter(|(words, _)| !swallowed.contains(*words));
    let mut found: Vec<Phrase> =
        kept.map(|(words, seen)| Phrase { phrase: words.join(" "), count: seen.count, stories: seen.stories }).collect();
    found.sort_by(|a, b| (b.stories, b.count, &a.phrase).cmp(&(a.stories, a.count, &b.phrase)));
    found.truncate(limit);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(of: &[&str]) -> Vec<Vec<String>> {
        of.iter().map(|text| text.replace('.', " . ").split_whitespace().map(|word| word.replace('.', "")).collect()).collect()
    }

    fn found(of: &[&str], least: u64) -> Vec<String> {
        let stop = ["the", "for", "an", "was"].map(str::to_owned).into();
        phrases(&texts(of), &stop, least, 10)
            .into_iter()
            .map(|phrase| format!("{} {}", phrase.stories, phrase.phrase))
            .collect()
    }

    #[test]
    fn the_longest_phrase_replaces_its_parts_unless_they_also_occur_elsewhere() {
        let stories = ["we are waiting for an assessment", "still waiting for an assessment", "the assessment was late"];
        assert_eq!(found(&stories, 2), ["2 waiting for an assessment"]);
        let stories = ["a long waiting list", "the long waiting list", "waiting list waiting list"];
        assert_eq!(found(&stories, 2), ["3 waiting list", "2 long waiting list"]);
    }

    #[test]
    fn no_phrase_extends_over_a_full_stop_or_ends_with_a_stop_word() {
        assert!(found(&["it was late. school knew", "so late. school said"], 2).is_empty());
        assert!(found(&["for the school", "for the school"], 2).is_empty());
        assert!(phrases::<String, Vec<String>>(&[], &HashSet::new(), 1, 5).is_empty());
    }
}
