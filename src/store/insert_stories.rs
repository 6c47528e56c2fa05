//! Keeping stories that come in, each with its line in the change log in one transaction.

use std::collections::HashMap;

use sea_orm::sea_query::{OnConflict, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseBackend, DatabaseTransaction, EntityTrait, QueryFilter, QueryTrait};

use super::{
    ChangeKind, NewStory, StoreError, Submitted, attachments, changes,
    deeds::{self, Deed},
    entities::{erasure, story},
    stories::{read_state, row_of},
    withdrawn_receipts::erased_receipts,
    writer::job::StoryJob,
};
use crate::model::{Action, Source, Subject};

/// Keeps stories, each once, with what came with them and their lines in the change log. Returns what became of each.
///
/// # Errors
/// [`StoreError`]; then some may have been written, and the transaction must be undone.
pub(super) async fn insert_all(transaction: &DatabaseTransaction, jobs: &[StoryJob]) -> Result<Vec<Submitted>, StoreError> {
    let receipt = |job: &StoryJob| job.story.receipt_mac;
    // What was withdrawn is not even written for a moment.
    let mut erased = erased_receipts(transaction, jobs.iter().map(receipt)).await?;
    let mut first: HashMap<[u8; 32], usize> = HashMap::with_capacity(jobs.len());
    for (place, job) in jobs.iter().enumerate() {
        if !erased.contains(&receipt(job)[..]) {
            first.entry(receipt(job)).or_insert(place);
        }
    }
    let mut places: Vec<usize> = first.into_values().collect();
    places.sort_unstable();
    let inserted = insert(transaction, places.iter().map(|&place| &jobs[place].story)).await?;
    for &place in &places {
        if let Some(&number) = inserted.get(&receipt(&jobs[place])[..]) {
            attachments::keep(transaction, number, &jobs[place].attachments).await?;
        }
    }
    let mut numbers: Vec<i64> = inserted.values().copied().collect();
    numbers.sort_unstable();
    changes::log_many(transaction, &numbers, ChangeKind::Submitted).await?;
    if transaction.get_database_backend() == DatabaseBackend::Postgres {
        // Another node may have erased a story between the first look and the insertion, which waited for it.
        let late = erased_receipts(transaction, jobs.iter().map(receipt)).await?;
        for number in late.difference(&erased).filter_map(|receipt| inserted.get(receipt)) {
            attachments::erase(transaction, *number).await?;
            story::Entity::delete_by_id(*number).exec(transaction).await?;
        }
        erased = late;
    }
    let kept_now = places.iter().map(|&place| &jobs[place]).filter(|job| {
        let receipt = &receipt(job)[..];
        inserted.contains_key(receipt) && !erased.contains(receipt)
    });
    deeds::append_all(transaction, kept_now.map(deed).collect()).await?;
    let others = jobs.iter().map(receipt).filter(|receipt| !erased.contains(&receipt[..]));
    let kept = under(transaction, others.map(Vec::from).filter(|receipt| !inserted.contains_key(receipt))).await?;
    let became = |(place, job): (usize, &StoryJob)| {
        let receipt = &receipt(job)[..];
        if erased.contains(receipt) {
            return Ok(Submitted::Withdrawn);
        }
        if let Some(row) = kept.get(receipt) {
            return repeated(row, &job.story.body_mac);
        }
        // A story that was there a moment ago and is not any more was withdrawn on another node.
        let first = places.iter().find(|&&place| jobs[place].story.receipt_mac == *receipt);
        match first.filter(|_| inserted.contains_key(receipt)) {
            Some(&first) if first == place => Ok(Submitted::Kept),
            // The same receipt came twice in one batch.
            Some(&first) => Ok(repeats(&jobs[first].story, &job.story)),
            None => Err(StoreError::Conflict),
        }
    };
    jobs.iter().enumerate().map(became).collect()
}

fn deed(job: &StoryJob) -> Deed {
    let action = if job.story.source == Source::Paper { Action::StoryTranscribed } else { Action::StorySubmitted };
    Deed::new(job.actor, action, Subject::Story(job.story.id)).on(job.story.received)
}

/// Rows in one INSERT: SQLite takes at most 32,766 parameters in a statement, and a story has 26.
const ROWS_A_STATEMENT: usize = 256;

/// Inserts stories whose receipts are new, and returns their numbers by receipt.
async fn insert<'a>(
    transaction: &DatabaseTransaction,
    stories: impl Iterator<Item = &'a NewStory>,
) -> Result<HashMap<Vec<u8>, i64>, StoreError> {
    let stories: Vec<&NewStory> = stories.collect();
    let mut numbers = HashMap::with_capacity(stories.len());
    for chunk in stories.chunks(ROWS_A_STATEMENT) {
        let rows = chunk.iter().copied().map(row_of).collect::<Result<Vec<_>, _>>()?;
        let mut insert = story::Entity::insert_many(rows)
            .on_conflict(OnConflict::column(story::Column::ReceiptMac).do_nothing().to_owned())
            .into_query();
        insert.returning(Query::returning().columns([story::Column::Number, story::Column::ReceiptMac]));
        for row in transaction.query_all_raw(transaction.get_database_backend().build(&insert)).await? {
            numbers.insert(row.try_get("", "receipt_mac")?, row.try_get("", "number")?);
        }
    }
    Ok(numbers)
}

/// The stories that are kept under these receipts.
async fn under<C: ConnectionTrait>(
    db: &C,
    receipts: impl Iterator<Item = Vec<u8>>,
) -> Result<HashMap<Vec<u8>, story::Model>, StoreError> {
    let receipts: Vec<Vec<u8>> = receipts.collect();
    if receipts.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = story::Entity::find().filter(story::Column::ReceiptMac.is_in(receipts)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.receipt_mac.clone(), row)).collect())
}

/// What a submission is beside the one that is kept under its receipt.
fn repeated(row: &story::Model, body_mac: &[u8; 32]) -> Result<Submitted, StoreError> {
    if row.body_mac != body_mac {
        return Ok(Submitted::Different);
    }
    Ok(Submitted::Repeated { id: row.id, received: row.received, state: read_state(&row.state)? })
}

/// The same for two that came at once.
fn repeats(first: &NewStory, other: &NewStory) -> Submitted {
    if first.body_mac != other.body_mac {
        return Submitted::Different;
    }
    Submitted::Repeated { id: first.id, received: first.received, state: first.state }
}

pub(super) async fn known_under<C: ConnectionTrait>(
    db: &C,
    receipt_mac: &[u8; 32],
    body_mac: &[u8; 32],
) -> Result<Option<Submitted>, StoreError> {
    let row = story::Entity::find().filter(story::Column::ReceiptMac.eq(receipt_mac.to_vec())).one(db).await?;
    if let Some(row) = row {
        return repeated(&row, body_mac).map(Some);
    }
    let erased = erasure::Entity::find_by_id(receipt_mac.to_vec()).one(db).await?;
    Ok(erased.map(|_| Submitted::Withdrawn))
}
