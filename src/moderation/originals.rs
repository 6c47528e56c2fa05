//! Reading what stands behind a redaction. Every view is audited.

use uuid::Uuid;

use super::decide::REASON;
use super::error::{ModerationError, faulty};
use super::service::Moderation;
use crate::access::{MayReadOriginals, Right};
use crate::model::clean_line;
use crate::store::Original;

impl Moderation {
    /// What a story said before it was redacted. The view is audited, with its reason, before this returns.
    ///
    /// # Errors
    /// [`ModerationError`]; then nothing may be shown.
    pub async fn original(&self, right: MayReadOriginals, id: Uuid, reason: &str) -> Result<Original, ModerationError> {
        let reason = clean_line(reason, REASON).map_err(|e| faulty("reason", e))?;
        if reason.is_empty() {
            return Err(faulty("reason", "say in a few words why you need to read the original"));
        }
        if let Some(original) = self.store.original(right.actor(), id, reason).await? {
            return Ok(original);
        }
        let exists = self.store.story_by_id(id).await?.is_some();
        Err(if exists { ModerationError::NoOriginal } else { ModerationError::Unknown })
    }
}
