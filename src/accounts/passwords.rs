//! Passwords: argon2id with 19 MiB, two passes, one lane (the OWASP minimum). Hashing runs on a thread of its own, two at a
//! time, and the queue is short: however many people sign in, it takes 38 MiB and two threads.

use std::sync::Arc;
use std::time::Duration;

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};

use tokio::sync::Semaphore;

use super::error::AccountsError;

/// The shortest password, in characters.
pub const SHORTEST: usize = 10;
/// The longest password, in characters, so that nobody can keep the service busy with hashing.
pub const LONGEST: usize = 1_000;

/// Passwords that are hashed at the same time.
const AT_ONCE: usize = 2;
/// Passwords that wait or are being hashed. Each takes about 30 ms, so the last one waits about a second.
const IN_ALL: usize = 64;
/// The longest time that a password waits.
const QUEUE_TIMEOUT: Duration = Duration::from_secs(5);

/// Hashes passwords, a few at a time.
#[derive(Clone)]
pub struct Hasher {
    queue: Arc<Semaphore>,
    work: Arc<Semaphore>,
}

impl Default for Hasher {
    fn default() -> Self {
        Self::new(IN_ALL)
    }
}

impl Hasher {
    fn new(in_all: usize) -> Self {
        Self { queue: Arc::new(Semaphore::new(in_all)), work: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// The hash of a new password.
    pub async fn hash(&self, password: String) -> Result<String, AccountsError> {
        let letters = password.chars().count();
        if !(SHORTEST..=LONGEST).contains(&letters) {
            return Err(AccountsError::Password { letters });
        }
        self.run_blocking(move || {
            let salt = SaltString::encode_b64(&rand::random::<[u8; 16]>()).map_err(|_| AccountsError::Hashing)?;
            let hash = argon2id()?.hash_password(password.as_bytes(), &salt).map_err(|_| AccountsError::Hashing)?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Whether the password matches the hash. Without a hash the same work is done and the answer is no, so that the time taken
    /// does not reveal whether a name exists.
    pub async fn matches(&self, password: String, hash: Option<String>) -> Result<bool, AccountsError> {
        self.run_blocking(move || {
            let argon2 = argon2id()?;
            if let Some(hash) = hash {
                let parsed = PasswordHash::new(&hash).map_err(|_| AccountsError::Hashing)?;
                return Ok(argon2.verify_password(password.as_bytes(), &parsed).is_ok());
            }
            let mut out = [0; 32];
            argon2
                .hash_password_into(password.as_bytes(), b"no such name....", &mut out)
                .map_err(|_| AccountsError::Hashing)?;
            Ok(false)
        })
        .await
    }

    /// Runs the work on another thread in its turn. The permit is held until the work ends, even when nobody waits for it any
    /// more.
    async fn run_blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, AccountsError> + Send + 'static,
    ) -> Result<T, AccountsError> {
        let place = Arc::clone(&self.queue).try_acquire_owned().map_err(|_| AccountsError::Busy)?;
        let turn = tokio::time::timeout(QUEUE_TIMEOUT, Arc::clone(&self.work).acquire_owned()).await;
        let turn = turn.map_err(|_| AccountsError::Busy)?.map_err(|_| AccountsError::Hashing)?;
        let work = move || {
            let done = work();
            drop((turn, place));
            done
        };
        tokio::task::spawn_blocking(work).await.map_err(|_| AccountsError::Hashing)?
    }
}

fn argon2id() -> Result<Argon2<'static>, AccountsError> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(|_| AccountsError::Hashing)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_web::test]
    async fn no_more_passwords_are_hashed_than_there_is_room_for() {
        let hasher = Hasher::new(3);
        let begun: Vec<_> = (0..10)
            .map(|_| {
                let hasher = hasher.clone();
                actix_web::rt::spawn(async move { hasher.matches("a password".to_owned(), None).await })
            })
            .collect();
        let mut busy = 0;
        for one in begun {
            busy += usize::from(matches!(one.await.unwrap(), Err(AccountsError::Busy)));
        }
        assert_eq!(busy, 7);
        assert!(!hasher.matches("a password".to_owned(), None).await.unwrap(), "afterwards there is room again");
    }
}
