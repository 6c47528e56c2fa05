//! A triad's answers.

use crate::model::{Answer, Reply, WHOLE, Zone};
use crate::patterns::geometry::{ilr, lattice};

use super::cells::{ZONE_NOT_APPLICABLE, ZONE_NOT_ASKED, ZONE_UNANSWERED};
use super::chunked::Chunked;

/// Points in a triangle: two parts (the third is the rest), the zone, the nearest lattice node and the log-ratios. Everything
/// that follows from the parts is computed once, when a story is added, because views read it many times.
#[derive(Clone, Debug)]
pub(in crate::patterns) struct TriadColumn {
    pub corners: [String; 3],
    pub b: Chunked<u16>,
    pub c: Chunked<u16>,
    pub zone: Chunked<u8>,
    pub node: Chunked<u16>,
    /// The isometric log-ratio coordinates; 0 in rows without an answer.
    pub z1: Chunked<f64>,
    pub z2: Chunked<f64>,
}

impl TriadColumn {
    /// A column of rows that were not asked.
    pub fn new(corners: [String; 3], rows: usize) -> Self {
        let (part, log) = (Chunked::filled(0, rows), Chunked::filled(0.0, rows));
        let zone = Chunked::filled(ZONE_NOT_ASKED, rows);
        Self { corners, b: part.clone(), c: part.clone(), zone, node: part, z1: log.clone(), z2: log }
    }

    /// The ids of the corners.
    pub fn corners(&self) -> [&str; 3] {
        [&self.corners[0], &self.corners[1], &self.corners[2]]
    }

    /// The three parts of an answered row, in ten-thousandths.
    pub fn parts(&self, row: usize) -> [u16; 3] {
        let (b, c) = (self.b[row], self.c[row]);
        [WHOLE - b - c, b, c]
    }

    /// Whether the row has a point in the triangle.
    pub fn is_answered(&self, row: usize) -> bool {
        self.zone[row] < ZONE_NOT_APPLICABLE
    }

    /// The lattice node and the log-ratio coordinates of a point.
    pub fn worked_out(parts: [u16; 3]) -> (u16, [f64; 2]) {
        let (i, j) = lattice::nearest(parts, lattice::LATTICE);
        (lattice::index(i, j, lattice::LATTICE) as u16, ilr(parts))
    }

    pub(super) fn open(&mut self, at: usize) {
        self.b.insert(at, 0);
        self.c.insert(at, 0);
        self.zone.insert(at, ZONE_NOT_ASKED);
        self.node.insert(at, 0);
        self.z1.insert(at, 0.0);
        self.z2.insert(at, 0.0);
    }

    pub(super) fn put<S: Ord>(&mut self, at: usize, reply: Reply<'_, S>) {
        let (parts, zone, node, [z1, z2]) = match reply {
            Reply::Answered(Answer::Triad(triad)) => {
                let (node, logs) = Self::worked_out(triad.parts());
                (triad.parts(), Zone::of(*triad).index() as u8, node, logs)
            }
            Reply::NotApplicable => ([0; 3], ZONE_NOT_APPLICABLE, 0, [0.0; 2]),
            Reply::Unanswered => ([0; 3], ZONE_UNANSWERED, 0, [0.0; 2]),
            Reply::Answered(_) | Reply::NotAsked => ([0; 3], ZONE_NOT_ASKED, 0, [0.0; 2]),
        };
        self.b.put(at, parts[1]);
        self.c.put(at, parts[2]);
        self.zone.put(at, zone);
        self.node.put(at, node);
        self.z1.put(at, z1);
        self.z2.put(at, z2);
    }
}
