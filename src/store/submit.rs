//! Handing submitted stories to the writer, each once.

use super::{NewAttachment, NewStory, Store, StoreError, Submitted, insert_stories::known_under};
use crate::model::Actor;

impl Store {
    /// What became of an earlier submission under this receipt; nothing when there was none.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn known(&self, receipt_mac: &[u8; 32], body_mac: &[u8; 32]) -> Result<Option<Submitted>, StoreError> {
        known_under(&self.db, receipt_mac, body_mac).await
    }

    /// Keeps a story and what came with it, once: a repeat of the same submission is recognised by its receipt. When this
    /// returns, the story is on disk.
    ///
    /// # Errors
    /// [`StoreError`]; after [`StoreError::Unavailable`] it may have been kept all the same, and may be sent again.
    pub async fn submit(&self, actor: Actor, new: NewStory, attachments: Vec<NewAttachment>) -> Result<Submitted, StoreError> {
        self.writer.keep(actor, new, attachments).await
    }
}
