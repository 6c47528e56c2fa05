//! The request and the result of a comparison. `run` computes it.

use serde::{Deserialize, Serialize};

use crate::analysis::compare::grouped_by::GroupedBy;
use crate::analysis::selection::Undecided;
use crate::disclosure::Matching;
use crate::model::{Language, Selection};
use crate::patterns::{CompareOptions, Difference, Measure, Ordered, TestName};

/// The request.
#[derive(Clone, Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"selection": {"framework": "sheffield-send"}, "by": "audience", "signifiers": ["difference", "timing"], "permutations": 999, "seed": 1}))]
pub struct ComparisonRequest {
    /// The stories.
    #[serde(default)]
    pub selection: Selection,
    /// The groups to compare.
    pub by: GroupedBy,
    /// The signifiers to compare; when missing all except the one that makes the groups.
    #[serde(default)]
    pub signifiers: Option<Vec<String>>,
    /// The number of permutations, 99 to 9,999.
    #[serde(default = "usual_permutations")]
    #[schema(default = 999)]
    pub permutations: u32,
    /// Equal seeds give equal answers.
    #[serde(default = "usual_seed")]
    #[schema(default = 1)]
    pub seed: u64,
    /// Which stories are not independent, and are permuted and resampled together.
    #[serde(default)]
    pub keep_together: KeepTogether,
    /// The language in which sentences and warnings name questions, options and groups; the framework's first when missing.
    #[serde(default)]
    pub language: Option<Language>,
}

/// Which stories are not independent. `auto`: those of one collection, and those of one storyteller where they have no
/// collection or one that is in several groups. Where collections make the groups, or so few can be exchanged that a difference
/// could hardly be significant (with a warning), only those of one storyteller. `collection`: the same, but collections are
/// kept together even then. `storyteller`: those of one storyteller, if several are linked. `nothing`: none; every story counts
/// by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum KeepTogether {
    /// Those of one collection; without a collection, or within one that is in several groups, those of one storyteller. Only
    /// those of one storyteller where collections make the groups themselves or are too few to be exchanged.
    #[default]
    Auto,
    /// As [`Self::Auto`], and collections are kept together even where they make the groups or are few.
    Collection,
    /// Those of one storyteller, where the storyteller lets several be linked.
    Storyteller,
    /// None; every story counts by itself.
    Nothing,
}

/// The result of a comparison.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct ComparisonBody {
    /// The framework whose signifiers these are.
    #[schema(example = "sheffield-send")]
    pub framework: String,
    /// How many stories are in the selection, in a group or not.
    #[serde(flatten)]
    pub matching: Matching,
    /// The last change that the answer takes into account.
    pub change: u64,
    /// Whether no story contains the words of the selection's text as typed, so that similar words were used.
    pub fuzzy: bool,
    /// Whether no story has all of the words, so that stories with those that say most of it were taken.
    pub partial: bool,
    /// How the selection's text was read, when it has operators or brackets, or related words were searched for, too.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "(waiting OR list) AND help")]
    pub read_as: Option<String>,
    /// Stories that are left out because it cannot be said whether they match.
    pub undecided: Undecided,
    /// The groups.
    pub groups: Vec<ComparedGroup>,
    /// One result for each signifier (for stones, each stone): those of one measure together, the largest effect first; at the end
    /// those without an effect. Effects of different measures cannot be ranked together.
    pub results: Vec<ComparisonResult>,
    /// All figures, by signifier.
    #[schema(value_type = std::collections::BTreeMap<String, Difference>)]
    pub details: Ordered<Difference>,
    /// The number of permutations.
    #[schema(example = 999)]
    pub permutations: u32,
    /// The seed of the permutations.
    #[schema(example = 1)]
    pub seed: u64,
    /// Whether stories of one storyteller or one collection were permuted and resampled together.
    pub kept_together: bool,
    /// Warnings to read first.
    #[schema(example = json!(["Fewer than 30 stories in “child”: read what is said of this group with care."]))]
    pub warnings: Vec<String>,
}

/// A group.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"id": "family", "label": "A parent or carer", "n": 212, "compared": true}))]
pub struct ComparedGroup {
    /// The option's id, the round, the join code or the selection's name.
    pub id: String,
    /// What sentences and warnings call it.
    pub label: String,
    /// Stories in it; null for 1 to 9.
    pub n: Option<u64>,
    /// Whether it was compared; groups of fewer than 10 stories are left out.
    pub compared: bool,
}

/// The result for one signifier.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"signifier": "timing", "test": "mann_whitney", "groups": ["family", "professional"], "statistic": 13022.5, "effect": 0.31,
    "measure": "cliffs_delta", "interval": [0.22, 0.39], "p": 0.0001, "q": 0.0004,
    "sentence": "On “The help came…” “A parent or carer” and “A professional” differ (adjusted p below 0.001); answers of “A parent or carer” lie nearer to “too late”: their median is 71 % of the way from “too early” to “too late”, that of “A professional” 48 %. Size of the difference: Cliff's δ 0.31 (95 % interval 0.22 to 0.39) on a scale from −1 to 1, where 0 is none.", "warnings": []}))]
pub struct ComparisonResult {
    /// The signifier's id.
    pub signifier: String,
    /// The stone's id, when the signifier is stones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stone: Option<String>,
    /// The test for this kind of signifier, which was chosen in advance.
    pub test: TestName,
    /// The groups of the effect: the two that are furthest apart, or all.
    pub groups: Vec<String>,
    /// The test's statistic; missing when the test cannot be computed.
    pub statistic: Option<f64>,
    /// The size of the difference, from 0 (none) to 1; missing when a group is too small. Cliff's δ is from −1 to 1: above 0 when
    /// answers of the first of `groups` are further right, as in the details.
    pub effect: Option<f64>,
    /// The measure of the effect.
    pub measure: Measure,
    /// The 95 % interval of the effect.
    #[schema(value_type = Option<Vec<f64>>)]
    pub interval: Option<[f64; 2]>,
    /// The p-value; missing when the test cannot be computed.
    pub p: Option<f64>,
    /// The p-value adjusted over all results (Benjamini & Hochberg, 1995); the details have the same for this test.
    pub q: Option<f64>,
    /// Groups in which 1 to 9 stories have an answer. They are left out of this result, and the details do not say how they replied.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false, example = json!(["child"]))]
    pub too_few: Vec<String>,
    /// The result in words.
    pub sentence: String,
    /// Warnings.
    pub warnings: Vec<String>,
}

fn usual_permutations() -> u32 {
    CompareOptions::default().permutations
}

fn usual_seed() -> u64 {
    CompareOptions::default().seed
}
