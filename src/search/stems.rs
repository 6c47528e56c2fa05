//! Stems words, and remembers how.

use std::collections::HashMap;

use tantivy::tokenizer::{RawTokenizer, Stemmer, TextAnalyzer, TokenStream};

use super::family::Family;
use super::irregular;

/// Words that are remembered, at most. Nine of ten words of stories are among a few thousand.
const MOST: usize = 20_000;

/// The stemmer of a family. Stemming takes several times as long as finding a stem again.
#[derive(Clone)]
pub(super) struct Stems {
    stemmer: TextAnalyzer,
    /// Whether irregular forms are replaced by their base first.
    irregular: bool,
    known: HashMap<String, String>,
}

impl Stems {
    /// `None` for a family whose words are not stemmed.
    pub(super) fn of(family: Family) -> Option<Self> {
        let stemmer = TextAnalyzer::builder(RawTokenizer::default()).filter(Stemmer::new(family.algorithm()?)).build();
        Some(Self { stemmer, irregular: family.is_english(), known: HashMap::new() })
    }

    /// Replaces a word by its stem.
    pub(super) fn stem(&mut self, word: &mut String) {
        if let Some(stem) = self.known.get(word.as_str()) {
            word.clone_from(stem);
            return;
        }
        let own = irregular::base(word).filter(|_| self.irregular).unwrap_or(word.as_str());
        let mut stem = String::new();
        self.stemmer.token_stream(own).process(&mut |token| stem.clone_from(&token.text));
        if self.known.len() >= MOST {
            self.known.clear();
        }
        self.known.insert(std::mem::replace(word, stem.clone()), stem);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stem_is_the_same_when_it_is_found_again_and_after_very_many_words() {
        let mut stems = Stems::of(Family::english()).unwrap();
        for round in 0..3 {
            for (word, expected) in [("waiting", "wait"), ("children", "child"), ("told", "tell"), ("bus", "bus")] {
                let mut own = word.to_owned();
                stems.stem(&mut own);
                assert_eq!(own, expected, "{word}, {round}");
            }
            (0..MOST).for_each(|n| stems.stem(&mut format!("word{n}")));
            assert!(stems.known.len() <= MOST);
        }
        assert!(Stems::of(Family::without_stems()).is_none());
    }
}
