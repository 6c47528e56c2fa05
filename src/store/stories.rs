//! Stories as the store takes them in and gives them out.

use chrono::NaiveDate;
use sea_orm::ActiveValue::{NotSet, Set};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{StoreError, StorytellerKey, entities::story, error::unreadable};
use crate::model::{Answers, Asked, Consent, Language, ModerationState, Revision, Source, Visibility};

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
    /// The signifiers that were shown, where it is known.
    pub asked: Option<Asked>,
    /// The join code of the collection it came in by.
    pub collection: Option<String>,
    /// The day it came in.
    pub received: NaiveDate,
    /// Held, unless people have reviewed it before an import.
    pub state: ModerationState,
    /// By which way it came.
    pub source: Source,
    /// Whether the storyteller is worried about a person's safety.
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
    /// The signifiers that were shown, where it is known.
    pub asked: Option<Asked>,
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
    /// Whether the storyteller is worried about a person's safety.
    pub worried: bool,
    /// What it has in common with other stories of its storyteller, where these are linked.
    pub storyteller: Option<StorytellerKey>,
}

impl StoredStory {
    /// What decides whether it may be read and whether it counts.
    pub fn visibility(&self) -> Visibility {
        Visibility { analysis: self.consent.analysis, state: self.state, counts: self.counts }
    }

    /// What a moderator sees of it, as a digest. The words behind a redaction are not part of it: a person who knows the rest
    /// could try words until the digest fits.
    ///
    /// # Errors
    /// None in practice: all serialised values are plain.
    pub fn revision(&self) -> Result<Revision, StoreError> {
        let told = (self.number, self.language.as_str(), &self.prompt, &self.title, &self.text, &self.answers, self.consent);
        let decided = (self.state.name(), self.counts, &self.withheld_because, self.redacted, self.worried);
        let seen = match &self.asked {
            None => serde_json::to_vec(&(told, decided)),
            asked => serde_json::to_vec(&(told, decided, asked)),
        };
        let seen = seen.map_err(|error| unreadable("a story", error))?;
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&Sha256::digest(seen)[..16]);
        Ok(Revision::new(bytes))
    }
}

/// What became of a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
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

pub(super) fn row_of(new: &NewStory) -> Result<story::ActiveModel, StoreError> {
    Ok(story::ActiveModel {
        number: NotSet,
        id: Set(new.id),
        receipt_mac: Set(new.receipt_mac.to_vec()),
        body_mac: Set(new.body_mac.to_vec()),
        framework: Set(new.framework.clone()),
        version: Set(new.version as i32),
        language: Set(new.language.to_string()),
        prompt: Set(new.prompt.clone()),
        title: Set(new.title.clone()),
        text: Set(new.text.clone()),
        answers: Set(write_answers(&new.answers)?),
        original_title: Set(None),
        original_text: Set(None),
        original_answers: Set(None),
        consent_analysis: Set(new.consent.analysis),
        consent_quotation: Set(new.consent.quotation),
        asked: Set(new.asked.as_ref().map(write_asked).transpose()?),
        collection: Set(new.collection.clone()),
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

pub(super) fn write_asked(asked: &Asked) -> Result<String, StoreError> {
    serde_json::to_string(asked).map_err(|error| unreadable("what was asked", error))
}

pub(super) fn read_asked(written: &str) -> Result<Asked, StoreError> {
    serde_json::from_str(written).map_err(|error| unreadable("what a story was asked", error))
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
            asked: row.asked.as_deref().map(read_asked).transpose()?,
            collection: row.collection,
            received: row.received,
            state: read_state(&row.state)?,
            counts: row.counts,
            withheld_because: row.withheld_because,
            source: Source::named(&row.source).ok_or_else(|| unreadable("a source", &row.source))?,
            worried: row.worried,
            storyteller: StorytellerKey::of(row.teller_mac.as_deref())?,
        })
    }
}
