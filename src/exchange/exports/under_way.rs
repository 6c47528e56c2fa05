//! How far the files that this node makes have come.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use uuid::Uuid;

/// Files that this node makes at once. Further ones wait.
const AT_ONCE: usize = 2;

/// How much of a file has been made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MadeSoFar {
    /// Stories that were read.
    pub read: u64,
    /// How many there are.
    pub of: u64,
}

/// The files that this node is making.
#[derive(Clone)]
pub(super) struct Making {
    permits: Arc<Semaphore>,
    so_far: Arc<Mutex<HashMap<Uuid, MadeSoFar>>>,
}

impl Default for Making {
    fn default() -> Self {
        Self { permits: Arc::new(Semaphore::new(AT_ONCE)), so_far: Arc::default() }
    }
}

impl Making {
    /// How much of the file of a request has been made, if this node is at it.
    pub fn so_far(&self, id: Uuid) -> Option<MadeSoFar> {
        self.so_far.lock().unwrap_or_else(PoisonError::into_inner).get(&id).copied()
    }

    /// A turn to make a file; it is over when the answer is dropped. Nothing when the service stops.
    pub async fn permit(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.permits).acquire_owned().await.ok()
    }

    fn note(&self, id: Uuid, so_far: Option<MadeSoFar>) {
        let mut all = self.so_far.lock().unwrap_or_else(PoisonError::into_inner);
        match so_far {
            Some(so_far) => _ = all.insert(id, so_far),
            None => _ = all.remove(&id),
        }
    }
}

/// Forgets how much was made when the work ends, also when its client goes away.
pub(super) struct UnderWay {
    making: Making,
    id: Uuid,
}

impl UnderWay {
    /// Begins with so many stories to be read.
    pub fn begin(making: &Making, id: Uuid, of: u64) -> Self {
        making.note(id, Some(MadeSoFar { read: 0, of }));
        Self { making: making.clone(), id }
    }

    /// Notes how much has been made.
    pub fn note(&self, so_far: MadeSoFar) {
        self.making.note(self.id, Some(so_far));
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.making.note(self.id, None);
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
}
