//! Clusters as they are kept until a person looks at them.
//!
//! Stories are kept by number. Titles, ids and the words of texts are looked up when clusters are shown, so that the result of a
//! job names no story that was withdrawn meanwhile, and no word of a text that may no longer be read.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::analysis::clusters::request::NearSelection;
use crate::model::Selection;
use crate::patterns::{Clusters, Near, Undecided};

/// Clusters that were found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::analysis) struct FoundClusters {
    pub(super) framework: String,
    /// The selection that was asked for.
    pub(super) selection: Selection,
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Counted {
    pub all: Vec<u64>,
    pub clusters: Vec<HashSet<u64>>,
}

impl FoundClusters {
    /// The selection that was asked for, narrowed to these regions; `None` where it asks for other options of the same choice.
    pub(super) fn near(&self, near: &Near) -> Option<NearSelection> {
        let regions = &near.selection;
        let mut selection = Selection { framework: Some(self.framework.clone()), ..self.selection.clone() };
        for (signifier, options) in &regions.answers {
            if selection.answers.insert(signifier.clone(), options.clone()).is_some() {
                return None;
            }
        }
        selection.triads.extend(regions.triads.iter().cloned());
        selection.dyads.extend(regions.dyads.iter().cloned());
        selection.stones.extend(regions.stones.iter().cloned());
        Some(NearSelection { selection, covers: near.covers, precision: near.precision })
    }
}
