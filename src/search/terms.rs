//! The words of a text as people read them, for counting.

use super::family::Family;
use super::words::{Form, Side, words};

/// The words of each sentence of a text: in lower case, with accents, not stemmed. Chinese, Japanese, Thai and similar scripts
/// are cut into overlapping pairs of characters, as everywhere in `search`.
///
/// ```
/// use sensing::search::sentences;
///
/// assert_eq!(sentences("The child's school. It rang!"), [vec!["the", "child", "school"], vec!["it", "rang"]]);
/// ```
pub fn sentences(text: &str) -> Vec<Vec<String>> {
    let mut found = vec![Vec::new()];
    let mut end = 0;
    for word in words(Form::Of(Family::without_stems()), Side::Query, text) {
        let between = text.get(end..word.range.start).unwrap_or_default();
        if between.contains(ends_sentence) {
            found.push(Vec::new());
        }
        end = word.range.end;
        if let Some(sentence) = found.last_mut() {
            sentence.push(word.text);
        }
    }
    found.retain(|sentence| !sentence.is_empty());
    found
}

/// Whether a character ends a sentence: punctuation, a bracket or a new line.
fn ends_sentence(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | ';' | ':' | '…' | '\n' | '\r' | '(' | ')' | '؟' | '۔' | '؛' | '。' | '！' | '？' | '；' | '：'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_into_sentences_and_these_into_words() {
        let cut = sentences("We waited… Żółć, w szkole?\nNobody (but one) rang");
        let words: Vec<Vec<&str>> = cut.iter().map(|sentence| sentence.iter().map(String::as_str).collect()).collect();
        assert_eq!(
            words,
            [vec!["we", "waited"], vec!["żółć", "w", "szkole"], vec!["nobody"], vec!["but", "one"], vec!["rang"]]
        );
        assert_eq!(sentences("等待名单。学校")[0], ["等待", "待名", "名单"]);
        assert!(sentences("… !!").is_empty());
    }
}
