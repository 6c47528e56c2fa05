//! Says how a query was read.

use super::grammar::{Expression, Kind, Query};

/// How a query was read, in operators and brackets; `None` for plain words that stand for themselves only, of which there is only
/// one reading. A query with `and`, `or` or `not` in small letters has one, too, because they may have been meant as operators.
pub(super) fn of(query: &Query) -> Option<String> {
    let expression = query.expression.as_ref().filter(|_| query.is_unusual());
    expression.map(|expression| in_words(query, expression, false))
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
                Kind::Related if clause.text.contains(' ') => format!("\"{}\"", clause.text),
                Kind::Word | Kind::Prefix | Kind::Related => clause.text.clone(),
            };
            if clause.negated { format!("NOT {text}") } else { text }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::parser::parse;
    use super::*;

    fn read(query: &str) -> Option<String> {
        of(&parse(query).unwrap())
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
            assert_eq!(read(query).as_deref(), Some(expected), "{query}");
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
            assert_eq!(read(query).as_deref(), expected, "{query}");
        }
    }
}
