//! Reading the audit log: who did what, on what, when and why. The store appends it; nothing changes it.

use crate::access::{MayAudit, MayModerate};
use crate::store::{Store, StoreError};

pub use crate::store::{AuditEntry, AuditFilter};

/// Rows on one page, at most.
pub const PAGE: u64 = 200;

/// The audit log of this store.
#[derive(Clone)]
pub struct Audit {
    store: Store,
}

/// A page of the audit log.
pub struct AuditPage {
    /// The rows, the newest first.
    pub entries: Vec<AuditEntry>,
    /// What to ask for next, as [`AuditFilter::skip`]; `None` on the last page.
    pub next: Option<u64>,
}

impl Audit {
    /// The audit log of this store.
    pub fn new(store: Store) -> Self {
        Self { store }
    }

    /// A page of rows. Rows of storytellers come only when the filter names the story; see
    /// [`Store::audit_entries`]. Reasons that moderators gave about stories are shown to those who may read the stories, and
    /// to nobody else: a reason may quote what it is about.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn page(
        &self,
        _right: MayAudit,
        reasons: Option<MayModerate>,
        filter: AuditFilter,
    ) -> Result<AuditPage, StoreError> {
        let limit = filter.limit.clamp(1, PAGE);
        // No subject has a NUL, and PostgreSQL refuses a text with one.
        if filter.subject.as_deref().is_some_and(|subject| subject.contains('\0')) {
            return Ok(AuditPage { entries: Vec::new(), next: None });
        }
        let skip = filter.skip.min(i64::MAX as u64 / 2);
        // One more than the page holds, to know whether there is another page.
        let mut entries = self.store.audit_entries(AuditFilter { skip, limit: limit + 1, ..filter }).await?;
        let next = (entries.len() as u64 > limit).then_some(skip + limit);
        entries.truncate(limit as usize);
        if reasons.is_none() {
            for entry in entries.iter_mut().filter(|entry| entry.subject_kind == "story") {
                entry.reason = None;
            }
        }
        Ok(AuditPage { entries, next })
    }
}
