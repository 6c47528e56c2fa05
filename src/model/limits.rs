//! Cleans and limits texts that people send.

use icu_properties::props::{DefaultIgnorableCodePoint, GeneralCategory, GeneralCategoryGroup};
use icu_properties::{CodePointMapData, CodePointSetData};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// Why a text was rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TextFault {
    /// It contains U+0000.
    #[error("the text contains a NUL character, which cannot be stored; remove it")]
    Nul,
    /// It is longer than allowed, counted in characters as a reader sees them.
    #[error("the text is {length} characters long; at most {limit} are allowed")]
    TooLong {
        /// Graphemes in the text.
        length: usize,
        /// Graphemes allowed.
        limit: usize,
    },
    /// It takes up more room than its length allows: many marks on a letter, or signs joined to one.
    #[error(
        "the text takes up as much room as {length} characters, because marks and joined signs count too; at most {limit} are \
         allowed"
    )]
    TooLarge {
        /// The characters that take up as much room.
        length: usize,
        /// Characters allowed.
        limit: usize,
    },
    /// Nothing is left after cleaning.
    #[error("write a few words first; the text is empty")]
    Empty,
}

/// Bytes that a character of a text may take up on average, in UTF-8. A story of the longest kind then takes up 65,000: as
/// much as the largest one that was ever accepted.
const BYTES_A_CHARACTER: usize = 13;

/// Whether a text shows nothing: it is empty, or all of it is white space, invisible characters, and marks on nothing.
pub fn is_blank(text: &str) -> bool {
    !text.chars().any(is_visible)
}

fn is_visible(c: char) -> bool {
    const IGNORABLE: icu_properties::CodePointSetDataBorrowed<'static> = CodePointSetData::new::<DefaultIgnorableCodePoint>();
    const INVISIBLE: GeneralCategoryGroup = GeneralCategoryGroup::Separator
        .union(GeneralCategoryGroup::Mark)
        .union(GeneralCategoryGroup::Control)
        .union(GeneralCategoryGroup::Format);
    if c.is_ascii() {
        return c.is_ascii_graphic();
    }
    // No property says that the braille pattern without dots is blank.
    let blank = c == '\u{2800}' || IGNORABLE.contains(c);
    !blank && !INVISIBLE.contains(CodePointMapData::<GeneralCategory>::new().get(c))
}

/// Normalises a text to NFC; removes bidirectional controls, zero-width characters other than the joiners that scripts and
/// emoji need, and control characters other than line breaks and tabs; unifies line ends; trims both ends. A text that shows
/// nothing becomes empty.
///
/// Its length is its graphemes, or its bytes in UTF-8 divided by 13 where that is more. `frontend/src/lib/text-limits.ts`
/// does the same.
///
/// # Errors
/// [`TextFault::Nul`]; [`TextFault::TooLong`] and [`TextFault::TooLarge`] beyond `limit`.
pub fn clean(text: &str, limit: usize) -> Result<String, TextFault> {
    if text.contains('\0') {
        return Err(TextFault::Nul);
    }
    // Most texts are plain ASCII already: then each character is a byte, and only the ends need trimming.
    if text.bytes().all(|byte| byte == b'\n' || byte == b'\t' || (byte.is_ascii() && !byte.is_ascii_control())) {
        let kept = text.trim();
        return if kept.len() > limit { Err(TextFault::TooLong { length: kept.len(), limit }) } else { Ok(kept.to_owned()) };
    }
    let kept: String = text.replace("\r\n", "\n").replace('\r', "\n").nfc().filter(|&c| !is_unwanted(c)).collect();
    if is_blank(&kept) {
        return Ok(String::new());
    }
    let kept = kept.trim();
    let length = kept.graphemes(true).count();
    if length > limit {
        return Err(TextFault::TooLong { length, limit });
    }
    let room = kept.len().div_ceil(BYTES_A_CHARACTER);
    if room > limit { Err(TextFault::TooLarge { length: room, limit }) } else { Ok(kept.to_owned()) }
}

/// Like [`clean`], for texts of one line: line breaks and tabs become spaces.
///
/// # Errors
/// As [`clean`].
pub fn clean_line(text: &str, limit: usize) -> Result<String, TextFault> {
    if text.contains(['\r', '\n', '\t']) { clean(&text.replace(['\r', '\n', '\t'], " "), limit) } else { clean(text, limit) }
}

fn is_unwanted(c: char) -> bool {
    let bidi = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    // U+200C and U+200D join letters (Urdu) and emoji, so they are not removed.
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
    /// Graphemes allowed in a title, and in the write-in of a choice.
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
    fn joiners_of_emoji_and_urdu_are_not_removed() {
        assert_eq!(clean("👩‍👧 می\u{200C}خواہم", 100).unwrap(), "👩‍👧 می\u{200C}خواہم");
    }

    #[test]
    fn length_is_counted_in_graphemes() {
        assert!(StoryText::parse(&"👩‍👧".repeat(5_000)).is_ok());
        assert_eq!(StoryText::parse(&"a".repeat(5_001)), Err(TextFault::TooLong { length: 5_001, limit: 5_000 }));
    }

    #[test]
    fn marks_and_joined_signs_count_where_they_take_up_more_room_than_letters() {
        let limit = StoryText::LIMIT;
        let marked = "e\u{0301}\u{0302}".repeat(40) + &"x\u{0301}\u{0302}\u{0303}".repeat(40);
        assert!(clean(&marked, 80).is_ok());
        let towers = format!("a{}", "\u{0324}".repeat(200)).repeat(300);
        assert_eq!(clean(&towers, limit), Err(TextFault::TooLarge { length: 9_254, limit }));
        assert!(clean(&"👨‍👩‍👧‍👦".repeat(2_600), limit).is_ok());
        assert_eq!(clean(&"👨‍👩‍👧‍👦".repeat(2_601), limit), Err(TextFault::TooLarge { length: 5_002, limit }));
        let plain = "a".repeat(4_900) + &"👨‍👩‍👧‍👦".repeat(100);
        assert!(clean(&plain, limit).is_ok(), "a few of them count once");
    }

    #[test]
    fn a_text_that_shows_nothing_is_empty() {
        let invisible = [
            "\u{2800}",
            "\u{3164}",
            "\u{115F}\u{1160}",
            "\u{FFA0}",
            "\u{200B}\u{200C}\u{200D}",
            "\u{0301}\u{0308}",
            "\u{20DD}",
            "\u{FE0F}",
            "\u{E0041}\u{E007F}",
            "\u{061C}\u{200E}\u{200F}",
            "\u{00A0}\u{3000}\u{2028}\u{2029}",
            "\u{034F}",
            "\u{180B}\u{180E}",
            "\u{2061}\u{2064}\u{206F}",
            "\u{FFF9}\u{FFFB}",
            "\u{1D173}",
            "\u{17B4}",
            "\u{0903}",
            "\u{85}",
            " \u{2800}\u{0301}\n\u{200D}\t",
        ];
        for text in invisible {
            assert_eq!(clean(text, 100).as_deref(), Ok(""), "{text:?}");
            assert_eq!(StoryText::parse(text), Err(TextFault::Empty), "{text:?}");
            assert_eq!(Title::parse(text).map(Title::into_inner).as_deref(), Ok(""), "{text:?}");
        }
        for text in
            ["a", "?", "…", "é", "e\u{0301}", "ہ", "我", "👩‍👧", "❤️", "1\u{FE0F}\u{20E3}", "🇬🇧", "⠁", "ㄱ", "\u{E000}", "नि"]
        {
            assert!(!is_blank(text), "{text:?}");
            assert!(StoryText::parse(text).is_ok(), "{text:?}");
        }
        assert_eq!(clean(&"\u{200C}".repeat(200_000), 5).as_deref(), Ok(""), "empty, however much of it there is");
    }

    #[test]
    fn an_empty_story_and_a_nul_are_rejected() {
        assert_eq!(StoryText::parse(" \u{200B}\n "), Err(TextFault::Empty));
        assert_eq!(StoryText::parse("a\0b"), Err(TextFault::Nul));
    }

    #[test]
    fn a_title_is_one_line() {
        assert_eq!(Title::parse("The\nphone\tcall").unwrap().into_inner(), "The phone call");
    }
}
