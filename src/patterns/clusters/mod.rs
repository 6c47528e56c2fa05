//! Clusters: stories that were signified alike over several signifiers, found by HDBSCAN or by k-medoids.
//!
//! Clusters have no meaning before people have read their typical stories, so nothing here names them.
//!
//! - Rows, signifiers and [`ClusterOptions`] → [`Clusters`]: [`clusters()`].
//! - Chosen signifiers and rows → points or pairwise distances: `points`, `gower`.
//! - Points → dense regions: `nearest`, `spanning`, `hierarchy`, `hdbscan`. Distances → typical stories and their clusters:
//!   `kmedoids`.
//! - Clusters → how often resamples find them again: `stability`; what their stories have in common: [`Description`]; a selection
//!   that comes close to one: [`Near`].
//! - A story and rows → the stories that were signified most like it: [`neighbours()`].

mod answer;
mod describe;
mod gower;
mod hdbscan;
mod hierarchy;
mod kmedoids;
mod near;
mod nearest;
mod neighbours;
mod options;
mod points;
mod reasons;
mod request;
mod result;
mod spanning;
mod stability;

use crate::patterns::columns::{Columns, Rows};
use crate::patterns::fault::WorkFault;
use crate::patterns::progress::Progress;

use self::gower::Gower;
use self::points::{Chosen, Points};
use self::request::Request;

pub use self::describe::{Description, OptionShare, Position, Profile, Quarter};
pub use self::near::Near;
pub use self::neighbours::{Neighbour, NeighbourOptions, neighbours};
pub use self::options::{ClusterMethod, ClusterOptions, StabilityOptions};
pub use self::result::{Cluster, Clusters, Silhouette, StoryLabel, Suggestion, Unstable};
pub use self::stability::{DOUBTFUL, STABLE};

/// The clusters of the stories in `rows`. Equal requests give equal results.
///
/// `progress` is told how much is done, from time to time and not always in order, and may stop the work.
///
/// ```
/// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/examples/stories.rs")); }
/// use example::stories;
/// use sensing::patterns::{ClusterOptions, Progress, clusters};
///
/// let columns = stories();
/// let signifiers = vec!["difference".to_owned(), "timing".to_owned()];
/// let options = ClusterOptions { signifiers, min_cluster_size: Some(20), ..ClusterOptions::default() };
/// let found = clusters(&columns, &columns.all(), &options, &Progress::none())?;
/// let in_clusters: u64 = found.clusters.iter().map(|cluster| cluster.size).sum();
/// assert_eq!(in_clusters + found.noise, 90);
/// # Ok::<(), sensing::patterns::WorkFault>(())
/// ```
///
/// # Errors
/// [`WorkFault::Faulty`] on `signifiers`, `weights.…`, `min_cluster_size`, `min_samples`, `sample`, `k`, `k_range` or
/// `stability.resamples`; [`WorkFault::Cancelled`].
pub fn clusters(
    columns: &Columns,
    rows: &Rows,
    options: &ClusterOptions,
    progress: &Progress<'_>,
) -> Result<Clusters, WorkFault> {
    options.check()?;
    let with_choices = options.method == ClusterMethod::KMedoids;
    let chosen = Chosen::find(columns, &options.signifiers, &options.weights, with_choices)?;
    let request = Request { columns, all: rows, chosen: &chosen, options };
    match options.method {
        ClusterMethod::Hdbscan => {
            let points = Points::new(&chosen, rows);
            let found = request.by_density(&points, progress)?;
            Ok(request.answer(found, &|first, second| points.cloud.distance(first, second)))
        }
        ClusterMethod::KMedoids => {
            let gower = Gower::new(&chosen, rows);
            let found = request.by_medoids(&gower, progress)?;
            Ok(request.answer(found, &|first, second| gower.distance(first, second)))
        }
    }
}

#[cfg(test)]
mod planted_tests;
#[cfg(test)]
mod tests;
