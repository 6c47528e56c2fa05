//! What a comparison answers.

use serde::{Deserialize, Serialize};

use crate::patterns::share::Ordered;

/// How to compare.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({"signifiers": ["difference", "timing"], "permutations": 999, "seed": 1}))]
pub struct CompareOptions {
    /// The signifiers to compare on; all when left out.
    pub signifiers: Option<Vec<String>>,
    /// How often labels are permuted, 99 to 9,999. No p-value by permutation is below 1/(1 + permutations), and adjusting over
    /// many signifiers multiplies it: take at least 40 for each signifier and stone.
    pub permutations: u32,
    /// The same seed gives the same answer.
    pub seed: u64,
}

impl Default for CompareOptions {
    fn default() -> Self {
        Self { signifiers: None, permutations: 999, seed: 1 }
    }
}

/// Groups of stories, compared.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Comparison {
    /// The groups and their stories.
    pub groups: Vec<GroupSize>,
    /// How often labels were permuted.
    pub permutations: u32,
    /// The seed of the permutations.
    pub seed: u64,
    /// Whether stories of one storyteller or collection were kept together.
    pub by_block: bool,
    /// One finding for each signifier (for stones: each stone), the largest effect first. Their adjusted p-values are of one
    /// family: on stories without any difference, five times in a hundred one of them or more is 0.05 or less.
    pub findings: Vec<Finding>,
    /// Everything that was computed, by signifier.
    #[schema(value_type = std::collections::HashMap<String, Difference>)]
    pub signifiers: Ordered<Difference>,
    /// What a reader should know of the groups.
    pub warnings: Vec<String>,
}

/// A group's name and how many stories it has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"name": "family", "stories": 412}))]
pub struct GroupSize {
    /// The name that was given.
    pub name: String,
    /// Stories.
    pub stories: u64,
}

/// What is to be read first about one signifier.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Finding {
    /// The signifier's id.
    pub signifier: String,
    /// The stone's id, when the signifier is stones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stone: Option<String>,
    /// How far the groups are apart.
    pub effect: Effect,
    /// The test that was chosen for this kind of signifier beforehand.
    pub test: TestName,
    /// Its p-value; missing when it cannot be carried out.
    pub p: Option<f64>,
    /// Adjusted over all findings (Benjamini & Hochberg, 1995).
    pub p_adjusted: Option<f64>,
    /// The finding in words.
    pub sentence: String,
    /// What a reader should know.
    pub warnings: Vec<String>,
}

/// The size of a difference, from 0 for none to 1.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"measure": "cliffs_delta", "size": 0.31, "interval": [0.22, 0.39], "between": ["family", "professional"]}))]
pub struct Effect {
    /// What was measured.
    pub measure: Measure,
    /// Its size; missing when a group is too small to tell.
    pub size: Option<f64>,
    /// Its interval, 95 %. For Cliff's δ it may reach below 0: the difference may be the other way round.
    #[schema(value_type = Option<Vec<f64>>)]
    pub interval: Option<[f64; 2]>,
    /// The two groups that it is between, the furthest apart of all; missing when it is over all groups.
    #[schema(value_type = Option<Vec<String>>)]
    pub between: Option<[String; 2]>,
}

/// How a difference is measured. For a small shift Cliff's δ and Cramér's V are about half of Cohen's d. The energy effect is
/// about half of it on a line, but 0.35 to 0.37 of it in the plane, where triads and stones lie: beside a dyad's or a choice's
/// effect theirs looks smaller than it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// √(energy distance / twice the mean distance between the groups), without the share that chance gives.
    Energy,
    /// |Cliff's δ|.
    CliffsDelta,
    /// Cramér's V, corrected for bias; for a choice of several options the root of the mean square over options.
    CramersV,
}

/// A test's name; p-values of one name are one family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TestName {
    /// Energy distance of triads.
    Energy,
    /// PERMANOVA of triads' log-ratios.
    Permanova,
    /// PERMDISP of triads' log-ratios.
    Permdisp,
    /// χ² of triads' zones.
    Zones,
    /// Mann–Whitney of two groups on a dyad.
    MannWhitney,
    /// Kruskal–Wallis of more groups on a dyad.
    KruskalWallis,
    /// χ² of a choice's options.
    Options,
    /// Energy distance of a stone.
    StoneEnergy,
}

/// A test.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"name": "zones", "statistic": 31.4, "degrees": 12, "p": 0.0017, "p_adjusted": 0.004, "p_from": "theory", "p_theory": 0.0017}))]
pub struct Test {
    /// Its name.
    pub name: TestName,
    /// The statistic; missing when the test cannot be carried out.
    pub statistic: Option<f64>,
    /// Degrees of freedom of a χ².
    #[serde(skip_serializing_if = "Option::is_none")]
    pub degrees: Option<u32>,
    /// The p-value.
    pub p: Option<f64>,
    /// Adjusted over all signifiers that have this test (Benjamini & Hochberg, 1995).
    pub p_adjusted: Option<f64>,
    /// Where the p-value comes from. The rule is fixed beforehand: permutation where there is no theory, where stories come
    /// in blocks, and in tables where a count below 5 is expected.
    pub p_from: ReadFrom,
    /// The p-value by theory, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p_theory: Option<f64>,
}

/// Where a p-value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReadFrom {
    /// (1 + permutations at least as extreme) / (1 + permutations).
    Permutation,
    /// The statistic's law in large samples.
    Theory,
}

impl Test {
    /// A test that cannot be carried out.
    pub(super) fn none(name: TestName) -> Self {
        Self { name, statistic: None, degrees: None, p: None, p_adjusted: None, p_from: ReadFrom::Theory, p_theory: None }
    }

    /// A test by permutation.
    pub(super) fn permuted(name: TestName, statistic: f64, reached: u32, permutations: u32) -> Self {
        let p = f64::from(1 + reached) / f64::from(1 + permutations);
        Self { statistic: Some(statistic), p: Some(p), p_from: ReadFrom::Permutation, ..Self::none(name) }
    }

    /// A test by theory.
    pub(super) fn by_theory(name: TestName, statistic: f64, degrees: Option<u32>, p: f64) -> Self {
        Self { statistic: Some(statistic), degrees, p: Some(p), p_theory: Some(p), ..Self::none(name) }
    }

    /// The same test, with a p-value by permutation to be read instead.
    pub(super) fn read_by(self, reached: u32, permutations: u32) -> Self {
        let p = f64::from(1 + reached) / f64::from(1 + permutations);
        Self { p: Some(p), p_from: ReadFrom::Permutation, ..self }
    }
}

/// How groups differ on one signifier.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Difference {
    /// On a triad.
    Triad(Box<TriadDifference>),
    /// On a dyad.
    Dyad(Box<DyadDifference>),
    /// On stones.
    Stones(StonesDifference),
    /// On a choice.
    Choice(Box<ChoiceDifference>),
}

impl Difference {
    /// The statistic of the test that carries the finding; `stone` names the one of a stones signifier.
    pub fn statistic(&self, stone: Option<&str>) -> Option<f64> {
        match self {
            Self::Triad(found) => found.energy.statistic,
            Self::Dyad(found) => found.test.statistic,
            Self::Stones(found) => found.stones.get(stone?)?.energy.statistic,
            Self::Choice(found) => found.table.test.statistic,
        }
    }
}

/// Who answered in a group. Answered + not applicable + unanswered = stories in the group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Answered {
    /// Stories with an answer.
    pub answered: u64,
    /// Stories to which the question does not fit, as their tellers said.
    pub not_applicable: u64,
    /// Stories whose tellers passed over it.
    pub unanswered: u64,
}

/// How groups differ on a triad.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct TriadDifference {
    /// Who answered, by group.
    #[schema(value_type = std::collections::HashMap<String, Answered>)]
    pub groups: Ordered<Answered>,
    /// The geometric centre by group.
    #[schema(value_type = std::collections::HashMap<String, Option<Vec<f64>>>)]
    pub centres: Ordered<Option<[f64; 3]>>,
    /// Whether anything differs: energy distance in the plane. The statistic is Σ nₛ·nₜ/(2n)·ℰ(s, t) over pairs (Rizzo &
    /// Székely, 2010), on the lattice of 40 steps.
    pub energy: Test,
    /// Whether centres differ: PERMANOVA (Anderson, 2001) on ilr coordinates; the statistic is pseudo-F. Read it beside
    /// PERMDISP: a difference in spread alone can move it.
    pub permanova: Test,
    /// The share of the variance that lies between groups.
    pub r_squared: Option<f64>,
    /// Whether spreads differ: PERMDISP (Anderson, 2006), F of the distances to the own group's mean in ilr coordinates.
    pub permdisp: Test,
    /// The mean of those distances by group.
    #[schema(value_type = std::collections::HashMap<String, Option<f64>>)]
    pub dispersion: Ordered<Option<f64>>,
    /// Whether zones differ.
    pub zones: TableDifference,
    /// Every pair of groups.
    pub pairs: Vec<EnergyPair>,
}

/// Two groups' distance.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"between": ["family", "professional"], "energy": 0.021, "exact": true, "on_lattice": 0.0211, "effect": 0.18, "interval": [0.1, 0.24]}))]
pub struct EnergyPair {
    /// The groups.
    #[schema(value_type = Vec<String>)]
    pub between: [String; 2],
    /// ℰ = 2·E|X − Y| − E|X − X′| − E|Y − Y′|, pairs with themselves included; sides of the triangle or square are 1.
    /// Missing when a group has no answer.
    pub energy: Option<f64>,
    /// Whether it was computed from the places themselves (up to 6,000 answers in all) or from the lattice.
    pub exact: bool,
    /// ℰ with places moved to the lattice of 40 steps (for stones: the grid of 32 × 32 cells).
    pub on_lattice: Option<f64>,
    /// √(ℰ / 2E|X − Y|) on the lattice, ℰ without the share that chance gives: from 0 to 1.
    pub effect: Option<f64>,
    /// Its interval, 95 %, by bootstrap (199 samples, bias taken off).
    #[schema(value_type = Option<Vec<f64>>)]
    pub interval: Option<[f64; 2]>,
}

/// How groups differ in a table of counts.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct TableDifference {
    /// The test of independence.
    pub test: Test,
    /// Cramér's V, corrected for bias (Bergsma, 2013). Where stories are kept together, what chance gives is taken from the
    /// permutations, so that V moves a little with their seed and number; it is missing where a group is one block only.
    pub cramers_v: Option<f64>,
    /// Its interval, 95 %, by bootstrap (499 samples, bias taken off).
    #[schema(value_type = Option<Vec<f64>>)]
    pub interval: Option<[f64; 2]>,
    /// Each zone's or option's counts, by group.
    #[schema(value_type = std::collections::HashMap<String, Vec<TableCell>>)]
    pub cells: Ordered<Vec<TableCell>>,
}

/// One group's count in one zone or option.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"group": "family", "count": 41, "share": 0.21, "residual": 2.3}))]
pub struct TableCell {
    /// The group.
    pub group: String,
    /// Stories.
    pub count: u64,
    /// Their share of the group's stories that answered.
    pub share: Option<f64>,
    /// The adjusted residual (Haberman, 1973): beyond ±1.96 is unusual for a single cell without a difference.
    pub residual: Option<f64>,
}

/// How groups differ on a dyad.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct DyadDifference {
    /// Who answered, by group.
    #[schema(value_type = std::collections::HashMap<String, Answered>)]
    pub groups: Ordered<Answered>,
    /// Quantiles by group, type 7.
    #[schema(value_type = std::collections::HashMap<String, super::super::Quantiles>)]
    pub quantiles: Ordered<crate::patterns::Quantiles>,
    /// Whether anything differs: Mann–Whitney for two groups, Kruskal–Wallis for more.
    pub test: Test,
    /// Every pair of groups. With more than two groups, read them only when the test above finds something.
    pub pairs: Vec<DyadPair>,
}

/// Two groups on a dyad.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"between": ["family", "professional"], "test": {"name": "mann_whitney", "statistic": 13022.5, "p": 0.0001, "p_adjusted": 0.0001, "p_from": "theory", "p_theory": 0.0001},
    "cliffs_delta": 0.31, "interval": [0.22, 0.39]}))]
pub struct DyadPair {
    /// The groups.
    #[schema(value_type = Vec<String>)]
    pub between: [String; 2],
    /// Mann–Whitney; adjusted over the pairs of this dyad. The statistic is U of the first group.
    pub test: Test,
    /// Cliff's δ: how much more often a story of the first group lies to the right than to the left, −1 to 1.
    pub cliffs_delta: Option<f64>,
    /// Its interval, 95 %.
    #[schema(value_type = Option<Vec<f64>>)]
    pub interval: Option<[f64; 2]>,
}

/// How groups differ on stones.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct StonesDifference {
    /// The stones in the framework's order.
    #[schema(value_type = std::collections::HashMap<String, StoneDifference>)]
    pub stones: Ordered<StoneDifference>,
}

/// How groups differ on one stone.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct StoneDifference {
    /// Stories in which it was placed, by group.
    #[schema(value_type = std::collections::HashMap<String, u64>)]
    pub placed: Ordered<u64>,
    /// Whether anything differs: energy distance in the square, on the grid of 32 × 32 cells.
    pub energy: Test,
    /// Every pair of groups.
    pub pairs: Vec<EnergyPair>,
}

/// How groups differ on a choice.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct ChoiceDifference {
    /// Who answered, by group.
    #[schema(value_type = std::collections::HashMap<String, Answered>)]
    pub groups: Ordered<Answered>,
    /// Whether some story chose several options. Then the test's statistic is the sum of the options' own χ² (Agresti & Liu,
    /// 1999), which has no law of its own, and V is the root of the mean square of theirs.
    pub several: bool,
    /// The test over all options. Stories with words of their own only are left out.
    pub table: TableDifference,
    /// Each option against all who did not choose it, adjusted over the options of this choice.
    #[schema(value_type = std::collections::HashMap<String, OptionDifference>)]
    pub options: Ordered<OptionDifference>,
}

/// How groups differ on one option.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct OptionDifference {
    /// χ² of chosen or not.
    pub test: Test,
    /// Cramér's V, corrected for bias, as for the table.
    pub cramers_v: Option<f64>,
}
