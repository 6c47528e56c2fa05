//! Secrets of sessions and tokens: 256 random bits, of which the store keeps only the hash.

use sha2::{Digest, Sha256};

const PREFIX: &str = "sens_";

/// A fresh secret, as it is given out once.
pub fn fresh() -> String {
    let bits: [u8; 32] = rand::random();
    let hex: String = bits.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{PREFIX}{hex}")
}

/// What is kept of a secret. A plain hash is enough: nobody can guess 256 random bits.
pub fn hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}
