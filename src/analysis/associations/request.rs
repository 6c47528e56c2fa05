//! The request and the result of associations. `run` computes them.

use serde::{Deserialize, Serialize};

use crate::analysis::selection::Undecided;
use crate::disclosure::Matching;
use crate::model::Selection;

/// The request.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"selection": {"framework": "sheffield-send"}, "signifiers": ["difference", "timing", "audience"]}))]
pub struct AssociationsRequest {
    /// The stories.
    #[serde(default)]
    pub selection: Selection,
    /// The signifiers of which every two are taken; all when missing. Stones stand for each of their stones, and
    /// `stones-id/stone-id` for one.
    #[serde(default)]
    pub signifiers: Option<Vec<String>>,
    /// Two signifiers or stones: the answer is about this pair only, with its table.
    #[serde(default)]
    #[schema(value_type = Option<Vec<String>>, example = json!(["difference", "timing"]))]
    pub pair: Option<[String; 2]>,
    /// Equal seeds give equal answers; it draws the sample of very many stories.
    #[serde(default = "usual_seed")]
    #[schema(default = 1)]
    pub seed: u64,
}

fn usual_seed() -> u64 {
    1
}

/// Which signifiers go together.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"framework": "sheffield-send", "matching": 412, "change": 1048, "fuzzy": false, "partial": false,
    "undecided": {"without_answer": 0, "not_readable": 0}, "warnings": [], "seed": 1,
    "signifiers": [{"id": "difference", "kind": "triad"}, {"id": "timing", "kind": "dyad"}, {"id": "audience", "kind": "choice"}],
    "pairs": [{"pair": ["difference", "timing"], "n": 310, "cramers_v": 0.41, "v_interval": [0.35, 0.46], "rank_correlation": null, "distance_correlation": 0.3, "not_estimable": null}]}))]
pub struct AssociationsBody {
    /// The framework whose signifiers these are.
    pub framework: String,
    /// How many stories are in the selection.
    #[serde(flatten)]
    pub matching: Matching,
    /// The last change that the answer takes into account.
    pub change: u64,
    /// Whether no story contains the words of the selection's text as typed, so that similar words were used.
    pub fuzzy: bool,
    /// Whether no story has all of the words, so that stories with those that say most of it were taken.
    pub partial: bool,
    /// How the selection's text was read, when it has operators or brackets, or related words were searched for, too.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "(waiting OR list) AND help")]
    pub read_as: Option<String>,
    /// Stories that are left out because it cannot be said whether they match.
    pub undecided: Undecided,
    /// Warnings to read first.
    pub warnings: Vec<String>,
    /// The seed of the sample.
    pub seed: u64,
    /// The number of stories in a random sample from which rank and distance correlations were computed; missing when it was all
    /// of them. Cramér's V and counts are always of all stories.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sampled: Option<u64>,
    /// The signifiers and stones, in the order of the request or the framework.
    pub signifiers: Vec<AssociatedSignifier>,
    /// Every pair once, the strongest first: the one whose interval of Cramér's V begins highest, and of equal ones the larger V. Those
    /// without a V at the end. Empty for fewer than 10 stories.
    pub pairs: Vec<AssociationBody>,
    /// The table of the pair that was asked for; missing when few stories answered both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<PairTableBody>,
}

/// A signifier or a stone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"id": "around_the_child/school", "kind": "stone"}))]
pub struct AssociatedSignifier {
    /// The signifier's id, or `stones-id/stone-id`.
    pub id: String,
    /// `triad`, `dyad`, `stone` or `choice`.
    pub kind: &'static str,
}

/// How two signifiers go together. Effects of different measures cannot be compared with each other.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"pair": ["difference", "timing"], "n": 310, "cramers_v": 0.41, "v_interval": [0.35, 0.46], "rank_correlation": null, "distance_correlation": 0.3, "not_estimable": null}))]
pub struct AssociationBody {
    /// The two, by id.
    #[schema(value_type = Vec<String>)]
    pub pair: [String; 2],
    /// Stories that answered both; null when they are few. Words of a storyteller's own beside the options are no answer here.
    pub n: Option<u64>,
    /// The number than which `n` is smaller, when it is too small to be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fewer_than: Option<u64>,
    /// Cramér's V of zones, fifths, cells or options, corrected for bias: 0 (none) to 1. Of a choice of several options it is the root
    /// mean square over options, each against not choosing it.
    pub cramers_v: Option<f64>,
    /// The 95 % interval of V, from the non-central χ² distribution: close for weak associations, wide for strong ones and for choices
    /// of several options.
    #[schema(value_type = Option<Vec<f64>>)]
    pub v_interval: Option<[f64; 2]>,
    /// Of two dyads: Spearman's ρ, −1 to 1; above 0 when stories further right on one are further right on the other.
    pub rank_correlation: Option<f64>,
    /// Of two triads, dyads or stones: the bias-corrected distance correlation, 0 (none) to 1; a little below 0 by chance.
    pub distance_correlation: Option<f64>,
    /// Why nothing is said of the pair; null when something is.
    pub not_estimable: Option<NotEstimable>,
}

/// Why nothing is said of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(example = "never_asked_together")]
pub enum NotEstimable {
    /// No storyteller was asked both.
    NeverAskedTogether,
    /// No storyteller answered both, although some were asked both.
    NeverAnsweredTogether,
    /// So few answered both that figures would come close to single people.
    FewStories,
    /// All who answered both gave the same answer to one of them.
    OneAnswer,
}

/// The table of a pair. A count of 1 to 9 is not told, and neither is another one from which it could be had by subtraction.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct PairTableBody {
    /// The zones, fifths, cells or options of the first signifier.
    pub rows: Vec<LineBody>,
    /// Those of the second one.
    pub columns: Vec<LineBody>,
    /// Whether a story can be in several rows; then a column's cells do not add up to its total.
    pub several_rows: bool,
    /// Whether a story can be in several columns.
    pub several_columns: bool,
    /// The cells, by row and within a row by column.
    pub cells: Vec<Vec<CellBody>>,
}

/// A row or a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"id": "person", "n": 96}))]
pub struct LineBody {
    /// A zone by its corners (`person`, `person+together`, `centre`), a fifth of a dyad (`0.2-0.4`), a ninth of a stone's square
    /// (`x1y3`: left, top), an option, or `other_options` for those that were chosen least of very many.
    pub id: String,
    /// Its stories among those that answered both; null when they are few, or would give away a cell of few stories.
    pub n: Option<u64>,
    /// The number than which `n` is smaller, when it is too small to be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fewer_than: Option<u64>,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"count": 61, "residual": 5.2, "tendency": "more"}))]
pub struct CellBody {
    /// Stories in it; null when they are few, or would give away another cell of few stories.
    pub count: Option<u64>,
    /// The number than which the count is smaller, when it is too small to be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fewer_than: Option<u64>,
    /// The adjusted standardised residual (Haberman, 1973): by how many standard deviations the cell holds more stories than if
    /// the two answers had nothing to do with each other. Null without a count, and where the row or the column has few stories.
    pub residual: Option<f64>,
    /// Whether that is more or fewer stories than chance explains. Null where the row or the column has few stories.
    pub tendency: Option<Tendency>,
}

/// Whether a cell holds more or fewer stories than chance explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(example = "more")]
pub enum Tendency {
    /// A residual above 1.96.
    More,
    /// A residual from −1.96 to 1.96.
    AsExpected,
    /// A residual below −1.96.
    Fewer,
}
