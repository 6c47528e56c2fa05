//! Which signifiers a storyteller is asked, and was.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::ask::Ask;
use super::fault::Fault;
use super::framework::{Framework, Shape, Signifier};

/// The signifier that asks who the storyteller is. It comes first, and its answer decides which others are asked.
pub const AUDIENCE: &str = "audience";

/// The ids of the signifiers that were shown to a storyteller, each once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(transparent)]
#[schema(example = json!(["audience", "difference", "timing"]))]
pub struct Asked(Vec<String>);

impl Asked {
    /// Takes ids in any order, and brings them into the order of the framework, so that the same ones are always written alike.
    ///
    /// # Errors
    /// A [`Fault`] for each id that the framework does not have and for each that is there twice.
    pub fn new(ids: &[String], framework: &Framework) -> Result<Self, Vec<Fault>> {
        let (mut faults, mut seen) = (Vec::new(), BTreeSet::new());
        for (place, id) in ids.iter().enumerate() {
            let field = format!("asked[{place}]");
            if framework.signifier(id).is_none() {
                let (slug, version) = (&framework.slug, framework.version);
                faults.push(Fault::new(field, format!("version {version} of “{slug}” has no signifier “{id}”")));
            } else if !seen.insert(id) {
                faults.push(Fault::new(field, format!("“{id}” is listed twice; list each signifier once")));
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let shown = framework.signifiers.iter().filter(|signifier| seen.contains(&signifier.id));
        Ok(Self(shown.map(|signifier| signifier.id.clone()).collect()))
    }

    /// Whether this signifier was shown.
    pub fn contains(&self, id: &str) -> bool {
        self.0.iter().any(|shown| shown == id)
    }

    /// The ids.
    pub fn ids(&self) -> &[String] {
        &self.0
    }

    /// The same with these ids as well.
    #[must_use]
    pub fn and<'a>(mut self, more: impl Iterator<Item = &'a String>) -> Self {
        for id in more {
            if !self.contains(id) {
                self.0.push(id.clone());
            }
        }
        self
    }
}

/// What is known of how a story was asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asking<'a> {
    /// The answer to `audience`, if there is one.
    pub audience: Option<&'a str>,
    /// The prompt's id.
    pub prompt: &'a str,
    /// The signifiers to which the story's collection is limited; all when empty.
    pub limited_to: &'a [String],
    /// What is stored as asked, if anything.
    pub asked: Option<&'a Asked>,
}

impl Asking<'_> {
    /// Whether the storyteller was asked this signifier, or answered it. Without a stored list, everything counts as asked that
    /// the version, the audience, the prompt and the collection show, both core and more.
    pub fn includes(&self, framework: &Framework, signifier: &Signifier, answered: bool) -> bool {
        answered || self.asked.map_or_else(|| self.when(framework, signifier).is_some(), |asked| asked.contains(&signifier.id))
    }

    /// When a form would ask this signifier, whatever was stored; `None` if it would not. `audience` is always asked.
    pub fn when(&self, framework: &Framework, signifier: &Signifier) -> Option<Ask> {
        if signifier.id == AUDIENCE {
            return Some(Ask::Core);
        }
        let in_collection = self.limited_to.is_empty() || self.limited_to.contains(&signifier.id);
        if in_collection { signifier.asked_of(self.audience, &framework.audiences, self.prompt) } else { None }
    }
}

impl Signifier {
    /// When it is asked about a story with this prompt, of a storyteller of this audience; `None` if it is not asked. `None` as
    /// the audience means that it is not known. `declared` are the framework's audiences.
    ///
    /// `audience`, which asks who the storyteller is, is an ordinary signifier here.
    pub fn asked_of(&self, audience: Option<&str>, declared: &[String], prompt: &str) -> Option<Ask> {
        let of_prompt = self.prompts.is_empty() || self.prompts.iter().any(|own| own == prompt);
        let offers = match &self.shape {
            Shape::Choice(choice) => choice.options.iter().any(|option| !option.retired && suits(&option.audiences, audience)),
            _ => true,
        };
        if of_prompt && offers && suits(&self.audiences, audience) { self.ask.of(audience, declared) } else { None }
    }
}

/// Whether something that is limited to these audiences is for this one. An audience that is not known is none of them.
fn suits(limits: &[String], audience: Option<&str>) -> bool {
    limits.is_empty() || audience.is_some_and(|audience| limits.iter().any(|own| own == audience))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn framework() -> Framework {
        let dyad = |id: &str, ask: Value| {
            json!({"id": id, "kind": "dyad", "question": {"en": id}, "ask": ask,
                "left": {"id": "l", "label": {"en": "l"}}, "right": {"id": "r", "label": {"en": "r"}}})
        };
        let who = |id: &str| json!({"id": id, "label": {"en": id}});
        let document = json!({"slug": "small", "version": 3, "title": {"en": "Small"}, "languages": ["en"],
            "audiences": ["child", "family"], "prompts": [{"id": "tell", "text": {"en": "Tell us."}}],
            "signifiers": [
                {"id": "audience", "kind": "choice", "question": {"en": "Who?"}, "options": [who("child"), who("family")]},
                dyad("timing", json!("core")), dyad("extra", json!("more")), dyad("theirs", json!({"family": "core"}))]});
        serde_json::from_value(document).unwrap()
    }

    fn ids(ids: &[&str]) -> Vec<String> {
        ids.iter().map(|id| (*id).to_owned()).collect()
    }

    fn included(asking: Asking<'_>) -> Vec<String> {
        let framework = framework();
        let asked = framework.signifiers.iter().filter(|signifier| asking.includes(&framework, signifier, false));
        asked.map(|signifier| signifier.id.clone()).collect()
    }

    #[test]
    fn asked_ids_come_in_the_order_of_the_framework() {
        let asked = Asked::new(&ids(&["extra", "audience"]), &framework()).unwrap();
        assert_eq!(asked.ids(), ids(&["audience", "extra"]));
    }

    #[test]
    fn unknown_ids_and_repeated_ones_are_named() {
        let faults = Asked::new(&ids(&["timing", "gone", "timing"]), &framework()).unwrap_err();
        let said: Vec<String> = faults.iter().map(Fault::to_string).collect();
        assert_eq!(
            said,
            [
                "asked[1]: version 3 of “small” has no signifier “gone”",
                "asked[2]: “timing” is listed twice; list each signifier once"
            ]
        );
    }

    #[test]
    fn without_a_list_everything_that_the_form_can_show_was_asked() {
        let of = |audience| included(Asking { audience, prompt: "tell", ..Asking::default() });
        assert_eq!(of(Some("child")), ids(&["audience", "timing", "extra"]));
        assert_eq!(of(Some("family")), ids(&["audience", "timing", "extra", "theirs"]));
        assert_eq!(of(None), ids(&["audience", "timing", "extra", "theirs"]));
    }

    #[test]
    fn a_collection_limits_what_was_asked() {
        let limited = ids(&["theirs", "extra"]);
        let asking = Asking { audience: Some("child"), prompt: "tell", limited_to: &limited, asked: None };
        assert_eq!(included(asking), ids(&["audience", "extra"]));
    }

    #[test]
    fn a_list_decides_and_an_answer_is_always_asked() {
        let asked = Asked::new(&ids(&["audience", "timing"]), &framework()).unwrap();
        let asking = Asking { audience: Some("child"), prompt: "tell", limited_to: &[], asked: Some(&asked) };
        assert_eq!(included(asking), ids(&["audience", "timing"]));
        let framework = framework();
        assert!(asking.includes(&framework, framework.signifier("theirs").unwrap(), true));
    }

    #[test]
    fn answers_can_be_added_to_a_list_without_repeating_one() {
        let asked = Asked::new(&ids(&["timing"]), &framework()).unwrap().and(ids(&["extra", "timing"]).iter());
        assert_eq!(asked.ids(), ids(&["timing", "extra"]));
    }

    const DECLARED: [&str; 3] = ["child", "family", "professional"];

    fn signifier(parts: Value) -> Signifier {
        let mut document = json!({"id": "voice", "kind": "dyad", "question": {"en": "How much say?"},
            "left": {"id": "none", "label": {"en": "none"}}, "right": {"id": "all", "label": {"en": "all"}}});
        document.as_object_mut().unwrap().extend(parts.as_object().unwrap().clone());
        serde_json::from_value(document).unwrap()
    }

    fn asked(parts: Value, audience: Option<&str>) -> Option<Ask> {
        signifier(parts).asked_of(audience, &DECLARED.map(str::to_owned), "moment")
    }

    #[test]
    fn a_signifier_that_says_nothing_is_core_for_everyone() {
        for audience in [Some("child"), Some("someone_else"), None] {
            assert_eq!(asked(json!({}), audience), Some(Ask::Core));
            assert_eq!(asked(json!({"ask": "more"}), audience), Some(Ask::More));
        }
        assert!(!serde_json::to_string(&signifier(json!({"ask": "core"}))).unwrap().contains("ask"));
    }

    #[test]
    fn an_audience_that_a_map_leaves_out_is_not_asked() {
        let map = || json!({"ask": {"child": "core", "family": "more"}});
        let by_audience = DECLARED.map(|audience| asked(map(), Some(audience)));
        assert_eq!(by_audience, [Some(Ask::Core), Some(Ask::More), None]);
    }

    #[test]
    fn an_unknown_audience_is_asked_as_core_only_what_is_core_for_all() {
        let of_unknown = |map: Value| asked(json!({"ask": map}), None);
        assert_eq!(of_unknown(json!({"child": "core", "family": "core", "professional": "core"})), Some(Ask::Core));
        assert_eq!(of_unknown(json!({"child": "core", "family": "core", "professional": "more"})), Some(Ask::More));
        assert_eq!(of_unknown(json!({"child": "core", "family": "core"})), Some(Ask::More));
        assert_eq!(of_unknown(json!({})), None);
        assert_eq!(asked(json!({"audiences": ["child"]}), None), None);
    }

    #[test]
    fn limits_to_audiences_and_prompts_and_options_that_nobody_is_offered_count_as_before() {
        assert_eq!(asked(json!({"audiences": ["child"], "ask": "more"}), Some("child")), Some(Ask::More));
        assert_eq!(asked(json!({"audiences": ["child"]}), Some("family")), None);
        assert_eq!(asked(json!({"prompts": ["moment"]}), Some("family")), Some(Ask::Core));
        assert_eq!(asked(json!({"prompts": ["another"]}), Some("family")), None);
        let choice = |option: Value| {
            let document = json!({"id": "who", "kind": "choice", "question": {"en": "Who?"}, "options": [option]});
            let choice: Signifier = serde_json::from_value(document).unwrap();
            choice.asked_of(Some("family"), &[], "moment")
        };
        assert_eq!(choice(json!({"id": "a", "label": {"en": "a"}, "retired": true})), None);
        assert_eq!(choice(json!({"id": "a", "label": {"en": "a"}, "audiences": ["child"]})), None);
        assert_eq!(choice(json!({"id": "a", "label": {"en": "a"}, "audiences": ["family"]})), Some(Ask::Core));
    }
}
