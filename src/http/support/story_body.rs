//! A story as its storyteller and moderators see it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use crate::capture::StoredStory;
use crate::model::{AnswerInput, Asked, Consent, Language, ModerationState, answer_bodies};

/// A story.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({
    "id": "01990a3e-7c00-7000-8000-1f2e3d4c5b6a", "framework": "sheffield-send", "version": 1, "language": "en",
    "prompt": "moment", "title": "The phone call", "text": "Somebody rang back on the same day…",
    "answers": {"timing": {"dyad": 0.81}}, "consent": {"analysis": true, "quotation": false}, "received": "2026-03-02",
    "state": "cleared"
}))]
pub struct StoryBody {
    /// The id of the story.
    id: Uuid,
    /// The slug of the framework.
    #[schema(example = "sheffield-send")]
    framework: String,
    /// The version of the framework.
    #[schema(example = 1)]
    version: u32,
    /// The language and variant in which the storyteller read the form.
    language: Language,
    /// The id of the prompt.
    #[schema(example = "moment")]
    prompt: String,
    /// The title; may be empty.
    #[schema(example = "The phone call")]
    title: String,
    /// The text; may be empty if the story has a recording.
    #[schema(example = "Somebody rang back on the same day…")]
    text: String,
    /// The answers by signifier id. A signifier without an answer is missing.
    answers: BTreeMap<String, AnswerInput>,
    /// What the storyteller consents to.
    consent: Consent,
    /// The signifiers that were shown. Missing where the submission did not name them.
    #[serde(skip_serializing_if = "Option::is_none")]
    asked: Option<Asked>,
    /// The day on which the story was received.
    received: NaiveDate,
    /// The state of moderation.
    state: ModerationState,
}

impl From<StoredStory> for StoryBody {
    fn from(story: StoredStory) -> Self {
        Self {
            id: story.id,
            framework: story.framework,
            version: story.version,
            language: story.language,
            prompt: story.prompt,
            title: story.title,
            text: story.text,
            answers: answer_bodies(&story.answers),
            consent: story.consent,
            asked: story.asked,
            received: story.received,
            state: story.state,
        }
    }
}
