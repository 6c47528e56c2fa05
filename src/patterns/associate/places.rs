//! Pairs of places and of positions, for the measures that read more than categories: distance and rank correlation.

use ndarray::Array2;
use rayon::prelude::*;

use crate::model::WHOLE;
use crate::patterns::columns::{NO_POSITION, State};
use crate::patterns::fault::Cancelled;
use crate::patterns::geometry::lattice::{index, nearest, plane};
use crate::patterns::progress::Progress;
use crate::patterns::statistics::{distance_correlation, distances, spearman};

use super::items::{Item, Source};

/// Steps of the lattice along a side of a triangle, for distances.
const TRIAD: usize = 10;
/// Steps of a dyad's line.
const DYAD: usize = 20;
/// Steps along a side of a stone's square.
const STONE: usize = 6;
/// The place of a row without one.
const NOWHERE: u8 = u8::MAX;

/// How two items go together beyond their categories, for one pair.
#[derive(Clone, Copy, Default)]
pub(super) struct Correlations {
    /// Of two dyads: Spearman's ρ.
    pub rank: Option<f64>,
    /// Of two triads, dyads or stones: the bias-corrected distance correlation.
    pub distance: Option<f64>,
}

/// The nearest of some places to each row's answer.
struct Placed {
    places: Vec<u8>,
    distances: Array2<f64>,
}

/// The correlations of each pair over these rows.
pub(super) fn correlations(
    items: &[Item<'_>],
    pairs: &[[usize; 2]],
    rows: &[usize],
    progress: &Progress<'_>,
) -> Result<Vec<Correlations>, Cancelled> {
    let wanted = |item: usize| pairs.iter().any(|pair| pair.contains(&item));
    let placed: Vec<Option<Placed>> =
        (0..items.len()).into_par_iter().map(|item| if wanted(item) { Placed::of(&items[item], rows) } else { None }).collect();
    let of_pair = |&[first, second]: &[usize; 2]| {
        progress.check()?;
        let (Some(own), Some(other)) = (&placed[first], &placed[second]) else { return Ok(Correlations::default()) };
        Ok(Correlations { rank: ranks(&items[first], &items[second], rows), distance: own.correlation(other) })
    };
    pairs.par_iter().map(of_pair).collect()
}

impl Placed {
    /// `None` for a choice, whose options lie nowhere.
    fn of(item: &Item<'_>, rows: &[usize]) -> Option<Self> {
        let step = |position: u16, steps: usize| (usize::from(position) * steps + usize::from(WHOLE) / 2) / usize::from(WHOLE);
        let (places, points): (Vec<u8>, Vec<[f64; 2]>) = match &item.source {
            Source::Triad(column) => {
                let place = |&row: &usize| match column.is_answered(row) {
                    true => {
                        let (i, j) = nearest(column.parts(row), TRIAD);
                        index(i, j, TRIAD) as u8
                    }
                    false => NOWHERE,
                };
                let nodes = (0..=TRIAD).flat_map(|i| (0..=TRIAD - i).map(move |j| [i, j]));
                let weights = nodes.map(|[i, j]| [TRIAD - i - j, i, j].map(|steps| steps as f64 / TRIAD as f64));
                (rows.iter().map(place).collect(), weights.map(plane).collect())
            }
            Source::Dyad(column) => {
                let place = |&row: &usize| match State::of_position(column.position[row]) {
                    State::Answered => step(column.position[row], DYAD) as u8,
                    _ => NOWHERE,
                };
                let points = (0..=DYAD).map(|at| [at as f64 / DYAD as f64, 0.0]);
                (rows.iter().map(place).collect(), points.collect())
            }
            Source::Stone(_, stone) => {
                let place = |&row: &usize| match stone.x[row] {
                    NO_POSITION => NOWHERE,
                    x => (step(stone.y[row], STONE) * (STONE + 1) + step(x, STONE)) as u8,
                };
                let points = (0..=STONE).flat_map(|y| (0..=STONE).map(move |x| [x, y].map(|at| at as f64 / STONE as f64)));
                (rows.iter().map(place).collect(), points.collect())
            }
            Source::Choice(..) => return None,
        };
        Some(Self { places, distances: distances(&points) })
    }

    fn correlation(&self, other: &Self) -> Option<f64> {
        let mut counts: Array2<u32> = Array2::zeros((self.distances.nrows(), other.distances.nrows()));
        let both = self.places.iter().zip(&other.places).filter(|(own, other)| **own != NOWHERE && **other != NOWHERE);
        both.for_each(|(&own, &other)| counts[[usize::from(own), usize::from(other)]] += 1);
        distance_correlation(counts.mapv(f64::from).view(), self.distances.view(), other.distances.view())
    }
}

/// Spearman's ρ of two dyads.
fn ranks(first: &Item<'_>, second: &Item<'_>, rows: &[usize]) -> Option<f64> {
    let (Source::Dyad(first), Source::Dyad(second)) = (&first.source, &second.source) else { return None };
    let pair = |&row: &usize| [first.position[row], second.position[row]];
    let answered = |pair: &[u16; 2]| pair.iter().all(|&position| position <= WHOLE);
    let pairs: Vec<[u16; 2]> = rows.iter().map(pair).filter(answered).collect();
    spearman(&pairs)
}
