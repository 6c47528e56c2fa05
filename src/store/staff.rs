//! Members of staff, their sessions and tokens.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
};
use uuid::Uuid;

use super::{
    Store, StoreError,
    entities::{session, staff, token},
    error::unreadable,
};
use crate::model::Role;

/// A member of staff.
#[derive(Clone)]
pub struct StaffRecord {
    /// Their id.
    pub id: Uuid,
    /// The name they sign in with.
    pub name: String,
    /// The argon2id hash of their password.
    pub password_hash: String,
    /// What they are there for.
    pub roles: Vec<Role>,
    /// Whether they may no longer come in.
    pub disabled: bool,
}

/// A signed-in browser.
pub struct Session {
    /// When it began.
    pub began: DateTime<Utc>,
    /// When it was last used.
    pub last_used: DateTime<Utc>,
    /// Who signed in.
    pub staff: StaffRecord,
}

impl Store {
    /// Keeps a member of staff.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the name is taken.
    pub async fn add_staff(&self, record: &StaffRecord) -> Result<(), StoreError> {
        staff::Entity::insert(write(record)).exec_without_returning(&self.db).await?;
        Ok(())
    }

    /// Changes what is kept of a member of staff, and ends their sessions.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn update_staff(&self, record: &StaffRecord) -> Result<(), StoreError> {
        let transaction = self.begin_write().await?;
        write(record).update(&transaction).await?;
        session::Entity::delete_many().filter(session::Column::Staff.eq(record.id)).exec(&transaction).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Everyone, by name.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn staff(&self) -> Result<Vec<StaffRecord>, StoreError> {
        let rows = staff::Entity::find().order_by_asc(staff::Column::Name).all(&self.db).await?;
        rows.into_iter().map(read).collect()
    }

    /// How many members of staff there are.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn staff_count(&self) -> Result<u64, StoreError> {
        Ok(staff::Entity::find().count(&self.db).await?)
    }

    /// The member of staff of that name.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn staff_by_name(&self, name: &str) -> Result<Option<StaffRecord>, StoreError> {
        staff::Entity::find().filter(staff::Column::Name.eq(name)).one(&self.db).await?.map(read).transpose()
    }

    /// Begins a session.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn begin_session(&self, secret_hash: [u8; 32], staff: Uuid, now: DateTime<Utc>) -> Result<(), StoreError> {
        let row = session::ActiveModel {
            secret_hash: Set(secret_hash.to_vec()),
            staff: Set(staff),
            began: Set(now),
            last_used: Set(now),
        };
        session::Entity::insert(row).exec_without_returning(&self.db).await?;
        Ok(())
    }

    /// The session with that secret.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn session(&self, secret_hash: &[u8; 32]) -> Result<Option<Session>, StoreError> {
        let Some(row) = session::Entity::find_by_id(secret_hash.to_vec()).one(&self.db).await? else { return Ok(None) };
        let Some(owner) = staff::Entity::find_by_id(row.staff).one(&self.db).await? else { return Ok(None) };
        Ok(Some(Session { began: row.began, last_used: row.last_used, staff: read(owner)? }))
    }

    /// Notes that a session was used.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn touch_session(&self, secret_hash: &[u8; 32], now: DateTime<Utc>) -> Result<(), StoreError> {
        session::Entity::update_many()
            .col_expr(session::Column::LastUsed, now.into())
            .filter(session::Column::SecretHash.eq(secret_hash.to_vec()))
            .exec(&self.db)
            .await?;
        Ok(())
    }

    /// Ends a session.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn end_session(&self, secret_hash: &[u8; 32]) -> Result<(), StoreError> {
        session::Entity::delete_by_id(secret_hash.to_vec()).exec(&self.db).await?;
        Ok(())
    }

    /// Forgets sessions last used before `idle_since` or begun before `began_before`, and tokens that have ended.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn forget_ended(
        &self,
        idle_since: DateTime<Utc>,
        began_before: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let ended = Condition::any().add(session::Column::LastUsed.lt(idle_since)).add(session::Column::Began.lt(began_before));
        session::Entity::delete_many().filter(ended).exec(&self.db).await?;
        token::Entity::delete_many().filter(token::Column::Ends.lt(now)).exec(&self.db).await?;
        Ok(())
    }

    /// Keeps a token for scripts.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn add_token(&self, secret_hash: [u8; 32], staff: Uuid, ends: DateTime<Utc>) -> Result<(), StoreError> {
        let row = token::ActiveModel { secret_hash: Set(secret_hash.to_vec()), staff: Set(staff), ends: Set(ends) };
        token::Entity::insert(row).exec_without_returning(&self.db).await?;
        Ok(())
    }

    /// Whose token that is, and until when.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn token(&self, secret_hash: &[u8; 32]) -> Result<Option<(StaffRecord, DateTime<Utc>)>, StoreError> {
        let Some(row) = token::Entity::find_by_id(secret_hash.to_vec()).one(&self.db).await? else { return Ok(None) };
        let Some(owner) = staff::Entity::find_by_id(row.staff).one(&self.db).await? else { return Ok(None) };
        Ok(Some((read(owner)?, row.ends)))
    }
}

fn write(record: &StaffRecord) -> staff::ActiveModel {
    let roles: Vec<&str> = record.roles.iter().map(|role| role.name()).collect();
    staff::ActiveModel {
        id: Set(record.id),
        name: Set(record.name.clone()),
        password_hash: Set(record.password_hash.clone()),
        roles: Set(roles.join(" ")),
        disabled: Set(record.disabled),
    }
}

fn read(row: staff::Model) -> Result<StaffRecord, StoreError> {
    let roles = row.roles.split_whitespace().map(str::parse).collect::<Result<_, _>>().map_err(|e| unreadable("a role", e))?;
    Ok(StaffRecord { id: row.id, name: row.name, password_hash: row.password_hash, roles, disabled: row.disabled })
}
