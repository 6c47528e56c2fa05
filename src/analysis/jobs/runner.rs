//! Takes jobs from the store and carries them out, says that this node is alive, and takes over from nodes that are not.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use chrono::Utc;
use uuid::Uuid;

use crate::access::{Denied, MayAnalyse, Scope, Staff, Viewer};
use crate::analysis::jobs::begin::expired;
use crate::analysis::jobs::job::JobRequest;
use crate::analysis::jobs::stored::to_json;
use crate::analysis::jobs::task::TaskHandle;
use crate::analysis::{Analysis, AnalysisError};
use crate::model::Fault;
use crate::store::{JobUnderWay, StoreError, TakenJob};

/// How often a job is begun in all when nodes die over it: perhaps it is what they die of.
const MOST_ATTEMPTS: u32 = 3;
/// The pause after a failure of the store.
const PAUSE: Duration = Duration::from_secs(1);
/// How often results are looked through for those that have expired.
const CLEAN_UP: Duration = Duration::from_secs(60);

/// What this node has seen of the jobs of others.
#[derive(Default)]
struct Watch {
    /// The node and the beats of a job, and since when.
    seen: HashMap<Uuid, (Uuid, i64, Instant)>,
    cleaned_up: Option<Instant>,
}

impl Analysis {
    /// Works on jobs until this is dropped. It never stops trying.
    pub async fn run_jobs(&self) {
        let mut watch = Watch::default();
        while let Err(error) = self.store.give_back_jobs_of_the_dead().await {
            tracing::warn!(%error, "the jobs could not be read; trying again");
            tokio::time::sleep(PAUSE).await;
        }
        loop {
            if let Err(error) = self.look_after_jobs(&mut watch).await {
                tracing::warn!(%error, "the jobs could not be looked after; trying again");
                tokio::time::sleep(PAUSE).await;
            }
            drop(tokio::time::timeout(self.jobs.pace.round(), self.jobs.nudge.notified()).await);
        }
    }

    /// Stops this node's jobs and lets other nodes take them, or this one after a restart.
    ///
    /// # Errors
    /// The store's.
    pub async fn give_back_jobs(&self) -> Result<(), StoreError> {
        let any = self.jobs.len() > 0;
        self.jobs.stop_all();
        if any { self.store.give_back_jobs_of(self.jobs.node).await } else { Ok(()) }
    }

    async fn look_after_jobs(&self, watch: &mut Watch) -> Result<(), StoreError> {
        let under_way = self.store.jobs_under_way().await?;
        let now = Instant::now();
        self.jobs.stop_lost(&under_way);
        for (id, progress) in self.jobs.due(now) {
            self.store.beat_job(id, self.jobs.node, progress).await?;
        }
        for (id, node, beats) in watch.silent(&under_way, self.jobs.node, self.jobs.pace.lease(), now) {
            tracing::warn!(job = %id, "the node that worked on a job has gone silent; others may take it");
            self.store.give_back_job(id, node, Some(beats)).await?;
            self.jobs.nudge.notify_one();
        }
        if watch.cleaned_up.is_none_or(|last| now.saturating_duration_since(last) >= CLEAN_UP) {
            self.store.remove_ended_jobs(expired(Utc::now())).await?;
            watch.cleaned_up = Some(now);
        }
        // While the projections are being built, jobs wait.
        if self.projection.is_ready() {
            for job in under_way.iter().filter(|job| job.node.is_none()) {
                if self.jobs.len() >= self.permits.jobs_at_once {
                    break;
                }
                if let Some(taken) = self.store.take_job(job.id, self.jobs.node).await? {
                    self.begin_work(taken);
                }
            }
        }
        Ok(())
    }

    fn begin_work(&self, job: TakenJob) {
        let (views, id, work) = (self.clone(), job.id, TaskHandle::of_job());
        let own = work.clone();
        // It must not end before it is noted here, or it would be noted for ever.
        let (begin, begun) = tokio::sync::oneshot::channel::<()>();
        let task = tokio::spawn(async move {
            drop(begun.await);
            views.carry_out(job, &own).await;
            views.jobs.ended(id);
            views.jobs.nudge.notify_one();
        });
        self.jobs.add(id, work, task.abort_handle(), Instant::now());
        let _ = begin.send(());
    }

    /// Carries a job out and stores what came of it, however long the store is away meanwhile.
    async fn carry_out(&self, job: TakenJob, work: &TaskHandle) {
        let (id, node) = (job.id, self.jobs.node);
        let outcome = match self.compute(job, work).await {
            Ok(found) => Some(Ok(found)),
            Err(AnalysisError::Projection(_) | AnalysisError::BrokenOff) => None,
            Err(error) => Some(Err(problem(error))),
        };
        loop {
            let written = match &outcome {
                Some(outcome) => self.store.end_job(id, node, outcome.clone(), Utc::now()).await,
                None => self.store.give_back_job(id, node, None).await,
            };
            match written {
                Ok(()) => return,
                Err(error) => tracing::warn!(%error, job = %id, "what came of a job could not be stored; trying again"),
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn compute(&self, job: TakenJob, work: &TaskHandle) -> Result<String, AnalysisError> {
        if job.attempts > MOST_ATTEMPTS {
            let message = format!("the service ended {MOST_ATTEMPTS} times while it worked on this; ask for less");
            return Err(AnalysisError::Faulty(Fault::new("", message)));
        }
        let right = self.right_of(job.owner).await?;
        match JobRequest::of_json(job.kind, &job.request)? {
            JobRequest::Compare(asked) => to_json(&self.compare(right, asked, work).await?),
            JobRequest::Clusters(asked) => to_json(&self.find_clusters(right, asked, work).await?),
        }
    }

    /// The right of a job's owner, as it is now: they may have lost it since the job was begun.
    async fn right_of(&self, owner: Uuid) -> Result<MayAnalyse, AnalysisError> {
        let record = self.store.staff_by_id(owner).await?.filter(|record| !record.disabled);
        let viewer = record
            .map_or(Viewer::Public, |record| Viewer::Staff(Staff { id: record.id, name: record.name, roles: record.roles }));
        let denied = |_: Denied| AnalysisError::Faulty(Fault::new("", "this account may no longer see patterns"));
        Scope::of(viewer).may_analyse().map_err(denied)
    }
}

impl Watch {
    /// The jobs of other nodes that have had no beat for the lease.
    fn silent(&mut self, under_way: &[JobUnderWay], own: Uuid, lease: Duration, now: Instant) -> Vec<(Uuid, Uuid, i64)> {
        self.seen.retain(|id, _| under_way.iter().any(|job| job.id == *id));
        let mut silent = Vec::new();
        for job in under_way {
            let Some(node) = job.node.filter(|node| *node != own) else { continue };
            let seen = self.seen.entry(job.id).or_insert((node, job.beats, now));
            if (seen.0, seen.1) != (node, job.beats) {
                *seen = (node, job.beats, now);
            } else if now.saturating_duration_since(seen.2) >= lease {
                silent.push((job.id, node, job.beats));
            }
        }
        silent
    }
}

/// Why a job failed, as JSON.
fn problem(error: AnalysisError) -> String {
    let fault = match error {
        AnalysisError::Faulty(fault) => fault,
        other => {
            tracing::error!(error = %other, "a job failed");
            Fault::new("", "the service failed; try again")
        }
    };
    to_json(&fault).unwrap_or(fault.message)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEASE: Duration = Duration::from_secs(20);
    const OWN: Uuid = Uuid::from_u128(1);
    const OTHER: Uuid = Uuid::from_u128(2);

    fn job(node: Option<Uuid>, beats: i64) -> [JobUnderWay; 1] {
        [JobUnderWay { id: Uuid::from_u128(9), node, beats }]
    }

    #[test]
    fn a_node_is_given_up_when_its_job_had_no_beat_for_the_lease() {
        let (mut watch, start) = (Watch::default(), Instant::now());
        let mut silent = |job: [JobUnderWay; 1], after: u64| watch.silent(&job, OWN, LEASE, start + Duration::from_secs(after));
        assert!(silent(job(Some(OTHER), 0), 0).is_empty() && silent(job(Some(OTHER), 0), 19).is_empty());
        assert!(silent(job(Some(OTHER), 1), 20).is_empty(), "a beat");
        assert!(silent(job(Some(OTHER), 1), 39).is_empty());
        assert_eq!(silent(job(Some(OTHER), 1), 40), [(Uuid::from_u128(9), OTHER, 1)]);
    }

    #[test]
    fn no_node_gives_itself_up_and_a_job_that_waits_is_nobodys() {
        let (mut watch, start) = (Watch::default(), Instant::now());
        for after in [0, 100] {
            let now = start + Duration::from_secs(after);
            assert!(watch.silent(&job(Some(OWN), 0), OWN, LEASE, now).is_empty());
            assert!(watch.silent(&job(None, 0), OWN, LEASE, now).is_empty());
        }
    }

    #[test]
    fn a_job_that_another_node_took_over_is_watched_from_then_on() {
        let (mut watch, start) = (Watch::default(), Instant::now());
        let third = Uuid::from_u128(3);
        watch.silent(&job(Some(OTHER), 5), OWN, LEASE, start);
        assert!(watch.silent(&job(Some(third), 5), OWN, LEASE, start + LEASE).is_empty());
        assert_eq!(watch.silent(&job(Some(third), 5), OWN, LEASE, start + 2 * LEASE).len(), 1);
    }
}
