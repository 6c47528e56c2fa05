//! What the bytes of a file are: separated text in one of its encodings, or a workbook.

use super::options::TableOptions;
use super::workbook::{self, Sheet};

/// The content of a file.
pub enum Content {
    /// Text with separators.
    Separated(Separated),
    /// The sheet of a workbook.
    Workbook(Sheet),
}

/// Text with separators, in UTF-8 except where the file is not.
pub struct Separated {
    /// All bytes.
    pub bytes: Vec<u8>,
    /// Where the records begin.
    pub begin: usize,
    /// The line on which they begin.
    pub line: u64,
    /// The byte between two cells.
    pub separator: u8,
    /// The name of the file's encoding.
    pub encoding: &'static str,
}

/// Separators, the usual one first.
const SEPARATORS: [(u8, &str); 4] = [(b',', "commas"), (b';', "semicolons"), (b'\t', "tabs"), (b'|', "bars")];

/// The name of a separator.
pub fn named(separator: u8) -> String {
    let known = SEPARATORS.iter().find(|(own, _)| *own == separator);
    known.map_or_else(|| format!("“{}”", char::from(separator)), |(_, name)| (*name).to_owned())
}

/// Reads what a file is; of a workbook, this sheet or the one with the most cells.
///
/// # Errors
/// A sentence that says what it is instead.
pub fn content(bytes: Vec<u8>, options: &TableOptions) -> Result<Content, String> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return workbook::read(bytes, options.sheet.as_deref(), options.small).map(Content::Workbook);
    }
    let (bytes, encoding) = match encoding(&bytes) {
        Some((little, mark)) => (from_utf16(&bytes[mark..], little)?.into_bytes(), "UTF-16"),
        None => (bytes, "UTF-8"),
    };
    // A stray NUL within a text costs its row only.
    if bytes.iter().take(4096).filter(|&&byte| byte == 0).count() > bytes.len().min(4096) / 100 {
        return Err("it is neither text nor a workbook; save it as “CSV UTF-8” or as a workbook (.xlsx)".to_owned());
    }
    let mark = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let (separator, begin, line) = match stated(&bytes[mark..]) {
        Some((separator, length)) => (separator, mark + length, 2),
        None => (commonest(&bytes[mark..]), mark, 1),
    };
    Ok(Content::Separated(Separated { bytes, begin, line, separator, encoding }))
}

/// Whether it is UTF-16: in little-endian order, and the length of its mark. Without a mark, headings in plain letters give it
/// away: every other byte is zero.
fn encoding(bytes: &[u8]) -> Option<(bool, usize)> {
    match bytes {
        [0xff, 0xfe, ..] => Some((true, 2)),
        [0xfe, 0xff, ..] => Some((false, 2)),
        [a, 0, b, 0, ..] if *a != 0 && *b != 0 => Some((true, 0)),
        [0, a, 0, b, ..] if *a != 0 && *b != 0 => Some((false, 0)),
        _ => None,
    }
}

fn from_utf16(bytes: &[u8], little: bool) -> Result<String, String> {
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .map(|pair| if little { u16::from_le_bytes([pair[0], pair[1]]) } else { u16::from_be_bytes([pair[0], pair[1]]) })
        .collect();
    let damaged = "it looks like UTF-16 and is damaged; save it as “CSV UTF-8” or as a workbook";
    if bytes.len() % 2 == 1 {
        return Err(damaged.to_owned());
    }
    String::from_utf16(&units).map_err(|_| damaged.to_owned())
}

/// The separator that a first line such as `sep=;` states, and the length of that line.
fn stated(bytes: &[u8]) -> Option<(u8, usize)> {
    let end = bytes.iter().position(|byte| matches!(byte, b'\r' | b'\n'))?;
    let line = &bytes[..end];
    let line = line.strip_prefix(b"\"").unwrap_or(line);
    let separator = match line.split_at_checked(4) {
        Some((name, [separator] | [separator, b'"'])) if name.eq_ignore_ascii_case(b"sep=") => *separator,
        _ => return None,
    };
    let ends = if bytes[end..].starts_with(b"\r\n") { 2 } else { 1 };
    Some((separator, end + ends))
}

/// The most frequent separator of the first record, outside of quotation marks.
fn commonest(bytes: &[u8]) -> u8 {
    let start = bytes.iter().position(|byte| !matches!(byte, b'\r' | b'\n')).unwrap_or_default();
    let mut quoted = false;
    let mut counts = [0_usize; SEPARATORS.len()];
    for &byte in &bytes[start..] {
        match byte {
            b'"' => quoted = !quoted,
            b'\r' | b'\n' if !quoted => break,
            _ if !quoted => {
                if let Some(place) = SEPARATORS.iter().position(|(separator, _)| *separator == byte) {
                    counts[place] += 1;
                }
            }
            _ => {}
        }
    }
    let most = counts.iter().copied().max().unwrap_or_default();
    let place = counts.iter().position(|&count| count == most).unwrap_or_default();
    SEPARATORS[place].0
}

/// The letter that a byte is in Windows-1252, the encoding of older spreadsheet programs.
pub fn in_windows_1252(byte: u8) -> Option<char> {
    const UPPER: [u16; 32] = [
        0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0, 0,
        0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
    ];
    match byte {
        0x80..=0x9f => {
            Some(UPPER[usize::from(byte - 0x80)]).filter(|&code| code != 0).and_then(|code| char::from_u32(code.into()))
        }
        0xa1..=0xff => Some(char::from(byte)),
        _ => None,
    }
}
