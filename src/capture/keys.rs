//! The service's own key, and what is derived with it. The key never leaves this file.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::{
    model::Receipt,
    store::{Store, StoreError},
};

/// The key under which receipts are kept: the store holds only what it makes of them.
#[derive(Clone)]
pub struct Keys {
    key: [u8; 32],
}

impl Keys {
    /// The key of this store; made at random when the store is new.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn of(store: &Store) -> Result<Self, StoreError> {
        let kept = store.setting_or("receipt_key", rand::random::<[u8; 32]>().to_vec()).await?;
        let key = kept.try_into().map_err(|_| StoreError::Unreadable("the receipt key is not 32 bytes long".to_owned()))?;
        Ok(Self { key })
    }

    /// What is kept of a receipt.
    pub fn receipt(&self, receipt: &Receipt) -> [u8; 32] {
        self.mac("receipt", &[receipt.bits()])
    }

    /// What tells one submission's content from another's, given in parts.
    pub fn body(&self, canonical: &[&[u8]]) -> [u8; 32] {
        self.mac("body", canonical)
    }

    /// What is kept of the key that a client shares between the stories of one person.
    pub fn teller(&self, key: &Receipt) -> [u8; 32] {
        self.mac("teller", &[key.bits()])
    }

    /// The receipt that a line of an imported file gets when it brings none: always the same for the same source and
    /// name, so that importing twice changes nothing. Nobody can find it out without the key.
    pub fn imported(&self, source: &str, name: &[u8]) -> Receipt {
        let mac = self.mac("import", &[source.as_bytes(), name]);
        let mut bits = [0; 16];
        bits.copy_from_slice(&mac[..16]);
        Receipt::from_bits(bits)
    }

    fn mac(&self, purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
        // A key of any length makes an HMAC, so the error cannot happen; an all-zero answer would still be harmless.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.key) else { return [0; 32] };
        for part in std::iter::once(&purpose.as_bytes()).chain(parts) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}
