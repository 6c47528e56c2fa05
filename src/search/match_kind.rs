//! How stories were found.

use serde::{Deserialize, Serialize};

/// How the stories were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(example = "exact")]
pub enum MatchKind {
    /// They hold what was typed.
    Exact,
    /// No story does; they hold words that are spelt nearly so.
    Fuzzy,
}
