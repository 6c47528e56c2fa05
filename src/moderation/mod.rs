//! Reading held stories, redacting, clearing and withholding them.
//!
//! Every text is held until a person clears it; no setting turns that off.

use std::collections::BTreeMap;

use thiserror::Error;
use uuid::Uuid;

use crate::access::MayModerate;
use crate::model::{Answer, Answers, Fault, ModerationState, StoryText, Title, clean_line};
use crate::projection::Projection;
use crate::store::{Decision, HeldPage, Store, StoreError, StoredStory};

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

    /// Stories in a state, oldest first, after a story's number.
    ///
    /// # Errors
    /// [`ModerationError::Store`].
    pub async fn queue(
        &self,
        _right: MayModerate,
        state: ModerationState,
        after: u64,
        limit: u64,
    ) -> Result<HeldPage, ModerationError> {
        Ok(self.store.stories_in_state(state, after, limit.clamp(1, PAGE)).await?)
    }

    /// One story, in whatever state.
    ///
    /// # Errors
    /// [`ModerationError`].
    pub async fn read(&self, _right: MayModerate, id: Uuid) -> Result<StoredStory, ModerationError> {
        self.store.story_by_id(id).await?.ok_or(ModerationError::Unknown)
    }

    /// Clears a story, redacted if need be; returns once it can be found on this node.
    ///
    /// # Errors
    /// [`ModerationError`]; then nothing was changed.
    pub async fn clear(&self, right: MayModerate, id: Uuid, redaction: Redaction) -> Result<StoredStory, ModerationError> {
        let before = self.read(right, id).await?;
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
    ) -> Result<StoredStory, ModerationError> {
        let because = because.map(|words| clean_line(words, 500)).transpose().map_err(|e| faulty("reason", e))?;
        let because = because.filter(|words| !words.is_empty());
        self.decide(right, id, Decision::Withhold { because, counts }).await
    }

    async fn decide(&self, right: MayModerate, id: Uuid, decision: Decision) -> Result<StoredStory, ModerationError> {
        let number = self.store.decide(id, decision).await?.ok_or(ModerationError::Unknown)?;
        self.projection.show(number).await?;
        self.read(right, id).await
    }
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
