//! Full text: the only room that knows tantivy.
//!
//! The index is a projection. It can be thrown away and rebuilt from the store at any time, and holds only stories
//! that may be read; the caller sees to that. Texts are not kept in it: it answers with story numbers, and cuts
//! snippets from texts it is handed.
//!
//! - I have changes of the change log → [`Index::apply`], and [`Index::position`] says how far it has come.
//! - I have what a person typed → [`Index::matching`] (every story), [`Index::ranked`] (a page, best first).
//! - I have a text and want to count its words → [`sentences`].
//! - I have a story and want to show why it was found → [`Index::highlighter`].
//! - A story was withdrawn, and no byte of it may stay → [`Index::expunge`].
//! - The index is damaged, or of another version → [`SearchError::Unreadable`], then [`Index::recreate`].
//!
//! From the outside in: `grammar` reads the query, `plan` turns it into tantivy's terms with the help of `expand`,
//! `collect` runs it; `words`, `fold` and `family` decide what a word is, the same for stories and queries.

mod change;
mod collect;
mod cursor;
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
mod operations;
mod plan;
mod query;
mod snippet;
mod statistics;
mod terms;
mod words;

#[cfg(test)]
mod tests;

pub use change::{Document, IndexChange, Position};
pub use cursor::Cursor;
pub use error::SearchError;
pub use highlight::Highlighter;
pub use index::Index;
pub use query::{Hit, How, Matches, Page};
pub use snippet::Fragment;
pub use terms::sentences;
