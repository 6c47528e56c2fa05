//! A batch in one transaction.

use sea_orm::{DatabaseConnection, DatabaseTransaction, SqliteTransactionMode, TransactionOptions, TransactionTrait};

use super::job::{Batch, Change, Outcomes, StoryJob};
use crate::store::insert_stories::insert_all;
use crate::store::{StoreError, Submitted};

/// Carries out a batch and commits it. First without savepoints, of which each costs a way to the database and back; when
/// a part is refused, once more with one for each part, so that it takes nothing from the others.
///
/// # Errors
/// [`StoreError`]: then nothing of the batch is known to be stored, and the state of the connection is unknown.
pub async fn attempt(connection: &DatabaseConnection, batch: &mut Batch) -> Result<Outcomes, StoreError> {
    let transaction = begin(connection).await?;
    let refused = match plainly(&transaction, batch).await {
        Ok(outcomes) => {
            transaction.commit().await?;
            return Ok(outcomes);
        }
        Err(error) => error,
    };
    let spoiled = spoils(&refused);
    // SQLite may have rolled back by itself; then this fails, and the pool believes in a transaction that is none.
    if transaction.rollback().await.is_err() || spoiled {
        return Err(refused);
    }
    if batch.is_single() {
        return Ok(batch.refused_alone(refused));
    }
    let transaction = begin(connection).await?;
    let outcomes = part_by_part(&transaction, batch).await?;
    // PostgreSQL answers a COMMIT of a failed transaction with a silent ROLLBACK. Every statement before this one
    // succeeded, or was undone to a savepoint, so the transaction has not failed.
    transaction.commit().await?;
    Ok(outcomes)
}

async fn begin(connection: &DatabaseConnection) -> Result<DatabaseTransaction, StoreError> {
    let options = TransactionOptions {
        // Takes SQLite's write lock immediately, and fails when a transaction is open already.
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    Ok(connection.begin_with_options(options).await?)
}

async fn plainly(transaction: &DatabaseTransaction, batch: &mut Batch) -> Result<Outcomes, StoreError> {
    let kept = if batch.stories.is_empty() { Vec::new() } else { insert_all(transaction, &batch.stories).await? };
    for change in &mut batch.changes {
        change.run(transaction).await?;
    }
    let changes = batch.changes.iter().map(|_| Ok(())).collect();
    Ok(Outcomes { stories: kept.into_iter().map(Ok).collect(), changes })
}

async fn part_by_part(transaction: &DatabaseTransaction, batch: &mut Batch) -> Result<Outcomes, StoreError> {
    let mut stories = Vec::with_capacity(batch.stories.len());
    for job in &batch.stories {
        let kept = in_savepoint(transaction, std::slice::from_ref(job)).await?;
        stories.push(kept.and_then(|kept| kept.into_iter().next().ok_or(StoreError::Conflict)));
    }
    let mut changes = Vec::with_capacity(batch.changes.len());
    for change in &mut batch.changes {
        changes.push(one_change(transaction, change.as_mut()).await?);
    }
    Ok(Outcomes { stories, changes })
}

async fn in_savepoint(
    transaction: &DatabaseTransaction,
    jobs: &[StoryJob],
) -> Result<Result<Vec<Submitted>, StoreError>, StoreError> {
    let savepoint = transaction.begin().await?;
    let kept = insert_all(&savepoint, jobs).await;
    settle(savepoint, kept).await
}

async fn one_change(transaction: &DatabaseTransaction, change: &mut dyn Change) -> Result<Result<(), StoreError>, StoreError> {
    let savepoint = transaction.begin().await?;
    let done = change.run(&savepoint).await;
    settle(savepoint, done).await
}

/// Ends a savepoint as its work ended. The outer error says that the whole transaction is spoiled.
async fn settle<T>(
    savepoint: DatabaseTransaction,
    outcome: Result<T, StoreError>,
) -> Result<Result<T, StoreError>, StoreError> {
    match outcome {
        Ok(value) => {
            savepoint.commit().await?;
            Ok(Ok(value))
        }
        Err(error) => {
            let spoiled = spoils(&error);
            // SQLite may have rolled back everything by itself; then there is no savepoint to go back to.
            if savepoint.rollback().await.is_err() || spoiled {
                return Err(error);
            }
            Ok(Err(error))
        }
    }
}

/// Whether this failure of a part is one of the whole: the disk, the connection, or a lock for which the others would wait
/// as long again.
fn spoils(error: &StoreError) -> bool {
    matches!(error, StoreError::Full | StoreError::Unavailable(_))
}
