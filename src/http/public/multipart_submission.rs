//! Reads a submission: JSON, or a multipart form whose first part is that JSON and whose other parts are attachments.
//!
//! A form is read part by part, and a part that is too large is not kept in memory. After an error the rest of the body is
//! still read, so that the client can read the response.

use std::future::poll_fn;
use std::pin::Pin;

use actix_multipart::{Field, Multipart};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, dev};
use futures_core::Stream;

use crate::capture::{Files, LARGEST_FILE, Picture, Submission, Voice, WrongFile};
use crate::http::support::admission::ReadBody;
use crate::http::support::body::{Body, TELLING, essence, parse};
use crate::http::support::client::{client, services};
use crate::http::support::counted_body::{Counted, bytes};
use crate::http::support::error::Problem;
use crate::limits::Reservation;
use crate::model::Fault;

/// The largest form, in bytes: two files, the story, and the part headers.
const FORM: usize = 12 * 1024 * 1024;
const SOUNDS: [&str; 3] = ["audio/webm", "audio/ogg", "audio/mp4"];
const PICTURES: [&str; 3] = ["image/jpeg", "image/png", "image/webp"];

/// A story and its attachments.
pub struct MultipartSubmission {
    /// The story.
    pub submission: Submission,
    /// Its attachments.
    pub files: Files,
    /// The memory reserved for it, if it came as a form.
    _room: Option<Reservation>,
}

/// A story with a recording, a picture or both. The story is the first part, and each part comes at most once.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the form in the API document; its parts are read one by one")]
pub struct SubmissionForm {
    /// The story, as `application/json`, at most 1 MiB. Its `text` may be empty.
    story: Submission,
    /// A recording of the story: `audio/webm`, `audio/ogg` or `audio/mp4`, at most 5 MiB, without video. WebM and MP4
    /// lose their metadata, such as place and time. Ogg is stored as it is, and refused when it names a place.
    #[schema(value_type = String, format = Binary, required = false)]
    voice: Option<Vec<u8>>,
    /// A photo or a drawing: `image/jpeg`, `image/png` or `image/webp`, at most 5 MiB and 30 million pixels. It is stored
    /// as a JPEG of at most 2,048 pixels a side, without metadata.
    #[schema(value_type = String, format = Binary, required = false)]
    picture: Option<Vec<u8>>,
}

impl ReadBody for MultipartSubmission {
    async fn read(request: HttpRequest, payload: dev::Payload) -> Result<Self, Problem> {
        if essence(&request) != "multipart/form-data" {
            let body = <Body<Submission, TELLING> as ReadBody>::read(request, payload).await?;
            return Ok(Self { submission: body.0, files: Files::default(), _room: None });
        }
        let services = services(&request)?;
        let room = services.bodies.forms.begin(client(&request, services));
        let body = Counted::new(payload, FORM);
        let form = Multipart::new(request.headers(), body.clone());
        let submission = read(form, &body, room).await;
        body.drain().await;
        submission
    }
}

async fn read(mut form: Multipart, body: &Counted, mut room: Reservation) -> Result<MultipartSubmission, Problem> {
    let mut story = None;
    let mut files = Files::default();
    while let Some(part) = poll_fn(|context| Pin::new(&mut form).poll_next(context)).await {
        let mut part = part.map_err(|error| body.broken(&error))?;
        let name = part.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "story" if story.is_none() => {
                // Some clients send a part that is not a file without its media type.
                if part.content_type().is_some() {
                    is_one_of(&part, "story", &["application/json"])?;
                }
                story = Some(parse(&bytes(&mut part, TELLING, body, &mut room).await?)?);
            }
            _ if story.is_none() => {
                return Err(faulty("story", "the first part of the form must be “story”, with the story as JSON"));
            }
            "voice" if files.voice.is_none() => {
                is_one_of(&part, "voice", &SOUNDS)?;
                let bytes = bytes(&mut part, LARGEST_FILE, body, &mut room).await?;
                files.voice = Some(parsed("voice", || Voice::parse(bytes)).await?);
            }
            "picture" if files.picture.is_none() => {
                is_one_of(&part, "picture", &PICTURES)?;
                let bytes = bytes(&mut part, LARGEST_FILE, body, &mut room).await?;
                files.picture = Some(parsed("picture", || Picture::parse(bytes)).await?);
            }
            "story" | "voice" | "picture" => {
                return Err(faulty(&name, "send this part only once; a second file needs a story of its own"));
            }
            _ => {
                let shown: String = name.chars().take(80).collect();
                return Err(faulty(&shown, "this part is not known; the parts are story, voice and picture"));
            }
        }
    }
    let submission = story.ok_or_else(|| faulty("story", "the form has no part “story”; add it, with the story as JSON"))?;
    Ok(MultipartSubmission { submission, files, _room: Some(room) })
}

fn is_one_of(part: &Field, name: &str, allowed: &[&str]) -> Result<(), Problem> {
    let stated = part.content_type().map(|kind| kind.essence_str()).unwrap_or_default();
    if allowed.contains(&stated) {
        return Ok(());
    }
    let detail = format!("the media type of the part “{name}” must be one of {}", allowed.join(", "));
    Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail))
}

/// Parses a file on a blocking thread.
async fn parsed<T: Send + 'static>(
    name: &str,
    parse: impl FnOnce() -> Result<T, WrongFile> + Send + 'static,
) -> Result<T, Problem> {
    let file = tokio::task::spawn_blocking(parse).await.map_err(|error| Problem::ours(&error))?;
    file.map_err(|wrong| match wrong {
        WrongFile::Empty | WrongFile::NoSound => faulty(name, &wrong.to_string()),
        WrongFile::NoVoice | WrongFile::NotSoundAlone | WrongFile::NamesAPlace | WrongFile::NoPicture => {
            Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, wrong.to_string())
        }
    })
}

fn faulty(name: &str, message: &str) -> Problem {
    Problem::faulty(vec![Fault::new(name, message)])
}
