//! Stop words, which say nothing about the subject of a story, for the languages of stories.

use std::collections::HashSet;
use std::sync::LazyLock;

const LISTS: [(&str, &str); 7] = [
    ("ar", include_str!("stop_words/ar.txt")),
    ("en", include_str!("stop_words/en.txt")),
    ("pl", include_str!("stop_words/pl.txt")),
    ("sk", include_str!("stop_words/sk.txt")),
    ("so", include_str!("stop_words/so.txt")),
    ("ur", include_str!("stop_words/ur.txt")),
    ("zh", include_str!("stop_words/zh.txt")),
];

/// The stop words of a language, by its two or three letters; `None` when there is no list.
pub fn of_language(primary: &str) -> Option<impl Iterator<Item = &'static str>> {
    LISTS.iter().find(|(tag, _)| *tag == primary).map(|(_, words)| words.split_whitespace())
}

/// The stop words of several languages together.
pub fn of_languages<'a>(languages: impl IntoIterator<Item = &'a str>) -> HashSet<String> {
    languages.into_iter().filter_map(of_language).flatten().map(str::to_owned).collect()
}

/// Whether this is a stop word in any language that has a list.
pub(super) fn is_one(word: &str) -> bool {
    static ALL: LazyLock<HashSet<String>> = LazyLock::new(|| of_languages(LISTS.map(|(tag, _)| tag)));
    ALL.contains(word)
}

#[cfg(test)]
mod tests {
    use super::super::sentences;
    use super::*;

    #[test]
    fn stop_words_are_cut_like_the_words_of_stories() {
        for (tag, words) in LISTS {
            for word in words.split_whitespace() {
                let cut: Vec<String> = sentences(word).into_iter().flatten().collect();
                assert_eq!(cut.last().map(String::as_str), Some(word), "{tag}: {cut:?}");
            }
        }
    }

    #[test]
    fn languages_have_their_own_stop_words_and_some_have_none() {
        let both = of_languages(["en", "pl", "xx"]);
        assert!(both.contains("the") && both.contains("nie") && !both.contains("school"));
        assert!(of_language("xx").is_none());
    }
}
