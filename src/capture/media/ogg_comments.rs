//! What the comments of an Ogg recording say (Xiph's “Vorbis comments”): a list of `NAME=words`.

use super::error::WrongFile;

/// Data beside the sound.
pub(super) enum Comments<'a> {
    /// A list: the name of the program that wrote it, how many comments there are, and each after its length.
    Listed(&'a [u8]),
    /// A picture.
    Picture,
}

impl Comments<'_> {
    /// Checks that no comment names a place or holds a picture.
    ///
    /// # Errors
    /// [`WrongFile::NamesAPlace`], [`WrongFile::NotSoundAlone`].
    pub fn check(&self) -> Result<(), WrongFile> {
        let Self::Listed(list) = self else { return Err(WrongFile::NotSoundAlone) };
        let Some((comments, rest)) = read(list) else {
            // A list that cannot be read may say anything.
            return if mentions(list, b"location") { Err(WrongFile::NamesAPlace) } else { Ok(()) };
        };
        for comment in comments {
            let end = comment.iter().position(|&byte| byte == b'=').unwrap_or(comment.len());
            check_name(&comment[..end].to_ascii_lowercase())?;
        }
        if mentions(rest, b"location=") { Err(WrongFile::NamesAPlace) } else { Ok(()) }
    }
}

fn check_name(name: &[u8]) -> Result<(), WrongFile> {
    if matches!(name, b"metadata_block_picture" | b"coverart") {
        return Err(WrongFile::NotSoundAlone);
    }
    let places: [&[u8]; 4] = [b"location", b"latitude", b"longitude", b"gps"];
    let names_a_place = name.starts_with(b"geo") || places.iter().any(|place| mentions(name, place));
    if names_a_place { Err(WrongFile::NamesAPlace) } else { Ok(()) }
}

/// The comments of a list, and what comes after them.
fn read(list: &[u8]) -> Option<(Vec<&[u8]>, &[u8])> {
    let (_, rest) = sized(list)?;
    let (count, mut rest) = number(rest)?;
    let mut comments = Vec::new();
    for _ in 0..count {
        let (comment, after) = sized(rest)?;
        comments.push(comment);
        rest = after;
    }
    Some((comments, rest))
}

/// Bytes after their length, and the rest.
fn sized(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = number(bytes)?;
    rest.split_at_checked(length as usize)
}

fn number(bytes: &[u8]) -> Option<(u32, &[u8])> {
    bytes.split_first_chunk().map(|(number, rest)| (u32::from_le_bytes(*number), rest))
}

fn mentions(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word))
}
