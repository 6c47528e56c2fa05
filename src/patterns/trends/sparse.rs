//! Series that are no series for control limits: most of their values are at an end of their scale.
//!
//! An XmR chart takes routine variation from the differences of neighbours. Where most values are the same, most differences are
//! 0, the limits close in on the mean, and whatever is not at the end of the scale looks like a signal.

/// The scale of a figure, and the ends at which its values pile up when stories are few.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scale {
    /// Whole numbers from 0.
    Counts,
    /// From 0 to 1.
    Share,
    /// From −1 to 1, and 0 where neither region has a story.
    Difference,
    /// Without an end that is ever reached.
    Open,
}

/// Counts with a mean below this have a distribution that is far from even-sided, and are sparse with fewer zeros.
const LOW_MEAN: f64 = 2.0;

impl Scale {
    /// Why a series has no limits; `None` when it has. Counts: when at least half of them are 0, or their mean is below 2 and more
    /// than a quarter are 0 (as in Provost & Murray, The Health Care Data Guide, 2011, for charts of counts). Shares and
    /// differences: when more than half of the values are at the same end.
    pub fn too_sparse(self, series: &[Option<f64>]) -> Option<String> {
        let values: Vec<f64> = series.iter().flatten().copied().collect();
        let n = values.len();
        if n < 2 {
            return None;
        }
        let at = |end: f64| values.iter().filter(|&&value| value == end).count();
        if self == Self::Counts {
            let (none, mean) = (at(0.0), values.iter().sum::<f64>() / n as f64);
            let sparse = 2 * none >= n || (mean < LOW_MEAN && 4 * none > n);
            return sparse.then(|| {
                format!(
                    "{none} of {n} periods have no stories: control limits of such counts would find signals where there are none, \
                     so there are none. Take longer periods, or see the days between the stories."
                )
            });
        }
        let ends: &[(f64, &str)] = match self {
            Self::Share => &[(0.0, "0"), (1.0, "1")],
            Self::Difference => &[(0.0, "0"), (-1.0, "−1"), (1.0, "1")],
            Self::Counts | Self::Open => &[],
        };
        let (most, end) = ends.iter().map(|(end, name)| (at(*end), name)).max_by_key(|(count, _)| *count)?;
        (2 * most > n).then(|| {
            format!(
                "In {most} of {n} periods the figure is {end}: control limits of such a series would find signals where there are \
                 none, so there are none. Take longer periods."
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(values: &[f64]) -> Vec<Option<f64>> {
        values.iter().copied().map(Some).collect()
    }

    #[test]
    fn counts_with_many_noughts_have_no_limits_and_other_counts_have() {
        let sparse = |values: &[f64]| Scale::Counts.too_sparse(&series(values));
        assert!(sparse(&[vec![0.0; 249], vec![1.0]].concat()).unwrap().starts_with("249 of 250 periods have no stories"));
        assert!(sparse(&[0.0; 20]).is_some());
        assert!(sparse(&[0.0, 0.0, 0.0, 50.0, 0.0, 0.0, 60.0]).is_some(), "bursts");
        assert!(sparse(&[1.0, 0.0, 2.0, 1.0, 0.0, 3.0, 1.0]).is_some(), "28 % are 0 and the mean is near 1");
        assert_eq!(sparse(&[30.0, 0.0, 28.0]), None, "one month without stories among full ones");
        assert_eq!(sparse(&[1.0, 2.0, 1.0, 1.0, 2.0, 1.0, 0.0]), None);
        assert_eq!((sparse(&[0.0]), sparse(&[])), (None, None));
    }

    #[test]
    fn shares_and_differences_at_one_end_have_no_limits() {
        let mostly = |end: f64| series(&[vec![end; 6], vec![0.4; 5]].concat());
        assert!(Scale::Share.too_sparse(&mostly(0.0)).unwrap().starts_with("In 6 of 11 periods the figure is 0"));
        assert!(Scale::Share.too_sparse(&mostly(1.0)).is_some() && Scale::Share.too_sparse(&mostly(0.5)).is_none());
        assert!(Scale::Difference.too_sparse(&mostly(-1.0)).is_some() && Scale::Difference.too_sparse(&mostly(0.0)).is_some());
        assert_eq!(Scale::Open.too_sparse(&mostly(0.0)), None);
        assert_eq!(Scale::Share.too_sparse(&series(&[[0.0; 5], [1.0; 5]].concat())), None, "a change is no sparse series");
    }
}
