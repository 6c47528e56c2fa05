//! The voice and the picture that come with a story: told by what is in them, not by what they are called. A picture is
//! drawn anew, so that nothing is kept of where and with what it was taken.

use std::io::Cursor;
use std::sync::Arc;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, RgbImage};
use sha2::{Digest, Sha256};
use thiserror::Error;
use tokio::sync::Semaphore;
use uuid::Uuid;

use super::recordings;
use crate::model::AttachmentKind;
use crate::store::NewAttachment;

/// A file's size, in bytes.
pub const LARGEST_FILE: usize = 5 * 1024 * 1024;
/// Pixels that a picture may have: more than that are unpacked for no screen, and a small file can claim any number.
const MOST_PIXELS: u64 = 30_000_000;
/// Bytes that unpacking a picture may take.
const MOST_MEMORY: u64 = 256 * 1024 * 1024;
/// The longer side of a picture that is kept, in pixels.
const LONGEST_SIDE: u32 = 2_048;
/// How much of a picture JPEG keeps, from 1 to 100.
const QUALITY: u8 = 85;
/// Pictures that are drawn at once.
const AT_ONCE: usize = 2;

/// Why a file was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum WrongFile {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It is no voice recording that can be kept.
    #[error("this is no WebM, Ogg or MP4 sound; record it again, or type your story")]
    NoVoice,
    /// It holds more than sound, such as a film.
    #[error("this recording holds more than sound; record your voice alone, or type your story")]
    NotSoundAlone,
    /// It says where it was recorded, in a way that cannot be taken out.
    #[error("this recording says where it was made; record it again here, or type your story")]
    NamesAPlace,
    /// It is no picture that can be kept.
    #[error("this is no JPEG, PNG or WebP picture; take a screenshot of it and send that")]
    NoPicture,
}

/// Why a picture could not be drawn anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum WrongPicture {
    /// It has too many pixels.
    #[error("the picture has too many pixels to be read; at most {} million are allowed", MOST_PIXELS / 1_000_000)]
    TooLarge,
    /// It is damaged.
    #[error("the picture is damaged and cannot be read; send another, or a screenshot of it")]
    Damaged,
}

/// A spoken story: sound, and nothing else that stood in the file.
pub struct Voice {
    media_type: &'static str,
    bytes: Vec<u8>,
    digest: [u8; 32],
    /// The SHA-256 of what was sent.
    sent: [u8; 32],
}

/// A photo or a drawing, as it was sent.
pub struct Picture {
    format: ImageFormat,
    bytes: Vec<u8>,
    /// The SHA-256 of what was sent.
    sent: [u8; 32],
}

/// What came with a story.
#[derive(Default)]
pub struct Files {
    /// The story, spoken.
    pub voice: Option<Voice>,
    /// A photo or a drawing.
    pub picture: Option<Picture>,
}

impl Voice {
    /// Recognises a recording by what is in it, and leaves nothing in it but sound. It takes a moment; not for a thread that
    /// answers requests.
    ///
    /// # Errors
    /// [`WrongFile`].
    pub fn parse(mut bytes: Vec<u8>) -> Result<Self, WrongFile> {
        if bytes.is_empty() {
            return Err(WrongFile::Empty);
        }
        let sent = Sha256::digest(&bytes).into();
        let media_type = recordings::make_bare(&mut bytes)?;
        Ok(Self { media_type, digest: Sha256::digest(&bytes).into(), bytes, sent })
    }
}

impl Picture {
    /// Recognises a picture by its first bytes. It takes a moment; not for a thread that answers requests.
    ///
    /// # Errors
    /// [`WrongFile`].
    pub fn parse(bytes: Vec<u8>) -> Result<Self, WrongFile> {
        if bytes.is_empty() {
            return Err(WrongFile::Empty);
        }
        let known = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP];
        let format = image::guess_format(&bytes).ok().filter(|format| known.contains(format)).ok_or(WrongFile::NoPicture)?;
        Ok(Self { format, sent: Sha256::digest(&bytes).into(), bytes })
    }

    /// The picture the right way up, at most [`LONGEST_SIDE`] long, as a JPEG that holds nothing but what is seen.
    fn drawn_anew(&self) -> Result<Vec<u8>, WrongPicture> {
        let mut reader = ImageReader::with_format(Cursor::new(&self.bytes), self.format);
        let mut limits = Limits::default();
        limits.max_alloc = Some(MOST_MEMORY);
        reader.limits(limits);
        let mut decoder = reader.into_decoder()?;
        let (width, height) = decoder.dimensions();
        if u64::from(width) * u64::from(height) > MOST_PIXELS {
            return Err(WrongPicture::TooLarge);
        }
        let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let mut image = DynamicImage::from_decoder(decoder)?;
        if width.max(height) > LONGEST_SIDE {
            image = image.resize(LONGEST_SIDE, LONGEST_SIDE, FilterType::Triangle);
        }
        image.apply_orientation(orientation);
        let mut drawn = Vec::new();
        JpegEncoder::new_with_quality(&mut drawn, QUALITY).encode_image(&on_white(image))?;
        Ok(drawn)
    }
}

impl Files {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.voice.is_none() && self.picture.is_none()
    }

    /// What tells these files from others: kinds, and SHA-256 of what was sent.
    pub fn digests(&self) -> Vec<(AttachmentKind, [u8; 32])> {
        let voice = self.voice.as_ref().map(|voice| (AttachmentKind::Voice, voice.sent));
        let picture = self.picture.as_ref().map(|picture| (AttachmentKind::Picture, picture.sent));
        voice.into_iter().chain(picture).collect()
    }
}

/// Makes files ready to be kept, a few pictures at a time.
#[derive(Clone)]
pub struct Darkroom {
    places: Arc<Semaphore>,
}

impl Default for Darkroom {
    fn default() -> Self {
        Self { places: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

impl Darkroom {
    /// The attachments that these files become.
    ///
    /// # Errors
    /// [`WrongPicture`].
    pub async fn develop(&self, files: Files, mut id: impl FnMut() -> Uuid) -> Result<Vec<NewAttachment>, WrongPicture> {
        let mut made = Vec::new();
        if let Some(Voice { media_type, bytes, digest, .. }) = files.voice {
            made.push(NewAttachment { id: id(), kind: AttachmentKind::Voice, media_type, digest, bytes });
        }
        if let Some(picture) = files.picture {
            let _place = self.places.acquire().await;
            // A decoder that panics over a damaged file has found it damaged.
            let draw = move || picture.drawn_anew().map(|bytes| (Sha256::digest(&bytes).into(), bytes));
            let (digest, bytes) = tokio::task::spawn_blocking(draw).await.unwrap_or(Err(WrongPicture::Damaged))?;
            made.push(NewAttachment { id: id(), kind: AttachmentKind::Picture, media_type: "image/jpeg", digest, bytes });
        }
        Ok(made)
    }
}

impl From<ImageError> for WrongPicture {
    fn from(error: ImageError) -> Self {
        if matches!(error, ImageError::Limits(_)) { Self::TooLarge } else { Self::Damaged }
    }
}

/// What is seen through is white, as paper is: JPEG knows nothing that can be seen through.
fn on_white(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let seen = image.into_rgba8();
    RgbImage::from_fn(seen.width(), seen.height(), |x, y| {
        let [red, green, blue, alpha] = seen.get_pixel(x, y).0.map(u32::from);
        let over_white = |colour: u32| ((colour * alpha + 255 * (255 - alpha) + 127) / 255) as u8;
        image::Rgb([over_white(red), over_white(green), over_white(blue)])
    })
}
