//! Stories: coming in, each with its line in the change log in one transaction, and being read.

use chrono::NaiveDate;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use super::{
    ChangeKind, NewAttachment, Store, StoreError, attachments, changes,
    entities::{erasure, story},
    error::unreadable,
};
use crate::model::{Answers, Consent, Language, ModerationState, Source};

/// A story that is to be kept; everything in it has been checked.
#[derive(Clone)]
pub struct NewStory {
    /// Its public id.
    pub id: Uuid,
    /// What is kept of the receipt.
    pub receipt_mac: [u8; 32],
    /// What tells a repeat of the same submission from another one under the same receipt.
    pub body_mac: [u8; 32],
    /// The framework's slug.
    pub framework: String,
    /// The framework's version.
    pub version: u32,
    /// The language and variant in which the form was read.
    pub language: Language,
    /// The prompt's id.
    pub prompt: String,
    /// The title; may be empty.
    pub title: String,
    /// The story.
    pub text: String,
    /// The answers.
    pub answers: Answers,
    /// What the storyteller allows.
    pub consent: Consent,
    /// The join code of the collection it came in by.
    pub collection: Option<String>,
    /// The day it came in.
    pub received: NaiveDate,
    /// Held, unless people have reviewed it before an import.
    pub state: ModerationState,
    /// By which way it came.
    pub source: Source,
    /// Whether the storyteller is worried about somebody's safety.
    pub worried: bool,
    /// What is kept of the key that the stories of one person share.
    pub teller_mac: Option<[u8; 32]>,
}

/// A story as it is kept.
#[derive(Clone, Debug)]
pub struct StoredStory {
    /// Its place in the order of arrival, and its name in the projections.
    pub number: u64,
    /// Its public id.
    pub id: Uuid,
    /// The framework's slug.
    pub framework: String,
    /// The framework's version.
    pub version: u32,
    /// The language and variant in which the form was read.
    pub language: Language,
    /// The prompt's id.
    pub prompt: String,
    /// The title, redacted where a moderator redacted it.
    pub title: String,
    /// The text, redacted where a moderator redacted it.
    pub text: String,
    /// The answers, with written words redacted where a moderator redacted them.
    pub answers: Answers,
    /// Whether an original stands behind a redaction.
    pub redacted: bool,
    /// What the storyteller allows.
    pub consent: Consent,
    /// The join code of its collection.
    pub collection: Option<String>,
    /// The day it came in.
    pub received: NaiveDate,
    /// How far moderation has come.
    pub state: ModerationState,
    /// Whether its answers count in patterns: not when a moderator found that it is no story at all.
    pub counts: bool,
    /// Why it was withheld.
    pub withheld_because: Option<String>,
    /// By which way it came.
    pub source: Source,
    /// Whether the storyteller is worried about somebody's safety.
    pub worried: bool,
}

/// What became of a submission.
pub enum Submitted {
    /// It is kept.
    Kept,
    /// The very same one had been kept before, under this id, on this day.
    Repeated {
        /// The story's id.
        id: Uuid,
        /// The day it came in.
        received: NaiveDate,
        /// How far moderation has come.
        state: ModerationState,
    },
    /// Another one stands under this receipt.
    Different,
    /// The story under this receipt was withdrawn.
    Withdrawn,
}

/// A page of the moderation queue.
pub struct HeldPage {
    /// The stories, those of worried storytellers first, then oldest first.
    pub stories: Vec<StoredStory>,
    /// How many there are in all.
    pub total: u64,
}

/// A story's place in the moderation queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueuePlace {
    /// Whether it is among the worried ones, which come first.
    pub worried: bool,
    /// Its number.
    pub number: u64,
}

impl Store {
    /// What became of an earlier submission under this receipt; nothing when there was none.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn known(&self, receipt_mac: &[u8; 32], body_mac: &[u8; 32]) -> Result<Option<Submitted>, StoreError> {
        known_under(&self.db, receipt_mac, body_mac).await
    }

    /// Keeps a story and what came with it, once: a repeat of the same submission is recognised by its receipt.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing was kept.
    pub async fn submit(&self, new: NewStory, attachments: Vec<NewAttachment>) -> Result<Submitted, StoreError> {
        let (receipt_mac, body_mac) = (new.receipt_mac, new.body_mac);
        let transaction = self.begin_write().await?;
        if let Some(known) = known_under(&transaction, &receipt_mac, &body_mac).await? {
            return Ok(known);
        }
        match insert_one(&transaction, new, attachments).await {
            Ok(()) => {
                transaction.commit().await?;
                Ok(Submitted::Kept)
            }
            // On PostgreSQL a parallel repeat may have been first: then it has committed, and can be seen.
            Err(StoreError::Conflict) => {
                transaction.rollback().await?;
                known_under(&self.db, &receipt_mac, &body_mac).await?.ok_or(StoreError::Conflict)
            }
            Err(error) => Err(error),
        }
    }

    /// The story under a receipt.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn story_by_receipt(&self, receipt_mac: &[u8; 32]) -> Result<Option<StoredStory>, StoreError> {
        let row = story::Entity::find().filter(story::Column::ReceiptMac.eq(receipt_mac.to_vec())).one(&self.db).await?;
        row.map(StoredStory::try_from).transpose()
    }

    /// The story with that id.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn story_by_id(&self, id: Uuid) -> Result<Option<StoredStory>, StoreError> {
        let row = story::Entity::find().filter(story::Column::Id.eq(id)).one(&self.db).await?;
        row.map(StoredStory::try_from).transpose()
    }

    /// Those of the stories with these numbers that still exist, in no particular order.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn stories_by_number(&self, numbers: &[u64]) -> Result<Vec<StoredStory>, StoreError> {
        let mut found = Vec::with_capacity(numbers.len());
        for chunk in numbers.chunks(1_000) {
            let chunk = chunk.iter().map(|&number| number as i64);
            let rows = story::Entity::find().filter(story::Column::Number.is_in(chunk)).all(&self.db).await?;
            for row in rows {
                found.push(StoredStory::try_from(row)?);
            }
        }
        Ok(found)
    }

    /// The ids of those of the stories with these numbers that still exist.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn ids_by_number(&self, numbers: &[u64]) -> Result<Vec<(u64, Uuid)>, StoreError> {
        let mut found = Vec::with_capacity(numbers.len());
        for chunk in numbers.chunks(1_000) {
            let pairs: Vec<(i64, Uuid)> = story::Entity::find()
                .select_only()
                .column(story::Column::Number)
                .column(story::Column::Id)
                .filter(story::Column::Number.is_in(chunk.iter().map(|&number| number as i64)))
                .into_tuple()
                .all(&self.db)
                .await?;
            found.extend(pairs.into_iter().map(|(number, id)| (number as u64, id)));
        }
        Ok(found)
    }

    /// Up to `limit` stories with numbers above `after`, in order: for a rebuild.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn stories_after(&self, after: u64, limit: u64) -> Result<Vec<StoredStory>, StoreError> {
        let rows = story::Entity::find()
            .filter(story::Column::Number.gt(after as i64))
            .order_by_asc(story::Column::Number)
            .limit(limit)
            .all(&self.db)
            .await?;
        rows.into_iter().map(StoredStory::try_from).collect()
    }

    /// How many stories are kept.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn story_count(&self) -> Result<u64, StoreError> {
        Ok(story::Entity::find().count(&self.db).await?)
    }

    /// Whether there is a story that somebody told: one that was not made up to try the service.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn holds_told_stories(&self) -> Result<bool, StoreError> {
        let told = story::Entity::find()
            .select_only()
            .column(story::Column::Number)
            .filter(story::Column::Source.ne(Source::Synthetic.name()))
            .limit(1)
            .into_tuple::<i64>();
        Ok(told.one(&self.db).await?.is_some())
    }

    /// Stories in a moderation state after a place: those of worried storytellers first, then oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn stories_in_state(
        &self,
        state: ModerationState,
        after: Option<QueuePlace>,
        limit: u64,
    ) -> Result<HeldPage, StoreError> {
        let of_state = story::Entity::find().filter(story::Column::State.eq(state.name()));
        let total = of_state.clone().count(&self.db).await?;
        let after = after.unwrap_or(QueuePlace { worried: true, number: 0 });
        let mut rows = Vec::new();
        // One after the other, because an index that is read in order beats one query for both.
        for worried in [true, false].into_iter().filter(|&worried| after.worried || !worried) {
            let behind = if worried == after.worried { after.number } else { 0 };
            let more = of_state
                .clone()
                .filter(story::Column::Worried.eq(worried))
                .filter(story::Column::Number.gt(behind as i64))
                .order_by_asc(story::Column::Number)
                .limit(limit - rows.len() as u64);
            rows.extend(more.all(&self.db).await?);
        }
        let stories = rows.into_iter().map(StoredStory::try_from).collect::<Result<_, _>>()?;
        Ok(HeldPage { stories, total })
    }
}

async fn insert_one(
    transaction: &DatabaseTransaction,
    new: NewStory,
    attachments: Vec<NewAttachment>,
) -> Result<(), StoreError> {
    let number = story::Entity::insert(row_of(new)?).exec(transaction).await?.last_insert_id;
    attachments::keep(transaction, number, attachments).await?;
    changes::log(transaction, [number], ChangeKind::Submitted).await
}

async fn known_under<C: ConnectionTrait>(
    db: &C,
    receipt_mac: &[u8; 32],
    body_mac: &[u8; 32],
) -> Result<Option<Submitted>, StoreError> {
    let row = story::Entity::find().filter(story::Column::ReceiptMac.eq(receipt_mac.to_vec())).one(db).await?;
    if let Some(row) = row {
        if row.body_mac != body_mac {
            return Ok(Some(Submitted::Different));
        }
        let state = read_state(&row.state)?;
        return Ok(Some(Submitted::Repeated { id: row.id, received: row.received, state }));
    }
    let erased = erasure::Entity::find_by_id(receipt_mac.to_vec()).one(db).await?;
    Ok(erased.map(|_| Submitted::Withdrawn))
}

pub(super) fn row_of(new: NewStory) -> Result<story::ActiveModel, StoreError> {
    Ok(story::ActiveModel {
        number: sea_orm::ActiveValue::NotSet,
        id: Set(new.id),
        receipt_mac: Set(new.receipt_mac.to_vec()),
        body_mac: Set(new.body_mac.to_vec()),
        framework: Set(new.framework),
        version: Set(new.version as i32),
        language: Set(new.language.to_string()),
        prompt: Set(new.prompt),
        title: Set(new.title),
        text: Set(new.text),
        answers: Set(write_answers(&new.answers)?),
        original_title: Set(None),
        original_text: Set(None),
        original_answers: Set(None),
        consent_analysis: Set(new.consent.analysis),
        consent_quotation: Set(new.consent.quotation),
        collection: Set(new.collection),
        received: Set(new.received),
        state: Set(new.state.name().to_owned()),
        counts: Set(true),
        withheld_because: Set(None),
        source: Set(new.source.name().to_owned()),
        worried: Set(new.worried),
        teller_mac: Set(new.teller_mac.map(|mac| mac.to_vec())),
    })
}

pub(super) fn write_answers(answers: &Answers) -> Result<String, StoreError> {
    serde_json::to_string(answers).map_err(|error| unreadable("the answers", error))
}

pub(super) fn read_state(name: &str) -> Result<ModerationState, StoreError> {
    ModerationState::named(name).ok_or_else(|| unreadable("a moderation state", name))
}

impl TryFrom<story::Model> for StoredStory {
    type Error = StoreError;

    fn try_from(row: story::Model) -> Result<Self, StoreError> {
        Ok(Self {
            number: row.number as u64,
            id: row.id,
            framework: row.framework,
            version: row.version as u32,
            language: row.language.parse().map_err(|error| unreadable("a language", error))?,
            prompt: row.prompt,
            title: row.title,
            text: row.text,
            answers: serde_json::from_str(&row.answers).map_err(|error| unreadable("the answers of a story", error))?,
            redacted: row.original_text.is_some(),
            consent: Consent { analysis: row.consent_analysis, quotation: row.consent_quotation },
            collection: row.collection,
            received: row.received,
            state: read_state(&row.state)?,
            counts: row.counts,
            withheld_because: row.withheld_because,
            source: Source::named(&row.source).ok_or_else(|| unreadable("a source", &row.source))?,
            worried: row.worried,
        })
    }
}
