//! What happens to a story after it came in: correction, a moderator's decision, withdrawal. Each with its line in the
//! change log, in one transaction.

use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::{
    ChangeKind, Store, StoreError, attachments, changes,
    entities::{erasure, story},
    stories::write_answers,
};
use crate::model::{Answers, Consent, Language, ModerationState};

/// A storyteller's correction; everything in it has been checked.
pub struct Revision {
    /// The language and variant in which the form was read.
    pub language: Language,
    /// The prompt's id.
    pub prompt: String,
    /// The new title.
    pub title: String,
    /// The new text.
    pub text: String,
    /// The new answers.
    pub answers: Answers,
    /// The new consent.
    pub consent: Consent,
    /// Whether the storyteller is worried about somebody's safety now. A worry that was told before stays.
    pub worried: bool,
}

/// A moderator's decision.
pub enum Decision {
    /// The text may be read, as it is or as redacted here.
    Clear {
        /// The redacted title.
        title: Option<String>,
        /// The redacted text.
        text: Option<String>,
        /// The answers with their written words redacted.
        answers: Option<Answers>,
    },
    /// The text stays hidden.
    Withhold {
        /// Why.
        because: Option<String>,
        /// Whether the answers go on counting.
        counts: bool,
    },
}

/// What became of a withdrawal.
pub struct Withdrawn {
    /// The number under which the projections knew the story.
    pub number: u64,
}

impl Store {
    /// Replaces a held story's words and answers by the storyteller's correction. Returns its number, or nothing when
    /// there is no held story under this receipt.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing was changed.
    pub async fn correct(&self, receipt_mac: &[u8; 32], revision: Revision) -> Result<Option<u64>, StoreError> {
        let transaction = self.begin_write().await?;
        let found = story::Entity::find()
            .filter(story::Column::ReceiptMac.eq(receipt_mac.to_vec()))
            .filter(story::Column::State.eq(ModerationState::Held.name()))
            .lock_exclusive()
            .one(&transaction)
            .await?;
        let Some(row) = found else { return Ok(None) };
        let (number, worried) = (row.number, row.worried || revision.worried);
        let mut row = story::ActiveModel::from(row);
        row.language = Set(revision.language.to_string());
        row.prompt = Set(revision.prompt);
        row.title = Set(revision.title);
        row.text = Set(revision.text);
        row.answers = Set(write_answers(&revision.answers)?);
        row.consent_analysis = Set(revision.consent.analysis);
        row.consent_quotation = Set(revision.consent.quotation);
        row.worried = Set(worried);
        row.update(&transaction).await?;
        changes::log(&transaction, [number], ChangeKind::Corrected).await?;
        transaction.commit().await?;
        Ok(Some(number as u64))
    }

    /// Carries out a moderator's decision. The first redaction keeps the original apart. Returns the story's number,
    /// or nothing when there is no such story.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing was changed.
    pub async fn decide(&self, id: Uuid, decision: Decision) -> Result<Option<u64>, StoreError> {
        let transaction = self.begin_write().await?;
        let found = story::Entity::find().filter(story::Column::Id.eq(id)).lock_exclusive().one(&transaction).await?;
        let Some(before) = found else { return Ok(None) };
        let number = before.number;
        let kind = match decision {
            Decision::Clear { .. } => ChangeKind::Cleared,
            Decision::Withhold { .. } => ChangeKind::Withheld,
        };
        decided(before, decision)?.update(&transaction).await?;
        changes::log(&transaction, [number], kind).await?;
        transaction.commit().await?;
        Ok(Some(number as u64))
    }

    /// Erases the story under a receipt with what came with it, and notes the erasure. Nothing when there is none.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing was erased.
    pub async fn withdraw(&self, receipt_mac: &[u8; 32], today: NaiveDate) -> Result<Option<Withdrawn>, StoreError> {
        let transaction = self.begin_write().await?;
        let found = story::Entity::find()
            .filter(story::Column::ReceiptMac.eq(receipt_mac.to_vec()))
            .lock_exclusive()
            .one(&transaction)
            .await?;
        let Some(row) = found else { return Ok(None) };
        attachments::erase(&transaction, row.number).await?;
        story::Entity::delete_by_id(row.number).exec(&transaction).await?;
        let erased =
            erasure::ActiveModel { receipt_mac: Set(receipt_mac.to_vec()), story: Set(row.number), erased_on: Set(today) };
        erasure::Entity::insert(erased).exec_without_returning(&transaction).await?;
        changes::log(&transaction, [row.number], ChangeKind::Withdrawn).await?;
        transaction.commit().await?;
        Ok(Some(Withdrawn { number: row.number as u64 }))
    }
}

fn decided(before: story::Model, decision: Decision) -> Result<story::ActiveModel, StoreError> {
    let (old_title, old_text, old_answers) = (before.title.clone(), before.text.clone(), before.answers.clone());
    let untouched = before.original_text.is_none();
    let mut row = story::ActiveModel::from(before);
    match decision {
        Decision::Clear { title, text, answers } => {
            let title = title.unwrap_or_else(|| old_title.clone());
            let text = text.unwrap_or_else(|| old_text.clone());
            let answers = answers.map_or_else(|| Ok(old_answers.clone()), |answers| write_answers(&answers))?;
            // Words put to a spoken story take nothing away from what was written.
            let transcribes = old_text.is_empty() && title == old_title && answers == old_answers;
            let redacts = title != old_title || text != old_text || answers != old_answers;
            if redacts && untouched && !transcribes {
                row.original_title = Set(Some(old_title));
                row.original_text = Set(Some(old_text));
                row.original_answers = Set(Some(old_answers));
            }
            row.title = Set(title);
            row.text = Set(text);
            row.answers = Set(answers);
            row.state = Set(ModerationState::Cleared.name().to_owned());
            row.counts = Set(true);
            row.withheld_because = Set(None);
        }
        Decision::Withhold { because, counts } => {
            row.state = Set(ModerationState::Withheld.name().to_owned());
            row.counts = Set(counts);
            row.withheld_because = Set(because);
        }
    }
    Ok(row)
}
