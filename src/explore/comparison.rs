//! Groups of a selection's stories, compared: what is asked, and what is answered. `comparing` does it.

use serde::{Deserialize, Serialize};

use super::grouping::GroupedBy;
use crate::model::Selection;
use crate::patterns::{CompareOptions, Difference, Measure, Ordered, TestName};

/// What is asked.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"selection": {"framework": "sheffield-send"}, "by": "audience", "signifiers": ["difference", "timing"], "permutations": 999, "seed": 1}))]
pub struct ComparisonAsked {
    /// Which stories.
    #[serde(default)]
    pub selection: Selection,
    /// Which groups of them.
    pub by: GroupedBy,
    /// On which signifiers; when missing on all but the one that makes the groups.
    #[serde(default)]
    pub signifiers: Option<Vec<String>>,
    /// How often labels are permuted, 99 to 9,999.
    #[serde(default = "usual_permutations")]
    #[schema(default = 999)]
    pub permutations: u32,
    /// The same seed gives the same answer.
    #[serde(default = "usual_seed")]
    #[schema(default = 1)]
    pub seed: u64,
    /// Which stories are not independent of each other, and are permuted and resampled together.
    #[serde(default)]
    pub keep_together: KeepTogether,
}

/// Which stories are not independent of each other. `auto`: those of one collection, and those of one storyteller where these
/// have no collection or one that is in several groups. Where collections make the groups, or so few can change places that a
/// difference could hardly show (a warning then says so), only those of one storyteller. `collection`: the same, but
/// collections are kept together even then. `storyteller`: those of one storyteller, as far as several are linked. `nothing`:
/// none, every story stands for itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum KeepTogether {
    /// Those of one collection; of those without a collection, and within a collection that is in several groups, those of
    /// one storyteller. Those of one storyteller only, where collections make the groups themselves or are too few to change
    /// places.
    #[default]
    Auto,
    /// As [`Self::Auto`], and collections are kept together even where they make the groups or are few.
    Collection,
    /// Those of one storyteller, as far as storytellers let several be linked.
    Storyteller,
    /// None: every story stands for itself.
    Nothing,
}

/// Groups, compared.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct ComparisonAnswer {
    /// The framework whose signifiers these are.
    #[schema(example = "sheffield-send")]
    pub framework: String,
    /// Stories in the selection, in a group or not.
    #[schema(example = 412)]
    pub matching: u64,
    /// The last change that the answer takes into account.
    pub change: u64,
    /// Whether no story holds the words of the selection's text as typed, and similar words were taken instead.
    pub fuzzy: bool,
    /// The groups.
    pub groups: Vec<ComparedGroup>,
    /// One finding for each signifier (for stones: each stone), the largest effect first.
    pub results: Vec<ComparisonResult>,
    /// Everything that was computed, by signifier.
    #[schema(value_type = std::collections::BTreeMap<String, Difference>)]
    pub details: Ordered<Difference>,
    /// How often labels were permuted.
    #[schema(example = 999)]
    pub permutations: u32,
    /// The seed of the permutations.
    #[schema(example = 1)]
    pub seed: u64,
    /// Whether stories of one storyteller or of one collection were permuted and resampled together.
    pub kept_together: bool,
    /// What a reader should know first.
    #[schema(example = json!(["Fewer than 30 stories in “child”: read what is said of this group with care."]))]
    pub warnings: Vec<String>,
}

/// A group.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"id": "family", "n": 212, "compared": true}))]
pub struct ComparedGroup {
    /// The option's id, the round, the join code or the selection's name.
    pub id: String,
    /// Stories in it.
    pub n: u64,
    /// Whether it was compared: a group of fewer than 10 stories is left out.
    pub compared: bool,
}

/// One signifier's finding.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"signifier": "timing", "test": "mann_whitney", "groups": ["family", "professional"], "statistic": 13022.5, "effect": 0.31,
    "measure": "cliffs_delta", "interval": [0.22, 0.39], "p": 0.0001, "q": 0.0004,
    "sentence": "On “timing” “family” and “professional” differ (adjusted p below 0.001), effect 0.31 (95 % interval 0.22 to 0.39) on a scale from 0, none, to 1; half of the answers lie left of 0.71 in “family” and of 0.48 in “professional”.", "warnings": []}))]
pub struct ComparisonResult {
    /// The signifier's id.
    pub signifier: String,
    /// The stone's id, when the signifier is stones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stone: Option<String>,
    /// The test that was chosen for this kind of signifier beforehand.
    pub test: TestName,
    /// The groups that the effect is between: the two that are furthest apart, or all of them.
    pub groups: Vec<String>,
    /// The test's statistic; missing when it cannot be carried out.
    pub statistic: Option<f64>,
    /// The size of the difference, 0 for none to 1; missing when a group is too small to tell.
    pub effect: Option<f64>,
    /// How it was measured.
    pub measure: Measure,
    /// The effect's interval, 95 %.
    #[schema(value_type = Option<Vec<f64>>)]
    pub interval: Option<[f64; 2]>,
    /// The p-value; missing when the test cannot be carried out.
    pub p: Option<f64>,
    /// The p-value adjusted over all results (Benjamini & Hochberg, 1995).
    pub q: Option<f64>,
    /// The finding in words.
    pub sentence: String,
    /// What a reader should know.
    pub warnings: Vec<String>,
}

fn usual_permutations() -> u32 {
    CompareOptions::default().permutations
}

fn usual_seed() -> u64 {
    CompareOptions::default().seed
}
