//! Reads a table as people's programs write it: CSV in its dialects, or a workbook.
//!
//! A table is read as a whole, because what a column means (its unit, its options) is decided by all of its cells. Lines are
//! counted as a text editor counts them: CR, LF and CR LF each end one, also within quotation marks. In a workbook, a line is a
//! row of the sheet.

mod decode;
mod options;
mod records;
mod workbook;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use super::pipeline::ExchangeError;
use crate::model::Fault;
use decode::{Content, Separated};
pub use options::TableOptions;
use records::{Problem, Record, Records};

/// The largest file, in bytes.
const LARGEST: u64 = 256 << 20;
/// The most columns of a table that is read for a mapping.
const MOST_MAPPED: usize = 2_000;
/// The most columns of a table that comes with a definition of its own.
const MOST_DEFINED: usize = 16_384;

/// The rows of a table that are still to be read.
#[derive(Debug)]
pub struct RowsToRead {
    rows: std::vec::IntoIter<Row>,
    all: usize,
    bytes: u64,
}

impl From<Table> for RowsToRead {
    fn from(Table { rows, bytes, .. }: Table) -> Self {
        Self { all: rows.len(), rows: rows.into_iter(), bytes }
    }
}

impl Iterator for RowsToRead {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        self.rows.next()
    }
}

impl RowsToRead {
    /// About how many bytes of the file the rows are that were read.
    pub fn bytes_read(&self) -> u64 {
        let done = self.all - self.rows.len();
        (self.bytes as f64 * done as f64 / self.all.max(1) as f64) as u64
    }
}

/// A table: headings and rows of as many cells.
#[derive(Debug)]
pub struct Table {
    /// The headings, without white space around them.
    pub headings: Vec<String>,
    /// The rows, without blank ones.
    pub rows: Vec<Row>,
    /// How it was read, in one sentence.
    pub described: String,
    /// The size of the file in bytes.
    pub bytes: u64,
    /// The names of the workbook's sheets that have cells; empty for separated text.
    pub sheets: Vec<String>,
}

/// A row.
#[derive(Debug)]
pub struct Row {
    /// The line on which it begins, counted from 1.
    pub line: u64,
    /// Its cells, as many as there are headings, or why they cannot be read.
    pub cells: Result<Cells, String>,
}

/// The cells of a row, in one piece of memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cells {
    text: String,
    ends: Vec<usize>,
}

impl Cells {
    /// The cell in this column, without white space around it; empty when there is no such column.
    pub fn get(&self, column: usize) -> &str {
        let Some(&end) = self.ends.get(column) else { return "" };
        let start = if column == 0 { 0 } else { self.ends[column - 1] };
        self.text[start..end].trim()
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len());
    }
}

impl<S: AsRef<str>> FromIterator<S> for Cells {
    fn from_iter<I: IntoIterator<Item = S>>(cells: I) -> Self {
        let mut all = Self::default();
        for cell in cells {
            all.push(cell.as_ref());
        }
        all
    }
}

impl Table {
    /// Reads a table whose first row has the headings, each of them once.
    ///
    /// # Errors
    /// [`ExchangeError`] when the file cannot be read, is no table, or has one heading twice.
    pub fn read(reader: impl Read) -> Result<Self, ExchangeError> {
        let table = Self::read_up_to(MOST_DEFINED, reader, &TableOptions::default())?;
        check_headings(&table.headings).map_err(refused)?;
        Ok(table)
    }

    /// Reads a table as the options say. A heading that occurs twice stays as it is; see [`Table::name_columns`].
    ///
    /// # Errors
    /// [`ExchangeError`] when the file cannot be read, is no table, has more than 2,000 columns, or has not what the options name.
    pub fn read_as(reader: impl Read, options: &TableOptions) -> Result<Self, ExchangeError> {
        Self::read_up_to(MOST_MAPPED, reader, options)
    }

    fn read_up_to(most: usize, reader: impl Read, options: &TableOptions) -> Result<Self, ExchangeError> {
        let mut bytes = Vec::new();
        let size = reader.take(LARGEST + 1).read_to_end(&mut bytes)? as u64;
        if size > LARGEST {
            return Err(refused(format!("it is larger than {} MiB; split it, with the headings in each part", LARGEST >> 20)));
        }
        options.check().map_err(refused)?;
        let mut table = match decode::content(bytes, options).map_err(refused)? {
            Content::Separated(_) if options.sheet.is_some() => {
                return Err(refused("it is text and has no sheets; leave `sheet` out"));
            }
            Content::Separated(text) => Self::separated(&text, options, most).map_err(refused)?,
            Content::Workbook(sheet) => Self::sheet(sheet, options, most).map_err(refused)?,
        };
        table.bytes = size;
        Ok(table)
    }

    /// Gives each column a name of its own: `Feel`, `Feel (2)`; a column without a heading is called by its letter, `column D`.
    pub fn name_columns(&mut self) {
        let plain: BTreeSet<String> = self.headings.iter().cloned().collect();
        let mut taken: BTreeSet<String> = BTreeSet::new();
        // The next number of each heading, so that many equal ones are not counted from the start each time.
        let mut next: BTreeMap<String, usize> = BTreeMap::new();
        for (place, heading) in self.headings.iter_mut().enumerate() {
            let base = if heading.is_empty() { format!("column {}", letters(place)) } else { heading.clone() };
            let mut name = base.clone();
            if taken.contains(&base) {
                let number = next.entry(base.clone()).or_insert(2);
                loop {
                    name = format!("{base} ({number})");
                    *number += 1;
                    if !plain.contains(&name) && !taken.contains(&name) {
                        break;
                    }
                }
            }
            taken.insert(name.clone());
            *heading = name;
        }
    }

    fn separated(text: &Separated, options: &TableOptions, most: usize) -> Result<Self, String> {
        let mut records = Records::new(&text.bytes[text.begin..], text.separator, text.line)
            .filter(|record| !options.is_comment(record.cells.first().map(Vec::as_slice).unwrap_or_default()));
        let first = match options.header_row {
            None => records
                .find(|record| record.problem.is_some() || record.cells.iter().any(|cell| !cell.trim_ascii().is_empty()))
                .ok_or("it is empty")?,
            Some(row) => records
                .find(|record| record.line >= row)
                .filter(|record| record.line == row)
                .ok_or_else(|| format!("no row begins on line {row}, where the headings should be"))?,
        };
        check_columns(first.cells.len(), most)?;
        let mut headings = headings_of(first)?;
        if options.header_rows == 2 {
            let second = headings_of(records.next().ok_or("the second row of headings is missing")?)?;
            check_columns(second.len(), most)?;
            headings = options::merged(&headings, &second);
        }
        let mut records: Vec<Record> = records.collect();
        if options.ragged {
            let longest = records.iter().map(|record| record.cells.len()).max().unwrap_or_default().max(headings.len());
            check_columns(longest, most)?;
            headings.resize(longest, String::new());
            for record in &mut records {
                record.cells.resize(longest, Vec::new());
            }
        }
        let rows = records.into_iter().filter_map(|record| row(record, &headings)).collect();
        let described = format!("CSV in {}, separated by {}", text.encoding, decode::named(text.separator));
        Ok(Self { headings, rows, described, bytes: 0, sheets: Vec::new() })
    }

    fn sheet(sheet: workbook::Sheet, options: &TableOptions, most: usize) -> Result<Self, String> {
        let mut rows = sheet
            .rows
            .into_iter()
            .filter(|(_, cells)| !options.is_comment(cells.first().map(String::as_bytes).unwrap_or_default()));
        let first = match options.header_row {
            None => rows.find(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty())).ok_or("its sheet is empty")?,
            Some(row) => rows
                .find(|(line, _)| *line == row)
                .ok_or_else(|| format!("the sheet has no row {row}, where the headings should be"))?,
        };
        check_columns(first.1.len(), most)?;
        let tidied = |cells: &[String]| cells.iter().map(|cell| tidy(cell)).collect::<Vec<_>>();
        let mut headings = tidied(&first.1);
        if options.header_rows == 2 {
            let second = rows.next().ok_or("the second row of headings is missing")?;
            headings = options::merged(&headings, &tidied(&second.1));
        }
        let rows = rows.map(|(line, cells)| Row { line, cells: Ok(cells.iter().collect()) });
        let rows = rows.filter(|row| row.cells.as_ref().is_ok_and(|cells| !is_blank(cells))).collect();
        Ok(Self { headings, rows, described: sheet.described, bytes: 0, sheets: sheet.names })
    }
}

/// Refuses more columns than can be taken.
fn check_columns(columns: usize, most: usize) -> Result<(), String> {
    if columns <= most {
        return Ok(());
    }
    Err(format!("it has {columns} columns, and at most {most} can be read; remove those that are not needed, and try again"))
}

/// The headings of a record.
fn headings_of(record: Record) -> Result<Vec<String>, String> {
    if let Some(problem) = &record.problem {
        return Err(format!("its headings cannot be read: {}", in_words(problem, None)));
    }
    let mut headings = Vec::with_capacity(record.cells.len());
    for (place, cell) in record.cells.into_iter().enumerate() {
        let heading =
            String::from_utf8(cell).map_err(|error| format!("heading {}: {}", place + 1, not_utf8(error.as_bytes())))?;
        headings.push(tidy(&heading));
    }
    Ok(headings)
}

fn refused(why: impl std::fmt::Display) -> ExchangeError {
    ExchangeError::Faulty { what: "the table".to_owned(), faults: vec![Fault::new("", why)] }
}

/// A heading without white space and invisible marks around it.
fn tidy(heading: &str) -> String {
    heading.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}')).to_owned()
}

fn is_blank(cells: &Cells) -> bool {
    cells.text.trim().is_empty()
}

/// The row of a record; `None` for a blank one.
fn row(record: Record, headings: &[String]) -> Option<Row> {
    let Record { line, cells, problem } = record;
    if problem.is_none() && cells.iter().all(|cell| cell.trim_ascii().is_empty()) {
        return None;
    }
    let cells = if let Some(problem) = problem {
        Err(in_words(&problem, Some(headings)))
    } else if cells.len() != headings.len() {
        let (found, expected) = (cells.len(), headings.len());
        let why =
            if found < expected { "is it cut off?" } else { "is a separator in a text without quotation marks round it?" };
        Err(format!("the row has {} and the headings are {expected}: {why}", counted(found, "cell")))
    } else {
        let wrong = |place: usize, bytes: &[u8]| format!("column {}: {}", heading_at(headings, place), not_utf8(bytes));
        let texts: Result<Cells, String> =
            cells.iter().enumerate().map(|(place, cell)| std::str::from_utf8(cell).map_err(|_| wrong(place, cell))).collect();
        texts
    };
    Some(Row { line, cells })
}

fn heading_at(headings: &[String], place: usize) -> String {
    match headings.get(place) {
        Some(heading) if !heading.is_empty() => format!("{} “{heading}”", place + 1),
        _ => (place + 1).to_string(),
    }
}

fn in_words(problem: &Problem, headings: Option<&[String]>) -> String {
    match problem {
        Problem::Unclosed { line, cell, last } => {
            let place = heading_at(headings.unwrap_or_default(), *cell);
            let lost =
                if last > line { format!("; what follows, up to line {last}, was taken as one text") } else { String::new() };
            format!("column {place}: a quotation mark that opens on line {line} is never closed: is the file cut off?{lost}")
        }
        Problem::Stray { line, cell } => {
            let place = heading_at(headings.unwrap_or_default(), *cell);
            format!(
                "column {place}: there is text behind a closing quotation mark on line {line}; within a text, write it twice"
            )
        }
    }
}

/// What is wrong with bytes that are not UTF-8, and what they would be in the encoding that is most likely.
fn not_utf8(bytes: &[u8]) -> String {
    let place = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), |_| 0);
    let byte = bytes.get(place).copied().unwrap_or_default();
    let likely = match decode::in_windows_1252(byte) {
        Some(letter) => format!(" (Windows-1252 for “{letter}”)"),
        None => String::new(),
    };
    format!("the byte 0x{byte:02x}{likely} is not UTF-8; save the file as “CSV UTF-8” or as a workbook, and import that")
}

/// Refuses a heading that occurs twice, because it is unknown which of the columns is meant.
fn check_headings(headings: &[String]) -> Result<(), String> {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, heading) in headings.iter().enumerate().filter(|(_, heading)| !heading.is_empty()) {
        places.entry(heading).or_default().push(place);
    }
    let twice: Vec<String> = places
        .iter()
        .filter(|(_, places)| places.len() > 1)
        .map(|(heading, places)| {
            let columns: Vec<String> = places.iter().map(|&place| format!("{} ({})", place + 1, letters(place))).collect();
            format!("the heading “{heading}” is above the columns {}", columns.join(" and "))
        })
        .collect();
    if twice.is_empty() { Ok(()) } else { Err(format!("{}; remove or rename one of them", twice.join("; "))) }
}

/// A column's name in spreadsheets: A, B, … Z, AA.
fn letters(place: usize) -> String {
    let last = char::from(b'A' + (place % 26) as u8);
    if place < 26 { last.to_string() } else { format!("{}{last}", letters(place / 26 - 1)) }
}

/// A count with its noun: “1 cell”, “2 cells”.
pub fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: impl AsRef<[u8]>) -> Table {
        Table::read(text.as_ref()).unwrap()
    }

    fn complaint(text: impl AsRef<[u8]>) -> String {
        Table::read(text.as_ref()).unwrap_err().to_string()
    }

    fn rows(table: &Table) -> Vec<(u64, Vec<&str>)> {
        table
            .rows
            .iter()
            .map(|row| {
                let cells = row.cells.as_ref().unwrap();
                (row.line, (0..cells.len()).map(|place| cells.get(place)).collect())
            })
            .collect()
    }

    fn utf16(text: &str, little: bool, mark: bool) -> Vec<u8> {
        let mark = mark.then_some(0xfeff);
        let units = mark.into_iter().chain(text.encode_utf16());
        units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    }

    #[test]
    fn every_separator_line_end_and_encoding_reads_as_the_same_table() {
        let plain = "id,text\n1,\"a, b\nc\"\n2,é\n";
        let expected = [(2, vec!["1", "a, b\nc"]), (4, vec!["2", "é"])];
        for table in [plain.to_owned(), format!("\u{feff}{plain}"), plain.replace("id", " id ")] {
            assert_eq!(rows(&read(&table)), expected, "{table:?}");
        }
        for (little, mark) in [(true, true), (false, true), (true, false), (false, false)] {
            assert_eq!(rows(&read(utf16(plain, little, mark))), expected, "little {little}, mark {mark}");
        }
        for (separator, said) in [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")] {
            let table = read(format!("id{separator}text\n1{separator}\"a, b\nc\"\n2{separator}é\n"));
            assert_eq!(rows(&table), expected);
            assert!(table.described.ends_with(&format!("separated by {said}")), "{}", table.described);
        }
        for end in ["\r", "\r\n"] {
            let table = plain.replace('\n', end);
            assert_eq!(rows(&read(&table)).iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 4], "{table:?}");
        }
    }

    #[test]
    fn a_line_that_names_the_separator_is_obeyed_and_counted() {
        for first in ["sep=;", "SEP=;", "\"sep=;\"", "\u{feff}sep=;"] {
            assert_eq!(rows(&read(format!("{first}\r\nid;a,b\r\n1;2\r\n"))), [(3, vec!["1", "2"])], "{first}");
        }
        assert_eq!(rows(&read("sep=\t\nid\ttext\n1\t2\n")), [(3, vec!["1", "2"])]);
    }

    #[test]
    fn blank_lines_are_passed_over_and_counted() {
        assert_eq!(rows(&read("\n\nid,text\n\n1,2\n , \n\n\n3,4\n\n")), [(5, vec!["1", "2"]), (9, vec!["3", "4"])]);
    }

    #[test]
    fn a_row_with_too_few_or_too_many_cells_says_how_many() {
        let table = read("id,a,b\n1,2\n1,2,3\n1,2,3,\n");
        let said: Vec<_> = table.rows.iter().map(|row| row.cells.as_ref().err().cloned().unwrap_or_default()).collect();
        assert_eq!(said[0], "the row has 2 cells and the headings are 3: is it cut off?");
        assert_eq!(said[1], "");
        assert!(said[2].starts_with("the row has 4 cells and the headings are 3"), "{}", said[2]);
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_or_has_text_behind_it_is_reported() {
        let table = read("id,a\n1,\"open\n2,x\n3,y\n");
        assert_eq!(table.rows.len(), 1);
        let said = table.rows[0].cells.clone().unwrap_err();
        assert!(said.contains("column 2 “a”") && said.contains("opens on line 2") && said.contains("up to line 4"), "{said}");
        let table = read("id,a\n1,\"say \"hello\" to me\"\n2,x\n");
        let said = table.rows[0].cells.clone().unwrap_err();
        assert!(said.contains("text behind a closing quotation mark on line 2"), "{said}");
        assert_eq!(table.rows[1].cells.clone().unwrap().get(1), "x", "the next row is read");
    }

    #[test]
    fn bytes_that_are_not_utf8_reject_their_row_and_say_what_to_do() {
        let table = read(b"id,text\n1,ok\n2,don\x92t\n");
        assert_eq!(table.rows[1].line, 3);
        let said = table.rows[1].cells.clone().unwrap_err();
        assert!(said.starts_with("column 2 “text”: the byte 0x92 (Windows-1252 for “’”) is not UTF-8"), "{said}");
        assert!(complaint(b"id,caf\xe9\n1,2\n").contains("heading 2: the byte 0xe9 (Windows-1252 for “é”)"));
    }

    #[test]
    fn a_heading_that_stands_twice_is_refused_with_both_places() {
        let said = complaint("id,a,b,a \n1,2,3,4\n");
        assert!(said.contains("“a” is above the columns 2 (B) and 4 (D)"), "{said}");
        assert_eq!([letters(25), letters(26), letters(83)], ["Z", "AA", "CF"]);
        assert_eq!(read("id,,\n1,2,3\n").headings, ["id", "", ""], "columns without a heading are no doubles");
    }

    #[test]
    fn a_table_with_too_many_columns_says_how_many_are_allowed() {
        let wide = |columns: usize| format!("{}\n{}\n", vec!["a"; columns].join(","), vec!["1"; columns].join(","));
        let ragged = format!("id,text\n1{}\n", ",".repeat(MOST_MAPPED));
        let options = TableOptions { ragged: true, ..TableOptions::default() };
        assert!(Table::read_as(wide(MOST_MAPPED).as_bytes(), &options).is_ok());
        for table in [wide(MOST_MAPPED + 1), ragged] {
            let said = Table::read_as(table.as_bytes(), &options).unwrap_err().to_string();
            assert!(said.contains("it has 2001 columns, and at most 2000 can be read"), "{said}");
        }
        assert!(complaint(wide(MOST_DEFINED)).contains("the heading “a” is above"));
        assert!(complaint(wide(MOST_DEFINED + 1)).contains("at most 16384"));
    }

    #[test]
    fn each_column_has_a_name_of_its_own() {
        let mut table = Table::read_as("a,a,a (2),a,,a (2)\n".as_bytes(), &TableOptions::default()).unwrap();
        table.name_columns();
        assert_eq!(table.headings, ["a", "a (3)", "a (2)", "a (4)", "column E", "a (2) (2)"]);
    }

    #[test]
    fn what_is_no_table_is_refused() {
        assert!(complaint("").contains("it is empty"));
        assert!(complaint([0, 1, 2, 0, 0, 3]).contains("neither text nor a workbook"));
        assert!(complaint(b"PK\x03\x04nothing").contains("workbook"));
    }
}
