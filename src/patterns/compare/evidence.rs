//! Effects and tests.

use serde::Serialize;

use crate::patterns::statistics::p_values;

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
