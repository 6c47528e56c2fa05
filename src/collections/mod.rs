//! Collections: made with a join code that is easy to say and hard to guess, edited, closed, opened again, and counted.

mod checks;
mod error;
mod wanted;

use std::collections::HashMap;

use crate::access::{MayCollect, Right};
use crate::frameworks::FrameworkRegistry;
use crate::model::{Clock, JoinCode, Revision};
use crate::store::{Edited, Store};

pub use crate::store::Collection;
pub use error::CollectionError;
pub use wanted::WantedCollection;

/// Makes, edits, closes and counts collections.
#[derive(Clone)]
pub struct Collections {
    store: Store,
    registry: FrameworkRegistry,
    clock: Clock,
}

impl Collections {
    /// The collections in this store.
    pub fn new(store: Store, registry: FrameworkRegistry, clock: Clock) -> Self {
        Self { store, registry, clock }
    }

    /// Every collection, with the number of its stories.
    ///
    /// # Errors
    /// [`CollectionError::Store`].
    pub async fn counted(&self, _right: MayCollect) -> Result<Vec<(Collection, i64)>, CollectionError> {
        let counts: HashMap<String, i64> = self.store.collection_counts().await?.into_iter().collect();
        let counted = |collection: Collection| {
            let stories = counts.get(&collection.join_code).copied().unwrap_or_default();
            (collection, stories)
        };
        Ok(self.store.collections().await?.into_iter().map(counted).collect())
    }

    /// Checks and makes a collection, with a new join code.
    ///
    /// # Errors
    /// [`CollectionError`].
    pub async fn make(&self, right: MayCollect, wanted: WantedCollection) -> Result<Collection, CollectionError> {
        self.registry.freshen().await;
        let mut made = checks::checked(&self.registry, wanted, None)?;
        while !self.store.add_collection(right.actor(), &made).await? {
            made.join_code = JoinCode::from_random(rand::random()).into_inner();
        }
        Ok(made)
    }

    /// Changes a collection that still is what the editor read; returns it with the number of its stories. Its join code stays.
    /// Once it has stories, so do its framework and whom and what it asks, or nobody could say what earlier storytellers
    /// were asked.
    ///
    /// # Errors
    /// [`CollectionError`].
    pub async fn edit(
        &self,
        right: MayCollect,
        code: &JoinCode,
        revision: Revision,
        wanted: WantedCollection,
    ) -> Result<(Collection, i64), CollectionError> {
        self.registry.freshen().await;
        let before = self.store.collection(code.as_str()).await?.ok_or(CollectionError::Unknown)?;
        let wanted = checks::checked(&self.registry, wanted, Some(&before))?;
        let change = move |before: &Collection, stories| checks::changed(before, stories, &wanted);
        match self.store.edit_collection(right.actor(), code.as_str(), revision, change).await? {
            Edited::Done(collection, stories) => Ok((*collection, stories)),
            Edited::Stale => Err(CollectionError::Stale),
            Edited::Unknown => Err(CollectionError::Unknown),
            Edited::Refused(faults) => Err(CollectionError::Faulty(faults)),
        }
    }

    /// Closes a collection; today is its last day. See [`Store::close_collection`].
    ///
    /// # Errors
    /// [`CollectionError::Unknown`], [`CollectionError::Store`].
    pub async fn close(&self, right: MayCollect, code: &JoinCode) -> Result<(), CollectionError> {
        let exists = self.store.close_collection(right.actor(), code.as_str(), self.clock.today()).await?;
        if exists { Ok(()) } else { Err(CollectionError::Unknown) }
    }

    /// Opens a collection again; see [`Store::reopen_collection`].
    ///
    /// # Errors
    /// [`CollectionError::Unknown`], [`CollectionError::Store`].
    pub async fn reopen(&self, right: MayCollect, code: &JoinCode) -> Result<(), CollectionError> {
        let exists = self.store.reopen_collection(right.actor(), code.as_str(), self.clock.today()).await?;
        if exists { Ok(()) } else { Err(CollectionError::Unknown) }
    }
}
