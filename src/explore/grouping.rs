//! Which groups of stories are compared: by what was chosen, by round, by collection, or by selections.

use serde::de::{Error, MapAccess, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Deserializer, Serialize};

use super::resolve::View;
use super::{Explore, ExploreError};
use crate::model::{Fault, Selection};
use crate::patterns::NamedRows;

/// Names of selections that were given none.
const LETTERS: [&str; 8] = ["A", "B", "C", "D", "E", "F", "G", "H"];

/// The group of the stories that are in no other.
const REST: &str = "rest";

/// How to group stories: a choice signifier's id, `rounds`, `collections`, or an object that says more.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[serde(untagged)]
#[schema(example = json!("audience"))]
pub enum GroupedBy {
    /// A choice signifier's id: a group for each option. Or `rounds`, or `collections`.
    Name(String),
    /// What cannot be said in a word.
    Groups(GroupsAsked),
}

/// Groups in detail: exactly one of `signifier`, `rounds`, `collections` and `selections`.
#[derive(Clone, Debug, Default, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({"selections": [{"dyads": [{"signifier": "timing", "from": 0.6}]}, {"dyads": [{"signifier": "timing", "to": 0.4}]}], "names": ["late", "early"]}))]
pub struct GroupsAsked {
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
                GroupsAsked::deserialize(MapAccessDeserializer::new(map)).map(GroupedBy::Groups)
            }
        }
        deserializer.deserialize_any(Either)
    }
}

/// Groups that were found.
pub(super) struct Grouped {
    pub groups: Vec<NamedRows>,
    /// The choice that makes them, which is therefore not compared on.
    pub signifier: Option<String>,
    /// Whether they are collections.
    pub are_collections: bool,
    /// Where a group stands in the request.
    pub field: &'static str,
}

impl Grouped {
    fn new(groups: Vec<NamedRows>, field: &'static str) -> Self {
        Self { groups, signifier: None, are_collections: false, field }
    }
}

impl Explore {
    /// The groups of a view.
    pub(super) fn grouped(&self, view: &View, by: &GroupedBy) -> Result<Grouped, ExploreError> {
        match by {
            GroupedBy::Name(name) => by_name(view, name),
            GroupedBy::Groups(asked) => self.by_request(view, asked),
        }
    }

    fn by_request(&self, view: &View, asked: &GroupsAsked) -> Result<Grouped, ExploreError> {
        let named =
            [asked.signifier.is_some(), asked.rounds.is_some(), asked.collections.is_some(), asked.selections.is_some()];
        if named.into_iter().filter(|named| *named).count() != 1 {
            return Err(fault("by", "name one of signifier, rounds, collections and selections"));
        }
        if let Some(signifier) = &asked.signifier {
            let mut grouped = by_choice(view, signifier, "by.signifier")?;
            if !asked.options.is_empty() {
                grouped.groups = pick(grouped.groups, &asked.options, "by.options", "option")?;
            }
            return Ok(grouped);
        }
        let (columns, rows) = (&view.columns, &view.rows);
        if let Some(rounds) = &asked.rounds {
            let groups = pick(columns.by_round(rows), rounds, "by.rounds", "round")?;
            return Ok(Grouped::new(groups, "by.rounds"));
        }
        if let Some(collections) = &asked.collections {
            let groups = pick(columns.by_collection(rows), collections, "by.collections", "collection")?;
            return Ok(Grouped { are_collections: true, ..Grouped::new(groups, "by.collections") });
        }
        let selections = asked.selections.as_deref().unwrap_or_default();
        self.by_selections(view, selections, &asked.names)
    }

    fn by_selections(&self, view: &View, selections: &[Selection], names: &[String]) -> Result<Grouped, ExploreError> {
        if !(1..=LETTERS.len()).contains(&selections.len()) {
            return Err(fault("by.selections", "name two to eight selections, or one to compare it with the rest"));
        }
        if !names.is_empty() && names.len() != selections.len() {
            return Err(fault("by.names", "give each selection a name, or none of them"));
        }
        let mut groups = Vec::with_capacity(selections.len().max(2));
        for (at, selection) in selections.iter().enumerate() {
            let rows = self.also(view, selection, &format!("by.selections[{at}]"))?;
            let name = names.get(at).map_or(LETTERS[at], String::as_str);
            groups.push((name.to_owned(), rows.and(&view.rows)));
        }
        if let [(_, only)] = &groups[..] {
            let rest = view.rows.without(only);
            groups.push((REST.to_owned(), rest));
        }
        Ok(Grouped::new(groups, "by.selections"))
    }
}

fn by_name(view: &View, name: &str) -> Result<Grouped, ExploreError> {
    let is_signifier = view.columns.signifiers().any(|id| id == name);
    match name {
        "rounds" if !is_signifier => Ok(Grouped::new(view.columns.by_round(&view.rows), "by")),
        "collections" if !is_signifier => {
            Ok(Grouped { are_collections: true, ..Grouped::new(view.columns.by_collection(&view.rows), "by") })
        }
        _ => by_choice(view, name, "by"),
    }
}

fn by_choice(view: &View, signifier: &str, field: &str) -> Result<Grouped, ExploreError> {
    let groups = view.columns.by_choice(&view.rows, signifier, field)?;
    Ok(Grouped { signifier: Some(signifier.to_owned()), ..Grouped::new(groups, "by") })
}

/// The groups of these names, in this order.
fn pick(mut groups: Vec<NamedRows>, names: &[String], field: &str, what: &str) -> Result<Vec<NamedRows>, ExploreError> {
    let mut picked = Vec::with_capacity(names.len());
    for (at, name) in names.iter().enumerate() {
        let Some(place) = groups.iter().position(|(own, _)| own == name) else {
            let known: Vec<&str> = groups.iter().map(|(own, _)| own.as_str()).collect();
            let message = match names[..at].contains(name) {
                true => format!("“{name}” is named twice"),
                false => format!("no story is of the {what} “{name}”; there are: {}", known.join(", ")),
            };
            return Err(fault(&format!("{field}[{at}]"), message));
        };
        picked.push(groups.remove(place));
    }
    Ok(picked)
}

fn fault(field: &str, message: impl std::fmt::Display) -> ExploreError {
    ExploreError::Faulty(Fault::new(field, message))
}
