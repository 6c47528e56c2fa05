//! Reserved room on the disk, so that a withdrawal succeeds when stories can no longer be stored.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rand::Rng;

/// Bytes that must be free besides before stories are accepted again.
const SLACK: u64 = 4 * 1024 * 1024;
/// How long after one try to fill the file the next may come.
const PAUSE: Duration = Duration::from_secs(1);

/// A file that takes up room, to be removed when the disk is full.
pub struct Reserve {
    path: PathBuf,
    bytes: u64,
    held: bool,
    /// The file cannot be written for another reason than that there is no room.
    broken: bool,
    tried: Option<Instant>,
}

impl Reserve {
    /// Takes up so many bytes in that file, unless they are taken up already. It blocks while it writes.
    pub fn open(path: PathBuf, bytes: u64) -> Self {
        let held = fs::metadata(&path).is_ok_and(|file| file.len() == bytes);
        let reserve = Self { path, bytes, held, broken: false, tried: None };
        if held { reserve } else { reserve.restored() }
    }

    /// Whether ordinary work may be carried out: the room is taken up, or a file that cannot be written says nothing about it.
    pub fn allows_ordinary(&self) -> bool {
        self.held || self.broken
    }

    /// Gives the room up. Returns whether there was any.
    pub fn release(&mut self) -> bool {
        if let Err(error) = fs::remove_file(&self.path)
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::error!(%error, "the reserve file could not be removed");
        }
        self.tried = Some(Instant::now());
        std::mem::replace(&mut self.held, false)
    }

    /// Takes the room up again if there is enough of it. It blocks while it writes.
    pub fn restored(mut self) -> Self {
        if self.held || self.tried.is_some_and(|tried| tried.elapsed() < PAUSE) {
            return self;
        }
        let filled = if has_room(&self.path, self.bytes) { fill(&self.path, self.bytes) } else { Err(no_room()) };
        self.tried = Some(Instant::now());
        self.held = filled.is_ok();
        self.broken = false;
        if let Err(error) = filled {
            self.broken = !says_no_room(&error);
            if self.broken {
                tracing::warn!(%error, path = %self.path.display(), "no room can be kept for a full disk");
            }
            drop(fs::remove_file(&self.path));
        }
        self
    }
}

fn no_room() -> io::Error {
    io::ErrorKind::StorageFull.into()
}

fn says_no_room(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge)
}

/// Whether it is worth trying: filling a disk to find out that it is full would take the room from everybody else.
fn has_room(path: &Path, bytes: u64) -> bool {
    #[cfg(unix)]
    if let Some(room) = path.parent().and_then(|folder| rustix::fs::statvfs(folder).ok()) {
        return room.f_bavail.saturating_mul(room.f_frsize) >= bytes + SLACK;
    }
    true
}

/// Fills the file with bytes that no file system can store in less, and checks that more room is left.
fn fill(path: &Path, bytes: u64) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file: File = options.open(path)?;
    let mut block = vec![0; 256 * 1024];
    let mut missing = bytes + SLACK;
    while missing > 0 {
        let part = &mut block[..missing.min(256 * 1024) as usize];
        rand::rng().fill_bytes(part);
        file.write_all(part)?;
        missing -= part.len() as u64;
    }
    file.sync_all()?;
    file.set_len(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: u64 = 300_000;

    #[test]
    fn the_room_is_taken_up_given_back_and_taken_up_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("reserve");
        let mut reserve = Reserve::open(path.clone(), SIZE);
        assert!(reserve.allows_ordinary());
        assert_eq!(fs::metadata(&path).unwrap().len(), SIZE);
        assert!(reserve.release());
        assert!(!path.exists());
        assert!(!reserve.release(), "there is nothing left to give up");
        // Not immediately: a disk that was full a moment ago is still full.
        let mut reserve = reserve.restored();
        assert!(!reserve.allows_ordinary());
        reserve.tried = None;
        assert!(reserve.restored().allows_ordinary());
        assert_eq!(fs::metadata(&path).unwrap().len(), SIZE);
    }

    #[test]
    fn room_that_cannot_be_had_is_not_said_to_be_held() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!Reserve::open(folder.path().join("reserve"), 1 << 60).allows_ordinary());
    }

    #[test]
    fn a_file_that_cannot_be_written_does_not_stop_the_telling() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("reserve")).unwrap();
        assert!(Reserve::open(folder.path().join("reserve"), SIZE).allows_ordinary());
    }
}
