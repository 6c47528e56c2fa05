//! A file that is there whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use uuid::Uuid;

use super::error::ExportError;

/// A file that is being written. It has a name of its own beside its place, and only its owner can read it. It comes to its place
/// when it is kept, and is removed when it is dropped before.
#[derive(Debug)]
pub struct NewFile {
    place: PathBuf,
    written: PathBuf,
    file: File,
    replace: bool,
    kept: bool,
}

impl NewFile {
    /// Begins a file that will be at this place. A file that is there already stays until the new one is kept.
    ///
    /// # Errors
    /// [`ExportError::Exists`] when there is a file already and it is not to be replaced, [`ExportError::Write`] when none can be
    /// written there.
    pub fn at(place: &Path, replace: bool) -> Result<Self, ExportError> {
        let failed = |error| ExportError::writing(place, error);
        if place.is_dir() || place.file_name().is_none() {
            return Err(failed(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder; name a file in it")));
        }
        if !replace && fs::symlink_metadata(place).is_ok() {
            return Err(ExportError::Exists(place.to_owned()));
        }
        let written = beside(place);
        let file = open(&written).map_err(failed)?;
        Ok(Self { place: place.to_owned(), written, file, replace, kept: false })
    }

    /// Begins a file in a folder that never gets a name: it is gone when it is closed, also when the process is killed.
    ///
    /// # Errors
    /// [`ExportError::Write`] when none can be written there, [`ExportError::Full`].
    pub fn without_name(folder: &Path) -> Result<Self, ExportError> {
        let place = folder.join("export");
        let written = beside(&place);
        let failed = |error| ExportError::writing(&place, error);
        let file = open(&written).map_err(failed)?;
        fs::remove_file(&written).map_err(failed)?;
        Ok(Self { place, written, file, replace: false, kept: true })
    }

    /// Where it will be.
    pub fn place(&self) -> &Path {
        &self.place
    }

    /// The file, to write to.
    ///
    /// # Errors
    /// [`ExportError::Write`].
    pub fn file(&self) -> Result<File, ExportError> {
        self.file.try_clone().map_err(|error| self.failed(error))
    }

    /// A file without a name on the same disk, for what must wait before it can be written. It is gone when it is closed.
    ///
    /// # Errors
    /// [`ExportError::Write`].
    pub fn spool(&self) -> Result<File, ExportError> {
        let path = beside(&self.place);
        let file = open(&path).map_err(|error| self.failed(error))?;
        fs::remove_file(&path).map_err(|error| self.failed(error))?;
        Ok(file)
    }

    /// Brings it to its place. After this it survives a power failure.
    ///
    /// # Errors
    /// [`ExportError::Exists`] when another file came to that place in the meantime; [`ExportError::Write`].
    pub fn keep(mut self) -> Result<(), ExportError> {
        self.file.sync_all().map_err(|error| self.failed(error))?;
        if self.replace {
            fs::rename(&self.written, &self.place).map_err(|error| self.failed(error))?;
        } else {
            // Unlike renaming, a link never replaces a file.
            match fs::hard_link(&self.written, &self.place) {
                Ok(()) => fs::remove_file(&self.written).map_err(|error| self.failed(error))?,
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    return Err(ExportError::Exists(self.place.clone()));
                }
                // Some file systems have no links.
                Err(_) => fs::rename(&self.written, &self.place).map_err(|error| self.failed(error))?,
            }
        }
        self.kept = true;
        if let Ok(folder) = File::open(folder_of(&self.place)) {
            // Not every file system can do this for folders, and the file itself is on disk.
            drop(folder.sync_all());
        }
        Ok(())
    }

    /// A failure of writing it.
    pub(super) fn failed(&self, error: io::Error) -> ExportError {
        ExportError::writing(&self.place, error)
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if !self.kept {
            drop(fs::remove_file(&self.written));
        }
    }
}

fn folder_of(place: &Path) -> &Path {
    place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn beside(place: &Path) -> PathBuf {
    folder_of(place).join(format!(".sensing-{}.part", Uuid::new_v4().simple()))
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

#[cfg(test)]
mod tests {
    use std::io::{Seek, Write};

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_at_its_place_only_once_it_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a.csv");
        let new = NewFile::at(&place, false).unwrap();
        new.file().unwrap().write_all(b"whole").unwrap();
        assert!(!place.exists());
        new.keep().unwrap();
        assert_eq!((fs::read(&place).unwrap(), names(folder.path())), (b"whole".to_vec(), vec!["a.csv".to_owned()]));
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_can_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a.csv");
        NewFile::at(&place, false).unwrap().keep().unwrap();
        assert_eq!(fs::metadata(&place).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn what_was_not_kept_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let new = NewFile::at(&folder.path().join("a.csv"), false).unwrap();
        let mut spool = new.spool().unwrap();
        spool.write_all(b"waits").unwrap();
        assert_eq!(names(folder.path()).len(), 1, "a spool has no name");
        drop(new);
        assert_eq!(names(folder.path()), Vec::<String>::new());
    }

    #[test]
    fn a_file_without_a_name_is_in_no_folder_and_can_be_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let new = NewFile::without_name(folder.path()).unwrap();
        new.file().unwrap().write_all(b"whole").unwrap();
        assert_eq!(names(folder.path()), Vec::<String>::new());
        let mut file = new.file().unwrap();
        drop(new);
        file.rewind().unwrap();
        assert_eq!(io::read_to_string(file).unwrap(), "whole");
    }

    #[test]
    fn a_file_is_replaced_only_on_request() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a.csv");
        let late = NewFile::at(&place, false).unwrap();
        fs::write(&place, "old").unwrap();
        assert!(matches!(NewFile::at(&place, false), Err(ExportError::Exists(_))));
        assert!(matches!(late.keep(), Err(ExportError::Exists(_))));
        assert_eq!((fs::read(&place).unwrap(), names(folder.path()).len()), (b"old".to_vec(), 1));
        let new = NewFile::at(&place, true).unwrap();
        new.file().unwrap().write_all(b"new").unwrap();
        new.keep().unwrap();
        assert_eq!((fs::read(&place).unwrap(), names(folder.path()).len()), (b"new".to_vec(), 1));
    }

    #[test]
    fn a_folder_is_no_place_for_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let said = NewFile::at(folder.path(), true).unwrap_err().to_string();
        assert!(said.contains("name a file in it"), "{said}");
        let said = NewFile::at(&folder.path().join("no/such/a.csv"), true).unwrap_err().to_string();
        assert!(said.contains("a.csv cannot be written"), "{said}");
    }
}
