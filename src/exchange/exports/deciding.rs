//! Agreeing to an export, refusing it, and cancelling it.

use chrono::NaiveDate;
use serde_json::json;
use uuid::Uuid;

use super::asking::checked_reason;
use super::rules::state_on;
use super::seeing::SeenExport;
use super::{Exports, ExportsError};
use crate::access::{MayDecideExports, MayExport, MaySeeExports, Right};
use crate::model::{Action, Actor, ExportState};
use crate::store::{ExportChange, ExportRequest};

impl Exports {
    /// Agrees to an export that waits. It can be downloaded for seven days from now.
    ///
    /// # Errors
    /// [`ExportsError::Own`] for one's own request, [`ExportsError::State`] when it does not wait any more,
    /// [`ExportsError::Unknown`]; the store's.
    pub async fn agree(
        &self,
        right: MayDecideExports,
        seeing: MaySeeExports,
        who: Uuid,
        id: Uuid,
    ) -> Result<SeenExport, ExportsError> {
        let today = self.clock.today();
        let change = move |request: ExportRequest| {
            decidable(&request, who)?;
            allowed(&request, today, &[ExportState::Waiting])?;
            let detail = json!({"format": request.format, "texts": request.texts, "stories": request.stories});
            let after = ExportRequest {
                state: ExportState::Agreed,
                decided: Some(today),
                decided_by: Some(who),
                answer: None,
                ..request
            };
            Ok(ExportChange { after, action: Action::ExportAgreed, reason: None, detail: Some(detail) })
        };
        self.change(right.actor(), id, change).await?;
        self.one(seeing, Some(right), who, id).await
    }

    /// Refuses an export that waits, or takes back that it was agreed to, with a reason for the person who asked.
    ///
    /// # Errors
    /// [`ExportsError::Faulty`] for the reason; [`ExportsError::Own`], [`ExportsError::State`], [`ExportsError::Unknown`]; the
    /// store's.
    pub async fn refuse(
        &self,
        right: MayDecideExports,
        seeing: MaySeeExports,
        who: Uuid,
        id: Uuid,
        reason: &str,
    ) -> Result<SeenExport, ExportsError> {
        let today = self.clock.today();
        let answer = checked_reason("reason", reason)?;
        let change = move |request: ExportRequest| {
            decidable(&request, who)?;
            allowed(&request, today, &[ExportState::Waiting, ExportState::Agreed])?;
            let after = ExportRequest {
                state: ExportState::Refused,
                decided: Some(today),
                decided_by: Some(who),
                answer: Some(answer.clone()),
                ..request
            };
            Ok(ExportChange { after, action: Action::ExportRefused, reason: Some(answer.clone()), detail: None })
        };
        self.change(right.actor(), id, change).await?;
        self.one(seeing, Some(right), who, id).await
    }

    /// Cancels one's own request, which waits or was agreed to.
    ///
    /// # Errors
    /// [`ExportsError::Unknown`], also for the request of another person; [`ExportsError::State`]; the store's.
    pub async fn cancel(
        &self,
        right: MayExport,
        seeing: MaySeeExports,
        owner: Uuid,
        id: Uuid,
    ) -> Result<SeenExport, ExportsError> {
        let today = self.clock.today();
        let change = move |request: ExportRequest| {
            if request.owner != owner {
                return Err(ExportsError::Unknown);
            }
            allowed(&request, today, &[ExportState::Waiting, ExportState::Agreed])?;
            let after = ExportRequest { state: ExportState::Cancelled, ..request };
            Ok(ExportChange { after, action: Action::ExportCancelled, reason: None, detail: None })
        };
        self.change(right.actor(), id, change).await?;
        self.one(seeing, None, owner, id).await
    }

    /// Changes a request, in a transaction with its row of the audit log.
    pub(super) async fn change(
        &self,
        actor: Actor,
        id: Uuid,
        change: impl Fn(ExportRequest) -> Result<ExportChange, ExportsError> + Send + Sync + 'static,
    ) -> Result<(), ExportsError> {
        self.store.change_export(actor, id, change).await?.ok_or(ExportsError::Unknown)?
    }
}

/// Nobody decides on what they asked for themselves, whatever their roles are.
fn decidable(request: &ExportRequest, who: Uuid) -> Result<(), ExportsError> {
    if request.owner == who { Err(ExportsError::Own) } else { Ok(()) }
}

/// Whether a request is in one of these states on a day.
pub(super) fn allowed(request: &ExportRequest, today: NaiveDate, states: &[ExportState]) -> Result<(), ExportsError> {
    let state = state_on(request, today);
    if states.contains(&state) { Ok(()) } else { Err(ExportsError::State(state)) }
}
