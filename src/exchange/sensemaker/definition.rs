//! The definition of a SenseMaker project, and the framework that it becomes.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::exchange::markup::words;
use crate::frameworks::MOST_CHOSEN;
use crate::model::Fault;

/// Which free text becomes the title of a story.
#[derive(Clone, Debug, Default)]
pub enum TitleColumn {
    /// The first free text of one line that is not the story, if there is one.
    #[default]
    Guess,
    /// The free text with this id or title.
    Named(String),
}

/// A SenseMaker project: its questions, and those of the frameworks that it links.
#[derive(Debug)]
pub struct Definition {
    pub(super) name: Option<String>,
    pub(super) language: Option<String>,
    /// All elements, in the order of the pages.
    pub(super) elements: Vec<Element>,
    /// The project itself, then the frameworks that it links.
    pub(super) parts: Vec<Part>,
    /// Linked frameworks that are only named.
    pub(super) without_questions: Vec<usize>,
    /// The documents of the framework, oldest version first, in a definition that this service wrote.
    pub(super) frameworks: Vec<Value>,
}

/// The form of what this service adds to a definition.
pub(super) const OWN_FORMAT: u32 = 1;

/// What an element is in this service, in a definition that it wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Role {
    /// The list of prompts.
    Prompt,
    /// The text of the story.
    Text,
    /// Its title.
    Title,
    /// A signifier.
    Signifier,
    /// The words beside a choice.
    WriteIn,
}

/// The project, or a framework that it links.
#[derive(Debug)]
pub(super) struct Part {
    pub id: String,
    pub name: String,
    /// The part that links it.
    pub parent: Option<usize>,
}

/// A question, or an element without an answer, such as a heading.
#[derive(Debug)]
pub(super) struct Element {
    pub id: String,
    pub kind: String,
    pub title: String,
    pub allow_na: bool,
    /// Whether the project marks it as a part of the story.
    pub fragment: bool,
    /// The part that asks it.
    pub part: usize,
    /// Its place in the file.
    pub place: usize,
    /// In a definition that this service wrote: what it is, and the id of the signifier to which it belongs.
    pub own: Option<(Role, String)>,
    pub content: Content,
}

#[derive(Debug, Default)]
pub(super) struct Content {
    pub labels: Vec<Labelled>,
    pub items: Vec<Labelled>,
    pub stones: Vec<Labelled>,
    pub max_responses: Option<u32>,
    pub multiline: bool,
    /// The labels of the left and the right end.
    pub x: [String; 2],
    /// The labels of the bottom and the top end.
    pub y: [String; 2],
    /// The id of the framework that is asked in this place.
    pub embeds: Option<String>,
}

#[derive(Debug)]
pub(super) struct Labelled {
    pub id: String,
    pub text: String,
    /// What cells of the export hold in place of the id: the address of a picture, or the name that this service gave it.
    pub cell: Option<String>,
    /// What headings have in place of the id: the name that this service gave it.
    pub heading: Option<String>,
}

impl Element {
    /// Its title, or its id when it has none, in quotation marks.
    pub fn quoted(&self) -> String {
        let title = words(&self.title);
        if title.is_empty() { format!("“{}”", self.id) } else { format!("“{title}”") }
    }
}

impl Labelled {
    /// What headings have for it.
    pub fn heading(&self) -> &str {
        self.heading.as_deref().unwrap_or(&self.id)
    }

    /// What cells of the export hold for it.
    pub fn in_cells(&self) -> &str {
        self.cell.as_deref().unwrap_or(&self.id)
    }
}

/// Kinds of elements that have no answer.
const KINDS_WITHOUT_ANSWER: [&str; 3] = ["label", "save", "navigation"];

impl Definition {
    /// The documents of the framework, oldest version first, if this service wrote the definition.
    pub fn own_frameworks(&self) -> &[Value] {
        &self.frameworks
    }

    fn free_texts(&self) -> impl Iterator<Item = &Element> {
        self.elements.iter().filter(|element| element.kind == "freetext")
    }

    /// The free texts that can be the story: those that were chosen, or else the long ones that are marked as a part of the
    /// story.
    ///
    /// # Errors
    /// A fault when a chosen one is unknown, or when there is none.
    pub(super) fn stories(&self, chosen: &[String]) -> Result<Vec<&Element>, Fault> {
        if !chosen.is_empty() {
            let find = |name: &String| self.free_text(name).ok_or_else(|| self.no_free_text(name));
            return chosen.iter().map(find).collect();
        }
        let marked = |element: &&Element| element.fragment && element.content.multiline;
        let found: Vec<&Element> = self.free_texts().filter(marked).collect();
        if !found.is_empty() {
            return Ok(found);
        }
        let own = || self.free_texts().filter(|element| element.part == 0);
        let of_project = own().find(|element| element.fragment).or_else(|| own().find(|element| element.content.multiline));
        let none = || Fault::new("", "the definition has no free text that is the story; say which one is with --story");
        of_project.map(|story| vec![story]).ok_or_else(none)
    }

    fn free_text(&self, name: &str) -> Option<&Element> {
        self.free_texts().find(|element| element.id == name || words(&element.title) == words(name))
    }

    fn no_free_text(&self, name: &str) -> Fault {
        let known: Vec<String> = self.free_texts().map(Element::quoted).collect();
        Fault::new(name, format!("no free text has this id or title; the free texts are {}", known.join(", ")))
    }

    /// The free text that becomes the title of one of the stories.
    ///
    /// # Errors
    /// A fault when the chosen one is unknown.
    pub(super) fn title(&self, column: &TitleColumn, story: &Element, stories: &[&Element]) -> Result<Option<&Element>, Fault> {
        let TitleColumn::Named(name) = column else { return Ok(self.guessed_title(story, stories)) };
        self.free_text(name).map(Some).ok_or_else(|| self.no_free_text(name))
    }

    /// The first free text of one line in the part of the story. Where the part has several stories, it is between this one
    /// and the next.
    fn guessed_title(&self, story: &Element, stories: &[&Element]) -> Option<&Element> {
        let is_story = |element: &Element| stories.iter().any(|other| other.id == element.id);
        let mut lines =
            self.free_texts().filter(|element| element.part == story.part && !element.content.multiline && !is_story(element));
        let others: Vec<usize> =
            stories.iter().filter(|other| other.part == story.part && other.id != story.id).map(|other| other.place).collect();
        if others.is_empty() {
            return lines.next();
        }
        let next = others.into_iter().filter(|place| *place > story.place).min().unwrap_or(usize::MAX);
        lines.filter(|element| element.place > story.place && element.place < next).min_by_key(|element| element.place)
    }

    /// The questions that become signifiers.
    pub(super) fn questions(&self) -> impl Iterator<Item = &Element> {
        self.elements.iter().filter(|element| fault_of(element).is_none())
    }

    /// The element with this id or title.
    pub(super) fn named(&self, name: &str) -> Option<&Element> {
        self.elements.iter().find(|element| element.id == name || words(&element.title) == words(name))
    }

    /// What becomes the story and its title, and what cannot be imported, in sentences.
    ///
    /// # Errors
    /// A fault when a free text that was chosen is unknown, or when there is no story.
    pub fn explained(&self, stories: &[String], title: &TitleColumn) -> Result<Vec<String>, Fault> {
        let stories = self.stories(stories)?;
        let (mut sentences, mut taken) = (Vec::new(), Vec::new());
        for &story in &stories {
            let title = self.title(title, story, &stories)?;
            taken.extend([Some(story), title].into_iter().flatten().map(|element| element.id.as_str()));
            let titled = title.map(|title| format!(", with the title {}", title.quoted())).unwrap_or_default();
            sentences.push(format!("A story is the text {}{}{titled}.", story.quoted(), self.whose(story)));
        }
        if stories.len() > 1 {
            sentences.push(
                "There are several story texts: of each row, the one that is filled in is taken, and the first of those that belong \
                 together. Choose others, or another order, with --story."
                    .to_owned(),
            );
        }
        for &part in &self.without_questions {
            sentences.push(format!(
                "Not imported: the linked framework “{}”, because the definition only names it and has none of its questions",
                words(&self.parts[part].name)
            ));
        }
        for element in &self.elements {
            let (kind, named) = (&element.kind, element.quoted() + &self.whose(element));
            if let Some(why) =
                fault_of(element).filter(|_| !self.has_no_answer(element) && !taken.contains(&element.id.as_str()))
            {
                sentences.push(format!("Not imported: {kind} {named}, because {why}"));
            }
        }
        Ok(sentences)
    }

    /// The linked framework that an element belongs to, in words; nothing for the project itself.
    fn whose(&self, element: &Element) -> String {
        if element.part == 0 { String::new() } else { format!(" of “{}”", words(&self.parts[element.part].name)) }
    }

    fn has_no_answer(&self, element: &Element) -> bool {
        let embedded = element.content.embeds.as_ref().is_some_and(|id| self.parts.iter().any(|part| &part.id == id));
        embedded || KINDS_WITHOUT_ANSWER.contains(&element.kind.as_str())
    }

    /// The project's language; English if it names none.
    pub fn language(&self) -> &str {
        self.language.as_deref().filter(|language| !language.trim().is_empty()).unwrap_or("en")
    }

    /// The framework document with this slug and version.
    ///
    /// # Errors
    /// As [`Definition::explained`].
    pub fn framework(&self, slug: &str, version: u32, stories: &[String]) -> Result<Value, Fault> {
        let language = self.language();
        let text =
            |words: String, otherwise: &str| json!({language: if words.is_empty() { otherwise.to_owned() } else { words }});
        let name = self.name.as_deref().map(words).unwrap_or_default();
        let stories = self.stories(stories)?;
        let prompt =
            |story: &&Element| json!({"id": prompt_of(story, &stories), "text": text(words(&story.title), "Tell your story")});
        let prompts: Vec<Value> = stories.iter().map(prompt).collect();
        let asked = |element: &Element| {
            let mut signifier = signifier(element, &text);
            let prompts = self.asked_with(element, &stories);
            if let Some(fields) = signifier.as_object_mut().filter(|_| !prompts.is_empty()) {
                fields.insert("prompts".to_owned(), json!(prompts));
            }
            signifier
        };
        let signifiers: Vec<Value> = self.questions().map(asked).collect();
        Ok(json!({
            "slug": slug, "version": version, "title": text(name, slug), "languages": [language],
            "prompts": prompts, "signifiers": signifiers
        }))
    }

    /// The prompts with which a question of a linked framework is asked: those of the stories of its own part, or of the nearest
    /// part around it. Questions of the project are asked with every prompt.
    fn asked_with(&self, element: &Element, stories: &[&Element]) -> Vec<String> {
        let mut part = element.part;
        while stories.len() > 1 && part != 0 {
            let own: Vec<String> =
                stories.iter().filter(|story| story.part == part).map(|story| prompt_of(story, stories)).collect();
            if !own.is_empty() {
                return own;
            }
            part = self.parts[part].parent.unwrap_or(0);
        }
        Vec::new()
    }
}

/// The id of the prompt that a story text answers. The only one, and the first of the project itself, is the prompt `story`.
pub(super) fn prompt_of(story: &Element, stories: &[&Element]) -> String {
    let first = stories.first().is_some_and(|first| first.id == story.id);
    if first && (stories.len() == 1 || story.part == 0) { "story".to_owned() } else { story.id.clone() }
}

/// Why an element becomes no signifier.
fn fault_of(element: &Element) -> Option<String> {
    let content = &element.content;
    let mut parts = content.labels.iter().chain(&content.items).chain(&content.stones);
    match element.kind.as_str() {
        "triad" | "dyad" | "stones" | "list" | "imageselect" if parts.any(|part| part.id.is_empty()) => {
            Some("not all of its parts have an id".to_owned())
        }
        "triad" if content.labels.len() != 3 => Some(format!("it has {} corners, not three", content.labels.len())),
        "dyad" if content.labels.len() != 2 => Some(format!("it has {} ends, not two", content.labels.len())),
        "stones" if content.stones.is_empty() => Some("it has no stones".to_owned()),
        "list" | "imageselect" if content.items.is_empty() => Some("it has no options".to_owned()),
        "triad" | "dyad" | "stones" | "list" | "imageselect" => None,
        "freetext" => Some("it is neither the story nor its title".to_owned()),
        "audio" | "video" | "photo" => Some("the export has no recordings and pictures, only links to them".to_owned()),
        _ => Some("it matches no kind of signifier".to_owned()),
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
            let ([left, right], [bottom, top]) = (&content.x, &content.y);
            json!({
                "kind": "stones",
                "x": {"left": end(left, "left"), "right": end(right, "right")},
                "y": {"bottom": end(bottom, "bottom"), "top": end(top, "top")},
                "stones": content.stones.iter().map(labelled).collect::<Vec<_>>()
            })
        }
        _ => json!({
            "kind": "choice", "max": most(element).min(MOST_CHOSEN),
            "options": content.items.iter().map(labelled).collect::<Vec<_>>()
        }),
    };
    if let (Some(signifier), Value::Object(own)) = (signifier.as_object_mut(), own) {
        signifier.extend(own);
    }
    signifier
}

/// The largest number of options of a list that can be chosen: a list for several answers has a column for each item.
fn most(element: &Element) -> u32 {
    let items = element.content.items.len() as u32;
    match element.content.max_responses {
        Some(0) | None => items,
        Some(most) => most.min(items),
    }
}
