//! Finds the words of a text that match a query.

use std::collections::HashMap;
use std::ops::Range;

use super::error::SearchError;
use super::family::Family;
use super::grammar::{Clause, Kind};
use super::index::Index;
use super::match_kind::MatchKind;
use super::parser;
use super::plan::{Misspelt, Planner};
use super::snippet::{self, Fragment, Mark};
use super::words::{Form, Side, Word, words};
use crate::model::Language;

/// Cuts snippets for one query. Create one for a page of hits, not one for each hit.
pub struct Highlighter {
    /// The clauses that are looked for in the text.
    clauses: Vec<Clause>,
    /// Patterns of words as written, the same for every language.
    written: Vec<Pattern>,
}

/// A sequence of words that counts as a hit.
struct Pattern {
    clause: usize,
    /// Each word with its place in the pattern.
    words: Vec<(usize, String)>,
    /// Whether the last word is a prefix.
    open: bool,
}

impl Index {
    /// A highlighter that shows why this query found a story.
    ///
    /// # Errors
    /// As [`Index::matching`].
    pub fn highlighter(&self, query: &str) -> Result<Highlighter, SearchError> {
        let searcher = self.reader.searcher();
        let planner = Planner::new(&searcher, &self.fields)?;
        let asked = planner.with_related(&parser::parse(query)?)?;
        let mut highlighter = Highlighter::exact(&asked.clauses);
        if asked.clauses.iter().any(Clause::may_be_misspelt) {
            let loose = match planner.kind_of(&asked)? {
                MatchKind::Exact => Vec::new(),
                MatchKind::Fuzzy => planner.misspelt(&asked)?,
                MatchKind::Partial => planner.unknown(&asked)?,
            };
            loose.into_iter().for_each(|misspelt| highlighter.add(misspelt));
        }
        Ok(highlighter)
    }
}

impl Highlighter {
    /// The part of a text that matches most of the query, at most `max_chars` characters long, cut at word boundaries, with `…`
    /// where something is left out. The beginning of the text when there is no hit.
    ///
    /// The fragments joined together are the snippet. They are plain text, not HTML.
    pub fn snippet(&self, language: &Language, text: &str, max_chars: usize) -> Vec<Fragment> {
        snippet::cut(text, &self.marks(Family::of(language), text), max_chars)
    }

    fn exact(clauses: &[Clause]) -> Self {
        let clauses: Vec<Clause> = clauses.iter().filter(|clause| !clause.negated).cloned().collect();
        let written = patterns(&clauses, Form::Folded);
        Self { clauses, written }
    }

    fn add(&mut self, misspelt: Misspelt<'_>) {
        let Some(clause) = self.clauses.iter().position(|own| own == misspelt.clause) else { return };
        let words = misspelt.spellings.into_iter().map(|spelling| vec![(0, spelling.word)]);
        self.written.extend(words.map(|words| Pattern { clause, words, open: false }));
    }

    fn marks(&self, family: Family, text: &str) -> Vec<Mark> {
        let mut marks = Vec::new();
        find(&self.written, &words(Form::Folded, Side::Story, text), &mut marks);
        let stems = patterns(&self.clauses, Form::Of(family));
        find(&stems, &words(Form::Of(family), Side::Story, text), &mut marks);
        marks
    }
}

fn patterns(clauses: &[Clause], form: Form) -> Vec<Pattern> {
    let mut patterns = Vec::new();
    for (clause, asked) in clauses.iter().enumerate() {
        let open = asked.kind == Kind::Prefix;
        // A prefix is the beginning of a word as written, so it cannot be compared with stems.
        let elsewhere = open && form != Form::Folded;
        let foreign = asked.is_in_english_only() && form != Form::Of(Family::english());
        if elsewhere || foreign {
            continue;
        }
        let words = words(form, Side::Query, &asked.text).into_iter().map(|word| (word.position, word.text));
        patterns.push(Pattern { clause, words: words.collect(), open });
    }
    patterns
}

/// Marks every word of the text that is part of a pattern.
fn find(patterns: &[Pattern], text: &[Word], marks: &mut Vec<Mark>) {
    let mut at: HashMap<usize, Vec<&Word>> = HashMap::new();
    for word in text {
        at.entry(word.position).or_default().push(word);
    }
    for pattern in patterns {
        for start in text.iter().filter(|word| pattern.begins_with(word)) {
            if let Some(ranges) = pattern.ranges(start.position, &at) {
                marks.extend(ranges.into_iter().map(|range| Mark { range, clause: pattern.clause }));
            }
        }
    }
}

impl Pattern {
    fn begins_with(&self, word: &Word) -> bool {
        self.matches(0, word)
    }

    fn matches(&self, index: usize, word: &Word) -> bool {
        let open = self.open && index + 1 == self.words.len();
        self.words.get(index).is_some_and(|(_, own)| if open { word.text.starts_with(own) } else { word.text == *own })
    }

    /// The ranges of all words of the pattern when it begins at `position`.
    fn ranges(&self, position: usize, at: &HashMap<usize, Vec<&Word>>) -> Option<Vec<Range<usize>>> {
        let first = self.words.first()?.0;
        let mut ranges = Vec::with_capacity(self.words.len());
        for (index, (place, _)) in self.words.iter().enumerate() {
            let here = at.get(&(position + place - first))?;
            ranges.push(here.iter().find(|word| self.matches(index, word))?.range.clone());
        }
        Some(ranges)
    }
}
