//! The words of readable stories, for counting. Texts are read a thousand stories at a time, cut into words, and dropped.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::access::MayAnalyse;
use crate::analysis::jobs::run_task::Permit;
use crate::analysis::jobs::task::TaskHandle;
use crate::analysis::{Analysis, AnalysisError};
use crate::patterns::TermCounts;
use crate::search::{self, stop_words};

/// The largest number of stories of one side whose words are counted; of more, a sample is counted.
pub(in crate::analysis) const MOST_TEXTS: usize = 5_000;

/// Stories whose texts are read at once.
const AT_ONCE: usize = 1_000;

/// The words of some stories.
#[derive(Default)]
pub(in crate::analysis) struct StoryWords {
    /// The words of each story by its number; an empty word ends a sentence.
    pub words: BTreeMap<u64, Vec<String>>,
    /// The languages of the stories, by two or three letters.
    pub languages: BTreeSet<String>,
}

impl StoryWords {
    /// How often each word occurs in the stories with these numbers, and in how many of them.
    pub fn counts<'a>(&self, numbers: impl IntoIterator<Item = &'a u64>) -> TermCounts {
        let mut counts = TermCounts::default();
        for words in numbers.into_iter().filter_map(|number| self.words.get(number)) {
            counts.add_story(words.iter().map(String::as_str).filter(|word| !word.is_empty()));
        }
        counts
    }

    /// The stop words of the stories' languages.
    pub fn stop_words(&self) -> HashSet<String> {
        stop_words::of_languages(self.languages.iter().map(String::as_str))
    }

    /// The stories' languages without a list of stop words.
    pub fn without_stop_words(&self) -> Vec<&str> {
        self.languages.iter().map(String::as_str).filter(|tag| stop_words::of_language(tag).is_none()).collect()
    }
}

impl Analysis {
    /// The words of the readable ones of these stories. The store decides which may be read. Needs a permit, because it reads
    /// thousands of texts.
    pub(in crate::analysis) async fn words_of_readable(
        &self,
        _right: MayAnalyse,
        numbers: &[u64],
        permit: &Permit,
        work: &TaskHandle,
    ) -> Result<StoryWords, AnalysisError> {
        let mut found = StoryWords::default();
        for numbers in numbers.chunks(AT_ONCE) {
            if !work.goes_on(0.0) {
                return Err(AnalysisError::BrokenOff);
            }
            let stories = self.store.stories_by_number(numbers).await?;
            let permit = permit.clone();
            let cut = tokio::task::spawn_blocking(move || {
                let _permit = permit;
                let readable = stories.into_iter().filter(|story| story.visibility().is_readable());
                let words = |title: &str, text: &str| [cut(title), cut(text)].concat();
                let one = |story: crate::store::StoredStory| {
                    (story.number, story.language.primary().to_owned(), words(&story.title, &story.text))
                };
                readable.map(one).collect::<Vec<_>>()
            });
            for (number, language, words) in cut.await.map_err(|_| AnalysisError::BrokenOff)? {
                found.languages.insert(language);
                found.words.insert(number, words);
            }
        }
        Ok(found)
    }
}

/// The words of a text, with an empty word after each sentence.
fn cut(text: &str) -> Vec<String> {
    let sentences = search::sentences(text).into_iter();
    sentences.flat_map(|sentence| sentence.into_iter().chain([String::new()])).collect()
}
