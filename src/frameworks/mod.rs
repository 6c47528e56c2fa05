//! Frameworks: the one that ships with the service, what makes a document sound, and the published versions at hand.
//!
//! "Is this document a framework, and if not, why?" "Give me that version."

mod documents;
mod shelf;

pub use documents::{check, read};
pub use shelf::{Shelf, default_framework};
