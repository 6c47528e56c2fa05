//! Compares the index with a plain search that reads every story.

use proptest::prelude::*;

use super::*;

/// One part of a query and its meaning for a story's words. The vocabulary has no two words with the same stem, except
/// “waiting” and “waited”.
#[derive(Clone, Debug)]
struct Part {
    negated: bool,
    typed: String,
    stems: Vec<String>,
}

fn stem(word: &str) -> String {
    word.strip_suffix("ing").or(word.strip_suffix("ed")).unwrap_or(word).to_owned()
}

fn part() -> impl Strategy<Value = Part> {
    let word = proptest::sample::select(vec!["waiting", "list", "school", "bus", "help", "waited"]);
    let words = proptest::collection::vec(word, 1..4);
    (any::<bool>(), words, any::<bool>()).prop_map(|(negated, words, quoted)| {
        let words = if quoted { words } else { words[..1].to_vec() };
        let minus = if negated { "-" } else { "" };
        let text = words.join(" ");
        let typed = if quoted { format!("{minus}\"{text}\"") } else { format!("{minus}{text}") };
        Part { negated, typed, stems: words.into_iter().map(stem).collect() }
    })
}

fn holds(part: &Part, text: &str) -> bool {
    let stems: Vec<String> = text.split_whitespace().map(stem).collect();
    stems.windows(part.stems.len()).any(|window| window == part.stems) != part.negated
}

#[test]
fn exactly_the_stories_that_a_reader_would_pick_are_found() {
    let (library, texts) = Library::of_few_words();
    proptest!(cases(400), |(parts in proptest::collection::vec(part(), 1..5))| {
        let query = parts.iter().map(|part| part.typed.as_str()).collect::<Vec<_>>().join(" ");
        let expected: Vec<u64> = (0..)
            .zip(&texts)
            .filter(|(_, text)| text.as_ref().is_some_and(|text| parts.iter().all(|part| holds(part, text))))
            .map(|(number, _)| number)
            .collect();
        let found = library.index.matching(&query).unwrap();
        if found.kind == MatchKind::Exact {
            prop_assert_eq!(found.numbers, expected, "{}", query);
        } else {
            prop_assert!(expected.is_empty(), "{}", query);
        }
    });
}
