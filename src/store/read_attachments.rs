//! Reading what came with stories.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    AttachmentFile, Store, StoreError, StoredAttachment, StoredStory, WithAttachments,
    entities::attachment::{self, Column},
    error::unreadable,
};
use crate::model::AttachmentKind;

impl Store {
    /// Puts to each story what came with it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn with_attachments(&self, stories: Vec<StoredStory>) -> Result<Vec<WithAttachments>, StoreError> {
        let mut found: HashMap<i64, Vec<StoredAttachment>> = HashMap::new();
        let rows: Vec<(i64, Uuid, String, String, i64)> = attachment::Entity::find()
            .select_only()
            .columns([Column::Story, Column::Id, Column::Kind, Column::MediaType, Column::Size])
            .filter(Column::Story.is_in(stories.iter().map(|story| story.number as i64)))
            .order_by_desc(Column::Kind)
            .into_tuple()
            .all(&self.db)
            .await?;
        for (story, id, kind, media_type, size) in rows {
            let kind = AttachmentKind::named(&kind).ok_or_else(|| unreadable("the kind of an attachment", &kind))?;
            found.entry(story).or_default().push(StoredAttachment { id, kind, media_type, size: size as u64 });
        }
        let with = |story: StoredStory| {
            let attachments = found.remove(&(story.number as i64)).unwrap_or_default();
            WithAttachments { story, attachments }
        };
        Ok(stories.into_iter().map(with).collect())
    }

    /// The bytes of an attachment of that story.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when they are not those that were stored, and any other [`StoreError`].
    pub async fn attachment(&self, story: u64, id: Uuid) -> Result<Option<AttachmentFile>, StoreError> {
        let found = attachment::Entity::find_by_id(id).filter(Column::Story.eq(story as i64)).one(&self.db).await?;
        let Some(row) = found else { return Ok(None) };
        let media_type = row.media_type.clone();
        let bytes = tokio::task::spawn_blocking(move || as_kept(row)).await;
        let bytes = bytes.map_err(|error| StoreError::Unavailable(error.to_string()))??;
        Ok(Some(AttachmentFile { media_type, bytes }))
    }
}

/// The bytes of a file, if they are those that were stored.
fn as_kept(row: attachment::Model) -> Result<Vec<u8>, StoreError> {
    if Sha256::digest(&row.bytes)[..] == row.digest[..] {
        return Ok(row.bytes);
    }
    Err(StoreError::Damaged(format!("the bytes of the file {}", row.id)))
}
