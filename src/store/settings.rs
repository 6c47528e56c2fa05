//! What the service knows of itself.

use sea_orm::{ActiveValue::Set, EntityTrait, sea_query::OnConflict};

use super::{Store, StoreError, entities::setting};

impl Store {
    /// The value kept under a name. When there is none yet, `fresh` is kept; of several nodes that start at once,
    /// one wins and all get its value.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn setting_or(&self, name: &str, fresh: Vec<u8>) -> Result<Vec<u8>, StoreError> {
        if let Some(found) = setting::Entity::find_by_id(name).one(&self.db).await? {
            return Ok(found.value);
        }
        let row = setting::ActiveModel { name: Set(name.to_owned()), value: Set(fresh) };
        setting::Entity::insert(row)
            .on_conflict(OnConflict::column(setting::Column::Name).do_nothing().to_owned())
            .exec_without_returning(&self.db)
            .await?;
        let kept = setting::Entity::find_by_id(name).one(&self.db).await?;
        kept.map(|found| found.value).ok_or_else(|| StoreError::Unreadable(format!("the setting {name} vanished")))
    }
}
