//! Rate limits and memory budgets: how much one client may request, and how much all clients together may hold in memory.
//!
//! Given a client and its request, this module decides whether the request may be processed now, after a short delay, or only
//! later. Everything is in memory and nothing is persisted. Clients and names are identified by an HMAC under a random key that
//! changes daily ([`keys`]), and every table is bounded ([`table`]). Limits slow clients down and do not lock them out: a
//! request that comes too early is held for a few seconds where that is enough, and otherwise refused with the time after which
//! it may be repeated.
//!
//! This module knows nothing of HTTP status codes and headers.

mod attempt;
mod backoff;
mod budget;
mod enforced;
mod holds;
mod keys;
mod policy;
mod proxies;
mod quota;
mod rate_limits;
mod sign_in;
mod table;
mod too_many_requests;

pub use attempt::Attempt;
pub use budget::{BudgetExhausted, ByteBudget, Reservation};
pub use keys::ClientKey;
pub use policy::Policy;
pub use proxies::{Network, NotANetwork, TrustedProxies};
pub use quota::Rate;
pub use rate_limits::{Limits, StoryQuota};
pub use sign_in::SignInPolicy;
pub use too_many_requests::TooManyRequests;

#[cfg(test)]
mod tests;
