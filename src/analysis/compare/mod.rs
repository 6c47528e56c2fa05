//! Compares groups of a selection's stories.

pub(in crate::analysis) mod grouped_by;
pub(in crate::analysis) mod groups;
pub(in crate::analysis) mod request;
pub(in crate::analysis) mod run;
