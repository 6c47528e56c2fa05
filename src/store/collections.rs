//! Collections: where stories come in, each with a join code.

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryOrder, QuerySelect, sea_query::OnConflict};

use super::{
    Store, StoreError,
    entities::{collection, story},
};

/// A collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collection {
    /// The code with which people join.
    pub join_code: String,
    /// What it is called.
    pub name: String,
    /// The framework that is used.
    pub framework: String,
    /// The round it belongs to, such as `baseline`.
    pub round: Option<String>,
    /// The first day on which it takes stories.
    pub opens: Option<NaiveDate>,
    /// The last day on which it takes stories.
    pub closes: Option<NaiveDate>,
}

impl Store {
    /// Every collection, by join code.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn collections(&self) -> Result<Vec<Collection>, StoreError> {
        let rows = collection::Entity::find().order_by_asc(collection::Column::JoinCode).all(&self.db).await?;
        Ok(rows.into_iter().map(Collection::from).collect())
    }

    /// The collection with that join code.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn collection(&self, join_code: &str) -> Result<Option<Collection>, StoreError> {
        // PostgreSQL refuses to be asked for a text with a NUL.
        if join_code.contains('\0') {
            return Ok(None);
        }
        Ok(collection::Entity::find_by_id(join_code).one(&self.db).await?.map(Collection::from))
    }

    /// Keeps a collection unless its join code is taken. Returns whether it is new.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn add_collection(&self, new: &Collection) -> Result<bool, StoreError> {
        let row = collection::ActiveModel {
            join_code: Set(new.join_code.clone()),
            name: Set(new.name.clone()),
            framework: Set(new.framework.clone()),
            round: Set(new.round.clone()),
            opens: Set(new.opens),
            closes: Set(new.closes),
        };
        let added = collection::Entity::insert(row)
            .on_conflict(OnConflict::column(collection::Column::JoinCode).do_nothing().to_owned())
            .exec_without_returning(&self.db)
            .await?;
        Ok(added > 0)
    }

    /// How many stories each collection holds, by join code.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn collection_counts(&self) -> Result<Vec<(String, i64)>, StoreError> {
        let counts: Vec<(Option<String>, i64)> = story::Entity::find()
            .select_only()
            .column(story::Column::Collection)
            .column_as(story::Column::Number.count(), "stories")
            .group_by(story::Column::Collection)
            .into_tuple()
            .all(&self.db)
            .await?;
        Ok(counts.into_iter().filter_map(|(code, count)| code.map(|code| (code, count))).collect())
    }
}

impl From<collection::Model> for Collection {
    fn from(row: collection::Model) -> Self {
        Self {
            join_code: row.join_code,
            name: row.name,
            framework: row.framework,
            round: row.round,
            opens: row.opens,
            closes: row.closes,
        }
    }
}
