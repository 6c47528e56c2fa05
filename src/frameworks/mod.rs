//! Frameworks: the one that ships with the service, what makes a document sound and what makes it good, and the
//! published versions at hand.
//!
//! "Is this document a framework, and if not, why?" "How could it be better?" "What changed?" "Give me that version."

mod advice;
mod changes;
pub mod desk;
mod documents;
mod reading;
mod shelf;
mod shipped;
mod texts;

pub use advice::advice;
pub use changes::{Change, ChangeKind, changes};
pub use documents::{check, read, unchecked_languages};
pub use reading::{ReadingAge, reading_age, reading_ages};
pub use shelf::Shelf;
pub use shipped::{ShippedError, default_framework, translated_framework};
pub use texts::{put_texts, texts_in, worded_in};
