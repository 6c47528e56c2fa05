//! What a query consists of.
//!
//! ```text
//! waiting list       both words, anywhere, in any of their forms, or words that mean the same
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
//! is a query of words. Everything else is a separator: `title:` has no special meaning. `parser` reads queries, and `read_as` says
//! how one was read.

use super::stop_words;
use super::synonyms;

/// How the words of a clause are matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// A plain word. Usually one word, but `waiting-list` is two words next to each other.
    Word,
    /// The last word is a prefix.
    Prefix,
    /// A quoted phrase.
    Phrase,
    /// Words that were not typed, and mean the same as what was or belong to its family.
    Related,
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
    /// Whether spelling variants are tried, and it may be missing when no story has everything: only for plain words.
    pub(super) fn may_be_misspelt(&self) -> bool {
        self.kind == Kind::Word && !self.negated
    }

    /// Whether it is looked for in English stories only.
    pub(super) fn is_in_english_only(&self) -> bool {
        self.kind == Kind::Related && synonyms::is_english_only(&self.text)
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

impl Expression {
    /// How many clauses it consists of, each counted as often as it is there.
    pub(super) fn parts(&self) -> usize {
        match self {
            Self::Clause(_) => 1,
            Self::All(parts) | Self::Any(parts) => parts.iter().map(Self::parts).sum(),
        }
    }
}

/// A query that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Query {
    /// Every clause once.
    pub(super) clauses: Vec<Clause>,
    /// How they are joined; `None` when there are none.
    pub(super) expression: Option<Expression>,
    /// Whether it has operators or brackets.
    pub(super) joined: bool,
    /// Whether it has words that may have been meant as operators.
    pub(super) unclear: bool,
    /// The clauses beside which related ones were put.
    pub(super) understood: Vec<usize>,
}

impl Query {
    /// Whether a part is a plain word, or several that are one term, with what is related to it. For queries without operators.
    pub(super) fn is_plain(&self, part: &Expression) -> bool {
        match part {
            Expression::Clause(at) => self.clauses[*at].may_be_misspelt(),
            // Only related words make alternatives there.
            Expression::Any(_) => true,
            Expression::All(_) => false,
        }
    }

    /// Whether a part is a word that says nothing by itself.
    pub(super) fn is_stop_word(&self, part: &Expression) -> bool {
        matches!(part, Expression::Clause(at) if stop_words::is_one(&self.clauses[*at].text.to_lowercase()))
    }

    /// Whether there is more than one way to read it, or more was read than was typed.
    pub(super) fn is_unusual(&self) -> bool {
        self.joined || self.unclear || !self.understood.is_empty()
    }
}
