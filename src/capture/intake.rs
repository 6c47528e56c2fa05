//! A story's way in, and back out: submitting, opening by receipt, correcting, withdrawing.

use chrono::{NaiveDate, Utc};
use thiserror::Error;
use uuid::Uuid;

use super::keys::Keys;
use super::submission::{self, Checked, Submission};
use crate::frameworks::Shelf;
use crate::model::{Fault, Framework, ModerationState, Receipt, Source};
use crate::projection::Projection;
use crate::store::{Collection, NewStory, Revision, Store, StoreError, StoredStory, Submitted};

/// Why a story could not be taken, found, corrected or withdrawn.
#[derive(Debug, Error)]
pub enum CaptureError {
    /// Something in it is not right.
    #[error("{}", crate::model::faults_in_words(.0))]
    Faulty(Vec<Fault>),
    /// Another story stands under this receipt.
    #[error("another story was sent under this receipt")]
    ReceiptTaken,
    /// No story stands under this receipt: it never did, or it was withdrawn.
    #[error("there is no story under this receipt")]
    UnknownReceipt,
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
}

impl Capture {
    /// The intake of this store.
    pub fn new(store: Store, keys: Keys, shelf: Shelf, projection: Projection) -> Self {
        Self { store, keys, shelf, projection }
    }

    /// Checks a story and keeps it. When this returns, the story is on disk.
    ///
    /// # Errors
    /// [`CaptureError`]; then nothing was kept.
    pub async fn submit(&self, submission: &Submission) -> Result<Acknowledged, CaptureError> {
        let receipt = match &submission.receipt {
            Some(typed) => typed.parse().map_err(|e| faulty("receipt", e))?,
            None => Receipt::from_bits(rand::random()),
        };
        let framework = self.framework(submission).await?;
        let checked = submission::check(submission, &framework).map_err(CaptureError::Faulty)?;
        let collection = self.collection(submission.collection.as_deref(), &framework).await?;
        let join_code = collection.as_ref().map(|collection| collection.join_code.clone());
        let new = self.new_story(&framework, checked, &receipt, join_code)?;
        let (id, received) = (new.id, new.received);
        if let Some(collection) = collection.filter(|collection| !is_open(collection, received))
            && self.store.story_by_receipt(&new.receipt_mac).await?.is_none()
        {
            // A repeat of a story that was taken while it was open still gets its answer.
            return Err(faulty("collection", when_open(&collection)));
        }
        match self.store.submit(new).await? {
            Submitted::Kept => {
                self.projection.nudge();
                Ok(Acknowledged { id, receipt, state: ModerationState::Held, received })
            }
            Submitted::Repeated { id, received, state } => Ok(Acknowledged { id, receipt, state, received }),
            Submitted::Different | Submitted::Withdrawn => Err(CaptureError::ReceiptTaken),
        }
    }

    /// The story under a receipt.
    ///
    /// # Errors
    /// [`CaptureError::UnknownReceipt`], alike for receipts that never were and for withdrawn ones.
    pub async fn open(&self, typed: &str) -> Result<StoredStory, CaptureError> {
        let mac = self.mac_of(typed)?;
        self.store.story_by_receipt(&mac).await?.ok_or(CaptureError::UnknownReceipt)
    }

    /// Replaces a held story by its storyteller's correction; returns once the projections show it.
    ///
    /// # Errors
    /// [`CaptureError`].
    pub async fn correct(&self, submission: &Submission) -> Result<StoredStory, CaptureError> {
        let Some(typed) = &submission.receipt else {
            return Err(faulty("receipt", "send the receipt of the story that is to be corrected"));
        };
        let mac = self.mac_of(typed)?;
        let before = self.store.story_by_receipt(&mac).await?.ok_or(CaptureError::UnknownReceipt)?;
        if submission.framework != before.framework || submission.version != before.version {
            let (slug, version) = (&before.framework, before.version);
            return Err(faulty("version", format!("this story answers version {version} of “{slug}”, and that cannot change")));
        }
        let framework = self.framework(submission).await?;
        let Checked { language, prompt, title, text, answers, consent } =
            submission::check(submission, &framework).map_err(CaptureError::Faulty)?;
        let revision = Revision { language, prompt, title, text, answers, consent };
        let number = self.store.correct(&mac, revision).await?.ok_or(CaptureError::AlreadyRead)?;
        self.projection.show(number).await?;
        self.store.story_by_receipt(&mac).await?.ok_or(CaptureError::UnknownReceipt)
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

    async fn collection(&self, join_code: Option<&str>, framework: &Framework) -> Result<Option<Collection>, CaptureError> {
        let Some(typed) = join_code else { return Ok(None) };
        let code = typed.trim().to_uppercase();
        let found = self.store.collection(&code).await?;
        let Some(collection) = found else {
            return Err(faulty("collection", "there is no collection with this join code; check how it is written"));
        };
        if collection.framework != framework.slug {
            return Err(faulty("collection", format!("this collection takes stories for “{}”", collection.framework)));
        }
        Ok(Some(collection))
    }

    fn new_story(
        &self,
        framework: &Framework,
        checked: Checked,
        receipt: &Receipt,
        collection: Option<String>,
    ) -> Result<NewStory, CaptureError> {
        let canonical = serde_json::to_vec(&(&framework.slug, framework.version, &checked, &collection))
            .map_err(|e| StoreError::Unreadable(e.to_string()))?;
        Ok(NewStory {
            id: story_id(Utc::now().date_naive()),
            receipt_mac: self.keys.receipt(receipt),
            body_mac: self.keys.body(&canonical),
            framework: framework.slug.clone(),
            version: framework.version,
            language: checked.language,
            prompt: checked.prompt,
            title: checked.title,
            text: checked.text,
            answers: checked.answers,
            consent: checked.consent,
            collection,
            received: Utc::now().date_naive(),
            state: ModerationState::Held,
            source: Source::Told,
        })
    }
}

/// A time-ordered id that knows the day and no more: an exact time could point at a person.
pub fn story_id(day: NaiveDate) -> Uuid {
    let seconds = day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp().max(0) as u64;
    Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, 0))
}

fn is_open(collection: &Collection, day: NaiveDate) -> bool {
    collection.opens.is_none_or(|opens| opens <= day) && collection.closes.is_none_or(|closes| day <= closes)
}

fn when_open(collection: &Collection) -> String {
    match (collection.opens, collection.closes) {
        (Some(opens), Some(closes)) => format!("this collection takes stories from {opens} to {closes}"),
        (Some(opens), None) => format!("this collection takes stories from {opens}"),
        (None, Some(closes)) => format!("this collection took stories until {closes}"),
        (None, None) => "this collection takes stories on any day".to_owned(),
    }
}

fn faulty(field: &str, message: impl std::fmt::Display) -> CaptureError {
    CaptureError::Faulty(vec![Fault::new(field, message)])
}
