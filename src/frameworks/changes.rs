//! The differences between two versions of a framework, with readable paths.

use std::collections::{BTreeSet, HashMap};

use serde::Serialize;
use serde_json::{Map, Value};

use crate::model::{Framework, Language};

/// One difference.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"path": "signifiers/difference/question", "language": "en", "kind": "changed",
    "before": "What made the difference?", "after": "What made the most difference?"}))]
pub struct Change {
    /// Where it is, by ids: for texts as in `texts`, such as `signifiers/difference/corners/person`. Ends in `/order` when the
    /// order of a list differs.
    pub path: String,
    /// The language and variant of the text that differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The kind of change.
    pub kind: ChangeKind,
    /// The earlier value: a text, a setting, or a whole prompt or signifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    /// The later value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Value>,
}

/// What happened to a part of a framework.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It was removed.
    Removed,
    /// It has another value.
    Changed,
}

/// The differences, in the order of the document. A language that was added or removed with all its texts is one change, and so
/// is a prompt or a signifier.
///
/// # Errors
/// None in practice: a framework can always be serialised to JSON.
pub fn changes(before: &Framework, after: &Framework) -> Result<Vec<Change>, serde_json::Error> {
    let common = after.languages.iter().filter(|language| before.languages.contains(language)).cloned().collect();
    let mut comparison = Comparison { common, found: Vec::new() };
    let (before, after) = (serde_json::to_value(before)?, serde_json::to_value(after)?);
    for field in fields(&before, &after) {
        if field != "slug" && field != "version" {
            comparison.compare(field, before.get(field), after.get(field));
        }
    }
    Ok(comparison.found)
}

struct Comparison {
    /// Languages of both versions. Texts in other languages were added or removed with their language.
    common: BTreeSet<Language>,
    found: Vec<Change>,
}

impl Comparison {
    fn compare(&mut self, path: &str, before: Option<&Value>, after: Option<&Value>) {
        if before == after {
            return;
        }
        match (before, after) {
            (Some(Value::Array(_)), _) | (_, Some(Value::Array(_))) => self.lists(path, items(before), items(after)),
            _ if [before, after].into_iter().flatten().all(is_text) => self.texts(path, before, after),
            (Some(old @ Value::Object(_)), Some(new @ Value::Object(_))) => {
                for field in fields(old, new) {
                    // A label has the path of the item that it labels.
                    let below = if field == "label" { path.to_owned() } else { format!("{path}/{field}") };
                    let [old, new] = [old.get(field), new.get(field)];
                    // A rule by audience has the form of a text.
                    if field == "ask" && old != new {
                        self.say(&below, None, old, new);
                    } else {
                        self.compare(&below, old, new);
                    }
                }
            }
            _ => self.say(path, None, before, after),
        }
    }

    fn texts(&mut self, path: &str, before: Option<&Value>, after: Option<&Value>) {
        for language in self.common.clone() {
            let [old, new] = [before, after].map(|text| text.and_then(|text| text.get(language.as_str())));
            if old != new {
                self.say(path, Some(language), old, new);
            }
        }
    }

    fn lists(&mut self, path: &str, before: &[Value], after: &[Value]) {
        let (of_before, of_after) = (by_id(before), by_id(after));
        for old in before {
            self.compare(&format!("{path}/{}", id(old)), Some(old), of_after.get(id(old)).copied());
        }
        for new in after.iter().filter(|new| !of_before.contains_key(id(new))) {
            self.say(&format!("{path}/{}", id(new)), None, None, Some(new));
        }
        let order = |these: &[Value], those: &HashMap<&str, &Value>| -> Vec<Value> {
            these.iter().map(id).filter(|own| those.contains_key(own)).map(Value::from).collect()
        };
        let (old, new) = (order(before, &of_after), order(after, &of_before));
        if old != new {
            self.say(&format!("{path}/order"), None, Some(&Value::Array(old)), Some(&Value::Array(new)));
        }
    }

    fn say(&mut self, path: &str, language: Option<Language>, before: Option<&Value>, after: Option<&Value>) {
        let kind = match (before, after) {
            (None, _) => ChangeKind::Added,
            (_, None) => ChangeKind::Removed,
            _ => ChangeKind::Changed,
        };
        self.found.push(Change { path: path.to_owned(), language, kind, before: before.cloned(), after: after.cloned() });
    }
}

fn items(list: Option<&Value>) -> &[Value] {
    list.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// The items of a list by what identifies them; of equal ones the first.
fn by_id(list: &[Value]) -> HashMap<&str, &Value> {
    list.iter().rev().map(|item| (id(item), item)).collect()
}

/// What identifies an item of a list: its id, or the item itself.
fn id(item: &Value) -> &str {
    item.as_str().or_else(|| item.get("id")?.as_str()).unwrap_or_default()
}

/// Whether a value is a text. Texts map languages to strings; every other object has an id or contains objects.
fn is_text(value: &Value) -> bool {
    value.as_object().is_some_and(|fields| !fields.contains_key("id") && fields.values().all(Value::is_string))
}

/// The fields of both versions: first those of the earlier one in its order, then those that only the later one has.
fn fields<'a>(before: &'a Value, after: &'a Value) -> Vec<&'a str> {
    let names = |value: &'a Value| value.as_object().into_iter().flat_map(Map::keys).map(String::as_str);
    let own: Vec<&str> = names(before).collect();
    let more = names(after).filter(|name| !own.contains(name)).collect::<Vec<_>>();
    own.into_iter().chain(more).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frameworks::{default_framework, translated_framework};
    use crate::model::{Shape, Signifier};
    use serde_json::json;

    fn told(before: &Framework, after: &Framework) -> Value {
        serde_json::to_value(changes(before, after).unwrap()).unwrap()
    }

    fn changed(how: impl FnOnce(&mut Framework)) -> Value {
        let before = default_framework().unwrap();
        let mut after = before.clone();
        how(&mut after);
        told(&before, &after)
    }

    fn signifier<'a>(framework: &'a mut Framework, id: &str) -> &'a mut Signifier {
        framework.signifiers.iter_mut().find(|signifier| signifier.id == id).unwrap()
    }

    #[test]
    fn a_version_does_not_differ_from_itself_under_another_number() {
        assert_eq!(changed(|framework| framework.version = 2), json!([]));
    }

    #[test]
    fn a_text_is_named_by_ids_and_language() {
        let said = changed(|framework| {
            let Shape::Triad { corners } = &mut signifier(framework, "difference").shape else { panic!() };
            corners[2].label.0.insert("en".parse().unwrap(), "How it was set up".to_owned());
        });
        assert_eq!(
            said,
            json!([{"path": "signifiers/difference/corners/organised", "language": "en", "kind": "changed",
                "before": "How things were organised", "after": "How it was set up"}])
        );
    }

    #[test]
    fn what_was_added_removed_and_moved_is_reported_whole() {
        let said = changed(|framework| {
            let gone = framework.signifiers.remove(1);
            framework.signifiers.swap(0, 1);
            framework.signifiers.push(Signifier { id: "new".to_owned(), ..gone });
            signifier(framework, "timing").not_applicable = false;
            signifier(framework, "timing").audiences.push("child".to_owned());
        });
        let short: Vec<(&str, &str)> = said
            .as_array()
            .unwrap()
            .iter()
            .map(|change| (change["path"].as_str().unwrap(), change["kind"].as_str().unwrap()))
            .collect();
        let expected = [
            ("signifiers/difference", "removed"),
            ("signifiers/timing/not_applicable", "changed"),
            ("signifiers/timing/audiences/child", "added"),
            ("signifiers/new", "added"),
            ("signifiers/order", "changed"),
        ];
        assert_eq!(short, expected);
        assert_eq!(said[0]["before"]["id"], "difference");
        assert_eq!(said[4]["after"][0], "needed");
    }

    #[test]
    fn when_a_signifier_is_asked_is_reported_whole() {
        let rule = json!({"family": "core", "child": "more"});
        let said = changed(|framework| signifier(framework, "timing").ask = serde_json::from_value(rule.clone()).unwrap());
        assert_eq!(said, json!([{"path": "signifiers/timing/ask", "kind": "added", "after": rule}]));
    }

    #[test]
    fn a_new_hint_is_reported_in_each_language() {
        let said = changed(|framework| {
            let words = signifier(framework, "timing").hint.clone();
            signifier(framework, "information").hint = words;
        });
        assert_eq!(said.as_array().unwrap().len(), 3);
        assert_eq!((&said[0]["path"], &said[0]["kind"]), (&json!("signifiers/information/hint"), &json!("added")));
    }

    #[test]
    fn a_language_added_with_all_its_texts_is_one_change() {
        let said = told(&default_framework().unwrap(), &translated_framework().unwrap());
        let paths: Vec<&str> = said.as_array().unwrap().iter().map(|change| change["path"].as_str().unwrap()).collect();
        assert_eq!(paths.len(), 12, "{paths:?}");
        assert!(paths.contains(&"languages/ur") && paths.contains(&"machine_drafts/ur"), "{paths:?}");
    }
}
