//! Checks that a framework document is valid, with messages that its author can act on.

use std::collections::BTreeSet;

use serde_json::Value;

use super::texts::{SEARCHED_OPTIONS, TEXT_LIMIT};
use crate::model::{AUDIENCE, AskRule, Choice, Fault, Framework, Labelled, Language, Prompt, Shape, Signifier, Text, some_of};

/// A choice has at most so many options, such as the schools or places of a region.
pub const MOST_OPTIONS: usize = 2_000;
/// At most so many options of one choice may be chosen, so that an answer stays small.
pub const MOST_CHOSEN: u32 = 64;

const COMMON: [&str; 8] = ["id", "kind", "question", "hint", "audiences", "prompts", "ask", "not_applicable"];

/// Reads a framework document and checks it.
///
/// # Errors
/// Every [`Fault`] that was found.
pub fn check(document: &Value) -> Result<Framework, Vec<Fault>> {
    let (framework, faults) = read(document)?;
    if faults.is_empty() { Ok(framework) } else { Err(faults) }
}

/// Reads a document that may be unfinished: the framework as far as it can be read, and the faults that remain.
///
/// # Errors
/// The [`Fault`] that prevents it from being read at all.
pub fn read(document: &Value) -> Result<(Framework, Vec<Fault>), Vec<Fault>> {
    let framework: Framework = serde_path_to_error::deserialize(document).map_err(|error| {
        let path = error.path().to_string();
        vec![Fault::new(if path == "." { String::new() } else { path }, error.inner())]
    })?;
    let mut faults = Vec::new();
    unknown_fields(document, &mut faults);
    let mut audit = Audit { framework: &framework, faults };
    audit.whole();
    let faults = audit.faults;
    Ok((framework, faults))
}

/// The fault of languages that a machine translated and nobody has checked. It prevents publication.
pub fn unchecked_languages(framework: &Framework) -> Option<Fault> {
    if framework.machine_drafts.is_empty() {
        return None;
    }
    let languages = framework.machine_drafts.iter().map(Language::as_str).collect::<Vec<_>>().join(", ");
    let message =
        format!("nobody has checked {languages} yet; have a person read them, remove them from this list, then publish");
    Some(Fault::new("machine_drafts", message))
}

/// Finds unknown fields of signifiers. The valid fields depend on the kind, so serde cannot reject unknown ones.
fn unknown_fields(document: &Value, faults: &mut Vec<Fault>) {
    let signifiers = document.get("signifiers").and_then(Value::as_array).into_iter().flatten();
    for (place, signifier) in signifiers.enumerate() {
        let own: &[&str] = match signifier.get("kind").and_then(Value::as_str) {
            Some("triad") => &["corners"],
            Some("dyad") => &["left", "right", "confidence"],
            Some("stones") => &["x", "y", "stones"],
            _ => &["about", "max", "options", "write_in"],
        };
        for field in signifier.as_object().into_iter().flat_map(|fields| fields.keys()) {
            if !COMMON.contains(&field.as_str()) && !own.contains(&field.as_str()) {
                faults.push(Fault::new(
                    format!("signifiers[{place}].{field}"),
                    "there is no such field on this kind of signifier",
                ));
            }
        }
    }
}

struct Audit<'a> {
    framework: &'a Framework,
    faults: Vec<Fault>,
}

impl<'a> Audit<'a> {
    fn whole(&mut self) {
        let framework = self.framework;
        if !is_slug(&framework.slug) {
            self.say("slug", "use small letters, digits and dashes, at most 64, such as sheffield-send");
        }
        if framework.slug == "drafts" {
            self.say("slug", "this slug is reserved for the list of drafts; choose another");
        }
        if framework.version == 0 || framework.version > 1_000_000 {
            self.say("version", "a version is 1 or more");
        }
        if framework.languages.is_empty() {
            self.say("languages", "name at least one language in which every text exists");
        }
        self.unique("languages", framework.languages.iter().map(|language| language.as_str()));
        self.unique("machine_drafts", framework.machine_drafts.iter().map(Language::as_str));
        for language in framework.machine_drafts.iter().filter(|language| !framework.languages.contains(language)) {
            self.say("machine_drafts", format!("“{language}” is not among the framework's languages"));
        }
        self.unique("audiences", framework.audiences.iter().map(String::as_str));
        self.text("title", &framework.title);
        if let Some(introduction) = &framework.introduction {
            self.text("introduction", introduction);
        }
        if framework.prompts.is_empty() {
            self.say("prompts", "a framework needs at least one prompt that asks for a story");
        }
        if framework.prompts.len() > 200 {
            self.say("prompts", "a framework has at most 200 prompts");
        }
        if framework.signifiers.len() > 200 {
            self.say("signifiers", "a framework has at most 200 signifiers");
        }
        self.unique("prompts", framework.prompts.iter().map(|prompt| prompt.id.as_str()));
        self.unique("signifiers", framework.signifiers.iter().map(|signifier| signifier.id.as_str()));
        for (place, prompt) in framework.prompts.iter().enumerate() {
            self.prompt(&format!("prompts[{place}]"), prompt);
        }
        for (place, signifier) in framework.signifiers.iter().enumerate() {
            self.signifier(&format!("signifiers[{place}]"), signifier);
        }
    }

    fn prompt(&mut self, path: &str, prompt: &'a Prompt) {
        self.id(path, &prompt.id);
        self.text(&format!("{path}.text"), &prompt.text);
        if let Some(hint) = &prompt.hint {
            self.text(&format!("{path}.hint"), hint);
        }
        self.audiences(path, &prompt.audiences);
    }

    fn signifier(&mut self, path: &str, signifier: &'a Signifier) {
        self.id(path, &signifier.id);
        self.text(&format!("{path}.question"), &signifier.question);
        if let Some(hint) = &signifier.hint {
            self.text(&format!("{path}.hint"), hint);
        }
        self.audiences(path, &signifier.audiences);
        self.ask(&format!("{path}.ask"), signifier);
        for prompt in &signifier.prompts {
            if !self.framework.prompts.iter().any(|known| &known.id == prompt) {
                self.say(&format!("{path}.prompts"), format!("there is no prompt “{prompt}”"));
            }
        }
        match &signifier.shape {
            Shape::Triad { corners } => {
                if corners.len() != 3 {
                    self.say(
                        &format!("{path}.corners"),
                        format!("a triad has three corners, and this one has {}", corners.len()),
                    );
                }
                self.labelled(&format!("{path}.corners"), corners);
            }
            Shape::Dyad(dyad) => {
                self.id(&format!("{path}.left"), &dyad.left.id);
                self.id(&format!("{path}.right"), &dyad.right.id);
                if dyad.left.id == dyad.right.id {
                    self.say(&format!("{path}.right.id"), "the two ends of a dyad need different ids");
                }
                self.text(&format!("{path}.left.label"), &dyad.left.label);
                self.text(&format!("{path}.right.label"), &dyad.right.label);
            }
            Shape::Stones { x, y, stones } => {
                for (name, text) in [("x.left", &x.left), ("x.right", &x.right), ("y.bottom", &y.bottom), ("y.top", &y.top)] {
                    self.text(&format!("{path}.{name}"), text);
                }
                if stones.is_empty() || stones.len() > 20 {
                    self.say(&format!("{path}.stones"), "give between 1 and 20 stones");
                }
                self.labelled(&format!("{path}.stones"), stones);
            }
            Shape::Choice(choice) => self.choice(path, &signifier.id, choice),
        }
    }

    fn ask(&mut self, path: &str, signifier: &Signifier) {
        if signifier.id == AUDIENCE && !signifier.ask.is_default() {
            return self.say(path, "the choice “audience” is asked first, and of everyone; leave `ask` out");
        }
        let AskRule::ByAudience(asks) = &signifier.ask else { return };
        if asks.is_empty() {
            self.say(path, "this asks no audience; name at least one, or leave the signifier out");
        }
        if !signifier.audiences.is_empty() {
            self.say(path, "`ask` already says which audiences are asked; leave `audiences` out");
        }
        for audience in asks.keys().filter(|audience| !self.framework.audiences.contains(audience)) {
            self.say(path, format!("“{audience}” is not among the framework's audiences"));
        }
    }

    fn choice(&mut self, path: &str, id: &str, choice: &'a Choice) {
        if choice.options.is_empty() || choice.options.len() > MOST_OPTIONS {
            self.say(&format!("{path}.options"), "give between 1 and 2,000 options");
        } else if choice.options.iter().all(|option| option.retired) {
            self.say(
                &format!("{path}.options"),
                "all of these options are retired; offer at least one, or leave the question out",
            );
        }
        if choice.max == 0 || choice.max as usize > choice.options.len().max(1) {
            self.say(&format!("{path}.max"), "this says how many options may be chosen: from 1 to the number of options");
        } else if choice.max > MOST_CHOSEN {
            self.say(&format!("{path}.max"), format!("at most {MOST_CHOSEN} options may be chosen in one answer"));
        }
        self.labelled(&format!("{path}.options"), &choice.options);
        for (place, option) in choice.options.iter().enumerate() {
            self.audiences(&format!("{path}.options[{place}]"), &option.audiences);
        }
        if id == AUDIENCE {
            for audience in &self.framework.audiences {
                if !choice.options.iter().any(|option| &option.id == audience) {
                    self.say(
                        &format!("{path}.options"),
                        format!("the choice “audience” asks who is telling, so it needs an option “{audience}”"),
                    );
                }
            }
        }
    }

    fn labelled(&mut self, path: &str, items: &'a [Labelled]) {
        self.unique(path, items.iter().map(|item| item.id.as_str()));
        let many = items.len() >= SEARCHED_OPTIONS;
        if many {
            self.missing_labels(path, items);
        }
        for (place, item) in items.iter().enumerate() {
            self.id(&format!("{path}[{place}]"), &item.id);
            let field = format!("{path}[{place}].label");
            if many { self.length(&field, &item.label) } else { self.text(&field, &item.label) }
        }
    }

    /// One fault for each language in which labels are missing: a fault for each of thousands of labels helps no one.
    fn missing_labels(&mut self, path: &str, items: &'a [Labelled]) {
        for language in &self.framework.languages {
            let missing: Vec<&str> =
                items.iter().filter(|item| !item.label.has(language)).map(|item| item.id.as_str()).collect();
            if !missing.is_empty() {
                let (many, named) = (missing.len(), some_of(&missing));
                self.say(path, format!("{many} of the labels are missing in {language}: those of {named}"));
            }
        }
    }

    fn text(&mut self, path: &str, text: &Text) {
        let missing: Vec<&str> =
            self.framework.languages.iter().filter(|language| !text.has(language)).map(|language| language.as_str()).collect();
        if !missing.is_empty() {
            self.say(path, format!("the text is missing in {}", missing.join(", ")));
        }
        self.length(path, text);
    }

    fn length(&mut self, path: &str, text: &Text) {
        if text.0.values().any(|words| words.chars().count() > TEXT_LIMIT) {
            self.say(path, "the text is longer than 2,000 characters");
        }
    }

    fn audiences(&mut self, path: &str, audiences: &[String]) {
        for audience in audiences {
            if !self.framework.audiences.contains(audience) {
                self.say(&format!("{path}.audiences"), format!("“{audience}” is not among the framework's audiences"));
            }
        }
    }

    fn id(&mut self, path: &str, id: &str) {
        let good = !id.is_empty() && id.len() <= 64 && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
        if !good {
            self.say(&format!("{path}.id"), format!("“{id}” is not a valid id: use letters, digits, - and _, at most 64"));
        }
    }

    fn unique(&mut self, path: &str, ids: impl Iterator<Item = &'a str>) {
        let mut seen = BTreeSet::new();
        let twice: BTreeSet<&str> = ids.filter(|id| !seen.insert(*id)).collect();
        for id in twice {
            self.say(path, format!("“{id}” is used twice here; give each a different id"));
        }
    }

    fn say(&mut self, field: &str, message: impl std::fmt::Display) {
        self.faults.push(Fault::new(field, message));
    }
}

/// Whether this can be the slug of a framework.
pub fn is_slug(slug: &str) -> bool {
    (1..=64).contains(&slug.len())
        && slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !slug.starts_with('-')
}
