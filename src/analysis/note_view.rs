//! Notes in the audit log what somebody looks at.

use std::time::Instant;

use crate::analysis::Analysis;
use crate::analysis::viewed::described;
use crate::model::{Actor, Selection};

impl Analysis {
    /// Appends to the audit log that somebody looks at a selection, if it narrows anything. Nobody waits for the row: patterns
    /// are shown also while the database is away, and a row that could not be written is reported in the log of the service.
    pub(super) fn note_view(&self, actor: Actor, selection: &Selection) {
        let Some(detail) = described(selection) else { return };
        if !self.viewed.as_ref().is_some_and(|viewed| viewed.is_new(actor, &detail, Instant::now())) {
            return;
        }
        let (store, framework) = (self.store.clone(), selection.framework.clone().unwrap_or_default());
        tokio::spawn(async move {
            if let Err(error) = store.note_selection_view(actor, &framework, detail).await {
                tracing::error!(%error, "that a selection was looked at is not in the audit log");
            }
        });
    }
}
