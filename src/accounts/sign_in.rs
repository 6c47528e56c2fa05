//! Making accounts, signing in and out, and telling from a cookie or a token who it is.

use std::num::NonZeroU32;
use std::sync::Arc;

use chrono::{Duration, Utc};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use thiserror::Error;
use uuid::Uuid;

use super::{passwords, secrets};
use crate::access::{Staff, Viewer};
use crate::model::Role;
use crate::store::{StaffRecord, Store, StoreError};

/// Minutes after which an unused session ends.
const IDLE_MINUTES: i64 = 15;
/// Hours after which a session ends in any case.
pub const SESSION_HOURS: i64 = 8;
/// Attempts to sign in that a name has each minute.
const ATTEMPTS_A_MINUTE: NonZeroU32 = NonZeroU32::MIN.saturating_add(9);

/// Why an account could not be made or somebody could not sign in.
#[derive(Debug, Error)]
pub enum AccountsError {
    /// The name or the password is wrong; which of them is not said.
    #[error("the name or the password is not right")]
    WrongCredentials,
    /// Too many attempts for this name.
    #[error("too many attempts to sign in with this name; wait a minute and try again")]
    TooManyAttempts,
    /// The password is too short or too long.
    #[error("a password needs at least 10 letters, better 15 or more, and at most 1,000; this one has {letters}")]
    Password {
        /// How many it has.
        letters: usize,
    },
    /// The name is empty or odd.
    #[error("a name is 1 to 64 letters, digits, dots, dashes, underscores or @, without spaces")]
    Name,
    /// Nobody has this name.
    #[error("there is nobody called “{0}”")]
    Unknown(String),
    /// The name is taken.
    #[error("there is somebody called “{0}” already")]
    NameTaken(String),
    /// The password could not be hashed.
    #[error("the password could not be worked on")]
    Hashing,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The accounts of this store.
#[derive(Clone)]
pub struct Accounts {
    store: Store,
    attempts: Arc<DefaultKeyedRateLimiter<String>>,
}

impl Accounts {
    /// The accounts of this store.
    pub fn new(store: Store) -> Self {
        Self { store, attempts: Arc::new(RateLimiter::keyed(Quota::per_minute(ATTEMPTS_A_MINUTE))) }
    }

    /// Makes an account.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn add(&self, name: &str, roles: Vec<Role>, password: String) -> Result<(), AccountsError> {
        let name = canonical(name)?;
        let record = StaffRecord {
            id: Uuid::now_v7(),
            name: name.clone(),
            password_hash: passwords::hash(password).await?,
            roles,
            disabled: false,
        };
        self.store.add_staff(&record).await.map_err(|error| match error {
            StoreError::Conflict => AccountsError::NameTaken(name),
            other => other.into(),
        })
    }

    /// Gives somebody a new password, and ends their sessions.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn set_password(&self, name: &str, password: String) -> Result<(), AccountsError> {
        let record = self.named(name).await?;
        let password_hash = passwords::hash(password).await?;
        Ok(self.store.update_staff(&StaffRecord { password_hash, ..record }).await?)
    }

    /// Lets somebody in no longer (or again), and ends their sessions.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn set_disabled(&self, name: &str, disabled: bool) -> Result<(), AccountsError> {
        let record = self.named(name).await?;
        Ok(self.store.update_staff(&StaffRecord { disabled, ..record }).await?)
    }

    /// Everyone, by name.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn list(&self) -> Result<Vec<StaffRecord>, AccountsError> {
        Ok(self.store.staff().await?)
    }

    /// Whether there is any account.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn any(&self) -> Result<bool, AccountsError> {
        Ok(self.store.staff_count().await? > 0)
    }

    /// A token for scripts, which ends after so many days. It is shown this once.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn issue_token(&self, name: &str, days: u32) -> Result<String, AccountsError> {
        let record = self.named(name).await?;
        let secret = secrets::fresh();
        let ends = Utc::now() + Duration::days(i64::from(days));
        self.store.add_token(secrets::hash(&secret), record.id, ends).await?;
        Ok(secret)
    }

    /// Signs somebody in. Returns who it is, and the secret of a new session.
    ///
    /// # Errors
    /// [`AccountsError::WrongCredentials`], alike for wrong names and wrong passwords;
    /// [`AccountsError::TooManyAttempts`].
    pub async fn sign_in(&self, name: &str, password: String) -> Result<(Staff, String), AccountsError> {
        let name = canonical(name).map_err(|_| AccountsError::WrongCredentials)?;
        if self.attempts.check_key(&name).is_err() {
            return Err(AccountsError::TooManyAttempts);
        }
        if password.chars().count() > passwords::LONGEST {
            return Err(AccountsError::WrongCredentials);
        }
        let record = self.store.staff_by_name(&name).await?.filter(|record| !record.disabled);
        let hash = record.as_ref().map(|record| record.password_hash.clone());
        let right = passwords::matches(password, hash).await?;
        let record = record.filter(|_| right).ok_or(AccountsError::WrongCredentials)?;
        let secret = secrets::fresh();
        let now = Utc::now();
        self.store.forget_ended(now - Duration::minutes(IDLE_MINUTES), now - Duration::hours(SESSION_HOURS), now).await?;
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

    /// Whose session this is: the public's when it has ended or never was.
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
            self.store.touch_session(&hash, now).await?;
        }
        Ok(Viewer::Staff(staff(session.staff)))
    }

    /// Whose token this is: the public's when it has ended or never was.
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
