//! A moderator's decision on a story, with its line in the change log and its audit row, in one transaction.

use futures_core::future::BoxFuture;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, TryIntoModel,
};
use serde_json::json;
use uuid::Uuid;

use super::{
    ChangeKind, Store, StoreError, StoredStory, audit, changes,
    deeds::{self, Deed},
    entities::story,
    stories::write_answers,
    writer::Urgency,
};
use crate::model::{Action, Actor, Answers, ModerationState, Revision, Subject};

/// A moderator's decision.
#[derive(Clone)]
pub enum Decision {
    /// The text may be read, as it is or as redacted here.
    Clear {
        /// The redacted title.
        title: Option<String>,
        /// The redacted text.
        text: Option<String>,
        /// The answers with their written words redacted.
        answers: Option<Answers>,
        /// Whether the answers count; nothing leaves it as it is.
        counts: Option<bool>,
    },
    /// The text stays hidden.
    Withhold {
        /// Why.
        because: Option<String>,
        /// Whether the answers count; nothing leaves it as it is.
        counts: Option<bool>,
    },
}

/// What became of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// It was carried out on the story with this number.
    Done(u64),
    /// The story changed after it was read; nothing was done.
    Stale,
    /// There is no such story.
    Unknown,
}

impl Store {
    /// Carries out a moderator's decision on a story that still is what the moderator read. The first redaction stores the
    /// original separately. Without a revision the story is known to have changed.
    ///
    /// The same decision sent again by the same person, whose answer was lost, is done already and changes nothing.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing was changed.
    pub async fn decide(
        &self,
        actor: Actor,
        id: Uuid,
        read: Option<Revision>,
        decision: Decision,
    ) -> Result<Decided, StoreError> {
        self.writer.write(Urgency::Essential, move |transaction| decide(transaction, actor, id, read, decision.clone())).await
    }
}

fn decide(
    transaction: &DatabaseTransaction,
    actor: Actor,
    id: Uuid,
    read: Option<Revision>,
    decision: Decision,
) -> BoxFuture<'_, Result<Decided, StoreError>> {
    Box::pin(async move {
        let found = story::Entity::find().filter(story::Column::Id.eq(id)).lock_exclusive().one(transaction).await?;
        let Some(before) = found else { return Ok(Decided::Unknown) };
        let number = before.number;
        let now = StoredStory::try_from(before.clone())?.revision()?;
        if Some(now) != read {
            let repeats = audit::last_decision(transaction, id).await?.is_some_and(|last| last.staff == actor.staff())
                && decided(before.clone(), decision)?.try_into_model()? == before;
            return Ok(if repeats { Decided::Done(number as u64) } else { Decided::Stale });
        }
        let kind = match decision {
            Decision::Clear { .. } => ChangeKind::Cleared,
            Decision::Withhold { .. } => ChangeKind::Withheld,
        };
        let deed = deed(actor, &before, &decision);
        decided(before, decision)?.update(transaction).await?;
        changes::log(transaction, [number], kind).await?;
        deeds::append(transaction, deed).await?;
        Ok(Decided::Done(number as u64))
    })
}

/// What a decision says of itself in the audit log; never the words that it changes.
fn deed(actor: Actor, before: &story::Model, decision: &Decision) -> Deed {
    let subject = Subject::Story(before.id);
    match decision {
        Decision::Clear { title, text, answers, counts } => {
            let changes_words = title.is_some() || text.is_some() || answers.is_some();
            Deed::new(actor, Action::StoryCleared, subject).with(json!({
                "from": before.state, "changes_words": changes_words, "counts": counts.unwrap_or(before.counts)
            }))
        }
        Decision::Withhold { because, counts } => Deed::new(actor, Action::StoryWithheld, subject)
            .because(because.clone())
            .with(json!({"from": before.state, "counts": counts.unwrap_or(before.counts)})),
    }
}

fn decided(before: story::Model, decision: Decision) -> Result<story::ActiveModel, StoreError> {
    let counted = before.counts;
    let (old_title, old_text, old_answers) = (before.title.clone(), before.text.clone(), before.answers.clone());
    let untouched = before.original_text.is_none();
    let mut row = story::ActiveModel::from(before);
    match decision {
        Decision::Clear { title, text, answers, counts } => {
            let title = title.unwrap_or_else(|| old_title.clone());
            let text = text.unwrap_or_else(|| old_text.clone());
            let answers = answers.map_or_else(|| Ok(old_answers.clone()), |answers| write_answers(&answers))?;
            // Words put to a spoken story take nothing away from what was written.
            let transcribes = old_text.is_empty() && title == old_title && answers == old_answers;
            let redacts = title != old_title || text != old_text || answers != old_answers;
            if redacts && untouched && !transcribes {
                row.original_title = Set(Some(old_title));
                row.original_text = Set(Some(old_text));
                row.original_answers = Set(Some(old_answers));
            }
            row.title = Set(title);
            row.text = Set(text);
            row.answers = Set(answers);
            row.state = Set(ModerationState::Cleared.name().to_owned());
            row.counts = Set(counts.unwrap_or(counted));
            row.withheld_because = Set(None);
        }
        Decision::Withhold { because, counts } => {
            row.state = Set(ModerationState::Withheld.name().to_owned());
            row.counts = Set(counts.unwrap_or(counted));
            row.withheld_because = Set(because);
        }
    }
    Ok(row)
}
