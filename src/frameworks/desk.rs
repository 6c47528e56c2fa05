//! Frameworks before they are published, and publishing them. Each function asks for the right of administrators.

use crate::access::MayAdminister;
use crate::model::{Framework, FrameworkState};
use crate::store::{Store, StoreError};

/// The drafts that are being worked on.
///
/// # Errors
/// [`StoreError`].
pub async fn drafts(_right: MayAdminister, store: &Store) -> Result<Vec<Framework>, StoreError> {
    let stored = store.frameworks().await?;
    Ok(stored.into_iter().filter(|kept| kept.state == FrameworkState::Draft).map(|kept| kept.document).collect())
}

/// One version, published or not.
///
/// # Errors
/// [`StoreError`].
pub async fn version(_right: MayAdminister, store: &Store, slug: &str, version: u32) -> Result<Option<Framework>, StoreError> {
    Ok(store.framework(slug, version).await?.map(|kept| kept.document))
}

/// Keeps a version in that state, as a new one or in place of its draft. Returns whether it is kept: a published version is
/// left as it is.
///
/// # Errors
/// [`StoreError`].
pub async fn keep(
    _right: MayAdminister,
    store: &Store,
    framework: &Framework,
    state: FrameworkState,
) -> Result<bool, StoreError> {
    Ok(store.add_framework(framework, state).await? || store.replace_draft(framework, state).await?)
}

/// Changes a draft; see [`Store::edit_draft`].
///
/// # Errors
/// [`StoreError`].
pub async fn edit<E>(
    _right: MayAdminister,
    store: &Store,
    (slug, version): (&str, u32),
    change: impl FnOnce(&mut Framework) -> Result<(), E>,
) -> Result<Option<Result<Framework, E>>, StoreError> {
    store.edit_draft(slug, version, change).await
}

/// Publishes a draft; see [`Store::publish_draft`].
///
/// # Errors
/// [`StoreError`].
pub async fn publish<E>(
    _right: MayAdminister,
    store: &Store,
    (slug, version): (&str, u32),
    check: impl FnOnce(Framework) -> Result<Framework, E>,
) -> Result<Option<Result<Framework, E>>, StoreError> {
    store.publish_draft(slug, version, check).await
}
