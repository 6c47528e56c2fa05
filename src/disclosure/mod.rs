//! Disclosure control: what protects the people who told stories from being singled out by figures.
//!
//! Every limit of that kind stands in [`policy`], and nowhere else; [`tables`] applies it to tables of counts. It protects the person who told a story, so that no request
//! can lift it. Limits that protect the reader of figures from reading too much into few stories are something else: they
//! belong to the statistics ([`patterns`](crate::patterns), `interpretation`), and carry a warning instead of a refusal.

pub mod policy;
pub mod tables;
