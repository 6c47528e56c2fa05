//! Frameworks: versions that never change once they are published.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, sea_query::OnConflict,
};

use super::{Store, StoreError, deeds::Deed, entities::framework, error::unreadable, writer::Urgency};
use crate::model::{Action, Actor, Framework, FrameworkState, Subject};

/// A stored version of a framework.
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

    /// Slug and version of every published version.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn published_versions(&self) -> Result<Vec<(String, u32)>, StoreError> {
        let keys: Vec<(String, i32)> = framework::Entity::find()
            .select_only()
            .column(framework::Column::Slug)
            .column(framework::Column::Version)
            .filter(framework::Column::State.eq(state_name(FrameworkState::Published)))
            .into_tuple()
            .all(&self.db)
            .await?;
        Ok(keys.into_iter().map(|(slug, version)| (slug, version as u32)).collect())
    }

    /// One version, in whatever state.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn framework(&self, slug: &str, version: u32) -> Result<Option<StoredFramework>, StoreError> {
        self.framework_row(slug, version).await?.map(read).transpose()
    }

    /// Stores a version unless it exists. Returns whether it is new.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn add_framework(&self, actor: Actor, document: &Framework, state: FrameworkState) -> Result<bool, StoreError> {
        // Asking first costs nothing, and a service that finds everything in place writes nothing when it starts.
        if self.framework(&document.slug, document.version).await?.is_some() {
            return Ok(false);
        }
        let row = framework::ActiveModel {
            slug: Set(document.slug.clone()),
            version: Set(document.version as i32),
            state: Set(state_name(state).to_owned()),
            document: Set(as_text(document)?),
        };
        let insert = framework::Entity::insert(row)
            .on_conflict(OnConflict::columns([framework::Column::Slug, framework::Column::Version]).do_nothing().to_owned())
            .build(self.db.get_database_backend());
        Ok(self.execute_deed(Urgency::Ordinary, insert, deed(actor, document, state)).await? > 0)
    }

    /// Replaces a draft. Returns whether there was a draft to replace; a published version is left as it is.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn replace_draft(&self, actor: Actor, document: &Framework, state: FrameworkState) -> Result<bool, StoreError> {
        self.replace(actor, document, state, None).await
    }

    /// Changes a draft. Nothing when there is no such draft. When the change fails, the draft stays as it was. `change` is
    /// called again with the newer draft when another writer changed it meanwhile.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn edit_draft<E>(
        &self,
        actor: Actor,
        slug: &str,
        version: u32,
        change: impl Fn(&mut Framework) -> Result<(), E>,
    ) -> Result<Option<Result<Framework, E>>, StoreError> {
        loop {
            let Some(row) = self.framework_row(slug, version).await? else { return Ok(None) };
            let before = row.document.clone();
            let StoredFramework { state: FrameworkState::Draft, mut document } = read(row)? else { return Ok(None) };
            if let Err(refused) = change(&mut document) {
                return Ok(Some(Err(refused)));
            }
            if self.replace(actor, &document, FrameworkState::Draft, Some(before)).await? {
                return Ok(Some(Ok(document)));
            }
        }
    }

    /// Publishes a draft as `check` finds it. Returns the published version, also when it was published before; nothing
    /// when there is no such version. When the check fails, the draft stays one. `check` is called again with the newer
    /// draft when another writer changed it meanwhile.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn publish_draft<E>(
        &self,
        actor: Actor,
        slug: &str,
        version: u32,
        check: impl Fn(Framework) -> Result<Framework, E>,
    ) -> Result<Option<Result<Framework, E>>, StoreError> {
        loop {
            let Some(row) = self.framework_row(slug, version).await? else { return Ok(None) };
            let before = row.document.clone();
            let StoredFramework { state, document } = read(row)?;
            if state == FrameworkState::Published {
                return Ok(Some(Ok(document)));
            }
            let document = match check(document) {
                Ok(document) => document,
                Err(refused) => return Ok(Some(Err(refused))),
            };
            if self.replace(actor, &document, FrameworkState::Published, Some(before)).await? {
                return Ok(Some(Ok(document)));
            }
        }
    }

    async fn framework_row(&self, slug: &str, version: u32) -> Result<Option<framework::Model>, StoreError> {
        // PostgreSQL cannot hold NUL, so nothing is called so.
        let key = (slug.replace('\0', ""), version as i32);
        Ok(framework::Entity::find_by_id(key).one(&self.db).await?)
    }

    /// Replaces a draft, if there is one; with `before`, only while it still reads so.
    async fn replace(
        &self,
        actor: Actor,
        document: &Framework,
        state: FrameworkState,
        before: Option<String>,
    ) -> Result<bool, StoreError> {
        let mut update = framework::Entity::update_many()
            .col_expr(framework::Column::Document, as_text(document)?.into())
            .col_expr(framework::Column::State, state_name(state).into())
            .filter(framework::Column::Slug.eq(&document.slug))
            .filter(framework::Column::Version.eq(document.version as i32))
            .filter(framework::Column::State.eq(state_name(FrameworkState::Draft)));
        if let Some(before) = before {
            update = update.filter(framework::Column::Document.eq(before));
        }
        let update = update.build(self.db.get_database_backend());
        Ok(self.execute_deed(Urgency::Ordinary, update, deed(actor, document, state)).await? > 0)
    }
}

fn deed(actor: Actor, document: &Framework, state: FrameworkState) -> Deed {
    let action = match state {
        FrameworkState::Draft => Action::DraftSaved,
        FrameworkState::Published => Action::FrameworkPublished,
    };
    Deed::new(actor, action, Subject::Framework { slug: document.slug.clone(), version: document.version })
}

fn as_text(document: &Framework) -> Result<String, StoreError> {
    serde_json::to_string(document).map_err(|error| unreadable("a framework", error))
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
