//! Why a decision could not be carried out.

use thiserror::Error;

use crate::model::{Action, Fault};
use crate::store::{AuditEntry, StoreError};

/// Why a decision could not be carried out.
#[derive(Debug, Error)]
pub enum ModerationError {
    /// Something in it is not right.
    #[error("{}", crate::model::faults_in_words(.0))]
    Faulty(Vec<Fault>),
    /// There is no such story, or it was withdrawn.
    #[error("there is no such story; it may have been withdrawn")]
    Unknown,
    /// The story changed after it was read; this is the row of who changed it last.
    #[error("this story changed after you opened it: {}. Read it as it is now, and decide again", in_words(.0.as_deref()))]
    Stale(Option<Box<AuditEntry>>),
    /// Nothing of the story was redacted, so that there is no original beside it.
    #[error("nothing of this story was redacted; read it in the queue")]
    NoOriginal,
    /// No such file came with the story.
    #[error("no such file came with this story")]
    UnknownAttachment,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

pub(super) fn faulty(field: &str, message: impl std::fmt::Display) -> ModerationError {
    ModerationError::Faulty(vec![Fault::new(field, message)])
}

/// What was done to a story, by whom and when.
fn in_words(change: Option<&AuditEntry>) -> String {
    let Some(change) = change else { return "it is not what you read".to_owned() };
    let who = change.name.as_deref().unwrap_or(match change.actor.as_str() {
        "storyteller" => "its storyteller",
        _ => "a member of staff",
    });
    let what = match Action::named(&change.action) {
        Some(Action::StoryCleared) => "cleared it",
        Some(Action::StoryWithheld) => "withheld it",
        Some(Action::StoryCorrected) => "corrected it",
        _ => "changed it",
    };
    let when = change.at.map_or_else(|| change.day.to_string(), |at| at.format("%Y-%m-%d at %H:%M UTC").to_string());
    format!("{who} {what} on {when}")
}
