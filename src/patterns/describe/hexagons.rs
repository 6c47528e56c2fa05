//! Hexagonal bins of a triad, which show counts near corners, where smooth contours mislead.

use serde::Serialize;

use crate::patterns::columns::{Rows, TriadColumn};
use crate::patterns::fault::PatternFault;
use crate::patterns::geometry::lattice::{index, nearest, plane};

/// The allowed numbers of hexagons along a side.
pub const ACROSS: std::ops::RangeInclusive<u32> = 2..=64;

/// Counts in hexagons.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"across": 12, "size": 0.0481, "cells": [{"x": 0.5, "y": 0.2887, "count": 41}]}))]
pub struct Hexagons {
    /// Steps between centres along a side. Hexagons point upwards; those on an edge of the triangle are cut in half by it, and
    /// those in a corner to a sixth.
    pub across: u32,
    /// The length of a hexagon's side, which is its centre's distance from its points: 1 / (across·√3).
    pub size: f64,
    /// The hexagons that are not empty, by rows of equal second weight.
    pub cells: Vec<HexagonCell>,
}

/// One hexagon.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"x": 0.5, "y": 0.2887, "count": 41}))]
pub struct HexagonCell {
    /// The centre's x in the plane.
    pub x: f64,
    /// The centre's y in the plane.
    pub y: f64,
    /// Stories in it.
    pub count: u64,
}

/// Checks a requested number of hexagons.
///
/// # Errors
/// [`PatternFault`] on `hexagons.across` outside [`ACROSS`].
pub(super) fn check_across(across: u32) -> Result<(), PatternFault> {
    if ACROSS.contains(&across) {
        return Ok(());
    }
    let message = format!("the number of hexagons along a side must be from {} to {}", ACROSS.start(), ACROSS.end());
    Err(PatternFault::new("hexagons.across", message))
}

pub(super) fn hexagons(column: &TriadColumn, rows: &Rows, across: u32) -> Hexagons {
    let n = across as usize;
    let mut counts = vec![0u64; (n + 1) * (n + 2) / 2];
    for row in rows.places().filter(|&row| column.is_answered(row)) {
        let (i, j) = nearest(column.parts(row), n);
        counts[index(i, j, n)] += 1;
    }
    let mut cells = Vec::new();
    for i in 0..=n {
        for j in 0..=n - i {
            let count = counts[index(i, j, n)];
            if count > 0 {
                let [x, y] = plane([0.0, i as f64 / n as f64, j as f64 / n as f64]);
                cells.push(HexagonCell { x, y, count });
            }
        }
    }
    Hexagons { across, size: 1.0 / (n as f64 * 3f64.sqrt()), cells }
}
