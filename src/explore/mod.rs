//! One selection, every view: search results, patterns, comparisons, trends, words and clusters are functions of the same
//! set of stories.
//!
//! "Here is a selection: what is in it, and what does it look like?" What a viewer may see is part of resolving, and is
//! decided here for all views alike: nothing in here answers without the right to explore.

mod board;
mod clustering;
mod clusters;
mod comparing;
mod comparison;
mod error;
mod grouping;
mod jobs;
mod patterns;
mod resolve;
mod search;
mod stop_words;
mod texts;
mod trends;
mod words;
mod work;

use crate::frameworks::Shelf;
use crate::projection::Projection;
use crate::store::Store;

pub use clusters::{ClusterShown, ClustersAnswer, ClustersAsked, Medoid};
pub use comparison::{ComparedGroup, ComparisonAnswer, ComparisonAsked, ComparisonResult, KeepTogether};
pub use error::ExploreError;
pub use grouping::{GroupedBy, GroupsAsked};
pub use jobs::{Job, JobAsked, JobKind, JobResult, JobState};
pub use patterns::{PatternsAnswer, PatternsAsked};
pub use search::{Found, SearchAnswer, SearchAsked, Sort};
pub use trends::{FigureTrend, TrendsAnswer, TrendsAsked};
pub use words::{TextsCounted, WordsAnswer, WordsAsked, WordsOfZones, ZonesOfWord};
pub use work::Work;

/// The views of this node.
#[derive(Clone)]
pub struct Explore {
    store: Store,
    shelf: Shelf,
    projection: Projection,
    turns: work::Turns,
    jobs: board::Jobs,
}

impl Explore {
    /// The views on this store's projections.
    pub fn new(store: Store, shelf: Shelf, projection: Projection) -> Self {
        Self { store, shelf, projection, turns: work::Turns::of_this_machine(), jobs: board::Jobs::default() }
    }
}
