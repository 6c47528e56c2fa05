//! Reads queries. Every input is accepted.
//!
//! ```text
//! waiting list       both words, anywhere, in any of their forms
//! "waiting list"     the words next to each other, in any of their forms
//! organis*           words that begin with this
//! -school            not this; also -"special school", -scho* and -(a OR b)
//! waiting OR list    one of them, or both
//! a AND b, NOT c     both; not this
//! (a OR b) help      brackets keep parts together
//! ```
//!
//! Operators are words in capitals; in small letters they are words like others. `NOT` binds closest, then `AND`, then `OR`, then
//! words that stand side by side: `help waiting OR list` is `help AND (waiting OR list)`, and `a AND b OR c` is `(a AND b) OR c`.
//! An operator with nothing to join, a bracket or a quotation mark without a partner is ignored; a query of nothing but operators
//! is a query of words. Everything else is a separator: `title:` has no special meaning. [`read_as`] says how a query was read.

use super::words::{Form, Side, words};

/// Parts of a query that are used. Every part costs time, and people do not type more.
const MOST_CLAUSES: usize = 32;

/// Brackets within brackets that are read. People do not type more.
const DEEPEST: usize = 32;

/// How the words of a clause are matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// A plain word. Usually one word, but `waiting-list` is two words next to each other.
    Word,
    /// The last word is a prefix.
    Prefix,
    /// A quoted phrase.
    Phrase,
}

/// One part of a query.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Clause {
    pub(super) kind: Kind,
    pub(super) negated: bool,
    /// Contains at least one word.
    pub(super) text: String,
}

impl Clause {
    /// Whether spelling variants are tried: only for plain words.
    pub(super) fn may_be_misspelt(&self) -> bool {
        self.kind == Kind::Word && !self.negated
    }
}

/// How clauses are joined. Negation is in the clauses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Expression {
    /// A clause, by its place.
    Clause(usize),
    All(Vec<Expression>),
    Any(Vec<Expression>),
}

/// A query that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Query {
    /// Every clause once.
    pub(super) clauses: Vec<Clause>,
    /// How they are joined; `None` when there are none.
    pub(super) expression: Option<Expression>,
    /// Whether it has operators or brackets, or words that may have been meant as operators.
    unusual: bool,
}

/// Reads a query. It has no clauses when there is nothing to search for.
pub(super) fn parse(query: &str) -> Query {
    let read = |operators: bool| {
        let mut parser = Parser { rest: query, operators, depth: 0, query: Query::default() };
        parser.query.expression = parser.side_by_side(false);
        parser.query
    };
    let query = read(true);
    if query.clauses.is_empty() { read(false) } else { query }
}

/// How a query was read, in operators and brackets; `None` for a query without them, of which there is only one reading. A query
/// with `and`, `or` or `not` in small letters has one, too, because they may have been meant as operators.
///
/// ```
/// use sensing::search::read_as;
///
/// assert_eq!(read_as("help waiting OR list").as_deref(), Some("help AND (waiting OR list)"));
/// assert_eq!(read_as("waiting or list").as_deref(), Some("waiting AND or AND list"));
/// assert_eq!(read_as("waiting list"), None);
/// ```
pub fn read_as(query: &str) -> Option<String> {
    let query = parse(query);
    let expression = query.expression.as_ref().filter(|_| query.unusual)?;
    Some(in_words(&query, expression, false))
}

fn in_words(query: &Query, expression: &Expression, within: bool) -> String {
    let joined = |parts: &[Expression], operator: &str| {
        let parts: Vec<String> = parts.iter().map(|part| in_words(query, part, true)).collect();
        let joined = parts.join(operator);
        if within { format!("({joined})") } else { joined }
    };
    match expression {
        Expression::All(parts) => joined(parts, " AND "),
        Expression::Any(parts) => joined(parts, " OR "),
        Expression::Clause(at) => {
            let clause = &query.clauses[*at];
            let text = match clause.kind {
                Kind::Phrase => format!("\"{}\"", clause.text),
                Kind::Word | Kind::Prefix => clause.text.clone(),
            };
            if clause.negated { format!("NOT {text}") } else { text }
        }
    }
}

/// A word of a query that joins others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    And,
    Or,
    Not,
}

impl Operator {
    fn of(word: &str) -> Option<Self> {
        match word {
            "AND" => Some(Self::And),
            "OR" => Some(Self::Or),
            "NOT" => Some(Self::Not),
            _ => None,
        }
    }
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
            if self.rest.is_empty() || self.query.clauses.len() >= MOST_CLAUSES {
                self.rest = "";
                return None;
            }
            match self.operator() {
                Some((operator, rest)) => {
                    // An operator here joins nothing, except NOT.
                    negated ^= operator == Operator::Not;
                    self.rest = rest;
                    self.query.unusual = true;
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
            self.query.unusual |= !self.rest.trim_start_matches(is_separator).is_empty();
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
        self.query.unusual |= small;
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
                self.query.unusual = true;
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

fn first_length(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

fn next_clause(query: &str) -> (Clause, &str) {
    let unsigned = query.trim_start_matches(is_minus);
    let negated = unsigned.len() < query.len();
    if let Some((phrase, rest)) = quoted(unsigned) {
        return (Clause { kind: Kind::Phrase, negated, text: phrase.to_owned() }, rest);
    }
    let unquoted = unsigned.trim_start_matches(is_quote);
    let end = unquoted.find(|c| is_separator(c) || is_quote(c)).unwrap_or(unquoted.len());
    let end = without_closing(&unquoted[..end]);
    let (word, rest) = unquoted.split_at(end);
    let kind = if word.ends_with('*') { Kind::Prefix } else { Kind::Word };
    (Clause { kind, negated, text: word.to_owned() }, rest)
}

/// The length of a word without the closing brackets at its end that it does not open itself.
fn without_closing(word: &str) -> usize {
    let mut own = word;
    while let Some(shorter) = own.strip_suffix(is_closing)
        && own.chars().filter(|c| is_closing(*c)).count() > own.chars().filter(|c| is_opening(*c)).count()
    {
        own = shorter;
    }
    own.len()
}

/// The text between the quotation mark at the start of `query` and the next one.
fn quoted(query: &str) -> Option<(&str, &str)> {
    let inside = query.strip_prefix(is_quote)?;
    let end = inside.find(is_quote)?;
    let (phrase, closing) = inside.split_at(end);
    Some((phrase, closing.trim_start_matches(is_quote)))
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」')
}

fn is_opening(c: char) -> bool {
    matches!(c, '(' | '（')
}

fn is_closing(c: char) -> bool {
    matches!(c, ')' | '）')
}

/// The hyphen, and the characters that phones replace it with.
fn is_minus(c: char) -> bool {
    matches!(c, '-' | '−' | '–' | '—')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Vec<(Kind, bool, String)> {
        parse(query).clauses.into_iter().map(|clause| (clause.kind, clause.negated, clause.text)).collect()
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
    fn a_repeated_word_counts_once_and_long_queries_are_cut() {
        assert_eq!(parse("help help help").expression, Some(Expression::Clause(0)));
        let long: String = (0..5_000).map(|n| format!("word{n} ")).collect();
        assert_eq!(parse(&long).clauses.len(), MOST_CLAUSES);
        parse(&"(a OR ".repeat(5_000));
        parse(&"NOT ".repeat(5_000));
    }

    #[test]
    fn operators_in_capitals_join_words_as_people_expect() {
        for (query, expected) in [
            ("waiting OR list", "waiting OR list"),
            ("help waiting OR list", "help AND (waiting OR list)"),
            ("waiting OR list help", "(waiting OR list) AND help"),
            ("a AND b OR c", "(a AND b) OR c"),
            ("a OR b AND c", "a OR (b AND c)"),
            ("(a OR b) AND (c OR d)", "(a OR b) AND (c OR d)"),
            ("(a b) OR c", "(a AND b) OR c"),
            ("a NOT b", "a AND NOT b"),
            ("a AND NOT b", "a AND NOT b"),
            ("NOT NOT a", "a"),
            ("NOT -a", "a"),
            ("a NOT (b OR c)", "a AND NOT b AND NOT c"),
            ("-(b c)", "NOT b OR NOT c"),
            ("\"waiting list\" OR organis*", "\"waiting list\" OR organis*"),
            ("a OR NOT \"b c\"", "a OR NOT \"b c\""),
            ("a OR OR b", "a OR b"),
            ("a AND", "a"),
            ("OR a", "a"),
            ("((a OR b)) c", "(a OR b) AND c"),
            ("(a OR b", "a OR b"),
            ("a OR b) c", "(a OR b) AND c"),
            ("（a OR b） c", "(a OR b) AND c"),
            ("a OR a", "a"),
        ] {
            assert_eq!(read_as(query).as_deref(), Some(expected), "{query}");
        }
    }

    #[test]
    fn small_letters_quotes_and_words_with_brackets_are_words() {
        for (query, expected) in [
            ("waiting or list", Some("waiting AND or AND list")),
            ("not now", Some("not AND now")),
            ("Or", Some("Or")),
            ("AND OR NOT", Some("AND AND OR AND NOT")),
            ("\"this OR that\"", None),
            ("waiting list", None),
            ("f(x) -school", None),
            ("ORGANISED NOTHING", None),
        ] {
            assert_eq!(read_as(query).as_deref(), expected, "{query}");
        }
    }
}
