//! The names of columns and options.

use std::collections::{BTreeMap, BTreeSet};

/// Names that have a meaning of their own as a column, or in a cell.
const TAKEN: [&str; 12] =
    ["id", "version", "language", "NA", "NULL", "null", "NaN", "nan", "percentX", "percentY", "true", "false"];

/// Gives out names. Those of one space never occur twice.
#[derive(Debug, Default)]
pub(super) struct Names {
    given: BTreeSet<String>,
}

impl Names {
    /// A name for this id. Readers split headings at `_`, so there is none within a name.
    pub fn give(&mut self, id: &str) -> String {
        let plain = id.replace('_', "-");
        let mut name = plain.clone();
        let mut number = 1;
        while TAKEN.contains(&name.as_str()) || self.given.contains(&name) {
            number += 1;
            name = format!("{plain}-{number}");
        }
        self.given.insert(name.clone());
        name
    }

    /// Names for all of these.
    pub fn of_all<'a>(ids: impl IntoIterator<Item = &'a str>) -> BTreeMap<String, String> {
        let mut names = Self::default();
        ids.into_iter().map(|id| (id.to_owned(), names.give(id))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_no_underscore_are_unique_and_mean_nothing_else() {
        let mut names = Names::default();
        let given = ["around_the_child", "around-the-child", "NA", "language", "voice"].map(|id| names.give(id));
        assert_eq!(given, ["around-the-child", "around-the-child-2", "NA-2", "language-2", "voice"]);
    }
}
