//! How stories were found.

use serde::{Deserialize, Serialize};

/// How the stories were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(example = "exact")]
pub enum MatchKind {
    /// They hold what was typed, or words that mean the same.
    Exact,
    /// No story does; they hold words that are spelt nearly so.
    Fuzzy,
    /// No story holds all of these either; they hold the words that say most of it.
    Partial,
}

impl MatchKind {
    /// All, in the order in which they are tried.
    pub(super) const ALL: [Self; 3] = [Self::Exact, Self::Fuzzy, Self::Partial];
}
