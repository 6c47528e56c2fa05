//! Adds to a query the words that mean the same as those typed, or belong to the same family.
//!
//! A plain word becomes `word OR other OR another`, and several plain words that are one term, like `EHC plan`, become
//! `(EHC AND plan) OR EHCP`. Only words that a story has are added, so that a reader is told no more than what was found.
//! Phrases, prefixes and excluded words stand for what they say, and where operators join words, these are not read as one term.

use super::collect;
use super::error::SearchError;
use super::expand;
use super::family::Family;
use super::grammar::{Clause, Expression, Kind, Query};
use super::kin;
use super::plan::Planner;
use super::synonyms;
use super::tree::Plan;
use super::words::{Form, Side, words};

impl Planner<'_> {
    /// The query with the words that are related to its own.
    pub(super) fn with_related(&self, query: &Query) -> Result<Query, SearchError> {
        let Some(expression) = &query.expression else { return Ok(query.clone()) };
        let mut extended = query.clone();
        extended.expression = match expression {
            Expression::All(parts) if !query.joined => {
                let mut terms = self.terms(&mut extended, parts)?;
                if terms.len() > 1 { Some(Expression::All(terms)) } else { terms.pop() }
            }
            other => Some(self.each(&mut extended, other)?),
        };
        Ok(extended)
    }

    /// Parts that stand side by side: the longest terms first, from the left.
    fn terms(&self, query: &mut Query, parts: &[Expression]) -> Result<Vec<Expression>, SearchError> {
        let mut read = Vec::with_capacity(parts.len());
        let mut left = parts;
        while let Some((first, others)) = left.split_first() {
            match self.term(query, left)? {
                Some((length, term)) => {
                    read.push(term);
                    left = &left[length..];
                }
                None => {
                    read.push(self.each(query, first)?);
                    left = others;
                }
            }
        }
        Ok(read)
    }

    /// The longest term of several parts at the beginning, and how many parts it takes.
    fn term(&self, query: &mut Query, parts: &[Expression]) -> Result<Option<(usize, Expression)>, SearchError> {
        let plain = parts.iter().map_while(|part| plain_text(query, part));
        let typed: Vec<String> = plain.take(synonyms::longest()).collect();
        for length in (2..=typed.len()).rev() {
            let others = synonyms::of(&typed[..length].join(" "));
            let mut ways = self.added(query, others.into_iter().map(str::to_owned).collect())?;
            if !ways.is_empty() {
                let own = parts[..length].to_vec();
                query.understood.extend(own.iter().filter_map(place));
                ways.insert(0, Expression::All(own));
                return Ok(Some((length, Expression::Any(ways))));
            }
        }
        Ok(None)
    }

    /// Every plain word with what is related to it.
    fn each(&self, query: &mut Query, expression: &Expression) -> Result<Expression, SearchError> {
        match expression {
            Expression::All(parts) => Ok(Expression::All(self.each_of(query, parts)?)),
            Expression::Any(parts) => Ok(Expression::Any(self.each_of(query, parts)?)),
            Expression::Clause(at) => {
                let Some(typed) = plain_text(query, expression) else { return Ok(expression.clone()) };
                let others = synonyms::of(&typed).into_iter().map(str::to_owned);
                let others: Vec<String> = others.chain(self.family_of(&typed)?).collect();
                let mut ways = self.added(query, others)?;
                if ways.is_empty() {
                    return Ok(expression.clone());
                }
                query.understood.push(*at);
                ways.insert(0, expression.clone());
                Ok(Expression::Any(ways))
            }
        }
    }

    fn each_of(&self, query: &mut Query, parts: &[Expression]) -> Result<Vec<Expression>, SearchError> {
        parts.iter().map(|part| self.each(query, part)).collect()
    }

    /// Adds those that a story has to the clauses.
    fn added(&self, query: &mut Query, others: Vec<String>) -> Result<Vec<Expression>, SearchError> {
        let mut ways = Vec::new();
        for text in others {
            let clause = Clause { kind: Kind::Related, negated: false, text };
            if self.occurs(&clause)? {
                query.clauses.push(clause);
                ways.push(Expression::Clause(query.clauses.len() - 1));
            }
        }
        Ok(ways)
    }

    /// Whether a story has all its words next to each other.
    fn occurs(&self, clause: &Clause) -> Result<bool, SearchError> {
        let ways = self.as_typed(clause)?;
        Ok(!ways.is_empty() && (!clause.text.contains(' ') || collect::any(self.searcher, &Plan::any(ways))?))
    }

    /// The most frequent word of each stem in the family of an English word.
    fn family_of(&self, typed: &str) -> Result<Vec<String>, SearchError> {
        let stems = words(Form::Of(Family::english()), Side::Query, typed);
        let [word] = stems.as_slice() else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        for relative in kin::of(&word.text) {
            if self.has_english_stem(&relative.stem)? {
                found.extend(expand::most_frequent(self.searcher, &self.both(), &relative)?);
            }
        }
        Ok(found)
    }
}

/// The text of a part that is a plain word.
fn plain_text(query: &Query, part: &Expression) -> Option<String> {
    let clause = &query.clauses[place(part)?];
    (clause.kind == Kind::Word && !clause.negated).then(|| clause.text.clone())
}

fn place(part: &Expression) -> Option<usize> {
    match part {
        Expression::Clause(at) => Some(*at),
        Expression::All(_) | Expression::Any(_) => None,
    }
}
