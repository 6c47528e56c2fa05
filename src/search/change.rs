//! What the projection hands to the index: stories to put in or take out, and how far in the change log that reaches.

use serde::{Deserialize, Serialize};

use crate::model::Language;

/// One step of the change log, as the index sees it.
#[derive(Clone, Copy, Debug)]
pub enum IndexChange<'a> {
    /// The story is to be found, with this text; it replaces what the index knew under its number.
    Put(Document<'a>),
    /// The story with this number is not to be found any more.
    Remove(u64),
}

/// The searchable words of one story.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// The store's number of the story.
    pub number: u64,
    /// The language it is told in.
    pub language: &'a Language,
    /// Its title, possibly empty; words found here count double.
    pub title: &'a str,
    /// The story.
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
    /// What tells the change from another of the same number, as a restored store may have; 0 when nothing does.
    #[serde(default)]
    pub mark: i64,
}
