//! What a pattern shows beside counts.

use serde::{Deserialize, Serialize};

use crate::patterns::fault::PatternFault;
use crate::patterns::statistics::{BandwidthRule, RegionOptions, check_bandwidth};

use super::hexagons::check_across;

/// What is wanted beside counts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"density": {"bandwidth": 0.05}, "hexagons": {"across": 12}}))]
pub struct Options {
    /// Densities of triads and stones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub density: Option<DensityOptions>,
    /// Hexagonal bins of triads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hexagons: Option<HexagonOptions>,
    /// How to find the region of triads' centres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<RegionOptions>,
}

/// How to smooth, and what to read from the density of a triad.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"bandwidth": 0.05, "contours": true}))]
pub struct DensityOptions {
    /// The Gaussian's standard deviation, 0.005 to 0.5 sides; chosen by the rule when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bandwidth: Option<f64>,
    /// What chooses the bandwidth when none is given: half of Scott's rule, or cross-validation.
    #[serde(default)]
    pub rule: BandwidthRule,
    /// Whether to draw the contours that hold 50, 75 and 95 % of the mass.
    #[serde(default)]
    pub contours: bool,
    /// Whether to read the density as a landscape, and to name its basins.
    #[serde(default)]
    pub landscape: bool,
}

/// How to bin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"across": 12}))]
pub struct HexagonOptions {
    /// Steps between hexagons' centres along a side, 2 to 64.
    pub across: u32,
}

impl Options {
    pub(super) fn check(&self) -> Result<(), PatternFault> {
        check_bandwidth(self.density.and_then(|asked| asked.bandwidth))?;
        self.region.map_or(Ok(()), |asked| asked.check())?;
        self.hexagons.map_or(Ok(()), |asked| check_across(asked.across))
    }
}
