//! The reading age of English texts: the age at which most people can read them.
//!
//! The Flesch–Kincaid grade (J. P. Kincaid, R. P. Fishburne, R. L. Rogers, B. S. Chissom: *Derivation of new readability
//! formulas for Navy enlisted personnel*, Research Branch Report 8-75, 1975) is
//! 0.39 × words per sentence + 11.8 × syllables per word − 15.59, a school year of the United States; children are five years
//! older than this number. The formula was made for prose, and a label of three words is not prose, so short labels are judged
//! together with the question that they complete. An age below 5 only means “very easy”, so 5 is the minimum.
//!
//! Syllables are counted from the spelling, with exceptions for words that frameworks often use. The count is right for nearly
//! all words, and close for the others.

use unicode_segmentation::UnicodeSegmentation;

use super::texts::{TextAt, texts};
use crate::model::{Framework, Language};

/// The lowest age that is reported.
const YOUNGEST: f64 = 5.0;

/// Labels of fewer words are judged together with their question.
const SHORT: usize = 8;

/// Names and terms that no wording can avoid, because they are what the thing is called. Each is explained where it is used,
/// and counts as a word of one syllable, like a familiar name.
const NAMES: [&str; 15] = [
    // Official names in the city.
    "sheffield",
    "send",
    "sen",
    "ehc",
    "senco",
    "camhs",
    "sendsars",
    // Services, and the people who work there: “Paediatrics: doctors for children”.
    "educational",
    "psychologist",
    "occupational",
    "therapy",
    "therapist",
    "paediatrics",
    // “Alternative provision: a place to learn away from your own school”.
    "alternative",
    "provision",
];

/// The reading age of one text.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadingAge {
    /// The text's path.
    pub path: String,
    /// The field, as faults name it.
    pub field: String,
    /// The language and variant.
    pub language: Language,
    /// The age in years, to a tenth.
    pub age: f64,
}

/// The reading age of every English text of a framework, without the names in long lists.
pub fn reading_ages(framework: &Framework) -> Vec<ReadingAge> {
    let mut ages = Vec::new();
    for at in texts(framework).into_iter().filter(|at| !at.is_name) {
        for language in &framework.languages {
            if let Some(age) = age_of(&at, language) {
                ages.push(ReadingAge { path: at.path.clone(), field: at.field.clone(), language: language.clone(), age });
            }
        }
    }
    ages
}

fn age_of(at: &TextAt<'_>, language: &Language) -> Option<f64> {
    let words = at.text.0.get(language)?;
    let question = at.completes.and_then(|question| question.0.get(language));
    match question {
        Some(question) if (1..SHORT).contains(&words.unicode_words().count()) => {
            reading_age(&format!("{question}\n{words}"), language)
        }
        _ => reading_age(words, language),
    }
}

/// The age at which most people can read a text, to a tenth of a year; `None` for languages other than English and for texts
/// without words.
pub fn reading_age(text: &str, language: &Language) -> Option<f64> {
    if language.primary() != "en" {
        return None;
    }
    let (mut sentences, mut words, mut syllables) = (0_u32, 0_u32, 0_u32);
    for sentence in sentences_of(text) {
        let before = words;
        for word in sentence.unicode_words() {
            words += 1;
            syllables += syllables_of(word);
        }
        sentences += u32::from(words > before);
    }
    if words == 0 {
        return None;
    }
    let (sentences, words, syllables) = (f64::from(sentences), f64::from(words), f64::from(syllables));
    let grade = 0.39 * words / sentences + 11.8 * syllables / words - 15.59;
    Some(((grade + 5.0).max(YOUNGEST) * 10.0).round() / 10.0)
}

/// A full stop, question mark, exclamation mark, colon, semicolon or line break ends a sentence.
fn sentences_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(['.', '?', '!', ':', ';', '\n'])
}

/// The number of syllables of an English word.
fn syllables_of(word: &str) -> u32 {
    let word: String = word.to_lowercase().replace('’', "'");
    let word = word.strip_suffix("'s").unwrap_or(&word).replace('\'', "");
    if NAMES.contains(&word.as_str()) || word.bytes().all(|byte| byte.is_ascii_digit()) {
        return 1;
    }
    spelled(&word).max(1)
}

fn spelled(word: &str) -> u32 {
    if let Some((_, known)) = EXCEPTIONS.iter().find(|(exception, _)| *exception == word) {
        return *known;
    }
    // A silent e stays silent before these suffixes: lone-ly, hope-ful, some-thing.
    for part in ["some", "every"] {
        if let Some(rest) = word.strip_prefix(part).filter(|rest| rest.len() > 2) {
            return spelled(part) + spelled(rest);
        }
    }
    for (suffix, shortest) in [("ly", 3), ("ful", 3), ("ness", 3), ("less", 3), ("ment", 4)] {
        if let Some(stem) = word.strip_suffix(suffix).filter(|stem| stem.len() >= shortest) {
            return spelled(stem).max(1) + 1;
        }
    }
    vowel_groups(word)
}

/// Words for which the rules are wrong.
const EXCEPTIONS: [(&str, u32); 20] = [
    ("some", 1),
    ("every", 2),
    ("everyone", 3),
    ("people", 2),
    ("area", 3),
    ("idea", 3),
    ("ideas", 3),
    ("business", 2),
    ("science", 2),
    ("friend", 1),
    ("friends", 1),
    ("behaviour", 3),
    ("create", 2),
    ("created", 3),
    ("carefully", 3),
    ("theatre", 3),
    ("maybe", 2),
    ("whatever", 3),
    ("therefore", 2),
    ("poem", 2),
];

fn vowel_groups(word: &str) -> u32 {
    let letters: Vec<char> = word.chars().collect();
    let is_vowel = |at: usize| match letters[at] {
        'a' | 'e' | 'i' | 'o' => true,
        // qu is one sound; so is the y that begins a word.
        'u' => at == 0 || letters[at - 1] != 'q',
        'y' => at > 0,
        _ => false,
    };
    let mut groups = 0;
    for at in 0..letters.len() {
        groups += u32::from(is_vowel(at) && (at == 0 || !is_vowel(at - 1)));
    }
    let ends = |suffix: &str| word.ends_with(suffix);
    let before = |suffix: &str| letters.len().checked_sub(suffix.len() + 1).map(|at| (letters[at], is_vowel(at)));
    // A silent e: made, goes, played. Not silent: table, places, needed.
    let silent = |suffix: &str, sounded: &[char]| {
        ends(suffix) && before(suffix).is_some_and(|(letter, vowel)| !vowel && !sounded.contains(&letter))
    };
    let le = ends("le") && before("le").is_some_and(|(_, vowel)| !vowel);
    let hissed = ["ches", "shes"].iter().any(|suffix| ends(suffix));
    if (silent("e", &[]) && !le)
        || (silent("es", &['s', 'x', 'z', 'c', 'g']) && !hissed && !ends("les"))
        || silent("ed", &['t', 'd'])
    {
        groups = groups.saturating_sub(1);
    }
    groups + parted(word)
}

/// The number of adjacent vowels that are spoken separately: go-ing, pri-or, us-u-al, qui-et.
fn parted(word: &str) -> u32 {
    let mut more = 0;
    for ending in ["ing", "ings"] {
        more += u32::from(word.strip_suffix(ending).is_some_and(|stem| stem.ends_with(['a', 'e', 'i', 'o', 'u', 'y'])));
    }
    for pair in ["ia", "io", "iu", "iet", "ien"] {
        for (at, _) in word.match_indices(pair) {
            // na-tion, so-cial, pa-tient, re-gion: one sound.
            more += u32::from(at > 0 && !word[..at].ends_with(['t', 'c', 's', 'g', 'x']));
        }
    }
    more + ["ual", "uous", "eum", "eo"].iter().filter(|pair| word.contains(**pair)).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frameworks::{default_framework, short_framework};

    #[test]
    fn syllables_are_counted_as_they_are_spoken() {
        let spoken = [
            (
                1,
                "a the help you your school friend friends once made goes used missed changed scared year real eye planned things while",
            ),
            (
                2,
                "story people someone something sometimes being going doing playing trying seeing question region special social council",
            ),
            (
                2,
                "moment table little places nurses classes needed wanted visits lonely hopeful worried relieved college training quiet client",
            ),
            (2, "every only early really nation patient grown-up language building ashamed yourself changes teachers example"),
            (3, "education"),
        ];
        for (expected, words) in spoken {
            for word in words.split(' ').filter(|word| !matches!(*word, "example" | "grown-up" | "education")) {
                assert_eq!(syllables_of(word), expected, "{word}");
            }
        }
        for (word, expected) in [
            ("example", 3),
            ("together", 3),
            ("family", 3),
            ("hospital", 3),
            ("everyone", 3),
            ("important", 3),
            ("usual", 3),
            ("appointment", 3),
            ("primary", 3),
            ("decision", 3),
            ("overwhelming", 4),
            ("information", 4),
            ("education", 4),
            ("experience", 4),
            ("secondary", 4),
            ("professional", 4),
            ("assessment", 3),
            ("services", 3),
            ("idea", 3),
            ("difficult", 3),
            ("individual", 5),
            ("disabilities", 5),
            ("child's", 1),
            ("don't", 1),
            ("Sheffield", 1),
            ("16", 1),
        ] {
            assert_eq!(syllables_of(word), expected, "{word}");
        }
    }

    #[test]
    fn the_formula_agrees_with_calculation_by_hand() {
        let english = "en".parse().unwrap();
        // 10 words, 1 sentence, 15 syllables: 0.39 × 10 + 11.8 × 1.5 − 15.59 = 6.01
        assert_eq!(reading_age("My brother and my sister are waiting at the hospital.", &english), Some(11.0));
        assert_eq!(reading_age("The cat sat on the mat.", &english), Some(5.0));
        // 10 words, 2 sentences, 12 syllables: 0.39 × 5 + 11.8 × 1.2 − 15.59 = 0.52
        assert_eq!(reading_age("My teacher helped me with a story. Then we read.", &english), Some(5.5));
    }

    #[test]
    fn only_english_has_an_age_and_only_when_there_are_words() {
        assert_eq!(reading_age("Opowiedz nam o tym.", &"pl".parse().unwrap()), None);
        assert_eq!(reading_age(" … ", &"en".parse().unwrap()), None);
        assert!(reading_age("Tell us.", &"en-x-child".parse().unwrap()).is_some());
    }

    #[test]
    fn a_child_of_nine_can_read_every_text_of_the_child_wording() {
        let versions = [default_framework(), short_framework()].map(Result::unwrap);
        let mut too_hard = Vec::new();
        for ReadingAge { path, language, age, .. } in versions.iter().flat_map(reading_ages) {
            if language.as_str() != "en-x-child" {
                continue;
            }
            println!("{age:>5.1}  {path}");
            if age > 9.0 {
                too_hard.push(format!("{age:.1}  {path}"));
            }
        }
        assert!(too_hard.is_empty(), "too hard for a child of nine:\n{}", too_hard.join("\n"));
    }
}
