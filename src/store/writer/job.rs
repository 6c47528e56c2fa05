//! Work that waits for the writer.

use std::collections::VecDeque;

use futures_core::future::BoxFuture;
use sea_orm::DatabaseTransaction;
use tokio::sync::oneshot;

use crate::model::Actor;

use super::reserve::Reserve;
use super::urgency::Urgency;
use crate::store::{NewAttachment, NewStory, StoreError, Submitted};

/// Something for the writer to do.
pub enum Job {
    /// Store a story. Boxed: jobs are moved, and stories are large.
    Story(Box<StoryJob>),
    /// Anything else that changes the database.
    Change(Box<dyn Change>),
    /// Reserve room for essential work from now on.
    Reserve(Box<Reserve>),
    /// SQLite's write-ahead log is to be emptied.
    TruncateLog(oneshot::Sender<Result<(), StoreError>>),
    /// The writer is to stop.
    Stop(oneshot::Sender<()>),
}

/// A story to be stored.
pub struct StoryJob {
    /// Who sent it.
    pub actor: Actor,
    /// The story.
    pub story: NewStory,
    /// What came with it.
    pub attachments: Vec<NewAttachment>,
    /// Who waits for it.
    pub answer: oneshot::Sender<Result<Submitted, StoreError>>,
}

/// A change of whatever result.
pub trait Change: Send {
    /// Whether it may use the reserve.
    fn urgency(&self) -> Urgency;
    /// Carries it out in a transaction and remembers its result. May be called again when that transaction failed.
    fn run<'t>(&'t mut self, transaction: &'t DatabaseTransaction) -> BoxFuture<'t, Result<(), StoreError>>;
    /// Answers with the result of the last run, which has been committed; or with why there is none.
    fn answer(self: Box<Self>, outcome: Result<(), StoreError>);
}

/// A change that answers with a `T`.
pub struct Work<T, F> {
    urgency: Urgency,
    work: F,
    result: Option<T>,
    answer: oneshot::Sender<Result<T, StoreError>>,
}

impl<T, F> Work<T, F> {
    /// Work that waits, and who waits for it.
    pub fn new(urgency: Urgency, work: F, answer: oneshot::Sender<Result<T, StoreError>>) -> Self {
        Self { urgency, work, result: None, answer }
    }
}

impl<T, F> Change for Work<T, F>
where
    T: Send + 'static,
    F: for<'t> FnMut(&'t DatabaseTransaction) -> BoxFuture<'t, Result<T, StoreError>> + Send + 'static,
{
    fn urgency(&self) -> Urgency {
        self.urgency
    }

    fn run<'t>(&'t mut self, transaction: &'t DatabaseTransaction) -> BoxFuture<'t, Result<(), StoreError>> {
        self.result = None;
        let work = (self.work)(transaction);
        let result = &mut self.result;
        Box::pin(async move {
            *result = Some(work.await?);
            Ok(())
        })
    }

    fn answer(self: Box<Self>, outcome: Result<(), StoreError>) {
        let Self { result, answer, .. } = *self;
        let missing = || StoreError::Refused("the work left no result".to_owned());
        // The caller may be gone; the work is done either way.
        drop(answer.send(outcome.and_then(|()| result.ok_or_else(missing))));
    }
}

/// What is carried out in one transaction.
#[derive(Default)]
pub struct Batch {
    /// Stories to be stored.
    pub stories: Vec<StoryJob>,
    /// Other changes, in the order in which they came.
    pub changes: Vec<Box<dyn Change>>,
}

/// What became of each job of a committed batch, in the order of the batch.
pub struct Outcomes {
    /// Of each story.
    pub stories: Vec<Result<Submitted, StoreError>>,
    /// Of each change.
    pub changes: Vec<Result<(), StoreError>>,
}

impl Batch {
    /// Takes jobs from the front of a queue up to the first one that is no work for a transaction.
    pub fn take(jobs: &mut VecDeque<Job>) -> Self {
        let mut batch = Self::default();
        while let Some(job) = jobs.pop_front() {
            match job {
                Job::Story(story) => batch.stories.push(*story),
                Job::Change(change) => batch.changes.push(change),
                other => {
                    jobs.push_front(other);
                    break;
                }
            }
        }
        batch
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.stories.is_empty() && self.changes.is_empty()
    }

    /// Whether it is a single job.
    pub fn is_single(&self) -> bool {
        self.stories.len() + self.changes.len() == 1
    }

    /// Whether some of it waits for ordinary room.
    pub fn has_ordinary(&self) -> bool {
        !self.stories.is_empty() || self.changes.iter().any(|change| change.urgency() == Urgency::Ordinary)
    }

    /// What became of a single job that was refused.
    pub fn refused_alone(&self, error: StoreError) -> Outcomes {
        let (story, change) = if self.stories.is_empty() { (None, Some(Err(error))) } else { (Some(Err(error)), None) };
        Outcomes { stories: story.into_iter().collect(), changes: change.into_iter().collect() }
    }

    /// Each job by itself.
    pub fn singly(self) -> impl Iterator<Item = Self> {
        let stories = self.stories.into_iter().map(|story| Self { stories: vec![story], ..Self::default() });
        let changes = self.changes.into_iter().map(|change| Self { changes: vec![change], ..Self::default() });
        stories.chain(changes)
    }

    /// Answers ordinary work with a failure, and returns the rest.
    pub fn refuse_ordinary(mut self, error: &StoreError) -> Self {
        let stories = std::mem::take(&mut self.stories);
        let (essential, ordinary) = self.changes.into_iter().partition(|change| change.urgency() == Urgency::Essential);
        Self { stories, changes: ordinary }.refuse(error);
        Self { stories: Vec::new(), changes: essential }
    }

    /// Answers all of it with a failure.
    pub fn refuse(self, error: &StoreError) {
        for story in self.stories {
            drop(story.answer.send(Err(error.clone())));
        }
        for change in self.changes {
            change.answer(Err(error.clone()));
        }
    }

    /// Answers each job with what became of it, after the commit.
    pub fn answer(self, outcomes: Outcomes) {
        for (story, outcome) in self.stories.into_iter().zip(outcomes.stories) {
            drop(story.answer.send(outcome));
        }
        for (change, outcome) in self.changes.into_iter().zip(outcomes.changes) {
            change.answer(outcome);
        }
    }
}
