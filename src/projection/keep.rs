//! The columns on disk: written now and then and when the service stops, and taken up again when it starts, so that a
//! start need not read every story. A file that is missing, damaged or of another past is no loss: the stories are read
//! in instead.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use roaring::RoaringTreemap;
use serde::{Deserialize, Serialize};

use super::reach::Reach;
use super::{Projection, ProjectionError, aside, read, write};
use crate::patterns::{self, Snapshot, SnapshotFault};
use crate::store::Position;

/// How often the columns are written while stories come in.
const EVERY: Duration = Duration::from_secs(600);

/// The file's name, beside the folder of the index.
const FILE: &str = "columns.snapshot";

/// How far the columns in a file had come, and what they were made with.
#[derive(Debug, Serialize, Deserialize)]
struct Note {
    #[serde(flatten)]
    position: Position,
    /// Rounds by join code: every row holds its collection's.
    rounds: BTreeMap<String, Option<String>>,
    /// How many bytes of the note come after this, and name the stories that the index held.
    indexed: usize,
}

/// Columns from a file.
pub(super) struct Kept {
    pub position: Position,
    pub indexed: RoaringTreemap,
    pub stories: u64,
}

impl Projection {
    /// What to write now, if it is time. Takes no longer than copying a few pointers; [`Projection::keep`] does the rest
    /// and needs no lock.
    pub(super) fn to_keep(&self, reach: &mut Reach, at_once: bool) -> Option<Snapshot> {
        let due = reach.kept_at.is_none_or(|at| at.elapsed() >= EVERY);
        if !self.is_ready() || reach.kept == Some(reach.position) || !(due || at_once) {
            return None;
        }
        let mut indexed = Vec::new();
        // Writing to memory does not fail.
        reach.indexed.serialize_into(&mut indexed).ok()?;
        let rounds = reach.rounds.iter().map(|(code, round)| (code.clone(), round.clone())).collect();
        let mut note = serde_json::to_vec(&Note { position: reach.position, rounds, indexed: indexed.len() }).ok()?;
        note.extend_from_slice(&indexed);
        let columns = read(&self.inner.columns).iter().map(|(slug, columns)| (slug.clone(), columns.read())).collect();
        (reach.kept, reach.kept_at) = (Some(reach.position), Some(Instant::now()));
        Some(Snapshot { note, columns })
    }

    /// Writes the columns. Whoever calls this holds the lock of the upkeep: two at once would write into one file.
    pub(super) async fn keep(&self, snapshot: Snapshot) -> Result<(), ProjectionError> {
        let (file, began) = (self.snapshot_file(), Instant::now());
        aside(move || snapshot.write(&file)).await??;
        tracing::debug!(took = ?began.elapsed(), "the columns are written");
        Ok(())
    }

    /// Removes the file, so that the next start reads the stories in.
    pub(super) async fn forget_kept(&self) -> Result<(), ProjectionError> {
        let file = self.snapshot_file();
        match aside(move || std::fs::remove_file(file)).await? {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(SnapshotFault::File(error).into()),
            _ => Ok(()),
        }
    }

    /// Takes up the columns from the file, unless they cannot be used: then the stories have to be read in.
    pub(super) async fn take_up_kept(
        &self,
        last: Position,
        rounds: &HashMap<String, Option<String>>,
    ) -> Result<Option<Kept>, ProjectionError> {
        let file = self.snapshot_file();
        let snapshot = match aside(move || Snapshot::read(&file)).await? {
            Ok(snapshot) => snapshot,
            Err(SnapshotFault::Missing) => return Ok(None),
            Err(error) => {
                tracing::warn!(%error, "the stories are read in instead");
                return Ok(None);
            }
        };
        let Some((note, indexed)) = noted(&snapshot.note) else {
            tracing::warn!("the file of columns does not say how far it has come; the stories are read in instead");
            return Ok(None);
        };
        let position = note.position;
        let same_rounds = note.rounds.iter().all(|(code, round)| rounds.get(code) == Some(round));
        if position > last || !same_rounds || !self.inner.store.remembers(position).await? {
            tracing::warn!("the file of columns belongs to another past of the store; the stories are read in instead");
            return Ok(None);
        }
        let stories = snapshot.columns.values().map(|columns| columns.len() as u64).sum();
        let shared = |columns| Arc::new(patterns::SharedColumns::new(columns));
        *write(&self.inner.columns) = snapshot.columns.into_iter().map(|(slug, own)| (slug, shared(own))).collect();
        self.inner.to_build.store(stories, Ordering::Relaxed);
        self.inner.built.store(stories, Ordering::Relaxed);
        Ok(Some(Kept { position, indexed, stories }))
    }

    pub(super) fn snapshot_file(&self) -> PathBuf {
        self.inner.index_folder.with_file_name(FILE)
    }
}

/// The parts of a note.
fn noted(bytes: &[u8]) -> Option<(Note, RoaringTreemap)> {
    let mut notes = serde_json::Deserializer::from_slice(bytes).into_iter::<Note>();
    let note = notes.next()?.ok()?;
    let rest = bytes.get(notes.byte_offset()..)?;
    let indexed = (rest.len() == note.indexed).then(|| RoaringTreemap::deserialize_from(rest).ok())??;
    Some((note, indexed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_read_as_it_was_written_and_a_shortened_one_is_none() {
        let indexed: RoaringTreemap = [3, 7, 1 << 40].into_iter().collect();
        let mut bytes = Vec::new();
        indexed.serialize_into(&mut bytes).unwrap();
        let position = Position { transaction: 4, sequence: 9, mark: i64::MIN };
        let rounds = [("WEB".to_owned(), Some("baseline".to_owned()))].into();
        let mut note = serde_json::to_vec(&Note { position, rounds, indexed: bytes.len() }).unwrap();
        note.extend_from_slice(&bytes);
        let (read, stories) = noted(&note).unwrap();
        assert_eq!((read.position, stories), (position, indexed));
        assert!(noted(&note[..note.len() - 1]).is_none() && noted(b"").is_none());
    }
}
