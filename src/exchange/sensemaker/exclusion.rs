//! Rows that are left out on purpose.
//!
//! An exclusion is a storyteller's wish that others do not read the story. One that meets nothing by mistake lets that story in, so it
//! stops the import.

use std::collections::BTreeMap;

use super::definition::{Definition, Element, Labelled};
use crate::exchange::cells::{Tick, folded, shown, tick};
use crate::exchange::markup::words;
use crate::exchange::table::{Cells, Table, counted};
use crate::model::{Fault, first_of};

/// Excludes rows whose column has this value. Both can be given by id or by title.
#[derive(Clone, Debug)]
pub struct Exclusion {
    /// The column.
    pub column: String,
    /// The value.
    pub value: String,
}

/// The values that are listed in a message.
const LISTED: usize = 20;

/// An exclusion whose column and value are known.
pub(super) struct Excluded {
    /// As it was wished.
    pub wanted: Exclusion,
    test: Test,
}

enum Test {
    /// The cell names the option, by one of these folded names.
    Names(usize, Vec<String>),
    /// The option has a column of its own.
    Ticked(usize),
    /// The option has no column, though others of the question have: no row chose it.
    Never,
}

impl Excluded {
    /// Finds the column and the value.
    ///
    /// # Errors
    /// What is not known, with what is.
    pub fn find(wanted: &Exclusion, definition: &Definition, table: &Table) -> Result<Self, Fault> {
        let element = element(wanted, definition)?;
        let place = |heading: &str| table.headings.iter().position(|known| known == heading);
        let by_heading = || table.headings.iter().position(|known| folded(known) == folded(&wanted.column));
        let column = element.map_or_else(by_heading, |element| place(&element.id));
        let items = || element.into_iter().flat_map(|element| &element.content.items);
        let value = folded(&wanted.value);
        let by = |name: fn(&Labelled) -> &str| items().find(|item| folded(name(item)) == value);
        let item = by(|item| &item.id).or_else(|| by(Labelled::in_cells)).or_else(|| by(|item| &item.text));
        let refused = |message: String| Err(Fault::new(format!("--exclude “{}”", wanted.column), message));
        let test = match (column, element, item) {
            (Some(place), _, Some(item)) => {
                let names = [&item.id, &item.text, item.in_cells()].map(folded);
                Test::Names(place, names.into_iter().filter(|name| !name.is_empty()).collect())
            }
            (Some(place), _, None) if table.has(place, &value) => Test::Names(place, vec![value]),
            (Some(place), element, None) => {
                let values = values(table, place, element);
                return refused(format!(
                    "no option and no row has the value “{}”; the values are {values}",
                    shown(&wanted.value)
                ));
            }
            (None, Some(element), Some(item)) => {
                let beginning = format!("{}_", element.id);
                match place(&format!("{beginning}{}", item.id)) {
                    Some(place) => Test::Ticked(place),
                    None if table.headings.iter().any(|heading| heading.starts_with(&beginning)) => Test::Never,
                    None => {
                        return refused("the file has no column of this question, so no row can be left out by it".to_owned());
                    }
                }
            }
            (None, Some(element), None) if !element.content.items.is_empty() => {
                let values: Vec<String> =
                    element.content.items.iter().map(|item| named(&item.id, &words(&item.text))).collect();
                return refused(format!(
                    "no option is “{}”; the options are {}",
                    shown(&wanted.value),
                    first_of(&values, LISTED)
                ));
            }
            (None, ..) => return refused("there is no such column; give a question's id or title, or a heading".to_owned()),
        };
        Ok(Self { wanted: wanted.clone(), test })
    }

    /// Whether it leaves out this row.
    pub fn meets(&self, cells: &Cells) -> bool {
        match &self.test {
            Test::Names(place, names) => {
                let cell = folded(cells.get(*place));
                names.contains(&cell) || cell.split([',', ';', '|']).any(|part| names.iter().any(|name| name == part.trim()))
            }
            // A mark that is neither yes nor no may be the wish: better one story too few.
            Test::Ticked(place) => tick(cells.get(*place), true) != Tick::No,
            Test::Never => false,
        }
    }
}

/// The question whose id or title is given.
fn element<'a>(wanted: &Exclusion, definition: &'a Definition) -> Result<Option<&'a Element>, Fault> {
    let column = folded(&wanted.column);
    let same: Vec<&Element> = definition.questions().filter(|element| folded(&element.title) == column).collect();
    let by_id = definition.questions().find(|element| folded(&element.id) == column);
    match (by_id, same.as_slice()) {
        (Some(element), _) => Ok(Some(element)),
        (None, [element]) => Ok(Some(*element)),
        (None, []) => Ok(definition.named(&wanted.column)),
        (None, several) => {
            let ids: Vec<&str> = several.iter().map(|element| element.id.as_str()).collect();
            let message = format!("{} have this title; give the id: {}", counted(ids.len(), "question"), ids.join(", "));
            Err(Fault::new(format!("--exclude “{}”", wanted.column), message))
        }
    }
}

fn named(id: &str, label: &str) -> String {
    if label.is_empty() || label == id { format!("“{id}”") } else { format!("“{label}” ({id})") }
}

/// The values of a column: those of the rows with their counts, and options that no row has.
fn values(table: &Table, place: usize, element: Option<&Element>) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for item in element.into_iter().flat_map(|element| &element.content.items) {
        counts.insert(item.in_cells(), 0);
    }
    for cells in table.rows.iter().filter_map(|row| row.cells.as_ref().ok()) {
        *counts.entry(cells.get(place)).or_default() += 1;
    }
    let label = |id: &str| {
        let mut items = element.into_iter().flat_map(|element| &element.content.items);
        items.find(|item| item.in_cells() == id).map(|item| words(&item.text)).unwrap_or_default()
    };
    let listed: Vec<String> = counts
        .iter()
        .map(|(value, rows)| {
            let name = if value.is_empty() { "nothing".to_owned() } else { named(&shown(value), &label(value)) };
            format!("{name} in {}", counted(*rows, "row"))
        })
        .collect();
    first_of(&listed, LISTED)
}

impl Table {
    /// Whether a row has this folded value in this column.
    fn has(&self, place: usize, value: &str) -> bool {
        !value.is_empty()
            && self.rows.iter().filter_map(|row| row.cells.as_ref().ok()).any(|cells| folded(cells.get(place)) == value)
    }
}
