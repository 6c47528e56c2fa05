//! All figures of a comparison on one signifier.

use serde::Serialize;

use crate::patterns::columns::Replies;
use crate::patterns::describe::{OtherOptions, Quantiles};
use crate::patterns::ordered::Ordered;

use super::evidence::Test;

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

    /// Names these groups no more in the numbers of replies, or of one stone's placements: they answered, but too few of them.
    pub fn leave_out(&mut self, stone: Option<&str>, groups: &[String]) {
        fn forget<T>(of: &mut Ordered<T>, groups: &[String]) {
            of.0.retain(|(name, _)| !groups.contains(name));
        }
        match (self, stone) {
            (Self::Triad(found), _) => forget(&mut found.groups, groups),
            (Self::Dyad(found), _) => forget(&mut found.groups, groups),
            (Self::Choice(found), _) => forget(&mut found.groups, groups),
            (Self::Stones(found), None) => forget(&mut found.groups, groups),
            (Self::Stones(found), Some(stone)) => {
                if let Some((_, own)) = found.stones.0.iter_mut().find(|(id, _)| id == stone) {
                    forget(&mut own.placed, groups);
                    forget(&mut own.cells, groups);
                    forget(&mut own.medians, groups);
                }
            }
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
    #[schema(value_type = std::collections::HashMap<String, Quantiles>)]
    pub quantiles: Ordered<Quantiles>,
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
    /// Counts in 3 × 3 cells by group, row by row from the bottom, each from the left, as in patterns of stones.
    #[schema(value_type = std::collections::HashMap<String, Vec<u64>>, example = json!({"family": [3, 1, 0, 4, 9, 2, 0, 5, 8]}))]
    pub cells: Ordered<[u64; 9]>,
    /// The medians of x and of y by group; null where it was never placed.
    #[schema(value_type = std::collections::HashMap<String, Option<Vec<f64>>>, example = json!({"family": [0.62, 0.4]}))]
    pub medians: Ordered<Option<[f64; 2]>>,
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
