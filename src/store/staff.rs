//! Members of staff, their sessions and tokens.

use chrono::{DateTime, Utc};
use futures_core::future::BoxFuture;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QueryTrait,
};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{
    Store, StoreError,
    deeds::{self, Deed},
    entities::{session, staff, token},
    error::unreadable,
    writer::Urgency,
};
use crate::model::{Action, Actor, Role, Subject};

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
    /// Whether they may no longer sign in.
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
    /// Stores a member of staff.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the name is taken.
    pub async fn add_staff(&self, actor: Actor, record: &StaffRecord) -> Result<(), StoreError> {
        let insert = staff::Entity::insert(write(record)).build(self.db.get_database_backend());
        let deed = Deed::new(actor, Action::StaffAdded, Subject::Staff(record.id)).with(json!({"roles": record.roles}));
        self.execute_deed(Urgency::Essential, insert, deed).await?;
        Ok(())
    }

    /// Changes the record of a member of staff, and ends their sessions.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn update_staff(&self, actor: Actor, record: &StaffRecord) -> Result<(), StoreError> {
        let record = record.clone();
        self.writer.write(Urgency::Essential, move |transaction| update(transaction, actor, record.clone())).await
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

    /// The member of staff with that id.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn staff_by_id(&self, id: Uuid) -> Result<Option<StaffRecord>, StoreError> {
        staff::Entity::find_by_id(id).one(&self.db).await?.map(read).transpose()
    }

    /// Begins a session of a member of staff, who is the one who does it.
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
        let insert = session::Entity::insert(row).build(self.db.get_database_backend());
        let deed = Deed::new(Actor::Staff(staff), Action::SignedIn, Subject::Staff(staff));
        self.execute_deed(Urgency::Essential, insert, deed).await?;
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

    /// Records that a session was used, a little later. The request that uses it succeeds even when that fails.
    pub fn touch_session(&self, secret_hash: &[u8; 32], now: DateTime<Utc>) {
        let update = session::Entity::update_many()
            .col_expr(session::Column::LastUsed, now.into())
            .filter(session::Column::SecretHash.eq(secret_hash.to_vec()))
            .build(self.db.get_database_backend());
        self.execute_later(Urgency::Essential, update);
    }

    /// Ends a session. Its owner is the one who does it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn end_session(&self, secret_hash: &[u8; 32]) -> Result<(), StoreError> {
        let secret_hash = *secret_hash;
        self.writer.write(Urgency::Essential, move |transaction| end_session(transaction, secret_hash)).await
    }

    /// Forgets sessions last used before `idle_since` or begun before `began_before`, and tokens that have ended: a little
    /// later.
    pub fn forget_ended(&self, idle_since: DateTime<Utc>, began_before: DateTime<Utc>, now: DateTime<Utc>) {
        let backend = self.db.get_database_backend();
        let ended = Condition::any().add(session::Column::LastUsed.lt(idle_since)).add(session::Column::Began.lt(began_before));
        self.execute_later(Urgency::Essential, session::Entity::delete_many().filter(ended).build(backend));
        let ended = token::Entity::delete_many().filter(token::Column::Ends.lt(now));
        self.execute_later(Urgency::Essential, ended.build(backend));
    }

    /// Stores a token for scripts.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn add_token(
        &self,
        actor: Actor,
        secret_hash: [u8; 32],
        staff: Uuid,
        ends: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let row = token::ActiveModel { secret_hash: Set(secret_hash.to_vec()), staff: Set(staff), ends: Set(ends) };
        let insert = token::Entity::insert(row).build(self.db.get_database_backend());
        let deed = Deed::new(actor, Action::TokenIssued, Subject::Staff(staff)).with(json!({"ends": ends}));
        self.execute_deed(Urgency::Essential, insert, deed).await?;
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

fn end_session(transaction: &DatabaseTransaction, secret_hash: [u8; 32]) -> BoxFuture<'_, Result<(), StoreError>> {
    Box::pin(async move {
        let found = session::Entity::find_by_id(secret_hash.to_vec()).one(transaction).await?;
        let Some(row) = found else { return Ok(()) };
        if session::Entity::delete_by_id(secret_hash.to_vec()).exec(transaction).await?.rows_affected == 0 {
            return Ok(());
        }
        deeds::append(transaction, Deed::new(Actor::Staff(row.staff), Action::SignedOut, Subject::Staff(row.staff))).await
    })
}

fn update(transaction: &DatabaseTransaction, actor: Actor, record: StaffRecord) -> BoxFuture<'_, Result<(), StoreError>> {
    Box::pin(async move {
        let before = staff::Entity::find_by_id(record.id).one(transaction).await?;
        let changed = before.map(|before| changed(&before, &record)).unwrap_or_default();
        write(&record).update(transaction).await?;
        session::Entity::delete_many().filter(session::Column::Staff.eq(record.id)).exec(transaction).await?;
        let deed = Deed::new(actor, Action::StaffChanged, Subject::Staff(record.id)).with(changed);
        deeds::append(transaction, deed).await
    })
}

/// What is new about an account; of a password only that there is a new one.
fn changed(before: &staff::Model, after: &StaffRecord) -> Value {
    let mut changed = Map::new();
    if before.password_hash != after.password_hash {
        changed.insert("password".to_owned(), json!("changed"));
    }
    if before.disabled != after.disabled {
        changed.insert("disabled".to_owned(), json!(after.disabled));
    }
    let roles = roles(after);
    if before.roles != roles {
        changed.insert("roles".to_owned(), json!(roles));
    }
    Value::Object(changed)
}

fn roles(record: &StaffRecord) -> String {
    record.roles.iter().map(|role| role.name()).collect::<Vec<_>>().join(" ")
}

fn write(record: &StaffRecord) -> staff::ActiveModel {
    staff::ActiveModel {
        id: Set(record.id),
        name: Set(record.name.clone()),
        password_hash: Set(record.password_hash.clone()),
        roles: Set(roles(record)),
        disabled: Set(record.disabled),
    }
}

fn read(row: staff::Model) -> Result<StaffRecord, StoreError> {
    let roles = row.roles.split_whitespace().map(str::parse).collect::<Result<_, _>>().map_err(|e| unreadable("a role", e))?;
    Ok(StaffRecord { id: row.id, name: row.name, password_hash: row.password_hash, roles, disabled: row.disabled })
}
