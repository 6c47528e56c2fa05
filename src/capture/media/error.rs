//! Why a file is not taken.

use image::ImageError;
use thiserror::Error;

/// Pixels that a picture may have: more than that are unpacked for no screen, and a small file can claim any number.
pub(super) const MOST_PIXELS: u64 = 30_000_000;

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
    /// No sound can be decoded from it.
    #[error("there is no sound in this recording; record it again, or type your story")]
    NoSound,
    /// It says where it was recorded, in a way that cannot be taken out.
    #[error("this recording says where it was made; record it again here, or type your story")]
    NamesAPlace,
    /// It is no picture that can be kept.
    #[error("this is no JPEG, PNG or WebP picture; take a screenshot of it and send that")]
    NoPicture,
}

/// Why a picture could not be decoded and encoded again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum WrongPicture {
    /// It has too many pixels.
    #[error(
        "the picture has too many pixels to be read; at most {} million are allowed, and fewer for kinds that need more memory; make it smaller, or send a screenshot of it",
        MOST_PIXELS / 1_000_000
    )]
    TooLarge,
    /// It is damaged.
    #[error("the picture is damaged and cannot be read; send another, or a screenshot of it")]
    Damaged,
    /// Its colours cannot be converted.
    #[error("the colours of this picture are stored in a way that cannot be read; send a screenshot of it")]
    Colours,
    /// Too many pictures are being drawn.
    #[error("many people send a picture just now; nothing was lost on your side, try again in a moment")]
    Busy,
}

impl From<ImageError> for WrongPicture {
    fn from(error: ImageError) -> Self {
        if matches!(error, ImageError::Limits(_)) { Self::TooLarge } else { Self::Damaged }
    }
}
