//! Reading what a story said before it was redacted, opening its files, and looking at a selection: each view with its audit row.

use futures_core::future::BoxFuture;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    Store, StoreError,
    deeds::{self, Deed},
    entities::story,
    error::unreadable,
    writer::Urgency,
};
use crate::model::{Action, Actor, Answers, Subject};

/// What a story said before it was redacted.
#[derive(Clone, Debug, PartialEq)]
pub struct Original {
    /// The title as the storyteller wrote it.
    pub title: String,
    /// The text as the storyteller wrote it.
    pub text: String,
    /// The answers with the words as the storyteller wrote them.
    pub answers: Answers,
}

impl Store {
    /// What a story said before it was redacted. The view is in the audit log before this returns; `None`, and no row,
    /// when there is no such story or nothing of it was redacted.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing may be shown.
    pub async fn original(&self, actor: Actor, id: Uuid, reason: String) -> Result<Option<Original>, StoreError> {
        let view = Deed::new(actor, Action::OriginalViewed, Subject::Story(id)).because(Some(reason));
        self.writer.write(Urgency::Essential, move |transaction| original(transaction, id, view.clone())).await
    }

    /// Appends to the audit log that a file of a story is opened.
    ///
    /// # Errors
    /// [`StoreError`]; then the file may not be shown.
    pub async fn note_attachment_view(&self, actor: Actor, story: Uuid, attachment: Uuid) -> Result<(), StoreError> {
        let view = Deed::new(actor, Action::AttachmentViewed, Subject::Story(story));
        self.append_deed(view.with(json!({"attachment": attachment}))).await
    }
}

impl Store {
    /// Appends to the audit log that a selection of stories of this framework was looked at.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn note_selection_view(&self, actor: Actor, framework: &str, selection: Value) -> Result<(), StoreError> {
        let view = Deed::new(actor, Action::SelectionViewed, Subject::Selection(framework.to_owned()));
        self.append_deed(view.with(selection)).await
    }
}

fn original(transaction: &DatabaseTransaction, id: Uuid, view: Deed) -> BoxFuture<'_, Result<Option<Original>, StoreError>> {
    Box::pin(async move {
        let found = story::Entity::find().filter(story::Column::Id.eq(id)).lock_exclusive().one(transaction).await?;
        let Some(row) = found else { return Ok(None) };
        let (Some(title), Some(text), Some(answers)) = (row.original_title, row.original_text, row.original_answers) else {
            return Ok(None);
        };
        let answers = serde_json::from_str(&answers).map_err(|error| unreadable("the answers of a story", error))?;
        deeds::append(transaction, view).await?;
        Ok(Some(Original { title, text, answers }))
    })
}
