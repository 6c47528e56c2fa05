//! The questions of a mapping: which columns hold the answer, and how it is read.

use serde::{Deserialize, Serialize};

use super::words::Words;
use crate::model::About;

/// A question, and how its answer is read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "id": "age", "question": "How old are you?", "about": "storyteller",
    "answer": {"kind": "choice", "column": "Age", "options": [{"id": "under-12", "label": "Under 12", "values": ["0-11"]}]}
}))]
pub struct Question {
    /// The signifier's id.
    pub id: String,
    /// The question in words. Not used when the framework exists already.
    pub question: Words,
    /// Whether a choice describes the story or the storyteller.
    #[serde(default, skip_serializing_if = "is_story")]
    pub about: About,
    /// Values that say that this question does not fit, besides those of the whole table: such as `-1` or `99`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_applicable: Vec<String>,
    /// Values that say that it was not asked, besides those of the whole table.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_asked: Vec<String>,
    /// A column with a tick where the question does not fit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_applicable_column: Option<String>,
    /// It was asked only where all of this holds. Without it, everyone was asked whose cell is not one of `not_asked`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked_when: Vec<Condition>,
    /// How its answer is read.
    pub answer: Reading,
}

/// A condition on a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"column": "has_child", "one_of": ["yes"]}))]
pub struct Condition {
    /// The column.
    pub column: String,
    /// It holds where the cell is one of these.
    pub one_of: Vec<String>,
    /// It holds where the cell is none of these, instead.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub not: bool,
    /// What separates several values in one cell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub separator: Option<String>,
}

fn is_story(about: &About) -> bool {
    *about == About::Story
}

/// How an answer is read from its columns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Reading {
    /// A column names one option.
    Choice {
        /// The column.
        #[schema(example = "Age")]
        column: String,
        /// The options.
        options: Vec<OptionOf>,
        /// What becomes of other values.
        #[serde(default)]
        others: Others,
        /// The column with words of the storyteller's own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(example = "Other, please say")]
        write_in: Option<String>,
    },
    /// A column names several options, with separators between them.
    ChoicesInOneColumn {
        /// The column.
        #[schema(example = "Age")]
        column: String,
        /// What separates two options: `;`, or a space where a cell is `a b c`.
        #[schema(example = ";")]
        separator: String,
        /// The options.
        options: Vec<OptionOf>,
        /// The most that may be chosen; by default, all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<u32>,
        /// What becomes of other values.
        #[serde(default)]
        others: Others,
        /// The column with words of the storyteller's own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(example = "Other, please say")]
        write_in: Option<String>,
    },
    /// Each of several columns names an option, or is empty.
    ChoicesInColumns {
        /// The columns.
        #[schema(example = json!(["Feel", "Feel (2)"]))]
        columns: Vec<String>,
        /// The options.
        options: Vec<OptionOf>,
        /// The most that may be chosen; by default, all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<u32>,
        /// What becomes of other values.
        #[serde(default)]
        others: Others,
        /// The column with words of the storyteller's own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(example = "Other, please say")]
        write_in: Option<String>,
    },
    /// Each option has a column of its own, with yes or no.
    ChoicesTicked {
        /// The options with their columns.
        options: Vec<TickOf>,
        /// Values that mean yes, besides the usual (1, yes, true, x).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[schema(example = json!(["Ja"]))]
        yes: Vec<String>,
        /// Values that mean no, besides the usual (0, no, false, nothing).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[schema(example = json!(["Nein"]))]
        no: Vec<String>,
        /// The most that may be chosen; by default, all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<u32>,
        /// The column with words of the storyteller's own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(example = "Other, please say")]
        write_in: Option<String>,
    },
    /// Three columns with weights that sum to a whole.
    Triad {
        /// The corners: top, left, right.
        #[schema(min_items = 3, max_items = 3)]
        corners: Vec<CornerOf>,
        /// What the weights sum to: 1 or 100.
        #[serde(default = "one")]
        whole: f64,
    },
    /// Two columns with a place in a triangle.
    TriadPoint {
        /// The column of the distance from the left corner, along the lower edge.
        #[schema(example = "Difference x")]
        x: String,
        /// The column of the height above the lower edge.
        #[schema(example = "Difference y")]
        y: String,
        /// x of the right corner, where the left one is 0.
        width: f64,
        /// y of the top corner.
        height: f64,
        /// The corners: top, left, right.
        #[schema(min_items = 3, max_items = 3)]
        corners: Vec<LabelledOf>,
    },
    /// A column with a place between two ends.
    Dyad {
        /// The column.
        #[schema(example = "Age")]
        column: String,
        /// Its values at the two ends.
        scale: Scale,
        /// The left end, at the scale's `min`.
        left: LabelledOf,
        /// The right end, at the scale's `max`.
        right: LabelledOf,
        /// What becomes of values outside the scale.
        #[serde(default)]
        outside: Outside,
    },
    /// Two columns for each stone.
    Stones {
        /// What left and right mean.
        x: XAxis,
        /// What bottom and top mean.
        y: YAxis,
        /// The coordinates at the edges.
        scale: Scale,
        /// The stones.
        stones: Vec<StoneOf>,
    },
}

fn one() -> f64 {
    1.0
}

/// An option, and the values that name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"id": "under-12", "label": "Under 12", "values": ["0-11"]}))]
pub struct OptionOf {
    /// Its id.
    pub id: String,
    /// Its label.
    pub label: Words,
    /// The values of cells that name it, besides its id and its label. Case and white space do not matter.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
}

/// An option with a column of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"id": "respect", "label": "To be respected", "column": "Needed: respect"}))]
pub struct TickOf {
    /// Its id.
    pub id: String,
    /// Its label.
    pub label: Words,
    /// Its column.
    pub column: String,
}

/// A corner of a triad with the column of its weight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"id": "person", "label": "What one person did", "column": "Difference: person"}))]
pub struct CornerOf {
    /// Its id.
    pub id: String,
    /// Its label.
    pub label: Words,
    /// The column of its weight.
    pub column: String,
}

/// A corner or an end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"id": "early", "label": "too early"}))]
pub struct LabelledOf {
    /// Its id.
    pub id: String,
    /// Its label.
    pub label: Words,
}

/// A stone with the columns of its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"id": "school", "label": "School", "x": "School X", "y": "School Y"}))]
pub struct StoneOf {
    /// Its id.
    pub id: String,
    /// Its label.
    pub label: Words,
    /// The column of its distance from the left edge.
    pub x: String,
    /// The column of its distance from the bottom edge.
    pub y: String,
}

/// What left and right of a square mean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"left": "far from the child", "right": "close to the child"}))]
pub struct XAxis {
    /// At the left edge.
    pub left: Words,
    /// At the right edge.
    pub right: Words,
}

/// What bottom and top of a square mean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"bottom": "little", "top": "much"}))]
pub struct YAxis {
    /// At the bottom edge.
    pub bottom: Words,
    /// At the top edge.
    pub top: Words,
}

/// The values at the two ends.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"min": 0.0, "max": 100.0}))]
pub struct Scale {
    /// At the left or bottom end.
    pub min: f64,
    /// At the right or top end.
    pub max: f64,
}

/// What becomes of a value that no option has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Others {
    /// The answer is left out and reported.
    #[default]
    LeaveOut,
    /// It becomes words of the storyteller's own.
    WriteIn,
}

/// What becomes of a number outside the scale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outside {
    /// The answer is left out and reported. Up to 1 % outside, as rounding leaves it, is moved to the end.
    #[default]
    LeaveOut,
    /// It is moved to the nearer end and reported.
    MoveToTheEnd,
}

impl Reading {
    /// Its columns, in their order.
    pub fn columns(&self) -> Vec<&str> {
        let mut columns: Vec<&str> = match self {
            Self::Choice { column, .. } | Self::ChoicesInOneColumn { column, .. } | Self::Dyad { column, .. } => vec![column],
            Self::ChoicesInColumns { columns, .. } => columns.iter().map(String::as_str).collect(),
            Self::ChoicesTicked { options, .. } => options.iter().map(|option| option.column.as_str()).collect(),
            Self::Triad { corners, .. } => corners.iter().map(|corner| corner.column.as_str()).collect(),
            Self::TriadPoint { x, y, .. } => vec![x, y],
            Self::Stones { stones, .. } => stones.iter().flat_map(|stone| [stone.x.as_str(), stone.y.as_str()]).collect(),
        };
        columns.extend(self.write_in());
        columns
    }

    /// The column of words of the storyteller's own.
    pub fn write_in(&self) -> Option<&str> {
        match self {
            Self::Choice { write_in, .. }
            | Self::ChoicesInOneColumn { write_in, .. }
            | Self::ChoicesInColumns { write_in, .. }
            | Self::ChoicesTicked { write_in, .. } => write_in.as_deref(),
            _ => None,
        }
    }

    /// Whether values without an option become words of the storyteller's own.
    pub fn keeps_others(&self) -> bool {
        matches!(
            self,
            Self::Choice { others: Others::WriteIn, .. }
                | Self::ChoicesInOneColumn { others: Others::WriteIn, .. }
                | Self::ChoicesInColumns { others: Others::WriteIn, .. }
        )
    }

    /// The most options that may be chosen.
    pub fn most(&self) -> u32 {
        let all = |max: &Option<u32>, options: usize| max.unwrap_or(options.clamp(1, 64) as u32);
        match self {
            Self::ChoicesInOneColumn { options, max, .. } | Self::ChoicesInColumns { options, max, .. } => {
                all(max, options.len())
            }
            Self::ChoicesTicked { options, max, .. } => all(max, options.len()),
            _ => 1,
        }
    }
}
