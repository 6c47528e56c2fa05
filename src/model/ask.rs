//! Who is asked a signifier, and when: among the core questions, or among those that are offered after them.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Error, MapAccess, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Deserializer, Serialize};

use super::framework::{Shape, Signifier};

/// When a signifier is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// Before the storyteller can send the story.
    #[default]
    Core,
    /// Only when the storyteller wants to answer a few more questions.
    More,
}

/// When a signifier is asked: `core` or `more` for everyone, or one of them for each audience. An audience that is left out is
/// not asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(untagged)]
#[schema(example = json!({"family": "core", "professional": "more"}))]
pub enum AskRule {
    /// The same for everyone.
    Everyone(Ask),
    /// By audience.
    ByAudience(BTreeMap<String, Ask>),
}

impl Default for AskRule {
    fn default() -> Self {
        Self::Everyone(Ask::Core)
    }
}

impl AskRule {
    /// Whether it is the one that a document need not name: core for everyone.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// When this audience is asked. An audience that is not known is asked a core question only if it is core for each declared
    /// audience; other questions that any audience is asked are `more`.
    fn of(&self, audience: Option<&str>, declared: &[String]) -> Option<Ask> {
        match (self, audience) {
            (Self::Everyone(ask), _) => Some(*ask),
            (Self::ByAudience(asks), Some(audience)) => asks.get(audience).copied(),
            (Self::ByAudience(asks), None) => {
                let core_for_all = !declared.is_empty() && declared.iter().all(|each| asks.get(each) == Some(&Ask::Core));
                if core_for_all { Some(Ask::Core) } else { asks.values().next().map(|_| Ask::More) }
            }
        }
    }
}

impl<'de> Deserialize<'de> for AskRule {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Rule;
        impl<'de> Visitor<'de> for Rule {
            type Value = AskRule;

            fn expecting(&self, form: &mut fmt::Formatter<'_>) -> fmt::Result {
                form.write_str("“core”, “more”, or one of them for each audience")
            }

            fn visit_str<E: Error>(self, word: &str) -> Result<AskRule, E> {
                match word {
                    "core" => Ok(AskRule::Everyone(Ask::Core)),
                    "more" => Ok(AskRule::Everyone(Ask::More)),
                    _ => Err(E::invalid_value(serde::de::Unexpected::Str(word), &self)),
                }
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<AskRule, A::Error> {
                BTreeMap::deserialize(MapAccessDeserializer::new(map)).map(AskRule::ByAudience)
            }
        }
        from.deserialize_any(Rule)
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

    #[test]
    fn a_rule_is_read_as_it_was_written_and_others_are_refused_in_words() {
        for rule in [json!("more"), json!({"child": "core", "family": "more"})] {
            let read: AskRule = serde_json::from_value(rule.clone()).unwrap();
            assert_eq!(serde_json::to_value(read).unwrap(), rule);
        }
        for wrong in [json!("never"), json!(1), json!(null), json!(["core"])] {
            let said = serde_json::from_value::<AskRule>(wrong).unwrap_err().to_string();
            assert!(said.contains("expected “core”, “more”, or one of them for each audience"), "{said}");
        }
        assert!(serde_json::from_value::<AskRule>(json!({"child": "never"})).is_err());
    }
}
