//! How far stories lie from a place on a signifier's map.

use crate::model::WHOLE;
use crate::patterns::fault::PatternFault;
use crate::patterns::geometry::lattice::plane;

use super::cells::NO_POSITION;
use super::checks::unknown;
use super::column::Column;
use super::rows::Rows;
use super::table::Columns;

/// A place on the map of a signifier.
#[derive(Clone, Debug, PartialEq)]
pub enum MapPlace {
    /// Of a triad: the weights of its corners, which sum to 1.
    Triad([f64; 3]),
    /// Of a dyad: from 0, its left end, to 1.
    Dyad(f64),
    /// Of one stone: x and y, from 0 to 1.
    Stone {
        /// The stone's id.
        stone: String,
        /// From the left, and from the bottom.
        at: [f64; 2],
    },
}

impl Columns {
    /// The stories of `rows` that answered the signifier, each with its distance from a place, in sides of the map; in no order.
    ///
    /// # Errors
    /// [`PatternFault`] on `signifier`, `stone`, or the field of a place that another kind of signifier has.
    pub fn distances_from<'a>(
        &'a self,
        rows: &'a Rows,
        signifier: &str,
        place: &MapPlace,
    ) -> Result<Box<dyn Iterator<Item = (f64, u64)> + 'a>, PatternFault> {
        let Some(column) = self.column(signifier) else {
            let known = ["triad", "dyad", "stones"].map(|kind| self.of_kind(kind)).concat();
            return Err(PatternFault::new("signifier", unknown("signifier", signifier, &known)));
        };
        let unit = |parts: u16| f64::from(parts) / f64::from(WHOLE);
        let apart = |a: [f64; 2], b: [f64; 2]| (a[0] - b[0]).hypot(a[1] - b[1]);
        match (column, place) {
            (Column::Triad(column), MapPlace::Triad(weights)) => {
                let from = plane(*weights);
                let answered = rows.places().filter(|&row| column.is_answered(row));
                Ok(Box::new(answered.map(move |row| (apart(plane(column.parts(row).map(unit)), from), self.numbers[row]))))
            }
            (Column::Dyad(column), MapPlace::Dyad(from)) => {
                let from = *from;
                let answered = rows.places().filter(|&row| column.position[row] <= WHOLE);
                Ok(Box::new(answered.map(move |row| ((unit(column.position[row]) - from).abs(), self.numbers[row]))))
            }
            (Column::Stones(column), MapPlace::Stone { stone, at }) => {
                let Some(stone) = column.stones.iter().find(|own| own.id == *stone) else {
                    let known: Vec<&str> = column.stones.iter().map(|own| own.id.as_str()).collect();
                    return Err(PatternFault::new("stone", unknown("stone", stone, &known)));
                };
                let from = *at;
                let placed = rows.places().filter(|&row| stone.x[row] != NO_POSITION);
                let place = move |row: usize| [unit(stone.x[row]), unit(stone.y[row])];
                Ok(Box::new(placed.map(move |row| (apart(place(row), from), self.numbers[row]))))
            }
            (Column::Choice(_), _) => {
                let message = format!("“{signifier}” is a choice, and has no map with places; name a triad, a dyad or stones");
                Err(PatternFault::new("signifier", message))
            }
            (Column::Triad(_), _) => Err(PatternFault::new("triad", "give the weights of the three corners for a triad")),
            (Column::Dyad(_), _) => Err(PatternFault::new("dyad", "give a position from 0 to 1 for a dyad")),
            (Column::Stones(_), _) => Err(PatternFault::new("stone", "give a stone and its place `at` for stones")),
        }
    }
}
