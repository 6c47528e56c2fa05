//! Cuts a query into words, phrases and signs, as people and their phones write them.

use super::grammar::{Clause, Kind};

/// A word of a query that joins others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    And,
    Or,
    Not,
}

impl Operator {
    pub(super) fn of(word: &str) -> Option<Self> {
        match word {
            "AND" => Some(Self::And),
            "OR" => Some(Self::Or),
            "NOT" => Some(Self::Not),
            _ => None,
        }
    }
}

pub(super) fn first_length(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

pub(super) fn next_clause(query: &str) -> (Clause, &str) {
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
pub(super) fn without_closing(word: &str) -> usize {
    let mut own = word;
    while let Some(shorter) = own.strip_suffix(is_closing)
        && own.chars().filter(|c| is_closing(*c)).count() > own.chars().filter(|c| is_opening(*c)).count()
    {
        own = shorter;
    }
    own.len()
}

/// The text between the quotation mark at the start of `query` and the next one.
pub(super) fn quoted(query: &str) -> Option<(&str, &str)> {
    let inside = query.strip_prefix(is_quote)?;
    let end = inside.find(is_quote)?;
    let (phrase, closing) = inside.split_at(end);
    Some((phrase, closing.trim_start_matches(is_quote)))
}

pub(super) fn is_separator(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」')
}

pub(super) fn is_opening(c: char) -> bool {
    matches!(c, '(' | '（')
}

pub(super) fn is_closing(c: char) -> bool {
    matches!(c, ')' | '）')
}

/// The hyphen, and the characters that phones replace it with.
pub(super) fn is_minus(c: char) -> bool {
    matches!(c, '-' | '−' | '–' | '—')
}
