//! What the stories of one storyteller have in common, where these let several be linked.

use std::fmt;

use super::{StoreError, error::unreadable};

/// The beginning of what is kept of the key that one person's stories share. It is for the projection, which makes a number
/// of it, and for nobody else.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct StorytellerKey([u8; Self::LENGTH]);

impl StorytellerKey {
    /// Its length in bytes. With a million storytellers the chance that two have the same is below 10⁻²⁶.
    pub const LENGTH: usize = 16;

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8; Self::LENGTH] {
        &self.0
    }

    /// The key in a row's `teller_mac`.
    pub(super) fn of(teller_mac: Option<&[u8]>) -> Result<Option<Self>, StoreError> {
        let Some(mac) = teller_mac else { return Ok(None) };
        match mac.first_chunk() {
            Some(key) => Ok(Some(Self(*key))),
            None => Err(unreadable("the key of a storyteller", format!("it is {} bytes long", mac.len()))),
        }
    }
}

impl From<[u8; StorytellerKey::LENGTH]> for StorytellerKey {
    fn from(bytes: [u8; StorytellerKey::LENGTH]) -> Self {
        Self(bytes)
    }
}

/// Nothing of it enters a log.
impl fmt::Debug for StorytellerKey {
    fn fmt(&self, form: &mut fmt::Formatter<'_>) -> fmt::Result {
        form.write_str("StorytellerKey")
    }
}
