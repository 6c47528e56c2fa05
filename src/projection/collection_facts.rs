//! What the columns need to know of a collection.

use serde::{Deserialize, Serialize};

use crate::store::Collection;

/// What of a collection is in the rows of its stories.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct CollectionFacts {
    /// Its round.
    pub round: Option<String>,
    /// The signifiers that it asks; all when empty.
    pub limited_to: Vec<String>,
}

impl From<Collection> for CollectionFacts {
    fn from(collection: Collection) -> Self {
        Self { round: collection.round, limited_to: collection.signifiers }
    }
}
