//! Patterns: pure, synchronous statistics over stories held in memory as columns.
//!
//! [`Columns`] hold one framework's stories; [`Columns::resolve`] turns a selection into [`Rows`]; [`pattern`] computes what
//! they look like on a signifier, [`compare`] how groups differ, [`trend`] how a figure changes, [`keyness`] which words
//! distinguish a selection from the rest. No statistic here knows of the store, of HTTP or of the viewer.

mod bandwidth;
mod cache;
mod centre_region;
mod checks;
mod choice;
mod chosen_bandwidth;
mod chunked;
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
mod forms;
mod groups;
mod hexagons;
mod histogram;
mod interpretation;
mod labels;
mod landscape;
pub mod lattice;
mod marks;
mod options;
mod pattern;
mod polygon;
mod progress;
mod random;
mod readable;
mod region;
mod replies;
mod rows;
mod select;
mod share;
mod simd;
mod snapshot;
mod square;
mod stones;
mod sums;
mod trends;
mod triad;
mod versioned_columns;
mod words;

pub use bandwidth::{BandwidthRule, Lscv, lscv};
pub use centre_region::{CentreRegion, FEW_FOR_THEORY, RESAMPLES, Region, RegionMethod, RegionOptions, hotelling_k_squared};
pub use choice::{ChoicePattern, OtherOptions};
pub use clusters::{
    Cluster, ClusterMethod, ClusterOptions, Clusters, DOUBTFUL, Description, OptionShare, Position, Profile, Quarter, STABLE,
    Silhouette, StabilityOptions, StoryLabel, Suggestion, Unstable, clusters,
};
pub use columns::{Columns, LearnNote, Row};
pub use compare::{
    BlockShape, Blocks, COMPARE_GRID, COMPARE_LATTICE, ChoiceDifference, CompareOptions, Comparison, Difference,
    DyadDifference, DyadPair, Effect, EnergyPair, FEW_DEALS, Finding, GROUPS, Group, GroupSize, Measure, OptionDifference,
    PERMUTATIONS, ReadFrom, StoneDifference, StonesDifference, TableCell, TableDifference, Test, TestName, TriadDifference,
    compare,
};
pub use composition::{DELTA, ilr, ilr_inverse};
pub use contours::{CONTOUR_MASSES, Contour, contours};
pub use density::{BANDWIDTHS, density, half_scott};
pub use dyad::{DyadPattern, Quantiles};
pub use fault::{Cancelled, PatternFault, SelectionFault, WorkFault};
pub use forms::Form;
pub use groups::NamedRows;
pub use hexagons::{ACROSS, HexagonCell, Hexagons};
pub use interpretation::{FEW_FOR_LIMITS, FEW_IN_BASIN, FEW_IN_GROUP, FEW_STORIES, warnings};
pub use labels::Labels;
pub use landscape::{Basin, Landscape, landscape};
pub use options::{DensityOptions, HexagonOptions, Options};
pub use pattern::{Pattern, pattern, patterns, warnings_of};
pub use progress::Progress;
pub use replies::Replies;
pub use rows::Rows;
pub use select::{TextMatches, Undecided};
pub use share::{Ordered, Share, wilson};
pub use snapshot::{Snapshot, SnapshotFault};
pub use square::{GRID, square_density};
pub use stones::{StoneDensity, StonePattern, StonesPattern};
pub use trends::{
    DaysBetween, Drift, Figure, Gap, MOST_PERIODS, MoreLikeThese, PathPoint, Period, Signal, SignalRule, Step, Trend,
    TrendPoint, Xmr, drift, more_like_these, periods, trend, xmr,
};
pub use triad::{CentreAt, Centres, TriadDensity, TriadPattern, ZoneShare};
pub use versioned_columns::VersionedColumns;
pub use words::{
    KeyTerm, Keyness, KeynessOptions, Phrase, TermCounts, WordInZone, WordInZones, keyness, phrases, word_in_zones,
};

#[cfg(test)]
mod golden_figures;
#[cfg(test)]
mod golden_numbers;
#[cfg(test)]
mod golden_tests;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod oracle_tests;
#[cfg(test)]
mod select_tests;
