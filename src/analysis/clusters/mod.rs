//! Stories of a selection that were signified alike.

pub(in crate::analysis) mod found;
pub(in crate::analysis) mod request;
pub(in crate::analysis) mod run;

#[cfg(test)]
mod showing_tests;
