//! The accounts of staff: signing in and out, and tokens for scripts.
//!
//! The module answers who a person is: by name and password, by session cookie, or by token.

mod error;
mod passwords;
mod secrets;
mod sign_in;

pub use error::AccountsError;
pub use sign_in::{Accounts, SESSION_HOURS};
