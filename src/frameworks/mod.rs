//! Frameworks: the framework that ships with the service, checks of documents, advice to authors, changes between versions,
//! and the registry of published versions.

mod advice;
mod changes;
mod documents;
#[cfg(test)]
mod documents_tests;
mod drafts;
mod overlay;
mod reading;
mod registry;
mod shipped;
mod texts;

pub use advice::advice;
pub use changes::{Change, ChangeKind, changes};
pub use documents::{MOST_CHOSEN, check, is_slug, read, unchecked_languages};
pub use drafts::Drafts;
pub use reading::{ReadingAge, reading_age, reading_ages};
pub use registry::FrameworkRegistry;
pub use shipped::{ShippedError, default_framework, short_framework, translated_framework, translated_short_framework};
pub use texts::{put_texts, texts_in, worded_in};
