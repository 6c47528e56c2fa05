//! Saved mappings: how tables are imported, under names. Administrators share them.

use chrono::NaiveDate;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use super::{Store, StoreError, deeds::Deed, entities::mapping, writer::Urgency};
use crate::model::{Action, Actor, Subject};

/// A saved mapping.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedMapping {
    /// What it is called.
    pub name: String,
    /// The mapping, as JSON.
    pub document: String,
    /// The day on which it was saved.
    pub saved: NaiveDate,
}

impl Store {
    /// The names of all saved mappings, with the days on which they were saved, by name.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn mappings(&self) -> Result<Vec<(String, NaiveDate)>, StoreError> {
        Ok(mapping::Entity::find()
            .select_only()
            .columns([mapping::Column::Name, mapping::Column::Saved])
            .order_by_asc(mapping::Column::Name)
            .into_tuple()
            .all(&self.db)
            .await?)
    }

    /// A saved mapping.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn mapping(&self, name: &str) -> Result<Option<SavedMapping>, StoreError> {
        Ok(mapping::Entity::find_by_id(name).one(&self.db).await?.map(read))
    }

    /// How many mappings are saved.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn count_mappings(&self) -> Result<u64, StoreError> {
        Ok(mapping::Entity::find().count(&self.db).await?)
    }

    /// Saves a mapping, in place of one with the same name.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing was saved.
    pub async fn keep_mapping(&self, actor: Actor, kept: &SavedMapping) -> Result<(), StoreError> {
        let SavedMapping { name, document, saved } = kept.clone();
        let deed = Deed::new(actor, Action::MappingSaved, Subject::Mapping(name.clone()));
        let row = mapping::ActiveModel { name: Set(name), document: Set(document), saved: Set(saved) };
        let columns = [mapping::Column::Document, mapping::Column::Saved];
        let conflict = OnConflict::column(mapping::Column::Name).update_columns(columns).to_owned();
        let insert = mapping::Entity::insert(row).on_conflict(conflict).build(self.db.get_database_backend());
        self.execute_deed(Urgency::Ordinary, insert, deed).await?;
        Ok(())
    }

    /// Deletes a mapping. Returns whether there was one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn delete_mapping(&self, actor: Actor, name: &str) -> Result<bool, StoreError> {
        let delete =
            mapping::Entity::delete_many().filter(mapping::Column::Name.eq(name)).build(self.db.get_database_backend());
        let deed = Deed::new(actor, Action::MappingDeleted, Subject::Mapping(name.to_owned()));
        Ok(self.execute_deed(Urgency::Ordinary, delete, deed).await? > 0)
    }
}

fn read(row: mapping::Model) -> SavedMapping {
    let mapping::Model { name, document, saved } = row;
    SavedMapping { name, document, saved }
}
