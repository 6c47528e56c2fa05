//! Whether a request is processed now, after a short delay, or refused for now.

use std::net::IpAddr;
use std::sync::Arc;

use super::attempt::{self, Attempt};
use super::enforced::Enforced;
use super::keys::{ClientKey, KeyRing, TableKey};
use super::policy::Policy;
use super::too_many_requests::TooManyRequests;

/// The rate limits of this process.
#[derive(Clone)]
pub struct Limits {
    pub(super) keys: Arc<KeyRing>,
    /// Nothing is limited when `None`.
    pub(super) enforced: Option<Arc<Enforced>>,
}

impl Limits {
    /// Limits with this policy.
    pub fn new(policy: Policy) -> Self {
        Self { keys: Arc::default(), enforced: Some(Arc::new(Enforced::new(policy))) }
    }

    /// No limits, for benchmarks.
    pub fn off() -> Self {
        Self { keys: Arc::default(), enforced: None }
    }

    /// The key that stands for a client today.
    pub fn client(&self, address: IpAddr) -> ClientKey {
        self.keys.client(address)
    }

    /// Admits a public request before its body is read. Each path of the service has a quota of its own, so that guessing
    /// passwords does not stop others behind the same address from telling a story.
    ///
    /// # Errors
    /// [`TooManyRequests`].
    pub fn request(&self, client: ClientKey, path: &str) -> Result<(), TooManyRequests> {
        let Some(limits) = &self.enforced else { return Ok(()) };
        let what = "too many requests came from your network";
        let key = self.keys.of("request", &[client.bytes(), path.as_bytes()]);
        limits.requests.take(key, limits.now()).map_err(|retry_after| TooManyRequests { what, retry_after })
    }

    /// Admits a story. A story with a join code counts towards that code, so that a group does not share a quota with everybody
    /// else behind the same address. This function does not check that the code exists: a story with an invented one is refused
    /// later.
    ///
    /// # Errors
    /// [`TooManyRequests`].
    pub fn story(&self, client: ClientKey, join_code: Option<&str>) -> Result<StoryQuota, TooManyRequests> {
        let key = match join_code {
            Some(code) => self.keys.of("join code", &[client.bytes(), code.as_bytes()]),
            None => client.into(),
        };
        let taken = StoryQuota { key, joined: join_code.is_some() };
        let Some(limits) = &self.enforced else { return Ok(taken) };
        let what = "many stories came from your network just now; yours is not lost, keep it";
        let admitted = limits.stories(taken.joined).take(key, limits.now());
        admitted.map(|()| taken).map_err(|retry_after| TooManyRequests { what, retry_after })
    }

    /// Returns the quota of a story that was not stored.
    pub fn story_was_not_kept(&self, taken: StoryQuota) {
        if let Some(limits) = &self.enforced {
            limits.stories(taken.joined).give_back(taken.key, limits.now());
        }
    }

    /// Counts a receipt or join code that does not exist, and delays the answer when there were many. A code that exists is
    /// never delayed, so that guesses by others do not stop anyone from reaching their own story.
    ///
    /// # Errors
    /// [`TooManyRequests`].
    pub async fn wrong_guess(&self, client: ClientKey) -> Result<(), TooManyRequests> {
        let Some(limits) = &self.enforced else { return Ok(()) };
        let what = "too many codes that do not exist were tried from your network";
        let refused = |retry_after| TooManyRequests { what, retry_after };
        let wait = limits.guesses.reserve(client.into(), limits.now(), limits.guess_hold).map_err(refused)?;
        limits.holds.hold(wait).await.map_err(refused)
    }

    /// Admits an attempt to sign in, if necessary after a delay of a few seconds. The attempt counts as a failure until it
    /// [succeeds](Attempt::succeeded).
    ///
    /// # Errors
    /// [`TooManyRequests`].
    pub async fn sign_in(&self, client: ClientKey, name: &str) -> Result<Attempt, TooManyRequests> {
        let Some(limits) = &self.enforced else { return Ok(Attempt::unlimited()) };
        let (attempt, wait) = attempt::begin(limits, &self.keys, client, name)?;
        let held = limits.holds.hold(wait).await;
        match held {
            Ok(()) => Ok(attempt),
            Err(retry_after) => {
                attempt.undone();
                Err(TooManyRequests { what: attempt::TOO_MANY, retry_after })
            }
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::new(Policy::default())
    }
}

/// The part of a quota that a story used.
pub struct StoryQuota {
    key: TableKey,
    joined: bool,
}
