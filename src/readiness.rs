//! Whether the service can do its work.

use crate::projection::Projection;
use crate::store::Store;

/// Checks the store and the projections.
#[derive(Clone)]
pub struct Readiness {
    store: Store,
    projection: Projection,
}

/// The result of the check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadinessReport {
    /// Whether the database answers.
    pub database: bool,
    /// Whether a new story could be stored.
    pub takes_stories: bool,
    /// Whether views show every story.
    pub views: bool,
    /// Stories that the views have read.
    pub stories_read: u64,
    /// Stories that the views have to read.
    pub stories: u64,
}

impl ReadinessReport {
    /// Whether everything works.
    pub fn is_ready(self) -> bool {
        self.takes_stories && self.views
    }
}

impl Readiness {
    /// Checks this store and its projections.
    pub fn new(store: Store, projection: Projection) -> Self {
        Self { store, projection }
    }

    /// Queries the database, and tries to write.
    pub async fn report(&self) -> ReadinessReport {
        let database = self.store.ping().await.is_ok();
        let takes_stories = database && self.store.can_keep().await.is_ok();
        let (stories_read, stories) = self.projection.progress();
        ReadinessReport { database, takes_stories, views: self.projection.is_ready(), stories_read, stories }
    }
}
