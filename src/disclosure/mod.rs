//! Disclosure control: what protects the people who told stories from being singled out.
//!
//! Every limit of that kind is in [`Policy`], and nowhere else. It protects the person who told a story, so no request can lift
//! it. Limits that protect the reader of figures from reading too much into few stories are something else: they belong to the
//! statistics ([`patterns`](crate::patterns), `interpretation`), and carry a warning instead of a refusal.
//!
//! - A number of stories → whether they may be broken down, how they are told: [`Policy`], [`Matching`].
//! - A table of stories by two questions → which of its counts may be told: [`told_table`].
//! - The parts that stories divide into → which of their counts may be told: [`told_parts`].
//!
//! These limits prevent accidents. They do not prevent an analyst from subtracting one selection from another.

mod matching;
mod policy;
mod tables;

pub use matching::Matching;
pub use policy::Policy;
pub use tables::{Counts, Told, ToldTable, told_parts, told_table};
