//! Jobs of analysis: what was asked for, who works on it, how far it has come, and what it found.
//!
//! A node that works on a job changes its `beats` from time to time. Every change that a node makes to its job names the node, so
//! that one that was given up for dead changes nothing any more. Jobs have no rows in the audit log: they change nothing that
//! anybody else sees, and are gone with their results.

use chrono::{DateTime, Utc};
use futures_core::future::BoxFuture;
use sea_orm::sea_query::{self, Expr};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select, UpdateMany,
};
use uuid::Uuid;

use super::{
    Store, StoreError,
    entities::job::{ActiveModel, Column, Entity},
    error::unreadable,
    writer::Urgency,
};
use crate::model::{JobKind, JobState};

/// A job to be added.
#[derive(Clone, Debug)]
pub struct NewJob {
    /// Its id.
    pub id: Uuid,
    /// Whose it is.
    pub owner: Uuid,
    /// What kind of work it does.
    pub kind: JobKind,
    /// What its owner called it.
    pub name: String,
    /// What was asked for, as JSON.
    pub request: String,
    /// When it was begun.
    pub begun: DateTime<Utc>,
}

/// How many jobs there may be. They count what is committed: nodes that add jobs at the same moment may pass them by one each.
#[derive(Clone, Copy, Debug)]
pub struct JobLimits {
    /// Of one person, running or finished.
    pub of_one: u64,
    /// Of all people.
    pub of_all: u64,
}

/// A job as its owner sees it, without its result.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredJob {
    /// Its id.
    pub id: Uuid,
    /// What kind of work it does.
    pub kind: JobKind,
    /// What its owner called it.
    pub name: String,
    /// How far it has come.
    pub state: JobState,
    /// How much is done, 0 to 1, as it was last written.
    pub progress: f64,
    /// When it was begun.
    pub begun: DateTime<Utc>,
    /// Why it failed, as JSON.
    pub problem: Option<String>,
}

/// A job that is under way, as nodes see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct JobUnderWay {
    /// Its id.
    pub id: Uuid,
    /// The node that works on it; `None` while it waits for one.
    pub node: Option<Uuid>,
    /// Changes as long as that node is alive.
    pub beats: i64,
}

/// A job that a node has taken.
#[derive(Clone, Debug)]
pub struct TakenJob {
    /// Its id.
    pub id: Uuid,
    /// Whose it is.
    pub owner: Uuid,
    /// What kind of work it does.
    pub kind: JobKind,
    /// What was asked for, as JSON.
    pub request: String,
    /// How often it was taken and not given back, this time included.
    pub attempts: u32,
}

#[derive(FromQueryResult)]
struct ShownRow {
    id: Uuid,
    kind: String,
    name: String,
    state: String,
    progress: f64,
    begun: DateTime<Utc>,
    problem: Option<String>,
}

impl Store {
    /// Adds a job. Jobs that ended before `expired` go first; of too many that have ended, the one that ended first makes room.
    /// Returns whether there was room.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn add_job(&self, job: NewJob, limits: JobLimits, expired: DateTime<Utc>) -> Result<bool, StoreError> {
        self.writer.write(Urgency::Ordinary, move |transaction| add(transaction, job.clone(), limits, expired)).await
    }

    /// The jobs of a person that are under way or ended since, the newest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn jobs_of(&self, owner: Uuid, since: DateTime<Utc>) -> Result<Vec<StoredJob>, StoreError> {
        let own = shown(owner, since).order_by_desc(Column::Id);
        own.into_model::<ShownRow>().all(&self.db).await?.into_iter().map(read).collect()
    }

    /// One of these jobs.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn job(&self, owner: Uuid, id: Uuid, since: DateTime<Utc>) -> Result<Option<StoredJob>, StoreError> {
        let found = shown(owner, since).filter(Column::Id.eq(id)).into_model::<ShownRow>().one(&self.db).await?;
        found.map(read).transpose()
    }

    /// What a job found, as JSON; `None` when it is gone or has no result.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn result_of_job(&self, id: Uuid) -> Result<Option<String>, StoreError> {
        let found = Entity::find_by_id(id).select_only().column(Column::Result).into_tuple::<Option<String>>();
        Ok(found.one(&self.db).await?.flatten())
    }

    /// Removes a job of a person, with its result. Returns whether there was one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn remove_job(&self, owner: Uuid, id: Uuid) -> Result<bool, StoreError> {
        let remove = Entity::delete_many().filter(Column::Id.eq(id)).filter(Column::Owner.eq(owner));
        Ok(self.execute(Urgency::Essential, remove.build(self.db.get_database_backend())).await? > 0)
    }

    /// Removes the jobs that ended before a moment.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn remove_ended_jobs(&self, before: DateTime<Utc>) -> Result<(), StoreError> {
        let ended = Condition::all().add(Column::Ended.lt(before));
        // Asking first costs little, and nothing is written while there is nothing to remove.
        if Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(ended.clone())
            .into_tuple::<Uuid>()
            .one(&self.db)
            .await?
            .is_none()
        {
            return Ok(());
        }
        let remove = Entity::delete_many().filter(ended).build(self.db.get_database_backend());
        self.execute(Urgency::Essential, remove).await.map(|_| ())
    }

    /// Every job that is under way, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn jobs_under_way(&self) -> Result<Vec<JobUnderWay>, StoreError> {
        let under_way = Entity::find().select_only().columns([Column::Id, Column::Node, Column::Beats]);
        let under_way = under_way.filter(is_under_way()).order_by_asc(Column::Id);
        Ok(under_way.into_model().all(&self.db).await?)
    }

    /// Lets a node work on a job. Returns nothing when another one was first, or the job is gone.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn take_job(&self, id: Uuid, node: Uuid) -> Result<Option<TakenJob>, StoreError> {
        self.writer.write(Urgency::Ordinary, move |transaction| take(transaction, id, node)).await
    }

    /// Says that a node is alive, and how far its job has come.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn beat_job(&self, id: Uuid, node: Uuid, progress: f64) -> Result<(), StoreError> {
        let beat =
            of_node(id, node).col_expr(Column::Beats, plus(Column::Beats, 1)).col_expr(Column::Progress, Expr::value(progress));
        self.execute(Urgency::Ordinary, beat.build(self.db.get_database_backend())).await.map(|_| ())
    }

    /// Lets any node take a job of this one; when `beats` are given, only if there has been none since. It has been attempted.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn give_back_job(&self, id: Uuid, node: Uuid, beats: Option<i64>) -> Result<(), StoreError> {
        let quiet = beats.map_or(Condition::all(), |beats| Condition::all().add(Column::Beats.eq(beats)));
        let back = of_node(id, node).filter(quiet).col_expr(Column::Node, no_node());
        self.execute(Urgency::Ordinary, back.build(self.db.get_database_backend())).await.map(|_| ())
    }

    /// Lets any node take all jobs of one that stops. They have not been attempted.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn give_back_jobs_of(&self, node: Uuid) -> Result<(), StoreError> {
        let back = Entity::update_many()
            .col_expr(Column::Node, no_node())
            .col_expr(Column::Attempts, plus(Column::Attempts, -1))
            .filter(Column::Node.eq(node))
            .filter(is_under_way());
        self.execute(Urgency::Ordinary, back.build(self.db.get_database_backend())).await.map(|_| ())
    }

    /// Lets this node take every job, if no other node can be at work: a SQLite database has one service at a time.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn give_back_jobs_of_the_dead(&self) -> Result<(), StoreError> {
        if self.is_postgres() || self.jobs_under_way().await?.iter().all(|job| job.node.is_none()) {
            return Ok(());
        }
        let back = Entity::update_many().col_expr(Column::Node, no_node()).filter(is_under_way());
        self.execute(Urgency::Ordinary, back.build(self.db.get_database_backend())).await.map(|_| ())
    }

    /// Stores what a job found, or why it failed; both as JSON. A job that is no longer this node's is left alone.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn end_job(
        &self,
        id: Uuid,
        node: Uuid,
        outcome: Result<String, String>,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let (state, result, problem) = match outcome {
            Ok(result) => (JobState::Done, Some(result), None),
            Err(problem) => (JobState::Failed, None, Some(problem)),
        };
        let end = of_node(id, node)
            .col_expr(Column::State, Expr::value(state.name()))
            .col_expr(Column::Result, Expr::value(result))
            .col_expr(Column::Problem, Expr::value(problem))
            .col_expr(Column::Ended, Expr::value(now))
            .col_expr(Column::Node, no_node());
        self.execute(Urgency::Ordinary, end.build(self.db.get_database_backend())).await.map(|_| ())
    }
}

fn add(
    transaction: &DatabaseTransaction,
    job: NewJob,
    limits: JobLimits,
    expired: DateTime<Utc>,
) -> BoxFuture<'_, Result<bool, StoreError>> {
    Box::pin(async move {
        Entity::delete_many().filter(Column::Ended.lt(expired)).exec(transaction).await?;
        let all = Condition::all();
        for (most, of) in [(limits.of_one, all.clone().add(Column::Owner.eq(job.owner))), (limits.of_all, all)] {
            let counted = || Entity::find().select_only().column(Column::Id).filter(of.clone());
            if counted().count(transaction).await? < most {
                continue;
            }
            let ended = counted().filter(Column::Ended.is_not_null()).order_by_asc(Column::Ended).order_by_asc(Column::Id);
            let Some(first) = ended.into_tuple::<Uuid>().one(transaction).await? else { return Ok(false) };
            Entity::delete_by_id(first).exec(transaction).await?;
        }
        Entity::insert(row(job)).exec_without_returning(transaction).await?;
        Ok(true)
    })
}

fn take(transaction: &DatabaseTransaction, id: Uuid, node: Uuid) -> BoxFuture<'_, Result<Option<TakenJob>, StoreError>> {
    Box::pin(async move {
        let take = Entity::update_many()
            .col_expr(Column::Node, Expr::value(Some(node)))
            .col_expr(Column::Progress, Expr::value(0.0))
            .col_expr(Column::Attempts, plus(Column::Attempts, 1))
            .filter(Column::Id.eq(id))
            .filter(Column::Node.is_null())
            .filter(is_under_way());
        if take.exec(transaction).await?.rows_affected == 0 {
            return Ok(None);
        }
        let Some(row) = Entity::find_by_id(id).one(transaction).await? else { return Ok(None) };
        let kind = row.kind.parse().map_err(|error| unreadable("a job", error))?;
        Ok(Some(TakenJob { id, owner: row.owner, kind, request: row.request, attempts: row.attempts.max(0) as u32 }))
    })
}

/// A change of a job that a node works on.
fn of_node(id: Uuid, node: Uuid) -> UpdateMany<Entity> {
    Entity::update_many().filter(Column::Id.eq(id)).filter(Column::Node.eq(node)).filter(is_under_way())
}

fn is_under_way() -> Condition {
    Condition::all().add(Column::State.eq(JobState::UnderWay.name()))
}

fn plus(column: Column, more: i32) -> Expr {
    sea_query::ExprTrait::add(Expr::col(column), more)
}

fn no_node() -> Expr {
    Expr::value(Option::<Uuid>::None)
}

fn shown(owner: Uuid, since: DateTime<Utc>) -> Select<Entity> {
    let columns = [Column::Id, Column::Kind, Column::Name, Column::State, Column::Progress, Column::Begun, Column::Problem];
    let lasts = Condition::any().add(Column::Ended.is_null()).add(Column::Ended.gte(since));
    Entity::find().select_only().columns(columns).filter(Column::Owner.eq(owner)).filter(lasts)
}

fn row(job: NewJob) -> ActiveModel {
    ActiveModel {
        id: Set(job.id),
        owner: Set(job.owner),
        kind: Set(job.kind.name().to_owned()),
        name: Set(job.name),
        state: Set(JobState::UnderWay.name().to_owned()),
        progress: NotSet,
        begun: Set(job.begun),
        ended: Set(None),
        node: Set(None),
        beats: NotSet,
        attempts: NotSet,
        problem: Set(None),
        request: Set(job.request),
        result: Set(None),
    }
}

fn read(row: ShownRow) -> Result<StoredJob, StoreError> {
    Ok(StoredJob {
        id: row.id,
        kind: row.kind.parse().map_err(|error| unreadable("a job", error))?,
        name: row.name,
        state: row.state.parse().map_err(|error| unreadable("a job", error))?,
        progress: row.progress,
        begun: row.begun,
        problem: row.problem,
    })
}
