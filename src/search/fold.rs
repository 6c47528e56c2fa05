//! The form in which words are compared: always in lower case, and on request without the accents that people leave out when
//! they type fast or on a foreign keyboard.

use unicode_normalization::UnicodeNormalization;

/// Characters of a word that are compared; the rest of a longer word is ignored, in stories and in queries.
const LONGEST: usize = 64;

/// Lower case and compatibility forms (`ﬁ` → `fi`), accents kept.
pub(super) fn plain(word: &str, out: &mut String) {
    out.clear();
    if word.is_ascii() {
        out.push_str(&word[..word.len().min(LONGEST)]);
        out.make_ascii_lowercase();
    } else {
        out.extend(word.nfkc().filter(|&c| !is_joiner(c)).flat_map(char::to_lowercase).nfc().take(LONGEST));
    }
}

/// Like [`plain`], but without accents and vowel marks, and with one form for variants of a letter on different keyboards:
/// `Żółć` → `zolc`.
pub(super) fn folded(word: &str, out: &mut String) {
    out.clear();
    if word.is_ascii() {
        plain(word, out);
        return;
    }
    let bare = word.nfkd().filter(|&c| !is_joiner(c) && !is_accent(c)).flat_map(char::to_lowercase);
    let mut letters = bare.filter(|&c| !is_accent(c)).flat_map(base_letters).nfc().take(LONGEST);
    out.extend(&mut letters);
}

/// Characters that shape a word without being part of it: joiners, the Arabic tatweel, variation selectors.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}' | '\u{0640}' | '\u{FE00}'..='\u{FE0F}')
}

/// Marks that can be left out without changing the word: Latin, Greek and Cyrillic accents, Hebrew points, Arabic vowels and
/// hamza. The vowel signs of Indic scripts are letters and are not removed.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{0591}'..='\u{05C7}' | '\u{064B}'..='\u{065F}' | '\u{0670}')
}

/// The base letters of characters that Unicode does not decompose.
fn base_letters(c: char) -> impl Iterator<Item = char> {
    let (first, second) = match c {
        'ł' => ('l', None),
        'ø' => ('o', None),
        'đ' | 'ð' => ('d', None),
        'ħ' => ('h', None),
        'ı' => ('i', None),
        'ŧ' => ('t', None),
        'ß' => ('s', Some('s')),
        'æ' => ('a', Some('e')),
        'œ' => ('o', Some('e')),
        'þ' => ('t', Some('h')),
        'ς' => ('σ', None),
        // Arabic, Persian and Urdu keyboards write these letters differently.
        'ی' | 'ى' | 'ے' => ('ي', None),
        'ک' => ('ك', None),
        'ہ' | 'ھ' | 'ة' => ('ه', None),
        'ٱ' => ('ا', None),
        other => (other, None),
    };
    std::iter::once(first).chain(second)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fold(word: &str) -> String {
        let mut out = String::new();
        folded(word, &mut out);
        out
    }

    #[test]
    fn accents_and_special_letters_fold_to_their_base() {
        for (word, expected) in [("Żółć", "zolc"), ("Straße", "strasse"), ("CAFÉ", "cafe"), ("İstanbul", "istanbul")] {
            assert_eq!(fold(word), expected);
        }
    }

    #[test]
    fn arabic_folds_vowel_marks_and_keyboard_variants() {
        assert_eq!(fold("مَدْرَسَة"), fold("مدرسه"));
        assert_eq!(fold("أحمد"), fold("احمد"));
        assert_eq!(fold("سکول"), fold("سكول"));
    }

    #[test]
    fn indic_vowel_signs_and_japanese_voicing_stay() {
        assert_eq!(fold("हिन्दी"), "हिन्दी");
        assert_eq!(fold("がっこう"), "がっこう");
    }

    #[test]
    fn plain_keeps_accents() {
        let mut out = String::new();
        plain("ŻÓŁĆ", &mut out);
        assert_eq!(out, "żółć");
    }

    #[test]
    fn a_very_long_word_is_compared_by_its_beginning() {
        assert_eq!(fold(&"x".repeat(5_000)).len(), LONGEST);
        assert_eq!(fold(&"é".repeat(5_000)).len(), LONGEST);
    }
}
