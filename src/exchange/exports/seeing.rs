//! Who sees which requests.

use chrono::NaiveDate;
use uuid::Uuid;

use super::rules::{last_day, state_on};
use super::under_way::MadeSoFar;
use super::{Exports, ExportsError};
use crate::access::{MayDecideExports, MayExport, MaySeeExports};
use crate::store::{ExportRequest, NamedExport};

/// Requests on one page, at most.
const MOST: u64 = 200;

/// A request as it is on this day.
#[derive(Clone, Debug)]
pub struct SeenExport {
    /// The request, with its state on this day.
    pub request: ExportRequest,
    /// Who asks.
    pub owner: String,
    /// Whether that is the person who looks.
    pub own: bool,
    /// The second person, if there is one.
    pub decided_by: Option<String>,
    /// The last day on which it can be decided on or downloaded.
    pub last_day: Option<NaiveDate>,
    /// How much of the file has been made, while it is.
    pub making: Option<MadeSoFar>,
}

/// The requests that a person sees, the newest first.
#[derive(Clone, Debug)]
pub struct SeenExports {
    /// Their own.
    pub own: Vec<SeenExport>,
    /// Those of others, for a person who decides on them.
    pub others: Vec<SeenExport>,
}

impl Exports {
    /// The requests that a person sees: their own, and those of others if they decide on them.
    ///
    /// # Errors
    /// The store's.
    pub async fn list(
        &self,
        _right: MaySeeExports,
        asks: Option<MayExport>,
        decides: Option<MayDecideExports>,
        who: Uuid,
    ) -> Result<SeenExports, ExportsError> {
        let own = if asks.is_some() { self.store.exports(true, who, MOST).await? } else { Vec::new() };
        let others = if decides.is_some() { self.store.exports(false, who, MOST).await? } else { Vec::new() };
        let seen = |list: Vec<NamedExport>| list.into_iter().map(|export| self.seen(export, who)).collect();
        Ok(SeenExports { own: seen(own), others: seen(others) })
    }

    /// A request of one's own, or another's if one decides on them.
    ///
    /// # Errors
    /// [`ExportsError::Unknown`]; the store's.
    pub async fn one(
        &self,
        _right: MaySeeExports,
        decides: Option<MayDecideExports>,
        who: Uuid,
        id: Uuid,
    ) -> Result<SeenExport, ExportsError> {
        let found = self.store.export_request(id).await?;
        let found = found.filter(|export| export.request.owner == who || decides.is_some());
        Ok(self.seen(found.ok_or(ExportsError::Unknown)?, who))
    }

    pub(super) fn seen(&self, export: NamedExport, who: Uuid) -> SeenExport {
        let NamedExport { mut request, owner, decided_by } = export;
        let last_day = last_day(&request);
        request.state = state_on(&request, self.clock.today());
        let making = self.making.so_far(request.id);
        SeenExport { own: request.owner == who, request, owner, decided_by, last_day, making }
    }
}
