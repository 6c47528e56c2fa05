//! Reading held stories, redacting, clearing and withholding them.
//!
//! Every text is held until a person clears it; no setting turns that off.

use std::collections::BTreeMap;

use thiserror::Error;
use uuid::Uuid;

use crate::access::MayModerate;
use crate::model::{Answer, Answers, Fault, ModerationState, StoryText, Title, clean_line};
use crate::projection::Projection;
use crate::store::{AttachmentFile, Decision, HeldPage, QueuePlace, Store, StoreError, StoredStory, WithAttachments};

/// Stories on one page of the queue, at most.
pub const PAGE: u64 = 100;

/// Why a decision could not be carried out.
#[derive(Debug, Error)]
pub enum ModerationError {
    /// Something in it is not right.
    #[error("{}", crate::model::faults_in_words(.0))]
    Faulty(Vec<Fault>),
    /// There is no such story, or it was withdrawn.
    #[error("there is no such story; it may have been withdrawn")]
    Unknown,
    /// No such file came with the story.
    #[error("no such file came with this story")]
    UnknownAttachment,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What a moderator changes in a story while clearing it. What is missing stays as it is.
#[derive(Clone, Debug, Default)]
pub struct Redaction {
    /// The redacted title.
    pub title: Option<String>,
    /// The redacted text.
    pub text: Option<String>,
    /// Redacted words beside choices, by signifier id; empty words are taken out.
    pub write_ins: BTreeMap<String, String>,
}

/// A page of the queue.
pub struct QueuePage {
    /// The stories, those of worried storytellers first, then oldest first.
    pub stories: Vec<WithAttachments>,
    /// How many there are in all.
    pub total: u64,
    /// What to ask for next; nothing on the last page.
    pub next: Option<u64>,
}

/// The moderation queue.
#[derive(Clone)]
pub struct Moderation {
    store: Store,
    projection: Projection,
}

impl Moderation {
    /// The queue of this store.
    pub fn new(store: Store, projection: Projection) -> Self {
        Self { store, projection }
    }

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
        _right: MayModerate,
        story: Uuid,
        attachment: Uuid,
    ) -> Result<AttachmentFile, ModerationError> {
        let story = self.store.story_by_id(story).await?.ok_or(ModerationError::Unknown)?;
        self.store.attachment(story.number, attachment).await?.ok_or(ModerationError::UnknownAttachment)
    }

    /// Clears a story, redacted if need be; returns once it can be found on this node.
    ///
    /// # Errors
    /// [`ModerationError`]; then nothing was changed.
    pub async fn clear(&self, right: MayModerate, id: Uuid, redaction: Redaction) -> Result<WithAttachments, ModerationError> {
        let before = self.read(right, id).await?.story;
        let title = redaction.title.map(|title| Title::parse(&title)).transpose().map_err(|e| faulty("title", e))?;
        let text = redaction.text.map(|text| StoryText::parse(&text)).transpose().map_err(|e| faulty("text", e))?;
        let answers = redact_words(&before.answers, &redaction.write_ins)?;
        let decision = Decision::Clear { title: title.map(Title::into_inner), text: text.map(StoryText::into_inner), answers };
        self.decide(right, id, decision).await
    }

    /// Withholds a story; returns once it can no longer be found on this node. Its answers go on counting unless
    /// `counts` is false, as for something that is no story at all.
    ///
    /// # Errors
    /// [`ModerationError`]; then nothing was changed.
    pub async fn withhold(
        &self,
        right: MayModerate,
        id: Uuid,
        because: Option<&str>,
        counts: bool,
    ) -> Result<WithAttachments, ModerationError> {
        let because = because.map(|words| clean_line(words, 500)).transpose().map_err(|e| faulty("reason", e))?;
        let because = because.filter(|words| !words.is_empty());
        self.decide(right, id, Decision::Withhold { because, counts }).await
    }

    async fn decide(&self, right: MayModerate, id: Uuid, decision: Decision) -> Result<WithAttachments, ModerationError> {
        let number = self.store.decide(id, decision).await?.ok_or(ModerationError::Unknown)?;
        self.projection.show(number).await?;
        self.read(right, id).await
    }
}

/// A place in the queue as one number: twice the story's number, and one more for a worried storyteller's.
fn place(after: u64) -> Option<QueuePlace> {
    (after > 1).then_some(QueuePlace { worried: after % 2 == 1, number: after / 2 })
}

fn after_story(story: &StoredStory) -> u64 {
    story.number * 2 + u64::from(story.worried)
}

fn redact_words(answers: &Answers, redacted: &BTreeMap<String, String>) -> Result<Option<Answers>, ModerationError> {
    if redacted.is_empty() {
        return Ok(None);
    }
    let mut answers = answers.clone();
    for (signifier, words) in redacted {
        let field = format!("write_ins.{signifier}");
        let Some(Answer::Choice { write_in: Some(kept), .. }) = answers.given.get_mut(signifier) else {
            return Err(faulty(&field, "the storyteller wrote no words there"));
        };
        *kept = clean_line(words, Title::LIMIT).map_err(|e| faulty(&field, e))?;
    }
    answers.given.retain(|_, answer| {
        if let Answer::Choice { write_in, .. } = answer {
            write_in.take_if(|words| words.is_empty());
        }
        !matches!(answer, Answer::Choice { options, write_in: None } if options.is_empty())
    });
    Ok(Some(answers))
}

fn faulty(field: &str, message: impl std::fmt::Display) -> ModerationError {
    ModerationError::Faulty(vec![Fault::new(field, message)])
}
