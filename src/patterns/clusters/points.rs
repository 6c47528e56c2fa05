//! Stories as points: the coordinates of the chosen signifiers side by side, each scaled to unit side, complete cases only.

use ndarray::Array2;

use crate::model::WHOLE;
use crate::patterns::column::{Column, DyadColumn, NO_POSITION, StoneColumn, TriadColumn};
use crate::patterns::columns::Columns;
use crate::patterns::fault::PatternFault;
use crate::patterns::lattice::plane;
use crate::patterns::rows::Rows;

/// One signifier that was chosen, and the column its coordinates come from.
pub(super) struct Chosen<'a> {
    pub id: &'a str,
    pub source: Source<'a>,
}

/// Where coordinates come from.
pub(super) enum Source<'a> {
    /// Two coordinates: the place in the plane.
    Triad(&'a TriadColumn),
    /// One coordinate.
    Dyad(&'a DyadColumn),
    /// Two coordinates for each stone; a story is complete when all of them are placed.
    Stones(Vec<&'a StoneColumn>),
}

impl<'a> Chosen<'a> {
    /// Finds the signifiers. `id/stone` chooses one stone alone.
    pub fn find(columns: &'a Columns, ids: &'a [String]) -> Result<Vec<Self>, PatternFault> {
        if ids.is_empty() {
            return Err(PatternFault::new("signifiers", "choose at least one triad, dyad or set of stones"));
        }
        let mut chosen: Vec<Self> = Vec::with_capacity(ids.len());
        for (at, id) in ids.iter().enumerate() {
            let fault = |message: String| PatternFault::new(format!("signifiers[{at}]"), message);
            if chosen.iter().any(|before| before.id == id) {
                return Err(fault(format!("“{id}” is chosen twice")));
            }
            chosen.push(Self { id, source: Source::find(columns, id).map_err(fault)? });
        }
        Ok(chosen)
    }
}

impl<'a> Source<'a> {
    fn find(columns: &'a Columns, id: &str) -> Result<Self, String> {
        match columns.column(id) {
            Some(Column::Triad(column)) => Ok(Self::Triad(column)),
            Some(Column::Dyad(column)) => Ok(Self::Dyad(column)),
            Some(Column::Stones(column)) if !column.stones.is_empty() => Ok(Self::Stones(column.stones.iter().collect())),
            Some(other) => {
                Err(format!("“{id}” is of the kind {}; clusters are made of triads, dyads and stones", other.kind()))
            }
            None => one_stone(columns, id).ok_or_else(|| {
                let known = ["triad", "dyad", "stones"].map(|kind| columns.of_kind(kind)).concat();
                format!("there is no signifier “{id}”; there are: {}", known.join(", "))
            }),
        }
    }

    /// Coordinates that it adds to a point.
    fn width(&self) -> usize {
        match self {
            Self::Triad(_) => 2,
            Self::Dyad(_) => 1,
            Self::Stones(stones) => 2 * stones.len(),
        }
    }

    fn is_complete(&self, row: usize) -> bool {
        match self {
            Self::Triad(column) => column.is_answered(row),
            Self::Dyad(column) => column.position[row] <= WHOLE,
            Self::Stones(stones) => stones.iter().all(|stone| stone.x[row] != NO_POSITION),
        }
    }

    fn write(&self, row: usize, point: &mut Vec<f64>) {
        match self {
            Self::Triad(column) => point.extend(plane(column.parts(row).map(unit))),
            Self::Dyad(column) => point.push(unit(column.position[row])),
            Self::Stones(stones) => stones.iter().for_each(|stone| point.extend([unit(stone.x[row]), unit(stone.y[row])])),
        }
    }
}

fn one_stone<'a>(columns: &'a Columns, id: &str) -> Option<Source<'a>> {
    let (signifier, stone) = id.rsplit_once('/')?;
    let Some(Column::Stones(column)) = columns.column(signifier) else { return None };
    column.stones.iter().find(|own| own.id == stone).map(|stone| Source::Stones(vec![stone]))
}

/// A position as a decimal from 0 to 1.
pub(super) fn unit(parts: u16) -> f64 {
    f64::from(parts) / f64::from(WHOLE)
}

/// The stories that answered everything that was chosen.
pub(super) struct Points {
    /// Their places in the columns, ascending.
    pub rows: Vec<usize>,
    /// One line for each.
    pub coordinates: Array2<f64>,
}

impl Points {
    pub fn new(chosen: &[Chosen<'_>], rows: &Rows) -> Self {
        let rows: Vec<usize> = rows.places().filter(|&row| chosen.iter().all(|one| one.source.is_complete(row))).collect();
        let width: usize = chosen.iter().map(|one| one.source.width()).sum();
        let mut values = Vec::with_capacity(rows.len() * width);
        for &row in &rows {
            chosen.iter().for_each(|one| one.source.write(row, &mut values));
        }
        // Every row has written `width` values, so that the shape fits.
        let coordinates = Array2::from_shape_vec((rows.len(), width), values).unwrap_or_default();
        Self { rows, coordinates }
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }
}
