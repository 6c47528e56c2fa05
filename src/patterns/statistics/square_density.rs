//! The density of a stone: counts on a square grid, smoothed with a Gaussian that is reflected at the square's edges.

use crate::patterns::geometry::GRID;

/// The density in each cell per unit area, row by row from the bottom, each from the left; mass is 1. `None` when all
/// counts are 0.
///
/// The grid is repeated mirrored on every side. The Gaussian's values on that endless grid are scaled to sum to 1 along each
/// axis, so uniform placement gives 1 everywhere, for every bandwidth.
///
/// ```
/// use sensing::patterns::{GRID, square_density};
///
/// let even = square_density(&[3; GRID * GRID], 0.05).unwrap();
/// assert!(even.iter().all(|value| (value - 1.0).abs() < 1e-12));
/// ```
pub fn square_density(counts: &[u32], bandwidth: f64) -> Option<Vec<f64>> {
    let total: u64 = counts.iter().map(|&count| u64::from(count)).sum();
    if total == 0 {
        return None;
    }
    let weights = reflected(bandwidth);
    let mut rows = vec![0.0; GRID * GRID];
    for (count, place) in counts.iter().zip(0..).filter(|(count, _)| **count > 0) {
        let (row, from) = (place / GRID, place % GRID);
        for to in 0..GRID {
            rows[row * GRID + to] += f64::from(*count) * weights[from * GRID + to];
        }
    }
    let scale = (GRID * GRID) as f64 / total as f64;
    let mut values = vec![0.0; GRID * GRID];
    for from in 0..GRID {
        for to in 0..GRID {
            let weight = weights[from * GRID + to] * scale;
            for column in 0..GRID {
                values[to * GRID + column] += rows[from * GRID + column] * weight;
            }
        }
    }
    Some(values)
}

/// The share of the mass of cell `from` that moves to cell `to`, along one axis.
fn reflected(bandwidth: f64) -> Vec<f64> {
    let period = 2 * GRID as i64;
    let reach = (9.0 * bandwidth * GRID as f64).ceil() as i64;
    let mut weights = vec![0.0; GRID * GRID];
    for from in 0..GRID as i64 {
        for offset in -reach..=reach {
            let place = (from + offset).rem_euclid(period);
            let to = place.min(period - 1 - place);
            let distance = offset as f64 / GRID as f64;
            weights[(from * GRID as i64 + to) as usize] += (-0.5 * (distance / bandwidth).powi(2)).exp();
        }
    }
    for line in weights.chunks_mut(GRID) {
        let sum: f64 = line.iter().sum();
        line.iter_mut().for_each(|weight| *weight /= sum);
    }
    weights
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn uniform_placement_is_flat_at_one() {
        for bandwidth in [0.005, 0.05, 0.5] {
            for value in square_density(&[7; GRID * GRID], bandwidth).unwrap() {
                assert!((value - 1.0).abs() < 1e-12);
            }
        }
    }

    proptest! {
        #[test]
        fn mass_stays_one(places in prop::collection::vec((0..GRID * GRID, 1u32..50), 1..12), bandwidth in 0.005f64..=0.5) {
            let mut counts = vec![0; GRID * GRID];
            places.into_iter().for_each(|(place, count)| counts[place] += count);
            let mass = square_density(&counts, bandwidth).unwrap().iter().sum::<f64>() / (GRID * GRID) as f64;
            prop_assert!((mass - 1.0).abs() < 1e-12);
        }
    }
}
