//! SenseMaker exports: a definition (JSON) and the stories (CSV).
//!
//! The definition becomes a framework whose ids are the export's own, so that importing again finds everything in its
//! place. A triad's corners keep the definition's order: top, left, right.

mod definition;
mod markup;
mod rows;

pub use definition::{Definition, TitleColumn};
pub use rows::{Exclusion, SenseMakerRows};
