//! The service behind every view. Its methods stand in the files of the views.

use crate::analysis::jobs::pace::JobPace;
use crate::analysis::jobs::running::NodeJobs;
use crate::analysis::jobs::scheduler::Permits;
use crate::frameworks::FrameworkRegistry;
use crate::model::Clock;
use crate::projection::Projection;
use crate::store::Store;

/// The views of this node.
#[derive(Clone)]
pub struct Analysis {
    pub(super) store: Store,
    pub(super) registry: FrameworkRegistry,
    pub(super) projection: Projection,
    pub(super) clock: Clock,
    pub(super) permits: Permits,
    pub(super) jobs: NodeJobs,
}

impl Analysis {
    /// The views on this store's projections.
    pub fn new(store: Store, registry: FrameworkRegistry, projection: Projection, clock: Clock) -> Self {
        Self {
            store,
            registry,
            projection,
            clock,
            permits: Permits::of_this_machine(),
            jobs: NodeJobs::new(JobPace::default()),
        }
    }

    /// The same views, with jobs at another pace. To be called before any job is worked on.
    #[must_use]
    pub fn at_pace(self, pace: JobPace) -> Self {
        Self { jobs: NodeJobs::new(pace), ..self }
    }
}
