//! Secrets of sessions and tokens: 256 random bits, of which the store has only the hash.

use sha2::{Digest, Sha256};

const PREFIX: &str = "sens_";

/// A new secret. It is given out only once.
pub fn fresh() -> String {
    let bits: [u8; 32] = rand::random();
    let hex: String = bits.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{PREFIX}{hex}")
}

/// The hash that is stored for a secret. A plain hash is enough, because 256 random bits cannot be guessed.
pub fn hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}
