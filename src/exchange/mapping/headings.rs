//! Finds the columns that a mapping names among the headings of a table.

use std::collections::BTreeSet;

use crate::exchange::cells::{folded, shown};
use crate::model::{Fault, first_of};

/// How many headings a message lists.
const LISTED: usize = 12;

/// The headings, and which of them were asked for.
pub(super) struct Headings<'a> {
    headings: &'a [String],
    used: BTreeSet<usize>,
    faults: Vec<Fault>,
}

impl<'a> Headings<'a> {
    /// The headings of a table, each of them once.
    pub fn new(headings: &'a [String]) -> Self {
        Self { headings, used: BTreeSet::new(), faults: Vec::new() }
    }

    /// All headings.
    pub fn all(&self) -> &'a [String] {
        self.headings
    }

    /// The place of a column: spelt like this, or else the only one that differs in case and white space.
    pub fn find(&self, name: &str) -> Option<usize> {
        let exact = self.headings.iter().position(|heading| heading == name.trim());
        exact.or_else(|| {
            let name = folded(name);
            let mut alike = self.headings.iter().enumerate().filter(|(_, heading)| folded(heading) == name);
            let first = alike.next()?;
            alike.next().is_none().then_some(first.0)
        })
    }

    /// The place of a column that the mapping needs; a fault in `field` when there is none.
    pub fn need(&mut self, field: &str, name: &str) -> usize {
        match self.find(name) {
            Some(place) => {
                self.used.insert(place);
                place
            }
            None => {
                self.faults.push(Fault::new(field, self.missing(name)));
                usize::MAX
            }
        }
    }

    /// A sentence about a column that is not there.
    pub fn missing(&self, name: &str) -> String {
        let listed: Vec<String> = self.headings.iter().map(|heading| format!("“{}”", shown(heading))).collect();
        format!("there is no column “{}”; the columns are {}", shown(name), first_of(&listed, LISTED))
    }

    /// The faults that were found, and the places that were used.
    pub fn end(self) -> Result<BTreeSet<usize>, Vec<Fault>> {
        if self.faults.is_empty() { Ok(self.used) } else { Err(self.faults) }
    }
}
