//! Settings of the service itself, such as its key and the time zone of its days.

use sea_orm::{ActiveValue::Set, EntityTrait, QueryTrait, sea_query::OnConflict};

use serde_json::json;

use super::{Store, StoreError, deeds::Deed, entities::setting, error::unreadable, writer::Urgency};
use crate::model::{Action, Actor, Subject, TimeZone};

/// Overwritten to find out whether anything can be stored.
const PROBE: &str = "write_probe";
/// The time zone in which days begin and end, by name.
const TIME_ZONE: &str = "time_zone";

impl Store {
    /// The value stored under a name. When there is none yet, `fresh` is stored; of several nodes that start at the same time,
    /// one wins and all get its value.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn setting_or(&self, actor: Actor, name: &str, fresh: Vec<u8>) -> Result<Vec<u8>, StoreError> {
        self.value_or(name, fresh, Deed::new(actor, Action::SecretMade, Subject::Secret(name.to_owned()))).await
    }

    /// The time zone of the days in this database; `None` when none was set yet.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn time_zone(&self) -> Result<Option<TimeZone>, StoreError> {
        let found = setting::Entity::find_by_id(TIME_ZONE).one(&self.db).await?;
        found.map(|found| zone(found.value)).transpose()
    }

    /// The time zone of the days in this database. When none was set yet, it is this one from now on; of several nodes that start at
    /// the same time, one wins and all get its time zone.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn time_zone_or(&self, actor: Actor, fresh: TimeZone) -> Result<TimeZone, StoreError> {
        zone(self.value_or(TIME_ZONE, fresh.to_string().into_bytes(), zone_set(actor, fresh)).await?)
    }

    /// Changes the time zone of the days in this database. Nodes that are running go on with the one before.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn change_time_zone(&self, actor: Actor, new: TimeZone) -> Result<(), StoreError> {
        let row = setting::ActiveModel { name: Set(TIME_ZONE.to_owned()), value: Set(new.to_string().into_bytes()) };
        let again = OnConflict::column(setting::Column::Name).update_column(setting::Column::Value).to_owned();
        let write = setting::Entity::insert(row).on_conflict(again).build(self.db.get_database_backend());
        self.execute_deed(Urgency::Ordinary, write, zone_set(actor, new)).await.map(|_| ())
    }

    async fn value_or(&self, name: &str, fresh: Vec<u8>, deed: Deed) -> Result<Vec<u8>, StoreError> {
        if let Some(found) = setting::Entity::find_by_id(name).one(&self.db).await? {
            return Ok(found.value);
        }
        let row = setting::ActiveModel { name: Set(name.to_owned()), value: Set(fresh) };
        let insert = setting::Entity::insert(row)
            .on_conflict(OnConflict::column(setting::Column::Name).do_nothing().to_owned())
            .build(self.db.get_database_backend());
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

fn zone(value: Vec<u8>) -> Result<TimeZone, StoreError> {
    let name = String::from_utf8(value).map_err(|error| unreadable("the time zone", error))?;
    name.parse().map_err(|error| unreadable("the time zone", error))
}

fn zone_set(actor: Actor, zone: TimeZone) -> Deed {
    let deed = Deed::new(actor, Action::TimeZoneSet, Subject::Setting(TIME_ZONE.to_owned()));
    deed.with(json!({"time_zone": zone.to_string()}))
}
