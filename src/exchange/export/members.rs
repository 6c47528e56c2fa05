//! A zip file whose members grow side by side.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use zip::{ZipArchive, ZipWriter};

use super::error::ExportError;
use super::new_file::NewFile;
use super::tabular::options;

/// A member of a zip file, or several one after the other, in a spool until all members are put together.
pub(super) struct Member {
    spool: ZipWriter<BufWriter<File>>,
    place: PathBuf,
}

impl Member {
    /// Begins a member with this name.
    ///
    /// # Errors
    /// [`ExportError::Full`] or [`ExportError::Write`].
    pub fn begin(name: &str, place: &NewFile) -> Result<Self, ExportError> {
        Self::of(place.spool()?, name, place)
    }

    /// Begins the only row of members of a file, which needs no spool. End it with [`close`](Self::close).
    ///
    /// # Errors
    /// [`ExportError::Full`] or [`ExportError::Write`].
    pub fn alone(name: &str, place: &NewFile) -> Result<Self, ExportError> {
        Self::of(place.file()?, name, place)
    }

    fn of(file: File, name: &str, place: &NewFile) -> Result<Self, ExportError> {
        let spool = ZipWriter::new(BufWriter::with_capacity(1 << 16, file));
        let mut member = Self { spool, place: place.place().to_owned() };
        member.next(name)?;
        Ok(member)
    }

    /// Ends the file.
    ///
    /// # Errors
    /// [`ExportError::Full`] or [`ExportError::Write`].
    pub fn close(self) -> Result<(), ExportError> {
        let Self { spool, place } = self;
        let close = || spool.finish()?.into_inner().map(drop).map_err(io::IntoInnerError::into_error);
        close().map_err(|error| ExportError::writing(&place, error))
    }

    /// Ends the member, and begins another one after it.
    ///
    /// # Errors
    /// [`ExportError::Full`] or [`ExportError::Write`].
    pub fn next(&mut self, name: &str) -> Result<(), ExportError> {
        self.spool.start_file(name, options()).map_err(|error| self.failed(error.into()))
    }

    /// A failure of writing it.
    pub fn failed(&self, error: io::Error) -> ExportError {
        ExportError::writing(&self.place, error)
    }
}

impl Write for Member {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.spool.write(bytes)
    }

    /// Nothing: flushing would end a block of compressed data.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes a zip file of these members, in this order.
///
/// # Errors
/// [`ExportError::Full`] or [`ExportError::Write`].
pub(super) fn put_together(out: File, members: Vec<Member>, place: &Path) -> Result<(), ExportError> {
    let put = || -> io::Result<()> {
        let mut whole = ZipWriter::new(BufWriter::with_capacity(1 << 16, out));
        for member in members {
            let spool = member.spool.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?;
            let mut spool = ZipArchive::new(spool)?;
            for entry in 0..spool.len() {
                whole.raw_copy_file(spool.by_index_raw(entry)?)?;
            }
        }
        whole.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?;
        Ok(())
    };
    put().map_err(|error| ExportError::writing(place, error))
}
