//! What associations are found, and the table of one pair.

use ndarray::Array2;

/// How every two of some signifiers go together.
#[derive(Clone, Debug, PartialEq)]
pub struct Associations {
    /// The signifiers and stones, in the order of the request.
    pub items: Vec<AssociatedItem>,
    /// Each pair once, in the order of the items.
    pub pairs: Vec<Association>,
    /// The number of stories from which rank and distance correlations are computed, when it is a sample.
    pub sampled: Option<u64>,
}

/// A signifier or a stone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssociatedItem {
    /// The signifier's id, or `stones/stone`.
    pub id: String,
    /// `triad`, `dyad`, `stone` or `choice`.
    pub kind: &'static str,
}

/// How two signifiers go together.
#[derive(Clone, Debug, PartialEq)]
pub struct Association {
    /// The two, by id.
    pub pair: [String; 2],
    /// Stories that answered both. An answer to a choice in words of the storyteller's own only does not count.
    pub answered: u64,
    /// Stories whose tellers were asked both.
    pub asked: u64,
    /// Cramér's V of zones, fifths, cells or options, corrected for bias (Bergsma, 2013): 0 to 1. Of a choice with several options
    /// it is the root mean square over options, each against not choosing it. `None` when all stories are in one category.
    pub cramers_v: Option<f64>,
    /// The 95 % interval of V, from the non-central χ² distribution (Smithson, 2003); `None` without a V.
    pub v_interval: Option<[f64; 2]>,
    /// Of two dyads: Spearman's ρ, −1 to 1. Above 0 when stories further right on one are further right on the other.
    pub rank_correlation: Option<f64>,
    /// Of triads, dyads and stones: the bias-corrected distance correlation (Székely & Rizzo, 2013) of the nearest places of a
    /// lattice (10 steps along a triad, 20 along a dyad, 6 along a stone's side): −1 to 1, with 0 for none; below 0 is chance.
    pub distance_correlation: Option<f64>,
}

/// The table of a pair: categories × categories.
#[derive(Clone, Debug, PartialEq)]
pub struct PairTable {
    /// Zones, fifths, cells or options of the first.
    pub rows: Vec<String>,
    /// Those of the second.
    pub columns: Vec<String>,
    /// Whether a story can be in several rows.
    pub several_rows: bool,
    /// Whether a story can be in several columns.
    pub several_columns: bool,
    /// Stories in each cell.
    pub counts: Array2<u64>,
    /// Stories in each row that answered both.
    pub row_totals: Vec<u64>,
    /// Stories in each column that answered both.
    pub column_totals: Vec<u64>,
    /// Adjusted standardised residuals (Haberman, 1973). Beyond ±1.96 a cell would hold so many or so few stories by chance in one
    /// case of twenty. `None` where a row or a column has no stories or all of them.
    pub residuals: Array2<Option<f64>>,
}
