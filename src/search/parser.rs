//! Reads queries. Any input is a query, unless it is too long.

use super::error::SearchError;
use super::grammar::{Expression, Kind, Query};
use super::tokens::{Operator, first_length, is_closing, is_minus, is_opening, is_quote, is_separator, next_clause};
use super::words::{Form, Side, words};

/// The largest number of words, phrases and words with `*` in a query. One that comes again counts again, because it is looked up
/// again, unless all that is joined with it is the same.
pub(super) const MOST_PARTS: usize = 64;

/// Brackets within brackets that are read. People do not type more.
const DEEPEST: usize = 32;

/// Reads a query. It has no clauses when there is nothing to search for.
///
/// # Errors
/// [`SearchError::TooManyParts`].
pub(super) fn parse(query: &str) -> Result<Query, SearchError> {
    let read = |operators: bool| {
        let mut parser = Parser { rest: query, operators, depth: 0, query: Query::default() };
        parser.query.expression = parser.side_by_side(false);
        let Query { clauses, expression, .. } = &parser.query;
        let parts = expression.as_ref().map_or(0, Expression::parts).max(clauses.len());
        if parts > MOST_PARTS { Err(SearchError::TooManyParts(MOST_PARTS)) } else { Ok(parser.query) }
    };
    let query = read(true)?;
    if query.clauses.is_empty() { read(false) } else { Ok(query) }
}

struct Parser<'q> {
    rest: &'q str,
    /// Whether words in capitals are operators.
    operators: bool,
    depth: usize,
    query: Query,
}

impl<'q> Parser<'q> {
    /// Parts that stand side by side, up to a closing bracket or the end.
    fn side_by_side(&mut self, negated: bool) -> Option<Expression> {
        let mut parts = Vec::new();
        loop {
            let before = self.rest.len();
            parts.extend(self.alternatives(negated));
            self.skip();
            let stuck = self.rest.len() == before;
            if self.rest.is_empty() || (self.depth > 0 && self.at_closing()) || stuck {
                return joined(parts, !negated);
            }
        }
    }

    /// `a OR b`.
    fn alternatives(&mut self, negated: bool) -> Option<Expression> {
        let mut parts = Vec::from_iter(self.conjunction(negated));
        while self.take(Operator::Or) {
            parts.extend(self.conjunction(negated));
        }
        joined(parts, negated)
    }

    /// `a AND b`.
    fn conjunction(&mut self, negated: bool) -> Option<Expression> {
        let mut parts = Vec::from_iter(self.part(negated));
        while self.take(Operator::And) {
            parts.extend(self.part(negated));
        }
        joined(parts, !negated)
    }

    /// A clause or brackets, possibly negated.
    fn part(&mut self, mut negated: bool) -> Option<Expression> {
        loop {
            self.skip();
            if self.rest.is_empty() || self.query.clauses.len() > MOST_PARTS {
                self.rest = "";
                return None;
            }
            match self.operator() {
                Some((operator, rest)) => {
                    // An operator here joins nothing, except NOT.
                    negated ^= operator == Operator::Not;
                    self.rest = rest;
                    self.query.joined = true;
                }
                None if self.at_closing() => {
                    if self.depth > 0 {
                        return None;
                    }
                    self.rest = &self.rest[first_length(self.rest)..];
                }
                None => return self.clause_or_brackets(negated),
            }
        }
    }

    fn clause_or_brackets(&mut self, negated: bool) -> Option<Expression> {
        let unsigned = self.rest.trim_start_matches(is_minus);
        let minus = unsigned.len() < self.rest.len();
        if unsigned.starts_with(is_opening) {
            self.rest = &unsigned[first_length(unsigned)..];
            self.query.joined |= !self.rest.trim_start_matches(is_separator).is_empty();
            if self.depth >= DEEPEST {
                return None;
            }
            self.depth += 1;
            let inside = self.side_by_side(negated ^ minus);
            self.depth -= 1;
            self.skip();
            if self.at_closing() {
                self.rest = &self.rest[first_length(self.rest)..];
            }
            return inside;
        }
        let (mut clause, rest) = next_clause(self.rest);
        self.rest = rest;
        clause.negated ^= negated;
        if words(Form::Folded, Side::Query, &clause.text).is_empty() {
            return None;
        }
        let small = clause.kind == Kind::Word && Operator::of(&clause.text.to_uppercase()).is_some();
        self.query.unclear |= small;
        let known = self.query.clauses.iter().position(|own| *own == clause);
        Some(Expression::Clause(known.unwrap_or_else(|| {
            self.query.clauses.push(clause);
            self.query.clauses.len() - 1
        })))
    }

    /// Takes this operator if it comes next.
    fn take(&mut self, wanted: Operator) -> bool {
        self.skip();
        match self.operator() {
            Some((operator, rest)) if operator == wanted => {
                self.rest = rest;
                self.query.joined = true;
                true
            }
            _ => false,
        }
    }

    /// The operator that comes next, and what follows it.
    fn operator(&self) -> Option<(Operator, &'q str)> {
        if !self.operators {
            return None;
        }
        let end =
            self.rest.find(|c| is_separator(c) || is_quote(c) || is_opening(c) || is_closing(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        Operator::of(word).map(|operator| (operator, rest))
    }

    fn at_closing(&self) -> bool {
        self.rest.starts_with(is_closing)
    }

    fn skip(&mut self) {
        self.rest = self.rest.trim_start_matches(is_separator);
    }
}

/// Several parts as one: all of them, or any of them. A part that comes again counts once.
fn joined(parts: Vec<Expression>, all: bool) -> Option<Expression> {
    let mut own: Vec<Expression> = Vec::with_capacity(parts.len());
    for part in parts {
        // What is joined in the same way needs no brackets.
        let inner = match part {
            Expression::All(inner) if all => inner,
            Expression::Any(inner) if !all => inner,
            other => vec![other],
        };
        for part in inner {
            if !own.contains(&part) {
                own.push(part);
            }
        }
    }
    match own.len() {
        0 | 1 => own.pop(),
        _ if all => Some(Expression::All(own)),
        _ => Some(Expression::Any(own)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Vec<(Kind, bool, String)> {
        parse(query).unwrap().clauses.into_iter().map(|clause| (clause.kind, clause.negated, clause.text)).collect()
    }

    fn clause(kind: Kind, negated: bool, text: &str) -> (Kind, bool, String) {
        (kind, negated, text.to_owned())
    }

    #[test]
    fn words_phrases_prefixes_and_minus_are_distinguished() {
        assert_eq!(
            read(r#"help "waiting list" organis* -school -"special unit" −scho*"#),
            [
                clause(Kind::Word, false, "help"),
                clause(Kind::Phrase, false, "waiting list"),
                clause(Kind::Prefix, false, "organis*"),
                clause(Kind::Word, true, "school"),
                clause(Kind::Phrase, true, "special unit"),
                clause(Kind::Prefix, true, "scho*"),
            ]
        );
    }

    #[test]
    fn quotation_marks_of_other_languages_count() {
        for query in ["“waiting list”", "„waiting list“", "«waiting list»", "\"waiting list”"] {
            assert_eq!(read(query), [clause(Kind::Phrase, false, "waiting list")], "{query}");
        }
    }

    #[test]
    fn a_quotation_mark_without_a_partner_is_ignored() {
        let expected = [clause(Kind::Word, false, "waiting"), clause(Kind::Word, false, "list")];
        for query in ["waiting \"list", "\"waiting list", "waiting list\""] {
            assert_eq!(read(query), expected, "{query}");
        }
    }

    #[test]
    fn a_hyphen_inside_a_word_is_not_a_minus() {
        assert_eq!(read("waiting-list"), [clause(Kind::Word, false, "waiting-list")]);
        assert_eq!(read("a - b"), [clause(Kind::Word, false, "a"), clause(Kind::Word, false, "b")]);
    }

    #[test]
    fn a_query_without_words_has_no_clauses() {
        for query in ["", "  ", "!!! ??", "\"\"", "\" \" -", "*", "-*", "👩‍👧", "\0", "()[]{}:^~"] {
            assert_eq!(read(query), [], "{query:?}");
        }
    }

    #[test]
    fn a_repeated_word_is_one_clause() {
        assert_eq!(parse("help help help").unwrap().expression, Some(Expression::Clause(0)));
        let repeated = parse("(help OR list) AND (help OR bus)").unwrap();
        assert_eq!((repeated.clauses.len(), repeated.expression.unwrap().parts()), (3, 4));
        assert_eq!(parse(&"(help OR list) ".repeat(5_000)).unwrap().expression.unwrap().parts(), 2);
    }

    #[test]
    fn a_query_with_too_many_parts_is_refused_however_they_are_written() {
        let words = |count: usize| (0..count).map(|n| format!("word{n} ")).collect::<String>();
        assert_eq!(parse(&words(MOST_PARTS)).unwrap().clauses.len(), MOST_PARTS);
        let pairs = |count: usize| (0..count).map(|n| format!("(a{} OR b{}) ", n / 8, n % 8)).collect::<String>();
        parse(&pairs(MOST_PARTS / 2)).unwrap();
        for long in [words(MOST_PARTS + 1), pairs(MOST_PARTS / 2 + 1), words(5_000)] {
            let refused = parse(&long).unwrap_err();
            assert!(matches!(refused, SearchError::TooManyParts(MOST_PARTS)), "{refused}");
        }
    }

    #[test]
    fn signs_without_words_are_no_parts() {
        for signs in ["NOT ", "( ", "(a OR ", "!!! ", "AND ", "- "] {
            parse(&format!("a {}", signs.repeat(5_000))).unwrap();
        }
    }
}
