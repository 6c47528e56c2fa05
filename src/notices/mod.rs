//! Notices: texts that say what the service does with what people tell, and how accessible it is. Each has versions, which
//! never change once they are published. The first one ships with the service, and has fields to fill in.

mod checks;
mod rendering;
mod shipped;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use thiserror::Error;

use crate::access::{MayEditNotices, Right};
use crate::model::{Actor, Clock, Fault, Notice, NoticeKind, Revision};
use crate::store::{NoticeChanged, Store, StoreError};

pub use crate::store::StoredNotice;
pub use rendering::{Shown, shown};

/// Why a notice could not be found or changed.
#[derive(Debug, Error)]
pub enum NoticeError {
    /// Some of its parts are not right.
    #[error("{}", crate::model::faults_in_words(.0))]
    Faulty(Vec<Fault>),
    /// There is no such version.
    #[error("there is no such version of this notice")]
    Unknown,
    /// A published version never changes.
    #[error("this version is published and cannot change; write the next version")]
    Published,
    /// The draft changed after it was read.
    #[error("another person changed this draft after you read it; read it again and repeat your change")]
    Stale,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// How long a reader of a notice waits for the store, when an earlier answer is at hand.
const PATIENCE: Duration = Duration::from_secs(2);

/// Reads, writes and publishes notices.
#[derive(Clone)]
pub struct Notices {
    store: Store,
    clock: Clock,
    /// All versions as last read, for when the store cannot be reached.
    known: Arc<Mutex<HashMap<NoticeKind, Vec<StoredNotice>>>>,
}

impl Notices {
    /// The notices in this store. A notice that it does not have yet is added as it ships, published today.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn open(store: Store, clock: Clock) -> Result<Self, StoreError> {
        for kind in NoticeKind::ALL {
            let notice = shipped::notice(kind)
                .map_err(|error| StoreError::Unreadable(format!("the notice {kind} that ships with the service: {error}")))?;
            store.add_notice(Actor::Service, kind, &notice, clock.today()).await?;
        }
        let notices = Self { store, clock, known: Arc::default() };
        notices.read().await?;
        Ok(notices)
    }

    /// A published version, and the number of the newest one; the newest when no version is named. While the store cannot be
    /// reached, what was read last is returned.
    ///
    /// # Errors
    /// [`NoticeError::Unknown`], [`NoticeError::Store`].
    pub async fn published(&self, kind: NoticeKind, version: Option<u32>) -> Result<(StoredNotice, u32), NoticeError> {
        let read = tokio::time::timeout(PATIENCE, self.read()).await;
        let read = read.unwrap_or_else(|_| Err(StoreError::Unavailable("it is slow".to_owned())));
        let versions = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&kind).cloned();
        let versions = match (read, versions) {
            (_, Some(versions)) => versions,
            (Err(error), None) => return Err(error.into()),
            (Ok(()), None) => return Err(NoticeError::Unknown),
        };
        let published = || versions.iter().filter(|version| version.published.is_some());
        let newest = published().next_back().map(|newest| newest.version).ok_or(NoticeError::Unknown)?;
        let wanted = version.unwrap_or(newest);
        let found = published().find(|stored| stored.version == wanted).cloned().ok_or(NoticeError::Unknown)?;
        Ok((found, newest))
    }

    /// The fields of the newest published versions that nobody has filled in, by notice; only of those that have some.
    ///
    /// # Errors
    /// [`NoticeError::Store`].
    pub async fn unfilled(&self) -> Result<Vec<(NoticeKind, Vec<String>)>, NoticeError> {
        let mut unfilled = Vec::new();
        for kind in NoticeKind::ALL {
            let (newest, _) = self.published(kind, None).await?;
            let fields: Vec<String> = newest.notice.unfilled().into_iter().map(str::to_owned).collect();
            if !fields.is_empty() {
                unfilled.push((kind, fields));
            }
        }
        Ok(unfilled)
    }

    /// Every version, drafts too, by kind and version.
    ///
    /// # Errors
    /// [`NoticeError::Store`].
    pub async fn all(&self, _right: MayEditNotices) -> Result<Vec<StoredNotice>, NoticeError> {
        Ok(self.store.notices().await?)
    }

    /// One version, published or not.
    ///
    /// # Errors
    /// [`NoticeError::Unknown`], [`NoticeError::Store`].
    pub async fn version(&self, right: MayEditNotices, kind: NoticeKind, version: u32) -> Result<StoredNotice, NoticeError> {
        let mut all = self.all(right).await?.into_iter();
        all.find(|stored| stored.kind == kind && stored.version == version).ok_or(NoticeError::Unknown)
    }

    /// Stores a draft of the next version, in place of the draft that was read, if there was one.
    ///
    /// # Errors
    /// [`NoticeError`].
    pub async fn save(
        &self,
        right: MayEditNotices,
        (kind, version): (NoticeKind, u32),
        read: Option<Revision>,
        notice: Notice,
    ) -> Result<StoredNotice, NoticeError> {
        let notice = checks::checked(notice).map_err(NoticeError::Faulty)?;
        let all = self.all(right).await?.into_iter();
        let newest = all.filter(|stored| stored.kind == kind && stored.published.is_some()).map(|stored| stored.version).max();
        let next = newest.unwrap_or_default() + 1;
        if version > next {
            return Err(NoticeError::Faulty(vec![Fault::new("version", format!("the next version is {next}"))]));
        }
        done(self.store.save_notice(right.actor(), (kind, version), read, &notice).await?, |()| Vec::new())
    }

    /// Publishes a draft that still is what was read. From then on everybody sees it, and it never changes.
    ///
    /// # Errors
    /// [`NoticeError`].
    pub async fn publish(
        &self,
        right: MayEditNotices,
        (kind, version): (NoticeKind, u32),
        read: Revision,
    ) -> Result<StoredNotice, NoticeError> {
        let today = self.clock.today();
        done(self.store.publish_notice(right.actor(), (kind, version), read, today, checks::is_complete).await?, |faults| {
            faults
        })
    }

    /// Reads all versions from the store.
    async fn read(&self) -> Result<(), StoreError> {
        let mut known: HashMap<NoticeKind, Vec<StoredNotice>> = HashMap::new();
        for stored in self.store.notices().await? {
            known.entry(stored.kind).or_default().push(stored);
        }
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = known;
        Ok(())
    }
}

fn done<E>(changed: NoticeChanged<E>, faults: impl Fn(E) -> Vec<Fault>) -> Result<StoredNotice, NoticeError> {
    match changed {
        NoticeChanged::Done(stored) => Ok(*stored),
        NoticeChanged::Stale => Err(NoticeError::Stale),
        NoticeChanged::Published => Err(NoticeError::Published),
        NoticeChanged::Unknown => Err(NoticeError::Unknown),
        NoticeChanged::Refused(refused) => Err(NoticeError::Faulty(faults(refused))),
    }
}
