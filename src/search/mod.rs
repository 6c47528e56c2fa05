//! Full-text search: the only module that uses tantivy.
//!
//! The index is a projection. It can be deleted and rebuilt from the store at any time. The caller makes sure that it holds
//! only stories that may be read. Texts are not stored in it: it answers with story numbers, and cuts snippets from texts that
//! it is given.
//!
//! - To apply changes of the change log → [`Index::apply`], and [`Index::position`] returns the position reached.
//! - To search for what a person typed → [`Index::matching`] (every story), [`Index::ranked`] (a page, best first).
//! - To count the words of a text → [`sentences`].
//! - To show why a story was found → [`Index::highlighter`].
//! - To say how a query with operators was read → [`read_as`].
//! - To erase every byte of a withdrawn story → [`Index::expunge`].
//! - When the index is damaged or from another version → [`SearchError::Unreadable`], then [`Index::recreate`].
//!
//! In the order of use: `parser` reads the query (`grammar` says what there is in one), `plan` turns it into tantivy queries with the help of `expand`, and
//! `collect` runs it. `words`, `fold` and `family` define what a word is, in the same way for stories and queries.

mod change;
mod collect;
mod cursor;
mod directory;
mod error;
mod expand;
mod expunge;
mod family;
mod fields;
mod fold;
mod folder;
mod grammar;
mod highlight;
mod index;
mod irregular;
mod match_kind;
mod operations;
mod parser;
mod plan;
mod query;
mod read_as;
mod snippet;
mod statistics;
mod terms;
mod tokens;
mod whole;
mod words;

#[cfg(test)]
mod tests;

pub use change::{Document, IndexChange, Position};
pub use cursor::Cursor;
pub use error::SearchError;
pub use highlight::Highlighter;
pub use index::Index;
pub use match_kind::MatchKind;
pub use query::{Hit, Matches, Page};
pub use read_as::read_as;
pub use snippet::Fragment;
pub use terms::sentences;
