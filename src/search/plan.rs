//! Turns queries into plans.
//!
//! A clause matches a story when its words occur in the stems of the story's own language, or as written. Only words that the
//! index contains are looked up, so the cost of a query depends on what it finds. `ways` has the ways to fulfil a clause.

use std::cell::Cell;

use tantivy::query::Bm25StatisticsProvider;
use tantivy::{Score, Searcher};

use super::collect;
use super::error::SearchError;
use super::expand::Spelling;
use super::family::Family;
use super::fields::{Fields, Pair};
use super::grammar::{Clause, Expression, Query as Asked};
use super::match_kind::MatchKind;
use super::statistics::Statistics;
use super::tree::{Most, Plan, information};

/// Factor by which each edit reduces the weight of a differently spelt word.
const EDIT: Score = 0.5;
/// Look-ups of a whole query, counted where it uses them: a word is looked up as written and in the stems of each language, a prefix
/// as each word that begins with it, a misspelt word as each that it may be.
const MOST_LOOKUPS: usize = 4_096;
/// A word that no story has is worth as much as one that one of so many stories has: the other words are enough where they are
/// rare, and not where they are frequent.
const UNKNOWN: u64 = 20;
/// What a story gets of that for a word that it may be a misspelling of.
const GUESS: Score = 0.5;
/// What stories must have of what the words of a query are worth, when none has all.
const ENOUGH: Score = 0.499;

/// The ways to fulfil a clause.
type WaysOf<'a> = &'a dyn Fn(&Clause) -> Result<Vec<Plan>, SearchError>;

/// What a part of a query matches.
enum Part {
    Nothing,
    Everything,
    Is(Plan),
    IsNot(Plan),
}

/// A plain word of a query, with the words of the index that it may stand for.
pub(super) struct Misspelt<'c> {
    pub(super) clause: &'c Clause,
    pub(super) spellings: Vec<Spelling>,
}

/// Turns clauses into plans for one state of the index.
pub(super) struct Planner<'a> {
    pub(super) searcher: &'a Searcher,
    pub(super) fields: &'a Fields,
    /// Language families that have stories.
    pub(super) present: Vec<(Family, Pair)>,
    pub(super) statistics: Statistics<'a>,
    /// Stories, with those that were removed and are still in the files.
    pub(super) stories: u64,
    /// Look-ups of the plan that is being made.
    lookups: Cell<usize>,
}

impl<'a> Planner<'a> {
    pub(super) fn new(searcher: &'a Searcher, fields: &'a Fields) -> Result<Self, SearchError> {
        let (mut present, mut members) = (Vec::new(), Vec::new());
        for &(family, pair) in &fields.stems {
            let stories = searcher.doc_freq(&fields.members(family))?;
            if stories > 0 {
                present.push((family, pair));
                members.extend([(pair.title, stories), (pair.text, stories)]);
            }
        }
        let statistics = Statistics { searcher, members };
        let stories = statistics.total_num_docs()?;
        Ok(Self { searcher, fields, present, statistics, stories, lookups: Cell::new(0) })
    }

    /// The plan that finds stories in this way; `None` when nothing can match.
    pub(super) fn plan(&self, kind: MatchKind, query: &Asked) -> Result<Option<Plan>, SearchError> {
        match kind {
            MatchKind::Exact => self.exact(query),
            MatchKind::Fuzzy => self.fuzzy(query),
            MatchKind::Partial => self.partial(query),
        }
    }

    /// Stories that match the query as typed.
    pub(super) fn exact(&self, query: &Asked) -> Result<Option<Plan>, SearchError> {
        self.whole(query, &|clause| self.as_typed(clause))
    }

    /// Stories that match the query when plain words may be misspelt.
    fn fuzzy(&self, query: &Asked) -> Result<Option<Plan>, SearchError> {
        let loose = self.misspelt(query)?;
        if loose.iter().all(|misspelt| misspelt.spellings.is_empty()) {
            return Ok(None);
        }
        self.whole(query, &|clause| self.as_spelt(clause, &loose))
    }

    /// Stories that have most of the plain words, and all the rest of the query. Words that no story has may be misspelt.
    fn partial(&self, query: &Asked) -> Result<Option<Plan>, SearchError> {
        let Some(Expression::All(parts)) = query.expression.as_ref().filter(|_| !query.joined) else { return Ok(None) };
        let (words, rest): (Vec<_>, Vec<_>) = parts.iter().cloned().partition(|part| query.is_plain(part));
        if words.len() < 2 {
            return Ok(None);
        }
        self.lookups.set(0);
        let loose = self.unknown(query)?;
        let ways_of = |clause: &Clause| self.as_spelt(clause, &loose);
        let mut worth = Worth { all: 0.0, parts: Vec::with_capacity(words.len()) };
        for word in &words {
            let plan = match self.part(query, word, &ways_of)? {
                Part::Is(plan) => Some(plan),
                _ => None,
            };
            match plan {
                _ if query.is_stop_word(word) => worth.add(0.0, 1.0, plan),
                Some(plan) if !is_among(query, word, &loose) => worth.add(plan.information(self.stories), 1.0, Some(plan)),
                guess => worth.add(information(self.stories / UNKNOWN, self.stories), GUESS, guess),
            }
        }
        let least = worth.all * ENOUGH;
        if least == 0.0 || worth.parts.iter().map(|(_, worth)| worth).sum::<Score>() < least {
            return Ok(None);
        }
        let most = Plan::Most(Most { parts: worth.parts, least });
        Ok(match self.part(query, &Expression::All(rest), &ways_of)? {
            Part::Nothing => None,
            Part::Everything => Some(most),
            Part::Is(rest) => Some(Plan::all(vec![most, rest], Vec::new(), self.stories)),
            Part::IsNot(unwanted) => Some(Plan::all(vec![most], vec![unwanted], self.stories)),
        })
    }

    /// The plain words that may be misspelt: those that occur in no story, or all of them when every word by itself occurs.
    pub(super) fn misspelt<'c>(&self, query: &'c Asked) -> Result<Vec<Misspelt<'c>>, SearchError> {
        let unknown = self.unknown(query)?;
        if !unknown.is_empty() {
            return Ok(unknown);
        }
        query.clauses.iter().filter(|clause| clause.may_be_misspelt()).map(|clause| self.respelt(clause)).collect()
    }

    /// The plain words that occur in no story and are not understood otherwise.
    pub(super) fn unknown<'c>(&self, query: &'c Asked) -> Result<Vec<Misspelt<'c>>, SearchError> {
        let mut unknown = Vec::new();
        for (at, clause) in query.clauses.iter().enumerate().filter(|(_, clause)| clause.may_be_misspelt()) {
            if !query.understood.contains(&at) && !self.is_known(clause)? {
                unknown.push(self.respelt(clause)?);
            }
        }
        Ok(unknown)
    }

    fn respelt<'c>(&self, clause: &'c Clause) -> Result<Misspelt<'c>, SearchError> {
        Ok(Misspelt { clause, spellings: self.spellings(&clause.text)? })
    }

    /// In which way stories are found; as typed when there are none.
    pub(super) fn kind_of(&self, query: &Asked) -> Result<MatchKind, SearchError> {
        for kind in MatchKind::ALL {
            if let Some(plan) = self.plan(kind, query)?
                && collect::any(self.searcher, &plan)?
            {
                return Ok(kind);
            }
        }
        Ok(MatchKind::Exact)
    }

    /// As typed, or as one of these spellings.
    fn as_spelt(&self, clause: &Clause, loose: &[Misspelt<'_>]) -> Result<Vec<Plan>, SearchError> {
        let mut ways = self.as_typed(clause)?;
        let own = loose.iter().filter(|misspelt| misspelt.clause == clause);
        for spelling in own.flat_map(|misspelt| &misspelt.spellings) {
            self.written(&spelling.word, EDIT.powi(i32::from(spelling.edits)), &mut ways)?;
        }
        Ok(ways)
    }

    fn whole(&self, query: &Asked, ways_of: WaysOf<'_>) -> Result<Option<Plan>, SearchError> {
        let Some(expression) = &query.expression else { return Ok(None) };
        self.lookups.set(0);
        Ok(match self.part(query, expression, ways_of)? {
            Part::Nothing => None,
            Part::Everything => Some(Plan::Everything),
            Part::Is(plan) => Some(plan),
            Part::IsNot(plan) => Some(self.all_but(plan)),
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
                    (false, false) => Part::Is(Plan::any(ways)),
                    (false, true) => Part::IsNot(Plan::any(ways)),
                })
            }
            Expression::All(parts) => self.every(query, parts, ways_of),
            Expression::Any(parts) => self.either(query, parts, ways_of),
        }
    }

    fn every(&self, query: &Asked, parts: &[Expression], ways_of: WaysOf<'_>) -> Result<Part, SearchError> {
        let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
        for part in parts {
            match self.part(query, part, ways_of)? {
                Part::Nothing => return Ok(Part::Nothing),
                Part::Everything => {}
                Part::Is(own) => wanted.push(own),
                Part::IsNot(own) => unwanted.push(own),
            }
        }
        Ok(match (wanted.is_empty(), unwanted.is_empty()) {
            (true, true) => Part::Everything,
            (true, false) => Part::IsNot(Plan::any(unwanted)),
            (false, _) => Part::Is(Plan::all(wanted, unwanted, self.stories)),
        })
    }

    fn either(&self, query: &Asked, parts: &[Expression], ways_of: WaysOf<'_>) -> Result<Part, SearchError> {
        let mut ways = Vec::new();
        for part in parts {
            match self.part(query, part, ways_of)? {
                Part::Nothing => {}
                Part::Everything => return Ok(Part::Everything),
                // What is one of several ways already needs no level of its own.
                Part::Is(Plan::Any(own)) => ways.extend(own),
                Part::Is(own) => ways.push(own),
                Part::IsNot(own) => ways.push(self.all_but(own)),
            }
        }
        Ok(if ways.is_empty() { Part::Nothing } else { Part::Is(Plan::any(ways)) })
    }

    /// Every story that does not match.
    fn all_but(&self, unwanted: Plan) -> Plan {
        Plan::all(Vec::new(), vec![unwanted], self.stories)
    }
}

/// Whether a part is one of these words.
fn is_among(query: &Asked, part: &Expression, words: &[Misspelt<'_>]) -> bool {
    matches!(part, Expression::Clause(at) if words.iter().any(|word| *word.clause == query.clauses[*at]))
}

/// What parts of a query are worth.
struct Worth {
    all: Score,
    /// Those that a story has.
    parts: Vec<(Plan, Score)>,
}

impl Worth {
    /// Adds a part and what it is worth; a story that has it gets some of that.
    fn add(&mut self, worth: Score, of_it: Score, plan: Option<Plan>) {
        self.all += worth;
        self.parts.extend(plan.map(|plan| (plan, worth * of_it)));
    }
}
