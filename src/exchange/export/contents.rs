//! What an export holds, and what became of it.

use std::sync::Arc;

use thiserror::Error;

use super::error::ExportError;
use super::format::Part;
use crate::model::{Actor, Framework, Language};

/// What one export holds.
#[derive(Clone)]
pub struct Contents {
    /// The framework's slug. Stories of all its versions are in the export.
    pub framework: String,
    /// The language of titles and labels. Where a text does not exist in it, the nearest one is taken.
    pub language: Language,
    /// Whether titles, texts and words beside choices are in it, as far as they may be read.
    pub texts: bool,
    /// Which stories.
    pub stories: Which,
    /// Which answers may not be shown; only for exports of staff.
    pub hide: Option<Hide>,
    /// The one table to write; all of them, in one file, when `None`. Formats that are one file of all tables have no parts.
    pub part: Option<Part>,
    /// Who exports, for the row of the audit log; `None` when the caller writes a row that says more.
    pub actor: Option<Actor>,
}

/// A language of titles and labels in which the framework is not worded.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("“{slug}” is not worded in {wanted}; choose one of {}", .known.iter().map(Language::as_str).collect::<Vec<_>>().join(", "))]
pub struct NotWorded {
    slug: String,
    wanted: Language,
    known: Vec<Language>,
}

/// The language of titles and labels, in the nearest variant that the framework has. English, or its first language, when none is wanted.
///
/// # Errors
/// [`NotWorded`].
pub fn language_of_labels(framework: &Framework, wanted: Option<&Language>) -> Result<Language, NotWorded> {
    let known = &framework.languages;
    let Some(wanted) = wanted else {
        let english = Language::english();
        return Ok(if known.contains(&english) { english } else { known.first().cloned().unwrap_or(english) });
    };
    let not_worded = || NotWorded { slug: framework.slug.clone(), wanted: wanted.clone(), known: known.clone() };
    wanted.offered_in(known).ok_or_else(not_worded)
}

/// Which stories of a framework are in an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// All of them.
    All,
    /// Those with these numbers, each list in ascending order: first those of the first list, and after them those of the second, whose
    /// place among the others would tell when they came in.
    Numbers([Vec<u64>; 2]),
}

/// What of a story is not in an export of staff, because it would single out the person who told it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    /// The signifiers of which nothing is told, not even whether they were answered.
    pub signifiers: Vec<String>,
    /// The choices beside which no own words are told.
    pub words: Arc<[String]>,
    /// Whether its collection, round and day are not told.
    pub place: bool,
}

/// For each story number of a batch: what is not told of it.
pub type Hide = Arc<dyn Fn(&[u64]) -> Result<Vec<Hidden>, ExportError> + Send + Sync>;

/// How far an export has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Stories that were read, with those that were left out.
    pub read: u64,
    /// How many there are; may have changed since the export began.
    pub of: u64,
}

/// What an export held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Stories in it.
    pub stories: u64,
    /// Those of them with their text.
    pub texts: u64,
    /// Those of them without their text.
    pub without_text: u64,
    /// Stories that were left out: without consent to analysis, not counted, or withdrawn since they were chosen.
    pub left_out: u64,
}
