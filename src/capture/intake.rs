//! A story's way in, and back out: submitting, opening by receipt, correcting, withdrawing.

use chrono::{NaiveDate, Utc};
use thiserror::Error;
use uuid::Uuid;

use super::closing::{self, Closed, Days};
use super::files::{Darkroom, Files, WrongPicture};
use super::keys::Keys;
use super::submission::{self, Arrival, Checked, Submission};
use crate::access::MayTranscribe;
use crate::frameworks::Shelf;
use crate::model::{Fault, Framework, JoinCode, ModerationState, Receipt, Source};
use crate::projection::Projection;
use crate::store::{AttachmentFile, Collection, Revision, Store, StoreError, StoredStory, Submitted, WithAttachments};

/// Why a story could not be taken, found, corrected or withdrawn.
#[derive(Debug, Error)]
pub enum CaptureError {
    /// Something in it is not right.
    #[error("{}", crate::model::faults_in_words(.0))]
    Faulty(Vec<Fault>),
    /// The collection takes no stories, or none that were told so late.
    #[error(transparent)]
    Closed(#[from] Closed),
    /// Another story stands under this receipt.
    #[error("another story was sent under this receipt")]
    ReceiptTaken,
    /// No story stands under this receipt: it never did, or it was withdrawn.
    #[error("there is no story under this receipt")]
    UnknownReceipt,
    /// The story under this receipt has no such attachment.
    #[error("no such file came with this story")]
    UnknownAttachment,
    /// A moderator has read the story, so it can no longer be corrected.
    #[error("this story has been read by a moderator and can no longer be corrected; it can still be withdrawn")]
    AlreadyRead,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What a storyteller gets back.
pub struct Acknowledged {
    /// The story's id.
    pub id: Uuid,
    /// The receipt.
    pub receipt: Receipt,
    /// How far moderation has come.
    pub state: ModerationState,
    /// The day it came in.
    pub received: NaiveDate,
}

/// Takes stories in.
#[derive(Clone)]
pub struct Capture {
    store: Store,
    keys: Keys,
    shelf: Shelf,
    projection: Projection,
    darkroom: Darkroom,
}

impl Capture {
    /// The intake of this store.
    pub fn new(store: Store, keys: Keys, shelf: Shelf, projection: Projection) -> Self {
        Self { store, keys, shelf, projection, darkroom: Darkroom::default() }
    }

    /// Checks a story and keeps it with what came with it. When this returns, the story is on disk.
    ///
    /// # Errors
    /// [`CaptureError`]; then nothing was kept.
    pub async fn submit(&self, submission: &Submission, files: Files) -> Result<Acknowledged, CaptureError> {
        let receipt = match &submission.receipt {
            Some(typed) => typed.parse().map_err(|e| faulty("receipt", e))?,
            None => Receipt::from_bits(rand::random()),
        };
        self.take(submission, files, receipt, Source::Told).await
    }

    /// As [`Capture::submit`], for a story that was told on paper under the receipt that is printed on the form.
    ///
    /// # Errors
    /// [`CaptureError`]; then nothing was kept.
    pub async fn transcribe(
        &self,
        _right: MayTranscribe,
        submission: &Submission,
        files: Files,
    ) -> Result<Acknowledged, CaptureError> {
        let Some(typed) = &submission.receipt else {
            return Err(faulty(
                "receipt",
                "type in the receipt that is printed on the form; its storyteller holds the other half",
            ));
        };
        let receipt = typed.parse().map_err(|e| faulty("receipt", e))?;
        self.take(submission, files, receipt, Source::Paper).await
    }

    async fn take(
        &self,
        submission: &Submission,
        files: Files,
        receipt: Receipt,
        source: Source,
    ) -> Result<Acknowledged, CaptureError> {
        let framework = self.framework(submission).await?;
        let checked = submission::check_beside(submission, &framework, !files.is_empty()).map_err(CaptureError::Faulty)?;
        let joined = self.collection(submission.collection.as_deref(), &framework).await?;
        let received = Utc::now().date_naive();
        let told = checked.told.map(NaiveDate::from);
        let taken = joined.as_ref().map_or(Ok(()), |(_, collection)| closing::takes(days(collection), received, told));
        let collection = joined.map(|(join_code, _)| join_code);
        let arrival = Arrival { receipt: receipt.clone(), collection, received, state: ModerationState::Held, source };
        let new = checked.into_story(&framework, arrival, &files, &self.keys);
        let new = new.map_err(|error| StoreError::Unreadable(error.to_string()))?;
        // A repeat gets its answer even when the collection has closed since, and its picture is not drawn again.
        let known =
            if taken.is_err() || !files.is_empty() { self.store.known(&new.receipt_mac, &new.body_mac).await? } else { None };
        let id = new.id;
        let submitted = match known {
            Some(known) => known,
            None => {
                taken?;
                let attachments = self.darkroom.develop(files, || story_id(received)).await?;
                self.store.submit(new, attachments).await?
            }
        };
        match submitted {
            Submitted::Kept => {
                self.projection.nudge();
                Ok(Acknowledged { id, receipt, state: ModerationState::Held, received })
            }
            Submitted::Repeated { id, received, state } => Ok(Acknowledged { id, receipt, state, received }),
            Submitted::Different | Submitted::Withdrawn => Err(CaptureError::ReceiptTaken),
        }
    }

    /// The story under a receipt, and what came with it.
    ///
    /// # Errors
    /// [`CaptureError::UnknownReceipt`], alike for receipts that never were and for withdrawn ones.
    pub async fn open(&self, typed: &str) -> Result<WithAttachments, CaptureError> {
        let mac = self.mac_of(typed)?;
        self.under(&mac).await
    }

    /// A file that came with the story under a receipt.
    ///
    /// # Errors
    /// [`CaptureError::UnknownReceipt`] and [`CaptureError::UnknownAttachment`].
    pub async fn attachment(&self, typed: &str, id: Uuid) -> Result<AttachmentFile, CaptureError> {
        let mac = self.mac_of(typed)?;
        let story = self.store.story_by_receipt(&mac).await?.ok_or(CaptureError::UnknownReceipt)?;
        self.store.attachment(story.number, id).await?.ok_or(CaptureError::UnknownAttachment)
    }

    /// Replaces a held story by its storyteller's correction; returns once the projections show it.
    ///
    /// # Errors
    /// [`CaptureError`].
    pub async fn correct(&self, submission: &Submission) -> Result<WithAttachments, CaptureError> {
        let Some(typed) = &submission.receipt else {
            return Err(faulty("receipt", "send the receipt of the story that is to be corrected"));
        };
        let mac = self.mac_of(typed)?;
        let WithAttachments { story: before, attachments } = self.under(&mac).await?;
        if submission.framework != before.framework || submission.version != before.version {
            let (slug, version) = (&before.framework, before.version);
            return Err(faulty("version", format!("this story answers version {version} of “{slug}”, and that cannot change")));
        }
        let framework = self.framework(submission).await?;
        let Checked { language, prompt, title, text, answers, consent, worried, .. } =
            submission::check_beside(submission, &framework, !attachments.is_empty()).map_err(CaptureError::Faulty)?;
        let revision = Revision { language, prompt, title, text, answers, consent, worried };
        let number = self.store.correct(&mac, revision).await?.ok_or(CaptureError::AlreadyRead)?;
        self.projection.show(number).await?;
        self.under(&mac).await
    }

    /// Erases a story; returns once no view of this node shows it.
    ///
    /// # Errors
    /// [`CaptureError`].
    pub async fn withdraw(&self, typed: &str) -> Result<(), CaptureError> {
        let mac = self.mac_of(typed)?;
        let gone = self.store.withdraw(&mac, Utc::now().date_naive()).await?.ok_or(CaptureError::UnknownReceipt)?;
        self.projection.show(gone.number).await?;
        Ok(())
    }

    async fn under(&self, mac: &[u8; 32]) -> Result<WithAttachments, CaptureError> {
        let story: Vec<StoredStory> = self.store.story_by_receipt(mac).await?.into_iter().collect();
        self.store.with_attachments(story).await?.pop().ok_or(CaptureError::UnknownReceipt)
    }

    fn mac_of(&self, typed: &str) -> Result<[u8; 32], CaptureError> {
        let receipt: Receipt = typed.parse().map_err(|e| faulty("receipt", e))?;
        Ok(self.keys.receipt(&receipt))
    }

    async fn framework(&self, submission: &Submission) -> Result<std::sync::Arc<Framework>, CaptureError> {
        let (slug, version) = (&submission.framework, submission.version);
        if let Some(found) = self.shelf.version(slug, version).await? {
            return Ok(found);
        }
        Err(match self.shelf.newest_of(slug) {
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

/// A time-ordered id that knows the day and no more: an exact time could point at a person.
pub fn story_id(day: NaiveDate) -> Uuid {
    let seconds = day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp().max(0) as u64;
    Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, 0))
}

fn days(collection: &Collection) -> Days {
    Days { opens: collection.opens, closes: collection.closes, closed: collection.closed }
}

impl From<WrongPicture> for CaptureError {
    fn from(wrong: WrongPicture) -> Self {
        faulty("picture", wrong)
    }
}

fn faulty(field: &str, message: impl std::fmt::Display) -> CaptureError {
    CaptureError::Faulty(vec![Fault::new(field, message)])
}
