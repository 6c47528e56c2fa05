//! The service's own key, and the values derived with it. The key never leaves this file.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::{
    model::{Actor, Receipt},
    store::{Store, StoreError},
};

/// The key of the HMACs of receipts. The store holds only these HMACs.
#[derive(Clone)]
pub struct Keys {
    key: [u8; 32],
}

impl Keys {
    /// The key of this store; random when the store is new.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn of(store: &Store) -> Result<Self, StoreError> {
        let kept = store.setting_or(Actor::Service, "receipt_key", rand::random::<[u8; 32]>().to_vec()).await?;
        let key = kept.try_into().map_err(|_| StoreError::Unreadable("the receipt key is not 32 bytes long".to_owned()))?;
        Ok(Self { key })
    }

    /// The HMAC that is stored for a receipt.
    pub fn receipt(&self, receipt: &Receipt) -> [u8; 32] {
        self.mac("receipt", &[receipt.bits()])
    }

    /// The HMAC of a submission's content, given in parts. It distinguishes submissions with the same receipt.
    pub fn body(&self, canonical: &[&[u8]]) -> [u8; 32] {
        self.mac("body", canonical)
    }

    /// The HMAC that is stored for the key that a client shares between the stories of one person.
    pub fn teller(&self, key: &Receipt) -> [u8; 32] {
        self.mac("teller", &[key.bits()])
    }

    /// The receipt of a line of an imported file that has none: always the same for the same source and name, so that importing
    /// twice changes nothing. It cannot be found without the key.
    pub fn imported(&self, source: &str, name: &[u8]) -> Receipt {
        let mac = self.mac("import", &[source.as_bytes(), name]);
        let mut bits = [0; 16];
        bits.copy_from_slice(&mac[..16]);
        Receipt::from_bits(bits)
    }

    fn mac(&self, purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
        // An HMAC accepts a key of any length, so the error cannot occur; an all-zero answer would still be harmless.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.key) else { return [0; 32] };
        for part in std::iter::once(&purpose.as_bytes()).chain(parts) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}
