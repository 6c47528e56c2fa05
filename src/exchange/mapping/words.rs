//! A text of a mapping: in one language, or in several.

use serde::{Deserialize, Serialize};

use crate::model::{Language, Text};

/// A text in the mapping's language, or one in each of several languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(untagged)]
#[schema(example = "How old are you?")]
pub enum Words {
    /// In the mapping's language.
    One(String),
    /// By language.
    Several(Text),
}

impl Words {
    /// The text by language.
    pub fn text(&self, language: &Language) -> Text {
        match self {
            Self::One(words) => Text([(language.clone(), words.clone())].into()),
            Self::Several(text) => text.clone(),
        }
    }

    /// The text in one language.
    pub fn first(&self, language: &Language) -> &str {
        match self {
            Self::One(words) => words,
            Self::Several(text) => text.in_language(language),
        }
    }
}

impl From<&str> for Words {
    fn from(words: &str) -> Self {
        Self::One(words.to_owned())
    }
}

impl From<String> for Words {
    fn from(words: String) -> Self {
        Self::One(words)
    }
}
