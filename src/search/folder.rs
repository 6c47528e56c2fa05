//! The folder of the index: opening, creating, checking and emptying it.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};

use tantivy::directory::{Directory, INDEX_WRITER_LOCK};
use tantivy::{Index, IndexSettings, TantivyError};

use super::directory::FileDirectory;
use super::error::SearchError;
use super::fields;

/// Opens the index in the folder and checks every byte of it, or creates an empty one if there is none.
pub(super) fn open(dir: &Path) -> Result<Index, SearchError> {
    fs::create_dir_all(dir)?;
    let mut index = if index_files(dir)?.is_empty() { create(dir)? } else { open_existing(dir)? };
    index.set_tokenizers(fields::tokenizers());
    Ok(index)
}

/// Removes the index files in the folder and leaves all other files.
pub(super) fn clear(dir: &Path) -> Result<(), SearchError> {
    fs::create_dir_all(dir)?;
    let directory = FileDirectory::open(dir)?;
    // Held until the end, so that a writer of another process does not lose its files while it uses them.
    let _lock = directory.acquire_lock(&INDEX_WRITER_LOCK).map_err(|error| TantivyError::LockFailure(error, None))?;
    for file in index_files(dir)? {
        fs::remove_file(dir.join(file))?;
    }
    Ok(())
}

fn open_existing(dir: &Path) -> Result<Index, SearchError> {
    for needed in ["meta.json", ".managed.json"] {
        if !dir.join(needed).is_file() {
            return Err(SearchError::Unreadable(format!("{needed} is missing")));
        }
    }
    let index = Index::open(FileDirectory::open(dir)?).map_err(unreadable)?;
    if index.schema() != fields::schema().0 {
        return Err(SearchError::Unreadable("it was written by another version".to_owned()));
    }
    check_list(dir, &index)?;
    let damaged = index.validate_checksum().map_err(unreadable)?;
    match damaged.iter().next() {
        Some(file) => Err(SearchError::Unreadable(format!("{} is damaged", file.display()))),
        None => Ok(index),
    }
}

/// Tantivy checks, and later deletes, only the files on its list, so the list must be complete.
fn check_list(dir: &Path, index: &Index) -> Result<(), SearchError> {
    let listed = index.directory().list_managed_files();
    let foreign = listed.iter().find(|file| !is_index_file(file.as_os_str()));
    let unlisted = index_files(dir)?.into_iter().map(PathBuf::from);
    let unlisted = unlisted.filter(|file| is_segment_file(file.as_os_str())).find(|file| !listed.contains(file));
    match foreign.cloned().or(unlisted) {
        Some(file) => Err(SearchError::Unreadable(format!("its list of files is wrong about {}", file.display()))),
        None => Ok(()),
    }
}

fn create(dir: &Path) -> Result<Index, SearchError> {
    Ok(Index::create(FileDirectory::open(dir)?, fields::schema().0, IndexSettings::default())?)
}

/// Any error of tantivy means that the files are unreadable, unless the disk itself fails.
fn unreadable(error: TantivyError) -> SearchError {
    match SearchError::from(error) {
        SearchError::Engine(error) => SearchError::Unreadable(error.to_string()),
        other => other,
    }
}

fn index_files(dir: &Path) -> Result<Vec<OsString>, SearchError> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        if is_index_file(&entry.file_name()) && entry.file_type()?.is_file() {
            files.push(entry.file_name());
        }
    }
    Ok(files)
}

/// Files that tantivy writes: two lists, and segments. Lock files are not removed, because removing a held lock would let a
/// second writer in.
fn is_index_file(name: &OsStr) -> bool {
    is_segment_file(name) || name == "meta.json" || name == ".managed.json"
}

/// Segments are named by 32 hexadecimal digits.
fn is_segment_file(name: &OsStr) -> bool {
    name.to_str().and_then(|name| name.split_once('.')).is_some_and(|(segment, extension)| {
        segment.len() == 32
            && segment.bytes().all(|b| b.is_ascii_hexdigit())
            && extension.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.')
    })
}
