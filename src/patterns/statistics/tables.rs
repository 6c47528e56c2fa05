//! Tables of counts: groups × zones, groups × options. Rows are groups.

use ndarray::{Array2, ArrayView2, Axis};

use super::p_values;
use super::share::Z;

/// Halvings of the range in which a non-centrality lies.
const BISECTIONS: usize = 48;

/// A test of independence in a table.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::patterns) struct Independence {
    /// Pearson's χ².
    pub chi_squared: f64,
    /// (rows − 1)(columns − 1), without empty rows and columns.
    pub degrees: u32,
    /// The p-value by the χ² distribution.
    pub p: f64,
    /// The smallest count expected without a difference.
    pub least_expected: f64,
    /// Cramér's V, corrected for bias.
    pub cramers_v: f64,
}

/// r̃ = r − (r − 1)²/(n − 1), k̃ likewise, V = √(φ̃² / min(r̃ − 1, k̃ − 1)).
///
/// Rows and columns without any count are left out. `None` when fewer than two rows or columns remain.
pub(in crate::patterns) fn independence(table: ArrayView2<'_, u32>) -> Option<Independence> {
    let margins = Margins::of(table)?;
    let chi_squared = margins.chi_squared(table);
    let degrees = margins.degrees();
    let least = |sums: &[f64]| sums.iter().copied().filter(|sum| *sum > 0.0).fold(f64::MAX, f64::min);
    Some(Independence {
        chi_squared,
        degrees,
        p: p_values::chi_squared(chi_squared, degrees),
        least_expected: least(&margins.rows) * least(&margins.columns) / margins.n,
        cramers_v: margins.cramers_v(chi_squared, 1.0),
    })
}

/// The 95 % interval of Cramér's V that belongs to [`Independence::cramers_v`]: the ends are the values with which a χ² as large, or
/// as small, as that of the table has a probability of 2.5 % (Fleishman, 1980; Smithson, 2003), by the non-central χ²
/// distribution. That is close for weak associations and wide for strong ones.
///
/// `None` when fewer than two rows or columns have counts.
pub(in crate::patterns) fn v_interval(table: ArrayView2<'_, u32>) -> Option<[f64; 2]> {
    let margins = Margins::of(table)?;
    let (chi_squared, degrees) = (margins.chi_squared(table), margins.degrees());
    // The mean of χ² is its degrees of freedom and the non-centrality, so that V has the correction for bias already.
    let v = |z: f64| margins.v(noncentrality(chi_squared, degrees, z) / margins.n);
    Some([v(Z), v(-Z)])
}

/// The non-centrality with which a χ² of `x` lies `z` standard deviations above what is expected; 0 when it never does.
fn noncentrality(x: f64, degrees: u32, z: f64) -> f64 {
    let (mut low, mut high) = (0.0, x + f64::from(degrees) + 50.0 + 20.0 * x.sqrt());
    if deviation(x, degrees, low) < z {
        return 0.0;
    }
    for _ in 0..BISECTIONS {
        let middle = 0.5 * (low + high);
        if deviation(x, degrees, middle) < z { high = middle } else { low = middle }
    }
    0.5 * (low + high)
}

/// How many standard deviations of a normal distribution a value of the non-central χ² distribution is worth (Sankaran, 1963).
fn deviation(x: f64, degrees: u32, noncentrality: f64) -> f64 {
    let (k, l) = (f64::from(degrees), noncentrality);
    let h = 1.0 - 2.0 * (k + l) * (k + 3.0 * l) / (3.0 * (k + 2.0 * l).powi(2));
    let p = (k + 2.0 * l) / (k + l).powi(2);
    let m = (h - 1.0) * (1.0 - 3.0 * h);
    let mean = 1.0 + h * p * (h - 1.0 - 0.5 * (2.0 - h) * m * p);
    ((x / (k + l)).powf(h) - mean) / (h * (2.0 * p).sqrt() * (1.0 + 0.5 * m * p))
}

/// χ² of a table, 0 where there is no test.
pub(in crate::patterns) fn chi_squared(table: ArrayView2<'_, u32>) -> f64 {
    Margins::of(table).map_or(0.0, |margins| margins.chi_squared(table))
}

/// As [`chi_squared`], of one option against not choosing it: `chosen`, groups × options, of `sizes[group]`. It allocates nothing,
/// because it is computed for each of thousands of options in each permutation.
pub(in crate::patterns) fn chi_squared_against(chosen: ArrayView2<'_, u32>, sizes: &[u32], option: usize) -> f64 {
    let n: f64 = sizes.iter().map(|&size| f64::from(size)).sum();
    let chosen = chosen.index_axis_move(Axis(1), option);
    let those: f64 = chosen.iter().map(|&count| f64::from(count)).sum();
    let others = n - those;
    if those == 0.0 || others == 0.0 {
        return 0.0;
    }
    let of_group = |(&count, &size): (&u32, &u32)| {
        let (size, count) = (f64::from(size), f64::from(count));
        let (expected, expected_others) = (size * those / n, size * others / n);
        (count - expected).powi(2) / expected + (size - count - expected_others).powi(2) / expected_others
    };
    chosen.iter().zip(sizes).filter(|(_, size)| **size > 0).map(of_group).sum()
}

/// V of a bootstrap sample. Resampling raises χ² by chance as much again as sampling did, so the correction is applied twice.
/// `inflation` is that of [`inflation`].
pub(in crate::patterns) fn resampled_v(table: ArrayView2<'_, u32>, inflation: f64) -> f64 {
    corrected_v(table, 2.0 * inflation)
}

/// V with Bergsma's correction applied `times` times.
pub(in crate::patterns) fn corrected_v(table: ArrayView2<'_, u32>, times: f64) -> f64 {
    Margins::of(table).map_or(0.0, |margins| margins.cramers_v(margins.chi_squared(table), times))
}

/// The factor by which χ² is larger than with independent stories: its mean over permutations, divided by (r − 1)(k − 1)·n/(n −
/// 1). Bergsma's correction subtracts the part due to chance, which is larger for stories in blocks.
pub(in crate::patterns) fn inflation(table: ArrayView2<'_, u32>, mean: f64) -> f64 {
    let usual = Margins::of(table).map_or(0.0, |margins| f64::from(margins.degrees()) * margins.n / (margins.n - 1.0));
    if usual > 0.0 && mean.is_finite() { (mean / usual).max(1.0) } else { 1.0 }
}

/// `None` where a row or column has no counts or all of them.
pub(in crate::patterns) fn adjusted_residuals(table: ArrayView2<'_, u32>) -> Array2<Option<f64>> {
    let (rows, columns) = (sums(table, Axis(0)), sums(table, Axis(1)));
    let n: f64 = rows.iter().sum();
    let residual = |count: u32, row: f64, column: f64| {
        let expected = row * column / n;
        let variance = expected * (1.0 - row / n) * (1.0 - column / n);
        (variance > 0.0).then(|| (f64::from(count) - expected) / variance.sqrt())
    };
    Array2::from_shape_fn(table.dim(), |(row, column)| residual(table[[row, column]], rows[row], columns[column]))
}

/// The sum of each row (axis 0) or column (axis 1).
fn sums(table: ArrayView2<'_, u32>, axis: Axis) -> Vec<f64> {
    table.axis_iter(axis).map(|line| line.iter().map(|&count| f64::from(count)).sum()).collect()
}

struct Margins {
    rows: Vec<f64>,
    columns: Vec<f64>,
    n: f64,
}

impl Margins {
    fn of(table: ArrayView2<'_, u32>) -> Option<Self> {
        let (rows, columns) = (sums(table, Axis(0)), sums(table, Axis(1)));
        let n = rows.iter().sum();
        let margins = Self { rows, columns, n };
        (margins.degrees() > 0).then_some(margins)
    }

    fn filled(sums: &[f64]) -> u32 {
        sums.iter().filter(|sum| **sum > 0.0).count() as u32
    }

    fn degrees(&self) -> u32 {
        Self::filled(&self.rows).saturating_sub(1) * Self::filled(&self.columns).saturating_sub(1)
    }

    fn chi_squared(&self, table: ArrayView2<'_, u32>) -> f64 {
        let mut sum = 0.0;
        for (counts, row) in table.rows().into_iter().zip(&self.rows).filter(|(_, row)| **row > 0.0) {
            for (&count, column) in counts.iter().zip(&self.columns).filter(|(_, column)| **column > 0.0) {
                let expected = row * column / self.n;
                sum += (f64::from(count) - expected).powi(2) / expected;
            }
        }
        sum
    }

    fn cramers_v(&self, chi_squared: f64, corrections: f64) -> f64 {
        let free = self.n - 1.0;
        if free <= 0.0 {
            return 0.0;
        }
        self.v((chi_squared / self.n - corrections * f64::from(self.degrees()) / free).max(0.0))
    }

    /// V from φ², corrected for bias; at most 1.
    fn v(&self, excess: f64) -> f64 {
        let (r, k) = (f64::from(Self::filled(&self.rows)), f64::from(Self::filled(&self.columns)));
        let free = self.n - 1.0;
        if free <= 0.0 {
            return 0.0;
        }
        let room = (r - (r - 1.0).powi(2) / free).min(k - (k - 1.0).powi(2) / free) - 1.0;
        if room > 0.0 { (excess / room).sqrt().min(1.0) } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{Array2, array};

    use super::*;

    #[test]
    fn empty_rows_and_columns_do_not_count() {
        let full = independence(array![[10, 20, 5], [12, 9, 14]].view()).unwrap();
        let padded = independence(array![[10, 0, 20, 5], [0; 4], [12, 0, 9, 14]].view()).unwrap();
        assert_eq!(full, padded);
        assert_eq!(independence(array![[3, 4], [0, 0]].view()), None);
        assert_eq!(independence(array![[3, 0], [9, 0]].view()), None);
        assert_eq!(independence(Array2::zeros((0, 0)).view()), None);
    }

    #[test]
    fn one_option_against_the_others_is_a_table_of_two_columns() {
        let (chosen, sizes) = (array![[3, 0, 7], [0, 0, 0], [5, 0, 2]], [10, 0, 9]);
        for option in 0..3 {
            let cell = |(group, other): (usize, usize)| match other {
                0 => chosen[[group, option]],
                _ => sizes[group] - chosen[[group, option]],
            };
            let table = Array2::from_shape_fn((3, 2), cell);
            let against = chi_squared_against(chosen.view(), &sizes, option);
            assert!((against - chi_squared(table.view())).abs() < 1e-12, "{option}");
        }
    }

    #[test]
    fn the_ends_of_an_interval_leave_one_tail_of_the_non_central_distribution_each() {
        use statrs::function::gamma::checked_gamma_ur;
        // P(χ² ≥ x), as a mixture of central distributions with Poisson weights.
        let tail = |x: f64, degrees: u32, noncentrality: f64| -> f64 {
            let mut weight = (-noncentrality / 2.0).exp();
            (0..400)
                .map(|j| {
                    let part = weight * checked_gamma_ur(f64::from(degrees) / 2.0 + f64::from(j), x / 2.0).unwrap();
                    weight *= noncentrality / 2.0 / f64::from(j + 1);
                    part
                })
                .sum()
        };
        for (x, degrees) in [(20.0, 4), (60.0, 4), (80.0, 24), (150.0, 36), (12.0, 1)] {
            let [low, high] = [Z, -Z].map(|z| noncentrality(x, degrees, z));
            let (below, above) = (tail(x, degrees, low), 1.0 - tail(x, degrees, high));
            assert!((below - 0.025).abs() < 0.002 && (above - 0.025).abs() < 0.002, "{x} {degrees}: {below} {above}");
        }
        assert_eq!(noncentrality(3.0, 4, Z), 0.0, "chance explains it");
    }

    #[test]
    fn an_interval_of_v_holds_it_and_is_narrower_with_more_stories() {
        let table = array![[30, 10, 12], [9, 28, 14], [11, 12, 33]];
        let (v, [low, high]) = (independence(table.view()).unwrap().cramers_v, v_interval(table.view()).unwrap());
        assert!(0.0 < low && low < v && v < high && high < 1.0, "{low} {v} {high}");
        let more = table.mapv(|count| 10 * count);
        let [low_of_more, high_of_more] = v_interval(more.view()).unwrap();
        assert!(low < low_of_more && high_of_more < high, "{low_of_more} {high_of_more}");
        let [none, some] = v_interval(array![[10, 20], [30, 60]].view()).unwrap();
        assert!(none == 0.0 && some > 0.0, "{some}");
        assert_eq!(v_interval(array![[3, 4], [0, 0]].view()), None);
    }

    #[test]
    fn proportional_rows_have_no_association_and_split_ones_all_of_it() {
        assert_eq!(independence(array![[10, 20], [30, 60]].view()).unwrap().cramers_v, 0.0);
        let split = independence(array![[500, 0], [0, 500]].view()).unwrap();
        assert!(split.cramers_v > 0.998, "{}", split.cramers_v);
        assert!(adjusted_residuals(array![[500, 0], [0, 500]].view())[[0, 0]].unwrap() > 20.0);
    }
}
