//! Reading stories.

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{HeldPage, QueuePlace, Store, StoreError, StoredStory, entities::story};
use crate::model::{ModerationState, Source};

impl Store {
    /// The story under a receipt.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn story_by_receipt(&self, receipt_mac: &[u8; 32]) -> Result<Option<StoredStory>, StoreError> {
        let row = story::Entity::find().filter(story::Column::ReceiptMac.eq(receipt_mac.to_vec())).one(&self.db).await?;
        row.map(StoredStory::try_from).transpose()
    }

    /// The story with that id.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn story_by_id(&self, id: Uuid) -> Result<Option<StoredStory>, StoreError> {
        let row = story::Entity::find().filter(story::Column::Id.eq(id)).one(&self.db).await?;
        row.map(StoredStory::try_from).transpose()
    }

    /// Those of the stories with these numbers that still exist, in no particular order.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn stories_by_number(&self, numbers: &[u64]) -> Result<Vec<StoredStory>, StoreError> {
        let mut found = Vec::with_capacity(numbers.len());
        for chunk in numbers.chunks(1_000) {
            let chunk = chunk.iter().map(|&number| number as i64);
            let rows = story::Entity::find().filter(story::Column::Number.is_in(chunk)).all(&self.db).await?;
            for row in rows {
                found.push(StoredStory::try_from(row)?);
            }
        }
        Ok(found)
    }

    /// The ids of those of the stories with these numbers that still exist.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn ids_by_number(&self, numbers: &[u64]) -> Result<Vec<(u64, Uuid)>, StoreError> {
        let mut found = Vec::with_capacity(numbers.len());
        for chunk in numbers.chunks(1_000) {
            let pairs: Vec<(i64, Uuid)> = story::Entity::find()
                .select_only()
                .column(story::Column::Number)
                .column(story::Column::Id)
                .filter(story::Column::Number.is_in(chunk.iter().map(|&number| number as i64)))
                .into_tuple()
                .all(&self.db)
                .await?;
            found.extend(pairs.into_iter().map(|(number, id)| (number as u64, id)));
        }
        Ok(found)
    }

    /// How many stories are kept.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn story_count(&self) -> Result<u64, StoreError> {
        Ok(story::Entity::find().count(&self.db).await?)
    }

    /// Whether there is a story that a person told: one that was not made up to try the service.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn holds_told_stories(&self) -> Result<bool, StoreError> {
        let told = story::Entity::find()
            .select_only()
            .column(story::Column::Number)
            .filter(story::Column::Source.ne(Source::Synthetic.name()))
            .limit(1)
            .into_tuple::<i64>();
        Ok(told.one(&self.db).await?.is_some())
    }

    /// Stories in a moderation state after a place: those of worried storytellers first, then oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn stories_in_state(
        &self,
        state: ModerationState,
        after: Option<QueuePlace>,
        limit: u64,
    ) -> Result<HeldPage, StoreError> {
        let of_state = story::Entity::find().filter(story::Column::State.eq(state.name()));
        let total = of_state.clone().count(&self.db).await?;
        let after = after.unwrap_or(QueuePlace { worried: true, number: 0 });
        let mut rows = Vec::new();
        // One after the other, because an index that is read in order beats one query for both.
        for worried in [true, false].into_iter().filter(|&worried| after.worried || !worried) {
            let behind = if worried == after.worried { after.number } else { 0 };
            let more = of_state
                .clone()
                .filter(story::Column::Worried.eq(worried))
                .filter(story::Column::Number.gt(behind as i64))
                .order_by_asc(story::Column::Number)
                .limit(limit - rows.len() as u64);
            rows.extend(more.all(&self.db).await?);
        }
        let stories = rows.into_iter().map(StoredStory::try_from).collect::<Result<_, _>>()?;
        Ok(HeldPage { stories, total })
    }
}
