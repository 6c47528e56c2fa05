//! Reads the JSON file of a definition, in both of its layouts: all questions in one list, or in sections (pages) with linked
//! frameworks. Exports made with R wrap single values in lists and write empty objects for nothing.

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::definition::{Content, Definition, Element, Labelled, Part};
use super::own_parts::OwnParts;
use crate::model::read_json;

#[derive(Deserialize)]
struct Project {
    #[serde(default)]
    id: Plain<String>,
    #[serde(default)]
    name: Plain<String>,
    #[serde(default)]
    language: Plain<String>,
    #[serde(default)]
    signifiers: Several<RawElement>,
    #[serde(default)]
    sections: Several<Section>,
    #[serde(default)]
    linked_frameworks: Several<Link>,
    /// What an export of this service adds: the framework as it is.
    #[serde(default)]
    sensing: Option<OwnParts>,
}

#[derive(Deserialize)]
struct Section {
    #[serde(default)]
    order: Plain<f64>,
    #[serde(default)]
    signifiers: Several<RawElement>,
}

#[derive(Deserialize)]
struct Link {
    framework: Project,
}

#[derive(Deserialize)]
struct RawElement {
    id: Plain<String>,
    #[serde(rename = "type")]
    kind: Plain<String>,
    #[serde(default)]
    title: Plain<String>,
    #[serde(default)]
    order: Plain<f64>,
    #[serde(default)]
    allow_na: Plain<bool>,
    #[serde(default)]
    fragment: Plain<bool>,
    #[serde(default)]
    content: RawContent,
}

#[derive(Default, Deserialize)]
struct RawContent {
    #[serde(default)]
    labels: Several<RawLabelled>,
    #[serde(default)]
    items: Several<RawLabelled>,
    #[serde(default)]
    stones: Several<RawLabelled>,
    #[serde(default)]
    max_responses: Plain<f64>,
    #[serde(default)]
    multiline: Plain<bool>,
    #[serde(default)]
    axis: Axes,
    #[serde(default)]
    embedded_engagement: Plain<String>,
}

#[derive(Deserialize)]
struct RawLabelled {
    #[serde(default)]
    id: Plain<String>,
    #[serde(default)]
    text: Plain<String>,
    #[serde(default)]
    title: Plain<String>,
    /// The address of a picture.
    #[serde(default)]
    default: Plain<String>,
}

#[derive(Default, Deserialize)]
struct Axes {
    #[serde(default)]
    x: Axis,
    #[serde(default)]
    y: Axis,
}

#[derive(Default, Deserialize)]
struct Axis {
    #[serde(default)]
    start_label: Plain<String>,
    #[serde(default)]
    end_label: Plain<String>,
}

/// A single value, perhaps alone in a list, perhaps written as text; nothing for an empty list or object.
#[derive(Default)]
struct Plain<T>(Option<T>);

impl<T: FromPlain> Plain<T> {
    fn or_nothing(self) -> T
    where
        T: Default,
    {
        self.0.unwrap_or_default()
    }
}

trait FromPlain: Sized {
    const WHAT: &'static str;
    fn from_plain(value: &Value) -> Option<Self>;
}

impl FromPlain for String {
    const WHAT: &'static str = "a text";

    fn from_plain(value: &Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(flag) => Some(flag.to_string()),
            _ => None,
        }
    }
}

impl FromPlain for f64 {
    const WHAT: &'static str = "a number";

    fn from_plain(value: &Value) -> Option<Self> {
        value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())
    }
}

impl FromPlain for bool {
    const WHAT: &'static str = "true or false";

    fn from_plain(value: &Value) -> Option<Self> {
        match value {
            Value::Bool(flag) => Some(*flag),
            Value::Number(number) => Some(number.as_f64()? != 0.0),
            Value::String(text) => match text.trim().to_ascii_lowercase().as_str() {
                "true" | "1" | "yes" => Some(true),
                "false" | "0" | "no" | "" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }
}

impl<'de, T: FromPlain> Deserialize<'de> for Plain<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(from)?;
        let single = match &value {
            Value::Array(values) if values.len() == 1 => &values[0],
            single => single,
        };
        if is_nothing(single) {
            return Ok(Self(None));
        }
        let read = T::from_plain(single).ok_or_else(|| D::Error::custom(format!("this should be {}", T::WHAT)))?;
        Ok(Self(Some(read)))
    }
}

/// A list; nothing for an empty object or text.
struct Several<T>(Vec<T>);

impl<T> Default for Several<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Several<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        match Value::deserialize(from)? {
            Value::Array(items) => {
                let read = items.into_iter().enumerate().map(|(place, item)| {
                    serde_path_to_error::deserialize(item).map_err(|error| {
                        let path = error.path().to_string();
                        let within = if path == "." { String::new() } else { format!(", {path}") };
                        D::Error::custom(format!("item {}{within}: {}", place + 1, error.inner()))
                    })
                });
                read.collect::<Result<_, _>>().map(Self)
            }
            nothing if is_nothing(&nothing) => Ok(Self::default()),
            _ => Err(D::Error::custom("this should be a list")),
        }
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::String(text) => text.is_empty(),
        _ => false,
    }
}

impl Definition {
    /// Reads a definition, in either layout.
    ///
    /// # Errors
    /// A sentence that says what the file is, or where it is wrong.
    pub fn read(text: &str) -> Result<Self, String> {
        let text = text.trim_start_matches('\u{feff}');
        let mut document: Value = read_json(text).map_err(|wrong| wrong.to_string())?;
        if let Value::Array(items) = &mut document
            && items.len() == 1
            && !is_a_layout(&items[0])
        {
            document = items.remove(0);
        }
        what_it_is_instead(&document)?;
        let mut project: Project = serde_path_to_error::deserialize(document).map_err(|error| {
            let path = error.path().to_string();
            format!("{path}: {}", error.inner())
        })?;
        let mut definition = Self {
            name: project.name.0.clone(),
            language: project.language.0.clone(),
            elements: Vec::new(),
            parts: Vec::new(),
            without_questions: Vec::new(),
            frameworks: Vec::new(),
        };
        let own = project.sensing.take();
        add(&mut definition, project, None);
        if let Some(own) = own {
            own.add_to(&mut definition)?;
        }
        if definition.elements.is_empty() {
            return Err("it has no questions: “signifiers” and “sections” are empty".to_owned());
        }
        Ok(definition)
    }
}

fn is_a_layout(document: &Value) -> bool {
    document.get("project_id").is_some() && document.get("settings").is_some()
}

/// Files that are often mistaken for a definition.
fn what_it_is_instead(document: &Value) -> Result<(), String> {
    let layout = match document {
        Value::Array(items) => items.iter().any(is_a_layout),
        one => is_a_layout(one),
    };
    if layout {
        return Err("this is the layout of a project (where its questions stand on the page); give the project's definition, \
                    the JSON file that has “signifiers” or “sections”"
            .to_owned());
    }
    if document.get("slug").is_some() && document.get("prompts").is_some() {
        return Err(
            "this is a framework document of this service, not a definition of SenseMaker; import stories for it with \
                    sensing import jsonl --framework"
                .to_owned(),
        );
    }
    let has_questions = document.get("signifiers").or(document.get("sections")).or(document.get("linked_frameworks")).is_some();
    if has_questions {
        return Ok(());
    }
    Err("this is no definition of a SenseMaker project: it has neither a list “signifiers” nor “sections” with signifiers; \
         export the definition of the project as JSON"
        .to_owned())
}

/// Adds the questions of a framework, in the order of its pages, and then those of the frameworks that it links.
fn add(definition: &mut Definition, project: Project, parent: Option<usize>) {
    let Project { id, name, signifiers: Several(elements), sections: Several(mut sections), linked_frameworks, .. } = project;
    let mut elements: Vec<(usize, RawElement)> = elements.into_iter().enumerate().collect();
    let part = definition.parts.len();
    definition.parts.push(Part { id: id.or_nothing(), name: name.or_nothing(), parent });
    elements.sort_by(by_order(|(_, element): &(usize, RawElement)| element.order.0));
    if elements.is_empty() {
        sections.sort_by(by_order(|section: &Section| section.order.0));
        for mut section in sections {
            section.signifiers.0.sort_by(by_order(|element: &RawElement| element.order.0));
            elements.extend((elements.len()..).zip(section.signifiers.0));
        }
    }
    if elements.is_empty() && parent.is_some() {
        definition.without_questions.push(part);
    }
    for (place, element) in elements {
        let element = element_of(element, part, place);
        // A framework can be linked from several places.
        if !definition.elements.iter().any(|known| known.id == element.id && known.part != part) {
            definition.elements.push(element);
        }
    }
    for link in linked_frameworks.0 {
        add(definition, link.framework, Some(part));
    }
}

/// The name of a file without its folder and kind.
fn file_name(address: &str) -> &str {
    let name = address.rsplit('/').next().unwrap_or(address);
    name.rsplit_once('.').map_or(name, |(name, _)| name)
}

fn by_order<T>(order: impl Fn(&T) -> Option<f64>) -> impl Fn(&T, &T) -> std::cmp::Ordering {
    move |a, b| order(a).unwrap_or_default().total_cmp(&order(b).unwrap_or_default())
}

fn element_of(raw: RawElement, part: usize, place: usize) -> Element {
    let labelled = |several: Several<RawLabelled>| -> Vec<Labelled> {
        let one = |(place, RawLabelled { id, text, title, default }): (usize, RawLabelled)| {
            let text = text.0.or(title.0);
            match (id.0, default.0) {
                (Some(id), _) => Labelled { id, text: text.unwrap_or_default(), cell: None, heading: None },
                // Pictures to choose from have no ids; cells hold their addresses.
                (None, Some(address)) => {
                    let text = text.unwrap_or_else(|| file_name(&address).to_owned());
                    Labelled { id: format!("picture-{}", place + 1), text, cell: Some(address), heading: None }
                }
                (None, None) => Labelled { id: String::new(), text: text.unwrap_or_default(), cell: None, heading: None },
            }
        };
        several.0.into_iter().enumerate().map(one).collect()
    };
    let Axes { x, y } = raw.content.axis;
    Element {
        own: None,
        id: raw.id.or_nothing(),
        kind: raw.kind.or_nothing().to_ascii_lowercase(),
        title: raw.title.or_nothing(),
        allow_na: raw.allow_na.or_nothing(),
        fragment: raw.fragment.or_nothing(),
        part,
        place,
        content: Content {
            labels: labelled(raw.content.labels),
            items: labelled(raw.content.items),
            stones: labelled(raw.content.stones),
            max_responses: raw.content.max_responses.0.map(|most| most as u32),
            multiline: raw.content.multiline.or_nothing(),
            x: [x.start_label.or_nothing(), x.end_label.or_nothing()],
            y: [y.start_label.or_nothing(), y.end_label.or_nothing()],
            embeds: raw.content.embedded_engagement.0,
        },
    }
}
