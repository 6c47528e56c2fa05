//! Many stories at once, from a file: a batch is kept whole or not at all, and what is there already is left alone.

use std::collections::HashSet;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{
    ChangeKind, Store, StoreError, changes,
    entities::{erasure, story},
    stories::{NewStory, row_of},
};

/// What became of a batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Stories that are kept now and were not before.
    pub new: u64,
    /// Stories that had been kept, or withdrawn, before.
    pub known: u64,
}

/// Rows in one INSERT: SQLite takes at most 32,766 parameters in a statement, and a story has 21.
const ROWS_A_STATEMENT: usize = 500;

impl Store {
    /// Keeps a batch of stories in one transaction, leaving out those whose receipt is known.
    ///
    /// # Errors
    /// [`StoreError`]; then none of the batch was kept.
    pub async fn import(&self, batch: Vec<NewStory>) -> Result<Imported, StoreError> {
        let size = batch.len() as u64;
        let transaction = self.begin_write().await?;
        let mut known = known_receipts(&transaction, &batch).await?;
        let fresh: Vec<NewStory> = batch.into_iter().filter(|story| known.insert(story.receipt_mac.to_vec())).collect();
        let new = fresh.len() as u64;
        let mut numbers = Vec::with_capacity(fresh.len());
        let mut rest = fresh.into_iter().peekable();
        while rest.peek().is_some() {
            let rows = rest.by_ref().take(ROWS_A_STATEMENT).map(row_of).collect::<Result<Vec<_>, _>>()?;
            numbers.extend(story::Entity::insert_many(rows).exec_with_returning_keys(&transaction).await?);
        }
        for chunk in numbers.chunks(ROWS_A_STATEMENT * 8) {
            changes::log(&transaction, chunk.iter().copied(), ChangeKind::Submitted).await?;
        }
        transaction.commit().await?;
        Ok(Imported { new, known: size - new })
    }
}

async fn known_receipts<C: ConnectionTrait>(db: &C, batch: &[NewStory]) -> Result<HashSet<Vec<u8>>, StoreError> {
    let mut known = HashSet::new();
    for chunk in batch.chunks(1_000) {
        let macs = || chunk.iter().map(|story| story.receipt_mac.to_vec());
        let kept: Vec<Vec<u8>> = story::Entity::find()
            .select_only()
            .column(story::Column::ReceiptMac)
            .filter(story::Column::ReceiptMac.is_in(macs()))
            .into_tuple()
            .all(db)
            .await?;
        let erased: Vec<Vec<u8>> = erasure::Entity::find()
            .select_only()
            .column(erasure::Column::ReceiptMac)
            .filter(erasure::Column::ReceiptMac.is_in(macs()))
            .into_tuple()
            .all(db)
            .await?;
        known.extend(kept);
        known.extend(erased);
    }
    Ok(known)
}
