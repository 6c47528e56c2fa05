//! Finds the columns of a form's questions: by name or by label, with the names of groups before them or not.

use super::super::super::questions::OptionOf;
use super::super::super::words::Words;
use super::form::Asked;

/// What programs write between the names of groups and questions.
const SEPARATORS: [&str; 4] = ["/", "-", ".", ":"];

/// The headings of the data.
pub(super) struct Columns<'a> {
    headings: &'a [String],
}

impl<'a> Columns<'a> {
    /// The headings, each of them once.
    pub fn new(headings: &'a [String]) -> Self {
        Self { headings }
    }

    /// The first of these headings that is there.
    pub fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.exact(name))
    }

    fn exact(&self, name: &str) -> Option<String> {
        self.headings.iter().find(|heading| heading.as_str() == name).cloned()
    }

    /// The column of a question.
    pub fn of(&self, asked: &Asked) -> Option<String> {
        self.named(&asked.name, &asked.groups).or_else(|| self.labelled(&asked.label))
    }

    /// The column with this name, in these groups or alone.
    pub fn named(&self, name: &str, groups: &[String]) -> Option<String> {
        let within = |from: usize| {
            SEPARATORS.iter().find_map(|separator| {
                let parts: Vec<&str> = groups[from..].iter().map(String::as_str).chain([name]).collect();
                self.exact(&parts.join(separator))
            })
        };
        (0..=groups.len()).find_map(within)
    }

    fn labelled(&self, label: &Words) -> Option<String> {
        labels(label).into_iter().find_map(|label| self.exact(label.trim()))
    }

    /// The column of one option of a question that has a column for each.
    pub fn of_option(&self, asked: &Asked, option: &OptionOf) -> Option<String> {
        let name = option.values.first()?;
        let by_name =
            SEPARATORS.iter().find_map(|separator| self.named(&format!("{}{separator}{name}", asked.name), &asked.groups));
        by_name.or_else(|| {
            let pairs = labels(&asked.label).into_iter().flat_map(|question| {
                let own = labels(&option.label).into_iter().map(move |label| format!("{question}/{label}"));
                own.collect::<Vec<_>>()
            });
            pairs.into_iter().find_map(|heading| self.exact(&heading))
        })
    }
}

fn labels(words: &Words) -> Vec<&str> {
    match words {
        Words::One(label) => vec![label],
        Words::Several(text) => text.0.values().map(String::as_str).collect(),
    }
}
