//! Columns: one framework's stories in memory, and the sets of rows that selections resolve to.
//!
//! - A framework and its stories → [`Columns`], a row for each story and a column for each signifier: [`Row`], [`Form`].
//! - A selection → its [`Rows`], and how many stories are [`Undecided`]: [`Columns::resolve`].
//! - Rows → those that may be read, the newest, the numbers of their stories: [`Columns::readable_rows`],
//!   [`Columns::newest`], [`Columns::numbers`].
//! - Rows → groups by choice, round or collection: [`NamedRows`]. Rows and a signifier → how storytellers replied: [`Replies`].
//! - Columns → a file, and back: [`Snapshot`].
//!
//! Cells are in blocks that versions of a column share (`chunked`), so that a copy costs almost nothing.

mod alike;
mod cache;
mod cells;
mod checks;
mod choice_column;
mod chunked;
mod column;
mod condition;
mod forms;
mod groups;
mod listed;
mod marks;
mod near_place;
mod not_shown;
mod readable;
mod repeated_words;
mod replies;
mod rows;
mod select;
mod selection_parts;
mod simd;
mod snapshot;
mod stones_column;
mod table;
mod triad_column;

pub use forms::Form;
pub use groups::NamedRows;
pub use near_place::MapPlace;
pub use not_shown::NotShown;
pub use replies::Replies;
pub use rows::Rows;
pub use select::{TextMatches, Undecided};
pub use snapshot::{Snapshot, SnapshotFault};
pub use table::{Columns, LearnNote, Row};

pub(in crate::patterns) use alike::Combinations;
pub(in crate::patterns) use cache::Cache;
pub(in crate::patterns) use cells::{
    CHOICE_FIRST_SET, CHOICE_NOT_APPLICABLE, CHOICE_NOT_ASKED, CHOICE_UNANSWERED, DYAD_NOT_APPLICABLE, DYAD_NOT_ASKED,
    NO_POSITION, State, ZONE_NOT_APPLICABLE, ZONE_NOT_ASKED, ZONE_UNANSWERED,
};
pub(in crate::patterns) use checks::unknown;
pub(in crate::patterns) use choice_column::{ChoiceColumn, OptionSet};
pub(in crate::patterns) use chunked::{BLOCK, Chunked};
pub(in crate::patterns) use column::{Column, DyadColumn};
pub(in crate::patterns) use condition::{Asked, Condition, Marks, Test};
pub(in crate::patterns) use listed::Listed;
pub(in crate::patterns) use marks::{gathered, ones, spread};
pub(in crate::patterns) use repeated_words::Words;
pub(in crate::patterns) use simd::{Work, wide};
pub(in crate::patterns) use stones_column::{StoneColumn, StonesColumn};
pub(in crate::patterns) use triad_column::TriadColumn;

#[cfg(test)]
mod select_tests;
#[cfg(test)]
mod table_tests;
