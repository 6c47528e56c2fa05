//! The ids of stories that were withdrawn, for files that name stories by id: an export that is imported again must not bring one
//! back.

use std::collections::HashSet;
use std::sync::Arc;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::entities::audit::{Column, Entity};
use super::{Store, StoreError};
use crate::model::Action;

/// On PostgreSQL, rows of the audit log become visible out of order; so many of the last ones are read again.
const READ_AGAIN: i64 = 10_000;

/// The ids of withdrawn stories, as far as they were read.
#[derive(Default)]
pub struct WithdrawnStories {
    ids: Arc<HashSet<Uuid>>,
    read_to: i64,
}

impl WithdrawnStories {
    /// The ids.
    pub fn ids(&self) -> Arc<HashSet<Uuid>> {
        Arc::clone(&self.ids)
    }
}

impl Store {
    /// Adds the stories that were withdrawn since the last time. The first time reads the whole audit log.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn add_withdrawn(&self, withdrawn: &mut WithdrawnStories) -> Result<(), StoreError> {
        let newest = Entity::find().select_only().column_as(Column::Number.max(), "newest").into_tuple();
        let newest: Option<Option<i64>> = newest.one(&self.db).await?;
        let subjects: Vec<String> = Entity::find()
            .select_only()
            .column(Column::Subject)
            .filter(Column::Number.gt(withdrawn.read_to - READ_AGAIN))
            .filter(Column::Action.eq(Action::StoryWithdrawn.name()))
            .into_tuple()
            .all(&self.db)
            .await?;
        let new: Vec<Uuid> =
            subjects.iter().filter_map(|id| id.parse().ok()).filter(|id| !withdrawn.ids.contains(id)).collect();
        if !new.is_empty() {
            Arc::make_mut(&mut withdrawn.ids).extend(new);
        }
        withdrawn.read_to = newest.flatten().unwrap_or(0);
        Ok(())
    }
}
