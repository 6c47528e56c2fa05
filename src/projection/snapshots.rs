//! The columns on disk: written from time to time and when the service stops, and loaded when it starts, so that a start need
//! not read every story. If the file is missing, damaged or does not belong to the change log, the stories are read instead and
//! nothing is lost.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use roaring::RoaringTreemap;
use serde::{Deserialize, Serialize};

use super::applied::Applied;
use super::collection_facts::CollectionFacts;
use super::storytellers::Storytellers;
use super::{Projection, ProjectionError, aside, read, write};
use crate::patterns::{self, Columns, Snapshot, SnapshotFault};
use crate::store::Position;

/// How often the columns are written while stories are submitted.
const EVERY: Duration = Duration::from_secs(600);

/// The file's name, beside the folder of the index.
const FILE: &str = "columns.snapshot";

/// The position of the columns in a file, and what they were made with.
#[derive(Debug, Serialize, Deserialize)]
struct Note {
    #[serde(flatten)]
    position: Position,
    /// Collections by join code, because every row holds its collection's round, and what its collection asks.
    collections: BTreeMap<String, CollectionFacts>,
    /// How many bytes come after this, and name the stories that the index held.
    indexed: usize,
    /// The number of bytes after those that name the numbers of storytellers.
    storytellers: usize,
}

/// Columns loaded from a file.
pub(super) struct LoadedSnapshot {
    pub position: Position,
    pub indexed: RoaringTreemap,
    pub storytellers: Storytellers,
    pub stories: u64,
}

impl Projection {
    /// What to write now, if it is time: pointers to cells, and for storytellers a look at one column. [`Projection::keep`]
    /// does the rest and needs no lock.
    pub(super) fn to_keep(&self, applied: &mut Applied, at_once: bool) -> Option<Snapshot> {
        let due = applied.kept_at.is_none_or(|at| at.elapsed() >= EVERY);
        if !self.is_ready() || applied.kept == Some(applied.position) || !(due || at_once) {
            return None;
        }
        let mut indexed = Vec::new();
        // Writing to memory does not fail.
        applied.indexed.serialize_into(&mut indexed).ok()?;
        let collections = applied.collections.iter().map(|(code, facts)| (code.clone(), facts.clone())).collect();
        let columns: BTreeMap<String, Arc<Columns>> =
            read(&self.inner.columns).iter().map(|(slug, columns)| (slug.clone(), columns.read())).collect();
        applied.storytellers.keep_only(columns.values().flat_map(|columns| columns.storytellers()));
        let storytellers = applied.storytellers.write();
        let described =
            Note { position: applied.position, collections, indexed: indexed.len(), storytellers: storytellers.len() };
        let mut note = serde_json::to_vec(&described).ok()?;
        note.extend_from_slice(&indexed);
        note.extend_from_slice(&storytellers);
        (applied.kept, applied.kept_at) = (Some(applied.position), Some(Instant::now()));
        Some(Snapshot { note, columns })
    }

    /// Writes the columns. The caller must hold the maintenance lock, because two writers would use the same file.
    pub(super) async fn keep(&self, snapshot: Snapshot) -> Result<(), ProjectionError> {
        let (file, began) = (self.snapshot_file(), Instant::now());
        aside(move || snapshot.write(&file)).await??;
        tracing::debug!(took = ?began.elapsed(), "the columns have been written");
        Ok(())
    }

    /// Removes the file, so that the next start reads the stories.
    pub(super) async fn forget_kept(&self) -> Result<(), ProjectionError> {
        let file = self.snapshot_file();
        match aside(move || std::fs::remove_file(file)).await? {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(SnapshotFault::File(error).into()),
            _ => Ok(()),
        }
    }

    /// Loads the columns from the file, unless it cannot be used; then the stories have to be read.
    pub(super) async fn take_up_kept(
        &self,
        last: Position,
        collections: &HashMap<String, CollectionFacts>,
    ) -> Result<Option<LoadedSnapshot>, ProjectionError> {
        let file = self.snapshot_file();
        let snapshot = match aside(move || Snapshot::read(&file)).await? {
            Ok(snapshot) => snapshot,
            Err(SnapshotFault::Missing) => return Ok(None),
            Err(SnapshotFault::OtherFormat) => {
                tracing::info!("the file of columns was written by another version; the stories are read in instead");
                return Ok(None);
            }
            Err(error) => {
                tracing::warn!(%error, "the stories are read instead");
                return Ok(None);
            }
        };
        let Some((note, indexed, storytellers)) = noted(&snapshot.note) else {
            tracing::warn!("the file of columns does not say how far it has come; the stories are read in instead");
            return Ok(None);
        };
        let position = note.position;
        let same_collections = note.collections.iter().all(|(code, facts)| collections.get(code) == Some(facts));
        if position > last || !same_collections || !self.inner.store.remembers(position).await? {
            tracing::warn!("the file of columns does not belong to this store's change log; the stories are read instead");
            return Ok(None);
        }
        let stories = snapshot.columns.values().map(|columns| columns.len() as u64).sum();
        let shared = |columns| Arc::new(patterns::VersionedColumns::new(columns));
        *write(&self.inner.columns) = snapshot.columns.into_iter().map(|(slug, own)| (slug, shared(own))).collect();
        self.inner.to_build.store(stories, Ordering::Relaxed);
        self.inner.built.store(stories, Ordering::Relaxed);
        Ok(Some(LoadedSnapshot { position, indexed, storytellers, stories }))
    }

    pub(super) fn snapshot_file(&self) -> PathBuf {
        self.inner.index_folder.with_file_name(FILE)
    }
}

/// The parts of a note.
fn noted(bytes: &[u8]) -> Option<(Note, RoaringTreemap, Storytellers)> {
    let mut notes = serde_json::Deserializer::from_slice(bytes).into_iter::<Note>();
    let note = notes.next()?.ok()?;
    let rest = bytes.get(notes.byte_offset()..)?;
    let (indexed, storytellers) = rest.split_at_checked(note.indexed)?;
    let indexed = RoaringTreemap::deserialize_from(indexed).ok()?;
    let storytellers = (storytellers.len() == note.storytellers).then(|| Storytellers::read(storytellers))??;
    Some((note, indexed, storytellers))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::StorytellerKey;

    #[test]
    fn a_note_is_read_as_it_was_written_and_a_truncated_one_is_rejected() {
        let indexed: RoaringTreemap = [3, 7, 1 << 40].into_iter().collect();
        let mut bytes = Vec::new();
        indexed.serialize_into(&mut bytes).unwrap();
        let position = Position { transaction: 4, sequence: 9, mark: i64::MIN };
        let facts = CollectionFacts { round: Some("baseline".to_owned()), limited_to: vec!["timing".to_owned()] };
        let collections = [("WEB".to_owned(), facts)].into();
        let mut told = Storytellers::default();
        (1..=3).for_each(|key| _ = told.number_of(Some(StorytellerKey::from([key; StorytellerKey::LENGTH]))));
        let storytellers = told.write();
        let described = Note { position, collections, indexed: bytes.len(), storytellers: storytellers.len() };
        let mut note = serde_json::to_vec(&described).unwrap();
        note.extend_from_slice(&bytes);
        note.extend_from_slice(&storytellers);
        let (read, stories, numbers) = noted(&note).unwrap();
        assert_eq!((read.position, stories, numbers), (position, indexed, told));
        assert!(noted(&note[..note.len() - 1]).is_none() && noted(b"").is_none());
    }
}
