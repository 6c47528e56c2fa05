//! The definition of a SenseMaker project, and the framework that it becomes.

use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};

use super::markup::words;

/// Which free text becomes the title.
#[derive(Clone, Debug, Default)]
pub enum TitleColumn {
    /// The first free text of one line that is not the story, if there is one.
    #[default]
    Guess,
    /// The free text of that id or title.
    Named(String),
}

/// A SenseMaker project.
#[derive(Debug, Deserialize)]
pub struct Definition {
    #[serde(default, deserialize_with = "one_or_first")]
    name: Option<Value>,
    #[serde(default, deserialize_with = "one_or_first")]
    language: Option<Value>,
    signifiers: Vec<Element>,
}

/// A question, or furniture such as a heading.
#[derive(Debug, Deserialize)]
pub(super) struct Element {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    order: f64,
    #[serde(default)]
    allow_na: bool,
    #[serde(default)]
    fragment: bool,
    #[serde(default)]
    pub content: Content,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Content {
    #[serde(default, deserialize_with = "list_or_nothing")]
    pub labels: Vec<Labelled>,
    #[serde(default, deserialize_with = "list_or_nothing")]
    pub items: Vec<Labelled>,
    #[serde(default, deserialize_with = "list_or_nothing")]
    pub stones: Vec<Labelled>,
    #[serde(default)]
    pub max_responses: Option<u32>,
    #[serde(default)]
    multiline: bool,
    #[serde(default)]
    axis: Axes,
}

#[derive(Debug, Deserialize)]
pub(super) struct Labelled {
    pub id: String,
    #[serde(alias = "title", default)]
    pub text: String,
}

#[derive(Debug, Default, Deserialize)]
struct Axes {
    #[serde(default)]
    x: Axis,
    #[serde(default)]
    y: Axis,
}

#[derive(Debug, Default, Deserialize)]
struct Axis {
    #[serde(default)]
    start_label: String,
    #[serde(default)]
    end_label: String,
}

/// Exports made with R wrap single values in lists.
fn one_or_first<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::Array(values) => values.into_iter().next(),
        Value::Null => None,
        value => Some(value),
    })
}

/// An empty list is sometimes written as an empty object.
fn list_or_nothing<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Labelled>, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Array(items) => {
            items.into_iter().map(|item| serde_json::from_value(item).map_err(serde::de::Error::custom)).collect()
        }
        _ => Ok(Vec::new()),
    }
}

/// Kinds of elements that hold no answer.
const FURNITURE: [&str; 3] = ["label", "save", "navigation"];

impl Definition {
    /// Reads a definition.
    ///
    /// # Errors
    /// What is wrong with the JSON.
    pub fn read(text: &str) -> Result<Self, serde_json::Error> {
        let mut definition: Self = serde_json::from_str(text.trim_start_matches('\u{feff}'))?;
        definition.signifiers.sort_by(|a, b| a.order.total_cmp(&b.order));
        Ok(definition)
    }

    /// The free text that is the story.
    pub(super) fn story(&self) -> Option<&Element> {
        let free = || self.signifiers.iter().filter(|element| element.kind == "freetext");
        free().find(|element| element.fragment).or_else(|| free().find(|element| element.content.multiline))
    }

    /// The free text that becomes the title.
    pub(super) fn title(&self, column: &TitleColumn) -> Option<&Element> {
        let story = self.story().map(|element| element.id.as_str());
        let mut free = self.signifiers.iter().filter(|e| e.kind == "freetext" && Some(e.id.as_str()) != story);
        match column {
            TitleColumn::Guess => free.find(|element| !element.content.multiline),
            TitleColumn::Named(name) => free.find(|element| &element.id == name || words(&element.title) == words(name)),
        }
    }

    /// The questions that become signifiers.
    pub(super) fn questions(&self) -> impl Iterator<Item = &Element> {
        self.signifiers.iter().filter(|element| match element.kind.as_str() {
            "triad" => element.content.labels.len() == 3,
            "dyad" => element.content.labels.len() == 2,
            "stones" => !element.content.stones.is_empty(),
            "list" | "imageselect" => !element.content.items.is_empty(),
            _ => false,
        })
    }

    /// The element with that id or title.
    pub(super) fn named(&self, name: &str) -> Option<&Element> {
        self.signifiers.iter().find(|element| element.id == name || words(&element.title) == words(name))
    }

    /// Elements that hold answers which cannot be brought in, in words.
    pub fn left_out(&self, title: &TitleColumn) -> Vec<String> {
        let taken: Vec<&str> =
            self.questions().chain(self.story()).chain(self.title(title)).map(|element| element.id.as_str()).collect();
        self.signifiers
            .iter()
            .filter(|element| !FURNITURE.contains(&element.kind.as_str()) && !taken.contains(&element.id.as_str()))
            .map(|element| format!("{} “{}”", element.kind, words(&element.title)))
            .collect()
    }

    /// The project's language; English when it does not say.
    pub fn language(&self) -> &str {
        self.language.as_ref().and_then(Value::as_str).unwrap_or("en")
    }

    /// The framework document of that slug and version.
    pub fn framework(&self, slug: &str, version: u32) -> Value {
        let language = self.language();
        let text =
            |words: String, otherwise: &str| json!({language: if words.is_empty() { otherwise.to_owned() } else { words }});
        let name = self.name.as_ref().and_then(Value::as_str).map(words).unwrap_or_default();
        let story = self.story().map(|element| words(&element.title)).unwrap_or_default();
        let signifiers: Vec<Value> = self.questions().map(|element| signifier(element, &text)).collect();
        json!({
            "slug": slug, "version": version, "title": text(name, slug), "languages": [language],
            "prompts": [{"id": "story", "text": text(story, "Tell your story")}],
            "signifiers": signifiers
        })
    }
}

fn signifier(element: &Element, text: &dyn Fn(String, &str) -> Value) -> Value {
    let content = &element.content;
    let labelled = |item: &Labelled| json!({"id": item.id, "label": text(words(&item.text), &item.id)});
    let mut signifier = json!({
        "id": element.id, "question": text(words(&element.title), &element.id), "not_applicable": element.allow_na,
    });
    let own = match element.kind.as_str() {
        "triad" => json!({"kind": "triad", "corners": content.labels.iter().map(labelled).collect::<Vec<_>>()}),
        "dyad" => json!({"kind": "dyad", "left": labelled(&content.labels[0]), "right": labelled(&content.labels[1])}),
        "stones" => {
            let end = |label: &str, otherwise: &str| text(words(label), otherwise);
            json!({
                "kind": "stones",
                "x": {"left": end(&content.axis.x.start_label, "left"), "right": end(&content.axis.x.end_label, "right")},
                "y": {"bottom": end(&content.axis.y.start_label, "bottom"), "top": end(&content.axis.y.end_label, "top")},
                "stones": content.stones.iter().map(labelled).collect::<Vec<_>>()
            })
        }
        _ => json!({
            "kind": "choice", "max": most(element),
            "options": content.items.iter().map(labelled).collect::<Vec<_>>()
        }),
    };
    if let (Some(signifier), Value::Object(own)) = (signifier.as_object_mut(), own) {
        signifier.extend(own);
    }
    signifier
}

/// How many options of a list may be chosen: a list for several answers has a column for each item.
pub(super) fn most(element: &Element) -> u32 {
    let items = element.content.items.len() as u32;
    match element.content.max_responses {
        Some(0) | None => items,
        Some(most) => most.min(items),
    }
}
