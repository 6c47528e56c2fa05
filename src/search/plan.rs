//! Turns the clauses of a query into tantivy queries.
//!
//! A clause matches a story when its words occur in the stems of the story's own language, or as written. Only words that the
//! index contains are looked up, so the cost of a query depends on what it finds.

use std::cell::Cell;
use std::ops::Bound;

use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, InvertedIndexRangeQuery, Occur, PhrasePrefixQuery, PhraseQuery, Query, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Score, Searcher, Term};

use super::collect;
use super::error::SearchError;
use super::expand::{self, Spelling};
use super::family::Family;
use super::fields::{Fields, Pair};
use super::grammar::{Clause, Expression, Kind, Query as Asked};
use super::statistics::Statistics;
use super::words::{Form, Side, Word, words};

/// Weight of a word in the title.
const TITLE: Score = 2.0;
/// Words that may complete a prefix that follows other words.
const MOST_COMPLETIONS: u32 = 1_000;
/// Factor by which each edit reduces the weight of a differently spelt word.
const EDIT: Score = 0.5;
/// Words of a phrase that are looked up. The rest of a longer phrase is not checked.
const MOST_WORDS: usize = 64;
/// Look-ups of a whole query, counted where it uses them: a word is looked up as written and in the stems of each language, a prefix
/// as each word that begins with it, a misspelt word as each that it may be.
const MOST_LOOKUPS: usize = 4_096;
/// Words that a prefix may stand for and still rank each by itself. Beyond this number all are found but rank equally.
const MOST_RANKED: usize = 64;

/// A query for tantivy; `None` when nothing can match.
pub(super) type Plan = Option<Box<dyn Query>>;

/// The queries that fulfil a clause.
type WaysOf<'a> = &'a dyn Fn(&Clause) -> Result<Vec<Box<dyn Query>>, SearchError>;

/// What a part of a query matches.
enum Part {
    Nothing,
    Everything,
    Is(Box<dyn Query>),
    IsNot(Box<dyn Query>),
}

/// A plain word of a query, with the words of the index that it may stand for.
pub(super) struct Misspelt<'c> {
    pub(super) clause: &'c Clause,
    pub(super) spellings: Vec<Spelling>,
}

/// Turns clauses into plans for one state of the index.
pub(super) struct Planner<'a> {
    searcher: &'a Searcher,
    fields: &'a Fields,
    /// Language families that have stories, and the number of stories in each.
    present: Vec<(Family, Pair, u64)>,
    /// Look-ups of the plan that is being made.
    lookups: Cell<usize>,
}

impl<'a> Planner<'a> {
    pub(super) fn new(searcher: &'a Searcher, fields: &'a Fields) -> Result<Self, SearchError> {
        let mut present = Vec::new();
        for &(family, pair) in &fields.stems {
            let members = searcher.doc_freq(&fields.members(family))?;
            if members > 0 {
                present.push((family, pair, members));
            }
        }
        Ok(Self { searcher, fields, present, lookups: Cell::new(0) })
    }

    /// Word statistics for ranking.
    pub(super) fn statistics(&self) -> Statistics<'a> {
        let members = self.present.iter().flat_map(|(_, pair, members)| [(pair.title, *members), (pair.text, *members)]);
        Statistics { searcher: self.searcher, members: members.collect() }
    }

    /// Stories that match the query as typed.
    pub(super) fn exact(&self, query: &Asked) -> Result<Plan, SearchError> {
        self.whole(query, &|clause| self.as_typed(clause))
    }

    /// Stories that match the query when plain words may be misspelt.
    pub(super) fn fuzzy(&self, query: &Asked) -> Result<Plan, SearchError> {
        let loose = self.misspelt(&query.clauses)?;
        if loose.iter().all(|misspelt| misspelt.spellings.is_empty()) {
            return Ok(None);
        }
        self.whole(query, &|clause| {
            let mut ways = self.as_typed(clause)?;
            let own = loose.iter().filter(|misspelt| misspelt.clause == clause);
            for spelling in own.flat_map(|misspelt| &misspelt.spellings) {
                let weight = EDIT.powi(i32::from(spelling.edits));
                ways.extend(self.written(&spelling.word).map(|way| boosted(way, weight)));
            }
            Ok(ways)
        })
    }

    /// The plain words that may be misspelt: those that occur in no story, or all of them when every word by itself occurs.
    pub(super) fn misspelt<'c>(&self, clauses: &'c [Clause]) -> Result<Vec<Misspelt<'c>>, SearchError> {
        let mut plain = Vec::new();
        for clause in clauses.iter().filter(|clause| clause.may_be_misspelt()) {
            plain.push((clause, !self.as_typed(clause)?.is_empty()));
        }
        let all_known = plain.iter().all(|(_, known)| *known);
        let doubtful = plain.into_iter().filter(|(_, known)| all_known || !known);
        doubtful.map(|(clause, _)| Ok(Misspelt { clause, spellings: self.spellings(&clause.text)? })).collect()
    }

    /// Whether no story matches as typed.
    pub(super) fn finds_nothing(&self, query: &Asked) -> Result<bool, SearchError> {
        match self.exact(query)? {
            Some(plan) => Ok(!collect::any(self.searcher, &*plan)?),
            None => Ok(true),
        }
    }

    fn whole(&self, query: &Asked, ways_of: WaysOf<'_>) -> Result<Plan, SearchError> {
        let Some(expression) = &query.expression else { return Ok(None) };
        self.lookups.set(0);
        Ok(match self.part(query, expression, ways_of)? {
            Part::Nothing => None,
            Part::Everything => Some(Box::new(AllQuery)),
            Part::Is(query) => Some(query),
            Part::IsNot(query) => Some(all_but(vec![query])),
        })
    }

    fn part(&self, query: &Asked, expression: &Expression, ways_of: WaysOf<'_>) -> Result<Part, SearchError> {
        match expression {
            Expression::Clause(at) => {
                let clause = &query.clauses[*at];
                let ways = ways_of(clause)?;
                self.lookups.set(self.lookups.get() + ways.len());
                if self.lookups.get() > MOST_LOOKUPS {
                    return Err(SearchError::TooManyWords(MOST_LOOKUPS));
                }
                Ok(match (ways.is_empty(), clause.negated) {
                    (true, false) => Part::Nothing,
                    (true, true) => Part::Everything,
                    (false, false) => Part::Is(any(ways)),
                    (false, true) => Part::IsNot(any(ways)),
                })
            }
            Expression::All(parts) => {
                let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
                for part in parts {
                    match self.part(query, part, ways_of)? {
                        Part::Nothing => return Ok(Part::Nothing),
                        Part::Everything => {}
                        Part::Is(own) => wanted.push((Occur::Must, own)),
                        Part::IsNot(own) => unwanted.push(own),
                    }
                }
                Ok(match (wanted.is_empty(), unwanted.is_empty()) {
                    (true, true) => Part::Everything,
                    (true, false) => Part::Is(all_but(unwanted)),
                    (false, _) => {
                        wanted.extend(unwanted.into_iter().map(|own| (Occur::MustNot, own)));
                        Part::Is(Box::new(BooleanQuery::new(wanted)))
                    }
                })
            }
            Expression::Any(parts) => {
                let mut ways = Vec::new();
                for part in parts {
                    match self.part(query, part, ways_of)? {
                        Part::Nothing => {}
                        Part::Everything => return Ok(Part::Everything),
                        Part::Is(own) => ways.push(own),
                        Part::IsNot(own) => ways.push(all_but(vec![own])),
                    }
                }
                Ok(if ways.is_empty() { Part::Nothing } else { Part::Is(any(ways)) })
            }
        }
    }

    /// Every query that fulfils the clause, in any language; empty when none can.
    fn as_typed(&self, clause: &Clause) -> Result<Vec<Box<dyn Query>>, SearchError> {
        if clause.kind == Kind::Prefix {
            return self.beginning(&clause.text);
        }
        let mut ways = Vec::new();
        for &(family, pair, _) in &self.present {
            self.sequence(pair, &words(Form::Of(family), Side::Query, &clause.text), &mut ways)?;
        }
        self.sequence(self.fields.folded, &words(Form::Folded, Side::Query, &clause.text), &mut ways)?;
        Ok(ways)
    }

    /// The words next to each other, in the title or in the text.
    fn sequence(&self, pair: Pair, words: &[Word], ways: &mut Vec<Box<dyn Query>>) -> Result<(), SearchError> {
        let words = &words[..words.len().min(MOST_WORDS)];
        for (field, weight) in weighted(pair) {
            let terms = terms(field, words);
            let mut known = !terms.is_empty();
            for (_, term) in &terms {
                known = known && self.searcher.doc_freq(term)? > 0;
            }
            if known {
                ways.push(boosted(next_to_each_other(terms), weight));
            }
        }
        Ok(())
    }

    /// Words that begin with this text; after other words, directly after them.
    fn beginning(&self, text: &str) -> Result<Vec<Box<dyn Query>>, SearchError> {
        let words = words(Form::Folded, Side::Query, text);
        let words = &words[..words.len().min(MOST_WORDS)];
        let word = match words {
            [] => return Ok(Vec::new()),
            [word] => word,
            _ => {
                return Ok(weighted(self.fields.folded)
                    .map(|(field, weight)| boosted(phrase_to_complete(field, words), weight))
                    .into());
            }
        };
        match expand::beginning_with(self.searcher, &self.both(), &word.text, MOST_RANKED)? {
            Some(found) => Ok(found.iter().flat_map(|word| self.written(word)).collect()),
            None => Ok(self.both().map(|field| whatever_begins_with(field, &word.text)).into()),
        }
    }

    fn spellings(&self, text: &str) -> Result<Vec<Spelling>, SearchError> {
        match words(Form::Folded, Side::Query, text).as_slice() {
            [word] => expand::spelt_like(self.searcher, &self.both(), &word.text),
            _ => Ok(Vec::new()),
        }
    }

    /// One word as written, in the title or in the text.
    fn written(&self, word: &str) -> [Box<dyn Query>; 2] {
        weighted(self.fields.folded).map(|(field, weight)| boosted(one(Term::from_field_text(field, word)), weight))
    }

    fn both(&self) -> [Field; 2] {
        [self.fields.folded.title, self.fields.folded.text]
    }
}

/// Every story that matches none of these.
fn all_but(unwanted: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    let all: (Occur, Box<dyn Query>) = (Occur::Must, Box::new(AllQuery));
    Box::new(BooleanQuery::new(unwanted.into_iter().map(|own| (Occur::MustNot, own)).chain([all]).collect()))
}

fn weighted(pair: Pair) -> [(Field, Score); 2] {
    [(pair.title, TITLE), (pair.text, 1.0)]
}

fn terms(field: Field, words: &[Word]) -> Vec<(usize, Term)> {
    words.iter().map(|word| (word.position, Term::from_field_text(field, &word.text))).collect()
}

fn next_to_each_other(mut terms: Vec<(usize, Term)>) -> Box<dyn Query> {
    match terms.pop() {
        Some((_, only)) if terms.is_empty() => one(only),
        Some(last) => {
            terms.push(last);
            Box::new(PhraseQuery::new_with_offset(terms))
        }
        None => Box::new(BooleanQuery::new(Vec::new())),
    }
}

fn one(term: Term) -> Box<dyn Query> {
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

/// Requires two or more `words`.
fn phrase_to_complete(field: Field, words: &[Word]) -> Box<dyn Query> {
    let mut query = PhrasePrefixQuery::new_with_offset(terms(field, words));
    query.set_max_expansions(MOST_COMPLETIONS);
    Box::new(query)
}

fn whatever_begins_with(field: Field, prefix: &str) -> Box<dyn Query> {
    let term = |text: &str| Term::from_field_text(field, text);
    let last = format!("{prefix}{}", char::MAX);
    Box::new(InvertedIndexRangeQuery::new(Bound::Included(term(prefix)), Bound::Included(term(&last))))
}

fn boosted(query: Box<dyn Query>, weight: Score) -> Box<dyn Query> {
    if weight == 1.0 { query } else { Box::new(BoostQuery::new(query, weight)) }
}

/// Scores add up: a word found both as written and as a stem, or both in the title and in the text, counts more.
fn any(mut ways: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    match (ways.len(), ways.pop()) {
        (1, Some(only)) => only,
        (_, last) => Box::new(BooleanQuery::union(ways.into_iter().chain(last).collect())),
    }
}
