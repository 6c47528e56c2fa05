//! A storyteller's changes to a story that is stored, with their lines in the change log and their audit rows, in one
//! transaction.
//!
//! Consent and answers change at any time. Words that no moderator has read hide the story until one has: where the story was
//! cleared or withheld, it is held again.

use chrono::NaiveDate;
use futures_core::future::BoxFuture;
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};

use super::{
    ChangeKind, Store, StoreError, changes,
    deeds::{self, Deed},
    entities::story,
    error::unreadable,
    stories::{read_asked, write_answers, write_asked},
    writer::Urgency,
};
use crate::model::{Action, Actor, Answer, Answers, Asked, Consent, Language, ModerationState, Subject};

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
    /// Replaces a story's words, answers and consent by the storyteller's correction. A story that a moderator has decided on
    /// keeps its state, unless there are words that nobody has read or a new worry: then it is held again. Returns its number, or
    /// nothing when there is no story under this receipt. What changes nothing has no audit row.
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
        let change = move |row: &story::Model| corrected(row.clone(), correction.clone());
        self.change_own(Urgency::Ordinary, actor, receipt_mac, today, change).await
    }

    /// Replaces a story's consent, whatever its state. Returns its number, or nothing when there is no story under this receipt.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing was changed.
    pub async fn change_consent(
        &self,
        actor: Actor,
        receipt_mac: &[u8; 32],
        consent: Consent,
        today: NaiveDate,
    ) -> Result<Option<u64>, StoreError> {
        let change = move |row: &story::Model| Ok(with_consent(row.clone(), consent));
        self.change_own(Urgency::Essential, actor, *receipt_mac, today, change).await
    }

    async fn change_own(
        &self,
        urgency: Urgency,
        actor: Actor,
        receipt_mac: [u8; 32],
        today: NaiveDate,
        change: impl Fn(&story::Model) -> Result<story::Model, StoreError> + Clone + Send + Sync + 'static,
    ) -> Result<Option<u64>, StoreError> {
        self.writer.write(urgency, move |transaction| write(transaction, actor, receipt_mac, today, change.clone())).await
    }
}

fn write<'a>(
    transaction: &'a DatabaseTransaction,
    actor: Actor,
    receipt_mac: [u8; 32],
    today: NaiveDate,
    change: impl Fn(&story::Model) -> Result<story::Model, StoreError> + Send + 'a,
) -> BoxFuture<'a, Result<Option<u64>, StoreError>> {
    Box::pin(async move {
        let found = story::Entity::find()
            .filter(story::Column::ReceiptMac.eq(receipt_mac.to_vec()))
            .lock_exclusive()
            .one(transaction)
            .await?;
        let Some(before) = found else { return Ok(None) };
        let (number, id) = (before.number, before.id);
        let after = change(&before)?;
        if after != before {
            story::ActiveModel::from(after).reset_all().update(transaction).await?;
            changes::log(transaction, [number], ChangeKind::Corrected).await?;
            deeds::append(transaction, Deed::new(actor, Action::StoryCorrected, Subject::Story(id)).on(today)).await?;
        }
        Ok(Some(number as u64))
    })
}

fn with_consent(row: story::Model, consent: Consent) -> story::Model {
    story::Model { consent_analysis: consent.analysis, consent_quotation: consent.quotation, ..row }
}

fn corrected(before: story::Model, correction: Correction) -> Result<story::Model, StoreError> {
    let stored = read_answers(&before.answers)?;
    let new_words = before.title != correction.title
        || before.text != correction.text
        || correction.answers.write_ins().any(|(id, words)| write_in(&stored, id) != Some(words));
    let to_be_read = new_words || (correction.worried && !before.worried);
    let mut row = with_consent(before.clone(), correction.consent);
    row.language = correction.language.to_string();
    row.prompt = correction.prompt.clone();
    row.title = correction.title.clone();
    row.text = correction.text.clone();
    row.answers = write_answers(&correction.answers)?;
    row.asked = asked(&before, &correction)?;
    row.worried |= correction.worried;
    set_originals(&mut row, &before, &stored, &correction)?;
    if to_be_read && row.state != ModerationState::Held.name() {
        row.state = ModerationState::Held.name().to_owned();
        row.withheld_because = None;
    }
    Ok(row)
}

/// What stands behind the redactions after a correction: words that the storyteller replaced have no other original, and answers
/// are those of the correction, with the original words where the redacted ones stayed.
fn set_originals(
    row: &mut story::Model,
    before: &story::Model,
    stored: &Answers,
    correction: &Correction,
) -> Result<(), StoreError> {
    let (Some(title), Some(text), Some(answers)) = (&before.original_title, &before.original_text, &before.original_answers)
    else {
        return Ok(());
    };
    let title = if before.title == correction.title { title } else { &correction.title };
    let text = if before.text == correction.text { text } else { &correction.text };
    let answers = with_original_words(&read_answers(answers)?, stored, &correction.answers);
    let redacted = *title != row.title || *text != row.text || answers.given != correction.answers.given;
    row.original_title = redacted.then(|| title.clone());
    row.original_text = redacted.then(|| text.clone());
    row.original_answers = if redacted { Some(write_answers(&answers)?) } else { None };
    Ok(())
}

/// Answers with the original words wherever the storyteller left the words that were put in their place, or left them out as
/// they were shown.
fn with_original_words(original: &Answers, stored: &Answers, new: &Answers) -> Answers {
    let mut answers = new.clone();
    for (id, words) in original.write_ins() {
        let answered = [stored, new].map(|answers| answers.given.contains_key(id));
        if write_in(stored, id) != write_in(new, id) || answered[0] != answered[1] {
            continue;
        }
        let unanswered = || Answer::Choice { options: Vec::new(), write_in: None };
        if let Answer::Choice { write_in, .. } = answers.given.entry(id.to_owned()).or_insert_with(unanswered) {
            *write_in = Some(words.to_owned());
        }
    }
    answers
}

/// The words that were written to a choice.
fn write_in<'a>(answers: &'a Answers, signifier: &str) -> Option<&'a str> {
    answers.write_ins().find(|(id, _)| *id == signifier).map(|(_, words)| words)
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

fn read_answers(written: &str) -> Result<Answers, StoreError> {
    serde_json::from_str(written).map_err(|error| unreadable("the answers of a story", error))
}
