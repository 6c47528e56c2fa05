//! A submitted story, and how it is checked against the version of the framework that it answers.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::answers;
use super::story_id::story_id;
use super::{Files, Keys};
use crate::model::{
    Answer, AnswerBody, AnswerInput, Answers, Asked, Consent, Day, Fault, Framework, JoinCode, Language, ModerationState,
    NoDay, Receipt, Shape, Source, StoryText, TextFault, Title, in_any_case, unique_keys,
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
    /// The language and variant of the form. The case of letters does not matter. A language in which the framework is not
    /// worded falls back to the one that contains it: `pt-BR` to `pt`. The answer says which one it is.
    #[serde(deserialize_with = "in_any_case")]
    pub language: Language,
    /// 26 characters made at random by the client; the server makes them when they are missing. They also make it safe to send
    /// a story twice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
    /// The id of the prompt that the story answers.
    pub prompt: String,
    /// A title, if the storyteller gave one: one line, at most 200 characters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The text of the story: at most 5,000 characters. It may be empty only when a voice or a picture comes with it.
    pub text: String,
    /// Answers by signifier id. Signifiers that are left out are unanswered.
    #[serde(default, deserialize_with = "unique_keys")]
    #[schema(value_type = BTreeMap<String, AnswerInput>)]
    pub answers: BTreeMap<String, Option<AnswerInput>>,
    /// The ids of the signifiers that were shown, in any order; every answered one is among them. When it is missing, everything
    /// counts as asked that the version, the audience, the prompt and the collection show, both core and more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = json!(["audience", "difference", "timing"]))]
    pub asked: Option<Vec<String>>,
    /// What the storyteller allows; what is missing is not allowed.
    #[serde(default)]
    pub consent: Consent,
    /// The join code of a collection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collection: Option<String>,
    /// The day on which the story was finished, on the storyteller's own clock, as YYYY-MM-DD. A collection takes
    /// stories that were told up to its last day even when they come in later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<String>,
    /// Whether the storyteller is worried about a person's safety. Moderators see such stories first.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub worried: bool,
    /// 26 characters made at random by the client, shared only by stories that one person told one after another. They are not
    /// stored; only which stories came with the same ones is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub teller: Option<String>,
}

/// The parts of a story that passed the checks.
#[derive(Clone, PartialEq, Serialize)]
pub struct Checked {
    /// The language and variant of the form.
    pub language: Language,
    /// The prompt's id.
    pub prompt: String,
    /// The title; may be empty.
    pub title: String,
    /// The text of the story.
    pub text: String,
    /// The answers.
    pub answers: Answers,
    /// What the storyteller allows.
    pub consent: Consent,
    /// The signifiers that were shown, if the submission names them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<Asked>,
    /// The day on which it was told. It is checked against the collection and not stored.
    #[serde(skip)]
    pub told: Option<Day>,
    /// Whether the storyteller is worried about a person's safety.
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
    /// The join code of its collection.
    pub collection: Option<JoinCode>,
    /// The day.
    pub received: NaiveDate,
    /// Its moderation state.
    pub state: ModerationState,
    /// Its source.
    pub source: Source,
}

impl Checked {
    /// Whether every option that was chosen is still offered. Imports take retired options, new stories do not.
    ///
    /// # Errors
    /// The answers with an option that is retired.
    pub fn chooses_only_what_is_offered(&self, framework: &Framework) -> Result<(), Vec<Fault>> {
        let mut faults = Vec::new();
        for (id, answer) in &self.answers.given {
            let Answer::Choice { options, .. } = answer else { continue };
            let Some(Shape::Choice(choice)) = framework.signifier(id).map(|signifier| &signifier.shape) else { continue };
            let retired = choice.options.iter().find(|option| option.retired && options.contains(&option.id));
            if let Some(retired) = retired {
                let message = format!("“{}” is no longer offered; choose another option", retired.id);
                faults.push(Fault::new(format!("answers.{id}.choice"), message));
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    /// The story as it is stored, with a new id.
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
        let Self { language, prompt, title, text, answers, consent, asked, worried, teller, .. } = self;
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
            asked,
            collection: collection.map(JoinCode::into_inner),
            received,
            state,
            source,
            worried,
            teller_mac: teller.map(|teller| keys.teller(&teller)),
        })
    }

    /// The digest that distinguishes this story from another with the same receipt. The digest of a story without newer fields
    /// never changes, so that a story that waited in a queue through an upgrade is recognised.
    ///
    /// # Errors
    /// None in practice: all serialised values are plain.
    pub fn mark(
        &self,
        framework: &Framework,
        collection: Option<&str>,
        files: &Files,
        keys: &Keys,
    ) -> Result<[u8; 32], serde_json::Error> {
        self.mark_in(&framework.slug, framework.version, collection, files, keys)
    }

    /// The same digest as if the story had answered another version of the framework. An import publishes a new version when it
    /// finds new options, and has to recognise stories that it stored under earlier ones.
    ///
    /// # Errors
    /// As [`Checked::mark`].
    pub fn mark_in(
        &self,
        slug: &str,
        version: u32,
        collection: Option<&str>,
        files: &Files,
        keys: &Keys,
    ) -> Result<[u8; 32], serde_json::Error> {
        let words = serde_json::to_vec(&(slug, version, self, collection))?;
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
/// All [`Fault`]s, not only the first.
pub fn check(submission: &Submission, framework: &Framework) -> Result<Checked, Vec<Fault>> {
    check_beside(submission, framework, false)
}

/// Checks a submission against the version of the framework that it names. With a file, the text may be empty.
///
/// # Errors
/// All [`Fault`]s, not only the first.
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
    let language = submission.language.offered_in(&framework.languages);
    if language.is_none() {
        let known: Vec<&str> = framework.languages.iter().map(Language::as_str).collect();
        faults.push(Fault::new("language", format!("this framework is worded in {}; send one of these", known.join(", "))));
    }
    let mut answers = Answers::default();
    for (id, given) in &submission.answers {
        let Some(given) = given else { continue };
        match check_answer(framework, id, given) {
            Ok(Some(answer)) => {
                answers.given.insert(id.clone(), answer);
                if let AnswerInput::Answered(AnswerBody { input: Some(mode), .. }) = given {
                    answers.inputs.insert(id.clone(), *mode);
                }
            }
            Ok(None) => {}
            Err(fault) => faults.push(fault),
        }
    }
    let asked = submission.asked.as_deref().map(|ids| shown(ids, &answers, framework)).transpose().unwrap_or_else(|wrong| {
        faults.extend(wrong);
        None
    });
    match (title, text, language, faults.is_empty()) {
        (Ok(title), Ok(text), Some(language), true) => Ok(Checked {
            language,
            prompt: submission.prompt.clone(),
            title: title.into_inner(),
            text,
            answers,
            consent: submission.consent,
            asked,
            told,
            worried: submission.worried,
            teller,
        }),
        _ => Err(faults),
    }
}

/// The signifiers that were shown. None of the answers may be to another one.
fn shown(ids: &[String], answers: &Answers, framework: &Framework) -> Result<Asked, Vec<Fault>> {
    let asked = Asked::new(ids, framework)?;
    let beyond = answers.given.keys().filter(|id| !asked.contains(id));
    let message = "this was answered and is not in `asked`; list every signifier that was shown, or leave the answer out";
    let faults: Vec<Fault> = beyond.map(|id| Fault::new(format!("answers.{id}"), message)).collect();
    if faults.is_empty() { Ok(asked) } else { Err(faults) }
}

fn teller(written: &str) -> Result<Receipt, Fault> {
    let message = "the key that stories of one person share is 26 letters and digits, made as receipts are";
    written.parse().map_err(|_| Fault::new("teller", message))
}

fn check_answer(framework: &Framework, id: &str, given: &AnswerInput) -> Result<Option<Answer>, Fault> {
    let path = format!("answers.{id}");
    let Some(signifier) = framework.signifier(id) else {
        let (slug, version) = (&framework.slug, framework.version);
        return Err(Fault::new(path, format!("version {version} of “{slug}” has no signifier of this name")));
    };
    answers::check(signifier, given, &path)
}
