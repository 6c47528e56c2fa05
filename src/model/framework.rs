//! The signification framework: prompts and signifiers, each text in every language.
//!
//! These types can hold any document that has the right form. `frameworks::documents` checks whether it makes sense (three
//! corners, unique ids, texts for every declared language) and reports faults in sentences.

use serde::{Deserialize, Serialize};

use super::ask::AskRule;
use super::language::{Language, Text};

/// One version of a framework.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "slug": "sheffield-send", "version": 1, "title": {"en": "Growing up in Sheffield"}, "languages": ["en"],
    "prompts": [{"id": "moment", "text": {"en": "Tell us about a time when help made a difference."}}],
    "signifiers": [{
    "id": "difference", "kind": "triad", "question": {"en": "What made the difference?"}, "not_applicable": true,
    "corners": [{"id": "person", "label": {"en": "What one person did"}}, {"id": "together", "label": {"en": "How people worked together"}},
        {"id": "organised", "label": {"en": "How things were organised"}}]
}]
}))]
pub struct Framework {
    /// Its name in addresses: small letters, digits and dashes.
    #[schema(example = "sheffield-send")]
    pub slug: String,
    /// 1 for the first version; an edit is a new version.
    #[schema(example = 1, minimum = 1)]
    pub version: u32,
    /// Its title.
    pub title: Text,
    /// A short text before the first question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub introduction: Option<Text>,
    /// The languages and variants in which every text exists.
    pub languages: Vec<Language>,
    /// Languages that a machine translated and nobody has checked yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub machine_drafts: Vec<Language>,
    /// The audiences it is for. Prompts and signifiers can be limited to some of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audiences: Vec<String>,
    /// The open questions. The storyteller chooses one.
    pub prompts: Vec<Prompt>,
    /// The questions about the story, in the order in which they are asked.
    pub signifiers: Vec<Signifier>,
}

impl Framework {
    /// Whether only some audiences are asked a prompt, so that a story which answers it says something of who told it. Also of one that
    /// the framework does not have.
    pub fn is_prompt_of_some(&self, id: &str) -> bool {
        self.prompts.iter().find(|prompt| prompt.id == id).is_none_or(|prompt| !prompt.audiences.is_empty())
    }
}

/// Whether a version can still change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FrameworkState {
    /// It can be edited, and takes no stories.
    Draft,
    /// It never changes again, and takes stories.
    Published,
}

/// An open question that asks for a story.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"id": "moment", "text": {"en": "Tell us about a time when help made a difference."}}))]
pub struct Prompt {
    /// Its id.
    #[schema(example = "moment")]
    pub id: String,
    /// The question.
    pub text: Text,
    /// A short hint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// The audiences that are asked; everyone when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audiences: Vec<String>,
}

/// A question about the story that the storyteller answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(example = json!({
    "id": "difference", "kind": "triad", "question": {"en": "What made the difference?"}, "not_applicable": true,
    "corners": [{"id": "person", "label": {"en": "What one person did"}}, {"id": "together", "label": {"en": "How people worked together"}},
        {"id": "organised", "label": {"en": "How things were organised"}}]
}))]
pub struct Signifier {
    /// Its id.
    #[schema(example = "difference")]
    pub id: String,
    /// The question.
    pub question: Text,
    /// A short hint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// The audiences that are asked; everyone when empty.
    #[schema(example = json!(["child"]))]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audiences: Vec<String>,
    /// The prompts for whose stories it is asked; all when empty.
    #[schema(example = json!(["moment"]))]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prompts: Vec<String>,
    /// When it is asked: `core`, before the storyteller can send the story, or `more`, only on request; or one of them for each
    /// audience, where an audience that is left out is not asked. Core for everyone when missing.
    #[schema(example = json!({"family": "core", "professional": "more"}))]
    #[serde(default, skip_serializing_if = "AskRule::is_default")]
    pub ask: AskRule,
    /// Whether the storyteller may say that the question does not fit.
    #[serde(default)]
    pub not_applicable: bool,
    /// The kind of the answer and its parts.
    #[serde(flatten)]
    pub shape: Shape,
}

/// The kind of answer that a signifier takes, with its parts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[schema(example = json!({
    "kind": "dyad", "left": {"id": "early", "label": {"en": "too early"}}, "right": {"id": "late", "label": {"en": "too late"}}, "confidence": false
}))]
pub enum Shape {
    /// A point between three corners.
    Triad {
        /// Three corners, all positive, all neutral or all negative.
        corners: Vec<Labelled>,
    },
    /// A point between two ends.
    Dyad(Dyad),
    /// Stones, each placed in a square.
    Stones {
        /// The meaning of left and right.
        x: StonesAxisX,
        /// The meaning of bottom and top.
        y: StonesAxisY,
        /// The stones.
        stones: Vec<Labelled>,
    },
    /// Options to choose from.
    Choice(Choice),
}

/// Two ends, both usually undesirable.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(example = json!({"left": {"id": "early", "label": {"en": "too early"}}, "right": {"id": "late", "label": {"en": "too late"}}, "confidence": false}))]
pub struct Dyad {
    /// The end at 0.
    pub left: Labelled,
    /// The end at 1.
    pub right: Labelled,
    /// Whether it is a dimension of confidence, whose right end is the better one.
    #[serde(default)]
    pub confidence: bool,
}

/// The meaning of left and right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StonesAxisX {
    /// At x = 0.
    pub left: Text,
    /// At x = 1.
    pub right: Text,
}

/// The meaning of bottom and top.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StonesAxisY {
    /// At y = 0.
    pub bottom: Text,
    /// At y = 1.
    pub top: Text,
}

/// Options. The storyteller chooses one or several.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(example = json!({"about": "storyteller", "max": 1, "write_in": false, "options": [{"id": "family", "label": {"en": "A parent or carer"}}]}))]
pub struct Choice {
    /// Whether it describes the story or the storyteller.
    #[serde(default)]
    pub about: About,
    /// The largest number of options that can be chosen, at most 64.
    #[serde(default = "one")]
    #[schema(minimum = 1, example = 1)]
    pub max: u32,
    /// The options, at most 2,000. From 30 on, people search them by typing, and paper has a line to write on.
    pub options: Vec<Labelled>,
    /// Whether the storyteller may add words of their own.
    #[serde(default)]
    pub write_in: bool,
}

/// What a choice describes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// What happened.
    #[default]
    Story,
    /// The person who tells it.
    Storyteller,
}

/// A corner, an end, a stone or an option.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"id": "person", "label": {"en": "What one person did"}}))]
pub struct Labelled {
    /// Its id.
    #[schema(example = "person")]
    pub id: String,
    /// Its label.
    pub label: Text,
    /// The audiences that are offered it; everyone when empty. Used only for options.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audiences: Vec<String>,
    /// Whether it excludes all other options, such as “none of these”. Used only for options.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exclusive: bool,
    /// Whether it is no longer offered, and kept because earlier stories chose it. Used only for options.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retired: bool,
}

impl Framework {
    /// The signifier with this id.
    pub fn signifier(&self, id: &str) -> Option<&Signifier> {
        self.signifiers.iter().find(|signifier| signifier.id == id)
    }
}

impl Signifier {
    /// The name of its kind: `triad`, `dyad`, `stones` or `choice`.
    pub fn kind(&self) -> &'static str {
        match self.shape {
            Shape::Triad { .. } => "triad",
            Shape::Dyad(_) => "dyad",
            Shape::Stones { .. } => "stones",
            Shape::Choice(_) => "choice",
        }
    }
}

fn one() -> u32 {
    1
}
