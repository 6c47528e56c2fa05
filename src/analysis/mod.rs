//! One selection feeds every view: search results, patterns, comparisons, trends, words and clusters are computed from the same
//! set of stories.
//!
//! What a viewer may see is decided here, for all views alike, when a selection is resolved: no function here answers without
//! the right to analyse.

mod clusters;
mod compare;
mod error;
mod jobs;
mod labels;
mod not_asked;
mod patterns;
mod search;
mod selection;
mod service;
mod trends;
mod words;

pub use clusters::neighbours::{NeighbourBody, NeighboursBody, NeighboursRequest};
pub use clusters::request::{ClusterBody, ClustersBody, ClustersRequest, Medoid, NearSelection};
pub use compare::grouped_by::{GroupedBy, GroupsRequest};
pub use compare::request::{ComparedGroup, ComparisonBody, ComparisonRequest, ComparisonResult, KeepTogether};
pub use error::AnalysisError;
pub use jobs::job::{Job, JobRequest, JobResult};
pub use jobs::pace::JobPace;
pub use jobs::task::TaskHandle;
pub use patterns::{PatternsBody, PatternsRequest};
pub use search::{SearchBody, SearchHit, SearchRequest, Sort};
pub use service::Analysis;
pub use trends::{FigureTrend, TrendsBody, TrendsRequest};
pub use words::{TextCounts, WordZones, WordsBody, WordsRequest, ZoneWords};
