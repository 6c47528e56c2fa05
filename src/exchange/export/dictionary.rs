//! The table `framework`: a row for everything that the framework names, so that an export can be read without the service.

use std::borrow::Cow;

use super::categories::KINDS;
use super::cell::Cell;
use super::layout::{Layout, SignifierColumns};
use super::parts::PartColumns;
use super::shapes::listed;
use crate::model::{Framework, Shape, Signifier, Text};

/// One row, before it is turned into cells.
#[derive(Default)]
struct Entry<'a> {
    about: usize,
    signifier: Option<&'a str>,
    id: &'a str,
    versions: String,
    kind: Option<usize>,
    column: Option<&'a str>,
    label: &'a str,
    hint: Option<&'a str>,
    note: Option<String>,
}

impl Layout {
    /// The rows of the table `framework`.
    pub fn framework_rows(&self) -> Vec<Vec<Cell<'_>>> {
        let mut rows = Vec::new();
        if let Some(newest) = self.newest() {
            let hint = newest.introduction.as_ref().map(|text| self.said(text));
            let versions = self.versions_with(|_| true);
            let label = self.said(&newest.title);
            rows.push(Entry { about: 0, id: &newest.slug, versions, label, hint, ..Entry::default() });
        }
        rows.extend(self.prompt_entries());
        for columns in &self.signifiers {
            rows.extend(self.signifier_entries(columns));
        }
        rows.into_iter().map(Entry::cells).collect()
    }

    fn said<'a>(&'a self, text: &'a Text) -> &'a str {
        text.in_language(&self.language)
    }

    fn versions_with(&self, has: impl Fn(&Framework) -> bool) -> String {
        let with = self.versions.iter().filter(|version| has(version)).map(|version| version.version.to_string());
        with.collect::<Vec<_>>().join(" ")
    }

    fn column(&self, place: usize) -> Option<&str> {
        self.tables.first()?.columns.get(place).map(|column| column.name.as_str())
    }

    fn prompt_entries(&self) -> Vec<Entry<'_>> {
        let mut entries: Vec<Entry<'_>> = Vec::new();
        for prompt in self.versions.iter().rev().flat_map(|version| &version.prompts) {
            if entries.iter().any(|entry| entry.id == prompt.id) {
                continue;
            }
            let versions = self.versions_with(|version| version.prompts.iter().any(|own| own.id == prompt.id));
            let hint = prompt.hint.as_ref().map(|text| self.said(text));
            entries.push(Entry {
                about: 1,
                id: &prompt.id,
                versions,
                label: self.said(&prompt.text),
                hint,
                ..Entry::default()
            });
        }
        entries
    }

    fn signifier_entries<'a>(&'a self, columns: &'a SignifierColumns) -> Vec<Entry<'a>> {
        let id = columns.id.as_str();
        let Some(newest) = self.versions.iter().rev().find_map(|version| version.signifier(id)) else { return Vec::new() };
        let mut entries = vec![Entry {
            about: 2,
            signifier: Some(id),
            id,
            versions: self.versions_with(|version| version.signifier(id).is_some()),
            kind: KINDS.iter().position(|(kind, _)| *kind == columns.kind),
            column: self.column(columns.state),
            label: self.said(&newest.question),
            hint: newest.hint.as_ref().map(|text| self.said(text)),
            note: columns.note.clone(),
        }];
        // The newest version of the kind that the columns have says what the parts are called.
        let alike =
            || self.versions.iter().rev().filter_map(|version| version.signifier(id)).filter(|one| one.kind() == columns.kind);
        if let Some(Signifier { shape: Shape::Dyad(dyad), .. }) = alike().next() {
            for (end, at) in [(&dyad.left, 0), (&dyad.right, 1)] {
                let PartColumns::Dyad(place) = &columns.parts else { continue };
                let note = if at == 1 && dyad.confidence { "At 1, the better end.".to_owned() } else { format!("At {at}.") };
                let (column, note) = (self.column(*place), Some(note));
                let versions = self.versions_with(|version| version.signifier(id).is_some());
                entries.push(Entry {
                    about: 4,
                    signifier: Some(id),
                    id: &end.id,
                    versions,
                    column,
                    label: self.said(&end.label),
                    note,
                    ..Entry::default()
                });
            }
        }
        if let Some(Signifier { shape: Shape::Stones { x, y, .. }, .. }) = alike().next() {
            let versions = || self.versions_with(|version| version.signifier(id).is_some());
            for (side, text, note) in [
                ("left", &x.left, "At x = 0."),
                ("right", &x.right, "At x = 1."),
                ("bottom", &y.bottom, "At y = 0."),
                ("top", &y.top, "At y = 1."),
            ] {
                let (versions, note) = (versions(), Some(note.to_owned()));
                entries.push(Entry {
                    about: 6,
                    signifier: Some(id),
                    id: side,
                    versions,
                    label: self.said(text),
                    note,
                    ..Entry::default()
                });
            }
        }
        let first = entries.len();
        for (signifier, part) in alike().flat_map(|one| listed(&one.shape).iter().map(move |part| (one, part))) {
            if entries[first..].iter().any(|entry| entry.id == part.id) {
                continue;
            }
            let versions = self.versions_with(|version| {
                version
                    .signifier(id)
                    .is_some_and(|one| one.kind() == columns.kind && listed(&one.shape).iter().any(|own| own.id == part.id))
            });
            let about = match signifier.kind() {
                "triad" => 3,
                "stones" => 5,
                _ => 7,
            };
            let column = columns.parts.column_of(&part.id).and_then(|place| self.column(place));
            let note = part.retired.then(|| "No longer offered.".to_owned());
            entries.push(Entry {
                about,
                signifier: Some(id),
                id: &part.id,
                versions,
                column,
                label: self.said(&part.label),
                note,
                ..Entry::default()
            });
        }
        entries
    }
}

impl<'a> Entry<'a> {
    fn cells(self) -> Vec<Cell<'a>> {
        vec![
            Cell::Category(self.about),
            Cell::text(self.signifier),
            Cell::text(Some(self.id)),
            Cell::Text(Cow::Owned(self.versions)),
            self.kind.map_or(Cell::Missing, Cell::Category),
            Cell::text(self.column),
            Cell::text(Some(self.label)),
            Cell::text(self.hint),
            self.note.map_or(Cell::Missing, |note| Cell::Text(Cow::Owned(note))),
        ]
    }
}
