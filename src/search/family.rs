//! Languages grouped by how their words are stemmed.

use tantivy::tokenizer::Language as Algorithm;

use crate::model::Language;

/// A group of languages whose words share a stemmer, and therefore two fields of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Family {
    name: &'static str,
    algorithm: Option<Algorithm>,
}

/// Every language without a stemmer of its own: Urdu, Somali, Polish, Slovak, Chinese and many more.
const PLAIN: Family = Family { name: "plain", algorithm: None };

const STEMMED: [(&[&str], Algorithm); 18] = [
    (&["ar"], Algorithm::Arabic),
    (&["da"], Algorithm::Danish),
    (&["de"], Algorithm::German),
    (&["el"], Algorithm::Greek),
    (&["en"], Algorithm::English),
    (&["es"], Algorithm::Spanish),
    (&["fi"], Algorithm::Finnish),
    (&["fr"], Algorithm::French),
    (&["hu"], Algorithm::Hungarian),
    (&["it"], Algorithm::Italian),
    (&["nl"], Algorithm::Dutch),
    (&["no", "nb", "nn"], Algorithm::Norwegian),
    (&["pt"], Algorithm::Portuguese),
    (&["ro", "mo"], Algorithm::Romanian),
    (&["ru"], Algorithm::Russian),
    (&["sv"], Algorithm::Swedish),
    (&["ta"], Algorithm::Tamil),
    (&["tr"], Algorithm::Turkish),
];

impl Family {
    /// The family of a language, regardless of its variant: `en-x-easy` → `en`.
    pub(super) fn of(language: &Language) -> Self {
        let primary = language.primary();
        Self::all().find(|family| family.tags().contains(&primary)).unwrap_or(PLAIN)
    }

    /// The family whose words are not stemmed.
    pub(super) fn without_stems() -> Self {
        PLAIN
    }

    /// The family of English.
    pub(super) fn english() -> Self {
        Self { name: "en", algorithm: Some(Algorithm::English) }
    }

    /// All families, always in the same order.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        let stemmed = STEMMED.iter().map(|&(tags, algorithm)| Self { name: tags[0], algorithm: Some(algorithm) });
        stemmed.chain([PLAIN])
    }

    /// The name used for fields and tokenizers.
    pub(super) fn name(self) -> &'static str {
        self.name
    }

    /// The stemmer, if the family has one.
    pub(super) fn algorithm(self) -> Option<Algorithm> {
        self.algorithm
    }

    /// Whether this is English, which gets irregular forms and accent folding as well as stemming.
    pub(super) fn is_english(self) -> bool {
        self.algorithm == Some(Algorithm::English)
    }

    fn tags(self) -> &'static [&'static str] {
        STEMMED.iter().find(|(_, algorithm)| Some(*algorithm) == self.algorithm).map_or(&[], |(tags, _)| tags)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variant_belongs_to_its_languages_family() {
        for (tag, family) in [("en", "en"), ("en-x-easy", "en"), ("nb", "no"), ("ur", "plain"), ("zh-Hans", "plain")] {
            assert_eq!(Family::of(&tag.parse().unwrap()).name(), family, "{tag}");
        }
    }
}
