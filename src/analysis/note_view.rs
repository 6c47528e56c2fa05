//! Notes in the audit log what analysts look at.

use std::time::Instant;

use crate::analysis::Analysis;
use crate::analysis::viewed::described;
use crate::model::{Actor, Selection};

impl Analysis {
    /// Appends to the audit log that an analyst looks at a selection, if it narrows anything. The row is written in the
    /// background, so that patterns are shown also while the database is away. A row that could not be written is reported in the
    /// log of the service, and tried again with the next view.
    pub(super) fn note_view(&self, actor: Actor, selection: &Selection) {
        let Some(detail) = described(selection) else { return };
        let Some(viewed) = self.viewed.clone().filter(|viewed| viewed.is_new(actor, &detail, Instant::now())) else { return };
        let (store, framework) = (self.store.clone(), selection.framework.clone().unwrap_or_default());
        tokio::spawn(async move {
            if let Err(error) = store.note_selection_view(actor, &framework, detail.clone()).await {
                viewed.forget(actor, &detail);
                tracing::error!(%error, "that a selection was looked at is not in the audit log");
            }
        });
    }
}
