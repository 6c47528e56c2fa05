//! Distance correlation of places: whether stories that are near each other in one figure are near each other in another one.

use ndarray::{Array1, Array2, ArrayView2, Axis};

/// Stories below which it is not defined.
const FEWEST: f64 = 4.0;

/// The part of a sum that rounding may leave of it when it is subtracted from an equal one.
const ROUNDING: f64 = 1e-11;

/// The bias-corrected distance correlation (Székely & Rizzo, 2013) of two places of each story: its expectation is 0 for
/// independent ones, and it is 1 only where one figure is the other turned or enlarged.
///
/// `counts[[i, j]]` stories have the first place `i` and the second `j`; `first[[i, k]]` and `second[[j, l]]` are the distances of
/// places. The square of the usual coefficient, from −1 to 1; values below 0 are chance. `None` below four stories, or when
/// all are at one place.
pub(in crate::patterns) fn distance_correlation(
    counts: ArrayView2<'_, f64>,
    first: ArrayView2<'_, f64>,
    second: ArrayView2<'_, f64>,
) -> Option<f64> {
    let n = counts.sum();
    if n < FEWEST {
        return None;
    }
    let (own, other) = (Margin::of(counts.sum_axis(Axis(1)), first), Margin::of(counts.sum_axis(Axis(0)), second));
    let near: f64 = (&first.dot(&counts).dot(&second) * &counts).sum();
    let sums: f64 = own.sums.dot(&counts.dot(&other.sums));
    let covariance = unbiased(near, sums, own.all * other.all, n);
    let variances = own.variance(first, n) * other.variance(second, n);
    (variances > 0.0).then(|| covariance / variances.sqrt())
}

/// The stories at each place, the sum of the distances from each place to all of them, and the sum of all distances.
struct Margin {
    counts: Array1<f64>,
    sums: Array1<f64>,
    all: f64,
}

impl Margin {
    fn of(counts: Array1<f64>, distances: ArrayView2<'_, f64>) -> Self {
        let sums = distances.dot(&counts);
        let all = sums.dot(&counts);
        Self { counts, sums, all }
    }

    /// The unbiased distance variance, never below 0. Less than rounding leaves of the sums that it is the difference of counts as 0.
    fn variance(&self, distances: ArrayView2<'_, f64>, n: f64) -> f64 {
        let squares = self.counts.dot(&distances.mapv(|distance| distance * distance).dot(&self.counts));
        let sums = (&self.sums * &self.sums).dot(&self.counts);
        let variance = unbiased(squares, sums, self.all * self.all, n);
        if variance > ROUNDING * squares / (n * (n - 3.0)) { variance } else { 0.0 }
    }
}

/// The inner product of two U-centred matrices of distances a and b, from Σ a·b, Σ aᵢ.·bᵢ. and a..·b..
fn unbiased(products: f64, sums: f64, all: f64, n: f64) -> f64 {
    (products - 2.0 / (n - 2.0) * sums + all / ((n - 1.0) * (n - 2.0))) / (n * (n - 3.0))
}

/// The distances of points in the plane.
pub(in crate::patterns) fn distances(points: &[[f64; 2]]) -> Array2<f64> {
    let between = |(i, j): (usize, usize)| (points[i][0] - points[j][0]).hypot(points[i][1] - points[j][1]);
    Array2::from_shape_fn((points.len(), points.len()), between)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// U-centred matrices, entry by entry, for one story after the other.
    fn by_definition(places: &[[usize; 2]], first: &Array2<f64>, second: &Array2<f64>) -> f64 {
        let n = places.len();
        let centred = |of: usize, distances: &Array2<f64>| {
            let all = Array2::from_shape_fn((n, n), |(i, j)| distances[[places[i][of], places[j][of]]]);
            let (rows, sum, size) = (all.sum_axis(Axis(1)), all.sum(), n as f64);
            Array2::from_shape_fn((n, n), |(i, j)| match i == j {
                true => 0.0,
                false => all[[i, j]] - (rows[i] + rows[j]) / (size - 2.0) + sum / ((size - 1.0) * (size - 2.0)),
            })
        };
        let (own, other) = (centred(0, first), centred(1, second));
        (&own * &other).sum() / ((&own * &own).sum() * (&other * &other).sum()).sqrt()
    }

    #[test]
    fn counts_give_what_the_definition_gives_story_by_story() {
        let first = distances(&[[0.0, 0.0], [1.0, 0.0], [0.5, 0.9]]);
        let second = distances(&[[0.0, 0.0], [0.3, 0.0], [0.6, 0.0], [1.0, 0.0]]);
        let places = [[0, 0], [0, 1], [1, 3], [1, 2], [2, 2], [2, 0], [0, 0], [1, 3], [2, 1]];
        let mut counts = Array2::zeros((3, 4));
        places.iter().for_each(|&[i, j]| counts[[i, j]] += 1.0);
        let found = distance_correlation(counts.view(), first.view(), second.view()).unwrap();
        assert!((found - by_definition(&places, &first, &second)).abs() < 1e-12, "{found}");
    }

    #[test]
    fn a_figure_and_itself_have_one_and_one_place_has_none() {
        let places = distances(&[[0.0, 0.0], [1.0, 0.0], [0.5, 0.9]]);
        let same = Array2::from_diag(&ndarray::array![4.0, 5.0, 3.0]);
        assert!((distance_correlation(same.view(), places.view(), places.view()).unwrap() - 1.0).abs() < 1e-12);
        let one = Array2::from_shape_fn((3, 3), |(i, _)| if i == 0 { 5.0 } else { 0.0 });
        assert_eq!(distance_correlation(one.view(), places.view(), places.view()), None);
        // Of distances that no binary fraction is equal to, rounding alone would leave a variance of all but one.
        let [near, far] = [[0.1, 0.3], [0.4001, 0.7]];
        let two = distances(&[near, far]);
        for n in 3..40 {
            let all_but_one = ndarray::array![[f64::from(n), 0.0], [0.0, 1.0]];
            assert_eq!(distance_correlation(all_but_one.view(), two.view(), two.view()), None, "{n}");
        }
        assert_eq!(distance_correlation((&same / 12.0).view(), places.view(), places.view()), None);
    }
}
