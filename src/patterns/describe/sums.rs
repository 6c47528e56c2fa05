//! One pass over a triad's rows, which gathers the sums for zones, centres, variance and density.

use rayon::prelude::*;

use crate::model::WHOLE;
use crate::patterns::columns::{Rows, TriadColumn, Work, ZONE_NOT_APPLICABLE, ZONE_NOT_ASKED, gathered, ones, spread, wide};
use crate::patterns::geometry::lattice::NODES;
use crate::patterns::geometry::{IlrSums, SMALLEST};

/// Blocks in one task. Tasks are divided in the same way on every machine and added in order, so that the sums are the same to
/// the last bit.
const TASK: usize = 8;

/// Rows that are processed together: those of one word of marks.
const LANES: usize = 64;

/// The number of separate sums of log-ratios, so that one addition need not wait for the previous one. It is fixed, so that the
/// sums are the same on every machine.
const APART: usize = 8;

/// The states of zone cells that are counted. Cells that were not asked are the rest, so that they cost nothing.
const COUNTED: usize = ZONE_NOT_ASKED as usize;

/// The sums of the pass. Parts are summed as integers, so that means and variances in the plane are exact.
pub(in crate::patterns) struct TriadSums {
    /// Rows in each zone; then not applicable; then unanswered. The others were not asked.
    pub zones: [u64; COUNTED],
    /// All rows.
    pub rows: u64,
    b: u64,
    c: u64,
    /// The sum of b² + bc + c², each at most 10⁸.
    squares: u64,
    pub ilr: IlrSums,
    /// Rows at each lattice node; empty if not requested.
    pub nodes: Vec<u32>,
}

impl TriadSums {
    fn empty(origin: [f64; 2], nodes: usize) -> Self {
        Self { zones: [0; COUNTED], rows: 0, b: 0, c: 0, squares: 0, ilr: IlrSums::about(origin), nodes: vec![0; nodes] }
    }

    /// Reads the rows once.
    pub fn gather(column: &TriadColumn, rows: &Rows, with_nodes: bool) -> Self {
        let first = rows.places().find(|&row| column.is_answered(row));
        let origin = first.map_or([0.0; 2], |row| [column.z1[row], column.z2[row]]);
        let nodes = if with_nodes { NODES } else { 0 };
        let task = |from: usize| {
            let mut sums = Self::empty(origin, nodes);
            for block in from..(from + TASK).min(rows.blocks()) {
                wide(AddBlock { sums: &mut sums, column, block, marks: rows.block(block) });
            }
            sums
        };
        let starts: Vec<usize> = (0..rows.blocks()).step_by(TASK).collect();
        let parts: Vec<Self> = starts.into_par_iter().map(task).collect();
        let sums = parts.into_iter().reduce(Self::merge).unwrap_or_else(|| Self::empty(origin, nodes));
        Self { rows: rows.len() as u64, ..sums }
    }

    /// Adds a block's marked rows, 64 at a time. All 64 are processed together, and unmarked rows add zero: that is faster than
    /// going from mark to mark.
    #[inline(always)]
    fn add_block(&mut self, column: &TriadColumn, block: usize, marks: &[u64]) {
        let (zones, nodes) = (column.zone.block(block), column.node.block(block));
        let (b, c) = (column.b.block(block), column.c.block(block));
        let (z1, z2) = (column.z1.block(block), column.z2.block(block));
        let mut logs = LogSums::about(self.ilr.origin());
        let (mut spare, mut spare_parts, mut spare_logs) = ([0; LANES], [[0; LANES]; 2], [[0.0; LANES]; 2]);
        for (&word, at) in marks.iter().zip((0..).step_by(LANES)).filter(|(word, _)| **word != 0) {
            let answered = self.add_zones(lanes(zones, at, &mut spare), &spread(word));
            let marked = gathered(&answered);
            if marked == 0 {
                continue;
            }
            let [spare_b, spare_c] = &mut spare_parts;
            self.add_parts(lanes(b, at, spare_b), lanes(c, at, spare_c), &answered);
            let [spare_z1, spare_z2] = &mut spare_logs;
            logs.add(lanes(z1, at, spare_z1), lanes(z2, at, spare_z2), marked);
            if !self.nodes.is_empty() {
                let nodes = &nodes[at..];
                ones(marked).for_each(|row| self.nodes[usize::from(nodes[row])] += 1);
            }
        }
        self.ilr.merge(&logs.sums());
    }

    /// Counts the zones of marked rows, and returns which of them have a point in the triangle.
    #[inline(always)]
    fn add_zones(&mut self, zones: &[u8; LANES], marked: &[u8; LANES]) -> [u8; LANES] {
        for (zone, count) in (0u8..).zip(&mut self.zones) {
            let mut found = 0u8;
            for (own, marked) in zones.iter().zip(marked) {
                found += u8::from(*own == zone) & marked;
            }
            *count += u64::from(found);
        }
        std::array::from_fn(|row| u8::from(zones[row] < ZONE_NOT_APPLICABLE) & marked[row])
    }

    #[inline(always)]
    fn add_parts(&mut self, b: &[u16; LANES], c: &[u16; LANES], answered: &[u8; LANES]) {
        // In eight parallel sums. Parts are at most 10,000 and b² + bc + c² at most 10⁸, so eight of them fit in 31 bits.
        let [mut sums_b, mut sums_c, mut squares] = [[0i32; 8]; 3];
        let all = b.as_chunks::<8>().0.iter().zip(c.as_chunks::<8>().0).zip(answered.as_chunks::<8>().0);
        for ((b, c), answered) in all {
            for k in 0..8 {
                let mask = i16::from(answered[k]).wrapping_neg();
                let (b, c) = (b[k] as i16 & mask, c[k] as i16 & mask);
                sums_b[k] += i32::from(b);
                sums_c[k] += i32::from(c);
                squares[k] += i32::from(b) * i32::from(b + c) + i32::from(c) * i32::from(c);
            }
        }
        let sum = |sums: [i32; 8]| sums.into_iter().map(i64::from).sum::<i64>() as u64;
        self.b += sum(sums_b);
        self.c += sum(sums_c);
        self.squares += sum(squares);
        let small: [u8; LANES] = std::array::from_fn(|row| {
            let (b, c) = (b[row] as i16, c[row] as i16);
            let rest = WHOLE as i16 - b - c;
            let least = SMALLEST as i16;
            u8::from((rest < least) | (b < least) | (c < least)) & answered[row]
        });
        for row in ones(gathered(&small)) {
            self.ilr.note_replaced([WHOLE - b[row] - c[row], b[row], c[row]]);
        }
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

    /// Rows whose storytellers were not asked.
    pub fn not_asked(&self) -> u64 {
        self.rows - self.zones.iter().sum::<u64>()
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
            let spread = n * u128::from(self.squares) - (b * b + b * c + c * c);
            spread as f64 / (n as f64 * (n - 1) as f64 * f64::from(WHOLE).powi(2))
        })
    }
}

/// A block to add.
struct AddBlock<'a> {
    sums: &'a mut TriadSums,
    column: &'a TriadColumn,
    block: usize,
    marks: &'a [u64],
}

impl Work for AddBlock<'_> {
    type Outcome = ();

    #[inline(always)]
    fn done(self) {
        self.sums.add_block(self.column, self.block, self.marks);
    }
}

/// Sums of log-ratios about an origin, and of their squares and products.
struct LogSums {
    origin: [f64; 2],
    count: u64,
    /// z1, z2, z1², z2², z1·z2.
    sums: [[f64; APART]; 5],
}

impl LogSums {
    fn about(origin: [f64; 2]) -> Self {
        Self { origin, count: 0, sums: [[0.0; APART]; 5] }
    }

    #[inline(always)]
    fn add(&mut self, z1: &[f64; LANES], z2: &[f64; LANES], marked: u64) {
        let [mut us, mut vs, mut uus, mut vvs, mut uvs] = self.sums;
        let mut left = marked;
        for (z1, z2) in z1.as_chunks::<APART>().0.iter().zip(z2.as_chunks::<APART>().0) {
            let counts = [&FOUR[(left & 15) as usize], &FOUR[(left >> 4 & 15) as usize]];
            left >>= APART;
            for k in 0..APART {
                let count = counts[k / 4][k % 4];
                let (u, v) = ((z1[k] - self.origin[0]) * count, (z2[k] - self.origin[1]) * count);
                us[k] += u;
                vs[k] += v;
                uus[k] += u * u;
                vvs[k] += v * v;
                uvs[k] += u * v;
            }
        }
        self.sums = [us, vs, uus, vvs, uvs];
        self.count += u64::from(marked.count_ones());
    }

    fn sums(&self) -> IlrSums {
        let [u, v, uu, vv, uv] = self.sums.map(|sums| sums.iter().sum());
        IlrSums::taken(self.origin, self.count, [u, v], [uu, vv, uv])
    }
}

/// For each combination of four marks: the marks as numbers, the lowest first.
const FOUR: [[f64; 4]; 16] = {
    let (mut four, mut marks) = ([[0.0; 4]; 16], 0);
    while marks < 16 {
        let mut bit = 0;
        while bit < 4 {
            four[marks][bit] = (marks >> bit & 1) as f64;
            bit += 1;
        }
        marks += 1;
    }
    four
};

/// The cells from `at` on; if fewer than a full row of lanes are left, a copy in `spare`, whose other values are unspecified.
#[inline(always)]
fn lanes<'a, T: Copy>(cells: &'a [T], at: usize, spare: &'a mut [T; LANES]) -> &'a [T; LANES] {
    let cells = cells.get(at..).unwrap_or_default();
    cells.first_chunk().unwrap_or_else(|| {
        spare[..cells.len()].copy_from_slice(cells);
        spare
    })
}
