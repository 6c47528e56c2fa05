//! One pass over a triad's rows: what its zones, centres, variance and density are made of.

use rayon::prelude::*;

use super::cells::BLOCK;
use super::column::{TriadColumn, ZONE_NOT_APPLICABLE, ZONE_STATES};
use super::composition::{IlrSums, SMALLEST};
use super::lattice::NODES;
use super::rows::Rows;
use crate::model::WHOLE;

/// Blocks that one task takes. Tasks are cut in the same way on every machine and added up in order, so that the sums are
/// the same to the last bit.
const TASK: usize = 8;

/// Neighbouring rows are counted in different tables: the same counter twice in a row would have to wait for itself.
const TABLES: usize = 4;

/// What the pass gathers. Parts are summed as integers, so that means and variances in the plane are exact.
pub(super) struct TriadSums {
    /// Rows in each zone; then not applicable; then unanswered.
    pub zones: [u64; ZONE_STATES],
    b: u64,
    c: u64,
    /// The sum of b² + bc + c².
    squares: u128,
    pub ilr: IlrSums,
    /// Rows at each lattice node; empty when nobody asked.
    pub nodes: Vec<u32>,
}

impl TriadSums {
    fn empty(origin: [f64; 2], nodes: usize) -> Self {
        Self { zones: [0; ZONE_STATES], b: 0, c: 0, squares: 0, ilr: IlrSums::about(origin), nodes: vec![0; nodes] }
    }

    /// Goes over the rows once.
    pub fn gather(column: &TriadColumn, rows: &Rows, with_nodes: bool) -> Self {
        let first = rows.places().find(|&row| column.is_answered(row));
        let origin = first.map_or([0.0; 2], |row| [column.z1[row], column.z2[row]]);
        let nodes = if with_nodes { NODES } else { 0 };
        let task = |from: usize| {
            let mut sums = Self::empty(origin, nodes);
            let (mut places, mut answered) = (Vec::with_capacity(BLOCK), vec![0; BLOCK]);
            for block in from..(from + TASK).min(rows.blocks()) {
                rows.within(block, &mut places);
                let answered = sums.count_zones(column.zone.block(block), &places, &mut answered);
                sums.add_parts(column.b.block(block), column.c.block(block), answered);
                sums.add_logs(origin, column.z1.block(block), column.z2.block(block), answered);
                if with_nodes {
                    let node = column.node.block(block);
                    answered.iter().for_each(|&place| sums.nodes[usize::from(node[usize::from(place)])] += 1);
                }
            }
            sums
        };
        let starts: Vec<usize> = (0..rows.blocks()).step_by(TASK).collect();
        let parts: Vec<Self> = starts.into_par_iter().map(task).collect();
        parts.into_iter().reduce(Self::merge).unwrap_or_else(|| Self::empty(origin, nodes))
    }

    /// Counts the zones, and lists the answered among the places.
    fn count_zones<'a>(&mut self, zones: &[u8], places: &[u16], answered: &'a mut [u16]) -> &'a [u16] {
        let mut tables = [[0u32; ZONE_STATES]; TABLES];
        let mut found = 0;
        for (table, &place) in (0..TABLES).cycle().zip(places) {
            let zone = zones[usize::from(place)];
            tables[table][usize::from(zone).min(ZONE_STATES - 1)] += 1;
            // Written whether or not it counts: a branch on who answered would be guessed wrong too often.
            answered[found] = place;
            found += usize::from(zone < ZONE_NOT_APPLICABLE);
        }
        for table in tables {
            self.zones.iter_mut().zip(table).for_each(|(count, more)| *count += u64::from(more));
        }
        &answered[..found]
    }

    fn add_parts(&mut self, b: &[u16], c: &[u16], answered: &[u16]) {
        // A block's squares fit 64 bits: 3·10⁸ times 2¹³.
        let (mut sum_b, mut sum_c, mut squares) = (0u64, 0u64, 0u64);
        for &place in answered {
            let (b, c) = (b[usize::from(place)], c[usize::from(place)]);
            let parts = [WHOLE - b - c, b, c];
            if parts.iter().any(|&part| part < SMALLEST) {
                self.ilr.note_replaced(parts);
            }
            let (b, c) = (u64::from(b), u64::from(c));
            sum_b += b;
            sum_c += c;
            squares += b * b + b * c + c * c;
        }
        self.b += sum_b;
        self.c += sum_c;
        self.squares += u128::from(squares);
    }

    fn add_logs(&mut self, origin: [f64; 2], z1: &[f64], z2: &[f64], answered: &[u16]) {
        // Two rows side by side, so that one addition need not wait for the other.
        let mut sums = [[0.0f64; 5]; 2];
        let mut add = |lane: usize, place: u16| {
            let (u, v) = (z1[usize::from(place)] - origin[0], z2[usize::from(place)] - origin[1]);
            for (sum, more) in sums[lane].iter_mut().zip([u, v, u * u, v * v, u * v]) {
                *sum += more;
            }
        };
        let pairs = answered.chunks_exact(2);
        let odd = pairs.remainder();
        pairs.for_each(|pair| {
            add(0, pair[0]);
            add(1, pair[1]);
        });
        odd.iter().for_each(|&place| add(0, place));
        let [u, v, uu, vv, uv] = [0, 1, 2, 3, 4].map(|k| sums[0][k] + sums[1][k]);
        self.ilr.merge(&IlrSums::taken(origin, answered.len() as u64, [u, v], [uu, vv, uv]));
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

    /// Rows with a point in the triangle.
    pub fn answered(&self) -> u64 {
        self.zones[..usize::from(ZONE_NOT_APPLICABLE)].iter().sum()
    }

    /// The mean weights; they sum to 1. `None` when nobody answered.
    pub fn arithmetic(&self) -> Option<[f64; 3]> {
        let n = self.answered();
        let whole = n * u64::from(WHOLE);
        (n > 0).then(|| [whole - self.b - self.c, self.b, self.c].map(|sum| sum as f64 / whole as f64))
    }

    /// The trace of the covariance in the plane (n − 1). With x = b + c/2 and y = c·√3/2 it is
    /// var b + cov(b, c) + var c. `None` below two points.
    pub fn plane_trace(&self) -> Option<f64> {
        let (n, b, c) = (u128::from(self.answered()), u128::from(self.b), u128::from(self.c));
        (n > 1).then(|| {
            let spread = n * self.squares - (b * b + b * c + c * c);
            spread as f64 / (n as f64 * (n - 1) as f64 * f64::from(WHOLE).powi(2))
        })
    }
}
