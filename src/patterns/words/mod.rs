//! Words: which words distinguish a selection from the rest, which phrases recur, and which zones a word is associated with.
//!
//! The caller provides terms and tokens, which are already split, folded and possibly stemmed. Stop words are passed in too,
//! because they depend on the language.

mod keyness;
mod phrases;
mod zones;

pub use keyness::{KeyTerm, Keyness, KeynessOptions, TermCounts, keyness};
pub use phrases::{Phrase, phrases};
pub use zones::{WordInZone, WordInZones, word_in_zones};
