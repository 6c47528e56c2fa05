//! The density of a stone: counts on a square grid, smoothed with a Gaussian that is reflected at the square's edges.

use ndarray::{Array2, ArrayView2};

use crate::patterns::geometry::GRID;

/// The density in each cell per unit area; mass is 1. `counts` and the result are rows × columns, [`GRID`] of each: rows from the
/// bottom, columns from the left. `None` when all counts are 0.
///
/// The grid is repeated mirrored on every side. The Gaussian's values on that endless grid are scaled to sum to 1 along each
/// axis, so uniform placement gives 1 everywhere, for every bandwidth.
///
/// ```
/// use ndarray::Array2;
/// use sensing::patterns::{GRID, square_density};
///
/// let even = square_density(Array2::from_elem((GRID, GRID), 3).view(), 0.05).unwrap();
/// assert!(even.iter().all(|value| (value - 1.0).abs() < 1e-12));
/// ```
pub fn square_density(counts: ArrayView2<'_, u32>, bandwidth: f64) -> Option<Array2<f64>> {
    let total: u64 = counts.iter().map(|&count| u64::from(count)).sum();
    if total == 0 {
        return None;
    }
    let weights = reflected(bandwidth);
    let mut rows = Array2::<f64>::zeros((GRID, GRID));
    for ((row, from), &count) in counts.indexed_iter().filter(|(_, count)| **count > 0) {
        rows.row_mut(row).scaled_add(f64::from(count), &weights.row(from));
    }
    let scale = (GRID * GRID) as f64 / total as f64;
    let mut values = Array2::zeros((GRID, GRID));
    for ((from, to), weight) in weights.indexed_iter() {
        values.row_mut(to).scaled_add(weight * scale, &rows.row(from));
    }
    Some(values)
}

/// The share of the mass of cell `from` that moves to cell `to`, along one axis: from × to.
fn reflected(bandwidth: f64) -> Array2<f64> {
    let period = 2 * GRID as i64;
    let reach = (9.0 * bandwidth * GRID as f64).ceil() as i64;
    let mut weights = Array2::<f64>::zeros((GRID, GRID));
    for from in 0..GRID as i64 {
        for offset in -reach..=reach {
            let place = (from + offset).rem_euclid(period);
            let to = place.min(period - 1 - place);
            let distance = offset as f64 / GRID as f64;
            weights[[from as usize, to as usize]] += (-0.5 * (distance / bandwidth).powi(2)).exp();
        }
    }
    for mut line in weights.rows_mut() {
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
            for value in square_density(Array2::from_elem((GRID, GRID), 7).view(), bandwidth).unwrap() {
                assert!((value - 1.0).abs() < 1e-12);
            }
        }
    }

    proptest! {
        #[test]
        fn mass_stays_one(places in prop::collection::vec(([0..GRID, 0..GRID], 1u32..50), 1..12), bandwidth in 0.005f64..=0.5) {
            let mut counts = Array2::zeros((GRID, GRID));
            places.into_iter().for_each(|(place, count)| counts[place] += count);
            let mass = square_density(counts.view(), bandwidth).unwrap().iter().sum::<f64>() / (GRID * GRID) as f64;
            prop_assert!((mass - 1.0).abs() < 1e-12);
        }
    }
}
