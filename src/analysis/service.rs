//! The service behind every view. Its methods stand in the files of the views.

use crate::analysis::jobs::pace::JobPace;
use crate::analysis::jobs::running::NodeJobs;
use crate::analysis::jobs::scheduler::Permits;
use crate::analysis::viewed::Viewed;
use crate::disclosure::Policy;
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
    pub(super) policy: Policy,
    pub(super) viewed: Option<Viewed>,
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
            policy: Policy::default(),
            viewed: Some(Viewed::default()),
        }
    }

    /// The same views under another policy. For tests, which count fewer stories than the service may.
    #[must_use]
    pub fn under(self, policy: Policy) -> Self {
        Self { policy, ..self }
    }

    /// The same views without audit rows of what is looked at. For measurements: the rows are written in the background, beside
    /// whatever is measured then.
    #[must_use]
    pub fn without_notes(self) -> Self {
        Self { viewed: None, ..self }
    }

    /// The same views, with jobs at another pace. To be called before any job is worked on.
    #[must_use]
    pub fn at_pace(self, pace: JobPace) -> Self {
        Self { jobs: NodeJobs::new(pace), ..self }
    }
}
