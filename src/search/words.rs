//! Splits text into words, in the same way for every story and every query.
//!
//! A word is a run of letters, digits and marks. An apostrophe ends it, and a possessive `'s` is dropped. Scripts without
//! spaces between words (Chinese, Japanese, Thai; also Korean, whose words carry their endings) are cut into single characters
//! and overlapping pairs: a story has both, and a query uses pairs where possible.

use std::ops::Range;

use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer};
use unicode_normalization::char::is_combining_mark;

use super::family::Family;
use super::fold;
use super::stems::Stems;

/// The form of the words that a text is split into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// As written, without accents; used to look up prefixes and misspelt words.
    Folded,
    /// Stems, in the languages that have a stemmer.
    Of(Family),
}

/// Whether the text belongs to a story or a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Single characters and pairs of scripts without spaces.
    Story,
    /// Pairs only; a single character only when it stands alone.
    Query,
}

/// One word of a text.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// The word in the requested form.
    pub(super) text: String,
    /// Its index among the words.
    pub(super) position: usize,
    /// Its byte range in the text.
    pub(super) range: Range<usize>,
}

/// Splits a whole text.
pub(super) fn words(form: Form, side: Side, text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut analyzer = analyzer(form, side);
    let mut stream = analyzer.token_stream(text);
    stream.process(&mut |token| {
        let range = token.offset_from..token.offset_to;
        found.push(Word { text: token.text.clone(), position: token.position, range });
    });
    found
}

/// The splitter as a tantivy analyzer.
pub(super) fn analyzer(form: Form, side: Side) -> TextAnalyzer {
    let (folds, stems) = match form {
        Form::Folded => (true, None),
        // English writes the same word with and without accents (café, naïve); in other languages accents distinguish words.
        Form::Of(family) => (family.is_english(), Stems::of(family)),
    };
    TextAnalyzer::builder(Splitter { folds, stems, side, token: Token::default() }).build()
}

/// Whether a character belongs to a script that is cut into single characters and pairs.
pub(super) fn is_unspaced(c: char) -> bool {
    c >= '\u{0E00}'
        && matches!(c,
            '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' // Thai, Lao, Burmese, Khmer
            | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' // Japanese
            | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}' // Han
            | '\u{AC00}'..='\u{D7A3}' | '\u{FF66}'..='\u{FF9F}') // Korean, narrow Japanese
        && c.is_alphanumeric()
}

#[derive(Clone)]
struct Splitter {
    /// Whether accents are dropped.
    folds: bool,
    stems: Option<Stems>,
    side: Side,
    token: Token,
}

impl Tokenizer for Splitter {
    type TokenStream<'a> = Splitting<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Splitting<'a> {
        self.token.reset();
        Splitting { splitter: self, text, at: 0, next_position: 0, pair: None, inside_run: false }
    }
}

struct Splitting<'a> {
    splitter: &'a mut Splitter,
    text: &'a str,
    /// The byte offset of the rest that is not yet split.
    at: usize,
    next_position: usize,
    /// A pair that starts at the single character that was just returned.
    pair: Option<Range<usize>>,
    /// Whether the character before `at` was already part of a pair.
    inside_run: bool,
}

impl TokenStream for Splitting<'_> {
    fn advance(&mut self) -> bool {
        if let Some(pair) = self.pair.take()
            && self.give(pair, self.next_position.saturating_sub(1))
        {
            return true;
        }
        while let Some(start) = self.next_start() {
            let position = self.next_position;
            let found = if self.starts_unspaced(start) { self.character(start) } else { self.spaced_word(start) };
            if let Some(range) = found {
                self.next_position += 1;
                if self.give(range, position) {
                    return true;
                }
            }
        }
        false
    }

    fn token(&self) -> &Token {
        &self.splitter.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.splitter.token
    }
}

impl Splitting<'_> {
    /// Makes the range the current token; false when nothing of it remains in the requested form.
    fn give(&mut self, range: Range<usize>, position: usize) -> bool {
        let token = &mut self.splitter.token;
        let write = if self.splitter.folds { fold::folded } else { fold::plain };
        write(&self.text[range.clone()], &mut token.text);
        token.offset_from = range.start;
        token.offset_to = range.end;
        token.position = position;
        if token.text.is_empty() {
            return false;
        }
        if let Some(stems) = &mut self.splitter.stems {
            stems.stem(&mut token.text);
        }
        true
    }

    fn next_start(&mut self) -> Option<usize> {
        let rest = &self.text[self.at..];
        let found = rest.char_indices().find(|&(_, c)| c.is_alphanumeric());
        let skipped = found.map_or(rest.len(), |(skipped, _)| skipped);
        self.inside_run &= skipped == 0;
        self.at += skipped;
        found.map(|_| self.at)
    }

    fn starts_unspaced(&self, at: usize) -> bool {
        self.text[at..].chars().next().is_some_and(is_unspaced)
    }

    /// The unspaced character at `start` with its marks; in a query, the pair that it begins, if any.
    fn character(&mut self, start: usize) -> Option<Range<usize>> {
        let end = self.end_of_character(start);
        let pair = self.starts_unspaced(end).then(|| start..self.end_of_character(end));
        let ends_a_run = self.inside_run && pair.is_none();
        self.at = end;
        self.inside_run = pair.is_some();
        match self.splitter.side {
            Side::Story => {
                self.pair = pair;
                Some(start..end)
            }
            Side::Query if ends_a_run => None,
            Side::Query => Some(pair.unwrap_or(start..end)),
        }
    }

    fn end_of_character(&self, start: usize) -> usize {
        let mut following = self.text[start..].char_indices().skip(1);
        let end = following.find(|&(_, c)| !is_combining_mark(c)).map(|(length, _)| length);
        end.map_or(self.text.len(), |length| start + length)
    }

    /// The word at `start`, without joiners at its end. Skips a possessive ending after it.
    fn spaced_word(&mut self, start: usize) -> Option<Range<usize>> {
        self.inside_run = false;
        let mut end = start;
        for (offset, c) in self.text[start..].char_indices() {
            if matches!(c, '\u{200C}' | '\u{200D}') {
                continue;
            }
            if is_unspaced(c) || !is_part_of_word(c) {
                break;
            }
            end = start + offset + c.len_utf8();
        }
        self.at = end + possessive(&self.text[end..]);
        Some(start..end)
    }
}

fn is_part_of_word(c: char) -> bool {
    c.is_alphanumeric() || !c.is_ascii() && is_combining_mark(c)
}

/// Length in bytes of a possessive ending (`'s`, `’s`) at the beginning of `rest`.
fn possessive(rest: &str) -> usize {
    let mut chars = rest.chars();
    let (Some(apostrophe @ ('\'' | '’')), Some('s' | 'S')) = (chars.next(), chars.next()) else { return 0 };
    let ends = chars.next().is_none_or(|c| !is_part_of_word(c));
    if ends { apostrophe.len_utf8() + 1 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(side: Side, text: &str) -> Vec<(String, usize)> {
        words(Form::Folded, side, text).into_iter().map(|word| (word.text, word.position)).collect()
    }

    fn texts(text: &str) -> Vec<String> {
        split(Side::Query, text).into_iter().map(|(text, _)| text).collect()
    }

    #[test]
    fn punctuation_separates_and_possessives_are_dropped() {
        assert_eq!(texts("The child's waiting-list, don’t!"), ["the", "child", "waiting", "list", "don", "t"]);
    }

    #[test]
    fn french_elision_leaves_the_word() {
        assert_eq!(texts("l'école d’été"), ["l", "ecole", "d", "ete"]);
    }

    #[test]
    fn a_story_has_characters_and_pairs_and_a_query_uses_pairs() {
        let pairs = |list: &[(&str, usize)]| list.iter().map(|&(t, p)| (t.to_owned(), p)).collect::<Vec<_>>();
        assert_eq!(split(Side::Story, "等待名"), pairs(&[("等", 0), ("等待", 0), ("待", 1), ("待名", 1), ("名", 2)]));
        assert_eq!(split(Side::Query, "等待名"), pairs(&[("等待", 0), ("待名", 1)]));
        assert_eq!(split(Side::Query, "等 abc 待名"), pairs(&[("等", 0), ("abc", 1), ("待名", 2)]));
    }

    #[test]
    fn joiners_do_not_split_a_word() {
        assert_eq!(texts("می\u{200C}خواهم"), texts("میخواهم"));
        assert_eq!(texts("हिन्दी"), ["हिन्दी"]);
    }

    #[test]
    fn emoji_and_punctuation_are_not_words() {
        assert!(texts("👩‍👧 !!! … \u{FE0F} \u{0301} ---").is_empty());
    }

    #[test]
    fn ranges_point_at_the_word_in_the_text() {
        let text = "¿Qué—pasó? 等待 the child's";
        for form in [Form::Folded, Form::Of(Family::of(&"es".parse().unwrap()))] {
            let found = words(form, Side::Story, text);
            let ranges: Vec<_> = found.iter().map(|word| &text[word.range.clone()]).collect();
            assert_eq!(ranges, ["Qué", "pasó", "等", "等待", "待", "the", "child"]);
        }
    }
}
