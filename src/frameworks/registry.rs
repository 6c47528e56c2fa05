//! The published versions of all frameworks in memory. They are read from the store once, and again when an unknown one is
//! requested.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use super::shipped::{ShippedError, default_framework, short_framework, translated_framework, translated_short_framework};
use crate::model::{Actor, Framework, FrameworkState};
use crate::store::{Store, StoreError};

/// Documents by slug and version.
type Versions = BTreeMap<(String, u32), Arc<Framework>>;

/// The published versions of every framework.
#[derive(Clone)]
pub struct FrameworkRegistry {
    store: Store,
    versions: Arc<RwLock<Versions>>,
    read_at: Arc<Mutex<Instant>>,
}

/// How long a new version that another node published may go unnoticed.
const FRESH: Duration = Duration::from_millis(500);
/// How long a request for a framework waits for the store.
const PATIENCE: Duration = Duration::from_secs(1);

impl FrameworkRegistry {
    /// Reads the store's frameworks. Before that, it adds what is missing of the default framework.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn open(store: Store) -> Result<Self, StoreError> {
        add_shipped(&store).await?;
        let registry = Self { store, versions: Arc::default(), read_at: Arc::new(Mutex::new(Instant::now())) };
        registry.reload().await?;
        Ok(registry)
    }

    /// Reads the store again. A published version never changes, so each is read once.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn reload(&self) -> Result<(), StoreError> {
        let mut versions = Versions::new();
        for (slug, version) in self.store.published_versions().await? {
            let document = match self.at_hand(&slug, version) {
                Some(known) => Some(known),
                None => self.store.framework(&slug, version).await?.map(|stored| Arc::new(stored.document)),
            };
            versions.extend(document.map(|document| ((slug, version), document)));
        }
        *self.versions.write().unwrap_or_else(PoisonError::into_inner) = versions;
        *self.read_at.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
        Ok(())
    }

    /// Reads the store again if the last time is more than a moment ago: another node may have published a version. While the
    /// store cannot be reached, the frameworks that were read before are still served, so that people can start a story.
    pub async fn freshen(&self) {
        let now = Instant::now();
        {
            let mut read_at = self.read_at.lock().unwrap_or_else(PoisonError::into_inner);
            if now.duration_since(*read_at) < FRESH {
                return;
            }
            // Other requests do not have to wait as well.
            *read_at = now;
        }
        match tokio::time::timeout(PATIENCE, self.reload()).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "the store cannot be read; serving the frameworks that were read before"),
            Err(_) => tracing::warn!("the store is slow; serving the frameworks that were read before"),
        }
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

    /// A version that is in memory, as every one is of which a story is in the columns.
    pub fn at_hand(&self, slug: &str, version: u32) -> Option<Arc<Framework>> {
        let versions = self.versions.read().unwrap_or_else(PoisonError::into_inner);
        versions.get(&(slug.to_owned(), version)).cloned()
    }
}

/// Adds what is missing of the default framework. Its first version is published, and the third in a store that is new; where
/// people tell stories already, the third is a draft, so that no form changes without a decision. The versions with machine
/// drafts are drafts. A version that is there is not changed, and where a person has made another third version, the fourth is
/// not added.
async fn add_shipped(store: &Store) -> Result<(), StoreError> {
    let read = |document: Result<Framework, ShippedError>| {
        document.map_err(|error| StoreError::Unreadable(format!("the default framework: {error}")))
    };
    let (first, third) = (read(default_framework())?, read(short_framework())?);
    let is_new = store.framework(&first.slug, first.version).await?.is_none();
    let state = if is_new { FrameworkState::Published } else { FrameworkState::Draft };
    // Before the first one, which is what says that the store is not new any more.
    let added = store.add_framework(Actor::Service, &third, state).await?;
    store.add_framework(Actor::Service, &first, FrameworkState::Published).await?;
    store.add_framework(Actor::Service, &read(translated_framework())?, FrameworkState::Draft).await?;
    let own = added || store.framework(&third.slug, third.version).await?.is_some_and(|kept| kept.document == third);
    if own {
        store.add_framework(Actor::Service, &read(translated_short_framework())?, FrameworkState::Draft).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Database;

    async fn a_store(folder: &tempfile::TempDir) -> Store {
        Store::open(&Database::at(None, folder.path())).await.unwrap()
    }

    async fn states(store: &Store) -> Vec<(u32, FrameworkState)> {
        store.frameworks().await.unwrap().into_iter().map(|kept| (kept.document.version, kept.state)).collect()
    }

    use FrameworkState::{Draft, Published};

    #[actix_web::test]
    async fn a_new_store_publishes_the_third_version_and_an_older_one_gets_it_as_a_draft() {
        let folder = tempfile::tempdir().unwrap();
        let store = a_store(&folder).await;
        let registry = FrameworkRegistry::open(store.clone()).await.unwrap();
        assert_eq!(states(&store).await, [(1, Published), (2, Draft), (3, Published), (4, Draft)]);
        assert_eq!(registry.newest_of("sheffield-send").unwrap().version, 3);

        let folder = tempfile::tempdir().unwrap();
        let store = a_store(&folder).await;
        store.add_framework(Actor::Service, &default_framework().unwrap(), Published).await.unwrap();
        store.add_framework(Actor::Service, &translated_framework().unwrap(), Draft).await.unwrap();
        let registry = FrameworkRegistry::open(store.clone()).await.unwrap();
        assert_eq!(states(&store).await, [(1, Published), (2, Draft), (3, Draft), (4, Draft)]);
        assert_eq!(registry.newest_of("sheffield-send").unwrap().version, 1);
    }

    #[actix_web::test]
    async fn a_third_version_that_a_person_made_stays_and_no_fourth_is_added_to_it() {
        let folder = tempfile::tempdir().unwrap();
        let store = a_store(&folder).await;
        let first = default_framework().unwrap();
        store.add_framework(Actor::Service, &first, Published).await.unwrap();
        let own = Framework { version: 3, ..first };
        store.add_framework(Actor::Operator, &own, Draft).await.unwrap();
        for _ in 0..2 {
            FrameworkRegistry::open(store.clone()).await.unwrap();
            assert_eq!(states(&store).await, [(1, Published), (2, Draft), (3, Draft)]);
        }
        assert_eq!(store.framework("sheffield-send", 3).await.unwrap().unwrap().document, own);
    }
}
