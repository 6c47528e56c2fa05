//! Patterns: pure, synchronous statistics over stories held in memory as columns.
//!
//! I have stories and a selection: which rows, and what do they look like on a signifier, in groups, in clusters?
//! [`Columns`] hold one framework's stories; [`Columns::resolve`] turns a selection into [`Rows`]; [`pattern`] says
//! what they look like on a signifier, [`compare`] how groups differ, [`trend`] how a figure changes, [`keyness`] which
//! words tell a selection from the rest. No statistic here knows of the store, of HTTP or of who is looking.

mod bandwidth;
mod cells;
mod centre_region;
mod checks;
mod choice;
mod clusters;
mod column;
mod columns;
mod compare;
mod composition;
mod condition;
mod contours;
mod density;
mod dyad;
mod fault;
mod groups;
mod hexagons;
mod histogram;
mod landscape;
pub mod lattice;
mod pattern;
mod polygon;
mod random;
mod region;
mod remembered;
mod rows;
mod select;
mod share;
mod shared;
mod snapshot;
mod square;
mod stones;
mod sums;
mod trends;
mod triad;
mod watch;
mod wide;
mod words;

pub use bandwidth::{BandwidthRule, Lscv, lscv};
pub use centre_region::{CentreRegion, FEW_FOR_THEORY, RESAMPLES, Region, RegionMethod, RegionOptions, hotelling_k_squared};
pub use choice::ChoicePattern;
pub use clusters::{
    Cluster, ClusterMethod, ClusterOptions, Clusters, DOUBTFUL, Description, OptionShare, Position, Profile, Quarter, STABLE,
    Silhouette, StabilityOptions, StoryLabel, Suggestion, Unstable, clusters,
};
pub use columns::{Columns, LearnNote, Row};
pub use compare::{
    Answered, BlockShape, Blocks, COMPARE_GRID, COMPARE_LATTICE, ChoiceDifference, CompareOptions, Comparison, Difference,
    DyadDifference, DyadPair, Effect, EnergyPair, FEW_DEALS, FEW_IN_GROUP, Finding, GROUPS, Group, GroupSize, Measure,
    OptionDifference, PERMUTATIONS, ReadFrom, StoneDifference, StonesDifference, TableCell, TableDifference, Test, TestName,
    TriadDifference, compare,
};
pub use composition::{DELTA, ilr, ilr_inverse};
pub use contours::{CONTOUR_MASSES, Contour, contours};
pub use density::{BANDWIDTHS, density, half_scott};
pub use dyad::{DyadPattern, Quantiles};
pub use fault::{Cancelled, PatternFault, SelectionFault, WorkFault};
pub use groups::NamedRows;
pub use hexagons::{ACROSS, HexagonCell, Hexagons};
pub use landscape::{Basin, Landscape, landscape};
pub use pattern::{DensityOptions, FEW_STORIES, HexagonOptions, Options, Pattern, pattern, patterns, warnings, warnings_of};
pub use rows::Rows;
pub use select::TextMatches;
pub use share::{Ordered, Share, wilson};
pub use shared::SharedColumns;
pub use snapshot::{Snapshot, SnapshotFault};
pub use square::{GRID, square_density};
pub use stones::{StoneDensity, StonePattern, StonesPattern};
pub use trends::{
    Drift, Figure, MOST_PERIODS, MoreLikeThese, PathPoint, Period, Signal, SignalRule, Step, Trend, TrendPoint, Xmr, drift,
    more_like_these, periods, trend, xmr,
};
pub use triad::{CentreAt, Centres, TriadDensity, TriadPattern, ZoneShare};
pub use watch::Watch;
pub use words::{KeyTerm, Keyness, KeynessOptions, Phrase, WordInZone, WordInZones, keyness, phrases, word_in_zones};

#[cfg(test)]
mod golden_figures;
#[cfg(test)]
mod golden_numbers;
#[cfg(test)]
mod golden_tests;
#[cfg(test)]
mod select_tests;
