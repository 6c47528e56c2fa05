//! Tracks of a recording, of whatever format.

use super::error::WrongFile;

/// Tracks that were seen.
#[derive(Default)]
pub(super) struct Tracks {
    sound: usize,
    other: usize,
}

impl Tracks {
    pub fn add(&mut self, is_sound: bool) {
        *(if is_sound { &mut self.sound } else { &mut self.other }) += 1;
    }

    pub fn are_sound_alone(&self) -> Result<(), WrongFile> {
        match (self.sound, self.other) {
            (0, 0) => Err(WrongFile::NoVoice),
            (_, 0) => Ok(()),
            _ => Err(WrongFile::NotSoundAlone),
        }
    }
}
