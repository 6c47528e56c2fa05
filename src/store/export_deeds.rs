//! The audit log of exports.

use serde_json::Value;

use super::{Store, StoreError, deeds::Deed};
use crate::model::{Action, Actor, Subject};

impl Store {
    /// Notes that stories of a framework were exported: the format, how many, and whether with texts. The file may be given away
    /// once this returns.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing was noted.
    pub async fn note_export(&self, actor: Actor, framework: &str, detail: Value) -> Result<(), StoreError> {
        let subject = Subject::Selection(framework.to_owned());
        self.append_deed(Deed::new(actor, Action::StoriesExported, subject).with(detail)).await
    }
}
