//! The first sheet: what the workbook is, how to read it, and what every column holds.

use std::io::Write;

use super::package::CONTENTS;
use super::sheet::{Looks, begin_sheet, text_cell};
use super::text::{fitting, sheet_name};
use crate::exchange::export::about::About;
use crate::exchange::export::column::{Column, ColumnKind};
use crate::exchange::export::contents::Summary;
use crate::exchange::export::error::ExportError;
use crate::exchange::export::layout::Layout;
use crate::exchange::export::members::Member;

/// How to read the sheets.
const NOTES: [(&str, &str); 4] = [
    (
        "Sheets",
        "Stories has a row for each story, Answers a row for each part of each answer, and Framework says what every id means. The \
         column story of Answers is the column id of Stories. Where a sheet is full, its rows go on in one with a number.",
    ),
    (
        "Positions",
        "The three weights of a triad sum to 1, so a mean of one of them alone says little. The value of a dyad is 0 at its left end and 1 \
         at its right end. A stone has x from left to right and y from bottom to top, and neither when it was not placed.",
    ),
    ("Cells", "All texts are text: no cell holds a formula or a link, whatever a storyteller wrote."),
    ("Columns", "What every column holds is said below, with the values of categories."),
];

/// Writes the sheet.
///
/// # Errors
/// [`ExportError::Full`] or [`ExportError::Write`].
pub(super) fn write(member: &mut Member, layout: &Layout, summary: &Summary, cut: u64) -> Result<(), ExportError> {
    let about = About::of(layout);
    let mut page = Page { xml: String::new(), rows: 0 };
    begin_sheet(&mut page.xml, [36, 100].into_iter(), 0);
    page.title(&about.title);
    page.empty();
    let mut facts = vec![
        ("Framework", about.framework.clone()),
        ("Versions", about.versions_in_words()),
        ("Language of labels", about.language.clone()),
        ("Stories", summary.stories.to_string()),
        ("Stories with text", if about.texts { summary.texts.to_string() } else { "none: texts were not exported".to_owned() }),
        ("Exported", about.day.clone()),
        ("Exported by", about.program.clone()),
    ];
    if cut > 0 {
        facts.push((
            "Texts that were cut",
            format!("{cut}, longer than the 32,767 characters that a cell holds; they end with …"),
        ));
    }
    for (name, value) in &facts {
        page.labelled(name, value);
    }
    page.empty();
    for (place, note) in layout.notes_about_stories(summary).iter().enumerate() {
        page.labelled(if place == 0 { "Notes" } else { "" }, note);
    }
    for (name, note) in NOTES {
        page.labelled(name, note);
    }
    page.empty();
    for table in &layout.tables {
        page.row(Looks::HEADING, &[&sheet_name(table.name), &table.title]);
        for column in &table.columns {
            page.labelled(&column.name, &meaning(column));
        }
        page.empty();
    }
    page.xml.push_str("</sheetData><pageSetup orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>");
    member.next(CONTENTS)?;
    member.write_all(page.xml.as_bytes()).map_err(|error| member.failed(error))
}

/// The categories of a column that are listed.
const LISTED: usize = 100;

/// What a column is and what its values mean.
fn meaning(column: &Column) -> String {
    let mut lines = vec![column.title.clone(), column.description.clone()];
    if let ColumnKind::Category(known) = &column.kind {
        lines.extend(known.iter().take(LISTED).map(|one| format!("{} = {}", one.id, one.label)));
        if known.len() > LISTED {
            lines.push(format!("and {} more, which are in the sheet Framework", known.len() - LISTED));
        }
    }
    lines.join("\n")
}

struct Page {
    xml: String,
    rows: u32,
}

impl Page {
    fn empty(&mut self) {
        self.rows += 1;
    }

    fn title(&mut self, title: &str) {
        self.rows += 1;
        self.xml.push_str(&format!("<row r=\"{}\" ht=\"24\" customHeight=\"1\">", self.rows));
        self.cell('A', Looks::TITLE, title);
        self.xml.push_str("</row>");
    }

    fn row(&mut self, looks: u8, texts: &[&str]) {
        self.begin();
        for (letter, text) in ('A'..).zip(texts) {
            self.cell(letter, looks, text);
        }
        self.xml.push_str("</row>");
    }

    /// A name and its value.
    fn labelled(&mut self, name: &str, value: &str) {
        self.begin();
        self.cell('A', Looks::LABEL, name);
        self.cell('B', Looks::WRAPPED, value);
        self.xml.push_str("</row>");
    }

    fn begin(&mut self) {
        self.rows += 1;
        self.xml.push_str(&format!("<row r=\"{}\">", self.rows));
    }

    fn cell(&mut self, letter: char, looks: u8, text: &str) {
        text_cell(&format!("{letter}{}", self.rows), looks, &fitting(text), &mut self.xml);
    }
}
