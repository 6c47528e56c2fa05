//! The voice and the picture that come with a story. They are recognised by their content and not by their names. A picture is
//! re-encoded, so that nothing about where and with what it was taken is stored.

use std::sync::Arc;
use std::time::Duration;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, RgbImage};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;
use uuid::Uuid;

use super::error::{MOST_PIXELS, WrongFile, WrongPicture};
use super::pictures::MOST_MEMORY;
use super::{colours, jpeg, pictures, recordings};
use crate::model::AttachmentKind;
use crate::store::NewAttachment;

/// The largest file, in bytes.
pub const LARGEST_FILE: usize = 5 * 1024 * 1024;
/// The longer side of a picture that is kept, in pixels.
const LONGEST_SIDE: u32 = 2_048;
/// The JPEG quality, from 1 to 100.
const QUALITY: u8 = 85;
/// Pictures that are decoded at the same time.
const AT_ONCE: u32 = 2;
/// Pictures that are decoded or wait for it; most take less than half a second.
const IN_ALL: usize = 24;
/// The longest time that a picture waits.
const PATIENCE: Duration = Duration::from_secs(20);

/// A spoken story: sound, with nothing else of an MP4 or WebM file, and no place in an Ogg file.
pub struct Voice {
    media_type: &'static str,
    bytes: Vec<u8>,
    digest: [u8; 32],
    /// The SHA-256 of the file as it was sent.
    sent: [u8; 32],
}

/// A photo or a drawing, as it was sent.
pub struct Picture {
    format: ImageFormat,
    bytes: Vec<u8>,
    /// Bytes of memory that decoding it needs; 0 when it cannot be decoded.
    memory: u64,
    /// The SHA-256 of the file as it was sent.
    sent: [u8; 32],
}

/// The files of a story.
#[derive(Default)]
pub struct Files {
    /// The story, spoken.
    pub voice: Option<Voice>,
    /// A photo or a drawing.
    pub picture: Option<Picture>,
}

impl Voice {
    /// Recognises a recording by its content, and removes everything except sound from MP4 and WebM. This takes a moment, so do not call it on a
    /// thread that answers requests.
    ///
    /// # Errors
    /// [`WrongFile`].
    pub fn parse(mut bytes: Vec<u8>) -> Result<Self, WrongFile> {
        if bytes.is_empty() {
            return Err(WrongFile::Empty);
        }
        let sent = Sha256::digest(&bytes).into();
        let media_type = recordings::strip_metadata(&mut bytes)?;
        Ok(Self { media_type, digest: Sha256::digest(&bytes).into(), bytes, sent })
    }
}

impl Picture {
    /// Recognises a picture by its first bytes. This takes a moment, so do not call it on a thread that answers requests.
    ///
    /// # Errors
    /// [`WrongFile`].
    pub fn parse(bytes: Vec<u8>) -> Result<Self, WrongFile> {
        if bytes.is_empty() {
            return Err(WrongFile::Empty);
        }
        let known = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP];
        let format = image::guess_format(&bytes).ok().filter(|format| known.contains(format)).ok_or(WrongFile::NoPicture)?;
        let memory = pictures::memory(format, &bytes).unwrap_or_default();
        Ok(Self { format, memory, sent: Sha256::digest(&bytes).into(), bytes })
    }

    /// The picture turned upright, in sRGB, at most [`LONGEST_SIDE`] long, as a JPEG without metadata.
    fn drawn_anew(&self) -> Result<Vec<u8>, WrongPicture> {
        let profile = colours::profile(self.format, &self.bytes)?;
        let mut decoder = pictures::decoder(self.format, &self.bytes)?;
        let (width, height) = decoder.dimensions();
        if u64::from(width) * u64::from(height) > MOST_PIXELS || self.memory > MOST_MEMORY {
            return Err(WrongPicture::TooLarge);
        }
        if self.format == ImageFormat::Jpeg {
            jpeg::check_whole(&self.bytes)?;
        }
        let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let mut image = DynamicImage::from_decoder(decoder)?;
        if width.max(height) > LONGEST_SIDE {
            // This averages the pixels that become one. The filters of `resize` need 16 bytes for each pixel of an intermediate
            // image, which is more than decoding the picture does.
            image = image.thumbnail(LONGEST_SIDE, LONGEST_SIDE);
        }
        image.apply_orientation(orientation);
        if let Some(profile) = profile {
            image = colours::to_srgb(image, &profile)?;
        }
        let mut drawn = Vec::new();
        JpegEncoder::new_with_quality(&mut drawn, QUALITY).encode_image(&on_white(image))?;
        Ok(drawn)
    }
}

impl Files {
    /// Whether there are no files.
    pub fn is_empty(&self) -> bool {
        self.voice.is_none() && self.picture.is_none()
    }

    /// What distinguishes these files from others: the kinds, and the SHA-256 of the files as sent.
    pub fn digests(&self) -> Vec<(AttachmentKind, [u8; 32])> {
        let voice = self.voice.as_ref().map(|voice| (AttachmentKind::Voice, voice.sent));
        let picture = self.picture.as_ref().map(|picture| (AttachmentKind::Picture, picture.sent));
        voice.into_iter().chain(picture).collect()
    }
}

/// Prepares files for storing, a few pictures at a time. However many are sent, decoding them needs no more memory than
/// [`MOST_MEMORY`] and the resulting pictures.
#[derive(Clone)]
pub struct PictureDecoder {
    queue: Arc<Semaphore>,
    places: Arc<Semaphore>,
}

impl Default for PictureDecoder {
    fn default() -> Self {
        Self { queue: Arc::new(Semaphore::new(IN_ALL)), places: Arc::new(Semaphore::new(AT_ONCE as usize)) }
    }
}

impl PictureDecoder {
    /// Converts these files to attachments.
    ///
    /// # Errors
    /// [`WrongPicture`].
    pub async fn develop(&self, files: Files, mut id: impl FnMut() -> Uuid) -> Result<Vec<NewAttachment>, WrongPicture> {
        let mut made = Vec::new();
        if let Some(Voice { media_type, bytes, digest, .. }) = files.voice {
            made.push(NewAttachment { id: id(), kind: AttachmentKind::Voice, media_type, digest, bytes });
        }
        if let Some(picture) = files.picture {
            let (digest, bytes) = self.draw(picture).await?;
            made.push(NewAttachment { id: id(), kind: AttachmentKind::Picture, media_type: "image/jpeg", digest, bytes });
        }
        Ok(made)
    }

    /// Re-encodes a picture on another thread in its turn. The permit is held until the work ends, even when nobody waits for
    /// it any more.
    async fn draw(&self, picture: Picture) -> Result<([u8; 32], Vec<u8>), WrongPicture> {
        let queued = Arc::clone(&self.queue).try_acquire_owned().map_err(|_| WrongPicture::Busy)?;
        let places = if picture.memory > MOST_MEMORY / u64::from(AT_ONCE) { AT_ONCE } else { 1 };
        let turn = tokio::time::timeout(PATIENCE, Arc::clone(&self.places).acquire_many_owned(places)).await;
        let turn = turn.map_err(|_| WrongPicture::Busy)?.map_err(|_| WrongPicture::Busy)?;
        let draw = move || {
            let drawn = picture.drawn_anew().map(|bytes| (Sha256::digest(&bytes).into(), bytes));
            drop((turn, queued));
            drawn
        };
        // A panic of a decoder means that the file is damaged.
        tokio::task::spawn_blocking(draw).await.unwrap_or(Err(WrongPicture::Damaged))
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
