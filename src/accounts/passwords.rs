//! Passwords: argon2id with 19 MiB, two passes, one lane (OWASP's least). The work is done on a thread of its own.

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};

use super::AccountsError;

/// Letters below which a password is refused.
pub const SHORTEST: usize = 10;
/// Longer ones are refused, so that nobody can keep the service busy with hashing.
pub const LONGEST: usize = 1_000;

fn argon2id() -> Result<Argon2<'static>, AccountsError> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(|_| AccountsError::Hashing)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The hash of a new password.
pub async fn hash(password: String) -> Result<String, AccountsError> {
    let letters = password.chars().count();
    if !(SHORTEST..=LONGEST).contains(&letters) {
        return Err(AccountsError::Password { letters });
    }
    aside(move || {
        let salt = SaltString::encode_b64(&rand::random::<[u8; 16]>()).map_err(|_| AccountsError::Hashing)?;
        let hash = argon2id()?.hash_password(password.as_bytes(), &salt).map_err(|_| AccountsError::Hashing)?;
        Ok(hash.to_string())
    })
    .await
}

/// Whether the password is the one that was hashed. Without a hash the same work is done and the answer is no, so that
/// the time taken does not tell whether a name exists.
pub async fn matches(password: String, hash: Option<String>) -> Result<bool, AccountsError> {
    aside(move || {
        let argon2 = argon2id()?;
        if let Some(hash) = hash {
            let parsed = PasswordHash::new(&hash).map_err(|_| AccountsError::Hashing)?;
            return Ok(argon2.verify_password(password.as_bytes(), &parsed).is_ok());
        }
        let mut out = [0; 32];
        argon2.hash_password_into(password.as_bytes(), b"no such name....", &mut out).map_err(|_| AccountsError::Hashing)?;
        Ok(false)
    })
    .await
}

async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, AccountsError> + Send + 'static,
) -> Result<T, AccountsError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| AccountsError::Hashing)?
}
