//! The columns in which the parts of an answer are.

use std::collections::{BTreeMap, HashMap};

/// The columns of the parts of a signifier.
#[derive(Clone, Debug)]
pub enum PartColumns {
    /// A column for each corner.
    Triad([(String, usize); 3]),
    /// The position between the ends.
    Dyad(usize),
    /// The two columns of each stone: x and y.
    Stones(BTreeMap<String, [usize; 2]>),
    /// A choice of one: its column, and the places of options among its categories.
    One(usize, HashMap<String, usize>),
    /// A choice of several: a column for each option, in order.
    Several(Vec<(String, usize)>),
}

impl PartColumns {
    /// The first column of a part.
    pub(super) fn column_of(&self, part: &str) -> Option<usize> {
        let find = |columns: &[(String, usize)]| columns.iter().find(|(id, _)| id == part).map(|(_, place)| *place);
        match self {
            Self::Triad(corners) => find(corners),
            Self::Dyad(place) => Some(*place),
            Self::Stones(stones) => stones.get(part).map(|[x, _]| *x),
            Self::One(place, _) => Some(*place),
            Self::Several(options) => find(options),
        }
    }
}
