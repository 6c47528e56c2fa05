//! Describe: what a set of stories looks like on a signifier.
//!
//! - Columns, rows and a signifier → its [`Pattern`]; several signifiers → all of theirs, in parallel: [`pattern()`],
//!   [`patterns`]. By kind: [`TriadPattern`], [`DyadPattern`], [`StonesPattern`], [`ChoicePattern`].
//! - A request → which densities, hexagons and regions are computed: [`Options`].
//! - The density of a triad → its [`Landscape`] of basins: [`landscape()`].
//! - A number of stories → what a reader should know before reading: [`warnings`], [`warnings_of`]. Ids → how readers know them:
//!   [`Labels`].

mod choice;
mod chosen_bandwidth;
mod dyad;
mod hexagons;
mod histogram;
mod interpretation;
mod labels;
mod landscape;
mod options;
mod pattern;
mod stones;
mod sums;
mod triad;

pub use choice::{ChoicePattern, OtherOptions};
pub use dyad::{DyadPattern, Quantiles};
pub use hexagons::{ACROSS, HexagonCell, Hexagons};
pub use interpretation::{FEW_FOR_LIMITS, FEW_IN_BASIN, FEW_IN_GROUP, FEW_STORIES, warnings};
pub use labels::Labels;
pub use landscape::{Basin, Landscape, landscape};
pub use options::{DensityOptions, HexagonOptions, Options};
pub use pattern::{Pattern, pattern, patterns, warnings_of};
pub use stones::{StoneDensity, StonePattern, StonesPattern};
pub use triad::{CentreAt, Centres, TriadDensity, TriadPattern, ZoneShare};

#[cfg(test)]
pub(in crate::patterns) use choice::NAMED_OPTIONS;
pub(in crate::patterns) use choice::{ChoiceCounts, most_chosen};
pub(in crate::patterns) use histogram::{COUNTERS, Histogram, counter};
pub(in crate::patterns) use interpretation::{warning_of_group, warning_of_not_asked};
pub(in crate::patterns) use pattern::pattern_of_each;
pub(in crate::patterns) use sums::TriadSums;
