//! What a selection looks like on stones: for each stone how many placed it, and where.

use rayon::prelude::*;
use serde::Serialize;

use crate::model::WHOLE;

use super::column::{NO_POSITION, State, StoneColumn, StonesColumn};
use super::density::half_scott;
use super::histogram::Histogram;
use super::pattern::Options;
use super::rows::Rows;
use super::share::Ordered;
use super::square::{GRID, cell, square_density};

/// The pattern of a set of stones.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct StonesPattern {
    /// Stories in which at least one stone was placed.
    pub answered: u64,
    /// Stories to which the question does not fit, as their tellers said.
    pub not_applicable: u64,
    /// Stories whose tellers passed over it.
    pub unanswered: u64,
    /// The stones in the framework's order.
    #[schema(value_type = std::collections::HashMap<String, StonePattern>)]
    pub stones: Ordered<StonePattern>,
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
    /// Density on a grid, when asked for and somebody placed it.
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
    /// Values per unit area, row by row from the bottom, each from the left.
    pub values: Vec<f64>,
}

pub(super) fn stones_pattern(column: &StonesColumn, rows: &Rows, options: &Options) -> StonesPattern {
    let count = |state: State| rows.places().filter(|&row| column.state[row] == state).count() as u64;
    let answered = count(State::Answered);
    let stones: Vec<_> =
        column.stones.par_iter().map(|stone| (stone.id.clone(), stone_pattern(stone, answered, rows, options))).collect();
    StonesPattern {
        answered,
        not_applicable: count(State::NotApplicable),
        unanswered: count(State::Unanswered),
        stones: stones.into_iter().collect(),
    }
}

fn stone_pattern(stone: &StoneColumn, answered: u64, rows: &Rows, options: &Options) -> StonePattern {
    let places = || rows.places().map(|row| (stone.x[row], stone.y[row])).filter(|&(x, _)| x != NO_POSITION);
    let (x, y) = (Histogram::of(places().map(|(x, _)| x)), Histogram::of(places().map(|(_, y)| y)));
    let placed = x.total();
    let mut cells = [0; 9];
    let mut moments = Moments::default();
    let mut grid = vec![0u32; if options.density.is_some() { GRID * GRID } else { 0 }];
    for (x, y) in places() {
        cells[cell(y, 3) * 3 + cell(x, 3)] += 1;
        moments.add(x, y);
        if !grid.is_empty() {
            grid[cell(y, GRID) * GRID + cell(x, GRID)] += 1;
        }
    }
    let [mean_x, mean_y] = moments.means();
    StonePattern {
        placed,
        unplaced: answered.saturating_sub(placed),
        cells,
        mean_x,
        mean_y,
        median_x: x.quantile(0.5),
        median_y: y.quantile(0.5),
        density: options.density.as_ref().and_then(|asked| {
            let bandwidth = asked.bandwidth.unwrap_or_else(|| half_scott(moments.trace(), placed));
            square_density(&grid, bandwidth).map(|values| StoneDensity { grid: GRID as u32, bandwidth, values })
        }),
    }
}

/// Sums of places, as integers and so exact.
#[derive(Default)]
struct Moments {
    count: u64,
    x: u64,
    y: u64,
    squares: u128,
}

impl Moments {
    fn add(&mut self, x: u16, y: u16) {
        let (x, y) = (u64::from(x), u64::from(y));
        self.count += 1;
        self.x += x;
        self.y += y;
        self.squares += u128::from(x * x + y * y);
    }

    fn means(&self) -> [Option<f64>; 2] {
        [self.x, self.y].map(|sum| (self.count > 0).then(|| sum as f64 / (self.count * u64::from(WHOLE)) as f64))
    }

    /// The trace of the covariance (n − 1); `None` below two places.
    fn trace(&self) -> Option<f64> {
        let (n, x, y) = (u128::from(self.count), u128::from(self.x), u128::from(self.y));
        (n > 1).then(|| (n * self.squares - x * x - y * y) as f64 / (n as f64 * (n - 1) as f64 * f64::from(WHOLE).powi(2)))
    }
}
