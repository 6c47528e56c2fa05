//! Reads a text file line by line with bounded memory, even if a line never ends.

use std::io::{self, BufRead, Read};

/// The longest line, in bytes.
pub const LONGEST: u64 = 256 * 1024;

/// A line of the file.
pub enum Line {
    /// Its bytes, without the line end.
    Whole(Vec<u8>),
    /// It is longer than [`LONGEST`].
    TooLong,
}

/// Reads the next line, `None` at the end. Adds the number of bytes read to `bytes`.
///
/// # Errors
/// Errors of the reader.
pub fn next(reader: &mut impl BufRead, bytes: &mut u64) -> io::Result<Option<Line>> {
    let mut line = Vec::new();
    let read = reader.by_ref().take(LONGEST + 1).read_until(b'\n', &mut line)? as u64;
    *bytes += read;
    if read == 0 {
        return Ok(None);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        return Ok(Some(Line::Whole(line)));
    }
    if read <= LONGEST {
        return Ok(Some(Line::Whole(line)));
    }
    *bytes += skip(reader)?;
    Ok(Some(Line::TooLong))
}

/// Reads to the end of the line and discards it.
fn skip(reader: &mut impl BufRead) -> io::Result<u64> {
    let mut skipped = 0;
    loop {
        let buffer = reader.fill_buf()?;
        let (used, ended) = match buffer.iter().position(|&byte| byte == b'\n') {
            Some(place) => (place + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        reader.consume(used);
        skipped += used as u64;
        if ended {
            return Ok(skipped);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &[u8]) -> (Vec<Option<usize>>, u64) {
        let (mut reader, mut bytes, mut found) = (text, 0, Vec::new());
        while let Some(line) = next(&mut reader, &mut bytes).unwrap() {
            found.push(match line {
                Line::Whole(line) => Some(line.len()),
                Line::TooLong => None,
            });
        }
        (found, bytes)
    }

    #[test]
    fn line_ends_of_all_systems_are_recognised() {
        assert_eq!(all(b"a\r\nbb\n\nccc"), (vec![Some(1), Some(2), Some(0), Some(3)], 10));
    }

    #[test]
    fn a_line_that_is_too_long_is_skipped_and_the_next_one_read() {
        let mut text = vec![b'x'; LONGEST as usize + 7];
        text.extend(b"\nok\n");
        assert_eq!(all(&text), (vec![None, Some(2)], text.len() as u64));
    }
}
