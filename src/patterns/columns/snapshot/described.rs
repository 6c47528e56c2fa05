//! What the file says in words: names, corners, options and sets of options.

use serde::{Deserialize, Serialize};

use super::super::column::Column;
use super::super::table::Columns;

/// The data of one framework that is not in cells.
#[derive(Serialize, Deserialize)]
pub(super) struct Described {
    pub(super) rows: usize,
    pub(super) collections: Vec<String>,
    pub(super) rounds: Vec<String>,
    pub(super) prompts: Vec<String>,
    pub(super) signifiers: Vec<(String, Shape)>,
}

#[derive(Serialize, Deserialize)]
pub(super) enum Shape {
    Triad([String; 3]),
    Dyad,
    Stones(Vec<String>),
    Choice { options: Vec<String>, sets: Vec<(Vec<u16>, bool)> },
}

impl Described {
    pub(super) fn of(columns: &Columns) -> Self {
        let shape = |column: &Column| match column {
            Column::Triad(column) => Shape::Triad(column.corners.clone()),
            Column::Dyad(_) => Shape::Dyad,
            Column::Stones(column) => Shape::Stones(column.stones.iter().map(|stone| stone.id.clone()).collect()),
            Column::Choice(column) => Shape::Choice {
                options: column.options.to_vec(),
                sets: column.sets.iter().map(|set| (set.options.to_vec(), set.write_in)).collect(),
            },
        };
        Self {
            rows: columns.rows(),
            collections: columns.collection.in_order(),
            rounds: columns.round.in_order(),
            prompts: columns.prompt.in_order(),
            signifiers: columns.signifiers.iter().map(|(id, column)| (id.clone(), shape(column))).collect(),
        }
    }
}
