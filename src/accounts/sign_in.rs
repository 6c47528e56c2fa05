//! Creates accounts, signs people in and out, and finds out who a cookie or a token belongs to.

use chrono::{Duration, Utc};
use uuid::Uuid;

use super::error::AccountsError;
use super::passwords::{self, Hasher};
use super::secrets;
use crate::access::{MayManageStaff, Right, Staff, Viewer};
use crate::model::Role;
use crate::store::{StaffRecord, Store, StoreError};

/// Minutes without use after which a session ends.
const IDLE_MINUTES: i64 = 15;
/// Hours after which a session ends in any case.
pub const SESSION_HOURS: i64 = 8;

/// The accounts of this store.
#[derive(Clone)]
pub struct Accounts {
    store: Store,
    hasher: Hasher,
}

impl Accounts {
    /// The accounts of this store.
    pub fn new(store: Store) -> Self {
        Self { store, hasher: Hasher::default() }
    }

    /// Creates an account.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn add(
        &self,
        right: MayManageStaff,
        name: &str,
        roles: Vec<Role>,
        password: String,
    ) -> Result<(), AccountsError> {
        let name = canonical(name)?;
        let record = StaffRecord {
            id: Uuid::now_v7(),
            name: name.clone(),
            password_hash: self.hasher.hash(password).await?,
            roles,
            disabled: false,
        };
        self.store.add_staff(right.actor(), &record).await.map_err(|error| match error {
            StoreError::Conflict => AccountsError::NameTaken(name),
            other => other.into(),
        })
    }

    /// Sets a new password and ends the sessions of the account.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn set_password(&self, right: MayManageStaff, name: &str, password: String) -> Result<(), AccountsError> {
        let record = self.named(name).await?;
        let password_hash = self.hasher.hash(password).await?;
        Ok(self.store.update_staff(right.actor(), &StaffRecord { password_hash, ..record }).await?)
    }

    /// Disables or enables an account, and ends its sessions.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn set_disabled(&self, right: MayManageStaff, name: &str, disabled: bool) -> Result<(), AccountsError> {
        let record = self.named(name).await?;
        Ok(self.store.update_staff(right.actor(), &StaffRecord { disabled, ..record }).await?)
    }

    /// All accounts, by name.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn list(&self, _right: MayManageStaff) -> Result<Vec<StaffRecord>, AccountsError> {
        Ok(self.store.staff().await?)
    }

    /// Whether there is any account.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn any(&self) -> Result<bool, AccountsError> {
        Ok(self.store.staff_count().await? > 0)
    }

    /// A token for scripts that expires after `days` days. It can be shown only once.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn issue_token(&self, right: MayManageStaff, name: &str, days: u32) -> Result<String, AccountsError> {
        let record = self.named(name).await?;
        let secret = secrets::fresh();
        let ends = Utc::now() + Duration::days(i64::from(days));
        self.store.add_token(right.actor(), secrets::hash(&secret), record.id, ends).await?;
        Ok(secret)
    }

    /// Signs a person in. Returns the person and the secret of a new session. The caller must limit how often this can be
    /// tried.
    ///
    /// # Errors
    /// [`AccountsError::WrongCredentials`], the same for wrong names and wrong passwords; [`AccountsError::Busy`].
    pub async fn sign_in(&self, name: &str, password: String) -> Result<(Staff, String), AccountsError> {
        let name = canonical(name).map_err(|_| AccountsError::WrongCredentials)?;
        if password.chars().count() > passwords::LONGEST {
            return Err(AccountsError::WrongCredentials);
        }
        let record = self.store.staff_by_name(&name).await?.filter(|record| !record.disabled);
        let hash = record.as_ref().map(|record| record.password_hash.clone());
        let right = self.hasher.matches(password, hash).await?;
        let record = record.filter(|_| right).ok_or(AccountsError::WrongCredentials)?;
        let secret = secrets::fresh();
        let now = Utc::now();
        self.store.forget_ended(now - Duration::minutes(IDLE_MINUTES), now - Duration::hours(SESSION_HOURS), now);
        self.store.begin_session(secrets::hash(&secret), record.id, now).await?;
        Ok((staff(record), secret))
    }

    /// Ends a session.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn sign_out(&self, secret: &str) -> Result<(), AccountsError> {
        Ok(self.store.end_session(&secrets::hash(secret)).await?)
    }

    /// The person whose session this is; the public viewer when the session has ended or never existed.
    ///
    /// # Errors
    /// [`AccountsError::Store`].
    pub async fn viewer_of_session(&self, secret: &str) -> Result<Viewer, AccountsError> {
        let hash = secrets::hash(secret);
        let Some(session) = self.store.session(&hash).await? else { return Ok(Viewer::Public) };
        let now = Utc::now();
        let idle = now - session.last_used;
        let ended = idle > Duration::minutes(IDLE_MINUTES) || now - session.began > Duration::hours(SESSION_HOURS);
        if ended || session.staff.disabled {
            return Ok(Viewer::Public);
        }
        if idle > Duration::seconds(30) {
            self.store.touch_session(&hash, now);
        }
        Ok(Viewer::Staff(staff(session.staff)))
    }

    /// The person whose token this is; the public viewer when the token has expired or never existed.
    ///
    /// # Errors
    /// [`AccountsError::Store`].
    pub async fn viewer_of_token(&self, secret: &str) -> Result<Viewer, AccountsError> {
        let found = self.store.token(&secrets::hash(secret)).await?;
        let valid = found.filter(|(record, ends)| !record.disabled && *ends > Utc::now());
        Ok(valid.map_or(Viewer::Public, |(record, _)| Viewer::Staff(staff(record))))
    }

    async fn named(&self, name: &str) -> Result<StaffRecord, AccountsError> {
        let name = canonical(name)?;
        self.store.staff_by_name(&name).await?.ok_or(AccountsError::Unknown(name))
    }
}

fn canonical(name: &str) -> Result<String, AccountsError> {
    let name = name.trim().to_lowercase();
    let good = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '@');
    if (1..=64).contains(&name.chars().count()) && name.chars().all(good) { Ok(name) } else { Err(AccountsError::Name) }
}

fn staff(record: StaffRecord) -> Staff {
    Staff { id: record.id, name: record.name, roles: record.roles }
}
