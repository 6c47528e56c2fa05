//! Looking after files beside the tail, which goes on meanwhile: erasing the bytes of removed stories, and writing the
//! columns.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::reach::Reach;
use super::{Projection, ProjectionError, aside, read};
use crate::patterns::Snapshot;

/// How long the bytes of removed stories may stay in files before they are erased, and after a failure before that is
/// tried again.
const EXPUNGE_AFTER: Duration = Duration::from_secs(600);

/// What is to be done.
struct Upkeep {
    /// Whether removed stories wait to be erased. Then the file of columns must not outlive this: it may hold them too.
    expunge: bool,
    /// The columns, if they are to be written.
    snapshot: Option<Snapshot>,
}

impl Projection {
    /// Begins what is due on a task of its own, unless one is still at it.
    pub(super) fn begin_upkeep(&self, reach: &mut Reach) {
        let Ok(alone) = Arc::clone(&self.inner.upkeep).try_lock_owned() else { return };
        let expunge = reach.to_expunge.is_some_and(|since| since.elapsed() >= EXPUNGE_AFTER);
        if let Some(work) = self.due(reach, expunge) {
            let projection = self.clone();
            tokio::spawn(async move {
                projection.look_after(work).await;
                drop(alone);
            });
        }
    }

    /// What is to be done, noted as if it were done.
    fn due(&self, reach: &mut Reach, expunge: bool) -> Option<Upkeep> {
        let snapshot = self.to_keep(reach, expunge);
        if expunge {
            reach.to_expunge = None;
        }
        (expunge || snapshot.is_some()).then_some(Upkeep { expunge, snapshot })
    }

    /// Does it. What failed is due again a while later.
    async fn look_after(&self, work: Upkeep) {
        let Upkeep { expunge, snapshot } = work;
        let expunged = if expunge { self.expunge().await } else { Ok(()) };
        let kept = match snapshot {
            Some(snapshot) => self.keep(snapshot).await,
            None => Ok(()),
        };
        if expunge && kept.is_err() {
            self.forget_kept().await.unwrap_or_else(|error| {
                tracing::error!(%error, "the file of columns still holds removed stories and cannot be removed; trying again");
            });
        }
        self.note_failures(&expunged, &kept, expunge).await;
    }

    async fn note_failures(&self, expunged: &Result<(), ProjectionError>, kept: &Result<(), ProjectionError>, expunge: bool) {
        if let Err(error) = expunged {
            tracing::warn!(%error, "removed stories could not be erased from the files yet; trying again in ten minutes");
        }
        if let Err(error) = kept {
            tracing::warn!(%error, "the columns could not be written; trying again in ten minutes");
        }
        if expunged.is_err() || kept.is_err() {
            let mut reach = self.inner.reach.lock().await;
            reach.kept = if kept.is_err() { None } else { reach.kept };
            if expunge {
                reach.to_expunge.get_or_insert_with(Instant::now);
            }
        }
    }

    /// Erases the bytes of removed stories from the index's files and the database's log, now.
    ///
    /// # Errors
    /// [`ProjectionError`].
    pub async fn expunge(&self) -> Result<(), ProjectionError> {
        let index = read(&self.inner.index).clone();
        if let Some(index) = index {
            aside(move || index.expunge()).await??;
        }
        self.inner.store.tidy().await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::frameworks::Shelf;
    use crate::store::{Database, Store};

    async fn projection(folder: &Path) -> Projection {
        let store = Store::open(&Database::at(None, folder)).await.unwrap();
        let projection = Projection::new(store.clone(), Shelf::open(store).await.unwrap(), folder.join("index"));
        projection.build(false).await.unwrap();
        projection
    }

    async fn look_after(projection: &Projection, expunge: bool) -> bool {
        let work = projection.due(&mut *projection.inner.reach.lock().await, expunge);
        let any = work.is_some();
        if let Some(work) = work {
            projection.look_after(work).await;
        }
        any
    }

    #[actix_web::test]
    async fn what_could_not_be_written_is_due_again() {
        let folder = tempfile::tempdir().unwrap();
        let projection = projection(folder.path()).await;
        let in_the_way = projection.snapshot_file();
        std::fs::create_dir(&in_the_way).unwrap();
        assert!(look_after(&projection, true).await);
        {
            let reach = projection.inner.reach.lock().await;
            assert!(reach.kept.is_none() && reach.to_expunge.is_some());
        }
        assert!(!in_the_way.with_extension("new").exists());

        std::fs::remove_dir(&in_the_way).unwrap();
        assert!(look_after(&projection, true).await);
        let reach = projection.inner.reach.lock().await;
        assert!(in_the_way.is_file() && reach.kept == Some(reach.position) && reach.to_expunge.is_none());
    }

    #[actix_web::test]
    async fn an_old_file_does_not_outlive_the_erasing_when_the_new_one_cannot_be_written() {
        let folder = tempfile::tempdir().unwrap();
        let projection = projection(folder.path()).await;
        assert!(look_after(&projection, true).await);
        let file = projection.snapshot_file();
        // A folder beside the file is in the way of the new one only.
        std::fs::create_dir(file.with_extension("new")).unwrap();
        projection.inner.reach.lock().await.kept = None;
        assert!(look_after(&projection, true).await);
        assert!(!file.exists(), "it may hold what was removed");
    }

    #[actix_web::test]
    async fn the_tail_begins_nothing_while_the_files_are_looked_after() {
        let folder = tempfile::tempdir().unwrap();
        let projection = projection(folder.path()).await;
        let alone = projection.inner.upkeep.lock().await;
        let mut reach = projection.inner.reach.lock().await;
        projection.begin_upkeep(&mut reach);
        assert!(reach.kept.is_none(), "it is still due");
        drop(alone);
        projection.begin_upkeep(&mut reach);
        assert_eq!(reach.kept, Some(reach.position));
        drop(reach);
        drop(projection.inner.upkeep.lock().await);
        assert!(projection.snapshot_file().is_file(), "and done when the lock is free again");
    }
}
