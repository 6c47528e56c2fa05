//! Words of the index that begin with a prefix, or are spelt almost like a word.

use std::collections::{BTreeSet, HashMap};
use std::ops::ControlFlow;

use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

use super::error::SearchError;
use super::family::Family;
use super::kin::Relative;
use super::words::{self, Form, Side};

/// Similar words that are examined before the search for more stops.
const MOST_SEEN: usize = 50_000;
/// Words that a misspelt word may stand for: the nearest, then the most frequent.
const MOST_NEAR: usize = 32;

/// Words that are examined for those of one family.
const MOST_OF_A_FAMILY: usize = 2_000;

/// Words of these fields that begin with `prefix`; `None` when there are more than `limit`.
pub(super) fn beginning_with(
    searcher: &Searcher,
    fields: &[Field],
    prefix: &str,
    limit: usize,
) -> Result<Option<BTreeSet<String>>, SearchError> {
    let mut found = BTreeSet::new();
    for &field in fields {
        for segment in searcher.segment_readers() {
            let index = segment.inverted_index(field)?;
            let mut stream = index.terms().range().ge(prefix.as_bytes()).into_stream()?;
            while stream.advance() && stream.key().starts_with(prefix.as_bytes()) {
                found.extend(str::from_utf8(stream.key()).map(str::to_owned));
                if found.len() > limit {
                    return Ok(None);
                }
            }
        }
    }
    Ok(Some(found))
}

/// The word of these fields that has this English stem and that most stories have.
pub(super) fn most_frequent(searcher: &Searcher, fields: &[Field], relative: &Relative) -> Result<Option<String>, SearchError> {
    let Some(words) = beginning_with(searcher, fields, &relative.root, MOST_OF_A_FAMILY)? else { return Ok(None) };
    let mut best: Option<(u64, String)> = None;
    for word in words {
        let stems = words::words(Form::Of(Family::english()), Side::Query, &word);
        if stems.first().is_none_or(|stem| stem.text != relative.stem) {
            continue;
        }
        let mut stories = 0;
        for &field in fields {
            stories += searcher.doc_freq(&Term::from_field_text(field, &word))?;
        }
        if best.as_ref().is_none_or(|(most, _)| stories > *most) {
            best = Some((stories, word));
        }
    }
    Ok(best.map(|(_, word)| word))
}

/// A word of the index that a misspelt word may stand for.
#[derive(Clone, Debug)]
pub(super) struct Spelling {
    pub(super) word: String,
    /// Edit distance in letters.
    pub(super) edits: u8,
}

/// Words of these fields within the edit distance allowed for a word of this length. Swapping two neighbouring letters counts
/// as one edit. Words of fewer than four letters match only themselves.
pub(super) fn spelt_like(searcher: &Searcher, fields: &[Field], word: &str) -> Result<Vec<Spelling>, SearchError> {
    let mut near: Vec<Spelling> = Vec::new();
    for edits in 1..=edits_allowed(word) {
        for word in within(searcher, fields, word, edits)? {
            if near.len() < MOST_NEAR && near.iter().all(|known| known.word != word) {
                near.push(Spelling { word, edits });
            }
        }
    }
    Ok(near)
}

fn edits_allowed(word: &str) -> u8 {
    match word.chars().count() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

fn within(searcher: &Searcher, fields: &[Field], word: &str, distance: u8) -> Result<Vec<String>, SearchError> {
    let mut found = Found::default();
    'fields: for &field in fields {
        let query = FuzzyTermQuery::new(Term::from_field_text(field, word), distance, true);
        for segment in searcher.segment_readers() {
            let index = segment.inverted_index(field)?;
            let mut stream = index.terms().search(query.automaton()?).into_stream()?;
            while stream.advance() {
                if found.add(stream.key(), stream.value().doc_freq).is_break() {
                    break 'fields;
                }
            }
        }
    }
    Ok(found.most_frequent(MOST_NEAR))
}

/// Words found, with the number of stories that contain them, summed over segments and fields.
#[derive(Default)]
struct Found {
    words: HashMap<String, u64>,
    seen: usize,
}

impl Found {
    fn add(&mut self, word: &[u8], stories: u32) -> ControlFlow<()> {
        self.seen += 1;
        if let Ok(word) = str::from_utf8(word) {
            match self.words.get_mut(word) {
                Some(known) => *known += u64::from(stories),
                None => drop(self.words.insert(word.to_owned(), u64::from(stories))),
            }
        }
        if self.seen < MOST_SEEN { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }

    fn most_frequent(self, limit: usize) -> Vec<String> {
        let mut words: Vec<(String, u64)> = self.words.into_iter().collect();
        words.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        words.truncate(limit);
        words.into_iter().map(|(word, _)| word).collect()
    }
}
