//! What a selection looks like on a triad: zones, centres, density, hexagons.

use rayon::prelude::*;
use serde::Serialize;

use crate::model::{WHOLE, Zone};

use super::column::{TriadColumn, ZONE_NOT_APPLICABLE, ZONE_STATES, ZONE_UNANSWERED};
use super::composition::{DELTA, IlrSums, ilr, ilr_inverse};
use super::density::{density, half_scott};
use super::hexagons::{Hexagons, hexagons};
use super::lattice::{LATTICE, NODES};
use super::pattern::Options;
use super::rows::Rows;
use super::share::{Ordered, ratio, wilson};

/// Rows that one task takes.
const TASK: usize = 1 << 15;

/// A triad's pattern.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct TriadPattern {
    /// Stories with a point in the triangle.
    pub answered: u64,
    /// Stories to which the question does not fit, as their tellers said.
    pub not_applicable: u64,
    /// Stories whose tellers passed over it.
    pub unanswered: u64,
    /// The seven zones by name: corners, then edges, then `centre`.
    #[schema(value_type = std::collections::HashMap<String, ZoneShare>)]
    pub zones: Ordered<ZoneShare>,
    /// Where the middle lies.
    pub centres: Centres,
    /// The trace of the covariance (n − 1) of the ilr coordinates; missing below two points.
    pub total_variance: Option<f64>,
    /// Density on the lattice, when asked for and somebody answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub density: Option<TriadDensity>,
    /// Hexagonal bins, when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hexagons: Option<Hexagons>,
}

/// How many points lie in a zone.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"count": 106_100, "share": 0.171, "interval": [0.170, 0.172], "to_uniform": 1.07}))]
pub struct ZoneShare {
    /// Stories.
    pub count: u64,
    /// Their share of those that answered; missing when none did.
    pub share: Option<f64>,
    /// The share's Wilson interval, 95 %.
    #[schema(value_type = Option<Vec<f64>>)]
    pub interval: Option<[f64; 2]>,
    /// The share divided by what uniform placement would give: 0.16 for corners and the centre, 0.12 for edges.
    pub to_uniform: Option<f64>,
}

/// Two middles of a triad, as weights that sum to 1.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"arithmetic": [0.31, 0.38, 0.31], "geometric": [0.32, 0.41, 0.27], "delta": 0.0065}))]
pub struct Centres {
    /// The mean of the weights.
    #[schema(value_type = Option<Vec<f64>>)]
    pub arithmetic: Option<[f64; 3]>,
    /// The closed geometric mean, weights below 0.01 replaced.
    #[schema(value_type = Option<Vec<f64>>)]
    pub geometric: Option<[f64; 3]>,
    /// What weights below 0.01 were replaced by.
    pub delta: f64,
}

/// Density on the lattice of 64 steps.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct TriadDensity {
    /// Steps along a side: 64.
    #[schema(example = 64)]
    pub lattice: u32,
    /// The Gaussian's standard deviation, in sides of the triangle.
    #[schema(example = 0.05)]
    pub bandwidth: f64,
    /// Values per unit area at the 2,145 nodes: node (i, j) has the weights (1 − (i+j)/64, i/64, j/64); i outer, j inner.
    pub values: Vec<f64>,
}

/// What one pass over the rows gathers. Parts are summed as integers, so that means and variances in the plane are exact.
struct Sums {
    zones: [u64; ZONE_STATES],
    b: u64,
    c: u64,
    /// The sum of b² + bc + c².
    squares: u128,
    ilr: IlrSums,
    nodes: Vec<u32>,
}

pub(super) fn triad_pattern(column: &TriadColumn, rows: &Rows, options: &Options) -> TriadPattern {
    let sums = Sums::gather(column, rows, options.density.is_some());
    let answered = sums.answered();
    let zones = Zone::ALL.into_iter().map(|zone| {
        let count = sums.zones[zone.index()];
        let share = ratio(count, answered);
        let to_uniform = share.map(|share| share / zone.uniform_share());
        (zone.name(column.corners()), ZoneShare { count, share, interval: wilson(count, answered), to_uniform })
    });
    TriadPattern {
        answered,
        not_applicable: sums.zones[usize::from(ZONE_NOT_APPLICABLE)],
        unanswered: sums.zones[usize::from(ZONE_UNANSWERED)],
        zones: zones.collect(),
        centres: Centres { arithmetic: sums.arithmetic(), geometric: sums.ilr.mean().map(ilr_inverse), delta: DELTA },
        total_variance: sums.ilr.covariance().map(|[first, second, _]| first + second),
        density: options.density.as_ref().and_then(|asked| {
            let bandwidth = asked.bandwidth.unwrap_or_else(|| half_scott(sums.plane_trace(), answered));
            density(&sums.nodes, bandwidth).map(|values| TriadDensity { lattice: LATTICE as u32, bandwidth, values })
        }),
        hexagons: options.hexagons.as_ref().map(|asked| hexagons(column, rows, asked.across)),
    }
}

impl Sums {
    fn empty(origin: [f64; 2], nodes: usize) -> Self {
        Self { zones: [0; ZONE_STATES], b: 0, c: 0, squares: 0, ilr: IlrSums::about(origin), nodes: vec![0; nodes] }
    }

    fn gather(column: &TriadColumn, rows: &Rows, with_nodes: bool) -> Self {
        let origin = rows.places().find(|&row| column.is_answered(row)).map_or([0.0; 2], |row| ilr(column.parts(row)));
        let nodes = if with_nodes { NODES } else { 0 };
        let task = |rows: &[u32]| {
            let mut sums = Self::empty(origin, nodes);
            sums.add(column, rows);
            sums
        };
        rows.indices.par_chunks(TASK).map(task).reduce(|| Self::empty(origin, nodes), Self::merge)
    }

    fn add(&mut self, column: &TriadColumn, rows: &[u32]) {
        // A task's squares fit 64 bits: 3·10⁸ times 2¹⁵.
        let mut squares = 0u64;
        for &row in rows {
            let row = row as usize;
            self.zones[usize::from(column.zone[row])] += 1;
            if !column.is_answered(row) {
                continue;
            }
            let parts = column.parts(row);
            let (b, c) = (u64::from(parts[1]), u64::from(parts[2]));
            self.b += b;
            self.c += c;
            squares += b * b + b * c + c * c;
            self.ilr.add(parts);
            if let Some(count) = self.nodes.get_mut(usize::from(column.node[row])) {
                *count += 1;
            }
        }
        self.squares += u128::from(squares);
    }

    fn merge(mut self, other: Self) -> Self {
        self.zones.iter_mut().zip(other.zones).for_each(|(count, more)| *count += more);
        self.b += other.b;
        self.c += other.c;
        self.squares += other.squares;
        self.ilr.merge(&other.ilr);
        self.nodes.iter_mut().zip(other.nodes).for_each(|(count, more)| *count += more);
        self
    }

    fn answered(&self) -> u64 {
        self.zones[..usize::from(ZONE_NOT_APPLICABLE)].iter().sum()
    }

    fn arithmetic(&self) -> Option<[f64; 3]> {
        let n = self.answered();
        let whole = n * u64::from(WHOLE);
        (n > 0).then(|| [whole - self.b - self.c, self.b, self.c].map(|sum| sum as f64 / whole as f64))
    }

    /// The trace of the covariance in the plane (n − 1). With x = b + c/2 and y = c·√3/2 it is
    /// var b + cov(b, c) + var c.
    fn plane_trace(&self) -> Option<f64> {
        let (n, b, c) = (u128::from(self.answered()), u128::from(self.b), u128::from(self.c));
        (n > 1).then(|| {
            let spread = n * self.squares - (b * b + b * c + c * c);
            spread as f64 / (n as f64 * (n - 1) as f64 * f64::from(WHOLE).powi(2))
        })
    }
}
