//! The stories that were signified most like one story, and on which signifiers they agree with it.

use std::collections::BTreeMap;

use crate::patterns::columns::{Columns, Rows};
use crate::patterns::fault::PatternFault;
use crate::patterns::ordered::Ordered;

use super::gower::Gower;
use super::points::Chosen;

/// Stories whose answers are compared at once.
const AT_ONCE: usize = 20_000;

/// Which signifiers are compared, and how many stories are named.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NeighbourOptions {
    /// Signifiers of any kind; `stones-id/stone-id` selects a single stone.
    pub signifiers: Vec<String>,
    /// Weights of signifiers, 0.001 to 1,000; 1 for those that are not listed.
    pub weights: BTreeMap<String, f64>,
    /// The number of stories to name.
    pub limit: usize,
}

/// A story that was signified like another one.
#[derive(Clone, Debug, PartialEq)]
pub struct Neighbour {
    /// Its number.
    pub story: u64,
    /// Gower's distance of the two, 0 (the same answers) to 1.
    pub distance: f64,
    /// The distance on each signifier, 0 to 1; `None` when one of the two did not answer it.
    pub apart: Ordered<Option<f64>>,
}

/// The stories of `rows` nearest to a story, which need not be among them, the nearest first; of equally near ones, the earliest. A
/// neighbour answered every chosen signifier that the story answered, so that no story is near for want of answers. The distance is
/// Gower's (1971), as of k-medoids.
///
/// # Errors
/// [`PatternFault`] on `signifiers`, `weights.…` or `story`, when the story answered none of them.
pub fn neighbours(
    columns: &Columns,
    rows: &Rows,
    story: u64,
    options: &NeighbourOptions,
) -> Result<Vec<Neighbour>, PatternFault> {
    let chosen = Chosen::find(columns, &options.signifiers, &options.weights, true)?;
    let own = columns.with_numbers(&[story]);
    let of_own = own.places().next().filter(|&row| chosen.iter().any(|one| one.source.is_answered(row)));
    let Some(own) = of_own else {
        return Err(PatternFault::new("story", "this story answered none of the chosen signifiers; choose others"));
    };
    let answered: Vec<&Chosen<'_>> = chosen.iter().filter(|one| one.source.is_answered(own)).collect();
    let comparable = |row: usize| row != own && answered.iter().all(|one| one.source.is_answered(row));
    let others: Vec<usize> = rows.places().filter(|&row| comparable(row)).collect();
    let mut nearest: Vec<Neighbour> = Vec::new();
    for part in others.chunks(AT_ONCE) {
        let compared = Rows::at(part.iter().copied().chain([own]), columns.rows());
        let gower = Gower::new(&chosen, &compared);
        let Ok(from) = gower.rows.binary_search(&own) else { continue };
        nearest.extend((0..gower.len()).filter(|&at| at != from).map(|at| neighbour(columns, &chosen, &gower, from, at)));
        nearest.sort_by(|a, b| a.distance.total_cmp(&b.distance).then(a.story.cmp(&b.story)));
        nearest.truncate(options.limit);
    }
    Ok(nearest)
}

fn neighbour(columns: &Columns, chosen: &[Chosen<'_>], gower: &Gower, from: usize, at: usize) -> Neighbour {
    Neighbour {
        story: columns.numbers[gower.rows[at]],
        distance: gower.distance(from, at),
        apart: chosen.iter().map(|one| one.id.to_owned()).zip(gower.apart(from, at, chosen.len())).collect(),
    }
}
