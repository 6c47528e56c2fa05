//! Stories of a selection that were signified alike: in clusters, or like one story.

pub(in crate::analysis) mod found;
pub(in crate::analysis) mod neighbours;
pub(in crate::analysis) mod request;
pub(in crate::analysis) mod run;

#[cfg(test)]
mod showing_tests;
