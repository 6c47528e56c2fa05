//! Exports by the real binary, and what is in the files.

use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Output;

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use sensing::exchange::export::{Format, Part};

use super::{App, run, sensing};

/// Runs `sensing …` on the service's data, while it runs or not.
pub fn command(app: &App, arguments: &[&str]) -> Output {
    let mut command = sensing(&app.folder(), app.database_url().as_deref());
    command.args(arguments);
    run(command, "")
}

/// Every file that a format can be exported to: one of all tables, and one for each table where it can.
pub fn every_file() -> Vec<(Format, Option<Part>)> {
    let parts = |format: &Format| format.parts().iter().map(|part| Some(*part)).chain([None]).collect::<Vec<_>>();
    Format::ALL.iter().flat_map(|format| parts(format).into_iter().map(|part| (*format, part))).collect()
}

/// Exports a framework's stories into a folder; returns the file.
pub fn export(app: &App, framework: &str, (format, part): (Format, Option<Part>), more: &[&str]) -> PathBuf {
    let name = format!("{}-{}.{}", format.name(), part.map_or("all", Part::name), format.extension(part));
    let file = app.folder().join(name);
    let out = file.display().to_string();
    let mut arguments = vec!["export", "--framework", framework, "--format", format.name(), "--out", &out, "--force"];
    if let Some(part) = part {
        arguments.extend(["--table", part.name()]);
    }
    arguments.extend(more);
    let done = command(app, &arguments);
    assert!(done.status.success(), "{}: {}", format.name(), String::from_utf8_lossy(&done.stderr));
    file
}

/// Everything in a file, unpacked: names and bytes. What is compressed in another way than an archive must be unpacked here, too, or
/// the search for words that must not be there finds nothing.
pub fn unpacked(file: &Path) -> Vec<(String, Vec<u8>)> {
    let bytes = std::fs::read(file).unwrap();
    let name = file.file_name().unwrap().to_string_lossy().into_owned();
    let mut all = Vec::new();
    unpack(name, bytes, &mut all);
    all
}

/// The same of a file that is in memory.
pub fn unpack(name: String, bytes: Vec<u8>, all: &mut Vec<(String, Vec<u8>)>) {
    if bytes.starts_with(b"PK") {
        let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
        for place in 0..archive.len() {
            let mut inner = archive.by_index(place).unwrap();
            let mut content = Vec::new();
            inner.read_to_end(&mut content).unwrap();
            unpack(format!("{name}/{}", inner.name().unwrap()), content, all);
        }
    }
    if bytes.starts_with(b"PAR1") {
        all.push((format!("{name}/rows"), parquet_in_words(&bytes).into_bytes()));
    }
    all.push((name, bytes));
}

/// The rows of a Parquet file, which are compressed in it.
fn parquet_in_words(bytes: &[u8]) -> String {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    let rows = reader.get_row_iter(None).unwrap().map(|row| {
        let cells = row.unwrap().into_columns().into_iter();
        let words = cells.map(|(name, cell)| if let Field::Str(text) = cell { text } else { format!("{name}={cell}") });
        words.collect::<Vec<_>>().join("\n")
    });
    rows.collect::<Vec<_>>().join("\n")
}

/// The rows of a table of CSV, each by column.
pub fn rows(bytes: &[u8]) -> Vec<std::collections::BTreeMap<String, String>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    csv::Reader::from_reader(bytes).deserialize().map(|row| row.unwrap()).collect()
}

/// The rows of `stories` as CSV.
pub fn story_rows(app: &App, framework: &str, more: &[&str]) -> Vec<std::collections::BTreeMap<String, String>> {
    rows(&std::fs::read(export(app, framework, (Format::Csv, Some(Part::Stories)), more)).unwrap())
}
