//! Categories that are the same for every framework: ids and what they mean.

use super::column::{Category, ColumnKind};

/// The states of a reply, as categories. The last one is only in exports of staff.
pub(super) const STATES: [(&str, &str); 5] = [
    ("answered", "Answered"),
    ("not_applicable", "The storyteller said that the question does not fit the story"),
    ("unanswered", "Asked and not answered"),
    ("not_asked", "Not asked"),
    ("not_shown", "Not shown, because too few stories were told with such an answer"),
];

/// The places in [`STATES`].
pub(super) const ANSWERED: usize = 0;
pub(super) const NOT_APPLICABLE: usize = 1;
pub(super) const UNANSWERED: usize = 2;
pub(super) const NOT_ASKED: usize = 3;
pub(super) const NOT_SHOWN: usize = 4;

/// The kinds of signifiers, as categories.
pub(super) const KINDS: [(&str, &str); 4] = [
    ("triad", "A point between three corners"),
    ("dyad", "A point between two ends"),
    ("stones", "Stones in a square"),
    ("choice", "Options to choose from"),
];

/// The ways by which stories come in, as categories.
pub(super) const SOURCES: [(&str, &str); 4] = [
    ("told", "Told on the service's pages"),
    ("paper", "Written on paper and typed in"),
    ("imported", "Imported from a file"),
    ("synthetic", "Made by the service for trying it out; no person told it"),
];

/// The states of moderation, as categories.
pub(super) const MODERATION: [(&str, &str); 3] = [
    ("held", "Not read by a moderator yet; the answers count"),
    ("cleared", "Read by a moderator, and redacted where needed"),
    ("withheld", "Kept from everyone by a moderator"),
];

/// The coordinates of a stone.
pub(super) const AXES: [(&str, &str); 2] = [("x", "From left (0) to right (1)"), ("y", "From bottom (0) to top (1)")];

/// The kind of a column with these categories.
pub(super) fn categories(pairs: &[(&str, &str)]) -> ColumnKind {
    ColumnKind::Category(pairs.iter().map(|(id, label)| Category::new(*id, *label)).collect())
}
