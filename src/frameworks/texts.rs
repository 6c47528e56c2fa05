//! Every text of a framework under a readable path, such as `signifiers/difference/corners/person`, for translators.
//!
//! A path consists of ids, so that it stays the same when something else is added or moved: `title`, `introduction`,
//! `prompts/ID/text`, `prompts/ID/hint`, `signifiers/ID/question`, `signifiers/ID/hint`, and depending on the signifier's kind
//! `corners/ID`; `left` and `right`; `x/left`, `x/right`, `y/bottom`, `y/top` and `stones/ID`; `options/ID`.

use std::collections::{BTreeMap, HashMap};

use crate::model::{Fault, Framework, Labelled, Language, Shape, Text, is_blank};

/// The longest text, in characters.
pub const TEXT_LIMIT: usize = 2_000;

/// From so many options on, people find theirs by typing: the options are then the names of something.
pub const SEARCHED_OPTIONS: usize = 30;

/// One text and its place.
#[derive(Clone, Debug)]
pub struct TextAt<'a> {
    /// Its path, made of ids.
    pub path: String,
    /// The same place in the form that faults use: `signifiers[2].corners[0].label`.
    pub field: String,
    /// The text in every language.
    pub text: &'a Text,
    /// The question that it completes, if it is the label of a corner, an end, a stone, an axis or an option.
    pub completes: Option<&'a Text>,
    /// Whether it is one of the names in a long list, which no wording can change.
    pub is_name: bool,
}

/// Every text of a framework, in the order in which people read them.
pub fn texts(framework: &Framework) -> Vec<TextAt<'_>> {
    let mut list = List { found: Vec::new(), completes: None, are_names: false };
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
    are_names: bool,
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
            Shape::Choice(choice) => {
                self.are_names = choice.options.len() >= SEARCHED_OPTIONS;
                self.labels(path, field, "options", &choice.options);
                self.are_names = false;
            }
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
        let (completes, is_name) = (self.completes, self.are_names);
        self.found.push(TextAt { path: path.to_owned(), field: field.to_owned(), text, completes, is_name });
    }
}

/// As [`texts`], for changing them: each with its path.
fn texts_mut(framework: &mut Framework) -> Vec<(String, &mut Text)> {
    let mut found = vec![("title".to_owned(), &mut framework.title)];
    found.extend(framework.introduction.as_mut().map(|text| ("introduction".to_owned(), text)));
    for prompt in &mut framework.prompts {
        let path = format!("prompts/{}", prompt.id);
        found.push((format!("{path}/text"), &mut prompt.text));
        found.extend(prompt.hint.as_mut().map(|text| (format!("{path}/hint"), text)));
    }
    for signifier in &mut framework.signifiers {
        let path = format!("signifiers/{}", signifier.id);
        found.push((format!("{path}/question"), &mut signifier.question));
        found.extend(signifier.hint.as_mut().map(|text| (format!("{path}/hint"), text)));
        found.extend(texts_of_shape(&path, &mut signifier.shape));
    }
    found
}

fn texts_of_shape<'a>(path: &str, shape: &'a mut Shape) -> Vec<(String, &'a mut Text)> {
    let at = |rest: &str| format!("{path}/{rest}");
    let labels = |name: &str, items: &'a mut Vec<Labelled>| -> Vec<(String, &'a mut Text)> {
        items.iter_mut().map(|item| (format!("{path}/{name}/{}", item.id), &mut item.label)).collect()
    };
    match shape {
        Shape::Triad { corners } => labels("corners", corners),
        Shape::Dyad(dyad) => vec![(at("left"), &mut dyad.left.label), (at("right"), &mut dyad.right.label)],
        Shape::Stones { x, y, stones } => {
            let mut found = vec![(at("x/left"), &mut x.left), (at("x/right"), &mut x.right)];
            found.extend([(at("y/bottom"), &mut y.bottom), (at("y/top"), &mut y.top)]);
            found.extend(labels("stones", stones));
            found
        }
        Shape::Choice(choice) => labels("options", &mut choice.options),
    }
}

/// A framework's texts in one language, by path, in the order in which people read them; empty where one is missing.
pub fn texts_in(framework: &Framework, language: &Language) -> Vec<(String, String)> {
    let own = |at: TextAt<'_>| (at.path, at.text.0.get(language).cloned().unwrap_or_default());
    texts(framework).into_iter().map(own).collect()
}

/// The framework with its texts in these languages only, each with all of its variants, and in its first language as the
/// fallback. Its list of languages still names all of them.
pub fn worded_in(framework: &Framework, languages: &[Language]) -> Framework {
    let first = framework.languages.first();
    let offered: Vec<Language> = languages.iter().filter_map(|asked| asked.offered_in(&framework.languages)).collect();
    let wanted = |own: &Language| first == Some(own) || offered.iter().any(|asked| asked.base() == own.base());
    let mut worded = framework.clone();
    for (_, text) in texts_mut(&mut worded) {
        text.0.retain(|own, _| wanted(own));
    }
    worded
}

/// Sets texts in one language, and adds the language to the framework's languages. Texts that are not given do not change; an
/// empty text removes the old one.
///
/// # Errors
/// A [`Fault`] for every path that the framework does not have, and for every text that is too long. Nothing was changed then.
pub fn put_texts(
    framework: &mut Framework,
    language: &Language,
    translated: &BTreeMap<String, String>,
) -> Result<(), Vec<Fault>> {
    let mut faults = Vec::new();
    let mut places: HashMap<String, &mut Text> = texts_mut(framework).into_iter().collect();
    for (path, words) in translated {
        if !places.contains_key(path) {
            faults.push(Fault::new(path, "the framework has no text under this path"));
        } else if words.chars().count() > TEXT_LIMIT {
            faults.push(Fault::new(path, "the text is longer than 2,000 characters"));
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    for (path, words) in translated {
        let Some(text) = places.get_mut(path) else { continue };
        if is_blank(words) {
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
        let to_change: Vec<(String, Text)> =
            texts_mut(&mut copy).into_iter().map(|(path, text)| (path, text.clone())).collect();
        let to_read: Vec<(String, Text)> = all.into_iter().map(|at| (at.path, at.text.clone())).collect();
        assert_eq!(to_change, to_read);
    }

    #[test]
    fn putting_back_the_same_texts_changes_nothing() {
        let framework = default_framework().unwrap();
        for language in &framework.languages {
            let mut copy = framework.clone();
            put_texts(&mut copy, language, &texts_in(&framework, language).into_iter().collect()).unwrap();
            assert_eq!(copy, framework);
        }
    }

    #[test]
    fn an_unknown_path_is_reported_and_nothing_is_changed() {
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
