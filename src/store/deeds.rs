//! What is done, and its row in the audit log, appended in the transaction in which it is done.

use chrono::{NaiveDate, SubsecRound, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
};
use serde_json::Value;
use uuid::Uuid;

use super::StoreError;
use super::entities::audit::{ActiveModel, Column, Entity};
use crate::model::{Action, Actor, Subject};

/// Something that is done, as it is appended to the audit log.
#[derive(Clone, Debug)]
pub(super) struct Deed {
    actor: Actor,
    action: Action,
    subject: Subject,
    reason: Option<String>,
    detail: Option<Value>,
    day: Option<NaiveDate>,
}

impl Deed {
    /// An actor does something on a subject.
    pub fn new(actor: Actor, action: Action, subject: Subject) -> Self {
        Self { actor, action, subject, reason: None, detail: None, day: None }
    }

    /// Why it is done.
    pub fn because(self, reason: Option<String>) -> Self {
        Self { reason, ..self }
    }

    /// Facts about it: a JSON object.
    pub fn with(self, detail: Value) -> Self {
        Self { detail: Some(detail), ..self }
    }

    /// A storyteller does it on that day. The row then has the same day as the story: a different one would tell the hour.
    /// A row of anybody else has a time, and the day of that time in UTC.
    pub fn on(self, day: NaiveDate) -> Self {
        let day = (self.actor == Actor::Storyteller).then_some(day);
        Self { day, ..self }
    }

    fn row(self) -> ActiveModel {
        let now = Utc::now();
        let at = (self.actor != Actor::Storyteller).then(|| now.trunc_subsecs(0));
        ActiveModel {
            number: NotSet,
            day: Set(self.day.unwrap_or_else(|| now.date_naive())),
            at: Set(at),
            actor: Set(self.actor.kind().to_owned()),
            staff: Set(self.actor.staff()),
            action: Set(self.action.name().to_owned()),
            subject_kind: Set(self.subject.kind().to_owned()),
            subject: Set(self.subject.to_string()),
            reason: Set(self.reason),
            detail: Set(self.detail.map(|detail| detail.to_string())),
        }
    }
}

/// Appends a row.
pub(super) async fn append<C: ConnectionTrait>(db: &C, deed: Deed) -> Result<(), StoreError> {
    Entity::insert(deed.row()).exec_without_returning(db).await?;
    Ok(())
}

/// Rows in one INSERT: SQLite takes at most 32,766 parameters in a statement, and a row has 9.
const ROWS_A_STATEMENT: usize = 1_000;

/// Appends many rows.
pub(super) async fn append_all<C: ConnectionTrait>(db: &C, deeds: Vec<Deed>) -> Result<(), StoreError> {
    let mut rows = deeds.into_iter().map(Deed::row).peekable();
    while rows.peek().is_some() {
        let chunk: Vec<ActiveModel> = rows.by_ref().take(ROWS_A_STATEMENT).collect();
        Entity::insert_many(chunk).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Takes the reasons out of all rows about a story.
pub(super) async fn erase_reasons<C: ConnectionTrait>(db: &C, story: Uuid) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::Reason, Expr::value(Option::<String>::None))
        .filter(Column::Subject.eq(story.to_string()))
        .filter(Column::At.is_not_null())
        .exec(db)
        .await?;
    Ok(())
}
