//! Columns on disk, so that a start need not read every story. The file is written completely or not at all.
//!
//! Cells that follow from others (lattice nodes, logarithms) are not written but computed when the file is read. The file
//! contains answers and no texts, and is only as private as its folder.

mod checksum;
mod complete;
mod described;
mod fault;
mod reader;
mod stored;
mod writer;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::table::Columns;

use checksum::Checksum;
use complete::complete;
use described::Described;
use fault::damaged;
use reader::In;
use writer::Out;

pub use fault::SnapshotFault;

/// What the file begins with; the last byte is the version of the format.
const FORMAT: [u8; 8] = *b"sensing\x03";

/// Columns by framework, and a note of the writer (their position in the change log).
#[derive(Debug, Default)]
pub struct Snapshot {
    /// Data for the reader, which this module does not interpret.
    pub note: Vec<u8>,
    /// The columns by the framework's slug.
    pub columns: BTreeMap<String, Arc<Columns>>,
}

impl Snapshot {
    /// Writes the file under another name and then renames it, so that the path always has a complete file or none.
    ///
    /// # Errors
    /// [`SnapshotFault::File`]; the path is unchanged then, and no other file is left behind.
    pub fn write(&self, path: &Path) -> Result<(), SnapshotFault> {
        let beside = path.with_extension("new");
        let written = self.write_to(&beside).and_then(|()| std::fs::rename(&beside, path));
        if written.is_err() {
            // The temporary file contains answers, so it is removed. The first error is reported, even if this fails too.
            drop(std::fs::remove_file(&beside));
        }
        written.map_err(SnapshotFault::File)
    }

    fn write_to(&self, beside: &Path) -> io::Result<()> {
        let mut out = Out { to: BufWriter::new(File::create(beside)?), sum: Checksum::default(), bytes: Vec::new() };
        out.raw(&FORMAT)?;
        let described: BTreeMap<&str, Described> =
            self.columns.iter().map(|(slug, columns)| (slug.as_str(), Described::of(columns))).collect();
        let description = serde_json::to_vec(&described).map_err(io::Error::other)?;
        for bytes in [&description, &self.note] {
            out.raw(&(bytes.len() as u64).to_le_bytes())?;
            out.raw(bytes)?;
        }
        for columns in self.columns.values() {
            out.columns(columns)?;
        }
        let sum = out.sum.finish();
        out.to.write_all(&sum.to_le_bytes())?;
        out.to.into_inner().map_err(|error| error.into_error())?.sync_all()
    }

    /// Reads a file.
    ///
    /// # Errors
    /// [`SnapshotFault`]; the columns have to be rebuilt from the stories then.
    pub fn read(path: &Path) -> Result<Self, SnapshotFault> {
        let mut from =
            In { from: BufReader::with_capacity(1 << 20, File::open(path)?), sum: Checksum::default(), bytes: Vec::new() };
        let mut format = [0; 8];
        from.raw(&mut format)?;
        if format != FORMAT {
            return Err(SnapshotFault::OtherFormat);
        }
        let description = from.text()?;
        let note = from.text()?;
        let described: BTreeMap<String, Described> =
            serde_json::from_slice(&description).map_err(|error| SnapshotFault::Damaged(error.to_string()))?;
        let mut columns = BTreeMap::new();
        for (slug, described) in described {
            columns.insert(slug, from.columns(described)?);
        }
        let sum = from.sum.finish();
        let mut written = [0; 8];
        from.from.read_exact(&mut written)?;
        if u64::from_le_bytes(written) != sum {
            return Err(damaged("its checksum does not fit"));
        }
        let mut columns: Vec<(String, Columns)> = columns.into_iter().collect();
        columns.par_iter_mut().try_for_each(|(_, columns)| complete(columns))?;
        Ok(Self { note, columns: columns.into_iter().map(|(slug, columns)| (slug, Arc::new(columns))).collect() })
    }
}

#[cfg(test)]
mod tests;
