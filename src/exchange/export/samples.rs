//! Tables and rows for tests of formats.

use std::borrow::Cow;
use std::sync::Arc;

use chrono::{Days, NaiveDate};
use serde_json::json;

use super::cell::Cell;
use super::column::{ColumnKind, Table};
use super::contents::{Contents, Which};
use super::format::Part;
use super::layout::Layout;
use crate::frameworks::check;
use crate::model::{Actor, Unit};

/// Texts that formats get wrong.
pub(super) const TEXTS: [&str; 9] = [
    "plain",
    "Ça, é e über",
    "اسکول میں کسی نے سنا",
    "two\nlines, \"quoted\"",
    "=1+1",
    "https://example.org/",
    "007",
    "written _x000D_ <b>&amp;",
    "🙂 \u{7}bell",
];

/// The layout of a framework with every kind of signifier, and texts.
pub(super) fn layout(part: Option<Part>) -> Layout {
    let label = |id: &str| json!({"id": id, "label": {"en": format!("The {id}"), "ur": format!("{id} کا")}});
    let text = |words: &str| json!({"en": words, "ur": format!("{words}؟")});
    let document = json!({
        "slug": "tiny", "version": 3, "title": text("A tiny framework"), "languages": ["en", "ur"],
        "prompts": [{"id": "moment", "text": text("Tell us about a moment")}, {"id": "place", "text": text("Tell us about a place")}],
        "signifiers": [
            {"id": "difference", "kind": "triad", "question": text("What made the difference?"), "not_applicable": true,
                "corners": [label("person"), label("together"), label("organised")]},
            {"id": "timing", "kind": "dyad", "question": text("When?"), "left": label("early"), "right": label("late")},
            {"id": "around_the_child", "kind": "stones", "question": text("Where?"), "x": {"left": text("far"), "right": text("near")},
                "y": {"bottom": text("low"), "top": text("high")}, "stones": [label("school"), label("health_care")]},
            {"id": "who", "kind": "choice", "question": text("Who?"), "options": [label("NA"), label("family")]},
            {"id": "feelings", "kind": "choice", "question": text("How?"), "max": 2, "write_in": true,
                "options": [label("glad"), label("sad"), label("tired")]}
        ]
    });
    let framework = check(&document).unwrap();
    let contents = Contents {
        framework: "tiny".to_owned(),
        language: "en".parse().unwrap(),
        texts: true,
        stories: Which::All,
        hide: None,
        part,
        actor: Some(Actor::Operator),
    };
    Layout::new(vec![Arc::new(framework)], &contents)
}

/// The cells of a row: of every kind, with gaps.
pub(super) fn cells(table: &Table, row: usize) -> Vec<Cell<'static>> {
    let cell = |(place, kind): (usize, &ColumnKind)| {
        let number = row * 7 + place;
        match kind {
            _ if number.is_multiple_of(5) => Cell::Missing,
            ColumnKind::Text => Cell::Text(Cow::Borrowed(TEXTS[number % TEXTS.len()])),
            ColumnKind::Integer => Cell::Integer(number as i64),
            ColumnKind::Decimal => Cell::Unit(Unit::try_from((number * 1237 % 10_001) as u16).unwrap()),
            ColumnKind::Boolean => Cell::Boolean(number.is_multiple_of(2)),
            ColumnKind::Date => Cell::Date(NaiveDate::from_ymd_opt(2024, 2, 28).unwrap() + Days::new(number as u64)),
            ColumnKind::Category(known) => Cell::Category(number % known.len()),
        }
    };
    table.columns.iter().map(|column| &column.kind).enumerate().map(cell).collect()
}

/// What a cell says, as a text; nothing when it is missing.
pub(super) fn said(table: &Table, place: usize, cell: &Cell<'_>) -> Option<String> {
    Some(match (cell, &table.columns[place].kind) {
        (Cell::Missing, _) => return None,
        (Cell::Text(text), _) => text.to_string(),
        (Cell::Integer(number), _) => number.to_string(),
        (Cell::Unit(unit), _) => unit.value().to_string(),
        (Cell::Boolean(yes), _) => yes.to_string(),
        (Cell::Date(day), _) => day.to_string(),
        (Cell::Category(chosen), ColumnKind::Category(known)) => known[*chosen].id.clone(),
        other => panic!("{other:?}"),
    })
}
