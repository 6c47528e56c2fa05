//! The options of a list, and those that the definition no longer has.

use std::collections::{BTreeMap, BTreeSet};

use super::definition::Labelled;
use crate::exchange::cells::folded;

/// The largest number of values without an option that a list may have. More than that are written texts.
const RETIRED: usize = 20;
/// From so many rows on, a value that does not look like an id is taken as an option. A single one may be a person's own words
/// or name, which must not become a label that everybody can read.
const SHARED: usize = 3;
/// The longest id.
const LONGEST: usize = 64;

/// The options of a list.
pub(super) struct Options {
    ids: BTreeSet<String>,
    /// Ids by folded id or label. A label of two options names none.
    names: BTreeMap<String, Option<String>>,
    /// Ids by what cells hold in their place.
    cells: BTreeMap<String, String>,
}

/// An option that the definition lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Retired {
    /// Its id: the value, or one made of it.
    pub id: String,
    /// The value.
    pub label: String,
    /// The lines that have it.
    pub lines: Vec<u64>,
}

impl Options {
    /// The options of a definition.
    pub fn new(items: &[Labelled]) -> Self {
        let mut names: BTreeMap<String, Option<String>> = BTreeMap::new();
        for item in items {
            let known = names.entry(folded(&item.text)).or_insert_with(|| Some(item.id.clone()));
            if known.as_ref() != Some(&item.id) {
                *known = None;
            }
        }
        for item in items {
            names.insert(folded(&item.id), Some(item.id.clone()));
        }
        let cells = items.iter().filter_map(|item| Some((item.cell.clone()?, item.id.clone()))).collect();
        Self { ids: items.iter().map(|item| item.id.clone()).collect(), names, cells }
    }

    /// The option with this id or label, or the picture with this address.
    pub fn named(&self, value: &str) -> Option<&str> {
        match self.ids.get(value).or_else(|| self.cells.get(value)) {
            Some(id) => Some(id),
            None => self.names.get(&folded(value)).and_then(Option::as_deref),
        }
    }

    /// The options that a cell names: one, or several with separators between them.
    pub fn of_cell(&self, cell: &str) -> Option<Vec<String>> {
        if let Some(id) = self.named(cell) {
            return Some(vec![id.to_owned()]);
        }
        let several = |separator: char| {
            let parts: Option<Vec<String>> =
                cell.split(separator).map(|part| self.named(part.trim()).map(str::to_owned)).collect();
            parts.filter(|parts| parts.len() > 1)
        };
        [',', ';', '|', '\n'].into_iter().find_map(several)
    }

    /// Takes in retired options: of the values that no option has, those that can be options.
    pub fn retire(&mut self, unknown: BTreeMap<String, Vec<u64>>) -> Vec<Retired> {
        if unknown.len() > RETIRED {
            return Vec::new();
        }
        let mut retired = Vec::new();
        for (label, lines) in unknown {
            let is_id = looks_like_an_id(&label);
            let is_shared = lines.len() >= SHARED && label.chars().count() <= LONGEST && !label.contains('\n');
            if !is_id && !is_shared {
                continue;
            }
            let id = if is_id { label.clone() } else { self.free_id(&label) };
            self.ids.insert(id.clone());
            self.names.insert(folded(&label), Some(id.clone()));
            retired.push(Retired { id, label, lines });
        }
        retired
    }

    /// An id made of a label, that no other option has.
    fn free_id(&self, label: &str) -> String {
        let parts: Vec<&str> = label.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
        let made: String = parts.join("-").chars().take(LONGEST - 4).collect();
        let made = if made.is_empty() { "retired".to_owned() } else { made };
        let numbered = (2..).map(|number| format!("{made}-{number}"));
        std::iter::once(made.clone()).chain(numbered).find(|id| !self.ids.contains(id)).unwrap_or(made)
    }
}

/// Whether nobody would write this as an answer: an id such as `1_2years` has letters, digits, and lines between them. A name,
/// a postcode or a telephone number has not all three.
fn looks_like_an_id(value: &str) -> bool {
    let has = |kind: fn(&u8) -> bool| value.bytes().any(|byte| kind(&byte));
    let is_line = |byte: &u8| matches!(byte, b'-' | b'_');
    value.len() <= LONGEST
        && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || is_line(&byte))
        && has(u8::is_ascii_alphabetic)
        && has(u8::is_ascii_digit)
        && has(is_line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options() -> Options {
        let item = |id: &str, text: &str| Labelled { id: id.to_owned(), text: text.to_owned(), cell: None, heading: None };
        Options::new(&[item("a1", "1 to 4 <b>years</b>"), item("b2", "Other"), item("c3", "Other"), item("d4", "a1")])
    }

    #[test]
    fn an_option_is_named_by_id_or_label_in_any_case() {
        let options = options();
        assert_eq!(options.named("a1"), Some("a1"), "an id goes before a label");
        assert_eq!(options.named("A1"), Some("a1"));
        assert_eq!(options.named(" 1 TO 4  years "), Some("a1"));
        assert_eq!(options.named("other"), None, "two options have this label");
        assert_eq!(options.of_cell("a1; b2"), Some(vec!["a1".to_owned(), "b2".to_owned()]));
        assert_eq!(options.of_cell("a1; z9"), None);
    }

    #[test]
    fn a_picture_is_named_by_its_address_alone_or_among_others() {
        let picture = |number: u32| Labelled {
            id: format!("picture-{number}"),
            text: "hill".to_owned(),
            cell: Some(format!("https://example.org/{number}/Hill.png")),
            heading: None,
        };
        let options = Options::new(&[picture(1), picture(2)]);
        assert_eq!(options.named("https://example.org/2/Hill.png"), Some("picture-2"));
        assert_eq!(options.named("https://example.org/3/Hill.png"), None);
        let both = options.of_cell("https://example.org/1/Hill.png, https://example.org/2/Hill.png");
        assert_eq!(both, Some(vec!["picture-1".to_owned(), "picture-2".to_owned()]));
    }

    #[test]
    fn unknown_ids_are_retired_options_and_single_words_of_a_person_are_not() {
        let mut options = options();
        let unknown = [("1_2years", vec![3]), ("1–2 years", vec![4, 5, 6]), ("my neighbour told me", vec![7])];
        let retired = options.retire(unknown.map(|(value, lines)| (value.to_owned(), lines)).into());
        let made: Vec<(&str, &str)> = retired.iter().map(|option| (option.id.as_str(), option.label.as_str())).collect();
        assert_eq!(made, [("1_2years", "1_2years"), ("1-2-years", "1–2 years")]);
        assert_eq!(options.named("1–2 YEARS"), Some("1-2-years"));
        assert_eq!(options.named("my neighbour told me"), None);
        let alone = ["Jackson", "Sarah-Smith", "07700900123", "0114-496-0000", "S102TN"];
        let alone: BTreeMap<String, Vec<u64>> = alone.map(|value| (value.to_owned(), vec![8])).into();
        assert_eq!(options.retire(alone), [], "names and numbers of one row are no options");
        let many = (0..21).map(|number| (format!("word{number}"), vec![number])).collect();
        assert_eq!(options.retire(many), [], "so many values are no options");
    }
}
