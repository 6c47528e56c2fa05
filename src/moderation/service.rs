//! The service behind moderation. Its methods stand in the files of its tasks.

use crate::projection::Projection;
use crate::store::Store;

/// The moderation queue.
#[derive(Clone)]
pub struct Moderation {
    pub(super) store: Store,
    pub(super) projection: Projection,
}

impl Moderation {
    /// The queue of this store.
    pub fn new(store: Store, projection: Projection) -> Self {
        Self { store, projection }
    }
}
