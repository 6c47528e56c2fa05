//! A storyteller's correction, with its line in the change log and its audit row, in one transaction.

use chrono::NaiveDate;
use futures_core::future::BoxFuture;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};

use super::{
    ChangeKind, Store, StoreError, changes,
    deeds::{self, Deed},
    entities::story,
    stories::{read_asked, write_answers, write_asked},
    writer::Urgency,
};
use crate::model::{Action, Actor, Answers, Asked, Consent, Language, ModerationState, Subject};

/// A storyteller's correction; everything in it has been checked.
#[derive(Clone)]
pub struct Correction {
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
    /// The signifiers that were shown. If it is missing, what is stored stays, and the signifiers answered now are added.
    pub asked: Option<Asked>,
    /// Whether the storyteller is worried about a person's safety now. An earlier worry is never removed.
    pub worried: bool,
}

impl Store {
    /// Replaces a held story's words and answers by the storyteller's correction. Returns its number, or nothing when
    /// there is no held story under this receipt.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing was changed.
    pub async fn correct(
        &self,
        actor: Actor,
        receipt_mac: &[u8; 32],
        correction: Correction,
        today: NaiveDate,
    ) -> Result<Option<u64>, StoreError> {
        let receipt_mac = *receipt_mac;
        self.writer
            .write(Urgency::Ordinary, move |transaction| correct(transaction, actor, receipt_mac, correction.clone(), today))
            .await
    }
}

fn correct(
    transaction: &DatabaseTransaction,
    actor: Actor,
    receipt_mac: [u8; 32],
    correction: Correction,
    today: NaiveDate,
) -> BoxFuture<'_, Result<Option<u64>, StoreError>> {
    Box::pin(async move {
        let found = story::Entity::find()
            .filter(story::Column::ReceiptMac.eq(receipt_mac.to_vec()))
            .filter(story::Column::State.eq(ModerationState::Held.name()))
            .lock_exclusive()
            .one(transaction)
            .await?;
        let Some(row) = found else { return Ok(None) };
        let (number, id, worried) = (row.number, row.id, row.worried || correction.worried);
        let asked = asked(&row, &correction)?;
        let mut row = story::ActiveModel::from(row);
        row.language = Set(correction.language.to_string());
        row.prompt = Set(correction.prompt);
        row.title = Set(correction.title);
        row.text = Set(correction.text);
        row.answers = Set(write_answers(&correction.answers)?);
        row.consent_analysis = Set(correction.consent.analysis);
        row.consent_quotation = Set(correction.consent.quotation);
        row.asked = Set(asked);
        row.worried = Set(worried);
        row.update(transaction).await?;
        changes::log(transaction, [number], ChangeKind::Corrected).await?;
        deeds::append(transaction, Deed::new(actor, Action::StoryCorrected, Subject::Story(id)).on(today)).await?;
        Ok(Some(number as u64))
    })
}

/// What was asked, as it is stored after a correction.
fn asked(before: &story::Model, correction: &Correction) -> Result<Option<String>, StoreError> {
    let asked = match (&correction.asked, &before.asked) {
        (Some(shown), _) => Some(shown.clone()),
        (None, Some(stored)) => Some(read_asked(stored)?.and(correction.answers.given.keys())),
        (None, None) => None,
    };
    asked.as_ref().map(write_asked).transpose()
}
