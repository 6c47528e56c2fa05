//! Jobs in the store of a service that does not work on them.

use chrono::{TimeDelta, Utc};
use uuid::Uuid;

use crate::access::{MayAnalyse, Scope};
use crate::analysis::clusters::request::ClustersRequest;
use crate::analysis::jobs::job::{Job, JobRequest};
use crate::analysis::{Analysis, AnalysisError};
use crate::frameworks::FrameworkRegistry;
use crate::model::{Actor, Clock, Fault, JobState, Role, TimeZone};
use crate::projection::Projection;
use crate::store::{Database, JobUnderWay, StaffRecord, Store};

const ANNA: Uuid = Uuid::from_u128(1);
const BEN: Uuid = Uuid::from_u128(2);
const NODE: Uuid = Uuid::from_u128(101);
const OTHER_NODE: Uuid = Uuid::from_u128(102);

/// An analysis with a database of its own, which lasts as long as the folder.
async fn analysis(folder: &tempfile::TempDir) -> Analysis {
    let store = Store::open(&Database::at(None, folder.path())).await.unwrap();
    for (id, name) in [(ANNA, "anna"), (BEN, "ben")] {
        add_person(&store, id, name).await;
    }
    let registry = FrameworkRegistry::open(store.clone()).await.unwrap();
    let projection = Projection::new(store.clone(), registry.clone(), folder.path().join("index"));
    Analysis::new(store, registry, projection, Clock::of_this_machine(TimeZone::default()))
}

async fn add_person(store: &Store, id: Uuid, name: &str) {
    let (name, password_hash) = (name.to_owned(), String::new());
    let record = StaffRecord { id, name, password_hash, roles: vec![Role::Analyst], disabled: false };
    store.add_staff(Actor::Operator, &record).await.unwrap();
}

fn right() -> MayAnalyse {
    Scope::of_operator().may_analyse().unwrap()
}

async fn begin(analysis: &Analysis, owner: Uuid) -> Result<Job, AnalysisError> {
    analysis.begin(right(), owner, "a job", JobRequest::Clusters(ClustersRequest::default())).await
}

async fn fail(analysis: &Analysis, id: Uuid) {
    assert!(analysis.store.take_job(id, NODE).await.unwrap().is_some());
    let problem = serde_json::to_string(&Fault::new("k", "ask for 2 to 50 clusters")).unwrap();
    analysis.store.end_job(id, NODE, Err(problem), Utc::now()).await.unwrap();
}

#[actix_web::test]
async fn a_job_belongs_to_the_person_who_began_it() {
    let folder = tempfile::tempdir().unwrap();
    let analysis = analysis(&folder).await;
    let job = begin(&analysis, ANNA).await.unwrap();
    assert!(analysis.job(right(), ANNA, job.id).await.is_ok() && analysis.jobs(right(), BEN).await.unwrap().is_empty());
    assert!(matches!(analysis.job(right(), BEN, job.id).await, Err(AnalysisError::UnknownJob)));
    assert!(matches!(analysis.end_job(right(), BEN, job.id).await, Err(AnalysisError::UnknownJob)));
    analysis.end_job(right(), ANNA, job.id).await.unwrap();
    assert!(analysis.jobs(right(), ANNA).await.unwrap().is_empty());
}

#[actix_web::test]
async fn a_job_that_has_ended_expires_and_one_that_is_under_way_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let analysis = analysis(&folder).await;
    let (ended, under_way) = (begin(&analysis, ANNA).await.unwrap(), begin(&analysis, ANNA).await.unwrap());
    fail(&analysis, ended.id).await;
    let shown = analysis.job(right(), ANNA, ended.id).await.unwrap();
    assert_eq!((shown.state, shown.problem.unwrap().field.as_str()), (JobState::Failed, "k"));
    let later = Utc::now() + TimeDelta::seconds(1);
    let left = analysis.store.jobs_of(ANNA, later).await.unwrap();
    assert_eq!(left.iter().map(|job| job.id).collect::<Vec<_>>(), [under_way.id]);
    analysis.store.remove_ended_jobs(later).await.unwrap();
    assert!(matches!(analysis.job(right(), ANNA, ended.id).await, Err(AnalysisError::UnknownJob)));
    assert!(analysis.job(right(), ANNA, under_way.id).await.is_ok());
}

#[actix_web::test]
async fn the_result_that_ended_first_makes_room_and_running_work_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let analysis = analysis(&folder).await;
    let mut own = Vec::new();
    for _ in 0..10 {
        own.push(begin(&analysis, ANNA).await.unwrap().id);
    }
    assert!(matches!(begin(&analysis, ANNA).await, Err(AnalysisError::TooManyJobs)));
    assert!(begin(&analysis, BEN).await.is_ok());
    fail(&analysis, own[5]).await;
    fail(&analysis, own[3]).await;
    begin(&analysis, ANNA).await.unwrap();
    assert!(analysis.job(right(), ANNA, own[5]).await.is_err() && analysis.job(right(), ANNA, own[3]).await.is_ok());
}

#[actix_web::test]
async fn the_jobs_of_all_people_are_limited() {
    let folder = tempfile::tempdir().unwrap();
    let analysis = analysis(&folder).await;
    for person in 0..10u128 {
        let id = Uuid::from_u128(10 + person);
        add_person(&analysis.store, id, &format!("person {person}")).await;
        for _ in 0..10 {
            begin(&analysis, id).await.unwrap();
        }
    }
    assert!(matches!(begin(&analysis, ANNA).await, Err(AnalysisError::TooManyJobs)));
}

#[actix_web::test]
async fn one_node_takes_a_job_and_only_that_one_may_end_it() {
    let folder = tempfile::tempdir().unwrap();
    let analysis = analysis(&folder).await;
    let store = &analysis.store;
    let id = begin(&analysis, ANNA).await.unwrap().id;
    assert_eq!(store.take_job(id, NODE).await.unwrap().unwrap().attempts, 1);
    assert!(store.take_job(id, OTHER_NODE).await.unwrap().is_none());
    store.end_job(id, OTHER_NODE, Ok("{}".to_owned()), Utc::now()).await.unwrap();
    assert_eq!(analysis.job(right(), ANNA, id).await.unwrap().state, JobState::UnderWay);
    // A beat that came after somebody looked: the node is alive, and keeps its job.
    store.beat_job(id, NODE, 0.5).await.unwrap();
    store.give_back_job(id, NODE, Some(0)).await.unwrap();
    assert_eq!(store.jobs_under_way().await.unwrap(), [JobUnderWay { id, node: Some(NODE), beats: 1 }]);
    assert_eq!(analysis.job(right(), ANNA, id).await.unwrap().progress, 0.5);
    store.give_back_job(id, NODE, Some(1)).await.unwrap();
    assert_eq!(store.take_job(id, OTHER_NODE).await.unwrap().unwrap().attempts, 2);
    store.end_job(id, NODE, Ok("{}".to_owned()), Utc::now()).await.unwrap();
    assert_eq!(analysis.job(right(), ANNA, id).await.unwrap().state, JobState::UnderWay);
}

#[actix_web::test]
async fn a_node_that_stops_has_made_no_attempt() {
    let folder = tempfile::tempdir().unwrap();
    let analysis = analysis(&folder).await;
    let id = begin(&analysis, ANNA).await.unwrap().id;
    for _ in 0..5 {
        assert_eq!(analysis.store.take_job(id, NODE).await.unwrap().unwrap().attempts, 1);
        analysis.store.give_back_jobs_of(NODE).await.unwrap();
    }
}

#[actix_web::test]
async fn a_result_of_another_version_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let analysis = analysis(&folder).await;
    let id = begin(&analysis, ANNA).await.unwrap().id;
    analysis.store.take_job(id, NODE).await.unwrap().unwrap();
    analysis.store.end_job(id, NODE, Ok(r#"{"clusters": 7}"#.to_owned()), Utc::now()).await.unwrap();
    let shown = analysis.job(right(), ANNA, id).await.unwrap();
    assert!(shown.state == JobState::Failed && shown.result.is_none());
    assert!(shown.problem.unwrap().message.contains("another version"));
}
