//! A story's consent, where it came from, and how far moderation has come.

use serde::{Deserialize, Serialize};

/// What a storyteller allows. Both are asked separately, and neither is ticked beforehand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"analysis": true, "quotation": false}))]
pub struct Consent {
    /// The story and its answers may be used in analysis. Without it the story is in no search and no pattern.
    #[serde(default)]
    pub analysis: bool,
    /// The cleared text may be quoted in public.
    #[serde(default)]
    pub quotation: bool,
}

/// How far moderation has come. A story's text is readable and searchable only when cleared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(example = "held")]
pub enum ModerationState {
    /// Nobody has read it yet.
    Held,
    /// A person has read it and, where needed, redacted it.
    Cleared,
    /// A person has read it and keeps the text from everyone.
    Withheld,
}

impl ModerationState {
    /// The state's name in the API and the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Cleared => "cleared",
            Self::Withheld => "withheld",
        }
    }

    /// The state of that name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Held, Self::Cleared, Self::Withheld].into_iter().find(|state| state.name() == name)
    }
}

/// By which way a story came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(example = "told")]
pub enum Source {
    /// Told by a storyteller through the API or its pages.
    Told,
    /// Told on a paper form, and typed in by a facilitator.
    Paper,
    /// Brought in by an operator from a file.
    Imported,
    /// Made by the service to try it out; nobody told it.
    Synthetic,
}

impl Source {
    /// The name in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Told => "told",
            Self::Paper => "paper",
            Self::Imported => "imported",
            Self::Synthetic => "synthetic",
        }
    }

    /// The source of that name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Told, Self::Paper, Self::Imported, Self::Synthetic].into_iter().find(|source| source.name() == name)
    }
}
