//! Receipts of stories that were withdrawn, so that none of them comes back.

use std::collections::HashSet;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{StoreError, entities::erasure};

/// Of more receipts, it is first asked whether any story was withdrawn.
const FEW: usize = 100;

/// Those of the receipts whose stories were withdrawn.
pub(super) async fn erased_receipts<C: ConnectionTrait>(
    db: &C,
    receipts: impl Iterator<Item = [u8; 32]>,
) -> Result<HashSet<Vec<u8>>, StoreError> {
    let mut erased = HashSet::new();
    let receipts: Vec<_> = receipts.map(Vec::from).collect();
    if receipts.len() > FEW && erasure::Entity::find().one(db).await?.is_none() {
        return Ok(erased);
    }
    for chunk in receipts.chunks(1_000) {
        let found: Vec<Vec<u8>> = erasure::Entity::find()
            .select_only()
            .column(erasure::Column::ReceiptMac)
            .filter(erasure::Column::ReceiptMac.is_in(chunk.iter().cloned()))
            .into_tuple()
            .all(db)
            .await?;
        erased.extend(found);
    }
    Ok(erased)
}
