//! Full-text search: the only module that uses tantivy.
//!
//! The index is a projection. It can be deleted and rebuilt from the store at any time. The caller makes sure that it holds
//! only stories that may be read. Texts are not stored in it: it answers with story numbers, and cuts snippets from texts that
//! it is given.
//!
//! - To fill an empty index → [`Index::fill`].
//! - To apply changes of the change log → [`Index::apply`], and [`Index::position`] returns the position reached.
//! - To search for what a person typed → [`Index::matching`] (every story), [`Index::ranked`] (a page, best first).
//! - To count the words of a text → [`sentences`].
//! - To show why a story was found → [`Index::highlighter`].
//! - To say how a query was read → [`Matches::read_as`].
//! - To exclude the stories with some words → [`Index::matching_as_typed`].
//! - To erase every byte of a withdrawn story → [`Index::expunge`].
//! - When the index is damaged or from another version → [`SearchError::Unreadable`], then [`Index::recreate`].
//!
//! In the order of use: `parser` reads the query (`grammar` says what there is in one), `related` adds words that mean the same
//! (`synonyms`, `kin`), `plan` and `ways` make it a plan with the help of `expand`, and `collect` carries that out (`scan`,
//! `window`). `words`, `fold` and `family` define what a word is, in the same way for stories and queries.

mod change;
mod collect;
mod cursor;
mod directory;
mod error;
mod expand;
mod expunge;
mod family;
mod fields;
mod fill;
mod fold;
mod folder;
mod grammar;
mod highlight;
mod index;
mod irregular;
mod kin;
mod match_kind;
mod operations;
mod parser;
mod plan;
mod query;
mod read_as;
mod related;
mod scan;
mod snippet;
mod statistics;
mod stems;
pub mod stop_words;
mod synonyms;
mod terms;
mod tokens;
mod tree;
mod ways;
mod whole;
mod window;
mod words;

#[cfg(test)]
mod tests;

pub use change::{Document, IndexChange, Position};
pub use cursor::Cursor;
pub use error::SearchError;
pub use fill::Filling;
pub use highlight::Highlighter;
pub use index::Index;
pub use match_kind::MatchKind;
pub use query::{Hit, Matches, Page};
pub use snippet::Fragment;
pub use terms::sentences;
