//! Geometry: the triangle of triads, the square of stones, and what can be drawn in them. Pure arithmetic on places and weights;
//! nothing here knows of stories.
//!
//! - A point in ten-thousandths → its nearest node, its place in the plane: [`lattice`].
//! - A place on an axis → its cell of the square: [`GRID`].
//! - A polygon and a point → inside or not; with the nodes decided in advance, quickly: `polygon`, `region`.
//! - Three weights → log-ratio coordinates and back, and their sums: [`ilr`], [`ilr_inverse`].
//! - Values at the nodes → the outlines of the smallest regions that hold a share of the mass: [`contours()`].

mod composition;
mod contours;
pub mod lattice;
mod polygon;
mod region;
mod square;

pub use composition::{DELTA, ilr, ilr_inverse};
pub use contours::{CONTOUR_MASSES, Contour, contours};
pub use square::GRID;

pub(in crate::patterns) use composition::{IlrSums, SMALLEST};
pub(in crate::patterns) use polygon::MOST_POINTS;
#[cfg(test)]
pub(in crate::patterns) use polygon::Polygon;
pub(in crate::patterns) use region::Region;
pub(in crate::patterns) use square::cell;
