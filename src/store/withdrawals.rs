//! Withdrawing a story: it is erased with what came with it, and only the fact that it was withdrawn remains.

use chrono::NaiveDate;
use futures_core::future::BoxFuture;
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};

use super::{
    ChangeKind, Store, StoreError, attachments, changes,
    deeds::{self, Deed},
    entities::{erasure, story},
    writer::Urgency,
};
use crate::model::{Action, Actor, Subject};

/// What became of a withdrawal.
pub struct Withdrawn {
    /// The number under which the projections knew the story.
    pub number: u64,
}

impl Store {
    /// Erases the story under a receipt with what came with it, and notes the erasure. Nothing when there is none.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing was erased.
    pub async fn withdraw(
        &self,
        actor: Actor,
        receipt_mac: &[u8; 32],
        today: NaiveDate,
    ) -> Result<Option<Withdrawn>, StoreError> {
        let receipt_mac = *receipt_mac;
        self.writer.write(Urgency::Essential, move |transaction| withdraw(transaction, actor, receipt_mac, today)).await
    }
}

fn withdraw(
    transaction: &DatabaseTransaction,
    actor: Actor,
    receipt_mac: [u8; 32],
    today: NaiveDate,
) -> BoxFuture<'_, Result<Option<Withdrawn>, StoreError>> {
    Box::pin(async move {
        let found = story::Entity::find()
            .filter(story::Column::ReceiptMac.eq(receipt_mac.to_vec()))
            .lock_exclusive()
            .one(transaction)
            .await?;
        let Some(row) = found else { return Ok(None) };
        attachments::erase(transaction, row.number).await?;
        story::Entity::delete_by_id(row.number).exec(transaction).await?;
        let erased =
            erasure::ActiveModel { receipt_mac: Set(receipt_mac.to_vec()), story: Set(row.number), erased_on: Set(today) };
        erasure::Entity::insert(erased).exec_without_returning(transaction).await?;
        changes::log(transaction, [row.number], ChangeKind::Withdrawn).await?;
        deeds::erase_reasons(transaction, row.id).await?;
        deeds::append(transaction, Deed::new(actor, Action::StoryWithdrawn, Subject::Story(row.id)).on(today)).await?;
        Ok(Some(Withdrawn { number: row.number as u64 }))
    })
}
