//! Voices and pictures as their storyteller and moderators get them. Nobody else does.

use actix_web::HttpResponse;
use actix_web::http::header;
use serde::Serialize;
use uuid::Uuid;

use crate::model::AttachmentKind;
use crate::store::{AttachmentFile, StoredAttachment};

/// What came with a story.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"id": "01990a3e-7c00-7000-8000-5f4e3d2c1b0a", "kind": "voice", "media_type": "audio/webm", "bytes": 1234}))]
pub struct Attachment {
    id: Uuid,
    kind: AttachmentKind,
    /// `audio/webm`, `audio/ogg`, `audio/mp4` or `image/jpeg`.
    media_type: String,
    /// Its size.
    bytes: u64,
}

/// The bytes of an attachment.
#[derive(utoipa::ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "what the answer is in the API's description")]
pub struct AttachmentBytes(Vec<u8>);

impl From<StoredAttachment> for Attachment {
    fn from(stored: StoredAttachment) -> Self {
        let StoredAttachment { id, kind, media_type, size } = stored;
        Self { id, kind, media_type, bytes: size }
    }
}

/// An attachment's bytes, to be played or looked at and kept nowhere.
pub fn shown(file: AttachmentFile) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(file.media_type)
        .insert_header((header::CONTENT_DISPOSITION, "inline"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        // Sound and pictures are packed already; packed again, a player would not know how long they are.
        .insert_header(header::ContentEncoding::Identity)
        .body(file.bytes)
}
