//! The framework that ships with the service, and its translations.

use std::collections::BTreeMap;

use thiserror::Error;

use super::texts::put_texts;
use crate::model::{Fault, Framework, Language, faults_in_words};

/// `sheffield-send`, in English: plain, easy read, and for children.
const SHEFFIELD_SEND: &str = include_str!("sheffield-send.json");

/// Translations of its texts, by path. No person has checked them yet.
const TRANSLATIONS: [(&str, &str); 6] = [
    ("ar", include_str!("sheffield-send/ar.json")),
    ("ur", include_str!("sheffield-send/ur.json")),
    ("so", include_str!("sheffield-send/so.json")),
    ("pl", include_str!("sheffield-send/pl.json")),
    ("sk", include_str!("sheffield-send/sk.json")),
    ("zh-Hans", include_str!("sheffield-send/zh-Hans.json")),
];

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

/// The default framework, `sheffield-send`, as it is published at the first start.
///
/// # Errors
/// [`ShippedError`].
pub fn default_framework() -> Result<Framework, ShippedError> {
    serde_json::from_str(SHEFFIELD_SEND).map_err(|e| ShippedError::Unreadable("sheffield-send", e.to_string()))
}

/// Its second version: the same with more languages, each marked as a machine draft that a person has to check.
///
/// # Errors
/// [`ShippedError`].
pub fn translated_framework() -> Result<Framework, ShippedError> {
    let mut framework = Framework { version: 2, ..default_framework()? };
    for (tag, document) in TRANSLATIONS {
        let unreadable = |e: &dyn std::fmt::Display| ShippedError::Unreadable(tag, e.to_string());
        let language: Language = tag.parse().map_err(|e| unreadable(&e))?;
        let texts: BTreeMap<String, String> = serde_json::from_str(document).map_err(|e| unreadable(&e))?;
        put_texts(&mut framework, &language, &texts).map_err(|faults| ShippedError::Misfit(tag, faults))?;
        framework.machine_drafts.push(language);
    }
    Ok(framework)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frameworks::{check, texts::texts_in, unchecked_languages};

    #[test]
    fn every_translation_is_complete_and_has_no_texts_beyond_the_document() {
        let english = texts_in(&default_framework().unwrap(), &"en".parse().unwrap());
        for (tag, document) in TRANSLATIONS {
            let texts: BTreeMap<String, String> = serde_json::from_str(document).unwrap();
            let missing: Vec<&String> = english
                .iter()
                .map(|(path, _)| path)
                .filter(|path| texts.get(*path).is_none_or(|t| t.trim().is_empty()))
                .collect();
            let beyond: Vec<&String> = texts.keys().filter(|path| !english.iter().any(|(own, _)| own == *path)).collect();
            assert!(missing.is_empty() && beyond.is_empty(), "{tag}: missing {missing:?}, beyond {beyond:?}");
        }
    }

    #[test]
    fn the_second_version_is_valid_except_for_unchecked_languages() {
        let framework = translated_framework().unwrap();
        let sound = check(&serde_json::to_value(&framework).unwrap()).map_err(|faults| faults_in_words(&faults)).unwrap();
        assert_eq!((sound.version, sound.languages.len()), (2, 9));
        let message = unchecked_languages(&sound).unwrap().to_string();
        assert!(message.starts_with("machine_drafts: ") && message.contains("ar, ur, so, pl, sk, zh-Hans"), "{message}");
    }
}
