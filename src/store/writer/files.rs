//! Whether the database is still where the next start will look for it.
//!
//! A file that was moved away, deleted or replaced under the running service continues to accept writes, and is gone
//! with the process. Nothing may be acknowledged that is in such a file.

use std::path::{Path, PathBuf};

use super::StoreError;

/// What tells one file from another, whatever it is called: the device and the number on it.
type Identity = (u64, u64);

/// The files of a SQLite database, as they were when they were opened.
pub struct Files {
    database: PathBuf,
    log: PathBuf,
    database_was: Option<Identity>,
    /// Not known before the connection has written something.
    log_was: Option<Identity>,
}

impl Files {
    /// The files of the database that was just opened.
    pub fn of(database: &Path) -> Self {
        let mut log = database.as_os_str().to_owned();
        log.push("-wal");
        Self { database_was: identity(database), database: database.to_owned(), log: log.into(), log_was: None }
    }

    /// Makes sure that the database was neither moved nor replaced.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] until it is back, or the service was started again.
    pub fn check_database(&self) -> Result<(), StoreError> {
        let same = self.database_was.is_none() || identity(&self.database) == self.database_was;
        let moved = || format!("{} was moved or replaced; put it back, or restart the service", self.database.display());
        if same { Ok(()) } else { Err(StoreError::Unavailable(moved())) }
    }

    /// Makes sure that what was just committed is in files that the next start will read.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`].
    pub fn check(&mut self) -> Result<(), StoreError> {
        self.check_database()?;
        let now = identity(&self.log);
        let before = *self.log_was.get_or_insert(now.unwrap_or_default());
        if now == Some(before) {
            return Ok(());
        }
        Err(StoreError::Unavailable(format!("{} was moved or deleted", self.log.display())))
    }

    /// A new connection may find another log.
    pub fn forget_log(&mut self) {
        self.log_was = None;
    }
}

#[cfg(unix)]
fn identity(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    // Asked by name: opening the file and closing it again would give up SQLite's locks on it.
    path.metadata().ok().map(|file| (file.dev(), file.ino()))
}

#[cfg(not(unix))]
fn identity(path: &Path) -> Option<Identity> {
    path.metadata().ok().map(|_| (0, 1))
}
