//! Voices and pictures that come with stories: kept and erased with them, and read apart from them.

use std::collections::HashMap;

use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    Store, StoreError, StoredStory,
    entities::attachment::{self, Column},
    error::unreadable,
};
use crate::model::AttachmentKind;

/// An attachment that is to be kept; it has been checked.
pub struct NewAttachment {
    /// Its public id.
    pub id: Uuid,
    /// What it is.
    pub kind: AttachmentKind,
    /// Its media type, such as `audio/webm`.
    pub media_type: &'static str,
    /// The SHA-256 of the bytes.
    pub digest: [u8; 32],
    /// What is kept.
    pub bytes: Vec<u8>,
}

/// What is known of an attachment without reading it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAttachment {
    /// Its public id.
    pub id: Uuid,
    /// What it is.
    pub kind: AttachmentKind,
    /// Its media type, such as `audio/webm`.
    pub media_type: String,
    /// Its size in bytes.
    pub size: u64,
}

/// An attachment's bytes.
pub struct AttachmentFile {
    /// Its media type, such as `audio/webm`.
    pub media_type: String,
    /// What is kept.
    pub bytes: Vec<u8>,
}

/// A story and what came with it.
#[derive(Clone, Debug)]
pub struct WithAttachments {
    /// The story.
    pub story: StoredStory,
    /// What came with it: the voice before the picture.
    pub attachments: Vec<StoredAttachment>,
}

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
    /// [`StoreError::Damaged`] when they are not those that were kept, and any other [`StoreError`].
    pub async fn attachment(&self, story: u64, id: Uuid) -> Result<Option<AttachmentFile>, StoreError> {
        let found = attachment::Entity::find_by_id(id).filter(Column::Story.eq(story as i64)).one(&self.db).await?;
        let Some(row) = found else { return Ok(None) };
        let media_type = row.media_type.clone();
        let bytes = tokio::task::spawn_blocking(move || as_kept(row)).await;
        let bytes = bytes.map_err(|error| StoreError::Unavailable(error.to_string()))??;
        Ok(Some(AttachmentFile { media_type, bytes }))
    }
}

/// The bytes of a file, if they are those that were kept.
fn as_kept(row: attachment::Model) -> Result<Vec<u8>, StoreError> {
    if Sha256::digest(&row.bytes)[..] == row.digest[..] {
        return Ok(row.bytes);
    }
    Err(StoreError::Damaged(format!("the bytes of the file {}", row.id)))
}

/// Keeps what came with a story.
pub(super) async fn keep<C: ConnectionTrait>(db: &C, story: i64, attachments: Vec<NewAttachment>) -> Result<(), StoreError> {
    // One at a time: a statement with two files would be copied whole.
    for new in attachments {
        let row = attachment::ActiveModel {
            id: Set(new.id),
            story: Set(story),
            kind: Set(new.kind.name().to_owned()),
            media_type: Set(new.media_type.to_owned()),
            size: Set(new.bytes.len() as i64),
            digest: Set(new.digest.to_vec()),
            bytes: Set(new.bytes),
        };
        attachment::Entity::insert(row).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Erases what came with a story. Whatever erases a story calls this first; the database refuses otherwise.
pub(super) async fn erase<C: ConnectionTrait>(db: &C, story: i64) -> Result<(), StoreError> {
    attachment::Entity::delete_many().filter(Column::Story.eq(story)).exec(db).await?;
    Ok(())
}
