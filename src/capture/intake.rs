//! The life of a submission: submitting, opening by receipt, correcting, withdrawing.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::NaiveDate;
use thiserror::Error;
use uuid::Uuid;

use super::closing::{self, Closed, Days};
use super::keys::Keys;
use super::media::{Files, PictureDecoder, WrongPicture};
use super::story_id::story_id;
use super::submission::{self, Arrival, Checked, Submission};
use crate::access::{MayTranscribe, Right};
use crate::frameworks::FrameworkRegistry;
use crate::model::{Actor, Clock, Consent, Fault, Framework, JoinCode, Language, ModerationState, Receipt, Source};
use crate::projection::Projection;
use crate::store::{AttachmentFile, Collection, Correction, Store, StoreError, StoredStory, Submitted, WithAttachments};

/// Why a story could not be submitted, found, corrected or withdrawn.
#[derive(Debug, Error)]
pub enum CaptureError {
    /// Parts of the submission are wrong.
    #[error("{}", crate::model::faults_in_words(.0))]
    Faulty(Vec<Fault>),
    /// The collection accepts no stories, or none that were told so late.
    #[error(transparent)]
    Closed(#[from] Closed),
    /// Another story has this receipt.
    #[error("another story was sent under this receipt")]
    ReceiptTaken,
    /// No story has this receipt: none ever did, or it was withdrawn.
    #[error("there is no story under this receipt")]
    UnknownReceipt,
    /// The story under this receipt has no such attachment.
    #[error("no such file came with this story")]
    UnknownAttachment,
    /// Too many pictures are being decoded.
    #[error("{}", WrongPicture::Busy)]
    Busy,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The acknowledgement that a storyteller gets.
pub struct Acknowledged {
    /// The story's id.
    pub id: Uuid,
    /// The receipt.
    pub receipt: Receipt,
    /// Its moderation state.
    pub state: ModerationState,
    /// The day it came in.
    pub received: NaiveDate,
    /// The language in which the framework was read: the one that was sent, or the one it fell back to.
    pub language: Language,
}

/// A storyteller's own story, opened by its receipt.
pub struct OpenedStory {
    /// The receipt as it was read. The answer repeats it, so that a client can recognise that it comes from this service.
    pub receipt: Receipt,
    /// The story and its attachments.
    pub story: WithAttachments,
    /// Whether it is held again, because its storyteller changed it after a moderator had decided on it.
    pub held_again: bool,
}

/// Receives stories.
#[derive(Clone)]
pub struct Capture {
    store: Store,
    keys: Keys,
    registry: FrameworkRegistry,
    projection: Projection,
    decoder: PictureDecoder,
    clock: Clock,
    /// Collections as last read, by join code.
    joined: Arc<Mutex<HashMap<String, Collection>>>,
}

/// How long a request to join a collection waits for the store.
const PATIENCE: Duration = Duration::from_secs(2);

impl Capture {
    /// Receives stories for this store.
    pub fn new(store: Store, keys: Keys, registry: FrameworkRegistry, projection: Projection, clock: Clock) -> Self {
        Self { store, keys, registry, projection, clock, decoder: PictureDecoder::default(), joined: Arc::default() }
    }

    /// Checks a story and stores it with its attachments. When this returns, the story is on disk.
    ///
    /// # Errors
    /// [`CaptureError`]; nothing was stored then.
    pub async fn submit(&self, submission: &Submission, files: Files) -> Result<Acknowledged, CaptureError> {
        let receipt = match &submission.receipt {
            Some(typed) => parsed(typed)?,
            None => Receipt::from_bits(rand::random()),
        };
        self.take(Actor::Storyteller, submission, files, receipt, Source::Told).await
    }

    /// Like [`Capture::submit`], for a story on paper with the receipt that is printed on the form.
    ///
    /// # Errors
    /// [`CaptureError`]; nothing was stored then.
    pub async fn transcribe(
        &self,
        right: MayTranscribe,
        submission: &Submission,
        files: Files,
    ) -> Result<Acknowledged, CaptureError> {
        let Some(typed) = &submission.receipt else {
            return Err(faulty(
                "receipt",
                "type in the receipt that is printed on the form; its storyteller holds the other half",
            ));
        };
        let receipt = parsed(typed)?;
        self.take(right.actor(), submission, files, receipt, Source::Paper).await
    }

    async fn take(
        &self,
        actor: Actor,
        submission: &Submission,
        files: Files,
        receipt: Receipt,
        source: Source,
    ) -> Result<Acknowledged, CaptureError> {
        let framework = self.framework(submission).await?;
        let checked = submission::check_beside(submission, &framework, !files.is_empty()).map_err(CaptureError::Faulty)?;
        checked.chooses_only_what_is_offered(&framework).map_err(CaptureError::Faulty)?;
        let joined = self.collection(submission.collection.as_deref(), &framework).await?;
        let received = self.clock.today();
        let language = checked.language.clone();
        let told = checked.told.map(NaiveDate::from);
        let taken = joined.as_ref().map_or(Ok(()), |(_, collection)| closing::takes(days(collection), received, told));
        let collection = joined.map(|(join_code, _)| join_code);
        let arrival = Arrival { receipt: receipt.clone(), collection, received, state: ModerationState::Held, source };
        let new = checked.into_story(&framework, arrival, &files, &self.keys);
        let new = new.map_err(|error| StoreError::Unreadable(error.to_string()))?;
        // A repeat gets its answer even when the collection has closed since, and its picture is not decoded again.
        let known =
            if taken.is_err() || !files.is_empty() { self.store.known(&new.receipt_mac, &new.body_mac).await? } else { None };
        let id = new.id;
        let submitted = match known {
            Some(known) => known,
            None => {
                taken?;
                let attachments = self.decoder.develop(files, || story_id(received)).await?;
                self.store.submit(actor, new, attachments).await?
            }
        };
        match submitted {
            Submitted::Kept => {
                self.projection.nudge();
                Ok(Acknowledged { id, receipt, state: ModerationState::Held, received, language })
            }
            Submitted::Repeated { id, received, state } => Ok(Acknowledged { id, receipt, state, received, language }),
            Submitted::Different | Submitted::Withdrawn => Err(CaptureError::ReceiptTaken),
        }
    }

    /// The collection with this join code. While the store cannot be reached, the last version that was read is returned, so
    /// that people can start a story.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn joined(&self, code: &JoinCode) -> Result<Option<Collection>, StoreError> {
        let read = tokio::time::timeout(PATIENCE, self.store.collection(code.as_str())).await;
        let read = read.unwrap_or_else(|_| Err(StoreError::Unavailable("it is slow".to_owned())));
        let mut joined = self.joined.lock().unwrap_or_else(PoisonError::into_inner);
        match read {
            Ok(Some(collection)) => {
                joined.insert(code.as_str().to_owned(), collection.clone());
                Ok(Some(collection))
            }
            Ok(None) => {
                joined.remove(code.as_str());
                Ok(None)
            }
            Err(error) => joined.get(code.as_str()).cloned().map(Some).ok_or(error),
        }
    }

    /// The story with this receipt, and its attachments.
    ///
    /// # Errors
    /// [`CaptureError::UnknownReceipt`], the same for receipts that never existed and for withdrawn stories.
    pub async fn open(&self, typed: &str) -> Result<OpenedStory, CaptureError> {
        self.own(parsed(typed)?).await
    }

    /// An attachment of the story with this receipt.
    ///
    /// # Errors
    /// [`CaptureError::UnknownReceipt`] and [`CaptureError::UnknownAttachment`].
    pub async fn attachment(&self, typed: &str, id: Uuid) -> Result<AttachmentFile, CaptureError> {
        let mac = self.keys.receipt(&parsed(typed)?);
        let story = self.store.story_by_receipt(&mac).await?.ok_or(CaptureError::UnknownReceipt)?;
        self.store.attachment(story.number, id).await?.ok_or(CaptureError::UnknownAttachment)
    }

    /// Replaces a story with its storyteller's correction; returns once the projections show it. Words that no moderator has read
    /// hide a story until one has.
    ///
    /// # Errors
    /// [`CaptureError`].
    pub async fn correct(&self, submission: &Submission) -> Result<OpenedStory, CaptureError> {
        let Some(typed) = &submission.receipt else {
            return Err(faulty("receipt", "send the receipt of the story that is to be corrected"));
        };
        let receipt = parsed(typed)?;
        let mac = self.keys.receipt(&receipt);
        let WithAttachments { story: before, attachments } = self.under(&mac).await?;
        if submission.framework != before.framework || submission.version != before.version {
            let (slug, version) = (&before.framework, before.version);
            return Err(faulty("version", format!("this story answers version {version} of “{slug}”, and that cannot change")));
        }
        let framework = self.framework(submission).await?;
        let Checked { language, prompt, title, text, answers, consent, asked, worried, .. } =
            submission::check_beside(submission, &framework, !attachments.is_empty()).map_err(CaptureError::Faulty)?;
        let correction = Correction { language, prompt, title, text, answers, consent, asked, worried };
        let number = self
            .store
            .correct(Actor::Storyteller, &mac, correction, self.clock.today())
            .await?
            .ok_or(CaptureError::UnknownReceipt)?;
        self.shown(receipt, number).await
    }

    /// Changes what a storyteller allows, whatever the state of the story; returns once the projections show it.
    ///
    /// # Errors
    /// [`CaptureError`].
    pub async fn change_consent(&self, typed: &str, consent: Consent) -> Result<OpenedStory, CaptureError> {
        let receipt = parsed(typed)?;
        let mac = self.keys.receipt(&receipt);
        let number = self
            .store
            .change_consent(Actor::Storyteller, &mac, consent, self.clock.today())
            .await?
            .ok_or(CaptureError::UnknownReceipt)?;
        self.shown(receipt, number).await
    }

    async fn shown(&self, receipt: Receipt, number: u64) -> Result<OpenedStory, CaptureError> {
        self.projection.show(number).await?;
        self.own(receipt).await
    }

    async fn own(&self, receipt: Receipt) -> Result<OpenedStory, CaptureError> {
        let story = self.under(&self.keys.receipt(&receipt)).await?;
        let is_held = story.story.state == ModerationState::Held;
        let held_again = is_held && self.store.is_decided(story.story.id).await?;
        Ok(OpenedStory { receipt, story, held_again })
    }

    /// Erases a story; returns its receipt once no view of this node shows it.
    ///
    /// # Errors
    /// [`CaptureError`].
    pub async fn withdraw(&self, typed: &str) -> Result<Receipt, CaptureError> {
        let receipt = parsed(typed)?;
        let mac = self.keys.receipt(&receipt);
        let gone =
            self.store.withdraw(Actor::Storyteller, &mac, self.clock.today()).await?.ok_or(CaptureError::UnknownReceipt)?;
        self.projection.show(gone.number).await?;
        Ok(receipt)
    }

    async fn under(&self, mac: &[u8; 32]) -> Result<WithAttachments, CaptureError> {
        let story: Vec<StoredStory> = self.store.story_by_receipt(mac).await?.into_iter().collect();
        self.store.with_attachments(story).await?.pop().ok_or(CaptureError::UnknownReceipt)
    }

    async fn framework(&self, submission: &Submission) -> Result<Arc<Framework>, CaptureError> {
        let (slug, version) = (&submission.framework, submission.version);
        if let Some(found) = self.registry.version(slug, version).await? {
            return Ok(found);
        }
        Err(match self.registry.newest_of(slug) {
            Some(newest) => {
                faulty("version", format!("“{slug}” has no published version {version}; the newest is {}", newest.version))
            }
            None => faulty("framework", format!("there is no framework “{slug}”")),
        })
    }

    async fn collection(
        &self,
        typed: Option<&str>,
        framework: &Framework,
    ) -> Result<Option<(JoinCode, Collection)>, CaptureError> {
        let Some(typed) = typed else { return Ok(None) };
        let unknown = || faulty("collection", "there is no collection with this join code; check how it is written");
        let code: JoinCode = typed.parse().map_err(|_| unknown())?;
        let collection = self.store.collection(code.as_str()).await?.ok_or_else(unknown)?;
        if collection.framework != framework.slug {
            return Err(faulty("collection", format!("this collection takes stories for “{}”", collection.framework)));
        }
        Ok(Some((code, collection)))
    }
}

fn days(collection: &Collection) -> Days {
    Days { opens: collection.opens, closes: collection.closes, closed: collection.closed }
}

impl From<WrongPicture> for CaptureError {
    fn from(wrong: WrongPicture) -> Self {
        match wrong {
            WrongPicture::Busy => Self::Busy,
            WrongPicture::TooLarge | WrongPicture::Damaged | WrongPicture::Colours => faulty("picture", wrong),
        }
    }
}

fn parsed(typed: &str) -> Result<Receipt, CaptureError> {
    typed.parse().map_err(|error| faulty("receipt", error))
}

fn faulty(field: &str, message: impl std::fmt::Display) -> CaptureError {
    CaptureError::Faulty(vec![Fault::new(field, message)])
}
