//! Voices and pictures that come with stories: stored and erased with them, and read separately.

use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{
    StoreError, StoredStory,
    entities::attachment::{self, Column},
};
use crate::model::AttachmentKind;

/// An attachment to be stored; it has been checked.
pub struct NewAttachment {
    /// Its public id.
    pub id: Uuid,
    /// What it is.
    pub kind: AttachmentKind,
    /// Its media type, such as `audio/webm`.
    pub media_type: &'static str,
    /// The SHA-256 of the bytes.
    pub digest: [u8; 32],
    /// The stored bytes.
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
    /// The stored bytes.
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

/// Stores what came with a story.
pub(super) async fn keep<C: ConnectionTrait>(db: &C, story: i64, attachments: &[NewAttachment]) -> Result<(), StoreError> {
    // One at a time: a statement with two files would be copied whole.
    for new in attachments {
        let row = attachment::ActiveModel {
            id: Set(new.id),
            story: Set(story),
            kind: Set(new.kind.name().to_owned()),
            media_type: Set(new.media_type.to_owned()),
            size: Set(new.bytes.len() as i64),
            digest: Set(new.digest.to_vec()),
            bytes: Set(new.bytes.clone()),
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
