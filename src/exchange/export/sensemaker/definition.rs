//! The definition of a project, and its layout, from the versions of a framework.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::names::Names;
use crate::exchange::export::layout::{Layout, SignifierColumns};
use crate::exchange::export::parts::PartColumns;
use crate::exchange::export::shapes::listed;
use crate::model::{Framework, Labelled, Shape, Text};

/// Everything that has a column, with the names under which it has it.
pub(super) struct Questions {
    /// The list of prompts, if there are several: its name, and those of the prompts.
    pub prompts: Option<(String, BTreeMap<String, String>)>,
    /// The name of the story's text.
    pub text: String,
    /// The name of its title.
    pub title: String,
    /// The signifiers, in the order of the layout.
    pub signifiers: Vec<Question>,
}

/// A signifier.
pub(super) struct Question {
    /// Its name.
    pub name: String,
    /// The names of its parts, by id.
    pub parts: BTreeMap<String, String>,
    /// The ids of its parts, in order.
    pub order: Vec<String>,
    /// Whether a version lets storytellers say that it does not apply.
    pub allows_na: bool,
    /// The name of the words beside a choice.
    pub write_in: Option<String>,
}

impl Questions {
    /// Names everything.
    pub fn of(layout: &Layout) -> Self {
        let mut names = Names::default();
        let signifiers: Vec<String> = layout.signifiers.iter().map(|columns| names.give(&columns.id)).collect();
        let mut prompts: Vec<&str> = Vec::new();
        for prompt in layout.versions.iter().rev().flat_map(|version| &version.prompts) {
            if !prompts.contains(&prompt.id.as_str()) {
                prompts.push(&prompt.id);
            }
        }
        let several = prompts.len() > 1;
        let prompts = several.then(|| (names.give("story-prompt"), Names::of_all(prompts.iter().copied())));
        let (text, title) = (names.give("story-text"), names.give("story-title"));
        let signifiers = layout.signifiers.iter().zip(signifiers).map(|(columns, name)| {
            let order = order(layout, columns);
            let allows_na =
                layout.versions.iter().filter_map(|version| version.signifier(&columns.id)).any(|one| one.not_applicable);
            let write_in = is_open(layout, columns).then(|| names.give(&format!("{name}-write-in")));
            Question { name, parts: Names::of_all(order.iter().map(String::as_str)), order, allows_na, write_in }
        });
        let signifiers = signifiers.collect();
        Self { prompts, text, title, signifiers }
    }

    /// The definition.
    pub fn definition(&self, layout: &Layout) -> Value {
        let newest = layout.newest();
        let version = newest.map_or(0, |newest| newest.version);
        let title = newest.map_or("", |newest| said(layout, &newest.title));
        let about = newest.and_then(|newest| newest.introduction.as_ref()).map_or("", |text| said(layout, text));
        let frameworks: Vec<&Framework> = layout.versions.iter().map(|version| &**version).collect();
        json!({
            "id": layout.slug(), "name": title, "code": layout.slug(), "description": about,
            "language": layout.language.as_str(), "version": version, "definition_version": version,
            "fragment_signifier_id": self.text, "exclude_fragments": false, "public_access": false,
            "signifiers": self.elements(layout), "linked_frameworks": [], "rules": [],
            "sensing": {"format": 1, "frameworks": frameworks, "elements": self.own_elements(layout)}
        })
    }

    /// What the elements are in this service. It is in a place of its own, because readers in R count the fields of elements.
    fn own_elements(&self, layout: &Layout) -> Value {
        let mut own = Map::new();
        let by_name = |parts: &BTreeMap<String, String>| -> Value {
            parts.iter().map(|(id, name)| (name.clone(), Value::from(id.clone()))).collect::<Map<_, _>>().into()
        };
        if let Some((name, prompts)) = &self.prompts {
            own.insert(name.clone(), json!({"role": "prompt", "parts": by_name(prompts)}));
        }
        own.insert(self.text.clone(), json!({"role": "text"}));
        own.insert(self.title.clone(), json!({"role": "title"}));
        for (question, columns) in self.signifiers.iter().zip(&layout.signifiers) {
            let (id, parts) = (&columns.id, by_name(&question.parts));
            own.insert(question.name.clone(), json!({"role": "signifier", "id": id, "parts": parts}));
            if let Some(name) = &question.write_in {
                own.insert(name.clone(), json!({"role": "write_in", "id": id}));
            }
        }
        own.into()
    }

    /// The order of the questions on the page.
    pub fn layout(&self, layout: &Layout) -> Value {
        let ids = self.elements(layout);
        let placed = |(order, element): (usize, &Value)| json!({"id": element["id"], "order": order + 1});
        let signifiers: Vec<Value> = ids.iter().enumerate().map(placed).collect();
        json!([{
            "id": layout.slug(), "project_id": layout.slug(), "version": layout.newest().map_or(0, |newest| newest.version),
            "settings": {"sections": [{"id": "page-1", "order": 1, "title": "Page1", "signifiers": signifiers}]},
            "linked_frameworks": []
        }])
    }

    fn elements(&self, layout: &Layout) -> Vec<Value> {
        let mut elements = Vec::new();
        let newest = layout.newest();
        if let Some((name, prompts)) = &self.prompts {
            let mut items: Vec<Value> = Vec::new();
            for prompt in layout.versions.iter().rev().flat_map(|version| &version.prompts) {
                if let Some(own) = prompts.get(&prompt.id).filter(|own| items.iter().all(|item| item["id"] != **own)) {
                    items.push(item(own, said(layout, &prompt.text)));
                }
            }
            let content = content(json!({"items": items, "max_responses": 1, "min_responses": 1}));
            elements.push(element(name, "list", "The question that the story answers", content));
        }
        let asked = newest.and_then(|newest| newest.prompts.first()).map_or("Story", |prompt| said(layout, &prompt.text));
        let asked = if self.prompts.is_some() { "Story" } else { asked };
        for (name, title, multiline) in [(&self.text, asked, true), (&self.title, "Title", false)] {
            let mut own = element(name, "freetext", title, content(json!({"default": "", "multiline": multiline})));
            own["fragment"] = json!(true);
            elements.push(own);
        }
        for (question, columns) in self.signifiers.iter().zip(&layout.signifiers) {
            elements.extend(question.elements(layout, columns));
        }
        for (place, own) in elements.iter_mut().enumerate() {
            own["order"] = json!(place + 1);
        }
        elements
    }
}

impl Question {
    fn elements(&self, layout: &Layout, columns: &SignifierColumns) -> Vec<Value> {
        let id = &columns.id;
        let title = layout.versions.iter().rev().find_map(|version| version.signifier(id));
        let title = title.map_or("", |signifier| said(layout, &signifier.question));
        let label = |part: &str| label_of(layout, columns, part);
        let parts = |make: fn(&str, &str) -> Value| -> Vec<Value> {
            self.order.iter().map(|part| make(&self.parts[part], label(part))).collect()
        };
        let (kind, own) = match &columns.parts {
            PartColumns::Triad(_) => ("triad", json!({"labels": parts(labelled)})),
            PartColumns::Dyad(_) => ("dyad", json!({"labels": parts(labelled)})),
            PartColumns::Stones(_) => ("stones", json!({"stones": parts(item), "axis": axes(layout, columns)})),
            PartColumns::One(..) => ("list", json!({"items": parts(item), "max_responses": 1, "min_responses": 0})),
            PartColumns::Several(options) => {
                let most = most(layout, columns).min(options.len() as u32).max(2);
                ("list", json!({"items": parts(item), "max_responses": most, "min_responses": 0}))
            }
        };
        let mut own = content(own);
        if kind != "list" {
            // Readers in R expect them.
            own["background_image"] = json!("");
            own["pointer_image"] = json!("");
        }
        let mut asked = element(&self.name, kind, title, own);
        asked["allow_na"] = json!(self.allows_na);
        let mut elements = vec![asked];
        if let Some(name) = &self.write_in {
            let title = format!("{title} (own words)");
            elements.push(element(name, "freetext", &title, content(json!({"default": "", "multiline": false}))));
        }
        elements
    }
}

/// An element of a definition.
fn element(name: &str, kind: &str, title: &str, content: Value) -> Value {
    json!({
        "id": name, "name": name, "type": kind, "order": 0, "title": title, "tooltip": "", "allow_na": false, "fragment": false,
        "required": false, "sticky": false, "public": false, "error": "", "content": content
    })
}

/// The content of an element, with every field that a reader expects in all of them.
fn content(own: Value) -> Value {
    let mut content = json!({"parameters": {}, "items": {}, "axis": {"x": {}, "y": {}}, "stones": {}, "labels": {}});
    if let (Some(content), Value::Object(own)) = (content.as_object_mut(), own) {
        content.extend(own);
    }
    content
}

/// A corner or an end.
fn labelled(name: &str, label: &str) -> Value {
    json!({"id": name, "text": label})
}

/// An option or a stone.
fn item(name: &str, label: &str) -> Value {
    json!({"id": name, "image": "", "title": label, "tooltip": ""})
}

fn axes(layout: &Layout, columns: &SignifierColumns) -> Value {
    let stones = alike(layout, columns).find_map(|shape| match shape {
        Shape::Stones { x, y, .. } => Some((x, y)),
        _ => None,
    });
    let Some((x, y)) = stones else { return json!({"x": {}, "y": {}}) };
    let axis =
        |start: &Text, end: &Text| json!({"name": "", "start_label": said(layout, start), "end_label": said(layout, end)});
    json!({"x": axis(&x.left, &x.right), "y": axis(&y.bottom, &y.top)})
}

fn said<'a>(layout: &Layout, text: &'a Text) -> &'a str {
    text.in_language(&layout.language)
}

/// The shapes of a signifier that are of the kind of its columns, newest first.
fn alike<'a>(layout: &'a Layout, columns: &'a SignifierColumns) -> impl Iterator<Item = &'a Shape> {
    let versions = layout.versions.iter().rev().filter_map(|version| version.signifier(&columns.id));
    versions.filter(|signifier| signifier.kind() == columns.kind).map(|signifier| &signifier.shape)
}

/// Whether words can stand beside a choice, in any version.
fn is_open(layout: &Layout, columns: &SignifierColumns) -> bool {
    alike(layout, columns).any(|shape| matches!(shape, Shape::Choice(choice) if choice.write_in))
}

/// How many options can be chosen.
fn most(layout: &Layout, columns: &SignifierColumns) -> u32 {
    let most =
        alike(layout, columns).filter_map(|shape| if let Shape::Choice(choice) = shape { Some(choice.max) } else { None });
    most.max().unwrap_or(1)
}

/// The ids of the parts, in the order of their columns; those of a dyad from left to right.
fn order(layout: &Layout, columns: &SignifierColumns) -> Vec<String> {
    match &columns.parts {
        PartColumns::Triad(corners) => corners.iter().map(|(id, _)| id.clone()).collect(),
        PartColumns::Dyad(_) => {
            let ends = alike(layout, columns).find_map(|shape| match shape {
                Shape::Dyad(dyad) => Some(vec![dyad.left.id.clone(), dyad.right.id.clone()]),
                _ => None,
            });
            ends.unwrap_or_default()
        }
        PartColumns::Stones(stones) => {
            let mut stones: Vec<(&String, usize)> = stones.iter().map(|(id, [x, _])| (id, *x)).collect();
            stones.sort_by_key(|(_, place)| *place);
            stones.into_iter().map(|(id, _)| id.clone()).collect()
        }
        PartColumns::One(_, options) => {
            let mut options: Vec<(&String, usize)> = options.iter().map(|(id, place)| (id, *place)).collect();
            options.sort_by_key(|(_, place)| *place);
            options.into_iter().map(|(id, _)| id.clone()).collect()
        }
        PartColumns::Several(options) => options.iter().map(|(id, _)| id.clone()).collect(),
    }
}

/// The newest label of a part.
fn label_of<'a>(layout: &'a Layout, columns: &'a SignifierColumns, part: &str) -> &'a str {
    let found = alike(layout, columns).find_map(|shape| {
        let mut parts: Vec<&Labelled> = listed(shape).iter().collect();
        if let Shape::Dyad(dyad) = shape {
            parts.extend([&dyad.left, &dyad.right]);
        }
        parts.into_iter().find(|known| known.id == part)
    });
    found.map_or("", |found| said(layout, &found.label))
}
