//! A selection: any combination of framework, choice answers, time, collection, regions and full text.
//!
//! One selection feeds every view. A story must match every part, and any one of the values within a part. Any part can be
//! negated.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Which stories are selected. Every part is optional; the empty selection means all.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({
    "framework": "sheffield-send", "text": "waiting list", "answers": {"audience": ["family", "child"]},
    "triads": [{"signifier": "difference", "zones": ["person"]}], "dyads": [{"signifier": "timing", "from": 0.6, "to": 1.0}],
    "received": {"from": "2026-01-01", "to": "2026-04-01"}, "not": {"answers": {"locality": ["A"]}}
}))]
pub struct Selection {
    /// The framework's slug. Required for patterns when there are stories of several frameworks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub framework: Option<String>,
    /// A full-text query: words, "phrases", prefix*, -without, and `AND`, `OR`, `NOT` in capitals with brackets. Plain words also
    /// find those that mean the same; the answer's `read_as` says so, and how operators were read. Stories whose text may not be
    /// read are left out; `undecided` counts them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Option ids by choice signifier: any of the options of each.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<String, Vec<String>>,
    /// Regions of triads; a story must lie in each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub triads: Vec<TriadRegion>,
    /// Ranges of dyads; a story must lie in each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dyads: Vec<DyadRange>,
    /// Regions of stones; a story must lie in each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stones: Vec<StoneRegion>,
    /// When the story was received.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received: Option<DateRange>,
    /// Join codes of collections: any of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub collections: Vec<String>,
    /// Rounds such as `baseline`: any of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rounds: Vec<String>,
    /// Ids of prompts: any of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub prompts: Vec<String>,
    /// What a story must not match: each part in here is negated by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not: Option<NotSelected>,
}

impl Selection {
    /// The signifiers that it names, also those of its negated parts.
    pub fn signifiers(&self) -> BTreeSet<&str> {
        let not = || self.not.iter();
        let answers = self.answers.keys().chain(not().flat_map(|not| not.answers.keys())).map(String::as_str);
        let triads = self.triads.iter().chain(not().flat_map(|not| &not.triads)).map(|region| &*region.signifier);
        let dyads = self.dyads.iter().chain(not().flat_map(|not| &not.dyads)).map(|range| &*range.signifier);
        let stones = self.stones.iter().chain(not().flat_map(|not| &not.stones)).map(|region| &*region.signifier);
        answers.chain(triads).chain(dyads).chain(stones).collect()
    }

    /// Whether it names prompts, also negated.
    pub fn names_prompts(&self) -> bool {
        !self.prompts.is_empty() || self.not.as_ref().is_some_and(|not| !not.prompts.is_empty())
    }

    /// Whether it names days, collections or rounds, also negated.
    pub fn names_places(&self) -> bool {
        let of = |received: Option<DateRange>, collections: &[String], rounds: &[String]| {
            received.is_some() || !collections.is_empty() || !rounds.is_empty()
        };
        of(self.received, &self.collections, &self.rounds)
            || self.not.as_ref().is_some_and(|not| of(not.received, &not.collections, &not.rounds))
    }
}

/// The negated parts of a selection; a story that matches any of them is excluded. Stories without an answer where a region is
/// excluded, and stories whose text may not be read where a text is excluded, are left out too; `undecided` counts them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({"answers": {"locality": ["A"]}}))]
pub struct NotSelected {
    /// A full-text query. Stories whose text may not be read are left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Option ids by choice signifier: stories that chose none of them are kept, also those that skipped the question or whose
    /// tellers were not asked.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<String, Vec<String>>,
    /// Regions of triads: stories with a point elsewhere are kept.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub triads: Vec<TriadRegion>,
    /// Ranges of dyads: stories with a position elsewhere are kept.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dyads: Vec<DyadRange>,
    /// Regions of stones: stories in which the stone lies elsewhere are kept.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stones: Vec<StoneRegion>,
    /// When the story was received.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received: Option<DateRange>,
    /// Join codes of collections.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub collections: Vec<String>,
    /// Rounds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rounds: Vec<String>,
    /// Ids of prompts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub prompts: Vec<String>,
}

/// A region of a triad: zones by name, a polygon, or both (then a story must lie in one of them).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"signifier": "difference", "zones": ["person", "person+together"]}))]
pub struct TriadRegion {
    /// The triad's id.
    pub signifier: String,
    /// Zones by corner ids: `person`, `person+together`, `centre`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub zones: Vec<String>,
    /// A polygon of three or more points, each three weights that sum to 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub polygon: Vec<[f64; 3]>,
}

/// A range of a dyad: from `from` to `to`, both included.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"signifier": "timing", "from": 0.6, "to": 1.0}))]
pub struct DyadRange {
    /// The dyad's id.
    pub signifier: String,
    /// The lower bound; 0 is the left end.
    #[serde(default)]
    pub from: f64,
    /// The upper bound; 1 is the right end.
    #[serde(default = "one")]
    pub to: f64,
}

/// A rectangle in which a stone lies, including its borders.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"signifier": "around_the_child", "stone": "school", "x": [0.5, 1.0], "y": [0.0, 0.5]}))]
pub struct StoneRegion {
    /// The stones' signifier id.
    pub signifier: String,
    /// The stone's id.
    pub stone: String,
    /// The range from left to right.
    #[serde(default = "whole")]
    pub x: [f64; 2],
    /// The range from bottom to top.
    #[serde(default = "whole")]
    pub y: [f64; 2],
}

/// Days from `from` (included) to `to` (not included). Either may be missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"from": "2026-01-01", "to": "2026-04-01"}))]
pub struct DateRange {
    /// The first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// The day after the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
}

fn one() -> f64 {
    1.0
}

fn whole() -> [f64; 2] {
    [0.0, 1.0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selection_with_an_unknown_part_is_rejected() {
        assert!(serde_json::from_str::<Selection>(r#"{"wher": 1}"#).is_err());
        assert!(serde_json::from_str::<Selection>(r#"{"not": {"not": {}}}"#).is_err());
    }

    #[test]
    fn the_empty_selection_means_all() {
        assert_eq!(serde_json::from_str::<Selection>("{}").unwrap(), Selection::default());
        assert_eq!(serde_json::to_string(&Selection::default()).unwrap(), "{}");
    }
}
