//! Patterns: pure, synchronous statistics over stories held in memory as columns.
//!
//! [`Columns`] hold one framework's stories; [`Columns::resolve`] turns a selection into [`Rows`]; [`pattern`] computes what
//! they look like on a signifier, [`compare()`] how groups differ, [`trend`] how a figure changes, [`clusters()`] which stories
//! were signified alike, [`keyness`] which words distinguish a selection from the rest. No statistic here knows of the store, of
//! HTTP or of the viewer.
//!
//! | Module | I have this, give me that |
//! |---|---|
//! | [`columns`] | Stories → columns. A selection → rows. |
//! | [`geometry`] | A place in the triangle or the square → nodes, cells, regions, log-ratios. |
//! | [`statistics`] | Numbers → intervals, densities, tests, random draws. |
//! | [`describe`] | Rows and a signifier → their pattern. |
//! | [`compare`] | Groups of rows → on which signifiers they differ, and how much. |
//! | [`associate`] | Rows and signifiers → which of them go together. |
//! | [`clusters`] | Rows and signifiers → stories that were signified alike. |
//! | [`trends`] | Rows by period → a figure over time. |
//! | [`words`] | Terms of two sets of texts → the words that tell them apart. |
//!
//! Imports go one way: `compare · associate · clusters · trends → describe → columns · statistics → geometry`; `words` needs no description.
//! [`VersionedColumns`] shares columns between readers and a writer, and remembers what was asked of them.

pub mod associate;
pub mod clusters;
pub mod columns;
pub mod compare;
pub mod describe;
mod fault;
pub mod geometry;
mod ordered;
mod progress;
pub mod statistics;
pub mod trends;
mod versioned_columns;
pub mod words;

#[doc(no_inline)]
pub use associate::{
    AssociatedItem, Association, Associations, MOST_ITEMS, OTHER_OPTIONS, PairTable, associations, pair_table, tell_several,
};
#[doc(no_inline)]
pub use clusters::{
    Cluster, ClusterMethod, ClusterOptions, Clusters, DOUBTFUL, Description, Near, Neighbour, NeighbourOptions, OptionShare,
    Position, Profile, Quarter, STABLE, Silhouette, StabilityOptions, StoryLabel, Suggestion, Unstable, clusters, neighbours,
};
#[doc(no_inline)]
pub use columns::{
    Columns, Form, LearnNote, MapPlace, NamedRows, NotShown, Replies, Row, Rows, Snapshot, SnapshotFault, TextMatches,
    Undecided,
};
#[doc(no_inline)]
pub use compare::{
    BlockShape, Blocks, COMPARE_GRID, COMPARE_LATTICE, ChoiceDifference, CompareOptions, Comparison, Difference,
    DyadDifference, DyadPair, Effect, EnergyPair, FEW_DEALS, Finding, GROUPS, Group, GroupSize, Measure, OptionDifference,
    PERMUTATIONS, ReadFrom, StoneDifference, StonesDifference, TableCell, TableDifference, Test, TestName, TriadDifference,
    compare,
};
#[doc(no_inline)]
pub use describe::{
    ACROSS, Basin, CentreAt, Centres, ChoicePattern, DensityOptions, DyadPattern, FEW_FOR_LIMITS, FEW_IN_BASIN, FEW_IN_GROUP,
    FEW_STORIES, HexagonCell, HexagonOptions, Hexagons, Labels, Landscape, Options, OtherOptions, Pattern, Quantiles,
    StoneDensity, StonePattern, StonesPattern, TriadDensity, TriadPattern, ZoneShare, landscape, pattern, patterns, warnings,
    warnings_of,
};
pub use fault::{Cancelled, PatternFault, SelectionFault, WorkFault};
#[doc(no_inline)]
pub use geometry::{CONTOUR_MASSES, Contour, DELTA, GRID, contours, ilr, ilr_inverse, lattice};
pub use ordered::Ordered;
pub use progress::Progress;
#[doc(no_inline)]
pub use statistics::{
    BANDWIDTHS, BandwidthRule, CentreRegion, FEW_FOR_THEORY, Lscv, RESAMPLES, Region, RegionMethod, RegionOptions, Share,
    density, half_scott, hotelling_k_squared, lscv, square_density, wilson,
};
#[doc(no_inline)]
pub use trends::{
    Assurance, CentreLine, Chart, ChartKind, ChartOptions, CornerChange, DaysBetween, DirectedSignal, Direction, Drift,
    DriftChange, Figure, Gap, LEAST_FOR_LIMITS, MOST_PERIODS, MoreLikeThese, Nature, PathPoint, Period, PeriodChange, Segment,
    Sides, Signal, SignalRule, Step, Trend, TrendPoint, Variation, Xmr, drift, more_like_these, periods, share_difference,
    trend, xmr,
};
pub use versioned_columns::VersionedColumns;
#[doc(no_inline)]
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
