//! The path of a triad's centre over time, and whether it moves from some stories towards others.

use serde::Serialize;

use crate::model::{TriadRegion, WHOLE};
use crate::patterns::columns::Columns;
use crate::patterns::describe::TriadSums;
use crate::patterns::fault::PatternFault;
use crate::patterns::geometry::ilr_inverse;
use crate::patterns::geometry::lattice::plane;
use crate::patterns::statistics::Z;

use super::area_centroid::area_centroid;
use super::figure::{Difference, Value, triad};
use super::period::Period;
use super::sparse::Scale;
use super::{Trend, check};

/// The path of a triad's centre.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Drift {
    /// The centre in each period, in the order given.
    pub path: Vec<PathPoint>,
    /// The distance from the first geometric centre to the last, in sides of the triangle; missing below two centres.
    pub distance: Option<f64>,
}

/// A triad's centre in one period.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"period": "2026-03", "answered": 210, "not_asked": 12, "geometric": [0.3, 0.45, 0.25], "arithmetic": [0.31, 0.42, 0.27], "step": 0.02}))]
pub struct PathPoint {
    /// The period.
    pub period: String,
    /// Stories with a point in the triangle; missing when they are fewer than `fewer_than`.
    pub answered: Option<u64>,
    /// There are such stories in the period, but fewer than this, so that nothing is told of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fewer_than: Option<u64>,
    /// Stories whose tellers were not asked; missing when they are too few to be counted.
    pub not_asked: Option<u64>,
    /// The geometric centre; missing when there are no answers, or too few.
    #[schema(value_type = Option<Vec<f64>>)]
    pub geometric: Option<[f64; 3]>,
    /// The mean of the weights.
    #[schema(value_type = Option<Vec<f64>>)]
    pub arithmetic: Option<[f64; 3]>,
    /// The geometric centre's distance from the one before, in sides of the triangle.
    pub step: Option<f64>,
}

/// Whether there are more stories of one kind, and fewer of another.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct MoreLikeThese {
    /// The share of stories in the first region minus the share in the second.
    pub difference: Trend,
    /// The position of the mean of the weights along the direction, in sides of the triangle; 0 is its position in the first
    /// period with an answer, and the interval is that of the period's own mean. Missing when the regions are in different
    /// triads, have the same area centroid, or one has no area.
    pub drift: Option<Trend>,
    /// The unit vector in the plane from the area centroid of the second region to that of the first.
    #[schema(value_type = Option<Vec<f64>>)]
    pub direction: Option<[f64; 2]>,
}

/// The path of a triad's centre. It passes over periods with answers, but fewer than [`Period::fewest`].
///
/// ```
/// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/examples/stories.rs")); }
/// use example::stories;
/// use sensing::patterns::{Step, drift, periods};
///
/// let columns = stories();
/// let months = periods(&columns, &columns.all(), Step::Month);
/// let found = drift(&columns, &months, "difference")?;
/// assert_eq!(found.path.len(), 3);
/// assert!(found.distance.unwrap() < 0.1);
/// # Ok::<(), sensing::patterns::PatternFault>(())
/// ```
///
/// # Errors
/// [`PatternFault`] on `figure.signifier` for a signifier that is not a triad, on `periods` for too many.
pub fn drift(columns: &Columns, periods: &[Period], signifier: &str) -> Result<Drift, PatternFault> {
    check(periods)?;
    let column = triad(columns, signifier)?;
    let mut before = None;
    let mut first = None;
    let path: Vec<PathPoint> = periods
        .iter()
        .map(|period| {
            let sums = TriadSums::gather(column, &period.rows, false);
            let few = period.is_few(sums.answered());
            let geometric = sums.ilr.mean().map(ilr_inverse).filter(|_| !few);
            let step = before.zip(geometric).map(|(before, now)| apart(before, now));
            before = geometric.or(before);
            first = first.or(geometric);
            PathPoint {
                period: period.name.clone(),
                answered: (!few).then(|| sums.answered()),
                fewer_than: few.then_some(period.fewest),
                not_asked: Some(sums.not_asked()).filter(|&stories| !period.is_few(stories)),
                geometric,
                arithmetic: sums.arithmetic().filter(|_| !few),
                step,
            }
        })
        .collect();
    let moved = path.iter().filter(|point| point.geometric.is_some()).count() > 1;
    let distance = first.zip(before).filter(|_| moved).map(|(first, last)| apart(first, last));
    Ok(Drift { path, distance })
}

/// Whether stories move from one region towards another: the difference of the shares, and the drift of the centre.
///
/// The direction runs from the area centroid (centre of area) of `fewer` to that of `more`. The drift of a period is (x̄ −
/// x̄₀)·u, with x̄ the mean point in the plane and x̄₀ that of the first period with an answer, which serves as the origin and
/// is treated as fixed. The interval is ± 1.96·s/√n with s the standard deviation of the points along u in that period: it is
/// the interval of x̄·u. To find out whether two periods differ, use the limits and signals, or a comparison.
///
/// ```
/// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/examples/stories.rs")); }
/// use example::stories;
/// use sensing::model::TriadRegion;
/// use sensing::patterns::{Step, more_like_these, periods};
///
/// let columns = stories();
/// let months = periods(&columns, &columns.all(), Step::Month);
/// let zone = |name: &str| TriadRegion { signifier: "difference".into(), zones: vec![name.into()], polygon: vec![] };
/// let found = more_like_these(&columns, &months, &zone("together"), &zone("person"))?;
/// let [x, y] = found.direction.unwrap();
/// assert!((x - 1.0).abs() < 1e-9 && y.abs() < 1e-9);
/// # Ok::<(), sensing::patterns::PatternFault>(())
/// ```
///
/// # Errors
/// [`PatternFault`] on `figure.more…` or `figure.fewer…` for an invalid region, on `periods` for too many.
pub fn more_like_these(
    columns: &Columns,
    periods: &[Period],
    more: &TriadRegion,
    fewer: &TriadRegion,
) -> Result<MoreLikeThese, PatternFault> {
    check(periods)?;
    let difference = Difference::new(columns, more, fewer)?;
    let shares = Trend::new(periods, periods.iter().map(|period| difference.value(&period.rows)).collect(), Scale::Difference);
    let column = triad(columns, &more.signifier)?;
    let same = more.signifier == fewer.signifier;
    let ends = area_centroid(more, column.corners()).zip(area_centroid(fewer, column.corners())).filter(|_| same);
    let direction = ends.and_then(|(to, from)| {
        let (x, y) = (to[0] - from[0], to[1] - from[1]);
        let length = x.hypot(y);
        (length > 1e-9).then(|| [x / length, y / length])
    });
    let drift = direction.map(|u| {
        let mut first = None;
        let along = |parts: [u16; 3]| {
            let [x, y] = plane(parts.map(|part| f64::from(part) / f64::from(WHOLE)));
            x * u[0] + y * u[1]
        };
        let values = periods.iter().map(|period| {
            let places = period.rows.places().filter(|&row| column.is_answered(row));
            let places: Vec<f64> = places.map(|row| along(column.parts(row))).collect();
            let n = places.len() as f64;
            let not_asked = difference.not_asked(&period.rows);
            if places.is_empty() || period.is_few(places.len() as u64) {
                return Value { of: places.len() as u64, not_asked, ..Value::default() };
            }
            let mean = places.iter().sum::<f64>() / n;
            let value = mean - *first.get_or_insert(mean);
            let interval = (places.len() > 1).then(|| {
                let squares: f64 = places.iter().map(|place| (place - mean).powi(2)).sum();
                let reach = Z * (squares / (n - 1.0) / n).sqrt();
                [value - reach, value + reach]
            });
            Value { of: places.len() as u64, not_asked, value: Some(value), interval }
        });
        Trend::new(periods, values.collect(), Scale::Open)
    });
    Ok(MoreLikeThese { difference: shares, drift, direction })
}

fn apart(from: [f64; 3], to: [f64; 3]) -> f64 {
    let (from, to) = (plane(from), plane(to));
    (from[0] - to[0]).hypot(from[1] - to[1])
}
