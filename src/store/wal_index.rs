//! Room for the index of SQLite's write-ahead log.
//!
//! SQLite maps that index, the file `…-shm`, into memory and lets it grow by one byte in each 4,096. Where the blocks of the
//! file system are smaller than that, the rest has no room on the disk until it is used, and using it on a full disk ends the
//! process with SIGBUS. So the file is made as large as it may have to be while there is room, with bytes that are written.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// What the file grows to, in bytes: 32 kB for each 16 MB of the log.
const SIZE: u64 = 256 * 1024;

/// Bytes that must remain free after that: filling a nearly full disk would only make things worse.
const SLACK: u64 = 4 * 1024 * 1024;

/// The files that were opened here, by device and number. They stay open: closing one would give up the locks that SQLite
/// holds on it in this process (<https://www.sqlite.org/howtocorrupt.html>, 2.2).
static KEPT_OPEN: Mutex<BTreeMap<(u64, u64), File>> = Mutex::new(BTreeMap::new());

/// Makes the index of this database's log as large as it may have to be. A failure is left to the day on which it matters.
pub(super) fn allocate(database: &Path) {
    #[cfg(unix)]
    {
        let mut path = database.as_os_str().to_owned();
        path.push("-shm");
        if let Err(error) = extend(Path::new(&path)) {
            tracing::debug!(%error, "the index of the write-ahead log could not be made larger");
        }
    }
    #[cfg(not(unix))]
    let _ = database;
}

#[cfg(unix)]
fn extend(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;
    // Looking at it by name opens nothing.
    let before = path.metadata()?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let room = rustix::fs::statvfs(folder)?;
    let free = room.f_bavail.saturating_mul(room.f_frsize);
    if before.len() == 0 || before.len() >= SIZE || free < SIZE + SLACK {
        return Ok(());
    }
    let mut kept = KEPT_OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    let file = match kept.entry((before.dev(), before.ino())) {
        Entry::Occupied(kept) => kept.into_mut(),
        Entry::Vacant(place) => place.insert(OpenOptions::new().append(true).open(path)?),
    };
    // SQLite expects zeros after the part in use, as it would have written itself.
    file.write_all(&vec![0; (SIZE - before.len()) as usize])
}
