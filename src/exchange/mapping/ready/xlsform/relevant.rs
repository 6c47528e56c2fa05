//! Reads simple conditions under which a question is asked: `${a} = 'x'`, `${a} != 'x'`, `selected(${b}, 'y')`, several joined
//! by `and`, and several of one question joined by `or`.

use super::super::super::questions::Condition;
use super::columns::Columns;
use super::form::{Asked, Form};

/// What is compared: the question's name, the value, and whether it must differ.
#[derive(Debug, PartialEq, Eq)]
struct Compared {
    name: String,
    value: String,
    not: bool,
}

/// The conditions of a question, and those that cannot be evaluated.
pub(super) fn conditions(asked: &Asked, form: &Form, columns: &Columns<'_>) -> (Vec<Condition>, Vec<String>) {
    let (mut found, mut unread) = (Vec::new(), Vec::new());
    for part in asked.relevant.iter().flat_map(|relevant| split(bare(relevant), " and ")) {
        match read(part).and_then(|compared| condition(compared, form, columns)) {
            Some(condition) => found.push(condition),
            None => unread.push(part.to_owned()),
        }
    }
    (found, unread)
}

fn condition(compared: Vec<Compared>, form: &Form, columns: &Columns<'_>) -> Option<Condition> {
    let first = compared.first()?;
    let not = first.not;
    let question = form.questions.iter().find(|question| question.name == first.name)?;
    let alike = compared.iter().all(|other| other.name == first.name && other.not == not);
    if !alike || (not && compared.len() > 1) {
        return None;
    }
    let list = question.list.as_deref().unwrap_or_default();
    let one_of: Vec<String> = compared.iter().flat_map(|compared| form.values(list, &compared.value)).collect();
    let several = question.kind == "select_multiple";
    if let Some(column) = columns.of(question) {
        return Some(Condition { column, one_of, not, separator: several.then(|| " ".to_owned()) });
    }
    // Of a question with a column for each option, the column of the one that is meant.
    let option = form.options(list).into_iter().find(|option| option.values.contains(&first.value))?;
    let column = columns.of_option(question, &option).filter(|_| compared.len() == 1)?;
    let yes = ["1", "true", "yes"].map(str::to_owned).to_vec();
    Some(Condition { column, one_of: yes, not, separator: None })
}

/// The comparisons of a part that has no `and`; `None` when it is something else.
fn read(part: &str) -> Option<Vec<Compared>> {
    split(bare(part), " or ").into_iter().map(|one| comparison(bare(one))).collect()
}

fn comparison(text: &str) -> Option<Compared> {
    if let Some(inner) = text.strip_prefix("not(").and_then(|rest| rest.strip_suffix(')')) {
        let compared = comparison(bare(inner))?;
        return Some(Compared { not: !compared.not, ..compared });
    }
    if let Some(inner) = text.strip_prefix("selected(").and_then(|rest| rest.strip_suffix(')')) {
        let (name, value) = inner.split_once(',')?;
        return Some(Compared { name: name_of(name)?, value: value_of(value)?, not: false });
    }
    let (name, value, not) = match text.split_once("!=") {
        Some((name, value)) => (name, value, true),
        None => text.split_once('=').map(|(name, value)| (name, value, false))?,
    };
    Some(Compared { name: name_of(name)?, value: value_of(value)?, not })
}

fn name_of(text: &str) -> Option<String> {
    let name = text.trim().strip_prefix("${")?.strip_suffix('}')?;
    (!name.contains(['$', '{', '}'])).then(|| name.trim().to_owned())
}

/// A value in quotation marks, or a number. An empty one compares whether there is an answer, which is another condition.
fn value_of(text: &str) -> Option<String> {
    let text = text.trim();
    let quoted =
        |mark: char| text.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark)).filter(|value| !value.contains(mark));
    let value = quoted('\'').or_else(|| quoted('"')).or_else(|| text.parse::<f64>().is_ok().then_some(text))?;
    (!value.is_empty()).then(|| value.to_owned())
}

/// A text without the white space and the parentheses around all of it.
fn bare(text: &str) -> &str {
    let text = text.trim();
    match text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) if is_closed(inner) => bare(inner),
        _ => text,
    }
}

/// Whether each parenthesis that opens in it closes in it, in this order.
fn is_closed(text: &str) -> bool {
    let mut open = 0_i32;
    for letter in text.chars() {
        open += match letter {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        if open < 0 {
            return false;
        }
    }
    open == 0
}

/// The parts between these words, outside of parentheses.
fn split<'a>(text: &'a str, word: &str) -> Vec<&'a str> {
    let (mut parts, mut from) = (Vec::new(), 0);
    for (at, _) in text.match_indices(word) {
        if at >= from && is_closed(&text[from..at]) {
            parts.push(&text[from..at]);
            from = at + word.len();
        }
    }
    parts.push(&text[from..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn equal(name: &str, value: &str) -> Compared {
        Compared { name: name.to_owned(), value: value.to_owned(), not: false }
    }

    #[test]
    fn comparisons_with_values_are_read_and_others_are_not() {
        assert_eq!(read("${a} = 'x'"), Some(vec![equal("a", "x")]));
        assert_eq!(read("(${a}='x' or ${a} = \"y\")"), Some(vec![equal("a", "x"), equal("a", "y")]));
        assert_eq!(read("selected(${b}, 'y')"), Some(vec![equal("b", "y")]));
        assert_eq!(read("not(selected(${b}, 'y'))"), Some(vec![Compared { not: true, ..equal("b", "y") }]));
        assert_eq!(read("${age} != 3"), Some(vec![Compared { not: true, ..equal("age", "3") }]));
        for other in ["${age} > 3", "${a} = ${b}", "${a} = ''", "count-selected(${b}) >= 2", "string-length(${a}) = 3"] {
            assert_eq!(read(other), None, "{other}");
        }
    }

    #[test]
    fn parts_are_split_outside_of_parentheses() {
        assert_eq!(split("${a} = 'x' and (${b} = 'y' and ${c} = 'z')", " and "), ["${a} = 'x'", "(${b} = 'y' and ${c} = 'z')"]);
        assert_eq!(bare(" ((${a} = 'x')) "), "${a} = 'x'");
        assert_eq!(bare("(${a} = 'x') or (${b} = 'y')"), "(${a} = 'x') or (${b} = 'y')");
    }
}
