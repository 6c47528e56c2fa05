//! Reading a story with what came with it: JSON, or a form of which the first part is that JSON.
//!
//! A form is read part by part, and nothing of it is held that is too large. What is wrong with it is said once the body
//! has been read to its end, so that the client hears it.

use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::error::PayloadError;
use actix_web::http::StatusCode;
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpRequest, dev, web};
use futures_core::Stream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Services;
use super::body::{Body, PATIENCE, SUBMISSION, essence, parse};
use super::error::Problem;
use crate::capture::{Files, LARGEST_FILE, Picture, Submission, Voice, WrongFile};
use crate::model::Fault;

/// A whole form, in bytes: two files, the story, and what stands between them.
const FORM: usize = 11 * 1024 * 1024;
const SOUNDS: [&str; 3] = ["audio/webm", "audio/ogg", "audio/mp4"];
const PICTURES: [&str; 3] = ["image/jpeg", "image/png", "image/webp"];

/// Forms that are in memory at once: with [`FORM`] bytes each they take a quarter of a gigabyte at most.
const FORMS: usize = 24;
/// In how many seconds a form may find room.
const LATER: u32 = 5;

/// Room for forms. Each takes a place from its first byte until its story is kept.
#[derive(Clone)]
pub struct FormRoom(Arc<Semaphore>);

impl Default for FormRoom {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(FORMS)))
    }
}

impl FormRoom {
    fn enter(&self) -> Result<OwnedSemaphorePermit, Problem> {
        let full = "many people send a voice or a picture just now; nothing was lost on your side, try again in a moment";
        let place = Arc::clone(&self.0).try_acquire_owned();
        place.map_err(|_| Problem::later(StatusCode::SERVICE_UNAVAILABLE, full, LATER))
    }
}

/// A story and what came with it.
pub struct Telling {
    /// The story.
    pub submission: Submission,
    /// What came with it.
    pub files: Files,
    /// Its place in the room for forms, if it is one.
    _place: Option<OwnedSemaphorePermit>,
}

/// A story with a voice, a picture or both. The story comes first, and each part at most once.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "the form's description; its parts are read one after the other")]
pub struct TellingForm {
    /// The story, as `application/json`, at most 64 KiB. Its `text` may be empty.
    story: Submission,
    /// The story, spoken: `audio/webm`, `audio/ogg` or `audio/mp4`, at most 5 MiB, with no film in it. It is kept without
    /// anything else that stood in the file, such as where and when it was recorded.
    #[schema(value_type = Option<String>, format = Binary)]
    voice: Option<Vec<u8>>,
    /// A photo or a drawing: `image/jpeg`, `image/png` or `image/webp`, at most 5 MiB and 30 million pixels. It is kept
    /// as a JPEG of at most 2,048 pixels a side, without anything else that stood in the file.
    #[schema(value_type = Option<String>, format = Binary)]
    picture: Option<Vec<u8>>,
}

impl FromRequest for Telling {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut dev::Payload) -> Self::Future {
        if essence(request) != "multipart/form-data" {
            let body = Body::<Submission>::from_request(request, payload);
            return Box::pin(async move { Ok(Self { submission: body.await?.0, files: Files::default(), _place: None }) });
        }
        let body = Counted::new(payload.take());
        let form = Multipart::new(request.headers(), body.clone());
        let place = room(request).and_then(|room| room.enter());
        Box::pin(async move {
            let telling = match place {
                Ok(place) => read(form, &body, place).await,
                Err(full) => Err(full),
            };
            body.drain().await;
            telling
        })
    }
}

fn room(request: &HttpRequest) -> Result<&FormRoom, Problem> {
    let services = request.app_data::<web::Data<Services>>();
    services.map(|services| &services.forms).ok_or_else(|| Problem::ours(&"the services are missing"))
}

async fn read(mut form: Multipart, body: &Counted, place: OwnedSemaphorePermit) -> Result<Telling, Problem> {
    let mut story = None;
    let mut files = Files::default();
    while let Some(part) = poll_fn(|context| Pin::new(&mut form).poll_next(context)).await {
        let mut part = part.map_err(|error| body.broken(&error))?;
        let name = part.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "story" if story.is_none() => {
                is_one_of(&part, "story", &["application/json"])?;
                story = Some(parse(&bytes(&mut part, SUBMISSION, body).await?)?);
            }
            _ if story.is_none() => {
                return Err(faulty("story", "the first part of the form is “story”, with the story as JSON"));
            }
            "voice" if files.voice.is_none() => {
                is_one_of(&part, "voice", &SOUNDS)?;
                let bytes = bytes(&mut part, LARGEST_FILE, body).await?;
                files.voice = Some(looked_at("voice", || Voice::parse(bytes.into())).await?);
            }
            "picture" if files.picture.is_none() => {
                is_one_of(&part, "picture", &PICTURES)?;
                let bytes = bytes(&mut part, LARGEST_FILE, body).await?;
                files.picture = Some(looked_at("picture", || Picture::parse(bytes.into())).await?);
            }
            "story" | "voice" | "picture" => return Err(faulty(&name, "this part comes once; send it in a story of its own")),
            _ => {
                let shown: String = name.chars().take(80).collect();
                return Err(faulty(&shown, "there is no such part; the parts are story, voice and picture"));
            }
        }
    }
    let submission = story.ok_or_else(|| faulty("story", "the form has no part “story” with the story as JSON"))?;
    Ok(Telling { submission, files, _place: Some(place) })
}

fn is_one_of(part: &Field, name: &str, allowed: &[&str]) -> Result<(), Problem> {
    let stated = part.content_type().map(|kind| kind.essence_str()).unwrap_or_default();
    if allowed.contains(&stated) {
        return Ok(());
    }
    let detail = format!("the part “{name}” must say that it is one of {}", allowed.join(", "));
    Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail))
}

async fn bytes(part: &mut Field, limit: usize, body: &Counted) -> Result<Bytes, Problem> {
    let name = part.name().unwrap_or_default().to_owned();
    let read = part.bytes(limit).await.map_err(|_| {
        let detail = format!("the part “{name}” is larger than {} KiB", limit / 1024);
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, detail)
    })?;
    read.map_err(|error| body.broken(&error))
}

/// Looks at a file on a thread of its own.
async fn looked_at<T: Send + 'static>(
    name: &str,
    parse: impl FnOnce() -> Result<T, WrongFile> + Send + 'static,
) -> Result<T, Problem> {
    let parsed = tokio::task::spawn_blocking(parse).await.map_err(|error| Problem::ours(&error))?;
    parsed.map_err(|wrong| match wrong {
        WrongFile::Empty => faulty(name, &wrong.to_string()),
        WrongFile::NoVoice | WrongFile::NotSoundAlone | WrongFile::NamesAPlace | WrongFile::NoPicture => {
            Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, wrong.to_string())
        }
    })
}

fn faulty(name: &str, message: &str) -> Problem {
    Problem::faulty(vec![Fault::new(name, message)])
}

/// A body that ends with an error once it is too large, and of which the rest can be read past the form.
#[derive(Clone)]
struct Counted {
    payload: Rc<RefCell<dev::Payload>>,
    seen: Rc<Cell<usize>>,
}

impl Counted {
    fn new(payload: dev::Payload) -> Self {
        Self { payload: Rc::new(RefCell::new(payload)), seen: Rc::default() }
    }

    fn poll(&self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, PayloadError>>> {
        let chunk = ready!(Pin::new(&mut *self.payload.borrow_mut()).poll_next(context));
        if let Some(Ok(chunk)) = &chunk {
            self.seen.set(self.seen.get().saturating_add(chunk.len()));
        }
        Poll::Ready(chunk)
    }

    /// Reads what is left, for a while.
    async fn drain(&self) {
        while self.seen.get() <= PATIENCE && matches!(poll_fn(|context| self.poll(context)).await, Some(Ok(_))) {}
    }

    fn broken(&self, error: &MultipartError) -> Problem {
        match error {
            MultipartError::Payload(PayloadError::Overflow) if self.seen.get() > FORM => {
                Problem::new(StatusCode::PAYLOAD_TOO_LARGE, format!("the form is larger than {} MiB", FORM / 1024 / 1024))
            }
            MultipartError::Payload(PayloadError::Overflow) => {
                Problem::new(StatusCode::BAD_REQUEST, "a part of the form has headers that are too long")
            }
            MultipartError::Payload(_) | MultipartError::Incomplete => {
                Problem::new(StatusCode::BAD_REQUEST, "the form broke off before its end")
            }
            _ => Problem::new(StatusCode::BAD_REQUEST, "this is no form as “multipart/form-data” has it"),
        }
    }
}

impl Stream for Counted {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = ready!(self.poll(context));
        let too_large = self.seen.get() > FORM;
        Poll::Ready(if too_large { Some(Err(PayloadError::Overflow)) } else { chunk })
    }
}
