//! Texts that people send: cleaned, and never longer than the service can carry.

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// Why a text was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TextFault {
    /// It holds U+0000.
    #[error("the text holds a NUL character, which cannot be stored")]
    Nul,
    /// It is longer than allowed, counted as a reader counts.
    #[error("the text is {length} characters long; at most {limit} are allowed")]
    TooLong {
        /// Graphemes in the text.
        length: usize,
        /// Graphemes allowed.
        limit: usize,
    },
    /// Nothing is left of it.
    #[error("write a few words first; the text is empty")]
    Empty,
}

/// Brings a text to NFC, drops bidirectional controls, zero-width characters other than the joiners that scripts
/// and emoji need, and control characters other than line breaks and tabs; unifies line ends; trims the ends.
///
/// # Errors
/// [`TextFault::Nul`], [`TextFault::TooLong`] beyond `limit` graphemes.
pub fn clean(text: &str, limit: usize) -> Result<String, TextFault> {
    if text.contains('\0') {
        return Err(TextFault::Nul);
    }
    // Most texts are plain already: then a character is a byte, and nothing is to be done but to trim the ends.
    if text.bytes().all(|byte| byte == b'\n' || byte == b'\t' || (byte.is_ascii() && !byte.is_ascii_control())) {
        let kept = text.trim();
        return if kept.len() > limit { Err(TextFault::TooLong { length: kept.len(), limit }) } else { Ok(kept.to_owned()) };
    }
    let kept: String = text.replace("\r\n", "\n").replace('\r', "\n").nfc().filter(|&c| !is_unwanted(c)).collect();
    let kept = kept.trim();
    let length = kept.graphemes(true).count();
    if length > limit {
        return Err(TextFault::TooLong { length, limit });
    }
    Ok(kept.to_owned())
}

/// As [`clean`], for texts of one line: line breaks and tabs become spaces.
///
/// # Errors
/// As [`clean`].
pub fn clean_line(text: &str, limit: usize) -> Result<String, TextFault> {
    if text.contains(['\r', '\n', '\t']) { clean(&text.replace(['\r', '\n', '\t'], " "), limit) } else { clean(text, limit) }
}

fn is_unwanted(c: char) -> bool {
    let bidi = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    // U+200C and U+200D join letters (Urdu) and emoji, and stay.
    let zero_width = matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}' | '\u{180E}');
    let control = c.is_control() && c != '\n' && c != '\t';
    bidi || zero_width || control
}

/// A story's text: cleaned, not empty, at most [`StoryText::LIMIT`] graphemes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryText(String);

impl StoryText {
    /// Graphemes allowed in a story.
    pub const LIMIT: usize = 5_000;

    /// Cleans a text and checks it.
    ///
    /// # Errors
    /// [`TextFault`].
    pub fn parse(text: &str) -> Result<Self, TextFault> {
        let text = clean(text, Self::LIMIT)?;
        if text.is_empty() { Err(TextFault::Empty) } else { Ok(Self(text)) }
    }

    /// The text.
    pub fn into_inner(self) -> String {
        self.0
    }
}

/// A story's title: one line, cleaned, at most [`Title::LIMIT`] graphemes, possibly empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title(String);

impl Title {
    /// Graphemes allowed in a title, and in the words written beside a choice.
    pub const LIMIT: usize = 200;

    /// Cleans a title and checks it.
    ///
    /// # Errors
    /// [`TextFault`].
    pub fn parse(text: &str) -> Result<Self, TextFault> {
        Ok(Self(clean_line(text, Self::LIMIT)?))
    }

    /// The title.
    pub fn into_inner(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_normalised_and_lose_invisible_controls() {
        assert_eq!(clean("  cafe\u{0301}\u{202E} ok\u{200B}\r\nyes\u{7} ", 100).unwrap(), "café ok\nyes");
    }

    #[test]
    fn joiners_of_emoji_and_urdu_stay() {
        assert_eq!(clean("👩‍👧 می\u{200C}خواہم", 100).unwrap(), "👩‍👧 می\u{200C}خواہم");
    }

    #[test]
    fn length_is_counted_as_a_reader_counts() {
        assert!(StoryText::parse(&"👩‍👧".repeat(5_000)).is_ok());
        assert_eq!(StoryText::parse(&"a".repeat(5_001)), Err(TextFault::TooLong { length: 5_001, limit: 5_000 }));
    }

    #[test]
    fn an_empty_story_and_a_nul_are_refused() {
        assert_eq!(StoryText::parse(" \u{200B}\n "), Err(TextFault::Empty));
        assert_eq!(StoryText::parse("a\0b"), Err(TextFault::Nul));
    }

    #[test]
    fn a_title_is_one_line() {
        assert_eq!(Title::parse("The\nphone\tcall").unwrap().into_inner(), "The phone call");
    }
}
