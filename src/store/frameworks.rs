//! Frameworks: versions that never change once they are published.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::OnConflict,
};

use super::{Store, StoreError, entities::framework, error::unreadable};
use crate::model::{Framework, FrameworkState};

/// A version of a framework as it is kept.
#[derive(Clone, Debug)]
pub struct StoredFramework {
    /// Whether it can still change.
    pub state: FrameworkState,
    /// The document.
    pub document: Framework,
}

impl Store {
    /// Every version of every framework, by slug and version.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn frameworks(&self) -> Result<Vec<StoredFramework>, StoreError> {
        let rows = framework::Entity::find()
            .order_by_asc(framework::Column::Slug)
            .order_by_asc(framework::Column::Version)
            .all(&self.db)
            .await?;
        rows.into_iter().map(read).collect()
    }

    /// One version, in whatever state.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn framework(&self, slug: &str, version: u32) -> Result<Option<StoredFramework>, StoreError> {
        // PostgreSQL cannot hold NUL, so nothing is called so.
        let key = (slug.replace('\0', ""), version as i32);
        framework::Entity::find_by_id(key).one(&self.db).await?.map(read).transpose()
    }

    /// Keeps a version unless it is there already. Returns whether it is new.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn add_framework(&self, document: &Framework, state: FrameworkState) -> Result<bool, StoreError> {
        let row = framework::ActiveModel {
            slug: Set(document.slug.clone()),
            version: Set(document.version as i32),
            state: Set(state_name(state).to_owned()),
            document: Set(serde_json::to_string(document).map_err(|e| unreadable("a framework", e))?),
        };
        let added = framework::Entity::insert(row)
            .on_conflict(OnConflict::columns([framework::Column::Slug, framework::Column::Version]).do_nothing().to_owned())
            .exec_without_returning(&self.db)
            .await?;
        Ok(added > 0)
    }

    /// Replaces a draft. Returns whether there was a draft to replace; a published version is left as it is.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn replace_draft(&self, document: &Framework, state: FrameworkState) -> Result<bool, StoreError> {
        replace(&self.db, document, state).await
    }

    /// Changes a draft; nobody else changes it meanwhile. Nothing when there is no such draft. When the change fails,
    /// the draft stays as it was.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn edit_draft<E>(
        &self,
        slug: &str,
        version: u32,
        change: impl FnOnce(&mut Framework) -> Result<(), E>,
    ) -> Result<Option<Result<Framework, E>>, StoreError> {
        let transaction = self.begin_write().await?;
        let found = locked(&transaction, slug, version).await?;
        let Some(StoredFramework { state: FrameworkState::Draft, mut document }) = found else { return Ok(None) };
        if let Err(refused) = change(&mut document) {
            return Ok(Some(Err(refused)));
        }
        replace(&transaction, &document, FrameworkState::Draft).await?;
        transaction.commit().await?;
        Ok(Some(Ok(document)))
    }

    /// Publishes a draft as `check` finds it; nobody else changes it meanwhile. Returns the published version, also when
    /// it was published before; nothing when there is no such version. When the check fails, the draft stays one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn publish_draft<E>(
        &self,
        slug: &str,
        version: u32,
        check: impl FnOnce(Framework) -> Result<Framework, E>,
    ) -> Result<Option<Result<Framework, E>>, StoreError> {
        let transaction = self.begin_write().await?;
        let Some(StoredFramework { state, document }) = locked(&transaction, slug, version).await? else { return Ok(None) };
        if state == FrameworkState::Published {
            return Ok(Some(Ok(document)));
        }
        let document = match check(document) {
            Ok(document) => document,
            Err(refused) => return Ok(Some(Err(refused))),
        };
        replace(&transaction, &document, FrameworkState::Published).await?;
        transaction.commit().await?;
        Ok(Some(Ok(document)))
    }
}

/// A version that nobody else can change until the transaction ends.
async fn locked(transaction: &DatabaseTransaction, slug: &str, version: u32) -> Result<Option<StoredFramework>, StoreError> {
    // PostgreSQL cannot hold NUL, so nothing is called so.
    let key = (slug.replace('\0', ""), version as i32);
    framework::Entity::find_by_id(key).lock_exclusive().one(transaction).await?.map(read).transpose()
}

/// Replaces a draft, if there is one.
async fn replace<C: ConnectionTrait>(db: &C, document: &Framework, state: FrameworkState) -> Result<bool, StoreError> {
    let text = serde_json::to_string(document).map_err(|e| unreadable("a framework", e))?;
    let replaced = framework::Entity::update_many()
        .col_expr(framework::Column::Document, text.into())
        .col_expr(framework::Column::State, state_name(state).into())
        .filter(framework::Column::Slug.eq(&document.slug))
        .filter(framework::Column::Version.eq(document.version as i32))
        .filter(framework::Column::State.eq(state_name(FrameworkState::Draft)))
        .exec(db)
        .await?;
    Ok(replaced.rows_affected > 0)
}

fn state_name(state: FrameworkState) -> &'static str {
    match state {
        FrameworkState::Draft => "draft",
        FrameworkState::Published => "published",
    }
}

fn read(row: framework::Model) -> Result<StoredFramework, StoreError> {
    let document = serde_json::from_str(&row.document).map_err(|e| unreadable("a framework", e))?;
    let state = if row.state == "published" { FrameworkState::Published } else { FrameworkState::Draft };
    Ok(StoredFramework { state, document })
}
