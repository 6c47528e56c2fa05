//! The index's files, read with ordinary reads instead of memory maps.
//!
//! If a mapped file is truncated or its disk fails, SIGBUS ends the whole process, and stories that are being submitted are
//! lost with it. A failed read is only an error: the index is rebuilt and everything else continues. The cache of the operating
//! system keeps the cost small: a read copies what a map would have pointed to.

use std::fmt;
use std::fs::File;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::HasLen;
use tantivy::directory::error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, OwnedBytes, WatchCallback, WatchHandle, WritePtr,
};

/// A folder of index files. Everything except reading is left to tantivy.
#[derive(Clone)]
pub struct FileDirectory {
    folder: PathBuf,
    inner: MmapDirectory,
}

/// A file of the index: written once, never changed.
struct IndexFile {
    file: File,
    len: usize,
}

impl FileDirectory {
    /// Opens the files in the folder.
    ///
    /// # Errors
    /// [`OpenDirectoryError`] when there is no such folder.
    pub fn open(folder: &Path) -> Result<Self, OpenDirectoryError> {
        Ok(Self { folder: folder.to_owned(), inner: MmapDirectory::open(folder)? })
    }
}

impl fmt::Debug for FileDirectory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FileDirectory({})", self.folder.display())
    }
}

impl fmt::Debug for IndexFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IndexFile({} bytes)", self.len)
    }
}

impl HasLen for IndexFile {
    fn len(&self) -> usize {
        self.len
    }
}

impl FileHandle for IndexFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        let mut bytes = vec![0; range.len()];
        read_exact_at(&self.file, &mut bytes, range.start as u64)?;
        Ok(OwnedBytes::new(bytes))
    }
}

#[cfg(unix)]
fn read_exact_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, offset)
}

#[cfg(windows)]
fn read_exact_at(file: &File, mut bytes: &mut [u8], mut offset: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let read = std::os::windows::fs::FileExt::seek_read(file, bytes, offset)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes = &mut bytes[read..];
        offset += read as u64;
    }
    Ok(())
}

impl Directory for FileDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let opened = File::open(self.folder.join(path)).and_then(|file| Ok((file.metadata()?.len() as usize, file)));
        let (len, file) = opened.map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => OpenReadError::FileDoesNotExist(path.to_owned()),
            _ => OpenReadError::wrap_io_error(error, path.to_owned()),
        })?;
        Ok(Arc::new(IndexFile { file, len }))
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.inner.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.inner.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.inner.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.inner.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.inner.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.inner.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.inner.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.inner.watch(callback)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn a_file(bytes: &[u8]) -> (tempfile::TempDir, Arc<dyn FileHandle>) {
        let folder = tempfile::tempdir().unwrap();
        let directory = FileDirectory::open(folder.path()).unwrap();
        let mut writer = directory.open_write(Path::new("segment")).unwrap();
        writer.write_all(bytes).unwrap();
        tantivy::directory::TerminatingWrite::terminate(writer).unwrap();
        let handle = directory.get_file_handle(Path::new("segment")).unwrap();
        (folder, handle)
    }

    #[test]
    fn a_file_is_read_at_any_offset_and_after_it_was_deleted() {
        let (folder, handle) = a_file(b"what people told");
        assert_eq!(handle.len(), 16);
        assert_eq!(handle.read_bytes(5..11).unwrap().as_slice(), b"people");
        std::fs::remove_file(folder.path().join("segment")).unwrap();
        assert_eq!(handle.read_bytes(12..16).unwrap().as_slice(), b"told");
    }

    #[test]
    fn a_file_truncated_while_it_is_open_is_an_error_and_does_not_end_the_process() {
        let (folder, handle) = a_file(&[7; 100_000]);
        File::options().write(true).open(folder.path().join("segment")).unwrap().set_len(10).unwrap();
        assert_eq!(handle.read_bytes(0..100_000).unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
    }
}
