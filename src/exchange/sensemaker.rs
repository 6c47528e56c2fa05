//! SenseMaker exports: a definition (JSON) and the stories (a table).
//!
//! The definition becomes a framework whose ids are those of the export, so that importing again finds everything. A triad's
//! corners keep the definition's order: top, left, right.
//!
//! There are two layouts of each. A definition has all questions in one list, or in sections and linked frameworks, each of which can
//! have a story text of its own. An export has the columns `id`, `…_percentX` and so on, or those of the Workbench (`columns`).

mod columns;
mod definition;
mod definition_file;
mod exclusion;
mod layout;
mod options;
mod own;
mod own_parts;
mod question;
mod rows;
mod story_texts;
mod survey;
#[cfg(test)]
mod tests;

pub use definition::{Definition, TitleColumn};
pub use exclusion::Exclusion;
pub use layout::Wishes;
pub use own::OwnRows;
pub use rows::SenseMakerRows;
pub use survey::SenseMakerExport;
