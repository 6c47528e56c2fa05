//! Attachments: what can come with a story besides its text.

use serde::{Deserialize, Serialize};

/// The kind of an attachment. A story has at most one of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(example = "voice")]
pub enum AttachmentKind {
    /// The story, spoken.
    Voice,
    /// A photo or a drawing.
    Picture,
}

impl AttachmentKind {
    /// The kind's name in the API and the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Voice => "voice",
            Self::Picture => "picture",
        }
    }

    /// The kind with this name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Voice, Self::Picture].into_iter().find(|kind| kind.name() == name)
    }
}
