//! Words: which ones tell a selection from the rest, which phrases come back, and which zones a word goes with.
//!
//! Terms and tokens are the caller's: they were cut, folded and perhaps stemmed by whoever reads texts. Stop words are
//! passed in too, because they belong to a language.

mod keyness;
mod phrases;
mod zones;

pub use keyness::{KeyTerm, Keyness, KeynessOptions, keyness};
pub use phrases::{Phrase, phrases};
pub use zones::{WordInZone, WordInZones, word_in_zones};
