//! Recordings and pictures. Only the storyteller and moderators can get them.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use uuid::Uuid;

use crate::capture::{AttachmentFile, StoredAttachment};
use crate::model::AttachmentKind;

/// The media type of bytes of which nothing is said.
const BYTES: &str = "application/octet-stream";

/// An attachment of a story.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"id": "01990a3e-7c00-7000-8000-5f4e3d2c1b0a", "kind": "voice", "media_type": "audio/webm", "bytes": 1234}))]
pub struct Attachment {
    /// The id of the attachment.
    id: Uuid,
    /// Whether it is a recording or a picture.
    kind: AttachmentKind,
    /// `audio/webm`, `audio/ogg`, `audio/mp4` or `image/jpeg`.
    media_type: String,
    /// Its size, in bytes.
    bytes: u64,
}

/// The bytes of an attachment.
#[derive(utoipa::ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "describes the response in the API document")]
pub struct AttachmentBytes(Vec<u8>);

impl From<StoredAttachment> for Attachment {
    fn from(stored: StoredAttachment) -> Self {
        let StoredAttachment { id, kind, media_type, size } = stored;
        Self { id, kind, media_type, bytes: size }
    }
}

/// The response with the bytes of an attachment. Clients and caches must not store it. A client that accepts only bytes of no
/// known media type gets them as such.
pub fn shown(request: &HttpRequest, file: AttachmentFile) -> HttpResponse {
    let accepted = request.headers().get(header::ACCEPT).map(header::HeaderValue::as_bytes);
    let media_type = if accepted == Some(BYTES.as_bytes()) { BYTES.to_owned() } else { file.media_type };
    HttpResponse::Ok()
        .content_type(media_type)
        .insert_header((header::CONTENT_DISPOSITION, "inline"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        // Recordings and pictures are already compressed. Without a length a player cannot show the duration.
        .insert_header(header::ContentEncoding::Identity)
        .body(file.bytes)
}
