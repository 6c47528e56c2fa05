//! Reading stories and what came with them, in whatever state they are.

use uuid::Uuid;

use super::error::ModerationError;
use super::service::Moderation;
use crate::access::{MayModerate, Right};
use crate::model::ModerationState;
use crate::store::{AttachmentFile, HeldPage, QueuePlace, StoredStory, WithAttachments};

/// Stories on one page of the queue, at most.
pub const PAGE: u64 = 100;

/// A page of the queue.
pub struct QueuePage {
    /// The stories, those of worried storytellers first, then oldest first.
    pub stories: Vec<WithAttachments>,
    /// How many there are in all.
    pub total: u64,
    /// What to ask for next; nothing on the last page.
    pub next: Option<u64>,
}

impl Moderation {
    /// Stories in a state, those of worried storytellers first, then oldest first; from the start or after a page's
    /// `next`.
    ///
    /// # Errors
    /// [`ModerationError::Store`].
    pub async fn queue(
        &self,
        _right: MayModerate,
        state: ModerationState,
        after: u64,
        limit: u64,
    ) -> Result<QueuePage, ModerationError> {
        let limit = limit.clamp(1, PAGE);
        let HeldPage { stories, total } = self.store.stories_in_state(state, place(after), limit).await?;
        let full = stories.len() as u64 == limit;
        let next = stories.last().filter(|_| full).map(after_story);
        Ok(QueuePage { stories: self.store.with_attachments(stories).await?, total, next })
    }

    /// One story, in whatever state.
    ///
    /// # Errors
    /// [`ModerationError`].
    pub async fn read(&self, _right: MayModerate, id: Uuid) -> Result<WithAttachments, ModerationError> {
        let story: Vec<StoredStory> = self.store.story_by_id(id).await?.into_iter().collect();
        self.store.with_attachments(story).await?.pop().ok_or(ModerationError::Unknown)
    }

    /// A file that came with a story, in whatever state.
    ///
    /// # Errors
    /// [`ModerationError`].
    pub async fn attachment(
        &self,
        right: MayModerate,
        story: Uuid,
        attachment: Uuid,
    ) -> Result<AttachmentFile, ModerationError> {
        let story = self.store.story_by_id(story).await?.ok_or(ModerationError::Unknown)?;
        let file = self.store.attachment(story.number, attachment).await?.ok_or(ModerationError::UnknownAttachment)?;
        // A voice or a face is never redacted: opening the file is a view of the original.
        self.store.note_attachment_view(right.actor(), story.id, attachment).await?;
        Ok(file)
    }
}

/// A place in the queue as one number: twice the story's number, and one more for a worried storyteller's.
fn place(after: u64) -> Option<QueuePlace> {
    (after > 1).then_some(QueuePlace { worried: after % 2 == 1, number: after / 2 })
}

fn after_story(story: &StoredStory) -> u64 {
    story.number * 2 + u64::from(story.worried)
}
