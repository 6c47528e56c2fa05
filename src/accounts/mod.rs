//! Staff: their accounts, signing in and out, tokens for scripts.
//!
//! "Here is a name and a password: who is it?" "Here is a cookie or a token: who is it?"

mod passwords;
mod secrets;
mod sign_in;

pub use sign_in::{Accounts, AccountsError, SESSION_HOURS};
