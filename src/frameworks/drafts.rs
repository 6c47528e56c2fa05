//! Frameworks before they are published, and publishing them. Every method asks for the right of administrators.

use crate::access::{MayAdminister, Right};
use crate::model::{Framework, FrameworkState};
use crate::store::{Store, StoreError};

/// The versions that are being worked on.
#[derive(Clone)]
pub struct Drafts {
    store: Store,
}

impl Drafts {
    /// The drafts in this store.
    pub fn new(store: Store) -> Self {
        Self { store }
    }

    /// Every draft, by slug and version.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn all(&self, _right: MayAdminister) -> Result<Vec<Framework>, StoreError> {
        let stored = self.store.frameworks().await?;
        Ok(stored.into_iter().filter(|kept| kept.state == FrameworkState::Draft).map(|kept| kept.document).collect())
    }

    /// One version, published or not.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn version(&self, _right: MayAdminister, slug: &str, version: u32) -> Result<Option<Framework>, StoreError> {
        Ok(self.store.framework(slug, version).await?.map(|kept| kept.document))
    }

    /// Keeps a version in that state, as a new one or in place of its draft. Returns whether it is kept: a published
    /// version is left as it is.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn keep(&self, right: MayAdminister, framework: &Framework, state: FrameworkState) -> Result<bool, StoreError> {
        Ok(self.store.add_framework(right.actor(), framework, state).await?
            || self.store.replace_draft(right.actor(), framework, state).await?)
    }

    /// Changes a draft; see [`Store::edit_draft`].
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn edit<E>(
        &self,
        right: MayAdminister,
        (slug, version): (&str, u32),
        change: impl Fn(&mut Framework) -> Result<(), E>,
    ) -> Result<Option<Result<Framework, E>>, StoreError> {
        self.store.edit_draft(right.actor(), slug, version, change).await
    }

    /// Publishes a draft; see [`Store::publish_draft`].
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn publish<E>(
        &self,
        right: MayAdminister,
        (slug, version): (&str, u32),
        check: impl Fn(Framework) -> Result<Framework, E>,
    ) -> Result<Option<Result<Framework, E>>, StoreError> {
        self.store.publish_draft(right.actor(), slug, version, check).await
    }
}
