//! The framework that ships with the service, in four versions: everything is asked (1), core and more (3), and each of them with
//! translations that nobody has checked (2 and 4).

use std::collections::BTreeMap;

use serde_json::Value;
use thiserror::Error;

use super::overlay::overlaid;
use super::texts::{put_texts, texts_in};
use crate::model::{Fault, Framework, Language, faults_in_words};

/// `sheffield-send`, in English: plain, easy read, and for children.
const SHEFFIELD_SEND: &str = include_str!("sheffield-send.json");

/// What the third version changes in it.
const VERSION_3: &str = include_str!("sheffield-send/version-3.json");

/// A translation into one language.
struct Translation {
    language: &'static str,
    /// The texts of the first version, by path.
    first: &'static str,
    /// The texts that the third version has anew or in other words, by path.
    third: &'static str,
}

macro_rules! translations {
    ($($language:literal),+) => {
        [$(Translation {
            language: $language,
            first: include_str!(concat!("sheffield-send/", $language, ".json")),
            third: include_str!(concat!("sheffield-send/version-3/", $language, ".json")),
        }),+]
    };
}

/// The translations. No person has checked them yet.
const TRANSLATIONS: [Translation; 6] = translations!["ar", "ur", "so", "pl", "sk", "zh-Hans"];

/// A fault in the shipped documents. A test finds them, so they only concern those who edit the documents.
#[derive(Debug, Error)]
pub enum ShippedError {
    /// A document or a language tag cannot be read.
    #[error("{0} cannot be read: {1}")]
    Unreadable(&'static str, String),
    /// A translation does not fit the document.
    #[error("{0}: {text}", text = faults_in_words(.1))]
    Misfit(&'static str, Vec<Fault>),
}

/// The first version of the default framework, `sheffield-send`. Everything in it is a core question.
///
/// # Errors
/// [`ShippedError`].
pub fn default_framework() -> Result<Framework, ShippedError> {
    serde_json::from_str(SHEFFIELD_SEND).map_err(|e| ShippedError::Unreadable("sheffield-send", e.to_string()))
}

/// Its second version: the first with more languages, each marked as a machine draft that a person has to check.
///
/// # Errors
/// [`ShippedError`].
pub fn translated_framework() -> Result<Framework, ShippedError> {
    translated(Framework { version: 2, ..default_framework()? }, |translation| texts_of(translation, translation.first))
}

/// Its third version: shorter, with at most nine core questions for each audience, and more of them on request.
///
/// # Errors
/// [`ShippedError`].
pub fn short_framework() -> Result<Framework, ShippedError> {
    let unreadable = |e: serde_json::Error| ShippedError::Unreadable("sheffield-send/version-3", e.to_string());
    let document: Value = serde_json::from_str(SHEFFIELD_SEND).map_err(unreadable)?;
    let overlay: Value = serde_json::from_str(VERSION_3).map_err(unreadable)?;
    serde_json::from_value(overlaid(document, &overlay)).map_err(unreadable)
}

/// Its fourth version: the third with the languages of the second, again as machine drafts.
///
/// # Errors
/// [`ShippedError`].
pub fn translated_short_framework() -> Result<Framework, ShippedError> {
    let third = short_framework()?;
    let unchanged = unchanged_texts(&default_framework()?, &third);
    translated(Framework { version: 4, ..third }, |translation| {
        let mut texts = texts_of(translation, translation.first)?;
        texts.retain(|path, _| unchanged.contains(path));
        texts.extend(texts_of(translation, translation.third)?);
        Ok(texts)
    })
}

/// The paths of the texts that are the same in both versions: their translations hold for both.
fn unchanged_texts(before: &Framework, after: &Framework) -> Vec<String> {
    let Some(first) = before.languages.first() else { return Vec::new() };
    let earlier: BTreeMap<String, String> = texts_in(before, first).into_iter().collect();
    let same = texts_in(after, first).into_iter().filter(|(path, words)| earlier.get(path) == Some(words));
    same.map(|(path, _)| path).collect()
}

type Texts = BTreeMap<String, String>;

fn texts_of(translation: &Translation, document: &str) -> Result<Texts, ShippedError> {
    serde_json::from_str(document).map_err(|e| ShippedError::Unreadable(translation.language, e.to_string()))
}

fn translated(
    mut framework: Framework,
    texts: impl Fn(&Translation) -> Result<Texts, ShippedError>,
) -> Result<Framework, ShippedError> {
    for translation in &TRANSLATIONS {
        let tag = translation.language;
        let language: Language = tag.parse().map_err(|e| ShippedError::Unreadable(tag, format!("{e}")))?;
        put_texts(&mut framework, &language, &texts(translation)?).map_err(|faults| ShippedError::Misfit(tag, faults))?;
        framework.machine_drafts.push(language);
    }
    Ok(framework)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frameworks::{check, unchecked_languages};
    use crate::model::{AUDIENCE, Ask, Shape, Signifier};

    fn valid(framework: &Framework) -> Framework {
        check(&serde_json::to_value(framework).unwrap()).map_err(|faults| faults_in_words(&faults)).unwrap()
    }

    fn missing_and_beyond(framework: &Framework, texts: &Texts) -> [Vec<String>; 2] {
        let english = texts_in(framework, &"en".parse().unwrap());
        let blank = |path: &String| texts.get(path).is_none_or(|text| text.trim().is_empty());
        let missing = english.iter().map(|(path, _)| path).filter(|path| blank(path)).cloned().collect();
        [missing, texts.keys().filter(|path| !english.iter().any(|(own, _)| own == *path)).cloned().collect()]
    }

    #[test]
    fn every_translation_is_complete_and_has_no_texts_beyond_the_document() {
        let first = default_framework().unwrap();
        for translation in &TRANSLATIONS {
            let texts = texts_of(translation, translation.first).unwrap();
            assert_eq!(missing_and_beyond(&first, &texts), [Vec::<String>::new(), Vec::new()], "{}", translation.language);
        }
    }

    #[test]
    fn what_the_third_version_words_anew_is_translated_again_and_nothing_else() {
        let (first, third) = (default_framework().unwrap(), short_framework().unwrap());
        let unchanged = unchanged_texts(&first, &third);
        for translation in &TRANSLATIONS {
            let own = texts_of(translation, translation.third).unwrap();
            let [missing, beyond] = missing_and_beyond(&third, &own);
            assert_eq!((&missing, &beyond), (&unchanged, &Vec::new()), "{}", translation.language);
        }
    }

    #[test]
    fn the_versions_with_translations_are_valid_except_for_unchecked_languages() {
        for (framework, version) in [(translated_framework(), 2), (translated_short_framework(), 4)] {
            let sound = valid(&framework.unwrap());
            assert_eq!((sound.version, sound.languages.len()), (version, 9));
            let message = unchecked_languages(&sound).unwrap().to_string();
            assert!(message.starts_with("machine_drafts: ") && message.contains("ar, ur, so, pl, sk, zh-Hans"), "{message}");
        }
    }

    /// The core questions for an audience, without the one that asks who it is.
    fn core<'a>(framework: &'a Framework, audience: &str) -> Vec<&'a Signifier> {
        let asked = |signifier: &&Signifier| {
            signifier.asked_of(Some(audience), &framework.audiences, "moment") == Some(Ask::Core) && signifier.id != AUDIENCE
        };
        framework.signifiers.iter().filter(asked).collect()
    }

    fn is_confidence(signifier: &Signifier) -> bool {
        matches!(&signifier.shape, Shape::Dyad(dyad) if dyad.confidence)
    }

    #[test]
    fn the_third_version_asks_each_audience_at_most_nine_core_questions_on_at_most_seven_pages() {
        let third = valid(&short_framework().unwrap());
        let confidence = [
            ("child", vec!["understood", "needs_met"]),
            ("family", vec!["felt_listened_to", "felt_informed", "felt_supported"]),
            ("professional", vec!["trust_system", "services_together"]),
        ];
        for (audience, dimensions) in confidence {
            let core = core(&third, audience);
            let ids: Vec<&str> = core.iter().map(|signifier| signifier.id.as_str()).collect();
            let expected = [&["difference", "needed", "timing", "voice"], &dimensions[..], &["feelings", "age_band"]].concat();
            assert_eq!(ids, expected, "{audience}");
            assert!(ids.len() <= 9 && ids.len() - dimensions.len() < 7, "{audience}");
        }
    }

    #[test]
    fn core_questions_of_the_third_version_are_short_and_confidence_has_the_same_ends() {
        let third = short_framework().unwrap();
        let english: Language = "en".parse().unwrap();
        let words = |text: &crate::model::Text| text.0[&english].split_whitespace().count();
        assert!(words(third.introduction.as_ref().unwrap()) <= 25);
        for audience in &third.audiences {
            for signifier in core(&third, audience) {
                assert!(words(&signifier.question) <= 12, "{}", signifier.id);
                assert!(signifier.hint.is_none() || signifier.id == "timing", "{}", signifier.id);
            }
        }
        let ends = third.signifiers.iter().filter(|signifier| is_confidence(signifier)).map(|signifier| {
            let Shape::Dyad(dyad) = &signifier.shape else { unreachable!() };
            (&dyad.left.label, &dyad.right.label)
        });
        let ends: Vec<_> = ends.collect();
        assert!(ends.len() == 8 && ends.iter().all(|end| end == &ends[0]));
    }

    #[test]
    fn a_question_in_other_words_or_with_other_ends_has_another_id() {
        let (first, third) = (default_framework().unwrap(), short_framework().unwrap());
        // Only shorter, and about the same.
        let shorter = ["needed", "feelings", "age_band"];
        for signifier in &third.signifiers {
            let Some(earlier) = first.signifier(&signifier.id) else { continue };
            assert_eq!(earlier.shape, signifier.shape, "{}", signifier.id);
            assert!(earlier.question == signifier.question || shorter.contains(&signifier.id.as_str()), "{}", signifier.id);
        }
    }
}
