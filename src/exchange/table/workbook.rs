//! Reads the sheet of a workbook: Excel (.xlsx, .xlsb, .xls) or OpenDocument (.ods).

use std::io::{Cursor, Read, Seek};
use std::sync::Arc;

use calamine::{Cell, Data, DataRef, Range, Reader, Sheets, open_workbook_auto_from_rs};

/// The largest workbook, in bytes: it is compressed.
const LARGEST: usize = 64 << 20;
/// The most that all files in a workbook may unpack to, in bytes. A workbook takes up a few times as much as the same table in CSV.
const MOST_UNPACKED: u64 = 512 << 20;
/// The same for a table that is imported while the service takes stories.
const SMALL_UNPACKED: u64 = 128 << 20;
/// The most cells of a sheet, empty ones between the first and the last included: each takes up memory.
const MOST_CELLS: u64 = 16_000_000;
/// What to do about a workbook that is too large.
const ADVICE: &str = "save only the sheet with the stories, as “CSV UTF-8”, and import that";

/// A sheet.
pub struct Sheet {
    /// Its rows, each with its number in the workbook.
    pub rows: Vec<(u64, Vec<String>)>,
    /// Which sheet it is, in words.
    pub described: String,
    /// The names of the sheets that have cells.
    pub names: Vec<String>,
}

/// Reads the sheet with this name, or else the one with the most cells.
///
/// # Errors
/// A sentence that says why it cannot be read.
pub fn read(bytes: Vec<u8>, wanted: Option<&str>, small: bool) -> Result<Sheet, String> {
    if bytes.len() > LARGEST {
        return Err(format!("the workbook is larger than {} MiB; {ADVICE}", LARGEST >> 20));
    }
    check_unpacked(&bytes, if small { SMALL_UNPACKED } else { MOST_UNPACKED })?;
    let unreadable = |error: calamine::Error| {
        format!("it cannot be read as a workbook ({error}); if it has a password, remove it, or save it as “CSV UTF-8”")
    };
    let mut book = open_workbook_auto_from_rs(Cursor::new(Arc::<[u8]>::from(bytes))).map_err(unreadable)?;
    let mut names = Vec::new();
    if let Some(wanted) = wanted.filter(|wanted| !book.sheet_names().iter().any(|name| name == wanted)) {
        return Err(format!("the workbook has no sheet “{wanted}”; its sheets are {}", book.sheet_names().join(", ")));
    }
    let mut largest: Option<(usize, String, Range<Data>)> = None;
    for name in book.sheet_names() {
        let range = range(&mut book, &name).map_err(|fault| match fault {
            SheetFault::Unreadable(error) => unreadable(error),
            SheetFault::TooLarge(how) => format!("the sheet “{name}” {how}; {ADVICE}"),
        })?;
        if range.is_empty() {
            continue;
        }
        names.push(name.clone());
        if wanted.is_some_and(|wanted| wanted != name) {
            continue;
        }
        let used = range.used_cells().count();
        // The first of several that are equally large. The others are dropped, so that many sheets take up no more memory than two.
        if largest.as_ref().is_none_or(|(most, ..)| used > *most) {
            largest = Some((used, name, range));
        }
    }
    let Some((_, name, range)) = largest.filter(|(_, _, range)| !range.is_empty()) else {
        return Err(
            wanted.map_or_else(|| "the workbook is empty".to_owned(), |wanted| format!("the sheet “{wanted}” is empty"))
        );
    };
    let first = range.start().map_or(0, |(row, _)| u64::from(row)) + 1;
    let rows = range.rows().zip(first..).map(|(cells, line)| (line, cells.iter().map(words).collect())).collect();
    let others = match names.len() - 1 {
        0 => String::new(),
        1 => "; the other sheet was not read".to_owned(),
        others => format!("; {others} other sheets were not read"),
    };
    Ok(Sheet { rows, described: format!("the sheet “{name}” of a workbook{others}"), names })
}

/// Refuses a packed workbook whose files say that they unpack to more than `most` bytes. Reading one that says less than there is fails
/// as soon as it has unpacked what was said, so that the sizes are true.
fn check_unpacked(bytes: &[u8], most: u64) -> Result<(), String> {
    // Older workbooks (.xls) are not packed, and what is damaged is reported by the reader.
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return Ok(()) };
    let mut unpacked: u64 = 0;
    for place in 0..archive.len() {
        let size = archive.by_index_raw(place).map_or(0, |file| file.size());
        unpacked = unpacked.saturating_add(size);
    }
    if unpacked > most {
        return Err(format!("the workbook unpacks to more than {} MiB; {ADVICE}", most >> 20));
    }
    Ok(())
}

/// Why a sheet was not read.
enum SheetFault {
    /// It takes up too much memory.
    TooLarge(String),
    /// It cannot be read.
    Unreadable(calamine::Error),
}

impl<E: Into<calamine::Error>> From<E> for SheetFault {
    fn from(error: E) -> Self {
        Self::Unreadable(error.into())
    }
}

/// The cells of a sheet. Of the formats in which one far cell could make a huge grid, cells are counted first; in the others
/// calamine limits the grid.
fn range<RS: Read + Seek>(book: &mut Sheets<RS>, name: &str) -> Result<Range<Data>, SheetFault> {
    let mut grid = Grid::default();
    match book {
        Sheets::Xlsx(book) => {
            let mut cells = match book.worksheet_cells_reader(name) {
                // A chart has no cells.
                Err(calamine::XlsxError::NotAWorksheet(_)) => return Ok(Range::empty()),
                cells => cells?,
            };
            while let Some(cell) = cells.next_cell()? {
                grid.add(cell.get_position(), cell.get_value())?;
            }
        }
        Sheets::Xlsb(book) => {
            let mut cells = book.worksheet_cells_reader(name)?;
            while let Some(cell) = cells.next_cell()? {
                grid.add(cell.get_position(), cell.get_value())?;
            }
        }
        Sheets::Xls(_) | Sheets::Ods(_) => return Ok(book.worksheet_range(name)?),
    }
    Ok(Range::from_sparse(grid.cells))
}

/// Cells, and the rectangle that they take up.
#[derive(Default)]
struct Grid {
    cells: Vec<Cell<Data>>,
    first: Option<(u32, u32)>,
    last: (u32, u32),
    /// Bytes of text. A workbook stores a text once that many cells have.
    text: u64,
}

impl Grid {
    fn add(&mut self, (row, column): (u32, u32), value: &DataRef<'_>) -> Result<(), SheetFault> {
        if *value == DataRef::Empty {
            return Ok(());
        }
        let first = self.first.map_or((row, column), |(top, left)| (top.min(row), left.min(column)));
        let last = (self.last.0.max(row), self.last.1.max(column));
        (self.first, self.last) = (Some(first), last);
        let cells = u64::from(last.0 - first.0 + 1) * u64::from(last.1 - first.1 + 1);
        self.text += match value {
            DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.len() as u64,
            DataRef::SharedString(text) => text.len() as u64,
            _ => 0,
        };
        if cells > MOST_CELLS {
            let most = MOST_CELLS / 1_000_000;
            return Err(SheetFault::TooLarge(format!("has more than {most} million cells between its first and its last")));
        }
        if self.text > MOST_UNPACKED {
            return Err(SheetFault::TooLarge(format!("has more than {} MiB of text", MOST_UNPACKED >> 20)));
        }
        self.cells.push(Cell::new((row, column), value.clone().into()));
        Ok(())
    }
}

/// A cell as it would stand in CSV.
fn words(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::Bool(truth) => truth.to_string(),
        Data::DateTime(time) if time.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
        }
        Data::DateTime(time) => time.as_f64().to_string(),
        Data::Error(error) => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::write::SimpleFileOptions;

    use super::*;

    const BOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Rows" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    const PARTS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship
        Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

    const PACKAGE: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
        Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;

    fn sheet(rows: &str) -> String {
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        format!(r#"<?xml version="1.0"?><worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>"#)
    }

    /// A workbook with one sheet, and another file of so many spaces.
    fn workbook(rows: &str, spaces: usize) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let sheet = sheet(rows);
        let spaces = " ".repeat(spaces);
        let files = [
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", PACKAGE),
            ("xl/workbook.xml", BOOK),
            ("xl/_rels/workbook.xml.rels", PARTS),
            ("xl/worksheets/sheet1.xml", &sheet),
            ("docProps/app.xml", &spaces),
        ];
        for (name, content) in files {
            archive.start_file(name, SimpleFileOptions::default()).unwrap();
            archive.write_all(content.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn cell(place: &str, row: u32) -> String {
        format!(r#"<row r="{row}"><c r="{place}" t="inlineStr"><is><t>x</t></is></c></row>"#)
    }

    #[test]
    fn a_workbook_that_unpacks_to_too_much_is_refused_although_it_is_small() {
        let book = workbook(&cell("A1", 1), 8 << 20);
        assert!(book.len() < 64 << 10);
        let refused = check_unpacked(&book, 4 << 20).unwrap_err();
        assert_eq!(
            refused,
            "the workbook unpacks to more than 4 MiB; save only the sheet with the stories, as “CSV UTF-8”, and import that"
        );
        check_unpacked(&book, 9 << 20).unwrap();
        assert_eq!(read(book, None, false).unwrap().rows, [(1, vec!["x".to_owned()])]);
    }

    #[test]
    fn a_sheet_that_is_larger_than_the_workbook_says_is_not_read() {
        let rows = cell("A1", 1) + &" ".repeat(7_654_321);
        let mut book = workbook(&rows, 0);
        let size = u32::try_from(sheet(&rows).len()).unwrap().to_le_bytes();
        let stated: Vec<usize> = (0..book.len() - 4).filter(|&at| book[at..at + 4] == size).collect();
        assert_eq!(stated.len(), 2, "before the file and in the table of contents");
        for at in stated {
            book[at..at + 4].copy_from_slice(&2_000_u32.to_le_bytes());
        }
        check_unpacked(&book, 4 << 20).unwrap();
        let refused = read(book, None, false).err().unwrap();
        assert!(refused.starts_with("it cannot be read as a workbook"), "{refused}");
    }

    #[test]
    fn two_cells_far_apart_make_no_huge_grid() {
        let book = workbook(&[cell("A1", 1), cell("XFD1048576", 1_048_576)].concat(), 0);
        let refused = read(book, None, false).err().unwrap();
        assert!(
            refused.starts_with("the sheet “Rows” has more than 16 million cells between its first and its last; "),
            "{refused}"
        );
        let wide = workbook(&[cell("B1", 1), cell("B100000", 100_000)].concat(), 0);
        assert_eq!(read(wide, None, false).unwrap().rows.len(), 100_000);
    }
}
