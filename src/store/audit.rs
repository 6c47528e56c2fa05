//! The audit log: who did what, on what, when and why.
//!
//! Every change of the store names its [`Actor`] and appends its row in its own transaction, so that neither is ever there
//! without the other. Maintenance changes no record and has no rows: noting that a session was used, removing sessions and
//! tokens that have ended, trying whether the disk takes anything.
//!
//! A row of a storyteller holds the day and no time, name or address. Withdrawing a story takes the reasons out of the rows
//! about it: a reason may quote the story.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use futures_core::future::BoxFuture;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, Statement,
};
use serde_json::Value;
use uuid::Uuid;

use super::deeds::{Deed, append};
use super::entities::{
    audit::{Column, Entity, Model},
    staff,
};
use super::error::unreadable;
use super::writer::Urgency;
use super::{Store, StoreError};
use crate::model::Action;

/// A row of the audit log.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditEntry {
    /// The day: of its time in UTC, or for storytellers the day in the service's time zone.
    pub day: NaiveDate,
    /// The time to the second; `None` for storytellers.
    pub at: Option<DateTime<Utc>>,
    /// Who did it; see [`Actor::kind`](crate::model::Actor::kind).
    pub actor: String,
    /// The member of staff, if it is one.
    pub staff: Option<Uuid>,
    /// The name of the member of staff, as it is now.
    pub name: Option<String>,
    /// What was done; see [`Action::name`]. A later version may have written a name that this one does not know.
    pub action: String,
    /// What kind of thing it was done on; see [`Subject::kind`].
    pub subject_kind: String,
    /// Which one; see [`Subject`].
    pub subject: String,
    /// Why.
    pub reason: Option<String>,
    /// Facts about it, such as how many stories were imported.
    pub detail: Option<Value>,
}

/// Which rows of the audit log are read.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    /// How many of the newest rows to pass over.
    pub skip: u64,
    /// Only rows about this subject.
    pub subject: Option<String>,
    /// Only rows of this member of staff.
    pub staff: Option<Uuid>,
    /// Only rows of this action.
    pub action: Option<Action>,
    /// How many, at most.
    pub limit: u64,
}

impl Store {
    /// Carries out one statement; when it changes any rows, its deed is appended in the same transaction. Returns how many
    /// rows it changed.
    pub(super) async fn execute_deed(&self, urgency: Urgency, statement: Statement, deed: Deed) -> Result<u64, StoreError> {
        self.writer.write(urgency, move |transaction| run(transaction, statement.clone(), deed.clone())).await
    }

    /// Appends a deed that changes nothing, such as reading an original. What was read may be shown once this returns.
    pub(super) async fn append_deed(&self, deed: Deed) -> Result<(), StoreError> {
        self.writer.write(Urgency::Essential, move |transaction| alone(transaction, deed.clone())).await
    }

    /// Rows of the audit log, the newest first. Rows of storytellers come only when the filter names their subject: in a list of
    /// timed rows, their place would tell the time of day at which a story came in. For the same reason no row has a number.
    ///
    /// A filter by subject reads the whole table: only rows with a time are in an index.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn audit_entries(&self, filter: AuditFilter) -> Result<Vec<AuditEntry>, StoreError> {
        let mut rows = Entity::find().order_by_desc(Column::Number).offset(filter.skip).limit(filter.limit);
        if filter.subject.is_none() {
            rows = rows.filter(Column::At.is_not_null());
        }
        if let Some(subject) = filter.subject {
            rows = rows.filter(Column::Subject.eq(subject));
        }
        if let Some(staff) = filter.staff {
            rows = rows.filter(Column::Staff.eq(staff));
        }
        if let Some(action) = filter.action {
            rows = rows.filter(Column::Action.eq(action.name()));
        }
        self.named(rows.all(&self.db).await?).await
    }

    /// Who changed what may be seen of a story last: a moderator's decision or its storyteller's correction. Nothing when it is
    /// as it came in.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn last_change(&self, story: Uuid) -> Result<Option<AuditEntry>, StoreError> {
        let decision = last_decision(&self.db, story).await?;
        let correction = corrections(story).one(&self.db).await?;
        let last = decision.into_iter().chain(correction).max_by_key(|row| row.number);
        Ok(self.named(last.into_iter().collect()).await?.pop())
    }

    /// Whether a moderator has ever decided on a story.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn is_decided(&self, story: Uuid) -> Result<bool, StoreError> {
        Ok(last_decision(&self.db, story).await?.is_some())
    }

    async fn named(&self, rows: Vec<Model>) -> Result<Vec<AuditEntry>, StoreError> {
        let staff: BTreeSet<Uuid> = rows.iter().filter_map(|row| row.staff).collect();
        let names: Vec<(Uuid, String)> = staff::Entity::find()
            .select_only()
            .columns([staff::Column::Id, staff::Column::Name])
            .filter(staff::Column::Id.is_in(staff))
            .into_tuple()
            .all(&self.db)
            .await?;
        let names: HashMap<Uuid, String> = names.into_iter().collect();
        rows.into_iter().map(|row| read(row, &names)).collect()
    }
}

/// The row of the last decision on a story.
pub(super) async fn last_decision<C: ConnectionTrait>(db: &C, story: Uuid) -> Result<Option<Model>, StoreError> {
    Ok(decisions(story).one(db).await?)
}

/// The decisions on a story, the last one first. Rows with a time are in the index `audit_of_subject`.
fn decisions(story: Uuid) -> Select<Entity> {
    let actions = [Action::StoryCleared, Action::StoryWithheld].map(Action::name);
    of_story(story).filter(Column::Action.is_in(actions)).filter(Column::At.is_not_null())
}

/// The corrections of a story, the last one first. They are in the index `audit_of_correction`, which a database uses only where
/// the action is part of the statement and no parameter.
fn corrections(story: Uuid) -> Select<Entity> {
    of_story(story).filter(Expr::cust(format!("action = '{}'", Action::StoryCorrected.name())))
}

fn of_story(story: Uuid) -> Select<Entity> {
    Entity::find().filter(Column::Subject.eq(story.to_string())).order_by_desc(Column::Number)
}

fn run(transaction: &DatabaseTransaction, statement: Statement, deed: Deed) -> BoxFuture<'_, Result<u64, StoreError>> {
    Box::pin(async move {
        let changed = transaction.execute_raw(statement).await?.rows_affected();
        if changed > 0 {
            append(transaction, deed).await?;
        }
        Ok(changed)
    })
}

fn alone(transaction: &DatabaseTransaction, deed: Deed) -> BoxFuture<'_, Result<(), StoreError>> {
    Box::pin(append(transaction, deed))
}

fn read(row: Model, names: &HashMap<Uuid, String>) -> Result<AuditEntry, StoreError> {
    let detail = row.detail.as_deref().map(serde_json::from_str).transpose();
    Ok(AuditEntry {
        day: row.day,
        at: row.at,
        name: row.staff.and_then(|id| names.get(&id).cloned()),
        actor: row.actor,
        staff: row.staff,
        action: row.action,
        subject_kind: row.subject_kind,
        subject: row.subject,
        reason: row.reason,
        detail: detail.map_err(|error| unreadable("the detail of an audit row", error))?,
    })
}

#[cfg(test)]
mod tests {
    use sea_orm::QueryTrait;

    use super::*;
    use crate::model::{Actor, Role};
    use crate::store::{Collection, Database, StaffRecord};

    async fn a_store(folder: &tempfile::TempDir) -> Store {
        Store::open(&Database::at(None, folder.path())).await.unwrap()
    }

    fn a_collection() -> Collection {
        Collection { join_code: "PARK-7K2M".to_owned(), name: "In the park".to_owned(), ..Collection::default() }
    }

    async fn newest(store: &Store) -> AuditEntry {
        store.audit_entries(AuditFilter { limit: 1, ..AuditFilter::default() }).await.unwrap().remove(0)
    }

    async fn all(store: &Store) -> Vec<AuditEntry> {
        store.audit_entries(AuditFilter { limit: 100, ..AuditFilter::default() }).await.unwrap()
    }

    async fn plan(store: &Store, rows: Select<Entity>) -> String {
        let mut statement = rows.limit(1).build(store.db.get_database_backend());
        statement.sql = format!("EXPLAIN QUERY PLAN {}", statement.sql);
        let steps = store.db.query_all_raw(statement).await.unwrap();
        steps.iter().map(|step| step.try_get::<String>("", "detail").unwrap()).collect::<Vec<_>>().join("; ")
    }

    #[actix_web::test]
    async fn the_last_change_of_a_story_is_found_without_reading_the_whole_log() {
        let folder = tempfile::tempdir().unwrap();
        let store = a_store(&folder).await;
        for (rows, index) in [(corrections(Uuid::nil()), "audit_of_correction"), (decisions(Uuid::nil()), "audit_of_subject")] {
            let plan = plan(&store, rows).await;
            assert!(plan.contains(&format!("USING INDEX {index} (subject=?)")), "{plan}");
        }
    }

    #[actix_web::test]
    async fn nothing_is_done_when_its_row_cannot_be_appended() {
        let folder = tempfile::tempdir().unwrap();
        let store = a_store(&folder).await;
        let rename = "ALTER TABLE audit RENAME TO elsewhere";
        let statement = Statement::from_string(store.db.get_database_backend(), rename);
        store.execute(Urgency::Ordinary, statement).await.unwrap();
        assert!(store.add_collection(Actor::Service, &a_collection()).await.is_err());
        assert_eq!(store.collections().await.unwrap(), []);
    }

    #[actix_web::test]
    async fn what_was_not_done_has_no_row() {
        let folder = tempfile::tempdir().unwrap();
        let store = a_store(&folder).await;
        assert!(store.add_collection(Actor::Operator, &a_collection()).await.unwrap());
        let (first, before) = (newest(&store).await, all(&store).await);
        assert!(!store.add_collection(Actor::Operator, &a_collection()).await.unwrap());
        assert_eq!(all(&store).await, before);
        assert_eq!((first.actor.as_str(), first.action.as_str()), ("operator", Action::CollectionMade.name()));
    }

    #[actix_web::test]
    async fn a_changed_account_is_named_with_what_changed_and_never_with_a_password() {
        let folder = tempfile::tempdir().unwrap();
        let store = a_store(&folder).await;
        let mut ada = StaffRecord {
            id: Uuid::now_v7(),
            name: "ada".to_owned(),
            password_hash: "one".to_owned(),
            roles: vec![Role::Analyst],
            disabled: false,
        };
        store.add_staff(Actor::Operator, &ada).await.unwrap();
        ada.password_hash = "two".to_owned();
        ada.disabled = true;
        store.update_staff(Actor::Staff(ada.id), &ada).await.unwrap();
        let row = newest(&store).await;
        assert_eq!((row.staff, row.name.as_deref()), (Some(ada.id), Some("ada")));
        assert_eq!(row.detail, Some(serde_json::json!({"password": "changed", "disabled": true})));
    }
}
