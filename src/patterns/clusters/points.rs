//! Stories as points: the coordinates of the chosen signifiers one after the other, each scaled to unit side; complete stories
//! only.

use std::collections::BTreeMap;

use ndarray::{Array2, ArrayView1};

use crate::model::WHOLE;
use crate::patterns::columns::{
    CHOICE_FIRST_SET, ChoiceColumn, Column, Columns, DyadColumn, NO_POSITION, Rows, State, StoneColumn, TriadColumn, unknown,
};
use crate::patterns::fault::PatternFault;
use crate::patterns::geometry::lattice::plane;

/// The largest number of coordinates of a point. The time for each distance grows with it.
const WIDEST: usize = 64;

/// The largest weight; the smallest is its reciprocal.
const HEAVIEST: f64 = 1_000.0;

/// A chosen signifier, and the column of its coordinates.
pub(super) struct Chosen<'a> {
    pub id: &'a str,
    /// The column of the whole signifier.
    whole: &'a Column,
    pub source: Source<'a>,
    /// Its weight; 1 by default.
    pub weight: f64,
}

/// Where coordinates come from.
pub(super) enum Source<'a> {
    /// Two coordinates: the position in the plane.
    Triad(&'a TriadColumn),
    /// One coordinate.
    Dyad(&'a DyadColumn),
    /// Two coordinates for each stone; a story is complete when all of them are placed.
    Stones(Vec<&'a StoneColumn>),
    /// No coordinates: only the Gower distance can compare sets of options.
    Choice(&'a ChoiceColumn),
}

impl<'a> Chosen<'a> {
    /// Finds the signifiers. `id/stone` selects a single stone.
    pub fn find(
        columns: &'a Columns,
        ids: &'a [String],
        weights: &BTreeMap<String, f64>,
        with_choices: bool,
    ) -> Result<Vec<Self>, PatternFault> {
        if ids.is_empty() {
            return Err(PatternFault::new("signifiers", "choose at least one triad, dyad or set of stones"));
        }
        let mut chosen: Vec<Self> = Vec::with_capacity(ids.len());
        for (at, id) in ids.iter().enumerate() {
            let fault = |message: String| PatternFault::new(format!("signifiers[{at}]"), message);
            if chosen.iter().any(|before| before.id == id) {
                return Err(fault(format!("“{id}” is chosen twice")));
            }
            let (whole, source) = Source::find(columns, id, with_choices).map_err(fault)?;
            chosen.push(Self { id, whole, source, weight: weights.get(id).copied().unwrap_or(1.0) });
        }
        for (id, weight) in weights {
            let fault = |message: String| Err(PatternFault::new(format!("weights.{id}"), message));
            if !ids.contains(id) {
                return fault(format!("“{id}” is not among the chosen signifiers"));
            }
            if !(1.0 / HEAVIEST..=HEAVIEST).contains(weight) {
                return fault(format!("a weight is a number from {} to {HEAVIEST}", 1.0 / HEAVIEST));
            }
        }
        let width: usize = chosen.iter().map(|one| one.source.width()).sum();
        if width > WIDEST {
            let message =
                format!("these signifiers have {width} coordinates together, and {WIDEST} are the limit; choose fewer");
            return Err(PatternFault::new("signifiers", message));
        }
        Ok(chosen)
    }

    /// Whether the storyteller was not asked.
    pub fn is_not_asked(&self, row: usize) -> bool {
        self.whole.state(row) == State::NotAsked
    }
}

impl<'a> Source<'a> {
    fn find(columns: &'a Columns, id: &str, with_choices: bool) -> Result<(&'a Column, Self), String> {
        let Some(whole) = columns.column(id) else {
            return one_stone(columns, id).ok_or_else(|| {
                let known = ["triad", "dyad", "stones"].map(|kind| columns.of_kind(kind)).concat();
                unknown("signifier", id, &known)
            });
        };
        let source = match whole {
            Column::Triad(column) => Self::Triad(column),
            Column::Dyad(column) => Self::Dyad(column),
            Column::Stones(column) if !column.stones.is_empty() => Self::Stones(column.stones.iter().collect()),
            Column::Choice(column) if with_choices => Self::Choice(column),
            Column::Choice(_) => {
                return Err(format!(
                    "“{id}” is of the kind choice; only k-medoids can cluster by choices, HDBSCAN by positions"
                ));
            }
            Column::Stones(_) => return Err(format!("“{id}” has no stones")),
        };
        Ok((whole, source))
    }

    /// The number of coordinates that it adds to a point.
    fn width(&self) -> usize {
        match self {
            Self::Triad(_) => 2,
            Self::Dyad(_) => 1,
            Self::Stones(stones) => 2 * stones.len(),
            Self::Choice(_) => 0,
        }
    }

    /// Whether the story answered it in full: of stones, all.
    pub fn is_complete(&self, row: usize) -> bool {
        match self {
            Self::Triad(column) => column.is_answered(row),
            Self::Dyad(column) => column.position[row] <= WHOLE,
            Self::Stones(stones) => stones.iter().all(|stone| stone.x[row] != NO_POSITION),
            Self::Choice(column) => column.code[row] >= CHOICE_FIRST_SET,
        }
    }

    /// Whether the story answered some of it: of stones, placed one.
    pub fn is_answered(&self, row: usize) -> bool {
        match self {
            Self::Stones(stones) => stones.iter().any(|stone| stone.x[row] != NO_POSITION),
            _ => self.is_complete(row),
        }
    }

    fn write(&self, row: usize, weight: f64, point: &mut Vec<f64>) {
        match self {
            Self::Triad(column) => point.extend(plane(column.parts(row).map(unit)).map(|at| at * weight)),
            Self::Dyad(column) => point.push(unit(column.position[row]) * weight),
            Self::Stones(stones) => {
                stones.iter().for_each(|stone| point.extend([stone.x[row], stone.y[row]].map(|at| unit(at) * weight)));
            }
            Self::Choice(_) => {}
        }
    }
}

fn one_stone<'a>(columns: &'a Columns, id: &str) -> Option<(&'a Column, Source<'a>)> {
    let (signifier, stone) = id.rsplit_once('/')?;
    let whole = columns.column(signifier)?;
    let Column::Stones(column) = whole else { return None };
    column.stones.iter().find(|own| own.id == stone).map(|stone| (whole, Source::Stones(vec![stone])))
}

/// A position as a decimal from 0 to 1.
pub(super) fn unit(parts: u16) -> f64 {
    f64::from(parts) / f64::from(WHOLE)
}

/// Points of equal dimension.
#[derive(Clone, Debug, Default)]
pub(super) struct Cloud {
    /// Points × coordinates, row by row in memory, so that a point is a slice.
    coordinates: Array2<f64>,
}

impl Cloud {
    /// The points that are the rows of an array, points × coordinates.
    #[cfg(test)]
    pub fn new(coordinates: Array2<f64>) -> Self {
        Self { coordinates: coordinates.as_standard_layout().into_owned() }
    }

    /// The number of points.
    pub fn len(&self) -> usize {
        self.coordinates.nrows()
    }

    /// The number of coordinates of a point.
    pub fn width(&self) -> usize {
        self.coordinates.ncols()
    }

    /// The coordinates of a point.
    pub fn point(&self, at: usize) -> &[f64] {
        let width = self.width();
        &self.coordinates.as_slice().unwrap_or_default()[at * width..(at + 1) * width]
    }

    /// One coordinate of every point.
    pub fn axis(&self, axis: usize) -> ArrayView1<'_, f64> {
        self.coordinates.column(axis)
    }

    /// Some of the points.
    pub fn select(&self, points: &[usize]) -> Self {
        let mut coordinates = Array2::zeros((points.len(), self.width()));
        for (mut to, &point) in coordinates.rows_mut().into_iter().zip(points) {
            to.assign(&self.coordinates.row(point));
        }
        Self { coordinates }
    }

    /// The Euclidean distance of two points.
    pub fn distance(&self, first: usize, second: usize) -> f64 {
        let pairs = self.point(first).iter().zip(self.point(second));
        pairs.map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt()
    }
}

/// The stories that answered every chosen signifier.
pub(super) struct Points {
    /// Their row indices in the columns, ascending.
    pub rows: Vec<usize>,
    pub cloud: Cloud,
}

impl Points {
    /// The complete stories among `rows`, as points.
    pub fn new(chosen: &[Chosen<'_>], rows: &Rows) -> Self {
        let rows: Vec<usize> = rows.places().filter(|&row| chosen.iter().all(|one| one.source.is_complete(row))).collect();
        let width: usize = chosen.iter().map(|one| one.source.width()).sum();
        let mut coordinates = Array2::zeros((rows.len(), width));
        let mut own = Vec::with_capacity(width);
        for (mut point, &row) in coordinates.rows_mut().into_iter().zip(&rows) {
            own.clear();
            chosen.iter().for_each(|one| one.source.write(row, one.weight, &mut own));
            point.assign(&ArrayView1::from(&own));
        }
        Self { rows, cloud: Cloud { coordinates } }
    }
}
