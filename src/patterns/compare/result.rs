//! The options and the result of a comparison.

use serde::{Deserialize, Serialize};

use crate::patterns::describe::Labels;
use crate::patterns::ordered::Ordered;

use super::difference::Difference;
use super::evidence::{Effect, TestName};

/// The options of a comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({"signifiers": ["difference", "timing"], "permutations": 999, "seed": 1}))]
pub struct CompareOptions {
    /// The signifiers to compare; all when missing.
    pub signifiers: Option<Vec<String>>,
    /// The number of permutations, 99 to 9,999. No p-value by permutation is below 1/(1 + permutations), and adjusting over
    /// many signifiers multiplies it: use at least 40 for each signifier and stone.
    pub permutations: u32,
    /// Equal seeds give equal results.
    pub seed: u64,
    /// The fewest answers of a group to a signifier that are compared; fewer are left out.
    #[serde(skip)]
    #[schema(ignore)]
    pub fewest: u64,
    /// The words by which sentences and warnings name signifiers, their parts and the groups.
    #[serde(skip)]
    #[schema(ignore)]
    pub labels: Labels,
}

impl Default for CompareOptions {
    fn default() -> Self {
        Self { signifiers: None, permutations: 999, seed: 1, fewest: 1, labels: Labels::default() }
    }
}

/// The result of a comparison.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Comparison {
    /// The groups and their stories.
    pub groups: Vec<GroupSize>,
    /// The number of permutations.
    pub permutations: u32,
    /// The seed of the permutations.
    pub seed: u64,
    /// Whether stories of one storyteller or collection were permuted together.
    pub by_block: bool,
    /// One finding for each signifier (for stones, each stone): those of one measure together, the largest effect first, and at
    /// the end those without an effect. Effects of different measures cannot be ranked together. The adjusted p-values form one
    /// family: on stories without any difference, at least one of them is 0.05 or less in 5 % of cases.
    pub findings: Vec<Finding>,
    /// All figures, by signifier.
    #[schema(value_type = std::collections::HashMap<String, Difference>)]
    pub signifiers: Ordered<Difference>,
    /// Warnings about the groups.
    pub warnings: Vec<String>,
}

/// A group's name and number of stories.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"name": "family", "stories": 412}))]
pub struct GroupSize {
    /// Its name.
    pub name: String,
    /// Stories.
    pub stories: u64,
}

/// The main result for one signifier.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Finding {
    /// The signifier's id.
    pub signifier: String,
    /// The stone's id, when the signifier is stones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stone: Option<String>,
    /// The size of the difference.
    pub effect: Effect,
    /// The test for this kind of signifier, which was chosen in advance.
    pub test: TestName,
    /// Its p-value; missing when the test cannot be computed.
    pub p: Option<f64>,
    /// The p-value adjusted over all findings (Benjamini & Hochberg, 1995).
    pub p_adjusted: Option<f64>,
    /// Groups that have answers, but so few that they are left out here.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub too_few: Vec<String>,
    /// The finding in words.
    pub sentence: String,
    /// Warnings.
    pub warnings: Vec<String>,
}
