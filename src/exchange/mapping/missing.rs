//! Which values say that there is no answer, and why.

use serde::{Deserialize, Serialize};

use crate::exchange::cells::folded;

/// Which values say that there is no answer, and why. Case and white space do not matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({"unanswered": ["NA"], "not_applicable": ["n/a"], "not_asked": ["not shown"]}))]
pub struct MissingValues {
    /// The storyteller was asked and did not answer. An empty cell always says so.
    pub unanswered: Vec<String>,
    /// The storyteller said that the question does not fit.
    pub not_applicable: Vec<String>,
    /// The storyteller was not asked.
    pub not_asked: Vec<String>,
}

impl Default for MissingValues {
    fn default() -> Self {
        let list = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
        Self {
            unanswered: list(&["NA", "NULL", "NaN"]),
            not_applicable: list(&["N/A", "n.a.", "not applicable", "does not apply"]),
            not_asked: Vec::new(),
        }
    }
}

/// What a cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// Something.
    Value,
    /// Asked and not answered.
    Nothing,
    /// The question does not fit.
    NotApplicable,
    /// Not asked.
    NotAsked,
}

/// The values of one question, folded.
#[derive(Clone, Debug, Default)]
pub(super) struct Missing {
    unanswered: Vec<String>,
    not_applicable: Vec<String>,
    not_asked: Vec<String>,
}

impl Missing {
    /// The table's values, and the question's own.
    pub fn new(table: &MissingValues, not_applicable: &[String], not_asked: &[String]) -> Self {
        let fold = |values: &[String]| values.iter().map(|value| folded(value)).collect::<Vec<_>>();
        let both = |values: &[String], own: &[String]| [fold(values), fold(own)].concat();
        Self {
            unanswered: fold(&table.unanswered),
            not_applicable: both(&table.not_applicable, not_applicable),
            not_asked: both(&table.not_asked, not_asked),
        }
    }

    /// What a cell says.
    pub fn of(&self, cell: &str) -> Said {
        if cell.is_empty() {
            return Said::Nothing;
        }
        let cell = folded(cell);
        let is_in = |values: &[String]| values.contains(&cell);
        // The most particular first: a question's own “99” may be among the values of the whole table.
        match () {
            () if is_in(&self.not_asked) => Said::NotAsked,
            () if is_in(&self.not_applicable) => Said::NotApplicable,
            () if is_in(&self.unanswered) => Said::Nothing,
            () => Said::Value,
        }
    }
}
