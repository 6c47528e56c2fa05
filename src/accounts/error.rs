//! Why an account could not be created or changed, or why a person could not sign in.

use thiserror::Error;

use crate::store::StoreError;

/// Why an account could not be created or changed, or why a person could not sign in.
#[derive(Debug, Error)]
pub enum AccountsError {
    /// The name or the password is wrong; the answer does not say which.
    #[error("the name or the password is not right")]
    WrongCredentials,
    /// Too many passwords are being hashed.
    #[error("many people are signing in just now; try again in a moment")]
    Busy,
    /// The password is too short or too long.
    #[error("a password needs at least 10 letters, better 15 or more, and at most 1,000; this one has {letters}")]
    Password {
        /// The number of characters it has.
        letters: usize,
    },
    /// The name is empty or has other characters.
    #[error("a name is 1 to 64 letters, digits, dots, dashes, underscores or @, without spaces")]
    Name,
    /// Nobody has this name.
    #[error("there is no account called “{0}”")]
    Unknown(String),
    /// The name is taken.
    #[error("there is an account called “{0}” already")]
    NameTaken(String),
    /// The password could not be hashed.
    #[error("the password could not be worked on")]
    Hashing,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}
