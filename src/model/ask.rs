//! Who is asked a signifier, and when: among the core questions, or among those that are offered after them.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Error, MapAccess, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Deserializer, Serialize};

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
    pub(super) fn of(&self, audience: Option<&str>, declared: &[String]) -> Option<Ask> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

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
