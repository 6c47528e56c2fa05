//! Clusters as they are kept until a person looks at them.
//!
//! Stories are kept by number. Titles, ids and the words of texts are looked up when clusters are shown, so that the result of a
//! job names no story that was withdrawn meanwhile, and no word of a text that may no longer be read.

use std::collections::HashSet;

use crate::patterns::{Clusters, Undecided};

/// Clusters that were found.
pub(in crate::analysis) struct FoundClusters {
    pub(super) framework: String,
    pub(super) matching: u64,
    pub(super) change: u64,
    pub(super) fuzzy: bool,
    pub(super) partial: bool,
    pub(super) read_as: Option<String>,
    pub(super) undecided: Undecided,
    pub(super) warnings: Vec<String>,
    pub(super) found: Clusters,
    /// The stories whose words are counted when clusters are shown, when asked for.
    pub(super) counted: Option<Counted>,
}

/// Stories whose words are counted: all of them, and those of each cluster.
#[derive(Clone)]
pub(super) struct Counted {
    pub all: Vec<u64>,
    pub clusters: Vec<HashSet<u64>>,
}
