//! Settings of the service itself, such as its key.

use sea_orm::{ActiveValue::Set, EntityTrait, QueryTrait, sea_query::OnConflict};

use super::{Store, StoreError, deeds::Deed, entities::setting, writer::Urgency};
use crate::model::{Action, Actor, Subject};

/// Overwritten to find out whether anything can be stored.
const PROBE: &str = "write_probe";

impl Store {
    /// The value stored under a name. When there is none yet, `fresh` is stored; of several nodes that start at the same time,
    /// one wins and all get its value.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn setting_or(&self, actor: Actor, name: &str, fresh: Vec<u8>) -> Result<Vec<u8>, StoreError> {
        if let Some(found) = setting::Entity::find_by_id(name).one(&self.db).await? {
            return Ok(found.value);
        }
        let row = setting::ActiveModel { name: Set(name.to_owned()), value: Set(fresh) };
        let insert = setting::Entity::insert(row)
            .on_conflict(OnConflict::column(setting::Column::Name).do_nothing().to_owned())
            .build(self.db.get_database_backend());
        let deed = Deed::new(actor, Action::SecretMade, Subject::Secret(name.to_owned()));
        self.execute_deed(Urgency::Ordinary, insert, deed).await?;
        let kept = setting::Entity::find_by_id(name).one(&self.db).await?;
        kept.map(|found| found.value).ok_or_else(|| StoreError::Unreadable(format!("the setting {name} vanished")))
    }

    /// Writes something, and waits until it is on disk.
    pub(super) async fn probe(&self) -> Result<(), StoreError> {
        let row = setting::ActiveModel { name: Set(PROBE.to_owned()), value: Set(rand::random::<[u8; 8]>().to_vec()) };
        let again = OnConflict::column(setting::Column::Name).update_column(setting::Column::Value).to_owned();
        let write = setting::Entity::insert(row).on_conflict(again).build(self.db.get_database_backend());
        self.execute(Urgency::Ordinary, write).await.map(|_| ())
    }
}
