//! The keys that stand for clients and names: an HMAC under a random key that changes daily and is never written to disk.
//!
//! An IPv4 address counts as a whole. Entire schools share one, and a wider prefix would only put unrelated neighbours
//! together. An IPv6 address counts by its first 64 bits, the smallest block that a subscriber gets, because a subscriber has
//! 2⁶⁴ addresses.

use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// How long a key is used.
const LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// A client as the limits identify it. It has no `Debug` and no `Display`, so that it cannot get into a log.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClientKey([u8; 16]);

impl ClientKey {
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// The key of a table entry: a client, or a client or name together with a purpose.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct TableKey(pub(super) [u8; 16]);

impl From<ClientKey> for TableKey {
    fn from(client: ClientKey) -> Self {
        Self(client.0)
    }
}

/// Makes keys from clients and names.
pub(super) struct KeyRing {
    secret: Mutex<Secret>,
}

struct Secret {
    bytes: [u8; 32],
    made: Instant,
}

impl Default for KeyRing {
    fn default() -> Self {
        Self { secret: Mutex::new(Secret::fresh()) }
    }
}

impl Secret {
    fn fresh() -> Self {
        Self { bytes: rand::random(), made: Instant::now() }
    }
}

impl KeyRing {
    /// The key of a client.
    pub fn client(&self, address: IpAddr) -> ClientKey {
        let prefix = match address.to_canonical() {
            IpAddr::V4(address) => address.octets().to_vec(),
            IpAddr::V6(address) => address.octets()[..8].to_vec(),
        };
        ClientKey(self.of("address", &[&prefix]).0)
    }

    /// The key of `parts` for a purpose.
    pub fn of(&self, purpose: &str, parts: &[&[u8]]) -> TableKey {
        let secret = self.secret();
        // An HMAC accepts a key of any length, so the error cannot occur; one key for all would still limit.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&secret) else { return TableKey([0; 16]) };
        for part in std::iter::once(&purpose.as_bytes()).chain(parts) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        let mut key = [0; 16];
        key.copy_from_slice(&mac.finalize().into_bytes()[..16]);
        TableKey(key)
    }

    fn secret(&self) -> [u8; 32] {
        let mut secret = self.secret.lock().unwrap_or_else(PoisonError::into_inner);
        if secret.made.elapsed() >= LIFETIME {
            *secret = Secret::fresh();
        }
        secret.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_is_identified_by_its_ipv4_address_or_the_first_half_of_its_ipv6_address() {
        let ring = KeyRing::default();
        let same = |a: &str, b: &str| ring.client(a.parse().unwrap()) == ring.client(b.parse().unwrap());
        assert!(same("192.0.2.7", "192.0.2.7"));
        assert!(same("192.0.2.7", "::ffff:192.0.2.7"));
        assert!(!same("192.0.2.7", "192.0.2.8"));
        assert!(same("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"));
        assert!(!same("2001:db8:1:2::1", "2001:db8:1:3::1"));
    }

    #[test]
    fn keys_of_one_process_mean_nothing_to_another() {
        let address: IpAddr = "192.0.2.7".parse().unwrap();
        assert!(KeyRing::default().client(address) != KeyRing::default().client(address));
    }

    #[test]
    fn different_parts_never_make_the_same_key() {
        let ring = KeyRing::default();
        assert!(ring.of("x", &[b"ab", b"c"]) != ring.of("x", &[b"a", b"bc"]));
        assert!(ring.of("x", &[b"a"]) != ring.of("y", &[b"a"]));
    }
}
