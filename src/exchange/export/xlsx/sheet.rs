//! The sheets of one table. When a sheet is full, the rows go on in another one with the same headings.

use std::io::Write;

use chrono::{Datelike, NaiveDate};

use super::text::{escape, fitting, letters};
use crate::exchange::export::cell::{Cell, decimal};
use crate::exchange::export::column::{Column, ColumnKind};
use crate::exchange::export::error::ExportError;
use crate::exchange::export::members::Member;
use crate::exchange::export::new_file::NewFile;

/// The looks of cells: indices into the formats of `styles.xml`.
pub(super) struct Looks;

impl Looks {
    pub const TEXT: u8 = 1;
    pub const DATE: u8 = 2;
    pub const HEADING: u8 = 3;
    pub const TITLE: u8 = 4;
    pub const WRAPPED: u8 = 5;
    pub const LABEL: u8 = 6;
}

/// Writes rows.
pub(super) struct SheetWriter {
    member: Member,
    columns: Vec<Column>,
    /// The letters of each column.
    letters: Vec<String>,
    name: String,
    /// The number of the table, which is part of the names of its files.
    number: u32,
    most_rows: u32,
    /// Rows of the present sheet, with its headings.
    rows: u32,
    /// The names and files of the sheets.
    sheets: Vec<(String, String)>,
    /// How many texts were cut.
    cut: u64,
    xml: String,
}

impl SheetWriter {
    pub fn begin(columns: &[Column], name: &str, number: u32, most_rows: u32, place: &NewFile) -> Result<Self, ExportError> {
        let file = file_name(number, 1);
        let member = Member::begin(&file, place)?;
        let mut sheet = Self {
            member,
            columns: columns.to_vec(),
            letters: (0..columns.len()).map(letters).collect(),
            name: name.to_owned(),
            number,
            most_rows,
            rows: 0,
            sheets: vec![(name.to_owned(), file)],
            cut: 0,
            xml: String::new(),
        };
        sheet.begin_sheet()?;
        Ok(sheet)
    }

    /// How many texts were longer than a cell holds.
    pub fn cut(&self) -> u64 {
        self.cut
    }

    /// Adds a row.
    pub fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), ExportError> {
        if self.rows == self.most_rows {
            self.end_sheet()?;
            let number = self.sheets.len() as u32 + 1;
            let file = file_name(self.number, number);
            self.member.next(&file)?;
            self.sheets.push((format!("{} {number}", self.name), file));
            self.begin_sheet()?;
        }
        self.rows += 1;
        let row = self.rows;
        self.xml.push_str(&format!("<row r=\"{row}\">"));
        for (place, cell) in cells.iter().enumerate() {
            let (column, letters) = (&self.columns[place], &self.letters[place]);
            let at = format!("{letters}{row}");
            match cell {
                Cell::Missing => {}
                Cell::Text(text) => {
                    let shown = fitting(text);
                    self.cut += u64::from(shown.len() != text.len());
                    text_cell(&at, Looks::TEXT, &shown, &mut self.xml);
                }
                Cell::Category(chosen) => {
                    let ColumnKind::Category(known) = &column.kind else { continue };
                    let id = known.get(*chosen).map(|category| category.id.as_str()).unwrap_or_default();
                    text_cell(&at, Looks::TEXT, id, &mut self.xml);
                }
                Cell::Integer(integer) => self.xml.push_str(&format!("<c r=\"{at}\"><v>{integer}</v></c>")),
                Cell::Unit(unit) => self.xml.push_str(&format!("<c r=\"{at}\"><v>{}</v></c>", decimal(*unit))),
                Cell::Boolean(boolean) => {
                    self.xml.push_str(&format!("<c r=\"{at}\" t=\"b\"><v>{}</v></c>", u8::from(*boolean)));
                }
                Cell::Date(date) => match serial(*date) {
                    Some(serial) => {
                        self.xml.push_str(&format!("<c r=\"{at}\" s=\"{}\"><v>{serial}</v></c>", Looks::DATE));
                    }
                    None => text_cell(&at, Looks::TEXT, &date.to_string(), &mut self.xml),
                },
            }
        }
        self.xml.push_str("</row>");
        self.write()
    }

    /// Ends the last sheet: the names and files of all sheets, and where they are.
    pub fn finish(mut self) -> Result<(Vec<(String, String)>, Member), ExportError> {
        self.end_sheet()?;
        Ok((self.sheets, self.member))
    }

    fn begin_sheet(&mut self) -> Result<(), ExportError> {
        let widths = self.columns.iter().map(width);
        begin_sheet(&mut self.xml, widths, 1);
        self.xml.push_str("<row r=\"1\">");
        for (column, letters) in self.columns.iter().zip(&self.letters) {
            text_cell(&format!("{letters}1"), Looks::HEADING, &column.name, &mut self.xml);
        }
        self.xml.push_str("</row>");
        self.rows = 1;
        self.write()
    }

    fn end_sheet(&mut self) -> Result<(), ExportError> {
        let last = self.letters.last().map_or("A", String::as_str);
        let filter = format!("</sheetData><autoFilter ref=\"A1:{last}{}\"/></worksheet>", self.rows);
        self.xml.push_str(&filter);
        self.write()
    }

    fn write(&mut self) -> Result<(), ExportError> {
        let written = self.member.write_all(self.xml.as_bytes());
        self.xml.clear();
        written.map_err(|error| self.member.failed(error))
    }
}

/// Begins a sheet with columns of these widths, in characters. The first rows stay in sight.
pub(super) fn begin_sheet(xml: &mut String, widths: impl Iterator<Item = u32>, frozen: u32) {
    xml.push_str(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">",
    );
    // A sheet that is read, and not calculated with, is printed as wide as the paper.
    if frozen == 0 {
        xml.push_str("<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>");
    }
    xml.push_str("<sheetViews><sheetView workbookViewId=\"0\">");
    if frozen > 0 {
        xml.push_str(&format!(
            "<pane ySplit=\"{frozen}\" topLeftCell=\"A{}\" activePane=\"bottomLeft\" state=\"frozen\"/>",
            frozen + 1
        ));
    }
    xml.push_str("</sheetView></sheetViews><cols>");
    for (place, width) in (1..).zip(widths) {
        xml.push_str(&format!("<col min=\"{place}\" max=\"{place}\" width=\"{width}\" customWidth=\"1\"/>"));
    }
    xml.push_str("</cols><sheetData>");
}

/// A cell with a text.
pub(super) fn text_cell(at: &str, looks: u8, text: &str, xml: &mut String) {
    xml.push_str(&format!("<c r=\"{at}\" s=\"{looks}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"));
    escape(text, xml);
    xml.push_str("</t></is></c>");
}

fn file_name(table: u32, sheet: u32) -> String {
    format!("xl/worksheets/table{table}-{sheet}.xml")
}

/// A width that shows the heading and the usual values.
fn width(column: &Column) -> u32 {
    let heading = column.name.chars().count() as u32 + 4;
    let values = match column.kind {
        ColumnKind::Text => 40,
        ColumnKind::Category(_) => 16,
        ColumnKind::Date => 12,
        ColumnKind::Integer | ColumnKind::Decimal | ColumnKind::Boolean => 9,
    };
    heading.clamp(values, 60)
}

/// The number of a day in a spreadsheet. The days before March 1900 have none that all programs read alike.
fn serial(date: NaiveDate) -> Option<i32> {
    let first = NaiveDate::from_ymd_opt(1900, 3, 1)?;
    // Counted from the 30th of December 1899.
    (date >= first).then(|| date.num_days_from_ce() - first.num_days_from_ce() + 61)
}
