//! One selection, every view: search results, patterns and clusters are functions of the same set of stories.
//!
//! "Here is a selection: what is in it, and what does it look like?" What a viewer may see is part of resolving, and is
//! decided here for all views alike: nothing in here answers without the right to explore.

mod clusters;
mod error;
mod patterns;
mod resolve;
mod search;

use crate::frameworks::Shelf;
use crate::projection::Projection;
use crate::store::Store;

pub use clusters::{ClusterShown, ClustersAnswer, ClustersAsked, Medoid};
pub use error::ExploreError;
pub use patterns::{PatternsAnswer, PatternsAsked};
pub use search::{Found, SearchAnswer, SearchAsked, Sort};

/// The views of this node.
#[derive(Clone)]
pub struct Explore {
    store: Store,
    shelf: Shelf,
    projection: Projection,
}

impl Explore {
    /// The views on this store's projections.
    pub fn new(store: Store, shelf: Shelf, projection: Projection) -> Self {
        Self { store, shelf, projection }
    }
}
