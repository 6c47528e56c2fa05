//! The writer under failures that are made to happen.

use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use uuid::Uuid;

use super::super::{Database, NewStory, Store, StoreError, Submitted};
use super::Urgency;
use crate::model::{Actor, Answers, Consent, ModerationState, Source};

/// A story under the receipt that this number stands for, with a text of so many letters.
fn a_story(number: u8, letters: usize) -> NewStory {
    NewStory {
        id: Uuid::now_v7(),
        receipt_mac: [number; 32],
        body_mac: [number; 32],
        framework: "small".to_owned(),
        version: 1,
        language: "en".parse().unwrap(),
        prompt: "tell".to_owned(),
        title: String::new(),
        text: "w".repeat(letters),
        answers: Answers::default(),
        consent: Consent { analysis: true, quotation: false },
        asked: None,
        collection: None,
        received: NaiveDate::from_ymd_opt(2026, 3, 2).unwrap(),
        state: ModerationState::Held,
        source: Source::Told,
        worried: false,
        teller_mac: None,
    }
}

async fn a_store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&Database::at(None, folder.path())).await.unwrap();
    run(&store, "INSERT INTO framework (slug, version, state, document) VALUES ('small', 1, 'published', '{}')").await.unwrap();
    (folder, store)
}

/// Submits stories at once, so that they share batches.
async fn together(store: &Store, stories: impl Iterator<Item = NewStory>) -> Vec<Result<Submitted, StoreError>> {
    let submit = |story| {
        let store = store.clone();
        actix_web::rt::spawn(async move { store.submit(Actor::Storyteller, story, Vec::new()).await })
    };
    let submitted: Vec<_> = stories.map(submit).collect();
    let mut outcomes = Vec::new();
    for one in submitted {
        outcomes.push(one.await.unwrap());
    }
    outcomes
}

async fn run(store: &Store, sql: &str) -> Result<u64, StoreError> {
    store.execute(Urgency::Essential, Statement::from_string(store.db.get_database_backend(), sql)).await
}

/// What another process sees.
async fn seen(folder: &tempfile::TempDir) -> Vec<u8> {
    let url = format!("sqlite://{}", folder.path().join("sensing.db").display());
    let other: DatabaseConnection = sea_orm::Database::connect(url).await.unwrap();
    let statement = Statement::from_string(other.get_database_backend(), "SELECT receipt_mac FROM story ORDER BY number");
    let rows = other.query_all_raw(statement).await.unwrap();
    other.close().await.unwrap();
    rows.iter().map(|row| row.try_get_by_index::<Vec<u8>>(0).unwrap()[0]).collect()
}

/// Lets the database of the writing connection grow by this many pages and no more. A connection that takes its place
/// knows nothing of that.
async fn leave_room(store: &Store, pages: u32) {
    let sql = "SELECT page_count FROM pragma_page_count";
    let count = store.db.query_one_raw(Statement::from_string(store.db.get_database_backend(), sql)).await.unwrap().unwrap();
    let most = count.try_get_by_index::<i64>(0).unwrap() as u32 + pages;
    run(store, &format!("PRAGMA max_page_count = {most}")).await.unwrap();
}

#[actix_web::test]
async fn what_is_acknowledged_after_the_disk_was_full_is_on_disk() {
    let (folder, store) = a_store().await;
    assert_eq!(store.submit(Actor::Storyteller, a_story(1, 10), Vec::new()).await.unwrap(), Submitted::Kept);
    let mut acknowledged = vec![1];
    let mut full = 0;
    for number in 2..20 {
        if number % 3 == 2 {
            leave_room(&store, 2).await;
        }
        match store.submit(Actor::Storyteller, a_story(number, 30_000), Vec::new()).await {
            Ok(Submitted::Kept) => acknowledged.push(number),
            Err(StoreError::Full) => full += 1,
            other => panic!("{other:?}"),
        }
        assert_eq!(seen(&folder).await, acknowledged, "after story {number}");
    }
    assert!(full >= 5, "the disk was full {full} times");
}

#[actix_web::test]
async fn a_connection_that_believes_in_an_open_transaction_is_not_used_again() {
    let (folder, store) = a_store().await;
    // What the pool made of a full disk: SQLite has rolled back, and the pool's own rollback fails.
    let spoiled = run(&store, "ROLLBACK").await;
    assert!(spoiled.is_err());
    for number in 1..=5 {
        assert_eq!(store.submit(Actor::Storyteller, a_story(number, 10), Vec::new()).await.unwrap(), Submitted::Kept);
        assert_eq!(seen(&folder).await, (1..=number).collect::<Vec<u8>>());
    }
}

#[actix_web::test]
async fn work_that_commits_by_itself_cannot_leave_a_transaction_open() {
    let (folder, store) = a_store().await;
    assert!(run(&store, "COMMIT").await.is_err());
    assert!(run(&store, "SAVEPOINT left_open").await.is_ok());
    assert_eq!(store.submit(Actor::Storyteller, a_story(1, 10), Vec::new()).await.unwrap(), Submitted::Kept);
    assert_eq!(seen(&folder).await, [1]);
}

#[actix_web::test]
async fn one_story_that_is_refused_takes_nothing_from_the_others_of_its_batch() {
    let (folder, store) = a_store().await;
    let stories = (1..=9).map(|number| {
        let mut story = a_story(number, 10);
        if number % 4 == 0 {
            story.framework = "unknown".to_owned();
        }
        story
    });
    let outcomes = together(&store, stories).await;
    let kept: Vec<u8> = (1..).zip(&outcomes).filter(|(_, outcome)| outcome.is_ok()).map(|(number, _)| number).collect();
    assert_eq!(kept, [1, 2, 3, 5, 6, 7, 9]);
    assert_eq!(seen(&folder).await, kept);
}

#[actix_web::test]
async fn repeats_in_one_batch_are_one_story() {
    let (folder, store) = a_store().await;
    let stories = (0..50).map(|place| {
        let mut story = a_story(1, 10);
        story.body_mac = [u8::from(place >= 40); 32];
        story
    });
    let outcomes = together(&store, stories).await;
    let count = |wanted: fn(&Submitted) -> bool| outcomes.iter().flatten().filter(|outcome| wanted(outcome)).count();
    assert_eq!(count(|outcome| *outcome == Submitted::Kept), 1);
    assert_eq!(count(|outcome| matches!(outcome, Submitted::Repeated { .. })), 39);
    assert_eq!(count(|outcome| *outcome == Submitted::Different), 10);
    assert_eq!(seen(&folder).await, [1]);
}

#[actix_web::test]
async fn a_withdrawal_uses_the_reserve_and_stories_wait_for_room() {
    let (folder, store) = a_store().await;
    let reserve = folder.path().join("reserve");
    store.keep_reserve(reserve.clone(), 100_000).await.unwrap();
    store.submit(Actor::Storyteller, a_story(1, 10), Vec::new()).await.unwrap();
    leave_room(&store, 0).await;
    assert_eq!(store.submit(Actor::Storyteller, a_story(2, 60_000), Vec::new()).await, Err(StoreError::Full));
    assert!(!reserve.exists(), "the room is given up");
    assert!(store.can_keep().await.is_err(), "and the service says that it takes no stories");
    assert!(store.withdraw(Actor::Storyteller, &[1; 32], a_story(1, 0).received).await.unwrap().is_some());
    let again = std::time::Instant::now();
    while store.submit(Actor::Storyteller, a_story(3, 10), Vec::new()).await != Ok(Submitted::Kept) {
        assert!(again.elapsed().as_secs() < 10, "stories are taken again once there is room");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert!(reserve.is_file());
    assert_eq!(seen(&folder).await, [3]);
}

#[actix_web::test]
async fn the_connections_that_read_refuse_to_write() {
    let (_folder, store) = a_store().await;
    let sql = "DELETE FROM framework";
    let error = store.db.execute_unprepared(sql).await.unwrap_err();
    assert!(error.to_string().contains("readonly"), "{error}");
}

#[actix_web::test]
async fn work_that_panics_takes_nobody_with_it_but_itself() {
    let (folder, store) = a_store().await;
    let broken = store.writer.write(Urgency::Essential, |_| Box::pin(async { panic!("made to happen") })).await;
    assert!(matches!(broken, Err::<(), _>(StoreError::Unavailable(_))));
    assert_eq!(store.submit(Actor::Storyteller, a_story(1, 10), Vec::new()).await, Ok(Submitted::Kept));
    assert_eq!(seen(&folder).await, [1]);
}

#[actix_web::test]
async fn the_index_of_the_log_has_its_room_before_it_is_needed() {
    use std::os::unix::fs::MetadataExt;
    let (folder, store) = a_store().await;
    let index = folder.path().join("sensing.db-shm").metadata().unwrap();
    assert_eq!(index.len(), 256 * 1024);
    assert!(index.blocks() * 512 >= index.len(), "every block of it is on the disk");
    // Another process goes on using the database with it.
    assert_eq!(store.submit(Actor::Storyteller, a_story(1, 10), Vec::new()).await, Ok(Submitted::Kept));
    assert_eq!(seen(&folder).await, [1]);
}

#[actix_web::test]
async fn nothing_is_acknowledged_that_is_in_a_database_which_was_moved_away() {
    let (folder, store) = a_store().await;
    store.submit(Actor::Storyteller, a_story(1, 10), Vec::new()).await.unwrap();
    let place = |name: &str| folder.path().join(name);
    std::fs::rename(place("sensing.db"), place("moved.db")).unwrap();
    for _ in 0..2 {
        assert!(matches!(store.submit(Actor::Storyteller, a_story(2, 10), Vec::new()).await, Err(StoreError::Unavailable(_))));
        assert!(store.can_keep().await.is_err());
    }
    assert!(!place("sensing.db").exists(), "no empty database takes its place");
    std::fs::rename(place("moved.db"), place("sensing.db")).unwrap();
    assert!(store.submit(Actor::Storyteller, a_story(2, 10), Vec::new()).await.is_ok());
    std::fs::remove_file(place("sensing.db-wal")).unwrap();
    assert!(matches!(store.submit(Actor::Storyteller, a_story(3, 10), Vec::new()).await, Err(StoreError::Unavailable(_))));
}
