//! Maintenance of files in parallel with the tail: erasing the bytes of removed stories, and writing the columns.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::applied::Applied;
use super::{Projection, ProjectionError, aside, read};
use crate::patterns::Snapshot;

/// How long the bytes of removed stories may stay in files before they are erased, and the pause before another attempt after a
/// failure.
const EXPUNGE_AFTER: Duration = Duration::from_secs(600);

/// The maintenance that is due.
struct MaintenanceTask {
    /// Whether removed stories are to be erased. Then the old file of columns must be removed or replaced, because it may hold
    /// them too.
    expunge: bool,
    /// The columns to write, if they are to be written.
    snapshot: Option<Snapshot>,
}

impl Projection {
    /// Starts what is due on a task of its own, unless the previous one is still running.
    pub(super) fn begin_maintenance(&self, applied: &mut Applied) {
        let Ok(alone) = Arc::clone(&self.inner.maintenance).try_lock_owned() else { return };
        let expunge = applied.to_expunge.is_some_and(|since| since.elapsed() >= EXPUNGE_AFTER);
        if let Some(work) = self.due(applied, expunge) {
            let projection = self.clone();
            tokio::spawn(async move {
                projection.look_after(work).await;
                drop(alone);
            });
        }
    }

    /// The maintenance that is due, which is recorded as done.
    fn due(&self, applied: &mut Applied, expunge: bool) -> Option<MaintenanceTask> {
        let snapshot = self.to_keep(applied, expunge);
        if expunge {
            applied.to_expunge = None;
        }
        (expunge || snapshot.is_some()).then_some(MaintenanceTask { expunge, snapshot })
    }

    /// Does the maintenance. What failed becomes due again later.
    async fn look_after(&self, work: MaintenanceTask) {
        let MaintenanceTask { expunge, snapshot } = work;
        let expunged = if expunge { self.expunge().await } else { Ok(()) };
        let kept = match snapshot {
            Some(snapshot) => self.keep(snapshot).await,
            None => Ok(()),
        };
        if expunge && kept.is_err() {
            self.forget_kept().await.unwrap_or_else(|error| {
                tracing::error!(%error, "the file of columns still contains removed stories and cannot be removed; trying again");
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
            let mut applied = self.inner.applied.lock().await;
            applied.kept = if kept.is_err() { None } else { applied.kept };
            if expunge {
                applied.to_expunge.get_or_insert_with(Instant::now);
            }
        }
    }

    /// Erases the bytes of removed stories from the index's files and the database's log, at once.
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
    use crate::frameworks::FrameworkRegistry;
    use crate::store::{Database, Store};

    async fn projection(folder: &Path) -> Projection {
        let store = Store::open(&Database::at(None, folder)).await.unwrap();
        let projection = Projection::new(store.clone(), FrameworkRegistry::open(store).await.unwrap(), folder.join("index"));
        projection.build(false).await.unwrap();
        projection
    }

    async fn look_after(projection: &Projection, expunge: bool) -> bool {
        let work = projection.due(&mut *projection.inner.applied.lock().await, expunge);
        let any = work.is_some();
        if let Some(work) = work {
            projection.look_after(work).await;
        }
        any
    }

    #[actix_web::test]
    async fn a_failed_write_is_due_again() {
        let folder = tempfile::tempdir().unwrap();
        let projection = projection(folder.path()).await;
        let in_the_way = projection.snapshot_file();
        std::fs::create_dir(&in_the_way).unwrap();
        assert!(look_after(&projection, true).await);
        {
            let applied = projection.inner.applied.lock().await;
            assert!(applied.kept.is_none() && applied.to_expunge.is_some());
        }
        assert!(!in_the_way.with_extension("new").exists());

        std::fs::remove_dir(&in_the_way).unwrap();
        assert!(look_after(&projection, true).await);
        let applied = projection.inner.applied.lock().await;
        assert!(in_the_way.is_file() && applied.kept == Some(applied.position) && applied.to_expunge.is_none());
    }

    #[actix_web::test]
    async fn an_old_file_is_removed_by_the_erasing_even_when_the_new_one_cannot_be_written() {
        let folder = tempfile::tempdir().unwrap();
        let projection = projection(folder.path()).await;
        assert!(look_after(&projection, true).await);
        let file = projection.snapshot_file();
        // A folder with the temporary file's name prevents only the new file from being written.
        std::fs::create_dir(file.with_extension("new")).unwrap();
        projection.inner.applied.lock().await.kept = None;
        assert!(look_after(&projection, true).await);
        assert!(!file.exists(), "it may contain removed stories");
    }

    #[actix_web::test]
    async fn the_tail_starts_no_maintenance_while_one_is_running() {
        let folder = tempfile::tempdir().unwrap();
        let projection = projection(folder.path()).await;
        let alone = projection.inner.maintenance.lock().await;
        let mut applied = projection.inner.applied.lock().await;
        projection.begin_maintenance(&mut applied);
        assert!(applied.kept.is_none(), "it is still due");
        drop(alone);
        projection.begin_maintenance(&mut applied);
        assert_eq!(applied.kept, Some(applied.position));
        drop(applied);
        drop(projection.inner.maintenance.lock().await);
        assert!(projection.snapshot_file().is_file(), "and it is done when the lock is free again");
    }
}
