//! A submitted story, and how it is checked against the version of the framework that it answers.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::answers::{self, AnswerInput};
use super::intake::story_id;
use super::{Files, Keys};
use crate::model::{
    Answers, Consent, Day, Fault, Framework, JoinCode, Language, ModerationState, NoDay, Receipt, Source, StoryText, TextFault,
    Title,
};
use crate::store::NewStory;

/// A story as it is sent.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "framework": "sheffield-send", "version": 1, "language": "en", "receipt": "0A1B2C3D4E5F6G7H8J9K0M1N2P",
    "prompt": "moment", "title": "The phone call", "text": "Somebody rang back on the same day…",
    "answers": {"difference": {"triad": [0.62, 0.30, 0.08]}, "timing": {"dyad": 0.81}, "voice": "not_applicable",
        "around_the_child": {"stones": {"school": [0.2, 0.9]}}, "audience": {"choice": ["family"]}},
    "consent": {"analysis": true, "quotation": false}
}))]
pub struct Submission {
    /// The framework's slug.
    pub framework: String,
    /// The framework's version.
    pub version: u32,
    /// The language and variant in which the form was read.
    pub language: Language,
    /// 26 letters made at random by the client; the server makes one when it is missing. It is also what makes sending
    /// twice safe.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
    /// The id of the prompt that the story answers.
    pub prompt: String,
    /// A title, if the storyteller gave one: one line, at most 200 characters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The story: at most 5,000 characters. It may be empty only when a voice or a picture comes with it.
    pub text: String,
    /// Answers by signifier id. What is left out is unanswered.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, AnswerInput>)]
    pub answers: BTreeMap<String, Option<AnswerInput>>,
    /// What the storyteller allows; nothing that is not said.
    #[serde(default)]
    pub consent: Consent,
    /// The join code of a collection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collection: Option<String>,
    /// The day on which the story was finished, on the storyteller's own clock, as YYYY-MM-DD. A collection takes
    /// stories that were told up to its last day even when they come in later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<String>,
    /// Whether the storyteller is worried about somebody's safety. Moderators see such stories first.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub worried: bool,
    /// 26 letters made at random by the client, shared by the stories of one person who told another, and nothing else.
    /// They are not kept; it is only kept which stories came with the same ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub teller: Option<String>,
}

/// The parts of a story that have been found right.
#[derive(Clone, PartialEq, Serialize)]
pub struct Checked {
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
    /// The day on which it was told. It decides about collections and is not kept.
    #[serde(skip)]
    pub told: Option<Day>,
    /// Whether the storyteller is worried about somebody's safety.
    #[serde(skip)]
    pub worried: bool,
    /// The key that the stories of one person share.
    #[serde(skip)]
    pub teller: Option<Receipt>,
}

/// How a story came in.
pub struct Arrival {
    /// Its receipt.
    pub receipt: Receipt,
    /// The collection that it came in by.
    pub collection: Option<JoinCode>,
    /// The day.
    pub received: NaiveDate,
    /// How far moderation has come.
    pub state: ModerationState,
    /// By which way.
    pub source: Source,
}

impl Checked {
    /// The story as it is kept, with a fresh id.
    ///
    /// # Errors
    /// As [`Checked::mark`].
    pub fn into_story(
        self,
        framework: &Framework,
        arrival: Arrival,
        files: &Files,
        keys: &Keys,
    ) -> Result<NewStory, serde_json::Error> {
        let Arrival { receipt, collection, received, state, source } = arrival;
        let body_mac = self.mark(framework, collection.as_ref().map(JoinCode::as_str), files, keys)?;
        let Self { language, prompt, title, text, answers, consent, worried, teller, .. } = self;
        Ok(NewStory {
            id: story_id(received),
            receipt_mac: keys.receipt(&receipt),
            body_mac,
            framework: framework.slug.clone(),
            version: framework.version,
            language,
            prompt,
            title,
            text,
            answers,
            consent,
            collection: collection.map(JoinCode::into_inner),
            received,
            state,
            source,
            worried,
            teller_mac: teller.map(|teller| keys.teller(&teller)),
        })
    }

    /// What tells this story from another under the same receipt. A story that uses nothing newer than words and answers
    /// has the mark that it always had: one that waited in a queue through an upgrade is recognised.
    ///
    /// # Errors
    /// None in practice: all that is written are plain values.
    pub fn mark(
        &self,
        framework: &Framework,
        collection: Option<&str>,
        files: &Files,
        keys: &Keys,
    ) -> Result<[u8; 32], serde_json::Error> {
        let words = serde_json::to_vec(&(&framework.slug, framework.version, self, collection))?;
        if !self.worried && self.teller.is_none() && files.is_empty() {
            return Ok(keys.body(&[&words]));
        }
        let teller = self.teller.as_ref().map(|teller| keys.teller(teller));
        let beside = serde_json::to_vec(&(self.worried, teller, files.digests()))?;
        Ok(keys.body(&[&words, &beside]))
    }
}

/// Checks a submission without files against the version of the framework that it names.
///
/// # Errors
/// Every [`Fault`] that was found, not only the first.
pub fn check(submission: &Submission, framework: &Framework) -> Result<Checked, Vec<Fault>> {
    check_beside(submission, framework, false)
}

/// Checks a submission against the version of the framework that it names. Beside a file the text may be empty.
///
/// # Errors
/// Every [`Fault`] that was found, not only the first.
pub fn check_beside(submission: &Submission, framework: &Framework, a_file: bool) -> Result<Checked, Vec<Fault>> {
    let mut faults = Vec::new();
    let title = Title::parse(&submission.title).map_err(|e| faults.push(Fault::new("title", e)));
    let text = match StoryText::parse(&submission.text).map(StoryText::into_inner) {
        Err(TextFault::Empty) if a_file => Ok(String::new()),
        text => text.map_err(|e| faults.push(Fault::new("text", e))),
    };
    let told = submission.told.as_deref().map(str::parse).transpose().unwrap_or_else(|error: NoDay| {
        faults.push(Fault::new("told", error));
        None
    });
    let teller = submission.teller.as_deref().map(teller).transpose().unwrap_or_else(|fault| {
        faults.push(fault);
        None
    });
    if !framework.prompts.iter().any(|prompt| prompt.id == submission.prompt) {
        let known: Vec<&str> = framework.prompts.iter().map(|prompt| prompt.id.as_str()).collect();
        faults.push(Fault::new("prompt", format!("there is no such prompt; the prompts are {}", known.join(", "))));
    }
    if !framework.languages.iter().any(|language| language.base() == submission.language.base()) {
        let known: Vec<&str> = framework.languages.iter().map(Language::as_str).collect();
        faults.push(Fault::new("language", format!("this framework is worded in {}", known.join(", "))));
    }
    let mut answers = Answers::default();
    for (id, given) in &submission.answers {
        let Some(given) = given else { continue };
        match check_answer(framework, id, given) {
            Ok(Some(answer)) => {
                answers.given.insert(id.clone(), answer);
                if let AnswerInput::Given(answers::Given { input: Some(mode), .. }) = given {
                    answers.inputs.insert(id.clone(), *mode);
                }
            }
            Ok(None) => {}
            Err(fault) => faults.push(fault),
        }
    }
    match (title, text, faults.is_empty()) {
        (Ok(title), Ok(text), true) => Ok(Checked {
            language: submission.language.clone(),
            prompt: submission.prompt.clone(),
            title: title.into_inner(),
            text,
            answers,
            consent: submission.consent,
            told,
            worried: submission.worried,
            teller,
        }),
        _ => Err(faults),
    }
}

fn teller(written: &str) -> Result<Receipt, Fault> {
    let message = "the key that stories of one person share is 26 letters and digits, made as receipts are";
    written.parse().map_err(|_| Fault::new("teller", message))
}

fn check_answer(framework: &Framework, id: &str, given: &AnswerInput) -> Result<Option<crate::model::Answer>, Fault> {
    let path = format!("answers.{id}");
    let Some(signifier) = framework.signifier(id) else {
        let (slug, version) = (&framework.slug, framework.version);
        return Err(Fault::new(path, format!("version {version} of “{slug}” has no signifier of this name")));
    };
    answers::check(signifier, given, &path)
}

/// Answers as they are shown: in decimals, in the same form in which they are sent.
pub fn answers_given(answers: &Answers) -> BTreeMap<String, AnswerInput> {
    answers
        .given
        .iter()
        .map(|(id, answer)| (id.clone(), AnswerInput::from((answer, answers.inputs.get(id).copied()))))
        .collect()
}
