//! Text in the XML of a workbook.

use std::borrow::Cow;

/// The largest number of UTF-16 units of a cell.
pub(super) const MOST_UNITS: usize = 32_767;

/// Appends a text to XML. What XML cannot hold is written as `_xHHHH_`, as the format has it.
pub(super) fn escape(text: &str, xml: &mut String) {
    for (place, letter) in text.char_indices() {
        match letter {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            // The words of the text must not be read as such an escape.
            '_' if is_escape(&text[place..]) => xml.push_str("_x005F_"),
            '\t' | '\n' => xml.push(letter),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => xml.push_str(&format!("_x{:04X}_", u32::from(letter))),
            _ => xml.push(letter),
        }
    }
}

/// Whether a text begins like `_x000D_`.
fn is_escape(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 7 && bytes[1] == b'x' && bytes[2..6].iter().all(u8::is_ascii_hexdigit) && bytes[6] == b'_'
}

/// A text as far as a cell holds it, with a mark where it was cut.
pub(super) fn fitting(text: &str) -> Cow<'_, str> {
    // No character has more UTF-16 units than bytes.
    if text.len() <= MOST_UNITS || text.chars().map(char::len_utf16).sum::<usize>() <= MOST_UNITS {
        return Cow::Borrowed(text);
    }
    let mut units = 0;
    let kept = text.chars().take_while(|letter| {
        units += letter.len_utf16();
        units < MOST_UNITS
    });
    Cow::Owned(kept.chain(std::iter::once('…')).collect())
}

/// The letters of a column, counted from 0: A, B, … Z, AA.
pub(super) fn letters(mut column: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(b'A' + (column % 26) as u8);
        if column < 26 {
            break;
        }
        column = column / 26 - 1;
    }
    letters.iter().rev().map(|&letter| char::from(letter)).collect()
}

/// The name of a table's sheet: the table's, with a capital.
pub(super) fn sheet_name(table: &str) -> String {
    let mut letters = table.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str) -> String {
        let mut xml = String::new();
        escape(text, &mut xml);
        xml
    }

    #[test]
    fn every_character_has_a_place_in_xml() {
        assert_eq!(escaped("a < b & \"c\"\n\tاردو"), "a &lt; b &amp; &quot;c&quot;\n\tاردو");
        assert_eq!(escaped("bell\u{7}, return\r"), "bell_x0007_, return_x000D_");
        assert_eq!(escaped("written _x000D_ and _x_"), "written _x005F_x000D_ and _x_");
    }

    #[test]
    fn a_text_is_cut_where_a_cell_ends() {
        let full = "é".repeat(MOST_UNITS);
        assert_eq!(fitting(&full), full);
        let cut = fitting(&(full + "é")).into_owned();
        assert!(cut.ends_with("é…") && cut.chars().count() == MOST_UNITS);
        let pairs = "🙂".repeat(MOST_UNITS);
        assert_eq!(fitting(&pairs).chars().map(char::len_utf16).sum::<usize>(), MOST_UNITS);
    }

    #[test]
    fn columns_are_named_as_spreadsheets_do() {
        assert_eq!([0, 25, 26, 701, 702, 16_383].map(letters), ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
    }
}
