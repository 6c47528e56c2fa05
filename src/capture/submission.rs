//! A submitted story, and how it is checked against the version of the framework that it answers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::answers::{self, AnswerInput};
use crate::model::{Answers, Consent, Fault, Framework, Language, StoryText, Title};

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
    /// The story: at most 5,000 characters.
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
}

/// The parts of a story that have been found right.
#[derive(Clone, Debug, PartialEq, Serialize)]
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
}

/// Checks a submission against the version of the framework that it names.
///
/// # Errors
/// Every [`Fault`] that was found, not only the first.
pub fn check(submission: &Submission, framework: &Framework) -> Result<Checked, Vec<Fault>> {
    let mut faults = Vec::new();
    let title = Title::parse(&submission.title).map_err(|e| faults.push(Fault::new("title", e)));
    let text = StoryText::parse(&submission.text).map_err(|e| faults.push(Fault::new("text", e)));
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
            text: text.into_inner(),
            answers,
            consent: submission.consent,
        }),
        _ => Err(faults),
    }
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
