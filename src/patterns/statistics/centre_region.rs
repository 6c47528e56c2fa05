//! The uncertainty of a triad's geometric centre: a 95 % region around it, by theory and by resampling.

use serde::{Deserialize, Serialize};

use crate::patterns::fault::PatternFault;
use crate::patterns::geometry::ilr_inverse;

use super::random::Random;
use super::share::quantile;

/// Below this many stories, the region by resampling is shown.
pub const FEW_FOR_THEORY: u64 = 50;

/// Above this many stories nothing is resampled, because theory and resampling no longer differ.
const MANY: usize = 20_000;

/// Below this many collections, whole collections are resampled only on request, because so few say too little about the
/// variance between them.
const COLLECTIONS: usize = 10;

/// The number of points in the outline of a region.
const OUTLINE: usize = 72;

/// The allowed numbers of resamples.
pub const RESAMPLES: std::ops::RangeInclusive<u32> = 200..=10_000;

/// How to compute the region of a triad's centre.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({"bootstrap": true, "resamples": 1000, "seed": 1, "by_collection": false}))]
pub struct RegionOptions {
    /// Whether to resample for any number of stories up to 20,000; below 50 it is always done.
    pub bootstrap: bool,
    /// The number of resamples, 200 to 10,000.
    pub resamples: u32,
    /// Equal seeds give equal regions.
    pub seed: u64,
    /// Whether to resample whole collections instead of single stories; if so, it is done for any number of stories. When
    /// missing: whenever stories are resampled, they come from ten collections or more, and some collections have several of
    /// them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_collection: Option<bool>,
}

impl Default for RegionOptions {
    fn default() -> Self {
        Self { bootstrap: false, resamples: 1_000, seed: 1, by_collection: None }
    }
}

impl RegionOptions {
    /// Whether stories are resampled even where theory would be enough.
    fn asks_to_draw(&self) -> bool {
        self.bootstrap || self.by_collection == Some(true)
    }

    /// Checks the options.
    ///
    /// # Errors
    /// [`PatternFault`] on `region.resamples` outside [`RESAMPLES`].
    pub(in crate::patterns) fn check(&self) -> Result<(), PatternFault> {
        if RESAMPLES.contains(&self.resamples) {
            return Ok(());
        }
        let message = format!("the number of resamples must be from {} to {}", RESAMPLES.start(), RESAMPLES.end());
        Err(PatternFault::new("region.resamples", message))
    }
}

/// The 95 % region of a triad's geometric centre.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"centre": [-0.19, 0.24], "covariance": [[0.8, 0.1], [0.1, 0.6]],
    "hotelling": {"k_squared": 6.2, "polygon": [[0.3, 0.44, 0.26], [0.34, 0.4, 0.26], [0.32, 0.4, 0.28]]},
    "bootstrap": null, "show": "hotelling", "note": null}))]
pub struct CentreRegion {
    /// The centre in ilr coordinates: z1 = ln(a/b)/√2, z2 = ln(ab/c²)/√6.
    #[schema(value_type = Vec<f64>)]
    pub centre: [f64; 2],
    /// The covariance of the stories' ilr coordinates (n − 1); missing below two stories.
    #[schema(value_type = Option<Vec<Vec<f64>>>)]
    pub covariance: Option<[[f64; 2]; 2]>,
    /// The Hotelling ellipse; missing below three stories, or where they do not spread in two directions.
    pub hotelling: Option<Region>,
    /// The region by resampling, below 50 stories or on request.
    pub bootstrap: Option<Region>,
    /// Which of the two to show.
    pub show: Option<RegionMethod>,
    /// A sentence to read with the region.
    pub note: Option<String>,
}

/// The method that gave a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RegionMethod {
    /// Hotelling's T².
    Hotelling,
    /// Resampling.
    Bootstrap,
}

/// when whole collections are resampled, the covariance estimated from them.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"k_squared": 6.2, "polygon": [[0.3, 0.44, 0.26], [0.34, 0.4, 0.26], [0.32, 0.4, 0.28]]}))]
pub struct Region {
    /// k².
    pub k_squared: f64,
    /// The outline as weights that sum to 1, closed; the first point is not repeated.
    #[schema(value_type = Vec<Vec<f64>>)]
    pub polygon: Vec<[f64; 3]>,
}

/// k² = 2(n − 1)/(n − 2)·F(0.95; 2, n − 2), which for two dimensions is (n − 1)·(0.05^(−2/(n−2)) − 1) exactly. Hotelling
/// (1931); for compositions Aitchison (1986). `None` below three points.
///
/// ```
/// use sensing::patterns::hotelling_k_squared;
///
/// assert!((hotelling_k_squared(30).unwrap() - 6.9187).abs() < 1e-3);
/// ```
pub fn hotelling_k_squared(n: u64) -> Option<f64> {
    (n > 2).then(|| (n - 1) as f64 * (-2.0 / (n - 2) as f64 * 0.05f64.ln()).exp_m1())
}

/// The region of the centre of points with this mean and covariance [var z1, var z2, cov]. `points` is called when it is
/// needed, and returns the ilr coordinates of each story and its collection, 0 for none.
pub(in crate::patterns) fn centre_region(
    n: u64,
    centre: [f64; 2],
    covariance: Option<[f64; 3]>,
    options: RegionOptions,
    points: impl FnOnce() -> Vec<([f64; 2], u32)>,
) -> CentreRegion {
    let few = n < FEW_FOR_THEORY;
    let spread = covariance.filter(|s| spreads(*s));
    let mean_spread = spread.map(|s| s.map(|entry| entry / n as f64));
    let hotelling = hotelling_k_squared(n)
        .zip(mean_spread)
        .map(|(k_squared, v)| Region { k_squared, polygon: outline(centre, v, k_squared) });
    let wanted = few || options.asks_to_draw();
    let too_many = n as usize > MANY;
    let drawn = (wanted && hotelling.is_some() && !too_many).then(|| Drawn::of(points(), options.by_collection));
    let bootstrap = drawn.as_ref().and_then(|drawn| resampled(&drawn.blocks, options));
    let note = match (&hotelling, &bootstrap) {
        (None, _) if n < 3 => Some("A region needs three stories.".to_owned()),
        (None, _) => Some("The stories do not spread in two directions, so there is no region.".to_owned()),
        (_, None) if wanted && too_many => Some(format!("Above {MANY} stories nothing is resampled.")),
        (_, None) if wanted => drawn.as_ref().map(Drawn::why_not),
        (_, Some(_)) => drawn.as_ref().and_then(Drawn::note),
        _ => None,
    };
    let show = match (&hotelling, &bootstrap) {
        (_, Some(_)) => Some(RegionMethod::Bootstrap),
        (Some(_), None) => Some(RegionMethod::Hotelling),
        (None, None) => None,
    };
    let covariance = covariance.map(|[first, second, both]| [[first, both], [both, second]]);
    CentreRegion { centre, covariance, hotelling, bootstrap, show, note }
}

/// Whether a covariance spreads in two directions, beyond rounding.
fn spreads([first, second, both]: [f64; 3]) -> bool {
    first * second - both * both > 1e-12 * (first + second).powi(2)
}

/// The outline of (μ − centre)ᵀ·V⁻¹·(μ − centre) = k².
fn outline(centre: [f64; 2], [first, second, both]: [f64; 3], k_squared: f64) -> Vec<[f64; 3]> {
    // V = L·Lᵀ with L lower triangular.
    let (l11, k) = (first.sqrt(), k_squared.sqrt());
    let l21 = both / l11;
    let l22 = (second - l21 * l21).max(0.0).sqrt();
    let point = |step: usize| {
        let (sin, cos) = (step as f64 / OUTLINE as f64 * std::f64::consts::TAU).sin_cos();
        ilr_inverse([centre[0] + k * l11 * cos, centre[1] + k * (l21 * cos + l22 * sin)])
    };
    (0..OUTLINE).map(point).collect()
}

/// What is resampled: single stories or whole collections.
struct Drawn {
    blocks: Vec<BlockSums>,
    whole_collections: bool,
    /// The number of collections with several of the stories, counted when stories are resampled one by one.
    left_apart: usize,
}

impl Drawn {
    fn of(points: Vec<([f64; 2], u32)>, by_collection: Option<bool>) -> Self {
        let collections = gather(&points);
        let several = collections.iter().filter(|block| block.count > 1.0).count();
        let whole = by_collection.unwrap_or(several > 0 && collections.len() >= COLLECTIONS);
        if whole {
            return Self { blocks: collections, whole_collections: true, left_apart: 0 };
        }
        let one = |(z, _): ([f64; 2], u32)| BlockSums { count: 1.0, sum: z };
        let left_apart = if by_collection.is_none() { several } else { 0 };
        Self { blocks: points.into_iter().map(one).collect(), whole_collections: false, left_apart }
    }

    fn note(&self) -> Option<String> {
        match (self.whole_collections, self.left_apart) {
            (true, _) => Some("Whole collections were resampled.".to_owned()),
            (_, 0) => None,
            _ => Some(
                "The stories come from too few collections to resample these, so they count as independent of them.".to_owned(),
            ),
        }
    }

    fn why_not(&self) -> String {
        if self.whole_collections {
            return "The stories come from too few collections to resample these; Hotelling's region treats them as independent."
                .to_owned();
        }
        "Too few stories differ for a region by resampling; Hotelling's region relies on theory alone.".to_owned()
    }
}

/// Sums of a block of stories.
#[derive(Clone, Copy, Default)]
struct BlockSums {
    count: f64,
    sum: [f64; 2],
}

/// The region by a studentised bootstrap (Hall, 1987): blocks are drawn with replacement, each draw gives
/// T*² = (z̄* − z̄)ᵀ·V*⁻¹·(z̄* − z̄), and k² is the 95 % quantile (type 7) of T*².
///
/// A draw without spread counts as infinitely far, so the region is rather too wide than too narrow; when more than 5 % of
/// draws have no spread, there is no region.
fn resampled(blocks: &[BlockSums], options: RegionOptions) -> Option<Region> {
    let (centre, spread) = mean_and_spread(blocks)?;
    let mut random = Random::new(options.seed);
    let mut drawn = vec![BlockSums::default(); blocks.len()];
    let mut distances: Vec<f64> = (0..options.resamples)
        .map(|_| {
            drawn.iter_mut().for_each(|place| *place = blocks[random.below(blocks.len())]);
            let Some((mean, [first, second, both])) = mean_and_spread(&drawn) else { return f64::INFINITY };
            let (u, v) = (mean[0] - centre[0], mean[1] - centre[1]);
            (second * u * u - 2.0 * both * u * v + first * v * v) / (first * second - both * both)
        })
        .collect();
    distances.sort_by(f64::total_cmp);
    let k_squared = quantile(&distances, 0.95);
    k_squared.is_finite().then(|| Region { k_squared, polygon: outline(centre, spread, k_squared) })
}

/// The sums of each collection's stories; a story without a collection is a block of its own.
fn gather(points: &[([f64; 2], u32)]) -> Vec<BlockSums> {
    let mut order: Vec<usize> = (0..points.len()).collect();
    order.sort_by_key(|&at| (points[at].1, at));
    let same = |a: &usize, b: &usize| points[*a].1 > 0 && points[*a].1 == points[*b].1;
    let sums = |block: &[usize]| {
        block.iter().fold(BlockSums::default(), |sums, &at| {
            let [z1, z2] = points[at].0;
            BlockSums { count: sums.count + 1.0, sum: [sums.sum[0] + z1, sums.sum[1] + z2] }
        })
    };
    order.chunk_by(same).map(sums).collect()
}

fn mean_and_spread(blocks: &[BlockSums]) -> Option<([f64; 2], [f64; 3])> {
    let n: f64 = blocks.iter().map(|block| block.count).sum();
    let mean = [0, 1].map(|k| blocks.iter().map(|block| block.sum[k]).sum::<f64>() / n);
    let mut spread = [0.0; 3];
    for block in blocks {
        let [u, v] = [0, 1].map(|k| block.sum[k] - block.count * mean[k]);
        spread[0] += u * u;
        spread[1] += v * v;
        spread[2] += u * v;
    }
    let b = blocks.len() as f64;
    let spread = spread.map(|sum| sum * b / ((b - 1.0) * n * n));
    (b > 2.0 && spreads(spread)).then_some((mean, spread))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cloud(n: usize, seed: u64) -> Vec<([f64; 2], u32)> {
        let mut random = Random::new(seed);
        let mut normal = || (0..12).map(|_| random.unit()).sum::<f64>() - 6.0;
        (1..=n as u32).map(|at| ([0.3 + normal(), 0.5 * normal() - 0.2], at)).collect()
    }

    fn region(points: &[([f64; 2], u32)], options: RegionOptions) -> CentreRegion {
        let n = points.len() as f64;
        let mean = [0, 1].map(|k| points.iter().map(|(z, _)| z[k]).sum::<f64>() / n);
        let product =
            |j: usize, k: usize| points.iter().map(|(z, _)| (z[j] - mean[j]) * (z[k] - mean[k])).sum::<f64>() / (n - 1.0);
        centre_region(points.len() as u64, mean, Some([product(0, 0), product(1, 1), product(0, 1)]), options, || {
            points.to_vec()
        })
    }

    #[test]
    fn k_squared_is_that_of_the_f_distribution() {
        // scipy.stats.f.ppf(0.95, 2, n − 2)
        for (n, quantile) in [(3, 199.5), (10, 4.458_970_107_524_51), (50, 3.190_727_335_928_498_7)] {
            let by_table = 2.0 * (n - 1) as f64 / (n - 2) as f64 * quantile;
            assert!((hotelling_k_squared(n).unwrap() / by_table - 1.0).abs() < 1e-9, "{n}");
        }
        assert_eq!((hotelling_k_squared(2), hotelling_k_squared(0)), (None, None));
    }

    #[test]
    fn few_stories_are_resampled_and_many_only_on_request() {
        let few = region(&cloud(20, 1), RegionOptions::default());
        assert_eq!(few.show, Some(RegionMethod::Bootstrap));
        let (by_theory, drawn) = (few.hotelling.unwrap().k_squared, few.bootstrap.unwrap().k_squared);
        assert!((0.5..2.0).contains(&(drawn / by_theory)), "{drawn} {by_theory}");
        assert_eq!(region(&cloud(80, 1), RegionOptions::default()).show, Some(RegionMethod::Hotelling));
        let asked = RegionOptions { bootstrap: true, ..RegionOptions::default() };
        let many = region(&cloud(80, 1), asked);
        assert_eq!(many.show, Some(RegionMethod::Bootstrap));
        assert_eq!(many, region(&cloud(80, 1), asked), "the same seed, the same region");
    }

    #[test]
    fn stories_of_one_collection_count_for_less_than_independent_ones() {
        let by_fours: Vec<_> = cloud(40, 3).into_iter().flat_map(|(z, block)| [(z, block); 4]).collect();
        let alone: Vec<_> = by_fours.iter().map(|(z, _)| (*z, 0)).collect();
        let asked = |by_collection| RegionOptions { bootstrap: true, by_collection, ..RegionOptions::default() };
        let reach = |points: &[([f64; 2], u32)], options| {
            let polygon = region(points, options).bootstrap.unwrap().polygon;
            polygon.iter().map(|weights| weights[0]).fold(0.0, f64::max)
        };
        let wide = reach(&by_fours, asked(None));
        assert!(wide > reach(&alone, asked(None)) + 0.02);
        assert_eq!(reach(&by_fours, asked(Some(false))), reach(&alone, asked(None)));
        let whole = RegionOptions { by_collection: Some(true), ..RegionOptions::default() };
        assert_eq!(reach(&by_fours, whole), wide, "a request for whole collections resamples them");
        assert!(region(&by_fours, whole).note.unwrap().contains("Whole collections"));
    }

    #[test]
    fn too_few_collections_are_not_resampled_and_a_note_says_so() {
        let points: Vec<_> = cloud(36, 3).into_iter().map(|(z, at)| (z, 1 + at % 3)).collect();
        let usual = region(&points, RegionOptions::default());
        assert!(usual.bootstrap.is_some() && usual.note.unwrap().contains("too few collections"));
        let one: Vec<_> = points.iter().map(|(z, _)| (*z, 1)).collect();
        let whole = region(&one, RegionOptions { by_collection: Some(true), ..RegionOptions::default() });
        assert!(whole.bootstrap.is_none() && whole.note.unwrap().contains("too few collections"));
    }

    #[test]
    fn stories_at_one_point_or_on_a_line_have_no_region_and_a_note_says_so() {
        let same = vec![([0.4, 0.1], 0); 12];
        let none = region(&same, RegionOptions::default());
        assert!(none.hotelling.is_none() && none.bootstrap.is_none() && none.show.is_none());
        assert!(none.note.unwrap().contains("two directions"));
        assert!(region(&cloud(3, 1), RegionOptions::default()).bootstrap.is_none());
    }
}
