//! How a request says which groups are compared.

use serde::de::{Error, MapAccess, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Deserializer, Serialize};

use crate::model::Selection;

/// How to group stories: a choice signifier's id, `rounds`, `collections`, or an object that says more.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[serde(untagged)]
#[schema(example = json!("audience"))]
pub enum GroupedBy {
    /// A choice signifier's id: a group for each option. Or `rounds`, or `collections`.
    Name(String),
    /// What cannot be said in a word.
    Groups(GroupsRequest),
}

/// Groups in detail: exactly one of `signifier`, `rounds`, `collections` and `selections`.
#[derive(Clone, Debug, Default, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({"selections": [{"dyads": [{"signifier": "timing", "from": 0.6}]}, {"dyads": [{"signifier": "timing", "to": 0.4}]}], "names": ["late", "early"]}))]
pub struct GroupsRequest {
    /// A choice signifier's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signifier: Option<String>,
    /// Those of its options that are compared; all when empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<String>,
    /// Rounds such as `baseline`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rounds: Option<Vec<String>>,
    /// Join codes of collections.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collections: Option<Vec<String>>,
    /// One to eight selections without a story in common, each within the request's own `selection`. One alone is compared
    /// with the rest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selections: Option<Vec<Selection>>,
    /// What to call the selections; A, B, C and so on when empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
}

impl GroupedBy {
    /// The selections that make groups, if they do.
    pub(in crate::analysis) fn selections(&self) -> &[Selection] {
        match self {
            Self::Name(_) => &[],
            Self::Groups(asked) => asked.selections.as_deref().unwrap_or_default(),
        }
    }

    /// Whether the groups may be collections.
    pub(in crate::analysis) fn may_be_collections(&self) -> bool {
        match self {
            Self::Name(name) => name == "collections",
            Self::Groups(asked) => asked.collections.is_some(),
        }
    }
}

impl<'de> Deserialize<'de> for GroupedBy {
    /// By hand, so that a fault within the object is named by its field.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = GroupedBy;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a choice signifier's id, “rounds”, “collections”, or an object with groups")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<GroupedBy, E> {
                Ok(GroupedBy::Name(name.to_owned()))
            }

            fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<GroupedBy, M::Error> {
                GroupsRequest::deserialize(MapAccessDeserializer::new(map)).map(GroupedBy::Groups)
            }
        }
        deserializer.deserialize_any(Either)
    }
}
