//! Patterns of triads: zones, centres, density, hexagons.

use serde::Serialize;

use crate::model::Zone;
use crate::patterns::columns::{Columns, Rows, TriadColumn, ZONE_NOT_APPLICABLE, ZONE_UNANSWERED};
use crate::patterns::geometry::lattice::{LATTICE, plane};
use crate::patterns::geometry::{CONTOUR_MASSES, Contour, DELTA, contours, ilr_inverse};
use crate::patterns::ordered::Ordered;
use crate::patterns::statistics::{BandwidthRule, CentreRegion, centre_region, density, half_scott, lscv, ratio, wilson};

use super::chosen_bandwidth::Chosen;
use super::hexagons::{Hexagons, hexagons};
use super::landscape::{Landscape, landscape};
use super::options::{DensityOptions, Options};
use super::sums::TriadSums;

/// A triad's pattern.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct TriadPattern {
    /// Stories with a point in the triangle.
    pub answered: u64,
    /// Stories whose tellers said that the question does not fit.
    pub not_applicable: u64,
    /// Stories whose tellers were asked and skipped it.
    pub unanswered: u64,
    /// Stories whose tellers were not asked.
    pub not_asked: u64,
    /// The seven zones by name: corners, then edges, then `centre`.
    #[schema(value_type = std::collections::HashMap<String, ZoneShare>)]
    pub zones: Ordered<ZoneShare>,
    /// The arithmetic and the geometric centre.
    pub centres: Centres,
    /// The trace of the covariance (n − 1) of the ilr coordinates; missing below two points.
    pub total_variance: Option<f64>,
    /// The uncertainty of the geometric centre; missing when nobody answered.
    pub region: Option<CentreRegion>,
    /// Density on the lattice, if requested and a person answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub density: Option<TriadDensity>,
    /// Hexagonal bins, if requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hexagons: Option<Hexagons>,
}

/// The count of a zone.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"count": 106_100, "share": 0.171, "interval": [0.170, 0.172], "to_uniform": 1.07}))]
pub struct ZoneShare {
    /// Stories.
    pub count: u64,
    /// Their share of those that answered; missing when none did.
    pub share: Option<f64>,
    /// The share's Wilson interval, 95 %.
    #[schema(value_type = Option<Vec<f64>>)]
    pub interval: Option<[f64; 2]>,
    /// The share divided by the share under uniform placement: 0.16 for corners and the centre, 0.12 for edges.
    pub to_uniform: Option<f64>,
}

/// The two centres of a triad, as weights that sum to 1.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"arithmetic": [0.31, 0.38, 0.31], "geometric": [0.32, 0.41, 0.27], "delta": 0.0065, "replaced": 3, "sensitivity": [{"delta": 0.00065, "geometric": [0.32, 0.41, 0.27]}, {"delta": 0.065, "geometric": [0.32, 0.4, 0.28]}], "sensitivity_reach": 0.01}))]
pub struct Centres {
    /// The mean of the weights.
    #[schema(value_type = Option<Vec<f64>>)]
    pub arithmetic: Option<[f64; 3]>,
    /// The geometric mean, scaled to sum to 1, with weights below 0.01 replaced.
    #[schema(value_type = Option<Vec<f64>>)]
    pub geometric: Option<[f64; 3]>,
    /// δ, the replacement for weights below 0.01.
    pub delta: f64,
    /// Stories in which a weight was replaced.
    pub replaced: u64,
    /// The geometric centre with a tenth of δ and with ten times δ, which shows how much the centre depends on the choice of δ.
    pub sensitivity: Vec<CentreAt>,
    /// The largest distance in the plane between those centres and the one with δ, in sides of the triangle.
    pub sensitivity_reach: Option<f64>,
}

/// The geometric centre with another δ.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"delta": 0.065, "geometric": [0.32, 0.4, 0.28]}))]
pub struct CentreAt {
    /// The replacement for weights below 0.01.
    pub delta: f64,
    /// The centre; missing when nobody answered.
    #[schema(value_type = Option<Vec<f64>>)]
    pub geometric: Option<[f64; 3]>,
}

/// Density on the lattice of 64 steps.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct TriadDensity {
    /// Steps along a side: 64.
    #[schema(example = 64)]
    pub lattice: u32,
    /// A rule chooses from 0.005 to 0.5, cross-validation from 1/64 to 0.5; a value at either end means that the best value may
    /// be beyond it. For a single story it is 0.05.
    #[schema(example = 0.05)]
    pub bandwidth: f64,
    /// The rule that chose it; missing when it was given.
    pub rule: Option<BandwidthRule>,
    /// What to know about the bandwidth and the contours: that another rule was used than was asked for, that a rule reached the
    /// end of its range, or that the lattice is coarser than the bandwidth.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false, example = json!(["The bandwidth, 0.005, is finer than the grid, whose steps are 0.016: places within a step are not told apart."]))]
    pub notes: Vec<String>,
    /// Values per unit area at the 2,145 nodes: node (i, j) has the weights (1 − (i+j)/64, i/64, j/64); i outer, j inner.
    pub values: Vec<f64>,
    /// Highest-density contours of 50, 75 and 95 % of the mass, if requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contours: Option<Vec<Contour>>,
    /// The landscape and its basins, if requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub landscape: Option<Landscape>,
}

pub(super) fn triad_pattern(columns: &Columns, column: &TriadColumn, rows: &Rows, options: &Options) -> TriadPattern {
    let sums = TriadSums::gather(column, rows, options.density.is_some());
    let answered = sums.answered();
    let zones = Zone::ALL.into_iter().map(|zone| {
        let count = sums.zones[zone.index()];
        let share = ratio(count, answered);
        let to_uniform = share.map(|share| share / zone.uniform_share());
        (zone.name(column.corners()), ZoneShare { count, share, interval: wilson(count, answered), to_uniform })
    });
    TriadPattern {
        answered,
        not_applicable: sums.zones[usize::from(ZONE_NOT_APPLICABLE)],
        unanswered: sums.zones[usize::from(ZONE_UNANSWERED)],
        not_asked: sums.not_asked(),
        zones: zones.collect(),
        centres: centres(&sums),
        total_variance: sums.ilr.covariance().map(|[first, second, _]| first + second),
        region: sums.ilr.mean().map(|centre| {
            let asked = options.region.unwrap_or_default();
            centre_region(answered, centre, sums.ilr.covariance(), asked, || points(columns, column, rows))
        }),
        density: options.density.as_ref().and_then(|asked| triad_density(&sums, asked)),
        hexagons: options.hexagons.as_ref().map(|asked| hexagons(column, rows, asked.across)),
    }
}

/// Each answered row's ilr coordinates, with the code of its collection, 0 for none.
fn points(columns: &Columns, column: &TriadColumn, rows: &Rows) -> Vec<([f64; 2], u32)> {
    let answered = rows.places().filter(|&row| column.is_answered(row));
    answered.map(|row| ([column.z1[row], column.z2[row]], columns.collection.code[row])).collect()
}

fn centres(sums: &TriadSums) -> Centres {
    let geometric = sums.ilr.mean().map(ilr_inverse);
    let at = |delta: f64| CentreAt { delta, geometric: sums.ilr.centre_at(delta) };
    let sensitivity = vec![at(DELTA / 10.0), at(DELTA * 10.0)];
    let distance = |from: [f64; 3], to: [f64; 3]| {
        let (from, to) = (plane(from), plane(to));
        (from[0] - to[0]).hypot(from[1] - to[1])
    };
    let sensitivity_reach = geometric.map(|centre| {
        sensitivity.iter().filter_map(|other| other.geometric).map(|other| distance(centre, other)).fold(0.0, f64::max)
    });
    let replaced = sums.ilr.replaced();
    Centres { arithmetic: sums.arithmetic(), geometric, delta: DELTA, replaced, sensitivity, sensitivity_reach }
}

fn triad_density(sums: &TriadSums, asked: &DensityOptions) -> Option<TriadDensity> {
    let answered = sums.answered();
    let half_scott = || half_scott(sums.plane_trace(), answered);
    let cross_validated = Some(|| lscv(&sums.nodes));
    let Chosen { bandwidth, rule, mut notes } = Chosen::new(asked, answered, half_scott, cross_validated, 1.0 / LATTICE as f64);
    let values = density(&sums.nodes, bandwidth)?;
    let contours = asked.contours.then(|| contours(&values, &CONTOUR_MASSES));
    if contours.iter().flatten().any(|contour| contour.narrow.is_some()) {
        notes
            .push("Parts of the contours are narrower than the lattice, and are drawn as the cells of their nodes.".to_owned());
    }
    Some(TriadDensity {
        lattice: LATTICE as u32,
        bandwidth,
        rule,
        notes,
        contours,
        landscape: asked.landscape.then(|| landscape(&sums.nodes, &values, bandwidth)),
        values,
    })
}
