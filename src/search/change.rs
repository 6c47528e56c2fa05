//! What the projection sends to the index: stories to add or remove, and the position in the change log they reach.

use serde::{Deserialize, Serialize};

use crate::model::Language;

/// One step of the change log, as the index sees it.
#[derive(Clone, Copy, Debug)]
pub enum IndexChange<'a> {
    /// The story can be found by this text, which replaces what the index holds under its number.
    Put(Document<'a>),
    /// The story with this number can no longer be found.
    Remove(u64),
}

/// The searchable words of one story.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// The story's number in the store.
    pub number: u64,
    /// The language it is written in.
    pub language: &'a Language,
    /// Its title, possibly empty; words found here count double.
    pub title: &'a str,
    /// The text of the story.
    pub text: &'a str,
    /// Words written beside choices.
    pub write_ins: &'a [&'a str],
}

/// A place in the change log: ordered by transaction, then by sequence within it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Position {
    /// The transaction of the change (always 0 where the store numbers changes in order).
    pub transaction: i64,
    /// The number of the change.
    pub sequence: i64,
    /// Distinguishes changes with the same number, which a restored store may have; 0 when the store has no marks.
    #[serde(default)]
    pub mark: i64,
}
