//! Removes everything except sound from MP4 and WebM recordings, in place: all other content of a file (where, when and with
//! what it was recorded, a name, a cover) is overwritten. Ogg is not changed, and rejected when it names a place. A file with
//! a film is rejected, and so is one without any sound. No byte moves, so every offset in the file stays valid, and the sound itself is not changed.

use super::error::WrongFile;
use super::{mp4, mp4_sound, ogg, webm, webm_sound};

/// Removes everything except sound and returns the type of the recording: `audio/webm`, `audio/ogg` or `audio/mp4`.
///
/// # Errors
/// [`WrongFile`].
pub fn strip_metadata(bytes: &mut [u8]) -> Result<&'static str, WrongFile> {
    let (kind, heard) = if bytes.starts_with(&webm::EBML) {
        webm::strip_metadata(bytes)?;
        ("audio/webm", webm_sound::is_there(bytes))
    } else if bytes.starts_with(b"OggS") {
        ("audio/ogg", ogg::check(bytes)?)
    } else if bytes.get(4..8) == Some(b"ftyp") {
        mp4::strip_metadata(bytes)?;
        ("audio/mp4", mp4_sound::is_there(bytes))
    } else {
        return Err(WrongFile::NoVoice);
    };
    if heard { Ok(kind) } else { Err(WrongFile::NoSound) }
}
