//! Files that come with a story: recognised by their content, and stripped of everything except picture and sound as far as
//! the format allows (Ogg recordings are checked and not changed).

mod colours;
mod error;
mod files;
mod jpeg;
#[cfg(test)]
mod jpeg_tests;
mod mp4;
mod mp4_sound;
mod ogg;
mod ogg_comments;
mod pictures;
mod recordings;
#[cfg(test)]
mod recordings_tests;
mod tracks;
mod webm;
mod webm_sound;

pub use error::{WrongFile, WrongPicture};
pub use files::{Files, LARGEST_FILE, Picture, PictureDecoder, Voice};
