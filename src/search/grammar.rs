//! What people type, read without ever complaining.
//!
//! ```text
//! waiting list       both words, anywhere, in any of their forms
//! "waiting list"     the words next to each other, in any of their forms
//! organis*           words that begin so
//! -school            not this; also -"special school" and -scho*
//! ```
//!
//! Everything else is a separator: `AND`, `(`, `title:` mean nothing but their letters. A quotation mark without its
//! partner is ignored.

use super::words::{Form, Side, words};

/// Parts of a query that are looked at; nobody types more, and every part costs.
const MOST_CLAUSES: usize = 32;

/// How the words of a clause are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// A plain word; nearly always one, but `waiting-list` is two, next to each other.
    Word,
    /// The last word is the beginning of one.
    Prefix,
    /// Between quotation marks.
    Phrase,
}

/// One part of a query. All parts must hold.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Clause {
    pub(super) kind: Kind,
    pub(super) negated: bool,
    /// Holds at least one word.
    pub(super) text: String,
}

impl Clause {
    /// Only plain words may be.
    pub(super) fn may_be_misspelt(&self) -> bool {
        self.kind == Kind::Word && !self.negated
    }
}

/// Reads a query; empty when nothing in it can be searched for.
pub(super) fn parse(query: &str) -> Vec<Clause> {
    let mut clauses: Vec<Clause> = Vec::new();
    let mut rest = query.trim_start_matches(is_separator);
    while !rest.is_empty() && clauses.len() < MOST_CLAUSES {
        let (clause, following) = next_clause(rest);
        rest = following.trim_start_matches(is_separator);
        let searchable = !words(Form::Folded, Side::Query, &clause.text).is_empty();
        if searchable && !clauses.contains(&clause) {
            clauses.push(clause);
        }
    }
    clauses
}

fn next_clause(query: &str) -> (Clause, &str) {
    let unsigned = query.trim_start_matches(is_minus);
    let negated = unsigned.len() < query.len();
    if let Some((phrase, rest)) = quoted(unsigned) {
        return (Clause { kind: Kind::Phrase, negated, text: phrase.to_owned() }, rest);
    }
    let unquoted = unsigned.trim_start_matches(is_quote);
    let end = unquoted.find(|c| is_separator(c) || is_quote(c)).unwrap_or(unquoted.len());
    let (word, rest) = unquoted.split_at(end);
    let kind = if word.ends_with('*') { Kind::Prefix } else { Kind::Word };
    (Clause { kind, negated, text: word.to_owned() }, rest)
}

/// What stands between the quotation mark that `query` begins with and the next one.
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

/// The hyphen, and what telephones make of it.
fn is_minus(c: char) -> bool {
    matches!(c, '-' | '−' | '–' | '—')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Vec<(Kind, bool, String)> {
        parse(query).into_iter().map(|clause| (clause.kind, clause.negated, clause.text)).collect()
    }

    fn clause(kind: Kind, negated: bool, text: &str) -> (Kind, bool, String) {
        (kind, negated, text.to_owned())
    }

    #[test]
    fn words_phrases_prefixes_and_minus_are_told_apart() {
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
    fn a_quotation_mark_without_partner_is_ignored() {
        let expected = [clause(Kind::Word, false, "waiting"), clause(Kind::Word, false, "list")];
        for query in ["waiting \"list", "\"waiting list", "waiting list\""] {
            assert_eq!(read(query), expected, "{query}");
        }
    }

    #[test]
    fn a_hyphen_inside_a_word_is_no_minus() {
        assert_eq!(read("waiting-list"), [clause(Kind::Word, false, "waiting-list")]);
        assert_eq!(read("a - b"), [clause(Kind::Word, false, "a"), clause(Kind::Word, false, "b")]);
    }

    #[test]
    fn nothing_searchable_reads_as_nothing() {
        for query in ["", "  ", "!!! ??", "\"\"", "\" \" -", "*", "-*", "👩‍👧", "\0", "()[]{}:^~"] {
            assert_eq!(read(query), [], "{query:?}");
        }
    }

    #[test]
    fn a_repeated_word_counts_once_and_long_queries_are_cut() {
        assert_eq!(parse("help help help").len(), 1);
        let long: String = (0..5_000).map(|n| format!("word{n} ")).collect();
        assert_eq!(parse(&long).len(), MOST_CLAUSES);
    }
}
