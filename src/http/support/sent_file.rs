//! A file that is sent piece by piece, so that its size takes no memory.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use actix_web::HttpResponse;
use actix_web::body::SizedStream;
use actix_web::http::header;
use actix_web::web::Bytes;
use futures_core::Stream;
use tokio::io::{AsyncRead, ReadBuf};
use tokio::sync::OwnedSemaphorePermit;

use crate::exchange::ExportedFile;

/// Bytes in a piece.
const PIECE: usize = 64 * 1024;

/// A file, and its place among those that are sent at once.
struct Pieces(tokio::fs::File, #[expect(dead_code, reason = "held until the file is closed")] OwnedSemaphorePermit);

impl Stream for Pieces {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        let mut piece = vec![0; PIECE];
        let mut read = ReadBuf::new(&mut piece);
        ready!(Pin::new(&mut self.0).poll_read(context, &mut read))?;
        let length = read.filled().len();
        piece.truncate(length);
        Poll::Ready((length > 0).then(|| Ok(Bytes::from(piece))))
    }
}

/// The response with a file to be saved. Caches must not store it.
pub fn saved(exported: ExportedFile) -> HttpResponse {
    let ExportedFile { file, bytes, name, media_type, place } = exported;
    HttpResponse::Ok()
        .content_type(media_type)
        .insert_header(header::ContentDisposition::attachment(name))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        // Most formats are compressed already, and a compressed answer would not say how long it is.
        .insert_header(header::ContentEncoding::Identity)
        .body(SizedStream::new(bytes, Pieces(tokio::fs::File::from_std(file), place)))
}
