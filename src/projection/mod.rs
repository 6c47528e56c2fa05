//! Carries the change log into the search index and the columns.
//!
//! This room (and `app`) are the only ones that know both the store and its projections. A change names a story; the
//! story's present state is read from the store and put in place of whatever the projections held. So a change may be
//! applied twice, or after a later one, without harm. One lock is held while reading and applying, so that an older
//! state never overwrites a newer one.

mod build;
mod keep;
mod reach;
mod tail;
mod upkeep;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use thiserror::Error;
use tokio::sync::{Mutex, Notify};

use crate::frameworks::Shelf;
use crate::patterns::{self, SnapshotFault};
use crate::search::{Index, SearchError};
use crate::store::{Store, StoreError};
use reach::Reach;

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
    #[error("the stories are still being read in ({0} of {1})")]
    Building(u64, u64),
    /// Work on a thread of its own was broken off, as happens when the service stops.
    #[error("the work was broken off")]
    BrokenOff,
}

/// One framework's columns, shared between the tail that writes and the views that read.
pub type SharedColumns = Arc<patterns::SharedColumns>;

/// The projections of one node. Cheap to clone.
#[derive(Clone)]
pub struct Projection {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    shelf: Shelf,
    index_folder: PathBuf,
    index: RwLock<Option<Arc<Index>>>,
    columns: RwLock<BTreeMap<String, SharedColumns>>,
    reach: Mutex<Reach>,
    /// Held while files are looked after, outside of the tail.
    upkeep: Arc<Mutex<()>>,
    nudge: Notify,
    ready: AtomicBool,
    /// Stories read in so far and in all, while building.
    built: AtomicU64,
    to_build: AtomicU64,
    /// The sequence number of the last change applied.
    change: AtomicU64,
}

impl Projection {
    /// Projections that are still empty; [`Projection::start`] fills them.
    pub fn new(store: Store, shelf: Shelf, index_folder: PathBuf) -> Self {
        Self {
            inner: Arc::new(Inner {
                store,
                shelf,
                index_folder,
                index: RwLock::default(),
                columns: RwLock::default(),
                reach: Mutex::default(),
                upkeep: Arc::default(),
                nudge: Notify::new(),
                ready: AtomicBool::new(false),
                built: AtomicU64::new(0),
                to_build: AtomicU64::new(0),
                change: AtomicU64::new(0),
            }),
        }
    }

    /// Says that something was committed; the tail looks at once instead of at its next round.
    pub fn nudge(&self) {
        self.inner.nudge.notify_one();
    }

    /// Brings one story up to date in every view of this node before it returns. While the projections are being
    /// built no view answers, so the story is only noted, and taken up before the first one does.
    ///
    /// # Errors
    /// [`ProjectionError`]; the tail goes on trying.
    pub async fn show(&self, number: u64) -> Result<(), StoreError> {
        let mut reach = self.inner.reach.lock().await;
        if !self.is_ready() {
            reach.pending.push(number);
            return Ok(());
        }
        if let Err(error) = self.refresh(&mut reach, &[number]).await {
            // The change is committed; what failed is showing it. Nothing may be shown that the store no longer has.
            tracing::error!(%error, "a change could not be shown; views wait until it can");
            reach.pending.push(number);
            self.inner.ready.store(false, Ordering::Release);
            self.nudge();
        }
        Ok(())
    }

    /// Whether views may answer.
    pub fn is_ready(&self) -> bool {
        self.inner.ready.load(Ordering::Acquire)
    }

    /// How many stories have been read in, and how many there are to read.
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
    pub fn columns(&self, framework: &str) -> Result<Option<SharedColumns>, ProjectionError> {
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

/// Reads behind a lock. A thread that panicked while holding it has at worst left a story out, which the next rebuild
/// mends; refusing every reader from then on would be worse.
fn read<T>(lock: &RwLock<T>) -> std::sync::RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

fn write<T>(lock: &RwLock<T>) -> std::sync::RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}

/// Runs work that would hold up other requests on a thread of its own.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, ProjectionError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| ProjectionError::BrokenOff)
}
