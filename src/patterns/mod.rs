//! Patterns: pure, synchronous statistics over stories held in memory as columns.
//!
//! I have stories and a selection: which rows, and what do they look like on a signifier, in groups, in clusters?
//! [`Columns`] hold one framework's stories; [`Columns::resolve`] turns a selection into [`Rows`]; [`pattern`] says
//! what they look like on a signifier. No statistic here knows of the store, of HTTP or of who is looking.

mod checks;
mod choice;
mod clusters;
mod column;
mod columns;
mod composition;
mod condition;
mod density;
mod dyad;
mod fault;
mod hexagons;
mod histogram;
pub mod lattice;
mod pattern;
mod polygon;
mod random;
mod rows;
mod select;
mod share;
mod square;
mod stones;
mod triad;

pub use choice::ChoicePattern;
pub use clusters::{Cluster, ClusterOptions, Clusters, Position, StoryLabel, clusters};
pub use columns::{Columns, LearnNote, Row};
pub use composition::{DELTA, ilr, ilr_inverse};
pub use density::{BANDWIDTHS, density, half_scott};
pub use dyad::{DyadPattern, Quantiles};
pub use fault::{PatternFault, SelectionFault};
pub use hexagons::{ACROSS, HexagonCell, Hexagons};
pub use pattern::{DensityOptions, FEW_STORIES, HexagonOptions, Options, Pattern, pattern, patterns, warnings};
pub use rows::Rows;
pub use select::TextMatches;
pub use share::{Ordered, Share, wilson};
pub use square::{GRID, square_density};
pub use stones::{StoneDensity, StonePattern, StonesPattern};
pub use triad::{Centres, TriadDensity, TriadPattern, ZoneShare};

#[cfg(test)]
mod golden_tests;
#[cfg(test)]
mod select_tests;
