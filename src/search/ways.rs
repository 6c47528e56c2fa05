//! The ways to fulfil one clause of a query.

use std::ops::Bound;

use tantivy::query::{
    Bm25StatisticsProvider, Bm25Weight, EnableScoring, InvertedIndexRangeQuery, PhrasePrefixQuery, PhraseQuery, Query,
};
use tantivy::schema::Field;
use tantivy::{Score, Term};

use super::error::SearchError;
use super::expand::{self, Spelling};
use super::family::Family;
use super::fields::Pair;
use super::grammar::{Clause, Kind};
use super::plan::Planner;
use super::tree::{Lookup, Other, Plan, information};
use super::words::{Form, Side, Word, words};

/// Weight of a word in the title.
const TITLE: Score = 2.0;
/// Weight of a word that is related to the one that was typed.
const RELATED: Score = 0.5;
/// Words that may complete a prefix that follows other words.
const MOST_COMPLETIONS: u32 = 1_000;
/// Words of a phrase that are looked up. The rest of a longer phrase is not checked.
const MOST_WORDS: usize = 64;
/// Words that a prefix may stand for and still rank each by itself. Beyond this number all are found but rank equally.
const MOST_RANKED: usize = 64;

impl Planner<'_> {
    /// Every way to fulfil the clause, in any language; empty when there is none.
    pub(super) fn as_typed(&self, clause: &Clause) -> Result<Vec<Plan>, SearchError> {
        let mut ways = Vec::new();
        match clause.kind {
            Kind::Prefix => self.beginning(&clause.text, &mut ways)?,
            Kind::Related => self.in_any_form(&clause.text, RELATED, clause.is_in_english_only(), &mut ways)?,
            Kind::Word | Kind::Phrase => self.in_any_form(&clause.text, 1.0, false, &mut ways)?,
        }
        Ok(ways)
    }

    /// Whether a story may match the clause: its words are in the index.
    pub(super) fn is_known(&self, clause: &Clause) -> Result<bool, SearchError> {
        Ok(!self.as_typed(clause)?.is_empty())
    }

    /// Whether an English story has a word with this stem.
    pub(super) fn has_english_stem(&self, stem: &str) -> Result<bool, SearchError> {
        let Some((_, pair)) = self.present.iter().find(|(family, _)| *family == Family::english()) else { return Ok(false) };
        for field in [pair.title, pair.text] {
            if self.searcher.doc_freq(&Term::from_field_text(field, stem))? > 0 {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Words of the index that a word may be a misspelling of.
    pub(super) fn spellings(&self, text: &str) -> Result<Vec<Spelling>, SearchError> {
        match words(Form::Folded, Side::Query, text).as_slice() {
            [word] => expand::spelt_like(self.searcher, &self.both(), &word.text),
            _ => Ok(Vec::new()),
        }
    }

    /// One word as written, in the title or in the text.
    pub(super) fn written(&self, word: &str, weight: Score, ways: &mut Vec<Plan>) -> Result<(), SearchError> {
        for (field, own) in weighted(self.fields.folded) {
            ways.extend(self.word(Term::from_field_text(field, word), weight * own)?);
        }
        Ok(())
    }

    /// The two fields that hold words as written.
    pub(super) fn both(&self) -> [Field; 2] {
        [self.fields.folded.title, self.fields.folded.text]
    }

    fn in_any_form(&self, text: &str, weight: Score, only_english: bool, ways: &mut Vec<Plan>) -> Result<(), SearchError> {
        for &(family, pair) in self.present.iter().filter(|(family, _)| !only_english || *family == Family::english()) {
            self.sequence(pair, &words(Form::Of(family), Side::Query, text), weight, ways)?;
        }
        if !only_english {
            self.sequence(self.fields.folded, &words(Form::Folded, Side::Query, text), weight, ways)?;
        }
        Ok(())
    }

    /// The words next to each other, in the title or in the text.
    fn sequence(&self, pair: Pair, words: &[Word], weight: Score, ways: &mut Vec<Plan>) -> Result<(), SearchError> {
        let words = &words[..words.len().min(MOST_WORDS)];
        for (field, own) in weighted(pair) {
            let mut terms = terms(field, words);
            ways.extend(match (terms.len(), terms.pop()) {
                (1, Some((_, only))) => self.word(only, weight * own)?,
                (_, Some(last)) => self.next_to_each_other(terms.into_iter().chain([last]).collect(), weight * own)?,
                (_, None) => None,
            });
        }
        Ok(())
    }

    /// A word; nothing when no story has it.
    fn word(&self, term: Term, weight: Score) -> Result<Option<Plan>, SearchError> {
        let stories = self.searcher.doc_freq(&term)?;
        if stories == 0 {
            return Ok(None);
        }
        let tokens = self.statistics.total_num_tokens(term.field())?;
        let average = tokens as Score / self.stories as Score;
        let weight = Bm25Weight::for_one_term_without_explain(stories, self.stories, average).boost_by(weight);
        Ok(Some(Plan::Word(Lookup { term, weight, stories })))
    }

    /// Several words, each at its place; nothing when no story has one of them.
    fn next_to_each_other(&self, terms: Vec<(usize, Term)>, weight: Score) -> Result<Option<Plan>, SearchError> {
        let (mut fewest, mut says) = (u64::MAX, 0.0);
        for (_, term) in &terms {
            let stories = self.searcher.doc_freq(term)?;
            fewest = fewest.min(stories);
            says += information(stories, self.stories);
        }
        if fewest == 0 {
            return Ok(None);
        }
        self.other(&PhraseQuery::new_with_offset(terms), weight, fewest, says).map(Some)
    }

    /// Words that begin with this text; after other words, directly after them.
    fn beginning(&self, text: &str, ways: &mut Vec<Plan>) -> Result<(), SearchError> {
        let words = words(Form::Folded, Side::Query, text);
        let words = &words[..words.len().min(MOST_WORDS)];
        let prefix = match words {
            [] => return Ok(()),
            [word] => &word.text,
            _ => {
                for (field, weight) in weighted(self.fields.folded) {
                    let mut query = PhrasePrefixQuery::new_with_offset(terms(field, words));
                    query.set_max_expansions(MOST_COMPLETIONS);
                    ways.push(self.other(&query, weight, self.stories, 0.0)?);
                }
                return Ok(());
            }
        };
        match expand::beginning_with(self.searcher, &self.both(), prefix, MOST_RANKED)? {
            Some(found) => found.iter().try_for_each(|word| self.written(word, 1.0, ways)),
            None => self.both().into_iter().try_for_each(|field| {
                ways.push(self.other(&whatever_begins_with(field, prefix), 1.0, self.stories, 0.0)?);
                Ok(())
            }),
        }
    }

    fn other(&self, query: &dyn Query, boost: Score, stories: u64, information: Score) -> Result<Plan, SearchError> {
        let scored = query.weight(EnableScoring::enabled_from_statistics_provider(&self.statistics, self.searcher))?;
        let unscored = query.weight(EnableScoring::disabled_from_searcher(self.searcher))?;
        Ok(Plan::Other(Other { scored, unscored, boost, stories, information }))
    }
}

fn weighted(pair: Pair) -> [(Field, Score); 2] {
    [(pair.title, TITLE), (pair.text, 1.0)]
}

fn terms(field: Field, words: &[Word]) -> Vec<(usize, Term)> {
    words.iter().map(|word| (word.position, Term::from_field_text(field, &word.text))).collect()
}

fn whatever_begins_with(field: Field, prefix: &str) -> InvertedIndexRangeQuery {
    let term = |text: &str| Term::from_field_text(field, text);
    let last = format!("{prefix}{}", char::MAX);
    InvertedIndexRangeQuery::new(Bound::Included(term(prefix)), Bound::Included(term(&last)))
}
