//! Any table by a mapping: a document that says what each column becomes.
//!
//! [`Guess`] makes a first mapping from the headings and the values, with a reason for each column; a person corrects it. What
//! only a person can know is never guessed: what storytellers consented to, and whether 03/04/2026 is in March or in April.
//! [`MappedTable`] previews a table by its mapping, and makes its rows into stories. For NarraFirma and XLSForm (KoboToolbox, ODK)
//! the mapping is made from the form.

mod answers;
mod dates;
mod document;
mod framework;
mod guess;
mod headings;
mod missing;
mod plan;
mod preview;
mod profile;
mod questions;
mod ready;
mod rows;
mod table;
#[cfg(test)]
mod tests;
mod words;

pub use dates::DateFormat;
pub use document::{
    CollectionColumn, Excluded, LanguageColumn, MAPPING_VERSION, Mapping, Permission, Permissions, PromptOf, ReceivedColumn,
    StoryColumns, Target,
};
pub use guess::{Guess, Guessed, HeadedTable, Reason};
pub use missing::MissingValues;
pub use preview::{AnswerCount, Preview, PreviewedStory, QuestionCounts, UnfitValue};
pub use questions::{
    Condition, CornerOf, LabelledOf, OptionOf, Others, Outside, Question, Reading, Scale, StoneOf, TickOf, XAxis, YAxis,
};
pub use ready::{narrafirma, xlsform};
pub use rows::MappedRows;
pub use table::MappedTable;
pub use words::Words;
