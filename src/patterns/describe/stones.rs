//! Patterns of stones: how many stories placed each stone, and where.

use ndarray::Array2;
use rayon::prelude::*;
use serde::Serialize;

use crate::model::WHOLE;
use crate::patterns::columns::{BLOCK, Listed, NO_POSITION, Replies, StoneColumn, StonesColumn};
use crate::patterns::geometry::{GRID, cell};
use crate::patterns::ordered::Ordered;
use crate::patterns::statistics::{BandwidthRule, Lscv, half_scott, square_density};

use super::chosen_bandwidth::Chosen;
use super::histogram::{Counters, Histogram, counter};
use super::options::Options;

/// The pattern of a set of stones.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct StonesPattern {
    /// Stories in which at least one stone was placed.
    pub answered: u64,
    /// Stories whose tellers said that the question does not fit.
    pub not_applicable: u64,
    /// Stories whose tellers were asked and skipped it.
    pub unanswered: u64,
    /// Stories whose tellers were not asked.
    pub not_asked: u64,
    /// The stones in the framework's order.
    #[schema(value_type = std::collections::HashMap<String, StonePattern>)]
    pub stones: Ordered<StonePattern>,
    /// Stones that are not in `stones`, because so few stories placed them that nothing may be told of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false, example = json!(["school"]))]
    pub too_few: Vec<String>,
}

/// One stone's pattern.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct StonePattern {
    /// Stories in which it was placed.
    pub placed: u64,
    /// Stories in which other stones were placed, but not this one.
    pub unplaced: u64,
    /// Counts in 3 × 3 cells, row by row from the bottom, each from the left; cut at 1/3 and 2/3, a cut belongs to the
    /// part on its left or below.
    #[schema(value_type = Vec<u64>, example = json!([3, 1, 0, 4, 9, 2, 0, 5, 8]))]
    pub cells: [u64; 9],
    /// The mean of x; missing when it was never placed.
    pub mean_x: Option<f64>,
    /// The mean of y.
    pub mean_y: Option<f64>,
    /// The median of x.
    pub median_x: Option<f64>,
    /// The median of y.
    pub median_y: Option<f64>,
    /// Density on a grid, if requested and the stone was placed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub density: Option<StoneDensity>,
}

/// Density of a stone.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct StoneDensity {
    /// Cells along a side: 32.
    #[schema(example = 32)]
    pub grid: u32,
    /// The Gaussian's standard deviation, in sides of the square.
    #[schema(example = 0.05)]
    pub bandwidth: f64,
    /// The rule that chose it; missing when it was given.
    pub rule: Option<BandwidthRule>,
    /// What to know about the bandwidth: that another rule was used than was asked for, that a rule reached the end of its range,
    /// or that the grid is coarser than the bandwidth.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false, example = json!(["Cross-validation is for triads only; half of Scott's rule chose the bandwidth."]))]
    pub notes: Vec<String>,
    /// Values per unit area, row by row from the bottom, each from the left.
    pub values: Vec<f64>,
}

pub(super) fn stones_pattern(column: &StonesColumn, rows: &Listed<'_>, options: &Options) -> StonesPattern {
    let Replies { answered, not_applicable, unanswered, not_asked } = Replies::in_cells(&column.state, rows, |state| state);
    let stones: Vec<_> =
        column.stones.par_iter().map(|stone| (stone.id.clone(), stone_pattern(stone, answered, rows, options))).collect();
    StonesPattern { answered, not_applicable, unanswered, not_asked, stones: stones.into_iter().collect(), too_few: Vec::new() }
}

fn stone_pattern(stone: &StoneColumn, answered: u64, rows: &Listed<'_>, options: &Options) -> StonePattern {
    let counts = Counts::gather(stone, rows, options.density.is_some());
    let (x, y) = (Histogram::counted(counts.x.counts()), Histogram::counted(counts.y.counts()));
    let placed = x.total();
    let ((sum_x, squares_x), (sum_y, squares_y)) = (x.sums(), y.sums());
    let mean = |sum: u64| (placed > 0).then(|| sum as f64 / (placed * u64::from(WHOLE)) as f64);
    let trace = || {
        let (n, x, y) = (u128::from(placed), u128::from(sum_x), u128::from(sum_y));
        let spread = (n > 1).then(|| n * (squares_x + squares_y) - x * x - y * y)?;
        Some(spread as f64 / (n as f64 * (n - 1) as f64 * f64::from(WHOLE).powi(2)))
    };
    StonePattern {
        placed,
        unplaced: answered.saturating_sub(placed),
        cells: counts.cells,
        mean_x: mean(sum_x),
        mean_y: mean(sum_y),
        median_x: x.quantile(0.5),
        median_y: y.quantile(0.5),
        density: options.density.as_ref().and_then(|asked| {
            let half_scott = || half_scott(trace(), placed);
            let Chosen { bandwidth, rule, notes } =
                Chosen::new(asked, placed, half_scott, None::<fn() -> Option<Lscv>>, 1.0 / GRID as f64);
            let density = |values: Array2<f64>| {
                let values = values.iter().copied().collect();
                StoneDensity { grid: GRID as u32, bandwidth, rule, notes, values }
            };
            square_density(counts.grid.as_ref()?.view(), bandwidth).map(density)
        }),
    }
}

/// The smallest number of blocks that is worth a separate task with its own counters.
const TASK: usize = 16;

/// Counts of one stone: of each x, of each y, in nine cells, and on the grid if requested.
struct Counts {
    x: Counters,
    y: Counters,
    cells: [u64; 9],
    /// Rows × columns, from the bottom and from the left.
    grid: Option<Array2<u32>>,
}

impl Counts {
    fn gather(stone: &StoneColumn, rows: &Listed<'_>, with_grid: bool) -> Self {
        let fresh = || Self {
            x: Counters::new(),
            y: Counters::new(),
            cells: [0; 9],
            grid: with_grid.then(|| Array2::zeros((GRID, GRID))),
        };
        let blocks = (0..rows.blocks()).into_par_iter().with_min_len(TASK);
        let counted = blocks.fold(
            || (fresh(), Vec::with_capacity(BLOCK)),
            |(mut counts, mut spare), block| {
                counts.add(stone.x.block(block), stone.y.block(block), rows.within(block, &mut spare));
                (counts, spare)
            },
        );
        counted.map(|(counts, _)| counts).reduce(fresh, Self::merge)
    }

    fn add(&mut self, x: &[u16], y: &[u16], places: &[u16]) {
        // One extra cell for unplaced stones. Counting them avoids a branch that is hard to predict.
        let mut cells = [0u64; 10];
        let (counts_x, counts_y) = (self.x.for_block(), self.y.for_block());
        for &place in places {
            let (x, y) = (x[usize::from(place)], y[usize::from(place)]);
            counts_x[counter(x)] += 1;
            counts_y[counter(y)] += 1;
            cells[if x == NO_POSITION { 9 } else { third(y) * 3 + third(x) }] += 1;
            if let Some(grid) = &mut self.grid
                && x != NO_POSITION
            {
                grid[[cell(y, GRID), cell(x, GRID)]] += 1;
            }
        }
        self.cells.iter_mut().zip(cells).for_each(|(count, more)| *count += more);
    }

    fn merge(self, other: Self) -> Self {
        let mut cells = self.cells;
        cells.iter_mut().zip(other.cells).for_each(|(count, more)| *count += more);
        Self {
            x: self.x.merge(other.x),
            y: self.y.merge(other.y),
            cells,
            grid: self.grid.zip(other.grid).map(|(grid, more)| grid + more),
        }
    }
}

/// The third that contains a position; thirds are closed on the right.
fn third(position: u16) -> usize {
    usize::from(position > WHOLE / 3) + usize::from(position > WHOLE / 3 * 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirds_are_the_cells_of_a_grid_of_three() {
        assert!((0..=WHOLE).all(|position| third(position) == cell(position, 3)));
    }
}
