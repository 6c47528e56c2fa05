//! The names of columns in the layouts of exports.

use std::collections::HashMap;

use super::definition::Definition;
use crate::exchange::cells::shown;
use crate::model::{Fault, first_of};

/// Places of columns by heading, and by the names under which the other layout has them.
pub(super) struct Columns<'t> {
    headings: &'t [String],
    places: HashMap<String, usize>,
    /// The column with the ids of stories.
    pub id: usize,
}

impl<'t> Columns<'t> {
    /// Adds the names by which rows are read to columns that a Workbench export names otherwise: `FragmentID` is the id, `…X` is
    /// `…_percentX`, and `…XRight` and `…YTop` are `…_percentX` and `…_percentY` of a stone. The capitals of `id` do not matter.
    ///
    /// # Errors
    /// A fault that names the layout when no column holds the ids of stories.
    pub fn find(headings: &'t [String], definition: &Definition) -> Result<Self, Fault> {
        let filled = headings.iter().enumerate().filter(|(_, heading)| !heading.is_empty());
        let places = filled.map(|(place, heading)| (heading.clone(), place)).collect();
        let mut columns = Self { headings, places, id: 0 };
        let id = columns.place("id").or_else(|| columns.spelt("id")).or_else(|| columns.spelt("fragmentid"));
        columns.id = id.ok_or_else(|| columns.no_id())?;
        columns.places.insert("id".to_owned(), columns.id);
        for element in &definition.elements {
            let id = &element.id;
            for (to, from) in [("_percentX", "X"), ("_percentY", "Y")] {
                columns.also(format!("{id}{to}"), &format!("{id}{from}"));
            }
            for stone in &element.content.stones {
                let stone = &stone.id;
                for (to, from) in [("percentX", "XRight"), ("percentY", "YTop")] {
                    columns.also(format!("{id}_{stone}_{to}"), &format!("{id}_{stone}{from}"));
                }
            }
        }
        Ok(columns)
    }

    /// The column with this name.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }

    /// The fault of a column that must be there.
    pub fn missing(&self, name: &str) -> Fault {
        Fault::new(name, format!("there is no such column; the headings are {}", self.listed()))
    }

    /// The first headings.
    pub fn listed(&self) -> String {
        let headings: Vec<String> = self.headings.iter().map(|heading| format!("“{}”", shown(heading))).collect();
        first_of(&headings, LISTED)
    }

    fn also(&mut self, name: String, heading: &str) {
        if let Some(place) = self.place(heading) {
            self.places.entry(name).or_insert(place);
        }
    }

    /// The first column with this heading, whatever its capitals, spaces, hyphens and underscores.
    fn spelt(&self, wanted: &str) -> Option<usize> {
        let plain = |heading: &String| heading.to_ascii_lowercase().replace(['_', ' ', '-'], "");
        self.headings.iter().position(|heading| plain(heading) == wanted)
    }

    fn no_id(&self) -> Fault {
        if self.spelt("narrid").is_some() {
            let message = "this is a Workbench export without “FragmentID”; “NarrID” is a running number that other exports give \
                           to other stories, so export again with “FragmentID”";
            return Fault::new("id", message);
        }
        let message = format!(
            "there is no such column: an export of SenseMaker names each story in “id”, and one of the Workbench in “FragmentID”; \
             this file begins with {}",
            self.listed()
        );
        Fault::new("id", message)
    }
}

/// The headings that a message lists.
const LISTED: usize = 8;
