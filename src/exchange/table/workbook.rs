//! Reads the sheet of a workbook: Excel (.xlsx, .xlsb, .xls) or OpenDocument (.ods).

use std::io::Cursor;
use std::sync::Arc;

use calamine::{Data, Range, Reader, open_workbook_auto_from_rs};

/// The largest workbook, in bytes: it is compressed.
const LARGEST: usize = 64 << 20;

/// A sheet.
pub struct Sheet {
    /// Its rows, each with its number in the workbook.
    pub rows: Vec<(u64, Vec<String>)>,
    /// Which sheet it is, in words.
    pub described: String,
}

/// Reads the sheet with the most cells.
///
/// # Errors
/// A sentence that says why it cannot be read.
pub fn read(bytes: Vec<u8>) -> Result<Sheet, String> {
    if bytes.len() > LARGEST {
        return Err(format!("the workbook is larger than {} MiB; save it as “CSV UTF-8”", LARGEST >> 20));
    }
    let unreadable = |error: calamine::Error| {
        format!("it cannot be read as a workbook ({error}); if it has a password, remove it, or save it as “CSV UTF-8”")
    };
    let mut book = open_workbook_auto_from_rs(Cursor::new(Arc::<[u8]>::from(bytes))).map_err(unreadable)?;
    let mut sheets: Vec<(String, Range<Data>)> = Vec::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).map_err(unreadable)?;
        sheets.push((name, range));
    }
    let filled = sheets.iter().filter(|(_, range)| !range.is_empty()).count();
    // The first of several that are equally large.
    let largest = sheets.iter().rev().max_by_key(|(_, range)| range.used_cells().count());
    let Some((name, range)) = largest.filter(|(_, range)| !range.is_empty()) else {
        return Err("the workbook is empty".to_owned());
    };
    let first = range.start().map_or(0, |(row, _)| u64::from(row)) + 1;
    let rows = range.rows().zip(first..).map(|(cells, line)| (line, cells.iter().map(words).collect())).collect();
    let others = match filled - 1 {
        0 => String::new(),
        1 => "; the other sheet was not read".to_owned(),
        others => format!("; {others} other sheets were not read"),
    };
    Ok(Sheet { rows, described: format!("the sheet “{name}” of a workbook{others}") })
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
