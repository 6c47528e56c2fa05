//! Splits separated text into records, as RFC 4180 describes them.
//!
//! The crate `csv` counts lines by LF alone and passes over a quotation mark that is never closed. Here a person goes by the line
//! numbers, and no part of a file may vanish unnoticed.

/// A record: the cells between two line ends.
#[derive(Debug, PartialEq, Eq)]
pub struct Record {
    /// The line on which it begins.
    pub line: u64,
    /// The cells, without the quotation marks round them.
    pub cells: Vec<Vec<u8>>,
    /// What is wrong with its quotation marks.
    pub problem: Option<Problem>,
}

/// What is wrong with the quotation marks of a record.
#[derive(Debug, PartialEq, Eq)]
pub enum Problem {
    /// The text of a cell goes on to the end of the file.
    Unclosed {
        /// The line of the quotation mark.
        line: u64,
        /// The cell, counted from 0.
        cell: usize,
        /// The last line of the file.
        last: u64,
    },
    /// A cell goes on behind its closing quotation mark.
    Stray {
        /// The line of that quotation mark.
        line: u64,
        /// The cell, counted from 0.
        cell: usize,
    },
}

/// The records of a text. Blank lines are no records.
pub struct Records<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
    separator: u8,
}

impl<'a> Records<'a> {
    /// Reads `bytes`, whose first line has the number `line`.
    pub fn new(bytes: &'a [u8], separator: u8, line: u64) -> Self {
        Self { bytes, at: 0, line, separator }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Passes a line end: CR LF, CR or LF.
    fn pass_line_end(&mut self) {
        self.at += if self.bytes[self.at..].starts_with(b"\r\n") { 2 } else { 1 };
        self.line += 1;
    }

    /// Reads one cell; whether another follows.
    fn cell(&mut self, record: &mut Record) -> bool {
        let mut cell = Vec::new();
        let place = record.cells.len();
        if self.peek() == Some(b'"') {
            let problem = self.quoted(&mut cell, place);
            let closed = self.line;
            let before = cell.len();
            self.plain(&mut cell);
            let stray = !cell[before..].trim_ascii().is_empty();
            if !stray {
                cell.truncate(before);
            }
            let problem = problem.or(stray.then_some(Problem::Stray { line: closed, cell: place }));
            record.problem = record.problem.take().or(problem);
        } else {
            self.plain(&mut cell);
        }
        record.cells.push(cell);
        let more = self.peek() == Some(self.separator);
        if more {
            self.at += 1;
        }
        more
    }

    /// Reads up to the separator or the line end.
    fn plain(&mut self, cell: &mut Vec<u8>) {
        while let Some(byte) = self.peek().filter(|&byte| byte != self.separator && byte != b'\r' && byte != b'\n') {
            cell.push(byte);
            self.at += 1;
        }
    }

    /// Reads from an opening quotation mark to the closing one; two of them within the text are one.
    fn quoted(&mut self, cell: &mut Vec<u8>, place: usize) -> Option<Problem> {
        let opened = self.line;
        self.at += 1;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' if self.bytes.get(self.at + 1) == Some(&b'"') => {
                    cell.push(b'"');
                    self.at += 2;
                }
                b'"' => {
                    self.at += 1;
                    return None;
                }
                b'\r' | b'\n' => {
                    let start = self.at;
                    self.pass_line_end();
                    cell.extend_from_slice(&self.bytes[start..self.at]);
                }
                _ => {
                    cell.push(byte);
                    self.at += 1;
                }
            }
        }
        let last = if cell.ends_with(b"\n") || cell.ends_with(b"\r") { self.line - 1 } else { self.line };
        Some(Problem::Unclosed { line: opened, cell: place, last })
    }
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        while matches!(self.peek(), Some(b'\r' | b'\n')) {
            self.pass_line_end();
        }
        self.peek()?;
        let mut record = Record { line: self.line, cells: Vec::new(), problem: None };
        while self.cell(&mut record) {}
        Some(record)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        let words = |cell: Vec<u8>| String::from_utf8(cell).unwrap();
        Records::new(text.as_bytes(), b',', 1).map(|record| record.cells.into_iter().map(words).collect()).collect()
    }

    proptest! {
        #[test]
        fn what_the_crate_csv_writes_is_read_as_it_was(rows in prop::collection::vec(prop::collection::vec("[ab,;\"\r\né ]{0,6}", 2..5), 1..6)) {
            let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            prop_assert_eq!(cells(&text), rows);
        }

        #[test]
        fn a_record_begins_on_the_line_where_an_editor_shows_it(rows in prop::collection::vec("[ab\r\n]{0,5}", 1..8)) {
            let text: String = rows.iter().map(|cell| format!("x,\"{cell}\"\r\n")).collect();
            let mut line = 1;
            for (record, cell) in Records::new(text.as_bytes(), b',', 1).zip(&rows) {
                prop_assert_eq!(record.line, line);
                line += 1 + cell.replace("\r\n", "\n").matches(['\r', '\n']).count() as u64;
            }
        }
    }

    #[test]
    fn quotation_marks_within_a_plain_cell_are_text_and_spaces_behind_a_closed_one_are_none() {
        assert_eq!(cells("5\" pipe,x\n\"a\" ,b"), [["5\" pipe", "x"], ["a", "b"]]);
    }
}
