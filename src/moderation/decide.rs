//! Clearing and withholding stories.

use uuid::Uuid;

use super::error::{ModerationError, faulty};
use super::redact::{Redaction, redact_words};
use super::service::Moderation;
use crate::access::{MayModerate, Right};
use crate::model::{Revision, StoryText, Title, clean_line};
use crate::store::{Decided, Decision, WithAttachments};

/// Letters of a reason, at most.
pub(super) const REASON: usize = 500;

impl Moderation {
    /// Clears a story as it was read, redacted if need be; returns once it can be found on this node. Whether its answers
    /// count stays as it is unless `counts` says.
    ///
    /// # Errors
    /// [`ModerationError`]; then nothing was changed.
    pub async fn clear(
        &self,
        right: MayModerate,
        id: Uuid,
        read: Option<Revision>,
        redaction: Redaction,
        counts: Option<bool>,
    ) -> Result<WithAttachments, ModerationError> {
        let before = self.read(right, id).await?.story;
        let read = read.ok_or_else(without_revision)?;
        let title = redaction.title.map(|title| Title::parse(&title)).transpose().map_err(|e| faulty("title", e))?;
        let text = redaction.text.map(|text| StoryText::parse(&text)).transpose().map_err(|e| faulty("text", e))?;
        let unchanged = (before.revision()? == read).then_some(read);
        let answers = match redact_words(&before.answers, &redaction.write_ins) {
            // The words that were read may be gone.
            Err(_) if unchanged.is_none() => return Err(self.stale(id).await?),
            answers => answers?,
        };
        let (title, text) = (title.map(Title::into_inner), text.map(StoryText::into_inner));
        // The answers are those of `before`: when that is not what was read, nothing may be written.
        self.decide(right, id, unchanged, Decision::Clear { title, text, answers, counts }).await
    }

    /// Withholds a story as it was read; returns once it can no longer be found on this node. Whether its answers count
    /// stays as it is unless `counts` says, as for something that is no story at all.
    ///
    /// # Errors
    /// [`ModerationError`]; then nothing was changed.
    pub async fn withhold(
        &self,
        right: MayModerate,
        id: Uuid,
        read: Option<Revision>,
        because: Option<&str>,
        counts: Option<bool>,
    ) -> Result<WithAttachments, ModerationError> {
        self.read(right, id).await?;
        let read = read.ok_or_else(without_revision)?;
        let because = because.map(|words| clean_line(words, REASON)).transpose().map_err(|e| faulty("reason", e))?;
        let because = because.filter(|words| !words.is_empty());
        self.decide(right, id, Some(read), Decision::Withhold { because, counts }).await
    }

    async fn decide(
        &self,
        right: MayModerate,
        id: Uuid,
        read: Option<Revision>,
        decision: Decision,
    ) -> Result<WithAttachments, ModerationError> {
        match self.store.decide(right.actor(), id, read, decision).await? {
            Decided::Done(number) => {
                self.projection.show(number).await?;
                self.read(right, id).await
            }
            Decided::Stale => Err(self.stale(id).await?),
            Decided::Unknown => Err(ModerationError::Unknown),
        }
    }

    async fn stale(&self, id: Uuid) -> Result<ModerationError, ModerationError> {
        Ok(ModerationError::Stale(self.store.last_change(id).await?.map(Box::new)))
    }
}

fn without_revision() -> ModerationError {
    faulty("revision", "send the revision that came with the story, so that the decision is about what you read")
}
