//! How far the files that this node makes have come.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use uuid::Uuid;

/// Files that this node makes at once. Further ones wait.
const AT_ONCE: usize = 2;
/// Files that this node has at once, also those that it has made and is sending. Each takes place on the disk.
pub(super) const MOST_FILES: usize = 8;

/// How much of a file has been made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MadeSoFar {
    /// Stories that were read.
    pub read: u64,
    /// How many there are.
    pub of: u64,
}

/// The making of one file: of which request, and a number that tells it from another making of the same.
type Work = (Uuid, u64);

/// The files that this node is making.
#[derive(Clone)]
pub(super) struct Making {
    permits: Arc<Semaphore>,
    files: Arc<Semaphore>,
    so_far: Arc<Mutex<Vec<(Work, MadeSoFar)>>>,
}

impl Default for Making {
    fn default() -> Self {
        let permits = |most| Arc::new(Semaphore::new(most));
        Self { permits: permits(AT_ONCE), files: permits(MOST_FILES), so_far: Arc::default() }
    }
}

impl Making {
    /// How much of the file of a request has been made, if this node is at it. Of one that is made twice, the making that began last.
    pub fn so_far(&self, id: Uuid) -> Option<MadeSoFar> {
        self.all().iter().rev().find(|((of, _), _)| *of == id).map(|(_, so_far)| *so_far)
    }

    /// A place for a file. It is held until the file is closed. Nothing when all are taken.
    pub fn place_for_a_file(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.files).try_acquire_owned().ok()
    }

    /// A turn to make a file; it is over when the answer is dropped. Nothing when the service stops.
    pub async fn permit(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.permits).acquire_owned().await.ok()
    }

    fn all(&self) -> MutexGuard<'_, Vec<(Work, MadeSoFar)>> {
        self.so_far.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Forgets how much was made when the work ends, also when its client goes away.
pub(super) struct UnderWay {
    making: Making,
    work: Work,
}

impl UnderWay {
    /// Begins with so many stories to be read.
    pub fn begin(making: &Making, id: Uuid, of: u64) -> Self {
        let mut all = making.all();
        let work = (id, all.last().map_or(0, |((_, number), _)| number + 1));
        all.push((work, MadeSoFar { read: 0, of }));
        drop(all);
        Self { making: making.clone(), work }
    }

    /// Notes how much has been made.
    pub fn note(&self, so_far: MadeSoFar) {
        self.making.all().iter_mut().filter(|(work, _)| *work == self.work).for_each(|(_, own)| *own = so_far);
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.making.all().retain(|(work, _)| *work != self.work);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_far_a_file_has_come_is_forgotten_when_its_work_is_dropped() {
        let (making, id) = (Making::default(), Uuid::nil());
        let under_way = UnderWay::begin(&making, id, 20);
        assert_eq!(making.so_far(id), Some(MadeSoFar { read: 0, of: 20 }));
        under_way.note(MadeSoFar { read: 7, of: 19 });
        assert_eq!(making.so_far(id), Some(MadeSoFar { read: 7, of: 19 }));
        drop(under_way);
        assert_eq!(making.so_far(id), None);
    }

    #[test]
    fn a_file_that_is_made_twice_at_once_is_told_by_the_making_that_began_last() {
        let (making, id) = (Making::default(), Uuid::nil());
        let first = UnderWay::begin(&making, id, 20);
        let second = UnderWay::begin(&making, id, 20);
        first.note(MadeSoFar { read: 9, of: 20 });
        assert_eq!(making.so_far(id), Some(MadeSoFar { read: 0, of: 20 }));
        drop(second);
        assert_eq!(making.so_far(id), Some(MadeSoFar { read: 9, of: 20 }));
    }

    #[test]
    fn there_is_a_place_for_so_many_files_until_one_is_closed() {
        let making = Making::default();
        let mut places: Vec<_> = (0..MOST_FILES).map(|_| making.place_for_a_file().unwrap()).collect();
        assert!(making.place_for_a_file().is_none());
        places.pop();
        assert!(making.place_for_a_file().is_some());
    }
}
