//! The frameworks at hand: every version, read from the store once and again when an unknown one is asked for.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use super::shipped::{ShippedError, default_framework, translated_framework};
use crate::model::{Framework, FrameworkState};
use crate::store::{Store, StoreError};

/// Documents by slug and version.
type Versions = BTreeMap<(String, u32), Arc<Framework>>;

/// The published versions of every framework.
#[derive(Clone)]
pub struct Shelf {
    store: Store,
    versions: Arc<RwLock<Versions>>,
    read_at: Arc<Mutex<Instant>>,
}

/// For how long another node's new version may go unseen.
const FRESH: Duration = Duration::from_millis(500);

impl Shelf {
    /// Reads the store's frameworks, after putting there what is missing of the default one: its first version, published,
    /// and its second as a draft. A second version that somebody made is left alone.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn open(store: Store) -> Result<Self, StoreError> {
        let unreadable = |error: ShippedError| StoreError::Unreadable(format!("the default framework: {error}"));
        let (first, second) = (default_framework().map_err(unreadable)?, translated_framework().map_err(unreadable)?);
        store.add_framework(&first, FrameworkState::Published).await?;
        store.add_framework(&second, FrameworkState::Draft).await?;
        let shelf = Self { store, versions: Arc::default(), read_at: Arc::new(Mutex::new(Instant::now())) };
        shelf.reload().await?;
        Ok(shelf)
    }

    /// Reads the store again.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn reload(&self) -> Result<(), StoreError> {
        let stored = self.store.frameworks().await?;
        let published = stored.into_iter().filter(|version| version.state == FrameworkState::Published);
        let versions = published.map(|version| {
            let document = Arc::new(version.document);
            ((document.slug.clone(), document.version), document)
        });
        *self.versions.write().unwrap_or_else(PoisonError::into_inner) = versions.collect();
        *self.read_at.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
        Ok(())
    }

    /// Reads the store again if the last time is more than a moment ago: another node may have published a version.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn freshen(&self) -> Result<(), StoreError> {
        let age = self.read_at.lock().unwrap_or_else(PoisonError::into_inner).elapsed();
        if age < FRESH { Ok(()) } else { self.reload().await }
    }

    /// One version; another node may have published it a moment ago.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn version(&self, slug: &str, version: u32) -> Result<Option<Arc<Framework>>, StoreError> {
        if let Some(found) = self.at_hand(slug, version) {
            return Ok(Some(found));
        }
        self.reload().await?;
        Ok(self.at_hand(slug, version))
    }

    /// The newest published version of each framework, by slug.
    pub fn newest(&self) -> Vec<Arc<Framework>> {
        let versions = self.versions.read().unwrap_or_else(PoisonError::into_inner);
        let mut newest: BTreeMap<&str, &Arc<Framework>> = BTreeMap::new();
        for ((slug, _), document) in versions.iter() {
            newest.insert(slug, document);
        }
        newest.into_values().cloned().collect()
    }

    /// Every published version, oldest first.
    pub fn all(&self) -> Vec<Arc<Framework>> {
        self.versions.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    /// The newest published version of one framework.
    pub fn newest_of(&self, slug: &str) -> Option<Arc<Framework>> {
        self.newest().into_iter().find(|framework| framework.slug == slug)
    }

    fn at_hand(&self, slug: &str, version: u32) -> Option<Arc<Framework>> {
        let versions = self.versions.read().unwrap_or_else(PoisonError::into_inner);
        versions.get(&(slug.to_owned(), version)).cloned()
    }
}
