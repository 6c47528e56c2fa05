//! Applies the change log to the search index and the columns.
//!
//! Only this module changes the projections. A change names a story; the story's current state is
//! read from the store and replaces whatever the projections held. So a change can be applied twice, or after a later one,
//! without harm. One lock is held during reading and applying, so that an older state never overwrites a newer one.

mod applied;
mod build;
mod collection_facts;
mod maintenance;
mod refresh;
mod snapshots;
mod storytellers;
mod tail;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use thiserror::Error;
use tokio::sync::{Mutex, Notify};

use crate::frameworks::FrameworkRegistry;
use crate::patterns::{self, SnapshotFault};
use crate::search::{Index, SearchError};
use crate::store::{Store, StoreError};
use applied::Applied;

/// Why the projections could not follow the store.
#[derive(Debug, Error)]
pub enum ProjectionError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The index failed.
    #[error(transparent)]
    Search(#[from] SearchError),
    /// The columns could not be written to disk.
    #[error(transparent)]
    Columns(#[from] SnapshotFault),
    /// The projections are being rebuilt, and views must wait.
    #[error("the stories are still being read ({0} of {1}); try again in a moment")]
    Building(u64, u64),
    /// Work on another thread was interrupted, as happens when the service stops.
    #[error("the work was interrupted, probably because the service is stopping; try again")]
    BrokenOff,
}

/// One framework's columns, shared between the tail, which writes, and the views, which read.
pub type VersionedColumns = Arc<patterns::VersionedColumns>;

/// The projections of one node. Cheap to clone.
#[derive(Clone)]
pub struct Projection {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    registry: FrameworkRegistry,
    index_folder: PathBuf,
    index: RwLock<Option<Arc<Index>>>,
    columns: RwLock<BTreeMap<String, VersionedColumns>>,
    applied: Mutex<Applied>,
    /// Held during maintenance, which runs outside the tail.
    maintenance: Arc<Mutex<()>>,
    nudge: Notify,
    ready: AtomicBool,
    /// Stories that have been read, and all stories, during a build.
    built: AtomicU64,
    to_build: AtomicU64,
    /// The sequence number of the last change applied.
    change: AtomicU64,
}

impl Projection {
    /// Empty projections; [`Projection::start`] fills them.
    pub fn new(store: Store, registry: FrameworkRegistry, index_folder: PathBuf) -> Self {
        Self {
            inner: Arc::new(Inner {
                store,
                registry,
                index_folder,
                index: RwLock::default(),
                columns: RwLock::default(),
                applied: Mutex::default(),
                maintenance: Arc::default(),
                nudge: Notify::new(),
                ready: AtomicBool::new(false),
                built: AtomicU64::new(0),
                to_build: AtomicU64::new(0),
                change: AtomicU64::new(0),
            }),
        }
    }

    /// Reports a commit, so that the tail reads the log at once instead of in its next round.
    pub fn nudge(&self) {
        self.inner.nudge.notify_one();
    }

    /// Updates one story in every view of this node before it returns. While the projections are being built, no view answers;
    /// the story is then only noted, and applied before the first view does.
    ///
    /// # Errors
    /// None in practice: a failure is logged, and the tail tries again.
    pub async fn show(&self, number: u64) -> Result<(), StoreError> {
        let mut applied = self.inner.applied.lock().await;
        if !self.is_ready() {
            applied.pending.push(number);
            return Ok(());
        }
        if let Err(error) = self.refresh(&mut applied, &[number]).await {
            // The change is committed, but could not be applied. Views must not show what the store no longer has.
            tracing::error!(%error, "a change could not be shown; views wait until it can");
            applied.pending.push(number);
            self.inner.ready.store(false, Ordering::Release);
            self.nudge();
        }
        Ok(())
    }

    /// Whether views may answer.
    pub fn is_ready(&self) -> bool {
        self.inner.ready.load(Ordering::Acquire)
    }

    /// How many stories have been read, and how many there are.
    pub fn progress(&self) -> (u64, u64) {
        (self.inner.built.load(Ordering::Relaxed), self.inner.to_build.load(Ordering::Relaxed))
    }

    /// The sequence number of the last change that views show.
    pub fn change(&self) -> u64 {
        self.inner.change.load(Ordering::Relaxed)
    }

    /// The columns of a framework, if it is known.
    ///
    /// # Errors
    /// [`ProjectionError::Building`] while the projections are being built.
    pub fn columns(&self, framework: &str) -> Result<Option<VersionedColumns>, ProjectionError> {
        self.when_ready()?;
        Ok(read(&self.inner.columns).get(framework).cloned())
    }

    /// The slugs of the frameworks that have stories.
    ///
    /// # Errors
    /// [`ProjectionError::Building`] while the projections are being built.
    pub fn frameworks_with_stories(&self) -> Result<Vec<String>, ProjectionError> {
        self.when_ready()?;
        let columns = read(&self.inner.columns);
        Ok(columns.iter().filter(|(_, columns)| !columns.read().is_empty()).map(|(slug, _)| slug.clone()).collect())
    }

    /// The search index.
    ///
    /// # Errors
    /// [`ProjectionError::Building`] while the projections are being built.
    pub fn index(&self) -> Result<Arc<Index>, ProjectionError> {
        self.when_ready()?;
        read(&self.inner.index).clone().ok_or_else(|| self.building())
    }

    fn when_ready(&self) -> Result<(), ProjectionError> {
        if self.is_ready() { Ok(()) } else { Err(self.building()) }
    }

    fn building(&self) -> ProjectionError {
        let (built, of) = self.progress();
        ProjectionError::Building(built, of)
    }
}

/// Locks for reading, even if the lock is poisoned. A thread that panicked while holding it has at worst left out a story,
/// which the next rebuild corrects; refusing every reader from then on would be worse.
fn read<T>(lock: &RwLock<T>) -> std::sync::RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

fn write<T>(lock: &RwLock<T>) -> std::sync::RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}

/// Runs work that would block other requests on a thread of its own.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, ProjectionError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| ProjectionError::BrokenOff)
}
