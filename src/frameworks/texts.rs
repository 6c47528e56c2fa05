//! Every text of a framework under a path that a person can read, such as `signifiers/difference/corners/person`:
//! what translators work on.
//!
//! A path is made of ids, so that it stays the same when something else is added or moved: `title`, `introduction`,
//! `prompts/ID/text`, `prompts/ID/hint`, `signifiers/ID/question`, `signifiers/ID/hint`, and by the signifier's kind
//! `corners/ID`; `left` and `right`; `x/left`, `x/right`, `y/bottom`, `y/top` and `stones/ID`; `options/ID`.

use std::collections::BTreeMap;

use crate::model::{Fault, Framework, Labelled, Language, Shape, Text};

/// Longer than any text may be, in characters.
pub const TEXT_LIMIT: usize = 2_000;

/// One text, and where it stands.
#[derive(Clone, Debug)]
pub struct TextAt<'a> {
    /// Its path, made of ids.
    pub path: String,
    /// The same in the form in which faults name a field: `signifiers[2].corners[0].label`.
    pub field: String,
    /// The text in every language.
    pub text: &'a Text,
    /// The question that it completes, when it is the label of a corner, an end, a stone, an axis or an option.
    pub completes: Option<&'a Text>,
}

/// Every text of a framework, in the order in which they are read.
pub fn texts(framework: &Framework) -> Vec<TextAt<'_>> {
    let mut list = List { found: Vec::new(), completes: None };
    list.add("title", "title", &framework.title);
    list.may("introduction", "introduction", framework.introduction.as_ref());
    for (place, prompt) in framework.prompts.iter().enumerate() {
        let (path, field) = (format!("prompts/{}", prompt.id), format!("prompts[{place}]"));
        list.add(&format!("{path}/text"), &format!("{field}.text"), &prompt.text);
        list.may(&format!("{path}/hint"), &format!("{field}.hint"), prompt.hint.as_ref());
    }
    for (place, signifier) in framework.signifiers.iter().enumerate() {
        let (path, field) = (format!("signifiers/{}", signifier.id), format!("signifiers[{place}]"));
        list.add(&format!("{path}/question"), &format!("{field}.question"), &signifier.question);
        list.may(&format!("{path}/hint"), &format!("{field}.hint"), signifier.hint.as_ref());
        list.completes = Some(&signifier.question);
        list.shape(&path, &field, &signifier.shape);
        list.completes = None;
    }
    list.found
}

struct List<'a> {
    found: Vec<TextAt<'a>>,
    completes: Option<&'a Text>,
}

impl<'a> List<'a> {
    fn shape(&mut self, path: &str, field: &str, shape: &'a Shape) {
        match shape {
            Shape::Triad { corners } => self.labels(path, field, "corners", corners),
            Shape::Dyad(dyad) => {
                self.add(&format!("{path}/left"), &format!("{field}.left.label"), &dyad.left.label);
                self.add(&format!("{path}/right"), &format!("{field}.right.label"), &dyad.right.label);
            }
            Shape::Stones { x, y, stones } => {
                for (axis, end, text) in
                    [("x", "left", &x.left), ("x", "right", &x.right), ("y", "bottom", &y.bottom), ("y", "top", &y.top)]
                {
                    self.add(&format!("{path}/{axis}/{end}"), &format!("{field}.{axis}.{end}"), text);
                }
                self.labels(path, field, "stones", stones);
            }
            Shape::Choice(choice) => self.labels(path, field, "options", &choice.options),
        }
    }

    fn labels(&mut self, path: &str, field: &str, name: &str, items: &'a [Labelled]) {
        for (place, item) in items.iter().enumerate() {
            self.add(&format!("{path}/{name}/{}", item.id), &format!("{field}.{name}[{place}].label"), &item.label);
        }
    }

    fn may(&mut self, path: &str, field: &str, text: Option<&'a Text>) {
        if let Some(text) = text {
            self.add(path, field, text);
        }
    }

    fn add(&mut self, path: &str, field: &str, text: &'a Text) {
        self.found.push(TextAt { path: path.to_owned(), field: field.to_owned(), text, completes: self.completes });
    }
}

/// The text under a path, to be changed.
fn text_mut<'a>(framework: &'a mut Framework, path: &str) -> Option<&'a mut Text> {
    let parts: Vec<&str> = path.split('/').collect();
    match parts[..] {
        ["title"] => Some(&mut framework.title),
        ["introduction"] => framework.introduction.as_mut(),
        ["prompts", id, part] => {
            let prompt = framework.prompts.iter_mut().find(|prompt| prompt.id == id)?;
            match part {
                "text" => Some(&mut prompt.text),
                "hint" => prompt.hint.as_mut(),
                _ => None,
            }
        }
        ["signifiers", id, ref rest @ ..] => {
            let signifier = framework.signifiers.iter_mut().find(|signifier| signifier.id == id)?;
            match rest {
                ["question"] => Some(&mut signifier.question),
                ["hint"] => signifier.hint.as_mut(),
                _ => text_of_shape(&mut signifier.shape, rest),
            }
        }
        _ => None,
    }
}

fn text_of_shape<'a>(shape: &'a mut Shape, rest: &[&str]) -> Option<&'a mut Text> {
    let label =
        |items: &'a mut Vec<Labelled>, id: &str| items.iter_mut().find(|item| item.id == id).map(|item| &mut item.label);
    match (shape, rest) {
        (Shape::Triad { corners }, ["corners", id]) => label(corners, id),
        (Shape::Dyad(dyad), ["left"]) => Some(&mut dyad.left.label),
        (Shape::Dyad(dyad), ["right"]) => Some(&mut dyad.right.label),
        (Shape::Stones { x, .. }, ["x", "left"]) => Some(&mut x.left),
        (Shape::Stones { x, .. }, ["x", "right"]) => Some(&mut x.right),
        (Shape::Stones { y, .. }, ["y", "bottom"]) => Some(&mut y.bottom),
        (Shape::Stones { y, .. }, ["y", "top"]) => Some(&mut y.top),
        (Shape::Stones { stones, .. }, ["stones", id]) => label(stones, id),
        (Shape::Choice(choice), ["options", id]) => label(&mut choice.options, id),
        _ => None,
    }
}

/// A framework's texts in one language, by path and in the order in which they are read; empty where one is missing.
pub fn texts_in(framework: &Framework, language: &Language) -> Vec<(String, String)> {
    let own = |at: TextAt<'_>| (at.path, at.text.0.get(language).cloned().unwrap_or_default());
    texts(framework).into_iter().map(own).collect()
}

/// A framework with its texts in these languages alone, each with all of its variants, and in its first language, to which
/// readers fall back. The list of its languages still names all of them.
pub fn worded_in(framework: &Framework, languages: &[Language]) -> Framework {
    let first = framework.languages.first();
    let wanted = |own: &Language| first == Some(own) || languages.iter().any(|asked| asked.base() == own.base());
    let mut worded = framework.clone();
    for TextAt { path, .. } in texts(framework) {
        text_mut(&mut worded, &path).into_iter().for_each(|text| text.0.retain(|own, _| wanted(own)));
    }
    worded
}

/// Puts texts in one language in their places and names the language among the framework's. What is left out stays as
/// it was; an empty text takes the old one away.
///
/// # Errors
/// A [`Fault`] for every path that the framework does not have, and every text that is too long; then nothing was
/// changed.
pub fn put_texts(
    framework: &mut Framework,
    language: &Language,
    translated: &BTreeMap<String, String>,
) -> Result<(), Vec<Fault>> {
    let mut faults = Vec::new();
    for (path, words) in translated {
        if text_mut(framework, path).is_none() {
            faults.push(Fault::new(path, "the framework has no text under this path"));
        } else if words.chars().count() > TEXT_LIMIT {
            faults.push(Fault::new(path, "the text is longer than 2,000 characters"));
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    for (path, words) in translated {
        let Some(text) = text_mut(framework, path) else { continue };
        if words.trim().is_empty() {
            text.0.remove(language);
        } else {
            text.0.insert(language.clone(), words.trim().to_owned());
        }
    }
    if !framework.languages.contains(language) {
        framework.languages.push(language.clone());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frameworks::default_framework;

    #[test]
    fn every_text_is_found_again_under_its_path() {
        let framework = default_framework().unwrap();
        let mut copy = framework.clone();
        let all = texts(&framework);
        assert!(all.len() > 150, "{}", all.len());
        for at in all {
            assert_eq!(text_mut(&mut copy, &at.path), Some(&mut at.text.clone()), "{}", at.path);
        }
    }

    #[test]
    fn putting_back_what_was_taken_out_changes_nothing() {
        let framework = default_framework().unwrap();
        for language in &framework.languages {
            let mut copy = framework.clone();
            put_texts(&mut copy, language, &texts_in(&framework, language).into_iter().collect()).unwrap();
            assert_eq!(copy, framework);
        }
    }

    #[test]
    fn a_path_that_leads_nowhere_is_named_and_nothing_is_changed() {
        let mut framework = default_framework().unwrap();
        let before = framework.clone();
        let wrong =
            ["", "titel", "prompts/moment", "prompts/none/text", "signifiers/difference/left", "signifiers/timing/left/label"];
        for path in wrong {
            let texts = BTreeMap::from([(path.to_owned(), "x".to_owned()), ("title".to_owned(), "y".to_owned())]);
            let faults = put_texts(&mut framework, &"pl".parse().unwrap(), &texts).unwrap_err();
            assert_eq!(faults.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>(), [path]);
            assert_eq!(framework, before);
        }
    }
}
