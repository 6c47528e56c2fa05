//! How far the projections have come.

use std::collections::{HashMap, HashSet};
use std::time::Instant;

use roaring::RoaringTreemap;

use super::collection_facts::CollectionFacts;
use super::storytellers::Storytellers;
use crate::store::Position;

/// State that only the holder of the lock may read and change.
#[derive(Default)]
pub(super) struct Applied {
    /// The last change applied.
    pub position: Position,
    /// Stories in the index.
    pub indexed: RoaringTreemap,
    /// Whether the index may contain more than `indexed`, as after a restart: then every removal is applied to it.
    pub unsure: bool,
    /// Stories that changed while they could not be applied.
    pub pending: Vec<u64>,
    /// What is known of collections, by join code.
    pub collections: HashMap<String, CollectionFacts>,
    /// The numbers that stand for storytellers in the columns.
    pub storytellers: Storytellers,
    /// Versions of frameworks whose signifiers the columns know.
    pub learned: HashSet<(String, u32)>,
    /// The time since which removed stories wait to be erased from the index's files.
    pub to_expunge: Option<Instant>,
    /// The position of the columns when they were last written to disk, and the time.
    pub kept: Option<Position>,
    pub kept_at: Option<Instant>,
}
