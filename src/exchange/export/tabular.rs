//! Where tables of text are written: one of them to a file, or all of them into an archive.

use std::fs::File;
use std::io::{self, BufWriter, Seek, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::error::ExportError;
use super::format::Part;
use super::layout::Layout;
use super::new_file::NewFile;

const BUFFER: usize = 1 << 17;

/// The level of compression: beyond it, archives become little smaller and take much longer.
const LEVEL: i64 = 3;

/// A file, or one file of an archive.
pub(super) enum TableFile {
    Plain(BufWriter<File>),
    Zipped(Box<ZipWriter<BufWriter<File>>>),
}

impl Write for TableFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(file) => file.write(bytes),
            Self::Zipped(zip) => zip.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(file) => file.flush(),
            // Flushing would end a block of compressed data.
            Self::Zipped(_) => Ok(()),
        }
    }
}

/// How files of an archive are written. They have no date, so that the same export is the same file.
pub(super) fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(LEVEL))
        .large_file(true)
        .unix_permissions(0o600)
}

/// The files of the wanted tables, by table. An archive can be written at one place only: its first table goes straight into it,
/// and the others wait in spools, compressed already.
pub(super) fn table_files(layout: &Layout, file: &NewFile, extension: &str) -> Result<Vec<Option<TableFile>>, ExportError> {
    let whole = layout.part.is_none();
    let mut files = Vec::with_capacity(Part::ALL.len());
    for part in Part::ALL {
        files.push(match (whole, layout.wants(part)) {
            (false, true) => Some(TableFile::Plain(BufWriter::with_capacity(BUFFER, file.file()?))),
            (false, false) => None,
            (true, _) => {
                let to = if part == Part::Stories { file.file()? } else { file.spool()? };
                let mut zip = ZipWriter::new(BufWriter::with_capacity(BUFFER, to));
                let name = format!("{}.{extension}", part.name());
                zip.start_file(name, options()).map_err(|error| file.failed(error.into()))?;
                Some(TableFile::Zipped(Box::new(zip)))
            }
        });
    }
    Ok(files)
}

/// The file of stories as lines of JSON.
pub(super) fn lines_file(layout: &Layout, file: &NewFile) -> Result<TableFile, ExportError> {
    let to = BufWriter::with_capacity(BUFFER, file.file()?);
    if layout.part.is_some() {
        return Ok(TableFile::Plain(to));
    }
    let mut zip = ZipWriter::new(to);
    zip.start_file("stories.jsonl", options()).map_err(|error| file.failed(error.into()))?;
    Ok(TableFile::Zipped(Box::new(zip)))
}

/// Completes what [`table_files`] began. An archive also gets these other files: names and contents.
pub(super) fn complete(files: Vec<TableFile>, others: &[(String, Vec<u8>)]) -> io::Result<()> {
    let mut archive = None;
    for file in files {
        match (file, &mut archive) {
            (TableFile::Plain(mut file), _) => file.flush()?,
            (TableFile::Zipped(first), None) => archive = Some(first),
            (TableFile::Zipped(spooled), Some(archive)) => copy(*spooled, archive)?,
        }
    }
    let Some(mut archive) = archive else { return Ok(()) };
    for (name, content) in others {
        archive.start_file(name, options())?;
        archive.write_all(content)?;
    }
    archive.finish()?.flush()
}

fn copy<W: Write + Seek>(spooled: ZipWriter<BufWriter<File>>, archive: &mut ZipWriter<W>) -> io::Result<()> {
    let spool = spooled.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?;
    let mut spool = ZipArchive::new(io::BufReader::with_capacity(BUFFER, spool))?;
    let file = spool.by_index_raw(0)?;
    archive.raw_copy_file(file)?;
    Ok(())
}

/// A text file of paragraphs, for the people who unpack an archive.
pub(super) fn readme(notes: &[String]) -> (String, Vec<u8>) {
    ("README.txt".to_owned(), format!("{}\n", notes.join("\n\n")).into_bytes())
}
