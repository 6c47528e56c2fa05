//! The options and the result of a comparison.

use serde::{Deserialize, Serialize};

use super::p_values;
use crate::patterns::choice::OtherOptions;
use crate::patterns::labels::Labels;
use crate::patterns::replies::Replies;
use crate::patterns::share::Ordered;

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
    /// The words by which sentences and warnings name signifiers, their parts and the groups.
    #[serde(skip)]
    #[schema(ignore)]
    pub labels: Labels,
}

impl Default for CompareOptions {
    fn default() -> Self {
        Self { signifiers: None, permutations: 999, seed: 1, labels: Labels::default() }
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
    /// The finding in words.
    pub sentence: String,
    /// Warnings.
    pub warnings: Vec<String>,
}

/// The size of a difference: from 0 (none) to 1, for Cliff's δ from −1 to 1.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"measure": "cliffs_delta", "size": 0.31, "interval": [0.22, 0.39], "between": ["family", "professional"]}))]
pub struct Effect {
    /// How it is measured.
    pub measure: Measure,
    /// Its size; missing when a group is too small. Cliff's δ has its sign: above 0 when answers of the first group of `between`
    /// are further right, as in the details.
    pub size: Option<f64>,
    /// Its 95 % interval. Cliff's δ may be on either side of 0 in it: then the difference may be in either direction.
    #[schema(value_type = Option<Vec<f64>>)]
    pub interval: Option<[f64; 2]>,
    /// The two groups with the largest difference; missing when the effect is over all groups.
    #[schema(value_type = Option<Vec<String>>)]
    pub between: Option<[String; 2]>,
}

/// The measure of a difference. For a small shift, Cliff's δ and Cramér's V are about half of Cohen's d. The energy effect is
/// about half of it on a line, but only 0.35 to 0.37 of it in the plane of triads and stones, so it looks smaller there than
/// the effect of a dyad or a choice with the same shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Cliff's δ, with its sign.
    CliffsDelta,
    /// √(energy distance / twice the mean distance between the groups), without the part due to chance.
    Energy,
    /// Cramér's V, corrected for bias; for a choice with several options, the root mean square over options.
    CramersV,
}

/// The name of a test. The p-values of one name are one family.
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
    /// The statistic; missing when the test cannot be computed.
    pub statistic: Option<f64>,
    /// Degrees of freedom of a χ².
    #[serde(skip_serializing_if = "Option::is_none")]
    pub degrees: Option<u32>,
    /// The p-value.
    pub p: Option<f64>,
    /// The p-value adjusted over its family (Benjamini & Hochberg, 1995): over all findings when it is the test of a finding,
    /// otherwise over all signifiers with this test, over the pairs of this dyad, or over the options of this choice.
    pub p_adjusted: Option<f64>,
    /// The source of the p-value. The rule is fixed in advance: permutation where there is no theory, where stories are in
    /// blocks, and in tables with an expected count below 5.
    pub p_from: ReadFrom,
    /// The p-value by theory, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p_theory: Option<f64>,
}

/// The source of a p-value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReadFrom {
    /// (1 + permutations at least as extreme) / (1 + permutations).
    Permutation,
    /// The distribution of the statistic in large samples.
    Theory,
}

impl Test {
    /// A test that cannot be computed.
    pub(super) fn none(name: TestName) -> Self {
        Self { name, statistic: None, degrees: None, p: None, p_adjusted: None, p_from: ReadFrom::Theory, p_theory: None }
    }

    /// A test by permutation.
    pub(super) fn permuted(name: TestName, statistic: f64, reached: u32, permutations: u32) -> Self {
        let p = p_values::permuted(reached, permutations);
        Self { statistic: Some(statistic), p: Some(p), p_from: ReadFrom::Permutation, ..Self::none(name) }
    }

    /// A test by theory.
    pub(super) fn by_theory(name: TestName, statistic: f64, degrees: Option<u32>, p: f64) -> Self {
        Self { statistic: Some(statistic), degrees, p: Some(p), p_theory: Some(p), ..Self::none(name) }
    }

    /// The same test, with a p-value by permutation instead.
    pub(super) fn read_by(self, reached: u32, permutations: u32) -> Self {
        let p = p_values::permuted(reached, permutations);
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
    /// Counts of replies, by group.
    pub fn groups(&self) -> &Ordered<Replies> {
        match self {
            Self::Triad(found) => &found.groups,
            Self::Dyad(found) => &found.groups,
            Self::Stones(found) => &found.groups,
            Self::Choice(found) => &found.groups,
        }
    }

    /// The statistic of the main test; `stone` selects one stone of a stones signifier.
    pub fn statistic(&self, stone: Option<&str>) -> Option<f64> {
        match self {
            Self::Triad(found) => found.energy.statistic,
            Self::Dyad(found) => found.test.statistic,
            Self::Stones(found) => found.stones.get(stone?)?.energy.statistic,
            Self::Choice(found) => found.table.test.statistic,
        }
    }

    /// The tests that are the test of its finding; `stone` selects one stone of a stones signifier. With two groups, the test of
    /// their pair is the same.
    pub(super) fn tests_of(&mut self, stone: Option<&str>) -> Vec<&mut Test> {
        match self {
            Self::Triad(found) => vec![&mut found.energy],
            Self::Dyad(found) => match found.pairs.as_mut_slice() {
                [only] => vec![&mut found.test, &mut only.test],
                _ => vec![&mut found.test],
            },
            Self::Stones(found) => {
                let own = found.stones.0.iter_mut().filter(|(id, _)| Some(id.as_str()) == stone);
                own.map(|(_, own)| &mut own.energy).collect()
            }
            Self::Choice(found) => vec![&mut found.table.test],
        }
    }
}

/// How groups differ on a triad.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct TriadDifference {
    /// Counts of replies, by group.
    #[schema(value_type = std::collections::HashMap<String, Replies>)]
    pub groups: Ordered<Replies>,
    /// The geometric centre by group.
    #[schema(value_type = std::collections::HashMap<String, Option<Vec<f64>>>)]
    pub centres: Ordered<Option<[f64; 3]>>,
    /// Test of any difference: energy distance in the plane. The statistic is Σ nₛ·nₜ/(2n)·ℰ(s, t) over pairs (Rizzo & Székely,
    /// 2010), on the lattice of 40 steps.
    pub energy: Test,
    /// Test of the centres: PERMANOVA (Anderson, 2001) on ilr coordinates; the statistic is pseudo-F. Read it together with
    /// PERMDISP, because a difference in spread alone can change it.
    pub permanova: Test,
    /// The share of the variance between groups.
    pub r_squared: Option<f64>,
    /// Test of the spreads: PERMDISP (Anderson, 2006), F of the distances to the own group's mean in ilr coordinates.
    pub permdisp: Test,
    /// The mean of those distances by group.
    #[schema(value_type = std::collections::HashMap<String, Option<f64>>)]
    pub dispersion: Ordered<Option<f64>>,
    /// Test of the zones.
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
    /// ℰ = 2·E|X − Y| − E|X − X′| − E|Y − Y′|, including pairs of a point with itself; sides of the triangle or square are 1.
    /// Missing when a group has no answer.
    pub energy: Option<f64>,
    /// Whether it was computed from the exact positions (up to 6,000 answers in total) or from the lattice.
    pub exact: bool,
    /// ℰ with positions moved to the lattice of 40 steps (for stones, to the grid of 32 × 32 cells).
    pub on_lattice: Option<f64>,
    /// √(ℰ / 2E|X − Y|) on the lattice, with ℰ without the part due to chance: from 0 to 1.
    pub effect: Option<f64>,
    /// Its 95 % interval, by bootstrap (199 samples, corrected for bias).
    #[schema(value_type = Option<Vec<f64>>)]
    pub interval: Option<[f64; 2]>,
}

/// How groups differ in a table of counts.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct TableDifference {
    /// The test of independence.
    pub test: Test,
    /// Cramér's V, corrected for bias (Bergsma, 2013). When stories are permuted together, the part due to chance is estimated
    /// from the permutations, so V depends slightly on their seed and number; it is missing when a group is a single block.
    pub cramers_v: Option<f64>,
    /// Its 95 % interval, by bootstrap (499 samples, corrected for bias).
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
    /// The adjusted residual (Haberman, 1973): values beyond ±1.96 are unusual for a single cell without a difference.
    pub residual: Option<f64>,
}

/// How groups differ on a dyad.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct DyadDifference {
    /// Counts of replies, by group.
    #[schema(value_type = std::collections::HashMap<String, Replies>)]
    pub groups: Ordered<Replies>,
    /// Quantiles by group, type 7.
    #[schema(value_type = std::collections::HashMap<String, super::super::Quantiles>)]
    pub quantiles: Ordered<crate::patterns::Quantiles>,
    /// Test of any difference: Mann–Whitney for two groups, Kruskal–Wallis for more.
    pub test: Test,
    /// All pairs of groups. With more than two groups, read them only when the test above is significant.
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
    /// Mann–Whitney; adjusted over the pairs of this dyad, or with the findings when there are only two groups. The statistic is U of the first group.
    pub test: Test,
    /// Cliff's δ: how much more often a story of the first group is to the right than to the left, −1 to 1.
    pub cliffs_delta: Option<f64>,
    /// Its interval, 95 %.
    #[schema(value_type = Option<Vec<f64>>)]
    pub interval: Option<[f64; 2]>,
}

/// How groups differ on stones.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct StonesDifference {
    /// Counts of replies, by group.
    #[schema(value_type = std::collections::HashMap<String, Replies>)]
    pub groups: Ordered<Replies>,
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
    /// Test of any difference: energy distance in the square, on the grid of 32 × 32 cells.
    pub energy: Test,
    /// Every pair of groups.
    pub pairs: Vec<EnergyPair>,
}

/// How groups differ on a choice.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct ChoiceDifference {
    /// Counts of replies, by group.
    #[schema(value_type = std::collections::HashMap<String, Replies>)]
    pub groups: Ordered<Replies>,
    /// Whether some story chose several options. Then the test's statistic is the sum of the options' own χ² (Agresti & Liu,
    /// 1999), which has no distribution of its own, and V is the root mean square of the options' V.
    pub several: bool,
    /// The test over all options. Stories with only a write-in are left out.
    pub table: TableDifference,
    /// Each option compared with not choosing it, adjusted over the options of this choice. Of a choice with more than 100
    /// options, the table and this list name the 100 that were chosen most.
    #[schema(value_type = std::collections::HashMap<String, OptionDifference>)]
    pub options: Ordered<OptionDifference>,
    /// The options that are not named, if any. They were tested too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub others: Option<OtherOptions>,
}

/// How groups differ on one option.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct OptionDifference {
    /// χ² of chosen or not.
    pub test: Test,
    /// Cramér's V, corrected for bias, as for the table.
    pub cramers_v: Option<f64>,
}
