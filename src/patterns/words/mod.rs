//! Words: which words distinguish a selection from the rest, which phrases recur, and which zones a word is associated with.
//!
//! The caller provides terms and tokens, which are already split, folded and possibly stemmed. Stop words are passed in too,
//! because they depend on the language.
//!
//! - Counts of terms on two sides → the terms that tell them apart: [`keyness`].
//! - Tokens of texts → phrases that recur: [`phrases`].
//! - Stories with a word, and a triad → the zones where they lie more often: [`word_in_zones`].
//! - Rows → a sample of those whose texts may be read: [`Columns::sample_readable`](super::Columns::sample_readable).

mod keyness;
mod phrases;
mod sample;
mod zones;

pub use keyness::{KeyTerm, Keyness, KeynessOptions, TermCounts, keyness};
pub use phrases::{Phrase, phrases};
pub use zones::{WordInZone, WordInZones, word_in_zones};
