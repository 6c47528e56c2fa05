//! The data folder: creates it, closes it to other users, and locks it for one service at a time.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

/// The names of the service's files in the folder.
const FILES: [&str; 6] = ["sensing.db", "sensing.db-wal", "sensing.db-shm", "columns.snapshot", "lock", "reserve"];
const INDEX: &str = "index";

/// A data folder that no other process can lock.
pub struct Lock {
    /// The lock ends with the file, even when the process is killed.
    _file: File,
}

/// Creates the folder if it is missing, and closes it and the service's files in it to other users, including files that
/// earlier versions left behind. Other files are not changed.
///
/// # Errors
/// When the folder cannot be created.
pub fn make(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    set_mode(folder, 0o700);
    for file in FILES {
        close_to_others(&folder.join(file));
    }
    close_to_others(&folder.join(INDEX));
    for entry in fs::read_dir(folder.join(INDEX)).into_iter().flatten().flatten() {
        close_to_others(&entry.path());
    }
    Ok(())
}

/// Locks the folder for this process.
///
/// # Errors
/// [`io::ErrorKind::WouldBlock`] when another process has locked it.
pub fn lock(folder: &Path) -> io::Result<Lock> {
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(folder.join("lock"))?;
    match file.try_lock() {
        Ok(()) => Ok(Lock { _file: file }),
        Err(TryLockError::WouldBlock) => Err(io::ErrorKind::WouldBlock.into()),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Removes the access of other users to one of the service's files or folders, if it exists.
fn close_to_others(path: &Path) {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => set_mode(path, 0o700),
        Ok(found) if found.is_file() => set_mode(path, 0o600),
        _ => {}
    }
}

/// Sets the mode. File systems without users ignore it, and a failure for one file must not prevent closing the others.
fn set_mode(path: &Path, mode: u32) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if let Err(error) = fs::set_permissions(path, fs::Permissions::from_mode(mode)) {
            tracing::warn!(%error, path = %path.display(), "the access of other users could not be removed");
        }
    }
    #[cfg(not(unix))]
    let _ = (path, mode);
}

/// Restricts files that this process creates from now on to its own user: files 0600, folders 0700.
pub fn make_private() {
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn only_the_services_own_files_are_closed_to_others() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let mode = |name: &str| fs::metadata(folder.path().join(name)).unwrap().permissions().mode() & 0o777;
        for name in ["sensing.db", "a-program"] {
            fs::write(folder.path().join(name), "").unwrap();
            fs::set_permissions(folder.path().join(name), fs::Permissions::from_mode(0o755)).unwrap();
        }
        make(folder.path()).unwrap();
        assert_eq!((mode("sensing.db"), mode("a-program")), (0o600, 0o755));
    }

    #[test]
    fn a_folder_is_locked_once_and_free_again_when_the_lock_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let first = lock(folder.path()).unwrap();
        assert_eq!(lock(folder.path()).err().unwrap().kind(), io::ErrorKind::WouldBlock);
        drop(first);
        assert!(lock(folder.path()).is_ok());
    }
}
