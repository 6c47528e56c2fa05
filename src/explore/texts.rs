//! The words of stories that may be read, for counting. Texts are read a thousand stories at a time, cut into words, and
//! let go.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::search::may_be_read;
use super::stop_words;
use super::work::Work;
use super::{Explore, ExploreError};
use crate::access::MayExplore;
use crate::search;

/// The most stories of one side whose words are counted; of more, a sample.
pub(super) const MOST_TEXTS: usize = 5_000;

/// Stories that are read at once.
const AT_ONCE: usize = 1_000;

/// The words of some stories.
#[derive(Default)]
pub(super) struct Told {
    /// The words of each story by its number; an empty word ends a sentence.
    pub words: BTreeMap<u64, Vec<String>>,
    /// The languages they were told in, by two or three letters.
    pub languages: BTreeSet<String>,
}

impl Told {
    /// How often each word occurs in the stories with these numbers.
    pub fn counts<'a>(&self, numbers: impl IntoIterator<Item = &'a u64>) -> BTreeMap<String, u64> {
        let mut counts = BTreeMap::new();
        for word in numbers.into_iter().filter_map(|number| self.words.get(number)).flatten().filter(|word| !word.is_empty()) {
            match counts.get_mut(word) {
                Some(count) => *count += 1,
                None => drop(counts.insert(word.clone(), 1)),
            }
        }
        counts
    }

    /// The stop words of the languages that the stories were told in.
    pub fn stop_words(&self) -> HashSet<String> {
        stop_words::of_languages(self.languages.iter().map(String::as_str))
    }

    /// The languages whose stop words nobody knows.
    pub fn without_stop_words(&self) -> Vec<&str> {
        self.languages.iter().map(String::as_str).filter(|tag| stop_words::of_language(tag).is_none()).collect()
    }
}

impl Explore {
    /// The words of those of the stories that may be read: the store has the last word on that.
    pub(super) async fn told(&self, _right: MayExplore, numbers: &[u64], work: &Work) -> Result<Told, ExploreError> {
        let mut told = Told::default();
        for numbers in numbers.chunks(AT_ONCE) {
            if !work.goes_on(0.0) {
                return Err(ExploreError::BrokenOff);
            }
            let stories = self.store.stories_by_number(numbers).await?;
            let cut = tokio::task::spawn_blocking(move || {
                let readable = stories.into_iter().filter(may_be_read);
                let words = |title: &str, text: &str| [cut(title), cut(text)].concat();
                let one = |story: crate::store::StoredStory| {
                    (story.number, story.language.primary().to_owned(), words(&story.title, &story.text))
                };
                readable.map(one).collect::<Vec<_>>()
            });
            for (number, language, words) in cut.await.map_err(|_| ExploreError::BrokenOff)? {
                told.languages.insert(language);
                told.words.insert(number, words);
            }
        }
        Ok(told)
    }
}

/// The words of a text, with an empty one after each sentence.
fn cut(text: &str) -> Vec<String> {
    let sentences = search::sentences(text).into_iter();
    sentences.flat_map(|sentence| sentence.into_iter().chain([String::new()])).collect()
}
