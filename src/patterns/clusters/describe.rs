//! What a cluster is like: its most typical stories, and where it stands on each signifier.

use ndarray::ArrayView2;
use rayon::prelude::*;
use serde::Serialize;

use super::points::{Chosen, Points, Source, unit};
use crate::patterns::column::StoneColumn;
use crate::patterns::random::Random;
use crate::patterns::share::Ordered;

/// Typical stories that are named.
const MEDOIDS: usize = 3;

/// Members among which medoids are sought; of more, this many are sampled.
pub(super) const MEDOID_SAMPLE: usize = 2_000;

/// A cluster's mean position on a signifier, in the form of an answer.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(example = json!({"triad": [0.62, 0.3, 0.08]}))]
pub enum Position {
    /// Three weights that sum to 1.
    #[schema(value_type = Vec<f64>)]
    Triad([f64; 3]),
    /// From 0 to 1.
    Dyad(f64),
    /// x and y of each stone.
    #[schema(value_type = std::collections::HashMap<String, Vec<f64>>)]
    Stones(Ordered<[f64; 2]>),
}

/// The members (places in `points`) with the smallest sums of distances to the cluster's members, best first.
/// `may_be` says which members may be named at all.
pub(super) fn medoids(points: &Points, members: &[usize], seed: u64, may_be: impl Fn(usize) -> bool + Sync) -> Vec<usize> {
    let sample = Random::new(seed).sample(members.len(), MEDOID_SAMPLE);
    let others: Vec<usize> = sample.into_iter().map(|place| members[place]).collect();
    let candidates: Vec<usize> = if others.iter().any(|&member| may_be(member)) {
        others.iter().copied().filter(|&member| may_be(member)).collect()
    } else {
        members.iter().copied().filter(|&member| may_be(member)).take(MEDOID_SAMPLE).collect()
    };
    let coordinates = points.coordinates.view();
    let summed = |&member: &usize| (others.iter().map(|&other| distance(coordinates, member, other)).sum::<f64>(), member);
    let mut sums: Vec<(f64, usize)> = candidates.par_iter().map(summed).collect();
    sums.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    sums.into_iter().take(MEDOIDS).map(|(_, member)| member).collect()
}

fn distance(coordinates: ArrayView2<'_, f64>, first: usize, second: usize) -> f64 {
    let pairs = coordinates.row(first).into_iter().zip(coordinates.row(second));
    pairs.map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt()
}

/// The mean position of some stories (places in the columns) on each chosen signifier.
pub(super) fn position(chosen: &[Chosen<'_>], rows: &[usize]) -> Ordered<Position> {
    let mean = |value: &dyn Fn(usize) -> u16| rows.iter().map(|&row| unit(value(row))).sum::<f64>() / rows.len().max(1) as f64;
    let of = |source: &Source<'_>| match source {
        Source::Triad(column) => Position::Triad([0, 1, 2].map(|corner| mean(&|row| column.parts(row)[corner]))),
        Source::Dyad(column) => Position::Dyad(mean(&|row| column.position[row])),
        Source::Stones(stones) => {
            let place = |stone: &&StoneColumn| [mean(&|row| stone.x[row]), mean(&|row| stone.y[row])];
            Position::Stones(stones.iter().map(|stone| (stone.id.clone(), place(stone))).collect())
        }
    };
    chosen.iter().map(|one| (one.id.to_owned(), of(&one.source))).collect()
}
