//! Notices: texts about the service itself, such as its privacy notice, in several languages and wordings.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::language::{Language, Text};
use super::limits::is_blank;

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// The privacy notice.
    Privacy,
    /// The accessibility statement.
    Accessibility,
}

/// A string that names no notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the notices are privacy and accessibility")]
pub struct UnknownNotice;

impl NoticeKind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::Privacy, Self::Accessibility];

    /// Its name in addresses and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Privacy => "privacy",
            Self::Accessibility => "accessibility",
        }
    }
}

impl FromStr for NoticeKind {
    type Err = UnknownNotice;

    fn from_str(name: &str) -> Result<Self, UnknownNotice> {
        Self::ALL.into_iter().find(|kind| kind.name() == name).ok_or(UnknownNotice)
    }
}

impl fmt::Display for NoticeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A version of a notice: its texts, and the fields that are filled into them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "fields": [{"id": "controller", "label": "Organisation", "hint": "Who decides how stories are used", "value": {"en": "A council"},
        "missing": {"en": "The organisation is not named here yet."}}],
    "texts": [{"language": "en", "title": "Privacy notice", "blocks": [
        {"kind": "heading", "text": "Who we are"}, {"kind": "paragraph", "text": "{controller} runs this service."}]}]
}))]
pub struct Notice {
    /// What differs from place to place, such as who is responsible.
    pub fields: Vec<NoticeField>,
    /// The texts, the default language first.
    pub texts: Vec<NoticeText>,
}

/// A field that is filled into the texts where they say `{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"id": "controller", "label": "Organisation", "hint": "Who decides how stories are used",
    "value": {"en": "A council"}, "missing": {"en": "The organisation is not named here yet."}}))]
pub struct NoticeField {
    /// Its id: small letters and underscores.
    #[schema(example = "controller")]
    pub id: String,
    /// What it is, for administrators.
    #[schema(example = "Organisation")]
    pub label: String,
    /// How to fill it in, for administrators.
    #[serde(default)]
    pub hint: String,
    /// What it says, by language. Empty until a person fills it in.
    #[serde(default)]
    pub value: Text,
    /// What is shown instead of a paragraph with this field until it is filled in.
    pub missing: Text,
}

/// A notice in one language and wording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"language": "en", "title": "Privacy notice", "blocks": [{"kind": "heading", "text": "Who we are"},
    {"kind": "paragraph", "text": "{controller} runs this service."}]}))]
pub struct NoticeText {
    /// The language and wording.
    pub language: Language,
    /// The title.
    pub title: String,
    /// Headings and paragraphs, in order.
    pub blocks: Vec<NoticeBlock>,
}

/// A heading or a paragraph: plain text, without markup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"kind": "paragraph", "text": "You need no account."}))]
pub struct NoticeBlock {
    /// Which of the two it is.
    pub kind: BlockKind,
    /// The text.
    pub text: String,
}

/// Whether a block is a heading or a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// A heading.
    Heading,
    /// A paragraph.
    Paragraph,
}

impl NoticeField {
    /// Whether somebody has filled it in, in any language.
    pub fn is_filled(&self) -> bool {
        self.value.0.values().any(|value| !is_blank(value))
    }
}

impl Notice {
    /// The text for a reader of this language: in the wording itself, else in its language or the nearest that contains it, else in
    /// the default language. Nothing when the notice has no text at all.
    pub fn text_in(&self, language: &Language) -> Option<&NoticeText> {
        let offered: Vec<Language> = self.texts.iter().map(|text| text.language.clone()).collect();
        let wanted = language.offered_in(&offered);
        let found = wanted.and_then(|wanted| {
            let exact = self.texts.iter().find(|text| text.language == wanted);
            exact.or_else(|| self.texts.iter().find(|text| text.language.as_str() == wanted.base()))
        });
        found.or_else(|| self.texts.first())
    }

    /// The fields that the texts use and nobody has filled in, by id.
    pub fn unfilled(&self) -> Vec<&str> {
        let texts = self.texts.iter().flat_map(|text| &text.blocks).map(|block| block.text.as_str());
        let used: BTreeSet<&str> = texts.flat_map(named_in).collect();
        let unfilled = self.fields.iter().filter(|field| !field.is_filled() && used.contains(field.id.as_str()));
        unfilled.map(|field| field.id.as_str()).collect()
    }
}

/// The ids that a text names in braces, in order.
pub fn named_in(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(id, _)| id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notice(languages: &[&str], blocks: &[&str]) -> Notice {
        let blocks: Vec<NoticeBlock> =
            blocks.iter().map(|text| NoticeBlock { kind: BlockKind::Paragraph, text: (*text).to_owned() }).collect();
        let text = |tag: &&str| NoticeText { language: tag.parse().unwrap(), title: (*tag).to_owned(), blocks: blocks.clone() };
        let field = |id: &str, value: &str| NoticeField {
            id: id.to_owned(),
            label: id.to_owned(),
            hint: String::new(),
            value: serde_json::from_value(serde_json::json!({"en": value})).unwrap(),
            missing: Text::default(),
        };
        let fields = vec![field("controller", ""), field("contact", "0114"), field("unused", "")];
        Notice { fields, texts: languages.iter().map(text).collect() }
    }

    #[test]
    fn a_reader_gets_the_nearest_text_and_else_the_default() {
        let notice = notice(&["en", "en-x-easy", "pt", "ur"], &[]);
        for (asked, found) in [
            ("en-x-easy", "en-x-easy"),
            ("en-x-child", "en"),
            ("en-GB-x-easy", "en-x-easy"),
            ("pt-BR", "pt"),
            ("pt-x-easy", "pt"),
            ("ur", "ur"),
            ("so", "en"),
        ] {
            assert_eq!(notice.text_in(&asked.parse().unwrap()).unwrap().title, found, "{asked}");
        }
    }

    #[test]
    fn a_field_is_missed_only_where_a_text_uses_it() {
        assert_eq!(notice(&["en"], &["{controller} runs this: {contact}"]).unfilled(), ["controller"]);
        assert_eq!(notice(&["en"], &["Call {contact}"]).unfilled(), Vec::<&str>::new());
    }

    #[test]
    fn fields_are_named_in_braces() {
        assert_eq!(named_in("a {b} c {d}{e} f} {g").collect::<Vec<_>>(), ["b", "d", "e"]);
    }
}
