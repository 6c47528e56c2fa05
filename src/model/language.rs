//! Languages with their variants, and texts that exist in several of them.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};
use thiserror::Error;

use super::limits::is_blank;

/// A language tag with an optional variant: `en`, `en-x-easy`, `en-x-child`, `ur`, `zh-Hans`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(value_type = String, example = "en-x-easy")]
pub struct Language(String);

/// A string that is not a language tag.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("“{0}” is not a language tag such as en, ur or en-x-easy")]
pub struct UnknownLanguage(String);

impl Language {
    /// The whole tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The tag without its variant: `en-x-easy` → `en`.
    pub fn base(&self) -> &str {
        self.0.split_once("-x-").map_or(self.0.as_str(), |(base, _)| base)
    }

    /// English.
    #[must_use]
    pub fn english() -> Self {
        Self("en".to_owned())
    }

    /// The language without its variant.
    #[must_use]
    pub fn without_variant(&self) -> Self {
        Self(self.base().to_owned())
    }

    /// The variant alone: `en-x-easy` → `easy`.
    pub fn variant(&self) -> Option<&str> {
        self.0.split_once("-x-").map(|(_, variant)| variant)
    }

    /// The two or three letters of the language itself: `zh-Hans` → `zh`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// Reads a tag whatever the case of its letters: `EN` and `en-gb` are English. A tag that is written as usual stays as it
    /// is, any other is made lower case.
    ///
    /// # Errors
    /// [`UnknownLanguage`].
    pub fn in_any_case(tag: &str) -> Result<Self, UnknownLanguage> {
        tag.parse().or_else(|error| tag.to_ascii_lowercase().parse().map_err(|_| error))
    }

    /// The language in which someone who asks for this one is answered, out of those that are offered: its own, or the
    /// nearest that contains it, in the same variant (the lookup of RFC 4647, 3.4). `pt-BR` → `pt`, `en-GB-x-easy` →
    /// `en-x-easy`. Nothing when none of them contains it.
    pub fn offered_in(&self, offered: &[Self]) -> Option<Self> {
        if offered.iter().any(|own| own.base() == self.base()) {
            return Some(self.clone());
        }
        let mut range = self.base();
        loop {
            if let Some(own) = offered.iter().find(|own| own.base().eq_ignore_ascii_case(range)) {
                let variant = self.variant().map_or_else(String::new, |variant| format!("-x-{variant}"));
                return Some(Self(format!("{}{variant}", own.base())));
            }
            range = range.rsplit_once('-')?.0;
        }
    }
}

/// Reads a tag in any case, for serde.
///
/// # Errors
/// That of the deserializer.
pub fn in_any_case<'de, D: Deserializer<'de>>(reader: D) -> Result<Language, D::Error> {
    Language::in_any_case(&String::deserialize(reader)?).map_err(serde::de::Error::custom)
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(tag: &str) -> Result<Self, UnknownLanguage> {
        let mut parts = tag.split('-');
        let primary = parts.next().unwrap_or_default();
        let primary_ok = (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_lowercase());
        let rest_ok = parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
        if primary_ok && rest_ok && tag.len() <= 35 && !tag.ends_with("-x") {
            Ok(Self(tag.to_owned()))
        } else {
            Err(UnknownLanguage(tag.chars().take(40).collect()))
        }
    }
}

impl TryFrom<String> for Language {
    type Error = UnknownLanguage;

    fn try_from(tag: String) -> Result<Self, UnknownLanguage> {
        tag.parse()
    }
}

impl From<Language> for String {
    fn from(language: Language) -> Self {
        language.0
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One text in several languages and variants.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(transparent)]
#[schema(value_type = BTreeMap<String, String>, example = json!({"en": "The help came…", "en-x-easy": "When did help come?"}))]
pub struct Text(pub BTreeMap<Language, String>);

impl Text {
    /// The text in this language: in the variant itself, otherwise in its base language, otherwise the first text.
    pub fn in_language(&self, language: &Language) -> &str {
        self.0
            .get(language)
            .or_else(|| self.0.iter().find(|(own, _)| own.as_str() == language.base()).map(|(_, text)| text))
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }

    /// Whether there is a text in exactly this language or variant, and it is not blank.
    pub fn has(&self, language: &Language) -> bool {
        self.0.get(language).is_some_and(|text| !is_blank(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_variant_falls_back_to_its_base_language() {
        let text: Text = serde_json::from_str(r#"{"en": "plain", "ur": "سادہ"}"#).unwrap();
        assert_eq!(text.in_language(&"en-x-easy".parse().unwrap()), "plain");
        assert_eq!(text.in_language(&"ur".parse().unwrap()), "سادہ");
        assert_eq!(text.in_language(&"pl".parse().unwrap()), "plain");
    }

    #[test]
    fn a_language_that_is_not_offered_falls_back_to_the_one_that_contains_it() {
        let offered: Vec<Language> =
            ["en", "en-x-easy", "pt", "zh-Hans", "sr-Latn"].iter().map(|tag| tag.parse().unwrap()).collect();
        let found = |tag: &str| {
            Language::in_any_case(tag).unwrap().offered_in(&offered).map_or_else(String::new, |found| found.to_string())
        };
        for (asked, answered) in [
            ("en", "en"),
            ("EN", "en"),
            ("en-GB", "en"),
            ("En-gB-oxendict", "en"),
            ("en-u-ca-gregory", "en"),
            ("pt-BR", "pt"),
            ("PT-BR", "pt"),
            ("en-x-easy", "en-x-easy"),
            ("en-GB-x-easy", "en-x-easy"),
            ("EN-X-EASY", "en-x-easy"),
            ("pt-BR-x-child", "pt-x-child"),
            ("zh-hans-CN", "zh-Hans"),
            ("ZH-HANS", "zh-Hans"),
            ("sr-Latn-RS", "sr-Latn"),
            // What is offered is no more than what is asked for, and perhaps something else.
            ("zh", ""),
            ("zh-Hant", ""),
            ("sr", ""),
            ("ur", ""),
            ("enm", ""),
        ] {
            assert_eq!(found(asked), answered, "{asked}");
        }
    }

    #[test]
    fn language_tags_are_checked() {
        for good in ["en", "en-x-easy", "zh-Hans", "ur", "so"] {
            assert!(good.parse::<Language>().is_ok(), "{good}");
        }
        for bad in ["", "e", "EN", "english", "en-", "en-x", "en-x-", "en_GB", "en-x-waytoolongvariant"] {
            assert!(bad.parse::<Language>().is_err(), "{bad}");
        }
    }
}
