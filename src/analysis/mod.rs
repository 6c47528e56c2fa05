//! One selection feeds every view: search results, patterns, comparisons, trends, words and clusters are computed from the same
//! set of stories.
//!
//! What a viewer may see is decided here, for all views alike, when a selection is resolved: no function here answers without
//! the right to analyse.

mod associations;
mod beside;
mod clusters;
mod compare;
mod error;
mod exporting;
mod jobs;
mod labels;
mod nearest;
mod not_asked;
mod note_view;
mod patterns;
mod random_order;
mod readable_stories;
mod search;
mod selection;
mod service;
mod trend_reading;
mod trends;
mod viewed;
mod views;
mod words;

pub use crate::store::SavedView;
pub use associations::request::{
    AssociatedSignifier, AssociationBody, AssociationsBody, AssociationsRequest, CellBody, LineBody, NotEstimable,
    PairTableBody, Tendency,
};
pub use clusters::neighbours::{NeighbourBody, NeighboursBody, NeighboursRequest};
pub use clusters::request::{ClusterBody, ClustersBody, ClustersRequest, Medoid, NearSelection, UnstableCluster};
pub use compare::grouped_by::{GroupedBy, GroupsRequest};
pub use compare::request::{ComparedGroup, ComparisonBody, ComparisonRequest, ComparisonResult, KeepTogether};
pub use error::AnalysisError;
pub use exporting::{Exportable, NotShownOf};
pub use jobs::job::{Job, JobRequest, JobResult};
pub use jobs::pace::JobPace;
pub use jobs::task::TaskHandle;
pub use nearest::NearPlace;
pub use patterns::{PatternsBody, PatternsRequest};
pub use search::{ReadStory, SearchBody, SearchHit, SearchRequest, Sort};
pub use selection::Undecided;
pub use service::Analysis;
pub use trends::{FigureTrend, TrendsBody, TrendsRequest};
pub use views::WantedView;
pub use words::{TextCounts, WordZones, WordsBody, WordsRequest, ZoneWords};
