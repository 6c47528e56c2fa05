//! One attempt to sign in, from its beginning until it is known whether the password was right.

use std::sync::Arc;
use std::time::Duration;

use super::enforced::Enforced;
use super::keys::{ClientKey, KeyRing, TableKey};
use super::too_many_requests::TooManyRequests;

pub(super) const TOO_MANY: &str = "too many attempts to sign in came from your network";

/// An attempt to sign in that was admitted. It counts as a failure until it is told otherwise.
pub struct Attempt(Option<Admitted>);

struct Admitted {
    limits: Arc<Enforced>,
    pair: TableKey,
    /// The client and the name, when their quotas were drawn on.
    drawn: Option<(TableKey, TableKey)>,
}

/// Admits an attempt; returns how long it has to be held before it is worked on.
pub(super) fn begin(
    limits: &Arc<Enforced>,
    keys: &KeyRing,
    client: ClientKey,
    name: &str,
) -> Result<(Attempt, Duration), TooManyRequests> {
    // As people type it: a name in capitals is the same name.
    let name = name.trim().to_lowercase();
    let pair = keys.of("name and address", &[client.bytes(), name.as_bytes()]);
    let now = limits.now();
    let drawn = if limits.sign_ins.is_known(pair, now) {
        None
    } else {
        Some((TableKey::from(client), keys.of("name", &[name.as_bytes()])))
    };
    let wait = limits.sign_ins.begin(pair, drawn, now);
    let wait = wait.map_err(|retry_after| TooManyRequests { what: TOO_MANY, retry_after })?;
    Ok((Attempt(Some(Admitted { limits: Arc::clone(limits), pair, drawn })), wait))
}

impl Attempt {
    pub(super) fn unlimited() -> Self {
        Self(None)
    }

    /// The password was right.
    pub fn succeeded(self) {
        let Some(admitted) = self.0 else { return };
        let (sign_ins, now) = (&admitted.limits.sign_ins, admitted.limits.now());
        sign_ins.pair.succeeded(admitted.pair);
        sign_ins.remember(admitted.pair, now);
        admitted.give_back(now);
    }

    /// Nobody has looked at the password, so that it was neither right nor wrong.
    pub fn undone(self) {
        let Some(admitted) = self.0 else { return };
        let now = admitted.limits.now();
        admitted.limits.sign_ins.pair.undone(admitted.pair, now);
        admitted.give_back(now);
    }
}

impl Admitted {
    fn give_back(&self, now: Duration) {
        if let Some((client, name)) = self.drawn {
            self.limits.sign_ins.address.give_back(client, now);
            self.limits.sign_ins.name.give_back(name, now);
        }
    }
}
