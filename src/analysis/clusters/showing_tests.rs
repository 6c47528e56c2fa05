//! Showing the clusters that a job found, again and again.

use crate::access::Scope;
use crate::analysis::clusters::found::{Counted, FoundClusters};
use crate::analysis::jobs::task::TaskHandle;
use crate::analysis::{Analysis, AnalysisError};
use crate::frameworks::FrameworkRegistry;
use crate::model::{Clock, Selection, TimeZone};
use crate::patterns::{ClusterMethod, Clusters, Ordered, Undecided};
use crate::projection::Projection;
use crate::store::{Database, Store};

async fn analysis(folder: &tempfile::TempDir) -> Analysis {
    let store = Store::open(&Database::at(None, folder.path())).await.unwrap();
    let registry = FrameworkRegistry::open(store.clone()).await.unwrap();
    let projection = Projection::new(store.clone(), registry.clone(), folder.path().join("index"));
    Analysis::new(store, registry, projection, Clock::of_this_machine(TimeZone::default()))
}

/// What a job found whose words are counted in these stories.
fn found(all: Vec<u64>) -> FoundClusters {
    let found = Clusters {
        method: ClusterMethod::Hdbscan,
        complete: 0,
        left_out: 0,
        noise: 0,
        missing: Ordered::default(),
        not_asked: Ordered::default(),
        reasons: Vec::new(),
        min_cluster_size: None,
        min_samples: None,
        sampled: None,
        suggestion: None,
        clusters: Vec::new(),
        not_shown: None,
        labels: None,
    };
    FoundClusters {
        framework: "small".to_owned(),
        selection: Selection::default(),
        matching: 0,
        change: 0,
        fuzzy: false,
        partial: false,
        read_as: None,
        undecided: Undecided::default(),
        warnings: Vec::new(),
        found,
        counted: Some(Counted { all, clusters: Vec::new() }),
    }
}

#[actix_web::test]
async fn texts_of_a_finished_job_are_read_only_with_a_permit() {
    let folder = tempfile::tempdir().unwrap();
    let analysis = analysis(&folder).await;
    let right = || Scope::of_operator().may_analyse().unwrap();
    let show = async || analysis.show_clusters(right(), &found(vec![1]), &TaskHandle::new()).await;
    assert!(show().await.is_ok());
    // Without a permit nothing is asked of the store, which would fail.
    analysis.permits.views.close();
    analysis.store.clone().close().await;
    let refused = show().await;
    assert!(matches!(refused, Err(AnalysisError::BrokenOff)), "{:?}", refused.err());
}

#[test]
fn what_is_stored_of_clusters_is_read_again_as_it_was() {
    let found = found(vec![3, 1, 2]);
    let written = serde_json::to_string(&found).unwrap();
    assert_eq!(serde_json::from_str::<FoundClusters>(&written).unwrap(), found);
}
